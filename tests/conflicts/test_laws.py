"""The laws of the engine, over values and claims of every type."""

from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.conflicts.generated import (
    DATES,
    KINDS,
    Asked,
    every_question,
    make_accounts,
    make_variants,
    write_raw,
)
from tests.factory import ask, compare, compare_claims, flip, judge_claims, make_said

from talkscli.conflicts import engine
from talkscli.conflicts.engine import Account, Judgement
from talkscli.conflicts.variant import DEGREES, Variant
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
)
from talkscli.values.parsing import Raw, parse_value
from talkscli.values.registry import type_named

every_kind = st.sampled_from(KINDS)


def pairs_of(asked: Asked) -> st.SearchStrategy[tuple[Asked, Variant, Variant]]:
    return st.tuples(st.just(asked), make_variants(asked[0]), make_variants(asked[0]))


def facts_of(asked: Asked) -> st.SearchStrategy[tuple[Asked, list[Account]]]:
    return st.tuples(st.just(asked), make_accounts(asked[0]))


every_pair = every_question.flatmap(pairs_of)
every_fact = every_question.flatmap(facts_of)


def relate(asked: Asked, a: Variant, b: Variant) -> Finding:
    return compare(asked[0], a, b, **asked[1])


def judge_all(asked: Asked, accounts: list[Account], *, explain: bool = True) -> Judgement:
    return judge_claims(asked[0], accounts, explain=explain, **asked[1])


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
        "conditional": [a.id for a in judged.conditional],
        "self": [(a.id, b.id, tell(finding)) for a, b, finding in judged.self_contradictions],
        "reports that differ": [(a.id, b.id, tell(finding)) for a, b, finding in judged.differing_reports],
    }  # fmt: skip


@given(every_pair)
def test_the_relation_is_symmetric_up_to_direction(pair: tuple[Asked, Variant, Variant]) -> None:
    asked, a, b = pair
    there, back = relate(asked, a, b), flip(relate(asked, b, a))
    assert (there.relation, there.cause, there.inner, there.similarity) == (
        back.relation,
        back.cause,
        back.inner,
        back.similarity,
    )


@given(every_fact)
def test_the_relation_of_two_claims_is_symmetric_too(fact: tuple[Asked, list[Account]]) -> None:
    question = ask(fact[0][0], **fact[0][1])
    for a, b in combinations([one for one in fact[1] if one.speaks], 2):
        there, back = compare_claims(question, a, b), flip(compare_claims(question, b, a))
        assert (there.relation, there.cause, there.inner) == (back.relation, back.cause, back.inner)


@given(every_pair)
def test_a_finding_speaks_the_words_of_the_contract_in_one_sentence(
    pair: tuple[Asked, Variant, Variant],
) -> None:
    finding = relate(*pair)
    assert finding.relation in RELATIONS
    assert finding.cause in CAUSES
    assert (finding.inner is not None) == (finding.relation == REFINES)
    assert (finding.similarity is not None) == (finding.cause == "wording")
    assert finding.why[-1] == "."
    assert finding.why[0] == finding.why[0].upper()


@given(every_question.flatmap(lambda asked: st.tuples(st.just(asked), make_variants(asked[0]))))
def test_a_value_is_the_same_as_itself(one: tuple[Asked, Variant]) -> None:
    asked, variant = one
    assert relate(asked, variant, variant).relation == SAME


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
def test_the_order_of_the_claims_changes_nothing(fact: tuple[Asked, list[Account]], chance: Any) -> None:
    asked, accounts = fact
    shuffled = list(accounts)
    chance.shuffle(shuffled)
    assert dump(judge_all(asked, shuffled)) == dump(judge_all(asked, accounts))


@given(every_fact, st.data())
def test_adding_a_claim_that_equals_one_never_changes_a_verdict(
    fact: tuple[Asked, list[Account]], data: st.DataObject
) -> None:
    asked, accounts = fact
    judged = judge_all(asked, accounts)
    counting = list_counting(judged)
    assume(counting)
    old = data.draw(st.sampled_from(counting))
    more = Account(
        data.draw(st.sampled_from(["a", "z"])),
        old.who,
        old.value,
        # Of the same day, where it is the document that tells the day.
        document=old.document if old.when is None else "another",
        stance=old.stance,
        status=old.status,
        only=old.only,
        at=old.at,
        when=old.when,
    )
    assert judge_all(asked, [*accounts, more]).verdict == judged.verdict


