"""The geometry of pictures: marks and ticks, placed in per cent of a width that only the reader knows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from math import ceil, floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.reports.blocks import Strip
    from talkscli.values.base import Bounds

SOLID = "solid"
VAGUE = "vague"
OPEN_LEFT = "open-left"
OPEN_RIGHT = "open-right"
POINT = "point"

SHAPES = {"#": SOLID, "~": VAGUE, "<": OPEN_LEFT, ">": OPEN_RIGHT}

NARROW_TICKS = 7
WIDE_TICKS = 21
"""So many labels fit side by side on a telephone, and beside the labels of a wide page."""

TINY = 1e-300
"""What is nearer to nothing cannot be reckoned with, and stands at nothing."""
LEAST_WIDTH = 0.8
"""What is no point is at least so wide, in per cent."""

FAR = 50
"""From this ratio of the greatest number to the least on, a scale is logarithmic."""

MOST_POWERS = 8
"""Of more powers of ten, only each second, third … has a label."""

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(slots=True)
class Mark:
    """A bar or a point on a track, in per cent of its width."""

    shape: str
    start: float
    width: float = 0.0


@dataclass(slots=True)
class Tick:
    """A label of an axis."""

    place: float
    text: str
    wide: bool = False
    """Whether it is left out where the page is narrow."""


@dataclass(slots=True)
class Axis:
    """The labels over tracks, and the lines down through them."""

    ticks: list[Tick] = field(default_factory=list)
    heads: list[Tick] = field(default_factory=list)
    """A line of labels above the others: months over days."""
    lines: list[float] = field(default_factory=list)
    words: str = ""
    """What the axis goes from and to, for those who do not see it."""
    remark: str = ""


@dataclass(slots=True)
class Chart:
    """An axis, and for each row its marks."""

    axis: Axis
    tracks: list[list[Mark]]


def draw_calendar(strip: "Strip") -> Chart:
    """Place the cells of a calendar strip."""
    count = len(strip.cells)
    cell = 100 / count
    wide, narrow = choose_steps(count)
    axis = Axis(
        lines=[cell * place for place in range(0, count + 1, 1 if count <= 2 * NARROW_TICKS else narrow)]
    )
    for place, (_, lower) in enumerate(strip.cells):
        if place % wide == 0:
            axis.ticks.append(Tick(cell * (place + 0.5), lower, wide=place % narrow != 0))
    last = -100.0
    for place, (upper, _) in enumerate(strip.cells):
        if upper and (place == 0 or upper != strip.cells[place - 1][0]) and cell * place - last >= 30:
            axis.heads.append(Tick(cell * place, upper))
            last = cell * place
    ends = [strip.cells[0], strip.cells[-1]]
    axis.words = " to ".join(" ".join(filter(None, [lower, upper])) for upper, lower in ends)
    number, name = strip.unit
    if name != "day":
        axis.remark = f"One column is {f'one {name}' if number == 1 else f'{number:,} {name}s'}."
    return Chart(axis, [_read_marks(row.marks, cell) for row in strip.rows])


def _read_marks(marks: str, cell: float) -> list[Mark]:
    found, place = [], 0
    for mark, run in groupby(marks):
        size = len(list(run))
        if mark in SHAPES:
            found.append(Mark(SHAPES[mark], cell * place, cell * size))
        place += size
    return found


def draw_numbers(bounds: "Sequence[Bounds | None]", unit: str = "") -> Chart | None:
    """Place numbers on a line; None where they are of different units, or none of them has an end.

    Args:
        bounds: Those of each row; None for a row that is no number.
        unit: What they are numbers of, where the bounds do not say it.
    """
    known = [one for one in bounds if one is not None]
    numbers = {float(end) for low, high, _ in known for end in (low, high) if end is not None}
    ends = sorted(0.0 if abs(number) < TINY else number for number in numbers)
    units = {one[2] for one in known}
    if not ends or len(units) != 1:
        return None
    (of,) = units
    least, most = ends[0], ends[-1]
    is_log = least > 0 and most / least >= FAR
    size, name = _choose_unit(most) if of == "s" else (1.0, of or unit)
    ticks = _list_powers(least / size, most / size) if is_log else _list_round(least / size, most / size)
    first, last = ticks[0] * size, ticks[-1] * size

    def place(number: float) -> float:
        share = (
            (log10(number) - log10(first)) / (log10(last) - log10(first))
            if is_log
            else (number - first) / (last - first)
        )
        # Room at both ends, so that a point or a label there is not cut.
        return 5 + 90 * min(max(share, 0.0), 1.0)

    axis = Axis(lines=[place(tick * size) for tick in ticks])
    step = ceil(len(ticks) / 4)
    for number, tick in enumerate(ticks):
        axis.ticks.append(Tick(place(tick * size), _write_number(tick), wide=number % step != 0))
    if name:
        axis.heads.append(Tick(5, name))
    axis.words = f"{_write_number(ticks[0])} to {_write_number(ticks[-1])} {name}".strip()
    axis.remark = f"Each step is {_write_number(ticks[1] / ticks[0])} times the one before." if is_log else ""

    def mark(one: "Bounds") -> list[Mark]:
        return mark_reach(*(None if end is None else place(float(end)) for end in one[:2]))

    return Chart(axis, [[] if one is None else mark(one) for one in bounds])


def mark_reach(start: float | None, end: float | None) -> list[Mark]:
    """Make the marks of what reaches from one place to another; None where it is open."""
    if start is not None and start == end:
        return [Mark(POINT, start)]
    first, last = 0.0 if start is None else start, 100.0 if end is None else end
    marks = [Mark(VAGUE, first, max(last - first, LEAST_WIDTH))]
    if start is None:
        marks.append(Mark(OPEN_LEFT, 0, 4))
    if end is None:
        marks.append(Mark(OPEN_RIGHT, 96, 4))
    return marks


def choose_steps(count: int) -> tuple[int, int]:
    """Choose how far apart the labels of cells are, on a wide page and on a narrow one."""
    wide = ceil(count / WIDE_TICKS)
    return wide, ceil(ceil(count / NARROW_TICKS) / wide) * wide


def _choose_unit(seconds: float) -> tuple[float, str]:
    for size, name in ((365.25 * DAY, "years"), (DAY, "days"), (HOUR, "hours"), (MINUTE, "minutes")):
        if seconds >= 2 * size:
            return size, name
    return 1.0, "seconds"


def _list_round(least: float, most: float) -> list[float]:
    """List round numbers at equal distances that hold two numbers between them."""
    if least >= 0 and most > 0 and (least < most / 3 or least == most):
        least = 0.0
    span = (most - least) or abs(most) or 1.0
    power = 10.0 ** floor(log10(span / 5))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 6)
    first, last = floor(least / step), ceil(most / step)
    return [one * step for one in range(first, max(last, first + 1) + 1)]


def _list_powers(least: float, most: float) -> list[float]:
    first, last = floor(log10(least)), ceil(log10(most))
    step = ceil((last - first) / MOST_POWERS) or 1
    count = ceil((last - first) / step) or 1
    return [10.0 ** min(first + step * number, 300) for number in range(count + 1)]


def _write_number(number: float) -> str:
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(number) >= size:
            return f"{number / size:,.6g}{word}"
    return f"{number:,.6g}" if abs(number) < 10_000 else f"{number:,.0f}"


class BrokenScale:
    """A line of days on which empty stretches are shortened: the longer a gap, the more."""

    def __init__(self, days: Sequence[int]) -> None:
        """Make a line.

        Args:
            days: Every day that must have a place; at least one.
        """
        self.days = sorted(set(days))
        self._places = [0.0]
        for before, after in pairwise(self.days):
            self._places.append(self._places[-1] + 1 + log10(after - before) * 2)
        self._size = self._places[-1] or 1.0
        self.is_broken = any(after - before > 1 for before, after in pairwise(self.days))

    def place(self, day: int) -> float:
        """Return where one of the days lies, in per cent."""
        from bisect import bisect_left

        number = min(bisect_left(self.days, day), len(self.days) - 1)
        return 3 + 94 * self._places[number] / self._size

    def choose_ticks(self, apart: float) -> list[int]:
        """Choose days whose labels lie so far apart, in per cent; the first and the last are among them.

        The labels of these two reach only inwards, so that the next ones must lie further away.
        """
        first, last = self.days[0], self.days[-1]
        inner: list[int] = []
        for day in reversed(self.days[1:-1]):
            beyond, near = (inner[-1], apart) if inner else (last, 1.5 * apart)
            if (
                self.place(beyond) - self.place(day) >= near
                and self.place(day) - self.place(first) >= 1.5 * apart
            ):
                inner.append(day)
        return list(dict.fromkeys([first, *inner[::-1], last]))
