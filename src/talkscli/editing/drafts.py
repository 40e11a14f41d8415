"""Records that someone wants in a store: given an id where they have none, left out where they are there."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.claims import Claim, Document, Record
from talkscli.editing.changes import KIND_OF
from talkscli.editing.proposals import is_same_claim, propose_claim_ids
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.editing.changes import Snapshot

WITHOUT_ID = "without-id"
"""Stands for the id of a claim that is still to get one."""

_LIKELY = 3


class Draft:
    """A claim that is to come in."""

    __slots__ = ("claim", "has_id", "place")

    def __init__(self, claim: Claim, *, has_id: bool = False, place: str = "") -> None:
        self.claim = claim
        self.has_id = has_id
        """Whether its id was chosen by whoever gives it, or is to be proposed."""
        self.place = place
        """Where it comes from: `standard input:3`."""


class Settled:
    """What of the drafts comes in, and what is there already."""

    __slots__ = ("already", "claims")

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.already: list[str] = []
        """The ids of claims in the store that say the same from the same source."""


def settle_claims(drafts: Iterable[Draft], snapshot: "Snapshot", documents: Iterable[Record] = ()) -> Settled:
    """Give every draft its id, and leave out what is there already.

    Args:
        drafts: The claims to come.
        snapshot: The store.
        documents: New documents, which come in too.

    Raises:
        UsageError: an id is taken by a claim that says something else.
    """
    waiting = list(drafts)
    outlets = {
        one.id: one.outlet
        for one in (*snapshot.records("document").values(), *documents)
        if isinstance(one, Document)
    }
    looked = {one for draft in waiting for one in islice(_ids(draft, outlets), _LIKELY)}
    there = dict(snapshot.find_claims(looked))
    own: dict[str, Claim] = {}
    settled = Settled()
    for draft in waiting:
        for one in _ids(draft, outlets):
            if one not in looked:
                looked.add(one)
                there.update(snapshot.find_claims([one]))
            other = own.get(one) or there.get(one)
            if other is None:
                claim = own[one] = draft.claim.model_copy(update={"id": one})
                settled.claims.append(claim)
                break
            if is_same_claim(other, draft.claim):
                settled.already.append(one)
                break
            if draft.has_id:
                raise UsageError(
                    f"there is a claim {one!r} already, and it says something else",
                    place=draft.place or f"claim {one}, id",
                    hint="give it another id, or leave the id out",
                )
    return settled


def settle_records(records: Iterable[Record], snapshot: "Snapshot") -> tuple[list[Record], list[str]]:
    """Part records into those to add and the ids of those that are there just so.

    Raises:
        UsageError: an id is taken by another record of the kind.
    """
    new: dict[tuple[str, str], Record] = {}
    already: list[str] = []
    for record in records:
        kind, one = KIND_OF[type(record)], str(record.id)  # type: ignore[attr-defined]
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


def _ids(draft: Draft, outlets: Mapping[str, str]) -> Iterator[str]:
    if draft.has_id:
        return iter((draft.claim.id,))
    return propose_claim_ids(draft.claim, outlets.get(draft.claim.source.document, ""))


def name_kind(kind: str) -> str:
    """Put the article before a kind."""
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
