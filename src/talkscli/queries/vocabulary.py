"""The names and places of a store, each looked up when it is first asked for."""

from collections.abc import Callable
from typing import Any


class StoreVocabulary:
    """What a store's ids mean; implements `values.vocabulary.Vocabulary`."""

    __slots__ = ("_first", "_known")

    def __init__(self, first: Callable[..., Any]) -> None:
        self._first = first
        """Runs a query and returns its first row, or None."""
        self._known: dict[tuple[str, str], tuple[str, str | None]] = {}

    def place_name(self, place: str) -> str:
        """Return the name of a place."""
        return self._look_up("place", place)[0]

    def place_parent(self, place: str) -> str | None:
        """Return the next larger place, or None."""
        return self._look_up("place", place)[1]

    def actor_name(self, actor: str) -> str:
        """Return the name of an actor."""
        return self._look_up("actor", actor)[0]

    def actor_is_unnamed(self, actor: str) -> bool:
        """Return whether the actor is an anonymous source, who may be the same person as another."""
        return self._look_up("actor", actor)[1] == "unnamed"

    def term_name(self, term: str) -> str:
        """Return the words of a term."""
        return self._look_up("term", term)[0]

    def term_parent(self, term: str) -> str | None:
        """Return the next wider term, or None."""
        return self._look_up("term", term)[1]

    def document_days(self, document: str) -> tuple[int, int] | None:
        """Return the days on which a document may have been published, or None where none is told."""
        row = self._first("SELECT day, day_to FROM entity WHERE kind = 'document' AND id = ?", (document,))
        return None if row is None or row[0] is None else row

    def _look_up(self, kind: str, key: str) -> tuple[str, str | None]:
        found = self._known.get((kind, key))
        if found is None:
            row = self._first("SELECT name, sub FROM entity WHERE kind = ? AND id = ?", (kind, key))
            found = self._known[kind, key] = row or (key, None)
        return found
