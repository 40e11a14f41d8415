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
    """List what became of each row; `problems` leaves out those that were taken without problems or notes."""

    def rows() -> "Iterator[tuple[int, str, str | None, str | None, str | None]]":
        for line, state, one, fact, reason in find_rows():
            if not problems or state == "refused" or reason:
                yield line, state, one, fact, reason or None

    return Report(
        COLUMNS,
        rows(),
        view=lambda _: draw_import(find_rows, counts, SHOWN if limit is None else limit),
        empty="no problems or notes" if problems else "there are no rows",
    )


def draw_import(find_rows: "Callable[[], Rows]", counts: "Mapping[str, int]", limit: int) -> Iterator[Block]:
    """Draw the sums, the rows that were not taken, and how names were understood."""
    if not counts:
        return
    yield Pairs(
        [(Span(state, ROLES[state]), count_words(number, "row")) for state, number in sorted(counts.items())]
    )
    refused = ((line, reason) for line, state, _, _, reason in find_rows() if state == "refused")
    yield from draw_remarks("Not taken", "Why", refused, limit)
    understood = ((line, reason) for line, state, _, _, reason in find_rows() if state in {"taken", "held"})
    yield from draw_remarks("Understood", "How", find_distinct(understood), limit)


def draw_remarks(heading: str, label: str, remarks: Iterator[tuple[int, str]], limit: int) -> Iterator[Block]:
    """Draw the first of some remarks, each with its line."""
    shown = list(islice(remarks, limit))
    if not shown:
        return
    yield Gap()
    yield Heading([Span(heading, "strong")], level=2)
    yield Grid(
        [GridColumn("Line", right=True), GridColumn(label, grow=1)],
        [[Span(f"{line}", "dim"), reason] for line, reason in shown],
    )
    if next(remarks, None) is not None:
        yield Paragraph(Span("more; --problems --format tsv lists all", "dim"))


def find_distinct(remarks: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield each remark once: a name that is understood in one way is so in many rows."""
    seen = {""}
    for line, reason in remarks:
        if reason not in seen:
            seen.add(reason)
            yield line, reason


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
        empty="no problems or notes" if problems else "the stores bring nothing",
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
        [GridColumn("", wrap=False), GridColumn("Record", tight=True), GridColumn("Why", grow=1)],
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
