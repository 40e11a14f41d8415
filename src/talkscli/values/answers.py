"""Yes and no."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from talkscli.values.base import Raw, ValueType
from talkscli.values.finding import CONTRADICTS, SAME, Finding
from talkscli.values.words import Reference, parse_answer
from talkscli.values.worst_pairs import Picked, pick_any

if TYPE_CHECKING:
    from talkscli.values.as_written import Style
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


_AS_WRITTEN = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}


class Answers(ValueType):
    """Whether something is so; there is no third."""

    name = "yes-no"
    notation = "yes or no"
    examples = "yes or no"
    may_exclude = False

    def parse_text(self, text: str) -> Reference:
        """Read yes or no."""
        return parse_answer(text)

    def list_meanings(self, text: str, style: "Style") -> list[str]:
        """Read true and false, and capitals."""
        del style
        answer = _AS_WRITTEN.get(text.strip().casefold())
        return [answer] if answer else []

    def show(self, value: Reference, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write yes or no."""
        del vocabulary, unit
        return value.id

    def compare(self, a: Reference, b: Reference, question: "Question") -> Finding:
        """Compare yes and no."""
        del question
        if a.id == b.id:
            return Finding(SAME, "none", f"Both say {a.id}.")
        return Finding(CONTRADICTS, "none", f"One says {a.id}, the other {b.id}.")

    def pick_pairs(self, values: Sequence[Reference], question: "Question") -> Picked:
        """Pick the one pair that there can be."""
        del question
        return pick_any(len(values))

    def opposite(self, value: Reference) -> Reference:
        """Return no for yes, and yes for no."""
        return parse_answer("no" if value.id == "yes" else "yes")

    def read_cell(self, cell: Any) -> Raw:
        """Take true and false for yes and no."""
        if isinstance(cell, bool):
            return "yes" if cell else "no"
        return super().read_cell(cell)

    def fits_cell(self, cell: Any) -> bool:
        """Return whether a cell is yes or no."""
        return isinstance(cell, bool) or self.can_parse(str(cell))


TYPE = Answers()
