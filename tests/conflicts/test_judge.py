"""One judge for many facts against a judge for each, and what it compares anew."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conflicts.generated import KINDS, make_accounts, write_raw
from tests.conflicts.test_laws import dump
from tests.factory import WORLD, judge_claims

from talkscli.conflicts import comparing, engine, rules
from talkscli.conflicts.engine import Account, Judge
from talkscli.conflicts.judgement import Judgement
from talkscli.conflicts.verdict import RANKS
from talkscli.values.parsing import parse_value

WHOS = ("anadolu", "tass", "peskov")

Fact = tuple[str, list[Account]]

facts = st.lists(
    st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), make_accounts(kind))), max_size=6
)


def read_anew(judge: Judge, kind: str, account: Account) -> Account:
    """Make a claim again, its value read by the judge."""
    fields = {
        name: getattr(account, name) for name in Account.__slots__ if name not in {"id", "who", "value"}
    }
    raw = None if account.value is None else write_raw(account.value)
    return Account(account.id, account.who, judge.read_value(kind, raw), **fields)


def judge_all(drawn: list[Fact], *, explain: bool) -> list[Judgement]:
    judge = Judge(WORLD)
    return [
        judge.judge("round.matter", kind, [read_anew(judge, kind, one) for one in own], explain=explain)
        for kind, own in drawn
    ]


@given(facts, st.booleans())
def test_one_judge_of_many_facts_says_what_a_judge_for_each_says(drawn: list[Fact], explain: bool) -> None:
    expected = [dump(judge_claims(kind, own, explain=explain)) for kind, own in drawn]
    assert [dump(judged) for judged in judge_all(drawn, explain=explain)] == expected


LIMITS = (
    (comparing, "REMEMBERED", -1),
    (engine, "_REMEMBERED", 0),
    (engine, "_COMPARERS", 1),
    (engine, "PAIRED_POSITIONS", 1),
)


@pytest.mark.parametrize(("module", "limit", "number"), LIMITS)
@settings(max_examples=25)
@given(drawn=facts)
def test_what_is_remembered_for_how_long_changes_no_verdict(
    module: Any, limit: str, number: int, drawn: list[Fact]
) -> None:
    verdicts = [judged.verdict for judged in judge_all(drawn, explain=False)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, limit, number)
        assert [judged.verdict for judged in judge_all(drawn, explain=False)] == verdicts


@given(facts)
def test_a_summary_is_what_the_judgement_says(drawn: list[Fact]) -> None:
    for judged, (_, own) in zip(judge_all(drawn, explain=False), drawn, strict=True):
        worst = judged.worst
        cause, why = (worst.cause, worst.why) if worst else ("none", "")
        assert judged.summary == (
            RANKS[judged.verdict],
            judged.verdict,
            cause,
            why,
            len(own),
            len(judged.positions),
            *judged.origins,
            judged.reports,
            int(bool(judged.self_contradictions)),
        )


CLOSE: list[tuple[str, list[tuple[str, str, str, str | None]], tuple[Any, ...]]] = [
    # type, the claims in the order of the file (id, claimant, value, status or `only`), verdict, why, `self`
    (
        "duration",
        [("b", "tass", "1.5 h", None), ("a", "tass", "90 min", None), ("c", "peskov", "2 h", None)],
        ("contradiction", "2 hours and 90 minutes are not the same length.", 0),
    ),
    (
        "yes-no",
        [("a", "tass", "yes", "planned"), ("b", "peskov", "yes", None), ("c", "tass", "no", "held")],
        ("contradiction", "One says yes, the other no.", 0),
    ),
    (
        "yes-no",
        [("a", "peskov", "yes", "planned"), ("b", "tass", "yes", None), ("c", "tass", "no", "held")],
        ("contradiction", "One says yes, the other no.", 1),
    ),
    (
        "date",
        [
            ("a", "tass", "2025-07-23/2025-07-24", "only"),
            ("b", "peskov", "2025-07-24/2025-07-25", None),
            ("c", "anadolu", "2025-07-30", None),
        ],
        ("contradiction", "23–24 July 2025 and 30 July 2025 have no day in common.", 0),
    ),
    (
        "date",
        [
            ("a", "tass", "2025-07-23/2025-07-24", None),
            ("b", "anadolu", "2025-07-23/2025-07-24", "only"),
            ("c", "peskov", "2025-07-24/2025-07-25", None),
        ],
        ("contradiction", "“Only 23–24 July 2025” leaves no room for 24–25 July 2025.", 0),
    ),
    (
        "actor",
        [("a", "tass-source", "umerov", None), ("b", "tass-source", "umerov", None)],
        ("single", "", 0),
    ),
]


@pytest.mark.parametrize(("kind", "claims", "told"), CLOSE)
def test_a_closer_look_is_taken_where_it_tells(
    kind: str, claims: list[tuple[str, str, str, str | None]], told: tuple[Any, ...]
) -> None:
    accounts = []
    for one, who, raw, mark in claims:
        only = mark == "only"
        value = parse_value(kind, raw)
        accounts.append(Account(one, who, value, document="x", status=None if only else mark, only=only))
    for explain in (False, True):
        summary = judge_claims(kind, accounts, explain=explain).summary
        assert (summary[1], summary[3], summary[9]) == told


class Counter:
    def __init__(self) -> None:
        self.number = 0


@pytest.fixture(name="comparisons")
def count_comparisons(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    counter = Counter()
    compare = rules.compare_variants

    def compare_and_count(*args: Any) -> Any:
        counter.number += 1
        return compare(*args)

    monkeypatch.setattr(comparing, "compare_variants", compare_and_count)
    yield counter
    assert counter.number > 0


def say(judge: Judge, kind: str, raws: list[str]) -> list[Account]:
    return [
        Account(f"c{n}", WHOS[n % 3], judge.read_value(kind, raw), document="x") for n, raw in enumerate(raws)
    ]


def test_values_that_many_facts_share_are_compared_once(comparisons: Counter) -> None:
    judge = Judge(WORLD)
    for _ in range(50):
        judged = judge.judge("e.f", "count", say(judge, "count", ["1000", "~1000", "2000"]), explain=False)
        assert judged.verdict == "contradiction"
    assert comparisons.number <= 3


def test_pairs_that_cannot_come_first_are_left_out(comparisons: Counter) -> None:
    judge = Judge(WORLD)
    accounts = say(judge, "count", [str(number) for number in range(40)])
    judged = judge.judge("e.f", "count", accounts, explain=False, unit="prisoners")
    assert judged.summary[1:4] == (
        "contradiction",
        "none",
        "0 prisoners and 1 prisoners are not the same number.",
    )
    # One for the worst pair, one to find a claimant who contradicts himself.
    assert comparisons.number == 2
