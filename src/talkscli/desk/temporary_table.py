"""Rows that may be too many for memory, kept in a temporary file that nobody else sees."""

import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from talkscli.errors import StoreWriteError

if TYPE_CHECKING:
    from types import TracebackType

_SETTINGS = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
PRAGMA cache_size=-{kib};
"""
CACHE = 8192
"""How many KiB of the file are held in memory; so few rows never come to the disk."""


class TemporaryTable:
    """Tables of SQLite without a name: memory for a few rows, a temporary file for many."""

    def __init__(self, tables: str, *, kib: int = CACHE) -> None:
        # The collector may end it in another thread than the one that works with it.
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._connection.executescript(_SETTINGS.format(kib=kib) + tables)
        self._connection.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self.close()

    def __del__(self) -> None:
        # Whoever is handed a result that holds such tables need not close it.
        self.close()

    def close(self) -> None:
        """Forget all rows; the file is gone."""
        self._connection.close()

    def run(self, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Carry out one statement.

        Raises:
            StoreWriteError: there is no room for the temporary file.
        """
        try:
            return self._connection.execute(sql, values)
        except sqlite3.OperationalError as error:
            raise _explain(error) from error

    def run_all(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Carry out one statement for each row.

        Raises:
            StoreWriteError: there is no room for the temporary file.
        """
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.OperationalError as error:
            raise _explain(error) from error

    def find(self, sql: str, *values: object) -> Any:
        """Return the first value of the first row, or None."""
        found = self.run(sql, values).fetchone()
        return found[0] if found else None


def _explain(error: sqlite3.OperationalError) -> StoreWriteError:
    return StoreWriteError(
        f"the temporary file could not be written: {error}; no store was changed",
        hint="make room, or name another directory in TMPDIR",
    )
