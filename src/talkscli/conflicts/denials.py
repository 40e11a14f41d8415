"""What a denial may contradict: a quick look before each assertion is compared."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.compare.references import ids_of
from talkscli.conflicts.vocabulary import place_chain
from talkscli.values.words import Listing

if TYPE_CHECKING:
    from talkscli.conflicts.variant import Variant
    from talkscli.conflicts.vocabulary import Vocabulary

Look = Callable[[Any], bool]


def find_reach(kind: str, asserted: Sequence["Variant"], vocabulary: "Vocabulary") -> Look:
    """Return a test of a denied value: False is certain to contradict none of the assertions."""
    values: list[Any] = [variant.value for variant in asserted]
    if kind in {"date", "count", "duration"}:
        return _reach_on_line(kind, values)
    if kind == "text":
        folded = {value.folded for value in values}
        return lambda denied: denied.folded in folded
    if kind == "quote":
        pages = "".join(f" {value.folded} \n" for value in values)
        return lambda denied: f" {denied.folded} " in pages
    known: set[str] = set()
    for value in values:
        known |= ids_of(value)
        if kind == "place" and not isinstance(value, Listing):
            known.update(place_chain(value.id, vocabulary))
    return lambda denied: ids_of(denied) <= known


def _reach_on_line(kind: str, values: list[Any]) -> Look:
    """Look for an assertion that lies inside the bounds of what is denied."""

    def inner(value: Any) -> tuple[Any, Any]:
        return (value.spans[0][0], value.spans[-1][1]) if kind == "date" else (value.low, value.high)

    bounds = sorted(map(inner, values))
    lows = [low for low, _ in bounds]
    smallest: list[Any] = []
    """From each place on, the smallest upper bound."""
    for _, high in reversed(bounds):
        smallest.append(min(high, smallest[-1]) if smallest else high)
    smallest.reverse()

    def may_hit(denied: Any) -> bool:
        if kind == "date" and denied.time is not None:
            # Clocks of other zones may call the same moment another day.
            return True
        low, high = inner(denied) if kind == "date" else denied.real
        place = bisect_left(lows, low)
        return place < len(lows) and smallest[place] <= high

    return may_hit
