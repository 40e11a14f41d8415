"""Which event a passage speaks of: one that it names, one that its words mean, or the main one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD, Mention

if TYPE_CHECKING:
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language

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
        weights: dict[str, int] = {}
        for number, (text, mentions) in enumerate(paragraphs):
            weight = _OPENING if number < _OPENING else 1
            named = [one.id for one in mentions if one.kind == "event"]
            self._named.update(named)
            named += [
                one.event for one in self._find_spoken_of(text, 0, len(text), mentions) if one.score > 0.8
            ]
            for one in named:
                weights[one] = weights.get(one, 0) + weight
        if weights:
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
            one.is_governed = bool(before) and before[-1].lower() in self._language["grammar.prepositions"]
        if found:
            self._last = found[-1].event
            return found
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
            topic = self._choose(noun, before, candidates)
            if topic is not None:
                topic.at = word.start()
                if not found or found[-1].event != topic.event:
                    found.append(topic)
        return found

    def _choose(self, noun: str, before: Sequence[str], candidates: Sequence[str]) -> Topic | None:
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
        for one, score in ((self._last, 0.8), (self.main, 0.7)):
            if one is not None and one in candidates:
                return Topic(one, score)
        if len(candidates) == 1 and (candidates[0] in self._named or self.main is None):
            return Topic(candidates[0], 0.7)
        if numbered and len(numbered) == len(candidates):
            return Topic(numbered[-1], 0.6, "about: the last of several is taken")
        return None

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
