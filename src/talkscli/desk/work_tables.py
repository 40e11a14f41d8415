"""What an import or a merge has to remember, kept in a temporary file: rows may be many."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING

from talkscli.desk.temporary_table import Spool

if TYPE_CHECKING:
    from talkscli.desk.importing import Taken

_TABLES = """
CREATE TABLE claim (id TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
CREATE TABLE content (content BLOB PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE row (number INTEGER PRIMARY KEY, line INTEGER, state TEXT, id TEXT, fact TEXT, reason TEXT,
  who TEXT, claim TEXT);
CREATE TABLE bad (id TEXT PRIMARY KEY, why TEXT) WITHOUT ROWID;
CREATE TABLE used (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE text (id TEXT PRIMARY KEY, claim TEXT) WITHOUT ROWID;
CREATE TABLE told (number INTEGER PRIMARY KEY, outcome TEXT, kind TEXT, id TEXT, store TEXT, other TEXT,
  why TEXT);
CREATE TABLE renamed (source INTEGER, theirs TEXT, ours TEXT, PRIMARY KEY (source, theirs)) WITHOUT ROWID;
CREATE TABLE held (number INTEGER PRIMARY KEY, claim TEXT, source INTEGER);
"""
_CACHE = 16384


class Scratch(Spool):
    """A ledger of ids and contents, and what became of each row; implements `drafts.Ledger`."""

    def __init__(self) -> None:
        super().__init__(_TABLES, kib=_CACHE)
        self.counts: dict[str, int] = {}
        """How many rows there are in each state."""

    def know(self, claims: Iterable[tuple[str, str]]) -> None:
        """Remember the claims that a store has: their ids and what they say."""
        for one, content in claims:
            self.enter(one, content)

    def holds_id(self, one: str) -> bool:
        """Tell whether a claim has this id."""
        return self.run("SELECT 1 FROM claim WHERE id = ?", (one,)).fetchone() is not None

    def same_as(self, content: str) -> str | None:
        """Return the id of a claim that says just this, or None."""
        found = self.run("SELECT id FROM content WHERE content = ?", (_digest(content),)).fetchone()
        return found[0] if found else None

    def says(self, one: str, content: str) -> bool:
        """Tell whether the claim with this id says just this."""
        found = self.run("SELECT content FROM claim WHERE id = ?", (one,)).fetchone()
        return found is not None and found[0] == _digest(content)

    def enter(self, one: str, content: str) -> None:
        """Remember a claim."""
        digest = _digest(content)
        self.run("INSERT OR IGNORE INTO claim VALUES (?, ?)", (one, digest))
        self.run("INSERT OR IGNORE INTO content VALUES (?, ?)", (digest, one))

    def keep(self, taken: "Taken") -> None:
        """Keep what became of a row."""
        self.counts[taken.state] = self.counts.get(taken.state, 0) + 1
        self.run(
            "INSERT INTO row (line, state, id, fact, reason, who, claim) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (taken.line, taken.state, taken.id, taken.fact, taken.reason, taken.who, taken.claim),
        )

    def find_rows(self, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield id, claimant and fact of those claims that rows bring."""
        self.run("CREATE INDEX IF NOT EXISTS by_id ON row (id) WHERE claim <> ''")
        for one in ids:
            yield from self.run("SELECT id, who, fact FROM row WHERE id = ? AND claim <> ''", (one,))

    def refuse(self, problems: Iterable[tuple[str, str]], state: str, same: str, refused: str) -> int:
        """Turn rows that were taken into rows that are refused, and those that say the same; count them.

        Args:
            problems: The ids of their claims, and the reasons.
            state: The state of a row that was taken.
            same: The state of a row whose claim is there already.
            refused: The state of a row that was refused.
        """
        self.run_all("INSERT INTO bad VALUES (?, ?)", problems)
        total = 0
        for old, condition in ((state, "claim <> ''"), (same, "claim = ''")):
            changed = self.run(
                "UPDATE row SET state = ?, claim = '', reason = (SELECT why FROM bad WHERE bad.id = row.id) "
                f"WHERE state = ? AND {condition} AND id IN (SELECT id FROM bad)",
                (refused, old),
            ).rowcount
            self.counts[old] = self.counts.get(old, 0) - changed
            self.counts[refused] = self.counts.get(refused, 0) + changed
            total += changed
        return total

    def texts(self) -> Iterator[str]:
        """Yield the claims of the rows taken, as JSON, in their order."""
        for (claim,) in self.run("SELECT claim FROM row WHERE claim <> '' ORDER BY number"):
            yield claim

    def rows(self) -> Iterator[tuple[int, str, str | None, str | None, str]]:
        """Yield what became of each row: line, state, id, fact, reason."""
        yield from self.run("SELECT line, state, id, fact, reason FROM row ORDER BY number")

    def use(self, one: str) -> bool:
        """Mark a claim as met in the present store; False if it was already."""
        return self.run("INSERT OR IGNORE INTO used VALUES (?)", (one,)).rowcount > 0

    def turn(self) -> None:
        """Go on to the next store: nothing is met in it yet."""
        self.run("DELETE FROM used")

    def store_text(self, one: str, text: str) -> None:
        """Keep a claim's text."""
        self.run("INSERT OR IGNORE INTO text VALUES (?, ?)", (one, text))

    def text_of(self, one: str) -> str | None:
        """Return the text kept of a claim."""
        found = self.run("SELECT claim FROM text WHERE id = ?", (one,)).fetchone()
        return found[0] if found else None

    def tell(self, row: tuple[str, str, str, str, str | None, str | None]) -> None:
        """Keep a row of a merge's report."""
        self.counts[row[0]] = self.counts.get(row[0], 0) + 1
        # The name of a store may have bytes in it that are no UTF-8.
        texts = tuple(part and part.encode(errors="backslashreplace").decode() for part in row)
        self.run("INSERT INTO told (outcome, kind, id, store, other, why) VALUES (?, ?, ?, ?, ?, ?)", texts)

    def told(self) -> Iterator[tuple[str, str, str, str, str | None, str | None]]:
        """Yield the rows of a merge's report."""
        yield from self.run("SELECT outcome, kind, id, store, other, why FROM told ORDER BY number")

    def hold(self, claim: str, source: int) -> None:
        """Keep a claim that is to come in, and the number of its store."""
        self.run("INSERT INTO held (claim, source) VALUES (?, ?)", (claim, source))

    def rename(self, source: int, theirs: str, ours: str) -> None:
        """Remember that a claim of a store has another id now."""
        self.run("INSERT OR REPLACE INTO renamed VALUES (?, ?, ?)", (source, theirs, ours))

    def renamed(self, source: int, theirs: str) -> str | None:
        """Return the id that a claim of a store has now, if it is another."""
        found: str | None = self.find(
            "SELECT ours FROM renamed WHERE source = ? AND theirs = ?", source, theirs
        )
        return found

    def held(self) -> Iterator[tuple[str, int]]:
        """Yield the claims that are to come in."""
        yield from self.run("SELECT claim, source FROM held ORDER BY number")


def _digest(content: str) -> bytes:
    return blake2b(content.encode(errors="surrogatepass"), digest_size=16).digest()
