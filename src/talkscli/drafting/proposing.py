"""Drafts of several documents, one document in memory at a time; one that cannot be read stops no other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talkscli.drafting.documents import DocumentFinder
from talkscli.drafting.known_names import WORD
from talkscli.drafting.language import Language, load_language
from talkscli.drafting.rules import BY, RuleDrafter
from talkscli.errors import ServerError, TalksError, UsageError

if TYPE_CHECKING:
    from talkscli.drafting.documents import DraftDocument
    from talkscli.drafting.draft_file import Proposal
    from talkscli.drafting.model_drafter import ModelDrafter, Refused
    from talkscli.queries.archive import Archive

MODEL = "llm"
MAKERS = (BY, MODEL)
"""What drafts can be made with."""

_LEAST_SHARE = 0.12
"""Of the words of a text, at least this share are among the small words of its language."""
_LEAST_WORDS = 30
"""Of a shorter text, nobody can tell its language by its small words."""


@dataclass(slots=True)
class Drafted:
    """What came of one document."""

    word: str
    """The document as it was asked for."""
    proposals: "list[Proposal]" = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    """Paragraphs and words of speakers that the store does not have, or that cannot be told: nothing is
    drafted of what they say."""
    refused: "list[Refused]" = field(default_factory=list)
    """What a model proposed and does not hold."""
    error: TalksError | None = None
    """Why there are no drafts, or not all."""


def draft_documents(
    archive: "Archive",
    words: Iterable[str],
    *,
    texts: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    model: "ModelDrafter | None" = None,
) -> Iterator[Drafted]:
    """Draft claims from documents by rules or a model, and yield what came of each, in their order.

    Where the server of a model cannot be asked at all, the documents behind are not tried.

    Args:
        archive: The store, for its vocabulary.
        words: Ids of documents whose texts are at hand, or paths of text files.
        texts: The directory with the documents' texts.
        outlet: The id of the outlet of files that the store does not have.
        published: When those were published (EDTF).
        model: Drafts them in place of the rules.

    Raises:
        UsageError: the directory is not there.
    """
    finder = DocumentFinder(archive, texts, outlet=outlet, published=published)
    drafters: dict[str, RuleDrafter] = {}
    for word in words:
        made = Drafted(word)
        try:
            document = finder.find(word)
            if model is not None:
                model.draft(document, made.proposals, made.refused)
            else:
                _draft_by_rules(archive, document, drafters, made)
        except ServerError as error:
            made.error = error
            yield made
            return
        except TalksError as error:
            made.error = error
        yield made


def _draft_by_rules(
    archive: "Archive", document: "DraftDocument", drafters: dict[str, RuleDrafter], made: Drafted
) -> None:
    language = load_language(document.language)
    check_language(document, language)
    if language.code not in drafters:
        drafters[language.code] = RuleDrafter(archive, language)
    drafts = drafters[language.code].draft(document)
    made.proposals = list(drafts)
    made.unknown = drafts.unknown


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
