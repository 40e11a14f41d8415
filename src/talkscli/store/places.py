"""Places between others: numbers with room between one and the next."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeAlias

from talkscli.store.schema import ROOM

_STEP = 1 << 10
"""What comes in stands close after what is before it: mostly more will come after it."""

Key: TypeAlias = tuple[int, int, int, int]
"""By what lists are ordered: undated ones last, the day, the publication, the place in the file."""


class NoRoomError(Exception):
    """There is no number left between two others."""


def spread_places(left: int | None, right: int | None, number: int) -> list[int]:
    """Return so many places between two others, in order; None where there is no other.

    Raises:
        NoRoomError: they are too close to each other.
    """
    if not number:
        return []
    if left is None:
        first = ROOM if right is None else right - number * ROOM
        return [first + step * ROOM for step in range(number)]
    if right is None:
        return [left + step * ROOM for step in range(1, number + 1)]
    step = min(_STEP, (right - left) // (number + 1))
    if step < 1:
        raise NoRoomError
    return [left + step * one for one in range(1, number + 1)]


def make_key(day: int | None, published: int, position: int) -> Key:
    """Return by what a claim is ordered in lists: newest first, undated ones last, then as in the file."""
    return (1, 0, -published, position) if day is None else (0, -day, -published, position)


def find_listings(
    connection: sqlite3.Connection, keys: Sequence[Key], day_of: Callable[[int], int]
) -> list[int]:
    """Return places in the list for claims that come in, given in order, between those that are there.

    Args:
        connection: An index; what is to leave it has left it.
        keys: By what the claims that come in are ordered.
        day_of: Tells the day on which a document was published, by its number.
    """
    bounds = connection.execute("SELECT min(listing), max(listing) FROM claim").fetchone()
    found: list[int] = []
    group: list[Key] = []
    between: tuple[int | None, int | None] | None = None
    for key in keys:
        place = _find_gap(connection, key, bounds, day_of)
        if group and place != between:
            assert between is not None
            found += spread_places(*between, len(group))
            group = []
        between = place
        group.append(key)
    if between is not None:
        found += spread_places(*between, len(group))
    return found


def _find_gap(
    connection: sqlite3.Connection,
    key: Key,
    bounds: tuple[int | None, int | None],
    day_of: Callable[[int], int],
) -> tuple[int | None, int | None]:
    """Return the places before and after which a claim belongs."""
    low, high = bounds
    if low is None or high is None:
        return None, None
    # The first place whose claim comes after the key, or one beyond the last.
    after: int | None = None
    while low <= high:
        middle = (low + high) // 2
        row = connection.execute(
            "SELECT listing, day_from, document, position FROM claim "
            "WHERE listing >= ? ORDER BY listing LIMIT 1",
            (middle,),
        ).fetchone()
        if row is None or row[0] > high:
            high = middle - 1
        elif make_key(row[1], day_of(row[2]), row[3]) > key:
            after = row[0]
            high = middle - 1
        else:
            low = row[0] + 1
    if after is None:
        return bounds[1], None
    before = connection.execute("SELECT max(listing) FROM claim WHERE listing < ?", (after,)).fetchone()[0]
    return before, after
