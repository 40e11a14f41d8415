"""Where rich draws: text and tables that fit a width, given back as lines for a stream to send."""

from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text as RichText

from talkscli.output.layout import GAP

_RULES = "    \n    \n {0}{0} \n    \n {1}{1} \n    \n    \n    \n"
"""A box with a rule below the header and nothing else: its sides are cut off, its rows may have rules."""


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
        rule = "-" if self.ascii_only else "─"
        table = Table(
            box=Box(_RULES.format(rule, rule if rules else " "), ascii=self.ascii_only)
            if head or rules
            else None,
            show_header=head is not None,
            show_edge=False,
            show_lines=rules,
            pad_edge=False,
            padding=(0, GAP - 1, 0, 0) if head or rules else (0, GAP, 0, 0),
            border_style="dim",
            header_style="",
        )
        for number, width in enumerate(widths):
            table.add_column(
                head[number] if head else "",
                width=width,
                overflow="fold",
                justify="right" if right[number] else "left",
            )
        for row in rows:
            table.add_row(*row)
        if indent:
            from rich.padding import Padding

            self._console.print(Padding(table, (0, 0, 0, indent), expand=False))
        else:
            self._console.print(table)
