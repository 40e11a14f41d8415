"""The records of a header in the index, and the forms under which their names are found."""

import sqlite3
from collections.abc import Iterable
from zlib import crc32

from talkscli.store.called import list_called
from talkscli.store.header import Header, names_of
from talkscli.store.parallel import Spreading
from talkscli.store.schema import ENTITY_INDEXES

SUBS = {"actor": "kind", "event": "kind", "property": "type", "document": "outlet", "place": "within"}
"""The field of each kind of record that has a column of its own."""

_AT_ONCE = 2000
_RECORDS = 1 << 32

Forms = tuple[list[tuple[str, str, int]], list[int]]
Called = list[tuple[str, int]]


def spread_forms(header: Header, workers: int) -> Spreading:
    """Have the forms of all names found, by another process where there is one."""
    starts = range(0, len(header.records), _AT_ONCE)

    def find(start: int) -> tuple[Forms, Called]:
        return find_forms(header, start), list_called(header, start, _AT_ONCE)

    return Spreading(starts, find, min(workers, 1), ahead=workers > 0)


def write_entities(
    connection: sqlite3.Connection, header: Header, found: Iterable[tuple[Forms, Called]]
) -> None:
    """Write the records of a header and the forms of their names."""
    connection.executemany(
        "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                kind,
                record.id,
                names_of(kind, record)[0],
                getattr(record, SUBS[kind], None) if kind in SUBS else None,
                days[0] if kind == "document" and (days := header.published.get(record.id)) else None,
                record.model_dump_json(),
            )
            for number, (kind, record) in enumerate(header.records, 1)
        ),
    )
    names: list[tuple[str, str, int]] = []
    near: list[int] = []
    called: Called = []
    for (more_names, more_near), more_called in found:
        names += more_names
        near += more_near
        called += more_called
    # In the order of their keys the rows are appended, not inserted.
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", sorted(names))
    low = _RECORDS - 1
    connection.executemany(
        "INSERT INTO near VALUES (?, ?)", ((one >> 32, one & low) for one in sorted(set(near)))
    )
    connection.executemany("INSERT INTO called VALUES (?, ?)", sorted(called))
    run_all(connection, ENTITY_INDEXES)


def find_forms(header: Header, start: int) -> Forms:
    """Return the forms of the names of some records, beginning with one."""
    from talkscli.names import all_forms

    names: list[tuple[str, str, int]] = []
    near: list[int] = []
    for number, (kind, record) in enumerate(header.records[start : start + _AT_ONCE], start + 1):
        listed = names_of(kind, record)
        names += [(name, "exact", number) for name in listed]
        if kind != "document":
            folded, sounded, keys = all_forms(listed)
            names += [(form, "folded", number) for form in folded]
            names += [(form, "transliterated", number) for form in sounded]
            near += [key * _RECORDS + number for key in keys]
    return names, near


def number_key(form: str) -> int:
    """Return a short number for a key of nearness; that two keys may share one only adds a candidate."""
    return crc32(form.encode())


def run_all(connection: sqlite3.Connection, statements: str) -> None:
    """Run statements one by one, within the transaction under way."""
    for statement in _split(statements):
        connection.execute(statement)


def _split(statements: str) -> Iterable[str]:
    return filter(None, map(str.strip, statements.split(";")))
