"""What is asked: all that comparing two values needs to know besides the values."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypedDict

    from talkscli.values.rounding import Tolerance
    from talkscli.values.vocabulary import Vocabulary

    class Stated(TypedDict, total=False):
        """What a property states of its answers, each None where it does not."""

        unit: str | None
        answers: str | None
        tolerance: str | None


class Question:
    """A property, as far as it matters to comparing, and what the store's ids mean."""

    __slots__ = ("answers", "kind", "tolerance", "unit", "vocabulary")

    def __init__(
        self,
        kind: str,
        vocabulary: "Vocabulary",
        *,
        unit: str | None = None,
        answers: str | None = None,
        tolerance: "Tolerance | None" = None,
    ) -> None:
        self.kind = kind
        """The name of the type of its values."""
        self.vocabulary = vocabulary
        self.unit = unit or ""
        """What its numbers count; empty where that is not said."""
        self.answers = answers
        """`one` or `many`, as stated; None where it is not."""
        self.tolerance = tolerance
        """How far its plain numbers reach, as stated; None where it is not."""
