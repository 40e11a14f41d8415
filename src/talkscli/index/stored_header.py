"""The header of a store as its index knows it: each record looked up when it is first asked for."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from talkscli.index.header import SECTIONS, SUBJECTS
from talkscli.index.schema import ABOUT

Found = TypeVar("Found")


class _LookUp(Mapping[str, Found], Generic[Found]):
    """A mapping whose values are asked of the index, each once."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        column: str,
        kinds: tuple[str, ...],
        make: Callable[[Any], Found],
    ) -> None:
        self._connection = connection
        self._kinds = ",".join(repr(kind) for kind in kinds)
        self._sql = f"SELECT {column} FROM entity WHERE kind IN ({self._kinds}) AND id = ?"
        self._make = make
        self._found: dict[str, Found] = {}

    def __getitem__(self, key: str) -> Found:
        if (known := self._found.get(key)) is not None:
            return known
        row = self._connection.execute(self._sql, (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        found = self._found[key] = self._make(row[0])
        return found

    def __iter__(self) -> Iterator[str]:
        for row in self._connection.execute(
            f"SELECT id FROM entity WHERE kind IN ({self._kinds}) ORDER BY num"
        ):
            yield row[0]

    def __len__(self) -> int:
        sql = f"SELECT count(*) FROM entity WHERE kind IN ({self._kinds})"
        return int(self._connection.execute(sql).fetchone()[0])


class StoredHeader:
    """What reading and judging claims asks of a header, answered from an index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        def look_up(column: str, *kinds: str, make: Callable[[Any], Any] = str) -> _LookUp[Any]:
            return _LookUp(connection, column, kinds, make)

        self._connection = connection
        self.numbers: Mapping[str, Mapping[str, int]] = {
            kind: look_up("num", kind, make=int) for kind, _ in SECTIONS.values()
        }
        self.subjects: Mapping[str, int] = look_up("num", *SUBJECTS, make=int)
        self.types: Mapping[str, str] = look_up("sub", "property")
        self.outlets: Mapping[str, str] = look_up("sub", "document")
        self._names: dict[str, Mapping[str, str]] = {
            kind: look_up("name", kind) for kind in ("actor", "place", "term")
        }
        # What has no such field has an empty text: a look-up remembers no None.
        self._kinds: Mapping[str, str] = look_up("sub", "actor")
        self._parents: Mapping[str, str] = look_up("ifnull(sub, '')", "place")

    def actor_name(self, actor: str) -> str:
        """Return the name of an actor."""
        return self._names["actor"].get(actor, actor)

    def actor_is_unnamed(self, actor: str) -> bool:
        """Return whether the actor is an anonymous source."""
        return self._kinds.get(actor) == "unnamed"

    def place_name(self, place: str) -> str:
        """Return the name of a place."""
        return self._names["place"].get(place, place)

    def place_parent(self, place: str) -> str | None:
        """Return the next larger place, or None."""
        return self._parents.get(place) or None

    def term_name(self, term: str) -> str:
        """Return the words of a term."""
        return self._names["term"].get(term, term)

    def first_day(self, document: str) -> int | None:
        """Return the first day on which a document may have been published, or None."""
        row = self._connection.execute(
            "SELECT day FROM entity WHERE kind = 'document' AND id = ?", (document,)
        ).fetchone()
        return row[0] if row else None

    def name_fact(self, number: int) -> str:
        """Return the key of a fact by its number."""
        sql = "SELECT id FROM entity WHERE num = ?"
        about, asked = (
            self._connection.execute(sql, (one,)).fetchone()[0] for one in (number // ABOUT, number % ABOUT)
        )
        return f"{about}.{asked}"
