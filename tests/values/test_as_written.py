"""What people write has the meaning that docs/values.md says, or is refused with each meaning."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.errors import ValueSyntaxError
from talkscli.values.as_written import Style, explain_meanings, list_meanings, settle
from talkscli.values.as_written.date_words import MONTHS, PHRASES
from talkscli.values.as_written.dates import suggest_date
from talkscli.values.as_written.durations import UNITS
from talkscli.values.as_written.money import CURRENCIES
from talkscli.values.as_written.numbers import HEDGES, MULTITUDES, SCALES
from talkscli.values.parsing import parse_value

CASES = Path(__file__).parent / "as_written"
"""One file a type; each line is a text and, after `=`, its meanings with ` | ` between them."""


def read_cases(kind: str) -> list[tuple[str, list[str]]]:
    lines = (CASES / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    cases = []
    for line in lines:
        if line.strip() and not line.startswith("#"):
            text, _, meanings = line.partition(" = ")
            cases.append((text.strip(), [one.strip() for one in meanings.split(" | ") if one.strip()]))
    return cases


@pytest.mark.parametrize(("text", "meanings"), read_cases("date"))
def test_a_date_has_its_meanings(text: str, meanings: list[str]) -> None:
    assert list_meanings("date", text) == meanings


@pytest.mark.parametrize("near", [date(1, 1, 1), date(9999, 12, 31)])
def test_beside_the_first_and_the_last_day_there_is_always_an_answer(near: date) -> None:
    relative = [
        "yesterday",
        "tomorrow",
        "next week",
        "last Friday",
        "next Friday",
        "next year",
        "last month",
        "3 May",
    ]
    for text in relative:
        for meaning in list_meanings("date", text, Style(near=near)):
            parse_value("date", meaning)


@pytest.mark.parametrize(("text", "meanings"), read_cases("count"))
def test_a_count_has_its_meanings(text: str, meanings: list[str]) -> None:
    assert list_meanings("count", text) == meanings


@pytest.mark.parametrize(("text", "meanings"), read_cases("duration"))
def test_a_duration_has_its_meanings(text: str, meanings: list[str]) -> None:
    assert list_meanings("duration", text) == meanings


@pytest.mark.parametrize(("text", "meanings"), read_cases("money"))
def test_an_amount_of_money_has_its_meanings(text: str, meanings: list[str]) -> None:
    assert list_meanings("money", text) == meanings


@pytest.mark.parametrize("kind", ["date", "count", "duration"])
def test_every_meaning_is_in_the_notation(kind: str) -> None:
    for _, meanings in read_cases(kind):
        for meaning in meanings:
            if "YYYY" not in meaning:
                parse_value(kind, meaning)


def test_a_stated_style_settles_what_has_two_meanings() -> None:
    assert list_meanings("date", "05/06/2025", Style(order="dmy")) == ["2025-06-05"]
    assert list_meanings("date", "05/06/2025", Style(order="mdy")) == ["2025-05-06"]
    assert list_meanings("date", "01/02/2025 - 03/02/2025", Style(order="dmy")) == ["2025-02-01/2025-02-03"]
    assert list_meanings("count", "1.000", Style(decimal=",")) == ["1000"]
    assert list_meanings("count", "1.000", Style(decimal=".")) == ["1"]
    assert list_meanings("count", "1.234,5", Style(decimal=",")) == ["1234.5"]


def test_the_documents_day_settles_weekdays_and_missing_years() -> None:
    near = Style(near=date(2025, 7, 23))
    assert list_meanings("date", "Tuesday", near) == ["2025-07-22"]
    assert list_meanings("date", "since Monday evening", near) == ["2025-07-21/.."]
    assert list_meanings("date", "am Freitagabend", near) == ["2025-07-25"]
    assert list_meanings("date", "в пятницу вечером", near) == ["2025-07-25"]
    assert list_meanings("date", "Thursday or Friday", near) == ["[2025-07-24,2025-07-25]"]
    assert list_meanings("date", "last Friday", near) == ["2025-07-18"]
    assert list_meanings("date", "last Monday", near) == ["2025-07-21", "2025-07-14"]
    assert list_meanings("date", "next Friday", near) == ["2025-07-25", "2025-08-01"]
    assert list_meanings("date", "evening", near) == []
    assert list_meanings("date", "у вівторок", near) == ["2025-07-22"]
    assert list_meanings("date", "yesterday", near) == ["2025-07-22"]
    assert list_meanings("date", "this week", near) == ["[2025-07-21..2025-07-27]"]
    assert list_meanings("date", "5 May", near) == ["2025-05-05"]
    assert list_meanings("date", "22.07.25", near) == ["2025-07-22"]
    assert list_meanings("date", "28 December", Style(near=date(2025, 1, 3))) == ["2024-12-28"]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("the day before yesterday", "2025-06-03"),
        ("позавчора", "2025-06-03"),
        ("avant-hier", "2025-06-03"),
        ("übermorgen", "2025-06-07"),
        ("last month", "2025-05"),
        ("bu ay", "2025-06"),
        ("торік", "2024"),
        ("early this year", "[2025-01..2025-04]"),
        ("before last month", "[..2025-04]"),
        ("28 December - 3 January", "2024-12-28/2025-01-03"),
        ("January-March 2023", "2023-01/2023-03"),
        ("January 2023 to March", "2023-01/2023-03"),
    ],
)
def test_a_date_beside_its_documents_day(text: str, meaning: str) -> None:
    assert list_meanings("date", text, Style(near=date(2025, 6, 5))) == [meaning]


@pytest.mark.parametrize("near", [None, date(2025, 7, 23)])
@pytest.mark.parametrize("text", ["1st-07-0000", "16 or 17/07/0000", "before 16/07/0000", "23-24.07.0000"])
def test_a_year_of_noughts_is_not_read_as_a_year(text: str, near: date | None) -> None:
    assert list_meanings("date", text, Style(near=near)) == []


def test_settling_takes_the_notation_and_whatever_has_one_meaning() -> None:
    assert settle("date", "2025-07-24/2025-07-25") == "2025-07-24/2025-07-25"
    assert settle("date", "24-25 July 2025") == "2025-07-24/2025-07-25"
    assert settle("count", "1.5") == "1.5"
    assert settle("count", "1.000", Style(decimal=".")) == "1"
    assert settle("count", "1.000", Style(decimal=",")) == "1000"
    assert settle("count", "1.234", Style(decimal=".")) == "1.2340"
    assert settle("count", "1.2340") == "1.2340"
    assert settle("yes-no", "True") == "yes"
    assert settle("money", "€100 billion") == "100000000000 EUR"
    assert settle("text", "anything") == "anything"


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        ("count", "1.000", "write 1000 or 1, whichever is meant"),
        ("duration", "1.000 h", "write 1000 h or 1 h, whichever is meant"),
        ("date", "05/06/2025", "write 2025-06-05 or 2025-05-06, whichever is meant"),
        ("date", "5 May", "add the year: YYYY-05-05"),
        ("date", "45583", "write 2024-10-18 or Y45583, whichever is meant"),
        ("money", "¥500", "write 500 JPY or 500 CNY, whichever is meant"),
    ],
)
def test_settling_refuses_what_has_not_one_meaning(kind: str, text: str, hint: str) -> None:
    with pytest.raises(ValueSyntaxError) as caught:
        settle(kind, text)
    assert caught.value.hint == hint


def test_each_meaning_is_told_so_that_it_can_be_copied() -> None:
    assert explain_meanings(list_meanings("date", "05/06/2025")) == (
        "write 2025-06-05 or 2025-05-06, whichever is meant"
    )
    assert explain_meanings(list_meanings("date", "5 May")) == "add the year: YYYY-05-05"
    assert explain_meanings(list_meanings("duration", "1:30")) == "write 90 min or 90 s, whichever is meant"
    assert explain_meanings([]) == ""


DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"]  # fmt: skip


@given(DAYS)
def test_a_day_in_words_is_the_day_in_the_notation(day: date) -> None:
    month = ENGLISH[day.month - 1]
    for text in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day:%A}, {day.day} {month[:3]}. {day.year}",
    ):
        assert list_meanings("date", text) == [day.isoformat()], text


@given(DAYS, st.integers(0, len(MONTHS.strip().splitlines()[0].split("|")) - 1))
def test_a_day_in_any_of_the_languages_is_the_same_day(day: date, language: int) -> None:
    for word in MONTHS.strip().splitlines()[day.month - 1].split("|")[language].split():
        assert list_meanings("date", f"{day.day} {word} {day.year}") == [day.isoformat()], word


@given(DAYS, st.integers(1, 40))
def test_two_days_in_words_are_all_days_between_them(day: date, more: int) -> None:
    last = day + timedelta(days=more)
    notation = f"{day}/{last}"
    text = f"{day.day} {ENGLISH[day.month - 1]} {day.year} - {last.day} {ENGLISH[last.month - 1]} {last.year}"
    assert list_meanings("date", text) == [notation]
    assert list_meanings("date", f"from {text.replace(' - ', ' to ')}") == [notation]
    assert list_meanings("date", f"between {text.replace(' - ', ' and ')}") == [f"[{day}..{last}]"]


@given(st.integers(0, 10**12))
def test_a_number_with_separators_is_the_number(number: int) -> None:
    assert list_meanings("count", f"{number:,}") == [str(number)]
    assert list_meanings("count", f"{number:,}".replace(",", "\u00a0")) == [str(number)]
    assert list_meanings("count", f"at least {number:,}") == [f">={number}"]
    assert list_meanings("count", f"about {number:,}") == [f"~{number}"]
    assert str(number) in list_meanings("count", f"{number:,}".replace(",", "."))


@given(st.integers(1, 200), st.integers(1, 59))
def test_hours_and_minutes_are_so_many_minutes(hours: int, minutes: int) -> None:
    wanted = parse_value("duration", f"{60 * hours + minutes} min")
    for text in (
        f"{hours} h {minutes} min",
        f"{hours} hours and {minutes} minutes",
        f"PT{hours}H{minutes}M",
        f"{hours}h{minutes:02d}",
    ):
        (notation,) = list_meanings("duration", text)
        assert parse_value("duration", notation) == wanted, text


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_failure(text: str) -> None:
    for kind in ("date", "count", "duration", "money", "yes-no", "text"):
        for meaning in list_meanings(kind, text):
            assert meaning


@given(st.text(alphabet=" 0123456789-/.,:'hmin MayMai&~±", max_size=24))
def test_whatever_is_understood_is_in_the_notation(text: str) -> None:
    for kind in ("date", "count", "duration"):
        for meaning in list_meanings(kind, text):
            if "YYYY" in meaning:
                continue
            try:
                parse_value(kind, meaning)
            except ValueSyntaxError as error:  # pragma: no cover - the message says which
                raise AssertionError(f"{text!r} as {kind}: {meaning}: {error}") from error


def test_the_document_has_every_word() -> None:
    text = (Path(__file__).parents[2] / "docs" / "values.md").read_text(encoding="utf-8")
    tables = [*HEDGES.values(), *UNITS.values(), *CURRENCIES.values()]
    words = [word.strip() for line in tables for word in line.split(",")]
    words += [word.strip() for word in re.split(r"[,|\n]|\w[\w ]*:", PHRASES)]
    words += [*MULTITUDES, *SCALES]
    assert [word for word in words if word not in {"", "-"} and word not in text] == []


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            "on Tuesday about 7.40 a.m.",
            "a time of day is exact here: write on tuesday 7.40 a.m., or the day alone",
        ),
        ("by 3 June 2025 8:00", "a time of day is exact here: write 3 june 2025 8:00, or the day alone"),
        ("Dienstag gegen 8 Uhr", "a time of day is exact here: write dienstag 8 uhr, or the day alone"),
        ("во вторник около 8:00", "a time of day is exact here: write во вторник 8:00, or the day alone"),
        ("7.40 a.m.", "add the day, as in 7:40 on Tuesday"),
        ("soon", ""),
        ("before the rain", ""),
    ],
)
def test_a_vague_time_of_day_is_answered_with_what_can_be_written(text: str, advice: str) -> None:
    assert suggest_date(text) == advice
