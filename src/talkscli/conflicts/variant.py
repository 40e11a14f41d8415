"""What is compared: a value with all under which it was claimed that changes how it is compared."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.values.parsing import Value

PLAN = "plan"
OUTCOME = "outcome"

AGREED = 4
HELD = 5

DEGREES = {
    "possible": 1,
    "hoped": 1,
    "proposed": 2,
    "offered": 2,
    "demanded": 2,
    "planned": 3,
    "tentative": 3,
    "expected": 3,
    "scheduled": 3,
    "announced": 3,
    "agreed": AGREED,
    "reaffirmed": AGREED,
    "held": HELD,
    "done": HELD,
    "happened": HELD,
    "implemented": HELD,
}
"""How far a thing has come, by the status of a claim. Other statuses have no degree."""

CANCELLED = "cancelled"
FORMER = "former"
CONDITIONAL = "conditional"

PHASES = {
    **{status: OUTCOME if degree == HELD else PLAN for status, degree in DEGREES.items()},
    # Of what did not come, the plan is what is told.
    CANCELLED: PLAN,
    "postponed": PLAN,
}
"""Which statuses speak of what is to come and which of what came. Other statuses belong to neither."""

Days = tuple[tuple[int, int], ...]
"""Stretches of days, each from its first to its last."""


class Variant:
    """A value as claimed; claims of one variant need not be compared with each other."""

    __slots__ = (
        "at",
        "degree",
        "is_cancelled",
        "is_former",
        "key",
        "number",
        "only",
        "phase",
        "place",
        "position",
        "stance",
        "status",
        "value",
        "when",
    )

    def __init__(
        self,
        value: "Value",
        stance: str = "asserts",
        *,
        only: bool = False,
        status: str | None = None,
        at: str | None = None,
    ) -> None:
        self.value = value
        self.stance = stance
        self.only = only
        self.status = status
        self.phase = PHASES.get(status) if status else None
        self.degree = DEGREES.get(status, 0) if status else 0
        """How far the thing has come, from 1 to 5; 0 where that is not said."""
        self.is_former = status == FORMER
        self.is_cancelled = status == CANCELLED
        self.at = at
        """The time of which the value speaks, as written."""
        self.when: Days | None = None
        """The days of that time."""
        if at is not None:
            from talkscli.values.edtf import parse_edtf

            self.when = parse_edtf(at).spans
        self.position: Hashable = (value.key, stance)
        """What the claims of one position share: the value and the stance."""
        marks = self.is_former, self.is_cancelled
        self.key: Hashable = (self.position, only, self.phase, self.degree, marks, self.when)
        """What claims share that need not be compared with each other."""
        self.place = -1
        """The number of its position, where a comparer has read it."""
        self.number = -1
        """The number of its key, likewise."""

    def meets(self, other: "Variant") -> bool:
        """Return whether both may speak of one time."""
        if self.when is None or other.when is None or self.when == other.when:
            return True
        return any(a <= d and c <= b for a, b in self.when for c, d in other.when)

    def __repr__(self) -> str:
        return (
            f"<{self.stance} {self.value} {'only ' if self.only else ''}{self.status or ''} {self.at or ''}>"
        )
