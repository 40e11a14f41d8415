"""Actors: persons and bodies, some of whom are not named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.values.finding import CONTRADICTS, SAME, UNKNOWN, Finding
from talkscli.values.references import Ids, ReferenceType, pick_lists
from talkscli.values.words import Listing
from talkscli.values.worst_pairs import Picked

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


class Actors(ReferenceType):
    """Somebody."""

    name = "actor"
    notation = "a person or body"
    refers_to = "actor"

    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the name of an actor."""
        return vocabulary.actor_name(one)

    def compare(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare two actors: the same, or different ones (contradicts); an unnamed one may be anybody."""
        if isinstance(a, Listing) or isinstance(b, Listing):
            return self.compare_lists(a, b, question)
        vocabulary = question.vocabulary
        x, y = vocabulary.actor_name(a.id), vocabulary.actor_name(b.id)
        if a.id == b.id:
            return Finding(SAME, "none", f"Both give {x}.")
        if vocabulary.actor_is_unnamed(a.id) or vocabulary.actor_is_unnamed(b.id):
            return Finding(UNKNOWN, "none", f"{x} and {y} may be the same: one of them is not named.")
        return Finding(CONTRADICTS, "none", f"{x} and {y} are not the same.")

    def pick_pairs(self, values: Sequence[Ids], question: "Question") -> Picked:
        """Pick two who are named, if there are two: an unnamed one can be compared with nobody."""
        single = [place for place, value in enumerate(values) if not isinstance(value, Listing)]
        single.sort(key=lambda place: question.vocabulary.actor_is_unnamed(str(values[place])))
        pairs = [(single[0], single[1])] if len(single) > 1 else []
        return Picked([*pairs, *pick_lists(values)])


TYPE = Actors()
