"""Days as numbers: a proleptic Gregorian calendar without limits.

Day 1 is 0001-01-01, as in `datetime.date.toordinal`, but years may be negative, zero or huge.
Years are counted from March, so that the leap day comes last, and in eras of 400 years: the method
that Howard Hinnant describes in "chrono-compatible low-level date algorithms".
"""

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

Span = tuple[int, int]
"""A first and a last day, both of them in it."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

INFINITY = 2**62
"""Stands for "no end"; with a minus sign, for "no beginning"."""

_MARCH_TO_ORDINAL = 306
_BEFORE_MONTH = (0, 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275)
"""Days between 1 March and the first of a month, by the month's number."""

_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_ordinal(year: int, month: int, day: int) -> int:
    """Give a day its number; the day is taken to exist."""
    if month < 3:
        year -= 1
    return 365 * year + year // 4 - year // 100 + year // 400 + _BEFORE_MONTH[month] + day - _MARCH_TO_ORDINAL


def civil(ordinal: int) -> tuple[int, int, int]:
    """Turn a day's number back into year, month and day."""
    era, day_of_era = divmod(ordinal + _MARCH_TO_ORDINAL - 1, 146_097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month < 3), month, day


def is_leap(year: int) -> bool:
    """Tell whether a year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Count the days of a month."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month]


def iso_day(ordinal: int) -> str:
    """Write a day as YYYY-MM-DD, and an open end as two dots.

    A year of more than four digits gets the prefix Y; EDTF has no notation for a day of such a year.
    """
    if abs(ordinal) >= INFINITY:
        return ".."
    year, month, day = civil(ordinal)
    sign = "-" if year < 0 else ""
    prefix = "Y" if abs(year) > 9999 else ""
    return f"{prefix}{sign}{abs(year):04d}-{month:02d}-{day:02d}"


def shift_months(ordinal: int, months: int, *, keep_end: bool = False) -> int:
    """Move a day by whole months, to the month's last day if it would fall beyond.

    With `keep_end`, the last day of a month stays the last day: a month after 28 February is 31 March.
    """
    year, month, day = civil(ordinal)
    is_end = keep_end and day == days_in_month(year, month)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    length = days_in_month(year, month + 1)
    return day_ordinal(year, month + 1, length if is_end else min(day, length))


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort spans and join those that overlap or touch."""
    merged: list[Span] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            if last > merged[-1][1]:
                merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return tuple(merged)


_CYCLE = 4800
"""After so many months the calendar repeats itself."""

_starts: list[int] = []
"""The day on which each month of two cycles begins, counted from the first; filled when it is needed."""


def measure_months(months: Any) -> tuple[Any, Any]:
    """Return the least and the most days that so many months can be, from any month on.

    Of a part of a month it is that part of the days of the month.
    """
    whole = int(months)
    least, most = _measure_whole(whole)
    if whole == months:
        return least, most
    next_least, next_most = _measure_whole(whole + 1)
    part = months - whole
    return least + part * (next_least - least), most + part * (next_most - most)


def _measure_whole(months: int) -> tuple[int, int]:
    if not _starts:
        lengths = [days_in_month(2000 + month // 12, month % 12 + 1) for month in range(2 * _CYCLE)]
        _starts.extend(accumulate(lengths, initial=0))
    cycles, rest = divmod(months, _CYCLE)
    spans = [after - before for before, after in zip(_starts[:_CYCLE], _starts[rest:], strict=False)]
    return cycles * _starts[_CYCLE] + min(spans), cycles * _starts[_CYCLE] + max(spans)
