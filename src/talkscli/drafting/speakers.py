"""Who vouches for which words of an article: its outlet, or somebody whom it reports.

A voice is found by its verb ("said", "demanded"), by "according to", by a name before a colon, and by the
quotation marks around what it says. What is left is the outlet's own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD, Mention
from talkscli.drafting.language import WITHHOLD
from talkscli.drafting.subjects import Subject, Subjects
from talkscli.drafting.voices import Stretch, Voice

if TYPE_CHECKING:
    from talkscli.drafting.article import ArticleParagraph, Sentence
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language
    from talkscli.drafting.references import References

_DASHED = re.compile(r"^\s*[-–—]\s*(?=[^\W\d_])")
_HEADED = re.compile(r"^(?P<name>[^:“\"]{2,40}): (?=\S)")
_SIGNED = re.compile(r"[^.!?] [–—-] (?P<name>[^–—.!?:,]{2,40})$")
_QUOTE_END = re.compile(r"[”\"»’]\s*,?\s*$|,\s*[”\"»’]?\s*$")
_LAST_OF = re.compile(r"[;]|, (?=while|whereas|but|although)")


class SpeakerFinder:
    """Finds whose the words of an article are, paragraph by paragraph, in their order."""

    def __init__(self, names: "Names", language: "Language", references: "References", outlet: str) -> None:
        self._names = names
        self._language = language
        self._references = references
        self._outlet = outlet
        self._subjects = Subjects(names, language, references)
        self.unknown: list[tuple[int, str]] = []
        """Paragraphs and words of speakers that the store does not have, or that cannot be told."""

    def read(
        self, paragraph: "ArticleParagraph", mentions: Sequence[Mention], following: str = ""
    ) -> list[Stretch]:
        """Return the stretches of a paragraph, in their order.

        Args:
            paragraph: The paragraph.
            mentions: What it names.
            following: The next paragraph, which may say who spoke in this one.
        """
        whole = self._find_whole_voice(paragraph, mentions, following)
        if whole is not None:
            self._hear(paragraph.number, whole[0])
            return [
                Stretch(one, max(one.start, whole[1]), min(one.end, whole[2]), whole[0])
                for one in paragraph.sentences
                if max(one.start, whole[1]) < min(one.end, whole[2])
            ]
        found: list[Stretch] = []
        for sentence in paragraph.sentences:
            found += self._read_sentence(paragraph, sentence, mentions)
        return self._share_quotes(paragraph, found)

    def _hear(self, number: int, voice: Voice) -> None:
        if voice.who is None:
            return
        self._subjects.spoken = number, voice
        kind = self._names.actor(voice.who).get("kind")
        if kind == "unnamed":
            self._references.last_source = voice.who
        for one in (voice.who, *voice.via):
            if self._names.actor(one).get("kind") in {"agency", "outlet"} and one != self._outlet:
                self._references.last_outlet = one

    def _find_whole_voice(
        self, paragraph: "ArticleParagraph", mentions: Sequence[Mention], following: str
    ) -> tuple[Voice, int, int] | None:
        """Find who speaks the whole paragraph: named before a colon or after a dash, or in the next one."""
        text = paragraph.text
        if (head := _HEADED.match(text)) is not None:
            for one in mentions:
                if one.kind == "actor" and one.start == head.start("name") and one.end == head.end("name"):
                    return Voice(one.id, head["name"], score=0.8), head.end(), len(text)
        stop = paragraph.sentences[-1].end if paragraph.sentences else len(text)
        if (signed := _SIGNED.search(text[:stop])) is not None:
            for one in mentions:
                if one.kind == "actor" and (one.start, one.end) == signed.span("name"):
                    return Voice(one.id, signed["name"], score=0.8), 0, signed.start() + 1
        if following and len(following) < 120 and (dash := _DASHED.match(following)) is not None:
            rest = following[dash.end() :]
            verb = self._language.speech.search(rest)
            named = [one for one in self._names.find_all(rest) if one.kind == "actor"]
            surnames = [one for one in self._references.people if rest.startswith(self._last_word(one))]
            who = named[0].id if named else surnames[0] if len(surnames) == 1 else None
            if verb is not None and who is not None:
                return (
                    Voice(who, rest.strip(" ."), speech=self._language.verbs[verb[0].lower()]),
                    0,
                    len(text),
                )
        return None

    def _last_word(self, actor: str) -> str:
        words = WORD.findall(self._names.name_of("actor", actor))
        return words[-1] if words else "\0"

    def _read_sentence(
        self, paragraph: "ArticleParagraph", sentence: "Sentence", mentions: Sequence[Mention]
    ) -> list[Stretch]:
        inside = [one for one in mentions if sentence.start <= one.start < sentence.end]
        voices = list(self._find_voices(paragraph, sentence, inside))
        found: list[Stretch] = []
        at = sentence.start
        for place, (begin, end, stretch) in enumerate(voices):
            del begin
            if stretch.start > at and stretch.start - at > 1:
                found.append(Stretch(sentence, at, stretch.start, None))
            stop = stretch.end
            if place + 1 < len(voices):
                stop = min(stop, max(voices[place + 1][0], stretch.start))
            if stop > stretch.start:
                found.append(Stretch(sentence, stretch.start, stop, stretch.voice, stretch.verb))
            at = max(at, stop, end if end <= sentence.end else at)
        if at < sentence.end:
            found.append(Stretch(sentence, at, sentence.end, self._carry_on(paragraph, sentence, found)))
        return found

    def _carry_on(
        self, paragraph: "ArticleParagraph", sentence: "Sentence", found: Sequence[Stretch]
    ) -> Voice | None:
        """Return the voice that goes on in a sentence without a verb of its own: with "our" and "we"."""
        if found or self._subjects.spoken is None or self._subjects.spoken[0] != paragraph.number:
            return None
        own = self._language["grammar.own"].find_all(sentence.text, sentence.start, sentence.end)
        if any(not paragraph.is_quoted(one.start()) for one in own):
            return self._subjects.spoken[1]
        return None

    def _share_quotes(self, paragraph: "ArticleParagraph", found: list[Stretch]) -> list[Stretch]:
        """Give a quotation without a speaker of its own to who speaks beside it."""
        voices = [one for one in found if one.voice is not None]
        for stretch in found:
            if stretch.voice is not None:
                continue
            inner = sum(
                min(stretch.end, end) - max(stretch.start, start)
                for start, end in paragraph.quotes
                if min(stretch.end, end) > max(stretch.start, start)
            )
            if inner * 2 < stretch.end - stretch.start or inner < 20:
                continue
            after = [one for one in voices if one.start >= stretch.start]
            before = [one for one in voices if one.start < stretch.start]
            near = after[0] if after else before[-1] if before else None
            if near is not None:
                stretch.voice = near.voice
            elif self._subjects.spoken is not None and paragraph.number - self._subjects.spoken[0] <= 1:
                last = self._subjects.spoken[1]
                stretch.voice = Voice(last.who, last.label, via=last.via, score=0.5)
            else:
                stretch.voice = Voice(None, "a quotation")
                self.unknown.append((paragraph.number, "a quotation without a speaker"))
        return found

    def _find_voices(
        self, paragraph: "ArticleParagraph", sentence: "Sentence", mentions: Sequence[Mention]
    ) -> Iterator[tuple[int, int, Stretch]]:
        """Yield where each voice's phrase begins and ends, and what it says."""
        text, language = sentence.text, self._language
        low = sentence.start
        last: Subject | None = None
        by_phrase = list(self._find_phrases(paragraph, sentence, mentions))
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
            subject = self._find_subject(paragraph, sentence, joint, verb, mentions, last, goes_on=goes_on)
            behind = None
            if subject is None:
                subject = behind = self._subjects.find_behind(
                    paragraph.number, text, sentence, verb, mentions
                )
            if subject is None:
                continue
            begin = joint or low
            starts = subject.start if subject.start >= low and behind is None else verb.start()
            voice = self._make_voice(paragraph, subject, verb, text, sentence.end, mentions)
            last = subject
            if voice is None:
                continue
            if behind is not None or self._has_said(paragraph, text, begin, starts, verb.end(), sentence.end):
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
        paragraph: "ArticleParagraph",
        sentence: "Sentence",
        joint: int | None,
        verb: re.Match[str],
        mentions: Sequence[Mention],
        last: Subject | None,
        *,
        goes_on: bool,
    ) -> Subject | None:
        """Return whose verb it is: who stands before it, or who had the verb before that."""
        text = sentence.text
        first = (
            self._subjects.find_first(sentence, verb.start(), mentions) if goes_on and last is None else None
        )
        if self._is_participle(text, verb):
            return last or self._subjects.find_first(sentence, verb.start(), mentions)
        low = joint or sentence.start
        subject = self._subjects.find_before(paragraph.number, text, low, verb.start(), mentions)
        if subject is None and goes_on:
            return last or first
        return subject

    def _end_of_said(self, paragraph: "ArticleParagraph", text: str, begin: int, subject: int) -> int:
        """Return where the words end that stand before a subject: at the quotation mark or the comma."""
        ends = [end for start, end in paragraph.quotes if begin <= start < subject and end <= subject]
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
        if verb[0].lower() not in self._language.verbs:
            return False
        for found in self._language["not_speech.phrases"].find_all(
            text, max(0, verb.start() - 30), verb.end() + 30
        ):
            if found.start() <= verb.start() < found.end():
                return True
        before = WORD.findall(text[max(low, verb.start() - 30, 0) : verb.start()])
        word = before[-1].lower() if before else ""
        return word in self._language["grammar.before_nouns"] or (
            word in self._language["grammar.passives"] and not verb[0].lower().endswith("ing")
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
        return verb[0].lower() in self._language["grammar.participles"] and text[
            : verb.start()
        ].rstrip().endswith(",")

    def _has_said(
        self, paragraph: "ArticleParagraph", text: str, begin: int, subject: int, after: int, end: int
    ) -> bool:
        """Whether what is said stands before the subject and its verb, and not after them."""
        before = text[begin:subject]
        if len(WORD.findall(before)) < 2:
            return False
        quoted = any(begin <= start < subject for start, _ in paragraph.quotes)
        rest = text[after:end].strip(" .,;:!?")
        if quoted and _QUOTE_END.search(before):
            return True
        if not before.rstrip().endswith(","):
            return False
        words = rest.split()
        starts = WORD.findall(rest)[:1]
        if not words:
            return True
        first = starts[0].lower() if starts else ""
        language = self._language
        is_adjunct = (
            first in language["grammar.prepositions"]
            or first in language["grammar.participles"]
            or language["telling.citing"].search(rest, 0, len(first)) is not None
        )
        return (
            is_adjunct and len(WORD.findall(before)) > 5 and not self._language["grammar.that"].search(rest)
        )

    def _make_voice(
        self,
        paragraph: "ArticleParagraph",
        subject: Subject,
        verb: re.Match[str],
        text: str,
        end: int,
        mentions: Sequence[Mention],
    ) -> Voice | None:
        """Return the voice of a verb with its subject; None if it is the outlet's own."""
        speech = self._language.class_of(verb[0])
        label = f"{subject.label} {verb[0]}"
        who = subject.who
        if who is None:
            self.unknown.append((paragraph.number, subject.label))
            return Voice(None, label, speech=speech)
        if who == self._outlet:
            return None
        kind = self._names.actor(who).get("kind")
        citing = self._language["telling.citing"].search(text, verb.end(), end)
        if citing is not None and kind in {"agency", "outlet"} and citing.start() - verb.end() < 4:
            cited = self._subjects.find_cited(paragraph.number, text, citing.end(), end, mentions)
            if cited is not None:
                label = f"{label}, {citing[0]} {cited.label}"
                if cited.who is None:
                    self.unknown.append((paragraph.number, cited.label))
                voice = Voice(cited.who, label, via=[who], speech=speech, score=0.9)
                voice.begin = cited.end
                self._hear(paragraph.number, voice)
                return voice
        voice = Voice(who, label, speech=speech, score=subject.score, withholds=speech.name == WITHHOLD)
        told = None
        if verb[0].lower() in self._language["telling.verbs"]:
            near = range(verb.end() + 1, verb.end() + 6)
            told = next((one for one in mentions if one.kind == "actor" and one.start in near), None)
        if told is not None:
            voice.begin = told.end
            is_news = self._names.actor(told.id).get("kind") in {"agency", "outlet"}
            voice.via = (told.id,) if is_news and told.id != self._outlet else ()
        spoken = self._subjects.spoken
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
        self._hear(paragraph.number, voice)
        return voice

    def _list_owners(self, who: str) -> tuple[str, ...]:
        """Return the agency or outlet whose unnamed source somebody is, if it is not the document's own."""
        record = self._names.actor(who)
        owner = record.get("of")
        is_news = owner is not None and self._names.actor(str(owner)).get("kind") in {"agency", "outlet"}
        return (str(owner),) if record.get("kind") == "unnamed" and is_news and owner != self._outlet else ()

    def _find_phrases(
        self, paragraph: "ArticleParagraph", sentence: "Sentence", mentions: Sequence[Mention]
    ) -> Iterator[tuple[int, int, Stretch]]:
        """Yield the voice of "according to X", of "as announced by X", or of "reportedly"."""
        text = sentence.text
        for group, score in (("telling.according", 0.95), ("telling.as_said", 0.85)):
            for found in self._language[group].find_all(text, sentence.start, sentence.end):
                if paragraph.is_quoted(found.start()):
                    continue
                cited = self._subjects.find_cited(paragraph.number, text, found.end(), sentence.end, mentions)
                if cited is None:
                    continue
                if cited.who is None:
                    self.unknown.append((paragraph.number, cited.label))
                if cited.who == self._outlet:
                    return
                voice = Voice(cited.who, f"{found[0]} {cited.label}", score=score)
                voice.via = self._list_owners(cited.who) if cited.who is not None else ()
                self._hear(paragraph.number, voice)
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
