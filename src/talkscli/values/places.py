"""Places: ids, and what lies in what."""

from typing import TYPE_CHECKING

from talkscli.values.finding import Finding
from talkscli.values.references import Ids, ReferenceType

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


class Places(ReferenceType):
    """Somewhere; a smaller place says more than the larger one that it lies in."""

    name = "place"
    notation = "a place"
    examples = "the name of a place"
    refers_to = "place"

    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the name of a place."""
        return vocabulary.place_name(one)

    def find_wider(self, one: str, vocabulary: "Vocabulary") -> str | None:
        """Return the next larger place."""
        return vocabulary.place_parent(one)

    def contrast(self, x: str, y: str) -> str:
        """Write the sentence of two places that exclude each other."""
        return f"{x} and {y} are different places, and neither lies in the other."

    def compare(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare two places by what lies in what: the same place, one inside the other (refines), or neither
        (contradicts). Open lists of places never contradict: what one has and the other lacks is coverage.
        """  # noqa: D205
        return self.compare_ids(a, b, question)


TYPE = Places()
