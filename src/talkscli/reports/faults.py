"""`talks check`: what is wrong with a store."""

from typing import TYPE_CHECKING

from talkscli.reports.table import Column, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.files.faults import Fault

COLUMNS = (
    Column("severity", choices=("error", "warning")),
    Column("place", grow=1),
    Column("message", grow=2),
    Column("hint", "What to do", grow=1),
)


def report_faults(faults: "Sequence[Fault]") -> Report:
    """List faults in the order in which they stand."""
    return Report(
        COLUMNS,
        [[fault.level, fault.place, fault.message, fault.hint] for fault in faults],
        empty="no faults",
    )
