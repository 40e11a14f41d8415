"""Proposals written as claims in the store's own shape, each with an anchor that stands in the text once."""

from typing import TYPE_CHECKING, Any

from talkscli.drafting.article import Anchors
from talkscli.drafting.draft_file import DraftNote, Proposal
from talkscli.drafting.proposal_ids import ProposalIds
from talkscli.drafting.sayings import SAYING
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.drafting.article import ArticleParagraph
    from talkscli.drafting.documents import DraftDocument
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.material import Material
    from talkscli.drafting.questions import Questions
    from talkscli.queries.archive import Archive


class ProposalWriter:
    """Writes the proposals of one document; what cannot be anchored, and what was said already, is none."""

    def __init__(
        self, archive: "Archive", names: "Names", questions: "Questions", document: "DraftDocument", by: str
    ) -> None:
        self._archive = archive
        self._names = names
        self._questions = questions
        self._document = document
        self._by = by
        self._anchors = Anchors(document.paragraphs)
        self._ids = ProposalIds(archive, document)
        self._said: set[tuple[Any, ...]] = set()

    def write(self, paragraph: "ArticleParagraph", material: "Material") -> Proposal | None:
        """Return the proposal of a claim, or None if it has no anchor or was written already."""
        document, voice = self._document, material.voice
        who = voice.who if voice is not None and voice.who is not None else document.outlet
        value = material.value
        mark = (paragraph.number, who, material.about, material.question.id, str(value), material.stance)
        if mark in self._said:
            return None
        start, end = material.at
        sentence = next((one for one in paragraph.sentences if one.start <= start < one.end), None)
        low, high = (sentence.start, sentence.end) if sentence else (0, len(paragraph.text))
        quote = self._anchors.make(paragraph.text, start, end, low, high)
        if quote is None:
            return None
        self._said.add(mark)
        stance = material.stance
        via = [one for one in voice.via if one != document.outlet] if voice is not None else []
        status = material.status
        when = material.when if voice is not None else document.published
        fields: dict[str, Any] = {
            "id": self._ids.propose(material.about, material.question.id, who),
            "who": who,
            "what": {
                "about": material.about,
                "property": material.question.id,
                "value": value,
                "stance": stance,
                "status": status,
                "text": self._write_sentence(who, material, status),
            },
            "when": when,
            "source": {"document": document.id, "paragraph": paragraph.number, "quote": quote, "via": via},
            "draft": DraftNote(
                score=round(min(1.0, max(0.0, material.score)), 2),
                why=material.why[:1000],
                missing=[one for one in (*document.missing, *material.missing) if one][:50],
                text_sha256=document.text.sha256,
                by=self._by,
            ),
        }
        return Proposal.model_validate(fields)

    def _write_sentence(self, who: str, material: "Material", status: str | None) -> str:
        """Write the claim in a sentence, for a person to make better."""
        name = (
            self._document.outlet_name if who == self._document.outlet else self._names.name_of("actor", who)
        )
        name = name[:1].upper() + name[1:]
        question = material.question
        if question is self._questions.fallback:
            if material.value is None:
                return f"{name} did not say."
            speech = material.voice.speech if material.voice is not None else None
            colon = " said:" if speech is None or speech.name in SAYING else ""
            return f"{name}{colon} {str(material.value).strip(' .')}."
        kind = next(
            (one for one in ("event", "actor", "place") if material.about in self._names.records[one]),
            "event",
        )
        subject = self._names.name_of(kind, material.about)
        if material.value is None:
            return f"{name} did not say: {question.label} of {subject}."
        asked = type_named(question.type)
        shown = asked.phrase(asked.parse(material.value), self._archive.vocabulary)
        hedge = f" ({status.replace('-', ' ')})" if status else ""
        verb = "denies that" if material.stance == "denies" else "says that"
        return f"{name} {verb} {question.label} of {subject} is {shown}{hedge}."
