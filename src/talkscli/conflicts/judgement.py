"""What there is to say of a fact: its verdict, its positions, how they stand to each other, its history."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talkscli.conflicts.verdict import RANKS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.conflicts.account import Account
    from talkscli.conflicts.variant import Variant
    from talkscli.values.finding import Finding
    from talkscli.values.vocabulary import Vocabulary

Summary = tuple[int, str, str, str, int, int, int, int, int, int]
"""Rank of the verdict, verdict, cause, why, claims, positions, least and most origins, reports, and whether a
claimant contradicts himself: what a list of facts shows of each."""


class Position:
    """The claims of a fact that give the same value with the same stance."""

    __slots__ = ("accounts", "key", "origins", "reports", "stance", "value", "variants", "whos")

    def __init__(
        self, accounts: "Sequence[Account]", variants: "Sequence[Variant]", vocabulary: "Vocabulary"
    ) -> None:
        self.accounts = accounts
        self.variants = variants
        """The distinct ones, in the order of the claims."""
        first = variants[0]
        self.value = first.value
        self.stance = first.stance
        self.key: Hashable = first.position
        self.whos = tuple(sorted({account.who for account in accounts}))
        """The claimants, by id."""
        self.origins = count_origins(self.whos, vocabulary)
        """The least and the most number of independent origins."""
        self.reports = count_reports(accounts)
        """How many documents carry it."""


class Pair(NamedTuple):
    """Two positions and how they stand."""

    left: Position
    right: Position
    finding: "Finding"


class Judgement:
    """What there is to say of a fact."""

    def __init__(self, fact: str, kind: str, answers: str, claims: int) -> None:
        self.fact = fact
        self.kind = kind
        self.answers = answers
        """`one` where different values exclude each other, `many` where they are open lists."""
        self.claims = claims
        """How many claims the fact has, those that do not count too."""
        self.verdict = UNKNOWN
        self.positions: Sequence[Position] = ()
        """Most origins first, then most reports, then by the value."""
        self.findings: Sequence[Pair] = ()
        """Each pair of positions, worst first; of very many positions those of the first, and the worst.

        Where claims of one position stand differently (agreed or proposed, of other times), it is paired with
        itself.
        """
        self.worst: Finding | None = None
        """The finding that makes the verdict."""
        self.origins = (0, 0)
        self.reports = 0
        self.withheld: Sequence[Account] = ()
        """Claims that were asked for and not given; they contradict nothing."""
        self.conditional: Sequence[Account] = ()
        """Claims of what would follow from something else; they are no answer yet."""
        self.history: Sequence[tuple[Account, Account]] = ()
        """Revised claims, each with the one that revised it."""
        self.retracted: Sequence[Account] = ()
        """Claims taken back by those who keep the store."""
        self.self_contradictions: Sequence[tuple[Account, Account, Finding]] = ()
        """Claims of one claimant that contradict each other, with no revision between them; the first of them
        where nothing was to be explained."""
        self.differing_reports: Sequence[tuple[Account, Account, Finding]] = ()
        """Such claims that come through different documents: the reports differ, and who is right about what
        was said is not known; none where nothing was to be explained."""
        self.truncated = 0
        """How many positions there are beyond those of which each pair stands in `findings`."""
        self.cut = False
        """Whether there were so many values that a worse pair than the worst one found may be among them."""

    @property
    def summary(self) -> Summary:
        """Return what a list of facts shows."""
        worst = self.worst
        return (
            RANKS[self.verdict],
            self.verdict,
            worst.cause if worst else "none",
            worst.why if worst else "",
            self.claims,
            len(self.positions),
            *self.origins,
            self.reports,
            int(bool(self.self_contradictions)),
        )


def count_origins(whos: Iterable[str], vocabulary: "Vocabulary") -> tuple[int, int]:
    """Return the least and the most number of independent origins among claimants.

    Each named claimant is one origin. An unnamed one may be the same person as any other, or one more.
    """
    distinct = set(whos)
    named = sum(1 for who in distinct if not vocabulary.actor_is_unnamed(who))
    return (max(named, 1 if distinct else 0), len(distinct))


def count_claims(accounts: "Iterable[Account]") -> int:
    """Return how many claims there are; one account may stand for several equal ones."""
    return sum(account.claims for account in accounts)


def count_reports(accounts: "Iterable[Account]") -> int:
    """Return how many documents carry the claims; a claim with no document is a report of its own."""
    return sum({account.document or f"\0{account.id}": account.documents for account in accounts}.values())
