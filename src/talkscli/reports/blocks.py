"""Neutral building blocks of what people see: pieces of text with a role, laid out in a few shapes.

A role says what a piece is (a verdict, a name, a quotation), never a colour: the writer of the terminal
gives it a look.
"""

from collections.abc import Iterable, Sequence

ROLES = (
    "plain",  # running text
    "strong",  # what the eye should meet first
    "dim",  # secondary: dates, sources, counts
    "id",  # something that can be typed back to the program
    "name",  # a person, body or outlet
    "quote",  # words quoted
    "value",  # a value claimed
    "match",  # words that were searched for
    "contradiction",
    "overlap",
    "imprecise",
    "agreement",
    "single",
    "unknown",
    "denies",
    "withholds",
)


class Span:
    """A piece of text and its role."""

    __slots__ = ("role", "text")

    def __init__(self, text: str, role: str = "plain") -> None:
        self.text = text
        self.role = role


Text = str | Span | Sequence["Span | str"]
"""A run of text: a plain string, one piece, or several."""

LINE_BREAK = "\n"
"""As a piece of its own, it begins a new line; a line feed within a piece is data, and is shown as such."""


def join_runs(between: "Span | str", runs: "Iterable[Sequence[Span | str]]") -> "list[Span | str]":
    """Join runs of text to one, with a piece between each two."""
    joined: list[Span | str] = []
    for run in runs:
        if joined:
            joined.append(between)
        joined += run
    return joined


class Heading:
    """A title line, with an optional remark at its side."""

    __slots__ = ("level", "remark", "text")

    def __init__(self, text: Text, remark: Text = "", level: int = 1) -> None:
        self.text = text
        self.remark = remark
        self.level = level


class Paragraph:
    """Running text that wraps at the terminal's width, indented by some columns."""

    __slots__ = ("hanging", "indent", "text")

    def __init__(self, text: Text, indent: int = 0, hanging: int = 0) -> None:
        self.text = text
        self.indent = indent
        self.hanging = hanging
        """How much further its second and later lines are indented."""


class Line:
    """One line: the first of its forms that fits the terminal's width; if none does, the last one is cut."""

    __slots__ = ("forms", "indent")

    def __init__(self, forms: Sequence[Text], indent: int = 0) -> None:
        self.forms = forms
        """From the longest to the shortest."""
        self.indent = indent


class Pairs:
    """Labels and what they stand for, in two aligned columns."""

    __slots__ = ("indent", "items")

    def __init__(self, items: Sequence[tuple[Text, Text]], indent: int = 0) -> None:
        self.items = items
        self.indent = indent


class GridColumn:
    """A column of a grid: its label, whether it takes spare width, and its alignment."""

    __slots__ = ("grow", "label", "minimum", "right", "tight", "wrap")

    def __init__(
        self,
        label: str = "",
        *,
        grow: int = 0,
        minimum: int = 0,
        right: bool = False,
        wrap: bool = True,
        tight: bool = False,
    ) -> None:
        self.label = label
        self.grow = grow
        self.minimum = minimum
        self.right = right
        self.wrap = wrap
        """Whether a text too long for its column goes on in the next line; otherwise it sets the width."""
        self.tight = tight
        """Whether it may be as narrow as its longest word: names and dates, not running text."""


class Grid:
    """A table drawn for people; a row may be followed by a rule."""

    __slots__ = ("columns", "indent", "lines", "rows")

    def __init__(
        self,
        columns: Sequence[GridColumn],
        rows: Sequence[Sequence[Text]],
        *,
        indent: int = 0,
        lines: bool = False,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.indent = indent
        self.lines = lines
        """Whether a rule is drawn between rows."""


class StripRow:
    """One position on the calendar: a label, and each cell's mark: asserted, possible or neither."""

    __slots__ = ("label", "marks", "remark", "role")

    def __init__(self, label: Text, marks: str, remark: Text = "", role: str = "value") -> None:
        self.label = label
        self.marks = marks
        """One character a cell: `#` asserted, `~` possible, `.` neither, `<` `>` goes on beyond the strip."""
        self.remark = remark
        self.role = role


class Strip:
    """A calendar strip: the days, or longer stretches of one length, as columns, one row a position."""

    __slots__ = ("cells", "indent", "rows", "unit")

    def __init__(
        self,
        cells: Sequence[tuple[str, str]],
        rows: Sequence[StripRow],
        indent: int = 0,
        unit: tuple[int, str] = (1, "day"),
    ) -> None:
        self.cells = cells
        """For each cell an upper label (month, drawn once where it changes) and a lower one."""
        self.rows = rows
        self.indent = indent
        self.unit = unit
        """What one cell is: how many of which stretch of time."""


class Gap:
    """An empty line."""

    __slots__ = ()


Block = Heading | Line | Paragraph | Pairs | Grid | Strip | Gap
