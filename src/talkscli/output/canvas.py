"""Where text and tables are drawn so that they fit a width, given back as lines for a stream to send.

What stands in them is rich's `Text`, and rich's `Style` gives it its looks. Its `Console` is left out: what
it would find out is known here, and loading it was two fifths of what a table adds to a run. So is its
`Table`, which asks every cell for its width, its wrapping and its lines through several layers. Here the
widths are known, so that a cell is wrapped by offsets into its text.
"""

from collections.abc import Iterable, Sequence

from rich.color import ColorSystem
from rich.style import Style
from rich.text import Text as RichText

from talkscli.output.layout import GAP, Line, break_lines


class Canvas:
    """Draws into memory, and leaves all sending, and all failing, to the streams."""

    __slots__ = ("_colour", "_parts", "ascii_only", "width")

    def __init__(self, width: int, *, colour: bool = False, ascii_only: bool = False) -> None:
        self.width = max(width, 20)
        self.ascii_only = ascii_only
        self._colour = colour
        self._parts: list[str] = []

    def take(self) -> str:
        """Give what was drawn since the last time, without spaces at the ends of lines."""
        drawn = "".join(self._parts)
        self._parts.clear()
        return "\n".join([line.rstrip(" ") for line in drawn.split("\n")])

    def draw_line(self, text: RichText) -> None:
        """Draw a line that is known to fit."""
        self._add_text(text, [(0, len(text.plain), 0)])

    def draw_text(
        self, text: RichText, indent: int = 0, hanging: int = 0, lead: RichText | None = None
    ) -> None:
        """Draw running text, wrapped; its second and later lines are indented further by `hanging`.

        A `lead` stands in the first line's indentation.
        """
        indent = min(indent, self.width // 2)
        hanging = min(hanging, self.width // 2)
        room = self.width - indent
        lines = break_lines(text.plain, room)
        if hanging and len(lines) > 1:
            # What follows the first line is wrapped again, in less room.
            begin = lines[1][0]
            rest = break_lines(text.plain[begin:], room - hanging)
            lines[1:] = [(first + begin, last + begin, size) for first, last, size in rest]
        self._add_text(text, lines, indent, hanging, lead)

    def draw_table(
        self,
        head: Sequence[RichText] | None,
        rows: Iterable[Sequence[RichText]],
        widths: Sequence[int],
        *,
        right: Sequence[bool],
        rules: bool = False,
        indent: int = 0,
    ) -> None:
        """Draw a table whose columns have the widths given, each text wrapped within its column."""
        start = " " * indent
        line = ("-" if self.ascii_only else "─") * (sum(widths) + GAP * (len(widths) - 1))
        rule = f"{start}{self._paint(line, 'dim')}\n"
        if head is not None:
            self._add_row(head, widths, right, start)
            self._parts.append(rule)
        for number, row in enumerate(rows):
            if rules and number:
                self._parts.append(rule)
            self._add_row(row, widths, right, start)

    def _add_text(
        self,
        text: RichText,
        lines: Sequence[Line],
        indent: int = 0,
        hanging: int = 0,
        lead: RichText | None = None,
    ) -> None:
        """Add a text by its lines, the second and later ones indented further; a lead may stand before it."""
        for number, (begin, end, _) in enumerate(lines):
            if lead is not None and not number:
                self._write_piece(lead, 0, len(lead.plain))
            else:
                self._parts.append(" " * (indent + (hanging if number else 0)))
            self._write_piece(text, begin, end)
            self._parts.append("\n")

    def _add_row(
        self, row: Sequence[RichText], widths: Sequence[int], right: Sequence[bool], start: str = ""
    ) -> None:
        """Add cells side by side, each wrapped within its column."""
        cells = [break_lines(text.plain, width) for text, width in zip(row, widths, strict=True)]
        last = len(widths) - 1
        for at in range(max(map(len, cells))):
            self._parts.append(start)
            lack = 0
            for column, width in enumerate(widths):
                begin, end, size = cells[column][at] if at < len(cells[column]) else (0, 0, 0)
                spare = width - size
                self._parts.append(" " * (lack + spare if right[column] else lack))
                self._write_piece(row[column], begin, end)
                lack = (0 if right[column] else spare) + (GAP if column < last else 0)
            self._parts.append("\n")

    def _write_piece(self, text: RichText, begin: int, end: int) -> None:
        if not self._colour:
            self._parts.append(text.plain[begin:end])
            return
        done = begin
        # A text here is made piece by piece: no two of its spans overlap, and they stand in order.
        for span in text.spans:
            first, last = max(span.start, done), min(span.end, end)
            if first < last:
                self._parts.append(text.plain[done:first])
                self._parts.append(self._paint(text.plain[first:last], str(span.style)))
                done = last
        self._parts.append(text.plain[done:end])

    def _paint(self, text: str, style: str) -> str:
        if not self._colour:
            return text
        return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)
