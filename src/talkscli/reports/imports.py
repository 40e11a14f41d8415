"""`talks import`: what was taken, what was not, and why."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.claims import SECTIONS
from talkscli.desk.importing import ALREADY, HELD, LEFT_OUT, REFUSED, STATES, TAKEN
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Pairs, Paragraph, Span
from talkscli.reports.labels import count_words
from talkscli.reports.table import Column, Report

if TYPE_CHECKING:
    from talkscli.desk.importing import ImportResult, TableRow

COLUMNS = (
    Column("line", kind="count", holds="of the file; in a JSON list, the row's number"),
    Column("state", choices=STATES),
    Column("id", kind="id", optional=True),
    Column("fact", kind="id", optional=True),
    Column("reason", grow=1, optional=True, holds="why not, or what was understood on the way"),
    Column("command", asked=True),
)
"""`command`, where it is asked for: what makes a claim that is there say what a changed row says."""
EXPLANATION = (
    Column("line", kind="count"),
    Column("column"),
    Column("cell", grow=1),
    Column("field", kind="id"),
    Column("meaning", grow=1),
)
ROLES = {TAKEN: "agreement", ALREADY: "dim", REFUSED: "contradiction", HELD: "overlap", LEFT_OUT: "dim"}
SHOWN = 30
"""How many rows that were not taken a terminal gets; every one is in the rows of the other formats."""
SHOWN_COMMANDS = 10


def report_import(result: "ImportResult", *, problems: bool = False, limit: int | None = None) -> Report:
    """List what became of each row; `problems` leaves out those without problems or notes."""

    def rows() -> "Iterator[tuple[int, str, str | None, str | None, str | None, str | None]]":
        for row in result.rows():
            if not problems or is_problem(row):
                line, state, one, fact, reason, command = row
                yield line, state, one, fact, reason or None, command or None

    return Report(
        COLUMNS,
        rows(),
        view=lambda _: draw_import(result, SHOWN if limit is None else limit),
        empty="no problems or notes" if problems else "there are no rows",
    )


def report_explanation(result: "ImportResult") -> Report:
    """List how the first rows were understood, column by column."""
    rows = (
        (line, column, cell, field or None, meaning)
        for line, column, cell, field, meaning in result.explained
    )
    return Report(EXPLANATION, rows, empty="there are no rows")


def is_problem(row: "TableRow") -> bool:
    """Tell whether a row was refused, or a name in it was understood otherwise than it is written."""
    _, state, _, _, reason, _ = row
    return state == REFUSED or bool(reason and state not in {ALREADY, LEFT_OUT})


def list_notes(result: "ImportResult") -> Iterator[str]:
    """Yield what is to be said of an import as a whole."""
    yield from result.remarks
    if result.unused:
        yield f"not used: {', '.join(result.unused)}"
    counts = result.counts
    taken, refused, already = (counts.get(state, 0) for state in (TAKEN, REFUSED, ALREADY))
    yield from _list_commands(result)
    if result.is_held:
        yield f"nothing was written: {count_words(refused, 'row')} refused; mend the rows, or give --skip-bad"
        return
    parts = [f"{count_words(taken, 'claim')} {'would come in' if result.is_dry_run else 'came in'}"]
    parts += [f"{count:,} new {kind if count == 1 else SECTIONS[kind]}" for kind, count in result.new.items()]
    parts += [f"{already:,} already there"] if already else []
    left_out = counts.get(LEFT_OUT, 0)
    parts += [f"{count_words(left_out, 'row')} without a value"] if left_out else []
    parts += [f"{count_words(refused, 'row')} refused"] if refused else []
    yield ", ".join(parts)


def _list_commands(result: "ImportResult") -> Iterator[str]:
    """Yield the commands that mend claims which rows change: each on a line of its own, to be copied."""
    commands = [command for *_, command in result.rows() if command]
    if commands:
        count = count_words(len(commands), "row")
        yield f"{count} would change what the claim of that id says; where it was entered wrongly:"
        yield from commands[:SHOWN_COMMANDS]
    if len(commands) > SHOWN_COMMANDS:
        yield f"and {len(commands) - SHOWN_COMMANDS:,} more: --columns command --no-header lists them"


def draw_import(result: "ImportResult", limit: int) -> Iterator[Block]:
    """Draw the sums, the rows that were not taken, and how names were understood."""
    counts = result.counts
    if not counts:
        return
    yield Pairs([(Span(state, ROLES[state]), count_words(number, "row")) for state, number in counts.items()])
    refused = ((line, reason) for line, state, _, _, reason, _ in result.rows() if state == REFUSED)
    yield from draw_remarks("Not taken", "Why", refused, limit)
    understood = ((line, reason) for line, state, _, _, reason, _ in result.rows() if state in {TAKEN, HELD})
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
