"""How two values stand to each other: the words of the engine, and a finding about two values."""

SAME = "same"
REFINES = "refines"
OVERLAPS = "overlaps"
CONTRADICTS = "contradicts"
UNKNOWN = "unknown"

RELATIONS = (SAME, REFINES, OVERLAPS, CONTRADICTS, UNKNOWN)

CAUSES = (
    "precision",
    "extent",
    "exclusive",
    "rounding",
    "status",
    "other-time",
    "plan-and-outcome",
    "revision",
    "wording",
    "coverage",
    "denial",
    "none",
)

LEFT = "left"
RIGHT = "right"

_WEIGHTS = {SAME: 1, REFINES: 2, OVERLAPS: 3, CONTRADICTS: 4, UNKNOWN: 0}

WORST = _WEIGHTS[CONTRADICTS]


class Finding:
    """How two values stand to each other, and why."""

    __slots__ = ("cause", "inner", "relation", "similarity", "weight", "why")

    def __init__(
        self,
        relation: str,
        cause: str,
        why: str,
        *,
        inner: str | None = None,
        similarity: float | None = None,
    ) -> None:
        self.relation = relation
        self.cause = cause
        # Values may begin with a small letter ("about 1,000"); sentences do not.
        self.why = why if why[:1].isupper() else why[:1].upper() + why[1:]
        """One sentence for people; it names both values."""
        self.inner = inner
        """Of a refinement, which of the two says more: `left` or `right`."""
        self.similarity = similarity
        """Of two wordings, from 0 to 1."""

        self.weight = min(_WEIGHTS[relation], 2) if cause == "coverage" else _WEIGHTS[relation]
        """How much it counts for a verdict, 0 (nothing) to 4 (contradiction).

        Coverage never weighs more than imprecision, and what a denial leaves open is ignored.
        """

    @property
    def is_harmless(self) -> bool:
        """Return whether both values may hold beside each other: of other times, or left open by a denial."""
        return self.relation == UNKNOWN and self.cause != "none"

    def __repr__(self) -> str:
        return f"<{self.relation}, {self.cause}: {self.why}>"
