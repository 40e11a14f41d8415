"""What is compared: a value with the stance, the exclusion and the phase under which it was claimed."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.values.parsing import Value

PLAN = "plan"
OUTCOME = "outcome"

PHASES = {
    "planned": PLAN,
    "tentative": PLAN,
    "scheduled": PLAN,
    "expected": PLAN,
    "proposed": PLAN,
    "offered": PLAN,
    "demanded": PLAN,
    "hoped": PLAN,
    "possible": PLAN,
    "announced": PLAN,
    "held": OUTCOME,
    "happened": OUTCOME,
    "agreed": OUTCOME,
    "done": OUTCOME,
    "implemented": OUTCOME,
    "cancelled": OUTCOME,
    "postponed": OUTCOME,
}
"""Which statuses speak of what is to come and which of what came. Other statuses belong to neither."""


class Variant:
    """A value as claimed; claims of one variant need not be compared with each other."""

    __slots__ = ("key", "number", "only", "phase", "place", "position", "stance", "value")

    def __init__(
        self, value: "Value", stance: str = "asserts", *, only: bool = False, status: str | None = None
    ) -> None:
        self.value = value
        self.stance = stance
        self.only = only
        self.phase = PHASES.get(status) if status else None
        self.position: Hashable = (value.key, stance)
        """What the claims of one position share: the value and the stance."""
        self.key: Hashable = (self.position, only, self.phase)
        """What claims share that need not be compared with each other."""
        self.place = -1
        """The number of its position, where a comparer has read it."""
        self.number = -1
        """The number of its key, likewise."""

    def __repr__(self) -> str:
        return f"<{self.stance} {self.value} {'only ' if self.only else ''}{self.phase or ''}>"
