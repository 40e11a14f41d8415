"""The names and places of a store, each looked up when it is first asked for."""

from collections.abc import Callable
from typing import Any

from talkscli.index.known_records import NamedRecords


class StoreVocabulary(NamedRecords):
    """What a store's ids mean; implements `values.vocabulary.Vocabulary`."""

    __slots__ = ("_first", "_known")

    def __init__(self, first: Callable[..., Any]) -> None:
        self._first = first
        """Runs a query and returns its first row, or None."""
        self._known: dict[tuple[str, str], tuple[str, str | None]] = {}

    def document_days(self, document: str) -> tuple[int, int] | None:
        """Return the days on which a document may have been published, or None where none is told."""
        row = self._first("SELECT day, day_to FROM entity WHERE kind = 'document' AND id = ?", (document,))
        return None if row is None or row[0] is None else row

    def look_up(self, kind: str, one: str) -> tuple[str, str | None]:
        """Return the name of a record, or the id of one that nobody knows; and its field for `sub`."""
        found = self._known.get((kind, one))
        if found is None:
            row = self._first("SELECT name, sub FROM entity WHERE kind = ? AND id = ?", (kind, one))
            found = self._known[kind, one] = row or (one, None)
        return found
