"""Variants of one question, made and compared once while they are remembered."""

from typing import TYPE_CHECKING

from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.variant import Variant

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from talkscli.conflicts.engine import Account
    from talkscli.values.finding import Finding
    from talkscli.values.question import Question

REMEMBERED = 4096
"""So many variants, and as many pairs, are remembered from one fact to the next."""


def is_worse(finding: "Finding", other: "Finding") -> bool:
    """Return whether one finding weighs more; of two that weigh nothing, what cannot be compared does."""
    if finding.weight != other.weight:
        return finding.weight > other.weight
    return other.is_harmless and not finding.is_harmless


class Comparer:
    """Reads what claims of one question say, and compares it."""

    __slots__ = ("_findings", "_keys", "_positions", "_variants", "question")

    def __init__(self, question: "Question") -> None:
        self.question = question
        self._variants: dict[Hashable, Variant] = {}
        self._positions: dict[Hashable, int] = {}
        self._keys: dict[Hashable, int] = {}
        self._findings: dict[tuple[Variant, Variant], Finding] = {}

    def forget(self) -> None:
        """Make room, between one fact and the next: the numbers of a fact's variants must not change."""
        if len(self._variants) > REMEMBERED:
            self._variants.clear()
            self._positions.clear()
            self._keys.clear()
            self._findings.clear()
        elif len(self._findings) > REMEMBERED:
            self._findings.clear()

    def read(self, account: "Account") -> Variant:
        """Return the variant of a claim that gives a value; equal ones have equal numbers."""
        # A value that is remembered lives on, so that nothing else can have its number.
        key = id(account.value), account.stance, account.only, account.status, account.at
        variant = self._variants.get(key)
        if variant is None:
            if account.value is None:
                raise ValueError(f"the claim {account.id} gives no value")
            variant = Variant(
                account.value, account.stance, only=account.only, status=account.status, at=account.at
            )
            variant.place = self._positions.setdefault(variant.position, len(self._positions))
            variant.number = self._keys.setdefault(variant.key, len(self._keys))
            self._variants[key] = variant
        return variant

    def compare(self, a: Variant, b: Variant) -> "Finding":
        """Compare two variants."""
        pair = a, b
        finding = self._findings.get(pair)
        if finding is None:
            finding = self._findings[pair] = compare_variants(self.question, a, b)
        return finding

    def compare_members(self, ours: "Iterable[Variant]", theirs: "Sequence[Variant]") -> "Finding":
        """Return the worst finding between the variants of one position and those of another."""
        worst: Finding | None = None
        for a in ours:
            for b in theirs:
                finding = self.compare(a, b)
                if worst is None or is_worse(finding, worst):
                    worst = finding
        if worst is None:
            raise ValueError("a position has a variant")
        return worst
