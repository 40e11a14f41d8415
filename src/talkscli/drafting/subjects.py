"""Who the subject of a verb is: the name, the pronoun or the role that stands before it or behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD, Mention

if TYPE_CHECKING:
    from talkscli.drafting.article import Sentence
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language
    from talkscli.drafting.references import References
    from talkscli.drafting.voices import Voice

_TAIL = re.compile(r"(?P<noun>[^\W\d_]+)[\s,]*$")
_CAPITALS = re.compile(
    r"(?:[^\W\d_a-zа-яёіїєґ][^\W\d_]*\.?(?:[ \-](?:de|von|van|der|al|bin|of)(?=[ \-]))?[ \-]?){1,5}$"
)
_QUOTE_END = re.compile(r"[”\"»’]\s*,?\s*$|,\s*[”\"»’]?\s*$")
_DASHED = re.compile(r"^\s*[-–—]\s*(?=[^\W\d_])")

LONGEST_SUBJECT = 400
"""So many characters before its verb a subject may begin."""
ROLES = ("nouns", "sources", "reports", "organisations")
"""The tables of nouns by which somebody is spoken of."""


@dataclass(slots=True)
class Subject:
    """Who does what a verb says, and the words for him."""

    start: int
    end: int
    who: str | None
    label: str
    score: float


class Subjects:
    """Finds the subjects of verbs in one article."""

    def __init__(self, names: "Names", language: "Language", references: "References") -> None:
        self._names = names
        self._language = language
        self._references = references
        self.spoken: tuple[int, Voice] | None = None
        """The paragraph in which a voice was heard last, and that voice."""

    def find_first(self, sentence: "Sentence", before: int) -> Subject | None:
        """Return the first actor of a sentence as the subject of a participle."""
        for one in sentence.mentions:
            if one.kind == "actor" and one.start < before:
                return Subject(one.start, one.end, one.id, sentence.text[one.start : one.end], 0.7)
        return None

    def find_before(self, sentence: "Sentence", low: int, verb: int) -> Subject | None:
        """Return who stands before a verb as its subject."""
        text, mentions = sentence.text, sentence.mentions
        low = max(low, verb - LONGEST_SUBJECT)
        end = self._strip_back(text, low, verb)
        before = text[low:end]
        if not before.strip():
            return None
        actors = [one for one in mentions if one.kind == "actor" and one.start >= low]
        direct = next((one for one in actors if one.end == end), None)
        if direct is not None:
            if not self._is_object(text, low, direct.start) or self._is_of_its_kind(text, low, direct.start):
                return self._name_subject(text, direct)
            return self._find_head(sentence, low, end)
        place = next((one for one in mentions if one.kind == "place" and one.end == end), None)
        if place is not None and not self._is_object(text, low, place.start):
            state = self._names.find_state(place.id)
            if state is not None:
                return Subject(place.start, place.end, state, text[place.start : place.end], 0.6)
        if before.rstrip().endswith((",", "–", "—", ")")):
            stop = low + len(before.rstrip()) - 1
            if (found := self._find_apposed(text, actors, stop)) is not None:
                return found
            end = self._strip_back(text, low, stop)
        found = self.find_spoken_of(sentence, low, end)
        if found is None or self._is_object(text, low, found.start):
            return self._find_head(sentence, low, end) or found
        return found

    def find_leading(self, text: str, low: int, end: int, mentions: Sequence[Mention]) -> Subject | None:
        """Return the first name that no preposition governs, a person's before others."""
        free = [
            one
            for one in mentions
            if one.kind == "actor"
            and low <= one.start
            and one.end <= end
            and not self._is_object(text, low, one.start)
            and text[one.end : one.end + 1] not in {"'", "’"}
        ]
        people = [one for one in free if self._names.actor(one.id).get("kind") == "person"]
        return self._name_subject(text, (people or free)[0]) if free else None

    def _find_apposed(self, text: str, actors: Sequence[Mention], stop: int) -> Subject | None:
        """Return the name before a comma, behind which stands what its bearer is: people before others."""
        fitting = []
        for one in actors:
            between = text[one.end : stop]
            if one.end > stop or text[one.end : one.end + 1] not in set(",(–—") or len(between.split()) > 18:
                continue
            if any(other.start() > one.end for other in self._language.find_verbs(text, one.end, stop)):
                continue
            if not self._is_object(text, 0, one.start):
                fitting.append(one)
        people = [one for one in fitting if self._names.actor(one.id).get("kind") == "person"]
        chosen = people or fitting
        # The first: "Peskov, spokesman for President Putin, said".
        return self._name_subject(text, chosen[0]) if chosen else None

    def _find_head(self, sentence: "Sentence", low: int, end: int) -> Subject | None:
        """Return whom a phrase means whose noun stands before its end: "a source close to the talks"."""
        text, language = sentence.text, self._language
        start = max(text.rfind(", ", low, end) + 2, low) if ", " in text[low:end] else low
        for noun in list(WORD.finditer(text, start, end))[:8]:
            word = noun[0].lower()
            after = WORD.search(text, noun.end(), end)
            if after is None or not any(word in language[f"roles.{name}"] for name in ROLES):
                continue
            if (
                after[0].lower() in language["grammar.prepositions"]
                or after[0].lower() in language["roles.close"]
            ):
                return self.find_spoken_of(sentence, start, noun.end(), end)
        return None

    def _name_subject(self, text: str, mention: Mention) -> Subject:
        return Subject(mention.start, mention.end, mention.id, text[mention.start : mention.end], 1.0)

    def _is_object(self, text: str, low: int, start: int) -> bool:
        """Whether a name is governed by a preposition, so that it is no subject."""
        words = WORD.findall(text[low:start])
        return bool(words) and words[-1].lower() in self._language["grammar.governing"]

    def _is_of_its_kind(self, text: str, low: int, start: int) -> bool:
        """Whether the noun before "of" only says what is named behind it: "the state of Norland"."""
        words = [word.lower() for word in WORD.findall(text[low:start])][-2:]
        return len(words) == 2 and words[0] in self._language["roles.genus"]

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

    def find_spoken_of(
        self, sentence: "Sentence", low: int, end: int, limit: int | None = None
    ) -> Subject | None:
        """Return whom the words before a place mean: a pronoun, a role, a body or a source.

        Args:
            sentence: The sentence.
            low: Where to begin.
            end: Where the noun ends.
            limit: Where the words end that say more of the noun, if there are any.
        """
        language, references = self._language, self._references
        text, number = sentence.text, sentence.paragraph.number
        low = max(low, end - LONGEST_SUBJECT // 4)
        found = _TAIL.search(text[low:end])
        if found is None:
            return None
        noun, start = found["noun"].lower(), low + found.start("noun")
        place = number, start
        if noun in language["grammar.persons"]:
            spoken = self.spoken
            who = spoken[1].who if spoken is not None and number - spoken[0] <= 1 else None
            one = references.find_person(place, who)
            return Subject(start, end, one, found["noun"], 0.8 if one == who else 0.6)
        if noun in language["grammar.groups"]:
            return Subject(start, end, self._find_body_that_spoke(number), found["noun"], 0.6)
        words, begin = self._take_phrase(text, low, start)
        stop = limit or end
        label = text[begin:stop]
        inside = [one for one in sentence.mentions if begin <= one.start < stop and one.kind == "actor"]
        if noun in language["roles.reports"] or noun in language["roles.organisations"]:
            if inside:
                return Subject(begin, stop, inside[-1].id, label, 0.9)
            one = references.find_body(noun, place)
            if one is None and noun in language["roles.reports"]:
                one = references.last_outlet
            return Subject(begin, stop, one, label, 0.7)
        if noun in language["roles.nouns"] or noun in language["roles.sources"]:
            described = [word for word in words if word not in language["grammar.articles"]]
            one = references.find_described([*described, noun], place)
            one = one or self._find_behind_role(noun, described, text, (begin, stop), inside, place)
            return Subject(begin, stop, one, label, 0.8)
        if noun in language["roles.parties"] or noun in language["roles.many"]:
            return Subject(begin, stop, None, label, 0.5)
        if (named := _CAPITALS.search(text[low:end])) is not None and named[0].strip():
            begin = low + named.start()
            label = named[0].strip()
            if label.lower() not in language.small_words:
                return Subject(begin, end, self._names.find_sure(label), label, 0.9)
        return None

    def _find_body_that_spoke(self, number: int) -> str | None:
        """Return who spoke last, in this paragraph or the one before, if that is a body: "it", "they"."""
        if self.spoken is None or number - self.spoken[0] > 1:
            return None
        who = self.spoken[1].who
        return who if who is not None and self._names.actor(who).get("kind") != "person" else None

    def _find_behind_role(
        self,
        noun: str,
        described: Sequence[str],
        text: str,
        span: tuple[int, int],
        inside: Sequence[Mention],
        place: tuple[int, int],
    ) -> str | None:
        """Return the unnamed source that a phrase means, or the body for which somebody speaks."""
        language, references = self._language, self._references
        exact = [one.id for one in inside if self._names.actor(one.id).get("kind") == "unnamed"]
        if exact:
            return exact[0]
        bodies = [one.id for one in inside if self._names.actor(one.id).get("kind") != "person"]
        source = references.find_source(bodies)
        if source is not None:
            return source
        if noun in language["roles.voices"]:
            if bodies:
                return bodies[-1]
            words = [word.lower() for word in WORD.findall(text[slice(*span)])]
            nouns = [word for word in (*described, *words) if word in language["roles.organisations"]]
            return references.find_body(nouns[-1], place) if nouns else None
        if noun in language["roles.sources"] and not described and not bodies:
            return references.last_source
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

    def find_behind(self, sentence: "Sentence", verb: re.Match[str]) -> Subject | None:
        """Return the subject that stands behind its verb, after a quotation: "…," said the minister."""
        text, mentions = sentence.text, sentence.mentions
        if not _QUOTE_END.search(text[sentence.start : verb.start()]) and not _DASHED.match(
            text[max(sentence.start, verb.start() - 3) : verb.start() + 1]
        ):
            return None
        stop = re.compile(r"[,.;:!?“\"]|$").search(text, verb.end(), sentence.end)
        end = stop.start() if stop else sentence.end
        for one in mentions:
            if (
                one.kind == "actor"
                and verb.end() <= one.start < end
                and len(text[verb.end() : one.start].split()) < 6
            ):
                return self._name_subject(text, one)
        for noun in WORD.finditer(text, verb.end(), end):
            word = noun[0].lower()
            roles = (self._language[f"roles.{name}"] for name in ROLES)
            if word in self._language["grammar.persons"] or any(word in role for role in roles):
                for one in mentions:
                    # "said its president, Luc Maes"
                    if one.kind == "actor" and text[end : one.start].strip() == "," and one.start > end:
                        return self._name_subject(text, one)
                return self.find_spoken_of(sentence, verb.end(), noun.end())
        return None

    def find_cited(self, sentence: "Sentence", start: int) -> Subject | None:
        """Return who is named right after "according to" or "citing"."""
        text, end, mentions = sentence.text, sentence.end, sentence.mentions
        stop = re.compile(r"[,.;:!?“\"”]|$").search(text, start, end)
        last = min(stop.start() if stop else end, start + LONGEST_SUBJECT // 2)
        inside = [one for one in mentions if one.kind == "actor" and start <= one.start < last]
        nouns = [
            one
            for one in WORD.finditer(text, start, last)
            if one[0].lower() in self._language["roles.sources"]
        ]
        if nouns and not any(self._names.actor(one.id).get("kind") == "person" for one in inside):
            exact = [one for one in inside if self._names.actor(one.id).get("kind") == "unnamed"]
            around = [one.id for one in mentions if one.kind == "actor"]
            who = exact[0].id if exact else self._references.find_source(around)
            return Subject(start, last, who, text[start:last].strip(), 0.9)
        if inside:
            return Subject(
                start, inside[-1].end, inside[-1].id, text[inside[-1].start : inside[-1].end], 0.95
            )
        for noun in WORD.finditer(text, start, last):
            found = self.find_spoken_of(sentence, start, noun.end())
            if found is not None:
                return found
        return None
