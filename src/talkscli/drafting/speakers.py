"""Who vouches for which words of an article: its outlet, or somebody whom it reports.

A voice is found by its verb ("said", "demanded"), by "according to", by a name before a colon, and by the
quotation marks around what it says. What is left is the outlet's own.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD
from talkscli.drafting.speech import SpeechReader
from talkscli.drafting.voices import Stretch, Voice

if TYPE_CHECKING:
    from talkscli.drafting.article import ArticleParagraph, Sentence
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language
    from talkscli.drafting.references import References

_DASHED = re.compile(r"^\s*[-–—]\s*(?=[^\W\d_])")
_HEADED = re.compile(r"^(?P<name>[^:“\"]{2,40}): (?=\S)")
_SIGNED = re.compile(r"[^.!?] [–—-] (?P<name>[^–—.!?:,]{2,40})$")


class SpeakerFinder:
    """Finds whose the words of an article are, paragraph by paragraph, in their order."""

    def __init__(self, names: "Names", language: "Language", references: "References", outlet: str) -> None:
        self._names = names
        self._language = language
        self._references = references
        self._outlet = outlet
        self._speech = SpeechReader(names, language, references, outlet)

    @property
    def unknown(self) -> list[tuple[int, str]]:
        """Paragraphs and words of speakers that the store does not have, or that cannot be told."""
        return self._speech.unknown

    def read(self, paragraph: "ArticleParagraph", following: str = "") -> list[Stretch]:
        """Return the stretches of a paragraph, in their order.

        Args:
            paragraph: The paragraph.
            following: The next paragraph, which may say who spoke in this one.
        """
        whole = self._find_whole_voice(paragraph, following)
        if whole is not None:
            self._speech.hear(paragraph.number, whole[0])
            return [
                Stretch(one, max(one.start, whole[1]), min(one.end, whole[2]), whole[0])
                for one in paragraph.sentences
                if max(one.start, whole[1]) < min(one.end, whole[2])
            ]
        found: list[Stretch] = []
        for sentence in paragraph.sentences:
            found += self._read_sentence(sentence)
        self._note_voices_before(found)
        return self._share_quotes(paragraph, self._name_before_colons(paragraph, found))

    def _note_voices_before(self, found: Sequence[Stretch]) -> None:
        """Note of the outlet's words who spoke before them in the paragraph: he may still be speaking."""
        last: str | None = None
        for stretch in found:
            if stretch.voice is None:
                stretch.after = last if stretch.sentence.number > 0 else None
            elif stretch.voice.who is not None:
                last = stretch.voice.who

    def _find_whole_voice(
        self, paragraph: "ArticleParagraph", following: str
    ) -> tuple[Voice, int, int] | None:
        """Find who speaks the whole paragraph: named before a colon or after a dash, or in the next one."""
        text = paragraph.text
        if (head := _HEADED.match(text)) is not None:
            for one in paragraph.mentions:
                if one.kind == "actor" and one.start == head.start("name") and one.end == head.end("name"):
                    return Voice(one.id, head["name"], score=0.8), head.end(), len(text)
        stop = paragraph.sentences[-1].end if paragraph.sentences else len(text)
        if (signed := _SIGNED.search(text[:stop])) is not None:
            for one in paragraph.mentions:
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

    def _read_sentence(self, sentence: "Sentence") -> list[Stretch]:
        voices = list(self._speech.find_voices(sentence))
        found: list[Stretch] = []
        at = sentence.start
        for place, (begin, end, stretch) in enumerate(voices):
            own = min(begin, stretch.start)
            if own - at > 1:
                found.append(Stretch(sentence, at, own, None))
            stop = stretch.end
            if place + 1 < len(voices):
                stop = min(stop, max(voices[place + 1][0], stretch.start))
            if stop > stretch.start:
                found.append(Stretch(sentence, stretch.start, stop, stretch.voice, stretch.verb))
            at = max(at, stop, end if end <= sentence.end else at)
        # What stands behind a speaker and his verb, after what he said, says how he said it.
        is_told = bool(voices) and voices[-1][2].verb >= voices[-1][2].end
        if at < sentence.end and not is_told:
            found.append(Stretch(sentence, at, sentence.end, self._carry_on(sentence, found)))
        return found

    def _carry_on(self, sentence: "Sentence", found: Sequence[Stretch]) -> Voice | None:
        """Return the voice that goes on in a sentence without a verb of its own: with "our" and "we"."""
        spoken, paragraph = self._speech.subjects.spoken, sentence.paragraph
        if found or spoken is None or spoken[0] != paragraph.number:
            return None
        own = self._language["grammar.own"].find_all(sentence.text, sentence.start, sentence.end)
        return spoken[1] if any(not paragraph.is_quoted(one.start()) for one in own) else None

    def _name_before_colons(self, paragraph: "ArticleParagraph", found: list[Stretch]) -> list[Stretch]:
        """Give a quotation after a colon to whom its sentence begins with: "X smiled: …"."""
        made: list[Stretch] = []
        for stretch in found:
            made.append(stretch)
            starts = (start for start, _ in paragraph.quotes if stretch.start < start < stretch.end)
            start = next((one for one in starts if paragraph.text[:one].rstrip().endswith(":")), None)
            if stretch.voice is not None or start is None:
                continue
            who = self._speech.subjects.find_leading(paragraph.text, stretch.start, start, paragraph.mentions)
            if who is None:
                continue
            voice = Voice(who.who, f"{who.label}:", score=0.7)
            self._speech.hear(paragraph.number, voice)
            made.append(Stretch(stretch.sentence, start, stretch.end, voice))
            stretch.end = start
        return made

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
            elif (spoken := self._speech.subjects.spoken) is not None and paragraph.number - spoken[0] <= 1:
                last = spoken[1]
                stretch.voice = Voice(last.who, last.label, via=last.via, score=0.5)
            else:
                stretch.voice = Voice(None, "a quotation")
                self._speech.unknown.append((paragraph.number, "a quotation without a speaker"))
        return found
