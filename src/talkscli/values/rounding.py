"""Rounding: how far a plain number reaches when it just misses another one.

Who says 6,000 may mean 6,057; who says 6,057 does not mean 6,000. A plain number of at most two significant
digits reaches half a unit of the last of them to either side, and at most a twentieth of itself. Of the units
in which it can be written that one counts in which it reaches farthest: 120 minutes are 2 hours.
"""

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from talkscli.errors import ValueSyntaxError

if TYPE_CHECKING:
    from talkscli.values.quantity import Bound, Quantity

MOST_DIGITS = 2
"""A number with more significant digits is no round one."""
MOST = Fraction(1, 20)
"""So much of itself a number reaches at most."""

_SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")


class Tolerance:
    """How far the plain numbers of a property reach, as the store states it."""

    __slots__ = ("amount", "share", "text")

    def __init__(self, text: str, *, share: Any = None, amount: Any = None) -> None:
        self.text = text
        self.share = share
        """A part of the number itself; None where an amount is stated."""
        self.amount = amount
        """As the bounds of the type are measured: of durations in seconds."""


def parse_share(text: str) -> Tolerance | None:
    """Read a tolerance in per cent; None where it is not in per cent."""
    form = _SHARE.fullmatch(text.strip())
    return Tolerance(text, share=Fraction(form[1]) / 100) if form else None


def take_amount(text: str, kind: str, value: "Quantity") -> Tolerance:
    """Take a plain number of a type for a tolerance.

    Raises:
        ValueSyntaxError: it is a range, a limit, or has no one size.
    """
    if value.plain is None or value.low != value.high or value.low[0] < 0:
        problem = "a tolerance is one number, such as 5, or 2 %"
        raise ValueSyntaxError(text, kind, problem, hint="write how far a number reaches to either side")
    return Tolerance(text, amount=value.low[0])


def find_ends(value: "Quantity", tolerance: Tolerance | None) -> "tuple[Bound, Bound]":
    """Return the least and the most that a value reaches; its own bounds where it reaches no farther."""
    if value.plain is None:
        return value.low, value.high
    low, high = value.low[0], value.high[0]
    if tolerance is not None and tolerance.amount is not None:
        return (low - tolerance.amount, 0), (high + tolerance.amount, 0)
    share = tolerance.share if tolerance is not None else find_share(value)
    if not share:
        return value.low, value.high
    return (low - abs(low) * share, 0), (high + abs(high) * share, 0)


def find_share(value: "Quantity") -> Fraction:
    """Return how far a plain number reaches, as a part of itself; 0 where it is no round number."""
    number, unit = value.plain or (0, None)
    if not number or unit is None:
        return Fraction(0)
    shares = [_find_half(one) / abs(Fraction(one)) for one in unit.rewrite(number)]
    return min(max(shares), MOST)


def _find_half(number: Any) -> Fraction:
    """Return half a unit of the last significant digit of a round number; 0 of any other."""
    digits, last = split_digits(number)
    return last / 2 if digits is not None and digits < 10**MOST_DIGITS else Fraction(0)


def split_digits(number: Any) -> tuple[int | None, Fraction]:
    """Return the significant digits of a number and what the last of them counts; None if they never end."""
    exact = Fraction(number)
    denominator, places = exact.denominator, 0
    while denominator % 10 == 0:
        denominator, places = denominator // 10, places + 1
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator, places = denominator // factor, places + 1
    if denominator != 1:
        return None, Fraction(0)
    last = Fraction(1, 10**places)
    digits = abs(int(exact / last))
    while digits and digits % 10 == 0:
        digits, last = digits // 10, last * 10
    return digits, last
