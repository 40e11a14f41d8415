"""Judge facts: group claims into positions, compare what differs, count origins, keep the history."""

from collections.abc import Iterable, Iterator
from itertools import combinations, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from talkscli.conflicts.account import Account
from talkscli.conflicts.comparing import Comparer
from talkscli.conflicts.judgement import Judgement, Pair, Position, count_origins, count_reports
from talkscli.conflicts.ranking import find_first, rank_finding, rank_position
from talkscli.conflicts.sweep import find_worst
from talkscli.conflicts.verdict import CONTRADICTION, settle_verdict
from talkscli.values.finding import CONTRADICTS
from talkscli.values.question import Question
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.variant import Variant
    from talkscli.values.finding import Finding
    from talkscli.values.parsing import Raw, Value
    from talkscli.values.vocabulary import Vocabulary

__all__ = ["PAIRED_POSITIONS", "Account", "Judge", "Judgement", "Pair", "Position", "judge"]

PAIRED_POSITIONS = 60
"""Of a fact with more positions, only the best supported are paired; the worst pair is added."""

_REMEMBERED = 20_000
"""So many values are remembered as read."""
_COMPARERS = 64
"""The values of so many questions are remembered as compared."""

_by_id = attrgetter("id")


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
        explain: Whether to compare each pair of positions and to find every self-contradiction, or only to
            find the verdict and whether there is one.
        unit: What the numbers of a count are numbers of, for the sentences.
    """
    return Judge(vocabulary).judge(fact, kind, accounts, explain=explain, unit=unit)


class Judge:
    """Judges many facts of one store; remembers the values that were read and the pairs compared."""

    __slots__ = ("_comparers", "_values", "vocabulary")

    def __init__(self, vocabulary: "Vocabulary") -> None:
        self.vocabulary = vocabulary
        """What the store's ids mean; it must not change while this judges."""
        self._values: dict[tuple[str, str | tuple[str, ...]], Value] = {}
        self._comparers: dict[tuple[str, str | None], Comparer] = {}

    def read_value(self, kind: str, raw: "Raw | None") -> "Value | None":
        """Return a value of a type; the same object for the same text, which makes comparing quicker."""
        if raw is None:
            return None
        key = kind, raw if raw.__class__ is str else tuple(raw)
        value = self._values.get(key)
        if value is None:
            if len(self._values) > _REMEMBERED:
                self._values.clear()
            value = self._values[key] = type_named(kind).parse(raw)
        return value

    def judge(
        self,
        fact: str,
        kind: str,
        accounts: Iterable[Account],
        *,
        explain: bool = True,
        unit: str | None = None,
    ) -> Judgement:
        """Judge a fact from its claims, as the function `judge` does."""
        comparer = self._comparers.get((kind, unit)) or self._make_comparer(kind, unit)
        ordered = sorted(accounts, key=_by_id)
        judgement = Judgement(fact, kind, type_named(kind).answers, len(ordered))
        counting = _set_aside(judgement, ordered)
        if counting:
            comparer.forget()
            variants = [comparer.read(account) for account in counting]
            self._group(judgement, counting, variants)
            _find_worst(judgement, variants, comparer, explain=explain)
        weight = judgement.worst.weight if judgement.worst else 1
        judgement.verdict = settle_verdict(weight, len(counting), judgement.origins[1])
        if judgement.verdict == CONTRADICTION:
            found = _find_self_contradictions(counting, variants, comparer)
            judgement.self_contradictions = list(found if explain else islice(found, 1))
        return judgement

    def _make_comparer(self, kind: str, unit: str | None) -> Comparer:
        if len(self._comparers) >= _COMPARERS:
            self._comparers.clear()
        made = self._comparers[kind, unit] = Comparer(Question(kind, self.vocabulary, unit=unit))
        return made

    def _group(self, judgement: Judgement, counting: "list[Account]", variants: "list[Variant]") -> None:
        """Put claims of the same value and stance together."""
        groups: dict[int, list[Account]] = {}
        members: dict[int, dict[int, Variant]] = {}
        for account, variant in zip(counting, variants, strict=True):
            place = variant.place
            group = groups.get(place)
            if group is None:
                groups[place] = [account]
                members[place] = {variant.number: variant}
            else:
                group.append(account)
                members[place].setdefault(variant.number, variant)
        positions = [
            Position(group, list(members[place].values()), self.vocabulary) for place, group in groups.items()
        ]
        if len(positions) == 1:
            judgement.origins, judgement.reports = positions[0].origins, positions[0].reports
        else:
            positions.sort(key=lambda p: rank_position(p.origins[1], p.reports, p.variants[0]))
            judgement.origins = count_origins((account.who for account in counting), self.vocabulary)
            judgement.reports = count_reports(counting)
        judgement.positions = positions


