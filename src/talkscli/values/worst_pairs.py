"""How the worst pair among very many values is found without looking at every pair.

Each type of value states which way it takes (`ValueType.pick_pairs`): it names some pairs of which one is as
bad as any pair of all, and the engine compares those.

On a line, two ranges with a gap between them are found by one walk along their bounds. Were there no
rounding, the largest lower and the smallest upper bound would do (closed ranges that meet two by two all meet
in one point: Helly's theorem in one dimension); but a round number reaches another, which may be far from a
third. Ranges that do not cross lie one inside the other or apart, which a second walk shows.
"""

from bisect import bisect_right
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


class Range:
    """A range on a line, and how far it reaches where it just misses another."""

    __slots__ = ("ends", "high", "low", "place")

    def __init__(self, low: Any, high: Any, place: int, ends: tuple[Any, Any] | None = None) -> None:
        self.low = low
        self.high = high
        self.place = place
        """That of its value in the sequence that was given."""
        self.ends = ends or (low, high)
        """The least and the most that it reaches: of two ranges, one may."""


def pick_on_line(ranges: Sequence[Range]) -> list[Pair]:
    """Pick pairs of ranges: two with a gap that neither bridges, else two that cross, else the outermost."""
    if len(ranges) < 2:
        return []
    # Sorted by start, the longest first.
    ordered = sorted(ranges, key=lambda one: one.high, reverse=True)
    ordered.sort(key=lambda one: one.low)
    gap = _find_gap(ordered)
    if gap is not None:
        return [gap]
    around: list[Range] = []
    """Those that go on where the next one begins, each inside the one before."""
    for one in ordered:
        while around and around[-1].high < one.low:
            around.pop()
        if around and around[-1].high < one.high and around[-1].low < one.low:
            return [(around[-1].place, one.place)]
        around.append(one)
    return [(ordered[0].place, ordered[-1].place)]


def _find_gap(ordered: Sequence[Range]) -> Pair | None:
    """Find two ranges of which neither reaches the other."""
    lows = [one.low for one in ordered]
    nearest: list[Range] = []
    """From each place on, backwards, the one that reaches least far down."""
    for one in reversed(ordered):
        nearest.append(one if not nearest or one.ends[0] > nearest[-1].ends[0] else nearest[-1])
    for one in ordered:
        place = bisect_right(lows, one.ends[1])
        if place < len(lows):
            other = nearest[len(lows) - 1 - place]
            if other.ends[0] > one.high:
                return one.place, other.place
    return None
