"""What is known of a claim before it is written."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.drafting.questions import Question
    from talkscli.drafting.voices import Voice


@dataclass(slots=True, kw_only=True)
class Material:
    """What is known of one claim before it is written."""

    voice: "Voice | None"
    question: "Question"
    about: str
    value: str | list[str] | None
    at: tuple[int, int]
    """Where in the paragraph the value stands."""
    score: float
    why: str
    status: str | None = None
    stance: str = "asserts"
    missing: tuple[str, ...] = ()
    when: str | None = None
