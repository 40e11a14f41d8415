"""Names and ids, resolved the same way wherever one is asked for.

In this order: an id; a name or alias as it stands in the store; the same after folding; the same after
transliteration; one clear near match. Where several things have a name equally, none is guessed.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.errors import UnknownNameError, cut
from talkscli.query.archive import Found

if TYPE_CHECKING:
    from talkscli.store.archive import SqlArchive

RECORDS = ("actor", "place", "event", "property", "term", "document")
_MOST_NEAR = 2000
_LONGEST = 200
"""What is longer is found only as it stands in the store."""

Named = tuple[str, str, str]
"""Kind, id and name."""


def find_name(archive: "SqlArchive", query: str, kinds: Sequence[str]) -> Found:
    """Resolve a name or id; kinds are asked in their order, `outlet` being the actors that publish.

    Raises:
        UnknownNameError: nothing has that name, or several things have it equally.
    """
    asked = query.strip()
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
        if len(asked) > _LONGEST:
            raise UnknownNameError(query, _list_kinds(kinds), hint="a name is shorter than this")
        from talkscli.names import query_forms

        forms = query_forms(asked)
        for way in ("folded", "transliterated"):
            for form in forms:
                if form[0] != way:
                    continue
                whole = _keep_whole(archive, asked, way, _look_up(archive, [form]))
                if named := _settle(archive, query, kinds, whole, records, way):
                    return named
        return _find_near(archive, query, kinds, records)
    raise UnknownNameError(query, _list_kinds(kinds), _suggest_ids(archive, asked, kinds))


def _find_id(archive: "SqlArchive", asked: str, kind: str) -> Found | None:
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


def _find_fact(archive: "SqlArchive", asked: str) -> Found | None:
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


def _look_up(archive: "SqlArchive", forms: Sequence[tuple[str, str]]) -> list[Named]:
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
    archive: "SqlArchive",
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


def _keep_whole(archive: "SqlArchive", query: str, way: str, named: Sequence[Named]) -> list[Named]:
    """Keep those whose whole name was asked for, if any: a part of a name may be many names' part."""
    if len(named) < 2:
        return list(named)
    from talkscli.names import settle

    pairs = [
        (f"{kind} {one}", name) for kind, one, first in named for name in _names(archive, kind, one, first)
    ]
    kept = {match.key for match in settle(query, way, pairs, len(named)).matches}
    return [one for one in named if f"{one[0]} {one[1]}" in kept]


def _names(archive: "SqlArchive", kind: str, one: str, first: str) -> list[str]:
    sql = (
        "SELECT name.form FROM entity CROSS JOIN name ON name.num = entity.num AND name.way = 'exact' "
        "WHERE entity.kind = ? AND entity.id = ?"
    )
    return [first, *(row[0] for row in archive.run(sql, (kind, one)))]


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


def _find_near(archive: "SqlArchive", query: str, kinds: Sequence[str], records: Sequence[str]) -> Found:
    from zlib import crc32

    from talkscli.names import near_keys, rank

    keys = [crc32(key.encode(errors="replace")) for key in near_keys(query)]
    counts: dict[int, int] = {}
    for key in keys:
        for (number,) in archive.run("SELECT num FROM near WHERE form = ? LIMIT 5000", (key,)):
            counts[number] = counts.get(number, 0) + 1
    nearest = sorted(counts, key=lambda number: -counts[number])[:_MOST_NEAR]
    things: dict[str, Named] = {}
    candidates: list[tuple[str, str]] = []
    for number in nearest:
        row = archive.first("SELECT kind, id, name FROM entity WHERE num = ?", (number,))
        kind = next((kind for kind in records if _is_kind(archive, row, kind)), None)
        if kind is None:
            continue
        things[str(number)] = (kind, row[1], row[2])
        for (name,) in archive.run("SELECT form FROM name WHERE num = ? AND way = 'exact'", (number,)):
            candidates.append((str(number), name))
    resolution = rank(query, candidates)
    if resolution.clear and resolution.matches and _numbers(query) <= _numbers(resolution.matches[0].name):
        kind, one, name = things[resolution.matches[0].key]
        return Found(query, (one,), "near", name, kind)
    keys_of = {name: key for key, name in reversed(candidates)}
    likely = [match.key for match in resolution.matches] or [keys_of[one] for one in resolution.suggestions]
    near = [_show_for_asking(things[key]) for key in likely]
    if not near or ("-" in query and " " not in query):
        # What is written as an id is near to ids first.
        near = _suggest_ids(archive, query, kinds) + near
    raise UnknownNameError(query, _list_kinds(kinds), list(dict.fromkeys(near))[:5])


def _show_for_asking(named: Named) -> str:
    """Return what to write to get it: people and places have names, what a store made up has ids."""
    kind, one, name = named
    return name if kind in {"actor", "outlet", "place"} else one


def _numbers(name: str) -> set[str]:
    """Return the numbers in a name: one that has another number is not the same."""
    return set(re.findall(r"[0-9]+", name))


def _suggest_ids(archive: "SqlArchive", asked: str, kinds: Sequence[str]) -> list[str]:
    """Name what has the nearest ids, among those that sort next to it."""
    from difflib import get_close_matches

    if len(asked) > 2 * _LONGEST:
        return []
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
    return [_show_for_asking(near[one]) for one in get_close_matches(asked, list(near), 3, 0.6)]


def _is_kind(archive: "SqlArchive", named: Named, kind: str) -> bool:
    if kind == "outlet":
        return named[0] == "actor" and _publishes(archive, named[1])
    return named[0] == kind


def _publishes(archive: "SqlArchive", actor: str) -> bool:
    sql = "SELECT 1 FROM entity WHERE kind = 'document' AND sub = ? LIMIT 1"
    return archive.first(sql, (actor,)) is not None


def _list_kinds(kinds: Sequence[str]) -> str:
    names = [kind for kind in kinds if kind != "term"] or list(kinds)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
