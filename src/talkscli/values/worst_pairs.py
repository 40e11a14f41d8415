"""How the worst pair among very many values is found without looking at every pair.

Each type of value states which way it takes (`ValueType.pick_pairs`): it names some pairs of which one is as
bad as any pair of all, and the engine compares those.

On a line, closed ranges that meet two by two all meet in one point (Helly's theorem in one dimension), so a
contradiction shows in the largest lower and the smallest upper bound alone; and ranges nest, or two of them
cross, which a walk along their lower bounds finds.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, combinations, islice
from typing import Any

MOST_PAIRS = 100_000
"""So many pairs are compared where there is no better way than to compare each with each."""

Pair = tuple[int, int]
"""The places of two values in the sequence that was given."""


class Picked:
    """Pairs of values of which one is as bad as any pair, unless there were too many to look at."""

    __slots__ = ("cut", "pairs")

    def __init__(self, pairs: Iterable[Pair], *, cut: bool = False) -> None:
        self.pairs = pairs
        self.cut = cut
        """Whether pairs were left out that may be worse."""


def pick_any(count: int) -> Picked:
    """Pick one pair, where any two values that differ weigh as much as any other two."""
    return Picked([(0, 1)] if count > 1 else [])


def pick_every_pair(count: int) -> Picked:
    """Pick every pair, up to `MOST_PAIRS` of them."""
    pairs = combinations(range(count), 2)
    return Picked(islice(pairs, MOST_PAIRS), cut=count * (count - 1) // 2 > MOST_PAIRS)


def pick_with_each(some: Sequence[int], count: int) -> Picked:
    """Pick every pair in which one of some values stands, up to `MOST_PAIRS` of them."""
    seen = set(some)
    pairs = (
        (one, other)
        for place, one in enumerate(some)
        for other in chain(some[place + 1 :], (n for n in range(count) if n not in seen))
    )
    return Picked(islice(pairs, MOST_PAIRS), cut=len(some) * count > MOST_PAIRS)


def pick_on_line(bounds: Sequence[tuple[Any, Any, int]]) -> list[Pair]:
    """Pick pairs of ranges: a gap between two, else two that cross, else the widest and the narrowest.

    Args:
        bounds: The least and the most of each value, both of them possible, and its place.
    """
    if len(bounds) < 2:
        return []
    latest = max(bounds, key=lambda b: b[0])
    earliest = min(bounds, key=lambda b: b[1])
    if latest[0] > earliest[1]:
        return [(earliest[2], latest[2])]
    # Sorted by start, the longest first, ranges that do not cross lie one inside the other.
    ordered = sorted(bounds, key=lambda b: b[1], reverse=True)
    ordered.sort(key=lambda b: b[0])
    before = ordered[0]
    for after in ordered[1:]:
        if after[1] > before[1] and after[0] > before[0]:
            return [(before[2], after[2])]
        before = after
    return [(ordered[0][2], ordered[-1][2])]
