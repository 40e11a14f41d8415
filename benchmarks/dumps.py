"""All that an index holds, written so that two indexes of one store give the same text.

Numbers are replaced by what they stand for. What may differ between an index that was brought up to date and
one that was made anew is left out: the numbers themselves, and how the file was cut into blocks.
"""

import sqlite3
from collections.abc import Iterator
from struct import iter_unpack
from typing import Any

from talkscli.index.near_names import read_block
from talkscli.index.schema import ABOUT, NEWEST_FIRST
from talkscli.index.standing import CLAIMANT, unpack_entries

TABLES = {"block", "cache", "claim", "contribution", "echo", "entity", "fact", "line", "link", "meta", "name",
          "name_word", "near", "part", "revision", "spelling", "standing", "words"}  # fmt: skip
_CLAIM = "id, who, property, document, fact, day_from, day_to, known, status, stance, date_from, date_to"


def dump_index(connection: sqlite3.Connection) -> str:
    """Write down what an index holds, a row a line."""
    return "\n".join(f"{table} {row}" for table, row in _dump(connection))


def _dump(connection: sqlite3.Connection) -> Iterator[tuple[str, Any]]:
    run = connection.execute
    yield "integrity", run("PRAGMA integrity_check").fetchall()
    names = {num: f"{kind} {one}" for num, kind, one in run("SELECT num, kind, id FROM entity")}
    ids = dict(run("SELECT seq, id FROM claim"))

    def name_fact(number: int) -> str:
        return f"{names.get(number // ABOUT)}.{names.get(number % ABOUT)}"

    for row in run("SELECT * FROM meta ORDER BY key"):
        yield "meta", row
    for row in run("SELECT kind, id, name, sub, day, day_to, json FROM entity ORDER BY kind, num"):
        yield "entity", row
    there = {row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")}
    yield "tables not looked at", sorted(name for name in there - TABLES if not name.startswith("words_"))
    near = run("SELECT block, numbers FROM near ORDER BY block").fetchall()
    yield "near", [(block, sorted(map(names.__getitem__, read_block(packed)))) for block, packed in near]
    for table in ("name", "name_word"):
        way = "way" if table == "name" else "''"
        rows = run(f"SELECT num, {way}, form FROM {table}")
        for row in sorted((names.get(num, num), *rest) for num, *rest in rows):
            yield table, row
    for one, who, prop, document, fact, *rest in run(f"SELECT {_CLAIM} FROM claim ORDER BY {NEWEST_FIRST}"):
        yield "claim", (one, names.get(who), names.get(prop), names.get(document), name_fact(fact), *rest)
    for row in sorted((ids.get(seq), line) for seq, line in run("SELECT seq, line FROM line")):
        yield "line", row
    for row in sorted((str(ids.get(seq)), str(names.get(num))) for num, seq in run("SELECT * FROM link")):
        yield "link", row
    for num, *rest in run("SELECT * FROM fact ORDER BY key"):
        yield "fact", (name_fact(num), rest)
    for kind, source, *rest in run("SELECT * FROM standing ORDER BY kind, source"):
        yield "standing", (kind, names.get(source), *rest)
    for kind, one, other, facts in run("SELECT * FROM echo ORDER BY kind, one, other"):
        yield "echo", (kind, names.get(one), names.get(other), facts)
    for fact, entries in sorted(run("SELECT * FROM contribution"), key=lambda row: name_fact(row[0])):
        unpacked = [
            (stand, kind, names.get(source), names.get(count) if kind > CLAIMANT else count)
            for stand, kind, source, count in unpack_entries(entries)
        ]
        yield "contribution", (name_fact(fact), sorted(unpacked, key=str))
    for table in ("revision", "spelling"):
        for row in run(f"SELECT * FROM {table} ORDER BY 1, 2"):
            yield table, row
    yield from _dump_words(connection, ids)
    for num, *rest in run("SELECT * FROM part ORDER BY num"):
        yield "part", (num, rest)
        blocks = run("SELECT place, size, claims FROM block WHERE part = ? ORDER BY place", (num,)).fetchall()
        yield "places", [place for place, *_ in blocks] == list(range(len(blocks)))
        yield "size", sum(size for _, size, _ in blocks)
        claims = (entry for *_, claims in blocks for entry in iter_unpack(">8sq", claims))
        yield "file", [(text.hex(), ids.get(seq, f"no claim {seq}")) for text, seq in claims]


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
