"""A calendar strip as lines of text: its cells as columns, under a line of months and a line of days."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest

from rich.cells import cell_len

from talkscli.output.layout import find_margin
from talkscli.output.safe_text import plain
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

    Where the cells do not fit with their labels side by side, each keeps one column, and where even that is
    too wide, each column stands for several cells and shows the strongest mark among them. A line says what a
    column is if it is not a day.
    """
    glyphs = LETTERS if ascii_only else BLOCKS
    labels = [read_text(row.label) for row in strip.rows]
    spare = width - strip.indent - 2 - len(strip.cells) * _find_pitch(strip.cells)
    margin = find_margin(labels, max((width - strip.indent) // 3, spare))
    start = strip.indent + (margin + 2 if any(labels) else 0)
    room = max(width - start, 1)
    pitch, grouped = _choose_scale(strip.cells, room)
    for line in _draw_labels(strip.cells[::grouped], pitch, room):
        if line.strip():
            yield [Span(" " * start + line, "dim")]
    for row in strip.rows:
        yield from _draw_row(row, pitch, grouped, glyphs, (strip.indent, margin, start, width))
    number, stretch = grouped * strip.unit[0], strip.unit[1]
    if (number, stretch) != (1, "day"):
        what = f"one {stretch}" if number == 1 else f"{number:,} {stretch}s"
        them = "it" if number == 1 else "them"
        scale = Span(f"one column is {what} and shows the strongest mark in {them}", "dim")
        yield Paragraph(scale, indent=start)


def _choose_scale(cells: Sequence[tuple[str, str]], room: int) -> tuple[int, int]:
    """Choose how wide a column is, and how many cells it stands for."""
    count = len(cells)
    pitch = _find_pitch(cells)
    if count * pitch - 1 <= room:
        return pitch, 1
    return 1, -(-count // room)


def _find_pitch(cells: Sequence[tuple[str, str]]) -> int:
    return max((cell_len(plain(lower)) for _, lower in cells), default=1) + 1


def _draw_labels(cells: Sequence[tuple[str, str]], pitch: int, room: int) -> tuple[str, str]:
    months = [plain(upper) for upper, _ in cells]
    changes = [(i * pitch, name) for i, name in enumerate(months) if i == 0 or name != months[i - 1]]
    inset = max(pitch - 1, 1)
    days = [(i * pitch, f"{plain(lower):>{inset}}") for i, (_, lower) in enumerate(cells)]
    return _place(_shorten_labels(changes, room)), _place(days)


def _shorten_labels(labels: Sequence[tuple[int, str]], room: int) -> list[tuple[int, str]]:
    """Shorten labels to their own columns, and drop those that do not fit even then.

    Where the columns are too narrow for most of them, each may reach over those of the next one instead,
    which then has none.
    """
    fitting = []
    for (place, label), (after, _) in zip_longest(labels, labels[1:], fillvalue=(room + 1, "")):
        fits = [form for form in _list_forms(label) if place + cell_len(form) < after]
        fitting += [(place, fits[0])] if fits else []
    if 2 * len(fitting) >= len(labels):
        return fitting
    return [(place, _list_forms(label)[-1]) for place, label in labels]


def _list_forms(label: str) -> list[str]:
    """List a label and its shorter forms: February 2025, Feb 2025, Feb."""
    name, space, year = label.partition(" ")
    if not space or not name.isalpha():
        return [label]
    return [label, f"{name[:3]} {year}", name[:3]]


def _place(labels: Sequence[tuple[int, str]]) -> str:
    """Put labels at their places; one that touches the label before it is left out."""
    line, end = "", 0
    for place, label in labels:
        if label.strip() and (not end or place > end):
            line += " " * (place - end) + label
            end = place + cell_len(label)
    return line


def _draw_row(
    row: StripRow, pitch: int, grouped: int, glyphs: dict[str, str], frame: tuple[int, int, int, int]
) -> Iterator[Line]:
    indent, margin, start, width = frame
    label, remark = _pieces(row.label), _pieces(row.remark)
    starts = range(0, len(row.marks), grouped)
    marks = [min(row.marks[i : i + grouped], key=_STRENGTH.index) for i in starts]
    line: list[Span]
    drawn = list(_draw_marks(marks, pitch, glyphs, row.role))
    size = cell_len(read_text(row.label))
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
    if full + cell_len(read_text(row.remark)) <= width:
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


def read_text(text: Text) -> str:
    """Return what a text says, made safe."""
    return "".join(plain(piece.text) for piece in _pieces(text))
