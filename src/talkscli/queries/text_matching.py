"""The claims that the conditions of a search meet, in their order, at a cost that few of them bear.

Words that few claims have say which claim is better (bm25). Words that very many have only narrow: telling
which of a hundred thousand short texts is better says little, and takes a look at each. Where all words are
such, the newest claims come first, and only so many are looked at as are wanted.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from talkscli.errors import UnknownNameError
from talkscli.index.schema import ABOUT, NEWEST_FIRST
from talkscli.index.spelling import read_words
from talkscli.queries.name_words import find_called
from talkscli.queries.rows import ClaimRow

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.search import Wanted

MOST_RANKED = 2000
"""A condition that more claims meet does not count in the order."""

_FEW = 4096
"""So many claims are sorted out at once."""
_FIRST = 128
_WALKED = 8192
_SEEK = 100
"""What it costs to look in one place for words, in claims walked by."""
_GAP = 1024
"""Numbers of claims that lie no farther apart are looked through in one go."""

Rows = Iterator[tuple[str, float]]
"""Lines and scores; the lower the score, the better."""

_KINDS = {
    "who": ("actor",),
    "outlet": ("actor",),
    "about": ("actor", "place", "event"),
    "property": ("property",),
}


def is_common(archive: "Archive", one: "Wanted") -> bool:
    """Tell whether more claims have the words of a condition than are ranked."""
    if one.common is None:
        sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
        # To count what very many words begin, all their claims would have to be listed.
        one.common = one.wide or archive.first(sql, (one.expression, MOST_RANKED + 1))[0] > MOST_RANKED
    return one.common


def are_few(archive: "Archive", wanted: Sequence["Wanted"]) -> bool:
    """Tell whether so few claims have the words that looking at each is quick."""
    expression = meet_words(wanted)
    if not expression or any(one.wide for one in wanted):
        return False
    sql = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
    return bool(archive.first(sql, (expression, MOST_RANKED + 1))[0] <= MOST_RANKED)


def find_hits(archive: "Archive", wanted: Sequence["Wanted"], limit: int | None) -> tuple[Rows, bool]:
    """Return the lines and scores of the claims wanted, and whether they come by their age alone."""
    conditions, values = meet_fields(archive, wanted)
    if archive.as_of is not None:
        conditions += [f"claim.day_from <= {archive.as_of}", f"claim.known <= {archive.as_of}"]
    said = [one for one in wanted if not one.field]
    ranking = [one for one in said if not one.absent and not is_common(archive, one)]
    if ranking:
        return _rank(archive, said, ranking, (conditions, values), limit), False
    found = _list_newest(archive, said, (conditions, values), limit)
    return ((line, -1.0) for line in found), any(not one.absent for one in said)


def _rank(
    archive: "Archive",
    said: Sequence["Wanted"],
    ranking: Sequence["Wanted"],
    fields: tuple[list[str], list[object]],
    limit: int | None,
) -> Rows:
    best = meet_words(ranking)
    conditions, values = [*fields[0]], [*fields[1]]
    if len(said) > len(ranking):
        narrow = [one for one in said if not one.wide]
        whole = meet_words(narrow)
        if any(one.wide for one in said):
            rows = archive.run("SELECT rowid FROM words WHERE words MATCH ?", (whole,))
            whole = _spell_out(archive, said, [row[0] for row in rows])
        # Without the sign each number would be looked for on its own, which takes longer.
        conditions.append("+words.rowid IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(whole)
    where = "".join(f" AND {condition}" for condition in conditions)
    sql = (
        "SELECT line.line, hit.score FROM (SELECT words.rowid AS seq, rank AS score "
        "FROM words CROSS JOIN claim ON claim.seq = words.rowid "
        f"WHERE words MATCH ?{where} ORDER BY rank, {NEWEST_FIRST} LIMIT ?) AS hit "
        "CROSS JOIN line ON line.seq = hit.seq"
    )
    yield from archive.run(sql, [best, *values, -1 if limit is None else limit])


def _list_newest(
    archive: "Archive",
    said: Sequence["Wanted"],
    fields: tuple[list[str], list[object]],
    limit: int | None,
) -> Iterator[str]:
    """Yield the lines of claims with these words, newest first."""
    conditions, values = fields
    where = "".join(f" AND {condition}" for condition in conditions)
    left = limit
    if limit is not None and conditions:
        sql = f"SELECT seq, -day_from, id FROM claim WHERE 1{where} LIMIT {_FEW + 1}"
        few = list(archive.run(sql, values))
        if len(few) <= _FEW:
            few.sort(key=itemgetter(1, 2))
            found = keep_matching(archive, said, [seq for seq, *_ in few])[0]
            yield from _read_lines(archive, found[:limit])
            return
    walked, size, reach = 0, _FIRST, _WALKED
    sql = f"SELECT seq FROM claim INDEXED BY claim_day WHERE 1{where} ORDER BY {NEWEST_FIRST}"
    newest = archive.run(sql, values)
    while left is not None and walked < reach:
        batch = [seq for (seq,) in islice(newest, size)]
        found, looks = keep_matching(archive, said, batch)
        yield from _read_lines(archive, found[:left])
        left -= len(found)
        if left <= 0 or len(batch) < size:
            return
        walked += size + looks * _SEEK
        size *= 2
        if walked >= reach == _WALKED:
            # Sorting all that have the words is cheaper at some point, and to know it they are counted.
            reach = max(reach, 2 * _count(archive, said))
    told = 0 if limit is None or left is None else limit - left
    yield from islice(_sort_newest(archive, said, fields, limit), told, None)


def _count(archive: "Archive", said: Sequence["Wanted"]) -> int:
    if not (expression := meet_words(said)):
        return int(archive.count("claim"))
    return int(archive.first("SELECT count(*) FROM words WHERE words MATCH ?", (expression,))[0])


def _sort_newest(
    archive: "Archive",
    said: Sequence["Wanted"],
    fields: tuple[list[str], list[object]],
    limit: int | None,
) -> Iterator[str]:
    conditions, values = ["1", *fields[0]], fields[1]
    table = "claim"
    if expression := meet_words(said):
        table = "words CROSS JOIN claim ON claim.seq = words.rowid"
        conditions, values = ["words MATCH ?", *conditions], [expression, *values]
    elif absent := " OR ".join(one.expression for one in said):
        conditions = [*conditions, "claim.seq NOT IN (SELECT rowid FROM words WHERE words MATCH ?)"]
        values = [*values, absent]
    sql = (
        f"SELECT line.line FROM (SELECT claim.seq AS seq FROM {table} WHERE {' AND '.join(conditions)} "
        f"ORDER BY {NEWEST_FIRST} LIMIT ?) AS hit CROSS JOIN line ON line.seq = hit.seq"
    )
    for (line,) in archive.run(sql, [*values, -1 if limit is None else limit]):
        yield line


def keep_matching(
    archive: "Archive", said: Sequence["Wanted"], numbers: Sequence[int]
) -> tuple[list[int], int]:
    """Keep the claims that have the words, in their order; tell in how many places was looked."""
    if not said or not numbers:
        return list(numbers), 0
    if any(one.wide for one in said):
        expression = _spell_out(archive, said, numbers)
    else:
        expression = meet_words(said) or " OR ".join(one.expression for one in said)
    without = all(one.absent for one in said)
    runs = _find_runs(numbers)
    have: set[int] = set()
    for first, last in runs if expression else ():
        sql = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
        have.update(row[0] for row in archive.run(sql, (expression, first, last)))
    return [number for number in numbers if (number in have) != without], len(runs)


def _find_runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Cover numbers by few spans that have no wide gaps."""
    order = sorted(numbers)
    runs = []
    first = last = order[0]
    for number in order:
        if number - last > _GAP:
            runs.append((first, last))
            first = number
        last = number
    return [*runs, (first, last)]


