"""Counts and durations: bounds on a line."""

from typing import TYPE_CHECKING

from talkscli.conflicts.show import show_value
from talkscli.conflicts.verdict import CONTRADICTS, LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.quantity import Quantity


def compare_quantities(a: "Quantity", b: "Quantity", vocabulary: "Vocabulary") -> Finding:
    """Compare the numbers that two values leave possible: none in common contradicts, one range inside the
    other refines, a common part overlaps. "About" reaches a tenth to either side.
    """  # noqa: D205
    x, y = show_value(a, vocabulary), show_value(b, vocabulary)
    # Where only one of them counts whole things, the other's limits are not rounded to whole things either.
    mixed = a.whole != b.whole
    low_a, high_a = a.real if mixed else (a.low, a.high)
    low_b, high_b = b.real if mixed else (b.low, b.high)
    if (low_a, high_a) == (low_b, high_b):
        return Finding(SAME, "none", f"Both give {x}." if x == y else f"{x} and {y} are the same.")
    if low_a > high_b or low_b > high_a:
        name = "length" if a.type == "duration" else "number"
        if low_a == high_a and low_b == high_b:
            return Finding(CONTRADICTS, "none", f"{x} and {y} are not the same {name}.")
        return Finding(CONTRADICTS, "none", f"{x} and {y} have no {name} in common.")
    if low_b <= low_a and high_a <= high_b:
        return Finding(REFINES, "precision", f"{x} fits {y}, which is less exact.", inner=LEFT)
    if low_a <= low_b and high_b <= high_a:
        return Finding(REFINES, "precision", f"{y} fits {x}, which is less exact.", inner=RIGHT)
    return Finding(OVERLAPS, "precision", f"{x} and {y} overlap, and each allows what the other does not.")
