"""A store as reports see it, answered from its index."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from talkscli.errors import StoreError
from talkscli.index.schema import NEWEST_FIRST
from talkscli.queries.rows import ClaimRow, FactRow
from talkscli.queries.selection import select_claims

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from talkscli.conflicts.engine import Judge, Judgement
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.rows import Dating, Entity, Found, Hit, Tally
    from talkscli.queries.tallies import Tallier

LARGEST_BATCH = 256
"""How many rows are taken from the index at once."""

_SUBS = {"actor": "kind", "event": "kind", "property": "type", "document": "outlet", "place": "within"}

FACT_COLUMNS = (
    "fact.key, fact.about, fact.property, verdict, cause, why, claims, positions, least, most, reports, self"
)


class Archive:
    """A store as reports see it, at one moment (`--as-of`) or now."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        as_of: int | None = None,
        renew: "Callable[[], sqlite3.Connection | None] | None" = None,
    ) -> None:
        self.connection = connection
        self._renew = renew
        """Throws a damaged index away and opens a new one of the same content, if there can be one."""
        self.as_of = as_of
        """The last day that counts, by its number; None for now."""
        self.vocabulary = StoreVocabulary(self)
        self._tallier: Tallier | None = None
        self._judge: Judge | None = None
        self.title = str(self.meta("title"))
        self.last_search_note = ""
        """What the last search did beyond what was asked, such as taking a near spelling; or nothing."""

    def close(self) -> None:
        """Close the index; the archive is of no use afterwards."""
        self.connection.close()

    def __enter__(self) -> "Self":
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def run(self, sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        """Run a query and yield its rows as they are found."""
        # A million rows may pass here: between the batches none of them costs a step of Python.
        return chain.from_iterable(self._run_batches(sql, values))

    def _run_batches(self, sql: str, values: Sequence[object]) -> Iterator[Sequence[Any]]:
        """Yield the rows of a query in batches, the first row alone.

        An index that turns out to be damaged is made anew, and the query goes on where it was.
        """
        told, size = 0, 1
        try:
            found = self.connection.execute(sql, values)
            while batch := found.fetchmany(size):
                yield batch
                told += len(batch)
                size = min(4 * size, LARGEST_BATCH)
        except UnicodeEncodeError:
            # Half a character, which only a command line can carry: nothing in a store has one.
            return
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.ProgrammingError | sqlite3.OperationalError) and (
                "syntax" in str(error) or "no such" in str(error)
            ):
                raise
            renew, self._renew = self._renew, None
            fresh = renew() if renew is not None else None
            if fresh is None:
                raise StoreError(
                    f"the index was damaged: {error}", hint="run the command again: it is made anew"
                ) from error
            self.connection.close()
            self.connection = fresh
        else:
            return
        # The same content gives the same rows in the same order.
        yield from ([row] for row in islice(self.run(sql, values), told, None))

    def first(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Return the first row, or None."""
        return next(self.run(sql, values), None)

    def meta(self, key: str) -> Any:
        """Return what the index says of itself under a key."""
        row = self.first("SELECT value FROM meta WHERE key = ?", (key,))
        return row[0] if row else None

    def number(self, kind: str, key: str) -> int | None:
        """Return the number of a record, or None."""
        row = self.first("SELECT num FROM entity WHERE kind = ? AND id = ?", (kind, key))
        return row[0] if row else None

    def subject(self, key: str) -> int | None:
        """Return the number of an actor, place or event, or None."""
        for kind in ("actor", "place", "event"):
            if (number := self.number(kind, key)) is not None:
                return number
        return None

    def count(self, kind: str) -> int:
        """Return how many claims, facts, actors, places, events, properties, terms or documents there are."""
        if self.as_of is not None and kind in {"claim", "fact", "document"}:
            sql = {
                "claim": "SELECT count(*) FROM claim WHERE known <= ?",
                "fact": "SELECT count(DISTINCT fact) FROM claim WHERE known <= ?",
                "document": "SELECT count(*) FROM entity WHERE kind = 'document' AND ifnull(day, -9e18) <= ?",
            }[kind]
            return int(self.first(sql, (self.as_of,))[0])
        return int(self.meta(f"count {kind}") or 0)

    def entity(self, kind: str, key: str) -> "Entity | None":
        """Return an actor, place, event, property, term or document by id."""
        row = self.first("SELECT json FROM entity WHERE kind = ? AND id = ?", (kind, key))
        if row is None:
            return None
        import json

        record: Entity = json.loads(row[0])
        return record

    def entities(self, kind: str, /, **equals: str) -> "Iterator[Entity]":
        """Return those of one kind, in the store's order, whose fields equal what is given.

        With `as_of`, documents known to be published later are left out.
        """
        import json

        sql, values = "SELECT json FROM entity WHERE kind = ?", [kind]
        if self.as_of is not None and kind == "document":
            sql += f" AND ifnull(day, -9e18) <= {self.as_of}"
        for field, wanted in equals.items():
            column = "sub" if _SUBS.get(kind) == field else "json_extract(json, '$.' || ?)"
            values += [wanted] if column == "sub" else [field, wanted]
            sql += f" AND {column} = ?"
        for row in self.run(sql + " ORDER BY num", values):
            yield json.loads(row[0])

    def statuses(self) -> list[str]:
        """Return the statuses that claims have, by the alphabet."""
        rows = self.run("SELECT DISTINCT status FROM claim WHERE status IS NOT NULL ORDER BY status")
        return [row[0] for row in rows]

    def claims(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[ClaimRow]:
        """Return claims, newest first by when they were said; undated ones last."""
        return map(ClaimRow, self.claim_lines(wanted, limit))

    def claim_lines(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[str]:
        """Return the same claims as JSON texts."""
        sql, values = select_claims(self, wanted, limit)
        return chain.from_iterable(self.run(sql, values)) if sql else iter(())

    def claim_bytes(self, wanted: "ClaimFilter", limit: int | None = None) -> Iterator[bytes]:
        """Return the same texts as they lie in the index, in UTF-8: for writing very many."""
        sql, values = select_claims(self, wanted, limit)
        if not sql:
            return iter(())
        return chain.from_iterable(self.run(f"SELECT CAST(line AS BLOB) FROM ({sql})", values))

    def claims_by_day(
        self, wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None = None
    ) -> Iterator[tuple[int, int, ClaimRow]]:
        """Return claims, oldest first by when they were said, with the days by which they are ordered."""
        from talkscli.queries.chronology import list_by_day

        return list_by_day(self, wanted, since, until, limit)

    def datings(
        self, wanted: "ClaimFilter", since: int | None, until: int | None, limit: int | None = None
    ) -> "Iterator[Dating]":
        """Return the dates that claims assert, oldest first; each once of a fact and a phase."""
        from talkscli.queries.chronology import list_datings

        return list_datings(self, wanted, since, until, limit)

    def tally(self, document: str) -> "Tally":
        """Count what a document carries."""
        if self._tallier is None:
            from talkscli.queries.tallies import Tallier

            self._tallier = Tallier(self)
        return self._tallier.tally(document)

    def facts(
        self,
        *,
        verdicts: Sequence[str] = (),
        about: Sequence[str] = (),
        property: Sequence[str] = (),  # noqa: A002
        words: str | None = None,
        limit: int | None = None,
    ) -> Iterator[FactRow]:
        """Return facts: the worst verdict first, then most claims, then by key."""
        conditions: list[str] = []
        values: list[object] = []
        for column, wanted in (("about", about), ("property", property)):
            if wanted:
                conditions.append(f"fact.{column} IN ({','.join('?' * len(wanted))})")
                values += wanted
        if self.as_of is not None:
            from talkscli.queries.as_of import facts_as_of

            if words is not None:
                from talkscli.queries.fact_search import match_facts

                clause, matched = match_facts(self, words)
                conditions.append(clause)
                values += matched
            yield from facts_as_of(self, conditions, values, verdicts, limit)
            return
        if verdicts:
            ranks = ",".join(str(rank) for rank in rank_verdicts(verdicts)) or "-1"
            conditions.append(f"rank IN ({ranks})")
        if words is not None:
            from talkscli.queries.fact_search import find_facts

            yield from map(make_fact, find_facts(self, words, (conditions, values), limit))
            return
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        sql = f"SELECT {FACT_COLUMNS} FROM fact{where} ORDER BY rank, claims DESC, key LIMIT ?"
        for row in self.run(sql, [*values, -1 if limit is None else limit]):
            yield make_fact(row)

    def fact(self, key: str) -> FactRow | None:
        """Return one fact, or None if no claim is about it."""
        if self.as_of is not None:
            from talkscli.queries.as_of import facts_as_of

            return next(facts_as_of(self, ["fact.key = ?"], [key], (), None), None)
        row = self.first(f"SELECT {FACT_COLUMNS} FROM fact WHERE key = ?", (key,))
        return make_fact(row) if row else None

    def judge(self, key: str) -> "Judgement":
        """Judge one fact from its claims, with every finding."""
        from talkscli.conflicts.engine import Judge
        from talkscli.index.facts import read_account

        if self._judge is None:
            self._judge = Judge(self.vocabulary)
        kind = self.kind_of_fact(key)
        accounts = [read_account(line, kind, self._judge) for line in self.lines_of_fact(key)]
        return self._judge.judge(key, kind, accounts, unit=self.unit_of_fact(key))

    def kind_of_fact(self, key: str) -> str:
        """Return the type of a fact's property; text where the store has no such fact."""
        row = self.first(
            "SELECT sub FROM entity WHERE kind = 'property' AND id = ?", (key.rpartition(".")[2],)
        )
        return row[0] if row else "text"

    def unit_of_fact(self, key: str) -> str | None:
        """Return what the numbers of a fact count, if they are said to count something."""
        record = self.entity("property", key.rpartition(".")[2])
        return record.get("unit") if record else None

    def lines_of_fact(self, key: str) -> Iterator[str]:
        """Yield the rows of a fact's claims as JSON texts, newest first."""
        known = "" if self.as_of is None else f" AND claim.known <= {self.as_of}"
        sql = (
            "SELECT line.line FROM fact CROSS JOIN claim ON claim.fact = fact.num "
            f"CROSS JOIN line ON line.seq = claim.seq WHERE fact.key = ?{known} ORDER BY {NEWEST_FIRST}"
        )
        for (line,) in self.run(sql, (key,)):
            yield line

    def find(self, query: str, kinds: Sequence[str]) -> "Found":
        """Resolve a name or id of any of the kinds; earlier kinds come before later ones.

        Raises:
            UnknownNameError: nothing has that name, or several things have it equally.
        """
        from talkscli.queries.names_lookup import find_name

        return find_name(self, query, kinds)

    def search(self, query: str, limit: int | None = None) -> "Iterator[Hit]":
        """Return claims by their words, best first."""
        from talkscli.queries.search import search_claims

        return search_claims(self, query, limit)


class StoreVocabulary:
    """The names and places of a store, each looked up when it is first asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[tuple[str, str], tuple[str, str | None]] = {}

    def place_name(self, place: str) -> str:
        """Return the name of a place."""
        return self._look_up("place", place)[0]

    def place_parent(self, place: str) -> str | None:
        """Return the next larger place, or None."""
        return self._look_up("place", place)[1]

    def actor_name(self, actor: str) -> str:
        """Return the name of an actor."""
        return self._look_up("actor", actor)[0]

    def actor_is_unnamed(self, actor: str) -> bool:
        """Return whether the actor is an anonymous source, who may be the same person as another."""
        return self._look_up("actor", actor)[1] == "unnamed"

    def term_name(self, term: str) -> str:
        """Return the words of a term."""
        return self._look_up("term", term)[0]

    def _look_up(self, kind: str, key: str) -> tuple[str, str | None]:
        found = self._known.get((kind, key))
        if found is None:
            row = self._archive.first("SELECT name, sub FROM entity WHERE kind = ? AND id = ?", (kind, key))
            found = self._known[kind, key] = row or (key, None)
        return found


def rank_verdicts(verdicts: Sequence[str]) -> list[int]:
    """Return the ranks of verdicts, the worst being 0."""
    from talkscli.conflicts.verdict import VERDICTS

    return [VERDICTS.index(verdict) for verdict in verdicts if verdict in VERDICTS]


def make_fact(row: Sequence[Any]) -> FactRow:
    """Make a fact of what the index keeps of it."""
    return FactRow(
        row[0],
        row[1],
        row[2],
        row[3],
        cause=row[4],
        why=row[5],
        claims=row[6],
        positions=row[7],
        origins=(row[8], row[9]),
        reports=row[10],
        self_contradicting=bool(row[11]),
    )
