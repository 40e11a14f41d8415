"""How wide the columns of a table may be, and where lines are broken: nothing is cut or unreadably narrow."""

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, chop_cells

GAP = 2
"""The space between two columns."""

READABLE = 18
"""The least width that a text is wrapped to; with less, it is better shown at the side of its label."""

LONGEST_WORD = 28
"""A longer word is folded rather than given a column of its own width."""


LITTLE = 8
"""How much more width a column may be given at once to be spared all wrapping, where there is little."""

SHARE = 8
"""Where there is much, it may be given one part in so many of all that can be shared out."""

Line = tuple[int, int, int]
"""Where a line of a text begins and ends in it, and how wide it is."""

_WORD = re.compile(r"\S+")


class Need:
    """What one column needs: its least and its full width, and how much its claim to spare width weighs."""

    __slots__ = ("full", "grow", "least")

    def __init__(self, least: int, full: int, grow: int = 0) -> None:
        self.least = least
        self.full = full
        self.grow = grow


def measure_column(
    label: str,
    texts: Iterable[str],
    *,
    wrap: bool = True,
    grow: int = 0,
    minimum: int = 0,
    tight: bool = False,
) -> Need:
    """Find what a column needs for its label and its texts."""
    full = max(cell_len(label), minimum)
    word = longest_word(label)
    for text in texts:
        width = max(map(cell_len, text.split("\n")))
        full = max(full, width)
        word = max(word, longest_word(text) if wrap and (tight or width > READABLE) else width)
    if not wrap:
        return Need(max(word, minimum), full, grow)
    least = max(min(word, LONGEST_WORD), 0 if tight else min(READABLE, full), minimum)
    return Need(min(least, full), full, grow)


def fit_columns(needs: Sequence[Need], width: int) -> list[int] | None:
    """Share out a width among columns, or return nothing if they cannot stand side by side."""
    widths = [need.least for need in needs]
    spare = width - GAP * (len(needs) - 1) - sum(widths)
    if spare < 0:
        return None
    little = max(LITTLE, spare // SHARE)
    for place in sorted(range(len(needs)), key=lambda i: needs[i].full - widths[i]):
        # Some columns need little to be spared all wrapping, and get it before long texts take everything.
        lack = needs[place].full - widths[place]
        if lack <= min(spare, little):
            widths[place] += lack
            spare -= lack
    narrow = [place for place, need in enumerate(needs) if widths[place] < need.full]
    while spare and narrow:
        # The column that makes its rows tallest gets the next bit of width.
        place = max(narrow, key=lambda i: needs[i].full * max(needs[i].grow, 1) / max(widths[i], 1))
        widths[place] += 1
        spare -= 1
        if widths[place] == needs[place].full:
            narrow.remove(place)
    return widths


def longest_word(text: str) -> int:
    """Measure the widest of a text's words."""
    return max(map(cell_len, text.split()), default=0)


def find_margin(labels: Iterable[str], most: int) -> int:
    """Find the width of a column of labels; one longer than the most it may be has a line of its own."""
    return max((size for size in map(cell_len, labels) if size <= max(most, 8)), default=0)


def break_lines(text: str, width: int) -> list[Line]:
    """Wrap a text to a width at its spaces and line feeds; a word longer than the width is folded."""
    measure = len if text.isascii() else cell_len
    if measure(text) <= width and "\n" not in text:
        return [(0, len(text), measure(text))]
    lines: list[Line] = []
    offset = 0
    for paragraph in text.split("\n"):
        lines += _break_paragraph(paragraph, width, offset)
        offset += len(paragraph) + 1
    return lines


def _break_paragraph(text: str, width: int, offset: int) -> list[Line]:
    measure = len if text.isascii() else cell_len
    lines: list[Line] = []
    start = end = size = 0
    for match in _WORD.finditer(text):
        first, last = match.span()
        length = measure(match[0])
        if end > start and size + first - end + length <= width:
            size += first - end + length
            end = last
            continue
        if end > start:
            lines.append((offset + start, offset + end, size))
        if length > width:
            *full, rest = chop_cells(match[0], width)
            for piece in full:
                lines.append((offset + first, offset + first + len(piece), measure(piece)))
                first += len(piece)
            length = measure(rest)
        start, end, size = first, last, length
    if end > start or not lines:
        lines.append((offset + start, offset + end, size))
    return lines
