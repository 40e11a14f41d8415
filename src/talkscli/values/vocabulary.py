"""What comparing needs to know of the store's words: names, which place lies in which, who is unnamed."""

from collections.abc import Mapping
from typing import Protocol


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


class Words:
    """A vocabulary held in dictionaries."""

    __slots__ = ("actors", "parents", "places", "terms", "unnamed")

    def __init__(
        self,
        *,
        places: Mapping[str, str] | None = None,
        parents: Mapping[str, str] | None = None,
        actors: Mapping[str, str] | None = None,
        unnamed: frozenset[str] = frozenset(),
        terms: Mapping[str, str] | None = None,
    ) -> None:
        self.places = places or {}
        self.parents = parents or {}
        self.actors = actors or {}
        self.unnamed = unnamed
        self.terms = terms or {}

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


def place_chain(place: str, vocabulary: Vocabulary) -> list[str]:
    """List the place and every larger one it lies in, nearest first."""
    chain = [place]
    while (parent := vocabulary.place_parent(chain[-1])) is not None and parent not in chain:
        chain.append(parent)
    return chain