def _spell_out(archive: "Archive", said: Sequence["Wanted"], numbers: Iterable[int]) -> str:
    """Write the condition for some claims, with only those of very many words that these claims have."""
    there: set[str] = set()
    for line in _read_lines(archive, numbers):
        there.update(read_words(ClaimRow(line).spoken))
    spelled = []
    for one in said:
        if not one.wide:
            spelled.append((one.expression, one.absent))
            continue
        asked = _fold(one.words[-1])
        words = [word for word in there if _fold(word).startswith(asked)]
        before = " ".join(one.words[:-1])
        phrases = [f'"{before} {word}"' for word in sorted(words)]
        if phrases:
            spelled.append((f"({' OR '.join(phrases)})", one.absent))
        elif not one.absent:
            return ""
    present = " AND ".join(expression for expression, absent in spelled if not absent)
    absent = " OR ".join(expression for expression, absent in spelled if absent)
    return f"({present}) NOT ({absent})" if present and absent else present or absent


def _fold(word: str) -> str:
    """Return a word as FTS5 keeps it."""
    if word.isascii():
        return word.lower()
    from unicodedata import combining, normalize

    return "".join(letter for letter in normalize("NFD", word.lower()) if not combining(letter))


def _read_lines(archive: "Archive", numbers: Iterable[int]) -> Iterator[str]:
    for number in numbers:
        yield archive.first("SELECT line FROM line WHERE seq = ?", (number,))[0]


def meet_words(said: Iterable["Wanted"]) -> str:
    """Write the words of conditions as FTS5 reads them; nothing where none has to be there."""
    said = [one for one in said if not one.field]
    present = " AND ".join(one.expression for one in said if not one.absent)
    absent = " OR ".join(one.expression for one in said if one.absent)
    if not present:
        return ""
    return f"({present}) NOT ({absent})" if absent else present


def meet_fields(archive: "Archive", wanted: Sequence["Wanted"]) -> tuple[list[str], list[object]]:
    """Write the conditions on fields for the table `claim`, with their values."""
    conditions: list[str] = []
    values: list[object] = []
    for one in wanted:
        if not one.field:
            continue
        called = find_called(archive, one, _KINDS[one.field])
        if not called:
            raise _explain_unknown(archive, one)
        numbers = ",".join(map(str, called))
        sign = "NOT IN" if one.absent else "IN"
        if one.field == "outlet":
            numbers = (
                "SELECT document.num FROM entity AS outlet JOIN entity AS document "
                "ON document.kind = 'document' AND document.sub = outlet.id "
                f"WHERE outlet.num IN ({numbers})"
            )
        elif one.field == "about":
            numbers = list_facts(numbers)
        column = {"outlet": "document", "about": "fact"}.get(one.field, one.field)
        conditions.append(f"claim.{column} {sign} ({numbers})")
    return conditions, values


def _explain_unknown(archive: "Archive", one: "Wanted") -> UnknownNameError:
    """Say that nothing is called as a condition asks, and what is called nearly so."""
    from talkscli.queries.names_lookup import find_name

    kinds = ("outlet",) if one.field == "outlet" else _KINDS[one.field]
    try:
        found = find_name(archive, one.text, kinds)
    except UnknownNameError as error:
        return error
    return UnknownNameError(one.text, found.kind, [found.name])


def list_facts(subjects: str) -> str:
    """Write the query for the numbers of the facts about some subjects."""
    return (
        "SELECT fact.num FROM entity CROSS JOIN fact "
        f"ON fact.num BETWEEN entity.num * {ABOUT} AND entity.num * {ABOUT} + {ABOUT - 1} "
        f"WHERE entity.num IN ({subjects})"
    )
