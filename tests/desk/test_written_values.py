"""What people write becomes the notation, and what was understood is told."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.desk.written_values import Faults, Pair, know_day, read_date, read_written, split_list
from talkscli.errors import UsageError
from talkscli.values.as_written import UNKNOWN_STYLE, Style


def read(kind: str, raw: Any, style: Style = UNKNOWN_STYLE) -> tuple[str | list[str], list[str]]:
    remarks: list[str] = []
    return read_written(kind, raw, "value", remarks, style), remarks


@pytest.mark.parametrize(
    ("kind", "raw", "notation"),
    [
        ("date", "23-24 July 2025", "2025-07-23/2025-07-24"),
        ("date", "1er mars 2025", "2025-03-01"),
        ("date", "2025-03-00", "2025-03"),
        ("count", "1.2 million", "1200000"),
        ("count", "exactly 1,000", "=1000"),
        ("duration", "almost two hours", "108..120 min"),
        ("money", "€5 million", "5000000 EUR"),
        ("yes-no", "No", "no"),
    ],
)
def test_what_has_one_meaning_is_taken_and_told(kind: str, raw: str, notation: str) -> None:
    assert read(kind, raw) == (notation, [f"{raw} is {notation}"])


@pytest.mark.parametrize(
    ("kind", "raw"),
    [("date", "2025-07-23/2025-07-24"), ("count", "=1000"), ("text", " as it stands "), ("count", "1.5")],
)
def test_the_notation_is_taken_without_a_word(kind: str, raw: str) -> None:
    assert read(kind, raw) == (raw, [])


@pytest.mark.parametrize(
    ("kind", "raw"), [("count", "1.000"), ("date", "05/06/2025"), ("duration", "1.000 h")]
)
def test_what_has_two_meanings_is_refused_with_both(kind: str, raw: str) -> None:
    with pytest.raises(UsageError, match="more than one meaning") as caught:
        read(kind, raw)
    assert " or " in caught.value.hint
    assert caught.value.place == "value"


@given(st.integers(1, 999), st.integers(0, 999))
def test_a_full_stop_before_three_digits_is_never_taken_for_a_decimal_sign(whole: int, rest: int) -> None:
    text = f"{whole}.{rest:03d}"
    with pytest.raises(UsageError):
        read("count", text)
    assert read("count", text, Style(decimal=","))[0] == f"{whole}{rest:03d}"
    stored, _ = read("count", text, Style(decimal="."))
    assert float(str(stored)) == float(text)
    # What the store holds comes back as it is, without any option.
    assert read("count", stored) == (stored, [])


def test_numbers_of_json_have_one_meaning() -> None:
    assert read("count", 1000) == ("1000", [])
    assert read("count", 1.125)[0] == "1.1250"
    assert read("yes-no", True) == ("yes", [])


def test_a_sign_that_nobody_sees_is_left_out_and_named() -> None:
    assert read("count", "\u200b14") == ("14", ["14: an invisible sign was left out (U+200B)"])
    assert read("text", "a\u200bb") == ("a\u200bb", [])


def test_two_columns_are_the_ends_of_one_value() -> None:
    assert read("date", Pair("3 May 2025", "5 May 2025"))[0] == "2025-05-03/2025-05-05"
    assert read("date", Pair("2025-05-03", ""))[0] == "2025-05-03"
    assert read("date", Pair("2025-05-03", "2025-05-03"))[0] == "2025-05-03"
    assert read("count", Pair("10", "20"))[0] == "10..20"
    assert read("duration", Pair("10 min", "20 min"))[0] == "10..20 min"
    with pytest.raises(UsageError, match="not two ends"):
        read("yes-no", Pair("yes", "no"))


def test_the_documents_day_is_known_where_it_is_one_day() -> None:
    assert know_day(UNKNOWN_STYLE, "2025-07-23").near == date(2025, 7, 23)
    assert know_day(UNKNOWN_STYLE, "2025-07-23T10:00:00Z").near == date(2025, 7, 23)
    for vague in (None, "2025-07", "2025-07-23/2025-07-24", "2025-07-23~", "2025-02-30"):
        assert know_day(UNKNOWN_STYLE, vague).near is None
    remarks: list[str] = []
    assert read_date("Tuesday", "when", remarks, know_day(UNKNOWN_STYLE, "2025-07-23")) == "2025-07-22"
    assert remarks == ["Tuesday is 2025-07-22"]


def test_a_comma_parts_ids_alone() -> None:
    assert split_list("Springfield, Illinois", lambda _: False) == ["Springfield, Illinois"]
    assert split_list("Thomas, Dave; Knuth, Donald", lambda _: False) == ["Thomas, Dave", "Knuth, Donald"]
    assert split_list("umerov,medinsky-2", lambda _: False) == ["umerov", "medinsky-2"]
    assert split_list("Bread; Salt Ltd", lambda _: True) == ["Bread; Salt Ltd"]
    assert split_list("a|b", lambda _: False, "|") == ["a", "b"]
    assert split_list(None, lambda _: False) == []
    assert split_list(["a, b"], lambda _: False) == ["a, b"]


def test_all_faults_are_told_at_once() -> None:
    faults = Faults()

    def refuse(word: str) -> str:
        raise UsageError(word)

    assert faults.take(str, 5) == "5"
    assert faults.take(refuse, "one") is None
    assert faults.take(refuse, "two") is None
    with pytest.raises(UsageError, match="one") as caught:
        faults.tell()
    assert [str(one) for one in caught.value.others] == ["two"]
