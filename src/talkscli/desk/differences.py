"""What differs between two stores: claims, records, facts and verdicts that came, went or changed.

Both sides are read in the order of their ids, once and side by side, so that two large stores need no more
room than two small ones.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from talkscli.claims import HEADER_KINDS
from talkscli.desk.claim_content import DERIVED
from talkscli.queries.rows import CLAIM_FIELDS

if TYPE_CHECKING:
    from talkscli.desk.sides import Side
    from talkscli.queries.rows import Entity, FactRow

ADDED = "added"
REMOVED = "removed"
CHANGED = "changed"

STORE = "store"
CLAIM = "claim"
FACT = "fact"
VERDICT = "verdict"
KINDS = (STORE, *HEADER_KINDS, CLAIM, FACT, VERDICT)
"""What can differ, in the order in which it is told."""

Plain = str | int | bool | list[str] | None
T = TypeVar("T")


class Difference:
    """One thing that differs; of a record that changed, one field."""

    __slots__ = ("change", "field", "id", "kind", "new", "old")

    def __init__(
        self, change: str, kind: str, id: str, field: str | None, old: Plain, new: Plain  # noqa: A002
    ) -> None:  # fmt: skip
        self.change = change
        self.kind = kind
        self.id = id
        self.field = field
        """Which field changed; None where all of it came or went."""
        self.old = old
        """What it was; of what went, its words."""
        self.new = new

    def __repr__(self) -> str:
        return f"<{self.change} {self.kind} {self.id} {self.field or ''}: {self.old!r} to {self.new!r}>"


def list_differences(old: "Side", new: "Side") -> Iterator[Difference]:
    """Yield all that differs, kind by kind and by id."""
    yield from _compare_fields(STORE, "store", old.about(), new.about())
    for kind in HEADER_KINDS:
        ours, theirs = old.records(kind), new.records(kind)
        for key in sorted(ours.keys() | theirs.keys()):
            yield from _compare_records(kind, key, ours.get(key), theirs.get(key))
    yield from _compare_claims(old, new)
    verdicts: list[Difference] = []
    for key, before, after in pair_up(old.facts(), new.facts(), lambda fact: fact.key):
        for change in _compare_facts(key, before, after):
            if change.kind == VERDICT:
                verdicts.append(change)
            else:
                yield change
    yield from verdicts


def pair_up(
    old: Iterator[T], new: Iterator[T], name: Callable[[T], str]
) -> Iterator[tuple[str, T | None, T | None]]:
    """Walk along two sequences that are in the order of their names; None where one side lacks a name."""
    left, right = next(old, None), next(new, None)
    while left is not None or right is not None:
        ours = name(left) if left is not None else None
        theirs = name(right) if right is not None else None
        if theirs is None or (ours is not None and ours < theirs):
            assert ours is not None
            yield ours, left, None
            left = next(old, None)
        elif ours is None or theirs < ours:
            yield theirs, None, right
            right = next(new, None)
        else:
            yield ours, left, right
            left, right = next(old, None), next(new, None)


def _compare_claims(old: "Side", new: "Side") -> Iterator[Difference]:
    # Where one side is not read once more, the notes of the other alone would seem to have come or gone.
    both = old.can_read_again and new.can_read_again
    ours, theirs = (old.remarks(), new.remarks()) if both else ({}, {})
    for key, before, after in pair_up(old.claims(), new.claims(), lambda one: one[0]):
        if before is None:
            assert after is not None
            yield Difference(ADDED, CLAIM, key, None, None, json.loads(after[1])["text"])
        elif after is None:
            yield Difference(REMOVED, CLAIM, key, None, json.loads(before[1])["text"], None)
        else:
            if before[1] != after[1]:
                was, now = json.loads(before[1]), json.loads(after[1])
                for field in CLAIM_FIELDS:
                    if field not in DERIVED and was[field] != now[field]:
                        yield Difference(CHANGED, CLAIM, key, field, was[field], now[field])
            yield from _compare_fields(CLAIM, key, ours.get(key, {}), theirs.get(key, {}))


def _compare_facts(key: str, old: "FactRow | None", new: "FactRow | None") -> Iterator[Difference]:
    if old is None or new is None:
        change = ADDED if old is None else REMOVED
        yield Difference(change, FACT, key, None, old.verdict if old else None, new.verdict if new else None)
        return
    yield from _compare_fields(FACT, key, _describe_fact(old), _describe_fact(new))
    if old.verdict != new.verdict:
        yield Difference(CHANGED, VERDICT, key, "verdict", old.verdict, new.verdict)
    if old.self_contradicting != new.self_contradicting:
        yield Difference(
            CHANGED,
            VERDICT,
            key,
            "self-contradiction",
            old.self_contradicting,
            new.self_contradicting,
        )


def _describe_fact(fact: "FactRow") -> dict[str, Plain]:
    least, most = fact.origins
    return {
        "positions": fact.positions,
        "origins": str(most) if least == most else f"{least}..{most}",
        "why": fact.why or None,
    }


def _compare_records(kind: str, key: str, old: "Entity | None", new: "Entity | None") -> Iterator[Difference]:
    if old is None or new is None:
        change = ADDED if old is None else REMOVED
        yield Difference(change, kind, key, None, _name(old), _name(new))
    else:
        yield from _compare_fields(kind, key, old, new)


def _compare_fields(
    kind: str, key: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Difference]:
    for field in dict.fromkeys([*old, *new]):
        was, now = old.get(field), new.get(field)
        if was != now:
            yield Difference(CHANGED, kind, key, field, was, now)


def _name(record: "Entity | None") -> str | None:
    if record is None:
        return None
    return str(record.get("name") or record.get("title") or record.get("label") or record["id"])
