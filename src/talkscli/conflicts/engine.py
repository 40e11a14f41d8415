"""Judge a fact: group its claims into positions, compare what differs, count origins, keep the history."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from talkscli.conflicts.ranking import compare_members, find_first, rank_finding, rank_position
from talkscli.conflicts.rules import compare_variants
from talkscli.conflicts.sweep import find_worst
from talkscli.conflicts.variant import Variant
from talkscli.conflicts.verdict import (
    CONTRADICTION,
    CONTRADICTS,
    SINGLE,
    UNKNOWN,
    VERDICT_OF_WEIGHT,
    Finding,
)
from talkscli.conflicts.vocabulary import measure

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.conflicts.vocabulary import Vocabulary
    from talkscli.values.parsing import Value


class Account:
    """A claim as the engine sees it."""

    __slots__ = (
        "document",
        "id",
        "only",
        "retracted",
        "revises",
        "stance",
        "status",
        "value",
        "when",
        "who",
    )

    def __init__(
        self,
        id: str,  # noqa: A002
        who: str,
        value: "Value | None",
        *,
        document: str = "",
        stance: str = "asserts",
        status: str | None = None,
        only: bool = False,
        when: str | None = None,
        revises: str | None = None,
        retracted: bool = False,
    ) -> None:
        self.id = id
        self.who = who
        self.value = value
        self.document = document
        self.stance = stance
        self.status = status
        self.only = only
        self.when = when
        self.revises = revises
        self.retracted = retracted

    @property
    def speaks(self) -> bool:
        """Return whether the claim gives a value that can be compared."""
        return self.value is not None and self.stance != "withholds"


class Position:
    """The claims of a fact that give the same value with the same stance."""

    __slots__ = ("accounts", "key", "origins", "reports", "stance", "value", "variants", "whos")

    def __init__(
        self, accounts: Sequence[Account], variants: Sequence[Variant], vocabulary: "Vocabulary"
    ) -> None:
        self.accounts = tuple(accounts)
        self.variants = tuple(variants)
        """The distinct ones, in the order of the claims."""
        first = variants[0]
        self.value = first.value
        self.stance = first.stance
        self.key = first.position
        self.whos = tuple(sorted({account.who for account in accounts}))
        """The claimants, by id."""
        self.origins = count_origins(self.whos, vocabulary)
        """The least and the most number of independent origins."""
        self.reports = count_reports(accounts)
        """How many documents carry it."""


class Pair:
    """Two positions and how they stand."""

    __slots__ = ("finding", "left", "right")

    def __init__(self, left: Position, right: Position, finding: Finding) -> None:
        self.left = left
        self.right = right
        self.finding = finding


class Judgement:
    """What there is to say of a fact."""

    __slots__ = (
        "fact",
        "findings",
        "history",
        "kind",
        "origins",
        "positions",
        "reports",
        "retracted",
        "self_contradictions",
        "truncated",
        "verdict",
        "withheld",
        "worst",
    )

    def __init__(self, fact: str, kind: str) -> None:
        self.fact = fact
        self.kind = kind
        self.verdict = UNKNOWN
        self.positions: tuple[Position, ...] = ()
        """Most origins first, then most reports, then by the value."""
        self.findings: tuple[Pair, ...] = ()
        """Each pair of positions, worst first."""
        self.worst: Finding | None = None
        """The finding that makes the verdict."""
        self.origins = (0, 0)
        self.reports = 0
        self.withheld: tuple[Account, ...] = ()
        """Claims that were asked for and not given; they contradict nothing."""
        self.history: tuple[tuple[Account, Account], ...] = ()
        """Revised claims, each with the one that revised it."""
        self.retracted: tuple[Account, ...] = ()
        """Claims taken back by those who keep the store."""
        self.self_contradictions: tuple[tuple[Account, Account, Finding], ...] = ()
        """Claims of one claimant that contradict each other, with no revision between them."""
        self.truncated = False
        """Whether there were too many positions to compare each pair for `findings`."""


PAIRED_POSITIONS = 60
"""Of a fact with more positions, only the best supported are paired; the worst pair is added."""


def count_origins(whos: Iterable[str], vocabulary: "Vocabulary") -> tuple[int, int]:
    """Return the least and the most number of independent origins among claimants.

    Each named claimant is one origin. An unnamed one may be the same person as any other, or one more.
    """
    distinct = set(whos)
    named = sum(1 for who in distinct if not vocabulary.actor_is_unnamed(who))
    return (max(named, 1 if distinct else 0), len(distinct))


def count_reports(accounts: Iterable[Account]) -> int:
    """Return how many documents carry the claims; a claim with no document is a report of its own."""
    return len({account.document or f"\0{account.id}" for account in accounts})


def judge(
    fact: str,
    kind: str,
    accounts: Iterable[Account],
    vocabulary: "Vocabulary",
    *,
    explain: bool = True,
    unit: str | None = None,
) -> Judgement:
    """Judge a fact from its claims; their order changes nothing.

    Args:
        fact: The fact's key, `about.property`.
        kind: The type of its property.
        accounts: Its claims.
        vocabulary: What the store's ids mean.
        explain: Whether to compare each pair of positions, or only to find the verdict.
        unit: What the numbers of a count are numbers of, for the sentences.
    """
    vocabulary = measure(vocabulary, unit)
    judgement = Judgement(fact, kind)
    ordered = sorted(accounts, key=lambda account: account.id)
    counting = _set_aside(judgement, ordered)
    groups: dict[Hashable, list[Account]] = {}
    members: dict[Hashable, dict[Hashable, Variant]] = {}
    variant_of: dict[str, Variant] = {}
    for account in counting:
        if account.value is None:
            continue
        variant = Variant(account.value, account.stance, only=account.only, status=account.status)
        groups.setdefault(variant.position, []).append(account)
        variant = members.setdefault(variant.position, {}).setdefault(variant.key, variant)
        variant_of[account.id] = variant
    positions = [Position(group, [*members[key].values()], vocabulary) for key, group in groups.items()]
    positions.sort(key=lambda p: rank_position(p.origins[1], p.reports, p.variants[0]))
    judgement.positions = tuple(positions)
    judgement.origins = count_origins((account.who for account in counting), vocabulary)
    judgement.reports = count_reports(counting)
    _find_worst(judgement, kind, variant_of.values(), vocabulary, explain=explain)
    weight = judgement.worst.weight if judgement.worst else 1
    judgement.verdict = settle_verdict(weight, len(counting), judgement.origins[1])
    if judgement.verdict == CONTRADICTION:
        judgement.self_contradictions = _find_self_contradictions(kind, counting, variant_of, vocabulary)
    return judgement


def settle_verdict(weight: int, speaking: int, most_origins: int) -> str:
    """Return the verdict from the weight of the worst pair, the claims that speak and their origins."""
    if speaking == 0:
        return UNKNOWN
    # One origin alone neither agrees with anybody nor is beyond comparing.
    return SINGLE if most_origins < 2 and weight < 2 else VERDICT_OF_WEIGHT[weight]


def _set_aside(judgement: Judgement, accounts: list[Account]) -> list[Account]:
    """Keep what counts; put history, retractions and silences where they belong."""
    standing = [account for account in accounts if not account.retracted]
    judgement.retracted = tuple(account for account in accounts if account.retracted)
    revised_by: dict[str, list[Account]] = {}
    for account in standing:
        if account.revises:
            revised_by.setdefault(account.revises, []).append(account)
    judgement.history = tuple(
        (account, newer) for account in standing for newer in revised_by.get(account.id, ())
    )
    current = [account for account in standing if account.id not in revised_by]
    judgement.withheld = tuple(account for account in current if not account.speaks)
    return [account for account in current if account.speaks]


def _find_self_contradictions(
    kind: str, counting: list[Account], variant_of: dict[str, Variant], vocabulary: "Vocabulary"
) -> tuple[tuple[Account, Account, Finding], ...]:
    by_who: dict[str, dict[Hashable, Account]] = {}
    for account in counting:
        by_who.setdefault(account.who, {}).setdefault(variant_of[account.id].key, account)
    found = []
    for who in sorted(by_who):
        own = list(by_who[who].values())
        if len(own) < 2:
            continue
        if len(own) > PAIRED_POSITIONS:
            worst = find_worst(kind, [variant_of[account.id] for account in own], vocabulary)
            if worst and worst[0].relation == CONTRADICTS:
                pair = [by_who[who][variant.key] for variant in worst[1:]]
                found.append((pair[0], pair[1], worst[0]))
            continue
        for a, b in combinations(own, 2):
            finding = compare_variants(kind, variant_of[a.id], variant_of[b.id], vocabulary)
            if finding.relation == CONTRADICTS:
                found.append((a, b, finding))
    return tuple(found)


def _find_worst(
    judgement: Judgement, kind: str, said: Iterable[Variant], vocabulary: "Vocabulary", *, explain: bool
) -> None:
    """Find the finding that makes the verdict; to explain, keep every other as well."""
    positions = judgement.positions[:PAIRED_POSITIONS]

    def compare(left: Position, right: Position) -> Finding:
        return compare_members(kind, left.variants, right.variants, vocabulary)

    pairs: list[Pair] = []
    if explain:
        pairs = [Pair(left, right, compare(left, right)) for left, right in combinations(positions, 2)]
        pairs.sort(key=lambda p: rank_finding(p.finding, p.left.reports + p.right.reports))
        first = pairs[0].finding if pairs else None
    else:
        first = find_first(positions, compare)
    if len(judgement.positions) > PAIRED_POSITIONS:
        judgement.truncated = explain
        swept = find_worst(kind, list(dict.fromkeys(said)), vocabulary)
        if swept and (first is None or swept[0].weight > first.weight):
            first = swept[0]
            position_of = {position.key: position for position in judgement.positions}
            pairs.insert(0, Pair(position_of[swept[1].position], position_of[swept[2].position], first))
    judgement.worst = first
    judgement.findings = tuple(pairs) if explain else ()
