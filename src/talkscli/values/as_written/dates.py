"""Dates as people write them in six languages, to EDTF.

A text becomes tokens: numbers, months, and the few things that phrases say. What the tokens mean together
does not depend on the language. What has two meanings is given with both; what has none is not guessed.
"""

import re
from collections.abc import Iterator
from datetime import date

from talkscli.values.as_written.date_digits import read_numeric
from talkscli.values.as_written.date_phrases import read_tokens
from talkscli.values.as_written.date_tokens import MONTH, tokenize
from talkscli.values.as_written.numbers import LONGEST, fold


def read_dates(text: str, order: str = "", near: date | None = None) -> list[str]:
    """Return the notations of a date that a text can mean, each once.

    Args:
        text: What somebody wrote; not EDTF.
        order: `dmy`, `mdy` or `ymd`, where a table writes all its dates so; nothing if that is not known.
        near: The day of the document, by which weekdays, "yesterday" and dates without a year are settled.

    Returns:
        EDTF texts. One where the text has one meaning. A text with `YYYY` lacks its year.
    """
    words = fold(text)
    if not words or len(words) > LONGEST:
        return []
    try:
        found = list(read_numeric(words, order, near)) or list(_read_clock(words, order, near))
        if not found:
            tokens = tokenize(words, order)
            found = list(read_tokens(tokens, near)) if tokens else []
    except OverflowError:
        return []  # a day before year 1, or after 9999
    return list(dict.fromkeys(found))


_ANY_DAY = date(2025, 1, 1)
_HEDGE = re.compile(
    r"(?<![^\W\d_])(?:about|around|approximately|roughly|circa|ca\.?|c\.|nearly|almost"
    r"|(?:just |shortly )?(?:before|after)|by|until|from|since"
    r"|gegen|etwa|ungefähr|(?:kurz )?(?:vor|nach)|bis|ab|vers|environ|(?:peu )?(?:avant|après)"
    r"|около|примерно|приблизительно|(?:незадолго )?до|после|близько|приблизно|перед|після"
    r"|yaklaşık|önce|sonra)(?![^\W\d_])"
)
"""Words that make a time of day vague, or an end of something: no notation has these."""
_LIKE_A_DATE = re.compile(r"[0-9]{1,2}[-/.] ?[0-9]{1,2}[-/.] ?[0-9]{4}")


def suggest_date(text: str) -> str:
    """Return what to write instead of a text that is no EDTF, or nothing if it is like no date."""
    from talkscli.values.as_written import explain_meanings

    if advice := explain_meanings(read_dates(text)):
        return advice
    if read_dates(text, near=_ANY_DAY):
        return "write the date itself, such as 2025-07-21"
    words = fold(text)
    if _TIME.fullmatch(words):
        return "add the day, as in 7:40 on Tuesday"
    exact = " ".join(_HEDGE.sub(" ", words).replace(" ,", ",").split()).strip(" ,")
    if exact != words and any("T" in one for one in read_dates(exact, near=_ANY_DAY)):
        return f"a time of day is exact here: write {exact}, or the day alone"
    named = any(what == MONTH for what, _ in tokenize(words, "")) and any(sign.isdigit() for sign in words)
    return (
        "write YYYY-MM-DD, and a day that the calendar has" if named or _LIKE_A_DATE.fullmatch(words) else ""
    )


_TIME = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])"
    r"(?:(?::|(?<=[0-9])h ?)(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:[.,][0-9]+)?)?"
    r"|\.(?P<dotted>[0-5][0-9])(?= ?(?:[ap]\.?m|uhr))|(?= ?(?:[ap]\.?m\b|uhr))|(?<=[0-9]) ?h(?!\w))"
    r"(?: ?(?P<half>[ap])\.?m\b\.?(?! (?:[0-9]{1,2}\. |\w+(?:tag|woch))))?(?: uhr)?"
    r"(?P<zone> ?(?:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?(?![0-9])| ?(?:utc|gmt|z)(?![a-z]))?"
)
_DOTTED_TIME = re.compile(
    r"(?<![^ ])((?:saat|at|um|в|о|об|à) )?([01]?[0-9]|2[0-3])"
    r"\.((?(1)[0-5][0-9]|(?:00|1[3-9]|[2-5][0-9])))(?![^ ,])"
)
"""A time with a full stop: after a word for at, or with minutes that no month has."""
_LEAST_ZONE = "-12:00"
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ]?$")
_NAMED_TIME = re.compile(
    r"(?<![^\W\d_])(noon|midday|midi|mittags?|midnight|minuit|mitternacht)(?P<zone> (?:utc|gmt))?(?![^\W\d_])"
)


def _read_clock(words: str, order: str, near: date | None) -> Iterator[str]:
    """Read a day with a time of day."""
    words = _DOTTED_TIME.sub(r"\g<1>\2:\3", words)
    for found in _TIME.finditer(words):
        before, after = words[: found.start()], words[found.end() :]
        if before[-1:].isdigit() or after[:1].isdigit():
            continue
        hour = int(found["hour"])
        if found["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + 12 * (found["half"] == "p")
        minute = found["minute"] or found["dotted"] or "00"
        if hour == 24:
            continue
        clock = f"{hour:02d}:{minute}:{found['second'] or '00'}"
        written = (found["zone"] or "").strip()
        zone = _write_zone(written)
        least = _LEAST_ZONE if written[:1] != "-" or _ISO_DAY.search(before) else f"-{hour:02d}:{minute}"
        if zone.startswith("-") and zone > least:
            continue  # 14:00-15:00 is an hour, and no time zone
        yield from _join_clock(before, after, clock, zone, order, near)
        return
    if named := _NAMED_TIME.search(words):
        clock = "12:00:00" if named[1] in {"noon", "midday", "midi", "mittag", "mittags"} else "00:00:00"
        before, after = words[: named.start()], words[named.end() :]
        yield from _join_clock(before, after, clock, _write_zone((named["zone"] or "").strip()), order, near)


def _join_clock(
    before: str, after: str, clock: str, zone: str, order: str, near: date | None
) -> Iterator[str]:
    rest = re.sub(r"(?<=[0-9])t$", "", before.strip().rstrip(",")).strip()
    rest = re.sub(r" (?:at|um|о|об|в|à|saat)$", "", f" {rest} {after.strip(' ,')}".rstrip()).strip()
    rest = re.sub(r"^(?:at|um|о|в|à|saat),? ", "", rest)
    for day in [rest] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", rest) else read_dates(rest, order, near):
        if len(day) == 10 and day[0] not in "[{":
            yield f"{day}T{clock}{zone}"


def _write_zone(zone: str) -> str:
    if not zone:
        return ""
    offset = zone.removeprefix("utc").removeprefix("gmt").removeprefix("z")
    if not offset:
        return "Z"
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{offset[0]}{int(hours):02d}:{minutes}"
