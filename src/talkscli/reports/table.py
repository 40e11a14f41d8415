"""What a command answers, before anyone decides how it looks.

A `Report` holds the rows, which are the same in every format, and may hold a view for people, made of
`blocks`. Nothing here knows a terminal, a colour or a file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

TYPE_CHECKING = False  # a type checker reads it as true; the blocks are needed only where they are drawn

if TYPE_CHECKING:
    from talkscli.reports.blocks import Block

Cell = str | int | float | bool | list[str] | None
"""What one cell holds; a list is several values of one kind."""


class Column:
    """A column: its stable key, the label people read, and what its cells are, for the JSON Schema too."""

    __slots__ = ("asked", "choices", "grow", "hidden", "holds", "key", "kind", "label", "optional", "schema")

    def __init__(
        self,
        key: str,
        label: str = "",
        kind: str = "text",
        *,
        hidden: bool = False,
        asked: bool = False,
        grow: int = 0,
        holds: str = "",
        optional: bool = False,
        choices: Sequence[str] = (),
        schema: Mapping[str, object] | None = None,
    ) -> None:
        self.key = key
        self.label = label or key.replace("_", " ").capitalize()
        self.kind = kind
        """text, id, name, date, count, score, list, verdict, stance or mark: how one cell is drawn."""
        self.hidden = hidden
        """Left out of a terminal's table unless it is asked for; rows always have it."""
        self.asked = asked
        """Only there when it is asked for by name, in every format."""
        self.grow = grow
        """How much of the spare width the column takes; 0 keeps to its content."""
        self.holds = holds
        """What its cells say, where the key does not tell it."""
        self.optional = optional
        """Whether a cell may be empty."""
        self.choices = choices
        """The words that its cells are, where they are a few."""
        self.schema = schema
        """The JSON Schema of its cells, where it is not that of their kind."""


class Report:
    """One command's answer."""

    __slots__ = ("columns", "empty", "limited", "lines", "notes", "records", "rows", "single", "view")

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        *,
        records: Callable[[], Iterable[Mapping[str, object]]] | None = None,
        lines: Callable[[], Iterable[str | bytes]] | None = None,
        view: "Callable[[int], Iterable[Block]] | None" = None,
        single: bool = False,
        limited: bool = False,
        notes: Iterable[str] = (),
        empty: str = "nothing found",
    ) -> None:
        self.columns = tuple(columns)
        self.rows = rows
        """May be a generator: it is read once, and only by formats that show rows."""
        self.records = records
        """JSON objects where they say more than the rows (nested); otherwise one object a row."""
        self.lines = lines
        """The same objects as ready JSON texts, one a record, where the index has them; bytes are UTF-8."""
        self.view = view
        """Blocks for a terminal of the width given, where a plain table would say less."""
        self.single = single
        """The JSON is one object, not a list of them."""
        self.limited = limited
        """A limit has been applied, and remarked on, where the report was made: it counts more than rows."""
        self.notes = list(notes)
        """Remarks for standard error: how a name was found, what was left out."""
        self.empty = empty
        """Said on standard error when there is no row."""
