"""The worst pair among many values, without looking at every pair.

On a line, closed ranges that meet two by two all meet in one point (Helly's theorem in one dimension), so a
contradiction shows in the largest lower and the smallest upper bound alone; and ranges that all meet are free
of overlaps exactly when, sorted, each lies inside the one before. What has no simple bounds (masked dates,
exclusions) is compared with the distinct values only, and denials with what they may hit (`denials`).

Claims of one position give the same value: no pair of them is looked at, so that one more claim of a value
that is there already cannot change a verdict.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.compare.dates import covers
from talkscli.conflicts.compare.references import ids_of
from talkscli.conflicts.denials import find_reach
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.variant import OUTCOME, PLAN, Variant
from talkscli.conflicts.verdict import CONTRADICTION, VERDICT_OF_WEIGHT, Finding
from talkscli.conflicts.vocabulary import place_chain
from talkscli.values.words import Listing

if TYPE_CHECKING:
    from talkscli.conflicts.vocabulary import Vocabulary

Worst = tuple[Finding, Variant, Variant]

_LINES = {"date", "count", "duration"}
_NEVER_EXCLUSIVE = {"yes-no", "quote", "text"}
"""Types for which `only` changes nothing."""


def find_worst(kind: str, variants: Sequence[Variant], vocabulary: "Vocabulary") -> Worst | None:
    """Return the worst finding among variants, and its two variants; None if all give one value.

    The weight is that of the worst pair of all. Where many pairs are as bad, any of them stands for it.
    """
    is_simple = _tell_simple(kind, variants)
    plain: dict[str | None, list[Variant]] = {}
    lists: list[Variant] = []
    special: list[Variant] = []
    for variant in variants:
        if variant.stance != "asserts" or (variant.only and kind not in _NEVER_EXCLUSIVE):
            special.append(variant)
        elif kind in {"place", "actor"} and isinstance(variant.value, Listing):
            lists.append(variant)
        elif is_simple(variant.value):
            plain.setdefault(variant.phase, []).append(variant)
        else:
            special.append(variant)
    # Plans and outcomes cannot contradict each other: each is swept with those of no phase, then both at once
    # to add the pairs of a plan and an outcome.
    phases = [phase for phase in (PLAN, OUTCOME) if phase in plain]
    pools: list[list[str | None]] = [[None, phase] for phase in phases]
    if len(pools) != 1:
        pools.append([None, *phases])
    worst: Worst | None = None
    for pool in pools:
        together = _distinct(one for phase in pool for one in plain.get(phase, ()))
        worst = _worse(worst, _sweep(kind, together, vocabulary))
        if _is_hopeless(worst):
            return worst
    worst = _worse(worst, _compare_lists(kind, lists, plain, vocabulary))
    return _worse(worst, _find_special(kind, special, variants, vocabulary)) if special else worst


def _tell_simple(kind: str, variants: Sequence[Variant]) -> Callable[[Any], bool]:
    """Return a test of whether a value's bounds say all that there is to compare."""
    if kind == "date":
        return lambda value: len(value.spans) == 1 and value.time is None
    if kind == "count" and not all(variant.value.whole for variant in variants):  # type: ignore[union-attr]
        return lambda value: value.real == (value.low, value.high)
    return lambda _: True


def _worst_of_pairs(
    kind: str, pairs: Iterable[tuple[Variant, Variant]], vocabulary: "Vocabulary"
) -> Worst | None:
    """Return the worst of the pairs, or the first contradiction."""
    worst: Worst | None = None
    for a, b in pairs:
        if a.position == b.position:
            continue
        worst = _worse(worst, (compare_variants(kind, a, b, vocabulary), a, b))
        if _is_hopeless(worst):
            break
    return worst


def _worse(one: Worst | None, other: Worst | None) -> Worst | None:
    if one is None or other is None:
        return one or other
    return other if other[0].weight > one[0].weight else one


def _is_hopeless(worst: Worst | None) -> bool:
    return worst is not None and VERDICT_OF_WEIGHT[worst[0].weight] == CONTRADICTION


def _distinct(variants: Iterable[Variant]) -> list[Variant]:
    return list({v.position: v for v in variants}.values())


