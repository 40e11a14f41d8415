"""Facts as they stood on a day: judged from the claims that were known by then."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import RANKS
from talkscli.queries.facts import (
    FACT_COLUMNS,
    WORST_FIRST,
    judge_fact,
    rank_verdicts,
    write_where,
)
from talkscli.queries.rows import FactRow

if TYPE_CHECKING:
    from talkscli.queries.facts import Conditions
    from talkscli.queries.session import Session


def list_facts_as_of(
    session: "Session",
    among: "Conditions",
    verdicts: Sequence[str],
    limit: int | None,
) -> "Iterator[FactRow]":
    """Yield facts by their verdicts on the day; only those with later claims are judged anew."""
    anew = []
    for about, asked in _find_unsettled(session, among):
        key = f"{about}.{asked}"
        anew.append(FactRow((key, about, asked, *judge_fact(session, key, explain=False).summary[1:])))
    anew = [fact for fact in anew if not verdicts or fact.verdict in verdicts]
    anew.sort(key=_rank)
    where = [*among[0], f"fact.latest <= {session.as_of}"]
    if verdicts:
        where.append(f"fact.rank IN ({','.join(map(str, rank_verdicts(verdicts))) or -1})")
    sql = f"SELECT {FACT_COLUMNS} FROM fact{write_where(where)} ORDER BY {WORST_FIRST} LIMIT ?"
    settled = map(FactRow, session.run(sql, [*among[1], -1 if limit is None else limit]))
    yield from islice(merge(settled, anew, key=_rank), limit)


def _rank(fact: "FactRow") -> tuple[int, int, str]:
    return RANKS[fact.verdict], -fact.claims, fact.key


def _find_unsettled(session: "Session", among: "Conditions") -> list[tuple[str, str]]:
    """List the facts of which some claims were known on the day, and others were not yet."""
    known = " AND ".join(session.known)
    there = f"EXISTS (SELECT 1 FROM claim WHERE claim.fact = fact.num AND {known})"
    if not among[0]:
        # Where fewer claims are that old than there are facts, they are walked; else each fact is asked.
        early = "FROM claim INDEXED BY claim_day WHERE claim.day_from <= ?"
        facts = int(session.meta("count fact") or 0)
        sql = f"SELECT count(*) FROM (SELECT 1 {early} LIMIT ?)"
        if session.first(sql, (session.as_of, facts))[0] < facts:
            there = f"fact.num IN (SELECT claim.fact FROM claim INDEXED BY claim_day WHERE {known})"
    where = write_where([*among[0], f"fact.latest > {session.as_of}", there])
    return list(session.run(f"SELECT fact.about, fact.property FROM fact{where}", among[1]))
