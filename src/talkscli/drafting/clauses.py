"""What one clause of an article claims: the values in it, each as an answer to a question of the store."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from talkscli.drafting.clause import Clause, nearest
from talkscli.drafting.dates_in_text import DateFinder
from talkscli.drafting.known_names import WORD, Mention
from talkscli.drafting.material import Material
from talkscli.drafting.quantities import Quantity, find_durations, find_money, find_numbers
from talkscli.drafting.topics import Topic, Topics
from talkscli.values.edtf import parse_edtf

if TYPE_CHECKING:
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language
    from talkscli.drafting.questions import Question, Questions
    from talkscli.drafting.voices import Stretch, Voice

_POSSESSIVE = re.compile(r"['’]s?(?![^\W\d_])")


class Clauses:
    """Reads the clauses of one article, in their order."""

    def __init__(
        self, names: "Names", language: "Language", questions: "Questions", topics: Topics, dates: DateFinder
    ) -> None:
        self._names = names
        self._language = language
        self._questions = questions
        self._topics = topics
        self._dates = dates

    def read(
        self, stretch: "Stretch", span: tuple[int, int], said: Sequence[Quantity], when: Quantity | None
    ) -> Iterator[Material]:
        """Yield what a clause claims.

        Args:
            stretch: The part of a sentence in which the clause lies, and whose words it is.
            span: Where the clause begins and ends.
            said: The dates of the paragraph on which something was said.
            when: When this was said, if the paragraph says so.
        """
        paragraph, (start, end), voice = stretch.sentence.paragraph, span, stretch.voice
        text, mentions = paragraph.text, paragraph.mentions
        understood = self._topics.find_understood(text, start, end)
        topics = self._topics.find_all(text, start, end, mentions)
        if not topics and 0 <= stretch.verb < start:
            # "Pledged three million": the verb tells that it lies ahead.
            topics = understood = self._topics.find_understood(text, stretch.verb, end)
        stance = voice.speech.stance if voice is not None and voice.speech is not None else "asserts"
        is_negated = self._language["grammar.negations"].search(text, start, end) is not None
        inside = [one for one in mentions if start <= one.start and one.end <= end]
        kept = self.leave_matters(topics, text, span) or [
            one for one in understood if topics and one.event not in {other.event for other in topics}
        ]
        clause = Clause(
            text, span, inside, kept, voice, lambda at: self.find_status(text, span, voice, at), stance,
            when=when.value if when is not None else None,
        )  # fmt: skip
        if voice is None and stretch.after is not None:
            name = self._names.name_of("actor", stretch.after)
            clause.missing = (f"who: {name} may still be speaking here",)
        if not topics or (is_negated and stance != "denies"):
            # Which of several values a "not" denies, only a reader can tell. Demands are their speaker's, and
            # dates in a list those of the earlier ones, whatever else is spoken of.
            clause.topics = ()
            dates = self._dates.find_all(text, start, end)
            if dates and self._language["grammar.negations"].search(text, start, dates[-1].end) is None:
                yield from self._place_list(clause, dates)
            if not is_negated:
                yield from self._place_terms(clause)
        if not clause.topics:
            return
        near = date.fromisoformat(when.value) if when is not None and len(when.value) == 10 else None
        first = self._dates.find_all(text, start, min(end, start + 30), near)
        if near is None and first and first[0].start - start < 5 and len(first[0].value) == 10:
            # "On 19 July, … next week": the week after that day.
            near = date.fromisoformat(first[0].value)
        dates = [
            one
            for one in self._dates.find_all(text, start, end, near)
            if not any(one.start < other.end and other.start < one.end for other in said)
        ]
        yield from self._place_dates(clause, dates)
        measures = [*find_durations(text, start, end), *find_money(text, start, end)]
        for one in measures:
            chosen = self._questions.choose(one.kind, text, start, end, one.span)
            if chosen is not None:
                yield clause.claim(chosen[0], one.value, one.span, chosen[1])
        busy = [one.span for one in (*dates, *measures)]
        for number in find_numbers(text, start, end):
            if any(low <= number.start < high or low < number.end <= high for low, high in busy):
                continue
            chosen = self._questions.choose_count(text, start, end, number.span)
            if chosen is not None:
                yield clause.claim(chosen[0], number.value, number.span, chosen[1])
        yield from self._place_places(clause)
        yield from self._place_actors(clause)
        yield from self._place_terms(clause)

    def find_status(
        self, text: str, span: tuple[int, int], voice: "Voice | None", at: int | None = None
    ) -> str | None:
        """Return how far what is said between two places has come, by its words or by the voice's verb."""
        status = self._language.find_status(text, *span, at)
        if self._language["grammar.conditional"].search(text, span[0], min(span[1], span[0] + 30)):
            return "conditional"
        return voice.status if status is None and voice is not None else status

    def _place_dates(self, clause: "Clause", dates: Sequence[Quantity]) -> Iterator[Material]:
        default = self._questions.find_default("date")
        listed = list(self._place_list(clause, dates))
        if listed:
            yield from listed
            return
        for one in dates:
            verb = next(iter(self._language.find_verbs(clause.text, one.end, one.end + 20)), None)
            if verb is not None and not WORD.search(clause.text, one.end, verb.start()):
                # "The ministry today announced": the day of the saying.
                continue
            chosen = self._questions.choose("date", clause.text, *clause.span, one.span)
            if chosen is None:
                continue
            value = one.value
            if chosen[0].is_act and default is not None and parse_edtf(value).earliest > self._dates.last_day:
                # What was announced or proposed cannot have been so on a day to come: it is what is proposed.
                chosen = default, 0.7
            if ".." in (value[:2], value[-2:]):
                # "Since 2022" dates nothing of its own, unless the question is just that: "adjourned until".
                bare = self._dates.read_without_bound(clause.text, one)
                if bare is None or chosen[0] is default:
                    continue
                value = bare
            yield clause.claim(chosen[0], value, one.span, chosen[1])

    def _place_list(self, clause: "Clause", dates: Sequence[Quantity]) -> Iterator[Material]:
        """Yield the dates of several events in their order: "both rounds (May 16 and June 2)"."""
        text = clause.text
        low = text.rfind(". ", 0, clause.span[0]) + 1
        plural = self._language["events.plurals"].search(text, low, clause.span[1])
        default = self._questions.find_default("date")
        is_list = all(
            re.fullmatch(r"\W*(?:and|&)?\W*", text[one.end : other.start]) for one, other in pairwise(dates)
        )
        if len(dates) < 2 or not is_list or plural is None or default is None:
            return
        is_earlier = self._language["events.previous"].search(text, low, clause.span[1]) is not None
        earlier = self._topics.list_earlier(plural[0].lower(), len(dates), is_earlier=is_earlier)
        if not earlier:
            return
        how = "about: the earlier ones and the dates are taken in their order"
        for event, one in zip(earlier, dates, strict=True):
            yield clause.claim(default, one.value, one.span, 0.9, Topic(event, 0.8, how))

    def leave_matters(
        self, topics: Sequence[Topic], text: str, span: tuple[int, int], beyond: int = 0
    ) -> list[Topic]:
        """Leave out the events that are only discussed: "wants to discuss a meeting of leaders".

        Args:
            topics: The events of a passage.
            text: The paragraph.
            span: Where the passage begins and ends.
            beyond: So many characters behind the word for discussing an event is left in.
        """
        cues = [
            cue[1]
            for question in self._questions.by_type.get("terms", ())
            if question.relation == "near"
            for cue in question.hear_all(text, *span)
        ]
        return [one for one in topics if one.at < 0 or not any(beyond <= one.at - cue for cue in cues)]

    def _place_places(self, clause: "Clause") -> Iterator[Material]:
        text, language = clause.text, self._language
        for one in clause.mentions:
            if one.kind != "place" or _POSSESSIVE.match(clause.text, one.end):
                continue
            before = WORD.findall(text[max(clause.span[0], one.start - 20) : one.start])
            if len(before) > 1 and before[-1].lower() in language["grammar.articles"]:
                before.pop()
            word = before[-1] if before else ""
            is_at = word.lower() in language["grammar.at_words"]
            behind = min(clause.span[1], one.end + 60)
            if not is_at and language["events.hosting"].search(text, one.end, behind) is None:
                continue
            chosen = self._questions.choose("place", text, *clause.span, (one.start, one.end))
            if chosen is not None:
                question, score = chosen
                at = text.rfind(word, 0, one.start) if is_at else one.start
                yield clause.claim(
                    question, [one.id] if question.takes_many else one.id, (at, one.end), score
                )

    def _place_actors(self, clause: "Clause") -> Iterator[Material]:
        """Yield who led, hosted, mediated or took part, by the words of each question."""
        actors = [
            one
            for one in clause.mentions
            if one.kind == "actor" and not _POSSESSIVE.match(clause.text, one.end)
        ]
        for question in self._questions.by_type.get("actor", ()) if actors else ():
            cue = question.hears(clause.text, *clause.span, self._language)
            found = self._list_related(clause, actors, cue, question) if cue is not None else []
            if cue is None or not found:
                continue
            if question.about == "actor":
                subject = next((one for one in reversed(actors) if one.end <= cue[0]), None)
                if subject is not None and subject.id != found[0].id:
                    at = cue[0], found[0].end
                    made = clause.claim(question, found[0].id, at, 0.8, Topic(subject.id, 0.9))
                    made.status = None
                    yield made
                continue
            topic = nearest(clause.topics, cue[0])
            value: Any = [one.id for one in found] if question.takes_many else found[0].id
            at = min(cue[0], found[0].start), max(cue[1], found[-1].end)
            yield clause.claim(question, value, at, 0.8 if question.concept else 0.6, topic)

    def _list_related(
        self, clause: "Clause", actors: Sequence[Mention], cue: tuple[int, int], question: "Question"
    ) -> list[Mention]:
        """Return the actors to whom a cue points: after "by", before an active verb, or a list."""
        after = [one for one in actors if cue[1] <= one.start]
        between = clause.text[cue[1] : after[0].start] if after else ""
        words = [word.lower() for word in WORD.findall(between)]
        if question.relation == "list":
            return self._take_list(clause.text, after) if after and len(words) < 4 else []
        if question.relation not in {"by", "to"}:
            return []
        if question.relation == "to":
            return after[:1] if after and "to" in words and len(words) < 6 else []
        by = self._language["grammar.by_words"]
        if after and any(word in by for word in words) and len(words) < 7:
            people = [one for one in after if self._names.actor(one.id).get("kind") == "person"] or after
            return self._take_side(clause, self._take_list(clause.text, people), question)
        before = [one for one in actors if one.end <= cue[0]]
        if before and not any(word in by for word in words[:1]):
            gap = WORD.findall(clause.text[before[-1].end : cue[0]])
            if all(word.lower() in self._language["grammar.between"] for word in gap):
                return self._take_side(clause, before[-1:], question)
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

    def _take_side(self, clause: "Clause", actors: Sequence[Mention], question: "Question") -> list[Mention]:
        """Return those who are of the side that the question names, if it names one."""
        if not question.marks:
            return list(actors)
        people = [one for one in actors if self._names.actor(one.id).get("kind") == "person"]
        is_named = len(people) == 1 and question.fits_marks(clause.text[slice(*clause.span)])
        for one in people:
            record = self._names.actor(one.id)
            around = [
                self._names.name_of("actor", str(record[key])) for key in ("side", "of") if record.get(key)
            ]
            words = WORD.findall(" ".join(around))
            if (words and question.fits_marks("", words)) or (not words and is_named):
                return [one]
        return []

    def _is_matter(self, clause: "Clause", term: Mention) -> bool:
        """Whether a term is a matter of its own: not a part of another name, nor what a noun is like."""
        text, language = clause.text, self._language
        for one in clause.mentions:
            covers = one.start <= term.start and term.end <= one.end
            is_topic = bool(clause.topics) and one.id == clause.topics[0].event
            if covers and (one.kind in {"actor", "place"} or is_topic):
                return False
            if one.kind == "term" and one is not term and one.start <= term.start and term.end < one.end:
                return False
        before = WORD.findall(text[max(0, term.start - 25) : term.start])
        while before and before[-1].lower() in language["grammar.articles"]:
            before.pop()
        if before and before[-1].lower() in language["grammar.around"]:
            # "During the second round", "in the war": when or where, and not what.
            return False
        written = text[term.start : term.end]
        after = WORD.match(text, term.end + 1)
        is_adjective = len(WORD.findall(written)) == 1 or "-" in written
        if after is None or not is_adjective or text[term.end : term.end + 1] != " ":
            return True
        word = after[0].lower()
        return word in language.small_words or word in language["grammar.between"]

    def _place_terms(self, clause: "Clause") -> Iterator[Material]:
        """Yield the matters that stand after the words of a question: an agenda, a demand, an outcome."""
        voice = clause.voice
        terms = [one for one in clause.mentions if one.kind == "term" and self._is_matter(clause, one)]
        heard = []
        for question in self._questions.by_type.get("terms", ()) if terms else ():
            if question.relation == "role" or question.concept is None:
                continue
            # A verb such as "demands" stands just before what its subject says.
            low = max(0, clause.span[0] - 25) if question.about == "speaker" else clause.span[0]
            for cue in question.hear_all(clause.text, low, clause.span[1]):
                after = [one for one in terms if one.start >= cue[1]]
                if after:
                    heard.append((cue[1], question, after))
        if not heard:
            return
        # Of several questions, the one whose words stand next before the matters.
        _, question, after = max(heard, key=lambda one: one[0])
        # What stands behind the matters is one of them, and not what they are of.
        topics = [one for one in clause.topics if one.at < after[0].start]
        if question.about == "speaker":
            if voice is None or voice.who is None or clause.stance == "denies":
                return
            topic = Topic(voice.who, 0.9)
        elif topics or clause.topics:
            topic = nearest(topics or clause.topics, after[0].start)
        else:
            return
        ids = list(dict.fromkeys(one.id for one in after))
        if question.takes_many or len(ids) == 1:
            value: Any = ids if question.takes_many else ids[0]
            made = clause.claim(question, value, (after[0].start, after[-1].end), 0.75, topic)
            if question.concept is not None and question.concept.status:
                made.status = question.concept.status
            yield made