def list_counting(judged: Judgement) -> list[Account]:
    return [account for position in judged.positions for account in position.accounts]


def weigh_all(asked: Asked, counting: list[Account]) -> int:
    """Weigh every pair of claims: the law that the engine takes short ways to."""
    question = ask(asked[0], **asked[1])
    findings = []
    agree = False
    for a, b in combinations(counting, 2):
        finding = compare_claims(question, a, b)
        left, right = make_said(a), make_said(b)
        if left.position != right.position or (left.key != right.key and finding.relation != SAME):
            findings.append(finding)
        agree = agree or (left.position == right.position and a.who != b.who and finding.relation == SAME)
    if not findings:
        return 1
    worst = max(finding.weight for finding in findings)
    # What may hold beside each other counts for nothing; what cannot be compared stays so, whoever agrees.
    harmless = all(finding.cause != "none" for finding in findings if not finding.weight)
    return 1 if not worst and harmless and agree else worst


@given(every_fact)
def test_the_verdict_is_that_of_the_worst_pair_of_claims(fact: tuple[Asked, list[Account]]) -> None:
    asked, accounts = fact
    judged = judge_all(asked, accounts)
    counting = list_counting(judged)
    origins = len({account.who for account in counting})
    assert judged.verdict == settle_verdict(weigh_all(asked, counting), len(counting), origins)
    assert [pair.finding.weight for pair in judged.findings] == sorted(
        (pair.finding.weight for pair in judged.findings), reverse=True
    )
    if judged.worst is None:
        # Nobody differs, or what differs may hold beside a position on which claimants agree.
        assert all(pair.finding.is_harmless for pair in judged.findings)
        assert len(judged.positions) < 2 or judged.findings


@given(every_fact)
def test_the_worst_pair_is_found_among_very_many_positions_too(fact: tuple[Asked, list[Account]]) -> None:
    asked, accounts = fact
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "PAIRED_POSITIONS", 1)
        for explain in (True, False):
            judged = judge_all(asked, accounts, explain=explain)
            counting = list_counting(judged)
            origins = len({account.who for account in counting})
            assert judged.verdict == settle_verdict(weigh_all(asked, counting), len(counting), origins)
            assert not judged.cut


@given(every_fact)
def test_a_verdict_without_explanation_is_the_same_verdict(fact: tuple[Asked, list[Account]]) -> None:
    asked, accounts = fact
    full, short = judge_all(asked, accounts), judge_all(asked, accounts, explain=False)
    one, other = dump(short), dump(full)
    one["self"], other["self"] = one["self"][:1], other["self"][:1]
    assert {**one, "findings": None, "reports that differ": None} == {
        **other,
        "findings": None,
        "reports that differ": None,
    }
    assert (short.findings, short.differing_reports) == ((), ())


@given(every_fact)
def test_what_is_set_aside_has_no_position(fact: tuple[Asked, list[Account]]) -> None:
    asked, accounts = fact
    judged = judge_all(asked, accounts)
    placed = {account.id for account in list_counting(judged)}
    standing = {account.id for account in accounts if not account.retracted}
    revised = {account.revises for account in accounts if not account.retracted} & standing
    conditional = {account.id for account in accounts if account.status == "conditional"}
    withheld = {account.id for account in accounts if account.stance == "withholds"} - conditional
    assert placed == standing - revised - withheld - conditional
    assert {old.id for old, _ in judged.history} == revised
    assert {account.id for account in judged.withheld} == (standing - revised) & withheld
    assert {account.id for account in judged.conditional} == (standing - revised) & conditional


