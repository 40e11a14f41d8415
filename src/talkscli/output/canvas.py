"""Where rich draws: text and tables that fit a width, given back as lines for a stream to send."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.console import Console
from rich.text import Text as RichText

from talkscli.output.layout import GAP


class Canvas:
    """A console of rich that draws into memory and leaves all sending, and all failing, to the streams."""

    __slots__ = ("_console", "_kept", "ascii_only", "width")

    def __init__(self, width: int, *, colour: bool = False, ascii_only: bool = False) -> None:
        self.width = max(width, 20)
        self.ascii_only = ascii_only
        self._kept = StringIO()
        # Everything that rich would find out for itself is told, for what `Streams` decided holds.
        self._console = Console(
            file=self._kept,
            width=self.width,
            height=25,
            color_system="standard" if colour else None,
            force_terminal=colour,
            force_interactive=False,
            force_jupyter=False,
            no_color=False,
            legacy_windows=False,
            safe_box=False,
            markup=False,
            emoji=False,
            highlight=False,
            _environ={},
        )

    def take(self) -> str:
        """Give what was drawn since the last time, without spaces at the ends of lines."""
        drawn = self._kept.getvalue()
        self._kept.seek(0)
        self._kept.truncate()
        drawn = drawn.replace("\x1b[2m \x1b[0m", " ")  # what stands between columns is as dim as their rules
        return "\n".join([line.rstrip(" ") for line in drawn.split("\n")])

    def draw_line(self, text: RichText) -> None:
        """Draw a line that is known to fit."""
        self._console.print(text, soft_wrap=True)

    def draw_text(
        self, text: RichText, indent: int = 0, hanging: int = 0, lead: RichText | None = None
    ) -> None:
        """Draw running text, wrapped; its second and later lines are indented further by `hanging`.

        A `lead` stands in the first line's indentation.
        """
        indent = min(indent, self.width // 2)
        hanging = min(hanging, self.width // 2)
        room = self.width - indent
        lines = list(text.wrap(self._console, room, overflow="fold"))
        if hanging and len(lines) > 1:
            # What follows the first line is wrapped again, in less room.
            used = len(lines[0].plain)
            rest = text.plain[used:]
            _, tail = text.divide([used + len(rest) - len(rest.lstrip())])
            lines[1:] = tail.wrap(self._console, room - hanging, overflow="fold")
        for number, line in enumerate(lines):
            line.rstrip()
            start = " " * (indent + (hanging if number else 0))
            first = lead if lead is not None and not number else RichText(start)
            self._console.print(RichText.assemble(first, line), soft_wrap=True)

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
        rule = RichText(("-" if self.ascii_only else "─") * (sum(widths) + GAP * (len(widths) - 1)), "dim")
        lines: list[RichText] = []
        if head is not None:
            lines += self._lay_row(head, widths, right)
            lines.append(rule)
        for number, row in enumerate(rows):
            if rules and number:
                lines.append(rule)
            lines += self._lay_row(row, widths, right)
        # One text for the whole table: rich's own Table spends more on each cell than on all that is drawn.
        start = " " * indent
        drawn = RichText(end="")
        for line in lines:
            drawn.append(start).append_text(line).append("\n")
        self._console.print(drawn, soft_wrap=True, end="")

    def _lay_row(
        self, row: Sequence[RichText], widths: Sequence[int], right: Sequence[bool]
    ) -> list[RichText]:
        """Lay the cells of a row side by side, each wrapped within its column."""
        cells = [self._wrap(text, width) for text, width in zip(row, widths, strict=True)]
        lines = []
        last = len(widths) - 1
        for at in range(max(map(len, cells))):
            line = RichText(end="")
            lack = 0
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
                text = cell[at] if at < len(cell) else RichText()
                spare = width - text.cell_len
                before = lack + spare if right[column] else lack
                if before:
                    line.append(" " * before)
                line.append_text(text)
                lack = (0 if right[column] else spare) + (GAP if column < last else 0)
            lines.append(line)
        return lines

    def _wrap(self, text: RichText, width: int) -> list[RichText]:
        if text.cell_len <= width and "\n" not in text.plain:
            return [text]
        lines = list(text.wrap(self._console, width, overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines
