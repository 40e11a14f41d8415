"""Dates as sources give them: Extended Date/Time Format, levels 0, 1 and 2.

The notation is that of the Library of Congress, "Extended Date/Time Format (EDTF) Specification",
4 February 2019, a profile of ISO 8601-2:2019. Times of day stand on single dates only.

A value states which days are possible (`spans`) and which it asserts for certain (`core`):

- An interval with an open end (`2025-07-23/..`) goes on without end, and is asserted so. Where the end is
  unknown (`2025-07-23/`), any later end is possible, so the bounds are the same; for certain it is said
  only of its first day, and of no day where the first day is not known exactly.
- An uncertain (`?`) date has the bounds of a certain one and asserts no day. An interval with an uncertain
  end asserts none either; in braces only the uncertain member does not.
- What approximation (`~`) adds, and what a season is, says `edtf_spans`.
- The day of a date-time is the day as written: nothing is converted to UTC.
- The estimate in `1950S2` stays in the text; the meaning is 1900 to 1999.
"""

from talkscli.errors import ValueSyntaxError, cut
from talkscli.values.edtf_calendar import (
    INFINITY,
    MONTHS,
    Span,
    civil,
    day_ordinal,
    days_in_month,
    iso_day,
    merge_spans,
)
from talkscli.values.edtf_moment import APPROXIMATE, UNCERTAIN, Fault, Moment
from talkscli.values.edtf_spans import SEASONS, find_spans, refuse_too_many, widen_spans
from talkscli.values.edtf_syntax import Form, Instant, Interval, Listing, read_form

__all__ = ["INFINITY", "DateValue", "civil", "day_ordinal", "iso_day", "parse_edtf", "show_edtf"]

MAX_LENGTH = 200

_DAYS = {f"-{day:02d}": day for day in range(1, 32)}
_MONTHS: dict[str, Span] = {}
"""By YYYY-MM: the day before the month's first, and the month's length; filled as months are met."""
_SEEN: dict[str, "DateValue"] = {}
"""Values that took a closer look: stores repeat them, and they never change."""
_MOST_REMEMBERED = 4096


class _Fields:
    """The fields of a `DateValue` while it is made."""

    __slots__ = (
        "_canonical",
        "_words",
        "approximate",
        "core",
        "kind",
        "offset_minutes",
        "spans",
        "text",
        "time",
        "uncertain",
    )

    def __init__(
        self,
        text: str,
        kind: str,
        spans: tuple[Span, ...],
        core: tuple[Span, ...],
        uncertain: bool = False,
        approximate: bool = False,
        time: str | None = None,
        offset_minutes: int | None = None,
        canonical: str = "",
    ) -> None:
        self.text = text
        """The text as written, without the space around it."""
        self.kind = kind
        """`date` one day, `instant` a day and time, `period` some day within, `extent` all of its days,
        `choice` one of its members."""
        self.spans = spans
        """Every day that the value leaves possible: sorted stretches that neither overlap nor touch."""
        self.core = core
        """The days that it asserts for certain."""
        self.uncertain = uncertain
        self.approximate = approximate
        self.time = time
        """HH:MM:SS for an instant."""
        self.offset_minutes = offset_minutes
        """The distance of an instant's clock from UTC, if it is given."""
        self._canonical = canonical
        self._words = ""


class DateValue(_Fields):
    """A date with its vagueness, immutable; made by `parse_edtf`.

    Values are equal if they mean the same, however written. `==` does not ask whether two dates could be
    the same day: that is for the comparing of claims.
    """

    __slots__ = ()

    type = "date"

    @property
    def key(self) -> tuple[object, ...]:
        """Give what two dates share that are one answer, however written: the days, and the time if any."""
        return (self.spans, self.core, self.time, self.offset_minutes)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a DateValue does not change; parse_edtf makes another")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a DateValue does not change; parse_edtf makes another")

    @property
    def earliest(self) -> int:
        """Name the first possible day."""
        return self.spans[0][0]

    @property
    def latest(self) -> int:
        """Name the last possible day."""
        return self.spans[-1][1]

    @property
    def clock(self) -> int:
        """Return the minutes from midnight UTC of the day before to its time; -1 without a time.

        Without an offset it is the time of its own clock. A clock ahead of UTC may come to the day before.
        """
        if self.time is None:
            return -1
        hours, minutes = self.time.split(":")[:2]
        return 60 * (24 + int(hours)) + int(minutes) - (self.offset_minutes or 0)

    @property
    def words(self) -> str:
        """Say the date in short English; it is asked for again with each date that it is compared with."""
        if not self._words:
            object.__setattr__(self, "_words", show_edtf(self))
        return self._words

    def __str__(self) -> str:
        return self._canonical or self.text

    def __repr__(self) -> str:
        return f"parse_edtf({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateValue) and _meaning(self) == _meaning(other)

    def __hash__(self) -> int:
        return hash(_meaning(self))

    def __reduce__(self) -> tuple[object, ...]:
        return parse_edtf, (self.text,)


