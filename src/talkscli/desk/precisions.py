"""Dates that come with their precision in a column of its own, as Wikidata and many databases give them."""

import re
from typing import Any

from talkscli.errors import UsageError

DECADE, YEAR, MONTH, DAY, TIME = "decade", "year", "month", "day", "time"

_NAMES = {
    # https://www.wikidata.org/wiki/Help:Dates#Precision
    "8": DECADE,
    "9": YEAR,
    "10": MONTH,
    "11": DAY,
    "12": TIME,
    "13": TIME,
    "14": TIME,
    **{name: name for name in (DECADE, YEAR, MONTH, DAY, TIME)},
    "decades": DECADE,
    "years": YEAR,
    "months": MONTH,
    "days": DAY,
    "hour": TIME,
    "minute": TIME,
    "second": TIME,
    "y": YEAR,
    "m": MONTH,
    "d": DAY,
}
_ORDER = (DECADE, YEAR, MONTH, DAY, TIME)
_DATE = re.compile(r"(?P<year>-?[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?P<time>T.*)?)?)?")


class Precise:
    """A date and its precision, which stand in two columns."""

    __slots__ = ("precision", "value")

    def __init__(self, value: Any, precision: Any) -> None:
        self.value = value
        self.precision = precision

    def __repr__(self) -> str:
        return f"Precise({self.value!r}, {self.precision!r})"

    def __str__(self) -> str:
        return f"{self.value} (precision {self.precision})"


def cut_date(notation: str, precision: Any, place: str) -> str:
    """Return a date without what is finer than its precision.

    Args:
        notation: The date.
        precision: `year`, `month`, `day` and the like, or Wikidata's 9, 10, 11.
        place: Where it stands, for messages.

    Raises:
        UsageError: the precision is none that is known, or the date is no single one as precise as that.
    """
    name = _NAMES.get(str(precision).strip().casefold().removesuffix(".0"))
    if name is None:
        raise UsageError(
            f"{precision!r} is no precision of a date",
            place=f"{place}_precision",
            hint="decade, year, month or day (Wikidata: 8, 9, 10, 11); write a century as 18XX",
        )
    found = _DATE.fullmatch(notation)
    if found is None:
        raise UsageError(
            f"{notation} is not one date, and cannot be cut to the {name}",
            place=place,
            hint="leave its precision empty",
        )
    own = next((part for part in (TIME, DAY, MONTH, YEAR) if found[part] is not None), YEAR)
    if _ORDER.index(own) < _ORDER.index(name):
        raise UsageError(
            f"{notation} tells the {own}, and its precision is the {name}",
            place=place,
            hint="mend one of the two",
        )
    if name == DECADE:
        return f"{found[YEAR][:-1]}X"
    ends = {YEAR: found.end(YEAR), MONTH: found.end(MONTH), DAY: found.end(DAY)}
    return notation[: ends[name]] if name in ends else notation
