"""The records of a header in the index, and the forms under which their names are found."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH108

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from typing import Any
from zlib import crc32

from talkscli.index.header import Header, names_of
from talkscli.index.spelling import list_called
from talkscli.store.schema import ENTITY_TABLES, SETTINGS

SUBS = {"actor": "kind", "event": "kind", "property": "type", "document": "outlet", "place": "within"}
"""The field of each kind of record that has a column of its own."""

_AT_ONCE = 2000
_NICE = 5
_RECORDS = 1 << 32

Forms = tuple[list[tuple[str, str, int]], list[int]]


ADD_ENTITY = "INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)"


def make_row(header: Header, number: int, kind: str, record: Any) -> tuple[object, ...]:
    """Return a record of a header as a row of the index."""
    return (
        number,
        kind,
        record.id,
        names_of(kind, record)[0],
        getattr(record, SUBS[kind], None) if kind in SUBS else None,
        header.first_day(record.id) if kind == "document" else None,
        record.model_dump_json(),
    )


def write_entities(connection: sqlite3.Connection, header: Header) -> None:
    """Write the records of a header and the forms of their names."""
    rows = (make_row(header, number, *one) for number, one in enumerate(header.records, 1))
    connection.executemany(ADD_ENTITY, rows)
    names: list[tuple[str, str, int]] = []
    near: list[int] = []
    called: list[tuple[str, int]] = []
    for start in range(0, len(header.records), _AT_ONCE):
        more_names, more_near = find_forms(header, start)
        names += more_names
        near += more_near
        called += list_called(header, start, _AT_ONCE)
    # In the order of their keys the rows are appended, not inserted.
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", sorted(names))
    low = _RECORDS - 1
    connection.executemany(
        "INSERT INTO near VALUES (?, ?)", ((one >> 32, one & low) for one in sorted(set(near)))
    )
    connection.executemany("INSERT INTO called VALUES (?, ?)", sorted(called))


def write_apart(file: str, header: Header) -> None:
    """Write the same into a database of its own, for another to take over."""
    # Reading claims comes first: there is time for this when they have been read.
    if hasattr(os, "nice"):
        os.nice(_NICE)
    # One that was killed may have left half of it.
    with suppress(OSError):
        os.unlink(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(SETTINGS)
        connection.executescript(ENTITY_TABLES)
        connection.execute("BEGIN")
        write_entities(connection, header)
        connection.execute("COMMIT")


def take_over(connection: sqlite3.Connection, file: str) -> None:
    """Bring in what was written into a database of its own; tables are alike, so rows are copied whole."""
    connection.execute("COMMIT")
    connection.execute("ATTACH ? AS apart", (file,))
    connection.execute("BEGIN")
    for table in ("entity", "name", "near", "called"):
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM apart.{table}")
    connection.execute("COMMIT")
    connection.execute("DETACH apart")
    connection.execute("BEGIN")


def find_forms(header: Header, start: int) -> Forms:
    """Return the forms of the names of some records, beginning with one."""
    from itertools import repeat

    from talkscli.names import all_forms

    names: list[tuple[str, str, int]] = []
    near: list[int] = []
    for number, (kind, record) in enumerate(header.records[start : start + _AT_ONCE], start + 1):
        listed = names_of(kind, record)
        names += [(name, "exact", number) for name in listed]
        if kind != "document":
            folded, sounded, keys = all_forms(listed)
            names += zip(folded, repeat("folded"), repeat(number))
            names += zip(sounded, repeat("transliterated"), repeat(number))
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
