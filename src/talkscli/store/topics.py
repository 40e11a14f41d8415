"""Facts by what they are called and by what their claims say.

A fact is called by its key, by the names of what it is about, and by its property. Each word of a query must
stand there, or in the claim in which the other words stand: "third round date" has all of them in the names,
"Peskov one venue" one in a claim.
"""

from typing import TYPE_CHECKING

from talkscli.store.called import read_words
from talkscli.store.schema import ABOUT
from talkscli.store.search import Wanted, match_prepared, prepare_query
from talkscli.store.spelling import find_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.store.archive import SqlArchive

_KINDS = ("actor", "place", "event", "property")


def match_facts(archive: "SqlArchive", query: str) -> tuple[str, list[object]]:
    """Return a condition on the table `fact`, with its values, for the facts that a query matches."""
    wanted = prepare_query(archive, query)
    named = _find_named(archive, [one for one in wanted if not one.field])
    if not any(named.values()):
        clause, values = match_prepared(archive, wanted)
        return f"fact.num IN (SELECT fact FROM claim WHERE {clause})", values
    present = [one for one in wanted if not one.field and not one.absent]
    if wanted == present and len(wanted) == 1:
        one = wanted[0]
        clause = _is_called("fact.num", named[one])
        said = "SELECT fact FROM claim WHERE claim.seq IN (SELECT rowid FROM words WHERE words MATCH ?)"
        return f"({clause} OR fact.num IN ({said}))", [one.expression]
    conditions, values = [], []
    rest = [one for one in wanted if one.field]
    if rest:
        clause, values = match_prepared(archive, rest)
        conditions.append(clause)
    for one in wanted:
        if one.field:
            continue
        said = "claim.seq IN (SELECT rowid FROM words WHERE words MATCH ?)"
        either = f"({_is_called('claim.fact', named[one])} OR {said})" if named[one] else said
        conditions.append(f"NOT {either}" if one.absent else either)
        values.append(one.expression)
    return f"fact.num IN (SELECT fact FROM claim WHERE {' AND '.join(conditions)})", values


def _is_called(column: str, numbers: "Sequence[int]") -> str:
    """Write the condition that a fact, its subject or its property is one of these."""
    marks = ",".join(map(str, numbers))
    return f"({column} IN ({marks}) OR {column} / {ABOUT} IN ({marks}) OR {column} % {ABOUT} IN ({marks}))"


def _find_named(archive: "SqlArchive", wanted: "Sequence[Wanted]") -> dict[Wanted, list[int]]:
    """List for each condition the fact of that key, and the subjects and properties of facts so called."""
    found: dict[Wanted, dict[int, None]] = {one: {} for one in wanted}
    for condition, numbers in found.items():
        # No number of a fact is one of a record: it is that of its subject times very many.
        for (number,) in archive.run("SELECT num FROM fact WHERE key = ?", (condition.text.lower(),)):
            numbers[number] = None
    kinds = ",".join(repr(kind) for kind in _KINDS)
    sql = (
        "SELECT entity.num, name.form, entity.id FROM entity "
        "CROSS JOIN name ON name.num = entity.num AND name.way = 'exact' "
        f"WHERE entity.kind IN ({kinds}) AND entity.num IN "
        f"(SELECT num / {ABOUT} FROM fact UNION SELECT num % {ABOUT} FROM fact)"
    )
    forms: dict[str, list[set[str]]] = {}
    for number, name, one in archive.run(sql):
        for text in (name, one):
            if (words := forms.get(text)) is None:
                words = forms[text] = [set(find_forms(word)) for word in read_words(text)]
            for condition, numbers in found.items():
                if next(condition.find_in(words), None) is not None:
                    numbers[number] = None
    return {one: list(numbers) for one, numbers in found.items()}
