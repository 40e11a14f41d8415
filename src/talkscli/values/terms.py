"""Terms: words of the store's own vocabulary, in lists."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.values.base import MANY, Raw
from talkscli.values.finding import Finding
from talkscli.values.references import Ids, ReferenceType
from talkscli.values.words import Listing, parse_listing
from talkscli.values.worst_pairs import Picked, pick_any

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


class Terms(ReferenceType):
    """Matters, by the store's own words for them."""

    name = "terms"
    notation = "words of the store's list, with commas between them"
    refers_to = "term"
    answers = MANY
    is_listed = True
    creates_records = True
    denied_part = "is part of that"

    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the words of a term."""
        return vocabulary.term_name(one)

    def parse_text(self, text: str) -> Listing:
        """Read a list of ids from its printed form."""
        return parse_listing(text, self.name)

    def compare(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare two open lists: neither says that there is nothing else, so they never contradict; what one
        has and the other lacks is coverage.
        """  # noqa: D205
        return self.compare_lists(a, b, question)

    def pick_pairs(self, values: Sequence[Ids], question: "Question") -> Picked:
        """Pick one pair: any two open lists that differ weigh as much as any other two."""
        del question
        return pick_any(len(values))

    def join_ids(self, ids: Sequence[str]) -> Raw:
        """Return a list, of one term too."""
        return list(ids)


TYPE = Terms()
