"""Parts of a store's files whose claims are no longer as an index has them, and those claims, old and new."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.index.chunks import Chunk, Step, run_together
from talkscli.index.claim_rows import COLUMNS, RARE_COLUMNS, UNDATED

if TYPE_CHECKING:
    from talkscli.index.reading import Portion

_AT = {name: place for place, name in enumerate(COLUMNS)}
_USUAL = len(COLUMNS) - len(RARE_COLUMNS)


class Old:
    """A claim that the index has."""

    __slots__ = ("fact", "line", "listing", "one", "position", "seq")

    def __init__(self, row: Sequence[Any]) -> None:
        self.seq, self.one, self.listing, self.position, self.fact, self.line = row


class New:
    """A claim that was read."""

    __slots__ = ("links", "listing", "position", "revises", "row", "seq")

    def __init__(self, row: Sequence[Any]) -> None:
        self.row = row
        """Its columns, without those that are only rarely there."""
        self.links: set[int] = set()
        self.revises: str | None = None
        self.seq = 0
        self.position = 0
        self.listing = 0

    def get(self, column: str) -> Any:
        """Return what stands in a column."""
        found = self.row[_AT[column]]
        return None if found == UNDATED else found


class Stretch:
    """A part of a file, with the claims that it has now where they are not as they were."""

    __slots__ = ("chunks", "claims", "step")

    def __init__(self, step: Step) -> None:
        self.step = step
        self.claims: list[Old | New] = []
        self.chunks: list[tuple[Chunk, int]] = []
        """New chunks, and how many claims each has."""


def read_chunks(connection: sqlite3.Connection, part: int) -> list[Chunk]:
    """Return the stretches that one of the files had."""
    sql = "SELECT start, size, mark, head, runs FROM chunk WHERE part = ? ORDER BY start"
    rows = connection.execute(sql, (part,))
    return [Chunk(start, size, mark, head, json.loads(runs)) for start, size, mark, head, runs in rows]


def read_portion(portion: "Portion") -> list[New]:
    """Return the claims of a stretch that was read."""
    batch = portion.batch
    claims = [New(row) for row in zip(*batch[:_USUAL], strict=True)]
    links, revisions, _ = batch[_USUAL:]
    for number, place in links:
        claims[place].links.add(number)
    for revision in revisions:
        claims[revision[-1]].revises = revision[1]
    return claims


def list_chunks(one: Stretch) -> Iterator[Chunk]:
    """Yield what the index is to know of a part of a file, when all its claims have their numbers."""
    if one.step.kept:
        chunk = one.step.old[0]
        chunk.start = one.step.start
        yield chunk
    at = 0
    for chunk, number in one.chunks:
        chunk.runs = run_together([claim.seq for claim in one.claims[at : at + number]])
        at += number
        yield chunk
