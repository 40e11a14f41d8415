"""How those who speak of a fact stand to its majority: alone, with it, against it, or where there is none."""

from itertools import combinations
from typing import TYPE_CHECKING

from talkscli.conflicts.context import find_level, find_majority
from talkscli.conflicts.verdict import OVERLAP, RANKS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from talkscli.conflicts.account import Account
    from talkscli.conflicts.judgement import Judgement, Position

ALONE, WITH, AGAINST, LEVEL, OTHER = range(5)
"""How a source stands to the majority of a fact.

Nobody else speaks of it; its answer is that of the majority, or fits it; it gives only answers that do not;
several answers are level at the top; there is nothing to compare, or only one origin.
"""

RARE = 3
"""An answer against the majority is rare where no more sources than this give it."""

_FITS = 2
"""Up to this weight two answers fit each other."""


def is_disputed(judgement: "Judgement") -> bool:
    """Return whether positions of a fact do not fit each other, so that there may be a majority."""
    return RANKS[judgement.verdict] <= RANKS[OVERLAP]


class Shares:
    """How each answer of one fact stands to that of the majority."""

    def __init__(self, judgement: "Judgement") -> None:
        """Compare the positions with the majority's.

        Args:
            judgement: A fact; with all its findings where it is disputed (`is_disputed`).
        """
        self.judgement = judgement
        self._stands: dict[Hashable, int] = {}
        self.majority: Position | None = None
        """The position of the majority of a disputed fact."""
        if not is_disputed(judgement):
            stand = WITH if judgement.origins[1] > 1 and judgement.verdict in _AGREED else OTHER
            self._stands = {position.key: stand for position in judgement.positions}
            return
        self.majority = find_majority(judgement)
        if self.majority is None:
            level = LEVEL if find_level(judgement) else OTHER
            self._stands = {position.key: level for position in judgement.positions}
            return
        self._stands[self.majority.key] = WITH
        for pair in judgement.findings:
            if self.majority in (pair.left, pair.right) and pair.left is not pair.right:
                other = pair.right if pair.left is self.majority else pair.left
                weight = pair.finding.weight
                self._stands[other.key] = OTHER if not weight else WITH if weight <= _FITS else AGAINST

    def find(self, position: "Position") -> int:
        """Return how a position stands; of very many, those beyond the first stand for nothing."""
        return self._stands.get(position.key, OTHER)

    def list_stands(self) -> "Iterator[tuple[int, Sequence[Account]]]":
        """Yield all claims of the fact with how they stand; those that do not count stand for nothing."""
        judged = self.judgement
        for position in judged.positions:
            yield self._stands.get(position.key, OTHER), position.accounts
        for accounts in (judged.withheld, judged.conditional, judged.retracted):
            if accounts:
                yield OTHER, accounts
        if judged.history:
            # One claim may have been revised by several.
            yield OTHER, list({old.id: old for old, _ in judged.history}.values())

    def group(self, name: "Callable[[Account], int]") -> "dict[int, int]":
        """Return how each source of claims that count stands to the majority.

        Args:
            name: Returns the number of the source of a claim.
        """
        found: dict[int, set[int]] = {}
        for position in self.judgement.positions:
            stand = self.find(position)
            for source in {name(account) for account in position.accounts}:
                found.setdefault(source, set()).add(stand)
        if len(found) == 1:
            return dict.fromkeys(found, ALONE)
        # Who carries the answer of the majority is with it, whatever else he carries.
        return {source: min(stands) for source, stands in found.items()}

    def list_echoes(self, name: "Callable[[Account], int]") -> "Iterator[tuple[int, int]]":
        """Yield pairs of sources that give the same rare answer, which the majority does not."""
        for position in self.judgement.positions:
            if self.find(position) == AGAINST:
                sources = sorted({name(account) for account in position.accounts})
                if 1 < len(sources) <= RARE:
                    yield from combinations(sources, 2)


_AGREED = frozenset({"agreement", "imprecise"})
