"""What is to change in a store, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence, Sized
from typing import TYPE_CHECKING

from talkscli.claims import Claim, Record, kind_of

if TYPE_CHECKING:
    from talkscli.desk.claim_ledger import ClaimLedger
    from talkscli.desk.verdict_changes import VerdictChange


class Changes:
    """Records to add to a store, and records that take the place of the one with their id."""

    __slots__ = ("added", "already", "claims", "facts", "repeated", "replaced")

    def __init__(
        self,
        added: Iterable[Record] = (),
        *,
        claims: "Iterable[Claim] | ClaimLedger" = (),
        replaced: Iterable[Record] = (),
        facts: Iterable[str] = (),
        already: Sequence[str] = (),
        repeated: int | None = None,
    ) -> None:
        everything = list(added)
        self.added: list[Record] = [record for record in everything if not isinstance(record, Claim)]
        """New records of the header, in the order in which they are to be written."""
        own = [record for record in everything if isinstance(record, Claim)]
        self.claims = [*own, *claims] if own else claims
        """New claims: a ledger's are checked already; others are checked when they come in, one by one."""
        self.replaced: list[Record] = list(replaced)
        self.facts = list(dict.fromkeys(facts))
        """The facts whose verdicts are to be compared before and after."""
        self.already = already
        """The ids of what is there already and was to come in; of very many, the first."""
        self.repeated = len(already) if repeated is None else repeated
        """How many such there are."""

    @property
    def is_empty(self) -> bool:
        """Return whether it is certain that nothing changes."""
        counted = isinstance(self.claims, Sized)
        return not self.added and not self.replaced and counted and not self.claims


class Outcome:
    """What a change did to a store, or would do.

    Attributes:
        path: The store.
        is_dry_run: Whether nothing was to be written.
        added: How many records of each kind came in: `claim`, `actor` ...
        replaced: How many took the place of one with their id.
        changes: The records themselves.
        verdicts: The facts touched with their verdicts before and after; None where they were too many.
        version: The version of the store's form that it was raised to; None if it stays.
        remarks: How names were understood that are written otherwise in the store.
    """

    def __init__(self, path: str, changes: Changes, *, is_dry_run: bool = False) -> None:
        self.path = path
        self.is_dry_run = is_dry_run
        self.changes = changes
        self.added: dict[str, int] = count_kinds(changes.added)
        self.replaced: dict[str, int] = count_kinds(changes.replaced)
        self.verdicts: list[VerdictChange] | None = []
        self.version: int | None = None
        self.remarks: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changed, and so nothing was written."""
        return not (self.added or self.replaced)

    def close(self) -> None:
        """Forget the claims that came in; until then they can be listed."""
        from talkscli.desk.claim_ledger import ClaimLedger

        if isinstance(self.changes.claims, ClaimLedger):
            self.changes.claims.close()

    @property
    def ids(self) -> list[str]:
        """Return the ids of the claims that came in."""
        from talkscli.desk.claim_ledger import ClaimLedger

        claims = self.changes.claims
        return list(claims.ids()) if isinstance(claims, ClaimLedger) else [claim.id for claim in claims]


def count_kinds(records: Iterable[Record]) -> dict[str, int]:
    """Count records by their kind."""
    counts: dict[str, int] = {}
    for record in records:
        counts[kind_of(record)] = counts.get(kind_of(record), 0) + 1
    return counts


def name_counts(counts: Mapping[str, int]) -> list[str]:
    """Write how many records of each kind there are: `2 actors`, `1 claim`."""
    from talkscli.claims import SECTIONS

    return [f"{count:,} {kind if count == 1 else SECTIONS[kind]}" for kind, count in counts.items()]
