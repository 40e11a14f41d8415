"""Records that someone wants in a store: given an id where they have none, left out where they are there."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol

from talkscli.claims import Claim, Document, Record, id_of, kind_of
from talkscli.desk.ids import find_number, make_stem, propose_claim_ids, write_content
from talkscli.desk.temporary_table import Spool
from talkscli.errors import UsageError
from talkscli.files.style import write_line

if TYPE_CHECKING:
    from talkscli.desk.changes import Snapshot

WITHOUT_ID = "without-id"
"""Stands for the id of a claim that is still to get one."""

FEW = 10
"""Up to so many drafts, claims with their ids are looked up one by one."""

_NUMBER = re.compile(r"-\d+$")


class Draft:
    """A claim that is to come in."""

    __slots__ = ("claim", "has_id", "place")

    def __init__(self, claim: Claim, *, has_id: bool = False, place: str = "") -> None:
        self.claim = claim
        self.has_id = has_id
        """Whether its id was chosen by whoever gives it, or is to be proposed."""
        self.place = place
        """Where it comes from: `standard input:3`."""


class DraftSpool(Spool):
    """Drafts, however many, in the order in which they came."""

    def __init__(self) -> None:
        super().__init__(
            "CREATE TABLE draft (number INTEGER PRIMARY KEY, claim TEXT, has_id INT, place TEXT);"
        )
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Draft]:
        for claim, has_id, place in self.run("SELECT claim, has_id, place FROM draft ORDER BY number"):
            yield Draft(Claim.model_validate_json(claim), has_id=bool(has_id), place=place)

    def add(self, draft: Draft) -> None:
        """Keep a draft."""
        sql = "INSERT INTO draft (claim, has_id, place) VALUES (?, ?, ?)"
        self.run(sql, (write_line(draft.claim), draft.has_id, draft.place))
        self._count += 1


class ClaimSpool(Spool):
    """Claims that are to come in, however many, in their order."""

    def __init__(self) -> None:
        super().__init__("CREATE TABLE claim (number INTEGER PRIMARY KEY, id TEXT, claim TEXT);")
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Claim]:
        return map(Claim.model_validate_json, self.lines())

    def add(self, claim: Claim) -> None:
        """Keep a claim."""
        self.run("INSERT INTO claim (id, claim) VALUES (?, ?)", (claim.id, write_line(claim)))
        self._count += 1

    def ids(self) -> Iterator[str]:
        """Yield the ids."""
        for (one,) in self.run("SELECT id FROM claim ORDER BY number"):
            yield one

    def lines(self) -> Iterator[str]:
        """Yield the claims as they are written on a line."""
        for (line,) in self.run("SELECT claim FROM claim ORDER BY number"):
            yield line


class Ledger(Protocol):
    """Remembers ids and contents of claims, however many there are."""

    def holds_id(self, one: str) -> bool:
        """Tell whether a claim has this id."""

    def same_as(self, content: str) -> str | None:
        """Return the id of a claim that says just this, or None."""

    def says(self, one: str, content: str) -> bool:
        """Tell whether the claim with this id says just this."""

    def enter(self, one: str, content: str) -> None:
        """Remember a claim."""


class Settler:
    """Gives drafts their ids, and leaves out what is there already."""

    def __init__(self, snapshot: "Snapshot", ledger: Ledger, documents: Iterable[Record] = ()) -> None:
        self._snapshot = snapshot
        self._ledger = ledger
        self._outlets = {
            one.id: one.outlet
            for one in (*snapshot.records("document").values(), *documents)
            if isinstance(one, Document)
        }
        self._numbers: dict[str, int] = {}
        self._knows_numbers = False
        self.already: list[str] = []
        """The first ids of claims that say the same from the same source."""
        self.repeated = 0
        """How many drafts say what a claim says that is there."""

    def settle(self, drafts: list[Draft] | DraftSpool, most: int) -> Iterator[Claim]:
        """Yield the claims that come in, each with its id; `most` bounds what is kept in `already`.

        Raises:
            UsageError: an id is taken by a claim that says something else.
        """
        with _Sought() as sought:
            for draft in drafts:
                sought.add(self._propose(draft))
            if len(drafts) <= FEW:
                self._learn(self._snapshot.find_claims(list(sought.ids())).values())
            else:
                self._learn(self._snapshot.pick_claims(sought.holds))
                self._knows_numbers = True
            for draft in drafts:
                one, is_new = self._settle(draft, sought)
                if is_new:
                    yield draft.claim.model_copy(update={"id": one})
                else:
                    self.repeated += 1
                    if len(self.already) < most:
                        self.already.append(one)

    def _settle(self, draft: Draft, sought: "_Sought") -> tuple[str, bool]:
        ledger, content = self._ledger, write_content(draft.claim)
        if draft.has_id:
            one = draft.claim.id
            if ledger.says(one, content):
                return one, False
            if ledger.holds_id(one):
                raise UsageError(
                    f"there is a claim {one!r} already, and it says something else",
                    place=draft.place or f"claim {one}, id",
                    hint="give it another id, or leave the id out",
                )
        else:
            if (same := ledger.same_as(content)) is not None:
                return same, False
            proposed = self._propose(draft)
            free = next((one for one in proposed if not ledger.holds_id(one)), None)
            if free is None and not self._knows_numbers:
                self._learn(self._snapshot.pick_claims(sought.holds))
                self._knows_numbers = True
                return self._settle(draft, sought)
            one = free or find_number(make_stem(proposed[-1]), ledger.holds_id, self._numbers)
        ledger.enter(one, content)
        return one, True

    def _learn(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            self._ledger.enter(claim.id, write_content(claim))

    def _propose(self, draft: Draft) -> list[str]:
        if draft.has_id:
            return [draft.claim.id]
        return propose_claim_ids(draft.claim, self._outlets.get(draft.claim.source.document, ""))


class _Sought(Spool):
    """The ids that drafts may get, and those with a number after them."""

    def __init__(self) -> None:
        super().__init__("CREATE TABLE id (id TEXT PRIMARY KEY) WITHOUT ROWID;")

    def add(self, ids: list[str]) -> None:
        self.run_all("INSERT OR IGNORE INTO id VALUES (?)", [(one,) for one in (*ids, make_stem(ids[-1]))])

    def ids(self) -> Iterator[str]:
        for (one,) in self.run("SELECT id FROM id"):
            yield one

    def holds(self, one: str) -> bool:
        sql = "SELECT 1 FROM id WHERE id = ?"
        if self.find(sql, one) is not None:
            return True
        stem = _NUMBER.sub("", one)
        return stem != one and self.find(sql, stem) is not None


def settle_records(records: Iterable[Record], snapshot: "Snapshot") -> tuple[list[Record], list[str]]:
    """Part records into those to add and the ids of those that are there just so.

    Raises:
        UsageError: an id is taken by another record of the kind.
    """
    new: dict[tuple[str, str], Record] = {}
    already: list[str] = []
    for record in records:
        kind, one = kind_of(record), id_of(record)
        other = new.get((kind, one)) or snapshot.records(kind).get(one)
        if other is None:
            new[kind, one] = record
        elif other == record:
            already.append(one)
        else:
            raise UsageError(
                f"there is {name_kind(kind)} {one!r} already, and it is another",
                place=f"{kind} {one}",
                hint="give it another id, or leave the id out",
            )
    return list(new.values()), already


def name_kind(kind: str) -> str:
    """Put the article before a kind."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
