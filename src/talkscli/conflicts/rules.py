"""The rules of comparison that hold across types, in the order in which they apply.

1. Who withholds gives no value, and what is conditional is no answer yet: the engine leaves both out.
2. Other times: `compare_times`.
3. Denials: `compare_denial`; where there is no third value `compare_denied_answers`.
4. The type's own rule: `ValueType.compare`.
5. Rounding, of types that round: `ValueType.soften`.
6. Exclusion: `apply_exclusion`.
7. Plan and outcome: `apply_phases`.
8. Degrees: `standing`, since there it matters who claims it, and when.
"""

from typing import TYPE_CHECKING, Any

from talkscli.conflicts.variant import PLAN
from talkscli.values.finding import CONTRADICTS, OVERLAPS, SAME, UNKNOWN, Finding
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.variant import Variant
    from talkscli.values.question import Question


def compare_variants(question: "Question", a: "Variant", b: "Variant") -> Finding:
    """Compare two claimed values of one fact by all rules; swapping them swaps only the direction."""
    kind = type_named(question.kind)
    apart = compare_times(question, a, b)
    if apart is not None:
        return apart
    if "denies" in {a.stance, b.stance} and kind.opposite(a.value) is not None:
        return compare_denied_answers(question, a, b)
    if a.stance != b.stance:
        return compare_denial(question, a, b)
    finding = kind.compare(a.value, b.value, question)
    if a.stance == "denies":
        return _compare_denials(question, a, b, finding)
    if finding.relation == CONTRADICTS:
        if a.is_former and b.is_former:
            x, y = _phrase(question, a), _phrase(question, b)
            return Finding(UNKNOWN, "other-time", f"{x} and {y} are both of the past: each may have been.")
        if not (a.only or b.only):
            finding = kind.soften(a.value, b.value, question, finding)
    if a.only or b.only:
        finding = apply_exclusion(question, a, b, finding)
    return apply_phases(question, a, b, finding)


def compare_times(question: "Question", a: "Variant", b: "Variant") -> Finding | None:
    """Leave open how two values stand of which each speaks of another time: their times have no day in
    common, or one is called former and the other is not, unless they are the same.
    """  # noqa: D205
    if not a.meets(b):
        x, y = _phrase(question, a), _phrase(question, b)
        from talkscli.values.edtf import parse_edtf

        when, other = (parse_edtf(v.at or "").words for v in (a, b))
        return Finding(UNKNOWN, "other-time", f"{x} is said of {when}, {y} of {other}.")
    if a.is_former == b.is_former:
        return None
    if a.stance == b.stance == "asserts":
        finding = type_named(question.kind).compare(a.value, b.value, question)
        if finding.relation == SAME:
            return finding
    past, present = (a, b) if a.is_former else (b, a)
    x, y = _phrase(question, past), _phrase(question, present)
    return Finding(UNKNOWN, "other-time", f"{x} is said of the past, {y} is not.")


def _compare_denials(question: "Question", a: "Variant", b: "Variant", finding: Finding) -> Finding:
    """Compare two denials: both may hold; those of one utterance are compared by their wording."""
    x, y = _phrase(question, a), _phrase(question, b)
    if finding.relation == SAME:
        return Finding(SAME, "none", f"Both deny {x}.")
    if type_named(question.kind).compares_denials:
        return finding
    return Finding(UNKNOWN, "denial", f"One denies {x}, the other {y}: both denials may hold.")


def compare_denial(question: "Question", a: "Variant", b: "Variant") -> Finding:
    """Compare a denial with an assertion: it contradicts whoever asserts what it denies, or a more exact form
    of it, and nothing else. Denied at a degree, it hits that degree and those above; without one, all.
    Denying that it is only one thing leaves that thing open.
    """  # noqa: D205
    denial, other = (a, b) if a.stance == "denies" else (b, a)
    denied, said = _phrase(question, denial), _phrase(question, other)
    kind = type_named(question.kind)
    if not reaches(denial, other):
        if differ_in_phase(a, b):
            plan, outcome = (f"not {denied}", said) if denial.phase == PLAN else (said, f"not {denied}")
            return Finding(UNKNOWN, "plan-and-outcome", f"Of the plan: {plan}. Of the outcome: {outcome}.")
        return _leave_open(question, denial, other)
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
    part = kind.place_denied(other.value, denial.value)
    return Finding(CONTRADICTS, "denial", f"One asserts {said}, the other denies {denied}, which {part}.")


def reaches(denial: "Variant", other: "Variant") -> bool:
    """Return whether a denial speaks of the degree at which something is asserted: of it or a lower one."""
    if denial.status != other.status and denial.phase and not denial.degree:
        return False  # That it is not cancelled, or not postponed, denies no plan and no outcome.
    return denial.degree <= other.degree


def differ_in_phase(a: "Variant", b: "Variant") -> bool:
    """Return whether one speaks of a plan and the other of an outcome."""
    return bool(a.phase and b.phase and a.phase != b.phase)


def _leave_open(question: "Question", denial: "Variant", other: "Variant") -> Finding:
    denied, said = _phrase(question, denial), _name_standing(_phrase(question, other), other)
    return Finding(UNKNOWN, "denial", f"Denying that {denied} is {denial.status} leaves open {said}.")


def compare_denied_answers(question: "Question", a: "Variant", b: "Variant") -> Finding:
    """Compare answers of which one is denied at least, where there is no third: to deny yes is to say no."""
    kind = type_named(question.kind)
    x, y = (f"{'denies' if v.stance == 'denies' else 'says'} {_phrase(question, v)}" for v in (a, b))
    if a.position == b.position:
        return Finding(SAME, "none", f"Both deny {_phrase(question, a)}.")
    left, right = (kind.opposite(v.value) if v.stance == "denies" else v.value for v in (a, b))
    if left.key == right.key:
        return Finding(SAME, "denial", f"One {x}, the other {y}: the same answer.")
    denial, other = (a, b) if a.stance == "denies" else (b, a)
    end = ": no answer is left." if a.stance == b.stance else "."
    finding = Finding(CONTRADICTS, "denial", f"One {x}, the other {y}{end}")
    if a.stance == b.stance:
        return apply_phases(question, a, b, finding)
    if reaches(denial, other):
        return finding
    if denial.degree and differ_in_phase(a, b):
        return apply_phases(question, a, b, finding)
    return _leave_open(question, denial, other)


def apply_exclusion(question: "Question", a: "Variant", b: "Variant", finding: Finding) -> Finding:
    """Turn an overlap into a contradiction where one claimant rules out anything else, and likewise where the
    other asserts something outside what is excluded to.
    """  # noqa: D205
    kind = type_named(question.kind)
    if finding.relation in {SAME, CONTRADICTS, UNKNOWN} or not kind.may_exclude:
        return finding
    for limited, other in ((a, b), (b, a)):
        if limited.only and kind.goes_beyond(other.value, limited.value, finding, question):
            x = kind.phrase_limit(limited.value, question.vocabulary, question.unit)
            y = _phrase(question, other)
            return Finding(CONTRADICTS, "exclusive", f"“Only {x}” leaves no room for {y}.")
    return finding


def apply_phases(question: "Question", a: "Variant", b: "Variant", finding: Finding) -> Finding:
    """Show a plan and an outcome that differ as such: both may hold, so they do not contradict. That
    something was cancelled contradicts that it was held.
    """  # noqa: D205
    if not differ_in_phase(a, b):
        return finding
    if finding.relation == SAME and (a.is_cancelled or b.is_cancelled) and a.stance == b.stance:
        x = _phrase(question, a)
        held = a.status if b.is_cancelled else b.status
        return Finding(CONTRADICTS, "status", f"One calls {x} cancelled, the other {held}.")
    if finding.relation not in {CONTRADICTS, OVERLAPS} or finding.cause in {"coverage", "wording"}:
        return finding
    x, y = (
        ("not " if v.stance == "denies" else "") + _phrase(question, v)
        for v in ((a, b) if a.phase == PLAN else (b, a))
    )
    return Finding(
        OVERLAPS, "plan-and-outcome", f"The plan was {x}, the outcome {y}: they differ, and both may hold."
    )


def _phrase(question: "Question", variant: "Variant") -> str:
    return type_named(question.kind).phrase(variant.value, question.vocabulary, question.unit)


def _name_standing(said: str, variant: "Variant") -> str:
    """Say that something is so, or that it is of a status."""
    return f"that {said} is {variant.status}" if variant.status else said


def describe_rules(kind: str) -> list[tuple[str, str]]:
    """Return the name and the rule of a type, and of what holds across types, as people are shown them."""
    from talkscli.conflicts.standing import compare_standing

    rules: list[tuple[str, Any]] = [
        (kind, type_named(kind).compare),
        ("other-time", compare_times),
        ("denial", compare_denial),
        ("exclusive", apply_exclusion),
        ("plan-and-outcome", apply_phases),
        ("status", compare_standing),
    ]
    return [(name, " ".join((rule.__doc__ or "").split())) for name, rule in rules]
