"""The rows of an export's tables, read from an index by SQL: in C, so that a million claims take seconds.

Beside the tables of the index there are two temporary ones: what each value and date means, and the
positions. What is a position and which claims count is what the engine says
(`conflicts.engine`); a test holds both against each other.
"""

import json
import sqlite3
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from talkscli.errors import StoreError, TalksError
from talkscli.exports.tables import CLAIMS, LIST, POSITIONS, RECORDS, VERDICTS, Table
from talkscli.index.schema import ABOUT
from talkscli.values.edtf_calendar import day_ordinal
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

BATCH = 1024

NO_VALUE = -1
"""In place of a property: a date that is no value, such as when a document was published."""

FIRST_DAY, LAST_DAY = day_ordinal(1, 1, 1), day_ordinal(9999, 12, 31)
"""The days that every consumer has; a day outside them is left out, and the notation beside it tells it."""

_LARGEST = 2**63
"""Integers of this size and more are given as numbers that are not exact."""

_MEANINGS = """
CREATE TEMP TABLE meaning (
  property INTEGER, -- the property's number, or NO_VALUE
  raw TEXT,         -- as the index has it: a text, or a list as JSON
  key TEXT,         -- what two values that are the same share
  value TEXT, value_text TEXT, earliest TEXT, latest TEXT, low, high, unit TEXT,
  PRIMARY KEY (property, raw)
) WITHOUT ROWID
"""

_POSITIONS = """
CREATE TEMP TABLE place (
  fact INTEGER, key TEXT, stance TEXT, position INTEGER, value TEXT, raw TEXT,
  origins_least INTEGER, origins_most INTEGER, reports INTEGER, claims INTEGER,
  PRIMARY KEY (fact, key, stance)
) WITHOUT ROWID
"""


class Extract:
    """The rows of one store, at one moment or now."""

    def __init__(self, archive: "Archive", connection: sqlite3.Connection | None = None) -> None:
        """Prepare to read.

        Args:
            archive: The store.
            connection: Another connection on which the tables of the archive's index are to be seen.
        """
        self.archive = archive
        self.connection = connection or archive.connection
        self._known = "".join(f" AND {one}" for one in archive.known)
        self._prepare()

    def count(self, table: Table) -> int:
        """Return how many rows a table has."""
        return int(self._run(f"SELECT count(*) FROM ({self.select(table, count=True)})").fetchone()[0])

    def rows(self, table: Table, *, by_fact: bool = False) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a table, with the cells in the order of its columns; the claims fact by fact."""
        try:
            found = self._run(self._select_claims(by_fact=True) if by_fact else self.select(table))
            while batch := found.fetchmany(BATCH):
                yield from batch
        except sqlite3.DatabaseError as error:
            raise _explain_damage(error) from error

    def slices(self, size: int) -> Iterator[tuple[str, dict[str, object]]]:
        """Yield queries, and their values, that together give the rows of claims, so many each."""
        select = self._select_claims().partition("ORDER BY")[0]
        order = "ORDER BY claim.day_from DESC, claim.id"
        after, values = "", dict[str, object]()
        while True:
            sql = (
                f"SELECT claim.day_from, claim.id FROM claim INDEXED BY claim_day WHERE 1{self._known}{after}"
            )
            last = self._run(f"{sql} {order} LIMIT 1 OFFSET {size - 1}", values).fetchone()
            if last is None:
                yield f"{select}{after} {order}", values
                return
            until = " AND claim.day_from >= :day AND (claim.day_from > :day OR claim.id <= :id)"
            yield f"{select}{after}{until} {order}", {**values, "day": last[0], "id": last[1]}
            after = " AND claim.day_from <= :past AND (claim.day_from < :past OR claim.id > :seen)"
            values = {"past": last[0], "seen": last[1]}

    def select(self, table: Table, *, count: bool = False) -> str:
        """Return the query that gives a table its rows, or one that gives as many."""
        if table is CLAIMS:
            return f"SELECT 1 FROM claim WHERE 1{self._known}" if count else self._select_claims()
        if table is VERDICTS:
            return self._select_verdicts()
        if table is POSITIONS:
            return "SELECT 1 FROM temp.place" if count else self._select_positions()
        kind = next(kind for kind, one in RECORDS.items() if one is table)
        return self._select_records(kind, table)

    def _run(self, sql: str, values: Sequence[object] | Mapping[str, object] = ()) -> sqlite3.Cursor:
        try:
            return self.connection.execute(sql, values)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            raise _explain_damage(error) from error

    @property
    def _counts(self) -> str:
        """The condition under which a claim counts, in the words of `conflicts.engine`."""
        later = self._known.replace("claim.", "later.")
        return f"""(line.line->>'$.value' IS NOT NULL AND claim.stance <> 'withholds'
          AND line.line->>'$.retracted' IS NULL AND ifnull(claim.status, '') <> 'conditional'
          AND NOT EXISTS (SELECT 1 FROM revision CROSS JOIN claim AS later ON later.id = revision.claim
            CROSS JOIN line AS new ON new.seq = later.seq
            WHERE revision.revised = claim.id AND later.fact = claim.fact
            AND new.line->>'$.retracted' IS NULL{later}))"""

    def _prepare(self) -> None:
        """Make the temporary tables."""
        for name in ("meaning", "place", "verdict"):
            self._run(f"DROP TABLE IF EXISTS temp.{name}")
        self._run(_MEANINGS)
        self._fill_meanings()
        self._run(_POSITIONS)
        self._fill_positions()
        if self.archive.as_of is not None:
            self._fill_verdicts()

    def _fill_meanings(self) -> None:
        kinds: dict[int, tuple[str, str]] = {}
        for number, kind, record in self._run("SELECT num, sub, json FROM entity WHERE kind = 'property'"):
            kinds[number] = kind, json.loads(record).get("unit") or ""
        vocabulary = self.archive.vocabulary

        moments: set[str] = set()

        def explain(rows: Iterable[tuple[int, str | None, str | None]]) -> Iterator[tuple[Any, ...]]:
            for number, raw, at in rows:
                if at is not None:
                    moments.add(at)
                if raw is not None:
                    kind, unit = kinds[number]
                    yield number, raw, *_explain_raw(kind, raw, unit, vocabulary)

        add = f"INSERT OR IGNORE INTO temp.meaning VALUES ({', '.join('?' * 10)})"
        given = self._run(
            "SELECT DISTINCT claim.property, line.line->>'$.value', line.line->>'$.at' "
            f"FROM claim CROSS JOIN line USING (seq) WHERE 1{self._known}"
        )
        self.connection.executemany(add, explain(_hold(given)))
        for name in ("published", "retrieved"):
            sql = f"SELECT DISTINCT json->>'$.{name}' FROM entity WHERE kind = 'document'"
            moments.update(row[0] for row in self._run(sql) if row[0])
        self.connection.executemany(
            add, ((NO_VALUE, one, *_explain_raw("date", one, "", vocabulary)) for one in sorted(moments))
        )

    def _fill_positions(self) -> None:
        unnamed = "SELECT num FROM entity WHERE kind = 'actor' AND sub = 'unnamed'"
        sql = f"""
          INSERT INTO temp.place
          SELECT fact, key, stance,
            row_number() OVER (
              PARTITION BY fact ORDER BY most DESC, reports DESC, stance <> 'asserts', value, key),
            value, raw, max(named, 1), most, reports, claims
          FROM (
            SELECT claim.fact AS fact, meaning.key AS key, claim.stance AS stance,
              count(DISTINCT claim.who) AS most,
              count(DISTINCT CASE WHEN claim.who NOT IN ({unnamed}) THEN claim.who END) AS named,
              count(DISTINCT claim.document) AS reports, count(*) AS claims,
              min(claim.id), meaning.value AS value, meaning.raw AS raw
            FROM claim CROSS JOIN line USING (seq)
            CROSS JOIN temp.meaning
              ON meaning.property = claim.property AND meaning.raw = line.line->>'$.value'
            WHERE {self._counts}{self._known}
            GROUP BY claim.fact, meaning.key, claim.stance)"""
        self._run(sql)

    def _fill_verdicts(self) -> None:
        """Take the facts as they stood on the day, which the index does not keep."""
        names = ("key", "about", "property", "verdict", "cause", "why", "claims", "positions", "least",
                 "most", "reports", "self")  # fmt: skip
        self._run(f"CREATE TEMP TABLE verdict ({', '.join(names)})")
        self.connection.executemany(
            f"INSERT INTO temp.verdict VALUES ({', '.join('?' * len(names))})",
            (
                (one.key, one.about, one.property, one.verdict, one.cause, one.why, one.claims, one.positions,
                 *one.origins, one.reports, one.self_contradicting)
                for one in self.archive.facts_by_key()
            ),
        )  # fmt: skip

    def _select_claims(self, *, by_fact: bool = False) -> str:
        order = "claim.day_from DESC, claim.id"
        claims = "claim INDEXED BY claim_day"
        if by_fact:
            order = f"fact.key, {order}"
            claims = (
                "fact INDEXED BY fact_key CROSS JOIN claim INDEXED BY claim_fact ON claim.fact = fact.num"
            )
        own = {name: f"line.line->>'$.{name}'" for name in CLAIMS.names}
        bounds = {
            name: f"meaning.{name}"
            for name in ("value", "value_text", "earliest", "latest", "low", "high", "unit")
        }
        given = own | bounds | {
            "id": "claim.id",
            "fact": "subject.id || '.' || asked.id",
            "about": "subject.id",
            "about_name": "subject.name",
            "property": "asked.id",
            "type": "asked.sub",
            "stance": "claim.stance",
            "status": "claim.status",
            "at_earliest": "moment.earliest",
            "at_latest": "moment.latest",
            "when_earliest": _write_day("claim.day_from"),
            "when_latest": _write_day("claim.day_to"),
            "position": f"CASE WHEN {self._counts} THEN place.position END",
        }  # fmt: skip
        cells = ", ".join(f"{given[name]} AS {quote(name)}" for name in CLAIMS.names)
        return f"""
          SELECT {cells} FROM {claims} CROSS JOIN line ON line.seq = claim.seq
          CROSS JOIN entity AS subject ON subject.num = claim.fact / {ABOUT}
          CROSS JOIN entity AS asked ON asked.num = claim.property
          LEFT JOIN temp.meaning ON meaning.property = claim.property AND meaning.raw = line.line->>'$.value'
          LEFT JOIN temp.meaning AS moment ON moment.property = {NO_VALUE} AND moment.raw = line.line->>'$.at'
          LEFT JOIN temp.place ON place.fact = claim.fact AND place.key = meaning.key
            AND place.stance = claim.stance
          WHERE 1{self._known} ORDER BY {order}"""

    def _select_verdicts(self) -> str:
        judged = "fact" if self.archive.as_of is None else "temp.verdict"
        return f"""
          SELECT judged.key, judged.about, judged.property, subject.name || ': ' || asked.name, asked.sub,
            judged.verdict, judged.cause, judged.why, judged.claims, judged.positions, judged.least,
            judged.most, judged.reports, judged.self
          FROM {judged} AS judged
          CROSS JOIN entity AS subject ON subject.num = (
            SELECT num FROM entity WHERE kind IN ('event', 'actor', 'place') AND id = judged.about)
          CROSS JOIN entity AS asked ON asked.kind = 'property' AND asked.id = judged.property
          ORDER BY judged.key"""

    def _select_positions(self) -> str:
        bounds = ", ".join(
            f"meaning.{name}" for name in ("value_text", "earliest", "latest", "low", "high", "unit")
        )
        return f"""
          SELECT subject.id || '.' || asked.id AS fact, place.position, place.value, {bounds}, place.stance,
            place.origins_least, place.origins_most, place.reports, place.claims
          FROM temp.place CROSS JOIN entity AS subject ON subject.num = place.fact / {ABOUT}
          CROSS JOIN entity AS asked ON asked.num = place.fact % {ABOUT}
          CROSS JOIN temp.meaning ON meaning.property = asked.num AND meaning.raw = place.raw
          ORDER BY fact, place.position"""

    def _select_records(self, kind: str, table: Table) -> str:
        cells = []
        joins = ""
        for column in table.columns:
            field, _, end = column.name.partition("_")
            if end in {"earliest", "latest"}:
                cells.append(f"{field}.{end}")
                if end == "earliest":
                    joins += (
                        f" LEFT JOIN temp.meaning AS {field} ON {field}.property = {NO_VALUE}"
                        f" AND {field}.raw = entity.json->>'$.{field}'"
                    )
            else:
                empty = "ifnull({}, '[]')" if column.type == LIST else "{}"
                cells.append(empty.format(f"entity.json->>'$.{column.name}'"))
        known = ""
        if self.archive.as_of is not None and kind == "document":
            known = f" AND ifnull(entity.day, -9e18) <= {self.archive.as_of}"
        where = f"WHERE entity.kind = '{kind}'{known} ORDER BY entity.num"
        return f"SELECT {', '.join(cells)} FROM entity{joins} {where}"


def quote(name: str) -> str:
    """Write a name for SQL: some, such as `when`, are words of its own."""
    return f'"{name}"'


def _write_day(column: str) -> str:
    """Write a day's number as YYYY-MM-DD; nothing where it is open, unknown, or of a strange year."""
    seconds = f"({column} - {day_ordinal(1970, 1, 1)}) * 86400"
    return f"CASE WHEN {column} BETWEEN {FIRST_DAY} AND {LAST_DAY} THEN date({seconds}, 'unixepoch') END"


