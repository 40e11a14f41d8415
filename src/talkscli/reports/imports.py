"""`talks import` and `talks merge`: what was taken, what was not, and why."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Pairs, Paragraph, Span
from talkscli.reports.table import Column, Report
from talkscli.reports.telling import count_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    Rows = Iterable[tuple[int, str, str | None, str | None, str]]
    MergeRow = tuple[str, str, str, str, str | None, str | None]
    MergeRows = Iterable[MergeRow]

COLUMNS = (
    Column("line", kind="count"),
    Column("state"),
    Column("id", kind="id"),
    Column("fact", kind="id"),
    Column("reason", grow=1),
)
ROLES = {"taken": "agreement", "already": "dim", "refused": "contradiction", "held": "overlap"}
SHOWN = 30
"""How many rows that were not taken a terminal gets; every one is in the rows of the other formats."""


def report_import(
    find_rows: "Callable[[], Rows]",
    counts: "Mapping[str, int]",
    *,
    problems: bool = False,
    limit: int | None = None,
) -> Report:
    """List what became of each row; `problems` leaves out those that were taken with nothing to remark."""

    def rows() -> "Iterator[tuple[int, str, str | None, str | None, str | None]]":
        for line, state, one, fact, reason in find_rows():
            if not problems or state == "refused" or reason:
                yield line, state, one, fact, reason or None

    return Report(
        COLUMNS,
        rows(),
        view=lambda width: draw_import(find_rows(), counts, width, SHOWN if limit is None else limit),
        empty="nothing to remark" if problems else "there are no rows",
    )


def draw_import(rows: "Rows", counts: "Mapping[str, int]", width: int, limit: int) -> Iterator[Block]:
    """Draw the sums, and the rows that were not taken."""
    del width
    if not counts:
        return
    yield Pairs(
        [(Span(state, ROLES[state]), count_words(number, "row")) for state, number in sorted(counts.items())]
    )
    refused = (row for row in rows if row[1] == "refused")
    shown = list(islice(refused, limit))
    if not shown:
        return
    yield Gap()
    yield Heading([Span("Not taken", "strong")], level=2)
    yield Grid(
        [GridColumn("Line", right=True), GridColumn("Why", grow=1)],
        [[Span(f"{line}", "dim"), reason] for line, _, _, _, reason in shown],
    )
    left = counts.get("refused", 0) - len(shown)
    if left > 0:
        yield Paragraph(Span(f"{left:,} more; --problems --format tsv lists all", "dim"))


MERGE_COLUMNS = (
    Column("outcome"),
    Column("kind"),
    Column("id", kind="id"),
    Column("store"),
    Column("other", kind="id"),
    Column("why", grow=1),
)
PLAIN_OUTCOMES = frozenset({"added", "same"})


def report_merge(
    find_rows: "Callable[[], MergeRows]",
    counts: "Mapping[str, int]",
    *,
    problems: bool = False,
    limit: int | None = None,
) -> Report:
    """List what each store brought; `problems` leaves out what was added, or the same, with no remark."""

    def rows() -> "Iterator[MergeRow]":
        for row in find_rows():
            if not problems or row[5] or row[0] not in PLAIN_OUTCOMES:
                yield row

    return Report(
        MERGE_COLUMNS,
        rows(),
        view=lambda width: draw_merge(find_rows(), counts, width, SHOWN if limit is None else limit),
        empty="nothing to remark" if problems else "the stores bring nothing",
    )


def draw_merge(rows: "MergeRows", counts: "Mapping[str, int]", width: int, limit: int) -> Iterator[Block]:
    """Draw the sums, and what was not simply added or the same."""
    del width
    if not counts:
        return
    yield Pairs([(outcome, count_words(number, "record")) for outcome, number in sorted(counts.items())])
    remarkable = (row for row in rows if row[5] or row[0] not in PLAIN_OUTCOMES)
    shown = list(islice(remarkable, limit))
    if not shown:
        return
    yield Gap()
    yield Grid(
        [GridColumn("", wrap=False), GridColumn("Record", grow=1, minimum=14), GridColumn("Why", grow=2)],
        [
            [
                Span(outcome, "contradiction" if outcome == "clash" else "overlap"),
                [f"{kind} ", Span(one, "id"), f" (theirs: {other})" if other else ""],
                why or "",
            ]
            for outcome, kind, one, _, other, why in shown
        ],
    )
    if next(remarkable, None) is not None:
        yield Paragraph(Span("more; --problems --format tsv lists all", "dim"))
