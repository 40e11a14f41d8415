"""What documents carry: their claims counted, and how their facts stand to those of others."""

import json
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeVar

from talkscli.conflicts.engine import PAIRED_POSITIONS
from talkscli.conflicts.variant import PHASES
from talkscli.conflicts.verdict import CONTRADICTION, CONTRADICTS
from talkscli.conflicts.vocabulary import measure
from talkscli.queries.archive import rank_verdicts
from talkscli.queries.rows import Tally
from talkscli.store.judging import Bench, Group

if TYPE_CHECKING:
    from collections.abc import Iterable

    from talkscli.queries.archive import Archive

Document = TypeVar("Document", int, str)

_MOST_VARIANTS = 20_000
"""So many variants of a type are held before they are forgotten."""


class Tallier:
    """Tallies one document after the other; judges no fact twice."""

    def __init__(self, archive: "Archive") -> None:
        self.archive = archive
        self._known = "" if archive.as_of is None else f" AND claim.known <= {archive.as_of}"
        self._judged: set[int] = set()
        """The facts of which it is known what documents they set against others, by number."""
        self._against: Counter[int] = Counter()
        """By document's number the facts on which it is contradicted, among those judged."""
        self._desks: dict[str, _Desk] = {}

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
        for fact, key, kind in list(self._list_disputed(number)):
            if fact not in self._judged:
                self._judged.add(fact)
                self._against.update(self._oppose(fact, key, kind))
        return Tally(*counts, against=self._against[number])

    def _list_disputed(self, document: int) -> "Iterable[tuple[int, str, str]]":
        """List the facts of a document on which somebody contradicts somebody: number, key, property."""
        (rank,) = rank_verdicts((CONTRADICTION,))
        disputed = f"fact.rank = {rank}"
        if (day := self.archive.as_of) is not None:
            # On a day before its last claim a fact may have been disputed that now is not, and be so no more.
            disputed = f"({disputed} OR fact.latest > {day})"
        return self.archive.run(
            "SELECT DISTINCT fact.num, fact.key, fact.property FROM claim INDEXED BY claim_document "
            f"CROSS JOIN fact ON fact.num = claim.fact WHERE claim.document = ?{self._known} AND {disputed}",
            (document,),
        )

    def _oppose(self, fact: int, key: str, asked: str) -> set[int]:
        """Return the documents with a claim on a fact that contradicts one of another document."""
        desk = self._desks.get(asked)
        if desk is None:
            desk = self._desks[asked] = _Desk(self.archive, key)
        sql = (
            "SELECT claim.id, claim.who, claim.document, line.line FROM claim INDEXED BY claim_fact "
            f"CROSS JOIN line ON line.seq = claim.seq WHERE claim.fact = ?{self._known}"
        )
        groups = desk.group(self.archive.run(sql, (fact,)))
        if len(groups) > PAIRED_POSITIONS:
            return self._ask_engine(key)
        found: set[int] = set()
        for ours, theirs in combinations(groups, 2):
            if desk.bench.compare(ours, theirs).relation == CONTRADICTS:
                found |= _set_against(ours.documents, theirs.documents)
        return found

    def _ask_engine(self, key: str) -> set[int]:
        """Find the same where there are so many positions that the engine chooses which to compare."""
        found: set[str] = set()
        for pair in self.archive.judge(key).findings:
            if pair.finding.relation == CONTRADICTS:
                left = {account.document for account in pair.left.accounts}
                found |= _set_against(left, {account.document for account in pair.right.accounts})
        numbers = (self.archive.number("document", document) for document in found)
        return {number for number in numbers if number is not None}


class _Desk:
    """Where the claims of the facts of one property are read and compared."""

    def __init__(self, archive: "Archive", key: str) -> None:
        self._kind = archive.kind_of_fact(key)
        self._vocabulary = measure(archive.vocabulary, archive.unit_of_fact(key))
        self._clear()

    def _clear(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self.bench = Bench(self._kind, self._texts, self._vocabulary)

    def group(self, claims: "Iterable[tuple[str, int, int, str]]") -> list[Group]:
        """Group the claims that count by their positions."""
        if len(self._texts) > _MOST_VARIANTS:
            self._clear()
        self.bench.forget()
        standing: list[tuple[str, int, int, dict[str, Any]]] = []
        for one, who, document, line in claims:
            row = json.loads(line)
            if row["retracted"] is None:
                standing.append((one, who, document, row))
        revised = {row["revises"] for _, _, _, row in standing}
        groups: dict[int, Group] = {}
        for one, who, document, row in standing:
            if one in revised or (reading := self.bench.read(self._number(row))) is None:
                continue
            group = groups.get(reading.position)
            if group is None:
                groups[reading.position] = Group(reading, who, document)
            else:
                group.take(reading)
                group.documents.add(document)
        return list(groups.values())

    def _number(self, row: dict[str, Any]) -> int:
        """Return the number of a claim's variant, which is given one when it is new."""
        phase = PHASES.get(row["status"] or "", "")
        value = json.dumps(row["value"], ensure_ascii=False)
        text = f"{row['stance']}|{'only' if row['only'] else ''}|{phase}|{value}"
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number


def _set_against(left: set[Document], right: set[Document]) -> set[Document]:
    """Return which of the documents on two sides have another one against them."""
    return {one for one in left if right - {one}} | {one for one in right if left - {one}}
