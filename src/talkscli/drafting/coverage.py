"""What of an article has no claim yet: its sentences, each with the claims that rest on it, and its names."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talkscli.desk.anchors import EXACT, MOVED, NO_ANCHOR, find_quote, place_anchor
from talkscli.desk.texts import TextFolder
from talkscli.drafting.article import ArticleParagraph
from talkscli.drafting.known_names import Mention, Names
from talkscli.drafting.language import load_language
from talkscli.errors import UnknownNameError, UsageError
from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow


_NAME = re.compile(r"(?<!\w)(?:[^\W\d_a-z][\w’']*+(?:[ \u00a0-][^\W\d_a-z][\w’']*+)++|[^\W\d_a-z]{2,}+\b)")
"""Two words or more that may begin with capitals, or an abbreviation."""


@dataclass(slots=True)
class CoveredSentence:
    """A sentence, and the ids of the claims whose anchors lie in it."""

    paragraph: int
    number: int
    """Its number in the paragraph, from 1."""
    text: str
    start: int
    end: int
    claims: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Coverage:
    """The sentences of one document."""

    document: str
    title: str
    sentences: list[CoveredSentence] = field(default_factory=list)
    unmentioned: dict[str, int] = field(default_factory=dict)
    """Names and roles of the text that no claim of it speaks of, each with its first paragraph."""
    remarks: list[str] = field(default_factory=list)


def find_uncovered(archive: "Archive", one: str, texts: str) -> Coverage:
    """Hold the claims of a document against the sentences of its text.

    A claim without an anchor stands for its whole paragraph; one without either covers nothing.

    Args:
        archive: The store, opened.
        one: The document's id.
        texts: The directory with the documents' texts.

    Raises:
        UnknownNameError: there is no such document.
        UsageError: its text is not there.
    """
    document = archive.entity("document", one)
    if document is None:
        raise UnknownNameError(one, "document")
    text = TextFolder(texts).read(document)
    if text.problem:
        raise UsageError(text.problem, place=one, hint="talks capture, or --texts, brings the text")
    coverage = Coverage(one, document["title"])
    if document.get("sha256") not in {None, text.sha256}:
        coverage.remarks.append(f"the text of {one} is not the one that was read: its SHA-256 differs")
    try:
        language = load_language(document.get("language") or "en")
    except UsageError:
        # Where its sentences end is much the same in languages of which nothing else is known.
        language = load_language("en")
    by_paragraph: dict[int, list[CoveredSentence]] = {}
    for number, paragraph in enumerate(text.paragraphs, 1):
        found = [
            CoveredSentence(number, place, str(sentence), sentence.start, sentence.end)
            for place, sentence in enumerate(ArticleParagraph(number, paragraph, language).sentences, 1)
        ]
        by_paragraph[number] = found
        coverage.sentences += found
    rows = [row for row in archive.claims(ClaimFilter(document=(one,))) if not row["retracted"]]
    spoken_of = {id_ for row in rows for id_ in _list_ids(row)} | {str(document["outlet"])}
    names = Names(archive, language)
    for number, paragraph in enumerate(text.paragraphs, 1):
        for name in _find_unmentioned(names, paragraph, spoken_of):
            coverage.unmentioned.setdefault(name, number)
    for row in rows:
        placement = place_anchor(row["quote"], row["paragraph"], text.paragraphs)
        if placement.state == NO_ANCHOR:
            for sentence in by_paragraph.get(row["paragraph"] or 0, ()):
                sentence.claims.append(row["id"])
        elif placement.state in {EXACT, MOVED}:
            number = placement.found[0]
            low, high = find_quote(text.paragraphs[number - 1], row["quote"]) or (0, 0)
            for sentence in by_paragraph[number]:
                if sentence.start < high and low < sentence.end:
                    sentence.claims.append(row["id"])
    return coverage


def _list_ids(row: "ClaimRow") -> Iterator[str]:
    """Yield the ids of all that a claim speaks of."""
    yield from (row["who"], row["about"], *row["via"], *row["mentions"])
    value = row["value"]
    yield from value if isinstance(value, list) else [value or ""]


def _find_unmentioned(names: Names, text: str, spoken_of: Collection[str]) -> Iterator[str]:
    """Yield what a text names of the store's that is not among some ids, and what the store lacks."""
    mentions = names.find_all(text)
    is_spoken_of = _make_overlap(one for one in mentions if one.id in spoken_of)
    for mention in mentions:
        if mention.kind != "event" and not is_spoken_of(mention.start, mention.end):
            yield text[mention.start : mention.end]
    is_known = _make_overlap(mentions)
    small = names.language["grammar.prepositions"], names.language["grammar.articles"]
    for match in _NAME.finditer(text):
        words = match[0].split(" ")
        while words and any(words[0].lower() in group for group in small):
            del words[0]
        name = " ".join(words)
        is_name = len(words) > 1 or (name.isupper() and len(name) > 1)
        if is_name and not is_known(match.start(), match.end()):
            yield name


def _make_overlap(mentions: Iterable[Mention]) -> Callable[[int, int], bool]:
    """Return a function that tells whether a stretch of the text has a part of some mentions in it.

    Args:
        mentions: In the order in which they begin.
    """
    starts: list[int] = []
    ends: list[int] = []
    for one in mentions:
        if ends and one.start < ends[-1]:
            ends[-1] = max(ends[-1], one.end)
        else:
            starts.append(one.start)
            ends.append(one.end)

    def overlaps(start: int, end: int) -> bool:
        place = bisect_right(ends, start)
        return place < len(starts) and starts[place] < end

    return overlaps
