"""A connection to an index, at one moment or now, and how it is asked."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from talkscli.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from talkscli.conflicts.engine import Judge
    from talkscli.queries.vocabulary import StoreVocabulary

LARGEST_BATCH = 256
"""How many rows are taken from the index at once."""


class Session:
    """An index, read-only, and the day on which it is asked."""

    __slots__ = ("_functions", "_judging", "_renew", "_vocabulary", "as_of", "connection")

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        as_of: int | None = None,
        renew: "Callable[[], sqlite3.Connection | None] | None" = None,
    ) -> None:
        """Begin to ask an index.

        Args:
            connection: The index.
            as_of: The last day that counts, by its number; None for now.
            renew: Throws a damaged index away and opens a new one of the same content, if there can be one.
        """
        self.connection = connection
        self.as_of = as_of
        self._renew = renew
        self._functions: dict[str, tuple[int, Callable[..., Any]]] = {}
        self._vocabulary: StoreVocabulary | None = None
        self._judging: Judge | None = None

    def close(self) -> None:
        """Let go of the index; nothing can be asked afterwards."""
        self.connection.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    @property
    def vocabulary(self) -> "StoreVocabulary":
        """Return what the store's ids mean."""
        if self._vocabulary is None:
            from talkscli.queries.vocabulary import StoreVocabulary

            self._vocabulary = StoreVocabulary(self.first)
        return self._vocabulary

    @property
    def judging(self) -> "Judge":
        """Return what judges facts, and remembers values that it has read."""
        if self._judging is None:
            from talkscli.conflicts.engine import Judge

            self._judging = Judge(self.vocabulary)
        return self._judging

    @property
    def known(self) -> list[str]:
        """Return the conditions on the table `claim` for what was known on the day."""
        if self.as_of is None:
            return []
        # Nothing is known before it was said: the day said is what the indexes are sorted by.
        return [f"claim.known <= {self.as_of}", f"claim.day_from <= {self.as_of}"]

    def run(self, sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """Run a query and yield its rows as they are found.

        Raises:
            StoreError: the index is damaged, and cannot be made anew.
        """
        # A million rows may pass here: between the batches none of them costs a step of Python.
        return chain.from_iterable(self._run_batches(sql, values))

    def _run_batches(self, sql: str, values: Sequence[object]) -> Iterator[Sequence[Any]]:
        """Yield the rows of a query in batches, the first row alone.

        An index that turns out to be damaged is made anew, and the query goes on where it was.
        """
        told, size = 0, 1
        try:
            found = self.connection.execute(sql, values)
            while batch := found.fetchmany(size):
                yield batch
                told += len(batch)
                size = min(4 * size, LARGEST_BATCH)
        except UnicodeEncodeError:
            # Half a character, which only a command line can carry: nothing in a store has one.
            return
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.ProgrammingError | sqlite3.OperationalError) and (
                "syntax" in str(error) or "no such" in str(error)
            ):
                raise
            renew, self._renew = self._renew, None
            fresh = renew() if renew is not None else None
            if fresh is None:
                raise StoreError(
                    f"the index was damaged: {error}", hint="run the command again: it is made anew"
                ) from error
            self.connection.close()
            self.connection = fresh
            for name, (size, function) in self._functions.items():
                fresh.create_function(name, size, function, deterministic=True)
        else:
            return
        # The same content gives the same rows in the same order.
        yield from ([row] for row in islice(self.run(sql, values), told, None))

    def first(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Return the first row, or None."""
        return next(self.run(sql, values), None)

    def define(self, name: str, size: int, function: "Callable[..., Any]") -> None:
        """Let queries call a function of so many arguments that always returns the same for the same."""
        if name not in self._functions:
            self._functions[name] = size, function
            self.connection.create_function(name, size, function, deterministic=True)

    def attach_to(self, connection: sqlite3.Connection) -> bool:
        """Let another connection, opened with `uri=True`, see the tables of this index.

        Returns:
            Whether it does: an index in memory, and one whose file is another by now, it cannot see.
        """
        from talkscli.index.cache import write_address

        file = self.first("PRAGMA database_list")[2]
        if not file:
            return False
        try:
            connection.execute("ATTACH ? AS store_index", (write_address(file),))
        except sqlite3.DatabaseError:
            return False
        try:
            found = connection.execute("SELECT secret FROM store_index.cache").fetchone()
        except sqlite3.DatabaseError:
            found = None
        if found is not None and found == self.first("SELECT secret FROM cache"):
            return True
        connection.execute("DETACH store_index")
        return False

    def meta(self, key: str) -> Any:
        """Return what the index says of itself under a key."""
        row = self.first("SELECT value FROM meta WHERE key = ?", (key,))
        return row[0] if row else None

    def number(self, kind: str, key: str) -> int | None:
        """Return the number of a record, or None."""
        row = self.first("SELECT num FROM entity WHERE kind = ? AND id = ?", (kind, key))
        return row[0] if row else None

    def subject(self, key: str) -> int | None:
        """Return the number of an actor, place or event, or None."""
        for kind in ("actor", "place", "event"):
            if (number := self.number(kind, key)) is not None:
                return number
        return None
