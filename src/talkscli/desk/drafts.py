"""A claim made of fields in which names stand for ids: of options, of answers, or of a row of a table."""

from collections.abc import Callable, Hashable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from talkscli.claims import ACTOR_KINDS, SUBJECTS, Claim
from talkscli.desk.claim_content import nest_row
from talkscli.desk.records import WITHOUT_ID, Draft, build
from talkscli.desk.written_values import SEPARATOR, Faults, know_day, read_written, split_labels, split_list
from talkscli.errors import UnknownNameError, UsageError, ValueSyntaxError
from talkscli.index.claim_faults import LONGEST_QUOTE
from talkscli.values.as_written import UNKNOWN_STYLE, Style
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.desk.resolver import Resolver
    from talkscli.desk.text_checks import TextChecker

LISTS = ("via", "mentions", "tags")
"""The fields that hold several names; the value may, too."""

DATES = ("at", "when", "recorded")
"""The fields of a claim that are dates, beside its value."""

DOCUMENT_FIELDS = ("title", "published", "url", "language", "author")
IDENTIFYING = ("title", "published", "url")
"""What a document is recognised by, with its outlet."""

_OF_DOCUMENT = ("document", "outlet", *DOCUMENT_FIELDS)
_PLAIN = frozenset({str, int, float, bool})
_LONGEST = 40
"""Longer values hardly stand in a table twice."""
_REMEMBERED = 20_000
"""How many cells are remembered as read before the memory is emptied."""

_TRUE = frozenset({"yes", "true", "1"})
_FALSE = frozenset({"no", "false", "0"})
_EMPTY: tuple[object, ...] = (None, "", [])

T = TypeVar("T")

Naming = Callable[[str], str]
"""Names a field for messages: `who` is the option `--who`, or the column `who`."""


