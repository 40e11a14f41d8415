"""Facts in the order of the list: the worst verdict first, then most claims, then by key."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.queries.facts import FACT_COLUMNS, WORST_FIRST, rank_verdicts, write_where
from talkscli.queries.rows import FactRow

if TYPE_CHECKING:
    from talkscli.queries.session import Session


def list_facts(
    session: "Session",
    *,
    verdicts: Sequence[str] = (),
    about: Sequence[str] = (),
    property: Sequence[str] = (),  # noqa: A002
    words: str | None = None,
    causes: Sequence[str] = (),
    tags: Sequence[str] = (),
    limit: int | None = None,
) -> Iterator[FactRow]:
    """Yield facts: the worst verdict first, then most claims, then by key; see `Archive.facts`."""
    conditions: list[str] = []
    values: list[object] = []
    for column, wanted in (("about", about), ("property", property)):
        if wanted:
            conditions.append(f"fact.{column} IN ({','.join('?' * len(wanted))})")
            values += wanted
    if tags:
        from talkscli.queries.selection import FEW
        from talkscli.queries.tags import meet_tags

        condition, tagged, _ = meet_tags(session, tags, FEW)
        where = " AND ".join((condition, *session.known))
        conditions.append(f"fact.num IN (SELECT claim.fact FROM claim WHERE {where})")
        values += tagged
    if session.as_of is not None:
        from talkscli.queries.as_of import list_facts_as_of

        if words is not None:
            from talkscli.queries.fact_search import match_facts

            clause, matched = match_facts(session, words)
            conditions.append(clause)
            values += matched
        found = list_facts_as_of(session, (conditions, values), verdicts, None if causes else limit)
        return islice((fact for fact in found if fact.cause in causes), limit) if causes else found
    if causes:
        conditions.append(f"fact.cause IN ({','.join('?' * len(causes))})")
        values += causes
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
