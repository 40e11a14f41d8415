"""The records of a header in the index, with the forms under which their names are found."""

import sqlite3
from collections.abc import Sequence
from itertools import repeat
from typing import Any

from talkscli.claims import HEADER_KINDS, MODELS
from talkscli.index.header import Header, names_of
from talkscli.index.near_names import change_blocks, number_block
from talkscli.index.spelling import list_name_words

_HARMLESS: dict[str, frozenset[str]] = {
    "actor": frozenset({"aliases", "side", "of", "url", "tags", "note"}),
    "place": frozenset({"aliases", "note"}),
    "event": frozenset({"kind", "name", "number", "aliases", "note"}),
    "property": frozenset({"note"}),
    "term": frozenset({"aliases", "note"}),
    "document": frozenset(
        {
            "title",
            "language",
            "url",
            "author",
            "file",
            "sha256",
            "retrieved",
            "archived",
            "follows",
            "tags",
            "note",
        }
    ),
}
"""The fields of each kind of record that neither a claim's row nor a fact's verdict is made of."""

_AT_ONCE = 2000

Numbered = tuple[int, str, Any]
"""A record's number, its kind, and the record."""


class TooDifferentError(Exception):
    """So much has changed that the index must be made anew."""


class HeaderChange:
    """The records that an index lacks, and those that it has otherwise."""

    __slots__ = ("added", "header", "removed")

    def __init__(self, header: Header) -> None:
        self.header = header
        """The new header, its records numbered as the index has them."""
        self.added: list[Numbered] = []
        self.removed: list[Numbered] = []

    def add_all(self) -> None:
        """Have all records added, to an index that has none."""
        self.added = [(number, *record) for number, record in enumerate(self.header.records, 1)]


def compare_header(connection: sqlite3.Connection, new: Header) -> HeaderChange:
    """Compare a header with the records of an index.

    Raises:
        TooDifferentError: records went or moved, or changed in what claims show of them.
    """
    numbered = Header()
    numbered.title, numbered.description = new.title, new.description
    change = HeaderChange(numbered)
    left = {kind: iter(records.values()) for kind, records in new.by_kind.items()}
    for number, kind, text in connection.execute("SELECT num, kind, json FROM entity ORDER BY num"):
        record = next(left[kind], None)
        if record is None:
            raise TooDifferentError
        if record.model_dump_json() != text:
            change.removed.append((number, kind, _read_old(kind, text, record)))
            change.added.append((number, kind, record))
        numbered.add(kind, record)
    # In the order of the sections, as a header is read.
    for kind in HEADER_KINDS:
        for record in left[kind]:
            numbered.add(kind, record)
            change.added.append((len(numbered.records), kind, record))
    numbered.published |= new.published
    numbered.version = new.version
    (old,) = connection.execute("SELECT value FROM meta WHERE key = 'schema version'").fetchone()
    if old > new.version:
        # Claims that were fine may not be so in the earlier version.
        raise TooDifferentError
    return change


def write_header(connection: sqlite3.Connection, change: HeaderChange) -> None:
    """Bring the records of an index up to a header."""
    for start in range(0, len(change.removed), _AT_ONCE):
        removed = change.removed[start : start + _AT_ONCE]
        connection.executemany("DELETE FROM entity WHERE num = ?", ((number,) for number, *_ in removed))
        names, near, words = _list_forms(removed)
        connection.executemany("DELETE FROM name WHERE form = ? AND way = ? AND num = ?", names)
        change_blocks(connection, near, remove=True)
        connection.executemany("DELETE FROM name_word WHERE form = ? AND num = ?", words)
    rows = (_make_row(change.header, *one) for one in change.added)
    connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    names, near, words = _list_forms(change.added)
    # In the order of their keys the rows are appended, not inserted.
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", sorted(names))
    change_blocks(connection, near)
    connection.executemany("INSERT OR IGNORE INTO name_word VALUES (?, ?)", sorted(words))
    header = change.header
    meta: dict[str, object] = {
        "title": header.title,
        "description": header.description,
        "schema version": header.version,
    }
    meta |= {f"count {kind}": len(found) for kind, found in header.by_kind.items()}
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())


def _read_old(kind: str, text: str, new: Any) -> Any:
    old = MODELS[kind].model_validate_json(text)
    if any(
        getattr(old, field) != getattr(new, field)
        for field in new.model_fields_set | old.model_fields_set
        if field not in _HARMLESS[kind]
    ):
        raise TooDifferentError
    return old


def _make_row(header: Header, number: int, kind: str, record: Any) -> tuple[object, ...]:
    days = header.published.get(record.id) if kind == "document" else None
    return (
        number,
        kind,
        record.id,
        header.names[kind][record.id],
        header.subs[kind][record.id] or None,
        *(days or (None, None)),
        record.model_dump_json(),
    )


def _list_forms(
    records: Sequence[Numbered],
) -> tuple[list[tuple[str, str, int]], list[tuple[int, int]], list[tuple[str, int]]]:
    """Return the rows of some records in the tables `name`, `near` and `name_word`."""
    from talkscli.names import all_forms

    names: list[tuple[str, str, int]] = []
    near: list[tuple[int, int]] = []
    for number, kind, record in records:
        listed = names_of(kind, record)
        names += [(name, "exact", number) for name in listed]
        if kind != "document":
            folded, sounded, keys = all_forms(listed)
            names += zip(folded, repeat("folded"), repeat(number))
            names += zip(sounded, repeat("transliterated"), repeat(number))
            near += zip([number_block(key, kind) for key in keys], repeat(number))
    return names, near, list_name_words(records)
