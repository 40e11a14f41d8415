"""Durations as people write them in English, and those of ISO 8601: `1 h 45 min`, `PT1H45M`."""

import re
from collections.abc import Iterator
from fractions import Fraction

from talkscli.values.as_written.numbers import (
    LONGEST,
    MULTITUDES,
    Meaning,
    fold,
    read_amounts,
    split_hedge,
    split_range,
    write_meaning,
)

UNITS = {
    "s": "s, sec, sec., secs, second, seconds",
    "min": "min, min., mins, minute, minutes, m",
    "h": "h, h., hr, hr., hrs, hour, hours",
    "d": "d, day, days",
    "w": "w, wk, wks, week, weeks",
    "mo": "mo, mos, month, months",
    "y": "y, yr, yrs, year, years",
}
"""The unit of the notation, and the words for it."""

FIXED = {"fortnight": (14, "d"), "fortnights": (14, "d"), "decade": (10, "y"), "decades": (10, "y"),
         "century": (100, "y"), "centuries": (100, "y"), "quarter of an hour": (15, "min"),
         "quarters of an hour": (15, "min"),
         "half hour": (30, "min"), "quarter hour": (15, "min")}  # fmt: skip
"""Words for so many units."""

_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}
_MONTHS = {"mo": 1, "y": 12}
_UNIT_OF = {word.strip(): unit for unit, words in UNITS.items() for word in words.split(",")}
_ALL = sorted([*_UNIT_OF, *FIXED], key=len, reverse=True)
_UNIT = "|".join(re.escape(word) for word in _ALL)
_PIECE = re.compile(
    rf"(.*?)[ -]?(?<![a-z])({_UNIT})(?![a-z])( and a half| and a quarter)?(?:,? and |,? |(?=[0-9])|$)"
)
_ENDS_IN_UNIT = re.compile(rf".*?(?<![a-z])({_UNIT})")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9]))?")
_HOURS_AND = re.compile(r"([0-9]{1,3}) ?h ?([0-5]?[0-9])")
_ISO = re.compile(
    r"p(?:([0-9.,]+)y)?(?:([0-9.,]+)m)?(?:([0-9.,]+)w)?(?:([0-9.,]+)d)?"
    r"(?:t(?:([0-9.,]+)h)?(?:([0-9.,]+)m)?(?:([0-9.,]+)s)?)?"
)
_ISO_UNITS = ("y", "mo", "w", "d", "h", "min", "s")
_HALVES = {" and a half": Fraction(1, 2), " and a quarter": Fraction(1, 4)}

Length = list[tuple[Fraction, str]]
"""Numbers with their units; all together are one length of time."""


def read_durations(text: str, decimal: str = "") -> list[str]:
    """Return the notations of a duration that a text can mean, each once."""
    words = fold(text)
    if not words or len(words) > LONGEST:
        return []
    if found := _CLOCK.fullmatch(words):
        first, second, third = (Fraction(part) if part else None for part in found.groups())
        assert first is not None
        assert second is not None
        if third is not None:
            return [_write("", [(first, "h"), (second, "min"), (third, "s")])]
        # 1:30 is read both ways, and nothing tells which.
        ways: list[Length] = [[(first, "h"), (second, "min")], [(first, "min"), (second, "s")]]
        return [_write("", way) for way in ways]
    if (found := _ISO.fullmatch(words)) and len(words) > 2 and not words.endswith("t"):
        parts = [
            (Fraction(number.replace(",", ".")), unit)
            for number, unit in zip(found.groups(), _ISO_UNITS, strict=True)
            if number
        ]
        return [_write("", parts)]
    if found := _HOURS_AND.fullmatch(words):
        return [_write("", [(Fraction(found[1]), "h"), (Fraction(found[2]), "min")])]
    sign, rest = split_hedge(words)
    if sign in {"", "~", ">", ">="} and (least := _read_multitude(rest)):
        return [least]
    lengths = _read_lengths(rest, decimal)
    if lengths:
        return list(dict.fromkeys(filter(None, (_write(sign, length) for length in lengths))))
    if sign in {"", "~"}:
        for left, right in split_range(rest):
            found_ends = list(dict.fromkeys(_write_ranges(sign, left, right, decimal)))
            if found_ends:
                return found_ends
    return []


