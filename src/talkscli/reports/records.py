"""`talks list`: the records of one kind, with how many claims each has to do with."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.index.schema import SUBS
from talkscli.reports.blocks import Block, Grid, GridColumn, Span, Text
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity

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
    Column("type", optional=True, holds="its kind, type or outlet, or the wider place or term"),
    Column("claims", kind="count", holds="by it, about it, carried by it, or naming it"),
    Column("aliases", kind="list", hidden=True),
    Column("tags", kind="list", hidden=True),
)


TYPES = {"actor": "Kind", "event": "Kind", "property": "Type", "document": "Outlet"}
"""What `type` is called for people; of places and terms it is what they lie in."""

MOST_AT_ONCE = 500
"""Of more records than these, people get the plain table, which is drawn while it is read."""


def report_records(
    archive: "Archive", kind: str, limit: int | None = None, tags: tuple[str, ...] = ()
) -> Report:
    """List the records of one kind in the store's order; with tags, only those that have one of them."""
    reach = None if limit is None else limit + 1

    def records() -> "Iterator[Entity]":
        found = archive.entities(kind)
        return found if not tags else (one for one in found if set(tags).intersection(one.get("tags") or ()))

    def rows() -> Iterator[list[Cell]]:
        for record in islice(records(), reach):
            yield [
                record["id"],
                _name(record),
                record.get(SUBS[kind]),
                archive.count_claims(kind, record["id"]),
                list(record.get("aliases") or ()),
                list(record.get("tags") or ()),
            ]

    def blocks(width: int) -> Iterator[Block]:
        of = {"place": "place", "term": "term", "document": "actor"}.get(kind)
        names = {record["id"]: _name(record) for record in archive.entities(of)} if of else {}
        listed = list(islice(records(), limit))
        longest = max((len(record["id"]) for record in listed), default=0)
        grid: list[list[Text]] = []
        for record in listed:
            sub = record.get(SUBS[kind]) or ""
            claims = str(archive.count_claims(kind, record["id"]))
            grid.append([Span(record["id"], "id"), Span(_name(record), "name"), names.get(sub, sub), claims])
        columns = [
            GridColumn("Id", minimum=min(longest, width // 2)),
            GridColumn("Name", grow=2, minimum=12, tight=True),
            GridColumn(TYPES.get(kind, "Lies in"), grow=1, tight=True),
            GridColumn("Claims", right=True, wrap=False),
        ]
        yield Grid(columns, grid)

    few = archive.count(kind) <= MOST_AT_ONCE and next(records(), None) is not None
    empty = f"this store has no {kind}s".replace("ys", "ies") + (" with this tag" if tags else "")
    return Report(COLUMNS, rows(), view=blocks if few else None, empty=empty)


def _name(record: "Entity") -> str:
    return str(record.get("name") or record.get("label") or record.get("title") or record["id"])
