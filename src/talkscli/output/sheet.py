"""Text and tables laid out line by line, each piece with the look of its style.

rich's own Table asks every cell for its width, its wrapping and its lines through several layers, which costs
more than all that is drawn. Here the widths are known, so a cell is wrapped by offsets into its text.
"""

import re
from collections.abc import Sequence

from rich.cells import cell_len, chop_cells
from rich.color import ColorSystem
from rich.style import Style
from rich.text import Text

from talkscli.output.layout import GAP

_WORD = re.compile(r"\S+")

Line = tuple[int, int, int]
"""Where a line of a cell begins and ends in the cell's text, and how wide it is."""


class Sheet:
    """Lines that become one text."""

    __slots__ = ("_colour", "_parts")

    def __init__(self, *, colour: bool = False) -> None:
        self._parts: list[str] = []
        self._colour = colour

    def add_line(self, start: str, text: str, style: str) -> None:
        """Add a line of one style."""
        self._write(start)
        self._write(self._paint(text, style))
        self._write("\n")

    def add_text(
        self, text: Text, lines: Sequence[Line], indent: int = 0, hanging: int = 0, lead: Text | None = None
    ) -> None:
        """Add a text by its lines, the second and later ones indented further; a lead may stand before it."""
        for number, (begin, end, _) in enumerate(lines):
            if lead is not None and not number:
                self._write_piece(lead, 0, len(lead.plain))
            else:
                self._write(" " * (indent + (hanging if number else 0)))
            self._write_piece(text, begin, end)
            self._write("\n")

    def add_row(
        self, row: Sequence[Text], widths: Sequence[int], right: Sequence[bool], start: str = ""
    ) -> None:
        """Add cells side by side, each wrapped within its column."""
        cells = [break_lines(text.plain, width) for text, width in zip(row, widths, strict=True)]
        last = len(widths) - 1
        for at in range(max(map(len, cells))):
            self._write(start)
            lack = 0
            for column, width in enumerate(widths):
                begin, end, size = cells[column][at] if at < len(cells[column]) else (0, 0, 0)
                spare = width - size
                self._write(" " * (lack + spare if right[column] else lack))
                self._write_piece(row[column], begin, end)
                lack = (0 if right[column] else spare) + (GAP if column < last else 0)
            self._write("\n")

    def finish(self) -> str:
        """Give everything as one text."""
        return "".join(self._parts)

    def _write(self, text: str) -> None:
        self._parts.append(text)

    def _write_piece(self, text: Text, begin: int, end: int) -> None:
        if not self._colour:
            self._write(text.plain[begin:end])
            return
        done = begin
        # A text here is made piece by piece: no two of its spans overlap, and they stand in order.
        for span in text.spans:
            first, last = max(span.start, done), min(span.end, end)
            if first < last:
                self._write(text.plain[done:first])
                self._write(self._paint(text.plain[first:last], str(span.style)))
                done = last
        self._write(text.plain[done:end])

    def _paint(self, text: str, style: str) -> str:
        if not self._colour:
            return text
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


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
