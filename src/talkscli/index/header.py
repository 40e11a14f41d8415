"""The header of a store: everything but its claims, checked, and numbered for the index."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import (
    CHAINS,
    REFERENCES,
    Actor,
    Document,
    Event,
    Place,
    Property,
    Store,
    Term,
    list_new,
)
from talkscli.errors import ValueSyntaxError
from talkscli.files.faults import Fault, shorten, suggest
from talkscli.index.schema import ABOUT
from talkscli.values.base import MANY
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Record

SECTIONS: dict[str, tuple[str, "type[Record]"]] = {
    "actors": ("actor", Actor),
    "places": ("place", Place),
    "events": ("event", Event),
    "properties": ("property", Property),
    "terms": ("term", Term),
    "documents": ("document", Document),
}
"""The lists of a header: what one of each is called, and its model."""

SUBJECTS = ("actor", "place", "event")


class Header:
    """The vocabulary and the documents of a store, each with its number in the index."""

    __slots__ = (
        "by_kind",
        "description",
        "numbers",
        "outlets",
        "published",
        "records",
        "subjects",
        "title",
        "types",
        "version",
    )

    def __init__(self) -> None:
        self.title = ""
        self.description: str | None = None
        self.version = 1
        """The version of the store's form; of several files the latest."""
        self.records: list[tuple[str, Any]] = []
        """Kind and record of each; its number is its place here, from 1."""
        self.by_kind: dict[str, dict[str, Any]] = {kind: {} for kind, _ in SECTIONS.values()}
        self.numbers: dict[str, dict[str, int]] = {kind: {} for kind, _ in SECTIONS.values()}
        self.subjects: dict[str, int] = {}
        """What a claim can be about, by id."""
        self.types: dict[str, str] = {}
        """The type of each property."""
        self.outlets: dict[str, str] = {}
        """The outlet of each document."""
        self.published: dict[str, tuple[int, int] | None] = {}
        """The first and last day on which each document may have been published."""

    def add(self, kind: str, record: Any) -> None:
        """Take one record in."""
        self.records.append((kind, record))
        number = len(self.records)
        self.by_kind[kind][record.id] = record
        self.numbers[kind][record.id] = number
        if kind in SUBJECTS:
            self.subjects[record.id] = number
        elif kind == "property":
            self.types[record.id] = record.type
        elif kind == "document":
            self.outlets[record.id] = record.outlet
            self.published[record.id] = None

    def first_day(self, document: str) -> int | None:
        """Return the first day on which a document may have been published, or None."""
        days = self.published.get(document)
        return days[0] if days else None

    def name_fact(self, number: int) -> str:
        """Return the key of a fact by its number."""
        return f"{self.records[number // ABOUT - 1][1].id}.{self.records[number % ABOUT - 1][1].id}"

    def place_name(self, place: str) -> str:
        """Return the name of a place."""
        record = self.by_kind["place"].get(place)
        return record.name if record else place

    def place_parent(self, place: str) -> str | None:
        """Return the next larger place, or None."""
        record = self.by_kind["place"].get(place)
        return record.within if record else None

    def actor_name(self, actor: str) -> str:
        """Return the name of an actor."""
        record = self.by_kind["actor"].get(actor)
        return record.name if record else actor

    def actor_is_unnamed(self, actor: str) -> bool:
        """Return whether the actor is an anonymous source."""
        record = self.by_kind["actor"].get(actor)
        return record is not None and record.kind == "unnamed"

    def term_name(self, term: str) -> str:
        """Return the words of a term."""
        record = self.by_kind["term"].get(term)
        return record.name if record else term

    def term_parent(self, term: str) -> str | None:
        """Return the next wider term, or None."""
        record = self.by_kind["term"].get(term)
        return record.broader if record else None

    def document_published(self, document: str) -> str | None:
        """Return when a document was published (EDTF), or None where that is not known."""
        record = self.by_kind["document"].get(document)
        return record.published if record else None


def take_header(header: Header, store: Store, file: str) -> Iterator[Fault]:
    """Add the header of one file to that of the store; the same record in two files is one."""
    if not header.title:
        header.title, header.description = store.title, store.description
    header.version = max(header.version, store.schema_version)
    for section, (kind, _) in SECTIONS.items():
        known = header.by_kind[kind]
        here: set[str] = set()
        for record in getattr(store, section):
            if record.id in here or (record.id in known and known[record.id] != record):
                yield Fault(
                    file,
                    f"there are two {section} with the id {shorten(record.id)}",
                    record=f"{kind} {record.id}",
                    field="id",
                    hint="give one of them another id",
                )
            elif record.id not in known:
                header.add(kind, record)
            here.add(record.id)


