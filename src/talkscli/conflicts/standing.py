"""Claims of one value that stand differently: agreed or proposed, former or current, by whom and when."""

from collections.abc import Iterable, Sequence
from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from talkscli.conflicts.variant import AGREED
from talkscli.values.finding import LEFT, OVERLAPS, REFINES, RIGHT, SAME, UNKNOWN, WORST, Finding
from talkscli.values.registry import type_named
from talkscli.values.worst_pairs import MOST_PAIRS

if TYPE_CHECKING:
    from talkscli.conflicts.account import Account
    from talkscli.conflicts.comparing import Comparer
    from talkscli.conflicts.variant import Variant
    from talkscli.values.question import Question
    from talkscli.values.vocabulary import Days, Vocabulary

Said = tuple[str, "Days | None"]
"""Who said something, and on which days that may have been."""


def compare_standing(
    question: "Question", a: "Variant", b: "Variant", first: Said, second: Said
) -> Finding | None:
    """Compare two claims of the same value by different claimants: that it is agreed and that it is only
    proposed, planned or less is a dispute (overlaps), unless the lesser was said earlier; where it is not
    known which was said first, the lesser is the less exact. That a thing is former and that it is not
    overlaps.
    """  # noqa: D205
    if a.stance != "asserts" or b.stance != "asserts":
        return None
    same_claimant = first[0] == second[0]
    x = type_named(question.kind).phrase(a.value, question.vocabulary, question.unit)
    if a.is_former != b.is_former:
        if same_claimant:
            return Finding(
                UNKNOWN, "other-time", f"{x} is said of the past by one claim, and not by the other."
            )
        return Finding(OVERLAPS, "status", f"{x}: former by one claim, current by the other.")
    if same_claimant or not is_dispute(a, b):
        return None
    agreed, lesser = (a, b) if a.degree == AGREED else (b, a)
    said, before = (first, second) if agreed is a else (second, first)
    told = f"{x}: {agreed.status} by one claim, {lesser.status} by the other"
    order = find_order(before[1], said[1])
    if order is True:
        return None
    if order is None:
        inner = LEFT if agreed is a else RIGHT
        return Finding(REFINES, "status", f"{told}; which was said first is not known.", inner=inner)
    return Finding(OVERLAPS, "status", f"{told}, which did not say so earlier.")


def is_dispute(a: "Variant", b: "Variant") -> bool:
    """Return whether one is agreed and the other stands at a lesser degree."""
    return a.degree != b.degree and AGREED in {a.degree, b.degree} and 0 < min(a.degree, b.degree) < AGREED


def find_order(one: "Days | None", other: "Days | None") -> bool | None:
    """Return whether one thing was said before another; None where that is not known."""
    if one is None or other is None:
        return None
    if one[1] < other[0]:
        return True
    return False if one[0] >= other[1] else None


def find_days(account: "Account", vocabulary: "Vocabulary") -> "Days | None":
    """Return the days on which a claim may have been said: its own, else those of its document."""
    if account.said is None and account.when is not None:
        from talkscli.values.edtf import parse_edtf

        value = parse_edtf(account.when)
        account.said = value.earliest, value.latest
    return account.said or vocabulary.document_days(account.document)


class Standings:
    """Compares the claims of one value with each other, as far as they stand differently."""

    __slots__ = ("_accounts", "_comparer", "cut")

    def __init__(self, comparer: "Comparer", accounts: "Iterable[Account]") -> None:
        self._comparer = comparer
        self._accounts = self._group(accounts)
        self.cut = False
        """Whether there were too many pairs to look at each."""

    def _group(self, accounts: "Iterable[Account]") -> "dict[int, tuple[Variant, list[Account]]]":
        """Put the claims of one variant together."""
        groups: dict[int, tuple[Variant, list[Account]]] = {}
        for account in accounts:
            variant = self._comparer.read(account)
            groups.setdefault(variant.number, (variant, []))[1].append(account)
        return groups

    def find_worst(self, others: "Iterable[Account] | None" = None) -> Finding | None:
        """Return the worst finding among the claims, or between them and those of another position that gives
        the same value; None if there is none but that two say the same.
        """  # noqa: D205
        worst: Finding | None = None
        own = self._accounts.values()
        pairs = combinations(own, 2) if others is None else product(own, self._group(others).values())
        for looked, (ours, theirs) in enumerate(pairs):
            if looked >= MOST_PAIRS:
                self.cut = True
                break
            for finding in self._compare(ours, theirs):
                if worst is None or finding.weight > worst.weight:
                    worst = finding
            if worst is not None and worst.weight == WORST:
                break
        return worst

    def agree(self) -> bool:
        """Return whether two claimants say the same of one time."""
        said = [(variant, {one.who for one in accounts}) for variant, accounts in self._accounts.values()]
        if any(len(whos) > 1 for _, whos in said):
            return True
        pairs = islice(combinations(said, 2), MOST_PAIRS)
        return any(a[1] != b[1] and self._comparer.compare(a[0], b[0]).relation == SAME for a, b in pairs)

    def _compare(
        self, ours: "tuple[Variant, list[Account]]", theirs: "tuple[Variant, list[Account]]"
    ) -> list[Finding]:
        """Return the findings of two variants that do not say the same."""
        a, b = ours[0], theirs[0]
        finding = self._comparer.compare(a, b)
        if finding.relation != SAME:
            return [finding]
        if a.is_former == b.is_former and not is_dispute(a, b):
            return []
        found = (
            compare_standing(self._comparer.question, a, b, first, second)
            for first, second in self._pick(ours[1], theirs[1], swapped=a.degree != AGREED)
        )
        return [one for one in found if one is not None]

    def _pick(
        self, ours: "list[Account]", theirs: "list[Account]", *, swapped: bool
    ) -> Iterable[tuple[Said, Said]]:
        """Pick pairs of claims of which one is as bad as any: the first agreed, and the last lesser ones."""
        agreed, lesser = (theirs, ours) if swapped else (ours, theirs)
        vocabulary = self._comparer.question.vocabulary
        early = self._pick_extreme([(one.who, find_days(one, vocabulary)) for one in agreed], earliest=True)
        late = self._pick_extreme([(one.who, find_days(one, vocabulary)) for one in lesser], earliest=False)
        for first in early:
            for second in late:
                yield (second, first) if swapped else (first, second)

    def _pick_extreme(self, said: list[Said], *, earliest: bool) -> list[Said]:
        """Pick, by each bound of the days, the most extreme and the next one of another claimant; and one
        without days, likewise.
        """  # noqa: D205
        dated = [(one, one[1]) for one in said if one[1] is not None]
        orders = [[one for one in said if one[1] is None]]
        for bound in (0, 1):
            ordered = sorted((days[bound], place) for place, (_, days) in enumerate(dated))
            orders.append([dated[place][0] for _, place in (ordered if earliest else ordered[::-1])])
        picked: dict[Said, None] = {}
        for order in orders:
            for one in order[:1]:
                picked[one] = None
                picked.update(dict.fromkeys([other for other in order if other[0] != one[0]][:1]))
        return list(picked)


def agree(comparer: "Comparer", accounts: "Sequence[Account]") -> bool:
    """Return whether two claimants of one position say the same of one time."""
    return len({account.who for account in accounts}) > 1 and Standings(comparer, accounts).agree()


def stand_apart(variants: "Sequence[Variant]") -> bool:
    """Return whether variants of one value may differ in how they stand."""
    return any(
        variant.when is not None or variant.is_former or variant.is_cancelled or variant.degree == AGREED
        for variant in variants
    )