def _meaning(value: DateValue) -> tuple[object, ...]:
    return (
        value.kind,
        value.spans,
        value.core,
        value.uncertain,
        value.approximate,
        value.time,
        value.offset_minutes,
    )


def parse_edtf(text: str) -> DateValue:
    """Read a date.

    Raises:
        ValueSyntaxError: if it is not EDTF, or no such day exists.
    """
    # A plain day, two of them as an interval, and one of a range of days are nearly all that stores hold.
    day = _number_plain_day(text)
    if day is not None:
        spans = ((day, day),)
        return _seal(_Fields(text, "date", spans, spans))
    if len(text) == 21 and text[10] == "/":
        first, last = _number_plain_day(text[:10]), _number_plain_day(text[11:])
        if first is not None and last is not None and first <= last:
            spans = ((first, last),)
            return _seal(_Fields(text, "extent", spans, spans))
    elif len(text) == 24 and text[0] == "[" and text[11:13] == ".." and text[23] == "]":
        first, last = _number_plain_day(text[1:11]), _number_plain_day(text[13:23])
        if first is not None and last is not None and first <= last:
            spans = ((first, last),)
            if first == last:
                return _seal(_Fields(text, "date", spans, spans))
            return _seal(_Fields(text, "choice", spans, ()))
    seen = _SEEN.get(text)
    if seen is not None:
        return seen
    if len(text) > MAX_LENGTH:
        problem = f"it is longer than {MAX_LENGTH} characters"
        raise ValueSyntaxError(text, "date", problem, hint="write a date such as 2025-07-23")
    stripped = text.strip()
    try:
        value = _seal(_weigh(stripped, read_form(stripped)))
    except Fault as fault:
        from talkscli.values.as_written.dates import suggest_date

        usual = suggest_date(stripped)
        # Of a date in words the first letter is not what is wrong.
        in_words = usual and any(char in "./" or char.islower() for char in stripped)
        problem = "it is not written as EDTF" if in_words else fault.problem
        problem, hint = (" ".join(map(cut, said.split(" "))) for said in (problem, usual or fault.hint))
        raise ValueSyntaxError(text, "date", problem, hint=hint) from None
    if len(value.spans) < 10 and len(_SEEN) < _MOST_REMEMBERED:
        _SEEN[text] = value
    return value


def show_edtf(value: DateValue) -> str:
    """Say a date in short English, for people."""
    if words := _say_plain_days(value):
        return words
    from talkscli.values.edtf_english import say_form

    return say_form(read_form(value.text), value.spans)


def _say_plain_days(value: DateValue) -> str:
    """Say a day, or days of one month, as `edtf_english` would; nothing for what takes a closer look."""
    text = value.text
    if value._canonical:  # noqa: SLF001 - it is empty where `parse_edtf` saw nothing but plain days
        return ""
    first = last = text
    if len(text) > 10:
        first, last = (text[:10], text[11:]) if text[10] == "/" else (text[1:11], text[13:23])
        if first[:7] != last[:7]:
            return ""
    year = int(first[:4])
    if not year:
        return ""
    days = str(int(last[8:]))
    if first != last:
        start = int(first[8:])
        if value.kind == "extent":
            days = f"{start}–{days}"
        elif value.latest == value.earliest + 1:
            days = f"{start} or {days}"
        else:
            days = f"between {start} and {days}"
    return f"{days} {MONTHS[int(first[5:7]) - 1]} {year}"


def _seal(fields: _Fields) -> DateValue:
    # Filled first and closed to changes afterwards: to set each field past the guard costs twice as much.
    fields.__class__ = DateValue
    return fields  # type: ignore[return-value]


def _number_plain_day(text: str) -> int | None:
    """Give the number of a day written YYYY-MM-DD, None for any other text and for a day that is none."""
    day = _DAYS.get(text[7:])
    if day is None:
        return None
    month = _MONTHS.get(text[:7]) or _learn_month(text[:7])
    return month[0] + day if day <= month[1] else None


