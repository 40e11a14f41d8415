"""Quotations and free text."""

from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import LEFT, OVERLAPS, REFINES, RIGHT, SAME, UNKNOWN, Finding

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.words import Words


def compare_quotes(a: "Words", b: "Words", vocabulary: "Vocabulary") -> Finding:
    """Compare two quotations of one utterance, leaving out case, punctuation and spacing: other words overlap
    (cause wording, with their similarity); a shorter excerpt of the same words is refined by the longer.
    """  # noqa: D205
    del vocabulary
    if a.folded == b.folded:
        return Finding(SAME, "none", f"Both quote “{a.text}”.")
    for inner, long, short in ((LEFT, a, b), (RIGHT, b, a)):
        if f" {short.folded} " in f" {long.folded} ":
            return Finding(
                REFINES, "coverage", f"“{short.text}” is an excerpt of “{long.text}”.", inner=inner
            )
    from rapidfuzz.fuzz import ratio

    similarity = round(ratio(a.folded, b.folded) / 100, 2)
    return Finding(
        OVERLAPS,
        "wording",
        f"“{a.text}” and “{b.text}” word one utterance differently (similarity {similarity:.2f}).",
        similarity=similarity,
    )


def compare_texts(a: "Words", b: "Words", vocabulary: "Vocabulary") -> Finding:
    """Leave free text to the reader: only the very same words are the same, all else is unknown."""
    del vocabulary
    if a.folded == b.folded:
        return Finding(SAME, "none", f"Both say: {_strip(a.text)}.")
    x, y = _strip(a.text), _strip(b.text)
    return Finding(UNKNOWN, "none", f"Free words, which only a reader can compare: {x}; {y}.")


def _strip(text: str) -> str:
    """Drop the full stop of words that stand inside a sentence."""
    return text.strip().rstrip(".")
