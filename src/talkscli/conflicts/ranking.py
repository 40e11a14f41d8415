"""What comes first: of positions the best supported, of findings the worst."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Protocol, TypeVar

from talkscli.values.finding import WORST, Finding

if TYPE_CHECKING:
    from talkscli.conflicts.variant import Variant


class Reported(Protocol):
    """A position, as far as it is told by how many documents carry it."""

    @property
    def reports(self) -> int:
        """Return how many documents carry it."""


Standing = TypeVar("Standing", bound=Reported)


def rank_position(origins: int, reports: int, first: "Variant") -> tuple[int, int, bool, str]:
    """Return what positions are sorted by: most origins first, then most reports, then by the value."""
    return -origins, -reports, first.stance != "asserts", first.value.text


def rank_finding(finding: Finding, reports: int) -> tuple[int, bool, int]:
    """Return what findings are sorted by, the worst first.

    Of equally bad ones, the plain difference of the most reported values is the one to tell first.
    """
    return -finding.weight, finding.cause == "exclusive", -reports


def find_first(
    positions: Sequence[Standing], compare: Callable[[Standing, Standing], Finding]
) -> Finding | None:
    """Return the finding that would come first if each pair of positions were compared and sorted."""
    if len(positions) == 2:
        # Most facts in dispute have just two.
        return compare(positions[0], positions[1])
    first: Finding | None = None
    lowest: tuple[int, bool, int] | None = None
    most = -1
    for left, right in combinations(positions, 2):
        reports = left.reports + right.reports
        if reports <= most:
            continue
        finding = compare(left, right)
        rank = rank_finding(finding, reports)
        if lowest is None or rank < lowest:
            first, lowest = finding, rank
            if finding.weight == WORST and finding.cause != "exclusive":
                # Nothing is worse: from here on only what is told by more documents can come before it.
                most = reports
    return first
