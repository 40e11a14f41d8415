"""Dates in short English, for people."""

from collections.abc import Sequence

from talkscli.values.edtf_calendar import MONTHS, Span, civil
from talkscli.values.edtf_moment import APPROXIMATE, UNCERTAIN, Moment, list_fitting
from talkscli.values.edtf_syntax import Form, Instant, Interval, Listing

_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDINALS = ("first", "second", "third", "fourth")

Stretch = tuple[str, str]
"""A first and a last date, each in words."""


def say_form(form: Form, spans: tuple[Span, ...]) -> str:
    """Say what was written; the spans are those of its value."""
    if isinstance(form, Moment):
        return say_moment(form)
    if isinstance(form, Instant):
        return _say_instant(form)
    if isinstance(form, Interval):
        return _say_interval(form)
    return _say_listing(form, spans)


def say_days(spans: Sequence[Span], *, choice: bool = False) -> str:
    """Say days by their numbers: all of them, or one of them."""
    word = "or" if choice else "and"
    stretches = [(_say_day(first), _say_day(last)) for first, last in _split_pairs(spans)]
    if len(spans) == 1 and len(stretches) == 1 and stretches[0][0] != stretches[0][1]:
        if not choice:
            return _join_stretches(stretches, word, "–")
        return f"between {_join_stretches(stretches, word, ' and ')}"
    return _join_stretches(stretches, word, " to ")


def say_moment(moment: Moment) -> str:
    """Say one date with its qualifiers."""
    words = _say_plain(moment)
    mark = moment.mark
    if mark & APPROXIMATE:
        words = f"about {words}"
    return f"{words} (uncertain)" if mark & UNCERTAIN else words


def _say_plain(moment: Moment) -> str:
    precision = moment.precision
    if precision == "season":
        return _say_season(moment)
    if precision == "year":
        return _say_year(moment)
    if moment.masked:
        return _say_masked(moment)
    year, month = moment.years[0][0], MONTHS[int(moment.month) - 1]
    day = f"{int(moment.day)} " if moment.day else ""
    return f"{day}{month} {_number_year(year)}"


def _say_year(moment: Moment) -> str:
    if moment.estimate is not None and moment.unit > 1:
        first, last = moment.years[0]
        about, low, high = _number_year(moment.estimate), _number_year(first), _number_year(last)
        return f"a year from {low} to {high}, perhaps {about}"
    if "X" not in moment.year:
        return _number_year(moment.years[0][0])
    first, last = moment.years[0]
    if len(moment.years) > 1 or first < 0:
        return f"some year {moment.year}"
    if moment.unit == 10:
        return f"the {first}s"
    if moment.unit == 100:
        # The 20th century ends with 2000; and "the 1900s" may be ten years.
        return f"the years {first} to {first + 99}"
    if moment.unit == 1000:
        return f"the {_count_off(first // 1000 + 1)} millennium"
    return "some year" if moment.unit == 10_000 else f"a year from {first:,} to {last:,}"


