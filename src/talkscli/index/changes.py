"""Which part of a store's files is not as the index has it: found by comparing hashes of blocks of claims.

From the beginning and from the end of a file, block after block is held against its hash. What lies between
is gone through claim by claim, each of which is looked for by its own hash.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from struct import iter_unpack, pack
from typing import TYPE_CHECKING, NamedTuple

from talkscli.files.layout import read_at

if TYPE_CHECKING:
    from talkscli.files.layout import Block, Layout

_HASH = 16
_CLAIM = 8
_ENTRY = ">8sq"


class Change(NamedTuple):
    """The part of a file that has changed."""

    start: int
    """Where in the file it begins."""
    stop: int
    first: int
    """The first of the blocks that stood there, by its place."""
    last: int
    """The block after them."""

    def __bool__(self) -> bool:
        return self.start < self.stop or self.first < self.last


def hash_block(raw: bytes, *, is_last: bool) -> bytes:
    """Return the hash of a block; the last of a file differs, since no comma ends it."""
    return sha256(raw + b"]" if is_last else raw).digest()[:_HASH]


def hash_claim(text: bytes) -> bytes:
    """Return the hash of a claim's text."""
    return sha256(text).digest()[:_CLAIM]


def write_claims(hashes: Iterable[bytes], numbers: Iterable[int]) -> bytes:
    """Write the hashes and the numbers of a block's claims."""
    return b"".join(pack(_ENTRY, *entry) for entry in zip(hashes, numbers, strict=True))


def read_claims(connection: sqlite3.Connection, part: int, change: Change) -> Iterator[tuple[bytes, int]]:
    """Yield hash and number of each claim that stood in the changed part of a file."""
    sql = "SELECT claims FROM block WHERE part = ? AND place >= ? AND place < ? ORDER BY place"
    for (claims,) in connection.execute(sql, (part, change.first, change.last)):
        yield from iter_unpack(_ENTRY, claims)


def find_change(layout: "Layout", blocks: Sequence[tuple[int, bytes]]) -> Change:
    """Compare a file with the sizes and hashes of its blocks when it was indexed."""

    def is_there(place: int, start: int) -> bool:
        size, known = blocks[place]
        stop = start + size
        if start < layout.start or stop > layout.end:
            return False
        return hash_block(read_at(layout.file, start, size), is_last=stop == layout.end) == known

    start, first = layout.start, 0
    while first < len(blocks) and is_there(first, start):
        start += blocks[first][0]
        first += 1
    stop, last = layout.end, len(blocks)
    while (
        last > first
        and stop - blocks[last - 1][0] >= start
        and is_there(last - 1, stop - blocks[last - 1][0])
    ):
        last -= 1
        stop -= blocks[last][0]
    return Change(start, stop, first, last)


def replace_blocks(
    connection: sqlite3.Connection, part: int, change: Change, rows: Sequence[tuple[int, bytes, bytes]]
) -> None:
    """Write the blocks that stand in the changed part of a file now: size, hash and claims of each."""
    sql = "DELETE FROM block WHERE part = ? AND place >= ? AND place < ?"
    connection.execute(sql, (part, change.first, change.last))
    shift = len(rows) - (change.last - change.first)
    if shift:
        # Through negative numbers, so that none is there twice on the way.
        sql = "UPDATE block SET place = -1 - (place + ?) WHERE part = ? AND place >= ?"
        connection.execute(sql, (shift, part, change.last))
        connection.execute("UPDATE block SET place = -1 - place WHERE part = ? AND place < 0", (part,))
    connection.executemany(
        "INSERT INTO block VALUES (?, ?, ?, ?, ?)",
        ((part, place, *row) for place, row in enumerate(rows, change.first)),
    )


def describe_block(
    block: "Block", hashes: Sequence[bytes], numbers: Sequence[int], end: int
) -> tuple[int, bytes, bytes]:
    """Return size, hash and claims of a block, in a file whose claims end somewhere."""
    digest = hash_block(block.raw, is_last=block.stop == end)
    return len(block.raw), digest, write_claims(hashes, numbers)
