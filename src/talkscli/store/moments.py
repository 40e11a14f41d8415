"""Facts as they stood on a day: judged from the claims that were known by then."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.conflicts.verdict import VERDICTS
from talkscli.conflicts.vocabulary import measure
from talkscli.query.rows import FactRow
from talkscli.store.archive import make_fact
from talkscli.store.judging import read_account, summarize

if TYPE_CHECKING:
    from talkscli.store.archive import SqlArchive

_FIELDS = "key, about, property, verdict, cause, why, claims, positions, least, most, reports, self, latest"


def facts_as_of(
    archive: "SqlArchive",
    conditions: Sequence[str],
    values: Sequence[object],
    verdicts: Sequence[str],
    limit: int | None,
) -> Iterator[FactRow]:
    """Yield facts by their verdicts on that day; only those with later claims are judged anew."""
    day = archive.as_of
    known = f"EXISTS (SELECT 1 FROM claim WHERE claim.fact = fact.num AND claim.known <= {day})"
    where = " AND ".join([*conditions, known])
    found = []
    for row in archive.run(f"SELECT {_FIELDS} FROM fact WHERE {where}", values):
        if day is not None and row[-1] > day:
            kind = archive.kind_of_fact(row[0])
            accounts = [read_account(line, kind) for line in archive.lines_of_fact(row[0])]
            vocabulary = measure(archive.vocabulary, archive.unit_of_fact(row[0]))
            fact = make_fact((*row[:3], *summarize(row[0], kind, accounts, vocabulary)[1:]))
        else:
            fact = make_fact(row)
        if not verdicts or fact.verdict in verdicts:
            found.append(fact)
    found.sort(key=lambda fact: (VERDICTS.index(fact.verdict), -fact.claims, fact.key))
    yield from found[:limit]
