"""The row of a fact in the index, and one fact judged from its claims."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

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


def judge_fact(session: "Session", key: str, *, explain: bool = True) -> "Judgement":
    """Judge one fact from its claims.

    Args:
        session: The index.
        key: The fact's key.
        explain: Whether every finding is wanted; otherwise what a list of facts shows.
    """
    from talkscli.index.facts import STATED, read_account, state

    row = session.first(
        f"SELECT sub, {STATED} FROM entity WHERE kind = 'property' AND id = ?",
        (key.rpartition(".")[2],),
    )
    kind, *stated = row or ("text", None, None, None)
    sql = (
        "SELECT line.line FROM fact CROSS JOIN claim ON claim.fact = fact.num "
        f"CROSS JOIN line ON line.seq = claim.seq{write_where(['fact.key = ?', *session.known])}"
    )
    judging = session.judging
    accounts = [read_account(line, kind, judging) for (line,) in session.run(sql, (key,))]
    return judging.judge(key, kind, accounts, explain=explain, **state(*stated))


def write_where(conditions: Sequence[str]) -> str:
    """Write conditions as a clause, or nothing."""
    return f" WHERE {' AND '.join(conditions)}" if conditions else ""


def rank_verdicts(verdicts: Sequence[str]) -> list[int]:
    """Return the ranks of verdicts, the worst being 0."""
    from talkscli.conflicts.verdict import VERDICTS

    return [VERDICTS.index(verdict) for verdict in verdicts if verdict in VERDICTS]
