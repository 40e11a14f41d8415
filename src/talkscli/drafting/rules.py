"""Claims proposed from an article by rules: what each sentence says, by whom, and of which question."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import Claim
from talkscli.desk.ids import propose_claim_ids
from talkscli.drafting.article import Anchors, ArticleParagraph
from talkscli.drafting.draft_file import DraftNote, Proposal
from talkscli.drafting.known_names import WORD, Mention, Names, Surnames
from talkscli.drafting.quantities import (
    DateFinder,
    DocumentDay,
    Quantity,
    find_durations,
    find_money,
    find_numbers,
)
from talkscli.drafting.questions import Question, Questions
from talkscli.drafting.references import References, find_descriptions
from talkscli.drafting.speakers import SpeakerFinder, Stretch, Voice
from talkscli.drafting.topics import Topic, Topics
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.drafting.documents import DraftDocument
    from talkscli.drafting.language import Language
    from talkscli.queries.archive import Archive

BY = "rules"
MOST_STATEMENT = 40
"""Words of a statement beyond these are left out of its value."""
_CLAUSE = re.compile(r"[;:—]|, (?=while|whereas|but|although|which|who)|[.?!]\s")


class Material:
    """What is known of one claim before it is written."""

    __slots__ = ("about", "at", "missing", "question", "score", "stance", "status", "value", "voice", "when", "why")

    def __init__(
        self,
        voice: Voice | None,
        question: Question,
        about: str,
        value: str | list[str] | None,
        at: tuple[int, int],
        *,
        score: float,
        why: str,
        status: str | None = None,
        stance: str = "asserts",
        missing: Sequence[str] = (),
        when: str | None = None,
    ) -> None:
        self.voice = voice
        self.question = question
        self.about = about
        self.value = value
        self.at = at
        self.score = score
        self.why = why
        self.status = status
        self.stance = stance
        self.missing = [one for one in missing if one]
        self.when = when


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
        self._anchors = Anchors(document.paragraphs)
        self._taken: set[str] = set()
        self._said: set[tuple[Any, ...]] = set()

    @property
    def unknown(self) -> list[tuple[int, str]]:
        """Paragraphs and words of speakers that the store does not have, or that cannot be told."""
        return self._speakers.unknown

    def __iter__(self) -> Iterator[Proposal]:
        texts = self._document.paragraphs
        paragraphs = [ArticleParagraph(number, text, self.language) for number, text in enumerate(texts, 1)]
        kept = [one for one in paragraphs if one.is_text]
        named = [self.names.find_all(one.text) for one in kept]
        surnames = Surnames(self.names, (mention for mentions in named for mention in mentions))
        named = [surnames.find_more(one.text, mentions) for one, mentions in zip(kept, named, strict=True)]
        self._topics.study((one.text, mentions) for one, mentions in zip(kept, named, strict=True))
        for paragraph, mentions in zip(kept, named, strict=True):
            self._references.learn(paragraph.number, paragraph.text, mentions)
            following = texts[paragraph.number] if paragraph.number < len(texts) else ""
            stretches = self._speakers.read(paragraph, mentions, following)
            self._topics.begin_paragraph()
            for material in self._read_paragraph(paragraph, mentions, stretches):
                proposal = self._write(paragraph, material)
                if proposal is not None:
                    yield proposal

    def _read_paragraph(
        self, paragraph: ArticleParagraph, mentions: Sequence[Mention], stretches: Sequence[Stretch]
    ) -> Iterator[Material]:
        yield from self._find_roles(paragraph, mentions)
        for stretch in stretches:
            if stretch.voice is not None and stretch.voice.who is None:
                continue
            found = list(self._read_stretch(paragraph, mentions, stretch))
            yield from found
            if stretch.voice is not None and not any(one.voice is stretch.voice for one in found):
                yield from self._make_statement(paragraph, mentions, stretch)

    # What a stretch says

    def _read_stretch(
        self, paragraph: ArticleParagraph, mentions: Sequence[Mention], stretch: Stretch
    ) -> Iterator[Material]:
        text = paragraph.text
        when = self._find_saying(paragraph, stretch)
        voice = stretch.voice
        if voice is not None and stretch.verb >= 0:
            yield from self._read_act(paragraph, mentions, stretch, when)
        if voice is not None and voice.withholds:
            yield from self._read_withheld(text, mentions, stretch, when)
            return
        near = None
        if when is not None and len(when.value) == 10:
            from datetime import date

            near = date.fromisoformat(when.value)
        for start, end in self._split_clauses(text, stretch.start, stretch.end):
            yield from self._read_clause(paragraph, mentions, stretch, (start, end), when, near)

    def _split_clauses(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        for cut in _CLAUSE.finditer(text, start, end):
            if cut.start() - at > 8:
                yield at, cut.start()
                at = cut.end()
        if at < end:
            yield at, end

    def _find_saying(self, paragraph: ArticleParagraph, stretch: Stretch) -> Quantity | None:
        """Return the date beside the verb of a voice: when it was said."""
        text = paragraph.text
        if stretch.voice is None:
            return None
        if paragraph.stamp:
            found = self._dates.find_all(paragraph.stamp, 0, len(paragraph.stamp))
            return Quantity(-1, -1, "date", found[0].value) if found else None
        if stretch.verb < 0:
            return None
        sentence = stretch.sentence
        verb_end = self._end_of_word(text, stretch.verb)
        for one in self._dates.find_all(text, sentence.start, min(sentence.end, verb_end + 40)):
            gap = text[verb_end : one.start].strip().lower()
            before = text[sentence.start : one.start].strip().lower()
            if 0 <= one.start - verb_end <= 6 and gap in {"", "on", "late", "late on", "early on", "in"}:
                return one
            if one.end <= stretch.verb and before in {"", "on", "late on", "late", "early on", "in", "as early as on"}:
                return one
            if one.end <= stretch.verb and stretch.verb - one.end < 3:
                return one
        return None

    def _end_of_word(self, text: str, at: int) -> int:
        found = WORD.match(text, at)
        return found.end() if found else at

    def _read_clause(
        self,
        paragraph: ArticleParagraph,
        mentions: Sequence[Mention],
        stretch: Stretch,
        span: tuple[int, int],
        when: Quantity | None,
        near: Any,
    ) -> Iterator[Material]:
        text, (start, end), voice = paragraph.text, span, stretch.voice
        inside = [one for one in mentions if start <= one.start and one.end <= end]
        topics = self._topics.find_all(text, start, end, mentions)
        status = self._find_status(text, span, voice)
        negated = self.language["grammar.negations"].search(text, start, end) is not None
        stance = voice.speech.stance if voice is not None and voice.speech is not None else "asserts"
        base = voice.score if voice is not None else 0.8
        if negated and stance != "denies":
            # What is denied of a value, only a reader can tell.
            return

        def make(
            question: Question, about: Topic, value: Any, at: tuple[int, int], score: float, *missing: str
        ) -> Material:
            return Material(
                voice, question, about.event, value, at,
                score=base * score * about.score,
                why=self._explain(voice, text[at[0] : at[1]], value),
                status=status, stance=stance, missing=[about.how, *missing],
                when=when.value if when is not None else None,
            )  # fmt: skip

        dates = [
            one
            for one in self._dates.find_all(text, start, end, near)
            if when is None or one.end <= when.start or one.start >= when.end
        ]
        yield from self._place_dates(text, span, dates, topics, make)
        lengths = list(find_durations(text, start, end))
        for one in lengths:
            chosen = self.questions.choose("duration", text, start, end, (one.start, one.end))
            if chosen is not None and topics:
                yield make(chosen[0], self._nearest(topics, one.start), one.value, (one.start, one.end), chosen[1])
        amounts = list(find_money(text, start, end))
        for one in amounts:
            chosen = self.questions.choose("money", text, start, end, (one.start, one.end))
            if chosen is not None and topics:
                yield make(chosen[0], self._nearest(topics, one.start), one.value, (one.start, one.end), chosen[1])
        busy = [(one.start, one.end) for one in (*dates, *lengths, *amounts)]
        for number in find_numbers(text, start, end):
            if any(low <= number.start < high or low < number.end <= high for low, high in busy):
                continue
            chosen = self.questions.choose_count(text, start, end, (number.start, number.end))
            if chosen is not None and topics:
                topic = self._nearest(topics, number.start)
                yield make(chosen[0], topic, number.value, (number.start, number.end), chosen[1])
        yield from self._place_places(text, span, inside, topics, make)
        yield from self._place_actors(text, span, inside, topics, make)
        yield from self._place_terms(text, span, inside, topics, voice, make)

    def _find_status(self, text: str, span: tuple[int, int], voice: Voice | None) -> str | None:
        status = self.language.find_status(text, *span)
        if self.language["grammar.conditional"].search(text, span[0], min(span[1], span[0] + 30)):
            return "conditional"
        if status is None and voice is not None and voice.speech is not None:
            return voice.speech.status
        return status

    def _nearest(self, topics: Sequence[Topic], at: int) -> Topic:
        """Return the event spoken of last before a place, or first after it."""
        before = [one for one in topics if 0 <= one.at <= at]
        return before[-1] if before else topics[0]

    def _place_dates(
        self, text: str, span: tuple[int, int], dates: Sequence[Quantity], topics: Sequence[Topic], make: Any
    ) -> Iterator[Material]:
        if not topics or not dates:
            return
        earlier = self._topics.list_earlier()
        plural = self.language["events.plurals"].search(text, *span)
        if len(dates) > 1 and len(dates) == len(earlier) and plural is not None:
            # "Both rounds (May 16 and June 2)": in their order.
            default = next((one for one in self.questions.by_type.get("date", ()) if one.concept and one.concept.is_default), None)
            for event, one in zip(earlier, dates, strict=True):
                if default is not None:
                    how = "about: the earlier ones and the dates are taken in their order"
                    yield make(default, Topic(event, 0.8, how), one.value, (one.start, one.end), 0.9)
            return
        for one in dates:
            chosen = self.questions.choose("date", text, *span, (one.start, one.end))
            if chosen is not None:
                yield make(chosen[0], self._nearest(topics, one.start), one.value, (one.start, one.end), chosen[1])

    def _place_places(
        self, text: str, span: tuple[int, int], inside: Sequence[Mention], topics: Sequence[Topic], make: Any
    ) -> Iterator[Material]:
        if not topics:
            return
        places = [one for one in inside if one.kind == "place"]
        for one in places:
            before = WORD.findall(text[max(span[0], one.start - 20) : one.start])
            word = before[-1].lower() if before else ""
            if word in self.language["grammar.articles"] and len(before) > 1:
                word = before[-2].lower()
            is_at = word in self.language["grammar.at_words"]
            is_host = self.language["events.hosting"].search(text, one.end, min(span[1], one.end + 60)) is not None
            if not is_at and not is_host:
                continue
            chosen = self.questions.choose("place", text, *span, (one.start, one.end))
            if chosen is not None:
                question, score = chosen
                at = (one.start - len(word) - 1, one.end) if is_at and one.start > len(word) else (one.start, one.end)
                value: Any = [one.id] if question.takes_many else one.id
                yield make(question, self._nearest(topics, one.start), value, at, score)

    def _place_actors(
        self, text: str, span: tuple[int, int], inside: Sequence[Mention], topics: Sequence[Topic], make: Any
    ) -> Iterator[Material]:
        """Yield who led, hosted, mediated or took part, by the words of each question."""
        actors = [one for one in inside if one.kind == "actor"]
        for question in self.questions.by_type.get("actor", ()) if actors else ():
            cue = question.hears(text, *span, self.language)
            if cue is None or not topics:
                continue
            found = self._list_related(text, span, actors, cue, question)
            if not found:
                continue
            if question.about == "actor":
                subject = next((one for one in reversed(actors) if one.end <= cue[0]), None)
                if subject is not None and subject.id != found[0].id:
                    topic = Topic(subject.id, 0.9)
                    yield make(question, topic, found[0].id, (cue[0], found[0].end), 0.8)
                continue
            topic = self._nearest(topics, cue[0])
            if question.concept is None and topic.score < 0.7:
                continue
            value: Any = [one.id for one in found] if question.takes_many else found[0].id
            at = min(cue[0], found[0].start), max(cue[1], found[-1].end)
            yield make(question, topic, value, at, 0.8 if question.concept else 0.6)

    def _list_related(
        self,
        text: str,
        span: tuple[int, int],
        actors: Sequence[Mention],
        cue: tuple[int, int],
        question: Question,
    ) -> list[Mention]:
        """Return the actors to whom a cue points: after "by", before an active verb, or a list."""
        after = [one for one in actors if cue[1] <= one.start]
        between = text[cue[1] : after[0].start] if after else ""
        words = [word.lower() for word in WORD.findall(between)]
        if question.relation == "list":
            return self._take_list(text, after) if after and len(words) < 4 else []
        if question.relation == "to":
            return after[:1] if after and "to" in words and len(words) < 6 else []
        by = self.language["grammar.by_words"]
        if after and any(word in by for word in words) and len(words) < 7:
            people = [one for one in after if self.names.actor(one.id).get("kind") == "person"] or after
            return self._take_side(text, span, self._take_list(text, people), question)
        before = [one for one in actors if one.end <= cue[0]]
        if before and not any(word in by for word in words[:1]):
            gap = WORD.findall(text[before[-1].end : cue[0]])
            if all(word.lower() in self.language["grammar.between"] for word in gap):
                return self._take_side(text, span, before[-1:], question)
        return []

    def _take_list(self, text: str, actors: Sequence[Mention]) -> list[Mention]:
        taken = list(actors[:1])
        for one in actors[1:]:
            gap = text[taken[-1].end : one.start]
            if len(gap) < 40 and re.search(r",|\band\b|–|&|\(", gap) and len(WORD.findall(gap)) < 4:
                taken.append(one)
            elif one.start >= taken[-1].end:
                break
        return taken

    def _take_side(
        self, text: str, span: tuple[int, int], actors: Sequence[Mention], question: Question
    ) -> list[Mention]:
        """Return those who are of the side that the question names, if it names one."""
        if not question.marks:
            return list(actors)
        kept = []
        people = [one for one in actors if self.names.actor(one.id).get("kind") == "person"]
        for one in people:
            record = self.names.actor(one.id)
            around = [self.names.name_of("actor", str(record[key])) for key in ("side", "of") if record.get(key)]
            words = WORD.findall(" ".join(around))
            is_named = question.fits_marks(text[span[0] : span[1]]) if len(people) == 1 else False
            if (words and question.fits_marks("", words)) or (not words and is_named):
                kept.append(one)
        return kept[:1]

    def _place_terms(
        self,
        text: str,
        span: tuple[int, int],
        inside: Sequence[Mention],
        topics: Sequence[Topic],
        voice: Voice | None,
        make: Any,
    ) -> Iterator[Material]:
        """Yield the matters that stand after the words of a question: an agenda, a demand, an outcome."""
        terms = [one for one in inside if one.kind == "term"]
        asked = self.questions.by_type.get("terms", ()) if terms or voice is not None else ()
        for question in asked:
            if question.relation == "role" or question.concept is None:
                continue
            low = max(0, span[0] - 25) if question.about == "speaker" else span[0]
            cue = question.hears(text, low, span[1], self.language)
            if cue is None:
                continue
            after = [one for one in terms if one.start >= cue[1]]
            if not after:
                continue
            if question.about == "speaker":
                if voice is None or voice.who is None or (voice.speech is not None and voice.speech.stance == "denies"):
                    continue
                topic = Topic(voice.who, 0.9)
            elif topics:
                topic = self._nearest(topics, cue[0])
            else:
                continue
            ids = list(dict.fromkeys(one.id for one in after))
            value: Any = ids if question.takes_many else ids[0] if len(ids) == 1 else None
            if value is not None:
                yield make(question, topic, value, (after[0].start, after[-1].end), 0.75)

    def _find_roles(self, paragraph: ArticleParagraph, mentions: Sequence[Mention]) -> Iterator[Material]:
        """Yield what the outlet calls people: the role that stands beside a name."""
        question = next((one for one in self.questions.by_type.get("terms", ()) if one.relation == "role"), None)
        if question is None:
            return
        text = paragraph.text
        terms = [one for one in mentions if one.kind == "term"]
        for person in mentions:
            if person.kind != "actor" or self.names.actor(person.id).get("kind") != "person":
                continue
            if paragraph.is_quoted(person.start):
                continue
            before, after = find_descriptions(text, person.start, person.end)
            low = person.start - len(before) - 2
            high = person.end + (len(after) + 3 if after else 0)
            for term in terms:
                gap = text[term.end : person.start] if term.end <= person.start else ""
                is_before = low <= term.start and term.end <= person.start and gap.strip(" ,") == ""
                is_after = bool(after) and person.end < term.start and term.end <= high
                if not is_before and not is_after:
                    continue
                lead = WORD.findall(text[max(0, term.start - 30) : term.start])
                is_former = bool(lead) and lead[-1].lower() in self.language["grammar.former"]
                value: Any = [term.id] if question.takes_many else term.id
                yield Material(
                    None, question, person.id, value, (min(term.start, person.start), max(term.end, person.end)),
                    score=0.9, why=f"“{text[term.start : term.end]}” stands beside the name",
                    status="former" if is_former else None,
                )  # fmt: skip
                break

    def _read_act(
        self, paragraph: ArticleParagraph, mentions: Sequence[Mention], stretch: Stretch, when: Quantity | None
    ) -> Iterator[Material]:
        """Yield what the act of saying itself tells: who announced or proposed an event, and when."""
        text, voice = paragraph.text, stretch.voice
        if voice is None or voice.who is None or paragraph.is_quoted(stretch.verb):
            return
        verb = text[stretch.verb : self._end_of_word(text, stretch.verb)]
        stem = self.language.stem(verb)
        topics = [one for one in self._topics.find_all(text, stretch.start, stretch.end, mentions) if one.score >= 0.7]
        if not topics:
            return
        is_act = voice.speech is not None and voice.speech.status is not None
        speaker = voice if is_act else None
        for kind in ("actor", "date"):
            for question in self.questions.by_type.get(kind, ()):
                if question.concept is not None or question.stems != {stem}:
                    continue
                if kind == "date" and when is None:
                    continue
                ids: Any = [voice.who] if question.takes_many else voice.who
                at = (stretch.verb, stretch.verb + len(verb))
                if kind == "date" and when is not None and when.start >= 0:
                    at = min(when.start, at[0]), max(when.end, at[1])
                yield Material(
                    speaker, question, topics[0].event, ids if kind == "actor" else when.value if when else None, at,
                    score=0.75 * topics[0].score * voice.score, why=f"“{voice.label}” of {topics[0].event}",
                    when=when.value if speaker is not None and when is not None else None,
                )  # fmt: skip

    def _read_withheld(
        self, text: str, mentions: Sequence[Mention], stretch: Stretch, when: Quantity | None
    ) -> Iterator[Material]:
        """Yield the questions that somebody did not answer."""
        voice = stretch.voice
        topics = self._topics.find_all(text, stretch.start, stretch.end, mentions)
        if voice is None or not topics:
            return
        for question in self.questions.all:
            names = question.concept.names if question.concept is not None else [question.label.lower()]
            for word in WORD.finditer(text, stretch.start, stretch.end):
                if word[0].lower() in names:
                    yield Material(
                        voice, question, self._nearest(topics, word.start()).event, None, word.span(),
                        score=0.7 * voice.score * topics[0].score, why=f"“{voice.label}”: {word[0]}",
                        stance="withholds", missing=[topics[0].how], when=when.value if when else None,
                    )  # fmt: skip
                    break

    def _make_statement(
        self, paragraph: ArticleParagraph, mentions: Sequence[Mention], stretch: Stretch
    ) -> Iterator[Material]:
        """Yield the words themselves where nothing in them answers a question of the store."""
        question, voice, text = self.questions.fallback, stretch.voice, paragraph.text
        if question is None or voice is None or voice.who is None:
            return
        start, end = _trim(text, stretch.start, stretch.end)
        words = text[start:end].split()
        if len([word for word in words if any(sign.isalpha() for sign in word)]) < 4:
            return
        topics = self._topics.find_all(text, start, end, mentions)
        named = [one for one in topics if one.score >= 0.7]
        actor = next((one for one in mentions if one.kind == "actor" and start <= one.start < end), None)
        missing = ["property: no question of the store is asked here; the words are given"]
        if named:
            about = named[0].event
        elif actor is not None:
            about = actor.id
            missing.append("about: no event is named here; the first one named is taken")
        else:
            about = voice.who
            missing.append("about: nothing of the store is named here; the speaker is taken")
        shown = " ".join(words[:MOST_STATEMENT]) + ("…" if len(words) > MOST_STATEMENT else "")
        saying = self._find_saying(paragraph, stretch)
        if voice.withholds:
            return
        yield Material(
            voice, question, about, shown, (start, min(end, start + 60)),
            score=0.5 * voice.score, why=f"“{voice.label}”", status=self._find_status(text, (start, end), voice),
            stance="asserts", missing=missing, when=saying.value if saying else None,
        )  # fmt: skip

    def _explain(self, voice: Voice | None, words: str, value: Any) -> str:
        shown = value if isinstance(value, str) else ", ".join(value or ())
        said = f"“{voice.label}”; " if voice is not None else "in its own voice; "
        return f"{said}“{' '.join(words.split())}” is {shown}"

    # How a proposal is written

    def _write(self, paragraph: ArticleParagraph, material: Material) -> Proposal | None:
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
        row = {"about": material.about, "property": material.question.id, "who": who, "document": document.id}
        fields: dict[str, Any] = {
            "id": self._find_id(row),
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
                missing=[*document.missing, *material.missing][:50],
                text_sha256=document.sha256,
                by=BY,
            ),
        }
        return Proposal.model_validate(fields)

    def _find_id(self, row: dict[str, Any]) -> str:
        ids = propose_claim_ids(row, self._document.outlet)
        number = 2
        one = next((one for one in ids if not self._is_taken(one)), "")
        while not one:
            name = f"{ids[0][:190].strip('-')}-{number}"
            one = "" if self._is_taken(name) else name
            number += 1
        self._taken.add(one)
        return one

    def _is_taken(self, one: str) -> bool:
        return one in self._taken or self._archive.claim(one) is not None

    def _write_sentence(self, who: str, material: Material, status: str | None) -> str:
        """Write the claim in a sentence, for a person to make better."""
        name = self._document.outlet_name if who == self._document.outlet else self.names.name_of("actor", who)
        name = name[:1].upper() + name[1:]
        question = material.question
        if question is self.questions.fallback:
            return f"{name} said: {str(material.value).strip(' .')}."
        kind = next((one for one in ("event", "actor", "place") if material.about in self.names.records[one]), "event")
        subject = self.names.name_of(kind, material.about)
        if material.value is None:
            return f"{name} did not say: {question.label} of {subject}."
        asked = type_named(question.type)
        shown = asked.phrase(asked.parse(material.value), self._archive.vocabulary)
        hedge = f" ({status.replace('-', ' ')})" if status else ""
        verb = "denies that" if material.stance == "denies" else "says that"
        return f"{name} {verb} {question.label} of {subject} is {shown}{hedge}."


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the marks and the conjunction at the ends of a statement."""
    while start < end and (text[start].isspace() or text[start] in ",.:;–—-"):
        start += 1
    if text[start : start + 5].lower() == "that ":
        start += 5
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;–—-"):
        end -= 1
    return start, end


__all__ = ["BY", "Claim", "Drafts", "RuleDrafter"]
