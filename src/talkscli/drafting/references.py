"""Whom words such as "he", "the minister" or "the union" mean: the one whom they fit, or nobody."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from talkscli.drafting.known_names import WORD, Mention

if TYPE_CHECKING:
    from talkscli.drafting.known_names import Names
    from talkscli.drafting.language import Language

_STOP = re.compile(r"[,;:.!?()\"“”„«»\n]|[-–—]\s")
_NEAR = 2
"""So many paragraphs back somebody is looked for who is spoken of by a bare "the minister"."""
_PREFIX = 5
"""Words that begin with so many equal letters are of one country or body: Ukraine, Ukrainian."""


class Person:
    """Somebody of the article, by what the article calls him."""

    __slots__ = ("descriptions", "id", "places")

    def __init__(self, one: str) -> None:
        self.id = one
        self.descriptions: set[str] = set()
        """The words in small letters that stand beside his name."""
        self.places: list[tuple[int, int]] = []
        """The paragraphs and places in which he is named."""


class References:
    """What an article has said so far of those in it."""

    def __init__(self, names: "Names", language: "Language") -> None:
        self._names = names
        self._language = language
        self.people: dict[str, Person] = {}
        self.bodies: dict[str, list[tuple[int, int]]] = {}
        """Where offices, states, agencies and outlets are named."""
        self.last_source: str | None = None
        """The last unnamed source that said something."""
        self.last_outlet: str | None = None
        """The last agency or outlet that reported something."""

    def learn(self, number: int, text: str, mentions: Iterable[Mention]) -> None:
        """Take in what a paragraph calls those whom it names."""
        for mention in mentions:
            if mention.kind != "actor":
                continue
            place = number, mention.start
            if self._names.actor(mention.id).get("kind") != "person":
                self.bodies.setdefault(mention.id, []).append(place)
                continue
            person = self.people.setdefault(mention.id, Person(mention.id))
            person.places.append(place)
            before, after = find_descriptions(text, mention.start, mention.end)
            words = WORD.findall(f"{self._cut_roles(before)} {after}")
            person.descriptions |= {word.lower() for word in words}

    def _cut_roles(self, before: str) -> str:
        """Return of the words before a name its last role: of "spokesman for chief Moss" he is the chief."""
        roles = [one for one in WORD.finditer(before) if one[0].lower() in self._language["roles.nouns"]]
        if len(roles) < 2:
            return before
        return before[roles[-2].end() :]

    def find_person(self, before: tuple[int, int], spoken: str | None) -> str | None:
        """Return whom "he" means: who spoke last, or else who was named first in the sentences before.

        Args:
            before: The paragraph and the place of the word.
            spoken: The person who spoke last in this paragraph or the one before, if anybody did.
        """
        if spoken is not None and spoken in self.people:
            return spoken
        number, at = before
        here = [(places, one) for one, person in self.people.items() for places in person.places]
        near = [(place, one) for place, one in here if place[0] == number and place[1] < at]
        if not near:
            near = [(place, one) for place, one in here if place[0] == number - 1]
        return min(near)[1] if near else None

    def find_described(self, words: Sequence[str], before: tuple[int, int]) -> str | None:
        """Return the one whom a phrase such as "Ukrainian president" fits, or None.

        Args:
            words: The words of the phrase in small letters, without articles; the last says what he is.
            before: The paragraph and the place of the phrase.
        """
        *marks, noun = words
        fitting: list[tuple[tuple[int, int], str]] = []
        for one, person in self.people.items():
            earlier = [place for place in person.places if place < before]
            if earlier and self._fits(person, noun, marks):
                fitting.append((max(earlier), one))
        if not marks:
            # A bare role is that of the one who was just spoken of.
            fitting = [(place, one) for place, one in fitting if before[0] - place[0] <= _NEAR]
        return fitting[0][1] if len(fitting) == 1 else None

    def _fits(self, person: Person, noun: str, marks: Sequence[str]) -> bool:
        if noun not in person.descriptions:
            return False
        record = self._names.actor(person.id)
        around = " ".join(
            self._names.name_of("actor", str(record[key])) for key in ("side", "of") if record.get(key)
        )
        known = person.descriptions | {word.lower() for word in WORD.findall(around)}
        small = self._language["grammar.articles"]
        return all(mark in small or any(are_kindred(mark, word) for word in known) for mark in marks)

    def find_body(self, noun: str, before: tuple[int, int]) -> str | None:
        """Return the only body of the article whose name has a noun: "the union", "the company"."""
        fitting = []
        for one, places in self.bodies.items():
            words = {
                word.lower()
                for name in (self._names.name_of("actor", one), *self._names.actor(one).get("aliases", ()))
                for word in WORD.findall(name)
            }
            kind = self._names.actor(one).get("kind")
            if (noun in words or noun == kind) and any(place < before for place in places):
                fitting.append(one)
        return fitting[0] if len(fitting) == 1 else None

    def find_source(self, bodies: Iterable[str]) -> str | None:
        """Return the only unnamed source that some agencies, outlets or offices have, or None."""
        of = set(bodies)
        actors = self._names.records["actor"]
        fitting = [
            one for one, record in actors.items() if record["kind"] == "unnamed" and record.get("of") in of
        ]
        return fitting[0] if len(fitting) == 1 else None


def find_descriptions(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words before a name that belong to it, and what stands after it between commas."""
    left = text[max(0, start - 80) : start]
    cut = [found.end() for found in _STOP.finditer(left)]
    before = left[cut[-1] :] if cut else left
    after = ""
    if text[end : end + 1] == ",":
        stop = re.compile(r"[,;.!?()\"“”]").search(text, end + 1)
        after = text[end + 1 : stop.start() if stop else min(len(text), end + 120)]
        if len(after.split()) > 16:
            after = ""
    return " ".join(before.split()[-7:]), after.strip()


def are_kindred(one: str, other: str) -> bool:
    """Tell whether two words are of one country or body: Ukraine and Ukrainian, Russia and Russian."""
    one, other = one.lower(), other.lower()
    size = min(_PREFIX, len(one), len(other))
    return one == other or (size >= 4 and one[:size] == other[:size] and min(len(one), len(other)) > 4)
