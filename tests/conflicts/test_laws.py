"""The laws of the engine, over values and claims of every type."""

from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.conflicts.generated import DATES, KINDS, make_accounts, make_variants, write_raw
from tests.factory import compare, judge_claims

from talkscli.conflicts.engine import Account, Judgement
from talkscli.conflicts.variant import Variant
from talkscli.conflicts.verdict import settle_verdict
from talkscli.values.finding import (
    CAUSES,
    CONTRADICTS,
    OVERLAPS,
    REFINES,
    RELATIONS,
    SAME,
    UNKNOWN,
    Finding,
    flip,
)
from talkscli.values.parsing import Raw, parse_value

every_kind = st.sampled_from(KINDS)


def pairs_of(kind: str) -> st.SearchStrategy[tuple[str, Variant, Variant]]:
    return st.tuples(st.just(kind), make_variants(kind), make_variants(kind))


def facts_of(kind: str) -> st.SearchStrategy[tuple[str, list[Account]]]:
    return st.tuples(st.just(kind), make_accounts(kind))


every_pair = every_kind.flatmap(pairs_of)
every_fact = every_kind.flatmap(facts_of)


def tell(finding: Finding | None) -> tuple[Any, ...] | None:
    if finding is None:
        return None
    return finding.relation, finding.cause, finding.why, finding.inner, finding.similarity


def dump(judged: Judgement) -> dict[str, Any]:
    """Lay a judgement open, all of it."""
    return {
        **{name: getattr(judged, name) for name in ("fact", "kind", "verdict", "origins", "reports", "truncated")},
        "positions": [
            (p.value.text, p.stance, [a.id for a in p.accounts], p.whos, p.origins, p.reports)
            for p in judged.positions
        ],
        "findings": [(p.left.key, p.right.key, tell(p.finding)) for p in judged.findings],
        "worst": tell(judged.worst),
        "withheld": [a.id for a in judged.withheld],
        "retracted": [a.id for a in judged.retracted],
        "history": [(old.id, new.id) for old, new in judged.history],
        "self": [(a.id, b.id, tell(finding)) for a, b, finding in judged.self_contradictions],
    }  # fmt: skip


@given(every_pair)
def test_the_relation_is_symmetric_up_to_direction(pair: tuple[str, Variant, Variant]) -> None:
    kind, a, b = pair
    there, back = compare(kind, a, b), flip(compare(kind, b, a))
    assert (there.relation, there.cause, there.inner, there.similarity) == (
        back.relation,
        back.cause,
        back.inner,
        back.similarity,
    )


@given(every_pair)
def test_a_finding_speaks_the_words_of_the_contract_in_one_sentence(
    pair: tuple[str, Variant, Variant],
) -> None:
    finding = compare(*pair)
    assert finding.relation in RELATIONS
    assert finding.cause in CAUSES
    assert (finding.inner is not None) == (finding.relation == REFINES)
    assert (finding.similarity is not None) == (finding.cause == "wording")
    assert finding.why[-1] == "."
    assert finding.why[0] == finding.why[0].upper()


@given(every_kind.flatmap(lambda kind: st.tuples(st.just(kind), make_variants(kind))))
def test_a_value_is_the_same_as_itself(one: tuple[str, Variant]) -> None:
    kind, variant = one
    assert compare(kind, variant, variant).relation == SAME


@given(every_kind.flatmap(lambda kind: st.tuples(st.just(kind), make_variants(kind))))
def test_printing_and_parsing_a_value_returns_it(one: tuple[str, Variant]) -> None:
    kind, variant = one
    value = variant.value
    again = parse_value(kind, write_raw(value))
    assert again == value
    assert (again.key, again.text) == (value.key, value.text)


@given(st.lists(st.sampled_from(["a", "b", "c-d"]), min_size=2, max_size=3, unique=True))
def test_a_list_is_read_from_its_printed_form(ids: list[str]) -> None:
    for kind in ("terms", "place", "actor"):
        value = parse_value(kind, ids)
        assert parse_value(kind, str(value)) == value


