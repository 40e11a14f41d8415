"""Drafts of several documents, one document in memory at a time; one that cannot be read stops no other."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talkscli.drafting.documents import DocumentFinder
from talkscli.drafting.known_names import WORD
from talkscli.drafting.language import Language, load_language
from talkscli.drafting.rules import BY, RuleDrafter
from talkscli.errors import TalksError, UsageError

if TYPE_CHECKING:
    from talkscli.drafting.documents import DraftDocument
    from talkscli.drafting.draft_file import Proposal
    from talkscli.queries.archive import Archive

MAKERS = (BY,)
"""What drafts can be made with."""

_LEAST_SHARE = 0.12
"""Of the words of a text, at least this share are among the small words of its language."""
_LEAST_WORDS = 30
"""Of a shorter text, nobody can tell its language by its small words."""


class Drafted:
    """What came of one document."""

    __slots__ = ("error", "proposals", "unknown", "word")

    def __init__(self, word: str) -> None:
        self.word = word
        """The document as it was asked for."""
        self.proposals: list[Proposal] = []
        self.unknown: list[tuple[int, str]] = []
        """Paragraphs and words of speakers that the store does not have, or that cannot be told: nothing is
        drafted of what they say."""
        self.error: TalksError | None = None
        """Why there are no drafts."""


def draft_documents(
    archive: "Archive",
    words: Iterable[str],
    *,
    texts: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
) -> Iterator[Drafted]:
    """Draft claims from documents by rules, and yield what came of each, in their order.

    Args:
        archive: The store, for its vocabulary.
        words: Ids of documents whose texts are at hand, or paths of text files.
        texts: The directory with the documents' texts.
        outlet: The id of the outlet of files that the store does not have.
        published: When those were published (EDTF).

    Raises:
        UsageError: the directory is not there.
    """
    finder = DocumentFinder(archive, texts, outlet=outlet, published=published)
    drafters: dict[str, RuleDrafter] = {}
    for word in words:
        made = Drafted(word)
        try:
            document = finder.find(word)
            language = load_language(document.language)
            check_language(document, language)
            if language.code not in drafters:
                drafters[language.code] = RuleDrafter(archive, language)
            drafts = drafters[language.code].draft(document)
            made.proposals = list(drafts)
            made.unknown = drafts.unknown
        except TalksError as error:
            made.error = error
        yield made


def check_language(document: "DraftDocument", language: Language) -> None:
    """Refuse a text that is not in the language that its document says.

    Raises:
        UsageError: hardly any of its words are those that every text of the language has.
    """
    words = [word.lower() for text in document.paragraphs[:200] for word in WORD.findall(text[:5000])]
    if len(words) < _LEAST_WORDS:
        return
    small = language.small_words | language["grammar.between"].words
    if sum(word in small for word in words) < _LEAST_SHARE * len(words):
        raise UsageError(
            f"this does not read like {language.name}, whose words the rules know",
            place=document.id,
            hint="docs/drafting.md says how to fill a table for another language",
        )
