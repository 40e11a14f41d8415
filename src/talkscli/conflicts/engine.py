"""Judge facts: group claims into positions, compare what differs, count origins, keep the history."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from talkscli.conflicts.account import Account
from talkscli.conflicts.comparing import Comparer
from talkscli.conflicts.judgement import Judgement, Pair, Position, count_claims, count_origins, count_reports
from talkscli.conflicts.ranking import find_first, rank_finding, rank_position
from talkscli.conflicts.standing import Standings, agree, stand_apart
from talkscli.conflicts.sweep import find_worst
from talkscli.conflicts.variant import CONDITIONAL
from talkscli.conflicts.verdict import CONTRADICTION, settle_verdict
from talkscli.values.finding import CONTRADICTS, SAME
from talkscli.values.question import Question
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from typing import Unpack

    from talkscli.conflicts.ranking import Rank
    from talkscli.conflicts.variant import Variant
    from talkscli.values.finding import Finding
    from talkscli.values.parsing import Raw, Value
    from talkscli.values.question import Stated
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
    **stated: "Unpack[Stated]",
) -> Judgement:
    """Judge a fact from its claims; their order changes nothing.

    Args:
        fact: The fact's key, `about.property`.
        kind: The type of its property.
        accounts: Its claims.
        vocabulary: What the store's ids mean.
        explain: Whether to compare each pair of positions and to find every self-contradiction, or only to
            find the verdict and whether there is one.
        stated: What the property states of its answers. `unit`: what the numbers of a count are numbers of,
            for the sentences. `answers`: `one` where different answers exclude each other, `many` where they
            are open lists; by the type if not given. `tolerance`: how far a plain number reaches: `5`, `2 %`,
            `10 min`; as far as a round one does if not given.

    Raises:
        ValueSyntaxError: the tolerance is not in the notation of the type.
    """
    return Judge(vocabulary).judge(fact, kind, accounts, explain=explain, **stated)


class Judge:
    """Judges many facts of one store; remembers the values that were read and the pairs compared."""

    __slots__ = ("_comparers", "_values", "vocabulary")

    def __init__(self, vocabulary: "Vocabulary") -> None:
        self.vocabulary = vocabulary
        """What the store's ids mean; it must not change while this judges."""
        self._values: dict[tuple[str, str | tuple[str, ...]], Value] = {}
        self._comparers: dict[tuple[object, ...], Comparer] = {}

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
        **stated: "Unpack[Stated]",
    ) -> Judgement:
        """Judge a fact from its claims, as the function `judge` does."""
        comparer = self._find_comparer(kind, **stated)
        ordered = sorted(accounts, key=_by_id)
        answers = comparer.question.answers or type_named(kind).answers
        judgement = Judgement(fact, kind, answers, count_claims(ordered))
        counting = _set_aside(judgement, ordered)
        if counting:
            comparer.forget()
            variants = [comparer.read(account) for account in counting]
            self._group(judgement, counting, variants)
            _find_worst(judgement, variants, comparer, explain=explain)
            _settle_harmless(judgement, comparer)
        weight = judgement.worst.weight if judgement.worst else 1
        judgement.verdict = settle_verdict(weight, len(counting), judgement.origins[1])
        if judgement.verdict == CONTRADICTION:
            _find_self_contradictions(judgement, counting, variants, comparer, explain=explain)
        return judgement

    def pair_positions(self, judgement: Judgement, **stated: "Unpack[Stated]") -> None:
        """Give a fact that was judged without explaining the findings of its pairs of positions, unsorted."""
        comparer = self._find_comparer(judgement.kind, **stated)
        judgement.findings = [
            Pair(left, right, comparer.compare_members(left.variants, right.variants))
            for left, right in combinations(judgement.positions[:PAIRED_POSITIONS], 2)
        ]

    def _find_comparer(
        self, kind: str, unit: str | None = None, answers: str | None = None, tolerance: str | None = None
    ) -> Comparer:
        asked = kind, unit, answers, tolerance
        comparer = self._comparers.get(asked)
        if comparer is None:
            if len(self._comparers) >= _COMPARERS:
                self._comparers.clear()
            reach = None if tolerance is None else type_named(kind).parse_tolerance(tolerance)
            question = Question(kind, self.vocabulary, unit=unit, answers=answers, tolerance=reach)
            comparer = self._comparers[asked] = Comparer(question)
        return comparer

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
            positions.sort(key=rank_position)
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
    counting = [account for account in current if account.speaks and account.status != CONDITIONAL]
    if len(counting) < len(current):
        judgement.conditional = [account for account in current if account.status == CONDITIONAL]
        judgement.withheld = [
            account for account in current if not account.speaks and account.status != CONDITIONAL
        ]
    return counting


