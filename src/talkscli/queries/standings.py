"""How sources stand to the majorities of their facts: as the index keeps it, or counted for a day."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from talkscli.conflicts.shares import AGAINST, Shares, is_disputed
from talkscli.conflicts.verdict import OVERLAP, RANKS
from talkscli.index.schema import TABLES
from talkscli.index.standing import CLAIMANT, COUNTED, DOCUMENT, OUTLET, Ledger, list_entries
from talkscli.queries.facts import judge_fact

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Account, Judgement, Position
    from talkscli.queries.session import Session

KINDS = {"document": DOCUMENT, "outlet": OUTLET, "claimant": CLAIMANT}

SORTS = {
    "claims": "-ifnull(standing.claims, 0)",
    "facts": "-ifnull(standing.facts, 0)",
    "alone": "-ifnull(standing.alone, 0)",
    "with": "-ifnull(standing.agreeing, 0)",
    "against": "-ifnull(standing.opposed, 0)",
    "level": "-ifnull(standing.level, 0)",
    "share": "-CAST(agreeing AS REAL) / nullif(agreeing + opposed, 0)",
    "alone-share": "-CAST(alone AS REAL) / nullif(facts, 0)",
    "name": "entity.name",
}
"""What sources can be sorted by; numbers from the greatest, and those of which nothing is known last."""

_OF = {
    DOCUMENT: "claim.document = ?",
    OUTLET: "claim.document IN (SELECT num FROM entity AS d WHERE d.kind = 'document' AND d.sub = "
    "(SELECT id FROM entity WHERE num = ?))",
    CLAIMANT: "claim.who = ?",
}
"""The claims of a source of each kind."""

_COUNTS = ", ".join(f"ifnull(standing.{name}, 0) AS {name}" for name in COUNTED)


class Standing(NamedTuple):
    """What one source carries, and how it stands to the majorities of its facts."""

    id: str
    claims: int
    facts: int
    """Of which it has a claim; the five numbers that follow add up to it."""
    alone: int
    """Of which no other source speaks."""
    agreeing: int
    """Its answer is the majority's, or fits it."""
    opposed: int
    """It gives only answers that do not fit the majority's."""
    level: int
    """Several answers are level at the top."""
    other: int
    """There is only one origin, or nothing to compare."""

    @property
    def share(self) -> float | None:
        """Return on how many of the facts with a majority it is with it, from 0 to 1; None without any."""
        return self.agreeing / (self.agreeing + self.opposed) if self.agreeing + self.opposed else None

    @property
    def alone_share(self) -> float | None:
        """Return on how many of its facts it stands alone, from 0 to 1; None without any."""
        return self.alone / self.facts if self.facts else None


