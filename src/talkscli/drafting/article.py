"""An article as rules read it: paragraphs, their sentences, and what stands between quotation marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.drafting.known_names import Mention
    from talkscli.drafting.language import Language

_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“„«‘(\[]?[^\W_a-zа-яёіїєґ]|\s*$)")
_MARKS = {"“": "”", "„": "“”", "«": "»", '"': '"', "‟": "”"}
_STAMP = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}, ?\d{1,2}:\d{2}")
_DATELINE = re.compile(r"\s*[A-ZÀ-Þ]{3}[A-ZÀ-Þ .'’-]{0,30}(?:, ?[^–—]{1,30})? [–—-]{1,2} ")
_LONGEST_WORD = 40
LEAST_OF_HEADING = 6
"""A line without a full stop that has fewer words is a menu, a name or a title between paragraphs."""
LONGEST_PARAGRAPH = 20_000
"""A line of more characters is no paragraph that somebody wrote, and is not read."""


@dataclass(slots=True)
class Sentence:
    """A sentence of a paragraph, by its places in it."""

    paragraph: "ArticleParagraph"
    start: int
    end: int
    number: int
    """Which of the paragraph's it is, from 0."""

    def __str__(self) -> str:
        return self.text[self.start : self.end]

    @property
    def text(self) -> str:
        """Return the text of the whole paragraph."""
        return self.paragraph.text

    @property
    def mentions(self) -> "list[Mention]":
        """Return what it names."""
        return [one for one in self.paragraph.mentions if self.start <= one.start < self.end]


class ArticleParagraph:
    """A non-empty line of a text."""

    __slots__ = ("begin", "mentions", "number", "quotes", "sentences", "stamp", "text")

    def __init__(self, number: int, text: str, language: "Language") -> None:
        self.number = number
        self.text = text
        self.quotes = list(find_quotes(text))
        """Where words stand between quotation marks: the first and the one after the last."""
        stamp = _STAMP.search(text)
        self.stamp = stamp[0].partition(",")[0] if stamp else ""
        """The day by which a headline of another article is dated, as it is written."""
        end = stamp.start() if stamp else len(text)
        dateline = _DATELINE.match(text)
        self.begin = dateline.end() if dateline else 0
        """Where the text begins behind the place and day of a dateline."""
        spans = split_sentences(text, self.begin, end, language)
        self.sentences = [Sentence(self, start, stop, place) for place, (start, stop) in enumerate(spans)]
        self.mentions: list[Mention] = []
        """What it names, once that was looked for."""

    def is_quoted(self, place: int) -> bool:
        """Return whether a place lies between quotation marks."""
        return any(start <= place < end for start, end in self.quotes)

    @property
    def is_text(self) -> bool:
        """Whether it says anything: menus, names alone and counters do not."""
        words = _WORD.findall(self.text)
        count = sum(word.isalpha() for word in words)
        is_heading = self.text.rstrip()[-1:] not in set('.!?…"”»:)')
        return len(self.text) <= LONGEST_PARAGRAPH and count >= (LEAST_OF_HEADING if is_heading else 3)


def find_quotes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations begin and end; one that is opened and not closed goes to the paragraph's end."""
    at = 0
    while at < len(text):
        closing = _MARKS.get(text[at])
        if closing is None:
            at += 1
            continue
        end = next((place for place in range(at + 1, len(text)) if text[place] in closing), len(text))
        yield at, min(end + 1, len(text))
        at = end + 1


def split_sentences(text: str, begin: int, stop: int, language: "Language") -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a paragraph begin and end; an abbreviation, or an initial, ends none."""
    start = begin
    for end in (*_find_ends(text, begin, stop, language), stop):
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = end


def _find_ends(text: str, begin: int, stop: int, language: "Language") -> Iterator[int]:
    for found in _END.finditer(text, begin, stop):
        before = re.search(r"([^\s]+)$", text[max(begin, found.start() - _LONGEST_WORD) : found.start()])
        word = before[1].lower().strip("(“\"'") if before else ""
        if found[0][0] != "." or not (word in language.abbreviations or (len(word) == 1 and word.isalpha())):
            yield found.end()


class Anchors:
    """Finds the few words of a text that stand in it once."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._whole = "\n".join(paragraphs)

    def make(self, text: str, start: int, end: int, low: int, high: int) -> str | None:
        """Return at most twelve whole words around a place that stand once in the whole text, or None.

        Args:
            text: The paragraph.
            start: Where the words begin that must be in it.
            end: Where they end.
            low: Where it may begin at the earliest.
            high: Where it may end at the latest.
        """
        words = [(found.start(), found.end()) for found in re.finditer(r"\S+", text[low:high])]
        words = [(first + low, last + low) for first, last in words]
        inside = [place for place, (first, last) in enumerate(words) if last > start and first < end]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        if last - first >= MOST_WORDS:
            last = first + MOST_WORDS - 1
        # Some words around it tell a reader more than the bare value.
        for wanted in range(min(MOST_WORDS, len(words)) + 1):
            while last - first + 1 < wanted and (first > 0 or last < len(words) - 1):
                if first > 0 and (last == len(words) - 1 or (inside[0] - first) <= 2 * (last - inside[-1])):
                    first -= 1
                else:
                    last += 1
            if last - first + 1 < min(LEAST_WORDS, len(words)):
                continue
            quote = trim(text[words[first][0] : words[last][1]])
            if quote and self._stands_once(quote):
                return quote
            if last - first + 1 >= MOST_WORDS:
                break
        return None

    def _stands_once(self, quote: str) -> bool:
        at = self._whole.find(quote)
        return at >= 0 and self._whole.find(quote, at + 1) < 0


MOST_WORDS = 12
LEAST_WORDS = 6


def trim(quote: str) -> str:
    """Take the marks from the ends of some words."""
    return quote.strip(' ,.;:!?…"“”„«»()[]–—-')
