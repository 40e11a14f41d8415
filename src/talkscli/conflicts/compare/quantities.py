"""Counts and durations: bounds on a line."""

from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import CONTRADICTS, LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.quantity import Quantity


def compare_quantities(a: "Quantity", b: "Quantity", vocabulary: "Vocabulary") -> Finding:
    """Compare the numbers that two values leave possible: none in common contradicts, one range inside the
    other refines, a common part overlaps. "About" reaches a tenth to either side.
    """  # noqa: D205
    del vocabulary
    x, y = a.words, b.words
    if a.key == b.key:
        return Finding(SAME, "none", f"Both give {x}." if x == y else f"{x} and {y} are the same.")
    if a.low > b.high or b.low > a.high:
        return Finding(CONTRADICTS, "none", f"{x} and {y} have no number in common.")
    for inner, small, large in ((LEFT, a, b), (RIGHT, b, a)):
        if large.low <= small.low and small.high <= large.high:
            return Finding(
                REFINES,
                "precision",
                f"{small.words} fits {large.words}, which is less exact.",
                inner=inner,
            )
    return Finding(OVERLAPS, "precision", f"{x} and {y} overlap, and each allows what the other does not.")
