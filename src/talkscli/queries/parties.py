"""Who belongs to a party of the story, and what two parties dispute between themselves."""

from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import OVERLAP, RANKS
from talkscli.index.known_records import find_side

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement
    from talkscli.queries.archive import Archive

OUTLET, CLAIMANT, SIDE = "outlet", "claimant", "side"
WAYS = (OUTLET, CLAIMANT, SIDE)
"""By whom claims are set side by side."""

STATUS = "status"
_DISPUTED = 3
"""From this weight on a finding is a dispute."""


def list_party(archive: "Archive", keys: tuple[str, ...]) -> frozenset[str]:
    """Return the actors of a party: itself, those on its side, and those who speak for one of them."""
    party = set(keys)
    speaking: dict[str, list[str]] = {}
    for actor in archive.entities("actor"):
        if actor.get("side") in keys:
            party.add(actor["id"])
        if actor.get("of"):
            speaking.setdefault(actor["of"], []).append(actor["id"])
    waiting = list(party)
    while waiting:
        for one in speaking.get(waiting.pop(), ()):
            if one not in party:
                party.add(one)
                waiting.append(one)
    return frozenset(party)


def is_dispute(verdict: str, cause: str) -> bool:
    """Return whether a fact is in dispute: contradicted, overlapping, or of one thing in two degrees."""
    return RANKS[verdict] <= RANKS[OVERLAP] or cause == STATUS


def divide(judgement: "Judgement", one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether claims of two parties are against each other on a fact."""
    for pair in judgement.findings:
        if pair.finding.weight < _DISPUTED and pair.finding.cause != STATUS:
            continue
        left, right = pair.left.whos, pair.right.whos
        if (_meet(left, one) and _meet(right, other)) or (_meet(left, other) and _meet(right, one)):
            return True
    return False


def _meet(whos: tuple[str, ...], party: frozenset[str]) -> bool:
    return not party.isdisjoint(whos)


class Sides:
    """To which side claimants belong, by id; remembers what it has found."""

    def __init__(self, archive: "Archive") -> None:
        self._archive = archive
        self._sides: frozenset[str] | None = None
        self._known: dict[str, str] = {}

    def find(self, who: str) -> str:
        """Return the side of a claimant: its own, that of whom it speaks for, or itself where it is one."""
        if who not in self._known:
            self._known[who] = self._follow(who)
        return self._known[who]

    def _follow(self, who: str) -> str:
        if self._sides is None:
            stated = (actor.get("side") for actor in self._archive.entities("actor"))
            self._sides = frozenset(side for side in stated if side)

        def read(actor: str) -> tuple[str | None, str | None]:
            record = self._archive.entity("actor", actor) or {}
            return record.get("side"), record.get("of")

        return find_side(who, self._sides, read) or NO_SIDE


NO_SIDE = ""
"""The side of whoever belongs to none."""
