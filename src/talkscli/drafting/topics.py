"""Which event a passage speaks of: one that it names, one that its words mean, or the main one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD, Mention
from talkscli.names import fold_name

if TYPE_CHECKING:
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language

SURE = 0.9
"""How sure it is that an event is meant that is named, or is the next one."""
_AROUND = 40
"""So many characters beside a noun the words are looked for that tell which event it means."""
_NEAR = 80
"""Of an event that is named, so many characters on either side tell whether it lies ahead."""
_BEHIND = 60
"""So many characters behind a noun are looked at for whose meeting it is."""
AHEAD = frozenset({"planned", "tentative", "expected", "possible", "hoped", "conditional"})
"""The statuses of what is still to come."""
_OPENING = 3
"""What the first paragraphs name counts for so much more."""


@dataclass(slots=True)
class Topic:
    """An event that a passage speaks of, and how that is known."""

    event: str
    score: float
    how: str = ""
    """What is not sure of it; nothing where the passage names it."""
    at: int = -1
    """Where it is spoken of, or -1."""
    is_beside: bool = False
    """Whether it only tells when something else is: "since the start of the war"."""
    is_governed: bool = False
    """Whether it is only named as where or when something is: "in the war", "after the second round"."""


class Topics:
    """The events of a store as an article speaks of them."""

    def __init__(self, names: "Names", language: "Language") -> None:
        self._names = names
        self._language = language
        self.main: str | None = None
        self._named: set[str] = set()
        """The events that the article names."""
        self.is_ahead = False
        """Whether the main event is one of several of its kind and still lies ahead of the article."""
        self._last: str | None = None
        self._is_unclear = False
        self._is_lost = False
        """Whether the paragraph went over to an event that cannot be told: nothing is guessed then."""
        self._events = names.records["event"]
        self._place_words = {
            word
            for place in names.records["place"].values()
            for name in (place["name"], *place.get("aliases", ()))
            for word in self._list_words(name)
        }
        self._own_words = {one: self._list_own_words(one) for one in self._events}
        self._heads: dict[str, list[str]] = {}
        """By a small word: the events that can be spoken of by it."""
        for one, record in self._events.items():
            named = " ".join((record["name"], *record.get("aliases", ())))
            words = {word.lower() for word in WORD.findall(named)} | set(str(record["kind"]).split("-"))
            words = {word for word in words if word not in language["events.empty"] and word.isalpha()}
            nouns = words & language.event_words | set(str(record["kind"]).split("-"))
            for word in {other for noun in nouns for other in self._list_alike(noun)}:
                self._heads.setdefault(word, []).append(one)

    def _list_alike(self, word: str) -> frozenset[str]:
        found = {word}
        for group in self._language.alike:
            if word in group:
                found |= group
        return frozenset(found)

    def study(self, paragraphs: Iterable[tuple[str, Sequence[Mention]]]) -> None:
        """Find the event that an article is about: the one that it names most, what it begins with first."""
        named: dict[str, int] = {}
        spoken: dict[str, int] = {}
        ahead: dict[str, int] = {}
        for number, (text, mentions) in enumerate(paragraphs):
            weight = _OPENING if number < _OPENING else 1
            found = [Topic(one.id, 1.0, at=one.start) for one in mentions if one.kind == "event"]
            self._named.update(one.event for one in found)
            for one in [*found, *self._find_spoken_of(text, 0, len(text), mentions)]:
                ahead[one.event] = ahead.get(one.event, 0) + self._weigh_time(text, one.at)
                # What only a noun means counts where nothing is named.
                weights = named if one.score >= SURE else spoken
                weights[one.event] = weights.get(one.event, 0) + weight
        if weights := named or spoken:
            order = list(self._events)
            self.main = max(weights, key=lambda one: (weights[one], self._number(one), -order.index(one)))
        elif len(self._events) == 1:
            self.main = next(iter(self._events))
        self.is_ahead = self.main is not None and self._is_one_of_several() and ahead.get(self.main, 0) >= 0

    def _is_one_of_several(self) -> bool:
        """Whether the main event has others of its kind before it, which are easily taken for it."""
        own = self._events[str(self.main)]
        others = (one for one in self._events.values() if one["kind"] == own["kind"])
        return any(0 < int(one.get("number") or 0) < int(own.get("number") or 0) for one in others)

    def _weigh_time(self, text: str, at: int) -> int:
        """Return 1 where an event that is named at a place lies ahead, and -1 where it is over."""
        low, high = max(text.rfind(". ", 0, at) + 1, at - _NEAR), at + _NEAR
        stop = text.find(". ", at, high)
        status = self._language.find_status(text, low, stop if stop >= 0 else min(high, len(text)), at)
        return 1 if status in AHEAD else -1 if status == "held" else 0

    def looks_ahead(self, text: str, start: int, end: int) -> bool:
        """Return whether a passage speaks of what is to come."""
        language = self._language
        tables = (*language.statuses.items(), *language.weak_statuses.items())
        words = [phrases for name, phrases in tables if name in AHEAD]
        found = (one for some in (*words, language["tense.ahead"]) for one in some.find_all(text, start, end))
        # "May" is a month, but where it begins a sentence.
        return any(one[0][0].islower() or one.start() == start for one in found)

    def looks_back(self, text: str, start: int, end: int) -> bool:
        """Return whether a passage only speaks of what is over."""
        low = text.rfind(". ", 0, start) + 1
        if self.looks_ahead(text, start, end) or self._language["tense.proposing"].search(text, start, end):
            return False
        if self._language["withholding.phrases"].search(text, low, end):
            # What is not told is not over.
            return False
        past = self._language["tense.past"].find_all(text, start, end)
        return any(one[0].lower() not in self._language["tense.not_past"] for one in past)

    def _number(self, event: str) -> int:
        return int(self._events[event].get("number") or 0)

    def begin_paragraph(self) -> None:
        """Forget what the paragraph before spoke of."""
        self._last = None
        self._is_lost = False

    def find_all(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Topic]:
        """Return the events that a passage speaks of, in their order; else what it can only go on about."""
        named = [
            Topic(one.id, 1.0, "", one.start)
            for one in mentions
            if one.kind == "event" and start <= one.start < end
        ]
        spoken = self._find_spoken_of(text, start, end, mentions)
        # "The third round of negotiations" is named once.
        covered = [(one.start - 30, one.end + 30) for one in mentions if one.kind == "event"]
        spoken = [one for one in spoken if not any(low <= one.at < high for low, high in covered)]
        found = sorted([*named, *spoken], key=lambda one: one.at)
        for one in found:
            before = WORD.findall(text[max(start, one.at - 25) : one.at])
            while before and before[-1].lower() in self._language["grammar.articles"]:
                before.pop()
            one.is_governed = bool(before) and before[-1].lower() in self._language["grammar.prepositions"]
            # "Since the start of the war": a day by which another is told.
            one.is_beside = any(word.lower() in self._language["events.beside"] for word in before[-4:])
        if found and all(one.is_beside for one in found):
            self._is_lost = True
            return []
        found = [one for one in found if not one.is_beside]
        if found:
            self._is_lost = False
            plain = [one for one in found if not one.is_governed]
            if plain or self._last is None:
                self._last = (plain or found)[-1].event
            return found
        return self.find_understood(text, start, end)

    def find_understood(self, text: str, start: int, end: int) -> list[Topic]:
        """Return the event of which a passage can only go on to speak: the last one, or the main one.

        The main one is none where the paragraph speaks of another that cannot be told, nor where it lies
        ahead and the passage does not look ahead.
        """
        if self._is_lost:
            return []
        if self._last is not None:
            if self._last == self.main and self.is_ahead and self.looks_back(text, start, end):
                return []
            return [Topic(self._last, 0.6, "about: no event is named here; the one before it is taken")]
        if self.main is not None and (not self.is_ahead or self.looks_ahead(text, start, end)):
            return [Topic(self.main, 0.4, "about: no event is named here; the article's main one is taken")]
        return []

    def _find_spoken_of(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Topic]:
        """Return the events that are spoken of by a noun: "the talks", "a new round"."""
        found: list[Topic] = []
        for word in WORD.finditer(text, start, end):
            noun = word[0].lower()
            candidates = self._heads.get(noun) or self._list_for_plural(noun)
            if not candidates or any(
                one.start <= word.start() < one.end for one in mentions if one.kind != "term"
            ):
                continue
            if "-" in (text[word.start() - 1 : word.start()], text[word.end() : word.end() + 1]):
                continue
            before = [
                one.lower() for one in WORD.findall(text[max(start, word.start() - 40) : word.start()])
            ][-4:]
            passage = (max(text.rfind(". ", start, word.start()) + 1, start), end)
            topic = self._choose(word, start, before, candidates, passage, mentions)
            if topic is None and self._is_unclear:
                self._is_lost = True
            if topic is not None:
                topic.at = word.start()
                if not found or found[-1].event != topic.event:
                    found.append(topic)
        return found

    def _list_for_plural(self, noun: str) -> list[str]:
        """List the events of a kind with numbers that a word means several of: "hearings"."""
        events = self._heads.get(self._language.make_singular(noun), ())
        numbered = [one for one in events if self._number(one)]
        return numbered if len(numbered) > 1 else []

    def _choose(
        self,
        word: re.Match[str],
        start: int,
        before: Sequence[str],
        candidates: Sequence[str],
        passage: tuple[int, int],
        mentions: Sequence[Mention],
    ) -> Topic | None:
        """Return which of some events a noun means; None if none can be told, or it is no event.

        Args:
            word: The noun, found in the paragraph.
            start: Where what is read begins.
            before: The words before the noun, in small letters.
            candidates: The events that can be spoken of by it.
            passage: Where the noun's own passage begins and ends.
            mentions: What the paragraph names.
        """
        text, noun, at = word.string, word[0].lower(), word.end()
        around = text[max(start, word.start() - _AROUND) : min(passage[1], at + _AROUND)]
        language = self._language
        self._is_unclear = False
        numbered = sorted((one for one in candidates if self._number(one)), key=self._number)
        kinds = {self._events[one]["kind"] for one in numbered}
        if len(kinds) > 1:
            numbered = [one for one in numbered if noun.startswith(str(self._events[one]["kind"])[:4])]
        if before and (before[-1] in language["grammar.helping"]):
            # "to strike", "will vote": a verb.
            return None
        if len(candidates) > 1 and (people := self._meets_people(text, at, passage[1], mentions)):
            return self._find_meeting_of_people(noun, candidates, people)
        if any(word in language["events.next"] for word in before) and numbered:
            return Topic(numbered[-1], 0.9)
        ordinal = language.ordinals.index(before[-1]) + 1 if set(before[-1:]) & {*language.ordinals} else 0
        if ordinal and (counted := [one for one in numbered if self._number(one) == ordinal]):
            return Topic(counted[0], SURE)
        is_one = language.make_singular(noun) == noun
        if is_one and set(before[-1:]) & language["events.one_before"].words and self.main in numbered[1:]:
            # "The previous round": the one before that of which the article tells.
            return Topic(numbered[numbered.index(self.main) - 1], 0.85)
        if any(word in language["events.previous"] for word in before):
            earlier = numbered[:-1]
            if len(earlier) == 1:
                return Topic(earlier[0], 0.85)
            return self._find_series(noun, candidates)
        if any(one in language["grammar.by_words"] for one in before[-1:]):
            return None
        if (told := self._find_told_apart(noun, candidates, around)) is not None:
            return Topic(told, 0.8, f"about: “{noun}” is taken for {self._names.name_of('event', told)}")
        is_back = self.is_ahead and self.looks_back(text, *passage)
        if len(numbered) > 1 and self._means_many(noun, before, text, at, passage):
            return self._find_series(noun, candidates)
        order = [(self._last, 0.8), (self.main, 0.7)]
        if is_back:
            # What is told as over is not what lies ahead.
            order = [(self._last if self._last != self.main else None, 0.8)]
        for one, score in order:
            if one is not None and one in candidates:
                return Topic(one, score, f"about: “{noun}” is taken for {self._names.name_of('event', one)}")
        if len(candidates) == 1 and (candidates[0] in self._named or self.main is None):
            return Topic(candidates[0], 0.7)
        if (
            len(candidates) == 1
            and set(before[-1:]) <= language["grammar.articles"].words
            and noun == self._events[candidates[0]]["kind"]
        ):
            name = self._names.name_of("event", candidates[0])
            return Topic(candidates[0], 0.65, f"about: “{noun}” is taken for {name}")
        if is_back:
            return self._find_series(noun, candidates)
        if numbered and len(numbered) == len(candidates):
            return Topic(numbered[-1], 0.6, "about: the last of several is taken")
        return None

    def _means_many(
        self, noun: str, before: Sequence[str], text: str, at: int, passage: tuple[int, int]
    ) -> bool:
        """Whether a noun means several of a kind, or what they are parts of: "rounds"."""
        language = self._language
        after = WORD.match(text, at + 1)
        if noun in language["events.several"] or noun not in self._heads:
            return True
        if after and after[0].lower() in language["events.general"]:
            return True
        is_bare = not any(word in language["grammar.articles"] for word in before[-3:])
        return is_bare and not self.looks_ahead(text, *passage)

    def _find_series(self, noun: str, candidates: Sequence[str]) -> Topic | None:
        """Return the only event of which those of a kind are parts; else it is unclear what is meant."""
        fitting = [one for one in candidates if self._events[one]["kind"] in self._language["events.series"]]
        if len(fitting) == 1:
            name = self._names.name_of("event", fitting[0])
            return Topic(fitting[0], 0.75, f"about: “{noun}” is taken for {name}")
        self._is_unclear = True
        return None

    def _meets_people(self, text: str, at: int, end: int, mentions: Sequence[Mention]) -> str:
        """Return the word for those who meet, by office or name: "a meeting of the presidents"."""
        words = list(WORD.finditer(text, at, min(end, at + _BEHIND)))
        if not words or words[0][0].lower() not in self._language["events.of_people"]:
            return ""
        stop = re.compile(r"[,.;:]|$").search(text, at, end)
        last = stop.start() if stop else end
        for word in words[:9]:
            singular = self._language.make_singular(word[0].lower())
            is_many = singular != word[0].lower() and word.start() < last
            if (
                is_many
                and singular in self._language["roles.nouns"]
                and singular not in self._language["roles.voices"]
            ):
                return singular
        people = (
            one
            for one in mentions
            if one.kind == "actor" and at <= one.start < at + _BEHIND and one.start < end
        )
        person = next((one for one in people if self._names.actor(one.id).get("kind") == "person"), None)
        return text[person.start : person.end] if person is not None else ""

    def _find_meeting_of_people(self, noun: str, candidates: Sequence[str], people: str) -> Topic | None:
        """Return the event that is named by the offices of those who meet; else it is unclear which it is."""
        roles = self._language["roles.nouns"]
        fitting = [
            one for one in candidates if any(word in roles for own in self._own_words[one] for word in own)
        ]
        if len(fitting) == 1 and people in roles:
            name = self._names.name_of("event", fitting[0])
            return Topic(fitting[0], 0.75, f"about: “{noun}” is taken for {name}")
        self._is_unclear = True
        return None

    def _find_told_apart(self, noun: str, candidates: Sequence[str], around: str) -> str | None:
        """Return the only one of several events of one of whose names every word stands beside a noun."""
        words = self._list_words(around)
        noun = self._language.make_singular(noun)
        fitting = [
            one for one in candidates if any(own - {noun} and own <= words for own in self._own_words[one])
        ]
        return fitting[0] if len(fitting) == 1 < len(candidates) else None

    def _list_words(self, text: str) -> set[str]:
        return {self._language.make_singular(fold_name(word)) for word in WORD.findall(text)}

    def _list_own_words(self, event: str) -> list[set[str]]:
        """List for each name of an event the words that others lack; where it is tells little."""
        record = self._events[event]
        common = self._language.event_words | self._language["events.empty"].words | self._place_words
        names = (self._list_words(name) for name in (record["name"], *record.get("aliases", ())))
        singular = {self._language.make_singular(one) for one in common}
        return [own for name in names if (own := name - singular)]

    def list_earlier(self, noun: str, count: int, *, is_earlier: bool) -> list[str]:
        """List so many numbered events of a kind by their numbers: those before the main one, or all.

        Args:
            noun: The word for several of them: "rounds".
            count: How many are spoken of.
            is_earlier: Whether the last is left out because earlier ones are spoken of.
        """
        candidates = {*self._heads.get(noun, ()), *self._heads.get(self._language.make_singular(noun), ())}
        numbered = sorted((one for one in candidates if self._number(one)), key=self._number)
        kind = self._events[numbered[-1]]["kind"] if numbered else None
        same = [one for one in numbered if self._events[one]["kind"] == kind]
        known = {len(same) - is_earlier, *([same.index(self.main)] if self.main in same else [])}
        return same[:count] if count in known else []
