"""A valid store in, an index out: the tables filled, the lists ordered, every fact judged."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from talkscli import __version__
from talkscli.store.digest import Row
from talkscli.store.faults import Fault, raise_faults
from talkscli.store.header import Header, names_of
from talkscli.store.judging import read_account, summarize
from talkscli.store.reading import Reader
from talkscli.store.schema import GAP, INDEXES, TABLES, VERSION

NEVER = -(2**62)
_SUBS = {"actor": "kind", "event": "kind", "property": "type", "document": "outlet", "place": "within"}


def build_index(connection: sqlite3.Connection, reader: Reader) -> None:
    """Fill an empty database from a store.

    Raises:
        StoreError: the store is not valid.
    """
    connection.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536;"
    )
    connection.isolation_level = None
    connection.executescript(TABLES)
    connection.execute("BEGIN")
    faults = list(reader.read_header())
    if faults:
        raise_faults(faults[0], len(faults))
    builder = Builder(connection, reader.header)
    first: Fault | None = None
    count = 0
    for rows, wrong in reader.rows():
        if wrong:
            first = first or wrong[0]
            count += len(wrong)
        elif not first:
            builder.take(rows)
    if first is not None:
        raise_faults(first, count)
    builder.finish(reader.parts[0].name)
    connection.execute("COMMIT")


class Builder:
    """Takes rows as they come and settles at the end what needs all of them."""

    def __init__(self, connection: sqlite3.Connection, header: Header) -> None:
        self.connection = connection
        self.header = header
        self.claims: list[tuple[Any, ...]] = []
        self.links: list[tuple[int, int]] = []
        self.facts: dict[tuple[int, int], int] = {}
        self.members: list[list[int]] = []
        self.revisions: list[tuple[str, str, int]] = []

    def take(self, rows: Iterable[Row | None]) -> None:
        """Take the rows of some claims, in the order of the file."""
        lines, folded = [], []
        for row in rows:
            assert row is not None
            seq = len(self.claims) + 1
            key = (row[2], row[3])
            fact = self.facts.get(key)
            if fact is None:
                fact = self.facts[key] = len(self.members) + 1
                self.members.append([])
            self.members[fact - 1].append(seq)
            self.claims.append((row[0], row[1], row[2], row[3], row[4], fact, *row[5:10]))
            self.links.extend((one, seq) for one in row[13])
            if row[10]:
                self.revisions.append((row[0], row[10], row[1]))
            lines.append((seq, row[14]))
            folded.append((seq, row[15]))
        self.connection.executemany("INSERT INTO line VALUES (?, ?)", lines)
        self.connection.executemany("INSERT INTO words (rowid, folded) VALUES (?, ?)", folded)

    def finish(self, file: str) -> None:
        """Order the lists, judge the facts, and write what is left."""
        order = self._order()
        listing = [0] * (len(order) + 1)
        for rank, seq in enumerate(order, 1):
            listing[seq] = rank * GAP
        self.connection.executemany(
            "INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((seq, listing[seq], seq * GAP, *row) for seq, row in enumerate(self.claims, 1)),
        )
        self.links.sort(key=lambda link: (link[0], listing[link[1]]))
        self.connection.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, ?)",
            ((one, listing[seq], seq) for one, seq in self.links),
        )
        write_entities(self.connection, self.header)
        for statement in INDEXES.split(";"):
            try:
                self.connection.execute(statement)
            except sqlite3.IntegrityError:
                self._refuse_twins(file)
        check_revisions(self.connection, self.revisions, file)
        self._judge()
        self._describe()

    def _order(self) -> list[int]:
        """List the claims newest first: by first day, then by publication, then as in the file."""
        published = [NEVER]
        for kind, record in self.header.records:
            days = self.header.published.get(record.id) if kind == "document" else None
            published.append(days[0] if days else NEVER)
        keys = [
            (-(row[6] if row[6] is not None else NEVER - 1), -published[row[4]], seq)
            for seq, row in enumerate(self.claims, 1)
        ]
        keys.sort()
        return [key[2] for key in keys]

    def _judge(self) -> None:
        records = self.header.records
        cursor = self.connection.cursor()
        rows = []
        for (about, prop), num in self.facts.items():
            subject, asked = records[about - 1][1], records[prop - 1][1]
            seqs = self.members[num - 1]
            lines = [
                cursor.execute("SELECT line FROM line WHERE seq = ?", (seq,)).fetchone()[0] for seq in seqs
            ]
            key = f"{subject.id}.{asked.id}"
            accounts = [read_account(line, asked.type) for line in lines]
            summary = summarize(key, asked.type, accounts, self.header)
            latest = max(self.claims[seq - 1][8] for seq in seqs)
            rows.append((num, key, subject.id, asked.id, *summary, latest))
        self.connection.executemany(
            "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
        )

    def _describe(self) -> None:
        counts = {kind: len(found) for kind, found in self.header.by_kind.items()}
        counts |= {"claim": len(self.claims), "fact": len(self.facts)}
        meta = {
            "version": VERSION,
            "program": __version__,
            "title": self.header.title,
            "description": self.header.description,
            **{f"count {kind}": count for kind, count in counts.items()},
        }
        self.connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())

    def _refuse_twins(self, file: str) -> None:
        seen: set[str] = set()
        twins = []
        for row in self.claims:
            if row[0] in seen:
                twins.append(row[0])
            seen.add(row[0])
        raise_faults(twin_fault(file, twins[0]), len(twins))


def twin_fault(file: str, one: str) -> Fault:
    """Say that two claims have one id."""
    return Fault(
        file, f"there are two claims with the id {one!r}", record=f"claim {one}", field="id",
        hint="give one of them another id",
    )  # fmt: skip


def write_entities(connection: sqlite3.Connection, header: Header) -> None:
    """Write the records of a header and the forms of their names."""
    from talkscli.names import name_forms, near_keys

    entities = []
    names: set[tuple[str, str, int]] = set()
    near: set[tuple[str, int]] = set()
    for num, (kind, record) in enumerate(header.records, 1):
        listed = names_of(kind, record)
        entities.append(
            (
                num,
                kind,
                record.id,
                listed[0],
                getattr(record, _SUBS[kind], None) if kind in _SUBS else None,
                days[0] if kind == "document" and (days := header.published.get(record.id)) else None,
                json.dumps(record.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":")),
            )
        )
        for name in listed:
            names.add((name, "exact", num))
            if kind != "document":
                names.update((form, way, num) for way, form in name_forms(name))
                near.update((form, num) for form in near_keys(name))
    connection.executemany("INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?)", entities)
    connection.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
    connection.executemany("INSERT INTO near VALUES (?, ?)", sorted(near))


def check_revisions(
    connection: sqlite3.Connection, revisions: Sequence[tuple[str, str, int]], file: str
) -> None:
    """Check that each revision is of an earlier claim of the same claimant, and that none goes in circles."""
    faults = list(find_revision_faults(connection, revisions, file))
    if faults:
        raise_faults(faults[0], len(faults))


def find_revision_faults(
    connection: sqlite3.Connection, revisions: Sequence[tuple[str, str, int]], file: str
) -> Iterable[Fault]:
    """Yield what is wrong with revisions: (claim, the claim it revises, its claimant's number) each."""
    target = {one: revised for one, revised, _ in revisions}
    for one, revised, who in revisions:
        found = connection.execute("SELECT who FROM claim WHERE id = ?", (revised,)).fetchone()
        record, field = f"claim {one}", "revises"
        if found is None:
            yield Fault(
                file,
                f"there is no claim {revised!r}",
                record=record,
                field=field,
                hint=suggest_claim(connection, revised) or "name the id of a claim of the same claimant",
            )
        elif found[0] != who:
            yield Fault(
                file,
                f"the claim {revised!r} is another claimant's",
                record=record,
                field=field,
                hint="only a claimant's own correction revises; leave it out",
            )
        elif _leads_back(target, one):
            yield Fault(
                file,
                "the revisions lead in a circle",
                record=record,
                field=field,
                hint="leave it out of the oldest",
            )


def suggest_claim(connection: sqlite3.Connection, one: str) -> str:
    """Ask whether one of the claims with a like id was meant."""
    from talkscli.store.faults import suggest

    near = [
        found[0]
        for sign, way in ((">=", "ASC"), ("<", "DESC"))
        for found in connection.execute(
            f"SELECT id FROM claim WHERE id {sign} ? ORDER BY id {way} LIMIT 100", (one,)
        )
    ]
    return suggest(one, near)


def _leads_back(target: dict[str, str], first: str) -> bool:
    seen = set()
    one: str | None = first
    while (one := target.get(one or "")) is not None and one not in seen:
        if one == first:
            return True
        seen.add(one)
    return False
