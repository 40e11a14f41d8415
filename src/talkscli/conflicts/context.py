"""A position among the others: whose vaguer claims are compatible with it, and which are level at the top."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from talkscli.conflicts.judgement import count_origins
from talkscli.values.base import MANY
from talkscli.values.finding import LEFT, REFINES, SAME

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.conflicts.judgement import Judgement, Pair, Position
    from talkscli.values.vocabulary import Vocabulary

VAGUER = frozenset({"precision", "rounding"})
"""The causes for which one value is only less exact than the other."""


class Support(NamedTuple):
    """Those beside the claimants of a position who say only something vaguer, which fits it."""

    positions: "Sequence[Position]"
    """The vaguer positions that they hold."""
    whos: Sequence[str]
    """Who they are, by id; none of them holds the position itself, or anything that does not fit it."""
    origins: tuple[int, int]
    """The least and the most number of independent origins among them; never to be added to its own."""


def find_support(judgement: "Judgement", vocabulary: "Vocabulary") -> "dict[Hashable, Support]":
    """Find for positions, by their keys, who else says only something vaguer that fits.

    Somebody who also says what does not fit the position is not among them.

    Args:
        judgement: A fact, judged with all its findings.
        vocabulary: What the store's ids mean.
    """
    vaguer: dict[Hashable, list[Position]] = {}
    opposed: dict[Hashable, set[str]] = {}
    for pair in judgement.findings:
        if pair.left is pair.right:
            continue
        if (split := _split(pair)) is not None:
            vaguer.setdefault(split[0].key, []).append(split[1])
        elif pair.finding.relation not in {REFINES, SAME} and pair.finding.weight:
            opposed.setdefault(pair.left.key, set()).update(pair.right.whos)
            opposed.setdefault(pair.right.key, set()).update(pair.left.whos)
    found = {}
    for position in judgement.positions:
        without = {*position.whos, *opposed.get(position.key, ())}
        fitting = [one for one in vaguer.get(position.key, ()) if not without.issuperset(one.whos)]
        if fitting:
            whos = sorted({who for one in fitting for who in one.whos} - without)
            found[position.key] = Support(fitting, whos, count_origins(whos, vocabulary))
    return found


def find_rivals(judgement: "Judgement") -> "list[Position]":
    """Return the positions of which no other is a more exact form."""
    vague = {split[1].key for pair in judgement.findings if (split := _split(pair)) is not None}
    return [position for position in judgement.positions if position.key not in vague]


def find_level(judgement: "Judgement") -> "list[Position]":
    """Return the positions that as many origins hold as any other, where there are several such.

    What is only vaguer than another position is no rival of it, and open lists are none of each other.
    """
    if judgement.answers == MANY:
        return []
    rivals = find_rivals(judgement)
    most = max((position.origins[1] for position in rivals), default=0)
    level = [position for position in rivals if position.origins[1] == most]
    against = [
        pair
        for pair in judgement.findings
        if pair.left is not pair.right and pair.finding.weight > _REFINING and pair.finding.cause != "wording"
    ]
    keys = {one.key for one in level}
    return level if any(pair.left.key in keys and pair.right.key in keys for pair in against) else []


_REFINING = 2
"""The weight of a finding that one value is less exact."""


def _split(pair: "Pair") -> "tuple[Position, Position] | None":
    """Return the more exact and the vaguer position of a pair, or None where neither is that alone."""
    finding = pair.finding
    if finding.relation != REFINES or finding.cause not in VAGUER or pair.left is pair.right:
        return None
    if pair.left.stance != "asserts" or pair.right.stance != "asserts":
        return None
    return (pair.left, pair.right) if finding.inner == LEFT else (pair.right, pair.left)


def find_majority(judgement: "Judgement") -> "Position | None":
    """Return the position that more origins hold than any other; None where none does, or only one origin."""
    if judgement.answers == MANY or find_level(judgement):
        return None
    rivals = find_rivals(judgement)
    most = max(rivals, key=lambda position: position.origins[1], default=None)
    return most if most is not None and most.origins[1] >= _MAJORITY else None


_MAJORITY = 2
"""One origin alone is no majority."""
