"""What documents carry: their claims counted, and how their facts stand to those of others."""

from collections import Counter
from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import CONTRADICTION
from talkscli.queries.facts import judge_fact, rank_verdicts
from talkscli.queries.rows import Tally
from talkscli.values.finding import CONTRADICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from talkscli.queries.session import Session


class Tallier:
    """Tallies one document after the other; judges no fact twice."""

    def __init__(self, session: "Session") -> None:
        self.session = session
        self._judged: set[str] = set()
        """The facts of which it is known what documents they set against others."""
        self._against: Counter[str] = Counter()
        """By document the facts on which it is contradicted, among those judged."""

    def tally(self, document: str) -> Tally:
        """Count what a document carries."""
        number = self.session.number("document", document)
        if number is None:
            return Tally(0, 0, 0, 0, 0)
        known = "".join(f" AND {one}" for one in self.session.known)
        no_other = (
            "NOT EXISTS (SELECT 1 FROM claim AS other INDEXED BY claim_fact WHERE other.fact = claim.fact "
            f"AND other.document <> claim.document{known.replace('claim.', 'other.')})"
        )
        claims, whos, facts, alone = self.session.first(
            "SELECT count(*), count(DISTINCT who), count(DISTINCT fact), "
            f"count(DISTINCT CASE WHEN {no_other} THEN fact END) "
            f"FROM claim INDEXED BY claim_document WHERE document = ?{known}",
            (number,),
        )
        for key in self._list_disputed(number, known):
            if key not in self._judged:
                self._judged.add(key)
                self._against.update(self._list_opposed(key))
        return Tally(claims, whos, facts, alone, self._against[document])

    def _list_disputed(self, document: int, known: str) -> "Iterable[str]":
        """List the facts of a document on which somebody contradicts somebody."""
        (rank,) = rank_verdicts((CONTRADICTION,))
        disputed = f"fact.rank = {rank}"
        if (day := self.session.as_of) is not None:
            # On a day before its last claim a fact may have been disputed that now is not, and be so no more.
            disputed = f"({disputed} OR fact.latest > {day})"
        rows = self.session.run(
            "SELECT DISTINCT fact.key FROM claim INDEXED BY claim_document "
            f"CROSS JOIN fact ON fact.num = claim.fact WHERE claim.document = ?{known} AND {disputed}",
            (document,),
        )
        return [row[0] for row in rows]

    def _list_opposed(self, key: str) -> set[str]:
        """Return the documents with a claim on a fact that contradicts one of another document."""
        found: set[str] = set()
        for pair in judge_fact(self.session, key).findings:
            if pair.finding.relation == CONTRADICTS:
                left = {account.document for account in pair.left.accounts}
                right = {account.document for account in pair.right.accounts}
                found |= {one for one in left if right - {one}} | {one for one in right if left - {one}}
        return found
