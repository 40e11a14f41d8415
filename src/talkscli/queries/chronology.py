"""Claims from the oldest to the newest, and the dates that claims give things."""

from collections.abc import Iterator
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from talkscli.conflicts.variant import PHASES
from talkscli.index.schema import NEVER, OLDEST_FIRST, UNDATED
from talkscli.queries.rows import ClaimRow, Dating
from talkscli.queries.selection import choose_claims, clamp

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.filters import ClaimFilter

_LAST = -NEVER
"""The day of what has no date here, and the last day of what goes on: after all days."""
_LARGEST_BATCH = 256

_Place = tuple[int, int, str, int]
"""The two days by which a claim is ordered, its id, and its number."""


def list_datings(
    archive: "Archive", wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None
) -> Iterator[Dating]:
    """Yield what the claims that assert a date give as it, from the oldest to the newest, each date once.

    Of dates with the same days, that of the fact with the lesser key comes first, then the one written before
    the other.

    Args:
        archive: The index.
        wanted: Which claims.
        since: The number of the first day; a date that may lie there is in.
        until: The number of the last day, likewise.
        limit: How many are wanted, if not all.
    """
    return islice(_list_datings(archive, wanted, since, until), limit)


def _list_datings(
    archive: "Archive", wanted: "ClaimFilter", since: int | None, until: int | None
) -> Iterator[Dating]:
    selected = choose_claims(archive, wanted)
    if selected is None:
        return
    if selected.table == "claim INDEXED BY claim_day":
        selected.table = "claim INDEXED BY claim_date"
    selected.conditions.append("claim.date_from IS NOT NULL")
    if since is not None:
        last = "max(claim.date_from, claim.date_to)"
        selected.conditions.append(f"{last} >= {clamp(since)} AND {last} < {_LAST}")
    if until is not None:
        selected.conditions.append(f"claim.date_from <= {clamp(until)}")
    sql = (
        "SELECT claim.date_from, claim.date_to, fact.key, json_extract(line.line, '$.value'), claim.status "
        f"FROM {selected.table} CROSS JOIN line ON line.seq = claim.seq "
        f"CROSS JOIN fact ON fact.num = claim.fact{selected.where} ORDER BY claim.date_from, claim.date_to"
    )
    for days, rows in groupby(archive.run(sql, selected.values), itemgetter(0, 1)):
        dates = {(key, value, PHASES.get(status, "")) for *_, key, value, status in rows}
        for key, value, phase in sorted(dates):
            yield Dating(days, key, value, phase)


def list_by_day(
    archive: "Archive", wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None
) -> Iterator[tuple[int, int, ClaimRow]]:
    """Yield claims from the oldest to the newest, with the two days by which they are ordered.

    What is only known to lie before some day stands at that day, what has no date comes last, and of claims
    with the same days that with the lesser id comes first.

    Args:
        archive: The index.
        wanted: Which claims.
        since: The number of the first day; a claim that may lie there is in, one without a date is not.
        until: The number of the last day, likewise.
        limit: How many claims are wanted, if not all.
    """
    places = islice(_list_places(archive, wanted, since, until, limit), limit)
    size = 1
    while batch := list(islice(places, size)):
        numbers = ",".join(str(place[3]) for place in batch)
        lines = dict(archive.run(f"SELECT seq, line FROM line WHERE seq IN ({numbers})"))
        for first, last, _, seq in batch:
            yield first, last, ClaimRow(lines[seq])
        size = min(4 * size, _LARGEST_BATCH)


def _list_places(
    archive: "Archive", wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None
) -> Iterator[_Place]:
    since, until = (None if day is None else clamp(day) for day in (since, until))
    period = [] if since is None else [f"claim.day_to BETWEEN {since} AND {_LAST - 1}"]
    last = _LAST if until is None else until
    dated = _walk(
        archive,
        wanted,
        "claim.day_from, claim.day_to",
        [f"claim.day_from BETWEEN {NEVER + 1} AND {last}", *period],
        OLDEST_FIRST,
        limit,
    )
    before = _walk(
        archive,
        wanted,
        "claim.day_to, -1",
        [f"claim.day_from = {NEVER}", f"claim.day_to <= {last}", *period],
        "claim.day_to, claim.id",
        limit,
    )
    yield from merge(dated, before)
    if since is None and until is None:
        undated = [f"claim.day_from = {UNDATED}"]
        yield from _walk(archive, wanted, f"{_LAST}, {_LAST}", undated, "claim.id", limit)


def _walk(
    archive: "Archive",
    wanted: "ClaimFilter",
    days: str,
    conditions: list[str],
    order: str,
    limit: int | None = None,
) -> Iterator[_Place]:
    selected = choose_claims(archive, wanted)
    if selected is None:
        return iter(())
    selected.conditions += conditions
    sql = f"SELECT {days}, claim.id, claim.seq FROM {selected.table}{selected.where} ORDER BY {order} LIMIT ?"
    return archive.run(sql, [*selected.values, -1 if limit is None else limit])
