"""An index brought up to its store; an empty one too, which is how one is made.

What changed is found by comparing hashes (`changes`). The claims concerned are read, checked and replaced,
and the facts that they touch are judged again, in one transaction. What comes out does not depend on what was
there before, but for the numbers.
"""

# Paths are plain strings here: pathlib would cost start-up time.

import gc
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from talkscli import __version__
from talkscli.files.faults import Fault, raise_faults, shorten
from talkscli.files.layout import Block, KnownHeader, MalformedError
from talkscli.index import revisions, schema
from talkscli.index.changes import (
    Change,
    describe_block,
    find_change,
    hash_claim,
    read_claims,
    replace_blocks,
)
from talkscli.index.claim_rows import ClaimReader, ClaimRows, join_words
from talkscli.index.facts import judge_facts
from talkscli.index.known_records import KnownRecords, load_records
from talkscli.index.marks import mark_tags, mark_value
from talkscli.index.reading import Progress, Reader
from talkscli.index.records import HeaderChange, TooDifferentError, compare_header, write_header
from talkscli.index.spelling import add_spellings, drop_spellings, spell_all
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.files.store_files import Part
    from talkscli.index.header import Header

_FEW = 200
_SHARE = 20
"""If more claims than a few, and more than one in so many, came or went, the index is made anew: quicker."""

_ADD_CLAIM = f"INSERT INTO claim VALUES ({', '.join('?' * 13)})"
_FACT = 4
_ID = 1


