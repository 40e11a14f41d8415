"""A valid store in, an index out: the tables filled, the lists ordered, every fact judged."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH108

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import count, islice, repeat
from sys import intern
from typing import TYPE_CHECKING

from talkscli import __version__
from talkscli.files.faults import Fault, raise_faults, shorten, suggest
from talkscli.index.chunks import mark_part
from talkscli.index.claim_rows import NEVER, UNDATED
from talkscli.index.parallel import Spreading
from talkscli.index.reading import Portion, Reader
from talkscli.index.records import run_all, take_over, write_apart, write_entities
from talkscli.index.spelling import spread_spelling, write_spellings
from talkscli.store.judging import Ledger, spread_judging
from talkscli.store.schema import CLAIM_INDEXES, ENTITY_INDEXES, FACT_INDEXES, ROOM, SETTINGS, TABLES, VERSION

if TYPE_CHECKING:
    from talkscli.index.header import Header
    from talkscli.index.stored_header import KnownHeader


def build_index(connection: sqlite3.Connection, reader: Reader) -> None:
    """Fill an empty database from a store.

    Raises:
        StoreError: the store is not valid.
    """
    import gc

    # Nothing here goes in circles, and each of many collections would walk over all there is.
    enabled = gc.isenabled()
    gc.disable()
    try:
        _build(connection, reader)
    finally:
        if enabled:
            gc.enable()


def _build(connection: sqlite3.Connection, reader: Reader) -> None:
    connection.executescript(SETTINGS)
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    # Words are merged once at the end, not again and again on the way.
    connection.execute("INSERT INTO words (words, rank) VALUES ('automerge', 0)")
    connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)")
    faults = list(reader.read_header())
    if faults:
        raise_faults(faults[0], len(faults))
    with closing(Builder(connection, reader)) as builder:
        first: Fault | None = None
        number = 0
        for portion in reader.portions():
            if portion.faults:
                first = first or portion.faults[0]
                number += len(portion.faults)
            elif first is None:
                builder.take(portion)
        if first is not None:
            raise_faults(first, number)
        builder.finish()
    connection.execute("COMMIT")


ADD_CLAIM = (
    "INSERT INTO claim (seq, listing, id, who, document, fact, day_from, day_to, known, status, "
    "stance, placed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
ADD_FACT = "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
ADD_CHUNK = "INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?)"


class Builder:
    """Takes claims as they come, and settles at the end what needs all of them."""

    def __init__(self, connection: sqlite3.Connection, reader: Reader) -> None:
        self.connection = connection
        self.reader = reader
        self.header = reader.header
        self.ids: list[str] = []
        self.statuses: list[str | None] = []
        self.stances: list[str] = []
        self.ledger = Ledger(reader.header)
        self.days_from = array("q")
        self.days_to = array("q")
        self.links = array("i"), array("i")
        """The records that claims speak of, and the claims."""
        self.revisions: list[Revision] = []
        self.apart: Spreading | None = None
        """Writes the records of the header, while this takes claims."""
        file = connection.execute("PRAGMA database_list").fetchone()[2]
        if reader.workers and file:
            self.file = f"{file}-records.new"
            self.apart = Spreading([self.file], lambda name: write_apart(name, reader.header), 1, ahead=True)

    def close(self) -> None:
        """Let go of all that works for it."""
        if self.apart is not None:
            self.apart.close()
            with suppress(OSError):
                os.unlink(self.file)

    def take(self, portion: Portion) -> None:
        """Take some claims, in the order of the file."""
        start = len(self.ids) + 1
        batch = portion.batch
        if portion.chunk is not None:
            portion.chunk.runs = [[start, len(batch[0])]] if batch[0] else []
            self.connection.execute(ADD_CHUNK, portion.chunk.row(portion.part))
        ids, whos, documents, facts, days_from, days_to, known = batch[:7]
        statuses, stances, variants, lines, spoken, links, revisions, retractions = batch[7:]
        self.ids += ids
        self.days_from.extend(days_from)
        self.days_to.extend(days_to)
        # The few words are kept once each.
        self.statuses += [status and intern(status) for status in statuses]
        self.stances += map(intern, stances)
        self.links[0].extend(number for number, _ in links)
        self.links[1].extend(start + place for _, place in links)
        self.revisions += [tuple(revision[:4]) for revision in revisions]
        self.ledger.add(
            whos,
            documents,
            facts,
            known,
            variants,
            revisions=[(one, revised, start + place) for one, revised, *_, place in revisions],
            retractions=[start + place for place in retractions],
        )
        self.connection.executemany("INSERT INTO line VALUES (?, ?)", zip(count(start), lines))
        self.connection.executemany(
            "INSERT INTO words (rowid, spoken) VALUES (?, ?)", zip(count(start), spoken)
        )

    def finish(self) -> None:
        """Order the lists, judge the facts, and write what is left."""
        # The facts are judged by others while the tables are written here.
        self.ledger.settle(self.ids)
        workers = self.reader.workers
        with (
            spread_judging(self.ledger, workers) as judging,
            spread_spelling(self.connection, workers) as spelling,
        ):
            self._write_claims()
            if self.apart is None:
                write_entities(self.connection, self.header)
            else:
                list(self.apart.results())
                take_over(self.connection, self.file)
            run_all(self.connection, ENTITY_INDEXES)
            file = self.reader.parts[0].name
            faults = list(find_revision_faults(self.connection, self.revisions, self.header, file))
            if faults:
                raise_faults(faults[0], len(faults))
            for rows in judging.results():
                self.connection.executemany(ADD_FACT, rows)
            write_spellings(self.connection, spelling.results())
        run_all(self.connection, FACT_INDEXES)
        write_parts(self.connection, self.reader)
        counts = {kind: len(found) for kind, found in self.header.by_kind.items()}
        counts |= {"claim": len(self.ids), "fact": self.ledger.count_facts()}
        meta = {
            "version": VERSION,
            "program": __version__,
            "title": self.header.title,
            "description": self.header.description,
            **{f"count {kind}": number for kind, number in counts.items()},
        }
        self.connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())

    def _write_claims(self) -> None:
        listing = self._list()
        ledger = self.ledger
        self.connection.executemany(
            ADD_CLAIM,
            zip(
                count(1),
                (rank * ROOM for rank in islice(listing, 1, None)),
                self.ids,
                ledger.whos,
                ledger.documents,
                ledger.facts,
                (None if day == UNDATED else day for day in self.days_from),
                (None if day == UNDATED else day for day in self.days_to),
                ledger.known,
                self.statuses,
                self.stances,
                repeat(None),
                strict=False,
            ),
        )
        # The number of a claim in lists needs fewer bits than this.
        packed = sorted({number << 40 | listing[seq] for number, seq in zip(*self.links, strict=True)})
        at = array("q", bytes(8 * len(listing)))
        for seq, rank in enumerate(listing):
            at[rank] = seq
        low = (1 << 40) - 1
        self.connection.executemany(
            "INSERT INTO link VALUES (?, ?, ?)",
            ((one >> 40, (one & low) * ROOM, at[one & low]) for one in packed),
        )
        self.connection.executemany(
            "INSERT OR IGNORE INTO revision VALUES (?, ?)",
            ((one, revised) for one, revised, *_ in self.revisions),
        )
        try:
            run_all(self.connection, CLAIM_INDEXES)
        except sqlite3.IntegrityError:
            twins = find_twins(self.ids)
            raise_faults(twin_fault(self.reader.parts[0].name, twins[0]), len(twins))

    def _list(self) -> "array[int]":
        """Return the place of each claim in lists, by its number.

        Newest first by the first day on which it may have been said, undated ones last; then by publication,
        newest first; then as in the file.
        """
        published = array("q", [NEVER])
        for kind, record in self.header.records:
            day = self.header.first_day(record.id) if kind == "document" else None
            published.append(NEVER if day is None else day)
        # Far fewer days than claims are to be sorted.
        groups: dict[tuple[int, int], array[int]] = {}
        for seq, (day, document) in enumerate(zip(self.days_from, self.ledger.documents, strict=True), 1):
            key = day, published[document]
            if (group := groups.get(key)) is None:
                group = groups[key] = array("q")
            group.append(seq)
        listing = array("q", bytes(8 * (len(self.days_from) + 1)))
        # The day that stands for none is before all others, and comes last.
        rank = 0
        for key in sorted(groups, reverse=True):
            for seq in groups[key]:
                rank += 1
                listing[seq] = rank
        return listing


def write_parts(connection: sqlite3.Connection, reader: Reader) -> None:
    """Write what the files of a store are like, but for their chunks."""
    connection.execute("DELETE FROM part")
    connection.executemany(
        "INSERT INTO part VALUES (?, ?, ?, ?)",
        (
            (number, part.label, layout.form, mark_part(part.file, layout))
            for number, (part, layout) in enumerate(zip(reader.parts, reader.layouts, strict=True))
        ),
    )


def find_twins(ids: Sequence[str]) -> list[str]:
    """List the ids that stand there a second time."""
    seen: set[str] = set()
    return [one for one in ids if one in seen or seen.add(one)]  # type: ignore[func-returns-value]


def twin_fault(file: str, one: str) -> Fault:
    """Say that two claims have one id."""
    return Fault(
        file,
        f"there are two claims with the id {shorten(one)}",
        record=f"claim {one}",
        field="id",
        hint="give one of them another id",
    )


Revision = tuple[str, str, int, int]
"""A claim, the one it revises, and the numbers of the first one's claimant and fact."""