def _set_aside(judgement: Judgement, accounts: list[Account]) -> list[Account]:
    """Keep what counts; put history, retractions and silences where they belong."""
    current = accounts
    if any(account.retracted or account.revises for account in accounts):
        standing = [account for account in accounts if not account.retracted]
        judgement.retracted = [account for account in accounts if account.retracted]
        revised_by: dict[str, list[Account]] = {}
        for account in standing:
            if account.revises:
                revised_by.setdefault(account.revises, []).append(account)
        judgement.history = [
            (account, newer) for account in standing for newer in revised_by.get(account.id, ())
        ]
        current = [account for account in standing if account.id not in revised_by]
    counting = [account for account in current if account.speaks]
    if len(counting) < len(current):
        judgement.withheld = [account for account in current if not account.speaks]
    return counting


def _find_self_contradictions(
    counting: list[Account], variants: "list[Variant]", comparer: Comparer
) -> "Iterator[tuple[Account, Account, Finding]]":
    """Yield pairs of claims of one claimant that contradict each other."""
    by_who: dict[str, dict[int, tuple[Account, Variant]]] = {}
    for account, variant in zip(counting, variants, strict=True):
        by_who.setdefault(account.who, {}).setdefault(variant.number, (account, variant))
    for who in sorted(by_who):
        own = list(by_who[who].values())
        if len(own) < 2:
            continue
        if len(own) > PAIRED_POSITIONS:
            worst = find_worst(comparer, [variant for _, variant in own]).worst
            if worst and worst[0].relation == CONTRADICTS:
                pair = [by_who[who][variant.number][0] for variant in worst[1:]]
                yield pair[0], pair[1], worst[0]
            continue
        for (a, left), (b, right) in combinations(own, 2):
            finding = comparer.compare(left, right)
            if finding.relation == CONTRADICTS:
                yield a, b, finding


def _find_worst(judgement: Judgement, said: "list[Variant]", comparer: Comparer, *, explain: bool) -> None:
    """Find the finding that makes the verdict; to explain, keep every other as well."""
    if len(judgement.positions) < 2:
        return
    positions = judgement.positions[:PAIRED_POSITIONS]

    def compare(left: Position, right: Position) -> "Finding":
        return comparer.compare_members(left.variants, right.variants)

    pairs: list[Pair] = []
    first: Finding | None
    if explain:
        pairs = [Pair(left, right, compare(left, right)) for left, right in combinations(positions, 2)]
        pairs.sort(key=lambda p: rank_finding(p.finding, p.left.reports + p.right.reports))
        first = pairs[0].finding if pairs else None
    else:
        first = find_first(positions, compare)
    if len(judgement.positions) > PAIRED_POSITIONS:
        judgement.truncated = len(judgement.positions) - PAIRED_POSITIONS
        distinct: dict[int, Variant] = {}
        for variant in said:
            distinct.setdefault(variant.number, variant)
        sweep = find_worst(comparer, list(distinct.values()))
        judgement.cut = sweep.cut
        if sweep.worst and (first is None or sweep.worst[0].weight > first.weight):
            first, left, right = sweep.worst
            position_of = {position.key: position for position in judgement.positions}
            pairs.insert(0, Pair(position_of[left.position], position_of[right.position], first))
    judgement.worst = first
    judgement.findings = pairs if explain else ()
