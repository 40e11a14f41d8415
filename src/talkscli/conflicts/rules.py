"""The rules of comparison, in the order in which they apply.

1. A claimant who withholds has no value: nothing is compared (the engine leaves such claims out).
2. Denials: `compare_denial`; of yes and no `compare_denied_answers`, since there is no third.
3. The type's own comparator: `COMPARATORS`.
4. Exclusion: `apply_exclusion`.
5. Plan and outcome: `apply_phases`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.compare.dates import asserts_outside, compare_dates, entails
from talkscli.conflicts.compare.quantities import compare_quantities
from talkscli.conflicts.compare.references import (
    compare_actors,
    compare_answers,
    compare_listings,
    compare_places,
    ids_of,
)
from talkscli.conflicts.compare.wordings import compare_quotes, compare_texts
from talkscli.conflicts.show import list_names, name_value, show_value
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
    if kind == "yes-no" and "denies" in {a.stance, b.stance}:
        return compare_denied_answers(a, b, vocabulary)
    if a.stance != b.stance:
        return compare_denial(kind, a, b, vocabulary)
    finding = COMPARATORS[kind](a.value, b.value, vocabulary)
    if a.stance == "denies":
        x, y = name_value(a.value, vocabulary), name_value(b.value, vocabulary)
        if finding.relation == SAME:
            return Finding(SAME, "none", f"Both deny {x}.")
        return Finding(UNKNOWN, "denial", f"One denies {x}, the other {y}: both denials may hold.")
    if a.only or b.only:
        finding = apply_exclusion(kind, a, b, finding, vocabulary)
    return apply_phases(a, b, finding, vocabulary)


def compare_denial(kind: str, a: "Variant", b: "Variant", vocabulary: "Vocabulary") -> Finding:
    """Compare a denial with an assertion: it contradicts whoever asserts what it denies, or a more exact form
    of it, and nothing else. Denying that it is only one thing leaves that thing open.
    """  # noqa: D205
    denial, other = (a, b) if a.stance == "denies" else (b, a)
    denied, said = name_value(denial.value, vocabulary), name_value(other.value, vocabulary)
    if a.phase != b.phase and a.phase and b.phase:
        plan = f"not {denied}" if denial.phase == "plan" else said
        outcome = said if denial.phase == "plan" else f"not {denied}"
        return Finding(UNKNOWN, "plan-and-outcome", f"Of the plan: {plan}. Of the outcome: {outcome}.")
    if not _hits(kind, denial, other, vocabulary):
        limit = "only " if denial.only else ""
        return Finding(UNKNOWN, "denial", f"Denying {limit}{denied} leaves {said} open.")
    if kind == "text":
        return Finding(CONTRADICTS, "denial", f"One asserts what the other denies: “{denied.rstrip('.')}”.")
    if denied == said:
        return Finding(CONTRADICTS, "denial", f"One asserts {said}, the other denies it.")
    if denial.value.key == other.value.key:
        return Finding(CONTRADICTS, "denial", f"One asserts {said}, the other denies {denied}, the same.")
    part = "is part of that" if kind in {"terms", "quote"} else "includes that"
    return Finding(CONTRADICTS, "denial", f"One asserts {said}, the other denies {denied}, which {part}.")


def _hits(kind: str, denial: "Variant", other: "Variant", vocabulary: "Vocabulary") -> bool:
    """Return whether whatever satisfies the assertion is denied."""
    if denial.only and not other.only:
        return False
    claimed: Any = other.value
    denied: Any = denial.value
    if kind == "date":
        return entails(claimed, denied)
    finding = COMPARATORS[kind](claimed, denied, vocabulary)
    if denial.only and isinstance(denied, Listing):
        return finding.relation == SAME
    return finding.relation == SAME or (finding.relation == REFINES and finding.inner == LEFT)


def compare_denied_answers(a: "Variant", b: "Variant", vocabulary: "Vocabulary") -> Finding:
    """Compare answers of which one is denied at least: to deny yes is to say no."""
    x, y = (f"{'denies' if v.stance == 'denies' else 'says'} {v.value}" for v in (a, b))
    if a.position == b.position:
        return Finding(SAME, "none", f"Both deny {a.value}.")
    if (str(a.value) == str(b.value)) != (a.stance == b.stance):
        left = ": no answer is left." if a.stance == b.stance else "."
        finding = Finding(CONTRADICTS, "denial", f"One {x}, the other {y}{left}")
        return apply_phases(a, b, finding, vocabulary)
    return Finding(SAME, "denial", f"One {x}, the other {y}: the same answer.")


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
            # What stands in quotation marks already has no others around it.
            limit: Any = limited.value
            is_list = isinstance(limit, Listing)
            x = list_names(limit, vocabulary) if is_list else show_value(limit, vocabulary)
            y = name_value(other.value, vocabulary)
            return Finding(CONTRADICTS, "exclusive", f"“Only {x}” leaves no room for {y}.")
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
    if a.phase == b.phase or not (a.phase and b.phase):
        return finding
    if finding.relation not in {CONTRADICTS, OVERLAPS} or finding.cause in {"coverage", "wording"}:
        return finding
    x, y = (
        ("not " if v.stance == "denies" else "") + name_value(v.value, vocabulary)
        for v in ((a, b) if a.phase == "plan" else (b, a))
    )
    return Finding(
        OVERLAPS, "plan-and-outcome", f"The plan was {x}, the outcome {y}: they differ, and both may hold."
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
