"""An index brought up to a store of which a little has changed: what went is taken out, what came is put in.

Only what changed is read, checked, indexed and judged; what must hold for the whole store (ids are there
once, revisions lead to claims of the same claimant and fact) is asked of the index. Every answer is then the
one that an index made anew would give, which the tests hold against each other. What is rare and reaches far,
such as another name for an actor whom claims name, is not mended: the index is made anew.
"""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH119

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.vocabulary import measure
from talkscli.store.amending import Amendment, TooFarError, amend, compare_header
from talkscli.store.archive import SqlArchive
from talkscli.store.building import (
    ADD_CHUNK,
    ADD_CLAIM,
    ADD_FACT,
    Revision,
    find_revision_faults,
    leads_back,
    twin_fault,
    write_parts,
)
from talkscli.store.chunks import Chunk, Step, mark_file, mark_header, run_together, survey
from talkscli.store.digest import COLUMNS, NEVER, REFERRING, UNDATED, Digester
from talkscli.store.faults import Fault, raise_faults
from talkscli.store.judging import read_account, summarize
from talkscli.store.known import KnownHeader
from talkscli.store.layout import FREE, NotLinesError
from talkscli.store.places import Key, NoRoomError, find_listings, make_key, spread_places
from talkscli.store.schema import ABOUT, ROOM, SETTINGS
from talkscli.store.spelling import add_spellings, drop_spellings

if TYPE_CHECKING:
    from talkscli.store.header import Header
    from talkscli.store.reading import Portion, Reader

_SMALL = 1 << 20
_SHARE = 4
"""If more of the files than one part in so many has to be read again, the index is made anew."""
_FEW = 200
_CLAIMS = 20
"""Likewise if more than so few claims came or went, and more than one in so many."""

_AT = {name: place for place, name in enumerate(COLUMNS)}
_RARE = 3
_LINKS, _REVISIONS = 0, 1


class CannotMendError(Exception):
    """The index must be made anew."""


class Old:
    """A claim that the index has."""

    __slots__ = ("fact", "line", "listing", "one", "position", "seq")

    def __init__(self, row: Sequence[Any]) -> None:
        self.seq, self.one, self.listing, self.position, self.fact, self.line = row


class New:
    """A claim that was read."""

    __slots__ = ("links", "listing", "position", "revises", "row", "seq")

    def __init__(self, row: Sequence[Any]) -> None:
        self.row = row
        """Its columns, without those that are only rarely there."""
        self.links: set[int] = set()
        self.revises: str | None = None
        self.seq = 0
        self.position = 0
        self.listing = 0

    def get(self, column: str) -> Any:
        """Return what stands in a column."""
        found = self.row[_AT[column]]
        return None if found == UNDATED else found


class Stretch:
    """A part of a file, with the claims that it has now where they are not as they were."""

    __slots__ = ("chunks", "claims", "step")

    def __init__(self, step: Step) -> None:
        self.step = step
        self.claims: list[Old | New] = []
        self.chunks: list[tuple[Chunk, int]] = []
        """New chunks, and how many claims each has."""


