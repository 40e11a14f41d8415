"""What a change does to the verdicts of the facts that it touches."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from talkscli.claims import Actor, Claim, Place, Property, Record, Term
from talkscli.conflicts.engine import Account, judge
from talkscli.errors import ValueSyntaxError
from talkscli.values.parsing import parse_value
from talkscli.values.vocabulary import Words

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement
    from talkscli.desk.changes import Changes, Snapshot


class Move:
    """A fact's verdict before and after a change."""

    __slots__ = ("after", "before", "fact", "why")

    def __init__(self, fact: str, before: str | None, after: "Judgement") -> None:
        self.fact = fact
        self.before = before
        """None where no claim was about it."""
        self.after = after.verdict
        self.why = after.worst.why if after.worst is not None else ""
        """The sentence of the finding that makes the new verdict."""

    def __str__(self) -> str:
        if self.before is None:
            return f"{self.fact}: new, {self.after}"
        if self.before == self.after:
            return f"{self.fact}: {self.after}, as before"
        return f"{self.fact}: {self.before} → {self.after}"


def find_moves(snapshot: "Snapshot", changes: "Changes", facts: Collection[str]) -> list[Move]:
    """Judge facts as they are and as they will be; the claims to come must be held in a list."""
    before = snapshot.find_facts(facts)
    coming: dict[str, dict[str, Claim]] = {key: {} for key in facts}
    for claim in (*changes.replaced, *changes.claims):
        if isinstance(claim, Claim) and (key := key_of(claim)) in coming:
            coming[key][claim.id] = claim
    words = gather_words(snapshot, changes.added)
    properties = [*snapshot.records("property").values(), *changes.added]
    asked = {one.id: one for one in properties if isinstance(one, Property)}
    moves = []
    for key in facts:
        matter = asked.get(key.partition(".")[2])
        kind: str = matter.type if matter else "text"
        old = [_account(claim, kind) for claim in before[key]]
        new = {claim.id: claim for claim in before[key]} | coming[key]
        after = judge(
            key,
            kind,
            [_account(claim, kind) for claim in new.values()],
            words,
            unit=matter.unit if matter else None,
        )
        verdict = judge(key, kind, old, words, explain=False).verdict if old else None
        moves.append(Move(key, verdict, after))
    return moves


def key_of(claim: Claim) -> str:
    """Return the key of the fact that a claim is about."""
    return f"{claim.what.about}.{claim.what.property}"


def gather_words(snapshot: "Snapshot", added: Iterable[Record] = ()) -> Words:
    """Gather the vocabulary that judging needs, with what is to be added."""
    everything = [one for kind in ("actor", "place", "term") for one in snapshot.records(kind).values()]
    everything += added
    actors = [one for one in everything if isinstance(one, Actor)]
    places = [one for one in everything if isinstance(one, Place)]
    return Words(
        places={one.id: one.name for one in places},
        parents={one.id: one.within for one in places if one.within is not None},
        actors={one.id: one.name for one in actors},
        unnamed=frozenset(one.id for one in actors if one.kind == "unnamed"),
        terms={one.id: one.name for one in everything if isinstance(one, Term)},
    )


def _account(claim: Claim, kind: str) -> Account:
    what = claim.what
    try:
        value = None if what.value is None else parse_value(kind, what.value)
    except ValueSyntaxError:
        # The writer refuses it, with its place; here it has nothing to compare.
        value = None
    return Account(
        claim.id,
        claim.who,
        value,
        document=claim.source.document,
        stance=what.stance,
        status=what.status,
        only=what.only,
        when=claim.when,
        revises=claim.revises,
        retracted=claim.retracted is not None,
    )
