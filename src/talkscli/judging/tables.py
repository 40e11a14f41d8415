"""The tables that judging writes, and the rows that it works on."""

from typing import NamedTuple

from talkscli.exports.tables import BOOLEAN, INTEGER, POSITIONS, TEXT, VERDICTS, Column, Table

FINDINGS = Table(
    "findings",
    "How two positions of a fact stand to each other, or two claims of one claimant",
    ("fact", "finding"),
    (
        Column("fact", TEXT, "The fact", "verdicts"),
        Column("finding", INTEGER, "Its number within the fact, the worst first"),
        Column(
            "kind",
            TEXT,
            "positions; self-contradiction: one claimant contradicts himself; "
            "differing-reports: so it seems, by two documents",
        ),
        Column("relation", TEXT, "same, refines, overlaps, contradicts, or unknown"),
        Column("cause", TEXT, "Why they differ"),
        Column("why", TEXT, "The sentence that says so"),
        Column("left_position", INTEGER, "The number of one position"),
        Column("right_position", INTEGER, "The number of the other; the same one where its claims differ"),
        Column("who", TEXT, "The claimant, where it is one", "actors"),
    ),
)

TALLIES = Table(
    "tallies",
    "What each outlet carries of each fact, for sums over outlets",
    ("fact", "outlet"),
    (
        Column("fact", TEXT, "The fact", "verdicts"),
        Column("outlet", TEXT, "The outlet of the documents", "actors"),
        Column("claims", INTEGER, "How many claims on the fact its documents carry"),
        Column("documents", INTEGER, "How many of its documents carry any"),
        Column("alone", BOOLEAN, "Whether no other outlet speaks of the fact"),
        Column("against", BOOLEAN, "Whether a position that it carries contradicts one that another carries"),
    ),
)

FAULTS = Table(
    "faults",
    "Rows that were left out, or count and have something wrong, each with its place",
    ("place", "field", "message"),
    (
        Column("place", TEXT, "The file, and where in it"),
        Column("record", TEXT, "The claim or fact"),
        Column("field", TEXT, "The field that is wrong"),
        Column("message", TEXT, "What is wrong"),
        Column("hint", TEXT, "What to do"),
        Column("left_out", BOOLEAN, "Whether the row counts for nothing; else it counts all the same"),
        Column("row", TEXT, "The row as it came"),
    ),
)

OUTPUT = (VERDICTS, POSITIONS, FINDINGS, TALLIES, FAULTS)
"""What judging writes: a directory of Parquet files for each."""


class AccountRow(NamedTuple):
    """A claim as far as judging looks at it; or several that differ in nothing it looks at."""

    fact: str
    id: str
    who: str
    value: str | None
    """As JSON: a text, or a list of ids; None where the claimant gives none."""
    stance: str
    status: str | None
    only: bool
    at: str | None
    revises: str | None
    retracted: bool
    document: str
    outlet: str
    first: int | None
    """The first day on which it may have been said, else that of its document; None if neither is known."""
    last: int | None
    known: int
    """The day from which it counts with --as-of, as the index has it."""
    claims: int = 1
    documents: int = 1


class FaultRow(NamedTuple):
    """Something wrong with a row."""

    place: str
    record: str
    field: str
    message: str
    hint: str
    left_out: bool
    row: str
