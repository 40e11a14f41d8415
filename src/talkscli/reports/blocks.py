"""Neutral building blocks of what people see: pieces of text with a role, laid out in a few shapes.

A role says what a piece is (a verdict, a name, a quotation), never a colour: the writer of the terminal
gives it a look.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

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


class Heading(NamedTuple):
    """A title line, with an optional remark at its side."""

    text: Text
    remark: Text = ""
    level: int = 1


class Paragraph(NamedTuple):
    """Running text that wraps at the terminal's width, indented by some columns."""

    text: Text
    indent: int = 0
    hanging: int = 0
    """How much further its second and later lines are indented."""


class Line(NamedTuple):
    """One line: the first of its forms that fits the terminal's width; if none does, the last one is cut."""

    forms: Sequence[Text]
    """From the longest to the shortest."""
    indent: int = 0


class Pairs(NamedTuple):
    """Labels and what they stand for, in two aligned columns."""

    items: Sequence[tuple[Text, Text]]
    indent: int = 0


class GridColumn(NamedTuple):
    """A column of a grid: its label, whether it takes spare width, and its alignment."""

    label: str = ""
    grow: int = 0
    minimum: int = 0
    right: bool = False
    wrap: bool = True
    """Whether a text too long for its column goes on in the next line; otherwise it sets the width."""
    tight: bool = False
    """Whether it may be as narrow as its longest word: names and dates, not running text."""


class Grid(NamedTuple):
    """A table drawn for people."""

    columns: Sequence[GridColumn]
    rows: Sequence[Sequence[Text]]
    indent: int = 0
    lines: bool = False
    """Whether a rule is drawn between rows."""


class StripRow(NamedTuple):
    """One position on the calendar: a label, and each cell's mark: asserted, possible or neither."""

    label: Text
    marks: str
    """One character a cell: `#` asserted, `~` possible, `.` neither, `<` `>` goes on beyond the strip."""
    remark: Text = ""
    role: str = "value"


class Strip(NamedTuple):
    """A calendar strip: the days, or longer stretches of one length, as columns, one row a position."""

    cells: Sequence[tuple[str, str]]
    """For each cell an upper label (month, drawn once where it changes) and a lower one."""
    rows: Sequence[StripRow]
    indent: int = 0
    unit: tuple[int, str] = (1, "day")
    """What one cell is: how many of which stretch of time."""


class Gap:
    """An empty line."""

    __slots__ = ()


Block = Heading | Line | Paragraph | Pairs | Grid | Strip | Gap