def _hold(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Yield rows many at a time, so that the query and what is made of them do not wait for each other."""
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield from batch


def _explain_raw(kind: str, raw: str, unit: str, vocabulary: Any) -> tuple[Any, ...]:
    """Return the key of a value as the index has it, its notation, its words, its bounds and their unit."""
    reader = type_named(kind)
    try:
        value = reader.parse(json.loads(raw) if raw.startswith("[") and reader.refers_to else raw)
    except TalksError:
        # No store that is valid has such a value; a type that was registered by others may be missing.
        return raw, raw, raw, None, None, None, None, None
    return _write_key(value.key), *explain_value(kind, value, unit, vocabulary)


def explain_value(kind: str, value: Any, unit: str, vocabulary: Any) -> tuple[Any, ...]:
    """Return a value's notation, its words, its bounds and their unit, as the tables have them."""
    reader = type_named(kind)
    notation = reader.write(value)
    written = notation if isinstance(notation, str) else ",".join(notation)
    words = reader.show(value, vocabulary, unit)
    earliest = latest = low = high = of = None
    if reader.has_days:
        spans, _ = reader.days(value)
        earliest, latest = name_day(spans[0][0]), name_day(spans[-1][1])
    elif (bounds := reader.measure(value)) is not None:
        low, high = _fit(bounds[0]), _fit(bounds[1])
        of = bounds[2] or unit or None
    return written, words, earliest, latest, low, high, of


def name_day(day: int) -> str | None:
    """Write a day's number as YYYY-MM-DD, as `_write_day` does in SQL."""
    from talkscli.values.edtf_calendar import iso_day

    return iso_day(day) if FIRST_DAY <= day <= LAST_DAY else None


def _fit(number: "int | float | None") -> int | float | None:
    return float(number) if isinstance(number, int) and abs(number) >= _LARGEST else number


def _write_key(key: Hashable) -> str:
    """Write a key as text, the same for keys that are equal."""
    if isinstance(key, frozenset):
        return f"{{{','.join(sorted(map(_write_key, key)))}}}"
    if isinstance(key, tuple):
        return f"({','.join(map(_write_key, key))})"
    return repr(key)


def _explain_damage(error: sqlite3.DatabaseError) -> StoreError:
    return StoreError(f"the index was damaged: {error}", hint="run the command again: it is made anew")
