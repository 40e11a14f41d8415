"""What comes first: of positions the best supported, of findings the worst."""

from itertools import combinations
from typing import TYPE_CHECKING

from talkscli.values.finding import WORST, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from talkscli.conflicts.judgement import Position


def rank_position(position: "Position") -> tuple[int, int, bool, str]:
    """Return what positions are sorted by: most origins first, then most reports, then by the value."""
    return -position.origins[1], -position.reports, position.stance != "asserts", position.value.text


def rank_finding(finding: Finding, reports: int) -> "Rank":
    """Return what findings are sorted by, the worst first.

    Of equally bad ones, the plain difference of the most reported values is the one to tell first, and a
    mere rounding the last. Of two that weigh nothing, what cannot be compared comes before what may hold
    beside each other.
    """
    slightness = _HARMLESS if finding.is_harmless else _SLIGHTNESS.get(finding.cause, 0)
    return -finding.weight, slightness, -reports


_SLIGHTNESS = {
    "exclusive": 1,
    "plan-and-outcome": 1,
    "precision": 1,
    "coverage": 2,
    "wording": 2,
    "rounding": 3,
}
"""How little a cause says of what is in dispute; causes not named here say most."""
_HARMLESS = 4

Rank = tuple[int, int, int]


def find_first(
    positions: "Sequence[Position]", compare: "Callable[[Position, Position], Finding]"
) -> tuple[Rank, Finding] | None:
    """Return the finding that would come first if each pair of positions were compared and sorted."""
    first: Finding | None = None
    lowest: Rank | None = None
    most = -1
    for left, right in combinations(positions, 2):
        reports = left.reports + right.reports
        if reports <= most:
            continue
        finding = compare(left, right)
        rank = rank_finding(finding, reports)
        if lowest is None or rank < lowest:
            first, lowest = finding, rank
            if finding.weight == WORST and not rank[1]:
                # Nothing is worse: from here on only what is told by more documents can come before it.
                most = reports
    return None if first is None or lowest is None else (lowest, first)
