"""How sources stand to the majorities of their facts, counted once and kept: what `talks sources` shows.

What a fact adds to the counts is kept beside them (the table `contribution`), so that it can be taken away
again when the fact is judged anew.
"""

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from talkscli.conflicts.shares import ALONE, Shares

if TYPE_CHECKING:
    from talkscli.conflicts.account import Account
    from talkscli.conflicts.judgement import Judgement

DOCUMENT, OUTLET, CLAIMANT = range(3)
"""The kinds of sources."""

CLAIMS, FACTS = "claims", "facts"
COUNTED = (CLAIMS, FACTS, "alone", "agreeing", "opposed", "level", "other")
"""What is counted of each source: claims, facts, and facts by how it stands to their majorities.

The latter stand in the order of `conflicts.shares`.
"""

_STAND_BITS = 3
_KIND_BITS = 3
_ECHO = 3
"""Added to a kind where an entry is a pair."""

Namer = Callable[["Account"], tuple[int, int, int]]


def list_entries(judgement: "Judgement", name: Namer) -> bytes:
    """Return what a fact adds to the counts, packed.

    Args:
        judgement: The fact; with all its findings where it is disputed.
        name: Returns the numbers of a claim's document, outlet and claimant.
    """
    shares = Shares(judgement)
    tables: tuple[dict[int, list[int]], ...] = ({}, {}, {})
    for stand, accounts in shares.list_stands():
        for account in accounts:
            for table, source in zip(tables, name(account), strict=True):
                counted = table.get(source)
                if counted is None:
                    table[source] = [1, stand]
                else:
                    counted[0] += 1
                    # Who carries the answer of the majority is with it, whatever else he carries.
                    counted[1] = min(stand, counted[1])
    packed = array("Q")
    for kind, table in enumerate(tables):
        if len(table) == 1:
            packed.extend(_pack(source, kind, ALONE, count) for source, (count, _) in table.items())
        else:
            packed.extend(_pack(source, kind, stand, count) for source, (count, stand) in table.items())
    if shares.majority is not None:
        for kind in (OUTLET, CLAIMANT):
            for one, other in shares.list_echoes(lambda account, kind=kind: name(account)[kind]):  # type: ignore[misc]
                packed.append(_pack(one, kind + _ECHO, 0, other))
    return packed.tobytes()


def _pack(source: int, kind: int, stand: int, count: int) -> int:
    return ((count << 24 | source) << _KIND_BITS | kind) << _STAND_BITS | stand


def unpack_entries(entries: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield how a source stands, its kind, its number, and how many claims it has.

    Of a kind from 3 on an entry is a pair of sources, and what would be the claims is the other one's number.
    """
    packed = array("Q")
    packed.frombytes(entries)
    for entry in packed:
        yield entry & 7, entry >> 3 & 7, entry >> 6 & 0xFFFFFF, entry >> 30


class Ledger:
    """Adds up what facts add to the counts, and what they no longer do; `write` brings it to the index."""

    def __init__(self) -> None:
        self._sources: dict[tuple[int, int], list[int]] = {}
        self._echoes: Counter[tuple[int, int, int]] = Counter()

    def add(self, entries: bytes, sign: int = 1) -> None:
        """Add the entries of a fact, or with -1 take them away."""
        for stand, kind, source, count in unpack_entries(entries):
            if kind >= _ECHO:
                self._echoes[kind - _ECHO, source, count] += sign
                continue
            counts = self._sources.get((kind, source))
            if counts is None:
                counts = self._sources[kind, source] = [0] * len(COUNTED)
            counts[0] += sign * count
            counts[1] += sign
            counts[2 + stand] += sign

    def write(self, connection: sqlite3.Connection) -> None:
        """Bring the counts of an index up to date."""
        sets = ", ".join(f"{name} = {name} + excluded.{name}" for name in COUNTED)
        connection.executemany(
            f"INSERT INTO standing VALUES (?, ?{', ?' * len(COUNTED)}) "
            f"ON CONFLICT (kind, source) DO UPDATE SET {sets}",
            ((*key, *counts) for key, counts in sorted(self._sources.items()) if any(counts)),
        )
        connection.executemany(
            "INSERT INTO echo VALUES (?, ?, ?, ?) "
            "ON CONFLICT (kind, one, other) DO UPDATE SET facts = facts + excluded.facts",
            ((*key, count) for key, count in sorted(self._echoes.items()) if count),
        )
        connection.execute(f"DELETE FROM standing WHERE {CLAIMS} = 0")
        connection.execute("DELETE FROM echo WHERE facts = 0")
