"""Dates: the days that a value leaves possible, and those that it asserts."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from talkscli.values.base import Span, ValueType
from talkscli.values.edtf import DateValue, parse_edtf
from talkscli.values.finding import CONTRADICTS, LEFT, OVERLAPS, REFINES, RIGHT, SAME, Finding
from talkscli.values.measures import find_around, find_inside
from talkscli.values.worst_pairs import Pair, Picked, Range, pick_on_line, pick_with_each

if TYPE_CHECKING:
    from talkscli.values.as_written import Style
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Vocabulary

Spans = tuple[Span, ...]

_MORE_THAN_NOUNS = ("from ", "until ", "between ", "one ")


class Dates(ValueType):
    """Days, exact or vague, in EDTF."""

    name = "date"
    notation = "a date: 2025-07-23, 2025-07, 2025-07-23/2025-07-24 for both, [2025-07-23,2025-07-24] for one"
    examples = "23 July, Tuesday, 23-24 July, mid-May, by Friday"
    has_days = True

    parse_text = staticmethod(parse_edtf)
    """Read EDTF."""

    def list_meanings(self, text: str, style: "Style") -> list[str]:
        """Read it as people write it."""
        from talkscli.values.as_written.dates import read_dates

        return read_dates(text, style.order, style.near)

    def show(self, value: DateValue, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write a date in short English: "23–24 July 2025"."""
        del vocabulary, unit
        return value.words

    def phrase(self, value: DateValue, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write a date for a sentence: what is more than a noun, such as "from 23 July 2025 on", in quotation
        marks.
        """  # noqa: D205
        del vocabulary, unit
        shown = value.words
        # The comma before a time of day parts nothing.
        if value.time is None and (
            shown.startswith(_MORE_THAN_NOUNS) or " and " in shown or " or " in shown or ", " in shown
        ):
            return f"“{shown}”"
        return shown

    def compare(self, a: DateValue, b: DateValue, question: "Question") -> Finding:
        """Compare the days that two dates leave possible: no common day contradicts, all of one inside the
        other refines, some common days overlap. An extent asserts all of its days, a choice or a vaguer date
        only that the day is among them.
        """  # noqa: D205
        x, y = (self.phrase(value, question.vocabulary) for value in (a, b))
        return compare_days(a, b, x, y)

    def pick_pairs(self, values: Sequence[DateValue], question: "Question") -> Picked:
        """Pick pairs by the bounds; dates with gaps or with a time of day meet each value."""
        del question
        simple, special = [], []
        for place, value in enumerate(values):
            if len(value.spans) == 1 and value.time is None:
                simple.append(Range(*value.spans[0], place))
            else:
                special.append(place)
        picked = pick_with_each(special, len(values))
        pairs = [*pick_on_line(simple), *_pick_uncertain(simple, values), *picked.pairs]
        return Picked(pairs, cut=picked.cut)

    def implies(
        self, claimed: DateValue, denied: DateValue, question: "Question", *, only: bool = False
    ) -> bool:
        """Return whether whatever satisfies the first date satisfies the second as well.

        Certain days are denied of the thing: who says that it is on them and on others says what is denied.
        """
        del question
        if denied.time is not None:
            if claimed.offset_minutes is not None and denied.offset_minutes is not None:
                return _moment(claimed) == _moment(denied)
            return claimed.key == denied.key
        is_one_day = claimed.spans[0][0] == claimed.spans[-1][1]
        meant = claimed.spans if is_one_day else claimed.core
        within = denied.core == denied.spans and not only
        return covers(meant, denied.core) and (within or covers(denied.spans, claimed.spans))

    def find_reach(self, asserted: Sequence[DateValue], question: "Question") -> Callable[[DateValue], bool]:
        """Look for an assertion that lies inside the bounds of what is denied, or about them."""
        del question
        bounds = [(value.spans[0][0], value.spans[-1][1]) for value in asserted]
        holds_one = find_inside(bounds)
        lies_in_one = find_around(bounds)

        def may_hit(denied: DateValue) -> bool:
            first, last = denied.spans[0][0], denied.spans[-1][1]
            # Clocks of other zones may call the same moment another day.
            return denied.time is not None or holds_one(first, last) or lies_in_one(first, last)

        return may_hit

    def place_denied(self, claimed: DateValue, denied: DateValue) -> str:
        """Say whether the days that are denied are some of those claimed, or all and more."""
        return "is part of that" if covers(claimed.spans, denied.spans) else "includes that"

    def goes_beyond(self, value: DateValue, limit: DateValue, finding: Finding, question: "Question") -> bool:
        """Return whether a date overlaps with another or asserts a day that lies outside it."""
        return super().goes_beyond(value, limit, finding, question) or not covers(limit.spans, value.core)

    def days(self, value: DateValue) -> tuple[Spans, Spans]:
        """Return the days that a date leaves possible and those that it asserts."""
        return value.spans, value.core

    def fits_cell(self, cell: Any) -> bool:
        """Return whether a cell may be a date; a year alone is rather a number, which tables hold more of."""
        text = str(cell)
        return not text.lstrip("-").isdigit() and self.can_parse(text)


TYPE = Dates()


def _pick_uncertain(ranges: list[Range], values: Sequence[DateValue]) -> list[Pair]:
    """Pick two dates of the same bounds that assert different days, if there are such."""

    def measure(one: Range) -> tuple[int, int, int]:
        return one.low, one.high, sum(last - first + 1 for first, last in values[one.place].core)

    for before, after in pairwise(sorted(ranges, key=measure)):
        if measure(before)[:2] == measure(after)[:2] and not covers(
            values[after.place].core, values[before.place].core
        ):
            return [(before.place, after.place)]
    return []


def compare_days(a: DateValue, b: DateValue, x: str, y: str) -> Finding:
    """Compare two dates, which a sentence names `x` and `y`."""
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


def _compare_certainty(a: DateValue, b: DateValue, x: str, y: str) -> Finding:
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


def _compare_times(a: DateValue, b: DateValue, x: str, y: str) -> Finding:
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


def _moment(value: DateValue) -> int:
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
    from talkscli.values.edtf import iso_day, show_edtf
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
