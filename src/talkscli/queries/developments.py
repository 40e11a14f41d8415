"""How facts stood on two days: which verdicts changed, who revised what, who left the majority."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talkscli.conflicts.context import find_majority
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.verdict import OVERLAP, RANKS
from talkscli.queries.facts import write_where
from talkscli.queries.parties import STATUS
from talkscli.values.question import Question
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Account, Judgement, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.session import Session

_DISPUTE = 3
"""From this weight on a finding is a dispute."""


def list_new_claims(
    session: "Session", first: int, last: int | None, about: Sequence[str] = ()
) -> dict[str, list[str]]:
    """Return, by the key of the fact, the ids of the claims that became known from one day to another.

    Args:
        session: The index; its own day does not count here.
        first: The number of the first day.
        last: The number of the last day; None for no end.
        about: Only facts about one of these events, actors or places.
    """
    conditions = ["claim.known >= ?"]
    values: list[object] = [first]
    if last is not None:
        conditions.append("claim.known <= ? AND claim.day_from <= ?")
        values += [last, last]
    if about:
        conditions.append(f"fact.about IN ({','.join('?' * len(about))})")
        values += about
    found: dict[str, list[str]] = {}
    sql = (
        "SELECT fact.key, claim.id FROM claim CROSS JOIN fact ON fact.num = claim.fact"
        f"{write_where(conditions)} ORDER BY fact.key, claim.id"
    )
    for key, claim in session.run(sql, values):
        found.setdefault(key, []).append(claim)
    return found


class Move(NamedTuple):
    """A claimant who left the majority, or came to it."""

    who: str
    before: "Position"
    after: "Position"
    claim: "Account"
    """The claim by which that is known."""


class Development:
    """One fact before and after a period."""

    __slots__ = ("after", "before", "claims", "fact", "joined", "left", "majorities", "revised")

    def __init__(
        self, fact: str, before: "Judgement | None", after: "Judgement", claims: Sequence[str]
    ) -> None:
        self.fact = fact
        self.before = before
        """None where nothing was known of it before."""
        self.after = after
        self.claims = claims
        """The ids of the claims that became known."""
        self.revised: list[tuple[Account, Account]] = [
            (old, new) for old, new in after.history if new.id in set(claims)
        ]
        """Claims that were revised, each with the one that revised it."""
        self.majorities: tuple[Position, Position] | None = None
        """The position of the majority before and after, where another one has it now."""
        self.left: list[Move] = []
        self.joined: list[Move] = []

    @property
    def verdicts(self) -> tuple[str | None, str]:
        """Return the verdict before and after."""
        return (self.before.verdict if self.before else None), self.after.verdict

    @property
    def has_other_verdict(self) -> bool:
        """Return whether the verdict changed, or a fact is in dispute from its beginning."""
        before, after = self.verdicts
        if before is None:
            return RANKS[after] <= RANKS[OVERLAP] or (
                self.after.worst is not None and self.after.worst.cause == STATUS
            )
        return before != after


def compare_days(
    before: "Archive", after: "Archive", claims: "dict[str, list[str]]"
) -> Iterator[Development]:
    """Yield what became of each fact of which claims became known.

    Args:
        before: The store as it was known before the period.
        after: The store as it was known at its end.
        claims: The ids of the claims that became known, by fact.
    """
    for key, ids in claims.items():
        earlier: Judgement | None = before.judge(key)
        if earlier is not None and not earlier.claims:
            earlier = None
        made = Development(key, earlier, after.judge(key), ids)
        if earlier is not None:
            _find_moves(made, after, key)
        yield made


def _find_moves(made: Development, archive: "Archive", key: str) -> None:
    if made.before is None:
        return
    first, last = find_majority(made.before), find_majority(made.after)
    question = _ask(archive, key)

    def oppose(a: "Position", b: "Position") -> bool:
        return compare_variants(question, a.variants[0], b.variants[0]).weight >= _DISPUTE

    if first is not None and last is not None and oppose(first, last):
        made.majorities = first, last
    new = set(made.claims)
    for who in first.whos if first else ():
        held = [position for position in made.after.positions if who in position.whos]
        if first and held and all(oppose(first, position) for position in held):
            made.left.append(Move(who, first, held[0], _find_claim(held[0], who, new)))
    for who in last.whos if last else ():
        held = [position for position in made.before.positions if who in position.whos]
        if last and held and all(oppose(last, position) for position in held):
            made.joined.append(Move(who, held[0], last, _find_claim(last, who, new)))


def _find_claim(position: "Position", who: str, new: set[str]) -> "Account":
    own = [account for account in position.accounts if account.who == who]
    return next((account for account in own if account.id in new), own[0])


def _ask(archive: "Archive", key: str) -> Question:
    asked = archive.entity("property", key.rpartition(".")[2]) or {"type": "text"}
    stated = asked.get("tolerance")
    return Question(
        asked["type"],
        archive.vocabulary,
        unit=asked.get("unit"),
        answers=asked.get("answers"),
        tolerance=type_named(asked["type"]).parse_tolerance(stated) if stated else None,
    )
