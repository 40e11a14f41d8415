"""Names and ids, resolved the same way wherever one is asked for.

In this order: an id; a name or alias as it stands in the store; the same after folding; the same after
transliteration; one clear near match. Where several things have a name equally, none is guessed.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.errors import UnknownNameError, cut
from talkscli.queries.rows import Found

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

RECORDS = ("actor", "place", "event", "property", "term", "document")
_MOST_NEAR = 200
"""So many names are compared part by part."""
_LIKEST = 20
_LOOKED_AT = 2000
_WIDEST = 5000
_IDS_NEAR, _WORDS_NEAR = 0.6, 0.75
"""How alike, of 1, an id must be to what was written as an id, or as a word, to be named instead."""
_LONGEST = 200
"""What is longer is found only as it stands in the store."""

Named = tuple[str, str, str]
"""Kind, id and name."""

Known = dict[tuple[str, str], list[Named]]
"""The records found under forms of names, by way and form."""


def find_name(
    archive: "Archive",
    query: str,
    kinds: Sequence[str],
    *,
    near: bool = True,
    known: Known | None = None,
) -> Found:
    """Resolve a name or id; kinds are asked in their order, `outlet` being the actors that publish.

    Args:
        archive: The store.
        query: What was asked.
        kinds: What it may name.
        near: Whether a name that is only near counts, and what is near is named otherwise.
        known: What forms were found to stand for, where the same is asked for other kinds too.

    Raises:
        UnknownNameError: nothing has that name, or several things have it equally.
        UsageError: it is longer than any name.
    """
    asked = query.strip()
    known = {} if known is None else known
    if not asked:
        raise UnknownNameError(query, _list_kinds(kinds), message="the name is empty", hint="write a name")
    for kind in kinds:
        if (found := _find_id(archive, asked, kind)) is not None:
            return found
    records = [kind for kind in kinds if kind in RECORDS or kind == "outlet"]
    if "fact" in kinds and (found := _find_fact(archive, asked)) is not None:
        return found
    if records:
        if named := _settle(archive, query, kinds, _look_up(archive, [("exact", asked)]), records, "exact"):
            return named
        from talkscli.queries.limits import check_words

        check_words(asked, "a name")
        if len(asked) > _LONGEST:
            raise UnknownNameError(query, _list_kinds(kinds), hint="a name is shorter than this")
        from talkscli.names import query_forms

        forms = query_forms(asked)
        for way in ("folded", "transliterated"):
            for form in forms:
                if form[0] != way:
                    continue
                whole = _look_up_whole(archive, asked, *form, known)
                if named := _settle(archive, query, kinds, whole, records, way):
                    return named
        if near:
            return _find_near(archive, query, kinds, records)
    if not near:
        raise UnknownNameError(query, _list_kinds(kinds))
    raise UnknownNameError(query, _list_kinds(kinds), _suggest_ids(archive, asked, kinds))


def _find_id(archive: "Archive", asked: str, kind: str) -> Found | None:
    if kind == "claim":
        row = archive.first("SELECT id FROM claim WHERE id = ?", (asked,))
        return Found(asked, (asked,), "id", asked, "claim") if row else None
    if kind == "fact":
        row = archive.first("SELECT key FROM fact WHERE key = ?", (asked,))
        return Found(asked, (asked,), "id", asked, "fact") if row else None
    record = "actor" if kind == "outlet" else kind
    row = archive.first("SELECT id, name, num FROM entity WHERE kind = ? AND id = ?", (record, asked))
    if row is None or (kind == "outlet" and not _publishes(archive, row[0])):
        return None
    return Found(asked, (row[0],), "id", row[1], kind)


def _find_fact(archive: "Archive", asked: str) -> Found | None:
    """Read `third round.date` or `third round date`: a name, then a property."""
    about, dot, prop = asked.rpartition(".")
    if not dot or len(asked) > 2 * _LONGEST:
        return None
    try:
        subject = find_name(archive, about, ("event", "actor", "place"))
        question = find_name(archive, prop, ("property",))
    except UnknownNameError:
        return None
    if "near" in {subject.way, question.way}:
        return None  # a key is typed by a program or copied: what is only near is suggested, never taken
    key = f"{subject.ids[0]}.{question.ids[0]}"
    if archive.first("SELECT 1 FROM fact WHERE key = ?", (key,)) is None:
        return None
    # The way is that of the part that was found less directly.
    order = ("id", "exact", "folded", "transliterated", "near")
    way = max(subject.way, question.way, key=order.index)
    return Found(asked, (key,), way, key, "fact")


def _look_up(archive: "Archive", forms: Sequence[tuple[str, str]]) -> list[Named]:
    found: dict[Named, None] = {}
    for way, form in forms:
        for row in archive.run(
            "SELECT entity.kind, entity.id, entity.name FROM name CROSS JOIN entity ON entity.num = name.num "
            "WHERE name.form = ? AND name.way = ? ORDER BY name.num",
            (form, way),
        ):
            found[row] = None
    return list(found)


def _settle(
    archive: "Archive",
    query: str,
    kinds: Sequence[str],
    named: Sequence[Named],
    records: Sequence[str],
    way: str,
) -> Found | None:
    """Take the one thing of the first kind that has any; several of it are not guessed between."""
    for kind in records:
        fitting = [one for one in named if _is_kind(archive, one, kind)]
        if len(fitting) == 1:
            return Found(query, (fitting[0][1],), way, fitting[0][2], kind)
        if fitting:
            raise ambiguous(query, kinds, fitting)
    return None


def _look_up_whole(archive: "Archive", query: str, way: str, form: str, known: Known) -> list[Named]:
    """Look a form up; keep those whose whole name was asked for, if any: many names may have it as a part."""
    if (way, form) in known:
        return known[way, form]
    found = known[way, form] = _look_up(archive, [(way, form)])
    if len(found) < 2:
        return found
    from talkscli.names import settle

    sql = (
        "SELECT entity.kind || ' ' || entity.id, spelled.form FROM name "
        "CROSS JOIN entity ON entity.num = name.num "
        "CROSS JOIN name AS spelled ON spelled.num = entity.num AND spelled.way = 'exact' "
        "WHERE name.form = ? AND name.way = ?"
    )
    kept = {match.key for match in settle(query, way, archive.run(sql, (form, way)), len(found)).matches}
    known[way, form] = [one for one in found if f"{one[0]} {one[1]}" in kept]
    return known[way, form]


def ambiguous(query: str, kinds: Sequence[str], fitting: Sequence[Named]) -> UnknownNameError:
    """Say that several things have a name equally."""
    shown = [f"{name} ({one})" for _, one, name in fitting[:10]]
    return UnknownNameError(
        query,
        _list_kinds(kinds),
        [one for _, one, _ in fitting],
        message=f"{cut(query)!r} fits several: {', '.join(shown)}",
        hint="name one of them by its id",
    )


def _find_near(archive: "Archive", query: str, kinds: Sequence[str], records: Sequence[str]) -> Found:
    from talkscli.names import rank

    named, weights = _list_nearest(archive, query, records)
    likely = _choose_likely(query, named, weights)
    resolution = rank(query, [(_key(named[place]), named[place][2]) for place in likely])
    if resolution.clear and not any(
        likely[place] and _key(named[place]) == resolution.matches[0].key for place in likely
    ):
        # What is clear among some may not be so among all.
        resolution = rank(query, [(_key(near), near[2]) for near in named])
    things = {_key(near): near[1] for near in named}
    if resolution.clear and resolution.matches and _numbers(query) <= _numbers(resolution.matches[0].name):
        kind, one, name = things[resolution.matches[0].key]
        return Found(query, (one,), "near", name, kind)
    keys_of = {near[2]: _key(near) for near in reversed(named)}
    keys = [match.key for match in resolution.matches] or [keys_of[one] for one in resolution.suggestions]
    near = [_show_for_asking(things[key]) for key in keys]
    if not near or ("-" in query and " " not in query):
        # What is written as an id is near to ids first.
        near = _suggest_ids(archive, query, kinds) + near
    raise UnknownNameError(query, _list_kinds(kinds), list(dict.fromkeys(near))[:5])


Near = tuple[int, Named, str]
"""A record by its number, and one of its names."""


def _key(near: Near) -> str:
    """Return what sets a record apart and puts equals in an order, however the index numbers them."""
    kind, one, _ = near[1]
    return f"{kind} {one}"


def _list_nearest(
    archive: "Archive", query: str, records: Sequence[str]
) -> tuple[list[Near], dict[int, float]]:
    """List the names of some kinds that share most keys of nearness with one, and how much they share."""
    from math import log2
    from zlib import crc32

    from talkscli.names import near_keys

    blocks: list[list[int]] = []
    for key in dict.fromkeys(crc32(key.encode(errors="replace")) for key in near_keys(query)):
        sql = "SELECT num FROM near WHERE form = ? LIMIT ?"
        blocks.append([row[0] for row in archive.run(sql, (key, _WIDEST))])
    # A key that few names share says more than one that many do, and one that very many share nothing.
    telling = [block for block in blocks if 0 < len(block) < _WIDEST] or blocks
    weights: dict[int, float] = {}
    for block in telling:
        weight = 1 + log2(_WIDEST / (len(block) or 1))
        for number in block:
            weights[number] = weights.get(number, 0.0) + weight
    order = sorted(weights, key=lambda number: (-weights[number], number))
    return _read_names(archive, order[:_LOOKED_AT], records), weights


def _choose_likely(query: str, named: Sequence[Near], weights: dict[int, float]) -> dict[int, bool]:
    """Choose the names worth comparing by their places, and tell for which none as like was left out.

    To compare what all of them sound like would take long; keys and letters tell which are worth it.
    """
    if len(named) <= _MOST_NEAR:
        return dict.fromkeys(range(len(named)), True)
    from rapidfuzz import fuzz, process

    least = weights[named[_LIKEST][0]]
    chosen = {place: weights[named[place][0]] > least for place in range(_MOST_NEAR // 2)}
    names = [name for *_, name in named]
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        likest = process.extract(query, names, scorer=scorer, limit=_MOST_NEAR // 2)
        for rank, (_, _, place) in enumerate(likest):
            chosen[place] = chosen.get(place, False) or rank < _LIKEST
    return chosen


def _read_names(archive: "Archive", numbers: Sequence[int], records: Sequence[str]) -> list[Near]:
    """List the names of those records that are of some kinds, in their order."""
    published = (
        "kind = 'actor' AND EXISTS "
        "(SELECT 1 FROM entity AS document WHERE document.kind = 'document' AND document.sub = entity.id)"
    )
    conditions = [f"({published})" if kind == "outlet" else f"kind = '{kind}'" for kind in records]
    sql = (
        "SELECT entity.num, kind, id, entity.name, name.form "
        "FROM (SELECT value AS num FROM json_each(?)) AS near "
        f"CROSS JOIN entity ON entity.num = near.num AND ({' OR '.join(conditions)}) "
        "CROSS JOIN name ON name.num = entity.num AND name.way = 'exact'"
    )
    found = []
    for number, kind, one, first, name in archive.run(sql, (str(list(numbers)),)):
        meant = next(asked for asked in records if _is_kind(archive, (kind, one, first), asked))
        found.append((number, (meant, one, first), name))
    return found


def _show_for_asking(named: Named) -> str:
    """Return what to write to get it: people and places have names, what a store made up has ids."""
    kind, one, name = named
    return name if kind in {"actor", "outlet", "place"} else one


def _numbers(name: str) -> set[str]:
    """Return the numbers in a name: one that has another number is not the same."""
    return set(re.findall(r"[0-9]+", name))


def _suggest_ids(archive: "Archive", asked: str, kinds: Sequence[str]) -> list[str]:
    """Name what has the nearest ids, among those that sort next to it."""
    from difflib import get_close_matches

    if len(asked) > 2 * _LONGEST:
        return []
    least = _IDS_NEAR if re.search(r"[-.0-9]", asked) else _WORDS_NEAR
    near: dict[str, Named] = {}
    tables = []
    if "claim" in kinds:
        tables.append(("claim", "'claim', id, id", "id", "1"))
    if "fact" in kinds:
        tables.append(("fact", "'fact', key, key", "key", "1"))
    records = [kind for kind in kinds if kind in RECORDS]
    if records:
        where = f"kind IN ({','.join(repr(kind) for kind in records)})"
        tables.append(("entity", "kind, id, name", "id", where))
    for table, columns, column, where in tables:
        for sign, way in ((">=", "ASC"), ("<", "DESC")):
            sql = (
                f"SELECT {columns} FROM {table} WHERE {where} AND {column} {sign} ? "
                f"ORDER BY {column} {way} LIMIT 200"
            )
            near |= {row[1]: row for row in archive.run(sql, (asked,))}
    return [_show_for_asking(near[one]) for one in get_close_matches(asked, list(near), 3, least)]


def _is_kind(archive: "Archive", named: Named, kind: str) -> bool:
    if kind == "outlet":
        return named[0] == "actor" and _publishes(archive, named[1])
    return named[0] == kind


def _publishes(archive: "Archive", actor: str) -> bool:
    sql = "SELECT 1 FROM entity WHERE kind = 'document' AND sub = ? LIMIT 1"
    return archive.first(sql, (actor,)) is not None


def _list_kinds(kinds: Sequence[str]) -> str:
    names = [kind for kind in kinds if kind != "term"] or list(kinds)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
