"""`talks merge`: what each store brought, and what was not simply added or the same."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.desk.merger import ADDED, CLASH, OUTCOMES, SAME
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Pairs, Paragraph, Span
from talkscli.reports.labels import count_words
from talkscli.reports.table import Column, Report

if TYPE_CHECKING:
    from talkscli.desk.merge_table import MergeRow
    from talkscli.desk.merging import MergeResult

COLUMNS = (
    Column("outcome", choices=OUTCOMES),
    Column("kind"),
    Column("id", kind="id", holds="in the merged store"),
    Column("store", holds="the store that it comes from"),
    Column("other", kind="id", optional=True, holds="its id there, if another"),
    Column("why", grow=1, optional=True),
)
PLAIN_OUTCOMES = frozenset({ADDED, SAME})
SHOWN = 30
"""How many records a terminal gets; every one is in the rows of the other formats."""


def report_merge(result: "MergeResult", *, every: bool = False, limit: int | None = None) -> Report:
    """List what was not simply added or the same; `every` lists all records."""
    return Report(
        COLUMNS,
        (row for row in result.rows() if every or is_remarkable(row)),
        view=lambda _: draw_merge(result, SHOWN if limit is None else limit),
        empty="the stores bring nothing" if every else "no problems or notes",
    )


def is_remarkable(row: "MergeRow") -> bool:
    """Tell whether there is more to be said of a record than that it was added or the same."""
    return row[5] is not None or row[0] not in PLAIN_OUTCOMES


def note_merge(result: "MergeResult") -> str:
    """Say in one line what was done."""
    if result.clashes:
        clashes = count_words(result.clashes, "clash", "clashes")
        return (
            f"nothing was written: {clashes}; "
            "--on-clash keep or rename settles them, --map says which ids are one"
        )
    words = [f"{number:,} {outcome}" for outcome, number in sorted(result.counts.items())]
    return f"{'would merge' if result.is_dry_run else 'merged'}: {', '.join(words) or 'nothing'}"


def draw_merge(result: "MergeResult", limit: int) -> Iterator[Block]:
    """Draw the sums, and what was not simply added or the same."""
    if not result.counts:
        return
    sums = sorted(result.counts.items())
    yield Pairs([(outcome, count_words(number, "record")) for outcome, number in sums])
    remarkable = filter(is_remarkable, result.rows())
    shown = list(islice(remarkable, limit))
    if not shown:
        return
    yield Gap()
    yield Grid(
        [GridColumn("", wrap=False), GridColumn("Record", tight=True), GridColumn("Why", grow=1)],
        [
            [
                Span(outcome, "contradiction" if outcome == CLASH else "overlap"),
                [f"{kind} ", Span(one, "id"), f" (theirs: {other})" if other else ""],
                why or "",
            ]
            for outcome, kind, one, _, other, why in shown
        ],
    )
    if next(remarkable, None) is not None:
        yield Paragraph(Span("more; --format tsv lists them", "dim"))
