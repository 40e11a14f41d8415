"""Claims proposed from an article by rules: what each sentence says, by whom, and of which question."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.drafting.article import ArticleParagraph
from talkscli.drafting.clauses import Clauses
from talkscli.drafting.dates_in_text import DateFinder, DocumentDay
from talkscli.drafting.known_names import WORD, Names, Surnames
from talkscli.drafting.material import Material
from talkscli.drafting.proposal_writer import ProposalWriter
from talkscli.drafting.quantities import Quantity
from talkscli.drafting.questions import Questions
from talkscli.drafting.references import References, find_descriptions
from talkscli.drafting.sayings import Sayings
from talkscli.drafting.speakers import SpeakerFinder
from talkscli.drafting.topics import Topics
from talkscli.drafting.voices import Stretch

if TYPE_CHECKING:
    from talkscli.drafting.documents import DraftDocument
    from talkscli.drafting.draft_file import Proposal
    from talkscli.drafting.language import Language
    from talkscli.queries.archive import Archive

BY = "rules"
_CLAUSE = re.compile(
    r"[;:—]|, (?=while|whereas|but|although|which|who|during which|after which|where)| and that(?= )|[.?!]\s"
)
SHORTEST_CLAUSE = 8
"""Of fewer characters nothing is a clause."""


class RuleDrafter:
    """Drafts claims from articles against the vocabulary of one store."""

    def __init__(self, archive: "Archive", language: "Language") -> None:
        self.language = language
        self.names = Names(archive, language)
        self.questions = Questions(self.names, language)
        self._archive = archive

    def draft(self, document: "DraftDocument") -> "Drafts":
        """Return the claims that the rules find in a document."""
        return Drafts(self, self._archive, document)


class Drafts:
    """The claims proposed from one document, made while they are asked for."""

    def __init__(self, drafter: RuleDrafter, archive: "Archive", document: "DraftDocument") -> None:
        self._archive = archive
        self._document = document
        self.language, self.names, self.questions = drafter.language, drafter.names, drafter.questions
        self._day = DocumentDay(document.published)
        self._dates = DateFinder(self.language, self._day)
        self._references = References(self.names, self.language)
        self._topics = Topics(self.names, self.language)
        self._speakers = SpeakerFinder(self.names, self.language, self._references, document.outlet)
        self._clauses = Clauses(self.names, self.language, self.questions, self._topics, self._dates)
        self._sayings = Sayings(self.language, self.questions, self._topics, self._dates, self._clauses)
        self._writer = ProposalWriter(archive, self.names, self.questions, document, BY)

    @property
    def unknown(self) -> list[tuple[int, str]]:
        """Paragraphs and words of speakers that the store does not have, or that cannot be told."""
        return self._speakers.unknown

    def __iter__(self) -> "Iterator[Proposal]":
        texts = self._document.paragraphs
        paragraphs = [ArticleParagraph(number, text, self.language) for number, text in enumerate(texts, 1)]
        kept = [one for one in paragraphs if one.is_text]
        for paragraph in kept:
            paragraph.mentions = self.names.find_all(paragraph.text)
        surnames = Surnames(self.names, (mention for one in kept for mention in one.mentions))
        for paragraph in kept:
            paragraph.mentions = surnames.find_more(paragraph.text, paragraph.mentions)
        self._topics.study((one.text, one.mentions) for one in kept)
        for paragraph in kept:
            self._references.learn(paragraph.number, paragraph.text, paragraph.mentions)
            following = texts[paragraph.number] if paragraph.number < len(texts) else ""
            stretches = self._speakers.read(paragraph, following)
            self._topics.begin_paragraph()
            for material in self._read_paragraph(paragraph, stretches):
                proposal = self._writer.write(paragraph, material)
                if proposal is not None:
                    yield proposal

    def _read_paragraph(
        self, paragraph: ArticleParagraph, stretches: Sequence[Stretch]
    ) -> Iterator[Material]:
        yield from self._find_roles(paragraph)
        whens = [self._sayings.find_saying(stretch) for stretch in stretches]
        # When something was said is not when it happens, for whoever's words stand beside it.
        said = [when for when in whens if when is not None]
        for stretch, when in zip(stretches, whens, strict=True):
            if stretch.voice is not None and stretch.voice.who is None:
                continue
            found = list(self._read_stretch(stretch, said, when))
            yield from found
            if stretch.voice is not None and not any(one.voice is stretch.voice for one in found):
                yield from self._sayings.make_statement(stretch, when)

    def _read_stretch(
        self, stretch: Stretch, said: Sequence[Quantity], when: Quantity | None
    ) -> Iterator[Material]:
        voice = stretch.voice
        if voice is not None and stretch.verb >= 0:
            yield from self._sayings.read_act(stretch, when)
        if voice is not None and voice.withholds:
            yield from self._sayings.read_withheld(stretch, when)
            return
        for span in split_clauses(stretch.sentence.text, stretch.start, stretch.end):
            yield from self._clauses.read(stretch, span, said, when)

    def _find_roles(self, paragraph: ArticleParagraph) -> Iterator[Material]:
        """Yield what the outlet calls people: the role that stands beside a name."""
        question = next(
            (one for one in self.questions.by_type.get("terms", ()) if one.relation == "role"), None
        )
        if question is None:
            return
        text, mentions = paragraph.text, paragraph.mentions
        terms = [one for one in mentions if one.kind == "term"]
        for person in mentions:
            if person.kind != "actor":
                continue
            if paragraph.is_quoted(person.start):
                continue
            _, after = find_descriptions(text, person.start, person.end)
            high = person.end + (len(after) + 3 if after else 0)
            for term in terms:
                gap = text[term.end : person.start] if term.end <= person.start else ""
                is_before = term.end <= person.start and gap in {" ", ", ", "\u00a0"}
                is_person = self.names.actor(person.id).get("kind") == "person"
                is_after = is_person and bool(after) and person.end < term.start and term.end <= high
                words = [word.lower() for word in WORD.findall(text[term.start : term.end])]
                is_role = any(word in self.language["roles.nouns"] for word in words)
                if not is_role or not (is_before or is_after):
                    continue
                lead = WORD.findall(text[max(0, term.start - 30) : term.start])
                is_former = bool(lead) and lead[-1].lower() in self.language["grammar.former"]
                value: Any = [term.id] if question.takes_many else term.id
                yield Material(
                    voice=None, question=question, about=person.id, value=value,
                    at=(min(term.start, person.start), max(term.end, person.end)),
                    score=0.9, why=f"“{text[term.start : term.end]}” stands beside the name",
                    status="former" if is_former else None,
                )  # fmt: skip
                break


def split_clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the clauses between two places begin and end."""
    at = start
    for cut in _CLAUSE.finditer(text, start, end):
        if cut.start() - at > SHORTEST_CLAUSE:
            yield at, cut.start()
            at = cut.end()
    if at < end:
        yield at, end
