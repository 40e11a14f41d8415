"""Times of one day, drawn on its hours."""

from typing import TYPE_CHECKING

from talkscli.reports.blocks import Span, Strip, StripRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.values.edtf import DateValue

HOURS = 24
FEWEST = 5
"""So many hours are drawn at least."""


def draw_hours(values: "Sequence[tuple[str, DateValue, str]]") -> Strip | None:
    """Draw dates on the hours of one day; None where they are not all of it, or give no two times.

    Times are drawn by their own clocks, unless these name different zones: then by that of UTC, if it is one
    day by that too.

    Args:
        values: Of each a label before it, the date, and its words.
    """
    days = {bound for _, value, _ in values for span in value.spans for bound in span}
    timed = [value for _, value, _ in values if value.time is not None]
    if len(days) != 1 or len({value.time for value in timed}) < 2:
        return None
    zones = {value.offset_minutes for value in timed}
    if len(zones) > 1 and None in zones:
        return None
    hours = [_find_hour(value, by_utc=len(zones) > 1) for value in timed]
    if min(hours) < 0 or max(hours) >= HOURS:
        return None
    first, last = max(min(hours) - 1, 0), min(max(hours) + 1, HOURS - 1)
    while last - first + 1 < FEWEST:
        first, last = max(first - 1, 0), min(last + 1, HOURS - 1)
    rows = []
    for prefix, value, words in values:
        if value.time is None:
            marks = "~" * (last - first + 1)
        else:
            hour = _find_hour(value, by_utc=len(zones) > 1)
            marks = "".join("#" if one == hour else "." for one in range(first, last + 1))
        rows.append(StripRow([Span(prefix, "dim"), Span(words, "value")], marks))
    zone = "hours, UTC" if len(zones) > 1 else "hours"
    return Strip([(zone, str(one)) for one in range(first, last + 1)], rows, indent=2, unit=(1, "hour"))


def _find_hour(value: "DateValue", *, by_utc: bool) -> int:
    hour, minute = (int(part) for part in (value.time or "0:0").split(":")[:2])
    minutes = 60 * hour + minute - ((value.offset_minutes or 0) if by_utc else 0)
    return minutes // 60
