"""Dates: the days that a value leaves possible, and those that it asserts."""

from typing import TYPE_CHECKING

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
    del vocabulary
    from talkscli.values.edtf import show_edtf

    x, y = show_edtf(a), show_edtf(b)
    if a.spans == b.spans and a.core == b.core:
        return _compare_times(a, b, x, y)
    common = intersect(a.spans, b.spans)
    if not common:
        return Finding(CONTRADICTS, "none", f"{x} and {y} have no day in common.")
    if a.spans == b.spans:
        inner = LEFT if covers(a.core, b.core) else RIGHT
        more, less = (x, y) if inner == LEFT else (y, x)
        if a.kind in {"extent", "choice"} and b.kind in {"extent", "choice"}:
            return Finding(
                REFINES, "extent", f"{more} are all meant; {less} leaves open which of them.", inner=inner
            )
        return Finding(
            REFINES, "precision", f"{more} is stated for certain, {less} only as likely.", inner=inner
        )
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
        f"{x} and {y} share {show_days(common)} and differ beyond it.",
    )


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
    if _seconds(a) == _seconds(b):
        return Finding(SAME, "none", f"{x} and {y} are the same moment.")
    return Finding(CONTRADICTS, "none", f"{x} and {y} are different moments.")


def _seconds(value: "DateValue") -> int:
    hours, minutes, seconds = (value.time or "0:0:0").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) - 60 * (value.offset_minutes or 0)


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
    """Write days for people, at most three spans."""
    from talkscli.values.edtf import INFINITY, iso_day, parse_edtf, show_edtf

    shown = []
    for low, high in spans[:3]:
        first = "" if low <= -INFINITY else iso_day(low)
        last = "" if high >= INFINITY else iso_day(high)
        shown.append(
            show_edtf(parse_edtf(first if first == last and first else f"{first or '..'}/{last or '..'}"))
        )
    return ", ".join(shown) + (" and more" if len(spans) > 3 else "")
