"""Lists of claims: `talks claims` and `talks search`."""

from itertools import chain
from typing import TYPE_CHECKING

from talkscli.queries.rows import read_cells
from talkscli.reports.columns import CLAIM_COLUMNS
from talkscli.reports.table import Column, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from talkscli.queries.archive import Archive
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.rows import ClaimRow
    from talkscli.queries.search import Hit
    from talkscli.reports.blocks import Block
    from talkscli.reports.table import Cell


HIT_COLUMNS = (*CLAIM_COLUMNS, Column("score", kind="score"))


def report_claims(archive: "Archive", wanted: "ClaimFilter", limit: int | None = None) -> Report:
    """List the claims that meet all conditions, newest first."""
    reach = None if limit is None else limit + 1
    return Report(
        CLAIM_COLUMNS,
        read_cells(archive.claim_bytes(wanted, reach)),
        lines=lambda: archive.claim_bytes(wanted, reach),
        view=lambda width: _draw(archive, archive.claims(wanted, limit), width),
        empty="no claim meets these conditions",
    )


def report_hits(archive: "Archive", hits: "Iterable[Hit]", limit: int | None = None) -> Report:
    """List what a search found, best first, with the words that matched marked."""
    source = iter(hits)
    drawn: list[Hit] = []

    def draw(width: int) -> "list[Block]":
        drawn.extend(source)
        shown = drawn[:limit]
        return _draw(archive, (hit.row for hit in shown), width, shown) if shown else []

    def list_rows() -> "Iterator[Sequence[Cell]]":
        for hit in chain(drawn, source):
            yield (*hit.row.cells(), round(hit.score, 3))

    return Report(
        HIT_COLUMNS,
        list_rows(),
        view=draw,
        empty="no claim has these words",
    )


def _draw(
    archive: "Archive", rows: "Iterable[ClaimRow]", width: int, hits: "Sequence[Hit]" = ()
) -> "list[Block]":
    from talkscli.queries.labels import Labels
    from talkscli.reports.claim_view import claim_grid, mark_text

    texts = {hit.row["id"]: mark_text(hit.row["text"], hit.marks) for hit in hits}
    return [claim_grid(Labels(archive), rows, width, texts)]
