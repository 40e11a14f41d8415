"""Rows from elsewhere as claims of a store: names found, values checked, each refusal explained."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from talkscli.claims import STANCES, Actor, Claim, Document, Event, Place, Property, Term
from talkscli.editing.proposals import propose_ids, slug
from talkscli.errors import TalksError, UnknownNameError
from talkscli.exchange.mapping import LISTS
from talkscli.values.parsing import parse_value

if TYPE_CHECKING:
    from talkscli.claims import Record
    from talkscli.exchange.mapping import RowMapping
    from talkscli.exchange.rows import Row
    from talkscli.query.archive import Archive
    from talkscli.query.rows import ClaimRow

TAKEN = "taken"
ALREADY = "already"
REFUSED = "refused"
HELD = "held"

STATES = (TAKEN, ALREADY, REFUSED, HELD)
"""`held`: good, and not taken because another row was refused."""

CREATED = ("actors", "properties", "documents", "places", "events", "terms")
"""What may be created where the store lacks it."""

SURE = frozenset({"id", "exact", "folded", "transliterated"})
"""Ways of finding a name that are sure enough to take without asking."""

LONGEST_QUOTE = 12
_KNOWN = 200_000
_GUESSES = ("date", "count", "duration", "yes-no")
_TRUE = frozenset({"yes", "true", "1"})
_FALSE = frozenset({"no", "false", "0"})


class RefusalError(Exception):
    """A row cannot be taken, and why."""


class Ledger(Protocol):
    """Remembers ids and contents, however many there are."""

    def holds_id(self, one: str) -> bool:
        """Tell whether a claim has this id."""

    def same_as(self, content: str) -> str | None:
        """Return the id of a claim that says just this, or None."""

    def says(self, one: str, content: str) -> bool:
        """Tell whether the claim with this id says just this."""

    def enter(self, one: str, content: str) -> None:
        """Remember a claim."""


class Taken:
    """What became of one row."""

    __slots__ = ("claim", "fact", "id", "line", "reason", "state")

    def __init__(
        self,
        line: int,
        state: str,
        *,
        id: str | None = None,  # noqa: A002
        fact: str | None = None,
        reason: str = "",
        claim: str = "",
    ) -> None:
        self.line = line
        self.state = state
        self.id = id
        self.fact = fact
        self.reason = reason
        """Why it was not taken, or what was understood on the way."""
        self.claim = claim
        """The claim as JSON; empty where there is none."""


class Importer:
    """Turns rows into claims against one store."""

    def __init__(
        self,
        archive: "Archive",
        mapping: "RowMapping",
        ledger: Ledger,
        *,
        create: frozenset[str] = frozenset(),
        accept_near: bool = False,
        actor_kind: str = "organisation",
    ) -> None:
        self.archive = archive
        self.mapping = mapping
        self.ledger = ledger
        self.create = create
        self.accept_near = accept_near
        self.actor_kind = actor_kind
        self.added: dict[tuple[str, str], Record] = {}
        """The records to create, by kind and id."""
        self.types: dict[str, str] = {}
        """The type of each property met."""
        self._waiting: dict[tuple[str, str], Record] = {}
        self._fresh: list[tuple[str, str]] = []
        self._found: dict[tuple[tuple[str, ...], str], tuple[str, str]] = {}
        self._made: dict[tuple[str, str], str] = {}
        self._guesses: dict[str, list[str]] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._numbers: dict[str, int] = {}
        self._documents: dict[tuple[str, ...], str] = {}
        self._remarks: list[str] = []

    def survey(self, rows: "Iterable[Row]") -> None:
        """Learn from all rows which types the values of unknown properties can have."""
        for _, cells, _ in rows:
            if cells is None:
                continue
            fields = self.mapping.apply(cells)
            name = fields.get("property") or str(fields.get("fact") or "").rpartition(".")[2]
            value = fields.get("value")
            if not name or value is None or isinstance(value, list):
                continue
            guesses = self._guesses.setdefault(slug(str(name)), list(_GUESSES))
            guesses[:] = [kind for kind in guesses if _fits(kind, value)]

    def take(self, rows: "Iterable[Row]") -> Iterator[Taken]:
        """Yield what becomes of each row."""
        for line, cells, problem in rows:
            if cells is None:
                yield Taken(line, REFUSED, reason=problem)
                continue
            self._remarks, self._waiting, self._fresh = [], {}, []
            fields = self.mapping.apply(cells)
            given = fields.get("id")
            try:
                check_shapes(fields)
                claim, content = self._make(fields)
                yield self._settle(line, claim, content, has_id="id" in fields)
            except RefusalError as refusal:
                self._forget()
                # What is no text in a row is no text in the report either.
                shown = str(given).encode(errors="backslashreplace").decode() if given else None
                yield Taken(line, REFUSED, id=shown, reason=str(refusal))

    def _settle(self, line: int, claim: dict[str, Any], content: str, *, has_id: bool) -> Taken:
        fact = f"{claim['what']['about']}.{claim['what']['property']}"
        if has_id:
            one = claim["id"]
            same = one if self.ledger.holds_id(one) else None
            if same is not None and not self.ledger.says(one, content):
                raise RefusalError(f"id: there is a claim {one!r} already, and it says something else")
        else:
            same = self.ledger.same_as(content)
        if same is not None:
            return Taken(line, ALREADY, id=same, fact=fact, reason="the same claim is there already")
        if not has_id:
            claim["id"] = self._propose(claim)
        try:
            made = Claim.model_validate(claim)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(
                str(part) for part in first["loc"] if not str(part).startswith(("list", "constrained"))
            )
            raise RefusalError(f"{where}: {first['msg']}") from error
        self.added.update(self._waiting)
        self.ledger.enter(made.id, content)
        return Taken(
            line,
            TAKEN,
            id=made.id,
            fact=fact,
            reason="; ".join(self._remarks),
            claim=json.dumps(claim, ensure_ascii=False),
        )

    def _make(self, fields: dict[str, Any]) -> tuple[dict[str, Any], str]:
        about, prop = self._find_fact(fields)
        stance = str(fields.get("stance", "asserts"))
        if stance not in STANCES:
            raise RefusalError(f"stance: {stance!r} is none of {', '.join(STANCES)}")
        value = fields.get("value")
        if value is None and stance != "withholds":
            raise RefusalError("value: is missing")
        document = self._find_document(fields)
        who = self._find_actor("who", fields["who"]) if "who" in fields else self._outlet(document)
        what: dict[str, Any] = {"about": about, "property": prop}
        if value is not None:
            what["value"] = self._read_value(prop, value)
        if stance != "asserts":
            what["stance"] = stance
        if "status" in fields:
            what["status"] = str(fields["status"])
        if _read_flag("only", fields.get("only", False)):
            what["only"] = True
        what["text"] = str(fields.get("text") or self._say(who, about, prop, what.get("value")))
        mentions = [
            self._find("mentions", one, "actor", "place", "event") for one in _list(fields.get("mentions"))
        ]
        if mentions:
            what["mentions"] = mentions
        source: dict[str, Any] = {"document": document}
        if "paragraph" in fields:
            source["paragraph"] = _read_number("paragraph", fields["paragraph"])
        if "quote" in fields:
            source["quote"] = str(fields["quote"])
            if (words := len(source["quote"].split())) > LONGEST_QUOTE:
                raise RefusalError(f"quote: has {words} words; anchor it in at most {LONGEST_QUOTE}")
        via = [self._find_actor("via", one) for one in _list(fields.get("via"))]
        if via:
            source["via"] = via
        claim: dict[str, Any] = {"id": str(fields.get("id", "x")), "who": who, "what": what}
        if "when" in fields:
            claim["when"] = _read_date("when", fields["when"])
        claim["source"] = source
        if "revises" in fields:
            claim["revises"] = str(fields["revises"])
        if "recorded" in fields:
            claim["recorded"] = _read_date("recorded", fields["recorded"])
        if "retracted" in fields:
            claim["retracted"] = {"why": str(fields["retracted"])}
        if "note" in fields:
            claim["note"] = str(fields["note"])
        return claim, write_content(claim)

    def _find_fact(self, fields: dict[str, Any]) -> tuple[str, str]:
        about, prop = fields.get("about"), fields.get("property")
        if "fact" in fields and (about is None or prop is None):
            first, dot, last = str(fields["fact"]).rpartition(".")
            if not dot:
                raise RefusalError(f"fact: {fields['fact']!r} is not ABOUT.PROPERTY")
            about, prop = about or first, prop or last
        if about is None:
            raise RefusalError("about: is missing; map a column, or give a constant")
        if prop is None:
            raise RefusalError("property: is missing; map a column, or give a constant")
        key = self._find_property(str(prop))
        creatable = [kind for kind in ("event", "place") if f"{kind}s" in self.create]
        return self._find(
            "about", about, "event", "actor", "place", create=creatable[0] if creatable else ""
        ), key

    def _find_property(self, name: str) -> str:
        key = self._find(
            "property", name, "property", create="property" if "properties" in self.create else ""
        )
        if key not in self.types:
            record = self.added.get(("property", key)) or self._waiting.get(("property", key))
            if isinstance(record, Property):
                self.types[key] = record.type
            else:
                known = self.archive.entity("property", key) or {}
                self.types[key] = str(known.get("type", "text"))
        return key

    def _find_actor(self, field: str, name: Any, kind: str = "") -> str:
        return self._find(
            field, name, "actor", create="actor" if "actors" in self.create else "", actor_kind=kind
        )

    def _find(self, field: str, name: Any, *kinds: str, create: str = "", actor_kind: str = "") -> str:
        text = str(name).strip()
        known = self._found.get((kinds, text))
        if known is None:
            for kind in kinds:
                if made := self._made.get((kind, text)):
                    return made
            known = self._look_up(field, text, kinds, create, actor_kind)
            if known is None:
                return self._made[create, text]
            if len(self._found) > _KNOWN:
                self._found.clear()
            self._found[kinds, text] = known
        one, way = known
        if way not in SURE and not self.accept_near:
            raise RefusalError(
                f"{field}: {text!r} is near {one!r}, and near is not taken; write the id, or --accept-near"
            )
        if way not in {"id", "exact"}:
            self._remarks.append(f"{field}: {text} is {one}, {way}")
        return one

    def _look_up(
        self, field: str, text: str, kinds: tuple[str, ...], create: str, actor_kind: str
    ) -> tuple[str, str] | None:
        try:
            found = self.archive.find(text, kinds)
        except UnknownNameError as error:
            if create and " fits several" not in error.message:
                if error.suggestions:
                    self._remarks.append(
                        f"{text} is like {', '.join(error.suggestions[:3])}, and is taken as new"
                    )
                self._create(create, text, actor_kind)
                return None
            hint = f"; {error.hint}" if error.hint else ""
            raise RefusalError(f"{field}: {error.message}{hint}") from error
        except TalksError as error:
            raise RefusalError(f"{field}: {error.message}") from error
        if len(found.ids) != 1:
            raise RefusalError(f"{field}: {text!r} fits several: {', '.join(found.ids)}")
        return found.ids[0], found.way

    def _create(self, kind: str, text: str, actor_kind: str) -> None:
        fields: dict[str, Any] = {"name": text}
        if kind == "actor":
            fields["kind"] = actor_kind or self.actor_kind
        elif kind == "event":
            fields["kind"] = "event"
        elif kind == "property":
            fields = {"label": text, "type": self._guess_type(text)}
        one = next(key for key in propose_ids(kind, fields) if not self._is_taken(kind, key))
        model: dict[str, type[Record]] = {
            "actor": Actor,
            "event": Event,
            "place": Place,
            "property": Property,
            "term": Term,
        }
        try:
            record = model[kind].model_validate({"id": one, **fields})
        except ValidationError as error:
            raise RefusalError(f"{kind}: {text!r} cannot be created: {error.errors()[0]['msg']}") from error
        self._keep(kind, one, text, record)

    def _keep(self, kind: str, one: str, text: str, record: "Record") -> None:
        # It comes in with the row that needs it, if that is taken.
        self._waiting[kind, one] = record
        self._made[kind, text] = one
        self._fresh.append((kind, text))
        self._remarks.append(f"{kind} {one} is new")

    def _forget(self) -> None:
        """Take back what a refused row would have created."""
        for name in self._fresh:
            del self._made[name]
        for kind, one in self._waiting:
            if kind == "property":
                self.types.pop(one, None)
        gone = {one for kind, one in self._waiting if kind == "document"}
        if gone:
            self._documents = {key: one for key, one in self._documents.items() if one not in gone}

    def _is_taken(self, kind: str, key: str) -> bool:
        kinds = ("actor", "place", "event") if kind in {"actor", "place", "event"} else (kind,)
        return any(
            (one, key) in self.added
            or (one, key) in self._waiting
            or self.archive.entity(one, key) is not None
            for one in kinds
        )

    def _guess_type(self, name: str) -> str:
        for key in (name, slug(name)):
            if key in self.mapping.types:
                return self.mapping.types[key]
        guesses = self._guesses.get(slug(name), [])
        return guesses[0] if guesses else "text"

    def _find_document(self, fields: dict[str, Any]) -> str:
        if "document" in fields:
            try:
                return self._find("document", fields["document"], "document")
            except RefusalError:
                if "documents" not in self.create or "outlet" not in fields:
                    raise
                fields.setdefault("title", fields["document"])
        if "outlet" not in fields:
            raise RefusalError("document: is missing; map or give document, or outlet, title and published")
        outlet = self._find_actor("outlet", fields["outlet"], "outlet")
        names = ("title", "published", "url", "language", "author")
        given = {name: str(fields[name]) for name in names if name in fields}
        if "published" in given:
            _read_date("published", given["published"])
        key = (outlet, *(given.get(name, "") for name in ("title", "published", "url")))
        if key not in self._documents:
            self._documents[key] = self._seek_document(outlet, given) or self._make_document(outlet, given)
        return self._documents[key]

    def _seek_document(self, outlet: str, given: Mapping[str, str]) -> str | None:
        fitting = [
            one["id"]
            for one in self.archive.entities("document", outlet=outlet)
            if all(
                one.get(name) == value
                for name, value in given.items()
                if name in {"title", "published", "url"}
            )
        ]
        if len(fitting) > 1:
            raise RefusalError(f"document: several fit: {', '.join(fitting[:5])}; map the id")
        return fitting[0] if fitting else None

    def _make_document(self, outlet: str, given: Mapping[str, str]) -> str:
        if "documents" not in self.create:
            raise RefusalError(f"document: {outlet} has none like this; --create documents makes it")
        if "title" not in given:
            raise RefusalError("title: a new document needs one; map a column, or give a constant")
        fields: dict[str, Any] = {"outlet": outlet, **given}
        one = next(key for key in propose_ids("document", fields) if not self._is_taken("document", key))
        self._waiting["document", one] = Document.model_validate({"id": one, **fields})
        self._remarks.append(f"document {one} is new")
        return one

    def _outlet(self, document: str) -> str:
        record = self.added.get(("document", document)) or self._waiting.get(("document", document))
        if isinstance(record, Document):
            return record.outlet
        return str((self.archive.entity("document", document) or {}).get("outlet", ""))

    def _read_value(self, prop: str, value: Any) -> str | list[str]:
        kind = self.types[prop]
        if kind == "terms":
            create = "term" if "terms" in self.create else ""
            return [self._find("value", one, "term", create=create) for one in _list(value)]
        if kind in {"place", "actor"}:
            if isinstance(value, list):
                return [self._find("value", one, kind) for one in value]
            try:
                return self._find("value", value, kind)
            except RefusalError:
                # In a table a list is its ids with commas.
                if "," not in str(value):
                    raise
                return [self._find("value", one, kind) for one in _list(value)]
        if kind == "yes-no" and isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, dict | list):
            raise RefusalError(f"value: a {kind} is one text")
        text = str(value)
        try:
            parse_value(kind, text)
        except TalksError as error:
            hint = f"; {error.hint}" if error.hint else ""
            raise RefusalError(f"value: {error.message}{hint}") from error
        return text

    def _say(self, who: str, about: str, prop: str, value: str | list[str] | None) -> str:
        """Write the claim in a sentence where the row has none."""
        names = [self._name(("actor",), who), self._name(("property",), prop)]
        subject = self._name(("event", "actor", "place"), about)
        if value is None:
            return f"{names[0]} did not say: {names[1]} of {subject}."
        shown = value if isinstance(value, str) else ", ".join(value)
        return f"{names[0]} gives {names[1]} of {subject} as {shown}."

    def _name(self, kinds: tuple[str, ...], key: str) -> str:
        known = self._labels.get((kinds[0], key))
        if known is None:
            known = key
            for kind in kinds:
                record: Any = self.archive.entity(kind, key)
                if record is None:
                    made = self.added.get((kind, key)) or self._waiting.get((kind, key))
                    record = made.model_dump() if made is not None else None
                if record is not None:
                    known = str(record.get("name") or record.get("label") or key.replace("-", " "))
                    break
            self._labels[kinds[0], key] = known
        return known

    def _propose(self, claim: Mapping[str, Any]) -> str:
        """Make an id; the next number of many alike is not sought from the first."""
        what = claim["what"]
        base = f"{what['about']}-{what['property']}-{claim['who']}"[:180].rstrip("-")
        number = self._numbers.get(base, 0)
        while True:
            number += 1
            one = base if number == 1 else f"{base}-{number}"
            if not self.ledger.holds_id(one):
                self._numbers[base] = number
                return one


def check_shapes(fields: Mapping[str, Any]) -> None:
    """Refuse what cannot be a cell: objects, lists where one thing is meant, and halves of characters."""
    for name, value in fields.items():
        if isinstance(value, dict) or (isinstance(value, list) and name not in {"value", *LISTS}):
            raise RefusalError(
                f"{name}: is {'a list' if isinstance(value, list) else 'an object'}, not a text"
            )
        try:
            for one in value if isinstance(value, list) else [value]:
                str(one).encode()
        except UnicodeEncodeError as error:
            raise RefusalError(f"{name}: half of a surrogate pair stands alone; this is not text") from error


def write_content(claim: Mapping[str, Any]) -> str:
    """Write what a claim says, whatever its id and remarks, so that equal claims have equal texts."""
    what, source = claim["what"], claim["source"]
    return json.dumps(
        [
            claim["who"],
            what["about"],
            what["property"],
            what.get("value"),
            what.get("stance", "asserts"),
            what.get("status"),
            bool(what.get("only")),
            what["text"],
            what.get("mentions") or [],
            claim.get("when"),
            source["document"],
            source.get("paragraph"),
            source.get("quote"),
            source.get("via") or [],
            claim.get("revises"),
            (claim.get("retracted") or {}).get("why"),
        ],
        ensure_ascii=False,
    )


def content_of_row(row: "ClaimRow") -> str:
    """Write what a claim's row says, as `write_content` does."""
    names = ("about", "property", "value", "stance", "status", "only", "text", "mentions")
    what = {name: row[name] for name in names}
    source = {name: row[name] for name in ("document", "paragraph", "quote", "via")}
    retracted = {"why": row["retracted"]} if row["retracted"] else None
    return write_content(
        {
            "who": row["who"],
            "what": what,
            "when": row["when"],
            "source": source,
            "revises": row["revises"],
            "retracted": retracted,
        }
    )


def _fits(kind: str, value: Any) -> bool:
    if isinstance(value, bool):
        return kind == "yes-no"
    text = str(value)
    # A year alone is rather a number: prices and counts are far more common in tables.
    if kind == "date" and text.lstrip("-").isdigit():
        return False
    try:
        parse_value(kind, text)
    except TalksError:
        return False
    return True


def _list(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list):
        return [str(one) for one in value]
    return [part.strip() for part in str(value).split(",") if part.strip()]


def _read_flag(field: str, value: Any) -> bool:
    text = str(value).lower()
    if text not in _TRUE | _FALSE:
        raise RefusalError(f"{field}: {value!r} is neither yes nor no")
    return text in _TRUE


def _read_number(field: str, value: Any) -> int:
    try:
        return int(str(value))
    except ValueError as error:
        raise RefusalError(f"{field}: {value!r} is not a number") from error


def _read_date(field: str, value: Any) -> str:
    from talkscli.values.edtf import parse_edtf

    text = str(value)
    try:
        parse_edtf(text)
    except TalksError as error:
        hint = f"; {error.hint}" if error.hint else ""
        raise RefusalError(f"{field}: {error.message}{hint}") from error
    return text
