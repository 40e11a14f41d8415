"""What a merge has to remember of claims and of its report, kept in a temporary file: claims may be many."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from talkscli.claims import Claim
from talkscli.desk.claim_content import nest_row
from talkscli.desk.temporary_table import TemporaryTable

_TABLES = """
CREATE TABLE claim (        -- the claims of the merged store, in their order
  number INTEGER PRIMARY KEY,
  id TEXT,
  key BLOB,                 -- a hash of what makes two claims one
  used INTEGER,             -- whether a claim of the store that is being brought in was met with it
  source INTEGER,           -- the number of the store it comes from; 0 is the one that others are joined to
  line TEXT                 -- its fields as JSON, flat
);
CREATE UNIQUE INDEX claim_id ON claim (id);
CREATE INDEX claim_key ON claim (key, used, number);
CREATE INDEX claim_used ON claim (used) WHERE used;
CREATE TABLE renamed (source INTEGER, theirs TEXT, ours TEXT, PRIMARY KEY (source, theirs)) WITHOUT ROWID;
CREATE TABLE report (number INTEGER PRIMARY KEY, outcome TEXT, kind TEXT, id TEXT, store TEXT, other TEXT,
  why TEXT);
"""
_CACHE = 16384
_write_json = json.JSONEncoder(ensure_ascii=False).encode

MergeRow = tuple[str, str, str, str, str | None, str | None]
"""outcome, kind, id in the merged store, the store it comes from, its id there if another, and why."""


class MergeTable(TemporaryTable):
    """The claims of a merged store, and what became of each record."""

    def __init__(self) -> None:
        super().__init__(_TABLES, kib=_CACHE)
        self.counts: dict[str, int] = {}
        """How many records there are of each outcome."""
        self._source = 0

    def begin_store(self) -> None:
        """Go on to the next store: no claim of it was met yet."""
        self._source += 1
        self.run("UPDATE claim SET used = 0 WHERE used")

    def enter(self, row: dict[str, Any], key: str) -> None:
        """Take in a claim, flat; one of another store than the first counts as met."""
        sql = "INSERT INTO claim (id, key, used, source, line) VALUES (?, ?, ?, ?, ?)"
        self.run(sql, (row["id"], _hash(key), self._source > 0, self._source, _write_json(row)))

    def recall(self, one: str) -> dict[str, Any] | None:
        """Return the claim of an id, or None."""
        line = self.find("SELECT line FROM claim WHERE id = ?", one)
        found: dict[str, Any] | None = json.loads(line) if line is not None else None
        return found

    def match(self, key: str) -> str | None:
        """Return the first claim of a key that none of the present store was met with, or None."""
        sql = "SELECT id FROM claim WHERE key = ? AND used = 0 ORDER BY number LIMIT 1"
        found: str | None = self.find(sql, _hash(key))
        return found

    def use(self, one: str) -> None:
        """Take note that a claim was met in the present store."""
        self.run("UPDATE claim SET used = 1 WHERE id = ?", (one,))

    def rename(self, theirs: str, ours: str) -> None:
        """Take note that a claim of the present store has another id now."""
        self.run("INSERT OR REPLACE INTO renamed VALUES (?, ?, ?)", (self._source, theirs, ours))

    def claims(self) -> Iterator[Claim]:
        """Yield the claims that come in, what they revise being named as it is now."""
        sql = (
            "SELECT line, ours FROM claim LEFT JOIN renamed ON renamed.source = claim.source "
            "AND theirs = json_extract(line, '$.revises') WHERE claim.source > 0 ORDER BY number"
        )
        for line, revised in self.run(sql):
            fields = json.loads(line)
            yield Claim.model_validate(nest_row({**fields, "revises": revised or fields.get("revises")}))

    def tell(self, row: MergeRow) -> None:
        """Keep a row of the report."""
        self.counts[row[0]] = self.counts.get(row[0], 0) + 1
        # The name of a store may have bytes in it that are no UTF-8.
        texts = tuple(part and part.encode(errors="backslashreplace").decode() for part in row)
        self.run("INSERT INTO report (outcome, kind, id, store, other, why) VALUES (?, ?, ?, ?, ?, ?)", texts)

    def rows(self) -> Iterator[MergeRow]:
        """Yield the rows of the report."""
        yield from self.run("SELECT outcome, kind, id, store, other, why FROM report ORDER BY number")


def _hash(key: str) -> bytes:
    return blake2b(key.encode(errors="surrogatepass"), digest_size=16).digest()
