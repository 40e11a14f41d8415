"""Dates told from the index, against a plain walk over all claims."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from talkscli.conflicts.variant import PHASES
from talkscli.queries.archive import Archive
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.opening import read_day
from talkscli.values.edtf import parse_edtf

DATES = (
    "2025-05-16",
    "2025-05",
    "2025-05-16/2025-05-18",
    "2024",
    "../2025-05-20",
    "2025-06-01/..",
    "2025-05~",
    "2025-05-16T15:30:00Z",
    "2025-05-16T09:00:00+03:00",
)
WHENS = (None, *DATES)
STATUSES = (None, "planned", "held", "former")
UNDATED = 1 << 62
Moment = tuple[int, int, int]
PERIODS = [(None, None), ("2025-05-17", None), (None, "2025-05-20"), ("2024-06", "2025-05-31")]

Make = Callable[..., dict[str, Any]]


def make_many(store: Make, claim: Make, seed: int) -> dict[str, Any]:
    """Make a store whose claims differ in everything that is told, by chance."""
    chance = random.Random(seed)
    claims = []
    for number in range(60):
        asked = chance.choice(("date", "date", "dead"))
        stance = chance.choice(("asserts", "asserts", "denies", "withholds"))
        value = chance.choice(DATES if asked == "date" else ("3", "4..6", "5"))
        fields: dict[str, Any] = {
            "who": chance.choice(("ann", "bob", "cem", "some-source")),
            "about": chance.choice(("round-1", "round-3")),
            "property": asked,
            "stance": stance,
            "value": None if stance == "withholds" else value,
            "document": f"d{chance.randrange(5)}",
        }
        if status := chance.choice(STATUSES):
            fields["status"] = status
        if when := chance.choice(WHENS):
            fields["when"] = when
        if chance.random() < 0.1:
            fields["retracted"] = {"on": "2025-06-02", "why": 'so "retracted":null}'}
        claims.append(claim(f"c{number:02}", **fields))
    made = store(*claims)
    for number in range(6):
        published = {"published": f"2025-05-{14 + 2 * number}"} if number % 4 else {}
        made["documents"].append(
            {"id": f"d{number}", "outlet": "daily", "title": f"Paper {number}", **published}
        )
    if not any(one["id"] == "dead" for one in made["properties"]):
        made["properties"].append({"id": "dead", "type": "count"})
    return made


def order(date: str | None) -> Moment:
    """Return the days and the time of day by which a date is told, as the timeline's help has it."""
    if date is None:
        return UNDATED, UNDATED, -1
    value = parse_edtf(date)
    clocks = {"T15:30:00Z": (24 + 15) * 60 + 30, "T09:00:00+03:00": (24 + 6) * 60}
    clock = next((clock for text, clock in clocks.items() if date.endswith(text)), -1)
    days = (value.latest, -1) if value.earliest <= -UNDATED else (value.earliest, value.latest)
    return (*days, clock)


def is_within(days: Moment, since: int | None, until: int | None) -> bool:
    return (since is None or since <= max(days[:2]) < UNDATED) and (until is None or days[0] <= until)


@pytest.mark.parametrize("as_of", [None, "2025-05-18"])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("period", PERIODS)
def test_claims_and_dates_are_told_as_a_walk_over_all_claims_tells_them(
    as_of: str | None,
    seed: int,
    period: tuple[str | None, str | None],
    store: Make,
    claim: Make,
    opened: Callable[..., Archive],
) -> None:
    archive = opened(make_many(store, claim, seed), as_of=as_of)
    since = None if period[0] is None else parse_edtf(period[0]).earliest
    until = None if period[1] is None else read_day(period[1])
    rows = list(archive.claims(ClaimFilter()))
    said = sorted((*order(row["when"]), row["id"]) for row in rows)
    said = [one for one in said if is_within(one[:3], since, until)]
    given = {
        (*order(row["value"]), row["fact"], row["value"], PHASES.get(row["status"] or "", ""))
        for row in rows
        if row["property"] == "date" and row["stance"] == "asserts" and not row["retracted"]
    }
    given = {one for one in given if is_within(one[:3], since, until)}
    for limit in (None, 0, 1, 7, 1000):
        told = [
            (*moment, row["id"]) for moment, row in archive.claims_by_day(ClaimFilter(), since, until, limit)
        ]
        assert told == said[:limit]
        found = [
            (*one.moment, one.fact, one.value, one.phase)
            for one in archive.datings(ClaimFilter(), since, until, limit)
        ]
        assert len(found) == min(len(given), len(given) if limit is None else limit)
        assert set(found) <= given
        assert [one[:4] for one in found] == sorted(one[:4] for one in given)[:limit]
