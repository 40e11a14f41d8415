"""Claims drawn for people: when, who, what, and where it stands."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Grid, GridColumn, Span, Text
from talkscli.reports.labels import source_spans

if TYPE_CHECKING:
    from talkscli.queries.rows import ClaimRow

WIDE = 100
"""From this width on, dates are written out."""


def mark_text(text: str, marks: Iterable[tuple[int, int]]) -> list[Span | str]:
    """Cut a text so that its marked stretches stand out."""
    spans: list[Span | str] = []
    at = 0
    for start, end in marks:
        if start >= at:
            spans += [text[at:start], Span(text[start:end], "match")]
            at = end
    return [*spans, text[at:]]


def claim_grid(
    labels: Labels,
    rows: "Iterable[ClaimRow]",
    width: int,
    texts: dict[str, list[Span | str]] | None = None,
) -> Grid:
    """Draw claims: when, who, what (with fact and id beneath), and where it stands."""
    cells: list[list[Text]] = []
    for row in rows:
        text: list[Span | str] = (texts or {}).get(row["id"]) or [row["text"]]
        cells.append(
            [
                [Span(labels.said(row, short=width < WIDE), "dim")],
                [Span(row["who_name"], "name")],
                [*text, *claim_footing(row)],
                source_spans(labels, row),
            ]
        )
    return Grid(
        [
            GridColumn("When", minimum=10, tight=True),
            GridColumn("Who", minimum=10, tight=True),
            GridColumn("Claim", grow=3, minimum=28),
            GridColumn("Source", grow=1, minimum=12, tight=True),
        ],
        cells,
    )


def claim_footing(row: "ClaimRow") -> list[Span | str]:
    """Return the line beneath a claim's text: its stance where it is not an assertion, and its id."""
    spans: list[Span | str] = ["\n"]
    if row["stance"] != "asserts":
        spans += [Span(row["stance"], row["stance"]), " "]
    if row["retracted"]:
        spans += [Span("retracted", "withholds"), " "]
    return [*spans, Span(row["id"], "id")]
