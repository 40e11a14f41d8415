"""Facts by what they are called and by what their claims say.

A fact is called by its key, by the names of what it is about, and by its property. Each word of a query must
stand there, or in the claim in which the other words stand: "third round date" has all of them in the names,
"Peskov one venue" one in a claim. A query that as a whole names something, in any way in which names are
found, means the facts about it too: "R. T. Erdogan".
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from talkscli.errors import UnknownNameError
from talkscli.index.schema import ABOUT
from talkscli.queries.name_words import find_called
from talkscli.queries.search import Wanted, prepare_query
from talkscli.queries.text_matching import is_common, keep_matching, list_facts, meet_fields

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

_FEW = 500
"""The facts of so many subjects are listed at once."""
_FIRST = 32
_WALKED = 8192

Conditions = tuple[Sequence[str], Sequence[object]]
"""Conditions on the table `fact`, with their values."""


class Topic:
    """A query for facts: its conditions, and what they name."""

    def __init__(self, archive: "Archive", query: str) -> None:
        self.archive = archive
        self.wanted = prepare_query(archive, query)
        self.said = [one for one in self.wanted if not one.field]
        self.named = {one: _Named(archive, one) for one in self.said}
        self.fields = meet_fields(archive, self.wanted)
        plain = '"' not in query and not any(one.field or one.absent or one.prefix for one in self.wanted)
        # What very many things are called names none of them.
        many = all(len(named.subjects) > _FEW for named in self.named.values())
        self.whole = (
            _find_whole(archive, query) if plain and not (many and len(self.said) == 1) else _Named(archive)
        )
        """The subjects and properties that the whole query names."""
        self.looks = 0
        """In how many places of the index of words was looked."""

    def list_few(self) -> list[int] | None:
        """List the facts if one condition leaves only few to look at; otherwise None."""
        if not self.whole.is_narrow():
            return None
        for one in self.said:
            if not one.absent and self.named[one].is_narrow() and not is_common(self.archive, one):
                break
        else:
            return None
        facts = dict.fromkeys(self.named[one].list_facts(self.archive))
        sql = (
            "SELECT DISTINCT claim.fact FROM words CROSS JOIN claim ON claim.seq = words.rowid "
            "WHERE words MATCH ?"
        )
        facts.update((row[0], None) for row in self.archive.run(sql, (one.expression,)))
        found = list(facts) if self.wanted == [one] else self.keep(list(facts))
        return [*found, *self.whole.list_facts(self.archive)]

    def keep(self, facts: Sequence[int]) -> list[int]:
        """Keep those of some facts that are meant, in their order."""
        conditions, values = self.fields
        where = "".join(f" AND {condition}" for condition in conditions)
        sql = f"SELECT seq, fact FROM claim WHERE fact IN (SELECT value FROM json_each(?)){where}"
        claims = dict(self.archive.run(sql, [json.dumps(facts), *values]))
        for one in self.said:
            named = self.named[one]
            if one.absent:
                claims = {seq: fact for seq, fact in claims.items() if not named.has(fact)}
            asked = [seq for seq, fact in claims.items() if one.absent or not named.has(fact)]
            kept, looks = keep_matching(self.archive, [one], asked)
            self.looks += looks
            missing = set(asked).difference(kept)
            claims = {seq: fact for seq, fact in claims.items() if seq not in missing}
        found = set(claims.values())
        return [fact for fact in facts if fact in found or self.whole.has(fact)]

    def write(self) -> tuple[str, list[object]]:
        """Write the condition on the table `fact` for all facts that are meant."""
        conditions, values = [*self.fields[0]], [*self.fields[1]]
        for one in self.said:
            said = "claim.seq IN (SELECT rowid FROM words WHERE words MATCH ?)"
            either = f"({self.named[one].write('claim.fact')} OR {said})"
            conditions.append(f"NOT {either}" if one.absent else either)
            values.append(one.expression)
        clause = f"fact.num IN (SELECT fact FROM claim WHERE {' AND '.join(conditions)})"
        return f"({clause} OR {self.whole.write('fact.num')})", values


class _Named:
    """What a condition names: facts by their keys, subjects and properties."""

    __slots__ = ("keys", "properties", "subjects")

    def __init__(self, archive: "Archive", one: Wanted | None = None) -> None:
        self.keys: set[int] = set()
        self.subjects: set[int] = set()
        self.properties: set[int] = set()
        if one is not None:
            key = (one.text.lower(),)
            self.keys = {row[0] for row in archive.run("SELECT num FROM fact WHERE key = ?", key)}
            self.subjects = set(find_called(archive, one, ("actor", "place", "event")))
            self.properties = set(find_called(archive, one, ("property",)))

    def is_narrow(self) -> bool:
        """Tell whether the facts so named can be listed at once."""
        return not self.properties and len(self.subjects) <= _FEW

    def has(self, fact: int) -> bool:
        """Tell whether a fact is so named."""
        return fact in self.keys or fact // ABOUT in self.subjects or fact % ABOUT in self.properties

    def list_facts(self, archive: "Archive") -> list[int]:
        """List the facts so named; not by their property."""
        subjects = list_facts(",".join(map(str, self.subjects)))
        return [*self.keys, *(row[0] for row in archive.run(subjects))]

    def write(self, column: str) -> str:
        """Write the condition that the fact in a column is so named."""
        keys, subjects, properties = (
            ",".join(map(str, sorted(numbers))) for numbers in (self.keys, self.subjects, self.properties)
        )
        return (
            f"({column} IN ({keys}) OR {column} / {ABOUT} IN ({subjects}) "
            f"OR {column} % {ABOUT} IN ({properties}))"
        )


def find_facts(
    archive: "Archive", query: str, among: Conditions, limit: int | None
) -> Iterator[Sequence[Any]]:
    """Yield the rows of the facts that a query matches, in the order in which facts are listed."""
    from talkscli.queries.archive import FACT_COLUMNS

    topic = Topic(archive, query)
    found = topic.list_few()
    if found is None and limit is not None:
        found = _walk(topic, among, limit)
    if found is None:
        clause, matched = topic.write()
        table, conditions, values = "fact", [*among[0], clause], [*among[1], *matched]
    else:
        table = "(SELECT value AS num FROM json_each(?)) AS hit CROSS JOIN fact ON fact.num = hit.num"
        conditions, values = [*among[0]], [json.dumps(list(dict.fromkeys(found))), *among[1]]
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    sql = f"SELECT {FACT_COLUMNS} FROM {table}{where} ORDER BY rank, claims DESC, key LIMIT ?"
    yield from archive.run(sql, [*values, -1 if limit is None else limit])


def match_facts(archive: "Archive", query: str) -> tuple[str, list[object]]:
    """Return a condition on the table `fact`, with its values, for the facts that a query matches."""
    topic = Topic(archive, query)
    found = topic.list_few()
    if found is None:
        return topic.write()
    return "fact.num IN (SELECT value FROM json_each(?))", [json.dumps(found)]


def _walk(topic: Topic, among: Conditions, limit: int) -> list[int] | None:
    """Look at facts in their order until enough are found; None where looking at all is quicker."""
    conditions, values = among
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = topic.archive.run(f"SELECT num FROM fact{where} ORDER BY rank, claims DESC, key", values)
    found: list[int] = []
    size, walked = _FIRST, 0
    reach = max(_WALKED, topic.archive.count("claim") // 2)
    while batch := [row[0] for row in islice(rows, size)]:
        found += topic.keep(batch)
        if len(found) >= limit:
            break
        walked += len(batch)
        if walked + topic.looks * 100 > reach:
            return None
        size *= 2
    return found


def _find_whole(archive: "Archive", query: str) -> _Named:
    """Find what a query names as a whole, but for near names."""
    from talkscli.queries.names_lookup import Known, find_name

    named = _Named(archive)
    known: Known = {}
    for kind in ("event", "actor", "place", "property"):
        try:
            found = find_name(archive, query, (kind,), near=False, known=known)
        except UnknownNameError:
            continue
        number = archive.number(kind, found.ids[0])
        if number is not None:
            (named.properties if kind == "property" else named.subjects).add(number)
    return named
