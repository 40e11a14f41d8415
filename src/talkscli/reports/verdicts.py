"""`talks conflicts --verdicts`: facts as `talks judge` judged them, of a store that need not be at hand."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from talkscli.reports.table import Column, Report

if TYPE_CHECKING:
    from talkscli.judging.reading import Judgements

COLUMNS = (
    Column("fact", kind="id"),
    Column("verdict", kind="verdict"),
    Column("cause"),
    Column("positions", kind="count"),
    Column("origins", kind="count"),
    Column("reports", kind="count"),
    Column("claims", kind="count"),
    Column("why", grow=1),
)
"""One row a fact; origins are at most so many."""


def report_verdicts(
    judgements: "Judgements", rows: Sequence[dict[str, Any]], *, limit: int | None = None
) -> Report:
    """Report facts by the verdicts that were written.

    Args:
        judgements: Where they were written.
        rows: The verdicts, in the order in which they are shown.
        limit: How many are shown at most.
    """
    shown = rows if limit is None else rows[:limit]
    notes = [f"showing {len(shown):,} of {len(rows):,} facts"] if len(shown) < len(rows) else []
    return Report(
        COLUMNS,
        (
            [row["fact"], row["verdict"], row["cause"], row["positions"], row["origins_most"], row["reports"],
             row["claims"], row["why"]]
            for row in shown
        ),
        records=lambda: (
            _plain(one.verdict) | {"positions": [_plain(row) for row in one.positions],
                                   "findings": [_plain(row) for row in one.findings]}
            for one in judgements.add_details(shown)
        ),
        notes=notes,
        empty="no disagreement of this kind",
    )  # fmt: skip


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell.isoformat() if isinstance(cell, date) else cell for name, cell in row.items()}
