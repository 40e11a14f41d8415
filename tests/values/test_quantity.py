from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.errors import ValueSyntaxError
from talkscli.values.quantity import INFINITE, Quantity, parse_count, parse_duration

EXACT, ABOVE, BELOW = 0, 1, -1

COUNTS: list[tuple[str, Any, Any, str]] = [
    # text, lower bound, upper bound, words
    ("1000", (1000, EXACT), (1000, EXACT), "1,000"),
    ("0", (0, EXACT), (0, EXACT), "0"),
    ("-3", (-3, EXACT), (-3, EXACT), "-3"),
    ("-12000", (-12000, EXACT), (-12000, EXACT), "-12,000"),
    ("4.5", (Fraction(9, 2), EXACT), (Fraction(9, 2), EXACT), "4.5"),
    ("1000..9999", (1000, EXACT), (9999, EXACT), "1,000 to 9,999"),
    ("-5..5", (-5, EXACT), (5, EXACT), "-5 to 5"),
    ("7..7", (7, EXACT), (7, EXACT), "7 to 7"),
    ("~1000", (900, EXACT), (1100, EXACT), "about 1,000"),
    ("~15", (14, EXACT), (16, EXACT), "about 15"),
    ("~3", (2, EXACT), (4, EXACT), "about 3"),
    ("~1", (0, EXACT), (2, EXACT), "about 1"),
    ("~0", (0, EXACT), (1, EXACT), "about 0"),
    ("~-20", (-22, EXACT), (-18, EXACT), "about -20"),
    ("~10..20", (9, EXACT), (22, EXACT), "about 10 to 20"),
    ("~4.5", (Fraction(405, 100), EXACT), (Fraction(495, 100), EXACT), "about 4.5"),
    (">=1000", (1000, EXACT), (INFINITE, EXACT), "at least 1,000"),
    (">5", (6, EXACT), (INFINITE, EXACT), "more than 5"),
    (">4.5", (Fraction(9, 2), ABOVE), (INFINITE, EXACT), "more than 4.5"),
    (">-1", (0, EXACT), (INFINITE, EXACT), "more than -1"),
    ("<5", (0, EXACT), (4, EXACT), "fewer than 5"),
    ("<=5", (0, EXACT), (5, EXACT), "at most 5"),
    ("<1", (0, EXACT), (0, EXACT), "fewer than 1"),
    ("<=0", (0, EXACT), (0, EXACT), "at most 0"),
    ("<0", (-INFINITE, EXACT), (-1, EXACT), "fewer than 0"),
    ("<=-2", (-INFINITE, EXACT), (-2, EXACT), "at most -2"),
    ("<0.5", (0, EXACT), (Fraction(1, 2), BELOW), "fewer than 0.5"),
    ("<0.0", (-INFINITE, EXACT), (0, BELOW), "fewer than 0.0"),
    ("1000.5", (Fraction(2001, 2), EXACT), (Fraction(2001, 2), EXACT), "1,000.5"),
    (" 12 ", (12, EXACT), (12, EXACT), "12"),
]


@pytest.mark.parametrize(("text", "low", "high", "words"), COUNTS)
def test_a_count_has_the_bounds_of_its_notation(text: str, low: Any, high: Any, words: str) -> None:
    value = parse_count(text)
    assert (value.low, value.high, value.words, value.text) == (low, high, words, text.strip())


HOUR, DAY = 3600, 86400

DURATIONS: list[tuple[str, Any, Any, str]] = [
    ("40 min", (2400, EXACT), (2400, EXACT), "40 minutes"),
    ("40min", (2400, EXACT), (2400, EXACT), "40 minutes"),
    ("1 h", (HOUR, EXACT), (HOUR, EXACT), "1 hour"),
    ("1.5 h", (5400, EXACT), (5400, EXACT), "1.5 hours"),
    ("~40 min", (2160, EXACT), (2640, EXACT), "about 40 minutes"),
    ("~0 s", (0, EXACT), (0, EXACT), "about 0 seconds"),
    ("60..75 min", (HOUR, EXACT), (4500, EXACT), "60 to 75 minutes"),
    ("<2 h", (0, EXACT), (2 * HOUR, BELOW), "less than 2 hours"),
    ("<=2 h", (0, EXACT), (2 * HOUR, EXACT), "at most 2 hours"),
    (">2 d", (2 * DAY, ABOVE), (INFINITE, EXACT), "more than 2 days"),
    (">=3 w", (21 * DAY, EXACT), (INFINITE, EXACT), "at least 3 weeks"),
    ("1 mo", (28 * DAY, EXACT), (31 * DAY, EXACT), "1 month"),
    ("2..3 mo", (59 * DAY, EXACT), (92 * DAY, EXACT), "2 to 3 months"),
    ("<2 mo", (0, EXACT), (62 * DAY, BELOW), "less than 2 months"),
    ("1.5 mo", (43.5 * DAY, EXACT), (46.5 * DAY, EXACT), "1.5 months"),
    ("12 mo", (365 * DAY, EXACT), (366 * DAY, EXACT), "12 months"),
    ("400 y", (146_097 * DAY, EXACT), (146_097 * DAY, EXACT), "400 years"),
    (">=2 y", (730 * DAY, EXACT), (INFINITE, EXACT), "at least 2 years"),
]


