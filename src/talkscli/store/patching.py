"""A copy of an index brought up to its store: what went is taken out, what came put in, facts judged anew."""

import json
import sqlite3
from typing import Any

from talkscli.conflicts.engine import Judge
from talkscli.files.faults import raise_faults
from talkscli.index.claim_rows import CLAIM_COLUMNS, NEVER, join_words
from talkscli.index.spelling import add_spellings, drop_spellings
from talkscli.index.stored_header import KnownHeader
from talkscli.queries.archive import Archive
from talkscli.store.amending import amend
from talkscli.store.building import (
    ADD_CHUNK,
    ADD_CLAIM,
    ADD_FACT,
    Revision,
    find_revision_faults,
    leads_back,
    write_parts,
)
from talkscli.store.judging import read_account
from talkscli.store.mending import CannotMendError, Mending
from talkscli.store.places import Key, NoRoomError, find_listings, make_key
from talkscli.store.schema import ABOUT, SETTINGS
from talkscli.store.stretches import New, list_chunks
from talkscli.values.registry import type_named


class Patch:
    """What a mending does to an index that nobody else has yet."""

    def __init__(self, connection: sqlite3.Connection, mending: Mending) -> None:
        self.connection = connection
        self.mending = mending

    def apply(self) -> None:
        """Do all of it.

        Raises:
            CannotMendError: the index must be made anew.
            StoreError: the store is not valid.
        """
        self.connection.executescript(SETTINGS)
        self.connection.execute("BEGIN")
        # One small piece of the index of words comes with every mending: now and then they become one.
        self.connection.execute("INSERT INTO words (words, rank) VALUES ('automerge', 4)")
        if self.mending.amendment is not None:
            amend(self.connection, self.mending.amendment)
        header = KnownHeader(self.connection)
        self._take_out(header)
        try:
            self._list()
        except NoRoomError as error:
            raise CannotMendError from error
        self._put_in()
        self._check_revisions(header)
        facts = {one.fact for one in self.mending.removed} | {one.get("fact") for one in self.mending.added}
        more = _judge(self.connection, facts)
        self._write_files()
        counts = {"claim": len(self.mending.added) - len(self.mending.removed), "fact": more}
        for kind, number in counts.items():
            sql = "UPDATE meta SET value = value + ? WHERE key = ?"
            self.connection.execute(sql, (number, f"count {kind}"))
        self.connection.execute("PRAGMA user_version = 1")
        self.connection.execute("COMMIT")

    def _take_out(self, header: KnownHeader) -> None:
        texts = []
        for old in self.mending.removed:
            row = json.loads(old.line)
            texts.append(join_words(row["text"], row["quote"], row["who_name"]))
            self.connection.execute(
                "INSERT INTO words (words, rowid, spoken) VALUES ('delete', ?, ?)", (old.seq, texts[-1])
            )
            links = ((number, old.listing) for number in _find_links(row, header))
            self.connection.executemany("DELETE FROM link WHERE entity = ? AND listing = ?", links)
            self.connection.execute("DELETE FROM line WHERE seq = ?", (old.seq,))
            self.connection.execute("DELETE FROM claim WHERE seq = ?", (old.seq,))
            self.connection.execute("DELETE FROM revision WHERE one = ?", (old.one,))
        drop_spellings(self.connection, texts)

    def _list(self) -> None:
        """Find places in lists for the claims that came in."""
        days: dict[int, int] = {}

        def day_of(document: int) -> int:
            if document not in days:
                sql = "SELECT day FROM entity WHERE num = ?"
                (day,) = self.connection.execute(sql, (document,)).fetchone()
                days[document] = NEVER if day is None else day
            return days[document]

        def key_of(claim: New) -> Key:
            return make_key(claim.get("day_from"), day_of(claim.get("document")), claim.position)

        ordered = sorted(self.mending.added, key=key_of)
        places = find_listings(self.connection, [key_of(claim) for claim in ordered], day_of)
        for claim, place in zip(ordered, places, strict=True):
            claim.listing = place

    def _put_in(self) -> None:
        for claim in self.mending.added:
            seq, listing = claim.seq, claim.listing
            self.connection.execute("INSERT INTO line VALUES (?, ?)", (seq, claim.get("line")))
            self.connection.execute(
                "INSERT INTO words (rowid, spoken) VALUES (?, ?)", (seq, claim.get("spoken"))
            )
            self.connection.execute(ADD_CLAIM, (seq, listing, *map(claim.get, CLAIM_COLUMNS), claim.position))
            links = ((number, listing, seq) for number in claim.links)
            self.connection.executemany("INSERT INTO link VALUES (?, ?, ?)", links)
            if claim.revises is not None:
                self.connection.execute(
                    "INSERT INTO revision VALUES (?, ?)", (claim.get("id"), claim.revises)
                )
        add_spellings(self.connection, [claim.get("spoken") for claim in self.mending.added])

    def _check_revisions(self, header: KnownHeader) -> None:
        """Check the revisions that came, and those of claims that went or are others now."""

        def follow(one: str) -> str | None:
            row = self.connection.execute("SELECT revised FROM revision WHERE one = ?", (one,)).fetchone()
            return row[0] if row else None

        touched = {claim.get("id") for claim in self.mending.added if claim.revises is not None}
        for old in self.mending.removed:
            sql = "SELECT one FROM revision WHERE revised = ?"
            touched.update(row[0] for row in self.connection.execute(sql, (old.one,)))
        for one in list(touched):
            if leads_back(follow, one):
                step = follow(one)
                while step is not None and step != one:
                    touched.add(step)
                    step = follow(step)
        revisions: list[tuple[int, Revision]] = []
        for one in touched:
            sql = "SELECT position, who, fact FROM claim WHERE id = ?"
            place, who, fact = self.connection.execute(sql, (one,)).fetchone()
            revisions.append((place, (one, follow(one) or "", who, fact)))
        revisions.sort()
        file = self.mending.reader.parts[0].name
        ordered = [revision for _, revision in revisions]
        faults = list(find_revision_faults(self.connection, ordered, header, file, follow))
        if faults:
            raise_faults(faults[0], len(faults))

    def _write_files(self) -> None:
        self.connection.execute("DELETE FROM chunk")
        for number, part in enumerate(self.mending.parts):
            for one in part:
                self.connection.executemany(ADD_CHUNK, (chunk.row(number) for chunk in list_chunks(one)))
        write_parts(self.connection, self.mending.reader)


def _find_links(row: dict[str, Any], header: KnownHeader) -> set[int]:
    """Return the numbers of the records that a claim's row mentions or has for its value."""
    links = {header.subjects[one] for one in row["mentions"]}
    kind = header.types[row["property"]]
    if row["value"] is not None and (home := type_named(kind).refers_to):
        parts = [row["value"]] if isinstance(row["value"], str) else row["value"]
        links.update(header.numbers[home][part] for part in parts)
    return links


def _judge(connection: sqlite3.Connection, facts: set[int]) -> int:
    """Judge facts anew; return how many more there are than before."""
    archive = Archive(connection)
    judging = Judge(archive.vocabulary)
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
        accounts = [read_account(line, asked[1], judging) for line, _ in rows]
        judged = judging.judge(key, asked[1], accounts, explain=False, unit=archive.unit_of_fact(key))
        latest = max(known for _, known in rows)
        connection.execute(ADD_FACT, (fact, key, about[0], asked[0], *judged.summary, latest))
    return more