class Update:
    """What has to be done to an index so that it is that of a store as it is now."""

    def __init__(
        self, connection: sqlite3.Connection, parts: "list[Part]", progress: Progress | None = None
    ) -> None:
        """Compare a store's files with what the index knows of them; nothing is changed yet.

        Args:
            connection: The index as it was, or an empty database.
            parts: The files of the store.
            progress: Told how far reading has come.

        Raises:
            TooDifferentError: so much has changed that the index must be made anew, from an empty database.
            StoreError: the header is not valid.
        """
        self.is_new = connection.execute("SELECT 1 FROM sqlite_schema").fetchone() is None
        self.removed: set[int] = set()
        """The numbers of the claims that are there no more."""
        self._header: HeaderChange | None = None
        """What has to be done to the records; None if nothing."""
        self._known: dict[bytes, int] = {}
        """The claims that stand in the changed parts as before, by the hashes of their texts."""
        if self.is_new:
            self.reader = Reader(parts, progress=progress)
            self._header = HeaderChange(self._read_header())
            self._header.add_all()
            self._changes = [Change(layout.start, layout.end, 0, 0) for layout in self.reader.layouts]
            return
        try:
            self._compare(connection, parts, progress)
        except MalformedError as error:
            # Reading from the beginning tells where and why.
            raise TooDifferentError from error

    @property
    def is_needless(self) -> bool:
        """Return whether the files hold what they held."""
        return not (self.is_new or self._header or any(self._changes))

    def apply(self, connection: sqlite3.Connection) -> None:
        """Bring an index up to the store, in one transaction.

        Args:
            connection: A copy of the index that was compared, which nobody else has.

        Raises:
            StoreError: the store is not valid.
        """
        with _without_collecting():
            connection.executescript(schema.SETTINGS)
            if self.is_new:
                connection.executescript(schema.TABLES)
            connection.execute("BEGIN")
            self._apply(connection)
            if not self.is_new:
                connection.execute("PRAGMA user_version = 1")
            connection.execute("COMMIT")

    def _compare(
        self, connection: sqlite3.Connection, parts: "list[Part]", progress: Progress | None
    ) -> None:
        rows = connection.execute("SELECT name, form, before, after, hash FROM part ORDER BY num").fetchall()
        if [name for name, *_ in rows] != [part.label for part in parts]:
            raise TooDifferentError
        known = [KnownHeader(*row[1:]) for row in rows]
        self.reader = reader = Reader(parts, known, progress)
        is_changed = not all(layout.known for layout in reader.layouts)
        if is_changed:
            self._header = compare_header(connection, self._read_header())
        self._changes = []
        sql = "SELECT size, hash FROM block WHERE part = ? ORDER BY place"
        for number, layout in enumerate(reader.layouts):
            if layout.form != known[number].form:
                raise TooDifferentError
            change = find_change(layout, connection.execute(sql, (number,)).fetchall())
            self._changes.append(change)
        self._match_claims(connection)

    def _read_header(self) -> "Header":
        if faults := list(self.reader.read_header()):
            raise_faults(faults[0], len(faults))
        return self.reader.header

    def _match_claims(self, connection: sqlite3.Connection) -> None:
        """Find which of the claims in the changed parts were there before."""
        for number, change in enumerate(self._changes):
            self._known.update(read_claims(connection, number, change))
        count = connection.execute("SELECT value FROM meta WHERE key = 'count claim'").fetchone()[0]
        most, found = max(_FEW, count // _SHARE), 0
        there = set[bytes]()
        for _, block in self._blocks():
            found += len(block.texts)
            if found - len(self._known) > most:
                # A million that came in are not held in memory to be counted.
                raise TooDifferentError
            there.update(map(hash_claim, block.texts))
        gone = [claim for claim in self._known if claim not in there]
        self.removed = {self._known.pop(claim) for claim in gone}
        if len(self.removed) + found - len(self._known) > most:
            raise TooDifferentError

    def _blocks(self) -> Iterator[tuple[int, Block]]:
        """Yield the blocks of the changed parts of the files, each with the number of its file."""
        for number, change in enumerate(self._changes):
            for block in self.reader.layouts[number].blocks(change.start, change.stop):
                yield number, block

    def _apply(self, connection: sqlite3.Connection) -> None:
        # Words are merged once at the end, not again and again on the way.
        connection.execute(
            "INSERT INTO words (words, rank) VALUES ('automerge', ?)", (0 if self.is_new else 4,)
        )
        if self.is_new:
            connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)")
        if self._header:
            write_header(connection, self._header)
        header = self._header.header if self._header else load_records(connection)
        removed, facts = self._remove(connection, header)
        added = self._add(connection, header)
        if self.is_new:
            self._make_indexes(connection)
        self._check_revisions(connection, header, [*added.ids, *removed])
        more = judge_facts(connection, header, None if self.is_new else facts | added.facts)
        self._finish(connection, added.count - len(removed), more)

    def _remove(self, connection: sqlite3.Connection, header: "KnownRecords") -> tuple[list[str], set[int]]:
        """Delete the claims that are gone; return their ids and the facts that they were about."""
        ids, facts, texts = [], set(), []
        sql = "SELECT id, fact, line FROM claim CROSS JOIN line ON line.seq = claim.seq WHERE claim.seq = ?"
        for seq in sorted(self.removed):
            claim, fact, line = connection.execute(sql, (seq,)).fetchone()
            row = json.loads(line)
            texts.append(join_words(row["text"], row["quote"], row["who_name"]))
            connection.execute(
                "INSERT INTO words (words, rowid, spoken) VALUES ('delete', ?, ?)", (seq, texts[-1])
            )
            connection.execute("DELETE FROM line WHERE seq = ?", (seq,))
            connection.execute("DELETE FROM claim WHERE seq = ?", (seq,))
            connection.execute("DELETE FROM revision WHERE claim = ?", (claim,))
            links = [(number, seq) for number in _find_links(row, header)]
            connection.executemany("DELETE FROM link WHERE entity = ? AND seq = ?", links)
            ids.append(claim)
            facts.add(fact)
        drop_spellings(connection, texts)
        return ids, facts

    def _add(self, connection: sqlite3.Connection, header: "KnownRecords") -> "_Adder":
        """Insert the claims that are not in the index."""
        adder = _Adder(connection, header, self.reader, is_new=self.is_new)
        rows: list[list[tuple[int, bytes, bytes]]] = [[] for _ in self._changes]
        for number, block in self._blocks():
            hashes = [hash_claim(text) for text in block.texts]
            # A claim that stands there twice is known only once.
            known = [self._known.pop(one, None) for one in hashes] if self._known else [None] * len(hashes)
            fresh = adder.add(
                number, block, [text for text, one in zip(block.texts, known, strict=True) if one is None]
            )
            numbers = [next(fresh) if one is None else one for one in known]
            rows[number].append(describe_block(block, hashes, numbers, self.reader.layouts[number].end))
            self.reader.report(number, block.stop)
        self.reader.report(len(rows), 0)
        adder.raise_faults()
        for number, change in enumerate(self._changes):
            replace_blocks(connection, number, change, rows[number])
        if self.is_new:
            spell_all(connection)
        return adder

    def _make_indexes(self, connection: sqlite3.Connection) -> None:
        try:
            for statement in filter(str.strip, schema.INDEXES.split(";")):
                connection.execute(statement)
        except sqlite3.IntegrityError:
            sql = "SELECT id, count(*) - 1 FROM claim GROUP BY id HAVING count(*) > 1 ORDER BY id"
            _raise_twins(self.reader.parts[0].name, dict(connection.execute(sql).fetchall()))

    def _check_revisions(
        self, connection: sqlite3.Connection, header: "KnownRecords", touched: list[str]
    ) -> None:
        if self.is_new:
            claims = [row[0] for row in connection.execute("SELECT claim FROM revision ORDER BY claim")]
        else:
            claims = revisions.find_concerned(connection, touched)
        follow = revisions.follow_in(connection)
        faults = list(revisions.find_faults(connection, claims, header, self.reader.parts[0].name, follow))
        if faults:
            raise_faults(faults[0], len(faults))

    def _finish(self, connection: sqlite3.Connection, claims: int, facts: int) -> None:
        """Write what the index says of itself and of the files."""
        connection.execute("DELETE FROM part")
        connection.executemany(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, part.label, *layout.known_header())
                for number, (part, layout) in enumerate(
                    zip(self.reader.parts, self.reader.layouts, strict=True)
                )
            ),
        )
        meta = {"version": schema.VERSION, "program": __version__}
        for kind, more in (("claim", claims), ("fact", facts)):
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (f"count {kind}",)).fetchone()
            meta[f"count {kind}"] = more + (row[0] if row else 0)
        connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())


