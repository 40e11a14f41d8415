"""The tables of an export, column by column: the one description that every form of tables is written from.

To add a column, give it here with its description, and in `extract.py` what it is in SQL. To add a form of
tables, write a module like `sqlite.py` and its line in `forms.py`: it gets the columns and the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from talkscli.claims import HEADER_KINDS, MODELS, REFERENCES, SECTIONS

TEXT = "text"
INTEGER = "integer"
NUMBER = "number"
"""A number that may have a fraction; very large ones are not exact."""
DATE = "date"
"""A day of the years 1 to 9999, as YYYY-MM-DD."""
BOOLEAN = "boolean"
LIST = "list"
"""Several texts; as rows give it, a JSON array."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column."""

    name: str
    type: str
    description: str
    refers_to: str = ""
    """The table whose key it holds, if it holds one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table."""

    name: str
    description: str
    key: tuple[str, ...]
    """The columns by which a row is told from all others."""
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Return the names of the columns."""
        return [column.name for column in self.columns]


_BOUNDS = (
    Column("earliest", DATE, "Of a date, the first day that it leaves possible; empty where that is open"),
    Column("latest", DATE, "Of a date, the last day that it leaves possible; empty where that is open"),
    Column("low", NUMBER, "Of a number, the least that it leaves possible; empty where that is open"),
    Column("high", NUMBER, "Of a number, the most that it leaves possible; empty where that is open"),
    Column("unit", TEXT, "What low and high are numbers of: s for durations, a currency, or what is counted"),
)

CLAIMS = Table(
    "claims",
    "One thing that one claimant asserts, as one document reports it",
    ("id",),
    (
        Column("id", TEXT, "The claim's id"),
        Column("who", TEXT, "The claimant", "actors"),
        Column("who_name", TEXT, "The claimant's name"),
        Column("fact", TEXT, "The question that it answers: about.property", "verdicts"),
        Column("about", TEXT, "The event, actor or place that it is about"),
        Column("about_name", TEXT, "The name of that"),
        Column("property", TEXT, "Which property of it", "properties"),
        Column("type", TEXT, "The type of the property's values"),
        Column("value", TEXT, "The value as the store writes it, vague or not; of several ids with commas"),
        Column("value_text", TEXT, "The value for people"),
        *_BOUNDS,
        Column("stance", TEXT, "asserts, denies, or withholds"),
        Column("status", TEXT, "planned, proposed, held …, where the claimant says so"),
        Column("only", BOOLEAN, "Whether the claimant rules out anything else"),
        Column("at", TEXT, "The time of which the value speaks, where it is not the fact's own (EDTF)"),
        Column("at_earliest", DATE, "The first day of that"),
        Column("at_latest", DATE, "The last day of that"),
        Column("when", TEXT, "When the claimant said it (EDTF)"),
        Column("when_earliest", DATE, "The first day on which it may have been said"),
        Column("when_latest", DATE, "The last such day"),
        Column("position", INTEGER, "The number of its position; empty where it does not count: it has no "
               "value, was revised or retracted, or is said on a condition"),
        Column("text", TEXT, "The claim in one sentence, in the words of those who keep the store"),
        Column("document", TEXT, "The document that carries it", "documents"),
        Column("outlet", TEXT, "The outlet of that document", "actors"),
        Column("via", LIST, "The actors between claimant and document, nearest the document first"),
        Column("paragraph", INTEGER, "The paragraph of the document, from 1"),
        Column("quote", TEXT, "An exact anchor from that paragraph"),
        Column("mentions", LIST, "What else it speaks of"),
        Column("revises", TEXT, "The claim that it corrects"),
        Column("tags", LIST, "Free labels"),
        Column("note", TEXT, "A remark of those who keep the store"),
        Column("retracted", TEXT, "Why it was taken back by those who keep the store, if it was"),
    ),
)  # fmt: skip

VERDICTS = Table(
    "verdicts",
    "How the positions of each fact stand to each other",
    ("fact",),
    (
        Column("fact", TEXT, "The fact: about.property"),
        Column("about", TEXT, "The event, actor or place that it is about"),
        Column("property", TEXT, "Which property of it", "properties"),
        Column("name", TEXT, "The fact for people"),
        Column("type", TEXT, "The type of its values"),
        Column("verdict", TEXT, "contradiction, overlap, imprecise, agreement, single, or unknown"),
        Column("cause", TEXT, "Of the finding that makes the verdict"),
        Column("why", TEXT, "The sentence of that finding"),
        Column("claims", INTEGER, "How many claims it has, those that do not count too"),
        Column("positions", INTEGER, "How many positions it has"),
        Column("origins_least", INTEGER, "How many independent claimants there are at least"),
        Column("origins_most", INTEGER, "And at most: an unnamed source may be the same person as another"),
        Column("reports", INTEGER, "How many documents carry claims that count"),
        Column("self_contradiction", BOOLEAN, "Whether a claimant contradicts himself"),
    ),
)

POSITIONS = Table(
    "positions",
    "The claims of a fact that give the same value with the same stance",
    ("fact", "position"),
    (
        Column("fact", TEXT, "The fact", "verdicts"),
        Column("position", INTEGER, "Its number within the fact, the best supported first"),
        Column("value", TEXT, "The value as the store writes it"),
        Column("value_text", TEXT, "The value for people"),
        *_BOUNDS,
        Column("stance", TEXT, "asserts or denies"),
        Column("origins_least", INTEGER, "How many independent claimants give it at least"),
        Column("origins_most", INTEGER, "And at most"),
        Column("reports", INTEGER, "How many documents carry it"),
        Column("claims", INTEGER, "How many claims give it"),
    ),
)

_DATES = {"published", "retrieved"}
_TARGETS = {kind: SECTIONS[kind] for kind in HEADER_KINDS if kind != "document"}
"""What a column may be said to refer to: all that is there on every day (`--as-of`)."""


def _find_type(annotation: Any) -> str:
    """Return the type of the column for a field of a model."""
    if get_origin(annotation) is list:
        return LIST
    return INTEGER if int in {annotation, *get_args(annotation)} else TEXT


def _describe_records(kind: str) -> Table:
    """Make the table of a kind of record from its model, so that a new field is a new column."""
    model = MODELS[kind]
    columns = []
    for name, field in model.model_fields.items():
        words = " ".join((field.description or "").split()).rstrip(".")
        columns.append(
            Column(
                name, _find_type(field.annotation), words, _TARGETS.get(REFERENCES[kind].get(name, ""), "")
            )
        )
        if name in _DATES:
            columns.append(Column(f"{name}_earliest", DATE, f"The first day of {name}"))
            columns.append(Column(f"{name}_latest", DATE, f"The last day of {name}"))
    words = " ".join((model.__doc__ or "").split()).rstrip(".")
    return Table(SECTIONS[kind], words, ("id",), tuple(columns))


RECORDS: dict[str, Table] = {kind: _describe_records(kind) for kind in HEADER_KINDS}
"""The tables of the vocabulary, by kind of record."""

TABLES: Sequence[Table] = (CLAIMS, VERDICTS, POSITIONS, *RECORDS.values())
