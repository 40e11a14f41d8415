"""A fact judged from its rows: rows of the tables of verdicts, positions, findings and tallies."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from talkscli.conflicts.engine import Account, Judge
from talkscli.conflicts.judgement import count_claims
from talkscli.exports.extract import explain_value
from talkscli.judging.tables import AccountRow, FaultRow
from talkscli.values.finding import CONTRADICTS

if TYPE_CHECKING:
    from talkscli.conflicts.judgement import Judgement
    from talkscli.index.known_records import KnownRecords
    from talkscli.values.question import Stated

Cells = tuple[Any, ...]

_get_fact = attrgetter("fact")


class Judged(NamedTuple):
    """What there is to say of one fact, as rows of the tables that judging writes."""

    verdict: Cells
    positions: list[Cells]
    findings: list[Cells]
    tallies: list[Cells]
    faults: list[FaultRow]


class FactJudge:
    """Judges facts one by one, with the engine."""

    def __init__(self, records: "KnownRecords", stated: "dict[str, Stated]") -> None:
        """Take what the facts' words mean.

        Args:
            records: The vocabulary; the documents are not needed.
            stated: By property what it states of its answers.
        """
        self._records = records
        self._stated = stated
        self._judge = Judge(records)
        self._kinds = records.subs["property"]

    def judge_all(self, rows: Iterable[AccountRow]) -> Iterator[Judged]:
        """Judge facts from rows in which those of a fact follow each other."""
        for fact, group in groupby(rows, _get_fact):
            yield self.judge(fact, list(group))

    def judge(self, fact: str, rows: Sequence[AccountRow]) -> Judged:
        """Judge one fact from all its rows; their order changes nothing."""
        about, _, asked = fact.partition(".")
        kind, stated = self._kinds[asked], self._stated[asked]
        rows, faults = _set_twins_aside(rows)
        outlets = {row.document: row.outlet for row in rows}
        accounts = [self._read(kind, row) for row in rows]
        judged = self._judge.judge(fact, kind, accounts, **stated)
        unit = stated["unit"] or ""
        numbers = {id(position): number for number, position in enumerate(judged.positions, 1)}
        _, verdict, cause, why, claims, positions, least, most, reports, contradicting = judged.summary
        name = f"{self._records.names[self._home(about)][about]}: {self._records.names['property'][asked]}"
        return Judged(
            (fact, about, asked, name, kind, verdict, cause, why, claims, positions, least, most, reports,
             bool(contradicting)),
            [
                (
                    fact,
                    numbers[id(one)],
                    *explain_value(kind, one.value, unit, self._records),
                    one.stance,
                    *one.origins,
                    one.reports,
                    count_claims(one.accounts),
                )
                for one in judged.positions
            ],
            list(_list_findings(fact, judged, numbers)),
            _tally(fact, judged, accounts, outlets),
            faults,
        )  # fmt: skip

    def _home(self, about: str) -> str:
        return next(kind for kind in ("event", "actor", "place") if about in self._records.names[kind])

    def _read(self, kind: str, row: AccountRow) -> Account:
        raw = None if row.value is None else json.loads(row.value)
        return Account(
            row.id,
            row.who,
            self._judge.read_value(kind, raw),
            document=row.document,
            stance=row.stance,
            status=row.status,
            only=row.only,
            revises=row.revises,
            retracted=row.retracted,
            at=row.at,
            said=None if row.first is None or row.last is None else (row.first, row.last),
            claims=row.claims,
            documents=row.documents,
        )


def _set_twins_aside(rows: Sequence[AccountRow]) -> tuple[list[AccountRow], list[FaultRow]]:
    """Keep one of several rows of one id, the same one whatever their order; equal ones are one row."""
    kept: dict[str, AccountRow] = {}
    faults = []
    for row in sorted(set(rows), key=repr):
        if row.id in kept:
            faults.append(
                FaultRow(
                    row.fact, f"claim {row.id}", "id", "another claim of this fact has the same id",
                    "give one of them another id", left_out=True, row=json.dumps(row._asdict()),
                )
            )  # fmt: skip
        else:
            kept[row.id] = row
    faults += _find_loose_revisions(kept)
    return list(kept.values()), faults


def _find_loose_revisions(rows: dict[str, AccountRow]) -> Iterator[FaultRow]:
    """Say of what a row revises that it is not there or another claimant's; the row counts all the same."""
    for row in rows.values():
        if row.revises is None:
            continue
        earlier = rows.get(row.revises)
        if earlier is None:
            message = f"the fact has no claim {row.revises} that it could revise"
        elif earlier.who != row.who:
            message = f"the claim {row.revises} that it revises is another claimant's"
        else:
            continue
        yield FaultRow(
            row.fact, f"claim {row.id}", "revises", message, "revise a claim of the same claimant and fact",
            left_out=False, row=json.dumps(row._asdict()),
        )  # fmt: skip


def _list_findings(fact: str, judged: "Judgement", numbers: dict[int, int]) -> Iterator[Cells]:
    """Yield the findings of a fact, those that make its verdict first."""
    told: list[Cells] = [
        ("positions", pair.finding.relation, pair.finding.cause, pair.finding.why, numbers[id(pair.left)],
         numbers[id(pair.right)], None)
        for pair in judged.findings
    ]  # fmt: skip
    where = {account.id: numbers[id(one)] for one in judged.positions for account in one.accounts}
    for kind, pairs in (
        ("self-contradiction", judged.self_contradictions),
        ("differing-reports", judged.differing_reports),
    ):
        told += [
            (kind, finding.relation, finding.cause, finding.why, where[left.id], where[right.id], left.who)
            for left, right, finding in pairs
        ]
    for number, cells in enumerate(told, 1):
        yield (fact, number, *cells)


def _tally(
    fact: str, judged: "Judgement", accounts: Sequence[Account], outlets: dict[str, str]
) -> list[Cells]:
    """Count what each outlet carries of a fact."""
    claims: dict[str, int] = {}
    documents: dict[str, dict[str, int]] = {}
    for account in accounts:
        outlet = outlets[account.document]
        claims[outlet] = claims.get(outlet, 0) + account.claims
        documents.setdefault(outlet, {})[account.document] = account.documents
    against: set[str] = set()
    for pair in judged.findings:
        if pair.finding.relation == CONTRADICTS:
            left, right = (
                {outlets[account.document] for account in one.accounts} for one in (pair.left, pair.right)
            )
            against |= {one for one in left if right - {one}} | {one for one in right if left - {one}}
    return [
        (fact, outlet, claims[outlet], sum(documents[outlet].values()), len(claims) == 1, outlet in against)
        for outlet in sorted(claims)
    ]
