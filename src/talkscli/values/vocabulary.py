"""What comparing needs to know of the store's words: names, which place lies in which, who is unnamed."""

from collections.abc import Callable, Mapping
from typing import Protocol

Days = tuple[int, int]
"""A first and a last possible day, by their numbers."""


class Vocabulary(Protocol):
    """Answers about ids; an id that nobody knows is its own name."""

    def place_name(self, place: str) -> str:
        """Return the name of a place."""

    def place_parent(self, place: str) -> str | None:
        """Return the next larger place, or None."""

    def actor_name(self, actor: str) -> str:
        """Return the name of an actor."""

    def actor_is_unnamed(self, actor: str) -> bool:
        """Return whether the actor is an anonymous source, who may be the same person as another."""

    def term_name(self, term: str) -> str:
        """Return the words of a term."""

    def term_parent(self, term: str) -> str | None:
        """Return the next wider term, or None."""

    def document_days(self, document: str) -> Days | None:
        """Return the days on which a document may have been published, or None where none is told."""


class Words:
    """A vocabulary held in dictionaries."""

    __slots__ = ("actors", "broader", "parents", "places", "published", "terms", "unnamed")

    def __init__(
        self,
        *,
        places: Mapping[str, str] | None = None,
        parents: Mapping[str, str] | None = None,
        actors: Mapping[str, str] | None = None,
        unnamed: frozenset[str] = frozenset(),
        terms: Mapping[str, str] | None = None,
        broader: Mapping[str, str] | None = None,
        published: Mapping[str, str] | None = None,
    ) -> None:
        self.places = places or {}
        self.parents = parents or {}
        self.actors = actors or {}
        self.unnamed = unnamed
        self.terms = terms or {}
        self.broader = broader or {}
        """The next wider term of each that lies in one."""
        self.published = published or {}
        """When documents were published (EDTF)."""

    def place_name(self, place: str) -> str:
        """Return the name of a place."""
        return self.places.get(place, place)

    def place_parent(self, place: str) -> str | None:
        """Return the next larger place, or None."""
        return self.parents.get(place)

    def actor_name(self, actor: str) -> str:
        """Return the name of an actor."""
        return self.actors.get(actor, actor)

    def actor_is_unnamed(self, actor: str) -> bool:
        """Return whether the actor is an anonymous source."""
        return actor in self.unnamed

    def term_name(self, term: str) -> str:
        """Return the words of a term."""
        return self.terms.get(term, term)

    def term_parent(self, term: str) -> str | None:
        """Return the next wider term, or None."""
        return self.broader.get(term)

    def document_days(self, document: str) -> Days | None:
        """Return the days on which a document may have been published, or None where none is told."""
        text = self.published.get(document)
        if text is None:
            return None
        from talkscli.values.edtf import parse_edtf

        value = parse_edtf(text)
        return value.earliest, value.latest


def follow_chain(one: str, find_wider: Callable[[str], str | None]) -> list[str]:
    """List a record and whatever it lies in, nearest first; a circle is followed once."""
    chain = {one: None}
    while (wider := find_wider(one)) is not None and wider not in chain:
        chain[wider] = None
        one = wider
    return list(chain)
