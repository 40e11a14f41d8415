"""What is to change in a store, and what the one who decides it may ask of the store."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sized
from itertools import chain
from typing import Protocol

from talkscli.claims import Claim, Record


class Changes:
    """Records to add to a store, and records that take the place of the one with their id."""

    __slots__ = ("added", "claims", "replaced")

    def __init__(
        self,
        added: Iterable[Record] = (),
        *,
        claims: Iterable[Claim] = (),
        replaced: Iterable[Record] = (),
    ) -> None:
        everything = list(added)
        self.added: list[Record] = [one for one in everything if not isinstance(one, Claim)]
        """New records of the header, in the order in which they are to be written."""
        own = [one for one in everything if isinstance(one, Claim)]
        self.claims: Iterable[Claim] = [*own, *claims] if isinstance(claims, list | tuple) else claims
        """New claims; asked for once, one after the other, so that a million need not be held."""
        if own and self.claims is claims:
            self.claims = chain(own, claims)
        self.replaced: list[Record] = list(replaced)

    @property
    def is_empty(self) -> bool:
        """Return whether it is certain that nothing changes."""
        counted = isinstance(self.claims, Sized)
        return not self.added and not self.replaced and counted and not self.claims


class Snapshot(Protocol):
    """A store at one moment, as the one who changes it sees it."""

    @property
    def title(self) -> str:
        """Return the store's title."""

    def records(self, kind: str) -> Mapping[str, Record]:
        """Return the records of a kind (`actor`, `place` …), by id."""

    def find_claims(self, ids: Collection[str]) -> Mapping[str, Claim]:
        """Return those of the claims that are there, by id."""

    def pick_claims(self, is_wanted: Callable[[str], bool]) -> Iterable[Claim]:
        """Read the claims whose ids are wanted in one pass, holding none; some may come twice."""

    def find_facts(self, keys: Collection[str]) -> Mapping[str, list[Claim]]:
        """Return the claims of each fact, in the store's order; a fact without claims has an empty list."""

    def every_claim(self) -> Iterable[Claim]:
        """Read all claims, one after the other."""