def _find_self_contradictions(
    judgement: Judgement,
    counting: list[Account],
    variants: "list[Variant]",
    comparer: Comparer,
    *,
    explain: bool,
) -> None:
    """Find pairs of claims of one claimant that contradict each other; by one document, or by two."""
    by_who: dict[str, dict[int, tuple[Variant, list[Account]]]] = {}
    for account, variant in zip(counting, variants, strict=True):
        own = by_who.setdefault(account.who, {})
        own.setdefault(variant.number, (variant, []))[1].append(account)
    own_words, reports = [], []
    for who in sorted(by_who):
        for left, right, finding in _find_contradictions(list(by_who[who].values()), comparer):
            pair = _find_in_one_document(left, right)
            if pair is None:
                reports.append((left[0], right[0], finding))
                continue
            own_words.append((*pair, finding))
            if not explain:
                judgement.self_contradictions = own_words
                return
    judgement.self_contradictions = own_words
    judgement.differing_reports = reports if explain else ()


def _find_contradictions(
    said: "list[tuple[Variant, list[Account]]]", comparer: Comparer
) -> "Iterator[tuple[list[Account], list[Account], Finding]]":
    """Yield pairs of what one claimant says that contradict each other; of very much only the worst."""
    if len(said) > PAIRED_POSITIONS:
        worst = find_worst(comparer, [variant for variant, _ in said]).worst
        if worst and worst[0].relation == CONTRADICTS:
            accounts = {variant.number: own for variant, own in said}
            yield accounts[worst[1].number], accounts[worst[2].number], worst[0]
        return
    for (left, ours), (right, theirs) in combinations(said, 2):
        finding = comparer.compare(left, right)
        if finding.relation == CONTRADICTS:
            yield ours, theirs, finding


def _find_in_one_document(left: list[Account], right: list[Account]) -> tuple[Account, Account] | None:
    """Return two claims that one document carries; one without a document may stand in any."""
    for ours in left:
        for theirs in right:
            if not ours.document or not theirs.document or ours.document == theirs.document:
                return ours, theirs
    return None


def _find_worst(judgement: Judgement, said: "list[Variant]", comparer: Comparer, *, explain: bool) -> None:
    """Find the finding that makes the verdict; to explain, keep every other as well."""
    inside = _find_standings(judgement, comparer)
    if len(judgement.positions) < 2:
        judgement.worst = inside[0].finding if inside else None
        judgement.findings = inside if explain else ()
        return
    inside = [pair for pair in inside if pair.finding.weight]
    positions = judgement.positions[:PAIRED_POSITIONS]

    def compare(left: Position, right: Position) -> "Finding":
        finding = comparer.compare_members(left.variants, right.variants)
        if finding.relation != SAME or not stand_apart([*left.variants, *right.variants]):
            return finding
        # The same value written in two ways: with the wider term of one beside it, or without.
        return Standings(comparer, left.accounts).find_worst(right.accounts) or finding

    pairs: list[Pair] = []
    first: Finding | None
    if explain:
        pairs = [Pair(left, right, compare(left, right)) for left, right in combinations(positions, 2)]
        pairs = sorted([*pairs, *inside], key=_rank_pair)
        first = pairs[0].finding if pairs else None
    else:
        found = [
            *filter(None, [find_first(positions, compare)]),
            *((_rank_pair(pair), pair.finding) for pair in inside),
        ]
        first = min(found, key=itemgetter(0))[1] if found else None
    if len(judgement.positions) > PAIRED_POSITIONS:
        judgement.truncated = len(judgement.positions) - PAIRED_POSITIONS
        distinct: dict[int, Variant] = {}
        for variant in said:
            distinct.setdefault(variant.number, variant)
        sweep = find_worst(comparer, list(distinct.values()))
        judgement.cut = judgement.cut or sweep.cut
        if sweep.worst and (first is None or sweep.worst[0].weight > first.weight):
            first, left, right = sweep.worst
            position_of = {position.key: position for position in judgement.positions}
            pairs.insert(0, Pair(position_of[left.position], position_of[right.position], first))
    judgement.worst = first
    judgement.findings = pairs if explain else ()


def _settle_harmless(judgement: Judgement, comparer: Comparer) -> None:
    """Let what may hold beside each other count for nothing where claimants agree on one of the positions."""
    if (
        judgement.worst is not None
        and judgement.worst.is_harmless
        and any(agree(comparer, position.accounts) for position in judgement.positions)
    ):
        judgement.worst = None


def _rank_pair(pair: Pair) -> "Rank":
    reports = pair.left.reports if pair.left is pair.right else pair.left.reports + pair.right.reports
    return rank_finding(pair.finding, reports)


def _find_standings(judgement: Judgement, comparer: Comparer) -> list[Pair]:
    """Find how claims of one position stand to each other, where they stand differently."""
    found = []
    for position in judgement.positions:
        if len(position.variants) < 2 or not stand_apart(position.variants):
            continue
        standings = Standings(comparer, position.accounts)
        finding = standings.find_worst()
        judgement.cut = judgement.cut or standings.cut
        if finding is not None:
            found.append(Pair(position, position, finding))
    return found
