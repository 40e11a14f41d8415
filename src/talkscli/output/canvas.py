"""Where text and tables are drawn so that they fit a width, given back as lines for a stream to send.

What stands in them is rich's `Text`, and rich's `Style` gives it its looks. Its `Console` is left out: what
it would find out is known here, and loading it was two fifths of what a table adds to a run.
"""

from collections.abc import Iterable, Sequence

from rich.text import Text as RichText

from talkscli.output.layout import GAP
from talkscli.output.sheet import Sheet, break_lines


class Canvas:
    """Draws into memory, and leaves all sending, and all failing, to the streams."""

    __slots__ = ("_colour", "_sheet", "ascii_only", "width")

    def __init__(self, width: int, *, colour: bool = False, ascii_only: bool = False) -> None:
        self.width = max(width, 20)
        self.ascii_only = ascii_only
        self._colour = colour
        self._sheet = Sheet(colour=colour)

    def take(self) -> str:
        """Give what was drawn since the last time, without spaces at the ends of lines."""
        drawn = self._sheet.finish()
        self._sheet = Sheet(colour=self._colour)
        return "\n".join([line.rstrip(" ") for line in drawn.split("\n")])

    def draw_line(self, text: RichText) -> None:
        """Draw a line that is known to fit."""
        self._sheet.add_text(text, [(0, len(text.plain), 0)])

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
        self._sheet.add_text(text, lines, indent, hanging, lead)

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
        rule = ("-" if self.ascii_only else "─") * (sum(widths) + GAP * (len(widths) - 1))
        start = " " * indent
        if head is not None:
            self._sheet.add_row(head, widths, right, start)
            self._sheet.add_line(start, rule, "dim")
        for number, row in enumerate(rows):
            if rules and number:
                self._sheet.add_line(start, rule, "dim")
            self._sheet.add_row(row, widths, right, start)
