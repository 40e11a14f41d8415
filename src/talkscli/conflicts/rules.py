"""The rules of comparison that hold across types, in the order in which they apply.

1. A claimant who withholds has no value: nothing is compared (the engine leaves such claims out).
2. Denials: `compare_denial`; where there is no third value `compare_denied_answers`.
3. The type's own rule: `ValueType.compare`.
4. Exclusion: `apply_exclusion`.
5. Plan and outcome: `apply_phases`.
"""

from typing import TYPE_CHECKING, Any

from talkscli.values.finding import CONTRADICTS, OVERLAPS, SAME, UNKNOWN, Finding
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.variant import Variant
    from talkscli.values.question import Question


def compare_variants(question: "Question", a: "Variant", b: "Variant") -> Finding:
    """Compare two claimed values of one fact by all rules; swapping them swaps only the direction."""
    kind = type_named(question.kind)
    if "denies" in {a.stance, b.stance} and kind.opposite(a.value) is not None:
        return compare_denied_answers(question, a, b)
    if a.stance != b.stance:
        return compare_denial(question, a, b)
    finding = kind.compare(a.value, b.value, question)
    if a.stance == "denies":
        x, y = _phrase(question, a), _phrase(question, b)
        if finding.relation == SAME:
            return Finding(SAME, "none", f"Both deny {x}.")
        return Finding(UNKNOWN, "denial", f"One denies {x}, the other {y}: both denials may hold.")
    if a.only or b.only:
        finding = apply_exclusion(question, a, b, finding)
    return apply_phases(question, a, b, finding)


def compare_denial(question: "Question", a: "Variant", b: "Variant") -> Finding:
    """Compare a denial with an assertion: it contradicts whoever asserts what it denies, or a more exact form
    of it, and nothing else. Denying that it is only one thing leaves that thing open.
    """  # noqa: D205
    denial, other = (a, b) if a.stance == "denies" else (b, a)
    denied, said = _phrase(question, denial), _phrase(question, other)
    if a.phase != b.phase and a.phase and b.phase:
        plan = f"not {denied}" if denial.phase == "plan" else said
        outcome = said if denial.phase == "plan" else f"not {denied}"
        return Finding(UNKNOWN, "plan-and-outcome", f"Of the plan: {plan}. Of the outcome: {outcome}.")
    kind = type_named(question.kind)
    # Denying that something is all there is denies nothing to who does not say that it is all.
    if (denial.only and not other.only) or not kind.implies(
        other.value, denial.value, question, only=denial.only
    ):
        limit = "only " if denial.only else ""
        return Finding(UNKNOWN, "denial", f"Denying {limit}{denied} leaves {said} open.")
    if denied == said:
        return Finding(CONTRADICTS, "denial", f"One asserts {said}, the other denies it.")
    if denial.value.key == other.value.key:
        return Finding(CONTRADICTS, "denial", f"One asserts {said}, the other denies {denied}, the same.")
    why = f"One asserts {said}, the other denies {denied}, which {kind.denied_part}."
    return Finding(CONTRADICTS, "denial", why)


def compare_denied_answers(question: "Question", a: "Variant", b: "Variant") -> Finding:
    """Compare answers of which one is denied at least, where there is no third: to deny yes is to say no."""
    kind = type_named(question.kind)
    x, y = (f"{'denies' if v.stance == 'denies' else 'says'} {_phrase(question, v)}" for v in (a, b))
    if a.position == b.position:
        return Finding(SAME, "none", f"Both deny {_phrase(question, a)}.")
    left, right = (kind.opposite(v.value) if v.stance == "denies" else v.value for v in (a, b))
    if left.key != right.key:
        end = ": no answer is left." if a.stance == b.stance else "."
        finding = Finding(CONTRADICTS, "denial", f"One {x}, the other {y}{end}")
        return apply_phases(question, a, b, finding)
    return Finding(SAME, "denial", f"One {x}, the other {y}: the same answer.")


def apply_exclusion(question: "Question", a: "Variant", b: "Variant", finding: Finding) -> Finding:
    """Turn an overlap into a contradiction where one claimant rules out anything else, and likewise where the
    other asserts something outside what is excluded to.
    """  # noqa: D205
    kind = type_named(question.kind)
    if finding.relation in {SAME, CONTRADICTS, UNKNOWN} or not kind.may_exclude:
        return finding
    for limited, other in ((a, b), (b, a)):
        if limited.only and (finding.relation == OVERLAPS or kind.goes_beyond(other.value, limited.value)):
            x = kind.phrase_limit(limited.value, question.vocabulary, question.unit)
            y = _phrase(question, other)
            return Finding(CONTRADICTS, "exclusive", f"“Only {x}” leaves no room for {y}.")
    return finding


def apply_phases(question: "Question", a: "Variant", b: "Variant", finding: Finding) -> Finding:
    """Show a plan and an outcome that differ as such: both may hold, so they do not contradict."""
    if a.phase == b.phase or not (a.phase and b.phase):
        return finding
    if finding.relation not in {CONTRADICTS, OVERLAPS} or finding.cause in {"coverage", "wording"}:
        return finding
    x, y = (
        ("not " if v.stance == "denies" else "") + _phrase(question, v)
        for v in ((a, b) if a.phase == "plan" else (b, a))
    )
    return Finding(
        OVERLAPS, "plan-and-outcome", f"The plan was {x}, the outcome {y}: they differ, and both may hold."
    )


def _phrase(question: "Question", variant: "Variant") -> str:
    return type_named(question.kind).phrase(variant.value, question.vocabulary, question.unit)


def describe_rules(kind: str) -> list[tuple[str, str]]:
    """Return the name and the rule of a type, and of what holds across types, as people are shown them."""
    rules: list[tuple[str, Any]] = [(kind, type_named(kind).compare)]
    rules += [("denial", compare_denial), ("exclusive", apply_exclusion), ("plan-and-outcome", apply_phases)]
    return [(name, " ".join((rule.__doc__ or "").split())) for name, rule in rules]
