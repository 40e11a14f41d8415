"""Which days a written date leaves possible.

Seasons follow the meteorological convention of whole months: spring is March to May in the north. The
standard leaves 21-24 "independent of location"; here they are read as northern, as 25-28 are; 29-32 are
southern. Since the standard counts winter as the last season of a year, a season that spans New Year begins
in December of the year that it is named by: 2024-24 is December 2024 to February 2025. Quarters,
quadrimesters and semesters divide the calendar year.

An approximate date is widened on either side by one unit of what is approximate: a day, a month, a season of
its own length, a year, ten years for 198X. The idea is that of python-edtf's fuzzy bounds (`lower_fuzzy`,
`upper_fuzzy`). Unlike there, the widths of year, month and day do not add up, `?` does not widen, `%` widens
as `~` does, and whole months stay whole: a month after 28 February is 31 March. An approximate part that is
followed by an approximate one leaves the width to it: in `2004-06~-11` the month counts, in `2004-06-11~` the
day.
"""

from collections.abc import Iterator

from talkscli.values.edtf_calendar import (
    Span,
    day_ordinal,
    days_in_month,
    is_leap,
    merge_spans,
    shift_months,
)
from talkscli.values.edtf_moment import APPROXIMATE, Fault, Moment, list_fitting

MAX_SPANS = 20_000

SEASONS = {
    **{21 + 4 * block + place: (3 + 3 * place, 3) for block in (0, 1) for place in range(4)},
    29: (9, 3),
    30: (12, 3),
    31: (3, 3),
    32: (6, 3),
    **{33 + place: (1 + 3 * place, 3) for place in range(4)},
    **{37 + place: (1 + 4 * place, 4) for place in range(3)},
    **{40 + place: (1 + 6 * place, 6) for place in range(2)},
}
"""By a season's number: its first month, and how many months it lasts."""


def find_spans(moment: Moment) -> tuple[Span, ...]:
    """Find the days that a date leaves possible as written, nothing added for approximation."""
    precision = moment.precision
    if precision == "year":
        return merge_spans(
            (day_ordinal(first, 1, 1), day_ordinal(last, 12, 31)) for first, last in moment.years
        )
    if not moment.masked and precision != "season":
        year, month = moment.years[0][0], int(moment.month)
        if moment.day:
            day = day_ordinal(year, month, int(moment.day))
            return ((day, day),)
        return ((day_ordinal(year, month, 1), day_ordinal(year, month, days_in_month(year, month))),)
    if moment.month == "XX" and moment.day in ("", "XX"):
        return merge_spans(
            (day_ordinal(first, 1, 1), day_ordinal(last, 12, 31)) for first, last in moment.years
        )
    spans = merge_spans(_list_season(moment) if precision == "season" else _list_masked(moment))
    if not spans:
        raise Fault("no day fits it")
    return spans


def widen_spans(spans: tuple[Span, ...], moment: Moment) -> tuple[Span, ...]:
    """Add what the date's approximation leaves possible besides."""
    marks = moment.marks
    for place, mark in enumerate(marks):
        if not mark & APPROXIMATE or (place + 1 < len(marks) and marks[place + 1] & APPROXIMATE):
            continue
        if place == 2:
            spans = merge_spans((first - 1, last + 1) for first, last in spans)
            continue
        months = 12 * moment.unit
        if place == 1:
            months = SEASONS[int(moment.month)][1] if moment.precision == "season" else 1
        spans = merge_spans(
            (shift_months(first, -months), shift_months(last, months, keep_end=True)) for first, last in spans
        )
    return spans


def refuse_too_many(count: int) -> None:
    """Refuse what would take too much memory, before it does."""
    if count > MAX_SPANS:
        raise Fault(
            f"it stands for more than {MAX_SPANS:,} separate stretches of days", "say it more exactly"
        )


def _list_years(moment: Moment) -> Iterator[int]:
    # Ten thousand at most: only years of four digits have months.
    for first, last in moment.years:
        yield from range(first, last + 1)


def _list_season(moment: Moment) -> Iterator[Span]:
    month, length = SEASONS[int(moment.month)]
    beyond_year, last_month = divmod(month + length - 2, 12)
    last_month += 1
    for year in _list_years(moment):
        last_year = year + beyond_year
        last_day = days_in_month(last_year, last_month)
        yield day_ordinal(year, month, 1), day_ordinal(last_year, last_month, last_day)


def _list_masked(moment: Moment) -> list[Span]:
    """Lay the days of one year, which has one of two shapes, over each year that fits."""
    shapes = [_shape_year(moment, 2001), _shape_year(moment, 2000)]
    spans: list[Span] = []
    for year in _list_years(moment):
        first_day = day_ordinal(year, 1, 1)
        spans.extend((first_day + first, first_day + last) for first, last in shapes[is_leap(year)])
        refuse_too_many(len(spans))
    return spans


def _shape_year(moment: Moment, year: int) -> tuple[Span, ...]:
    origin = day_ordinal(year, 1, 1)
    days = list_fitting(moment.day or "XX", 31)
    found: list[Span] = []
    for month in list_fitting(moment.month, 12):
        length = days_in_month(year, month)
        start = day_ordinal(year, month, 1) - origin - 1
        found.extend((start + day, start + day) for day in days if day <= length)
    return merge_spans(found)
