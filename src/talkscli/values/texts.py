"""Free text, which only a reader can compare."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from talkscli.values.base import ValueType
from talkscli.values.finding import SAME, UNKNOWN, Finding
from talkscli.values.words import Words, parse_words
from talkscli.values.worst_pairs import Picked, pick_any

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


class Texts(ValueType):
    """Words as somebody who keeps the store wrote them."""

    name = "text"
    notation = "in free words"
    examples = "free words, which only readers can compare"
    may_exclude = False
    is_wording = True
    is_free = True

    def parse_text(self, text: str) -> Words:
        """Read free text."""
        return parse_words(text, self.name)

    def show(self, value: Words, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write the words."""
        del vocabulary, unit
        return value.text

    def phrase(self, value: Words, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write the words in quotation marks, without the full stop of a sentence of its own."""
        del vocabulary, unit
        return f"“{_strip(value.text)}”"

    def compare(self, a: Words, b: Words, question: "Question") -> Finding:
        """Leave free text to the reader: only the very same words are the same, all else is unknown."""
        del question
        if a.folded == b.folded:
            return Finding(SAME, "none", f"Both say: {_strip(a.text)}.")
        x, y = _strip(a.text), _strip(b.text)
        return Finding(UNKNOWN, "none", f"Free words, which only a reader can compare: {x}; {y}.")

    def pick_pairs(self, values: Sequence[Words], question: "Question") -> Picked:
        """Pick one pair: no two can be compared."""
        del question
        return pick_any(len(values))

    def find_reach(self, asserted: Sequence[Words], question: "Question") -> Callable[[Words], bool]:
        """Look for the same words."""
        del question
        folded = {value.folded for value in asserted}
        return lambda denied: denied.folded in folded


TYPE = Texts()


def _strip(text: str) -> str:
    """Drop the full stop of words that stand inside a sentence."""
    return text.strip().rstrip(".")
