"""Facts as they stood on a day: judged from the claims that were known by then."""

from collections.abc import Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.conflicts.engine import Judge
from talkscli.conflicts.verdict import RANKS
from talkscli.index.facts import read_account
from talkscli.queries.archive import FACT_COLUMNS, make_fact, rank_verdicts
from talkscli.queries.rows import FactRow

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

_ORDER = "ORDER BY rank, fact.claims DESC, key"
_WALK = 3
"""What it costs to ask a fact for its claims, in claims walked by."""


def facts_as_of(
    archive: "Archive",
    conditions: Sequence[str],
    values: Sequence[object],
    verdicts: Sequence[str],
    limit: int | None,
) -> Iterator[FactRow]:
    """Yield facts by their verdicts on that day; only those with later claims are judged anew."""
    judging = Judge(archive.vocabulary)
    anew = [
        fact
        for fact in map(partial(_judge, archive, judging), _find_unsettled(archive, conditions, values))
        if not verdicts or fact.verdict in verdicts
    ]
    anew.sort(key=_rank)
    where = [*conditions, f"latest <= {archive.as_of}"]
    if verdicts:
        where.append(f"rank IN ({','.join(map(str, rank_verdicts(verdicts))) or '-1'})")
    sql = f"SELECT {FACT_COLUMNS} FROM fact WHERE {' AND '.join(where)} {_ORDER} LIMIT ?"
    settled = map(make_fact, archive.run(sql, [*values, -1 if limit is None else limit]))
    yield from islice(merge(settled, anew, key=_rank), limit)


def _rank(fact: FactRow) -> tuple[int, int, str]:
    return RANKS[fact.verdict], -fact.claims, fact.key


def _find_unsettled(
    archive: "Archive", conditions: Sequence[str], values: Sequence[object]
) -> list[tuple[str, str, str]]:
    """List the facts of which some claims were known on the day, and others were not yet."""
    where = [*conditions, f"latest > {archive.as_of}"]
    known = f"EXISTS (SELECT 1 FROM claim WHERE claim.fact = fact.num AND claim.known <= {archive.as_of})"
    if not conditions:
        said = f"FROM claim INDEXED BY claim_day WHERE day_from <= {archive.as_of}"
        if archive.first(f"SELECT count(*) {said}")[0] < _WALK * int(archive.meta("count fact") or 0):
            known = f"fact.num IN (SELECT fact {said} AND known <= {archive.as_of})"
    sql = f"SELECT key, about, property FROM fact WHERE {' AND '.join([*where, known])}"
    return list(archive.run(sql, values))


def _judge(archive: "Archive", judging: Judge, fact: tuple[str, str, str]) -> FactRow:
    kind = archive.kind_of_fact(fact[0])
    accounts = [read_account(line, kind, judging) for line in archive.lines_of_fact(fact[0])]
    judged = judging.judge(fact[0], kind, accounts, explain=False, unit=archive.unit_of_fact(fact[0]))
    return make_fact((*fact, *judged.summary[1:]))
