"""What an act of saying tells by itself: its day, who announced what, what was withheld, the bare words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talkscli.drafting.clause import nearest
from talkscli.drafting.dates_in_text import DateFinder
from talkscli.drafting.known_names import WORD
from talkscli.drafting.material import Material
from talkscli.drafting.quantities import Quantity
from talkscli.drafting.topics import Topic

if TYPE_CHECKING:
    from talkscli.drafting.clauses import Clauses
    from talkscli.drafting.language import Language
    from talkscli.drafting.questions import Questions
    from talkscli.drafting.topics import Topics
    from talkscli.drafting.voices import Stretch

TOLD = 60
"""Within so many characters behind "informed" stands who was told."""
UNRESOLVED = 6
"""A "this" among so many first words of a statement points to what stands before it."""
NEXT_TO = 25
"""A statement is about an event that stands so near behind a word for discussing."""
MOST_STATEMENT = 40
"""Words of a statement beyond these are left out of its value."""

SURE_ENOUGH = 0.7
"""So sure it has to be which event is meant for an act to be told of it."""
LEAST_SURE = 0.6
"""So sure it has to be for a statement to be put on it: spoken of before in the paragraph, or here."""

SAYING = ("say", "expect", "hope")
"""The classes of verbs behind which the words of the speaker stand; the others belong to what he does."""

_LEAST_WORDS = {True: 2, False: 4}
"""A statement has so many words: with its verb, and without it."""


class Sayings:
    """Reads the acts of saying of one article."""

    def __init__(
        self,
        language: "Language",
        questions: "Questions",
        topics: "Topics",
        dates: DateFinder,
        clauses: "Clauses",
    ) -> None:
        self._language = language
        self._questions = questions
        self._topics = topics
        self._dates = dates
        self._clauses = clauses

    def find_saying(self, stretch: "Stretch") -> Quantity | None:
        """Return the date beside the verb of a voice: when it was said."""
        paragraph = stretch.sentence.paragraph
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
        for one in self._dates.find_all(text, sentence.start, min(sentence.end, verb_end + 60)):
            if one.start >= verb_end:
                between = text[verb_end : one.start]
            elif one.end <= stretch.verb:
                between = text[sentence.start : one.start]
                if stretch.verb - one.end < 3:
                    return one
            else:
                continue
            words = [word.lower() for word in WORD.findall(between)]
            if "," not in between and all(word in self._language["dates.beside"] for word in words):
                return one
        return None

    def _end_of_word(self, text: str, at: int) -> int:
        found = WORD.match(text, at)
        return found.end() if found else at

    def read_act(self, stretch: "Stretch", when: Quantity | None) -> Iterator[Material]:
        """Yield what the act of saying itself tells: who announced or proposed an event, and when."""
        paragraph, voice = stretch.sentence.paragraph, stretch.voice
        text, mentions = paragraph.text, paragraph.mentions
        if voice is None or voice.who is None or paragraph.is_quoted(stretch.verb):
            return
        verb = text[stretch.verb : self._end_of_word(text, stretch.verb)]
        stem = self._language.stem(verb)
        found = self._topics.find_all(text, stretch.start, stretch.end, mentions)
        topic = next((one for one in found if one.score >= SURE_ENOUGH), None)
        if topic is None or self._is_of_another_act(text, stretch.start, topic.at):
            return
        # Who proposes vouches for that himself; that somebody announced something the outlet tells.
        is_act = voice.status is not None
        speaker = voice if is_act else None
        for kind in ("actor", "date"):
            for question in self._questions.by_type.get(kind, ()):
                if (
                    question.concept is not None
                    or question.stems != {stem}
                    or (kind == "actor" and question.relation != "by")
                ):
                    continue
                at = stretch.verb, stretch.verb + len(verb)
                value: Any = [voice.who] if question.takes_many else voice.who
                if kind == "date":
                    if when is None:
                        continue
                    value = when.value
                    at = (min(when.start, at[0]), max(when.end, at[1])) if when.start >= 0 else at
                yield Material(
                    voice=speaker, question=question, about=topic.event, value=value, at=at,
                    score=0.75 * topic.score * voice.score, why=f"“{voice.label}” of {topic.event}",
                    when=when.value if speaker is not None and when is not None else None,
                )  # fmt: skip

    def _is_of_another_act(self, text: str, start: int, at: int) -> bool:
        """Whether somebody says what another did with an event: "announced that X proposed it"."""
        return any(
            self._language.class_of(one[0]).status is not None
            for one in self._language.find_verbs(text, start, max(start, at))
        )

    def read_withheld(self, stretch: "Stretch", when: Quantity | None) -> Iterator[Material]:
        """Yield the questions that somebody did not answer."""
        paragraph, voice = stretch.sentence.paragraph, stretch.voice
        text = paragraph.text
        topics = self._topics.find_all(text, stretch.start, stretch.end, paragraph.mentions)
        if voice is None or voice.who is None:
            return
        how = "about: no event is named here; the speaker is taken"
        topics = topics or [Topic(voice.who, LEAST_SURE, how)]
        asked = []
        for question in self._questions.all:
            names = question.concept.names if question.concept is not None else [question.label.lower()]
            words = (
                word for word in WORD.finditer(text, stretch.start, stretch.end) if word[0].lower() in names
            )
            if (word := next(words, None)) is not None:
                asked.append((question, word.span()))
        if not asked and self._questions.fallback is not None:
            asked = [(self._questions.fallback, (stretch.verb, max(stretch.verb + 1, stretch.end)))]
        for question, at in asked:
            topic = nearest(topics, at[0])
            yield Material(
                voice=voice, question=question, about=topic.event, value=None, at=at,
                score=0.7 * voice.score * topic.score, why=f"“{voice.label}”: {text[slice(*at)]}",
                stance="withholds", missing=(topic.how,), when=when.value if when is not None else None,
            )  # fmt: skip

    def _tells(self, text: str, verb: int, start: int) -> bool:
        """Whether behind a verb it first stands to whom or where something was said."""
        first = text[start : self._end_of_word(text, start)].lower()
        is_told = text[verb : self._end_of_word(text, verb)].lower() in self._language["telling.verbs"]
        return is_told or (verb < start and first in self._language["grammar.prepositions"])

    def _find_start_of_act(self, text: str, stretch: "Stretch") -> int:
        """Return where the verb of an act begins, with its helping verbs: "has long been urging"."""
        start = stretch.verb
        for word in reversed(list(WORD.finditer(text, stretch.sentence.start, stretch.verb))):
            if word[0].lower() not in self._language["grammar.between"] or text[word.end() : start].strip():
                break
            start = word.start()
        return start

    def _is_broken(self, start: int, end: int, stretch: "Stretch") -> bool:
        """Whether words do not say by themselves what was said: cut off, or about a "this" from before."""
        language, voice, text = self._language, stretch.voice, stretch.sentence.text
        words = list(WORD.finditer(text, start, end))
        name = voice.speech.name if voice is not None and voice.speech is not None else SAYING[0]
        verb = text[stretch.verb : self._end_of_word(text, stretch.verb)].lower() if stretch.verb >= 0 else ""
        is_bare = start >= stretch.verb
        if name != SAYING[0] and verb in language["grammar.participles"] and is_bare:
            # ", expecting a dialogue": its subject and its verb are elsewhere.
            behind = text[stretch.verb + len(verb) :].lstrip()
            if language["grammar.that"].match(behind) is None:
                return True
        if name not in SAYING and len(words) > 1 and 0 <= start <= stretch.verb:
            object_ = WORD.search(text, stretch.verb + len(verb), end)
            if object_ is not None and object_[0].lower() in language["grammar.objectless"]:
                # "What it describes as …": the object stands before it.
                return True
        last = words[-1][0].lower() if words else ""
        if last in language["grammar.articles"] or any(
            last in language[f"grammar.{one}"] for one in ("passives", "helping", "adverbs")
        ):
            return True
        for place, word in enumerate(words):
            if word[0].lower() not in language["grammar.pointing"]:
                continue
            after = words[place + 1][0].lower() if place + 1 < len(words) else ""
            is_time = after in language["dates.spans"]
            named = (one for one in stretch.sentence.paragraph.mentions if one.kind == "event")
            is_named = any(one.start <= word.start() < one.end for one in named)
            is_near = place < UNRESOLVED or not after
            if is_near and not is_time and not is_named:
                return True
        return False

    def make_statement(self, stretch: "Stretch", when: Quantity | None) -> Iterator[Material]:
        """Yield the words themselves where nothing in them answers a question of the store."""
        paragraph, question, voice = stretch.sentence.paragraph, self._questions.fallback, stretch.voice
        text, mentions = paragraph.text, paragraph.mentions
        if question is None or voice is None or voice.who is None or voice.withholds:
            return
        start, end = trim(text, stretch.start, stretch.end)
        if when is not None and start <= when.start < start + 12:
            # "Said on Tuesday that …"
            start, end = trim(text, when.end, end)
        told = self._language["grammar.that"].search(text, start, min(end, start + TOLD))
        if told is not None and stretch.verb >= 0 and self._tells(text, stretch.verb, start):
            # "Informed the ambassadors that …", "wrote in a letter that …"
            start, end = trim(text, told.end(), end)
        last = list(WORD.finditer(text, start, end))[-1:]
        if last and last[0][0].lower() in self._language["grammar.joints"]:
            start, end = trim(text, start, last[0].start())
        is_act = voice.speech is not None and voice.speech.name not in SAYING and 0 <= stretch.verb < start
        if is_act:
            # Who demands or rejects something does not say it: the verb belongs to the words.
            start = self._find_start_of_act(text, stretch)
        words = text[start:end].split()
        beside, joints = self._language["dates.beside"], self._language["grammar.joints"]
        telling = [word for word in WORD.findall(text[start:end]) if word.lower() not in beside]
        is_quoted = voice.speech is None and paragraph.is_quoted(start)
        if len(words) < _LEAST_WORDS[is_act or is_quoted] or len(telling) < 2 or telling[0].lower() in joints:
            return
        if self._is_broken(start, end, stretch):
            return
        topics = self._topics.find_all(text, start, end, mentions)
        topics = self._clauses.leave_matters(topics, text, (start, end), NEXT_TO)
        missing = ["property: no question of the store is asked here; the words are given"]
        plain = [one for one in topics if not one.is_governed] or topics
        if plain and plain[0].score >= LEAST_SURE:
            about = plain[0].event
            missing.append(plain[0].how)
        else:
            # Which event a statement is about that names none is for a reader to tell.
            about = voice.who
            missing.append("about: no event is named here; the speaker is taken")
        shown = " ".join(words[:MOST_STATEMENT]) + ("…" if len(words) > MOST_STATEMENT else "")
        # Of a whole statement, a word in it says little of how far it has come.
        is_conditional = self._clauses.find_status(text, (start, end), None) == "conditional"
        yield Material(
            voice=voice, question=question, about=about, value=shown.strip('“”"«» ,'),
            at=(start, min(end, start + 60)), score=0.5 * voice.score, why=f"“{voice.label}”",
            status="conditional" if is_conditional else voice.status, missing=tuple(missing),
            when=when.value if when is not None else None,
        )  # fmt: skip


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the marks, and the conjunction, at the ends of a statement."""
    while start < end and (text[start].isspace() or text[start] in ",.:;–—-"):
        start += 1
    if text[start : start + 5].lower() == "that ":
        start += 5
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;–—-"):
        end -= 1
    return start, end
