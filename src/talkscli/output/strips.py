"""A calendar strip as lines of text: the days as columns, under a line of months and a line of days."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from rich.cells import cell_len

from talkscli.output.cells import plain
from talkscli.output.layout import find_margin
from talkscli.reports.blocks import Paragraph, Span, Strip, StripRow, Text

BLOCKS = {"#": "█", "~": "░", ".": "·", "<": "←", ">": "→"}
LETTERS = {"#": "#", "~": "~", ".": ".", "<": "<", ">": ">"}
"""The same marks for a terminal that has no blocks."""

_STRENGTH = "#~<>."
_FILLING = "#~"

Line = list[Span] | Paragraph
"""A line that is as wide as it is, or one that wraps."""


def draw_strip(strip: Strip, width: int, *, ascii_only: bool = False) -> Iterator[Line]:
    """Draw a strip within a width.

    Where the days do not fit with their numbers side by side, each day keeps one column, and where even that
    is too wide, each column stands for several days, shows the strongest mark among them, and a line says so.
    """
    glyphs = LETTERS if ascii_only else BLOCKS
    labels = [_read(row.label) for row in strip.rows]
    spare = width - strip.indent - 2 - len(strip.cells) * _find_pitch(strip.cells)
    margin = find_margin(labels, max((width - strip.indent) // 3, spare))
    start = strip.indent + (margin + 2 if any(labels) else 0)
    pitch, days = _choose_scale(strip.cells, max(width - start, 1))
    cells = strip.cells[::days]
    for line in _draw_labels(cells, pitch):
        if line.strip():
            yield [Span(" " * start + line, "dim")]
    for row in strip.rows:
        yield from _draw_row(row, pitch, days, glyphs, (strip.indent, margin, start, width))
    if days > 1:
        scale = Span(f"one column is {days} days and shows the strongest mark in them", "dim")
        yield Paragraph(scale, indent=start)


def _choose_scale(cells: Sequence[tuple[str, str]], room: int) -> tuple[int, int]:
    """Choose how many columns a cell takes, and how many days a cell stands for."""
    count = len(cells)
    pitch = _find_pitch(cells)
    if count * pitch - 1 <= room:
        return pitch, 1
    return 1, -(-count // room)


def _find_pitch(cells: Sequence[tuple[str, str]]) -> int:
    return max((cell_len(plain(lower)) for _, lower in cells), default=1) + 1


def _draw_labels(cells: Sequence[tuple[str, str]], pitch: int) -> tuple[str, str]:
    months = [plain(upper) for upper, _ in cells]
    changes = [(i * pitch, name) for i, name in enumerate(months) if i == 0 or name != months[i - 1]]
    inset = max(pitch - 1, 1)
    days = [(i * pitch, f"{plain(lower):>{inset}}") for i, (_, lower) in enumerate(cells)]
    length = len(cells) * pitch
    return _place(changes, length, push=True), _place(days, length, push=False)


def _place(labels: Sequence[tuple[int, str]], length: int, *, push: bool) -> str:
    """Put labels at their places; one that touches its neighbour is pushed within its span, or left out."""
    line, end = "", 0
    for (place, label), (after, _) in zip_longest(labels, labels[1:], fillvalue=(length, "")):
        at = max(place, end + 1 if end else 0)
        if label.strip() and (at == place or (push and at < after)):
            line += " " * (at - end) + label
            end = at + cell_len(label)
    return line


def _draw_row(
    row: StripRow, pitch: int, days: int, glyphs: dict[str, str], frame: tuple[int, int, int, int]
) -> Iterator[Line]:
    indent, margin, start, width = frame
    label, remark = _pieces(row.label), _pieces(row.remark)
    marks = [min(row.marks[i : i + days], key=_STRENGTH.index) for i in range(0, len(row.marks), days)]
    line: list[Span]
    drawn = list(_draw_marks(marks, pitch, glyphs, row.role))
    size = cell_len(_read(row.label))
    if size > margin:
        yield Paragraph(label, indent, hanging=2)
        line = [Span(" " * start), *drawn]
    else:
        line = [Span(" " * indent), *label, Span(" " * (start - indent - size)), *drawn]
    if not remark:
        yield line
        return
    used = start + sum(cell_len(piece.text) for piece in drawn)
    full = start + len(marks) * pitch + (2 if pitch == 1 else 1)
    if full + cell_len(_read(row.remark)) <= width:
        yield [*line, Span(" " * (full - used)), *remark]
    else:
        yield line
        yield Paragraph(remark, indent=start)


def _draw_marks(marks: Sequence[str], pitch: int, glyphs: dict[str, str], role: str) -> Iterator[Span]:
    for mark, run in groupby(marks):
        count = len(list(run))
        glyph, inset = glyphs[mark], max(pitch - 1, 1)
        if mark in _FILLING:
            text = glyph * (count * pitch - (pitch - inset))
        else:
            # An arrow leans on the days beside it, whichever side they are on.
            one = f"{glyph:<{inset}}" if mark == ">" else f"{glyph:>{inset}}"
            text = (" " * (pitch - inset)).join([one] * count)
        yield Span(text, "dim" if mark == "." else role)
        if pitch > inset:
            yield Span(" " * (pitch - inset))


def _pieces(text: Text) -> list[Span]:
    if isinstance(text, str):
        return [Span(text)] if text else []
    if isinstance(text, Span):
        return [text]
    return [piece if isinstance(piece, Span) else Span(piece) for piece in text]


def _read(text: Text) -> str:
    return "".join(plain(piece.text) for piece in _pieces(text))
