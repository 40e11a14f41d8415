"""Facts as the index keeps them, in the order of the list, and one fact judged from its claims."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.rows import FactRow

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement
    from talkscli.queries.session import Session

FACT_COLUMNS = (
    "fact.key, fact.about, fact.property, fact.verdict, fact.cause, fact.why, fact.claims, fact.positions, "
    "fact.least, fact.most, fact.reports, fact.self"
)
WORST_FIRST = "fact.rank, fact.claims DESC, fact.key"
"""The order in which facts are listed."""

Conditions = tuple[Sequence[str], Sequence[object]]
"""Conditions on the table `fact`, with their values."""


def list_facts(
    session: "Session",
    *,
    verdicts: Sequence[str] = (),
    about: Sequence[str] = (),
    property: Sequence[str] = (),  # noqa: A002
    words: str | None = None,
    limit: int | None = None,
) -> Iterator[FactRow]:
    """Yield facts: the worst verdict first, then most claims, then by key; see `Archive.facts`."""
    conditions: list[str] = []
    values: list[object] = []
    for column, wanted in (("about", about), ("property", property)):
        if wanted:
            conditions.append(f"fact.{column} IN ({','.join('?' * len(wanted))})")
            values += wanted
    if session.as_of is not None:
        from talkscli.queries.as_of import list_facts_as_of

        if words is not None:
            from talkscli.queries.fact_search import match_facts

            clause, matched = match_facts(session, words)
            conditions.append(clause)
            values += matched
        return list_facts_as_of(session, (conditions, values), verdicts, limit)
    if verdicts:
        conditions.append(f"fact.rank IN ({','.join(map(str, rank_verdicts(verdicts))) or -1})")
    if words is not None:
        from talkscli.queries.fact_search import find_facts

        return map(FactRow, find_facts(session, words, (conditions, values), limit))
    sql = f"SELECT {FACT_COLUMNS} FROM fact{write_where(conditions)} ORDER BY {WORST_FIRST} LIMIT ?"
    return map(FactRow, session.run(sql, [*values, -1 if limit is None else limit]))


def list_facts_by_key(session: "Session") -> Iterator[FactRow]:
    """Yield all facts in the order of their keys."""
    if session.as_of is not None:
        return iter(sorted(list_facts(session), key=lambda fact: fact.key))
    return map(FactRow, session.run(f"SELECT {FACT_COLUMNS} FROM fact ORDER BY fact.key"))


def read_fact(session: "Session", key: str) -> FactRow | None:
    """Return one fact, or None if no claim is about it."""
    if session.as_of is not None:
        from talkscli.queries.as_of import list_facts_as_of

        return next(list_facts_as_of(session, (["fact.key = ?"], [key]), (), None), None)
    row = session.first(f"SELECT {FACT_COLUMNS} FROM fact WHERE key = ?", (key,))
    return FactRow(row) if row else None


def judge_fact(session: "Session", key: str, *, explain: bool = True) -> "Judgement":
    """Judge one fact from its claims.

    Args:
        session: The index.
        key: The fact's key.
        explain: Whether every finding is wanted; otherwise what a list of facts shows.
    """
    from talkscli.index.facts import read_account

    row = session.first(
        "SELECT sub, json_extract(json, '$.unit') FROM entity WHERE kind = 'property' AND id = ?",
        (key.rpartition(".")[2],),
    )
    kind, unit = row or ("text", None)
    sql = (
        "SELECT line.line FROM fact CROSS JOIN claim ON claim.fact = fact.num "
        f"CROSS JOIN line ON line.seq = claim.seq{write_where(['fact.key = ?', *session.known])}"
    )
    judging = session.judging
    accounts = [read_account(line, kind, judging) for (line,) in session.run(sql, (key,))]
    return judging.judge(key, kind, accounts, explain=explain, unit=unit)


def write_where(conditions: Sequence[str]) -> str:
    """Write conditions as a clause, or nothing."""
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def rank_verdicts(verdicts: Sequence[str]) -> list[int]:
    """Return the ranks of verdicts, the worst being 0."""
    from talkscli.conflicts.verdict import VERDICTS

    return [VERDICTS.index(verdict) for verdict in verdicts if verdict in VERDICTS]
