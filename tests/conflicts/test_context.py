"""Who says only something vaguer that fits a position, and which positions are level at the top."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.conflicts.generated import KINDS, make_accounts
from tests.factory import WORLD, judge_claims, make_account

from talkscli.conflicts.context import find_level, find_support
from talkscli.conflicts.engine import Account, Judgement
from talkscli.values.finding import CONTRADICTS

WEEK, DAY, OTHER = "2025-07-21..2025-07-27", "2025-07-23", "2025-07-24/2025-07-25"
VAGUE = f"[{WEEK}]"


def say(value: str, *whos: str, kind: str = "date", **more: Any) -> list[Account]:
    return [make_account(kind, value, who, **more) for who in whos]


def judge(kind: str, *said: list[Account], **stated: Any) -> Judgement:
    return judge_claims(kind, [account for own in said for account in own], **stated)


def read_support(judged: Judgement) -> dict[str, tuple[tuple[int, int], list[str]]]:
    found = find_support(judged, WORLD)
    return {
        position.value.text: (found[position.key].origins, list(found[position.key].whos))
        for position in judged.positions
        if position.key in found
    }


def read_level(judged: Judgement) -> list[str]:
    return [position.value.text for position in find_level(judged)]


def test_vaguer_claims_stand_beside_what_they_fit_and_are_not_added() -> None:
    judged = judge("date", say(DAY, "a", "b"), say(VAGUE, "c", "d", "e"), say(OTHER, "f"))
    expected = ((3, 3), ["c", "d", "e"])
    assert read_support(judged) == {DAY: expected, OTHER: expected}
    origins = {position.value.text: position.origins for position in judged.positions}
    assert (origins[DAY], origins[OTHER]) == ((2, 2), (1, 1))


def test_who_holds_the_position_itself_is_not_counted_beside_it() -> None:
    judged = judge("date", say(DAY, "a", "b"), say(VAGUE, "a", "c"))
    assert read_support(judged) == {DAY: ((1, 1), ["c"])}


def test_who_also_says_what_does_not_fit_is_not_counted() -> None:
    judged = judge("date", say(DAY, "a"), say(VAGUE, "a", "c"), say(OTHER, "f"))
    assert read_support(judged) == {DAY: ((1, 1), ["c"]), OTHER: ((1, 1), ["c"])}


def test_a_place_within_another_and_a_round_number_are_vaguer_too() -> None:
    judged = judge("place", say("dolmabahce", "a", kind="place"), say("istanbul", "b", kind="place"))
    assert read_support(judged) == {"dolmabahce": ((1, 1), ["b"])}
    judged = judge("count", say("6057", "a", kind="count"), say("6000", "b", kind="count"))
    assert read_support(judged) == {"6057": ((1, 1), ["b"])}


def test_unnamed_claimants_are_counted_at_least_and_at_most() -> None:
    judged = judge("date", say(DAY, "a"), say(VAGUE, "c", "tass-source"))
    assert read_support(judged)[DAY][0] == (1, 2)


def test_a_tie_at_the_top_is_told_of_what_contradicts() -> None:
    assert read_level(judge("date", say(DAY, "a", "b"), say(OTHER, "c", "d"), say("2025-07-26", "e"))) == [
        DAY,
        OTHER,
    ]
    assert read_level(judge("date", say(DAY, "a", "b"), say(OTHER, "c"))) == []


def test_what_is_only_vaguer_is_no_rival() -> None:
    assert read_level(judge("date", say(DAY, "a", "b"), say(VAGUE, "c", "d"))) == []
    assert read_level(judge("date", say(DAY, "a"), say(OTHER, "b"), say(VAGUE, "c", "d", "e"))) == [
        DAY,
        OTHER,
    ]


def test_one_answer_agreed_by_one_and_proposed_by_another_is_not_level_with_itself() -> None:
    judged = judge(
        "date",
        say(DAY, "a", status="agreed", when="2025-07-20"),
        say(DAY, "b", status="proposed", when="2025-07-21"),
        say(OTHER, "c"),
    )
    assert judged.verdict == "contradiction"
    assert any(pair.left is pair.right for pair in judged.findings)
    assert read_level(judged) == []


def test_open_lists_are_never_level() -> None:
    said = [say("ceasefire", "a", kind="terms"), say("summit", "b", kind="terms")]
    assert read_level(judge("terms", *said)) == []
    assert len(read_level(judge("terms", *said, answers="one"))) == 2


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), make_accounts(kind))))
def test_support_never_comes_from_who_holds_or_contradicts(drawn: tuple[str, list[Account]]) -> None:
    judged = judge_claims(*drawn)
    for key, found in find_support(judged, WORLD).items():
        (position,) = (one for one in judged.positions if one.key == key)
        assert found.whos
        assert not set(found.whos) & set(position.whos)
        assert {who for one in found.positions for who in one.whos} >= set(found.whos)
        assert 1 <= found.origins[0] <= found.origins[1] == len(found.whos)
        for pair in judged.findings:
            if pair.finding.relation == CONTRADICTS and position in (pair.left, pair.right):
                other = pair.right if pair.left is position else pair.left
                assert not set(found.whos) & set(other.whos)
