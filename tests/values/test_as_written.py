"""What people write has the meaning that docs/values.md says, or is refused with each meaning."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.errors import ValueSyntaxError
from talkscli.values.as_written import Style, explain_meanings, read_as_written
from talkscli.values.as_written.date_words import MONTHS, PHRASES
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
    assert read_as_written("date", text) == meanings


@pytest.mark.parametrize(("text", "meanings"), read_cases("count"))
def test_a_count_has_its_meanings(text: str, meanings: list[str]) -> None:
    assert read_as_written("count", text) == meanings


@pytest.mark.parametrize(("text", "meanings"), read_cases("duration"))
def test_a_duration_has_its_meanings(text: str, meanings: list[str]) -> None:
    assert read_as_written("duration", text) == meanings


@pytest.mark.parametrize(("text", "meanings"), read_cases("money"))
def test_an_amount_of_money_has_its_meanings(text: str, meanings: list[str]) -> None:
    assert read_as_written("money", text) == meanings


@pytest.mark.parametrize("kind", ["date", "count", "duration"])
def test_every_meaning_is_in_the_notation(kind: str) -> None:
    for _, meanings in read_cases(kind):
        for meaning in meanings:
            if "YYYY" not in meaning:
                parse_value(kind, meaning)


def test_a_stated_style_settles_what_has_two_meanings() -> None:
    assert read_as_written("date", "05/06/2025", Style(order="dmy")) == ["2025-06-05"]
    assert read_as_written("date", "05/06/2025", Style(order="mdy")) == ["2025-05-06"]
    assert read_as_written("date", "01/02/2025 - 03/02/2025", Style(order="dmy")) == ["2025-02-01/2025-02-03"]
    assert read_as_written("count", "1.000", Style(decimal=",")) == ["1000"]
    assert read_as_written("count", "1.000", Style(decimal=".")) == ["1"]
    assert read_as_written("count", "1.234,5", Style(decimal=",")) == ["1234.5"]


def test_the_documents_day_settles_weekdays_and_missing_years() -> None:
    near = Style(near=date(2025, 7, 23))
    assert read_as_written("date", "Tuesday", near) == ["2025-07-22"]
    assert read_as_written("date", "у вівторок", near) == ["2025-07-22"]
    assert read_as_written("date", "yesterday", near) == ["2025-07-22"]
    assert read_as_written("date", "this week", near) == ["[2025-07-21..2025-07-27]"]
    assert read_as_written("date", "5 May", near) == ["2025-05-05"]
    assert read_as_written("date", "22.07.25", near) == ["2025-07-22"]
    assert read_as_written("date", "28 December", Style(near=date(2025, 1, 3))) == ["2024-12-28"]


def test_each_meaning_is_told_so_that_it_can_be_copied() -> None:
    assert explain_meanings(read_as_written("date", "05/06/2025")) == (
        "write 2025-06-05 or 2025-05-06, whichever is meant"
    )
    assert explain_meanings(read_as_written("date", "5 May")) == "add the year: YYYY-05-05"
    assert explain_meanings(read_as_written("duration", "1:30")) == "write 90 min or 90 s, whichever is meant"
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
        assert read_as_written("date", text) == [day.isoformat()], text


@given(DAYS, st.integers(0, len(MONTHS.strip().splitlines()[0].split("|")) - 1))
def test_a_day_in_any_of_the_languages_is_the_same_day(day: date, language: int) -> None:
    for word in MONTHS.strip().splitlines()[day.month - 1].split("|")[language].split():
        assert read_as_written("date", f"{day.day} {word} {day.year}") == [day.isoformat()], word


@given(DAYS, st.integers(1, 40))
def test_two_days_in_words_are_all_days_between_them(day: date, more: int) -> None:
    last = day + timedelta(days=more)
    notation = f"{day}/{last}"
    text = f"{day.day} {ENGLISH[day.month - 1]} {day.year} - {last.day} {ENGLISH[last.month - 1]} {last.year}"
    assert read_as_written("date", text) == [notation]
    assert read_as_written("date", f"from {text.replace(' - ', ' to ')}") == [notation]
    assert read_as_written("date", f"between {text.replace(' - ', ' and ')}") == [f"[{day}..{last}]"]


@given(st.integers(0, 10**12))
def test_a_number_with_separators_is_the_number(number: int) -> None:
    assert read_as_written("count", f"{number:,}") == [str(number)]
    assert read_as_written("count", f"{number:,}".replace(",", "\u00a0")) == [str(number)]
    assert read_as_written("count", f"at least {number:,}") == [f">={number}"]
    assert read_as_written("count", f"about {number:,}") == [f"~{number}"]
    assert str(number) in read_as_written("count", f"{number:,}".replace(",", "."))


@given(st.integers(1, 200), st.integers(1, 59))
def test_hours_and_minutes_are_so_many_minutes(hours: int, minutes: int) -> None:
    wanted = parse_value("duration", f"{60 * hours + minutes} min")
    for text in (
        f"{hours} h {minutes} min",
        f"{hours} hours and {minutes} minutes",
        f"PT{hours}H{minutes}M",
        f"{hours}h{minutes:02d}",
    ):
        (notation,) = read_as_written("duration", text)
        assert parse_value("duration", notation) == wanted, text


@given(st.text(max_size=40))
def test_any_text_is_read_without_a_failure(text: str) -> None:
    for kind in ("date", "count", "duration", "money", "yes-no", "text"):
        for meaning in read_as_written(kind, text):
            assert meaning


@given(st.text(alphabet=" 0123456789-/.,:'hmin MayMai&~±", max_size=24))
def test_whatever_is_understood_is_in_the_notation(text: str) -> None:
    for kind in ("date", "count", "duration"):
        for meaning in read_as_written(kind, text):
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