class Sources:
    """The sources of one kind."""

    def __init__(self, session: "Session", kind: str) -> None:
        self._session = session
        self._kind = KINDS[kind]
        self._record = "document" if kind == "document" else "actor"
        self._outlets: dict[str, str] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    def list_all(
        self,
        *,
        sort: str = "",
        reverse: bool = False,
        limit: int | None = None,
        only: Sequence[str] | None = None,
    ) -> Iterator[Standing]:
        """Yield sources with what is counted of them.

        Args:
            sort: A key of `SORTS`; without it documents in the store's order, others by their facts.
            reverse: Whether the last come first.
            limit: How many are wanted.
            only: The ids of those wanted, if not all.
        """
        if not sort and self._kind != DOCUMENT:
            sort = "facts"
        join = "LEFT JOIN" if self._kind == DOCUMENT else "JOIN"
        conditions = [f"entity.kind = '{self._record}'"]
        values: list[object] = []
        if only is not None:
            conditions.append(f"entity.id IN ({', '.join('?' * len(only))})")
            values += only
        order = self._write_order(sort, reverse=reverse)
        values.append(-1 if limit is None else limit)
        chosen = f"WHERE {' AND '.join(conditions)}{{}} ORDER BY {order} LIMIT ?"
        few = None
        if self._session.as_of is not None and self._kind == DOCUMENT and not sort:
            found = self._session.run(f"SELECT num FROM entity {chosen.format(self._published)}", values)
            few = [number for (number,) in found]
        sql = (
            f"SELECT entity.id, {_COUNTS} FROM entity {join} standing "
            f"ON standing.kind = {self._kind} AND standing.source = entity.num {chosen.format('')}"
        )
        with self._count(few) as run:
            yield from map(Standing._make, run(sql, values))

    def list_opposed(self, one: str) -> "Iterator[tuple[str, Judgement, list[Position], Position]]":
        """Yield the facts on which a source gives only answers against the majority.

        Returns:
            Of each its key, the fact judged, the positions of the source, and that of the majority.
        """
        number = self._number(self._record, one)
        for key in self._list_facts(number, disputed=True):
            judged = judge_fact(self._session, key)
            shares = Shares(judged)
            if shares.majority is not None and shares.group(self._name).get(number) == AGAINST:
                own = [
                    position
                    for position in judged.positions
                    if any(self._name(account) == number for account in position.accounts)
                ]
                yield key, judged, own, shares.majority

    def owns(self, one: str, account: "Account") -> bool:
        """Return whether a claim is one of a source's."""
        return self._name(account) == self._number(self._record, one)

    def list_echoes(self, least: int, limit: int | None) -> "list[tuple[str, str, int]]":
        """List pairs of sources that give the same rare answers on some facts, those with most facts first.

        Args:
            least: On how many facts at least.
            limit: How many pairs are wanted.
        """
        sql = (
            "SELECT a.id, b.id, echo.facts FROM echo JOIN entity AS a ON a.num = echo.one "
            "JOIN entity AS b ON b.num = echo.other WHERE echo.kind = ? AND echo.facts >= ? "
            "ORDER BY echo.facts DESC, a.id, b.id LIMIT ?"
        )
        with self._count() as run:
            return list(run(sql, [self._kind, least, -1 if limit is None else limit]))

    def compare_pair(self, one: str, other: str) -> tuple[int, list[str]]:
        """Return of how many facts both of a pair speak, and the keys of those with the same rare answer."""
        first, second = (self._number(self._record, each) for each in (one, other))
        common = set(self._list_facts(first)) & set(self._list_facts(second))
        disputed = sorted(common & set(self._list_facts(first, disputed=True)))
        pair = min(first, second), max(first, second)
        shared = [
            key for key in disputed if pair in Shares(judge_fact(self._session, key)).list_echoes(self._name)
        ]
        return len(common), shared

    def _write_order(self, sort: str, *, reverse: bool) -> str:
        if not sort:
            return "entity.num DESC" if reverse else "entity.num"
        what = SORTS[sort]
        return f"{what} IS NULL, {what}{' DESC' if reverse else ''}, entity.id"

    @contextmanager
    def _count(self, documents: Sequence[int] | None = None) -> "Iterator[Callable[..., Iterable[Any]]]":
        """Give what runs queries on the counts: those of the index, or others in memory for a day.

        Args:
            documents: The numbers of the documents of whose facts the counts are wanted, if not of all.
        """
        session = self._session
        if session.as_of is None:
            yield session.run
            return
        ledger = Ledger()
        for key in self._list_keys(documents):
            ledger.add(self._enter(key))
        with closing(sqlite3.connect(":memory:")) as counted:
            counted.executescript(TABLES)
            records = f"SELECT num, kind, id, name FROM entity WHERE kind = '{self._record}'{self._published}"
            counted.executemany(
                "INSERT INTO entity (num, kind, id, name) VALUES (?, ?, ?, ?)", session.run(records)
            )
            ledger.write(counted)
            yield counted.execute

    @property
    def _published(self) -> str:
        if self._kind != DOCUMENT or self._session.as_of is None:
            return ""
        return f" AND (entity.day IS NULL OR entity.day <= {self._session.as_of})"

    def _list_keys(self, documents: "Iterable[int] | None") -> list[str]:
        """List the facts that were known on the day, or those of which some documents speak."""
        known = " AND ".join(self._session.known)
        if documents is None:
            sql = (
                "SELECT fact.key FROM fact WHERE EXISTS "
                f"(SELECT 1 FROM claim WHERE claim.fact = fact.num AND {known})"
            )
            return [key for (key,) in self._session.run(sql)]
        return list(dict.fromkeys(key for one in documents for key in self._list_facts(one)))

    def _list_facts(self, source: int, *, disputed: bool = False) -> list[str]:
        where = [_OF[self._kind], *self._session.known]
        if disputed and self._session.as_of is None:
            where.append(f"fact.rank <= {RANKS[OVERLAP]}")
        sql = (
            "SELECT DISTINCT fact.key FROM claim CROSS JOIN fact ON fact.num = claim.fact "
            f"WHERE {' AND '.join(where)} ORDER BY fact.key"
        )
        return [key for (key,) in self._session.run(sql, [source])]

    def _enter(self, key: str) -> bytes:
        judged = judge_fact(self._session, key, explain=False)
        if is_disputed(judged):
            judged = judge_fact(self._session, key)
        return list_entries(judged, self._name_all_kinds)

    @property
    def _name(self) -> "Callable[[Account], int]":
        return (self._name_document, self._name_outlet, self._name_who)[self._kind]

    def _name_all_kinds(self, account: "Account") -> tuple[int, int, int]:
        return self._name_document(account), self._name_outlet(account), self._name_who(account)

    def _name_document(self, account: "Account") -> int:
        return self._number("document", account.document)

    def _name_outlet(self, account: "Account") -> int:
        outlet = self._outlets.get(account.document)
        if outlet is None:
            sql = "SELECT sub FROM entity WHERE kind = 'document' AND id = ?"
            outlet = self._outlets[account.document] = self._session.first(sql, [account.document])[0]
        return self._number("actor", outlet)

    def _name_who(self, account: "Account") -> int:
        return self._number("actor", account.who)

    def _number(self, kind: str, one: str) -> int:
        number = self._numbers.get((kind, one))
        if number is None:
            number = self._numbers[kind, one] = self._session.number(kind, one) or 0
        return number