def _sweep(kind: str, pool: list[Variant], vocabulary: "Vocabulary") -> Worst | None:
    """Find the worst pair among assertions that have simple bounds, each value once."""
    if len(pool) < 2:
        return None
    if kind in _LINES:
        return _worst_of_pairs(kind, _pick_on_line(kind, pool), vocabulary)
    if kind == "place":
        deepest = max(pool, key=lambda v: len(place_chain(v.value.id, vocabulary)))  # type: ignore[union-attr]
        return _worst_of_pairs(kind, ((deepest, v) for v in pool), vocabulary)
    if kind == "quote":
        # Quotations overlap unless each is an excerpt of the next longer one.
        pool.sort(key=lambda v: (len(v.value.folded), v.value.folded))  # type: ignore[union-attr]
        return _worst_of_pairs(kind, pairwise(pool), vocabulary)
    if kind == "actor":
        # An unnamed actor can be compared with nobody: two named ones show the dispute if there is one.
        pool.sort(key=lambda v: vocabulary.actor_is_unnamed(v.value.id))  # type: ignore[union-attr]
    # Of yes and no, open lists and free text, any two that differ weigh as much as any others.
    return _worst_of_pairs(kind, [(pool[0], pool[1])], vocabulary)


def _pick_on_line(kind: str, pool: list[Variant]) -> list[tuple[Variant, Variant]]:
    """Pick the few pairs of ranges of which one is as bad as any pair."""
    bounds = [(*_bounds(kind, v), v) for v in pool]
    latest = max(bounds, key=lambda b: b[0])
    earliest = min(bounds, key=lambda b: b[1])
    if latest[0] > earliest[1]:
        return [(earliest[2], latest[2])]
    # Sorted by start, the longest first, ranges without an overlap lie one inside the other.
    bounds.sort(key=lambda b: b[1], reverse=True)
    bounds.sort(key=lambda b: b[0])
    for before, after in pairwise(bounds):
        if after[1] > before[1] and after[0] > before[0]:
            return [(before[2], after[2])]
    pairs = [(bounds[0][2], bounds[-1][2])]
    if kind == "date":
        pairs += _pick_uncertain([(low, high, v) for low, high, v in bounds])
    return pairs


def _pick_uncertain(bounds: list[tuple[int, int, Variant]]) -> list[tuple[Variant, Variant]]:
    """Pick two dates of the same bounds that assert different days, if there are such."""

    def measure(one: tuple[int, int, Variant]) -> tuple[int, int, int]:
        core: Any = one[2].value.core  # type: ignore[union-attr]
        return one[0], one[1], sum(last - first + 1 for first, last in core)

    for before, after in pairwise(sorted(bounds, key=measure)):
        small: Any = before[2].value
        large: Any = after[2].value
        if before[:2] == after[:2] and not covers(large.core, small.core):
            return [(before[2], after[2])]
    return []


def _bounds(kind: str, variant: Variant) -> tuple[Any, Any]:
    value: Any = variant.value
    return (value.spans[0][0], value.spans[0][1]) if kind == "date" else (value.low, value.high)


def _compare_lists(
    kind: str, lists: list[Variant], plain: dict[str | None, list[Variant]], vocabulary: "Vocabulary"
) -> Worst | None:
    """Compare open lists of places or actors: any two that differ weigh as much as any others."""
    if not lists:
        return None
    first: Any = lists[0]
    others: list[Any] = _distinct([*lists, *(one for pool in plain.values() for one in pool)])
    differing = [v for v in others if ids_of(v.value) != ids_of(first.value)][:1]
    return _worst_of_pairs(kind, ((first, v) for v in differing or others), vocabulary)


def _find_special(
    kind: str, special: list[Variant], variants: Sequence[Variant], vocabulary: "Vocabulary"
) -> Worst | None:
    """Compare what has no simple bounds with every other variant, stopping at a contradiction."""
    worst: Worst | None = None
    asserted = [v for v in variants if v.stance == "asserts"]
    denials = [v for v in variants if v.stance == "denies"]
    if kind == "yes-no":
        return _worst_of_pairs(kind, combinations(variants, 2), vocabulary)
    if denials:
        # A denial contradicts or weighs nothing: one comparison stands for all that hit nothing.
        others = [v for v in variants if v.position != denials[0].position][:1]
        worst = _worst_of_pairs(kind, ((denials[0], v) for v in others), vocabulary)
        may_hit = find_reach(kind, asserted, vocabulary)
        for denial in denials:
            if may_hit(denial.value):
                worst = _worse(worst, _worst_of_pairs(kind, ((denial, v) for v in asserted), vocabulary))
            if _is_hopeless(worst):
                return worst
    seen = set()
    for one in special:
        if one.stance != "asserts":
            continue
        seen.add(one.key)
        pairs = ((one, v) for v in asserted if v.key not in seen)
        worst = _worse(worst, _worst_of_pairs(kind, pairs, vocabulary))
        if _is_hopeless(worst):
            break
    return worst
