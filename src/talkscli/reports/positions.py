"""Which positions of a judged fact are shown where there is room for few."""

from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import CONTRADICTION, OVERLAP
from talkscli.values.base import MANY
from talkscli.values.finding import LEFT, REFINES

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.conflicts.engine import Judgement, Pair, Position
    from talkscli.queries.labels import Labels

DISPUTED = (CONTRADICTION, OVERLAP)


def write_position(position: "Position") -> str:
    """Write what a position says in the store's notation."""
    return ("not " if position.stance == "denies" else "") + position.value.text


def show_position(labels: "Labels", prop: str, position: "Position") -> str:
    """Write what a position says of a property, for people."""
    shown = labels.value(prop, position.value)
    return f"not {shown}" if position.stance == "denies" else shown


def describe_origins(position: "Position | Judgement") -> dict[str, int]:
    """Return, for JSON, how many origins there are."""
    return dict(zip(("least", "most"), position.origins, strict=True))


def list_claims(position: "Position") -> list[str]:
    """List the ids of the claims that give a position."""
    return [account.id for account in position.accounts]


def order_refined(pair: "Pair") -> "tuple[Position, Position]":
    """Return the more exact position of a pair, then the less exact one."""
    return (pair.left, pair.right) if pair.finding.inner == LEFT else (pair.right, pair.left)


def best_position(judgement: "Judgement") -> "Position | None":
    """Return the position that stands for a fact: most origins, and the more exact of two that fit."""
    asserting = [position for position in judgement.positions if position.stance == "asserts"]
    if not asserting:
        return None
    places = {position.key: place for place, position in enumerate(asserting)}
    inside: dict[Hashable, list[int]] = {}
    for pair in judgement.findings:
        if pair.finding.relation == REFINES and pair.finding.cause == "precision":
            inner, outer = order_refined(pair)
            if inner.key in places:
                inside.setdefault(outer.key, []).append(places[inner.key])
    best = asserting[0]
    while best.key in inside:
        # Of several that are more exact, the one that most origins hold.
        best = asserting[min(inside.pop(best.key))]
    return best


def drop_vaguer(judgement: "Judgement", positions: "list[Position]") -> "list[Position]":
    """Leave out what is only less exact than another position; all are kept where nothing else would be."""
    vaguer = {
        id(order_refined(pair)[1])
        for pair in judgement.findings
        if pair.finding.relation == REFINES and pair.finding.cause == "precision"
    }
    return [position for position in positions if id(position) not in vaguer] or positions


def shown_positions(judgement: "Judgement") -> "list[Position]":
    """List what a glance shows: every position that disputes, else the one that stands for the fact."""
    asserting = [position for position in judgement.positions if position.stance == "asserts"]
    if judgement.answers == MANY:
        return asserting
    if judgement.verdict in DISPUTED:
        return drop_vaguer(judgement, asserting)
    best = best_position(judgement)
    return [best] if best else []
