"""What an import or a merge has to remember, kept in a temporary file: rows may be many."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Self

from talkscli.errors import StoreWriteError

if TYPE_CHECKING:
    from types import TracebackType

    from talkscli.exchange.importing import Taken

_TABLES = """
PRAGMA journal_mode=OFF;
PRAGMA synchronous=OFF;
PRAGMA cache_size=-16384;
CREATE TABLE claim (id TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE content (content BLOB PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE row (number INTEGER PRIMARY KEY, line INTEGER, state TEXT, id TEXT, fact TEXT, reason TEXT,
  claim TEXT);
CREATE TABLE used (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE text (id TEXT PRIMARY KEY, claim TEXT) WITHOUT ROWID;
CREATE TABLE told (number INTEGER PRIMARY KEY, outcome TEXT, kind TEXT, id TEXT, store TEXT, other TEXT,
  why TEXT);
CREATE TABLE held (number INTEGER PRIMARY KEY, claim TEXT, source INTEGER);
"""


class Scratch:
    """A ledger of ids and contents, and what became of each row; implements `importing.Ledger`."""

    def __init__(self) -> None:
        # Without a name, SQLite puts it into a temporary file that nobody else sees.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.executescript(_TABLES)
        self._connection.execute("BEGIN")
        self.counts: dict[str, int] = {}
        """How many rows there are in each state."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self._connection.close()

    def _run(self, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._connection.execute(sql, values)
        except sqlite3.OperationalError as error:
            raise StoreWriteError(
                f"the temporary file could not be written: {error}; no store was changed",
                hint="make room, or name another directory in TMPDIR",
            ) from error

    def know(self, claims: Iterable[tuple[str, str]]) -> None:
        """Remember the claims that a store has: their ids and what they say."""
        for one, content in claims:
            self.enter(one, content)

    def holds_id(self, one: str) -> bool:
        """Tell whether a claim has this id."""
        return self._run("SELECT 1 FROM claim WHERE id = ?", (one,)).fetchone() is not None

    def same_as(self, content: str) -> str | None:
        """Return the id of a claim that says just this, or None."""
        found = self._run("SELECT id FROM content WHERE content = ?", (_digest(content),)).fetchone()
        return found[0] if found else None

    def says(self, one: str, content: str) -> bool:
        """Tell whether the claim with this id says just this."""
        found = self._run("SELECT content FROM claim WHERE id = ?", (one,)).fetchone()
        return found is not None and found[0] == _digest(content)

    def enter(self, one: str, content: str) -> None:
        """Remember a claim."""
        digest = _digest(content)
        self._run("INSERT OR IGNORE INTO claim VALUES (?, ?)", (one, digest))
        self._run("INSERT OR IGNORE INTO content VALUES (?, ?)", (digest, one))

    def keep(self, taken: "Taken") -> None:
        """Keep what became of a row."""
        self.counts[taken.state] = self.counts.get(taken.state, 0) + 1
        self._run(
            "INSERT INTO row (line, state, id, fact, reason, claim) VALUES (?, ?, ?, ?, ?, ?)",
            (taken.line, taken.state, taken.id, taken.fact, taken.reason, taken.claim),
        )

    def claims(self) -> Iterator[dict[str, object]]:
        """Yield the claims of the rows taken, in their order."""
        for (claim,) in self._run("SELECT claim FROM row WHERE claim <> '' ORDER BY number"):
            yield json.loads(claim)

    def rows(self) -> Iterator[tuple[int, str, str | None, str | None, str]]:
        """Yield what became of each row: line, state, id, fact, reason."""
        yield from self._run("SELECT line, state, id, fact, reason FROM row ORDER BY number")

    def use(self, one: str) -> bool:
        """Mark a claim as met in the present store; False if it was already."""
        return self._run("INSERT OR IGNORE INTO used VALUES (?)", (one,)).rowcount > 0

    def turn(self) -> None:
        """Go on to the next store: nothing is met in it yet."""
        self._run("DELETE FROM used")

    def store_text(self, one: str, text: str) -> None:
        """Keep a claim's text."""
        self._run("INSERT OR IGNORE INTO text VALUES (?, ?)", (one, text))

    def text_of(self, one: str) -> str | None:
        """Return the text kept of a claim."""
        found = self._run("SELECT claim FROM text WHERE id = ?", (one,)).fetchone()
        return found[0] if found else None

    def tell(self, row: tuple[str, str, str, str, str | None, str | None]) -> None:
        """Keep a row of a merge's report."""
        self.counts[row[0]] = self.counts.get(row[0], 0) + 1
        self._run("INSERT INTO told (outcome, kind, id, store, other, why) VALUES (?, ?, ?, ?, ?, ?)", row)

    def told(self) -> Iterator[tuple[str, str, str, str, str | None, str | None]]:
        """Yield the rows of a merge's report."""
        yield from self._run("SELECT outcome, kind, id, store, other, why FROM told ORDER BY number")

    def hold(self, claim: str, source: int) -> None:
        """Keep a claim that is to come in, and the number of its store."""
        self._run("INSERT INTO held (claim, source) VALUES (?, ?)", (claim, source))

    def held(self) -> Iterator[tuple[str, int]]:
        """Yield the claims that are to come in."""
        yield from self._run("SELECT claim, source FROM held ORDER BY number")


def _digest(content: str) -> bytes:
    return blake2b(content.encode(errors="surrogatepass"), digest_size=16).digest()
