"""What a writer of an export is given: tables and their rows, counted as they pass, and what the store is."""

import sqlite3
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from talkscli import __version__
from talkscli.exports.extract import Extract
from talkscli.exports.tables import CLAIMS, LIST, TABLES, Table

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

EVERY = 4096
"""After so many rows it is told how far the writing is."""

SLICE = 20_000
"""So many claims are copied at once."""

STEPS = 200_000
"""After so many steps of SQLite it is shown that something goes on."""


class Source:
    """A store, as its exports read it."""

    def __init__(
        self,
        archive: "Archive",
        *,
        as_of: str = "",
        identity: str = "",
        progress: Callable[[int, int], object] | None = None,
    ) -> None:
        """Prepare the tables.

        Args:
            archive: The store.
            as_of: The day on which it is looked at, as written.
            identity: The hash of its files.
            progress: Called with how many rows were read, and how many there are.
        """
        self.archive = archive
        self._progress = progress
        self._done = 0
        self._extract: Extract | None = None
        self.facts = {
            "title": archive.title,
            "description": archive.description or "",
            "as_of": as_of,
            "store_sha256": identity,
            "made_with": f"talks {__version__}",
        }
        """What an export says of itself."""

    def prepare(self, connection: sqlite3.Connection | None = None) -> Extract:
        """Prepare the tables, on a connection to which the index is attached or on that of the archive."""
        if self._extract is None:
            connection = connection or self.archive.connection
            if self._progress is not None:
                # How far the tables are prepared nobody knows; that something goes on can be seen.
                connection.set_progress_handler(_tick(self._progress), STEPS)
            self._extract = Extract(self.archive, connection)
            connection.set_progress_handler(None, STEPS)
        return self._extract

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        extract = self.prepare()
        return {table.name: extract.count(table) for table in TABLES}

    def copy(self, connection: sqlite3.Connection, table: Table, insert: str) -> None:
        """Put the rows of a table into a database, without a detour where the index is attached to it."""
        extract = self.prepare()
        if extract.connection is not connection:
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f"{insert} VALUES ({marks})", self.rows(table))
        elif table is CLAIMS:
            for sql, values in extract.slices(SLICE):
                self._count(connection.execute(f"{insert} {sql}", values).rowcount)
        else:
            self._count(connection.execute(f"{insert} {extract.select(table)}").rowcount)

    def rows(self, table: Table, *, by_fact: bool = False) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table; the claims fact by fact, where that is asked for."""
        for number, row in enumerate(self.prepare().rows(table, by_fact=by_fact), 1):
            if number % EVERY == 0:
                self._count(EVERY)
            yield row

    def _count(self, rows: int) -> None:
        self._done += rows
        if self._progress is not None:
            self._progress(self._done, max(self._done + 1, sum(self.counts.values())))

    def records(self, table: Table) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table by the names of their columns, lists as lists, without what is empty."""
        import json

        names = table.names
        lists = [column.name for column in table.columns if column.type == LIST]
        for row in self.rows(table):
            record = {
                name: cell for name, cell in zip(names, row, strict=True) if cell not in (None, "", "[]")
            }
            for name in lists:
                if name in record:
                    record[name] = json.loads(record[name])
            yield record

    def finish(self) -> None:
        """Tell that all is written."""
        if self._progress is not None:
            self._progress(1, 1)


def _tick(progress: Callable[[int, int], object]) -> Callable[[], int]:
    def tick() -> int:
        progress(0, 1)
        return 0  # go on

    return tick
