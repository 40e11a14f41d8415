"""`contradicts` exactly when no possible answer satisfies both: an oracle that tries every answer.

The oracle knows nothing of the engine: what a value means is written here a second time, by hand, over a small
universe. Left out is what the contract decides by a rule of its own, tested elsewhere: `only` beside a merely
vague range that overlaps, two denials, and what a denial of an unnamed actor may mean.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, product
from typing import Any, NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.factory import compare

from talkscli.conflicts.variant import DEGREES, Variant
from talkscli.values.finding import CONTRADICTS
from talkscli.values.parsing import Raw, parse_value


class Said(NamedTuple):
    raw: Raw
    fits: Callable[[Any], bool]
    """Whether an answer satisfies the value."""
    only: bool = False
    denied: bool = False

    def allows(self, answer: Any) -> bool:
        return self.fits(answer) != self.denied


UNROUNDED = {"count": {"tolerance": "0"}, "duration": {"tolerance": "0 s"}}
"""What keeps numbers from reaching each other: the law is of values before rounding."""


def contradict(kind: str, a: Said, b: Said, **stated: str) -> bool:
    left, right = (
        Variant(parse_value(kind, one.raw), "denies" if one.denied else "asserts", only=one.only)
        for one in (a, b)
    )
    stated = {**UNROUNDED.get(kind, {}), **stated}
    return compare(kind, left, right, **stated).relation == CONTRADICTS


def is_impossible(universe: list[Any], a: Said, b: Said) -> bool:
    return not any(a.allows(answer) and b.allows(answer) for answer in universe)


# Dates. An answer is a day and the set of all days on which the thing happens. Day 0 stands for the far past,
# 99 for the far future; values name 22 to 25 July, and the days around them are there to lie outside.

DAYS = (0, 21, 22, 23, 24, 25, 26, 99)
SETS = [frozenset(chosen) for size in range(1, len(DAYS) + 1) for chosen in combinations(DAYS, size)]
ANSWERS = [(day, held) for held in SETS for day in held]
NAMED = (22, 23, 24, 25)
JULY = frozenset(DAYS) - {0, 99}


class DateMeaning(NamedTuple):
    text: str
    possible: frozenset[int]
    certain: frozenset[int] = frozenset()


def reach(first: int, last: int) -> frozenset[int]:
    return frozenset(day for day in DAYS if first <= day <= last)


def day(number: int) -> str:
    return f"2025-07-{number}"


DATE_MEANINGS = [
    *(DateMeaning(day(d), reach(d, d), reach(d, d)) for d in NAMED),
    *(DateMeaning(day(d) + "?", reach(d, d)) for d in NAMED),
    *(DateMeaning(day(d) + "~", reach(d - 1, d + 1)) for d in NAMED),
    *(DateMeaning(f"{day(a)}/{day(b)}", reach(a, b), reach(a, b)) for a, b in combinations(NAMED, 2)),
    *(DateMeaning(f"{day(a)}/{day(b)}?", reach(a, b)) for a, b in combinations(NAMED, 2)),
    *(DateMeaning(f"{day(a)}~/{day(b)}", reach(a - 1, b), reach(a + 1, b)) for a, b in combinations(NAMED, 2)),
    *(DateMeaning(f"[{day(a)}..{day(b)}]", reach(a, b)) for a, b in combinations(NAMED, 2)),
    *(DateMeaning(f"[{day(a)},{day(b)}]", frozenset({a, b})) for a, b in combinations(NAMED, 2)),
    *(DateMeaning(f"{{{day(a)},{day(b)}}}", frozenset({a, b}), frozenset({a, b})) for a, b in combinations(NAMED, 2)),
    *(DateMeaning(f"{day(d)}/..", reach(d, 99), reach(d, 99)) for d in NAMED),
    *(DateMeaning(f"../{day(d)}", reach(0, d), reach(0, d)) for d in NAMED),
    *(DateMeaning(f"{day(d)}/", reach(d, 99), reach(d, d)) for d in NAMED),
    *(DateMeaning(f"/{day(d)}", reach(0, d), reach(d, d)) for d in NAMED),
    *(DateMeaning(f"[{day(d)}..]", reach(d, 99)) for d in NAMED),
    *(DateMeaning(f"[..{day(d)}]", reach(0, d)) for d in NAMED),
    DateMeaning("2025-07-2X", JULY),
    DateMeaning("2025-07", JULY),
    DateMeaning("2025-22", JULY),
    DateMeaning("2025-07-01/2025-07-31", JULY, JULY),
    DateMeaning("2025-XX-23", frozenset({0, 23, 99})),
]  # fmt: skip


def mean_date(meaning: DateMeaning, *, only: bool, denied: bool) -> Said:
    def fits(answer: tuple[int, frozenset[int]]) -> bool:
        one, held = answer
        if denied and not only and meaning.certain == meaning.possible:
            # That it is on each of these days, and perhaps on others, too.
            return meaning.certain <= held
        return one in meaning.possible and meaning.certain <= held and (not only or held <= meaning.possible)

    return Said(meaning.text, fits, only, denied)


def are_merely_vague(a: DateMeaning, b: DateMeaning) -> bool:
    """Tell whether two dates overlap, for which `only` has a rule of its own."""
    if a.possible == b.possible:
        return not (a.certain <= b.certain or b.certain <= a.certain)
    return not (a.possible <= b.possible or b.possible <= a.possible)


@given(
    st.sampled_from(DATE_MEANINGS),
    st.sampled_from(DATE_MEANINGS),
    st.sampled_from([(False, False), (True, False), (False, True), (True, True)]),
    st.sampled_from([(False, False), (False, False), (True, False)]),
)
def test_dates_contradict_exactly_when_no_answer_satisfies_both(
    a: DateMeaning, b: DateMeaning, only: tuple[bool, bool], denied: tuple[bool, bool]
) -> None:
    one = mean_date(a, only=only[0], denied=denied[0])
    other = mean_date(b, only=only[1], denied=denied[1])
    # In this universe a month, a season and the twenties of July are the same days.
    assume(not (any(only) and not denied[0] and are_merely_vague(a, b)))
    assume(not (any(only) or denied[0]) or not (a.possible == b.possible == JULY))
    assert contradict("date", one, other) == is_impossible(ANSWERS, one, other)


# Numbers. An answer is one number; whole where both values are whole. Everything stays within the universe but
# what is open above or below, which its ends stand for.

WHOLE = [-1000, *range(-8, 20), 1000]
PARTS = [-1000, *(Fraction(n, 40) for n in range(-8 * 40, 20 * 40)), 1000]
"""Halves, a tenth of them, and what lies between."""


class NumberMeaning(NamedTuple):
    form: str
    low: Fraction
    high: Fraction
    whole: bool

    @property
    def raw(self) -> str:
        a, b = (str(n) if self.whole else f"{float(n):.1f}" for n in (self.low, self.high))
        return self.form.format(a=a, b=b)

    def fits(self, answer: Any) -> bool:
        low, high = self.low, self.high
        if self.form == "{a}..{b}":
            return bool(low <= answer <= high)
        if self.form == "~{a}":
            width = abs(low) / 10
            if self.whole:
                width = Fraction(max(1, abs(int(low)) // 10))
            floor = low if self.whole and not low else low - width
            return bool(floor <= answer <= low + width)
        if self.form == "<{a}":
            return bool(answer < low and (answer >= 0 or low <= 0))
        if self.form == "<={a}":
            return bool(answer <= low and (answer >= 0 or low < 0))
        return bool(answer > low if self.form == ">{a}" else answer >= low)


@st.composite
def number_meanings(draw: st.DrawFn, least: int = -4) -> NumberMeaning:
    whole = draw(st.booleans())
    step = 1 if whole else 2
    a, b = sorted(Fraction(draw(st.integers(least * step, 12 * step)), step) for _ in range(2))
    form = draw(st.sampled_from(["{a}..{b}", "{a}..{b}", "~{a}", "<{a}", "<={a}", ">{a}", ">={a}"]))
    return NumberMeaning(form, a, b, whole)


@given(number_meanings(), number_meanings(), st.booleans())
def test_counts_contradict_exactly_when_no_number_satisfies_both(
    a: NumberMeaning, b: NumberMeaning, denied: bool
) -> None:
    universe: list[Any] = WHOLE if a.whole and b.whole else PARTS
    one, other = Said(a.raw, a.fits, denied=denied), Said(b.raw, b.fits)
    assert contradict("count", one, other) == is_impossible(universe, one, other)


@given(number_meanings(1), number_meanings(1), st.booleans(), st.booleans())
def test_durations_contradict_exactly_when_no_time_satisfies_both(
    a: NumberMeaning, b: NumberMeaning, denied: bool, in_minutes: bool
) -> None:
    # About an hour is a tenth of it to either side, whole hours or not.
    a, b = a._replace(whole=False), b._replace(whole=False)
    universe = [Fraction(n, 40) for n in range(20 * 40)] + [Fraction(5000)]
    raw = f"{b._replace(low=b.low * 60, high=b.high * 60).raw} min" if in_minutes else f"{b.raw} h"
    one, other = Said(f"{a.raw} h", a.fits, denied=denied), Said(raw, b.fits)
    assert contradict("duration", one, other) == is_impossible(universe, one, other)


# Lists. An answer is the set of all that is so; the fifth term is there to be besides.

TERMS = ("a", "b", "c", "d")
OUTCOMES = [frozenset(chosen) for size in range(6) for chosen in combinations((*TERMS, "e"), size)]
some_terms = st.lists(st.sampled_from(TERMS), min_size=1, max_size=4, unique=True)


def mean_terms(ids: list[str], *, only: bool, denied: bool) -> Said:
    named = frozenset(ids)
    return Said(ids, lambda answer: answer == named if only else answer >= named, only, denied)


@given(some_terms, some_terms, st.booleans(), st.booleans(), st.booleans())
def test_lists_contradict_exactly_when_no_outcome_satisfies_both(
    a: list[str], b: list[str], only: bool, also_only: bool, denied: bool
) -> None:
    one, other = mean_terms(a, only=only, denied=denied), mean_terms(b, only=also_only, denied=False)
    assert contradict("terms", one, other) == is_impossible(OUTCOMES, one, other)


# Terms that nest. An answer is all that is so: with a term whatever it lies in. Of a list that is all there is,
# nothing else is so but what lies in an item or holds one.

NESTED = {
    "return": {"return"},
    "exchange": {"exchange", "return"},
    "swift-exchange": {"swift-exchange", "exchange", "return"},
    "ceasefire": {"ceasefire"},
    "summit": {"summit"},
    "something else": {"something else"},
}
WORLDS = [
    frozenset().union(*(NESTED[one] for one in chosen))
    for size in range(len(NESTED) + 1)
    for chosen in combinations(NESTED, size)
]
some_nested = st.lists(
    st.sampled_from([one for one in NESTED if " " not in one]), min_size=1, max_size=3, unique=True
)


def mean_nested(ids: list[str], *, only: bool, denied: bool) -> Said:
    named = {one for one in ids if not any(one in NESTED[other] - {other} for other in ids)}

    def fits(answer: frozenset[str]) -> bool:
        related = {one for one in answer if any(one in NESTED[item] or item in NESTED[one] for item in named)}
        return named <= answer and (not only or related == answer)

    return Said(ids, fits, only, denied)


@given(some_nested, some_nested, st.booleans(), st.booleans(), st.booleans())
def test_nested_terms_contradict_exactly_when_no_outcome_satisfies_both(
    a: list[str], b: list[str], only: bool, also_only: bool, denied: bool
) -> None:
    one, other = mean_nested(a, only=only, denied=denied), mean_nested(b, only=also_only, denied=False)
    assert contradict("terms", one, other) == is_impossible(WORLDS, one, other)


@given(*[st.sampled_from([one for one in NESTED if " " not in one])] * 2, st.booleans())
def test_terms_of_one_answer_contradict_exactly_when_no_term_satisfies_both(
    a: str, b: str, denied: bool
) -> None:
    one = Said([a], lambda answer: a in NESTED[answer], denied=denied)
    other = Said([b], lambda answer: b in NESTED[answer])
    assert contradict("terms", one, other, answers="one") == is_impossible(list(NESTED), one, other)


# Times. An answer is what holds on each day; a claim without a time speaks of all of them.

TIMES = {
    None: (1, 2, 3),
    "2025-06-01": (1,),
    "2025-06-02/..": (2, 3),
    "../2025-06-02": (1, 2),
    "2025-06-03": (3,),
}
HISTORIES = list(product(range(4), repeat=3))


@given(*[st.sampled_from(list(TIMES))] * 2, *[st.sampled_from(["0", "1", "2..3", "1..2"])] * 2, st.booleans())
def test_claims_of_times_contradict_exactly_when_no_history_satisfies_both(
    first: str | None, second: str | None, a: str, b: str, denied: bool
) -> None:
    def holds(raw: str, at: str | None, history: tuple[int, ...], *, denied: bool = False) -> bool:
        low, high = int(raw[0]), int(raw[-1])
        return all((low <= history[day - 1] <= high) != denied for day in TIMES[at])

    impossible = not any(
        holds(a, first, history, denied=denied) and holds(b, second, history) for history in HISTORIES
    )
    left = Variant(parse_value("count", a), "denies" if denied else "asserts", at=first)
    right = Variant(parse_value("count", b), at=second)
    assert (compare("count", left, right).relation == CONTRADICTS) == impossible


# Degrees. An answer is a number and how far the thing has come; what is said to be agreed was proposed before.

ANSWERED = [(number, step) for number in range(3) for step in range(6)]


@given(*[st.sampled_from(["0", "1", "0..1"])] * 2, *[st.sampled_from([None, *DEGREES])] * 2)
def test_a_denial_at_a_degree_contradicts_exactly_when_no_course_satisfies_both(
    a: str, b: str, denied_at: str | None, said_at: str | None
) -> None:
    def reached(raw: str, status: str | None, answer: tuple[int, int]) -> bool:
        low, high = int(raw[0]), int(raw[-1])
        return low <= answer[0] <= high and answer[1] >= DEGREES.get(status or "", 0)

    denial, said = (
        Variant(parse_value("count", a), "denies", status=denied_at),
        Variant(parse_value("count", b), status=said_at),
    )
    impossible = not any(not reached(a, denied_at, one) and reached(b, said_at, one) for one in ANSWERED)
    assert (compare("count", denial, said).relation == CONTRADICTS) == impossible


# Places. An answer is the most exact place; every place is one, since a thing may happen beside its parts.

CHAINS = {
    "dolmabahce": {"dolmabahce", "istanbul", "turkey"},
    "ciragan": {"ciragan", "istanbul", "turkey"},
    "istanbul": {"istanbul", "turkey"},
    "ankara": {"ankara", "turkey"},
    "turkey": {"turkey"},
    "vatican": {"vatican"},
}
some_place = st.sampled_from(sorted(CHAINS))


@given(some_place, some_place, st.booleans())
def test_places_contradict_exactly_when_no_place_satisfies_both(a: str, b: str, denied: bool) -> None:
    one = Said(a, lambda answer: a in CHAINS[answer], denied=denied)
    other = Said(b, lambda answer: b in CHAINS[answer])
    assert contradict("place", one, other) == is_impossible(list(CHAINS), one, other)


# Actors. An answer is one person; an unnamed one may be anybody.

PEOPLE = ("umerov", "medinsky", "kellogg", "somebody else")


def mean_actor(actor: str, *, denied: bool = False) -> Said:
    return Said(actor, lambda answer: actor.endswith("-source") or actor == answer, denied=denied)


@given(
    st.sampled_from(["umerov", "medinsky", "tass-source"]),
    st.sampled_from(["umerov", "medinsky", "tass-source", "ria-source"]),
    st.booleans(),
)
def test_actors_contradict_exactly_when_nobody_satisfies_both(a: str, b: str, denied: bool) -> None:
    assume(not (denied and a.endswith("-source")))
    one, other = mean_actor(a, denied=denied), mean_actor(b)
    assert contradict("actor", one, other) == is_impossible(list(PEOPLE), one, other)


@given(*[st.sampled_from(["yes", "no"])] * 2, *[st.booleans()] * 2)
def test_answers_contradict_exactly_when_neither_is_left(
    a: str, b: str, denied: bool, also_denied: bool
) -> None:
    one = Said(a, lambda answer: answer == a, denied=denied)
    other = Said(b, lambda answer: answer == b, denied=also_denied)
    assert contradict("yes-no", one, other) == is_impossible(["yes", "no"], one, other)
