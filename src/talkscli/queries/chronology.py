"""Claims from the oldest to the newest, and the dates that claims give things.

The list of claims is in the order of their first days, so that it need only be walked from its end; what
began on one day is sorted when that day is reached.
"""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from heapq import merge, nsmallest
from itertools import groupby, islice, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING

from talkscli.conflicts.variant import PHASES
from talkscli.queries.rows import ClaimRow, Dating
from talkscli.queries.selection import choose_claims, clamp, find_listing
from talkscli.store.schema import ABOUT
from talkscli.values.registry import names_with_days, type_named

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.filters import ClaimFilter

UNDATED = 1 << 62
"""The day of what has no date here: after all days."""
_NEVER = -UNDATED
"""The first day of what is only known to lie before some day; the index has it before all days."""
_LARGEST_BATCH = 256

_Days = tuple[int, int]
"""The first and the last day of a date; of one without a first day the last, and a day before all."""
_Date = tuple[str, str]
"""The type of a date, and how it is written."""
_Which = tuple[int, _Date, str]
"""A fact's number, a date, and whether it was planned or came out."""
_Place = tuple[int, int, str, int]
"""The two days by which a claim is ordered, its id, and its number."""


def list_datings(
    archive: "Archive", wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None
) -> Iterator[Dating]:
    """Yield what the claims that assert a date give as it, from the oldest to the newest.

    Of what is alike in days and fact, what comes first in the list of claims comes first.

    Args:
        archive: The index.
        wanted: Which claims.
        since: The number of the first day; a date that may lie there is in.
        until: The number of the last day, likewise.
        limit: How many are wanted, if not all.
    """
    first = _collect_datings(archive, wanted)
    numbers = Counter(date for _, date, _ in first)
    days = dict(_find_days(numbers, since, until, limit))
    if limit is not None:
        last = _find_last(numbers, days, limit)
        days = {date: between for date, between in days.items() if between <= last}
    chosen = [(days[which[1]], which, listing) for which, listing in first.items() if which[1] in days]
    del first
    keys = _name_facts(archive, {which[0] for _, which, _ in chosen})
    found = sorted(
        (between, keys[fact], listing, value, phase) for between, (fact, (_, value), phase), listing in chosen
    )
    for between, fact, _, value, phase in islice(found, limit):
        yield Dating(between, fact, value, phase)


def _collect_datings(archive: "Archive", wanted: "ClaimFilter") -> dict[_Which, int]:
    """Return each date that a fact is given, by whether it was planned, with its first place in the list."""
    selected = choose_claims(archive, wanted)
    kinds = _find_properties(archive)
    if selected is None or not kinds:
        return {}
    properties = ",".join(map(str, kinds))
    if selected.driver == "claim_listing" and not wanted.mentions:
        selected.table = "claim INDEXED BY claim_property"
    selected.conditions += [f"claim.property IN ({properties})", "claim.stance = 'asserts'"]
    # The last key of a line tells whether its claim was taken back; to read it as JSON would take far longer.
    standing = "substr(line.line, -17) = '\"retracted\":null}'"
    sql = (
        "SELECT claim.fact, json_extract(line.line, '$.value'), claim.status, claim.listing "
        f"FROM {selected.table} CROSS JOIN line ON line.seq = claim.seq{selected.where} AND {standing}"
    )
    first: dict[_Which, int] = {}
    for fact, value, status, listing in archive.run(sql, selected.values):
        which = fact, (kinds[fact % ABOUT], value), PHASES.get(status, "")
        if first.get(which, listing) >= listing:
            first[which] = listing
    return first


def _find_properties(archive: "Archive") -> dict[int, str]:
    """Return the numbers of the properties whose values are days, and their types."""
    names = names_with_days()
    wanted = ",".join("?" * len(names))
    rows = archive.run(f"SELECT num, sub FROM entity WHERE kind = 'property' AND sub IN ({wanted})", names)
    return dict(rows)


def _find_days(
    numbers: "Counter[_Date]", since: int | None, until: int | None, limit: int | None
) -> Iterator[tuple[_Date, _Days]]:
    """Yield dates of the period that may be among the first, with the days by which they are ordered."""
    told = 0
    # Plain days are sorted as they stand, and need not be read beyond the limit.
    for date in sorted(numbers):
        kind, value = type_named(date[0]), date[1]
        plain = len(value) == len("2025-07-23") and value.replace("-", "").isdecimal()
        if plain and limit is not None and told >= limit:
            continue
        spans, _ = kind.days(kind.parse(value))
        days = spans[0][0], spans[-1][1]
        if days[0] <= _NEVER:
            days = days[1], -1
        if (since is None or since <= max(days) < UNDATED) and (until is None or days[0] <= until):
            yield date, days
            if plain:
                told += numbers[date]


def _find_last(numbers: "Counter[_Date]", days: dict[_Date, _Days], limit: int) -> _Days:
    """Return the days after which nothing is among the first so many."""
    left = limit
    last = _NEVER, _NEVER
    for date in sorted(days, key=days.__getitem__):
        if left <= 0:
            break
        last = days[date]
        left -= numbers[date]
    return last


def _name_facts(archive: "Archive", numbers: set[int]) -> dict[int, str]:
    """Return the keys of facts by their numbers."""
    if len(numbers) < _LARGEST_BATCH:
        return dict(archive.run(f"SELECT num, key FROM fact WHERE num IN ({','.join(map(str, numbers))})"))
    properties = ",".join(map(str, _find_properties(archive)))
    sql = (
        "SELECT fact.num, fact.key FROM entity CROSS JOIN fact INDEXED BY fact_property "
        f"ON fact.property = entity.id WHERE entity.num IN ({properties})"
    )
    return {number: key for number, key in archive.run(sql) if number in numbers}


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
    # In the list stand first what has a first day, then what has none but a last one, then what has no date.
    open_from = find_listing(archive, lambda day: day is None or day <= _NEVER)
    undated_from = find_listing(archive, lambda day: day is None)
    sort = sorted if limit is None else partial(nsmallest, limit)
    period = [] if since is None else [f"claim.day_to BETWEEN {clamp(since)} AND {UNDATED - 1}"]
    dated = _walk(
        archive,
        wanted,
        "claim.day_from, claim.day_to",
        [f"claim.listing < {open_from}", *period],
        "claim.listing DESC",
    )
    if until is not None:
        dated = takewhile(lambda place: place[0] <= until, dated)
    days = (sort(of_day) for _, of_day in groupby(dated, itemgetter(0)))
    if until is not None:
        period.append(f"claim.day_to <= {clamp(until)}")
    before = _walk(
        archive,
        wanted,
        "claim.day_to, -1",
        [f"claim.listing >= {open_from}", f"claim.listing < {undated_from}", *period],
        "claim.day_to, claim.id",
        limit,
    )
    yield from merge((place for places in days for place in places), before)
    if since is None and until is None:
        yield from _walk(
            archive,
            wanted,
            f"{UNDATED}, {UNDATED}",
            [f"claim.listing >= {undated_from}"],
            "claim.id",
            limit,
        )


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
