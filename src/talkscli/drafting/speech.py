"""The verbs and phrases of one sentence by which somebody vouches for words in it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD
from talkscli.drafting.language import WITHHOLD
from talkscli.drafting.subjects import Subject, Subjects
from talkscli.drafting.voices import Stretch, Voice

if TYPE_CHECKING:
    from talkscli.drafting.article import ArticleParagraph, Sentence
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language
    from talkscli.drafting.references import References

_QUOTE = re.compile(r"[\"“”«»]")
_LAST_OF = re.compile(r"[;]|, (?=while|whereas|but|although)")
MOST_BETWEEN = 8
"""So many words may stand between a quotation and the name of its speaker, to say who he is."""


class SpeechReader:
    """Finds the voices in the sentences of one article, in their order."""

    def __init__(self, names: "Names", language: "Language", references: "References", outlet: str) -> None:
        self._names = names
        self._language = language
        self._references = references
        self._outlet = outlet
        self.subjects = Subjects(names, language, references)
        self.unknown: list[tuple[int, str]] = []
        """Paragraphs and words of speakers that the store does not have, or that cannot be told."""

    def find_voices(self, sentence: "Sentence") -> Iterator[tuple[int, int, Stretch]]:
        """Yield where each voice's phrase begins and ends, and what it says."""
        text, language, paragraph = sentence.text, self._language, sentence.paragraph
        low = sentence.start
        last: Subject | None = None
        by_phrase = list(self._find_phrases(sentence))
        if by_phrase:
            yield from by_phrase
            return
        nested_until = -1
        for verb in language.find_verbs(text, sentence.start, sentence.end):
            if paragraph.is_quoted(verb.start()) or self._is_no_verb(text, verb, low):
                continue
            joint = self._find_joint(text, low, verb.start(), paragraph)
            goes_on = self._continues(text, verb, low)
            if nested_until > verb.start() and joint is None and not goes_on:
                continue
            subject = self._find_subject(sentence, joint or sentence.start, verb, last, goes_on=goes_on)
            behind = None
            if subject is None:
                subject = behind = self.subjects.find_behind(sentence, verb)
            if subject is None:
                subject = self._find_nobody(text, joint or low, verb)
            if subject is None:
                continue
            begin = joint or low
            starts = subject.start if subject.start >= low and behind is None else verb.start()
            voice = self._make_voice(sentence, subject, verb)
            last = subject
            if voice is None:
                continue
            if behind is not None or self._has_said(sentence, begin, starts, verb):
                tail = behind.end if behind is not None else verb.end()
                stop = self._end_of_said(paragraph, text, begin, starts)
                yield begin, max(tail, starts), Stretch(sentence, begin, stop, voice, verb.start())
                if any(tail <= start < sentence.end for start, _ in paragraph.quotes):
                    yield tail, sentence.end, Stretch(sentence, tail, sentence.end, voice, verb.start())
            else:
                after = max(verb.end(), voice.begin)
                yield starts, after, Stretch(sentence, after, sentence.end, voice, verb.start())
                nested_until = sentence.end
            low = verb.end()

    def _find_subject(
        self,
        sentence: "Sentence",
        low: int,
        verb: re.Match[str],
        last: Subject | None,
        *,
        goes_on: bool,
    ) -> Subject | None:
        """Return whose verb it is: who stands before it, or who had the verb before that."""
        subject = None
        is_participle = self._is_participle(sentence.text, verb)
        if not is_participle:
            subject = self.subjects.find_before(sentence, low, verb.start())
        if subject is None and (is_participle or goes_on):
            return last or self.subjects.find_first(sentence, verb.start())
        return subject

    def _find_nobody(self, text: str, low: int, verb: re.Match[str]) -> Subject | None:
        """Return the words before a sure verb of speech as a speaker who cannot be told."""
        is_sure = verb[0].lower() in self._language["telling.sure"]
        if not is_sure and self._language["grammar.that"].match(text[verb.end() :].lstrip()) is None:
            return None
        words = list(WORD.finditer(text, max(low, verb.start() - 80), verb.start()))[-6:]
        if not words:
            return None
        return Subject(words[0].start(), words[-1].end(), None, text[words[0].start() : words[-1].end()], 0.5)

    def _end_of_said(self, paragraph: "ArticleParagraph", text: str, begin: int, subject: int) -> int:
        """Return where the words end that stand before a subject: at the quotation mark or the comma."""
        ends = [end for start, end in paragraph.quotes if start < subject and begin < end <= subject]
        if ends:
            return ends[-1]
        comma = text.rfind(",", begin, subject)
        return comma if comma > begin else subject

    def _find_joint(self, text: str, low: int, verb: int, paragraph: "ArticleParagraph") -> int | None:
        """Return where a new part of a sentence begins before a verb, after ", while" or a semicolon."""
        found = [one for one in _LAST_OF.finditer(text, low, verb) if not paragraph.is_quoted(one.start())]
        return found[-1].end() if found else None

    def _is_no_verb(self, text: str, verb: re.Match[str], low: int) -> bool:
        """Whether a word that looks like a verb of speech is a noun, an infinitive or a passive."""
        word = verb[0].lower()
        if word not in self._language.verbs:
            return False
        if word in self._language["weak_speech.verbs"]:
            after = text[verb.end() : verb.end() + 8].lstrip()
            near = text[max(low, verb.start() - 60) : verb.start()]
            if self._language["grammar.that"].match(after) is None and not _QUOTE.search(near + after):
                return True
        words = WORD.findall(text[max(low, verb.start() - 30, 0) : verb.start()])
        before = words[-1].lower() if words else ""
        is_participle = word in self._language["grammar.participles"]
        return before in self._language["grammar.before_nouns"] or (
            before in self._language["grammar.passives"] and not is_participle
        )

    def _continues(self, text: str, verb: re.Match[str], low: int) -> bool:
        """Whether a verb has the subject of the one before it: "and added", ", adding"."""
        before = text[max(low, verb.start() - 25) : verb.start()].rstrip()
        words = WORD.findall(before)
        while words and words[-1].lower() in self._language["grammar.adverbs"]:
            words.pop()
            before = before[: before.rfind(" ")].rstrip() if " " in before else ""
        return before.endswith(",") or bool(words and words[-1].lower() in self._language["grammar.joints"])

    def _is_participle(self, text: str, verb: re.Match[str]) -> bool:
        if verb[0].lower() not in self._language["grammar.participles"]:
            return False
        before = text[: verb.start()].rstrip()
        words = WORD.findall(before[-20:])
        return (
            before.endswith(",")
            or not before
            or bool(words and words[-1].lower() in self._language["grammar.joints"])
        )

    def _has_said(self, sentence: "Sentence", begin: int, subject: int, verb: re.Match[str]) -> bool:
        """Whether what is said stands before the subject and its verb, and not after them."""
        language, paragraph, text = self._language, sentence.paragraph, sentence.text
        words = list(WORD.finditer(text, begin, subject))
        while words and words[-1][0].lower() in language["grammar.articles"]:
            subject = words.pop().start()
        comma = text.rfind(",", begin, subject)
        between = [word[0].lower() for word in WORD.finditer(text, max(comma, begin), subject)]
        if (
            comma >= 0
            and text[comma + 1 : comma + 2].isspace()
            and len(between) < MOST_BETWEEN
            and any(one in language["roles.nouns"] for one in between)
        ):
            # "…, its chair Judith Amara said"
            subject = comma + 1
            words = [one for one in words if one.start() < comma]
        before = text[begin:subject].rstrip()
        if len(words) < 2:
            return False
        ends = [last for start, last in paragraph.quotes if start < subject and begin < last <= subject]
        if ends and len(WORD.findall(text[ends[-1] : subject])) <= MOST_BETWEEN:
            # What stands between the quotation and the name says who he is.
            return language.speech.search(text, ends[-1], subject) is None
        if not before.endswith(","):
            return False
        joint = _LAST_OF.search(text, verb.end(), sentence.end)
        rest = text[verb.end() : joint.start() if joint else sentence.end].strip(" .,;:!?")
        starts = WORD.findall(rest)
        if not starts:
            return True
        if verb[0].lower() in language["telling.verbs"] and language["grammar.that"].search(rest) is None:
            # "…, the mayor told reporters."
            return True
        first = starts[0].lower()
        is_adjunct = first in language["grammar.participles"] or (
            first in language["grammar.prepositions"]
            and len(starts) > 1
            and (
                starts[1][0].isupper()
                or starts[1].isdigit()
                or starts[1].lower() in language["grammar.own_articles"]
            )
        )
        is_adjunct = is_adjunct or language["telling.citing"].match(rest) is not None
        return is_adjunct and len(words) > MOST_BETWEEN and language["grammar.that"].search(rest) is None

    def _make_voice(self, sentence: "Sentence", subject: Subject, verb: re.Match[str]) -> Voice | None:
        """Return the voice of a verb with its subject; None if it is the outlet's own."""
        text, start, end, paragraph = sentence.text, sentence.start, sentence.end, sentence.paragraph
        speech = self._language.class_of(verb[0])
        label = f"{subject.label} {verb[0]}"
        who = subject.who
        told = None
        if verb[0].lower() in self._language["telling.verbs"]:
            near = range(verb.end() + 1, verb.end() + 6)
            told = next((one for one in sentence.mentions if one.kind == "actor" and one.start in near), None)
        if who is None and told is not None and self._is_source(subject.label):
            who = self._references.find_source([told.id])
        if who is None:
            self.unknown.append((paragraph.number, subject.label))
            return Voice(None, label, speech=speech)
        if who == self._outlet:
            return None
        kind = self._names.actor(who).get("kind")
        citing = self._language["telling.citing"].search(text, verb.end(), end)
        if citing is not None and citing.start() - verb.end() > 3:
            citing = None
        before = self._language["telling.citing"].search(text, start, min(start + 8, verb.start()))
        if citing is None and before is not None and before.start() == start:
            citing = before
        if citing is not None and kind in {"agency", "outlet"}:
            cited = self.subjects.find_cited(sentence, citing.end())
            if cited is not None:
                label = f"{label}, {citing[0]} {cited.label}"
                if cited.who is None:
                    self.unknown.append((paragraph.number, cited.label))
                voice = Voice(cited.who, label, via=(who,), speech=speech, score=0.9)
                voice.begin = max(cited.end, verb.end())
                self.hear(paragraph.number, voice)
                return voice
        voice = Voice(who, label, speech=speech, score=subject.score, withholds=speech.name == WITHHOLD)
        if told is not None:
            voice.begin = told.end
            is_news = self._names.actor(told.id).get("kind") in {"agency", "outlet"}
            voice.via = (told.id,) if is_news and told.id != self._outlet else ()
        spoken = self.subjects.spoken
        if not voice.via:
            voice.via = self._list_owners(who)
        if (
            not voice.via
            and spoken is not None
            and spoken[1].who == who
            and paragraph.number - spoken[0] <= 1
        ):
            # Who speaks on, speaks to whom he spoke before.
            voice.via = spoken[1].via
        self.hear(paragraph.number, voice)
        return voice

    def _is_source(self, label: str) -> bool:
        return any(word.lower() in self._language["roles.sources"] for word in WORD.findall(label))

    def _list_owners(self, who: str) -> tuple[str, ...]:
        """Return the agency or outlet whose unnamed source somebody is, if it is not the document's own."""
        record = self._names.actor(who)
        owner = record.get("of")
        is_news = owner is not None and self._names.actor(str(owner)).get("kind") in {"agency", "outlet"}
        return (str(owner),) if record.get("kind") == "unnamed" and is_news and owner != self._outlet else ()

    def _find_phrases(self, sentence: "Sentence") -> Iterator[tuple[int, int, Stretch]]:
        """Yield the voice of "according to X", of "as announced by X", or of "reportedly"."""
        text, paragraph = sentence.text, sentence.paragraph
        for group, score in (
            ("telling.according", 0.95),
            ("telling.as_said", 0.85),
            ("telling.named", 0.9),
        ):
            for found in self._language[group].find_all(text, sentence.start, sentence.end):
                if paragraph.is_quoted(found.start()):
                    continue
                near = range(found.end(), found.end() + 6)
                if group == "telling.named" and not any(
                    one.kind == "actor" and one.start in near for one in sentence.mentions
                ):
                    continue
                cited = self.subjects.find_cited(sentence, found.end())
                if cited is None:
                    continue
                if cited.who is None:
                    self.unknown.append((paragraph.number, cited.label))
                if cited.who == self._outlet:
                    return
                voice = Voice(cited.who, f"{found[0]} {cited.label}", score=score)
                voice.via = self._list_owners(cited.who) if cited.who is not None else ()
                self.hear(paragraph.number, voice)
                if found.start() - sentence.start < 3:
                    stretch = Stretch(sentence, min(cited.end + 1, sentence.end), sentence.end, voice)
                    yield found.start(), cited.end, stretch
                else:
                    stretch = Stretch(sentence, sentence.start, found.start(), voice)
                    yield sentence.start, sentence.end, stretch
                return
        hearsay = self._language["telling.hearsay"].search(text, sentence.start, sentence.end)
        last = self._references.last_outlet
        if hearsay is not None and not paragraph.is_quoted(hearsay.start()) and last is not None:
            voice = Voice(last, hearsay[0], score=0.6)
            yield sentence.start, sentence.end, Stretch(sentence, sentence.start, sentence.end, voice)

    def hear(self, number: int, voice: Voice) -> None:
        """Take note of who has just spoken, for those who are spoken of later without their names."""
        if voice.who is None:
            return
        self.subjects.spoken = number, voice
        kind = self._names.actor(voice.who).get("kind")
        if kind == "unnamed":
            self._references.last_source = voice.who
        for one in (voice.who, *voice.via):
            if self._names.actor(one).get("kind") in {"agency", "outlet"} and one != self._outlet:
                self._references.last_outlet = one
