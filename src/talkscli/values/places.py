"""Places: ids, and what lies in what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.values.finding import CONTRADICTS, LEFT, REFINES, RIGHT, SAME, Finding
from talkscli.values.references import Ids, ReferenceType, ids_of, pick_lists
from talkscli.values.vocabulary import place_chain
from talkscli.values.words import Listing
from talkscli.values.worst_pairs import Picked

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


class Places(ReferenceType):
    """Somewhere; a smaller place says more than the larger one that it lies in."""

    name = "place"
    notation = "a place"
    refers_to = "place"

    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the name of a place."""
        return vocabulary.place_name(one)

    def compare(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare two places by what lies in what: the same place, one inside the other (refines), or neither
        (contradicts).
        """  # noqa: D205
        vocabulary = question.vocabulary
        if isinstance(a, Listing) or isinstance(b, Listing):
            return self.compare_lists(a, b, question)
        if a.id == b.id:
            return Finding(SAME, "none", f"Both give {vocabulary.place_name(a.id)}.")
        for inner, small, large in ((LEFT, a, b), (RIGHT, b, a)):
            if large.id in place_chain(small.id, vocabulary):
                x, y = vocabulary.place_name(small.id), vocabulary.place_name(large.id)
                return Finding(REFINES, "precision", f"{x} lies in {y}, which is less exact.", inner=inner)
        x, y = vocabulary.place_name(a.id), vocabulary.place_name(b.id)
        return Finding(
            CONTRADICTS, "none", f"{x} and {y} are different places, and neither lies in the other."
        )

    def pick_pairs(self, values: Sequence[Ids], question: "Question") -> Picked:
        """Pick the deepest place with each other one: unless all of them hold it, two are apart."""
        depths = [
            (len(place_chain(value.id, question.vocabulary)), -place)
            for place, value in enumerate(values)
            if not isinstance(value, Listing)
        ]
        deepest = -max(depths)[1] if depths else 0
        pairs = [(deepest, -place) for _, place in depths if -place != deepest]
        return Picked([*pairs, *pick_lists(values)])

    def spread(self, value: Ids, question: "Question") -> frozenset[str]:
        """Return a place and every larger one around it."""
        if isinstance(value, Listing):
            return ids_of(value)
        return frozenset(place_chain(value.id, question.vocabulary))


TYPE = Places()
