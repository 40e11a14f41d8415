"""The rules of comparison, in the order in which they apply.

1. A claimant who withholds has no value: nothing is compared (the engine leaves such claims out).
2. Denials: `compare_denial`.
3. The type's own comparator: `COMPARATORS`.
4. Exclusion: `apply_exclusion`.
5. Plan and outcome: `apply_phases`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.compare.dates import asserts_outside, compare_dates
from talkscli.conflicts.compare.quantities import compare_quantities
from talkscli.conflicts.compare.references import (
    compare_actors,
    compare_answers,
    compare_listings,
    compare_places,
    ids_of,
)
from talkscli.conflicts.compare.wordings import compare_quotes, compare_texts
from talkscli.conflicts.show import show_value
from talkscli.conflicts.verdict import (
    CONTRADICTS,
    LEFT,
    OVERLAPS,
    REFINES,
    RIGHT,
    SAME,
    UNKNOWN,
    Finding,
)
from talkscli.values.words import Listing

if TYPE_CHECKING:
    from talkscli.conflicts.variant import Variant
    from talkscli.conflicts.vocabulary import Vocabulary

COMPARATORS: dict[str, Callable[[Any, Any, Any], Finding]] = {
    "date": compare_dates,
    "duration": compare_quantities,
    "count": compare_quantities,
    "place": compare_places,
    "actor": compare_actors,
    "terms": compare_listings,
    "yes-no": compare_answers,
    "quote": compare_quotes,
    "text": compare_texts,
}
"""One comparator a type of property."""


def compare_variants(kind: str, a: "Variant", b: "Variant", vocabulary: "Vocabulary") -> Finding:
    """Compare two claimed values of one fact by all rules; swapping them swaps only the direction."""
    if a.stance != b.stance:
        return compare_denial(kind, a, b, vocabulary)
    finding = COMPARATORS[kind](a.value, b.value, vocabulary)
    if a.stance == "denies":
        if finding.relation == SAME:
            return finding
        shown = [f"“not {show_value(v.value, vocabulary)}”" for v in (a, b)]
        return Finding(UNKNOWN, "denial", f"{shown[0]} and {shown[1]} may both hold.")
    if a.only or b.only:
        finding = apply_exclusion(kind, a, b, finding, vocabulary)
    if a.phase != b.phase and a.phase and b.phase:
        finding = apply_phases(a, b, finding, vocabulary)
    return finding


def compare_denial(kind: str, a: "Variant", b: "Variant", vocabulary: "Vocabulary") -> Finding:
    """Compare a denial with an assertion: it contradicts whoever asserts what it denies, or a more exact form
    of it, and nothing else.
    """  # noqa: D205
    denial, other = (a, b) if a.stance == "denies" else (b, a)
    denied, said = show_value(denial.value, vocabulary), show_value(other.value, vocabulary)
    if a.phase != b.phase and a.phase and b.phase:
        return Finding(
            UNKNOWN,
            "plan-and-outcome",
            f"One speaks of a plan, the other of an outcome: not {denied}; {said}.",
        )
    finding = COMPARATORS[kind](other.value, denial.value, vocabulary)
    if finding.relation == SAME or (
        finding.relation == REFINES and finding.inner == LEFT and finding.cause != "extent"
    ):
        what = f"denies {denied}" if denied == said else f"denies {denied}, which {said} would be"
        return Finding(CONTRADICTS, "denial", f"One asserts {said}, the other {what}.")
    return Finding(UNKNOWN, "denial", f"Denying {denied} leaves {said} open.")


def apply_exclusion(
    kind: str, a: "Variant", b: "Variant", finding: Finding, vocabulary: "Vocabulary"
) -> Finding:
    """Turn an overlap into a contradiction where one claimant excludes anything more, and likewise where the
    other asserts something outside what is excluded to.
    """  # noqa: D205
    if finding.relation in {SAME, CONTRADICTS, UNKNOWN} or kind in {"quote", "text"}:
        return finding
    for limited, other in ((a, b), (b, a)):
        if limited.only and (finding.relation == OVERLAPS or _asserts_more(kind, other, limited)):
            x, y = show_value(limited.value, vocabulary), show_value(other.value, vocabulary)
            return Finding(CONTRADICTS, "exclusive", f"{x} only leaves no room for {y}.")
    return finding


def _asserts_more(kind: str, other: "Variant", limited: "Variant") -> bool:
    value: Any = other.value
    limit: Any = limited.value
    if kind == "date":
        return asserts_outside(value, limit)
    if isinstance(value, Listing) or isinstance(limit, Listing):
        return not ids_of(value) <= ids_of(limit)
    return False


def apply_phases(a: "Variant", b: "Variant", finding: Finding, vocabulary: "Vocabulary") -> Finding:
    """Show a plan and an outcome that differ as such: both may hold, so they do not contradict."""
    if finding.relation not in {CONTRADICTS, OVERLAPS} or finding.cause == "coverage":
        return finding
    plan, outcome = (a, b) if a.phase == "plan" else (b, a)
    x, y = show_value(plan.value, vocabulary), show_value(outcome.value, vocabulary)
    return Finding(
        OVERLAPS, "plan-and-outcome", f"{x} was the plan, {y} the outcome: they differ, both may hold."
    )


def describe_rules() -> list[tuple[str, str]]:
    """Return the name and the rule of every comparator, as people are shown them."""
    rules: list[tuple[str, Any]] = [*COMPARATORS.items()]
    rules += [("denial", compare_denial), ("exclusive", apply_exclusion), ("plan-and-outcome", apply_phases)]
    return [(name, " ".join((rule.__doc__ or "").split())) for name, rule in rules]


def flip(finding: Finding) -> Finding:
    """Return the same finding seen from the other side."""
    if finding.inner is None:
        return finding
    return Finding(
        finding.relation,
        finding.cause,
        finding.why,
        inner=RIGHT if finding.inner == LEFT else LEFT,
        similarity=finding.similarity,
    )
