"""What one column of a calendar strip is: a day, a week, a month, a year, or more years."""

from talkscli.values.edtf_calendar import MONTHS, civil, day_ordinal

LONGEST_STRIP = 62
"""A strip of more cells than this tells the eye nothing."""

SHORTEST_STRIP = 5


class Scale:
    """Days: each cell is one, numbered as the calendar numbers it."""

    __slots__ = ("unit",)

    def __init__(self, number: int = 1, name: str = "day") -> None:
        self.unit = (number, name)

    def cell(self, day: int) -> int:
        """Return the number of the cell in which a day lies."""
        return day

    def stretch(self, cell: int) -> tuple[int, int]:
        """Give the first and last day of a cell."""
        return cell, cell

    def label(self, cell: int) -> tuple[str, str]:
        """Give the upper and the lower label of a cell."""
        year, month, day = civil(self.stretch(cell)[0])
        return f"{MONTHS[month - 1]} {_name_year(year)}", str(day)


class Weeks(Scale):
    """Weeks from Monday, each labelled with its Monday."""

    __slots__ = ()

    def cell(self, day: int) -> int:
        """Return the number of the cell in which a day lies."""
        return (day - 1) // 7

    def stretch(self, cell: int) -> tuple[int, int]:
        """Give the first and last day of a cell."""
        return 7 * cell + 1, 7 * cell + 7


class Months(Scale):
    """Months under their years."""

    __slots__ = ()

    def cell(self, day: int) -> int:
        """Return the number of the cell in which a day lies."""
        year, month, _ = civil(day)
        return 12 * year + month - 1

    def stretch(self, cell: int) -> tuple[int, int]:
        """Give the first and last day of a cell."""
        return _begin_month(cell), _begin_month(cell + 1) - 1

    def label(self, cell: int) -> tuple[str, str]:
        """Give the upper and the lower label of a cell."""
        year, month = divmod(cell, 12)
        return _name_year(year), MONTHS[month][:3]


class Years(Scale):
    """Years, one or more a cell."""

    __slots__ = ()

    def cell(self, day: int) -> int:
        """Return the number of the cell in which a day lies."""
        return civil(day)[0] // self.unit[0]

    def stretch(self, cell: int) -> tuple[int, int]:
        """Give the first and last day of a cell."""
        number = self.unit[0]
        return day_ordinal(number * cell, 1, 1), day_ordinal(number * (cell + 1), 1, 1) - 1

    def label(self, cell: int) -> tuple[str, str]:
        """Give the upper and the lower label of a cell."""
        return "", _name_year(self.unit[0] * cell)


def choose_scale(
    first: int, last: int, *, before: bool = False, after: bool = False
) -> tuple[Scale, int, int]:
    """Choose the finest scale on which days do not lie too far apart, with the first and last cell.

    Args:
        first: The first day to be shown.
        last: The last one.
        before: Whether a cell is to be left free before them.
        after: Whether one is to be left free after them.
    """
    scale: Scale = Scale()
    coarser: list[Scale] = [Weeks(1, "week"), Months(1, "month"), Years(1, "year")]
    while scale.cell(last) - scale.cell(first) + 1 + before + after > LONGEST_STRIP:
        scale = coarser.pop(0) if coarser else Years(10 * scale.unit[0], "year")
    low, high = scale.cell(first) - before, scale.cell(last) + after
    while high - low + 1 < SHORTEST_STRIP:
        low, high = low - 1, high + 1
    return scale, low, high


def _begin_month(cell: int) -> int:
    year, month = divmod(cell, 12)
    return day_ordinal(year, month + 1, 1)


def _name_year(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BC"
