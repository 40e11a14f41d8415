"""The header of a store: everything but its claims, checked, and numbered for the index."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import Actor, Document, Event, Place, Property, Store, Term
from talkscli.errors import ValueSyntaxError
from talkscli.files.faults import Fault, shorten, suggest
from talkscli.index.schema import ABOUT

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
    )

    def __init__(self) -> None:
        self.title = ""
        self.description: str | None = None
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


def take_header(header: Header, store: Store, file: str) -> Iterator[Fault]:
    """Add the header of one file to that of the store; the same record in two files is one."""
    if not header.title:
        header.title, header.description = store.title, store.description
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
        if kind == "actor" and record.side is not None:
            yield from _check_reference(header, file, where, "side", "actor", record.side)
        elif kind == "place" and record.within is not None:
            yield from _check_reference(header, file, where, "within", "place", record.within)
            if _goes_in_circles(header.by_kind["place"], record):
                yield Fault(
                    file,
                    "the places lead in a circle",
                    record=where,
                    field="within",
                    hint="leave out `within` of the largest place",
                )
        elif kind == "document":
            yield from _check_reference(header, file, where, "outlet", "actor", record.outlet)
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
    if record.published is None:
        return
    from talkscli.values.edtf import parse_edtf

    try:
        value = parse_edtf(record.published)
    except ValueSyntaxError as error:
        yield Fault(file, error.message, record=f"document {record.id}", field="published", hint=error.hint)
    else:
        # What lies beyond is out of reach for the index's numbers.
        header.published[record.id] = (max(-(2**62), value.earliest), min(2**62, value.latest))


def _goes_in_circles(places: Mapping[str, Place], first: Place) -> bool:
    seen = {first.id}
    place: Place | None = first
    while place is not None and place.within is not None:
        if place.within == first.id:
            return True
        if place.within in seen:
            return False
        seen.add(place.within)
        place = places.get(place.within)
    return False


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
