"""What counts, durations and money have in common: bounds on a line."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import isfinite
from typing import TYPE_CHECKING, Any

from talkscli.values.base import Bounds, ValueType
from talkscli.values.finding import CONTRADICTS, LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding
from talkscli.values.worst_pairs import Picked, Range, pick_on_line, pick_with_each

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.values.as_written import Style
    from talkscli.values.quantity import Bound, Quantity
    from talkscli.values.question import Question
    from talkscli.values.rounding import Tolerance
    from talkscli.values.vocabulary import Vocabulary


_GROUPED = re.compile(r"(?<![0-9.])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])")


class Measure(ValueType):
    """A type of numbers that may be vague."""

    noun = "number"
    """What two values of the type have in common or not, in a sentence."""

    def is_ambiguous(self, text: str, style: "Style") -> bool:
        """Return whether a full stop may part thousands: 1.000 is a thousand in half of Europe."""
        return _GROUPED.search(text) is not None or (style.decimal == "," and "." in text.replace("..", ""))

    def show(self, value: "Quantity", vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write a value for people."""
        del vocabulary, unit
        return value.words

    def measure(self, value: "Quantity") -> Bounds:
        """Return the bounds; a bound that is excluded is named all the same."""
        low, high = (_make_number(bound[0]) for bound in (value.low, value.high))
        return low, high, self.unit(value)

    def unit(self, value: "Quantity") -> str:
        """Return what the bounds are numbers of; nothing where the property says it."""
        del value
        return ""

    def compare(self, a: Any, b: Any, question: "Question") -> Finding:
        """Compare the numbers that two values leave possible: none in common contradicts, one range inside
        the other refines, a common part overlaps. "About" reaches a tenth to either side. A round number, of
        at most two significant digits, reaches half a unit of the last of them and at most a twentieth of
        itself when it just misses another one; then it is the less exact of the two. One that is said to be
        exact is never rounded.
        """  # noqa: D205
        x, y = (self.show(value, question.vocabulary, question.unit) for value in (a, b))
        (low_a, high_a), (low_b, high_b) = _bounds(a, b)
        if (low_a, high_a) == (low_b, high_b):
            if a.exact != b.exact:
                inner = LEFT if a.exact else RIGHT
                more, less = (x, y) if a.exact else (y, x)
                return Finding(
                    REFINES, "precision", f"{more} fits {less}, which may be rounded.", inner=inner
                )
            return Finding(SAME, "none", f"Both give {x}." if x == y else f"{x} and {y} are the same.")
        if low_a > high_b or low_b > high_a:
            if low_a == high_a and low_b == high_b:
                return Finding(CONTRADICTS, "none", f"{x} and {y} are not the same {self.noun}.")
            return Finding(CONTRADICTS, "none", f"{x} and {y} have no {self.noun} in common.")
        if low_b <= low_a and high_a <= high_b:
            return Finding(REFINES, "precision", f"{x} fits {y}, which is less exact.", inner=LEFT)
        if low_a <= low_b and high_b <= high_a:
            return Finding(REFINES, "precision", f"{y} fits {x}, which is less exact.", inner=RIGHT)
        why = f"{x} and {y} overlap, and each allows what the other does not."
        return Finding(OVERLAPS, "precision", why)

    def soften(self, a: Any, b: Any, question: "Question", finding: Finding) -> Finding:
        """Let one of two numbers that just miss each other reach the other, if it is a plain one."""
        if a.plain is None and b.plain is None:
            return finding
        from talkscli.values.rounding import find_ends

        (low_a, high_a), (low_b, high_b) = _bounds(a, b)
        ends_a, ends_b = find_ends(a, question.tolerance), find_ends(b, question.tolerance)
        if low_a > high_b:
            meets = ends_a[0] <= high_b or ends_b[1] >= low_a
        else:
            meets = ends_a[1] >= low_b or ends_b[0] <= high_a
        if not meets:
            return finding
        inner = LEFT if _rank_exactness(a, ends_a) < _rank_exactness(b, ends_b) else RIGHT
        x, y = (self.show(value, question.vocabulary, question.unit) for value in (a, b))
        more, less = (x, y) if inner == LEFT else (y, x)
        why = f"{more} fits {less}, which is a round number."
        if question.tolerance is not None:
            why = f"{more} fits {less} within the tolerance of {question.tolerance.text}."
        return Finding(REFINES, "rounding", why, inner=inner)

    def parse_tolerance(self, text: str) -> "Tolerance":
        """Read `2 %`, or a plain number of the type."""
        from talkscli.values.rounding import parse_share, take_amount

        return parse_share(text) or take_amount(text, self.name, self.parse_text(text))

    def pick_pairs(self, values: Sequence[Any], question: "Question") -> Picked:
        """Pick pairs by the bounds; of numbers some whole and some not, whole limits meet each value."""
        from talkscli.values.rounding import find_ends

        mixed = not all(value.whole for value in values)
        simple, special, exact = [], [], []
        for place, value in enumerate(values):
            if mixed and value.real != (value.low, value.high):
                special.append(place)
                continue
            simple.append(Range(value.low, value.high, place, find_ends(value, question.tolerance)))
            if value.exact:
                exact.append(place)
        picked = pick_with_each(special, len(values))
        plain = {value.low: place for place, value in enumerate(values) if value.plain is not None}
        twins = [(place, plain[values[place].low]) for place in exact if values[place].low in plain]
        return Picked([*pick_on_line(simple), *twins[:1], *picked.pairs], cut=picked.cut)

    def version(self, value: Any) -> int:
        """Return the first version that has the notation: `=1000` came with the second."""
        return max(self.since, 2 if value.exact else 1)

    def list_keys(self, value: Any, question: "Question") -> "Sequence[Hashable]":
        """Return the bounds, of whole things and beside a number that is not whole."""
        del question
        return (True, value.low, value.high, value.exact), (False, value.real, value.exact)

    def find_reach(self, asserted: Sequence[Any], question: "Question") -> Callable[[Any], bool]:
        """Look for an assertion that lies inside the bounds of what is denied."""
        del question
        holds_one = find_inside([(value.low, value.high) for value in asserted])
        return lambda denied: holds_one(*denied.real)


