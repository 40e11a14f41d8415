"""`talks list`: the records of one kind, with how many claims each has to do with."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.queries.records import SUBS
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

KINDS = {
    "actors": "actor",
    "places": "place",
    "events": "event",
    "properties": "property",
    "terms": "term",
    "documents": "document",
}
"""Each kind of record by the word for many of them."""

COLUMNS = (
    Column("id", kind="id"),
    Column("name", kind="name", grow=2),
    Column("type"),
    Column("claims", kind="count"),
    Column("aliases", kind="list", hidden=True),
    Column("tags", kind="list", hidden=True),
)
"""`type`: an actor's or event's kind, a property's type, a document's outlet, and the wider place or term.
`claims`: how many are by it, about it, carried by it, of this property, or name it."""


def report_records(archive: "Archive", kind: str, limit: int | None = None) -> Report:
    """List the records of one kind in the store's order."""
    reach = None if limit is None else limit + 1

    def rows() -> Iterator[list[Cell]]:
        for record in islice(archive.entities(kind), reach):
            yield [
                record["id"],
                record.get("name") or record.get("label") or record.get("title") or record["id"],
                record.get(SUBS[kind]),
                archive.count_claims(kind, record["id"]),
                list(record.get("aliases") or ()),
                list(record.get("tags") or ()),
            ]

    return Report(COLUMNS, rows(), empty=f"this store has no {kind}s".replace("ys", "ies"))
