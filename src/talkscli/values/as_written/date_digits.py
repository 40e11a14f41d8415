"""Dates of digits alone: `3.5.2025`, `2025-05-00`, `05/06/2025` with both its meanings."""

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta

from talkscli.values.edtf_calendar import days_in_month

DMY, MDY, YMD = "dmy", "mdy", "ymd"
ORDERS = (DMY, MDY, YMD)
"""In which order a table writes day, month and year in numbers."""


class Day:
    """A year, or a month or a day of one; what is missing is 0."""

    __slots__ = ("day", "month", "year")

    def __init__(self, year: int, month: int = 0, day: int = 0) -> None:
        self.year = year
        self.month = month
        self.day = day

    @property
    def is_real(self) -> bool:
        """Whether the calendar has it."""
        if self.year > MAXYEAR:
            return False
        if not self.month:
            return not self.day
        return 1 <= self.month <= 12 and self.day <= days_in_month(self.year or 2000, self.month)

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year else "YYYY"
        return year + (f"-{self.month:02d}" if self.month else "") + (f"-{self.day:02d}" if self.day else "")

    def shift(self, step: int) -> "Day":
        """Return the day, month or year after it, or before.

        Raises:
            OverflowError: it lies before year 1, or after 9999.
        """
        if self.day:
            moved = date(self.year, self.month, self.day) + timedelta(days=step)
            return Day(moved.year, moved.month, moved.day)
        if self.month:
            number = self.year * 12 + self.month - 1 + step
            moved_to = Day(number // 12, number % 12 + 1)
        else:
            moved_to = Day(self.year + step)
        if not MINYEAR <= moved_to.year <= MAXYEAR:
            raise OverflowError
        return moved_to


_ZEROS = re.compile(r"\+?([0-9]{4})-([0-9]{2})-00(?:t00:00:00z?)?")
_YEAR_FIRST = re.compile(r"\+?([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\.?(?:t00:00:00z)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})\.?")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})")
_SHORT_YEARS = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})")
_DOTTED_ENDS = re.compile(r"([0-9]{1,2})\.(?:([0-9]{1,2})\.)? ?- ?([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_YEARS = re.compile(r"([0-9]{4}) ?[-/] ?([0-9]{4})")
_RUN_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WEEK = re.compile(r"([0-9]{4})-?w([0-9]{2})")
_SPREADSHEET = range(20_000, 60_000)
_SPREADSHEET_START = date(1899, 12, 30)


def read_numeric(words: str, order: str, near: date | None) -> Iterator[str]:
    """Read dates of digits alone."""
    if form := _ZEROS.fullmatch(words):
        day = Day(int(form[1]), int(form[2]))
        if day.is_real:
            yield str(day)
    elif form := _YEAR_FIRST.fullmatch(words):
        yield from _real(Day(int(form[1]), int(form[3]), int(form[4])))
    elif form := _RUN_TOGETHER.fullmatch(words):
        yield from _real(Day(*map(int, form.groups())))
    elif form := _YEAR_LAST.fullmatch(words):
        yield from _read_year_last(form, order, near)
    elif form := _DOTTED_ENDS.fullmatch(words):
        start = Day(int(form[5]), int(form[2] or form[4]), int(form[1]))
        end = Day(int(form[5]), int(form[4]), int(form[3]))
        if start.is_real and end.is_real and str(start) < str(end):
            yield f"{start}/{end}"
    elif form := _MONTH_FIRST.fullmatch(words):
        yield from _real(Day(int(form[2]), int(form[1])))
    elif form := _YEARS.fullmatch(words):
        if form[1] < form[2]:
            yield f"{form[1]}/{form[2]}"
    elif form := _SHORT_YEARS.fullmatch(words):
        # 1846-7 is a month to some, two years to others, and one of two years to a third.
        yield from _real(Day(int(form[1]), int(form[3])))
        last = f"{form[1][: -len(form[3])]}{form[3]}"
        if form[1] < last:
            yield f"{form[1]}/{last}"
            if int(last) == int(form[1]) + 1:
                yield f"[{form[1]},{last}]"
    elif form := _WEEK.fullmatch(words):
        year, week = int(form[1]), int(form[2])
        if year and 1 <= week <= date(year, 12, 28).isocalendar().week:
            monday = date.fromisocalendar(year, week, 1)
            yield f"[{monday}..{monday + timedelta(days=6)}]"
    elif words.isdecimal() and len(words) == 5 and int(words) in _SPREADSHEET:
        yield str(_SPREADSHEET_START + timedelta(days=int(words)))
        yield f"Y{words}"


def _read_year_last(form: re.Match[str], order: str, near: date | None) -> Iterator[str]:
    first, sign, second, last = int(form[1]), form[2], int(form[3]), form[4]
    years = [int(last)] if len(last) == 4 else guess_centuries(int(last), near)
    # Where full stops part the numbers, the day comes first in every country that writes so.
    orders = [order] if order else [DMY] if sign == "." else [DMY, MDY]
    for year in years:
        for way in orders:
            if way == YMD and len(last) == 2:
                for century in guess_centuries(first, near):
                    yield from _real(Day(century, second, int(last)))
            elif way != YMD:
                yield from _real(Day(year, *((second, first) if way == DMY else (first, second))))


def guess_centuries(year: int, near: date | None) -> list[int]:
    """Return the years that two digits can mean: near a document's day the nearest one, else two."""
    if near is None:
        return [2000 + year, 1900 + year]
    base = near.year - near.year % 100
    return [min((base - 100 + year, base + year, base + 100 + year), key=lambda one: abs(one - near.year))]


def _real(day: Day) -> Iterator[str]:
    if day.is_real:
        yield str(day)