def _bounds(a: "Quantity", b: "Quantity") -> "tuple[tuple[Bound, Bound], tuple[Bound, Bound]]":
    """Return the bounds by which two values are compared."""
    # Where one of them does not count whole things, the limits of neither are rounded to whole things.
    if a.whole != b.whole:
        return a.real, b.real
    return (a.low, a.high), (b.low, b.high)


def _rank_exactness(value: "Quantity", ends: "tuple[Bound, Bound]") -> tuple[Any, ...]:
    """Return what two values are told apart by, the more exact first: that which reaches less far."""
    from talkscli.values.rounding import split_digits

    digits = split_digits(value.plain[0])[0] if value.plain else None
    return (ends[1][0] - value.high[0] if value.plain else 0, -(digits or 0), value.low, value.high)


def find_inside(bounds: list[tuple[Any, Any]]) -> Callable[[Any, Any], bool]:
    """Return a test of whether one of these ranges lies inside a range."""
    bounds = sorted(bounds)
    lows = [low for low, _ in bounds]
    smallest: list[Any] = []
    """From each place on, the smallest upper bound."""
    for _, high in reversed(bounds):
        smallest.append(min(high, smallest[-1]) if smallest else high)
    smallest.reverse()

    def holds_one(low: Any, high: Any) -> bool:
        place = bisect_left(lows, low)
        return place < len(lows) and smallest[place] <= high

    return holds_one


def find_around(bounds: list[tuple[Any, Any]]) -> Callable[[Any, Any], bool]:
    """Return a test of whether a range lies inside one of these ranges."""
    bounds = sorted(bounds)
    lows = [low for low, _ in bounds]
    largest = list(accumulate((high for _, high in bounds), max))
    """Up to each place, the largest upper bound."""

    def lies_in_one(low: Any, high: Any) -> bool:
        place = bisect_right(lows, low)
        return place > 0 and largest[place - 1] >= high

    return lies_in_one


def _make_number(bound: Any) -> int | float | None:
    """Return a bound as a plain number; None where it is open."""
    if isinstance(bound, int):
        return bound
    number = float(bound)
    return number if isfinite(number) else None
