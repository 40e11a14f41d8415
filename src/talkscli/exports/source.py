"""What a writer of an export is given: tables and their rows, counted as they pass, and what the store is."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli import __version__
from talkscli.exports.extract import Extract
from talkscli.exports.tables import TABLES, Table

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

EVERY = 4096
"""After so many rows it is told how far the writing is."""


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
        self._extract = Extract(archive)
        self._progress = progress
        self._done = 0
        self.counts = {table.name: self._extract.count(table) for table in TABLES}
        self._total = sum(self.counts.values())
        self.facts = {
            "title": archive.title,
            "description": archive.description or "",
            "as_of": as_of,
            "store_sha256": identity,
            "made_with": f"talks {__version__}",
        }
        """What an export says of itself."""

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table."""
        for row in self._extract.rows(table):
            self._done += 1
            if self._progress is not None and self._done % EVERY == 0:
                self._progress(self._done, self._total)
            yield row

    def records(self, table: Table, lists: "Sequence[str] | None" = None) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table by the names of their columns, lists as lists, without what is empty."""
        import json

        names = table.names
        listed = (
            [column.name for column in table.columns if column.type == "list"] if lists is None else lists
        )
        for row in self.rows(table):
            record = {
                name: cell for name, cell in zip(names, row, strict=True) if cell not in (None, "", "[]")
            }
            for name in listed:
                if name in record:
                    record[name] = json.loads(record[name])
            yield record

    def finish(self) -> None:
        """Tell that all is written."""
        if self._progress is not None:
            self._progress(self._total, self._total)
