"""The verdicts that an index keeps: each fact judged by the engine from all its claims."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.engine import Account, Judge
from talkscli.index.schema import ABOUT

if TYPE_CHECKING:
    from talkscli.values.vocabulary import Vocabulary

_ALL = "SELECT fact, known, line FROM claim INDEXED BY claim_fact CROSS JOIN line ON line.seq = claim.seq "
_ADD = "INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def judge_facts(
    connection: sqlite3.Connection, vocabulary: "Vocabulary", facts: Iterable[int] | None = None
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
    made = connection.executemany(_ADD, _judge(connection, vocabulary, rows))
    return more + made.rowcount


def _judge(
    connection: sqlite3.Connection, vocabulary: "Vocabulary", rows: Iterable[Sequence[Any]]
) -> Iterator[tuple[object, ...]]:
    properties = {
        number: (one, kind, unit)
        for number, one, kind, unit in connection.execute(
            "SELECT num, id, sub, json_extract(json, '$.unit') FROM entity WHERE kind = 'property'"
        )
    }
    judging = Judge(vocabulary)
    subject, about = 0, ""
    for fact, claims in groupby(rows, itemgetter(0)):
        if fact // ABOUT != subject:
            subject = fact // ABOUT
            (about,) = connection.execute("SELECT id FROM entity WHERE num = ?", (subject,)).fetchone()
        asked, kind, unit = properties[fact % ABOUT]
        key = f"{about}.{asked}"
        days, lines = zip(*((known, line) for _, known, line in claims), strict=True)
        accounts = [read_account(line, kind, judging) for line in lines]
        judged = judging.judge(key, kind, accounts, explain=False, unit=unit)
        yield (fact, key, about, asked, *judged.summary, max(days))


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
    )
