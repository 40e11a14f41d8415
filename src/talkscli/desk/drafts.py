"""A claim made of fields in which names stand for ids: of options, of answers, or of a row of a table."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.claims import ACTOR_KINDS, SUBJECTS, Claim
from talkscli.conflicts.variant import OUTCOME, PHASES
from talkscli.desk.cell_memory import CellMemory
from talkscli.desk.claim_content import nest_row
from talkscli.desk.document_shelf import IDENTIFYING, DocumentShelf
from talkscli.desk.ids import slug
from talkscli.desk.mapping import KINDS
from talkscli.desk.records import WITHOUT_ID, Draft, build
from talkscli.desk.sentences import compose_sentence
from talkscli.desk.written_values import SEPARATOR, Faults, know_day, read_date, split_labels, split_list
from talkscli.errors import UnknownNameError, UsageError, ValueSyntaxError
from talkscli.index.claim_faults import LONGEST_QUOTE
from talkscli.values.as_written import UNKNOWN_STYLE, Style
from talkscli.values.base import ONE
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.desk.resolver import Resolver
    from talkscli.desk.text_checks import TextChecker
    from talkscli.queries.rows import ClaimRow

LISTS = ("via", "mentions", "tags")
"""The fields that hold several names; the value may, too."""

DATES = ("at", "when", "recorded")
"""The fields of a claim that are dates, beside its value."""

DOCUMENT_FIELDS = ("title", "published", "url", "language", "author")

_KIND_FIELDS = frozenset(f"{name}_kind" for name in KINDS)
_OF_DOCUMENT = ("document", "outlet", *DOCUMENT_FIELDS)
_TRUE = frozenset({"yes", "true", "1"})
_FALSE = frozenset({"no", "false", "0"})
_MOST_DAYS = 1_000
"""For so many days of documents it is remembered how dates are read."""
_EMPTY: tuple[object, ...] = (None, "", [])

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
        self._usual = self.style = style
        """How numbers and dates are written; its `near` is that of the document in question."""
        self.separator = separator
        """What parts several names in one text."""
        self.kinds = kinds or {}
        """Of which kind what a field names is: a kind of actor, `place`, or a kind of event."""
        self.checker = checker
        """Holds what comes in against the texts of the documents, where they are at hand."""
        self._days: dict[str | None, tuple[Style, Style]] = {}
        self._past = style
        """How dates are read that do not lie after the document in question."""
        self._shelf = DocumentShelf(resolver)
        self.cells = CellMemory(resolver)
        self._row_kinds: Mapping[str, str] = self.kinds
        self._readers: dict[str, Callable[[str, Any], Any]] = {
            "only": self._read_flag,
            "mentions": lambda name, raw: self._find_all(name, raw, SUBJECTS, ""),
            "via": lambda name, raw: self._find_all(name, raw, ("actor",), "actor"),
            "tags": lambda _, raw: split_labels(raw, self.separator),
            "paragraph": self._read_number,
            **dict.fromkeys(DATES, self.read_date),
            "when": lambda name, raw: self.read_date(name, raw, self._past),
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
        self.style = self._usual
        self._row_kinds = self._read_kinds(fields, faults)
        row: dict[str, Any] = {"value": None, "status": None, "only": False}
        words = faults.take(self._split_fact, fields) or (None, None)
        prop = faults.take(self._find_property, words[1])
        about = faults.take(self._find_about, words[0])
        document = faults.take(self._recognise_document, fields)
        who = None
        if "who" in fields:
            who = faults.take(self._find_actor, "who", fields["who"])
        elif document is not None:
            who = self.resolver.outlet_of(document)
        published = self.resolver.published_of(document) if document else self._read_published(fields)
        # What was said, and what came out, does not lie after the document that tells of it.
        self._past, usual = self._know_day(published)
        self.style = self._past if PHASES.get(str(fields.get("status"))) == OUTCOME else usual
        row |= {"who": who, "about": about, "property": prop, "document": document}
        row["stance"] = faults.take(self._read_stance, fields)
        if "value" in fields and prop is not None:
            row["value"] = faults.take(self._read_answer, prop, fields["value"])
        for name, read in self._readers.items():
            # Of most fields most claims say nothing.
            if name in fields:
                row[name] = faults.take(read, name, fields[name])
        for name in ("quote", "status", "revises", "note"):
            if name in fields:
                row[name] = str(fields[name])
        if "retracted" in fields:
            row["retracted"] = faults.take(self._read_retraction, fields["retracted"])
        if "quote" in row:
            faults.take(self._check_quote, row["quote"])
        faults.tell()
        row["text"] = fields.get("text") or self.compose(row)
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
        return self.cells.read_value(kind, raw, place, self.style)

    def _read_answer(self, prop: str, raw: Any) -> str | list[str]:
        """Read a value as a property has it, which may be stated to have one answer."""
        value = self.read_value(self.resolver.type_of(prop), raw)
        if isinstance(value, list) and len(value) > 1:
            asked = self.resolver.record_of("property", prop)
            if asked.get("answers") == ONE:
                hint = "name one, or make a claim of each"
                raise self._refuse("value", f"names several, and {prop} has one answer", hint)
        return value

    def _know_day(self, published: str | None) -> tuple[Style, Style]:
        """Return how dates before the day of a document are read, and others."""
        if published not in self._days:
            if len(self._days) >= _MOST_DAYS:
                self._days.clear()
            self._days[published] = (
                know_day(self._usual, published, is_last=True),
                know_day(self._usual, published),
            )
        return self._days[published]

    def _read_published(self, fields: Mapping[str, Any]) -> str | None:
        """Return when a document was published that is not known, so that no weekday is taken for a fault."""
        try:
            return read_date(fields.get("published") or "", "", [], self._usual)
        except UsageError:
            return None

    def read_date(self, name: str, raw: Any, style: Style | None = None) -> str:
        """Return the notation of a date that somebody wrote.

        Raises:
            UsageError: it is none, or may be several.
        """
        return str(self.cells.read_value("date", raw, self.name_field(name), style or self.style))

    def _find(self, name: str, word: Any, kinds: tuple[str, ...], *, create: str = "", **more: Any) -> str:
        stated = self._row_kinds.get(name)
        key = name, kinds, stated, word if word.__class__ is str else str(word)
        return self.cells.read_once(key, self._seek, name, word, kinds, stated, create, more)

    def _seek(
        self,
        name: str,
        word: Any,
        kinds: tuple[str, ...],
        stated: str | None,
        create: str,
        more: Mapping[str, Any],
    ) -> str:
        if stated:
            create = find_home(stated)
            kinds = (create,)
            more = {} if create == "place" else {"kind": stated}
        return self.resolver.find(word, kinds, self.name_field(name), create=create, **more)

    def _read_kinds(self, fields: Mapping[str, Any], faults: Faults) -> Mapping[str, str]:
        """Return of which kind what each field names is, as far as the claim or all of them say so."""
        if _KIND_FIELDS.isdisjoint(fields):
            return self.kinds
        told = [name for name in KINDS if f"{name}_kind" in fields]
        own = {name: faults.take(self._read_kind, name, fields[f"{name}_kind"]) for name in told}
        return {**self.kinds, **{name: kind for name, kind in own.items() if kind}}

    def _read_kind(self, name: str, raw: Any) -> str:
        kind = slug(str(raw))
        if not kind or (name not in {"about", "value"} and find_home(kind) != "actor"):
            hint = f"the kinds of actors are {', '.join(ACTOR_KINDS)}"
            raise self._refuse(f"{name}_kind", f"{raw!r} is no kind of them", hint)
        return kind

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
            raise self._refuse("property", "is missing", "give it; of a table, --map names its column")
        return self._find("property", word, ("property",), create="property") if word else None

    def _find_about(self, word: Any) -> str | None:
        if word == "":
            raise self._refuse("about", "is missing", "give it; of a table, --map names its column")
        if word is None:
            return None
        create = next((kind for kind in ("event", "place") if self.resolver.may_create(kind)), "")
        return self._find("about", word, SUBJECTS, create=create)

    def _find_all(self, name: str, raw: Any, kinds: tuple[str, ...], create: str) -> list[str]:
        return [self._find(name, one, kinds, create=create) for one in self._split(raw, kinds)]

    def _split(self, raw: Any, kinds: tuple[str, ...]) -> list[str]:
        return split_list(raw, lambda text: self.resolver.is_sure(text, kinds), self.separator)

    def _recognise_document(self, fields: dict[str, Any]) -> str:
        key = tuple(map(repr, map(fields.get, _OF_DOCUMENT)))
        return self.cells.read_once(key, self._find_document, fields)

    def _find_document(self, fields: dict[str, Any]) -> str:
        """Find the document of a claim by its id or title, or by its outlet and what is said of it."""
        can_make = self.resolver.may_create("document")
        if "document" in fields:
            try:
                return self._find("document", fields["document"], ("document",))
            except UnknownNameError as error:
                if not can_make or "outlet" not in fields:
                    self._shelf.tell_outlet(error)
                    raise
                fields.setdefault("title", fields["document"])
        if "outlet" not in fields:
            hint = "give document, or outlet, title and published"
            raise self._refuse("document", "is missing", hint)
        outlet = self._find_actor("outlet", fields["outlet"], kind="outlet")
        given = {name: str(fields[name]) for name in DOCUMENT_FIELDS if name in fields}
        if "published" in given:
            given["published"] = self.read_date("published", fields["published"])
        mark = (outlet, *(given.get(name, "") for name in IDENTIFYING))
        found = self.resolver.find_mark("document", mark)
        fitting = [found] if found is not None else self._shelf.find(outlet, given)
        if len(fitting) > 1:
            raise self._refuse("document", f"several fit: {', '.join(fitting[:5])}", "give the id")
        if fitting:
            known = self.resolver.record_of("document", fitting[0])
            if lacking := [name for name in IDENTIFYING if name in given and not known.get(name)]:
                told = f"the store has no {' and no '.join(lacking)} of it; talks edit document adds it"
                self.resolver.remarks.append(f"taken for {fitting[0]}: {told}")
            return fitting[0]
        if not can_make:
            title = given.pop("title", "TITLE")
            hint = self.resolver.tell_making("document", title, outlet=outlet, **given)
            raise self._refuse("document", f"{outlet} has none like this", hint)
        if "title" not in given:
            if "published" not in given:
                hint = "give one of them; of a table, --map names its column"
                raise self._refuse("title", "a new document needs one, or a day", hint)
            given["title"] = f"{self.resolver.name_of(('actor',), outlet)}, {given['published']}"
            self.resolver.remarks.append(f"it has no title: {given['title']} stands for one")
        one = self.resolver.make("document", {"outlet": outlet, **given}, mark)
        self._shelf.add(outlet, {**given, "id": one})
        return one

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

    def _read_retraction(self, raw: Any) -> Any:
        """Read why a claim was taken back: a reason, or one with its day."""
        if not isinstance(raw, dict):
            return None if raw is None else str(raw)
        if raw.get("on") is None:
            return raw
        return {**raw, "on": read_date(raw["on"], self.name_field("retracted.on"), self.resolver.remarks)}

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
            is_object = isinstance(value, dict) and name != "retracted"
            if is_object or (isinstance(value, list) and name not in {"value", *LISTS}):
                kind = "a list" if isinstance(value, list) else "an object"
                raise self._refuse(name, f"is {kind}, not a text")
            try:
                for one in value if isinstance(value, list) else [value]:
                    str(one).encode()
            except UnicodeEncodeError as error:
                problem = "half of a surrogate pair stands alone; this is not text"
                raise self._refuse(name, problem) from error

    def compose(self, row: "Mapping[str, Any] | ClaimRow") -> str:
        """Write a claim, flat and with ids, in a sentence where none is given."""
        return compose_sentence(self.resolver, row)

    def _refuse(self, name: str, problem: str, hint: str = "") -> UsageError:
        return UsageError(problem, place=self.name_field(name), hint=hint)


def find_home(kind: str) -> str:
    """Return of what something stated to be of a kind is a record: `actor`, `place` or `event`."""
    return "actor" if kind in ACTOR_KINDS else "place" if kind == "place" else "event"


def _bare(path: str) -> str:
    """Return the name of the field that a path such as `source.via[2]` leads to."""
    return path.partition("[")[0].rpartition(".")[2]
