"""Which event a passage speaks of: one that it names, one that its words mean, or the main one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD, Mention
from talkscli.names import fold_name

if TYPE_CHECKING:
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language

SURE = 0.9
"""How sure it is that an event is meant that is named, or is the next one."""
PART_SCORE = 0.5
"""How sure it is that a passage is about an event that it names as a part of another name."""
_AROUND = 40
"""So many characters beside a noun the words are looked for that tell which event it means."""
_OPENING = 3
"""What the first paragraphs name counts for so much more."""


class Topic:
    """An event that a passage speaks of, and how that is known."""

    __slots__ = ("at", "event", "how", "is_governed", "score")

    def __init__(self, event: str, score: float, how: str = "", at: int = -1) -> None:
        self.event = event
        self.score = score
        self.how = how
        """What is not sure of it; nothing where the passage names it."""
        self.at = at
        """Where it is spoken of, or -1."""
        self.is_governed = False
        """Whether it is only named as where or when something is: "in the war", "after the second round"."""


class Topics:
    """The events of a store as an article speaks of them."""

    def __init__(self, names: "Names", language: "Language") -> None:
        self._names = names
        self._language = language
        self.main: str | None = None
        self._named: set[str] = set()
        """The events that the article names."""
        self._last: str | None = None
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
        for number, (text, mentions) in enumerate(paragraphs):
            weight = _OPENING if number < _OPENING else 1
            found = [Topic(one.id, 1.0) for one in mentions if one.kind == "event"]
            self._named.update(one.event for one in found)
            for one in (*found, *self._find_spoken_of(text, 0, len(text), mentions)):
                # What only a noun means counts where nothing is named.
                weights = named if one.score >= SURE else spoken
                weights[one.event] = weights.get(one.event, 0) + weight
        if weights := named or spoken:
            order = list(self._events)
            self.main = max(weights, key=lambda one: (weights[one], self._number(one), -order.index(one)))
        elif len(self._events) == 1:
            self.main = next(iter(self._events))

    def _number(self, event: str) -> int:
        return int(self._events[event].get("number") or 0)

    def begin_paragraph(self) -> None:
        """Forget what the paragraph before spoke of."""
        self._last = None

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
            if before and before[-1].lower() in self._language["grammar.parts"] and one.score > PART_SCORE:
                one.score, one.how = PART_SCORE, one.how or "about: the event is named only in passing"
            one.is_governed = bool(before) and before[-1].lower() in self._language["grammar.prepositions"]
        if found:
            plain = [one for one in found if not one.is_governed]
            if plain or self._last is None:
                self._last = (plain or found)[-1].event
            return found
        return self.find_understood()

    def find_understood(self) -> list[Topic]:
        """Return the event of which a passage can only go on to speak: the last one, or the main one."""
        if self._last is not None:
            return [Topic(self._last, 0.6, "about: no event is named here; the one before it is taken")]
        if self.main is not None:
            return [Topic(self.main, 0.4, "about: no event is named here; the article's main one is taken")]
        return []

    def _find_spoken_of(self, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Topic]:
        """Return the events that are spoken of by a noun: "the talks", "a new round"."""
        found: list[Topic] = []
        for word in WORD.finditer(text, start, end):
            noun = word[0].lower()
            candidates = self._heads.get(noun)
            if not candidates or any(
                one.start <= word.start() < one.end for one in mentions if one.kind != "term"
            ):
                continue
            if "-" in (text[word.start() - 1 : word.start()], text[word.end() : word.end() + 1]):
                continue
            before = [
                one.lower() for one in WORD.findall(text[max(start, word.start() - 40) : word.start()])
            ][-4:]
            around = text[max(start, word.start() - _AROUND) : min(end, word.end() + _AROUND)]
            topic = self._choose(noun, before, candidates, around)
            if topic is not None:
                topic.at = word.start()
                if not found or found[-1].event != topic.event:
                    found.append(topic)
        return found

    def _choose(
        self, noun: str, before: Sequence[str], candidates: Sequence[str], around: str
    ) -> Topic | None:
        language = self._language
        numbered = sorted((one for one in candidates if self._number(one)), key=self._number)
        kinds = {self._events[one]["kind"] for one in numbered}
        if len(kinds) > 1:
            numbered = [one for one in numbered if noun.startswith(str(self._events[one]["kind"])[:4])]
        if before and (before[-1] in language["grammar.helping"]):
            # "to strike", "will vote": a verb.
            return None
        if any(word in language["events.next"] for word in before) and numbered:
            return Topic(numbered[-1], 0.9)
        if any(word in language["events.previous"] for word in before):
            earlier = numbered[:-1]
            if len(earlier) == 1:
                return Topic(earlier[0], 0.85)
            return None
        if any(one in language["grammar.by_words"] for one in before[-1:]):
            return None
        if (told := self._find_told_apart(candidates, around)) is not None:
            return Topic(told, 0.8, f"about: “{noun}” is taken for {self._names.name_of('event', told)}")
        order = [(self._last, 0.8), (self.main, 0.7)]
        is_other = self._last is not None and self.main in candidates and not self._is_like_main(self._last)
        if is_other and not set(before[-1:]) & {"this", "that"}:
            # "The meeting" is the one of which the article tells, though another is named before it.
            order.reverse()
        for one, score in order:
            if one is not None and one in candidates:
                return Topic(one, score, f"about: “{noun}” is taken for {self._names.name_of('event', one)}")
        if len(candidates) == 1 and (candidates[0] in self._named or self.main is None):
            return Topic(candidates[0], 0.7)
        if numbered and len(numbered) == len(candidates):
            return Topic(numbered[-1], 0.6, "about: the last of several is taken")
        return None

    def _is_like_main(self, event: str) -> bool:
        return self.main is not None and self._events[event]["kind"] == self._events[self.main]["kind"]

    def _find_told_apart(self, candidates: Sequence[str], around: str) -> str | None:
        """Return the only one of several events of one of whose names every word stands beside a noun."""
        words = self._list_words(around)
        fitting = [one for one in candidates if any(own <= words for own in self._own_words[one])]
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

    def list_earlier(self) -> list[str]:
        """List the numbered events of the main one's kind that come before it, by their numbers."""
        if self.main is None:
            return []
        kind, number = self._events[self.main]["kind"], self._number(self.main)
        earlier = [
            one
            for one, record in self._events.items()
            if record["kind"] == kind and 0 < self._number(one) < number
        ]
        return sorted(earlier, key=self._number)
