"""All that an index holds, written so that two indexes of one store give the same text.

Numbers are replaced by what they stand for, and rows are in the order that lists have. What may differ
between an index that was mended and one that was made anew is left out: the numbers themselves, and how the
file was cut into stretches.
"""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from talkscli.index.schema import ABOUT

TABLES = {"called", "chunk", "claim", "entity", "fact", "line", "link", "meta", "name", "near", "part",
          "revision", "spelling", "words"}  # fmt: skip
_CLAIM = "id, who, property, document, fact, day_from, day_to, known, status, stance"


def dump_index(connection: sqlite3.Connection) -> str:
    """Write down what an index holds, a row a line."""
    return "\n".join(f"{table} {row}" for table, row in _dump(connection))


def _dump(connection: sqlite3.Connection) -> Iterator[tuple[str, Any]]:
    run = connection.execute
    yield "integrity", run("PRAGMA integrity_check").fetchall()
    names = {num: f"{kind} {one}" for num, kind, one in run("SELECT num, kind, id FROM entity")}
    ids = dict(run("SELECT seq, id FROM claim"))
    listings = dict(run("SELECT seq, listing FROM claim"))

    def name_fact(number: int) -> str:
        return f"{names.get(number // ABOUT)}.{names.get(number % ABOUT)}"

    for row in run("SELECT * FROM meta ORDER BY key"):
        yield "meta", row
    for row in run("SELECT kind, id, name, sub, day, json FROM entity ORDER BY kind, num"):
        yield "entity", row
    there = {row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")}
    yield "tables not looked at", sorted(name for name in there - TABLES if not name.startswith("words_"))
    for table in ("name", "near", "called"):
        way = "way" if table == "name" else "''"
        rows = run(f"SELECT num, {way}, form FROM {table}")
        for row in sorted((names.get(num, num), *rest) for num, *rest in rows):
            yield table, row
    for one, who, prop, document, fact, *rest in run(f"SELECT {_CLAIM} FROM claim ORDER BY listing"):
        yield "claim", (one, names.get(who), names.get(prop), names.get(document), name_fact(fact), *rest)
    for seq, line in run("SELECT seq, line FROM line ORDER BY (SELECT id FROM claim WHERE seq = line.seq)"):
        yield "line", (ids.get(seq), line)
    yield "places", run("SELECT count(*) - count(DISTINCT listing) FROM claim").fetchone()
    order = list(run("SELECT id, position AS place FROM claim ORDER BY place"))
    yield "file", ([one for one, _ in order], len(order) - len({place for _, place in order}))
    links = run("SELECT entity, listing, seq FROM link").fetchall()
    for _, one, name, right in sorted(
        (listing, str(ids.get(seq)), str(names.get(entity)), listings.get(seq) == listing)
        for entity, listing, seq in links
    ):
        yield "link", (one, name, right)
    facts = run("SELECT * FROM fact ORDER BY key")
    for num, *rest in facts:
        yield "fact", (name_fact(num), rest)
    for table in ("revision", "spelling"):
        for row in run(f"SELECT * FROM {table} ORDER BY 1, 2"):
            yield table, row
    yield from _dump_words(connection, ids)
    for num, name, form, mark in run("SELECT * FROM part ORDER BY num"):
        yield "part", (num, name, form, mark.hex())
        if form != "free":
            yield "stretches", list(_read_stretches(connection, num, ids))


def _dump_words(connection: sqlite3.Connection, ids: dict[int, str]) -> Iterator[tuple[str, Any]]:
    run = connection.execute
    run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.said USING fts5vocab(main, words, instance)")
    said: dict[str, list[tuple[str, int]]] = {}
    for term, doc, place in run("SELECT term, doc, offset FROM temp.said"):
        # A mark that stands on no letter is a word of nothing.
        said.setdefault(term or "", []).append((ids.get(doc, f"no claim {doc}"), place))
    for term in sorted(said):
        yield "word", (term, sorted(said[term]))
    sizes = (
        (ids.get(one, f"no claim {one}"), size.hex()) for one, size in run("SELECT * FROM words_docsize")
    )
    yield "sizes", sorted(sizes)
    # Nothing at all is written as nothing, or as so many zeros.
    totals = (row[0].strip(b"\0").hex() for row in run("SELECT block FROM words_data WHERE id = 1"))
    yield "totals", list(totals)


def _read_stretches(connection: sqlite3.Connection, part: int, ids: dict[int, str]) -> Iterator[object]:
    """Yield the claims in the order of a file's stretches, and where two of those do not meet."""
    at = None
    sql = "SELECT start, size, runs FROM chunk WHERE part = ? ORDER BY start"
    for start, size, runs in connection.execute(sql, (part,)):
        if at not in {None, start}:
            yield f"gap from {at} to {start}"
        at = start + size
        for first, number in json.loads(runs):
            for seq in range(first, first + number):
                yield ids.get(seq, f"no claim {seq}")