class ClaimDrafter:
    """Makes claims of fields, in which names are found by a resolver."""

    def __init__(
        self,
        resolver: "Resolver",
        name_field: Naming = str,
        *,
        style: Style = UNKNOWN_STYLE,
        separator: str = SEPARATOR,
        kinds: Mapping[str, str] | None = None,
        checker: "TextChecker | None" = None,
    ) -> None:
        self.resolver = resolver
        self.name_field = name_field
        self.style = style
        """How numbers and dates are written; its `near` is that of the document in question."""
        self.separator = separator
        """What parts several names in one text."""
        self.kinds = kinds or {}
        """Of which kind what a field names is: a kind of actor, `place`, or a kind of event."""
        self.checker = checker
        """Holds what comes in against the texts of the documents, where they are at hand."""
        self._shelves: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
        """By outlet and what is known of a document: the ids of the documents of which just that is said."""
        self._cells: dict[Hashable, tuple[Any, tuple[str, ...]]] = {}
        """What equal cells were read as before, with the remarks: a table says the same again and again."""
        self._notations: dict[Hashable, str | list[str]] = {}
        """Values that are in the notation, which mean the same in every document."""
        self._forgotten = 0
        self._readers: dict[str, Callable[[str, Any], Any]] = {
            "only": self._read_flag,
            "mentions": lambda name, raw: self._find_all(name, raw, SUBJECTS, ""),
            "via": lambda name, raw: self._find_all(name, raw, ("actor",), "actor"),
            "tags": lambda _, raw: split_labels(raw, self.separator),
            "paragraph": self._read_number,
            **dict.fromkeys(DATES, self.read_date),
        }

    def draft(self, given: Mapping[str, Any], place: str = "") -> Draft:
        """Make a claim of flat fields; those that are empty are as if they were not given.

        Args:
            given: The columns of `talks claims`, with names or ids; `fact` may stand for about and property,
                and outlet, title and what else is known for the document. Without `who` the document's outlet
                is the claimant, without `text` a plain sentence is written.
            place: Where the claim comes from, for messages.

        Raises:
            UnknownNameError: a name is not known; what else is wrong is in `others`.
            UsageError: something is missing, or not as it has to be; likewise.
        """
        fields = {name: value for name, value in given.items() if value not in _EMPTY}
        self._check_shapes(fields)
        faults = Faults()
        row: dict[str, Any] = {}
        words = faults.take(self._split_fact, fields) or (None, None)
        prop = faults.take(self._find_property, words[1])
        about = faults.take(self._find_about, words[0])
        document = faults.take(self._recognise_document, fields)
        who = None
        if "who" in fields:
            who = faults.take(self._find_actor, "who", fields["who"])
        elif document is not None:
            who = self.resolver.outlet_of(document)
        self.style = know_day(self.style, self.resolver.published_of(document) if document else None)
        row |= {"who": who, "about": about, "property": prop, "document": document}
        row["stance"] = faults.take(self._read_stance, fields)
        if "value" in fields and prop is not None:
            row["value"] = faults.take(self.read_value, self.resolver.type_of(prop), fields["value"])
        for name, read in self._readers.items():
            # Of most fields most claims say nothing.
            if name in fields:
                row[name] = faults.take(read, name, fields[name])
        for name in ("quote", "status", "revises", "retracted", "note"):
            if name in fields:
                row[name] = str(fields[name])
        if "quote" in row:
            faults.take(self._check_quote, row["quote"])
        faults.tell()
        row["text"] = fields.get("text") or self._write_sentence(
            str(who), str(about), str(prop), row.get("value")
        )
        row["id"] = str(fields.get("id", WITHOUT_ID))
        claim = build(Claim, nest_row(row), lambda path: self.name_field(_bare(path)))
        self._look_up(claim)
        return Draft(claim, has_id="id" in fields, place=place)

    def _look_up(self, claim: Claim) -> None:
        """Hold a claim against its document's text, and remark a property that never had such a subject."""
        resolver, prop, document = self.resolver, claim.what.property, claim.source.document
        if self.checker is not None:
            fields = resolver.record_of("document", document)
            kind = resolver.type_of(prop)
            try:
                self.checker.check(claim, fields, kind, resolver.remarks)
            except UsageError as error:
                for one in (error, *error.others):
                    one.place = self.name_field(one.place)
                raise
        if (odd := resolver.find_odd_subject(claim.what.about, prop)) is not None:
            article = "an" if odd[0] in "aeiou" else "a"
            resolver.remarks.append(f"{prop} was never said of {article} {odd} before")

    def read_value(self, kind: str, raw: Any) -> str | list[str]:
        """Read a value as a property's type has it; names in it become ids.

        Args:
            kind: The type.
            raw: A text, or several; of names also a text with the separator between them.

        Raises:
            UnknownNameError: a name is not known.
            UsageError: it is not in the notation of the type.
        """
        place, asked = self.name_field("value"), type_named(kind)
        if asked.refers_to is not None:
            ids = self._find_values(asked.refers_to, raw)
            read = ids if isinstance(raw, list) else asked.join_ids(ids)
            try:
                asked.parse(read)
            except ValueSyntaxError as error:
                raise UsageError(error.message, place=place, hint=error.hint) from error
            return read
        if isinstance(raw, list):
            raise UsageError(f"a {kind} is one value", place=place, hint="give it once")
        return self._read_written(kind, raw, place)

    def read_date(self, name: str, raw: Any) -> str:
        """Return the notation of a date that somebody wrote.

        Raises:
            UsageError: it is none, or may be several.
        """
        return str(self._read_written("date", raw, self.name_field(name)))

    def _read_written(self, kind: str, raw: Any, place: str) -> str | list[str]:
        """Return the notation of a value that is no name; an equal cell is read once."""
        if raw.__class__ not in _PLAIN:
            return read_written(kind, raw, place, self.resolver.remarks, self.style)
        key = kind, raw.__class__, raw
        if (known := self._notations.get(key)) is not None:
            return known
        given = kind, raw, place, self.resolver.remarks, self.style
        if raw.__class__ is str and len(raw) > _LONGEST:
            return read_written(*given)
        before = len(self.resolver.remarks)
        found = read_written(*given)
        if len(self.resolver.remarks) == before:
            if len(self._notations) > _REMEMBERED:
                self._notations.clear()
            self._notations[key] = found
        return found

    def _read_once(self, key: Hashable, read: Callable[..., T], *given: Any) -> T:
        """Return what is read of a cell, or was read of an equal one before."""
        resolver = self.resolver
        if self._forgotten != resolver.forgotten or len(self._cells) > _REMEMBERED:
            # An id that was to come may be gone.
            self._cells.clear()
            self._forgotten = resolver.forgotten
        known = self._cells.get(key)
        if known is not None:
            resolver.remarks += known[1]
            found: T = known[0]
            return found
        before, made = len(resolver.remarks), len(resolver.coming)
        found = read(*given)
        if len(resolver.coming) == made:
            # That a record is new is remarked once.
            self._cells[key] = found, tuple(resolver.remarks[before:])
        return found

    def _find(self, name: str, word: Any, kinds: tuple[str, ...], *, create: str = "", **more: Any) -> str:
        return self._read_once(
            (name, kinds, word if word.__class__ is str else str(word)),
            lambda: self._seek(name, word, kinds, create=create, **more),
        )

    def _seek(self, name: str, word: Any, kinds: tuple[str, ...], *, create: str = "", **more: Any) -> str:
        if stated := self.kinds.get(name):
            create = find_home(stated)
            kinds = (create,)
            more = {} if create == "place" else {"kind": stated}
        return self.resolver.find(word, kinds, self.name_field(name), create=create, **more)

    def _find_actor(self, name: str, word: Any, **more: Any) -> str:
        return self._find(name, word, ("actor",), create="actor", **more)

    def _split_fact(self, fields: Mapping[str, Any]) -> tuple[Any, Any]:
        about, prop = fields.get("about"), fields.get("property")
        if "fact" in fields and (about is None or prop is None):
            first, dot, last = str(fields["fact"]).rpartition(".")
            if not dot:
                raise self._refuse("fact", f"{fields['fact']!r} is not ABOUT.PROPERTY")
            about, prop = about or first, prop or last
        return about or "", prop or ""

    def _find_property(self, word: Any) -> str | None:
        if word == "":
            raise self._refuse("property", "is missing", "give it, or map a column to it")
        return self._find("property", word, ("property",), create="property") if word else None

    def _find_about(self, word: Any) -> str | None:
        if word == "":
            raise self._refuse("about", "is missing", "give it, or map a column to it")
        if word is None:
            return None
        create = next((kind for kind in ("event", "place") if self.resolver.may_create(kind)), "")
        return self._find("about", word, SUBJECTS, create=create)

    def _find_all(self, name: str, raw: Any, kinds: tuple[str, ...], create: str) -> list[str]:
        return [self._find(name, one, kinds, create=create) for one in self._split(raw, kinds)]

    def _split(self, raw: Any, kinds: tuple[str, ...]) -> list[str]:
        return split_list(raw, lambda text: self.resolver.is_sure(text, kinds), self.separator)

    def _recognise_document(self, fields: dict[str, Any]) -> str:
        key = tuple(one if one.__class__ is str else str(one) for one in map(fields.get, _OF_DOCUMENT))
        return self._read_once(key, self._find_document, fields)

    def _find_document(self, fields: dict[str, Any]) -> str:
        """Find the document of a claim by its id or title, or by its outlet and what is said of it."""
        can_make = self.resolver.may_create("document")
        if "document" in fields:
            try:
                return self._find("document", fields["document"], ("document",))
            except UnknownNameError:
                if not can_make or "outlet" not in fields:
                    raise
                fields.setdefault("title", fields["document"])
        if "outlet" not in fields:
            hint = "give document, or outlet, title and published"
            raise self._refuse("document", "is missing", hint)
        outlet = self._find_actor("outlet", fields["outlet"], kind="outlet")
        given = {name: str(fields[name]) for name in DOCUMENT_FIELDS if name in fields}
        if "published" in given:
            self.style = know_day(self.style, None)
            given["published"] = self.read_date("published", given["published"])
        mark = (outlet, *(given.get(name, "") for name in IDENTIFYING))
        found = self.resolver.find_mark("document", mark) or self._seek_document(outlet, given)
        if found is not None:
            return found
        if not can_make:
            raise self._refuse("document", f"{outlet} has none like this", "--create documents makes it")
        if "title" not in given:
            raise self._refuse("title", "a new document needs one", "give it, or map a column to it")
        return self.resolver.make("document", {"outlet": outlet, **given}, mark)

    def _seek_document(self, outlet: str, given: Mapping[str, str]) -> str | None:
        """Find a document by what is said of it; an outlet's documents are gone through once."""
        names = [name for name in IDENTIFYING if name in given]
        shelf = self._shelves.get((outlet, *names))
        if shelf is None:
            shelf = self._shelves[outlet, *names] = {}
            for one in self.resolver.archive.entities("document", outlet=outlet):
                shelf.setdefault(tuple(one.get(name) or "" for name in names), []).append(one["id"])
        fitting = shelf.get(tuple(given[name] for name in names), [])
        if len(fitting) > 1:
            raise self._refuse("document", f"several fit: {', '.join(fitting[:5])}", "give the id")
        return fitting[0] if fitting else None

    def _find_values(self, kind: str, raw: Any) -> list[str]:
        """Find the records that a value names."""
        return self._find_all("value", raw, (kind,), kind)

    def _read_stance(self, fields: Mapping[str, Any]) -> str:
        stance = str(fields.get("stance", "asserts"))
        if "value" not in fields and stance != "withholds":
            raise self._refuse("value", "is missing")
        if "value" in fields and stance == "withholds":
            raise self._refuse("value", "a claimant who withholds a value gives none")
        return stance

    def _read_flag(self, name: str, raw: Any) -> bool:
        text = str(raw).lower()
        if text not in _TRUE | _FALSE:
            raise self._refuse(name, f"{raw!r} is neither yes nor no")
        return text in _TRUE

    def _read_number(self, name: str, raw: Any) -> int:
        try:
            return int(str(raw))
        except ValueError as error:
            raise self._refuse(name, f"{raw!r} is not a number") from error

    def _check_quote(self, quote: str | None) -> None:
        if quote and (words := len(quote.split())) > LONGEST_QUOTE:
            raise self._refuse("quote", f"has {words} words", f"anchor it in at most {LONGEST_QUOTE}")

    def _check_shapes(self, fields: Mapping[str, Any]) -> None:
        """Refuse objects, lists where one thing is meant, and halves of characters."""
        for name, value in fields.items():
            if value.__class__ is str and value.isascii():
                continue
            if isinstance(value, dict) or (isinstance(value, list) and name not in {"value", *LISTS}):
                kind = "a list" if isinstance(value, list) else "an object"
                raise self._refuse(name, f"is {kind}, not a text")
            try:
                for one in value if isinstance(value, list) else [value]:
                    str(one).encode()
            except UnicodeEncodeError as error:
                problem = "half of a surrogate pair stands alone; this is not text"
                raise self._refuse(name, problem) from error

    def _write_sentence(self, who: str, about: str, prop: str, value: str | list[str] | None) -> str:
        """Write the claim in a sentence where none is given."""
        name = self.resolver.name_of
        claimant, label, subject = name(("actor",), who), name(("property",), prop), name(SUBJECTS, about)
        if value is None:
            return f"{claimant} did not say: {label} of {subject}."
        shown = value if isinstance(value, str) else ", ".join(value)
        return f"{claimant} gives {label} of {subject} as {shown}."

    def _refuse(self, name: str, problem: str, hint: str = "") -> UsageError:
        return UsageError(problem, place=self.name_field(name), hint=hint)


def find_home(kind: str) -> str:
    """Return of what something stated to be of a kind is a record: `actor`, `place` or `event`."""
    return "actor" if kind in ACTOR_KINDS else "place" if kind == "place" else "event"


def _bare(path: str) -> str:
    """Return the name of the field that a path such as `source.via[2]` leads to."""
    return path.partition("[")[0].rpartition(".")[2]
