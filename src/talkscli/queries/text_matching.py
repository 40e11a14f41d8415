"""The claims that the conditions of a search meet, in their order, at a cost that few of them bear.

Words that few claims have say which claim is better (bm25). Words that very many have only narrow: telling
which of a hundred thousand short texts is better says little, and takes a look at each. Where all words are
such, the newest claims come first, and only so many are looked at as are wanted.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.errors import UnknownNameError
from talkscli.index.schema import ABOUT, NEWEST_FIRST
from talkscli.index.spelling import read_words
from talkscli.queries.facts import write_where
from talkscli.queries.name_words import find_named
from talkscli.queries.rows import ClaimRow

if TYPE_CHECKING:
    from talkscli.queries.session import Session
    from talkscli.queries.text_query import Condition

MOST_RANKED = 2000
"""A condition that more claims meet does not count in the order."""

_FEW = 5000
"""So many claims are sorted without a thought."""
_WALKED = 4000
"""So many claims are looked at in their order, before all that have the words are sorted."""

Rows = Iterator[tuple[str, float]]
"""Lines and scores; the lower the score, the better."""
Clauses = tuple[list[str], list[object]]
"""Conditions on the table `claim`, with their values."""
_NONE: Clauses = ([], [])

_KINDS = {
    "who": ("actor",),
    "outlet": ("actor",),
    "about": ("actor", "place", "event"),
    "property": ("property",),
}


def is_common(session: "Session", one: "Condition") -> bool:
    """Tell whether more claims have the words of a condition than are ranked."""
    if one.common is None:
        # To count what very many words begin, all their claims would have to be listed.
        one.common = one.wide or not _match_at_most(session, one.expression, MOST_RANKED)
    return one.common


def are_few(session: "Session", wanted: Sequence["Condition"]) -> bool:
    """Tell whether so few claims have the words that looking at each is quick."""
    said = [one for one in wanted if not one.field]
    if any(one.wide for one in said) or all(one.absent for one in said):
        return False
    return _match_at_most(session, _write_words(said), MOST_RANKED)


def _match_at_most(session: "Session", expression: str, most: int) -> bool:
    sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return bool(session.first(sql, (expression, most + 1))[0] <= most)


def find_hits(
    session: "Session", wanted: Sequence["Condition"], limit: int | None, tags: Sequence[str] = ()
) -> tuple[Rows, bool]:
    """Return the lines and scores of the claims wanted, and whether they come by their age alone."""
    fields = meet_fields(session, wanted)
    fields[0].extend(session.known)
    if tags:
        from talkscli.queries.tags import meet_tags

        condition, values, _ = meet_tags(session, tags, _FEW)
        fields[0].append(condition)
        fields[1].extend(values)
    said = [one for one in wanted if not one.field]
    ranking = [one for one in said if not one.absent and not is_common(session, one)]
    if ranking:
        return _rank(session, said, ranking, fields, limit), False
    found = _list_newest(session, said, fields, limit)
    return ((line, -1.0) for line in found), any(not one.absent for one in said)


def _rank(
    session: "Session",
    said: Sequence["Condition"],
    ranking: Sequence["Condition"],
    fields: Clauses,
    limit: int | None,
) -> Rows:
    conditions, values = fields
    narrow = [one for one in said if not one.wide]
    if len(narrow) > len(ranking):
        # Without the sign each number would be looked for on its own, which takes longer.
        conditions.append("+words.rowid IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(_write_words(narrow))
    for condition, value in _find_beginnings(session, said):
        conditions.append(condition)
        values.append(value)
    where = "".join(f" AND {condition}" for condition in conditions)
    sql = (
        "SELECT line.line, hit.score FROM (SELECT words.rowid AS seq, rank AS score "
        "FROM words CROSS JOIN claim ON claim.seq = words.rowid "
        f"WHERE words MATCH ?{where} ORDER BY rank, {NEWEST_FIRST} LIMIT ?) AS hit "
        "CROSS JOIN line ON line.seq = hit.seq"
    )
    return session.run(sql, [_write_words(ranking), *values, -1 if limit is None else limit])


def _list_newest(
    session: "Session", said: Sequence["Condition"], fields: Clauses, limit: int | None
) -> Iterator[str]:
    """Yield the lines of claims with these words, newest first."""
    if limit is not None:
        narrow = [one for one in said if not one.absent and not one.wide]
        few = bool(fields[0]) and _are_few(session, fields)
        if few or not narrow or not _match_at_most(session, _write_words(narrow), _FEW):
            # Those that are few or newest are tested in their order, and no more of them than are wanted.
            inner, most, outer = (fields, _FEW, _NONE) if few else ((session.known, []), _WALKED, fields)
            table = f"claim{'' if few else ' INDEXED BY claim_day'}{write_where(inner[0])}"
            newest = f"(SELECT * FROM {table} ORDER BY {NEWEST_FIRST} LIMIT {most}) AS claim"
            conditions, values = _join(outer, meet_words(session, said, one_by_one=True))
            found = list(_read_lines(session, newest, (conditions, [*inner[1], *values]), "", limit))
            if few or len(found) == limit:
                yield from found
                return
    clauses = _join(fields, meet_words(session, said, one_by_one=False))
    yield from _read_lines(session, "claim", clauses, NEWEST_FIRST, limit)


def _are_few(session: "Session", fields: Clauses) -> bool:
    sql = f"SELECT count(*) FROM (SELECT 1 FROM claim WHERE {' AND '.join(fields[0])} LIMIT {_FEW + 1})"
    return bool(session.first(sql, fields[1])[0] <= _FEW)


def _join(some: Clauses, others: Clauses) -> Clauses:
    return [*some[0], *others[0]], [*some[1], *others[1]]


def _read_lines(
    session: "Session", table: str, clauses: Clauses, order: str, limit: int | None
) -> Iterator[str]:
    chosen = write_where(clauses[0]) + (f" ORDER BY {order}" if order else "")
    sql = (
        f"SELECT line.line FROM (SELECT claim.seq AS seq FROM {table}{chosen} LIMIT ?) AS hit "
        "CROSS JOIN line ON line.seq = hit.seq"
    )
    for (line,) in session.run(sql, [*clauses[1], -1 if limit is None else limit]):
        yield line


def match_claims(session: "Session", wanted: Sequence["Condition"]) -> tuple[str, list[object]]:
    """Return a condition on the table `claim`, with its values, for the claims that a query matches."""
    said = [one for one in wanted if not one.field]
    conditions, values = _join(meet_fields(session, wanted), meet_words(session, said, one_by_one=False))
    return " AND ".join(conditions), values


def meet_words(session: "Session", said: Sequence["Condition"], *, one_by_one: bool) -> Clauses:
    """Write the conditions on words for the table `claim`.

    Args:
        session: The index.
        said: Conditions on words.
        one_by_one: Whether few claims are tested, each by itself; otherwise all that match are listed.
    """
    conditions: list[str] = []
    values: list[object] = []
    asked = [one for one in said if not (one_by_one and one.wide)]
    if asked:
        sign = "NOT " if all(one.absent for one in asked) else ""
        rows = "SELECT rowid FROM words WHERE words MATCH ?"
        conditions.append(
            f"{sign}EXISTS ({rows} AND rowid = claim.seq)" if one_by_one else f"claim.seq {sign}IN ({rows})"
        )
        values.append(_write_words(asked))
    if one_by_one:
        for condition, value in _find_beginnings(session, said):
            conditions.append(condition)
            values.append(value)
    return conditions, values


def _write_words(said: Iterable["Condition"]) -> str:
    """Write conditions as FTS5 reads them; where none has to be there, what must not be."""
    said = list(said)
    present = " AND ".join(one.expression for one in said if not one.absent)
    absent = " OR ".join(one.expression for one in said if one.absent)
    return f"({present}) NOT ({absent})" if present and absent else present or absent


def _find_beginnings(session: "Session", said: Iterable["Condition"]) -> Iterator[tuple[str, str]]:
    """Yield a condition for each beginning that very many words have: FTS5 would list all their claims."""
    for one in said:
        if one.wide:
            session.define("begins", 2, _has_beginning)
            line = "(SELECT line.line FROM line WHERE line.seq = claim.seq)"
            yield f"{'NOT ' if one.absent else ''}begins(?, {line})", " ".join(one.words)


def _has_beginning(words: str, line: str) -> bool:
    """Tell whether words stand together in what a claim says, the last as the beginning of one."""
    *before, last = map(_fold, words.split())
    said = [_fold(word) for word in read_words(ClaimRow(line).spoken)]
    size = len(before)
    return any(
        word.startswith(last) and said[place - size : place] == before
        for place, word in enumerate(said)
        if place >= size
    )


def _fold(word: str) -> str:
    """Return a word as FTS5 keeps it."""
    if word.isascii():
        return word.lower()
    from unicodedata import combining, normalize

    return "".join(letter for letter in normalize("NFD", word.lower()) if not combining(letter))


def meet_fields(session: "Session", wanted: Sequence["Condition"]) -> Clauses:
    """Write the conditions on fields for the table `claim`, with their values.

    Raises:
        UnknownNameError: nothing is called as a condition asks.
    """
    conditions: list[str] = []
    for one in wanted:
        if not one.field:
            continue
        found = find_named(session, one, _KINDS[one.field])
        if not found:
            raise _explain_unknown(session, one)
        numbers = ",".join(map(str, found))
        if one.field == "outlet":
            numbers = (
                "SELECT document.num FROM entity AS outlet JOIN entity AS document "
                "ON document.kind = 'document' AND document.sub = outlet.id "
                f"WHERE outlet.num IN ({numbers})"
            )
        elif one.field == "about":
            numbers = list_facts_about(numbers)
        column = {"outlet": "document", "about": "fact"}.get(one.field, one.field)
        conditions.append(f"claim.{column} {'NOT ' if one.absent else ''}IN ({numbers})")
    return conditions, []


def _explain_unknown(session: "Session", one: "Condition") -> UnknownNameError:
    """Say that nothing is called as a condition asks, and what is called nearly so."""
    from talkscli.queries.names_lookup import find_name

    try:
        found = find_name(session, one.text, ("outlet",) if one.field == "outlet" else _KINDS[one.field])
    except UnknownNameError as error:
        return error
    return UnknownNameError(one.text, found.kind, [found.name])


def list_facts_about(subjects: str) -> str:
    """Write the query for the numbers of the facts about some subjects."""
    return (
        "SELECT fact.num FROM entity CROSS JOIN fact "
        f"ON fact.num BETWEEN entity.num * {ABOUT} AND entity.num * {ABOUT} + {ABOUT - 1} "
        f"WHERE entity.num IN ({subjects})"
    )
