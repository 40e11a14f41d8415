"""What documents carry: their claims counted, and how their facts stand to those of others."""

from collections import Counter
from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import CONTRADICTION
from talkscli.queries.archive import rank_verdicts
from talkscli.queries.rows import Tally
from talkscli.values.finding import CONTRADICTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from talkscli.queries.archive import Archive


class Tallier:
    """Tallies one document after the other; judges no fact twice."""

    def __init__(self, archive: "Archive") -> None:
        self.archive = archive
        self._known = "" if archive.as_of is None else f" AND claim.known <= {archive.as_of}"
        self._judged: set[int] = set()
        """The facts of which it is known what documents they set against others, by number."""
        self._against: Counter[int] = Counter()
        """By document's number the facts on which it is contradicted, among those judged."""

    def tally(self, document: str) -> Tally:
        """Count what a document carries."""
        number = self.archive.number("document", document)
        if number is None:
            return Tally()
        alone = (
            "NOT EXISTS (SELECT 1 FROM claim AS other INDEXED BY claim_fact WHERE other.fact = claim.fact "
            f"AND other.document <> claim.document{self._known.replace('claim.', 'other.')})"
        )
        counts = self.archive.first(
            f"SELECT count(*), count(DISTINCT who), count(DISTINCT fact), "
            f"count(DISTINCT CASE WHEN {alone} THEN fact END) "
            f"FROM claim INDEXED BY claim_document WHERE document = ?{self._known}",
            (number,),
        )
        for fact, key in list(self._list_disputed(number)):
            if fact not in self._judged:
                self._judged.add(fact)
                self._against.update(self._oppose(key))
        return Tally(*counts, against=self._against[number])

    def _list_disputed(self, document: int) -> "Iterable[tuple[int, str]]":
        """List the facts of a document on which somebody contradicts somebody: number and key."""
        (rank,) = rank_verdicts((CONTRADICTION,))
        disputed = f"fact.rank = {rank}"
        if (day := self.archive.as_of) is not None:
            # On a day before its last claim a fact may have been disputed that now is not, and be so no more.
            disputed = f"({disputed} OR fact.latest > {day})"
        return self.archive.run(
            "SELECT DISTINCT fact.num, fact.key FROM claim INDEXED BY claim_document "
            f"CROSS JOIN fact ON fact.num = claim.fact WHERE claim.document = ?{self._known} AND {disputed}",
            (document,),
        )

    def _oppose(self, key: str) -> set[int]:
        """Return the documents with a claim on a fact that contradicts one of another document."""
        found: set[str] = set()
        for pair in self.archive.judge(key).findings:
            if pair.finding.relation == CONTRADICTS:
                left = {account.document for account in pair.left.accounts}
                found |= _set_against(left, {account.document for account in pair.right.accounts})
        numbers = (self.archive.number("document", document) for document in found)
        return {number for number in numbers if number is not None}


def _set_against(left: set[str], right: set[str]) -> set[str]:
    """Return which of the documents on two sides have another one against them."""
    return {one for one in left if right - {one}} | {one for one in right if left - {one}}
