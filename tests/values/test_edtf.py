import copy
import pickle
import re
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.errors import ValueSyntaxError
from talkscli.values.edtf import INFINITY, civil, day_ordinal, iso_day, parse_edtf, show_edtf

# The examples of "Extended Date/Time Format (EDTF) Specification", Library of Congress, 4 February 2019,
# https://www.loc.gov/standards/datetime/, each with the first and last day and the kind that its explanation there gives.
PUBLISHED = [
    # Level 0
    ("1985-04-12", "date", "1985-04-12", "1985-04-12"),
    ("1985-04", "period", "1985-04-01", "1985-04-30"),
    ("1985", "period", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "instant", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "instant", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "instant", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30+04:30", "instant", "1985-04-12", "1985-04-12"),
    ("1964/2008", "extent", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "extent", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "extent", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "extent", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "extent", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "extent", "2005-01-01", "2006-02-28"),
    # Level 1
    ("Y170000002", "period", "Y170000002-01-01", "Y170000002-12-31"),
    ("Y-170000002", "period", "Y-170000002-01-01", "Y-170000002-12-31"),
    ("2001-21", "period", "2001-03-01", "2001-05-31"),
    ("1984?", "period", "1984-01-01", "1984-12-31"),
    ("2004-06~", "period", "2004-05-01", "2004-07-31"),
    ("2004-06-11%", "period", "2004-06-10", "2004-06-12"),
    ("201X", "period", "2010-01-01", "2019-12-31"),
    ("20XX", "period", "2000-01-01", "2099-12-31"),
    ("2004-XX", "period", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "period", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "period", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "extent", "1985-04-12", ".."),
    ("1985-04/..", "extent", "1985-04-01", ".."),
    ("1985/..", "extent", "1985-01-01", ".."),
    ("../1985-04-12", "extent", "..", "1985-04-12"),
    ("../1985-04", "extent", "..", "1985-04-30"),
    ("../1985", "extent", "..", "1985-12-31"),
    ("1985-04-12/", "extent", "1985-04-12", ".."),
    ("1985-04/", "extent", "1985-04-01", ".."),
    ("1985/", "extent", "1985-01-01", ".."),
    ("/1985-04-12", "extent", "..", "1985-04-12"),
    ("/1985-04", "extent", "..", "1985-04-30"),
    ("/1985", "extent", "..", "1985-12-31"),
    ("-1985", "period", "-1985-01-01", "-1985-12-31"),
    # Level 2
    ("Y-17E7", "period", "Y-170000000-01-01", "Y-170000000-12-31"),
    ("1950S2", "period", "1900-01-01", "1999-12-31"),
    ("Y171010000S3", "period", "Y171000000-01-01", "Y171999999-12-31"),
    ("Y3388E2S3", "period", "Y338000-01-01", "Y338999-12-31"),
    ("2001-34", "period", "2001-04-01", "2001-06-30"),
    ("[1667,1668,1670..1672]", "choice", "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", "choice", "..", "1760-12-03"),
    ("[1760-12..]", "choice", "1760-12-01", ".."),
    ("[1760-01,1760-02,1760-12..]", "choice", "1760-01-01", ".."),
    ("[1667,1760-12]", "choice", "1667-01-01", "1760-12-31"),
    ("[..1984]", "choice", "..", "1984-12-31"),
    ("{1667,1668,1670..1672}", "extent", "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", "extent", "1960-01-01", "1961-12-31"),
    ("{..1984}", "extent", "..", "1984-12-31"),
    ("2004-06~-11", "period", "2004-05-11", "2004-07-11"),
    ("2004?-06-11", "date", "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", "period", "2004-06-10", "2004-06-12"),
    ("2004-%06-11", "period", "2004-05-11", "2004-07-11"),
    ("156X-12-25", "period", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "period", "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", "period", "0000-12-01", "9999-12-31"),
    ("1XXX-XX", "period", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "period", "1000-12-01", "1999-12-31"),
    ("1984-1X", "period", "1984-10-01", "1984-12-31"),
    ("2004-06-~01/2004-06-~20", "extent", "2004-05-31", "2004-06-21"),
    ("2004-06-XX/2004-07-03", "extent", "2004-06-01", "2004-07-03"),
]


@pytest.mark.parametrize(("text", "kind", "first", "last"), PUBLISHED)
def test_every_published_example_is_read_as_the_standard_explains_it(
    text: str, kind: str, first: str, last: str
) -> None:
    value = parse_edtf(text)
    assert (value.kind, iso_day(value.earliest), iso_day(value.latest)) == (kind, first, last)
    assert parse_edtf(str(value)) == value


def days(spans: tuple[tuple[int, int], ...]) -> str:
    """Write spans shortly, a single day once."""
    return " ".join(iso_day(a) if a == b else f"{iso_day(a)}:{iso_day(b)}" for a, b in spans)


MEANINGS = [
    # text, what is possible, what is certain
    ("2025-07-23", "2025-07-23", "2025-07-23"),
    ("2025-07-23?", "2025-07-23", ""),
    ("2025-07-23~", "2025-07-22:2025-07-24", ""),
    ("2025-07-23%", "2025-07-22:2025-07-24", ""),
    ("2024-02-29", "2024-02-29", "2024-02-29"),
    ("2025-07", "2025-07-01:2025-07-31", ""),
    ("2003-02~", "2003-01-01:2003-03-31", ""),
    ("2003-03~", "2003-02-01:2003-04-30", ""),
    ("2003-22~", "2003-03-01:2003-11-30", ""),
    ("2003~", "2002-01-01:2004-12-31", ""),
    ("198X~", "1970-01-01:1999-12-31", ""),
    ("1950S2~", "1800-01-01:2099-12-31", ""),
    ("2004-06-11~", "2004-06-10:2004-06-12", ""),
    ("2004~-06-11", "2003-06-11:2005-06-11", ""),
    ("~2004-06-~11", "2003-06-10:2005-06-12", ""),
    ("2004~-02-29", "2003-02-28:2005-02-28", ""),
    ("2025-07-23T21:07:00+03:00", "2025-07-23", "2025-07-23"),
    # Intervals
    ("2025-07-24/2025-07-25", "2025-07-24:2025-07-25", "2025-07-24:2025-07-25"),
    ("2025-05-16/2025-05-16", "2025-05-16", "2025-05-16"),
    ("2025-07-23/..", "2025-07-23:..", "2025-07-23:.."),
    ("2025-07-23/", "2025-07-23:..", "2025-07-23"),
    ("2025-07/", "2025-07-01:..", ""),
    ("2025-07/..", "2025-07-01:..", "2025-07-31:.."),
    ("../2025-07-23", "..:2025-07-23", "..:2025-07-23"),
    ("/2025-07-23", "..:2025-07-23", "2025-07-23"),
    ("2004-06/2006-08", "2004-06-01:2006-08-31", "2004-06-30:2006-08-01"),
    ("2004-06/2004-06", "2004-06-01:2004-06-30", ""),
    ("2004-06-~01/2004-06-~20", "2004-05-31:2004-06-21", "2004-06-02:2004-06-19"),
    ("2004-06-XX/2004-07-03", "2004-06-01:2004-07-03", "2004-06-30:2004-07-03"),
    ("2025-07-23?/2025-07-25", "2025-07-23:2025-07-25", ""),
    ("2001-21/2001-23", "2001-03-01:2001-11-30", "2001-05-31:2001-09-01"),
    # Sets
    ("[2025-07-23..2025-07-24]", "2025-07-23:2025-07-24", ""),
    ("[2025-07-24,2025-07-23]", "2025-07-23:2025-07-24", ""),
    ("[2025-05-16,2025-06-02]", "2025-05-16 2025-06-02", ""),
    ("[2025-07-19..]", "2025-07-19:..", ""),
    ("{2025-05-16,2025-06-02}", "2025-05-16 2025-06-02", "2025-05-16 2025-06-02"),
    ("{2025-05-16,2025-06-02?}", "2025-05-16 2025-06-02", "2025-05-16"),
    ("{2025-05-16,2025-06}", "2025-05-16 2025-06-01:2025-06-30", "2025-05-16"),
    ("{2025-07-23..2025-07-25}", "2025-07-23:2025-07-25", "2025-07-23:2025-07-25"),
    ("{2025-07-23..}", "2025-07-23:..", "2025-07-23:.."),
    ("{1960,1961-12}", "1960-01-01:1960-12-31 1961-12-01:1961-12-31", ""),
    ("[1667,1668,1670..1672]", "1667-01-01:1668-12-31 1670-01-01:1672-12-31", ""),
    # Unspecified digits
    ("1984-1X", "1984-10-01:1984-12-31", ""),
    ("1984-X2", "1984-02-01:1984-02-29 1984-12-01:1984-12-31", ""),
    ("2004-06-3X", "2004-06-30", ""),
    ("2004-XX-31", "2004-01-31 2004-03-31 2004-05-31 2004-07-31 2004-08-31 2004-10-31 2004-12-31", ""),
    ("200X-02-29", "2000-02-29 2004-02-29 2008-02-29", ""),
    ("1X99", " ".join(f"1{n}99-01-01:1{n}99-12-31" for n in range(10)), ""),
    ("-19XX", "-1999-01-01:-1900-12-31", ""),
    ("-000X", "-0009-01-01:-0001-12-31", ""),
    # Years
    ("0000", "0000-01-01:0000-12-31", ""),
    ("0000-02-29", "0000-02-29", "0000-02-29"),
    ("-0001-12-31", "-0001-12-31", "-0001-12-31"),
    ("Y12345", "Y12345-01-01:Y12345-12-31", ""),
    ("-1950S2", "-1999-01-01:-1900-12-31", ""),
    ("0120S2", "0120-01-01:0129-12-31", ""),
    # Seasons
    ("2001-24", "2001-12-01:2002-02-28", ""),
    ("2003-28", "2003-12-01:2004-02-29", ""),
    ("2001-29", "2001-09-01:2001-11-30", ""),
    ("2001-30", "2001-12-01:2002-02-28", ""),
    ("2001-32", "2001-06-01:2001-08-31", ""),
    ("2001-36", "2001-10-01:2001-12-31", ""),
    ("2001-37", "2001-01-01:2001-04-30", ""),
    ("2001-39", "2001-09-01:2001-12-31", ""),
    ("2001-40", "2001-01-01:2001-06-30", ""),
    ("2001-41", "2001-07-01:2001-12-31", ""),
    ("200X-41", " ".join(f"200{n}-07-01:200{n}-12-31" for n in range(10)), ""),
]


@pytest.mark.parametrize(("text", "possible", "certain"), MEANINGS)
def test_a_date_states_which_days_are_possible_and_which_certain(
    text: str, possible: str, certain: str
) -> None:
    value = parse_edtf(text)
    assert (days(value.spans), days(value.core)) == (possible, certain)


FAULTS = [
    ("", "it is empty"),
    ("  ", "it is empty"),
    ("soon", "'s' does not belong in a date"),
    ("yesterday", "it is not written as EDTF"),
    ("2025-13", "month 13 does not exist"),
    ("2025-00", "month 00 does not exist"),
    ("2025-42", "month 42 does not exist"),
    ("2025-20-01", "month 20 does not exist"),
    ("2025-02-30", "30 February does not exist"),
    ("2025-04-31", "31 April does not exist"),
    ("2025-02-29", "29 February 2025 does not exist"),
    ("1900-02-29", "29 February 1900 does not exist"),
    ("2025-07-32", "day 32 does not exist"),
    ("2025-07-00", "day 00 does not exist"),
    ("2025-07-4X", "no day fits 4X"),
    ("2025-2X", "no month fits 2X"),
    ("XXX1-02-29", "no day fits it"),
    ("25", "'25' is not a year of four digits"),
    ("196", "'196' is not a year of four digits"),
    ("20250723", "'20250723' is not a year of four digits"),
    ("2025-7-23", "'7' is not a month of two digits"),
    ("2025-07-3", "'3' is not a day of two digits"),
    ("2025-07-23-01", "a date has three parts at most"),
    ("2025-", "'' is not a month of two digits"),
    ("2025 ?", "' ' does not belong in a date"),
    ("2025-07–23", "'–' does not belong in a date"),
    ("２０２５-07-23", "'２' does not belong in a date"),
    ("²025-07-23", "'²' does not belong in a date"),
    ("198u", "'u' does not belong in a date"),
    ("1984?~", "two qualifiers stand side by side"),
    ("-0000", "there is no year -0000"),
    ("Y1985", "the prefix Y is for years of more than four digits"),
    ("Y170000002-12", "a year with Y or S stands alone, without a month"),
    ("Y17E40", "the year lies beyond 1,000,000,000,000,000"),
    ("Y9999999999999999", "the year lies beyond 1,000,000,000,000,000"),
    ("Y17E0", "'Y17E0' is not a year"),
    ("1950S", "S needs the number of significant digits after it"),
    ("1950S0", "S needs the number of significant digits after it"),
    ("1950S5", "the year has 4 digits, not 5"),
    ("19XXS2", "a year has significant digits or unspecified ones, not both"),
    ("2001-21-03", "a season has no numbered days"),
    ("2025-07-24/2025-07-23", "the interval ends before it begins"),
    ("2025/2024-12", "the interval ends before it begins"),
    ("2025/2026/2027", "an interval has two ends, not more"),
    ("/", "an interval needs a date at one end at least"),
    ("../..", "an interval needs a date at one end at least"),
    ("2025-07-23T10:00:00/2025-07-24", "'T' does not belong in a date"),
    ("2025-07T10:00:00", "a time of day needs a whole day before it"),
    ("2025-07-23?T10:00:00", "a time of day needs a whole day before it"),
    ("2025-07-23T10:00", "'10:00' is not a time of day"),
    ("2025-07-23T24:00:00", "hour 24 does not exist"),
    ("2025-07-23T10:60:00", "minute 60 does not exist"),
    ("2025-07-23T10:00:60", "second 60 does not exist"),
    ("2025-07-23T10:00:00 Z", "' Z' is not a time zone"),
    ("2025-07-23T10:00:00+3", "'+3' is not a time zone"),
    ("2025-07-23T10:00:00+24:00", "a distance of +24:00 from UTC does not exist"),
    ("2025-07-23T10:00:00-00:00", "-00:00 is not a time zone"),
    ("[1667", "[ is not closed by ]"),
    ("[1667}", "[ is not closed by ]"),
    ("[]", "a member of the set is missing"),
    ("[1667,]", "a member of the set is missing"),
    ("[1667, 1668]", "' ' does not belong in a date"),
    ("[..]", "two dots need a date beside them"),
    ("[1984..,1990]", "only the last member can have no end"),
    ("[1984,..1990]", "only the first member can have no beginning"),
    ("[1672..1670]", "the range ends before it begins"),
    ("[1670..1672-05]", "the ends of 1670..1672-05 are not equally exact"),
    ("[1670/1672]", "'/' does not belong in a date"),
    ("XXXX-XX-25", "it stands for more than 20,000 separate stretches of days"),
    ("[XXXX-12-24,XXXX-12-20,XXXX-12-10]", "it stands for more than 20,000 separate stretches of days"),
    ("Y1XXXXX5", "it stands for too many separate years"),
    ("1" * 201, "it is longer than 200 characters"),
]


@pytest.mark.parametrize(("text", "problem"), FAULTS)
def test_a_text_that_is_no_date_is_refused_with_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(ValueSyntaxError) as caught:
        parse_edtf(text)
    assert caught.value.type_name == "date"
    assert problem in caught.value.problem


HINTS = [
    ("21 July 2025", "write 2025-07-21"),
    ("Monday, 21st of July, 2025", "write 2025-07-21"),
    ("July 21, 2025", "write 2025-07-21"),
    ("2025 Jul 21", "write 2025-07-21"),
    ("21.07.2025", "write 2025-07-21"),
    ("22/07/2025", "write 2025-07-22"),
    ("07/22/2025", "write 2025-07-22"),
    ("05/05/2025", "write 2025-05-05"),
    ("05/06/2025", "write 2025-06-05 or 2025-05-06, whichever is meant"),
    ("21/07/25", "write 2025-07-21 or 1925-07-21, whichever is meant"),
    ("2025-7-2", "write 2025-07-02"),
    ("2025/07/02", "write 2025-07-02"),
    ("20250721", "write 2025-07-21"),
    ("2025-7", "write 2025-07 or 2025/2027, whichever is meant"),
    ("July 2025", "write 2025-07"),
    ("in July 2025", "write 2025-07"),
    ("summer 2025", "write 2025-22"),
    ("Q3 2025", "write 2025-35"),
    ("about 21 July 2025", "write 2025-07-21~"),
    ("21 July 2025 at 10:30", "write 2025-07-21T10:30:00"),
    ("21–24 July 2025", "write 2025-07-21/2025-07-24"),
    ("from 30 July to 2 August 2025", "write 2025-07-30/2025-08-02"),
    ("2025-7-21/2025-7-24", "write 2025-07-21/2025-07-24"),
    ("2024-2025", "write 2024/2025"),
    ("23 or 24 July 2025", "write [2025-07-23,2025-07-24]"),
    ("21 July", "add the year: YYYY-07-21"),
    ("July", "add the year: YYYY-07"),
    ("31.02.2025", "write YYYY-MM-DD, and a day that the calendar has"),
    ("31 June 2025", "write YYYY-MM-DD, and a day that the calendar has"),
    ("today", "write the date itself, such as 2025-07-21"),
    ("next week", "write the date itself, such as 2025-07-21"),
    ("some time", "write a date such as 2025-07-23"),
]


@pytest.mark.parametrize(("text", "hint"), HINTS)
def test_a_date_as_people_write_it_is_answered_with_how_to_write_it_here(text: str, hint: str) -> None:
    with pytest.raises(ValueSyntaxError) as caught:
        parse_edtf(text)
    assert caught.value.hint == hint


@pytest.mark.parametrize("text", ["9" * 150, "2025-" + "1" * 150, "9" * 5000])
def test_a_refusal_of_many_digits_is_short(text: str) -> None:
    with pytest.raises(ValueSyntaxError) as caught:
        parse_edtf(text)
    assert max(map(len, f"{caught.value} {caught.value.hint}".split())) <= 65


@given(st.text(alphabet="0123456789 -–./,:?~TXjulytodaymQ", max_size=30))
def test_what_is_to_be_written_instead_is_a_date(text: str) -> None:
    try:
        parse_edtf(text)
    except ValueSyntaxError as error:
        for advised in re.findall(r"write ([0-9\[]\S*)$", error.hint):
            assert parse_edtf(advised).text == advised


@pytest.mark.parametrize("text", ["[2025-03-01]", "[2025-03-01..2025-03-01]", "[2025-03-01,2025-03-01]"])
def test_a_choice_of_one_day_is_that_day(text: str) -> None:
    day = parse_edtf("2025-03-01")
    assert (parse_edtf(text), parse_edtf(text).key) == (day, day.key)
    assert parse_edtf("[2025-03-01?]") == parse_edtf("2025-03-01?")
    assert parse_edtf("[2025-03]") == parse_edtf("2025-03")


def test_a_refusal_does_not_repeat_a_long_text() -> None:
    with pytest.raises(ValueSyntaxError) as caught:
        parse_edtf("[" + "2025-07-23," * 100_000)
    assert len(caught.value.message) < 200


ENGLISH = [
    ("2025-07-23", "23 July 2025"),
    ("2025-07", "July 2025"),
    ("2025", "2025"),
    ("2025-05~", "about May 2025"),
    ("2025-05?", "May 2025 (uncertain)"),
    ("2025-05%", "about May 2025 (uncertain)"),
    ("2025-07-24/2025-07-25", "24–25 July 2025"),
    ("2025-07-30/2025-08-02", "30 July – 2 August 2025"),
    ("2024-12-30/2025-01-02", "30 December 2024 – 2 January 2025"),
    ("2025-05-16/2025-05-16", "16 May 2025"),
    ("2004-06/2004-08", "June–August 2004"),
    ("2004-06/2006-08", "June 2004 – August 2006"),
    ("1964/2008", "1964–2008"),
    ("2004-02-01/2005-02", "from 1 February 2004 to February 2005"),
    ("2004-06-~01/2004-06-~20", "from about 1 June 2004 to about 20 June 2004"),
    ("2025-07-19/..", "from 19 July 2025 on"),
    ("2025-07-19/", "from 19 July 2025, end unknown"),
    ("../2025-07-19", "until 19 July 2025"),
    ("/2025-07-19", "until 19 July 2025, beginning unknown"),
    ("[2025-07-23..2025-07-24]", "23 or 24 July 2025"),
    ("[2025-07-23,2025-07-24]", "23 or 24 July 2025"),
    ("[2025-07-31..2025-08-01]", "31 July or 1 August 2025"),
    ("[2025-07-21..2025-07-27]", "between 21 and 27 July 2025"),
    ("[2025-07-23,2025-07-25]", "23 or 25 July 2025"),
    ("[2025-07-21,2025-07-23..2025-07-25]", "21 or 23 to 25 July 2025"),
    ("[2025-05-16,2026-05-16]", "16 May 2025 or 16 May 2026"),
    ("[2025-07-23]", "23 July 2025"),
    ("[2025-07-19..]", "19 July 2025 or later"),
    ("[..1984]", "1984 or earlier"),
    ("[1670..1672]", "one year from 1670 to 1672"),
    ("[2025-05..2025-07]", "one month from May 2025 to July 2025"),
    ("[1667,1668,1670..1672]", "1667, 1668 or 1670 to 1672"),
    ("{2025-05-16,2025-06-02}", "16 May and 2 June 2025"),
    ("{2025-07-23..2025-07-25}", "23–25 July 2025"),
    ("{1960,1961-12}", "1960 and December 1961"),
    ("{..1984}", "1984 and all before"),
    ("2025-07-23T21:07:00+03:00", "23 July 2025, 21:07 (UTC+3)"),
    ("2025-07-23T21:07:30-04:30", "23 July 2025, 21:07:30 (UTC-4:30)"),
    ("2025-07-23T21:07:00Z", "23 July 2025, 21:07 (UTC)"),
    ("2025-07-23T21:07:00", "23 July 2025, 21:07"),
    ("2025-22", "summer 2025"),
    ("2025-24", "winter 2025–2026"),
    ("2025-30", "summer 2025–2026 (southern hemisphere)"),
    ("2025-34", "second quarter of 2025"),
    ("2025-38", "middle four months of 2025"),
    ("2025-39", "last four months of 2025"),
    ("2025-41", "second half of 2025"),
    ("198X", "the 1980s"),
    ("18XX", "the years 1800 to 1899"),
    ("10XX", "the years 1000 to 1099"),
    ("20XX", "the years 2000 to 2099"),
    ("1XXX", "the 2nd millennium"),
    ("XXXX", "some year"),
    ("1950S2", "a year from 1900 to 1999, perhaps 1950"),
    ("156X-12-25", "25 December in the 1560s"),
    ("1984-1X", "October, November or December 1984"),
    ("2004-06-1X", "one day of 10 to 19 June 2004"),
    ("2004-XX-25", "day 25 of some month of 2004"),
    ("1985-04-XX", "some day of April 1985"),
    ("1985-XX-XX", "some day of 1985"),
    ("Y170000002", "170,000,002"),
    ("-0043-03-15", "15 March 44 BC"),
    ("0000", "1 BC"),
]


@pytest.mark.parametrize(("text", "english"), ENGLISH)
def test_a_date_is_said_in_short_english(text: str, english: str) -> None:
    assert show_edtf(parse_edtf(text)) == english


SAME = [
    ("2025-07-23", " 2025-07-23\n"),
    ("2004?-06-11", "?2004-06-11"),
    ("2004-06-11~", "~2004-~06-~11"),
    ("2004-06~-11", "~2004-~06-11"),
    ("2025-07-23T10:00:00-04", "2025-07-23T10:00:00-04:00"),
    ("2025-07-23T10:00:00Z", "2025-07-23T10:00:00+00:00"),
    ("[2025-07-23,2025-07-24]", "[2025-07-23..2025-07-24]"),
    ("{2025-07-23,2025-07-24}", "2025-07-23/2025-07-24"),
    ("Y17E4", "Y170000"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_values_that_mean_the_same_are_equal_however_written(one: str, other: str) -> None:
    assert parse_edtf(one) == parse_edtf(other)
    assert hash(parse_edtf(one)) == hash(parse_edtf(other))


DIFFERENT = [
    ("2025-07-23/2025-07-24", "[2025-07-23..2025-07-24]"),
    ("2025-07-23/2025-07-24", "2025-07-24/2025-07-25"),
    ("2025-07-23/..", "2025-07-23/"),
    ("2025-07", "2025-07?"),
    ("2025-07~", "2025-07%"),
    ("2025-07-23", "2025-07-23T10:00:00"),
    ("2025-07-23T10:00:00", "2025-07-23T10:00:00Z"),
    ("2025-07-23T10:00:00Z", "2025-07-23T10:00:01Z"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_values_that_differ_in_meaning_are_not_equal(one: str, other: str) -> None:
    assert parse_edtf(one) != parse_edtf(other)


def test_a_time_of_day_keeps_its_distance_from_utc() -> None:
    cases = [("", None), ("Z", 0), ("-04", -240), ("+04:30", 270)]
    values = [parse_edtf(f"1985-04-12T23:20:30{zone}") for zone, _ in cases]
    assert [(value.time, value.offset_minutes) for value in values] == [
        ("23:20:30", offset) for _, offset in cases
    ]


def test_qualifiers_are_told_apart() -> None:
    texts = ["1984", "1984?", "1984~", "1984%", "?2004-06-~11", "2004?/2005", "[1984,1985~]"]
    flags = [(value.uncertain, value.approximate) for value in map(parse_edtf, texts)]
    assert flags == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
        (True, True),
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("text", ["2025-07-23", "2025-07~", "[..1984]", "2025-07-23T10:00:00Z"])
def test_a_value_cannot_be_changed(text: str) -> None:
    value = parse_edtf(text)
    with pytest.raises(AttributeError):
        value.kind = "choice"
    with pytest.raises(AttributeError):
        del value.spans


@pytest.mark.parametrize("text", ["2025-07-23", "2025-07~", "{1960,1961-12}"])
def test_a_value_survives_copying_and_pickling(text: str) -> None:
    value = parse_edtf(text)
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value


def test_a_plain_text_and_a_padded_one_keep_the_words_as_written() -> None:
    assert parse_edtf(" 2004?-06-11 ").text == "2004?-06-11"


@given(st.dates())
def test_numbering_days_agrees_with_the_standard_library(day: date) -> None:
    ordinal = day_ordinal(day.year, day.month, day.day)
    assert ordinal == day.toordinal()
    assert civil(ordinal) == (day.year, day.month, day.day)
    assert iso_day(ordinal) == day.isoformat()
    assert parse_edtf(day.isoformat()).spans == ((ordinal, ordinal),)


@given(st.integers(-(10**15), 10**15), st.integers(0, 400))
def test_day_numbers_repeat_every_400_years_without_limit(era: int, year: int) -> None:
    assert civil(day_ordinal(year + 400 * era, 3, 1)) == (year + 400 * era, 3, 1)
    assert day_ordinal(year + 400 * era, 3, 1) - day_ordinal(year, 3, 1) == 146_097 * era


def test_every_day_of_a_cycle_has_a_number_of_its_own() -> None:
    first = date(2000, 1, 1).toordinal()
    shifted = -146_097 * 10
    expected = [(date(2000, 1, 1) + timedelta(days=number)) for number in range(0, 146_097, 7)]
    found = [civil(first + shifted + number) for number in range(0, 146_097, 7)]
    assert found == [(day.year - 4000, day.month, day.day) for day in expected]


def test_an_open_end_is_written_as_dots() -> None:
    assert (iso_day(INFINITY), iso_day(-INFINITY)) == ("..", "..")


marks = st.sampled_from(["", "", "?", "~", "%"])
numbers = st.integers(0, 9999).map("{:04d}".format)
years = (
    numbers
    | st.from_regex(r"-?[0-9X]{4}", fullmatch=True)
    | st.from_regex(r"Y-?[1-9][0-9]{4,12}(S[1-5])?", fullmatch=True)
    | st.from_regex(r"Y-?[1-9][0-9]{0,4}E[1-9](S[1-2])?", fullmatch=True)
    | st.from_regex(r"-?[1-9][0-9]{3}S[1-4]", fullmatch=True)
)
months = st.from_regex(r"0[1-9]|1[0-2]|2[1-9]|3[0-9]|4[01]|XX|[01]X|X[0-9]", fullmatch=True)
days_of_month = st.from_regex(r"0[1-9]|[12][0-9]|3[01]|XX|[0-3]X|X[0-9]", fullmatch=True)


@st.composite
def moments(draw: st.DrawFn) -> str:
    parts = [draw(years)]
    if draw(st.booleans()) and "Y" not in parts[0] and "S" not in parts[0]:
        parts.append(draw(months))
        if draw(st.booleans()):
            parts.append(draw(days_of_month))
    return "-".join(draw(marks) + part + draw(marks) for part in parts)


@st.composite
def plain_moments(draw: st.DrawFn) -> str:
    return draw(st.dates()).isoformat()[: draw(st.sampled_from([4, 7, 10]))] + draw(marks)


clocks = st.times().map(lambda time: time.isoformat("seconds"))
zones = st.sampled_from(["", "Z", "-04", "+04:30", "+00:00"])
instants = st.builds("{}T{}{}".format, st.dates().map(str), clocks, zones)
ends = plain_moments() | moments() | st.sampled_from(["", ".."])
intervals = st.builds("{}/{}".format, ends, ends)
members = plain_moments() | moments() | st.builds("{}..{}".format, st.dates().map(str), st.dates().map(str))
lists = st.lists(members, min_size=1, max_size=4).map(",".join)
sets = st.builds("{}{}{}{}".format, st.sampled_from(["", ".."]), plain_moments(), st.just(","), lists)
texts = (
    moments()
    | instants
    | intervals
    | st.one_of(lists, sets).flatmap(lambda inside: st.sampled_from([f"[{inside}]", f"{{{inside}}}"]))
)


@given(texts)
def test_printing_and_reading_a_date_returns_it(text: str) -> None:
    try:
        value = parse_edtf(text)
    except ValueSyntaxError:
        # Not every made-up text is a date: ends may stand in the wrong order, days may not exist.
        return
    assert parse_edtf(str(value)) == value
    assert str(parse_edtf(str(value))) == str(value)
    assert show_edtf(value)


@given(texts)
def test_spans_are_sorted_and_apart_and_hold_what_is_certain(text: str) -> None:
    try:
        value = parse_edtf(text)
    except ValueSyntaxError:
        return
    assert value.spans
    for spans in (value.spans, value.core):
        assert all(first <= last for first, last in spans)
        assert all(one[1] + 1 < next_one[0] for one, next_one in pairwise(spans))
    assert all(any(a <= first and last <= b for a, b in value.spans) for first, last in value.core)


@given(st.dates(), st.dates(), st.sampled_from(["{0}", "{0}/{1}", "[{0}..{1}]"]))
def test_the_short_way_to_a_value_gives_what_the_long_way_gives(one: date, other: date, pattern: str) -> None:
    text = pattern.format(min(one, other), max(one, other))
    # A space before the text keeps it from the short way.
    short, long = parse_edtf(text), parse_edtf(f" {text}")
    assert (short, str(short)) == (long, str(long))


@given(plain_moments(), plain_moments())
def test_an_interval_is_read_unless_it_ends_before_it_begins(start: str, end: str) -> None:
    plain_start, plain_end = parse_edtf(start.rstrip("?~%")), parse_edtf(end.rstrip("?~%"))
    if plain_end.latest < plain_start.earliest:
        with pytest.raises(ValueSyntaxError, match="ends before it begins"):
            parse_edtf(f"{start}/{end}")
    else:
        value = parse_edtf(f"{start}/{end}")
        assert (value.earliest, value.latest) == (parse_edtf(start).earliest, parse_edtf(end).latest)


@given(st.text() | st.text("0123456789XYTEZS-:+/.,[]{}?~% ", max_size=40))
def test_any_text_is_a_date_or_a_syntax_error(text: str) -> None:
    with suppress(ValueSyntaxError):
        assert str(parse_edtf(text))
