"""`talks check`: what is wrong with a store."""

from collections.abc import Sequence
from typing import Protocol

from talkscli.reports.table import Column, Report


class Faulty(Protocol):
    """What a fault tells."""

    @property
    def level(self) -> str:
        """Return error or warning."""

    @property
    def place(self) -> str:
        """Return where it is."""

    @property
    def message(self) -> str:
        """Return what is wrong."""

    @property
    def hint(self) -> str:
        """Return what to do."""


COLUMNS = (
    Column("severity", choices=("error", "warning")),
    Column("place", grow=1),
    Column("message", grow=2),
    Column("hint", "What to do", grow=1),
)


def report_faults(faults: Sequence[Faulty]) -> Report:
    """List faults in the order in which they stand."""
    return Report(
        COLUMNS,
        [[fault.level, fault.place, fault.message, fault.hint] for fault in faults],
        empty="no faults",
    )
