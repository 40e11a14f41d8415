"""Dates, numbers, lengths of time and money in running text."""

import pytest

from talkscli.drafting.dates_in_text import DateFinder, DocumentDay
from talkscli.drafting.language import load_language
from talkscli.drafting.quantities import find_durations, find_money, find_numbers

WEDNESDAY = "2025-07-23"

DATES = [
    ("It took place on 16 May.", WEDNESDAY, ["2025-05-16"]),
    ("They met on May 16 and June 2 in the city.", WEDNESDAY, ["2025-05-16", "2025-06-02"]),
    ("It is planned for 24 and 25 July.", WEDNESDAY, ["2025-07-24/2025-07-25"]),
    ("It is planned for Thursday and Friday (24 and 25 July).", WEDNESDAY, ["2025-07-24/2025-07-25"]),
    ("They will meet tomorrow (July 24).", WEDNESDAY, ["2025-07-24"]),
    ("They met on Friday.", WEDNESDAY, ["2025-07-18"]),
    ("They will meet on Friday.", WEDNESDAY, ["2025-07-25"]),
    ("They will meet on Wednesday.", WEDNESDAY, ["2025-07-23"]),
    ("They will meet next week.", WEDNESDAY, ["[2025-07-28..2025-08-03]"]),
    ("They will meet this week.", "[2025-07-21..2025-07-23]", ["[2025-07-21..2025-07-27]"]),
    ("They will meet tomorrow.", "[2025-07-21..2025-07-23]", []),
    ("They will meet next week.", "[2025-07-19..]", []),
    ("They met on 16 May.", "[2025-07-19..]", ["2025-05-16"]),
    ("They met on 16 May.", None, []),
    ("They met on 16 May 2025.", None, ["2025-05-16"]),
    ("They held talks in mid-May and at the beginning of June.", WEDNESDAY, ["[2025-05-11..2025-05-20]", "[2025-06-01..2025-06-10]"]),
    ("It may be that they march in the second half.", WEDNESDAY, []),
    ("The second of them sat for a minute.", WEDNESDAY, []),
    ("They sold 2025 of them for 1850 each.", WEDNESDAY, []),
    ("It happened in 2022.", WEDNESDAY, ["2022"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "values"), DATES)
def test_dates_are_found_and_settled_by_the_documents_day(
    text: str, published: str | None, values: list[str]
) -> None:
    finder = DateFinder(load_language("en"), DocumentDay(published))
    assert [one.value for one in finder.find_all(text, 0, len(text))] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("with 1,000 prisoners from each side", ["1000"]),
        ("at least 300 homes and more than two dozen cars", [">=300", ">24"]),
        ("thousands of bodies", [">=1000"]),
        ("the 18th package of 3 parts", ["3"]),
        ("nobody came, and no one went", []),
        ("a half of it", []),
    ],
)
def test_numbers_are_found_with_their_hedges(text: str, values: list[str]) -> None:
    assert [one.value for one in find_numbers(text, 0, len(text))] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It lasted just over an hour.", ["60..66 min"]),
        ("a 30-day ceasefire after a three-year pause", ["30 d", "3 y"]),
        ("Two weeks later, a second round of talks took place", ["2 w"]),
        ("almost three and a half years after its start", ["37.8..42 mo"]),
        ("Last week they spoke for a second time that day", []),
    ],
)
def test_lengths_of_time_are_found(text: str, values: list[str]) -> None:
    assert [one.value for one in find_durations(text, 0, len(text))] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a €100 billion special fund", ["100000000000 EUR"]),
        ("for 1.8 million euros in 2020", ["1800000 EUR"]),
        ("between £80 million and £100 million", ["80000000..100000000 GBP"]),
        ("won 3 of 4 games", []),
    ],
)
def test_amounts_of_money_are_found(text: str, values: list[str]) -> None:
    assert [one.value for one in find_money(text, 0, len(text))] == values


def test_a_quantity_stands_where_it_says() -> None:
    text = "On 16 May they freed at least 1,000 prisoners for $5 million within two weeks."
    finder = DateFinder(load_language("en"), DocumentDay(WEDNESDAY))
    found = [
        *finder.find_all(text, 0, len(text)),
        *find_numbers(text, 0, 46),
        *find_money(text, 0, len(text)),
        *find_durations(text, 0, len(text)),
    ]
    assert [text[one.start : one.end] for one in found] == [
        "On 16 May", "16", "at least 1,000", "$5 million", "two weeks",
    ]  # fmt: skip
