"""Claims from the oldest to the newest, and the dates that claims give things."""

from collections.abc import Iterator
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from talkscli.conflicts.variant import PHASES
from talkscli.index.schema import NEVER, OLDEST_FIRST, UNDATED
from talkscli.queries.rows import ClaimRow
from talkscli.queries.selection import ALL, clamp, select_claims

if TYPE_CHECKING:
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.session import Session

LAST = -NEVER
"""The day of what has no date here: after all days."""

Moment = tuple[int, int, int]
"""The two days by which something is ordered, and its time of day as `DateValue.clock`."""

_Said = tuple[int, int, int, str, str]
"""A claim's moment, its id, and its line."""


class Dating(NamedTuple):
    """A date that claims give something."""

    moment: Moment
    """By which it is ordered."""
    fact: str
    value: str
    """The date as it is written."""
    phase: str
    """Whether it was planned or came out, as in `conflicts.variant`; or neither."""


def list_by_day(
    session: "Session", wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None
) -> Iterator[tuple[Moment, ClaimRow]]:
    """Yield claims from the oldest to the newest, with the moments by which they are ordered.

    What is only known to lie before some day stands at that day, what has no date comes last. Of claims with
    the same days those without a time of day come first, and of claims of one moment that with the lesser id.

    Args:
        session: The index.
        wanted: Which claims.
        since: The number of the first day; a claim that may lie there is in, one without a date is not.
        until: The number of the last day, likewise.
        limit: How many claims are wanted, if not all.
    """

    def walk(one: str, other: str, conditions: list[str], order: str) -> Iterator[_Said]:
        selection = select_claims(session, wanted)
        if selection is None:
            return iter(())
        selection.conditions += conditions
        # The inner query has a limit, so that it stays one: the lines are read after the order is known.
        inner = (
            f"SELECT {one} AS one, {other} AS other, claim.clock, claim.id, claim.seq "
            f"FROM {selection.write()} ORDER BY {order} LIMIT ?"
        )
        sql = (
            "SELECT hit.one, hit.other, hit.clock, hit.id, line.line "
            f"FROM ({inner}) AS hit CROSS JOIN line ON line.seq = hit.seq"
        )
        return session.run(sql, [*selection.values, -1 if limit is None else limit])

    period = [] if since is None else [f"claim.day_to BETWEEN {clamp(since)} AND {LAST - 1}"]
    first = f"claim.day_from BETWEEN {NEVER + 1} AND {LAST if until is None else clamp(until)}"
    dated = walk("claim.day_from", "claim.day_to", [first, *period], OLDEST_FIRST)
    if until is not None:
        period.append(f"claim.day_to <= {clamp(until)}")
    # An interval has no time of day.
    before = walk("claim.day_to", "-1", [f"claim.day_from = {NEVER}", *period], "claim.day_to, claim.id")
    found: Iterator[_Said] = merge(dated, before)
    if since is None and until is None:
        undated = [f"claim.day_from = {UNDATED}"]
        found = chain(found, walk(str(LAST), str(LAST), undated, "claim.id"))
    for one, other, clock, _, line in islice(found, limit):
        yield (one, other, clock), ClaimRow(line)


def list_datings(
    session: "Session", wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None
) -> Iterator[Dating]:
    """Yield the dates that claims assert, from the oldest to the newest; each once of a fact and a phase.

    Args:
        session: The index.
        wanted: Which claims.
        since: The number of the first day; a date that may lie there is in.
        until: The number of the last day, likewise.
        limit: How many are wanted, if not all.
    """
    return islice(_walk_datings(session, wanted, since, until), limit)


def _walk_datings(
    session: "Session", wanted: "ClaimFilter", since: int | None, until: int | None
) -> Iterator[Dating]:
    selection = select_claims(session, wanted)
    if selection is None:
        return
    conditions = selection.conditions
    conditions.append("claim.date_from IS NOT NULL")
    if since is not None:
        conditions.append(f"max(claim.date_from, claim.date_to) BETWEEN {clamp(since)} AND {LAST - 1}")
    if until is not None:
        conditions.append(f"claim.date_from <= {clamp(until)}")
    # Claims of one property are as many as its dates: the order of dates is the better one to walk in.
    driver = "claim_date" if selection.driver in {ALL, "claim_property"} else None
    sql = (
        "SELECT hit.date_from, hit.date_to, fact.key, json_extract(line.line, '$.value'), hit.status "
        "FROM (SELECT claim.date_from, claim.date_to, claim.fact, claim.status, claim.seq "
        f"FROM {selection.write(driver)} ORDER BY claim.date_from, claim.date_to LIMIT -1) AS hit "
        "CROSS JOIN line ON line.seq = hit.seq CROSS JOIN fact ON fact.num = hit.fact"
    )
    for days, rows in groupby(session.run(sql, selection.values), itemgetter(0, 1)):
        found = {(_read_clock(row[3]), row[2], row[3], PHASES.get(row[4], "")) for row in rows}
        for clock, key, value, phase in sorted(found):
            yield Dating((*days, clock), key, value, phase)


def _read_clock(date: str) -> int:
    if "T" not in date:
        return -1
    from talkscli.values.edtf import parse_edtf

    return parse_edtf(date).clock