def _learn_month(text: str) -> Span:
    digits = text[:4] + text[5:]
    if len(text) != 7 or text[4] != "-" or not digits.isascii() or not digits.isdigit():
        return 0, 0
    year, month = int(text[:4]), int(text[5:])
    if not 1 <= month <= 12:
        return 0, 0
    known = day_ordinal(year, month, 1) - 1, days_in_month(year, month)
    if len(_MONTHS) < _MOST_REMEMBERED:
        _MONTHS[text] = known
    return known


def _weigh(text: str, form: Form) -> _Fields:
    if isinstance(form, Moment):
        spans, core, kind = _weigh_moment(form)
        mark = form.mark
        return _Fields(
            text, kind, spans, core, bool(mark & UNCERTAIN), bool(mark & APPROXIMATE), canonical=str(form)
        )
    if isinstance(form, Instant):
        spans = find_spans(form.moment)
        return _Fields(
            text, "instant", spans, spans, time=form.time, offset_minutes=form.offset, canonical=str(form)
        )
    if isinstance(form, Interval):
        return _weigh_interval(text, form)
    return _weigh_listing(text, form)


def _weigh_moment(moment: Moment) -> tuple[tuple[Span, ...], tuple[Span, ...], str]:
    spans = find_spans(moment)
    mark = moment.mark
    if mark & APPROXIMATE:
        return widen_spans(spans, moment), (), "period"
    if moment.masked or not moment.day:
        return spans, (), "period"
    return spans, () if mark else spans, "date"


def _weigh_interval(text: str, form: Interval) -> _Fields:
    start = find_spans(form.start) if form.start else ((-INFINITY, -INFINITY),)
    end = find_spans(form.end) if form.end else ((INFINITY, INFINITY),)
    if end[-1][1] < start[0][0]:
        raise Fault("the interval ends before it begins", "put the earlier date first")
    if form.start:
        start = widen_spans(start, form.start)
    if form.end:
        end = widen_spans(end, form.end)
    mark = (form.start.mark if form.start else 0) | (form.end.mark if form.end else 0)
    # For certain are the days after it must have begun and before it can have ended.
    core_first, core_last = start[-1][1], end[0][0]
    if not form.end_text:
        core_last = start[0][0]
    elif not form.start_text:
        core_first = end[-1][1]
    core = () if mark & UNCERTAIN or core_first > core_last else ((core_first, core_last),)
    spans = ((start[0][0], end[-1][1]),)
    return _Fields(
        text, "extent", spans, core, bool(mark & UNCERTAIN), bool(mark & APPROXIMATE), canonical=str(form)
    )


def _weigh_listing(text: str, form: Listing) -> _Fields:
    spans: list[Span] = []
    core: list[Span] = []
    mark = 0
    for first, last in form.members:
        mark |= (first.mark if first else 0) | (last.mark if last else 0)
        if first is not None and first is last:
            found, certain, _ = _weigh_moment(first)
        else:
            found, certain = _weigh_range(first, last)
        spans.extend(found)
        core.extend(certain)
        refuse_too_many(len(spans))
    merged = merge_spans(spans)
    kind = "choice" if form.choice else "extent"
    certain = () if form.choice else merge_spans(core)
    first, last = form.members[0]
    if form.choice and not mark and merged[0][0] == merged[-1][1]:
        # A choice of one day is that day.
        kind, certain = "date", merged
    elif form.choice and len(form.members) == 1 and first is not None and first is last:
        kind = _weigh_moment(first)[2]
    return _Fields(
        text,
        kind,
        merged,
        certain,
        bool(mark & UNCERTAIN),
        bool(mark & APPROXIMATE),
        canonical=str(form),
    )


def _weigh_range(first: Moment | None, last: Moment | None) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    start = find_spans(first) if first else ((-INFINITY, -INFINITY),)
    end = find_spans(last) if last else ((INFINITY, INFINITY),)
    if first and last and _grain(first) != _grain(last):
        raise Fault(
            f"the ends of {first}..{last} are not equally exact", "write both as days, months or years"
        )
    if end[-1][1] < start[0][0]:
        raise Fault("the range ends before it begins", "put the earlier date first")
    exact = all(end is None or not (end.masked or end.mark or not end.day) for end in (first, last))
    if first:
        start = widen_spans(start, first)
    if last:
        end = widen_spans(end, last)
    span = ((start[0][0], end[-1][1]),)
    return span, span if exact else ()


def _grain(moment: Moment) -> tuple[str, int]:
    precision = moment.precision
    return precision, SEASONS[int(moment.month)][1] if precision == "season" else moment.unit
