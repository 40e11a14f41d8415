"""What is known of a claim before it is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.drafting.questions import Question
    from talkscli.drafting.voices import Voice


class Material:
    """What is known of one claim before it is written."""

    __slots__ = (
        "about",
        "at",
        "missing",
        "question",
        "score",
        "stance",
        "status",
        "value",
        "voice",
        "when",
        "why",
    )

    def __init__(
        self,
        voice: "Voice | None",
        question: "Question",
        about: str,
        value: str | list[str] | None,
        at: tuple[int, int],
        *,
        score: float,
        why: str,
        status: str | None = None,
        stance: str = "asserts",
        missing: Sequence[str] = (),
        when: str | None = None,
    ) -> None:
        self.voice = voice
        self.question = question
        self.about = about
        self.value = value
        self.at = at
        self.score = score
        self.why = why
        self.status = status
        self.stance = stance
        self.missing = [one for one in missing if one]
        self.when = when