class Mending:
    """What has to be done to an index so that it is that of a store as it is now."""

    def __init__(self, connection: sqlite3.Connection, reader: "Reader") -> None:
        """Compare a store's files with what the index knows of them; nothing is changed yet.

        Raises:
            CannotMendError: the index must be made anew.
        """
        self.connection = connection
        self.reader = reader
        self.amendment: Amendment | None = None
        self.removed: list[Old] = []
        self.added: list[New] = []
        self.header_changed = False
        self.parts: list[list[Stretch]] = []
        rows = connection.execute("SELECT name, form, mark FROM part ORDER BY num").fetchall()
        if len(rows) != len(reader.parts):
            raise CannotMendError
        for number, (part, layout) in enumerate(zip(reader.parts, reader.layouts, strict=True)):
            name, form, mark = rows[number]
            # A file may seem to have one claim a line, and be of a free form after all: the index knows.
            if os.path.basename(part.name) != name or form not in {FREE, layout.form}:
                raise CannotMendError
            if form == FREE:
                if mark_file(part.file) != mark:
                    raise CannotMendError
                self.parts.append([])
            else:
                self.header_changed |= mark_header(layout) != mark
                self.parts.append(
                    [Stretch(step) for step in survey(layout, _read_chunks(connection, number))]
                )
        self.is_free = any(row[1] == FREE for row in rows)
        self.changed = [one for part in self.parts for one in part if not one.step.kept]

    @property
    def is_needless(self) -> bool:
        """Tell whether the files hold what they held."""
        return not self.changed and not self.header_changed

    def plan(self) -> None:
        """Read what changed.

        Raises:
            CannotMendError: too much has changed.
            StoreError: the store is not valid.
        """
        # Where the claims of a free form stand, the index does not know.
        if self.is_free:
            raise CannotMendError
        size = sum(one.step.stop - one.step.start for one in self.changed)
        if size > max(_SMALL, self.reader.size // _SHARE):
            raise CannotMendError
        try:
            header = self._read_header()
            self._read_claims(header)
        except (NotLinesError, TooFarError) as error:
            raise CannotMendError from error
        for one in self.changed:
            self._match(one)
        count = self.connection.execute("SELECT value FROM meta WHERE key = 'count claim'").fetchone()[0]
        if len(self.added) + len(self.removed) > max(_FEW, count // _CLAIMS):
            raise CannotMendError
        try:
            self._place()
        except NoRoomError as error:
            raise CannotMendError from error
        self._find_twins()

    def _read_header(self) -> "Header | KnownHeader":
        if not self.header_changed:
            return KnownHeader(self.connection)
        faults = list(self.reader.read_header())
        if faults:
            raise_faults(faults[0], len(faults))
        self.amendment = compare_header(self.connection, self.reader.header)
        return self.amendment.header

    def _read_claims(self, header: "Header | KnownHeader") -> None:
        digester = Digester(header)
        faults: list[Fault] = []
        for number, part in enumerate(self.parts):
            for one in part:
                if one.step.kept:
                    continue
                for stretch in self.reader.layouts[number].stretches(one.step.start, one.step.stop):
                    portion = self.reader.read_stretch(digester, number, stretch)
                    faults += portion.faults
                    claims = _read_portion(portion)
                    one.claims += claims
                    assert portion.chunk is not None
                    one.chunks.append((portion.chunk, len(claims)))
        if faults:
            raise_faults(faults[0], len(faults))

    def _match(self, one: Stretch) -> None:
        """Find which of the claims that a stretch has now it had before, as they are and in this order."""
        old = {claim.one: claim for chunk in one.step.old for claim in self._read_old(chunk)}
        last: int | None = None
        for place, claim in enumerate(one.claims):
            assert isinstance(claim, New)
            before = old.get(claim.get("id"))
            if (
                before is not None
                and before.line == claim.get("line")
                and (last is None or before.position > last)
            ):
                one.claims[place] = before
                last = before.position
                del old[before.one]
            else:
                self.added.append(claim)
        self.removed += old.values()

    def _read_old(self, chunk: Chunk) -> Iterator[Old]:
        for first, number in chunk.runs:
            for row in self.connection.execute(
                "SELECT claim.seq, id, listing, ifnull(position, claim.seq * ?), fact, line FROM claim "
                "CROSS JOIN line ON line.seq = claim.seq WHERE claim.seq BETWEEN ? AND ? ORDER BY claim.seq",
                (ROOM, first, first + number - 1),
            ):
                yield Old(row)

    def _place(self) -> None:
        """Give numbers to the claims that came in, and places in the file."""
        seq = self.connection.execute("SELECT max(seq) FROM claim").fetchone()[0] or 0
        for number, claim in enumerate(self.added, seq + 1):
            claim.seq = number
        left: int | None = None
        waiting: list[New] = []

        def settle(right: int | None) -> None:
            for claim, place in zip(waiting, spread_places(left, right, len(waiting)), strict=True):
                claim.position = place
            waiting.clear()

        for one in (one for part in self.parts for one in part):
            known: Iterable[int | Old | New] = (
                self._find_ends(one.step.old[0]) if one.step.kept else one.claims
            )
            for there in known:
                if isinstance(there, New):
                    waiting.append(there)
                else:
                    right = there.position if isinstance(there, Old) else there
                    settle(right)
                    left = right
        settle(None)

    def _find_ends(self, chunk: Chunk) -> Iterator[int]:
        """Yield the places of the first and the last claim of a chunk."""
        if chunk.runs:
            for seq in (chunk.runs[0][0], sum(chunk.runs[-1]) - 1):
                sql = "SELECT ifnull(position, seq * ?) FROM claim WHERE seq = ?"
                yield self.connection.execute(sql, (ROOM, seq)).fetchone()[0]

    def _find_twins(self) -> None:
        """Find ids that stand there twice, and say it as making the index anew does."""
        gone = {claim.one for claim in self.removed}
        places: dict[str, list[int]] = {}
        for claim in self.added:
            places.setdefault(claim.get("id"), []).append(claim.position)
        for one, found in places.items():
            if one not in gone:
                sql = "SELECT ifnull(position, seq * ?) FROM claim WHERE id = ?"
                found += [row[0] for row in self.connection.execute(sql, (ROOM, one))]
        twins = sorted((place, one) for one, found in places.items() for place in sorted(found)[1:])
        if twins:
            raise_faults(twin_fault(self.reader.parts[0].name, twins[0][1]), len(twins))

    def apply(self, connection: sqlite3.Connection) -> None:
        """Do it to a copy of the index.

        Raises:
            CannotMendError: the index must be made anew.
            StoreError: the store is not valid.
        """
        connection.executescript(SETTINGS)
        connection.execute("BEGIN")
        # One small piece of the index of words comes with every mending: now and then they become one.
        connection.execute("INSERT INTO words (words, rank) VALUES ('automerge', 4)")
        if self.amendment is not None:
            amend(connection, self.amendment)
        header = KnownHeader(connection)
        self._take_out(connection, header)
        try:
            self._list(connection)
        except NoRoomError as error:
            raise CannotMendError from error
        self._put_in(connection)
        self._check_revisions(connection, header)
        facts = _judge(
            connection, {one.fact for one in self.removed} | {one.get("fact") for one in self.added}
        )
        self._write_files(connection)
        counts = {"claim": len(self.added) - len(self.removed), "fact": facts}
        for kind, more in counts.items():
            sql = "UPDATE meta SET value = value + ? WHERE key = ?"
            connection.execute(sql, (more, f"count {kind}"))
        connection.execute("PRAGMA user_version = 1")
        connection.execute("COMMIT")

    def _take_out(self, connection: sqlite3.Connection, header: KnownHeader) -> None:
        texts = []
        for old in self.removed:
            row = json.loads(old.line)
            texts.append(f"{row['text']} {row['quote'] or ''} {row['who_name']}")
            connection.execute(
                "INSERT INTO words (words, rowid, spoken) VALUES ('delete', ?, ?)", (old.seq, texts[-1])
            )
            links = ((number, old.listing) for number in _find_links(row, header))
            connection.executemany("DELETE FROM link WHERE entity = ? AND listing = ?", links)
            connection.execute("DELETE FROM line WHERE seq = ?", (old.seq,))
            connection.execute("DELETE FROM claim WHERE seq = ?", (old.seq,))
            connection.execute("DELETE FROM revision WHERE one = ?", (old.one,))
        drop_spellings(connection, texts)

    def _list(self, connection: sqlite3.Connection) -> None:
        """Find places in lists for the claims that came in."""
        days: dict[int, int] = {}

        def day_of(document: int) -> int:
            if document not in days:
                day = connection.execute("SELECT day FROM entity WHERE num = ?", (document,)).fetchone()[0]
                days[document] = NEVER if day is None else day
            return days[document]

        def key_of(claim: New) -> Key:
            return make_key(claim.get("day_from"), day_of(claim.get("document")), claim.position)

        ordered = sorted(self.added, key=key_of)
        places = find_listings(connection, [key_of(claim) for claim in ordered], day_of)
        for claim, place in zip(ordered, places, strict=True):
            claim.listing = place

    def _put_in(self, connection: sqlite3.Connection) -> None:
        for claim in self.added:
            row = dict(zip(COLUMNS[:-_RARE], claim.row, strict=True))
            seq, listing = claim.seq, claim.listing
            connection.execute("INSERT INTO line VALUES (?, ?)", (seq, row["line"]))
            connection.execute("INSERT INTO words (rowid, spoken) VALUES (?, ?)", (seq, row["spoken"]))
            columns = (
                "id",
                "who",
                "document",
                "fact",
                "day_from",
                "day_to",
                "known",
                "status",
                "stance",
            )
            connection.execute(
                ADD_CLAIM, (seq, listing, *(claim.get(name) for name in columns), claim.position)
            )
            links = ((number, listing, seq) for number in claim.links)
            connection.executemany("INSERT INTO link VALUES (?, ?, ?)", links)
            if claim.revises is not None:
                connection.execute("INSERT INTO revision VALUES (?, ?)", (row["id"], claim.revises))
        add_spellings(connection, [claim.get("spoken") for claim in self.added])

    def _check_revisions(self, connection: sqlite3.Connection, header: KnownHeader) -> None:
        """Check the revisions that came, and those of claims that went or are others now."""

        def follow(one: str) -> str | None:
            row = connection.execute("SELECT revised FROM revision WHERE one = ?", (one,)).fetchone()
            return row[0] if row else None

        touched = {claim.get("id") for claim in self.added if claim.revises is not None}
        for old in self.removed:
            sql = "SELECT one FROM revision WHERE revised = ?"
            touched.update(row[0] for row in connection.execute(sql, (old.one,)))
        for one in list(touched):
            if leads_back(follow, one):
                step = follow(one)
                while step is not None and step != one:
                    touched.add(step)
                    step = follow(step)
        revisions: list[tuple[int, Revision]] = []
        for one in touched:
            sql = "SELECT ifnull(position, seq * ?), who, fact FROM claim WHERE id = ?"
            place, who, fact = connection.execute(sql, (ROOM, one)).fetchone()
            revisions.append((place, (one, follow(one) or "", who, fact)))
        revisions.sort()
        file = self.reader.parts[0].name
        ordered = [revision for _, revision in revisions]
        faults = list(find_revision_faults(connection, ordered, header, file, follow))
        if faults:
            raise_faults(faults[0], len(faults))

    def _write_files(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM chunk")
        for number, part in enumerate(self.parts):
            for one in part:
                connection.executemany(ADD_CHUNK, (chunk.row(number) for chunk in _list_chunks(one)))
        write_parts(connection, self.reader)


def _read_chunks(connection: sqlite3.Connection, part: int) -> list[Chunk]:
    sql = "SELECT start, size, mark, head, runs FROM chunk WHERE part = ? ORDER BY start"
    rows = connection.execute(sql, (part,))
    return [Chunk(start, size, mark, head, json.loads(runs)) for start, size, mark, head, runs in rows]


def _read_portion(portion: "Portion") -> list[New]:
    batch = portion.batch
    claims = [New(row) for row in zip(*batch[:-_RARE], strict=True)]
    rare = batch[-_RARE:]
    for number, place in rare[_LINKS]:
        claims[place].links.add(number)
    for revision in rare[_REVISIONS]:
        claims[revision[-1]].revises = revision[1]
    return claims


def _list_chunks(one: Stretch) -> Iterator[Chunk]:
    if one.step.kept:
        chunk = one.step.old[0]
        chunk.start = one.step.start
        yield chunk
    at = 0
    for chunk, number in one.chunks:
        chunk.runs = run_together([claim.seq for claim in one.claims[at : at + number]])
        at += number
        yield chunk


def _find_links(row: dict[str, Any], header: KnownHeader) -> set[int]:
    """Return the numbers of the records that a claim's row mentions or has for its value."""
    links = {header.subjects[one] for one in row["mentions"]}
    kind = header.types[row["property"]]
    if row["value"] is not None and kind in REFERRING:
        parts = [row["value"]] if isinstance(row["value"], str) else row["value"]
        links.update(header.numbers[REFERRING[kind]][part] for part in parts)
    return links


def _judge(connection: sqlite3.Connection, facts: set[int]) -> int:
    """Judge facts anew; return how many more there are than before."""
    archive = SqlArchive(connection)
    more = 0
    for fact in sorted(facts):
        more -= connection.execute("DELETE FROM fact WHERE num = ?", (fact,)).rowcount
        rows = connection.execute(
            "SELECT line, known FROM claim CROSS JOIN line ON line.seq = claim.seq "
            "WHERE claim.fact = ? ORDER BY claim.listing",
            (fact,),
        ).fetchall()
        if not rows:
            continue
        more += 1
        about, asked = (
            connection.execute("SELECT id, sub FROM entity WHERE num = ?", (one,)).fetchone()
            for one in (fact // ABOUT, fact % ABOUT)
        )
        key = f"{about[0]}.{asked[0]}"
        accounts = [read_account(line, asked[1]) for line, _ in rows]
        vocabulary = measure(archive.vocabulary, archive.unit_of_fact(key))
        found = summarize(key, asked[1], accounts, vocabulary)
        latest = max(known for _, known in rows)
        connection.execute(ADD_FACT, (fact, key, about[0], asked[0], *found, latest))
    return more
