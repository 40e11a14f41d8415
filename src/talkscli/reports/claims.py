"""Lists of claims: `talks claims` and `talks search`."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talkscli.query.rows import CLAIM_FIELDS
from talkscli.reports.blocks import Block, Grid, GridColumn, Span, Text
from talkscli.reports.table import Cell, Column, Report
from talkscli.reports.telling import Teller

if TYPE_CHECKING:
    from talkscli.query.archive import Archive, Hit
    from talkscli.query.filters import ClaimFilter
    from talkscli.query.rows import ClaimRow

KINDS = {
    "id": "id",
    "who": "id",
    "who_name": "name",
    "fact": "id",
    "about": "id",
    "property": "id",
    "when": "date",
    "via": "list",
    "mentions": "list",
    "paragraph": "count",
    "document": "id",
    "outlet": "id",
    "stance": "stance",
}

CLAIM_COLUMNS = tuple(Column(name, kind=KINDS.get(name, "text")) for name in CLAIM_FIELDS)
"""The columns of every row that is a claim, in the fixed order."""


def report_claims(archive: "Archive", wanted: "ClaimFilter", limit: int | None = None) -> Report:
    """List the claims that meet all conditions, newest first."""
    reach = None if limit is None else limit + 1
    return Report(
        CLAIM_COLUMNS,
        (row.cells() for row in archive.claims(wanted, reach)),
        lines=lambda: archive.claim_lines(wanted, reach),
        view=lambda width: [claim_grid(Teller(archive), archive.claims(wanted, limit), width)],
        empty="no claim meets these conditions",
    )


def report_hits(archive: "Archive", hits: "Iterable[Hit]", limit: int | None = None) -> Report:
    """List what a search found, best first, with the words that matched marked."""
    found = list(hits)
    shown = found if limit is None else found[:limit]
    return Report(
        (*CLAIM_COLUMNS, Column("score", kind="score")),
        ((*hit.row.cells(), round(hit.score, 3)) for hit in found),
        view=lambda width: (
            [
                claim_grid(
                    Teller(archive),
                    (hit.row for hit in shown),
                    width,
                    {hit.row["id"]: mark_text(hit.row["text"], hit.marks) for hit in shown},
                )
            ]
            if shown
            else []
        ),
        empty="no claim has these words",
    )


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
    teller: Teller,
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
                [Span(teller.date(row["when"]) if width >= 100 else row["when"] or "undated", "dim")],
                [Span(row["who_name"], "name")],
                [*text, *claim_footing(row)],
                teller.source(row),
            ]
        )
    return Grid(
        [
            GridColumn("When", minimum=10),
            GridColumn("Who", minimum=10),
            GridColumn("Claim", grow=3, minimum=24),
            GridColumn("Source", grow=1, minimum=12),
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


def claim_blocks(archive: "Archive", rows: "Iterable[ClaimRow]", width: int) -> Iterator[Block]:
    """Draw claims as one grid."""
    yield claim_grid(Teller(archive), rows, width)


def claim_cells(rows: "Iterable[ClaimRow]") -> Iterator[list[Cell]]:
    """List the cells of claims."""
    return (row.cells() for row in rows)
