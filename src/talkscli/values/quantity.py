"""Numbers that may be vague, bare (counts) or with a unit of time (durations): bounds on a line.

A bound is a pair `(number, edge)`: `edge` is 0 where the number itself is possible, +1 where a lower bound
excludes it and -1 where an upper bound does, so that plain tuple order compares open and closed bounds.
Numbers are integers, or exact fractions where a decimal point was written.
"""

import re
from typing import TYPE_CHECKING, Any

from talkscli.errors import ValueSyntaxError

if TYPE_CHECKING:
    from collections.abc import Hashable

INFINITE = float("inf")

Bound = tuple[Any, int]

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_FORM = re.compile(
    rf"(?:(?P<about>~)?(?P<from>{_NUMBER})(?:\.\.(?P<to>{_NUMBER}))?|(?P<sign><=|>=|<|>|=)(?P<limit>{_NUMBER}))"
    r"(?: ?(?P<unit>[A-Za-zµ]+))?"
)

_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800}
"""The units that have one length."""

_MONTHS = {"mo": 1, "y": 12}
"""Months and years have no one length: so many months are as many days as the calendar makes of them."""

_NAMES = ("s", "min", "h", "d", "w", "mo", "y")
_SPELLED = {
    "sec": "s", "second": "s", "seconds": "s", "minute": "min", "minutes": "min", "hr": "h", "hour": "h",
    "hours": "h", "day": "d", "days": "d", "week": "w", "weeks": "w", "month": "mo", "months": "mo",
    "year": "y", "years": "y",
}  # fmt: skip
_WORDS = {
    "s": ("second", "seconds"),
    "min": ("minute", "minutes"),
    "h": ("hour", "hours"),
    "d": ("day", "days"),
    "w": ("week", "weeks"),
    "mo": ("month", "months"),
    "y": ("year", "years"),
}
_SIGNS = {
    "<": "fewer than ",
    "<=": "at most ",
    ">": "more than ",
    ">=": "at least ",
    "=": "exactly ",
}
LONGEST = 60
"""A number or range longer than this is refused: nothing real needs it."""


class Quantity:
    """A number, a range, or a limit; of a duration the bounds are seconds."""

    __slots__ = ("exact", "high", "key", "low", "plain", "real", "text", "type", "whole", "words")

    def __init__(
        self,
        kind: str,
        text: str,
        low: Bound,
        high: Bound,
        words: str,
        *,
        whole: bool = True,
        real: tuple[Bound, Bound] | None = None,
        exact: bool = False,
        plain: "tuple[Any, Unit] | None" = None,
    ) -> None:
        self.type = kind
        self.text = text
        """The canonical notation."""
        self.low = low
        self.high = high
        self.words = words
        """For people, without what a count counts."""
        self.whole = whole
        """Whether no decimal point was written: of such counts, more than 5 is at least 6."""
        self.real = real or (low, high)
        """The bounds beside a number with a decimal point: more than 5 is anything above it."""
        self.exact = exact
        """Whether it is said to be no rounded number."""
        self.plain = plain
        """The number and its unit, where it is neither a range nor a limit, neither vague nor exact."""
        self.key: Hashable = (low, high, self.real, exact)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quantity) and (self.type, self.key) == (other.type, other.key)

    def __hash__(self) -> int:
        return hash((self.type, self.key))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.type} {self.text}>"


class Unit:
    """What a number counts: its name behind the number, and the bounds of so many of it."""

    __slots__ = ("name", "whole")

    def __init__(self, name: str = "", *, whole: bool = False) -> None:
        self.name = name
        self.whole = whole
        """Whether it comes in whole numbers only: of such, more than 5 is at least 6."""

    def least(self, number: Any) -> Any:
        """Return the least that so many can be."""
        return number

    def most(self, number: Any) -> Any:
        """Return the most that so many can be."""
        return number

    def rewrite(self, number: Any) -> list[Any]:
        """Return the numbers that say the same in each unit in which it can be written."""
        return [number]

    def spell(self, last: str) -> str:
        """Write the unit behind a number, for people."""
        del last
        return f" {self.name}" if self.name else ""


class TimeUnit(Unit):
    """A unit of time, measured in seconds."""

    __slots__ = ()

    def least(self, number: Any) -> Any:
        """Return the least number of seconds that so many can be."""
        if self.name not in _MONTHS:
            return number * _SECONDS[self.name]
        from talkscli.values.edtf_calendar import measure_months

        return measure_months(number * _MONTHS[self.name])[0] * 86400

    def most(self, number: Any) -> Any:
        """Return the greatest number of seconds that so many can be."""
        if self.name not in _MONTHS:
            return number * _SECONDS[self.name]
        from talkscli.values.edtf_calendar import measure_months

        return measure_months(number * _MONTHS[self.name])[1] * 86400

    def rewrite(self, number: Any) -> list[Any]:
        """Return the numbers that say the same in each unit in which it can be written."""
        from fractions import Fraction

        sizes = _MONTHS if self.name in _MONTHS else _SECONDS
        return [Fraction(number) * sizes[self.name] / size for size in sizes.values()]

    def spell(self, last: str) -> str:
        """Write the unit behind a number, for people."""
        return " " + _WORDS[self.name][0 if last == "1" else 1]


