"""Facts by what they are called and by what their claims say.

A fact is called by its key, by the names of what it is about, and by its property. Each word of a query must
stand there, or in the claim in which the other words stand: "third round date" has all of them in the names,
"Peskov one venue" one in a claim. A query that as a whole names something, in any way in which names are
found, means the facts about it too: "R. T. Erdogan".
"""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.index.schema import ABOUT
from talkscli.queries.facts import FACT_COLUMNS, WORST_FIRST, write_where
from talkscli.queries.name_words import find_named
from talkscli.queries.names_lookup import find_names
from talkscli.queries.spellings import prepare_query
from talkscli.queries.text_matching import is_common, list_facts_about, meet_fields, meet_words

if TYPE_CHECKING:
    from talkscli.queries.facts import Conditions
    from talkscli.queries.session import Session
    from talkscli.queries.text_query import Condition

_FEW = 500
"""The facts of so many subjects are listed at once."""
_WALKED = 500
"""So many facts are looked at in their order, before all that are meant are listed and sorted."""
_SPELLINGS = 16
"""Fewer facts, if the words have more spellings than this: for each claim FTS5 opens each of them anew."""
_SUBJECTS = ("event", "actor", "place")


class Topic:
    """A query for facts: its conditions, and what they name."""

    def __init__(self, session: "Session", query: str) -> None:
        self.session = session
        wanted = prepare_query(session, query)
        self.fields = meet_fields(session, wanted)
        self.said = [one for one in wanted if not one.field]
        self.named = {one: _find_facts_named(session, one) for one in self.said}
        self.whole = _Named()
        """The subjects and properties that the whole query names."""
        plain = '"' not in query and not any(one.field or one.absent or one.prefix for one in wanted)
        # What very many things are called names none of them.
        if plain and (len(self.said) > 1 or len(self.named[self.said[0]].subjects) <= _FEW):
            for found in find_names(session, query, (*_SUBJECTS, "property")):
                self.whole.add(found.kind, session.number(found.kind, found.ids[0]))

    def list_few(self) -> list[int] | None:
        """List facts among which all that are meant are, if one condition leaves only few; otherwise None."""
        if not self.whole.is_narrow():
            return None
        for one in self.said:
            named = self.named[one]
            if not one.absent and named.is_narrow() and not is_common(self.session, one):
                sql = (
                    "SELECT DISTINCT claim.fact FROM words CROSS JOIN claim ON claim.seq = words.rowid "
                    "WHERE words MATCH ?"
                )
                said = [row[0] for row in self.session.run(sql, (one.expression,))]
                return list({*said, *named.list_facts(self.session), *self.whole.list_facts(self.session)})
        return None

    def write(self, *, one_by_one: bool) -> tuple[str, list[object]]:
        """Write the condition on the table `fact` that a fact is meant.

        Args:
            one_by_one: Whether few facts are tested, each by itself; otherwise all that are meant are listed.
        """
        conditions, values = [*self.fields[0], *self.session.known], [*self.fields[1]]
        for one in self.said:
            (test,), tested = meet_words(self.session, [one], one_by_one=one_by_one)
            named = self.named[one].write("claim.fact")
            conditions.append(f"(NOT {named} AND {test})" if one.absent else f"({named} OR {test})")
            values += tested
        among = " AND ".join(conditions)
        if one_by_one:
            clause = f"EXISTS (SELECT 1 FROM claim WHERE claim.fact = fact.num AND {among})"
        else:
            clause = f"fact.num IN (SELECT claim.fact FROM claim WHERE {among})"
        return f"({clause} OR {self.whole.write('fact.num')})", values


class _Named:
    """What some words name: facts by their keys, subjects and properties, by their numbers."""

    __slots__ = ("keys", "properties", "subjects")

    def __init__(self) -> None:
        self.keys: list[int] = []
        self.subjects: list[int] = []
        self.properties: list[int] = []

    def add(self, kind: str, number: int | None) -> None:
        """Add a subject or a property."""
        if number is not None:
            (self.properties if kind == "property" else self.subjects).append(number)

    def is_narrow(self) -> bool:
        """Tell whether the facts so named can be listed at once."""
        return not self.properties and len(self.subjects) <= _FEW

    def list_facts(self, session: "Session") -> list[int]:
        """List the facts so named; not by their property."""
        subjects = list_facts_about(",".join(map(str, self.subjects)))
        return [*self.keys, *(row[0] for row in session.run(subjects))]

    def write(self, column: str) -> str:
        """Write the condition that the fact in a column is so named."""
        keys, subjects, properties = (
            ",".join(map(str, numbers)) for numbers in (self.keys, self.subjects, self.properties)
        )
        return (
            f"({column} IN ({keys}) OR {column} / {ABOUT} IN ({subjects}) "
            f"OR {column} % {ABOUT} IN ({properties}))"
        )


def _find_facts_named(session: "Session", one: "Condition") -> _Named:
    named = _Named()
    row = session.first("SELECT num FROM fact WHERE key = ?", (one.text.lower(),))
    named.keys = list(row or ())
    named.subjects = find_named(session, one, _SUBJECTS)
    named.properties = find_named(session, one, ("property",))
    return named


def find_facts(
    session: "Session", query: str, among: "Conditions", limit: int | None
) -> Iterator[Sequence[Any]]:
    """Yield the rows of the facts that a query matches, in the order in which facts are listed."""
    topic = Topic(session, query)
    clause, matched = topic.write(one_by_one=True)
    few = topic.list_few()
    most = -1 if limit is None else limit
    if few is not None:
        sql = (
            f"SELECT {FACT_COLUMNS} FROM (SELECT value AS num FROM json_each(?)) AS hit "
            f"CROSS JOIN fact ON fact.num = hit.num{write_where([*among[0], clause])} "
            f"ORDER BY {WORST_FIRST} LIMIT ?"
        )
        yield from session.run(sql, [json.dumps(few), *among[1], *matched, most])
        return
    if limit is not None:
        spellings = sum(one.expression.count('"') // 2 for one in topic.said)
        walked = _WALKED * _SPELLINGS // max(_SPELLINGS, spellings)
        first = f"SELECT * FROM fact{write_where(among[0])} ORDER BY {WORST_FIRST} LIMIT {walked}"
        sql = f"SELECT {FACT_COLUMNS} FROM ({first}) AS fact WHERE {clause} LIMIT ?"
        found = list(session.run(sql, [*among[1], *matched, limit]))
        if len(found) == limit:
            yield from found
            return
    clause, matched = topic.write(one_by_one=False)
    where = write_where([*among[0], clause])
    sql = f"SELECT {FACT_COLUMNS} FROM fact{where} ORDER BY {WORST_FIRST} LIMIT ?"
    yield from session.run(sql, [*among[1], *matched, most])


def match_facts(session: "Session", query: str) -> tuple[str, list[object]]:
    """Return a condition on the table `fact`, with its values, for the facts that a query matches."""
    topic = Topic(session, query)
    few = topic.list_few()
    if few is None:
        return topic.write(one_by_one=False)
    clause, matched = topic.write(one_by_one=True)
    return f"fact.num IN (SELECT value FROM json_each(?)) AND {clause}", [json.dumps(few), *matched]
