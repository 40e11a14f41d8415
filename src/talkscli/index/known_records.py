"""The records of a store's header as far as claims are read and judged against them."""

import sqlite3
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from talkscli.index.schema import ABOUT, NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

KINDS = ("actor", "place", "event", "property", "term", "document")
SUBJECTS = ("actor", "place", "event")
"""What a claim can be about."""

Days = tuple[int, int]
"""A first and a last possible day, by their numbers."""


class NamedRecords(ABC):
    """What ids mean, asked of records by kind and id; all of a `Vocabulary` of the engine but the days."""

    __slots__ = ()

    @abstractmethod
    def look_up(self, kind: str, one: str) -> tuple[str, str | None]:
        """Return the name of a record, or the id of one that nobody knows; and its field for `sub`."""

    def place_name(self, place: str) -> str:
        """Return the name of a place."""
        return self.look_up("place", place)[0]

    def place_parent(self, place: str) -> str | None:
        """Return the next larger place, or None."""
        return self.look_up("place", place)[1]

    def actor_name(self, actor: str) -> str:
        """Return the name of an actor."""
        return self.look_up("actor", actor)[0]

    def actor_is_unnamed(self, actor: str) -> bool:
        """Return whether the actor is an anonymous source, who may be the same person as another."""
        return self.look_up("actor", actor)[1] == "unnamed"

    def term_name(self, term: str) -> str:
        """Return the words of a term."""
        return self.look_up("term", term)[0]

    def term_parent(self, term: str) -> str | None:
        """Return the next wider term, or None."""
        return self.look_up("term", term)[1]


class KnownRecords(NamedRecords):
    """Numbers, names and the like of records, by kind and id; a `Vocabulary` of the engine."""

    def __init__(self) -> None:
        self.ids: dict[int, str] = {}
        """The id of each record, by its number in the index."""
        self.numbers: Mapping[str, dict[str, int]] = {kind: {} for kind in KINDS}
        self.names: Mapping[str, dict[str, str]] = {kind: {} for kind in KINDS}
        self.subs: Mapping[str, dict[str, str]] = {kind: {} for kind in KINDS}
        """By kind and id the field that the column `entity.sub` holds; where there is none, nothing."""
        self.version = 1
        """The version of the store's form; of several files the latest."""
        self.subjects: dict[str, int] = {}
        """The numbers of what a claim can be about, by id."""
        self.single: set[str] = set()
        """The properties that are stated to have one answer."""
        self.published: dict[str, Days] = {}
        """The days on which each document may have been published, where any is told."""

    def enter(self, number: int, kind: str, one: str, name: str, sub: str | None) -> None:
        """Take one record in, given by its number, its kind, its id, its name and the field for `sub`."""
        self.ids[number] = one
        self.numbers[kind][one] = number
        self.names[kind][one] = name
        self.subs[kind][one] = sub or ""
        if kind in SUBJECTS:
            self.subjects[one] = number

    def first_day(self, document: str) -> int:
        """Return the first day on which a document may have been published, or NEVER."""
        days = self.published.get(document)
        return days[0] if days else NEVER

    def name_fact(self, number: int) -> str:
        """Return the key of a fact by its number."""
        return f"{self.ids[number // ABOUT]}.{self.ids[number % ABOUT]}"

    def look_up(self, kind: str, one: str) -> tuple[str, str | None]:
        """Return the name of a record and its field for `sub`, if it has any."""
        return self.names[kind].get(one, one), self.subs[kind].get(one) or None

    def document_days(self, document: str) -> Days | None:
        """Return the days on which a document may have been published, or None where none is told."""
        return self.published.get(document)


def find_side(
    actor: str, sides: "Container[str | None]", read: "Callable[[str], tuple[str | None, str | None]]"
) -> str | None:
    """Return the side of an actor: itself if it is one, its own, or that of whom it is or speaks for.

    Args:
        actor: Its id.
        sides: All sides.
        read: Returns the fields `side` and `of` of an actor.
    """
    seen: set[str] = set()
    one: str | None = actor
    while one is not None and one not in seen:
        if one in sides:
            return one
        seen.add(one)
        side, one = read(one)
        if side is not None:
            return side
    return None


def load_records(connection: sqlite3.Connection) -> KnownRecords:
    """Return the records that an index has."""
    records = KnownRecords()
    (records.version,) = connection.execute("SELECT value FROM meta WHERE key = 'schema version'").fetchone()
    sql = "SELECT num, kind, id, name, sub, day, day_to FROM entity ORDER BY num"
    for number, kind, one, name, sub, first, last in connection.execute(sql):
        records.enter(number, kind, one, name, sub)
        if first is not None:
            records.published[one] = first, last
    sql = "SELECT id FROM entity WHERE kind = 'property' AND json_extract(json, '$.answers') = 'one'"
    records.single.update(one for (one,) in connection.execute(sql))
    return records
