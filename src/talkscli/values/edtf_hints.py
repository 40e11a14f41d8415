"""What to write instead of a date in a form that people use, and that is not EDTF."""

import re

from talkscli.values.edtf_calendar import MONTHS, days_in_month

_NAMES = {name[:length].lower(): i for i, name in enumerate(MONTHS, 1) for length in (3, len(name))} | {
    "sept": 9
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

_RELATIVE = re.compile(
    r"now|today|tonight|yesterday|tomorrow|(the )?(day|week|month|year) (before|after) .*"
    r"|(this|next|last|past|previous|coming) .*|.* (ago|hence)"
    r"|(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,? +", re.IGNORECASE)
_PREPOSITION = re.compile(r"^(in|on) +(the +)?", re.IGNORECASE)
_ABOUT = re.compile(r"^(about|around|approximately|approx\.?|circa|c\.|ca\.) *", re.IGNORECASE)
_RANGE = re.compile(r"(?:from +)?(.+?)(?: +(?:to|until|till|-) +| ?/ ?)(.+)", re.IGNORECASE)
_SPAN = re.compile(
    r"([0-9]{1,2})\.? ?[-/] ?([0-9]{1,2}\b.*[a-z].*)"
    r"|([0-9]{4}(?:-[0-9]{2}){0,2})-([0-9]{4}(?:-[0-9]{2}){0,2})",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"(.+?) +or +(.+)", re.IGNORECASE)
_CLOCK = re.compile(r"(.+?),?(?: +at)? +([01]?[0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?", re.IGNORECASE)

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?\.?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4})")
_RUN_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_DAY_MONTH = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?\.?[ -]+(?:of +)?([a-z]+)\.?,?(?:[ -]+([0-9]{4}))?", re.IGNORECASE
)
_MONTH_DAY = re.compile(r"([a-z]+)\.? +([0-9]{1,2})(?:st|nd|rd|th)?(?:,? +([0-9]{4}))?", re.IGNORECASE)
_YEAR_MONTH_DAY = re.compile(r"([0-9]{4}),?[ -]+([a-z]+)(?:[ -]+([0-9]{1,2}))?", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"([a-z]+)\.?,?(?: of)?[ -]+([0-9]{4})", re.IGNORECASE)
_QUARTER = re.compile(r"q([1-4])[ /-]*([0-9]{4})|([0-9]{4})[ /-]*q([1-4])", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}")


def suggest_edtf(text: str) -> str:
    """Return the hint for a text in one of the usual forms, or nothing for any other.

    Where a form leaves open which number is the day and which the month, the hint does not guess.
    """
    words = " ".join(text.replace("–", "-").replace("—", "-").split())
    if not words.isascii():
        return ""
    words = _PREPOSITION.sub("", words)
    if _RELATIVE.fullmatch(words):
        return "write the date itself, such as 2025-07-21"
    if _NUMBERS.fullmatch(words):
        return "write the year in full: YYYY-MM-DD"
    found = _read_all(words)
    if not found:
        return "write YYYY-MM-DD, and a day that the calendar has" if _has_shape(words) else ""
    if "|" not in found:
        return f"write {found}"
    first, _, second = found.partition("|")
    return (
        f"write YYYY-MM-DD: {first} or {second}, whichever is meant" if second else f"add the year: {first}"
    )


def _read_all(words: str) -> str:
    """Read a date, an approximate one, one with a time, or two of them."""
    if one := _read_date(words):
        return one
    if (form := _ABOUT.match(words)) and (
        one := _read_date(words[form.end() :]) or _keep(words[form.end() :])
    ):
        return one if "|" in one else f"{one}~"
    if form := _CLOCK.fullmatch(words):
        day = _read_date(form[1]) or _keep(form[1])
        if len(day) == 10 and "|" not in day:
            return f"{day}T{int(form[2]):02d}:{form[3]}:{form[4] or '00'}"
    for pattern, frame in ((_SPAN, "{}/{}"), (_RANGE, "{}/{}"), (_CHOICE, "[{},{}]")):
        if (form := pattern.fullmatch(words)) and (ends := _read_ends(*filter(None, form.groups()))):
            return frame.format(*ends)
    return ""


def _read_ends(start: str, end: str) -> tuple[str, str] | None:
    """Read two dates; the first may leave its month and year to the second, as in 21-24 July 2025."""
    first, last = _read_date(start) or _keep(start), _read_date(end) or _keep(end)
    if not first or "|" in first:
        first = _read_date(f"{start} {end.partition(' ')[2]}") or _read_date(f"{start} {end[-4:]}")
    if not first or not last or "|" in first + last or first > last:
        return None
    return first, last


def _has_shape(words: str) -> bool:
    """Tell whether it is written as a date, though there is none such."""
    if _YEAR_LAST.fullmatch(words):
        return True
    for pattern, month in ((_DAY_MONTH, 2), (_MONTH_DAY, 1)):
        form = pattern.fullmatch(words)
        if form and form[month].lower() in _NAMES:
            return True
    return False


def _keep(words: str) -> str:
    """Return a date that is written as EDTF already."""
    form = re.fullmatch(r"([0-9]{4})(?:-([0-9][0-9])(?:-([0-9][0-9]))?)?", words)
    return _write(form[1], form[2], form[3]) if form else ""


def _read_date(words: str) -> str:
    """Return a date as EDTF.

    Where it may be one of two there is a bar between them, and where there is no year a bar after it.
    """
    words = _WEEKDAY.sub("", words)
    if form := _YEAR_FIRST.fullmatch(words):
        return _write(form[1], form[3], form[4])
    if form := _RUN_TOGETHER.fullmatch(words):
        return _write(form[1], form[2], form[3])
    if form := _YEAR_LAST.fullmatch(words):
        readings = [_write(form[4], form[3], form[1]), _write(form[4], form[1], form[3])]
        return "|".join(dict.fromkeys(filter(None, readings)))
    if form := _QUARTER.fullmatch(words):
        return f"{form[2] or form[3]}-{32 + int(form[1] or form[4])}"
    for pattern, (year, month, day) in (
        (_DAY_MONTH, (3, 2, 1)),
        (_MONTH_YEAR, (2, 1, 0)),
        (_MONTH_DAY, (3, 1, 2)),
        (_YEAR_MONTH_DAY, (1, 2, 3)),
    ):
        form = pattern.fullmatch(words)
        if not form:
            continue
        name = form[month].lower()
        if name in _SEASONS and not (day and form[day]):
            return f"{form[year]}-{_SEASONS[name]}"
        if name in _NAMES:
            return _write(form[year], str(_NAMES[name]), form[day] if day else None)
    return f"YYYY-{_NAMES[words.lower()]:02d}|" if words.lower() in _NAMES else ""


def _write(year: str | None, month: str | None, day: str | None) -> str:
    """Write a date as EDTF, or nothing if there is no such date."""
    if month is None:
        return year or ""
    if not 1 <= int(month) <= 12 or (
        day and not 1 <= int(day) <= days_in_month(int(year or 2000), int(month))
    ):
        return ""
    date = f"{year or 'YYYY'}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")
    return date if year else f"{date}|"
