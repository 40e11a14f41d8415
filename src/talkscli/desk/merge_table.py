"""What a merge has to remember of claims and of its report, kept in a temporary file: claims may be many."""

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from talkscli.claims import Claim
from talkscli.desk.claim_content import nest_row
from talkscli.desk.temporary_table import TemporaryTable

if TYPE_CHECKING:
    from talkscli.desk.merged_claims import Place

_TABLES = """
CREATE TABLE claim (        -- the claims of the merged store, in their order
  number INTEGER PRIMARY KEY,
  id TEXT,
  key BLOB,                 -- a hash of what makes two claims one
  near BLOB,                -- a hash of what two claims have in common that are nearly one
  paragraph INTEGER,        -- with the quote: where in its document it stands
  quote TEXT,
  is_wider INTEGER,         -- whether it has gained something from another store
  used INTEGER,             -- whether a claim of the store that is being brought in was met with it
  source INTEGER,           -- the number of the store it comes from; 0 is the one that others are joined to
  line TEXT                 -- its fields as JSON, flat
);
CREATE UNIQUE INDEX claim_id ON claim (id);
CREATE INDEX claim_key ON claim (key, used, number);
CREATE INDEX claim_near ON claim (near, number);
CREATE INDEX claim_used ON claim (used) WHERE used;
CREATE TABLE left_out (source INTEGER, theirs TEXT, PRIMARY KEY (source, theirs)) WITHOUT ROWID;
CREATE TABLE put_off (number INTEGER PRIMARY KEY, line TEXT); -- claims on which others are decided before
CREATE TABLE renamed (source INTEGER, theirs TEXT, ours TEXT, PRIMARY KEY (source, theirs)) WITHOUT ROWID;
CREATE TABLE report (number INTEGER PRIMARY KEY, outcome TEXT, kind TEXT, id TEXT, store TEXT, other TEXT,
  why TEXT);
"""
_PLACES = (
    "paragraph IS its_paragraph AND quote IS its_quote",
    "paragraph = its_paragraph",
    "quote = its_quote",
)
"""Where two claims stand in one place, the surest first."""
_EITHER = "({0} = its_{0} OR {0} IS NULL OR its_{0} IS NULL)"
_LOOSE = (f"{_EITHER.format('paragraph')} AND {_EITHER.format('quote')}",)
_AT_ONCE = 500
_MOST_NEAR = 50
"""So many claims that may be nearly one with another are looked at."""
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

    def enter(self, row: dict[str, Any], key: str, near: str) -> None:
        """Take in a claim, flat; one of another store than the first counts as met."""
        sql = (
            "INSERT INTO claim (id, key, near, paragraph, quote, used, source, line) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        place = row.get("paragraph"), row.get("quote")
        self.run(
            sql,
            (
                row["id"],
                _hash(key),
                _hash(near),
                *place,
                self._source > 0,
                self._source,
                _write_json(row),
            ),
        )

    def widen(self, row: dict[str, Any]) -> None:
        """Put a claim, flat, that has gained something in the place of the one of its id."""
        sql = "UPDATE claim SET is_wider = 1, paragraph = ?, quote = ?, line = ? WHERE id = ?"
        self.run(sql, (row.get("paragraph"), row.get("quote"), _write_json(row), row["id"]))

    def put_off(self, row: dict[str, Any]) -> None:
        """Keep a claim, flat, until others have been decided on."""
        self.run("INSERT INTO put_off (line) VALUES (?)", (_write_json(row),))

    def list_put_off(self) -> Iterator[dict[str, Any]]:
        """Yield the claims that were put off by now, in their order; later ones come next time."""
        last, at = self.find("SELECT max(number) FROM put_off") or 0, 0
        sql = "SELECT number, line FROM put_off WHERE number > ? AND number <= ? ORDER BY number LIMIT ?"
        while batch := self.run(sql, (at, last, _AT_ONCE)).fetchall():
            for _, line in batch:
                yield json.loads(line)
            at = batch[-1][0]
        self.run("DELETE FROM put_off WHERE number <= ?", (last,))

    def recall(self, one: str) -> dict[str, Any] | None:
        """Return the claim of an id, or None."""
        line = self.find("SELECT line FROM claim WHERE id = ?", one)
        found: dict[str, Any] | None = json.loads(line) if line is not None else None
        return found

    def match(self, key: str, place: "Place", *, is_loose: bool = False) -> str | None:
        """Return the first claim of a key that none of the present store was met with, or None.

        Args:
            key: What makes two claims one but for where they stand.
            place: The paragraph and the quote; claims that have neither stand in one place.
            is_loose: Whether a claim may lack paragraph or quote that the other has.
        """
        paragraph, quote = place
        wheres = _LOOSE if is_loose else _PLACES
        for where in wheres:
            sql = (
                "SELECT id FROM (SELECT ? AS its_paragraph, ? AS its_quote) CROSS JOIN claim "
                f"WHERE key = ? AND used = 0 AND {where} ORDER BY number LIMIT 1"
            )
            found: str | None = self.find(sql, paragraph, quote, _hash(key))
            if found is not None:
                return found
        return None

    def list_near(self, near: str) -> Iterator[dict[str, Any]]:
        """Yield the first claims of other stores than the present one that have a key of nearness."""
        sql = "SELECT line FROM claim WHERE near = ? AND source <> ? ORDER BY number LIMIT ?"
        for (line,) in self.run(sql, (_hash(near), self._source, _MOST_NEAR)).fetchall():
            yield json.loads(line)

    def use(self, one: str) -> None:
        """Take note that a claim was met in the present store."""
        self.run("UPDATE claim SET used = 1 WHERE id = ?", (one,))

    def rename(self, theirs: str, ours: str) -> None:
        """Take note that a claim of the present store has another id now."""
        self.run("INSERT OR REPLACE INTO renamed VALUES (?, ?, ?)", (self._source, theirs, ours))

    def find_renamed(self, theirs: str) -> str:
        """Return the id that a claim of the present store has now, as far as it is known yet."""
        sql = "SELECT ours FROM renamed WHERE source = ? AND theirs = ?"
        return str(self.find(sql, self._source, theirs) or theirs)

    def leave_out(self, theirs: str) -> None:
        """Take note that a claim of the present store does not come in: nothing can revise it."""
        self.run("INSERT OR REPLACE INTO left_out VALUES (?, ?)", (self._source, theirs))

    def claims(self) -> Iterator[Claim]:
        """Yield the claims that come in, what they revise being named as it is now."""
        sql = (
            "SELECT line, ours, left_out.theirs FROM claim "
            "LEFT JOIN renamed ON renamed.source = claim.source "
            "AND renamed.theirs = json_extract(line, '$.revises') "
            "LEFT JOIN left_out ON left_out.source = claim.source "
            "AND left_out.theirs = json_extract(line, '$.revises') "
            "WHERE claim.source > 0 ORDER BY number"
        )
        for line, revised, lost in self.run(sql):
            fields = json.loads(line)
            earlier = None if lost else revised or fields.get("revises")
            yield Claim.model_validate(nest_row({**fields, "revises": earlier}))

    def wider(self) -> Iterator[Claim]:
        """Yield the claims of the first store that gained something."""
        for (line,) in self.run("SELECT line FROM claim WHERE source = 0 AND is_wider ORDER BY number"):
            yield Claim.model_validate(nest_row(json.loads(line)))

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
