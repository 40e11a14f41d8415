"""What counts, durations and money have in common: bounds on a line."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.values.base import ValueType
from talkscli.values.finding import CONTRADICTS, LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding
from talkscli.values.worst_pairs import Picked, pick_on_line, pick_with_each

if TYPE_CHECKING:
    from talkscli.values.as_written import Style
    from talkscli.values.quantity import Quantity
    from talkscli.values.question import Question
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

    def compare(self, a: Any, b: Any, question: "Question") -> Finding:
        """Compare the numbers that two values leave possible: none in common contradicts, one range inside
        the other refines, a common part overlaps. "About" reaches a tenth to either side.
        """  # noqa: D205
        x, y = (self.show(value, question.vocabulary, question.unit) for value in (a, b))
        # Where one of them does not count whole things, the limits of neither are rounded to whole things.
        mixed = a.whole != b.whole
        low_a, high_a = a.real if mixed else (a.low, a.high)
        low_b, high_b = b.real if mixed else (b.low, b.high)
        if (low_a, high_a) == (low_b, high_b):
            return Finding(SAME, "none", f"Both give {x}." if x == y else f"{x} and {y} are the same.")
        if low_a > high_b or low_b > high_a:
            if low_a == high_a and low_b == high_b:
                return Finding(CONTRADICTS, "none", f"{x} and {y} are not the same {self.noun}.")
            return Finding(CONTRADICTS, "none", f"{x} and {y} have no {self.noun} in common.")
        if low_b <= low_a and high_a <= high_b:
            return Finding(REFINES, "precision", f"{x} fits {y}, which is less exact.", inner=LEFT)
        if low_a <= low_b and high_b <= high_a:
            return Finding(REFINES, "precision", f"{y} fits {x}, which is less exact.", inner=RIGHT)
        return Finding(
            OVERLAPS, "precision", f"{x} and {y} overlap, and each allows what the other does not."
        )

    def pick_pairs(self, values: Sequence[Any], question: "Question") -> Picked:
        """Pick pairs by the bounds; of numbers some whole and some not, whole limits meet each value."""
        del question
        mixed = not all(value.whole for value in values)
        simple, special = [], []
        for place, value in enumerate(values):
            if mixed and value.real != (value.low, value.high):
                special.append(place)
            else:
                simple.append((value.low, value.high, place))
        picked = pick_with_each(special, len(values))
        return Picked([*pick_on_line(simple), *picked.pairs], cut=picked.cut)

    def find_reach(self, asserted: Sequence[Any], question: "Question") -> Callable[[Any], bool]:
        """Look for an assertion that lies inside the bounds of what is denied."""
        del question
        holds_one = find_inside([(value.low, value.high) for value in asserted])
        return lambda denied: holds_one(*denied.real)


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