def find_revision_faults(
    connection: sqlite3.Connection,
    revisions: Sequence[Revision],
    header: "Header | KnownHeader",
    file: str,
    follow: Callable[[str], str | None] | None = None,
) -> Iterator[Fault]:
    """Yield what is wrong with revisions.

    Args:
        connection: An index that has all claims.
        revisions: Those to look at.
        header: Tells the names of facts.
        file: As shown to people.
        follow: Tells what a claim revises; taken from the revisions given if None.
    """
    if follow is None:
        follow = {one: revised for one, revised, *_ in revisions}.get
    for one, revised, who, fact in revisions:
        found = connection.execute("SELECT who, fact FROM claim WHERE id = ?", (revised,)).fetchone()
        record, field = f"claim {one}", "revises"
        if found is None:
            yield Fault(
                file,
                f"there is no claim {shorten(revised)}",
                record=record,
                field=field,
                hint=suggest_claim(connection, revised) or "name the id of a claim of the same claimant",
            )
        elif found[0] != who:
            yield Fault(
                file,
                f"the claim {shorten(revised)} is another claimant's",
                record=record,
                field=field,
                hint="only a claimant's own correction revises; leave it out",
            )
        elif found[1] != fact:
            yield Fault(
                file,
                f"{shorten(revised)} is about another fact, {header.name_fact(found[1])}",
                record=record,
                field=field,
                hint="revise a claim of the same fact",
            )
        elif leads_back(follow, one):
            yield Fault(
                file,
                "the revisions lead in a circle",
                record=record,
                field=field,
                hint="leave it out of the oldest",
            )


def suggest_claim(connection: sqlite3.Connection, one: str) -> str:
    """Ask whether one of the claims with a like id was meant."""
    near = [
        found[0]
        for sign, way in ((">=", "ASC"), ("<", "DESC"))
        for found in connection.execute(
            f"SELECT id FROM claim WHERE id {sign} ? ORDER BY id {way} LIMIT 100", (one,)
        )
    ]
    return suggest(one, near)


def leads_back(follow: Callable[[str], str | None], first: str) -> bool:
    """Tell whether the revisions that begin with a claim come back to it."""
    seen = set()
    one: str | None = first
    while (one := follow(one or "")) is not None and one not in seen:
        if one == first:
            return True
        seen.add(one)
    return False
