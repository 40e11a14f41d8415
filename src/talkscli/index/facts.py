"""The verdicts that an index keeps: each fact judged by the engine from all its claims."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.engine import Account, Judge
from talkscli.conflicts.shares import is_disputed
from talkscli.index.schema import ABOUT
from talkscli.index.standing import Ledger, list_entries

if TYPE_CHECKING:
    from talkscli.index.known_records import KnownRecords
    from talkscli.values.question import Stated

_ALL = "SELECT fact, known, line FROM claim INDEXED BY claim_fact CROSS JOIN line ON line.seq = claim.seq "
_AT_ONCE = 1000
_ADD = "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def judge_facts(
    connection: sqlite3.Connection, records: "KnownRecords", facts: Iterable[int] | None = None
) -> int:
    """Judge facts anew, or all of them; return how many more there are than before."""
    rows: Iterable[Sequence[Any]]
    ledger = Ledger()
    more = 0
    if facts is None:
        rows = connection.execute(f"{_ALL} ORDER BY fact")
    else:
        numbers = [(fact,) for fact in sorted(facts)]
        for one in numbers:
            for (entries,) in connection.execute("SELECT entries FROM contribution WHERE fact = ?", one):
                ledger.add(entries, -1)
            connection.execute("DELETE FROM contribution WHERE fact = ?", one)
            more -= connection.execute("DELETE FROM fact WHERE num = ?", one).rowcount
        rows = (row for one in numbers for row in connection.execute(f"{_ALL} WHERE fact = ?", one))
    judged = _judge(records, _read_stated(connection), rows)
    while batch := list(islice(judged, _AT_ONCE)):
        connection.executemany(_ADD, (row for row, _ in batch))
        connection.executemany(
            "INSERT INTO contribution VALUES (?, ?)", ((row[0], entries) for row, entries in batch)
        )
        for _, entries in batch:
            ledger.add(entries)
        more += len(batch)
    ledger.write(connection)
    return more


def _judge(
    records: "KnownRecords", stated: "Mapping[int, Stated]", rows: Iterable[Sequence[Any]]
) -> Iterator[tuple[tuple[Any, ...], bytes]]:
    """Yield of each fact its row in the index, and what it adds to the counts of sources."""
    judging = Judge(records)
    documents, actors = records.numbers["document"], records.numbers["actor"]
    outlets = {document: actors[outlet] for document, outlet in records.subs["document"].items()}

    def name(account: Account) -> tuple[int, int, int]:
        document = account.document
        return documents[document], outlets[document], actors[account.who]

    for fact, claims in groupby(rows, itemgetter(0)):
        about, asked = records.ids[fact // ABOUT], records.ids[fact % ABOUT]
        kind = records.subs["property"][asked]
        days, lines = zip(*((known, line) for _, known, line in claims), strict=True)
        accounts = [read_account(line, kind, judging) for line in lines]
        key = f"{about}.{asked}"
        judged = judging.judge(key, kind, accounts, explain=False, **stated[fact % ABOUT])
        row = (fact, key, about, asked, *judged.summary, max(days))
        if is_disputed(judged):
            # Only here there may be a majority, and who is against it takes every finding.
            judging.pair_positions(judged, **stated[fact % ABOUT])
        yield row, list_entries(judged, name)


STATED = "json_extract(json, '$.unit'), json_extract(json, '$.answers'), json_extract(json, '$.tolerance')"
"""What a property states of its answers, as columns of `entity`."""


def state(unit: str | None, answers: str | None, tolerance: str | None) -> "Stated":
    """Make of these columns what the engine is told."""
    return {"unit": unit, "answers": answers, "tolerance": tolerance}


def _read_stated(connection: sqlite3.Connection) -> "dict[int, Stated]":
    """Return what each property states, by its number."""
    rows = connection.execute(f"SELECT num, {STATED} FROM entity WHERE kind = 'property'")
    return {number: state(*stated) for number, *stated in rows}


def read_account(line: str, kind: str, judging: Judge) -> Account:
    """Make the engine's view of a claim from its row's text."""
    row: dict[str, Any] = json.loads(line)
    return Account(
        row["id"],
        row["who"],
        judging.read_value(kind, row["value"]),
        document=row["document"],
        stance=row["stance"],
        status=row["status"],
        only=row["only"],
        when=row["when"],
        revises=row["revises"],
        retracted=row["retracted"] is not None,
        at=row["at"],
    )
