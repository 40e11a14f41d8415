"""Who vouches for which words of an article: its outlet, or somebody whom it reports.

A voice is found by its verb ("said", "demanded"), by "according to", by a name before a colon, and by the
quotation marks around what it says. What is left is the outlet's own.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD, Mention
from talkscli.drafting.language import WITHHOLD

if TYPE_CHECKING:
    from talkscli.drafting.article import ArticleParagraph, Sentence
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language, SpeechClass
    from talkscli.drafting.references import References

OWN = "own"
UNKNOWN = "unknown"


class Voice:
    """Who says something, how, and how sure that is."""

    __slots__ = ("label", "score", "speech", "via", "when", "who", "withholds")

    def __init__(
        self,
        who: str | None,
        label: str = "",
        *,
        via: Sequence[str] = (),
        speech: "SpeechClass | None" = None,
        score: float = 1.0,
        withholds: bool = False,
    ) -> None:
        self.who = who
        """An actor; None if it is somebody whom the store does not have, or who cannot be told."""
        self.label = label
        """The words by which it was found."""
        self.via = tuple(via)
        self.speech = speech
        self.score = score
        self.withholds = withholds
        self.when: tuple[int, int] | None = None
        """Where the paragraph says when it was said."""

    def __repr__(self) -> str:
        return f"<{self.who or '?'} {self.label!r} via {self.via}>"


class Stretch:
    """A part of a sentence, and whose it is: nobody's means the outlet's."""

    __slots__ = ("end", "sentence", "start", "verb", "voice")

    def __init__(self, sentence: "Sentence", start: int, end: int, voice: Voice | None, verb: int = -1) -> None:
        self.sentence = sentence
        self.start = start
        self.end = end
        self.voice = voice
        self.verb = verb
        """Where the verb of the voice begins, or -1."""

    def __repr__(self) -> str:
        return f"<{self.voice} {self.sentence.text[self.start : self.end]!r}>"


class _Subject:
    __slots__ = ("end", "label", "score", "start", "who")

    def __init__(self, start: int, end: int, who: str | None, label: str, score: float) -> None:
        self.start = start
        self.end = end
        self.who = who
        self.label = label
        self.score = score


_DASHED = re.compile(r"^\s*[-–—]\s*(?=[^\W\d_])")
_HEADED = re.compile(r"^(?P<name>[^:“\"]{2,40}): (?=\S)")
_SIGNED = re.compile(r"[^.!?] [–—-] (?P<name>[^–—.!?:,]{2,40})$")
_TAIL = re.compile(r"(?P<noun>[^\W\d_]+)[\s,]*$")
_CAPITALS = re.compile(r"(?:[^\W\d_a-zа-яёіїєґ][^\W\d_]*\.?(?:[ \-](?:de|von|van|der|al|bin|of)(?=[ \-]))?[ \-]?){1,5}$")
_QUOTE_END = re.compile(r"[”\"»’]\s*,?\s*$|,\s*[”\"»’]?\s*$")
_LAST_OF = re.compile(r"[;]|, (?=while|whereas|but|although)")


class SpeakerFinder:
    """Finds whose the words of an article are, paragraph by paragraph, in their order."""

    def __init__(self, names: "Names", language: "Language", references: "References", outlet: str) -> None:
        self._names = names
        self._language = language
        self._references = references
        self._outlet = outlet
        self._spoken: tuple[int, Voice] | None = None
        """The paragraph in which a voice was heard last, and that voice."""
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
        self._spoken = number, voice
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
                return Voice(who, rest.strip(" ."), speech=self._language.verbs[verb[0].lower()]), 0, len(text)
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
        if found or self._spoken is None or self._spoken[0] != paragraph.number:
            return None
        own = self._language["grammar.own"].find_all(sentence.text, sentence.start, sentence.end)
        if any(not paragraph.is_quoted(one.start()) for one in own):
            return self._spoken[1]
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
            elif self._spoken is not None and paragraph.number - self._spoken[0] <= 1:
                last = self._spoken[1]
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
        last: _Subject | None = None
        by_phrase = list(self._find_phrases(paragraph, sentence, mentions))
        if by_phrase:
            yield from by_phrase
            return
        nested_until = -1
        for verb in language.find_verbs(text, sentence.start, sentence.end):
            if paragraph.is_quoted(verb.start()) or self._is_no_verb(text, verb, low):
                continue
            joint = self._find_joint(text, low, verb.start(), paragraph)
            if nested_until > verb.start() and joint is None:
                subject = None
                if not self._continues(text, verb, low):
                    continue
                subject = last
            else:
                subject = self._find_subject(paragraph, text, joint or sentence.start, verb.start(), mentions)
                if subject is None and last is not None and self._continues(text, verb, low):
                    subject = last
            behind = None
            if subject is None:
                behind = self._find_behind(paragraph, text, sentence, verb, mentions)
                subject = behind
            if subject is None and self._is_participle(text, verb):
                subject = self._find_first(sentence, verb.start(), mentions)
            if subject is None:
                continue
            begin = joint or low
            starts = subject.start if subject is not last and behind is None else verb.start()
            voice = self._make_voice(paragraph, subject, verb, text, sentence.end, mentions)
            last = subject
            if voice is None:
                continue
            precedes = behind is not None or self._has_said(paragraph, text, begin, starts, verb.end(), sentence.end)
            if precedes:
                tail = behind.end if behind is not None else verb.end()
                yield begin, tail, Stretch(sentence, begin, starts, voice, verb.start())
                rest = text[tail : sentence.end]
                if any(tail <= start < sentence.end for start, _ in paragraph.quotes) and '"“«'.find(rest.lstrip(" ,.:")[:1]) >= 0:
                    yield tail, sentence.end, Stretch(sentence, tail, sentence.end, voice, verb.start())
            else:
                yield starts, verb.end(), Stretch(sentence, verb.end(), sentence.end, voice, verb.start())
                nested_until = sentence.end
            low = verb.end()

    def _find_joint(self, text: str, low: int, verb: int, paragraph: "ArticleParagraph") -> int | None:
        """Return where a new part of a sentence begins before a verb, after ", while" or a semicolon."""
        found = [one for one in _LAST_OF.finditer(text, low, verb) if not paragraph.is_quoted(one.start())]
        return found[-1].end() if found else None

    def _is_no_verb(self, text: str, verb: re.Match[str], low: int) -> bool:
        """Whether a word that looks like a verb of speech is a noun, an infinitive or a passive."""
        if verb[0].lower() not in self._language.verbs:
            return False
        for found in self._language["not_speech.phrases"].find_all(text, max(0, verb.start() - 30), verb.end() + 30):
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
        return verb[0].lower() in self._language["grammar.participles"] and text[: verb.start()].rstrip().endswith(",")

    def _find_first(self, sentence: "Sentence", before: int, mentions: Sequence[Mention]) -> _Subject | None:
        """Return the first actor of a sentence as the subject of a participle."""
        for one in mentions:
            if one.kind == "actor" and sentence.start <= one.start < before:
                return _Subject(one.start, one.end, one.id, sentence.text[one.start : one.end], 0.7)
        return None

    def _find_subject(
        self, paragraph: "ArticleParagraph", text: str, low: int, verb: int, mentions: Sequence[Mention]
    ) -> _Subject | None:
        """Return who stands before a verb as its subject."""
        end = self._strip_back(text, low, verb)
        before = text[low:end]
        if not before.strip():
            return None
        actors = [one for one in mentions if one.kind == "actor" and one.start >= low]
        if (direct := next((one for one in actors if one.end == end), None)) is not None:
            if self._is_object(text, low, direct.start):
                return None
            return self._name_subject(text, direct)
        if before.rstrip().endswith((",", "–", "—", ")")):
            # A name, what its bearer is between commas, then the verb.
            stop = low + len(before.rstrip()) - 1
            for one in reversed(actors):
                if one.end < stop and text[one.end : one.end + 1] in ",(" and len(text[one.end : stop].split()) <= 18:
                    if any(other.start() > one.end for other in self._language.speech.find_all(text, one.end, stop)):
                        continue
                    return self._name_subject(text, one)
            end = self._strip_back(text, low, stop)
            before = text[low:end]
        return self._find_spoken_of(paragraph, text, low, end, mentions)

    def _name_subject(self, text: str, mention: Mention) -> _Subject:
        return _Subject(mention.start, mention.end, mention.id, text[mention.start : mention.end], 1.0)

    def _is_object(self, text: str, low: int, start: int) -> bool:
        """Whether a name is governed by a preposition, so that it is no subject."""
        words = WORD.findall(text[low:start])
        return bool(words) and words[-1].lower() in self._language["grammar.prepositions"]

    def _strip_back(self, text: str, low: int, end: int) -> int:
        """Go back over helping verbs, adverbs and words such as "agency" to the end of what stands before."""
        while end > low:
            tail = re.search(r"([^\W_]+)\W*$", text[low:end])
            if tail is None or "," in text[low + tail.end(1) : end] or ")" in text[low + tail.end(1) : end]:
                break
            word = tail[1].lower()
            if word in self._language["grammar.between"] or word in self._language["grammar.negations"]:
                end = low + tail.start(1)
            else:
                return low + tail.end(1)
        return low + len(text[low:end].rstrip())

    def _find_spoken_of(
        self, paragraph: "ArticleParagraph", text: str, low: int, end: int, mentions: Sequence[Mention]
    ) -> _Subject | None:
        """Return whom the words before a place mean: a pronoun, a role, a body or a source."""
        language, references = self._language, self._references
        found = _TAIL.search(text[low:end])
        if found is None:
            return None
        noun, start = found["noun"].lower(), low + found.start("noun")
        place = paragraph.number, start
        if noun in language["grammar.persons"]:
            spoken = self._spoken
            who = spoken[1].who if spoken is not None and paragraph.number - spoken[0] <= 1 else None
            one = references.find_person(place, who)
            return _Subject(start, end, one, found["noun"], 0.8 if one == who else 0.6)
        if noun in language["grammar.groups"]:
            return _Subject(start, end, None, found["noun"], 0.5)
        words, begin = self._take_phrase(text, low, start)
        label = text[begin:end]
        inside = [one for one in mentions if begin <= one.start < end and one.kind == "actor"]
        if noun in language["roles.reports"] or noun in language["roles.organisations"]:
            if inside:
                return _Subject(begin, end, inside[-1].id, label, 0.9)
            one = references.find_body(noun, place)
            if one is None and noun in language["roles.reports"]:
                one = references.last_outlet
            return _Subject(begin, end, one, label, 0.7)
        if noun in language["roles.nouns"] or noun in language["roles.sources"]:
            described = [word for word in words if word not in language["grammar.articles"]]
            one = references.find_described([*described, noun], place)
            if one is None and noun in language["roles.sources"]:
                one = references.find_source(label, inside) or (references.last_source if not described else None)
            return _Subject(begin, end, one, label, 0.8)
        if noun in language["roles.parties"]:
            return _Subject(begin, end, None, label, 0.5)
        if (named := _CAPITALS.search(text[low:end])) is not None and named[0].strip():
            begin = low + named.start()
            label = named[0].strip()
            if begin > 0 or len(label.split()) > 1:
                return _Subject(begin, end, self._names.find_sure(label), label, 0.9)
        return None

    def _take_phrase(self, text: str, low: int, start: int) -> tuple[list[str], int]:
        """Return the words before a noun that belong to it, in small letters, and where they begin."""
        words: list[str] = []
        begin = start
        for found in reversed(list(WORD.finditer(text, max(low, start - 80), start))):
            gap = text[found.end() : begin]
            if len(words) > 5 or gap.strip(" -’'\u00a0"):
                break
            word = found[0].lower()
            if word in self._language["grammar.prepositions"] or word in self._language["grammar.joints"]:
                break
            words.insert(0, word)
            begin = found.start()
            if word in self._language["grammar.articles"]:
                break
        return [word for word in words if word != self._language.possessive], begin

    def _find_behind(
        self,
        paragraph: "ArticleParagraph",
        text: str,
        sentence: "Sentence",
        verb: re.Match[str],
        mentions: Sequence[Mention],
    ) -> _Subject | None:
        """Return the subject that stands behind its verb, after a quotation: "…," said the minister."""
        if not _QUOTE_END.search(text[sentence.start : verb.start()]) and not _DASHED.match(
            text[max(sentence.start, verb.start() - 3) : verb.start() + 1]
        ):
            return None
        stop = re.compile(r"[,.;:!?“\"]|$").search(text, verb.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        for one in mentions:
            if one.kind == "actor" and verb.end() <= one.start < end and len(text[verb.end() : one.start].split()) < 6:
                return self._name_subject(text, one)
        for noun in WORD.finditer(text, verb.end(), end):
            word = noun[0].lower()
            roles = (self._language[f"roles.{name}"] for name in ("nouns", "sources", "reports", "organisations"))
            if word in self._language["grammar.persons"] or any(word in role for role in roles):
                return self._find_spoken_of(paragraph, text, verb.end(), noun.end(), mentions)
        return None

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
        is_adjunct = bool(starts) and starts[0].lower() in self._language["grammar.prepositions"]
        return is_adjunct and len(WORD.findall(before)) > 5 and not self._language["grammar.that"].search(rest)

    def _make_voice(
        self,
        paragraph: "ArticleParagraph",
        subject: _Subject,
        verb: re.Match[str],
        text: str,
        end: int,
        mentions: Sequence[Mention],
    ) -> Voice | None:
        speech = self._language.class_of(verb[0])
        label = f"{subject.label} {verb[0]}"
        if subject.who is None:
            self.unknown.append((paragraph.number, subject.label))
            return Voice(None, label, speech=speech)
        if subject.who == self._outlet:
            return None
        via: list[str] = []
        who = subject.who
        kind = self._names.actor(who).get("kind")
        record = self._names.actor(who)
        if verb[0].lower() in self._language["telling.verbs"]:
            told = next((one for one in mentions if one.kind == "actor" and verb.end() < one.start <= verb.end() + 5), None)
            if told and self._names.actor(told.id).get("kind") in {"agency", "outlet"} and told.id != self._outlet:
                via = [told.id]
        citing = self._language["telling.citing"].search(text, verb.end(), end)
        if citing is not None and kind in {"agency", "outlet"} and citing.start() - verb.end() < 4:
            cited = self._find_cited(paragraph, text, citing.end(), end, mentions)
            if cited is not None:
                return Voice(cited.who, f"{label}, {citing[0]} {cited.label}", via=[who], speech=speech, score=0.9)
        if kind == "unnamed" and record.get("of") not in {None, self._outlet}:
            via = [str(record["of"])]
        if not via and self._spoken is not None and self._spoken[1].who == who and paragraph.number - self._spoken[0] <= 1:
            # Who speaks on, speaks to whom he spoke before.
            via = list(self._spoken[1].via)
        withholds = speech.name == WITHHOLD
        voice = Voice(who, label, via=via, speech=speech, score=subject.score, withholds=withholds)
        self._hear(paragraph.number, voice)
        return voice

    def _find_cited(
        self, paragraph: "ArticleParagraph", text: str, start: int, end: int, mentions: Sequence[Mention]
    ) -> _Subject | None:
        """Return who is named right after "according to" or "citing"."""
        stop = re.compile(r"[,.;:!?“\"”]|$").search(text, start, end)
        last = stop.start() if stop else end
        inside = [one for one in mentions if one.kind == "actor" and start <= one.start < last]
        nouns = [one for one in WORD.finditer(text, start, last) if one[0].lower() in self._language["roles.sources"]]
        if nouns and not any(self._names.actor(one.id).get("kind") == "person" for one in inside):
            exact = [one for one in inside if self._names.actor(one.id).get("kind") == "unnamed"]
            around = [one for one in mentions if one.kind == "actor"]
            who = exact[0].id if exact else self._references.find_source(text[start:last], around)
            return _Subject(start, last, who, text[start:last].strip(), 0.9)
        if inside:
            return _Subject(start, inside[-1].end, inside[-1].id, text[inside[-1].start : inside[-1].end], 0.95)
        for noun in WORD.finditer(text, start, last):
            found = self._find_spoken_of(paragraph, text, start, noun.end(), mentions)
            if found is not None:
                return found
        return None

    def _find_phrases(
        self, paragraph: "ArticleParagraph", sentence: "Sentence", mentions: Sequence[Mention]
    ) -> Iterator[tuple[int, int, Stretch]]:
        """Yield the voices of "according to X" and "as announced by X"."""
        text = sentence.text
        for group, score in (("telling.according", 0.95), ("telling.as_said", 0.85)):
            for found in self._language[group].find_all(text, sentence.start, sentence.end):
                if paragraph.is_quoted(found.start()):
                    continue
                cited = self._find_cited(paragraph, text, found.end(), sentence.end, mentions)
                if cited is None:
                    continue
                label = f"{found[0]} {cited.label}"
                if cited.who is None:
                    self.unknown.append((paragraph.number, cited.label))
                if cited.who == self._outlet:
                    return
                record = self._names.actor(cited.who or "")
                via = [str(record["of"])] if record.get("kind") == "unnamed" and record.get("of") not in {None, self._outlet} else []
                voice = Voice(cited.who, label, via=via, score=score)
                self._hear(paragraph.number, voice)
                if found.start() - sentence.start < 3:
                    stretch = Stretch(sentence, min(cited.end + 1, sentence.end), sentence.end, voice)
                    yield found.start(), cited.end, stretch
                else:
                    yield sentence.start, sentence.end, Stretch(sentence, sentence.start, found.start(), voice)
                return
