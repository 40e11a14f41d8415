"""Terms: words of the store's own vocabulary, in lists."""

from typing import TYPE_CHECKING

from talkscli.values.base import MANY
from talkscli.values.finding import Finding
from talkscli.values.references import Ids, ReferenceType

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


class Terms(ReferenceType):
    """Matters, by the store's own words for them; a prisoner exchange is a return of prisoners."""

    name = "terms"
    notation = "words of the store's list, with commas between them"
    examples = "words of the store's own list, semicolons between"
    refers_to = "term"
    answers = MANY
    is_listed = True
    creates_records = True

    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the words of a term."""
        return vocabulary.term_name(one)

    def find_wider(self, one: str, vocabulary: "Vocabulary") -> str | None:
        """Return the next wider term."""
        return vocabulary.term_parent(one)

    def contrast(self, x: str, y: str) -> str:
        """Write the sentence of two terms that exclude each other."""
        return f"{x} and {y} are different answers, and neither lies in the other."

    def compare(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare two open lists: neither says that there is nothing else, so they never contradict; what one
        has and the other lacks is coverage, and one whose items all lie in those of the other is more exact.
        Where a question has one answer, two terms contradict unless one lies in the other.
        """  # noqa: D205
        return self.compare_ids(a, b, question)


TYPE = Terms()
