"""Actors: persons and bodies, some of whom are not named."""

from typing import TYPE_CHECKING

from talkscli.values.finding import Finding
from talkscli.values.references import Ids, ReferenceType

if TYPE_CHECKING:
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary


class Actors(ReferenceType):
    """Somebody."""

    name = "actor"
    notation = "a person or body"
    examples = "the name of a person or body"
    refers_to = "actor"

    def name_id(self, one: str, vocabulary: "Vocabulary") -> str:
        """Return the name of an actor."""
        return vocabulary.actor_name(one)

    def find_wider(self, one: str, vocabulary: "Vocabulary") -> str | None:
        """Return None: nobody lies in anybody."""
        del one, vocabulary
        return None

    def contrast(self, x: str, y: str) -> str:
        """Write the sentence of two actors who exclude each other."""
        return f"{x} and {y} are not the same."

    def is_unnamed(self, one: str, vocabulary: "Vocabulary") -> bool:
        """Return whether an actor is an anonymous source, who may be anybody."""
        return vocabulary.actor_is_unnamed(one)

    def compare(self, a: Ids, b: Ids, question: "Question") -> Finding:
        """Compare two actors: the same, or different ones (contradicts); an unnamed one may be anybody. Open
        lists of actors never contradict: what one has and the other lacks is coverage.
        """  # noqa: D205
        return self.compare_ids(a, b, question)


TYPE = Actors()