@given(every_fact)
def test_a_self_contradiction_is_of_one_claimant_in_one_document(fact: tuple[Asked, list[Account]]) -> None:
    judged = judge_all(*fact)
    for a, b, finding in judged.self_contradictions:
        assert (a.who, finding.relation) == (b.who, CONTRADICTS)
        assert not a.document or not b.document or a.document == b.document
    for a, b, finding in judged.differing_reports:
        assert (a.who, finding.relation) == (b.who, CONTRADICTS)
        assert a.document
        assert b.document
        assert a.document != b.document
    assert not (judged.self_contradictions or judged.differing_reports) or judged.verdict == "contradiction"


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
def test_a_plan_and_an_outcome_contradict_only_where_it_is_denied_that_there_was_a_plan(
    pair: tuple[Asked, Variant, Variant],
) -> None:
    asked, a, b = pair
    assume((a.stance, b.stance) != ("denies", "asserts"))
    plan = Variant(a.value, a.stance, only=a.only, status="planned")
    outcome = Variant(b.value, b.stance, only=b.only, status="held")
    assert relate(asked, plan, outcome).relation != CONTRADICTS


@given(every_pair)
def test_two_denials_never_contradict_each_other(pair: tuple[Asked, Variant, Variant]) -> None:
    asked, a, b = pair
    assume(asked[0] not in {"yes-no", "quote"})
    a, b = (Variant(one.value, "denies", only=one.only, status=one.status, at=one.at) for one in (a, b))
    assert relate(asked, a, b).relation in {SAME, UNKNOWN}


@given(pairs_of(("quote", {})))
def test_denied_wordings_stand_as_the_wordings_do(pair: tuple[Asked, Variant, Variant]) -> None:
    _, a, b = pair
    denied = [Variant(one.value, "denies") for one in (a, b)]
    said = [Variant(one.value) for one in (a, b)]
    one, other = relate(("quote", {}), *denied), relate(("quote", {}), *said)
    assert (one.relation, one.cause, one.similarity) == (other.relation, other.cause, other.similarity)


@given(every_pair)
def test_values_of_different_times_are_never_compared(pair: tuple[Asked, Variant, Variant]) -> None:
    asked, a, b = pair
    a = Variant(a.value, a.stance, only=a.only, status=a.status, at="2025-05")
    b = Variant(b.value, b.stance, only=b.only, status=b.status, at="2025-06-01/..")
    finding = relate(asked, a, b)
    assert (finding.relation, finding.cause) == (UNKNOWN, "other-time")


@given(every_pair)
def test_rounding_only_softens_a_contradiction(pair: tuple[Asked, Variant, Variant]) -> None:
    (kind, stated), a, b = pair
    a, b = Variant(a.value), Variant(b.value)
    bare = type_named(kind).compare(a.value, b.value, ask(kind, **stated))
    finding = relate((kind, stated), a, b)
    if finding.cause == "rounding":
        assert (bare.relation, finding.relation) == (CONTRADICTS, REFINES)
    else:
        assert (finding.relation, finding.cause) == (bare.relation, bare.cause)
    for one, other in ((Variant(a.value, only=True), b), (Variant(a.value, "denies"), b)):
        assert relate((kind, stated), one, other).cause != "rounding"


DEGREE_WORDS = st.sampled_from([None, *DEGREES])


@given(every_pair, DEGREE_WORDS, DEGREE_WORDS)
def test_a_denial_at_a_degree_hits_that_degree_and_those_above(
    pair: tuple[Asked, Variant, Variant], denied_at: str | None, said_at: str | None
) -> None:
    asked, a, b = pair
    bare = relate(asked, Variant(a.value, "denies"), Variant(b.value))
    assume(bare.relation == CONTRADICTS)
    denial, said = Variant(a.value, "denies", status=denied_at), Variant(b.value, status=said_at)
    hits = denied_at is None or DEGREES[denied_at] <= DEGREES.get(said_at or "", 0)
    assert (relate(asked, denial, said).relation == CONTRADICTS) == hits


@given(
    every_pair, st.sampled_from(["cancelled", "postponed"]), st.sampled_from([None, "cancelled", *DEGREES])
)
def test_a_denied_cancellation_hits_nothing_but_that_cancellation(
    pair: tuple[Asked, Variant, Variant], denied_at: str, said_at: str | None
) -> None:
    asked, a, b = pair
    denial, said = Variant(a.value, "denies", status=denied_at), Variant(b.value, status=said_at)
    if said_at != denied_at:
        assert relate(asked, denial, said).relation != CONTRADICTS


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
