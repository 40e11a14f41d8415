"""How sources stand to the majorities of their facts: kept in the index, counted for a day, and by the book."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.sources_quality import Story, try_story
from tests.queries.test_chronology import make_many

from talkscli.conflicts.context import find_level, find_majority
from talkscli.queries.archive import Archive
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.rows import ClaimRow
from talkscli.queries.standings import Standing

Make = Callable[..., dict[str, Any]]
Opened = Callable[..., Archive]

DISPUTES = {"contradiction", "overlap"}
KINDS: dict[str, Callable[[ClaimRow], str]] = {
    "document": lambda row: str(row["document"]),
    "outlet": lambda row: str(row["outlet"]),
    "claimant": lambda row: str(row["who"]),
}


def count_by_the_book(archive: Archive, kind: str) -> dict[str, dict[str, int]]:
    """Count by a plain walk over facts and positions what is kept of each source."""
    rows = {row["id"]: row for row in archive.claims(ClaimFilter())}
    name = KINDS[kind]
    found: dict[str, dict[str, int]] = {}
    for fact in sorted({row["fact"] for row in rows.values()}):
        own = [row for row in rows.values() if row["fact"] == fact]
        judged = archive.judge(fact)
        majority, level = find_majority(judged), bool(find_level(judged))
        against = {
            (pair.right if pair.left is majority else pair.left).key: pair.finding.weight
            for pair in judged.findings
            if majority in (pair.left, pair.right) and pair.left is not pair.right
        }
        for source in {name(row) for row in own}:
            counts = found.setdefault(
                source,
                dict.fromkeys(("claims", "facts", "alone", "agreeing", "opposed", "level", "other"), 0),
            )
            counts["claims"] += sum(name(row) == source for row in own)
            counts["facts"] += 1
            held = [
                position
                for position in judged.positions
                if any(name(rows[account.id]) == source for account in position.accounts)
            ]
            weights = [1 if position is majority else against.get(position.key, 0) for position in held]
            if len({name(row) for row in own}) == 1:
                stand = "alone"
            elif not held:
                stand = "other"
            elif judged.verdict not in DISPUTES:
                agree = judged.origins[1] > 1 and judged.verdict in {"agreement", "imprecise"}
                stand = "agreeing" if agree else "other"
            elif majority is None:
                stand = "level" if level else "other"
            elif any(weight in {1, 2} for weight in weights):
                stand = "agreeing"
            elif any(weight > 2 for weight in weights):
                stand = "opposed"
            else:
                stand = "other"
            counts[stand] += 1
    return found


def read(one: Standing) -> dict[str, int]:
    return {name: count for name, count in one._asdict().items() if name != "id"}


@pytest.mark.parametrize("as_of", [None, "2025-05-18"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(5))
def test_sources_stand_as_a_walk_over_all_claims_has_it(
    as_of: str | None, kind: str, seed: int, store: Make, claim: Make, opened: Opened
) -> None:
    archive = opened(make_many(store, claim, seed), as_of=as_of)
    found = {one.id: read(one) for one in archive.sources(kind).list_all() if one.claims}
    assert found == count_by_the_book(archive, kind)
    for counts in found.values():
        stands = [counts[name] for name in ("alone", "agreeing", "opposed", "level", "other")]
        assert counts["facts"] == sum(stands)


SORTS = ("claims", "facts", "alone", "with", "against", "level", "share", "alone-share", "name")


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("reverse", [False, True])
def test_sources_are_sorted_alike_from_the_index_and_for_a_day(
    sort: str, reverse: bool, store: Make, claim: Make, opened: Opened
) -> None:
    made = make_many(store, claim, 3)
    for kind in KINDS:
        kept = [
            (one.id, read(one)) for one in opened(made).sources(kind).list_all(sort=sort, reverse=reverse)
        ]
        counted = opened(made, as_of="2100-01-01").sources(kind).list_all(sort=sort, reverse=reverse)
        assert kept == [(one.id, read(one)) for one in counted]
        first = opened(made).sources(kind).list_all(sort=sort, reverse=reverse, limit=2)
        assert [one.id for one in first] == [one for one, _ in kept[:2]]


def make_copies(store: Make, claim: Make) -> dict[str, Any]:
    """Make a store in which bob has from ann what nobody else says, on three of four facts."""
    claims = []
    for number, about in enumerate(("round-1", "round-3", "ann", "bob")):
        for who, value in (("ann", "7"), ("bob", "7" if number < 3 else "5"), *((one, "5") for one in "xyz")):
            claims.append(
                claim(
                    f"{who}-{number}",
                    who=who,
                    about=about,
                    property="count",
                    value=value,
                    document=f"d-{who}",
                )
            )
    made = store(*claims)
    made["actors"] += [{"id": one, "kind": "person", "name": one.upper()} for one in "xyz"]
    made["actors"] += [
        {"id": f"o-{one}", "kind": "outlet", "name": f"O {one}"} for one in ("ann", "bob", *"xyz")
    ]
    made["documents"] += [
        {"id": f"d-{one}", "outlet": f"o-{one}", "title": one} for one in ("ann", "bob", *"xyz")
    ]
    return made


@pytest.mark.parametrize("as_of", [None, "2100-01-01"])
def test_pairs_that_share_rare_answers_are_found_with_their_facts(
    as_of: str | None, store: Make, claim: Make, opened: Opened
) -> None:
    archive = opened(make_copies(store, claim), as_of=as_of)
    claimants, outlets = archive.sources("claimant"), archive.sources("outlet")
    assert claimants.list_echoes(2, None) == [("ann", "bob", 3)]
    assert outlets.list_echoes(2, None) == [("o-ann", "o-bob", 3)]
    assert claimants.compare_pair("ann", "bob") == (4, ["ann.count", "round-1.count", "round-3.count"])
    assert outlets.compare_pair("o-bob", "o-ann")[0] == 4
    assert [(key, majority.value.text) for key, _, _, majority in claimants.list_opposed("ann")] == [
        ("ann.count", "5"), ("bob.count", "5"), ("round-1.count", "5"), ("round-3.count", "5"),
    ]  # fmt: skip


@pytest.mark.parametrize(("liars", "pairs"), [(2, 1), (3, 3), (4, 0)])
def test_what_many_give_is_not_rare(liars: int, pairs: int, store: Make, claim: Make, opened: Opened) -> None:
    people = [f"p{number}" for number in range(5 + liars)]
    made = store(
        *(
            claim(one, who=one, property="count", value="5" if place < 5 else "7")
            for place, one in enumerate(people)
        )
    )
    made["actors"] += [{"id": one, "kind": "person", "name": one.upper()} for one in people]
    assert len(opened(made).sources("claimant").list_echoes(1, None)) == pairs


def test_the_order_of_sources_is_near_the_true_one_and_planted_copies_are_found(tmp_path: Path) -> None:
    found = try_story(Story(1, copiers=4, careless=0.5), tmp_path)
    assert found["order"] > 0.9
    assert (found["copies"], found["found"]) == (4, 4)
    assert found["others"] <= 4


def test_a_majority_that_lies_together_is_believed(tmp_path: Path) -> None:
    """Hold the limit of the method, which docs/sources.md tells."""
    assert try_story(Story(1, liars=13), tmp_path)["order"] < 0.5
