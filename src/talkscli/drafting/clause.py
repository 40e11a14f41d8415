"""A clause of an article, what it speaks of, and the claims that are made of values in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from talkscli.drafting.known_names import Mention
from talkscli.drafting.material import Material
from talkscli.drafting.topics import Topic

if TYPE_CHECKING:
    from talkscli.drafting.questions import Question
    from talkscli.drafting.voices import Voice


@dataclass(slots=True)
class Clause:
    """A clause, and what all claims that stand in it share."""

    text: str
    """The paragraph."""
    span: tuple[int, int]
    mentions: Sequence[Mention]
    """What the clause names."""
    topics: Sequence[Topic]
    """The events of which it speaks."""
    voice: "Voice | None"
    find_status: Callable[[int], str | None]
    """Tells how far what stands at a place has come."""
    stance: str = "asserts"
    missing: tuple[str, ...] = ()
    """What cannot be decided of all its claims."""
    when: str | None = None

    def claim(
        self,
        question: "Question",
        value: str | list[str],
        at: tuple[int, int],
        score: float,
        topic: Topic | None = None,
    ) -> Material:
        """Make a claim of a value that stands in the clause.

        Args:
            question: The property that it answers.
            value: The value.
            at: Where it stands.
            score: How sure it is that it answers that property.
            topic: Of what it is; without it the event spoken of last before it.
        """
        topic = topic or nearest(self.topics, at[0])
        base = self.voice.score if self.voice is not None else OWN_SCORE
        return Material(
            voice=self.voice, question=question, about=topic.event, value=value, at=at,
            score=base * score * topic.score, why=explain(self.voice, self.text[slice(*at)], value),
            status=self.find_status(at[0]), stance=self.stance, missing=(topic.how, *self.missing),
            when=self.when,
        )  # fmt: skip


OWN_SCORE = 0.8
"""How sure it is that words are the outlet's own where no other voice is heard."""


def nearest(topics: Sequence[Topic], at: int) -> Topic:
    """Return the event spoken of last before a place, one that is no mere circumstance before others."""
    before = [one for one in topics if 0 <= one.at <= at]
    plain = [one for one in before if not one.is_governed]
    return (plain or before or topics)[-1 if before else 0]


def explain(voice: "Voice | None", words: str, value: Any) -> str:
    """Say in a sentence why a value is proposed."""
    shown = value if isinstance(value, str) else ", ".join(value or ())
    said = f"“{voice.label}”; " if voice is not None else "in its own voice; "
    return f"{said}“{' '.join(words.split())}” is {shown}"
