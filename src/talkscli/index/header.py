"""The header of a store: everything but its claims, checked, and numbered for the index."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import CHAINS, HEADER_KINDS, REFERENCES, SECTIONS, Store, list_new
from talkscli.errors import ValueSyntaxError
from talkscli.files.faults import Fault, shorten, suggest
from talkscli.index.known_records import KINDS, SUBJECTS, Days, KnownRecords
from talkscli.index.revisions import find_circling
from talkscli.index.schema import NEVER, SUBS
from talkscli.values.base import MANY, ONE
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Document, Event, Property

NESTED = ("place", "term")
MOST_WIDER = 100
"""So many records lie around one of these at most: comparing two follows both ways to their end."""


class Header(KnownRecords):
    """The vocabulary and the documents of a store as its files have them."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.description: str | None = None
        self.records: list[tuple[str, Any]] = []
        """Kind and record of each; its number is its place here, from 1."""
        self.by_kind: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}

    def add(self, kind: str, record: Any) -> None:
        """Take one record in."""
        self.records.append((kind, record))
        self.by_kind[kind][record.id] = record
        if kind == "property" and record.answers == ONE:
            self.single.add(record.id)
        sub = getattr(record, SUBS[kind]) if kind in SUBS else None
        self.enter(len(self.records), kind, record.id, shown_name(kind, record), sub)


def take_header(header: Header, store: Store, file: str) -> Iterator[Fault]:
    """Add the header of one file to that of the store; the same record in two files is one."""
    if not header.title:
        header.title, header.description = store.title, store.description
    header.version = max(header.version, store.schema_version)
    for kind in HEADER_KINDS:
        known = header.by_kind[kind]
        here: set[str] = set()
        for record in getattr(store, SECTIONS[kind]):
            if record.id in here or (record.id in known and known[record.id] != record):
                yield Fault(
                    file,
                    f"there are two {SECTIONS[kind]} with the id {shorten(record.id)}",
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
    dates: dict[str, Days] = {}
    circling = {kind: _find_circling(header.by_kind[kind], field) for kind, field in CHAINS.items()}
    for kind, record in header.records:
        where = f"{kind} {record.id}"
        if header.version == 1:
            for field in list_new(record):
                yield fault_of_version(file, where, field)
        for field, home in REFERENCES[kind].items():
            if getattr(record, field) is not None:
                yield from _check_reference(header, file, where, field, home, getattr(record, field))
        if kind in CHAINS:
            yield from _check_chain(header, file, kind, record, circling[kind])
        if kind == "property":
            yield from _check_question(file, record)
        elif kind == "document":
            yield from _date_document(header, file, record, dates)


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


def _date_document(header: Header, file: str, record: "Document", dates: dict[str, Days]) -> Iterator[Fault]:
    """Note the days on which a document may have been published; those of each date are read once."""
    from talkscli.values.edtf import parse_edtf

    if record.retrieved is not None:
        try:
            parse_edtf(record.retrieved)
        except ValueSyntaxError as error:
            where = f"document {record.id}"
            yield Fault(file, error.message, record=where, field="retrieved", hint=error.hint)
    if record.published is None:
        return
    if (days := dates.get(record.published)) is not None:
        header.published[record.id] = days
        return

    try:
        value = parse_edtf(record.published)
    except ValueSyntaxError as error:
        yield Fault(file, error.message, record=f"document {record.id}", field="published", hint=error.hint)
    else:
        # What lies beyond is out of reach for the index's numbers.
        days = max(NEVER, value.earliest), min(-NEVER, value.latest)
        header.published[record.id] = dates[record.published] = days


def _check_chain(
    header: Header, file: str, kind: str, record: Any, circling: Container[str]
) -> Iterator[Fault]:
    """Find a record that lies in itself, by way of others, or in too many."""
    field = CHAINS[kind]
    if record.id in circling:
        message, hint = f"the {kind}s lead in a circle", f"leave `{field}` out of one of them"
    elif kind in NESTED and _lies_deep(header.by_kind[kind], record, field):
        message, hint = f"more than {MOST_WIDER} {kind}s lie around it", "leave out some of those between"
    else:
        return
    yield Fault(file, message, record=f"{kind} {record.id}", field=field, hint=hint)


def _lies_deep(records: Mapping[str, Any], record: Any, field: str) -> bool:
    for _ in range(MOST_WIDER + 1):
        record = records.get(getattr(record, field))
        if record is None:
            return False
    return True


def _find_circling(records: Mapping[str, Any], field: str) -> set[str]:
    return find_circling(lambda one: getattr(records.get(one), field, None), records)


def _check_question(file: str, record: "Property") -> Iterator[Fault]:
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


def shown_name(kind: str, record: Any) -> str:
    """Return the name under which a record is shown."""
    if kind == "property":
        return str(record.label or _spell_id(record))
    return str(record.title if kind == "document" else record.name)


def names_of(kind: str, record: Any) -> Sequence[str]:
    """List the names under which a record is found, the one that is shown first."""
    names = [shown_name(kind, record)]
    if kind == "property":
        names.append(_spell_id(record))
    elif kind != "document":
        names += record.aliases
    if kind == "event" and record.number is not None:
        names += _number_event(record)
    return list(dict.fromkeys(names))


def _spell_id(record: Any) -> str:
    return str(record.id.replace("-", " "))


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _number_event(event: "Event") -> list[str]:
    """Name an event by its number: round 3, third round, 3rd round, 3."""
    number, kind = event.number or 0, event.kind.replace("-", " ")
    tail = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    names = [f"{kind} {number}", f"{number}{tail} {kind}"]
    if 1 <= number <= len(_ORDINALS):
        names.append(f"{_ORDINALS[number - 1]} {kind}")
    if event.kind == "round":
        names.append(str(number))
    return names
