"""Quotations: the words of one utterance, as somebody prints them."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from talkscli.values.base import ValueType
from talkscli.values.finding import LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding
from talkscli.values.words import Words, parse_words
from talkscli.values.worst_pairs import Picked

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


_COMPARED = 10_000
"""So many characters are compared one by one: the time grows with the square of their number."""


class Quotes(ValueType):
    """Words as quoted."""

    name = "quote"
    notation = "the words as quoted"
    examples = "the words as quoted"
    may_exclude = False
    is_wording = True
    compares_denials = True

    def parse_text(self, text: str) -> Words:
        """Read a quotation."""
        return parse_words(text, self.name)

    def show(self, value: Words, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write the words in quotation marks."""
        del vocabulary, unit
        return f"“{value.text}”"

    def compare(self, a: Words, b: Words, question: "Question") -> Finding:
        """Compare two quotations of one utterance, leaving out case, punctuation and spacing: other words
        overlap (cause wording, with their similarity); a shorter excerpt of the same words is refined by the
        longer.
        """  # noqa: D205
        del question
        if a.folded == b.folded:
            return Finding(SAME, "none", f"Both quote “{a.text}”.")
        for inner, long, short in ((LEFT, a, b), (RIGHT, b, a)):
            if f" {short.folded} " in f" {long.folded} ":
                return Finding(
                    REFINES, "coverage", f"“{short.text}” is an excerpt of “{long.text}”.", inner=inner
                )
        from rapidfuzz.fuzz import ratio

        similarity = round(ratio(a.folded[:_COMPARED], b.folded[:_COMPARED]) / 100, 2)
        return Finding(
            OVERLAPS,
            "wording",
            f"“{a.text}” and “{b.text}” word one utterance differently (similarity {similarity:.2f}).",
            similarity=similarity,
        )

    def pick_pairs(self, values: Sequence[Words], question: "Question") -> Picked:
        """Pick each with the next longer one: they overlap unless each is an excerpt of the next."""
        del question
        order = sorted(
            range(len(values)), key=lambda place: (len(values[place].folded), values[place].folded)
        )
        return Picked(pairwise(order))

    def place_denied(self, claimed: Words, denied: Words) -> str:
        """Say that the denied words stand among those claimed."""
        del claimed, denied
        return "is part of that"

    def find_reach(self, asserted: Sequence[Words], question: "Question") -> Callable[[Words], bool]:
        """Look for a longer quotation in which the words stand."""
        del question
        pages = "".join(f" {value.folded} \n" for value in asserted)
        return lambda denied: f" {denied.folded} " in pages


TYPE = Quotes()
