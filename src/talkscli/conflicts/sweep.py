"""The worst pair among many variants, without looking at every pair.

The type of the values names the pairs to look at (`ValueType.pick_pairs`); here it is settled among which
variants it is asked: those with other stances, exclusions or phases stand apart.

Claims of one position give the same value: no pair of them is looked at, so that one more claim of a value
that is there already cannot change a verdict.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from talkscli.conflicts.comparing import is_worse
from talkscli.conflicts.variant import OUTCOME, PLAN, Variant
from talkscli.values.finding import WORST
from talkscli.values.registry import type_named
from talkscli.values.worst_pairs import MOST_PAIRS

if TYPE_CHECKING:
    from collections.abc import Hashable

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
        former: list[Variant] = []
        special: list[Variant] = []
        for variant in variants:
            if variant.stance != "asserts" or (variant.only and self.kind.may_exclude):
                special.append(variant)
            elif variant.is_former:
                former.append(variant)
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
                self._sweep_times([one for phase in pool for one in plain.get(phase, ())])
        if former and not self._is_hopeless():
            self._compare_former(former, [one for pool in plain.values() for one in pool])
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
            if self.worst is None or is_worse(finding, self.worst[0]):
                self.worst = finding, a, b
                if self._is_hopeless():
                    return

    def _sweep_times(self, pool: Sequence[Variant]) -> None:
        """Look at plain assertions; of those that speak of times, at what may speak of one time."""
        timed = sorted(
            ((first, last, place) for place, v in enumerate(pool) for first, last in v.when or ()),
        )
        timeless = [v for v in pool if v.when is None]
        self._sweep(timeless)
        # Two times with a common day both hold the first day of one of them.
        going_on: list[tuple[int, int, int]] = []
        left = MOST_PAIRS
        for first, begun in groupby(timed, itemgetter(0)):
            going_on = [one for one in going_on if one[1] >= first]
            going_on += begun
            left -= len(going_on) + len(timeless)
            if left < 0:
                self.cut = True
            if left < 0 or self._is_hopeless():
                return
            self._sweep([*(pool[place] for _, _, place in going_on), *timeless])
        if self.worst is None and timed:
            self._look(islice(((pool[timed[0][2]], v) for v in pool), MOST_PAIRS))

    def _sweep(self, pool: Iterable[Variant]) -> None:
        """Look at plain assertions that may speak of one time, each value once."""
        distinct = list({variant.position: variant for variant in pool}.values())
        if len(distinct) < 2:
            return
        picked = self.kind.pick_pairs([variant.value for variant in distinct], self.comparer.question)
        self._look((distinct[a], distinct[b]) for a, b in picked.pairs)
        self.cut = self.cut or (picked.cut and not self._is_hopeless())

    def _compare_former(self, former: list[Variant], current: list[Variant]) -> None:
        """Compare what is former: two that exclude each other may both have been, so each is looked at."""
        count = len(former)
        self._look_up_to(count * (count - 1) // 2, combinations(former, 2))
        # What is former and what is not are the same, or speak of different times.
        keys: dict[Hashable, Variant] = {}
        for variant in current:
            keys.update(dict.fromkeys(self._alike(variant), variant))
        alike = ((one, keys[key]) for one in former for key in self._alike(one) if key in keys)
        self._look_up_to(2 * count, alike)
        self._look(islice(((former[0], v) for v in current), 2))

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
            if self.kind.compares_denials and not self._is_hopeless():
                self._sweep_times(denials)
            self._look_up_to(len(denials), self._pair_alike(denials))
        limited = [v for v in special if v.stance == "asserts"]
        keys = {one.key: place for place, one in enumerate(limited)}
        pairs = (
            (one, v)
            for place, one in enumerate(limited)
            for v in asserted
            if keys.get(v.key, len(limited)) > place
        )
        self._look_up_to(len(limited) * len(asserted), pairs)

    def _alike(self, variant: Variant) -> "Iterable[Hashable]":
        return self.kind.list_keys(variant.value, self.comparer.question)

    def _pair_alike(self, variants: Iterable[Variant]) -> "Pairs":
        """Yield pairs of variants that may say the same, though their values have different keys."""
        seen: dict[Hashable, Variant] = {}
        for variant in variants:
            for key in self._alike(variant):
                if seen.setdefault(key, variant) is not variant:
                    yield seen[key], variant

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