def check_header(header: Header, file: str) -> Iterator[Fault]:
    """Find what the form of a header cannot show: references, dates, circles, ids that mean two things."""
    homes: dict[str, str] = {}
    for kind in SUBJECTS:
        for one in header.numbers[kind]:
            if one in homes:
                yield Fault(
                    file,
                    f"{shorten(one)} is the id of {_article(homes[one])} too",
                    record=f"{kind} {one}",
                    field="id",
                    hint="give one of them another id: a claim could be about either",
                )
            homes.setdefault(one, kind)
    for kind, record in header.records:
        where = f"{kind} {record.id}"
        if header.version == 1:
            for field in list_new(record):
                yield fault_of_version(file, where, field)
        for field, home in REFERENCES[kind].items():
            if getattr(record, field) is not None:
                yield from _check_reference(header, file, where, field, home, getattr(record, field))
        if kind in CHAINS:
            yield from _check_chain(header, file, kind, record)
        if kind == "property":
            yield from _check_question(file, record)
        elif kind == "document":
            yield from _date_document(header, file, record)


def unknown_reference(kind: str, one: str, known: Mapping[str, object]) -> tuple[str, str]:
    """Say that an id is not in the store, and which near one may be meant."""
    return f"there is no {kind} {shorten(one)}", suggest(
        one, list(known)
    ) or f"add the {kind}, or name another"


def _check_reference(
    header: Header, file: str, record: str, field: str, kind: str, one: str
) -> Iterator[Fault]:
    if one not in header.numbers[kind]:
        message, hint = unknown_reference(kind, one, header.numbers[kind])
        yield Fault(file, message, record=record, field=field, hint=hint)


def _date_document(header: Header, file: str, record: Document) -> Iterator[Fault]:
    from talkscli.values.edtf import parse_edtf

    if record.retrieved is not None:
        try:
            parse_edtf(record.retrieved)
        except ValueSyntaxError as error:
            where = f"document {record.id}"
            yield Fault(file, error.message, record=where, field="retrieved", hint=error.hint)
    if record.published is None:
        return

    try:
        value = parse_edtf(record.published)
    except ValueSyntaxError as error:
        yield Fault(file, error.message, record=f"document {record.id}", field="published", hint=error.hint)
    else:
        # What lies beyond is out of reach for the index's numbers.
        header.published[record.id] = (max(-(2**62), value.earliest), min(2**62, value.latest))


def _check_chain(header: Header, file: str, kind: str, record: Any) -> Iterator[Fault]:
    """Find a record that lies in itself, by way of others."""
    field = CHAINS[kind]
    records, seen = header.by_kind[kind], {record.id}
    one = getattr(record, field)
    while one is not None and one not in seen:
        seen.add(one)
        one = getattr(records.get(one), field, None)
    if one == record.id:
        yield Fault(
            file,
            f"the {kind}s lead in a circle",
            record=f"{kind} {record.id}",
            field=field,
            hint=f"leave `{field}` out of one of them",
        )


def _check_question(file: str, record: Property) -> Iterator[Fault]:
    """Find what a property says of its answers that its type does not have."""
    kind = type_named(record.type)
    where = f"property {record.id}"
    if record.answers == MANY and kind.refers_to is None:
        yield Fault(
            file,
            f"a {record.type} has one answer",
            record=where,
            field="answers",
            hint="leave it out; terms, places and actors can have many",
        )
    if record.tolerance is not None:
        try:
            kind.parse_tolerance(record.tolerance)
        except ValueSyntaxError as error:
            yield Fault(file, error.message, record=where, field="tolerance", hint=error.hint)


def fault_of_version(file: str, record: str, field: str) -> Fault:
    """Say that a store of version 1 has something that came with the second."""
    return Fault(
        file,
        "is new in version 2 of the store's form, and this store is of version 1",
        record=record,
        field=field,
        hint='write "schema_version": 2 at the beginning of the store, or leave it out',
    )


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def names_of(kind: str, record: Any) -> Sequence[str]:
    """List the names under which a record is found, its own first."""
    if kind == "property":
        spelled = record.id.replace("-", " ")
        return list(dict.fromkeys([record.label or spelled, spelled]))
    if kind == "document":
        return [record.title]
    names = [record.name, *record.aliases]
    if kind == "event" and record.number is not None:
        names += _number_event(record)
    return list(dict.fromkeys(names))


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _number_event(event: Event) -> list[str]:
    """Name an event by its number: round 3, third round, 3rd round, 3."""
    number, kind = event.number or 0, event.kind.replace("-", " ")
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    names = [f"{kind} {number}", f"{number}{tail} {kind}"]
    if 1 <= number <= len(_ORDINALS):
        names.append(f"{_ORDINALS[number - 1]} {kind}")
    if event.kind == "round":
        names.append(str(number))
    return names