def _say_season(moment: Moment) -> str:
    code = int(moment.month)
    year = _say_year(moment)
    if code < 33:
        where = ("", " (northern hemisphere)", " (southern hemisphere)")[(code - 21) // 4]
        name = _SEASONS[(code - 21) % 4]
        if moment.masked:
            return f"{name} in {year}{where}"
        # Such a season runs into the next year; its name says into which.
        if code in (24, 28, 30) and moment.years[0][0] > 0:
            year += f"–{moment.years[0][0] + 1}"
        return f"{name} {year}{where}"
    if code < 37:
        return f"{_ORDINALS[code - 33]} quarter of {year}"
    if code < 40:
        return f"{('first', 'middle', 'last')[code - 37]} four months of {year}"
    return f"{_ORDINALS[code - 40]} half of {year}"


def _say_masked(moment: Moment) -> str:
    """Say a date of which some digits of year, month or day are not given."""
    year = _say_year(moment)
    is_vague_year = "X" in moment.year
    months = [MONTHS[number - 1] for number in list_fitting(moment.month, 12)]
    if len(months) == 12:
        if moment.day in ("", "XX"):
            return f"some {'day' if moment.day else 'month'} of {year}"
        month = f"some month of {year}"
    else:
        month = _join(months, "or") + (f" in {year}" if is_vague_year else f" {year}")
    if not moment.day:
        return month
    if moment.day == "XX":
        return f"some day of {month}"
    days = list_fitting(moment.day, 31)
    if len(days) > 1:
        numbers = _join([str(day) for day in days], "or")
        if days[-1] - days[0] == len(days) - 1:
            numbers = f"{days[0]} to {days[-1]}"
        return f"one day of {numbers} {month}"
    return f"day {days[0]} of {month}" if len(months) == 12 else f"{days[0]} {month}"


def _say_instant(form: Instant) -> str:
    clock = form.time[:5] if form.time.endswith(":00") else form.time
    zone = ""
    if form.offset is not None:
        hours, minutes = divmod(abs(form.offset), 60)
        sign = "-" if form.offset < 0 else "+"
        shift = f"{sign}{hours}" + (f":{minutes:02d}" if minutes else "")
        zone = f" (UTC{shift if form.offset else ''})"
    return f"{say_moment(form.moment)}, {clock}{zone}"


def _say_interval(form: Interval) -> str:
    start, end = form.start, form.end
    if start is None:
        until = f"until {say_moment(end)}" if end else ""
        return until if form.start_text else f"{until}, beginning unknown"
    if end is None:
        return f"from {say_moment(start)}" + (" on" if form.end_text else ", end unknown")
    if start.mark or end.mark or start.masked or end.masked or start.precision != end.precision:
        return f"from {say_moment(start)} to {say_moment(end)}"
    first, last = _say_plain(start), _say_plain(end)
    return _join_stretches([(first, last)], "and", "–")


def _say_listing(form: Listing, spans: tuple[Span, ...]) -> str:
    word = "or" if form.choice else "and"
    if all(_is_plain_day(end) for member in form.members for end in member):
        return say_days(spans, choice=form.choice)
    parts = []
    for first, last in form.members:
        if first is None and last is not None:
            parts.append(f"{say_moment(last)} {'or earlier' if form.choice else 'and all before'}")
        elif last is None and first is not None:
            parts.append(f"{say_moment(first)} {'or later' if form.choice else 'and all after'}")
        elif first is not None and last is not None:
            parts.append(say_moment(first) if first is last else f"{say_moment(first)} to {say_moment(last)}")
    single = len(form.members) == 1 and None not in form.members[0]
    if single and form.choice and form.members[0][0] is not form.members[0][1]:
        first = form.members[0][0]
        return f"one {first.precision if first and first.unit == 1 else 'date'} from {parts[0]}"
    return _join(parts, word)


def _is_plain_day(moment: Moment | None) -> bool:
    return moment is not None and bool(moment.day) and not moment.masked and not moment.mark


def _split_pairs(spans: Sequence[Span]) -> list[Span]:
    """Name two days in a row one by one: "23 or 24 July" is shorter than a range."""
    split: list[Span] = []
    for first, last in spans:
        split.extend([(first, first), (last, last)] if last == first + 1 else [(first, last)])
    return split


def _say_day(ordinal: int) -> str:
    year, month, day = civil(ordinal)
    return f"{day} {MONTHS[month - 1]} {_number_year(year)}"


def _join_stretches(stretches: Sequence[Stretch], word: str, dash: str) -> str:
    """Join dates, leaving out what the next one says again: 23 and 25 July 2025."""
    parts: list[str] = []
    following = ""
    for first, last in reversed(stretches):
        shown = _shorten(last, following)
        following = last
        if first != last:
            start = _shorten(first, last)
            following = first
            # A dash needs room around it where it joins more than two words: 30 July – 2 August.
            gap = f" {dash} " if dash == "–" and " " in start else dash
            shown = f"{start}{gap}{shown}"
        parts.append(shown)
    return _join(parts[::-1], word)


def _shorten(words: str, following: str) -> str:
    """Drop the month and year, or the year, that the following date ends with as well."""
    split, next_split = words.split(), following.split()
    if len(split) != len(next_split):
        return words
    kept = len(split)
    while kept > 1 and split[kept - 1] == next_split[kept - 1]:
        kept -= 1
    return " ".join(split[:kept])


def _join(parts: Sequence[str], word: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def _number_year(year: int) -> str:
    """Write a year as people do: there is no year 0 for them, so the year 0000 is 1 BC."""
    if year <= 0:
        return f"{1 - year:,} BC" if year < -9999 else f"{1 - year} BC"
    return f"{year:,}" if year > 9999 else str(year)


def _count_off(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if number in (11, 12, 13) else endings.get(number % 10, 'th')}"
