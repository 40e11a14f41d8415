"""Whose words a part of a sentence is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.drafting.article import Sentence
    from talkscli.drafting.language import SpeechClass


class Voice:
    """Who says something, how, and how sure that is."""

    __slots__ = ("begin", "label", "score", "speech", "via", "who", "withholds")

    def __init__(
        self,
        who: str | None,
        label: str = "",
        *,
        via: Sequence[str] = (),
        speech: "SpeechClass | None" = None,
        score: float = 1.0,
        withholds: bool = False,
    ) -> None:
        self.who = who
        """An actor; None if it is somebody whom the store does not have, or who cannot be told."""
        self.label = label
        """The words by which it was found."""
        self.via = tuple(via)
        self.speech = speech
        self.score = score
        self.withholds = withholds
        self.begin = -1
        """Where what it says begins behind its verb, if not right there: "told News Nine that"."""

    def __repr__(self) -> str:
        return f"<{self.who or '?'} {self.label!r} via {self.via}>"


class Stretch:
    """A part of a sentence, and whose it is: nobody's means the outlet's."""

    __slots__ = ("after", "end", "sentence", "start", "verb", "voice")

    def __init__(
        self, sentence: "Sentence", start: int, end: int, voice: Voice | None, verb: int = -1
    ) -> None:
        self.sentence = sentence
        self.start = start
        self.end = end
        self.voice = voice
        self.verb = verb
        """Where the verb of the voice begins, or -1."""
        self.after: str | None = None
        """Of the outlet's own words: who spoke before them in the paragraph, and may still be speaking."""

    def __repr__(self) -> str:
        return f"<{self.voice} {self.sentence.text[self.start : self.end]!r}>"
