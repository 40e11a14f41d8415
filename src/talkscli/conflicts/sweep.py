"""The worst pair among many values, without looking at every pair.

On a line, closed ranges that meet two by two all meet in one point (Helly's theorem in one dimension), so a
contradiction shows in the largest lower and the smallest upper bound alone; and ranges that all meet are free
of overlaps exactly when, sorted, each lies inside the one before. What has no simple bounds (masked dates,
denials, exclusions) is compared with the distinct values only.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.verdict import CONTRADICTION, VERDICT_OF_WEIGHT, Finding
from talkscli.conflicts.vocabulary import place_chain
from talkscli.values.words import Listing

if TYPE_CHECKING:
    from talkscli.conflicts.variant import Variant
    from talkscli.conflicts.vocabulary import Vocabulary

FEW = 40
"""Up to this many variants every pair is compared: fewer than 800 comparisons."""

Worst = tuple[Finding, "Variant", "Variant"]


def find_worst(kind: str, variants: Sequence["Variant"], vocabulary: "Vocabulary") -> Worst | None:
    """Return the worst finding among distinct variants, and its two variants; None if there are not two.

    The weight is that of the worst pair of all. Where many pairs are as bad, any of them stands for it.
    """
    if len(variants) <= FEW:
        return _worst_of_pairs(kind, combinations(variants, 2), vocabulary)
    plain: dict[str | None, list[Variant]] = {}
    special: list[Variant] = []
    for variant in variants:
        if variant.stance == "asserts" and not variant.only and _is_simple(kind, variant.value):
            plain.setdefault(variant.phase, []).append(variant)
        else:
            special.append(variant)
    worst: Worst | None = None
    phases = sorted(plain, key=str)
    groups = [plain[phase] for phase in phases]
    # Plans and outcomes cannot contradict each other: each is swept with those of no phase, not both at once.
    pools = [[*plain.get(None, ()), *plain[p]] for p in phases if p] or groups
    for pool in pools:
        worst = _worse(worst, _sweep(kind, pool, vocabulary))
        if _is_hopeless(worst):
            return worst
    if "plan" in plain and "outcome" in plain:
        worst = _worse(worst, _sweep_across(kind, plain["plan"], plain["outcome"], vocabulary))
    if special:
        worst = _worse(worst, _find_special(kind, special, variants, vocabulary))
    return worst


def _is_simple(kind: str, value: Any) -> bool:
    if kind == "date":
        return len(value.spans) == 1 and value.time is None
    if kind in {"place", "actor"}:
        return not isinstance(value, Listing)
    return True


def _worst_of_pairs(
    kind: str, pairs: Iterable[tuple["Variant", "Variant"]], vocabulary: "Vocabulary", enough: int = 4
) -> Worst | None:
    """Return the worst of the pairs, or the first that weighs enough."""
    worst: Worst | None = None
    for a, b in pairs:
        worst = _worse(worst, (compare_variants(kind, a, b, vocabulary), a, b))
        if worst is not None and worst[0].weight >= enough:
            break
    return worst


def _worse(one: Worst | None, other: Worst | None) -> Worst | None:
    if one is None or other is None:
        return one or other
    return other if other[0].weight > one[0].weight else one


def _is_hopeless(worst: Worst | None) -> bool:
    return worst is not None and VERDICT_OF_WEIGHT[worst[0].weight] == CONTRADICTION


def _sweep(kind: str, pool: list["Variant"], vocabulary: "Vocabulary") -> Worst | None:
    """Find the worst pair among assertions that have simple bounds."""
    if len(pool) < 2:
        return None
    if kind in {"date", "count", "duration"}:
        return _sweep_line(kind, pool, vocabulary)
    if kind == "place":
        deepest = max(pool, key=lambda v: len(place_chain(v.value.id, vocabulary)))  # type: ignore[union-attr]
        return _worst_of_pairs(kind, ((deepest, v) for v in pool if v is not deepest), vocabulary)
    if kind == "quote":
        return _sweep_quotes(pool, vocabulary)
    distinct = _distinct(pool)
    if kind == "actor":
        # An unnamed actor can be compared with nobody: two named ones show the dispute if there is one.
        distinct.sort(key=lambda v: vocabulary.actor_is_unnamed(v.value.id))  # type: ignore[union-attr]
    # Of yes and no, open lists and free text, any two that differ weigh as much as any others.
    pairs = [(distinct[0], distinct[1])] if len(distinct) > 1 else []
    return _worst_of_pairs(kind, [*pairs, (pool[0], pool[1])], vocabulary)


def _distinct(pool: list["Variant"]) -> list["Variant"]:
    return list({v.value.key: v for v in pool}.values())


def _bounds(kind: str, variant: "Variant") -> tuple[Any, Any]:
    value: Any = variant.value
    return (value.spans[0][0], value.spans[0][1]) if kind == "date" else (value.low, value.high)


def _sweep_line(kind: str, pool: list["Variant"], vocabulary: "Vocabulary") -> Worst | None:
    bounds = [(*_bounds(kind, v), v) for v in pool]
    latest = max(bounds, key=lambda b: b[0])
    earliest = min(bounds, key=lambda b: b[1])
    pairs: list[tuple[Variant, Variant]] = []
    if latest[0] > earliest[1]:
        pairs.append((earliest[2], latest[2]))
    else:
        # Sorted by start, the longest first, ranges without an overlap lie one inside the other.
        bounds.sort(key=lambda b: b[1], reverse=True)
        bounds.sort(key=lambda b: b[0])
        for before, after in pairwise(bounds):
            if after[1] > before[1] and after[0] > before[0]:
                pairs.append((before[2], after[2]))
                break
        distinct = _distinct(pool)
        pairs.append((distinct[0], distinct[-1]) if len(distinct) > 1 else (pool[0], pool[1]))
    return _worst_of_pairs(kind, pairs, vocabulary)


def _sweep_quotes(pool: list["Variant"], vocabulary: "Vocabulary") -> Worst | None:
    """Quotations overlap unless each is an excerpt of the next longer one."""
    ordered = sorted(_distinct(pool), key=lambda v: (len(v.value.folded), v.value.folded))  # type: ignore[union-attr]
    if len(ordered) < 2:
        return _worst_of_pairs("quote", combinations(pool[:2], 2), vocabulary)
    worst: Worst | None = None
    for a, b in pairwise(ordered):
        worst = _worse(worst, (compare_variants("quote", a, b, vocabulary), a, b))
        if worst and worst[0].cause == "wording":
            break
    return worst


def _sweep_across(
    kind: str, plans: list["Variant"], outcomes: list["Variant"], vocabulary: "Vocabulary"
) -> Worst | None:
    """Find how plans and outcomes differ: the extreme ones show it if any do."""
    if kind in {"date", "count", "duration"}:
        ends = [
            pick(group, key=lambda v, i=i: _bounds(kind, v)[i])  # type: ignore[misc]
            for group in (plans, outcomes)
            for pick in (min, max)
            for i in (0, 1)
        ]
        plans, outcomes = ends[:4], ends[4:]
    return _worst_of_pairs(kind, product(plans, outcomes), vocabulary, enough=2 if kind == "terms" else 3)


def _find_special(
    kind: str, special: list["Variant"], variants: Sequence["Variant"], vocabulary: "Vocabulary"
) -> Worst | None:
    """Compare what has no simple bounds with every distinct variant, stopping at a contradiction."""
    worst: Worst | None = None
    seen = set()
    for one in special:
        seen.add(one.key)
        worst = _worse(
            worst, _worst_of_pairs(kind, ((one, v) for v in variants if v.key not in seen), vocabulary)
        )
        if _is_hopeless(worst):
            break
    return worst
