"""Whose words a part of a sentence is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.drafting.article import Sentence
    from talkscli.drafting.language import SpeechClass


@dataclass(slots=True)
class Voice:
    """Who says something, how, and how sure that is."""

    who: str | None
    """An actor; None if it is somebody whom the store does not have, or who cannot be told."""
    label: str = ""
    """The words by which it was found."""
    via: tuple[str, ...] = ()
    speech: "SpeechClass | None" = None
    score: float = 1.0
    withholds: bool = False
    begin: int = -1
    """Where what it says begins behind its verb, if not right there: "told News Nine that"."""

    @property
    def status(self) -> str | None:
        """Return how far a thing has come by the verb alone: who proposes makes it proposed."""
        return self.speech.status if self.speech is not None else None


@dataclass(slots=True)
class Stretch:
    """A part of a sentence, and whose it is: nobody's means the outlet's."""

    sentence: "Sentence"
    start: int
    end: int
    voice: Voice | None
    verb: int = -1
    """Where the verb of the voice begins, or -1."""
    after: str | None = None
    """Of the outlet's own words: who spoke before them in the paragraph, and may still be speaking."""