@given(every_fact, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_nothing(fact: tuple[str, list[Account]], chance: Any) -> None:
    kind, accounts = fact
    shuffled = list(accounts)
    chance.shuffle(shuffled)
    assert dump(judge_claims(kind, shuffled)) == dump(judge_claims(kind, accounts))


@given(every_fact, st.data())
def test_adding_a_claim_of_an_equal_value_never_changes_a_verdict(
    fact: tuple[str, list[Account]], data: st.DataObject
) -> None:
    kind, accounts = fact
    judged = judge_claims(kind, accounts)
    counting = [account for position in judged.positions for account in position.accounts]
    assume(counting)
    old = data.draw(st.sampled_from(counting))
    whos = [old.who, *(["somebody-else"] if judged.origins[1] > 1 else [])]
    # Of any phase that changes nothing: the phase of the claim that is there.
    more = Account(
        data.draw(st.sampled_from(["a", "z"])),
        data.draw(st.sampled_from(whos)),
        old.value,
        document="another",
        stance=old.stance,
        status=old.status,
        only=old.only,
    )
    assert judge_claims(kind, [*accounts, more]).verdict == judged.verdict


@given(every_fact)
def test_the_verdict_is_that_of_the_worst_pair_of_positions(fact: tuple[str, list[Account]]) -> None:
    kind, accounts = fact
    judged = judge_claims(kind, accounts)
    counting = [account for position in judged.positions for account in position.accounts]
    variants = [
        Variant(a.value, a.stance, only=a.only, status=a.status) for a in counting if a.value is not None
    ]
    weights = [
        compare(kind, a, b).weight
        for a, b in combinations(variants, 2)
        if (a.value.key, a.stance) != (b.value.key, b.stance)
    ]
    origins = len({account.who for account in counting})
    assert judged.verdict == settle_verdict(max(weights, default=1), len(counting), origins)
    assert [pair.finding.weight for pair in judged.findings] == sorted(
        (pair.finding.weight for pair in judged.findings), reverse=True
    )
    assert (judged.worst is None) == (not weights)


@given(every_fact)
def test_a_verdict_without_explanation_is_the_same_verdict(fact: tuple[str, list[Account]]) -> None:
    kind, accounts = fact
    full, short = judge_claims(kind, accounts), judge_claims(kind, accounts, explain=False)
    one, other = dump(short), dump(full)
    one["self"], other["self"] = one["self"][:1], other["self"][:1]
    assert {**one, "findings": None} == {**other, "findings": None}
    assert short.findings == ()


@given(every_fact)
def test_what_is_revised_retracted_or_withheld_has_no_position(fact: tuple[str, list[Account]]) -> None:
    kind, accounts = fact
    judged = judge_claims(kind, accounts)
    placed = {account.id for position in judged.positions for account in position.accounts}
    standing = {account.id for account in accounts if not account.retracted}
    revised = {account.revises for account in accounts if not account.retracted} & standing
    withheld = {account.id for account in accounts if account.stance == "withholds"}
    assert placed == standing - revised - withheld
    assert {old.id for old, _ in judged.history} == revised
    assert {account.id for account in judged.withheld} == (standing - revised) & withheld


@given(every_fact)
def test_a_self_contradiction_is_of_one_claimant(fact: tuple[str, list[Account]]) -> None:
    kind, accounts = fact
    judged = judge_claims(kind, accounts)
    for a, b, finding in judged.self_contradictions:
        assert a.who == b.who
        assert finding.relation == CONTRADICTS
    assert not judged.self_contradictions or judged.verdict == "contradiction"


SPREADS: list[tuple[str, list[Raw]]] = [
    ("date", [*DATES[::3]]),
    ("count", [f"{a}..{b}" for a in range(5) for b in range(a, 5)]),
    ("duration", [f"{a}..{b} {unit}" for unit in ("d", "w") for a in range(1, 9) for b in range(a, 9)]),
    ("terms", [["ceasefire"], ["exchange"], ["ceasefire", "summit"], ["exchange", "summit"]]),
]


@pytest.mark.parametrize(("kind", "raws"), SPREADS)
def test_only_turns_an_overlap_into_a_contradiction(kind: str, raws: list[Raw]) -> None:
    values = [parse_value(kind, raw) for raw in raws]
    overlapping = [
        (a, b)
        for a, b in permutations(values, 2)
        if compare(kind, Variant(a), Variant(b)).relation == OVERLAPS
    ]
    assert overlapping
    for a, b in overlapping:
        strict = compare(kind, Variant(a, only=True), Variant(b))
        assert (strict.relation, strict.cause) == (CONTRADICTS, "exclusive")


@given(every_pair)
def test_a_plan_and_an_outcome_never_contradict_each_other(pair: tuple[str, Variant, Variant]) -> None:
    kind, a, b = pair
    plan = Variant(a.value, a.stance, only=a.only, status="planned")
    outcome = Variant(b.value, b.stance, only=b.only, status="held")
    assert compare(kind, plan, outcome).relation != CONTRADICTS


@given(st.sampled_from([kind for kind in KINDS if kind != "yes-no"]).flatmap(pairs_of))
def test_two_denials_never_contradict_each_other(pair: tuple[str, Variant, Variant]) -> None:
    kind, a, b = pair
    finding = compare(kind, Variant(a.value, "denies", only=a.only), Variant(b.value, "denies", only=b.only))
    assert finding.relation in {SAME, UNKNOWN}


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("date", ["2025-07-24/2025-07-25", "{2025-07-24,2025-07-25}", "{2025-07-24..2025-07-25}"]),
        ("date", ["[2025-07-24..2025-07-25]", "[2025-07-25,2025-07-24]"]),
        ("duration", ["90 min", "1.5 h", "5400 seconds"]),
        ("count", ["1000", "1000..1000", "1000.0"]),
        ("quote", ["Miraculous progress", "“miraculous progress”", "MIRACULOUS, progress …"]),
        ("quote", ["caf\u00e9", "cafe\u0301", "CAF\u00c9", "ca\u00adf\u00e9"]),
    ],
)
def test_one_value_however_written_is_one_position(kind: str, texts: list[str]) -> None:
    accounts = [Account(f"c{n}", f"w{n}", parse_value(kind, text)) for n, text in enumerate(texts)]
    judged = judge_claims(kind, accounts)
    assert (len(judged.positions), judged.verdict) == (1, "agreement")
