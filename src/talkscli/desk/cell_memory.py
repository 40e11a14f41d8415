"""What the cells of a table were read as: a table says the same again and again, and it is read once."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from talkscli.desk.written_values import read_written

if TYPE_CHECKING:
    from talkscli.desk.resolver import Resolver
    from talkscli.values.as_written import Style

T = TypeVar("T")

_PLAIN = frozenset({str, int, float, bool})
_LONGEST = 40
"""Longer values hardly stand in a table twice."""
_REMEMBERED = 5_000
"""How many cells are remembered as read before the memory is emptied."""


class CellMemory:
    """Remembers what equal cells were read as, with the remarks that were made of them."""

    def __init__(self, resolver: "Resolver") -> None:
        self._resolver = resolver
        self._found: dict[Hashable, tuple[Any, tuple[str, ...]]] = {}
        self._notations: dict[Hashable, str | list[str]] = {}
        """Values that are in the notation, which mean the same in every document; yesterday does not."""
        self._changes = 0

    def read_once(self, key: Hashable, read: Callable[..., T], *given: Any) -> T:
        """Return what is read of a cell, or was read of an equal one before."""
        resolver = self._resolver
        if self._changes != resolver.changes or len(self._found) > _REMEMBERED:
            self._found.clear()
            self._changes = resolver.changes
        known = self._found.get(key)
        if known is not None:
            resolver.remarks += known[1]
            found: T = known[0]
            return found
        before, made = len(resolver.remarks), len(resolver.coming)
        found = read(*given)
        if len(resolver.coming) == made:
            # That a record is new is remarked once.
            self._found[key] = found, tuple(resolver.remarks[before:])
        return found

    def read_value(self, kind: str, raw: Any, place: str, style: "Style") -> str | list[str]:
        """Return the notation of a value that is no name.

        Args:
            kind: Its type.
            raw: What stands in the cell.
            place: Where it stands, for messages.
            style: What is known of how it was written.

        Raises:
            UsageError: it has no meaning, or several.
        """
        remarks = self._resolver.remarks
        if raw.__class__ not in _PLAIN or (raw.__class__ is str and len(raw) > _LONGEST):
            return read_written(kind, raw, place, remarks, style)
        key = kind, raw.__class__, raw
        if (known := self._notations.get(key)) is not None:
            return known
        before = len(remarks)
        found = read_written(kind, raw, place, remarks, style)
        if len(remarks) == before:
            if len(self._notations) > _REMEMBERED:
                self._notations.clear()
            self._notations[key] = found
        return found
