"""The sweep against all pairs, and how many pairs it looks at."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conflicts.generated import KINDS, make_variants
from tests.factory import WORLD, compare, judge_claims

from talkscli.conflicts import comparing, rules
from talkscli.conflicts.comparing import Comparer
from talkscli.conflicts.engine import Account, judge
from talkscli.conflicts.sweep import find_worst
from talkscli.conflicts.variant import Variant
from talkscli.values.parsing import Raw, parse_value
from talkscli.values.question import Question
from talkscli.values.vocabulary import Words


@st.composite
def mixtures(draw: st.DrawFn) -> tuple[str, list[Variant]]:
    """Draw many variants, of assertions only, of plans, or of everything."""
    kind = draw(st.sampled_from(KINDS))
    drawn = draw(st.lists(make_variants(kind), min_size=2, max_size=9))
    plain, phases = draw(st.booleans()), draw(st.sampled_from([None, ("planned", "held")]))
    variants = {}
    for number, one in enumerate(drawn):
        variant = one
        if plain:
            variant = Variant(one.value, status=phases[number % 2] if phases else None)
        variants[variant.key] = variant
    return kind, list(variants.values())


@given(mixtures())
def test_the_sweep_weighs_what_all_pairs_weigh(mixture: tuple[str, list[Variant]]) -> None:
    kind, variants = mixture
    weights = [compare(kind, a, b).weight for a, b in combinations(variants, 2) if a.position != b.position]
    worst = find_worst(Comparer(Question(kind, WORLD)), variants).worst
    assert (worst[0].weight if worst else None) == max(weights, default=None)
    if worst:
        finding, a, b = worst
        again = compare(kind, a, b)
        assert (finding.relation, finding.cause, finding.why) == (again.relation, again.cause, again.why)


RANGES = [f"{a}..{b}" for a in range(8) for b in range(a, 8)]
CHOICES = [f"[2025-07-2{a}..2025-07-2{b}]" for a in range(8) for b in range(a + 1, 8)]


@given(
    st.sampled_from([("count", RANGES), ("date", CHOICES)]).flatmap(
        lambda one: st.tuples(
            st.just(one[0]),
            st.lists(
                st.tuples(st.sampled_from(one[1]), st.sampled_from([None, "planned", "held"])),
                min_size=3,
                max_size=8,
                unique=True,
            ),
        )
    )
)
def test_ranges_that_nest_or_cross_weigh_what_all_pairs_weigh(
    fact: tuple[str, list[tuple[str, str | None]]],
) -> None:
    kind, said = fact
    variants = [Variant(parse_value(kind, raw), status=status) for raw, status in said]
    pairs = [pair for pair in combinations(variants, 2) if pair[0].position != pair[1].position]
    weights = [compare(kind, a, b).weight for a, b in pairs]
    worst = find_worst(Comparer(Question(kind, WORLD)), variants).worst
    assert (worst[0].weight if worst else None) == max(weights, default=None)


SWEPT: list[tuple[str, list[tuple[str, str]], int]] = [
    # type, stances and values, the weight of the worst pair
    (
        "date",
        [
            ("asserts", "2025-06-01/2025-08"),
            ("asserts", "2025-06/2025-08-31"),
            ("asserts", "[2025-06..2025-08]"),
        ],
        3,
    ),
    ("date", [("asserts", "2025-07-23?"), ("asserts", "2025-07-23"), ("asserts", "2025-07")], 2),
    ("date", [("asserts", "2025-07-23"), ("denies", "[2025-07-21..2025-07-23]")], 4),
    ("date", [("asserts", "2025-07-22T22:00:00Z"), ("denies", "2025-07-23T01:00:00+03:00")], 4),
    ("count", [("asserts", "0..9"), ("asserts", "5"), ("denies", "1..5")], 4),
    ("count", [("asserts", "4.5"), ("denies", "<5")], 4),
    ("count", [("asserts", "5"), ("denies", "1..4"), ("denies", "6..9")], 0),
    ("count", [("asserts", "<5"), ("asserts", "4.5"), ("asserts", "3.5..5.5")], 3),
    ("count", [("asserts", "<5"), ("asserts", "<=4")], 1),
    ("count", [("asserts", "<5"), ("asserts", "<=4"), ("asserts", "0..10")], 2),
    ("place", [("asserts", "dolmabahce"), ("denies", "turkey")], 4),
    ("text", [("asserts", "so it was"), ("denies", "So it was.")], 4),
    ("quote", [("asserts", "so it was then"), ("denies", "it was")], 4),
]


@pytest.mark.parametrize(("kind", "said", "weight"), SWEPT)
def test_the_sweep_finds_what_only_a_closer_look_tells(
    kind: str, said: list[tuple[str, str]], weight: int
) -> None:
    variants = [Variant(parse_value(kind, raw), stance) for stance, raw in said]
    worst = find_worst(Comparer(Question(kind, WORLD)), variants).worst
    assert worst is not None
    assert worst[0].weight == weight


class Calls:
    def __init__(self) -> None:
        self.number = 0


@pytest.fixture(name="calls")
def count_comparisons(monkeypatch: pytest.MonkeyPatch) -> Iterator[Calls]:
    calls = Calls()
    compare_really = rules.compare_variants

    def compare_and_count(*args: Any) -> Any:
        calls.number += 1
        return compare_really(*args)

    monkeypatch.setattr(comparing, "compare_variants", compare_and_count)
    yield calls
    assert calls.number > 0


def claim(kind: str, raws: list[Raw], **more: Any) -> list[Account]:
    return [Account(f"c{n:06d}", f"who-{n}", parse_value(kind, raw), **more) for n, raw in enumerate(raws)]


def test_a_hundred_thousand_claims_of_five_hundred_values_are_not_compared_pair_by_pair(calls: Calls) -> None:
    judged = judge_claims("count", claim("count", [str(n % 500) for n in range(100_000)]))
    assert (judged.verdict, len(judged.positions), judged.truncated) == ("contradiction", 500, 440)
    assert calls.number < 3_000


def test_a_hundred_thousand_different_values_are_not_compared_pair_by_pair(calls: Calls) -> None:
    nested = [f"[{3000 - n:04d}..{3000 + n}]" for n in range(1, 3000)]
    judged = judge_claims("date", claim("date", [*nested]))
    assert judged.verdict == "imprecise"
    assert calls.number < 3_000
    judged = judge_claims("count", claim("count", [f"{-n}..{n}" for n in range(100_000)]))
    assert judged.verdict == "imprecise"
    assert calls.number < 6_000


MANY = 3_000
"""Enough that pair by pair would be four and a half million."""

numbers = range(MANY)
MANY_CLAIMS: list[tuple[str, str, list[Account]]] = [
    ("imprecise", "count", claim("count", [f"1..{n + 1}" for n in numbers])),
    ("overlap", "count", claim("count", [f"{n}..{n + MANY}" for n in numbers])),
    ("contradiction", "count", claim("count", [str(n) for n in numbers])),
    ("unknown", "count", claim("count", [str(n) for n in numbers], stance="denies")),
    (
        "imprecise",
        "count",
        claim("count", [f"{-n}..{n}" for n in numbers]) + claim("count", [f"{n}.5" for n in numbers], stance="denies"),
    ),
    ("overlap", "count", [
        *claim("count", [f"{-n}..{n}" for n in numbers[1:]], status="planned"),
        *claim("count", [f"{-n + 1}..{n + 1}" for n in numbers[1:]], status="held"),
    ]),
    ("unknown", "text", claim("text", [f"words {n}" for n in numbers])),
    ("unknown", "text", [
        *claim("text", [f"words {n}" for n in numbers], status="planned"),
        *claim("text", [f"other {n}" for n in numbers], status="held"),
        *claim("text", [f"more {n}" for n in numbers], only=True),
        *claim("text", [f"not {n}" for n in numbers], stance="denies"),
    ]),
    ("overlap", "quote", claim("quote", [f"words {n}" for n in numbers])),
    ("imprecise", "terms", claim("terms", [[f"t{n}"] for n in numbers])),
    ("imprecise", "terms", [
        *claim("terms", [[f"t{n}"] for n in numbers], status="planned"),
        *claim("terms", [[f"u{n}"] for n in numbers], status="held"),
        *claim("terms", [[f"v{n}"] for n in numbers], stance="denies"),
    ]),
    ("imprecise", "place", claim("place", [[f"p{n}", "istanbul"] for n in numbers])),
    ("contradiction", "place", claim("place", [f"p{n}" for n in numbers])),
    ("unknown", "actor", claim("actor", [f"x{n}-source" for n in numbers], status="planned")
        + claim("actor", [f"y{n}-source" for n in numbers], status="held")),
    ("unknown", "actor", claim("actor", [f"x{n}" for n in numbers], stance="denies")),
]  # fmt: skip


@pytest.mark.parametrize(("verdict", "kind", "accounts"), MANY_CLAIMS)
def test_many_values_of_any_type_are_compared_a_few_times_each(
    verdict: str, kind: str, accounts: list[Account], calls: Calls
) -> None:
    accounts = [Account(f"{n:05d}", f"w{n}", a.value, stance=a.stance, status=a.status, only=a.only) for n, a in enumerate(accounts)]  # fmt: skip
    unnamed = frozenset(str(a.value) for a in accounts if kind == "actor" and a.stance == "asserts")
    judged = judge("round.matter", kind, accounts, Words(unnamed=unnamed))
    assert judged.verdict == verdict
    assert calls.number < 3_000 + 2 * len(accounts)


def test_one_claimant_who_contradicts_himself_often_is_told_once(calls: Calls) -> None:
    accounts = [Account(f"c{n}", "anadolu", parse_value("count", str(n))) for n in numbers]
    judged = judge_claims("count", accounts)
    assert len(judged.self_contradictions) == 1
    assert calls.number < 3_000


def test_the_worst_pair_is_among_the_findings_however_many_positions_there_are() -> None:
    # The two that contradict each other have one report each, and hundreds of positions have two.
    wide = [f"{-n}..{n}" for n in range(10, 300)]
    said = [*wide, *wide, "-5", "5"]
    judged = judge_claims("count", claim("count", list(said)))
    assert judged.truncated == len(judged.positions) - 60
    assert judged.verdict == "contradiction"
    worst = judged.findings[0]
    assert worst.finding is judged.worst
    assert {str(worst.left.value), str(worst.right.value)} == {"-5", "5"}
    assert all(a.finding.weight >= b.finding.weight for a, b in pairwise(judged.findings))
