"""Dates: the days that a value leaves possible, and those that it asserts."""

from typing import TYPE_CHECKING

from talkscli.conflicts.show import name_value
from talkscli.conflicts.verdict import CONTRADICTS, LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.edtf import DateValue

Spans = tuple[tuple[int, int], ...]


def compare_dates(a: "DateValue", b: "DateValue", vocabulary: "Vocabulary") -> Finding:
    """Compare the days that two dates leave possible: no common day contradicts, all of one inside the other
    refines, some common days overlap. An extent asserts all of its days, a choice or a vaguer date only that
    the day is among them.
    """  # noqa: D205
    x, y = name_value(a, vocabulary), name_value(b, vocabulary)
    if a.offset_minutes is not None and b.offset_minutes is not None:
        if _moment(a) == _moment(b):
            return Finding(SAME, "none", f"Both give {x}." if x == y else f"{x} and {y} are the same moment.")
        return Finding(CONTRADICTS, "none", f"{x} and {y} are different moments.")
    if a.spans == b.spans and a.core == b.core:
        return _compare_times(a, b, x, y)
    common = intersect(a.spans, b.spans)
    if not common:
        return Finding(CONTRADICTS, "none", f"{x} and {y} have no day in common.")
    if a.spans == b.spans:
        return _compare_certainty(a, b, x, y)
    asserted = not covers(a.spans, b.core) or not covers(b.spans, a.core)
    if common in (a.spans, b.spans):
        inner = LEFT if common == a.spans else RIGHT
        small, large = (x, y) if inner == LEFT else (y, x)
        if asserted:
            return Finding(REFINES, "extent", f"{small} fits {large}, which names further days.", inner=inner)
        return Finding(REFINES, "precision", f"{small} fits {large}, which is less exact.", inner=inner)
    return Finding(
        OVERLAPS,
        "extent" if asserted else "precision",
        f"{x} and {y} share {show_days(common)} and differ beyond.",
    )


def _compare_certainty(a: "DateValue", b: "DateValue", x: str, y: str) -> Finding:
    """Compare two dates that leave the same days possible by the days that they assert."""
    if not covers(a.core, b.core) and not covers(b.core, a.core):
        return Finding(OVERLAPS, "extent", f"{x} and {y} have the same bounds, and each names other days.")
    inner = LEFT if covers(a.core, b.core) else RIGHT
    more, less, wider = (x, y, b) if inner == LEFT else (y, x, a)
    if wider.uncertain or a.spans[0][0] == a.spans[-1][1]:
        return Finding(REFINES, "precision", f"{more} is stated as certain, {less} is not.", inner=inner)
    if wider.kind == "extent":
        return Finding(REFINES, "extent", f"{more} names days that {less} leaves open.", inner=inner)
    return Finding(REFINES, "extent", f"{more} means all of these days, {less} one of them.", inner=inner)


def entails(claimed: "DateValue", denied: "DateValue") -> bool:
    """Return whether whatever satisfies the first date satisfies the second as well."""
    if denied.time is not None:
        if claimed.offset_minutes is not None and denied.offset_minutes is not None:
            return _moment(claimed) == _moment(denied)
        return claimed.key == denied.key
    is_one_day = claimed.spans[0][0] == claimed.spans[-1][1]
    meant = claimed.spans if is_one_day else claimed.core
    return covers(denied.spans, claimed.spans) and covers(meant, denied.core)


def asserts_outside(claimed: "DateValue", limit: "DateValue") -> bool:
    """Return whether a date asserts a day that lies outside another."""
    return not covers(limit.spans, claimed.core)


def _compare_times(a: "DateValue", b: "DateValue", x: str, y: str) -> Finding:
    if a.time == b.time and a.offset_minutes == b.offset_minutes:
        return Finding(SAME, "none", f"Both give {x}." if x == y else f"{x} and {y} are the same.")
    if a.time is None or b.time is None:
        inner = LEFT if b.time is None else RIGHT
        more, less = (x, y) if inner == LEFT else (y, x)
        return Finding(REFINES, "precision", f"{more} fits {less}, which gives no time.", inner=inner)
    if (a.offset_minutes is None) != (b.offset_minutes is None):
        # A clock of no known zone may stand in any, from 12 hours behind to 14 before UTC.
        inner = LEFT if b.offset_minutes is None else RIGHT
        ahead = (_moment(b) - _moment(a)) * (1 if inner == LEFT else -1)
        if -12 * 3600 <= ahead <= 14 * 3600:
            more, less = (x, y) if inner == LEFT else (y, x)
            why = f"{more} fits {less}, which gives no time zone."
            return Finding(REFINES, "precision", why, inner=inner)
    return Finding(CONTRADICTS, "none", f"{x} and {y} are different moments.")


def _moment(value: "DateValue") -> int:
    """Give the seconds up to a moment, by its own clock where it names no zone."""
    hours, minutes, seconds = (value.time or "0:0:0").split(":")
    clock = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    return value.spans[0][0] * 86400 + clock - 60 * (value.offset_minutes or 0)


def intersect(a: Spans, b: Spans) -> Spans:
    """Return the days that lie in both."""
    if len(a) == 1 and len(b) == 1:
        low, high = max(a[0][0], b[0][0]), min(a[0][1], b[0][1])
        return ((low, high),) if low <= high else ()
    common = []
    i = j = 0
    while i < len(a) and j < len(b):
        low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if low <= high:
            common.append((low, high))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(common)


def covers(outer: Spans, inner: Spans) -> bool:
    """Return whether every day of `inner` lies in `outer`."""
    return intersect(outer, inner) == inner


def show_days(spans: Spans) -> str:
    """Write days for people, at most three stretches of them."""
    from talkscli.values.edtf import iso_day, parse_edtf, show_edtf
    from talkscli.values.edtf_english import say_days

    ends = [(iso_day(low), iso_day(high)) for low, high in spans[:3]]
    tail = " and more" if len(spans) > 3 else ""
    if all(first[0] in "-0123456789" and last[0] in "-0123456789" for first, last in ends):
        return say_days(spans[:3]) + tail
    # An open end makes an interval, and EDTF has no notation for a day of a year beyond 9999.
    shown = [f"{_name_end(first)}/{_name_end(last)}" for first, last in ends]
    unit = "days" if any(".." in ends_of for ends_of in ends) else "years"
    return f"the {unit} " + " and ".join(show_edtf(parse_edtf(text)) for text in shown) + tail


def _name_end(day: str) -> str:
    return day[:-6] if day[0] == "Y" else day
