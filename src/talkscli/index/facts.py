"""The verdicts that an index keeps: each fact judged by the engine from all its claims."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.engine import Account, Judge
from talkscli.index.schema import ABOUT

if TYPE_CHECKING:
    from talkscli.index.known_records import KnownRecords
    from talkscli.values.question import Stated

_ALL = "SELECT fact, known, line FROM claim INDEXED BY claim_fact CROSS JOIN line ON line.seq = claim.seq "
_ADD = "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def judge_facts(
    connection: sqlite3.Connection, records: "KnownRecords", facts: Iterable[int] | None = None
) -> int:
    """Judge facts anew, or all of them; return how many more there are than before."""
    rows: Iterable[Sequence[Any]]
    if facts is None:
        rows = connection.execute(f"{_ALL} ORDER BY fact")
        more = 0
    else:
        numbers = [(fact,) for fact in sorted(facts)]
        more = -sum(connection.execute("DELETE FROM fact WHERE num = ?", one).rowcount for one in numbers)
        rows = (row for one in numbers for row in connection.execute(f"{_ALL} WHERE fact = ?", one))
    return more + connection.executemany(_ADD, _judge(records, _read_stated(connection), rows)).rowcount


def _judge(
    records: "KnownRecords", stated: "Mapping[int, Stated]", rows: Iterable[Sequence[Any]]
) -> Iterator[tuple[object, ...]]:
    judging = Judge(records)
    for fact, claims in groupby(rows, itemgetter(0)):
        about, asked = records.ids[fact // ABOUT], records.ids[fact % ABOUT]
        kind = records.subs["property"][asked]
        days, lines = zip(*((known, line) for _, known, line in claims), strict=True)
        accounts = [read_account(line, kind, judging) for line in lines]
        key = f"{about}.{asked}"
        judged = judging.judge(key, kind, accounts, explain=False, **stated[fact % ABOUT])
        yield (fact, key, about, asked, *judged.summary, max(days))


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