class _Adder:
    """Checks claims and inserts them."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        header: "KnownRecords",
        reader: Reader,
        *,
        is_new: bool,
    ) -> None:
        self.connection = connection
        self.count = 0
        self.ids: list[str] = []
        """Of the claims that came in, unless the index is new."""
        self.facts: set[int] = set()
        """And what they are about."""
        self._header = header
        self._reader = reader
        self._claims = ClaimReader(header)
        self._is_new = is_new
        self._next = (connection.execute("SELECT max(seq) FROM claim").fetchone()[0] or 0) + 1
        self._first: Fault | None = None
        self._faults = 0
        self._twins: Counter[str] = Counter()

    def add(self, number: int, block: Block, texts: list[bytes]) -> Iterator[int]:
        """Insert claims of a block; return their numbers."""
        checker = self._claims.checker
        checker.file, checker.faults = self._reader.parts[number].name, []
        rows = self._claims.read(texts, self._next)
        if checker.faults:
            broken = any(fault.field == "json" for fault in checker.faults)
            if not self._is_new and (broken or not all(text.startswith(b"{") for text in texts)):
                # The file may be of another form now: reading from the beginning tells.
                raise TooDifferentError
            if self._first is None:
                self._first = self._reader.place_fault(checker.faults[0], number, block, texts)
            self._faults += len(checker.faults)
        first, self._next = self._next, self._next + len(texts)
        if self._first is None:
            self._insert(rows)
        return iter(range(first, self._next))

    def raise_faults(self) -> None:
        """Raise the first fault, if there is any."""
        if self._first is not None:
            raise_faults(self._first, self._faults)
        if self._twins:
            _raise_twins(self._reader.parts[0].name, self._twins)

    def _insert(self, rows: ClaimRows) -> None:
        connection = self.connection
        self.count += len(rows.claims)
        if not self._is_new:
            self.ids += [row[_ID] for row in rows.claims]
            self.facts.update(row[_FACT] for row in rows.claims)
            sql = "SELECT 1 FROM claim WHERE id = ?"
            for row in rows.claims:
                if connection.execute(sql, (row[_ID],)).fetchone():
                    self._twins[row[_ID]] += 1
                else:
                    connection.execute(_ADD_CLAIM, row)
            add_spellings(connection, [text for _, text in rows.words])
        else:
            connection.executemany(_ADD_CLAIM, rows.claims)
        connection.executemany("INSERT INTO line VALUES (?, ?)", rows.lines)
        connection.executemany("INSERT INTO words (rowid, spoken) VALUES (?, ?)", rows.words)
        connection.executemany("INSERT INTO link VALUES (?, ?)", rows.links)
        connection.executemany("INSERT OR IGNORE INTO revision VALUES (?, ?)", rows.revisions)


def _find_links(row: dict[str, Any], header: "KnownRecords") -> set[int]:
    """Return the numbers of the records that a claim's row mentions or has for its value, and its marks."""
    links = {header.subjects[one] for one in row["mentions"]} | mark_tags(row["tags"])
    kind = header.subs["property"][row["property"]]
    if row["value"] is not None and (home := type_named(kind).refers_to):
        parts = [row["value"]] if isinstance(row["value"], str) else row["value"]
        links.update(header.numbers[home][part] for part in parts)
    elif isinstance(row["value"], str):
        links.add(mark_value(row["value"]))
    return links


def _raise_twins(file: str, twins: dict[str, int]) -> None:
    raise_faults(twin_fault(file, min(twins)), sum(twins.values()))


def twin_fault(file: str, claim: str) -> Fault:
    """Say that two claims have one id."""
    return Fault(
        file,
        f"there are two claims with the id {shorten(claim)}",
        record=f"claim {claim}",
        field="id",
        hint="give one of them another id",
    )


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep Python from looking for circles: there are none, and each look walks over all there is."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()