def parse_count(text: str) -> Quantity:
    """Read `1000`, `=1000`, `~1000`, `1000..9999`, `>=1000`, `<5`; whole unless a decimal point stands there.

    `~` means within a tenth (and at least one, for whole numbers): a reading, written down in docs/spec.md.
    """
    form = match_number(
        text, "count", "write 1000, =1000, ~1000, 1000..9999, >=1000 or <5, without separators"
    )
    if form["unit"]:
        raise ValueSyntaxError(
            text, "count", f"it has a unit, {form['unit']!r}", hint="put the unit into the property"
        )
    return read_number(text, "count", form, Unit(whole=True))


def parse_duration(text: str) -> Quantity:
    """Read `40 min`, `~40 min`, `60..75 min`, `<2 h`; units s, min, h, d, w, mo, y."""
    form = match_number(
        text, "duration", "write a number or range and a unit: 40 min, ~40 min, 60..75 min, <2 h"
    )
    unit = form["unit"]
    if not unit:
        raise ValueSyntaxError(
            text, "duration", "it has no unit", hint="write s, min, h, d, w, mo or y after it"
        )
    name = _SPELLED.get(unit, unit)
    if name not in _NAMES:
        raise ValueSyntaxError(
            text, "duration", f"there is no unit {unit!r}", hint="use s, min, h, d, w, mo or y"
        )
    if "-" in text or (form["sign"] == "<" and not _parse_number(form["limit"])[0]):
        raise ValueSyntaxError(
            text, "duration", "nothing lasts less than no time", hint="write it without a minus"
        )
    return read_number(text, "duration", form, TimeUnit(name))


def match_number(text: str, kind: str, hint: str) -> "re.Match[str]":
    """Take a number or range apart: `about`, `from` and `to`, or `sign` and `limit`; and the `unit`."""
    written = text.strip()
    form = _FORM.fullmatch(written) if len(written) <= LONGEST else None
    if form is None:
        problem = "it is not a number or a range" if len(written) <= LONGEST else "it is too long"
        raise ValueSyntaxError(text, kind, problem, hint=hint)
    return form


def read_number(text: str, kind: str, form: "re.Match[str]", unit: Unit) -> Quantity:
    """Make a value of a number that was taken apart."""
    tail = f" {unit.name}" if unit.name else ""
    if form["sign"]:
        return _parse_limit(kind, form["sign"], form["limit"], tail, unit)
    low, whole_low = _parse_number(form["from"])
    high, whole_high = _parse_number(form["to"]) if form["to"] is not None else (low, whole_low)
    if high < low:
        raise ValueSyntaxError(
            text, kind, "the range ends below its start", hint="write the smaller number first"
        )
    shown = form["from"] if form["to"] is None else f"{form['from']}..{form['to']}"
    words = _group(form["from"]) if form["to"] is None else f"{_group(form['from'])} to {_group(form['to'])}"
    words += unit.spell(form["to"] or form["from"])
    if form["about"]:
        if unit.whole and whole_low and whole_high:
            # About none is none or one, not less than none.
            low, high = low - (max(1, abs(low) // 10) if low else 0), high + max(1, abs(high) // 10)
        else:
            low, high = low - _tenth(low), high + _tenth(high)
        shown, words = "~" + shown, "about " + words
    whole = whole_low and whole_high
    plain = (low, unit) if low == high and not form["about"] else None
    bounds = (unit.least(low), 0), (unit.most(high), 0)
    return Quantity(kind, shown + tail, *bounds, words, whole=whole, plain=plain)


def _parse_limit(kind: str, sign: str, number: str, tail: str, unit: Unit) -> Quantity:
    limit, whole = _parse_number(number)
    words = _SIGNS[sign]
    if not unit.whole and sign == "<":
        words = "less than "
    words += _group(number) + unit.spell(number)
    text = f"{sign}{number}{tail}"
    if sign == "=":
        exactly = (unit.least(limit), 0), (unit.most(limit), 0)
        return Quantity(kind, text, *exactly, words, whole=whole, exact=True)
    edge = int(len(sign) == 1)
    # Whole things are counted: more than 5 is at least 6.
    step = edge if unit.whole and whole else 0
    if sign[0] == ">":
        real: tuple[Bound, Bound] = (unit.least(limit), edge), (INFINITE, 0)
        low = (limit + step, 0) if step else real[0]
        return Quantity(kind, text, low, (INFINITE, 0), words, whole=whole, real=real)
    # Nobody who says "fewer than 5" means less than nothing, unless the limit itself lies below.
    floor: Bound = (-INFINITE, 0) if limit < 0 or (edge and limit == 0) else (0, 0)
    real = floor, (unit.most(limit), -edge)
    high = (limit - step, 0) if step else real[1]
    return Quantity(kind, text, floor, high, words, whole=whole, real=real)


def _parse_number(text: str) -> tuple[Any, bool]:
    if "." in text:
        from fractions import Fraction

        return Fraction(text), False
    return int(text), True


def _tenth(number: Any) -> Any:
    from fractions import Fraction

    return abs(Fraction(number)) / 10


def _group(number: str) -> str:
    """Write thousands apart, as people read them: 6,000."""
    whole, dot, rest = number.partition(".")
    return f"{int(whole):,}{dot}{rest}" if len(whole) > 3 else number
