"""What of a store's header changed, as far as an index can be mended after it."""

import sqlite3
from typing import Any

from talkscli.index.header import SECTIONS, Header
from talkscli.index.records import ADD_ENTITY, find_forms, make_row
from talkscli.index.spelling import list_called

_REACHING: dict[str, tuple[str, ...] | None] = {
    "actor": ("name", "kind"),
    "place": ("name", "within"),
    "event": (),
    "property": None,
    "term": ("name",),
    "document": ("outlet", "published"),
}
"""The fields of each kind of record that are in the rows or the verdicts of claims; None for all of them."""


class TooFarError(Exception):
    """A change of the header reaches claims that are already indexed."""


class Amendment:
    """Records that came, and records that are other than they were, each with its number."""

    __slots__ = ("added", "changed", "header")

    def __init__(self, header: Header) -> None:
        self.header = header
        """The new header, its records numbered as the index has them."""
        self.added: list[tuple[int, str, Any]] = []
        self.changed: list[tuple[int, str, Any, Any]] = []
        """Number, kind, the record as it was and as it is."""


def compare_header(connection: sqlite3.Connection, new: Header) -> Amendment:
    """Compare a header with the one that an index was made of.

    Raises:
        TooFarError: records went or moved, or changed in what claims show of them.
    """
    numbered = Header()
    numbered.title, numbered.description = new.title, new.description
    amendment = Amendment(numbered)
    left = {kind: iter(records.values()) for kind, records in new.by_kind.items()}
    for number, kind, one, text in connection.execute("SELECT num, kind, id, json FROM entity ORDER BY num"):
        record = next(left[kind], None)
        if record is None or record.id != one:
            raise TooFarError
        if record.model_dump_json() != text:
            amendment.changed.append((number, kind, _read_old(kind, text, record), record))
        numbered.add(kind, record)
    # In the order of the sections, as a header is read.
    for kind, _ in SECTIONS.values():
        for record in left[kind]:
            numbered.add(kind, record)
            amendment.added.append((len(numbered.records), kind, record))
    numbered.published |= new.published
    return amendment


def _read_old(kind: str, text: str, new: Any) -> Any:
    model = dict(SECTIONS.values())[kind]
    old = model.model_validate_json(text)
    fields = _REACHING[kind]
    if fields is None or any(getattr(old, field) != getattr(new, field) for field in fields):
        raise TooFarError
    return old


def amend(connection: sqlite3.Connection, amendment: Amendment) -> None:
    """Bring the records of an index up to a header."""
    for number, kind, old, new in amendment.changed:
        names, near, called = _name(kind, old, number)
        connection.executemany("DELETE FROM name WHERE form = ? AND way = ? AND num = ?", names)
        connection.executemany("DELETE FROM near WHERE form = ? AND num = ?", near)
        connection.executemany("DELETE FROM called WHERE form = ? AND num = ?", called)
        connection.execute("DELETE FROM entity WHERE num = ?", (number,))
        _write(connection, amendment.header, number, kind, new)
    for number, kind, record in amendment.added:
        _write(connection, amendment.header, number, kind, record)
    header = amendment.header
    connection.executemany(
        "INSERT OR REPLACE INTO meta VALUES (?, ?)",
        [
            ("title", header.title),
            ("description", header.description),
            *((f"count {kind}", len(found)) for kind, found in header.by_kind.items()),
        ],
    )


def _write(connection: sqlite3.Connection, header: Header, number: int, kind: str, record: Any) -> None:
    connection.execute(ADD_ENTITY, make_row(header, number, kind, record))
    names, near, called = _name(kind, record, number)
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", names)
    connection.executemany("INSERT OR IGNORE INTO near VALUES (?, ?)", near)
    connection.executemany("INSERT OR IGNORE INTO called VALUES (?, ?)", called)


def _name(
    kind: str, record: Any, number: int
) -> tuple[list[tuple[str, str, int]], list[tuple[int, int]], list[tuple[str, int]]]:
    """Return the rows of one record in the tables of names."""
    alone = Header()
    alone.add(kind, record)
    names, near = find_forms(alone, 0)
    return (
        [(form, way, number) for form, way, _ in names],
        [(key >> 32, number) for key in near],
        [(form, number) for form, _ in list_called(alone, 0, 1)],
    )
