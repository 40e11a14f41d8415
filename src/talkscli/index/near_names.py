"""The table `near`: for each key of nearness, the records of one kind that have a name with it."""

import sqlite3
from array import array
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from talkscli.index.known_records import KINDS

_KINDS = {kind: place << 32 for place, kind in enumerate(KINDS)}
_TYPE = "I"
"""How a number lies in a block: in four bytes."""


def number_block(key: int, kind: str) -> int:
    """Return the number of a block: of the CRC-32 of a key, and of a kind of records."""
    return _KINDS[kind] | key


def read_block(packed: bytes) -> "array[int]":
    """Return the numbers of the records in a block."""
    return array(_TYPE, packed)


def change_blocks(
    connection: sqlite3.Connection, rows: Iterable[tuple[int, int]], *, remove: bool = False
) -> None:
    """Put records into blocks, or take them out.

    Args:
        connection: The index.
        rows: Blocks and records, by their numbers.
        remove: Whether to take them out.
    """
    is_empty = connection.execute("SELECT 1 FROM near LIMIT 1").fetchone() is None
    # In the order of their numbers new blocks are appended, not inserted.
    for block, group in groupby(sorted(set(rows)), key=itemgetter(0)):
        numbers = [number for _, number in group]
        if not is_empty:
            found = connection.execute("SELECT numbers FROM near WHERE block = ?", (block,)).fetchone()
            there = set(read_block(found[0])) if found else set()
            numbers = sorted(there.difference(numbers) if remove else there.union(numbers))
        if numbers:
            packed = array(_TYPE, numbers).tobytes()
            connection.execute("INSERT OR REPLACE INTO near VALUES (?, ?)", (block, packed))
        else:
            connection.execute("DELETE FROM near WHERE block = ?", (block,))
