"""The worst pair among many variants, without looking at every pair.

The type of the values names the pairs to look at (`ValueType.pick_pairs`); here it is settled among which
variants it is asked: those with other stances, exclusions or phases stand apart.

Claims of one position give the same value: no pair of them is looked at, so that one more claim of a value
that is there already cannot change a verdict.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, islice
from typing import TYPE_CHECKING

from talkscli.conflicts.variant import OUTCOME, PLAN, Variant
from talkscli.values.finding import WORST
from talkscli.values.registry import type_named
from talkscli.values.worst_pairs import MOST_PAIRS

if TYPE_CHECKING:
    from talkscli.conflicts.comparing import Comparer
    from talkscli.values.finding import Finding

    Worst = tuple[Finding, Variant, Variant]
    Pairs = Iterable[tuple[Variant, Variant]]


class Sweep:
    """Looks for the worst pair among the variants of one fact."""

    __slots__ = ("comparer", "cut", "kind", "worst")

    def __init__(self, comparer: "Comparer") -> None:
        self.comparer = comparer
        self.kind = type_named(comparer.question.kind)
        self.worst: Worst | None = None
        """The worst finding so far and its two variants; None as long as all give one value."""
        self.cut = False
        """Whether there were too many pairs that could have been worse."""

    def run(self, variants: Sequence[Variant]) -> None:
        """Find a pair that weighs what the worst pair of all weighs; any stands for those as bad."""
        plain: dict[str | None, list[Variant]] = {}
        special: list[Variant] = []
        for variant in variants:
            if variant.stance != "asserts" or (variant.only and self.kind.may_exclude):
                special.append(variant)
            else:
                plain.setdefault(variant.phase, []).append(variant)
        # Plans and outcomes cannot contradict each other: each is swept with those of no phase, then both at
        # once to add the pairs of a plan and an outcome.
        phases = [phase for phase in (PLAN, OUTCOME) if phase in plain]
        pools: list[list[str | None]] = [[None, phase] for phase in phases]
        if len(pools) != 1:
            pools.append([None, *phases])
        for pool in pools:
            if not self._is_hopeless():
                self._sweep([one for phase in pool for one in plain.get(phase, ())])
        if special and not self._is_hopeless():
            self._compare_special(special, variants)

    def _is_hopeless(self) -> bool:
        return self.worst is not None and self.worst[0].weight == WORST

    def _look(self, pairs: "Pairs") -> None:
        """Compare pairs until nothing can be worse."""
        for a, b in pairs:
            if a.position == b.position:
                continue
            finding = self.comparer.compare(a, b)
            if self.worst is None or finding.weight > self.worst[0].weight:
                self.worst = finding, a, b
                if self._is_hopeless():
                    return

    def _sweep(self, pool: Iterable[Variant]) -> None:
        """Look at plain assertions, each value once."""
        distinct = list({variant.position: variant for variant in pool}.values())
        if len(distinct) < 2:
            return
        picked = self.kind.pick_pairs([variant.value for variant in distinct], self.comparer.question)
        self._look((distinct[a], distinct[b]) for a, b in picked.pairs)
        self.cut = self.cut or (picked.cut and not self._is_hopeless())

    def _compare_special(self, special: list[Variant], variants: Sequence[Variant]) -> None:
        """Compare denials and exclusions with what they may meet, stopping at a contradiction."""
        asserted = [v for v in variants if v.stance == "asserts"]
        denials = [v for v in variants if v.stance == "denies"]
        if denials and self.kind.opposite(denials[0].value) is not None:
            self._look(combinations(variants, 2))
            return
        if denials:
            # A denial contradicts or weighs nothing: one comparison stands for all that hit nothing.
            others = ((denials[0], v) for v in variants if v.position != denials[0].position)
            self._look(islice(others, 1))
            may_hit = self.kind.find_reach([v.value for v in asserted], self.comparer.question)
            hitting = [denial for denial in denials if may_hit(denial.value)]
            self._look_up_to(len(hitting) * len(asserted), ((d, v) for d in hitting for v in asserted))
        limited = [v for v in special if v.stance == "asserts"]
        keys = {one.key: place for place, one in enumerate(limited)}
        pairs = (
            (one, v)
            for place, one in enumerate(limited)
            for v in asserted
            if keys.get(v.key, len(limited)) > place
        )
        self._look_up_to(len(limited) * len(asserted), pairs)

    def _look_up_to(self, count: int, pairs: "Pairs") -> None:
        """Compare pairs, up to a limit."""
        if self._is_hopeless():
            return
        self._look(islice(pairs, MOST_PAIRS))
        self.cut = self.cut or (count > MOST_PAIRS and not self._is_hopeless())


def find_worst(comparer: "Comparer", variants: Sequence[Variant]) -> Sweep:
    """Look for the worst pair among variants."""
    sweep = Sweep(comparer)
    sweep.run(variants)
    return sweep
