"""Whole claims of small worlds, judged a second time by hand: degrees, times, rounding, denials, who and when.

Nothing of the engine is used here: the contract's rules are written out over plain tuples, pair by pair, and
the verdict of a fact is the worst of all pairs. Numbers are few and their meanings are listed.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factory import judge_claims

from talkscli.conflicts.engine import Account
from talkscli.values.parsing import parse_value

SAME, REFINES, OVERLAPS, CONTRADICTS, UNKNOWN = 1, 2, 3, 4, 0
VERDICTS = {4: "contradiction", 3: "overlap", 2: "imprecise", 1: "agreement", 0: "unknown"}

DAYS = {"2025-06-10": (10, 10), "2025-06-11": (11, 11), "2025-06": (1, 30), "2025-06-11/..": (11, 99), "../2025-06-10": (-99, 10)}  # fmt: skip
STEPS = {
    **dict.fromkeys(["possible", "hoped"], 1),
    **dict.fromkeys(["proposed", "offered", "demanded"], 2),
    **dict.fromkeys(["planned", "tentative", "expected", "scheduled", "announced"], 3),
    **dict.fromkeys(["agreed", "reaffirmed"], 4),
    **dict.fromkeys(["held", "done", "happened", "implemented"], 5),
}
PLANS = {*(word for word, step in STEPS.items() if step < 5), "cancelled", "postponed"}
OUTCOMES = {word for word, step in STEPS.items() if step == 5}


class Claim(NamedTuple):
    who: str
    value: str
    stance: str = "asserts"
    status: str | None = None
    only: bool = False
    at: str | None = None
    when: str | None = None


class Number(NamedTuple):
    low: Fraction
    high: Fraction
    reach: Fraction
    exact: bool


def measure(text: str, tolerance: str | None) -> Number:
    """Read a number, and find by its digits as they are written how far it reaches."""
    if ".." in text:
        low, high = (Fraction(part) for part in text.split(".."))
        return Number(low, high, Fraction(0), exact=False)
    if text[0] == "=":
        return Number(Fraction(text[1:]), Fraction(text[1:]), Fraction(0), exact=True)
    number = Fraction(text)
    if tolerance:
        share = tolerance.endswith("%")
        reach = abs(number) * Fraction(tolerance.rstrip("% ")) / 100 if share else Fraction(tolerance)
        return Number(number, number, reach, exact=False)
    sign, digits, exponent = Decimal(text).as_tuple()
    del sign
    significant = "".join(map(str, digits)).strip("0")
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    if not significant or len(significant) > 2:
        return Number(number, number, Fraction(0), exact=False)
    half = Fraction(10) ** (int(exponent) + zeros) / 2
    return Number(number, number, min(half, abs(number) / 20), exact=False)


def relate_numbers(a: Number, b: Number, *, rounding: bool) -> int:
    if (a.low, a.high) == (b.low, b.high):
        return SAME if a.exact == b.exact else REFINES
    if a.low > b.high or b.low > a.high:
        gap = max(a.low - b.high, b.low - a.high)
        return REFINES if rounding and gap <= max(a.reach, b.reach) else CONTRADICTS
    if (a.low >= b.low and a.high <= b.high) or (b.low >= a.low and b.high <= a.high):
        return REFINES
    return OVERLAPS


def lies_in(a: Number, b: Number) -> bool:
    return b.low <= a.low and a.high <= b.high and (a.exact or not b.exact)


def days_of(text: str | None) -> tuple[int, int] | None:
    return None if text is None else DAYS[text]


def share_a_day(one: str | None, other: str | None) -> bool:
    first, second = days_of(one), days_of(other)
    return first is None or second is None or (first[0] <= second[1] and second[0] <= first[1])


def relate(a: Claim, b: Claim, tolerance: str | None) -> int:
    """Apply the rules of the contract, in their order."""
    x, y = measure(a.value, tolerance), measure(b.value, tolerance)
    values = relate_numbers(x, y, rounding=False)
    same_value = values == SAME
    if not share_a_day(a.at, b.at):
        return UNKNOWN
    former = [one.status == "former" for one in (a, b)]
    if former[0] != former[1]:
        both_assert = a.stance == b.stance == "asserts"
        return (OVERLAPS if a.who != b.who else UNKNOWN) if same_value and both_assert else UNKNOWN
    if a.stance == b.stance == "denies":
        return SAME if same_value else UNKNOWN
    planned = {one for one in (a, b) if one.status in PLANS}
    crosses = len(planned) == 1 and any(one.status in OUTCOMES for one in (a, b))
    if a.stance != b.stance:
        denial, said = (a, b) if a.stance == "denies" else (b, a)
        denied, claimed = (x, y) if denial is a else (y, x)
        step = STEPS.get(denial.status or "", 0)
        hits = lies_in(claimed, denied) and STEPS.get(said.status or "", 0) >= step
        if denial.status in {"cancelled", "postponed"} and denial.status != said.status:
            hits = False
        return CONTRADICTS if hits and (said.only or not denial.only) else UNKNOWN
    relation = values
    if values == CONTRADICTS:
        if all(former):
            return UNKNOWN
        relation = relate_numbers(x, y, rounding=not (a.only or b.only))
    if relation == OVERLAPS and (a.only or b.only):
        relation = CONTRADICTS
    if crosses:
        if same_value and any(one.status == "cancelled" for one in (a, b)):
            return CONTRADICTS
        if relation in {CONTRADICTS, OVERLAPS}:
            return OVERLAPS
    steps = [STEPS.get(one.status or "", 0) for one in (a, b)]
    if same_value and a.who != b.who and max(steps) == 4 and 0 < min(steps) < 4:
        lesser, agreed = (a, b) if steps[0] < steps[1] else (b, a)
        first, second = days_of(lesser.when), days_of(agreed.when)
        if first is None or second is None:
            return REFINES
        if first[1] < second[0]:
            return SAME
        return OVERLAPS if first[0] >= second[1] else REFINES
    return relation


def judge_by_hand(claims: list[Claim], tolerance: str | None) -> str:
    counting = [one for one in claims if one.status != "conditional"]
    if not counting:
        return "unknown"
    weights, agree = [], False
    for a, b in combinations(counting, 2):
        x, y = measure(a.value, tolerance), measure(b.value, tolerance)
        one_position = (x.low, x.high, x.exact) == (y.low, y.high, y.exact) and a.stance == b.stance
        weight = relate(a, b, tolerance)
        if not one_position or weight != SAME:
            weights.append(weight)
        elif a.who != b.who:
            agree = True
    worst = max(weights, default=1)
    # Of numbers, what weighs nothing is of another time or left open by a denial: both may hold.
    worst = 1 if agree and not worst else worst
    return "single" if worst < 2 and len({one.who for one in counting}) < 2 else VERDICTS[worst]


VALUES = ["1000", "1040", "1050", "1100", "=1000", "90", "94.5", "95", "900..1000", "950..1050", "1000..1100"]
claims = st.builds(
    Claim,
    st.sampled_from(["anna", "ben", "cem"]),
    st.sampled_from(VALUES),
    st.sampled_from(["asserts"] * 4 + ["denies"]),
    st.sampled_from([None, None, "conditional", "former", "cancelled", "postponed", "loud", *STEPS]),
    st.sampled_from([False] * 5 + [True]),
    st.sampled_from([None, None, *DAYS]),
    st.sampled_from([None, *DAYS]),
)


@settings(max_examples=400)
@given(st.lists(claims, min_size=1, max_size=5), st.sampled_from([None, None, "50", "5 %"]))
def test_the_engine_judges_small_worlds_as_the_contract_read_by_hand(
    said: list[Claim], tolerance: str | None
) -> None:
    accounts = [
        Account(
            f"c{number}",
            one.who,
            parse_value("count", one.value),
            stance=one.stance,
            status=one.status,
            only=one.only,
            at=one.at,
            when=one.when,
        )
        for number, one in enumerate(said)
    ]
    for explain in (True, False):
        judged = judge_claims("count", accounts, explain=explain, tolerance=tolerance)
        assert judged.verdict == judge_by_hand(said, tolerance)
