"""`talks verify`: how each claim's anchor stands in the text of its document."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from talkscli.desk.anchors import EXACT
from talkscli.desk.verifying import STATES
from talkscli.reports.blocks import LINE_BREAK, Block, Gap, Grid, GridColumn, Heading, Paragraph, Span, Text
from talkscli.reports.labels import count_words
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.desk.verifying import Check

COLUMNS = (
    Column("claim", kind="id"),
    Column("document", kind="id"),
    Column("state", choices=STATES),
    Column("paragraph", kind="count", optional=True, holds="where the store has it"),
    Column("found", kind="list", holds="the paragraphs in which it, or what is near it, stands"),
    Column("quote", grow=1, optional=True),
    Column("passage", grow=1, optional=True, holds="other words that stand there"),
    Column("difference", grow=1, optional=True, holds="[-words of the store-] {+words of the text+}"),
    Column("why", grow=1, optional=True),
)
MANY = 4
"""From so many claims of one document on, what is the same of all is said once."""


def report_verification(
    find_checks: "Callable[[], Iterable[Check]]",
    *,
    problems: bool = False,
    states: Sequence[str] = (),
    limit: int | None = None,
) -> Report:
    """List every claim's anchor with its state; `problems` leaves out those that are exact."""

    def rows() -> Iterator[list[Cell]]:
        for check in find_checks():
            if problems and check.state == EXACT:
                continue
            if not states or check.state in states:
                yield list_cells(check)

    return Report(
        COLUMNS,
        rows(),
        view=lambda _: draw_checks(find_checks(), states, limit),
        empty="every anchor is exact" if problems else "no claim meets these conditions",
    )


def list_cells(check: "Check") -> list[Cell]:
    """List the cells of one claim's row."""
    placement = check.placement
    return [
        check.row["id"],
        check.document["id"],
        check.state,
        check.row["paragraph"],
        [str(number) for number in placement.found] if placement else [],
        check.row["quote"],
        placement.passage or None if placement else None,
        placement.difference or None if placement else None,
        check.why or None,
    ]


def draw_checks(checks: "Iterable[Check]", states: Sequence[str], limit: int | None) -> Iterator[Block]:
    """Draw a line for each document, and below it what is not exact."""
    counts: dict[str, dict[str, int]] = {}
    titles: dict[str, str] = {}
    wrong: list[Check] = []
    for check in checks:
        key = check.document["id"]
        titles[key] = check.document["title"]
        tally = counts.setdefault(key, {})
        tally[check.state] = tally.get(check.state, 0) + 1
        if check.state != EXACT and (not states or check.state in states):
            wrong.append(check)
    if not counts:
        return
    yield Grid(
        [GridColumn("Document", grow=1), GridColumn("Anchors", right=True), GridColumn("State", grow=1)],
        [
            [
                [Span(titles[key], "name"), LINE_BREAK, Span(key, "id")],
                f"{sum(tally.values()):,}",
                [_tally_span(tally)],
            ]
            for key, tally in counts.items()
        ],
    )
    yield Gap()
    if not wrong:
        total = sum(sum(tally.values()) for tally in counts.values())
        yield Paragraph(
            Span("the anchor is exact" if total == 1 else f"all {total:,} anchors are exact", "agreement")
        )
        return
    yield Heading([Span(f"{count_words(len(wrong), 'anchor')} not exact", "strong")])
    yield Grid(
        [
            GridColumn("State", wrap=False),
            GridColumn("Claim", grow=1, minimum=20),
            GridColumn("What is there", grow=2, minimum=20),
        ],
        list(draw_wrong(wrong))[:limit],
    )


def draw_wrong(checks: "Iterable[Check]") -> Iterator[list[Text]]:
    """Draw what is not exact; claims of one document of which the same is to be said share a row."""
    for (document, state, why), same in groupby(
        sorted(checks, key=lambda check: (check.document["id"], check.state, check.why)),
        key=lambda check: (check.document["id"], check.state, check.why),
    ):
        group = list(same)
        if len(group) < MANY:
            yield from map(draw_check, group)
        else:
            claims: list[Span | str] = [f"{len(group):,} claims of ", Span(document, "id")]
            yield [Span(state, "contradiction"), claims, why]


def draw_check(check: "Check") -> list[Text]:
    """Draw one anchor that is not exact."""
    where = f"{check.document['id']}, paragraph {check.row['paragraph'] or 'not named'}"
    anchor: list[Span | str] = []
    if check.row["quote"]:
        anchor = [Span(f"“{check.row['quote']}”", "quote"), LINE_BREAK]
    return [
        Span(check.state, "contradiction"),
        [*anchor, Span(check.row["id"], "id"), LINE_BREAK, Span(where, "dim")],
        check.why,
    ]


def _tally_span(tally: dict[str, int]) -> Span:
    if set(tally) == {EXACT}:
        return Span("all exact", "agreement")
    return Span(", ".join(f"{count} {state}" for state, count in tally.items()), "contradiction")