def _read_multitude(words: str) -> str:
    """Return the notation for `several hours`, `hours`, `dozens of minutes`."""
    few, _, unit = words.rpartition(" ")
    few = few.removesuffix(" of")
    if unit not in _UNIT_OF or len(unit) < 3 or (not few and not unit.endswith("s")):
        return ""
    if few and few not in MULTITUDES:
        return ""
    return f">={MULTITUDES[few] if few else 2} {_UNIT_OF[unit]}"


def _read_lengths(words: str, decimal: str) -> list[Length]:
    """Return the lengths that a text without hedges can mean; every number has its unit."""
    lengths: list[Length] = [[]]
    at = 0
    while at < len(words):
        found = _PIECE.match(words, at)
        if found is None or found.end() == at:
            return []
        written, unit = found[1].strip(), found[2]
        numbers = read_amounts(written, decimal) if written else [Fraction(1)] if unit in FIXED else []
        if not numbers:
            return []
        if found[3]:
            numbers = [number + _HALVES[found[3]] for number in numbers]
        times, name = FIXED.get(unit) or (1, _UNIT_OF[unit])
        lengths = [[*length, (number * times, name)] for length in lengths for number in numbers]
        at = found.end()
    return lengths if lengths != [[]] and all(_is_ordered(length) for length in lengths) else []


def _is_ordered(length: Length) -> bool:
    """Whether units go from large to small, each once, as they do in one length of time."""
    places = [_ISO_UNITS.index(unit) for _, unit in length]
    return places == sorted(set(places))


def _write_ranges(sign: str, left: str, right: str, decimal: str) -> Iterator[str]:
    """Yield the notations of a range; the first end may leave its unit to the second: 3-4 hours."""
    highs = _read_lengths(right, decimal)
    lows = _read_lengths(left, decimal)
    if not lows and (found := _ENDS_IN_UNIT.fullmatch(right)):
        lows = _read_lengths(f"{left} {found[1]}", decimal)
    for low in lows:
        for high in highs:
            if unit := _smallest([*low, *high]):
                ends = _measure(low, unit), _measure(high, unit)
                if ends[0] < ends[1]:
                    yield f"{write_meaning((sign, *ends))} {unit}"


def _write(sign: str, length: Length) -> str:
    """Write a length of time in its smallest unit."""
    unit = _smallest(length)
    if not unit:
        return ""
    number = _measure(length, unit)
    if sign in {"-", "+"}:
        # Time is no number of whole things: just under two hours ends at two hours.
        while number / 10 % 1 and unit in {"h", "d", "w", "y"}:
            smaller = {"h": "min", "d": "h", "w": "d", "y": "mo"}[unit]
            number, unit = _measure([(number, unit)], smaller), smaller
        tenth = number / 10
        ends = (number - tenth, number) if sign == "-" else (number, number + tenth)
        return f"{write_meaning(('', *ends))} {unit}"
    meaning: Meaning = ("" if sign == "=" else sign), number, number
    return f"{write_meaning(meaning)} {unit}"


def _smallest(length: Length) -> str:
    units = [unit for _, unit in length]
    kinds = {unit in _MONTHS for unit in units}
    # A month has no certain number of days, so that both cannot be added up.
    return (
        max(units, key=_ISO_UNITS.index) if len(kinds) == 1 and not ("w" in units and len(kinds) > 1) else ""
    )


def _measure(length: Length, unit: str) -> Fraction:
    sizes = _MONTHS if unit in _MONTHS else _SECONDS
    return sum((number * sizes[name] for number, name in length), Fraction(0)) / sizes[unit]
