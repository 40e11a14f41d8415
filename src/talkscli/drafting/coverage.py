"""What of an article has no claim yet: its sentences, each with the claims that rest on it."""

from typing import TYPE_CHECKING

from talkscli.desk.anchors import EXACT, MOVED, NO_ANCHOR, find_quote, place_anchor
from talkscli.desk.texts import TextFolder
from talkscli.drafting.article import ArticleParagraph
from talkscli.drafting.language import load_language
from talkscli.errors import UnknownNameError, UsageError
from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive


class CoveredSentence:
    """A sentence, and the ids of the claims whose anchors lie in it."""

    __slots__ = ("claims", "end", "number", "paragraph", "start", "text")

    def __init__(self, paragraph: int, number: int, text: str, start: int, end: int) -> None:
        self.paragraph = paragraph
        self.number = number
        """Its number in the paragraph, from 1."""
        self.text = text
        self.start = start
        self.end = end
        self.claims: list[str] = []


class Coverage:
    """The sentences of one document."""

    def __init__(self, document: str, title: str) -> None:
        self.document = document
        self.title = title
        self.sentences: list[CoveredSentence] = []
        self.remarks: list[str] = []


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
    for row in archive.claims(ClaimFilter(document=(one,))):
        if row["retracted"]:
            continue
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