@pytest.mark.parametrize(("text", "low", "high", "words"), DURATIONS)
def test_a_duration_has_the_bounds_of_its_notation_in_seconds(
    text: str, low: Any, high: Any, words: str
) -> None:
    value = parse_duration(text)
    assert (value.low, value.high, value.words) == (low, high, words)


@pytest.mark.parametrize(
    ("spelled", "short"), [("2 hours", "2 h"), ("1 day", "1 d"), ("40 minutes", "40 min")]
)
def test_a_unit_written_out_is_the_same_unit(spelled: str, short: str) -> None:
    assert parse_duration(spelled) == parse_duration(short)
    assert str(parse_duration(spelled)) == short


@pytest.mark.parametrize(
    ("months", "years"),
    [("12 mo", "1 y"), ("18 mo", "1.5 y"), ("12..24 mo", "1..2 y"), (">=1200 mo", ">=100 y")],
)
def test_twelve_months_are_a_year(months: str, years: str) -> None:
    assert parse_duration(months) == parse_duration(years)


@given(st.integers(0, 10**7))
def test_a_month_more_is_longer_whatever_the_months(months: int) -> None:
    assert parse_duration(f"{months} mo").high < parse_duration(f"{months + 1} mo").low


REFUSED = [
    # read as, text, what is said of it
    (parse_count, "", "not a number or a range"),
    (parse_count, "many", "not a number or a range"),
    (parse_count, "1,000", "not a number or a range"),
    (parse_count, "1 000", "not a number or a range"),
    (parse_count, "1e3", "not a number or a range"),
    (parse_count, "+5", "not a number or a range"),
    (parse_count, "5.", "not a number or a range"),
    (parse_count, ".5", "not a number or a range"),
    (parse_count, "--5", "not a number or a range"),
    (parse_count, "1..2..3", "not a number or a range"),
    (parse_count, "~>5", "not a number or a range"),
    (parse_count, ">1..2", "not a number or a range"),
    (parse_count, "١٠٠", "not a number or a range"),
    (parse_count, "\uff11\uff10", "not a number or a range"),
    (parse_count, "1²", "not a number or a range"),
    (parse_count, "nan", "not a number or a range"),
    (parse_count, "inf", "not a number or a range"),
    (parse_count, "1\n2", "not a number or a range"),
    (parse_count, "9" * 61, "too long"),
    (parse_count, "0." + "1" * 100_000, "too long"),
    (parse_count, "9..1", "ends below its start"),
    (parse_count, "5 km", "it has a unit, 'km'"),
    (parse_duration, "40", "it has no unit"),
    (parse_duration, "40 parsecs", "there is no unit 'parsecs'"),
    (parse_duration, "40 MIN", "there is no unit 'MIN'"),
    (parse_duration, "75..60 min", "ends below its start"),
    (parse_duration, "-5 min", "nothing lasts less than no time"),
    (parse_duration, "-5..5 min", "nothing lasts less than no time"),
    (parse_duration, "<0 h", "nothing lasts less than no time"),
]


@pytest.mark.parametrize(("parse", "text", "problem"), REFUSED)
def test_what_is_no_quantity_is_refused_with_a_reason_and_a_hint(parse: Any, text: str, problem: str) -> None:
    with pytest.raises(ValueSyntaxError) as caught:
        parse(text)
    assert problem in caught.value.problem
    assert caught.value.hint


def test_a_very_long_number_is_read_exactly() -> None:
    value = parse_count("1" + "0" * 58)
    assert value.low == value.high == (10**58, EXACT)
    assert parse_count(f">={10**50}").low < parse_count(f">={10**50 + 1}").low < (INFINITE, EXACT)


@pytest.mark.parametrize(
    ("one", "other"), [("1000", "1000.0"), ("007", "7"), ("-0", "0"), ("5", "5..5"), (">=6", ">=6.0")]
)
def test_one_count_however_written_is_equal(one: str, other: str) -> None:
    a, b = parse_count(one), parse_count(other)
    assert (a, hash(a)) == (b, hash(b))


def test_fewer_than_five_is_at_most_four_only_among_whole_numbers() -> None:
    strict, loose = parse_count("<5"), parse_count("<=4")
    assert (strict.low, strict.high) == (loose.low, loose.high)
    assert strict.real == ((0, EXACT), (5, BELOW))
    assert loose.real == ((0, EXACT), (4, EXACT))
    assert strict != loose


def test_a_count_is_no_duration() -> None:
    count, duration = parse_count("60"), Quantity("duration", "60 s", (60, 0), (60, 0), "60 seconds")
    assert duration == parse_duration("1 min")
    assert count != duration


@given(st.from_regex(r"(~?-?[0-9]{1,6}(\.[0-9]{1,3})?|[<>]=?-?[0-9]{1,6}(\.[0-9])?)", fullmatch=True))
def test_printing_and_parsing_any_count_returns_it(text: str) -> None:
    value = parse_count(text)
    again = parse_count(str(value))
    assert (again, again.text, again.words) == (value, value.text, value.words)
    assert value.low <= value.high


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_as_a_fault_of_the_user(text: str) -> None:
    for parse in (parse_count, parse_duration):
        try:
            value = parse(text)
        except ValueSyntaxError as error:
            assert error.text == text  # noqa: PT017
        else:
            assert value.text
