"""Names and ids, resolved the same way wherever one is asked for.

In this order: an id; a name or alias as it stands in the store; the same after folding; the same after
transliteration; one clear near match. Where several things have a name equally, none is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.errors import AmbiguousNameError, UnknownNameError, cut
from talkscli.queries.rows import Found

if TYPE_CHECKING:
    from talkscli.queries.coming_names import ComingNames, Row
    from talkscli.queries.session import Session

RECORDS = ("actor", "place", "event", "property", "term", "document")
WAYS = ("id", "exact", "folded", "transliterated", "near")
"""The ways in which a name is found, the surest first."""

_IDS_NEAR, _WORDS_NEAR = 0.6, 0.75
"""How alike, of 1, an id must be to what was written as an id, or as a word, to be named instead."""
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_LONGEST = 200
"""What is longer is found only as it stands in the store."""
_PUBLISHES = (
    "EXISTS (SELECT 1 FROM entity AS document WHERE document.kind = 'document' AND document.sub = entity.id)"
)

Named = tuple[str, str, str]
"""Kind, id and name."""


def find_name(
    session: "Session", query: str, kinds: Sequence[str], coming: "ComingNames | None" = None
) -> Found:
    """Resolve a name or id; kinds are asked in their order, `outlet` being the actors that publish.

    Args:
        session: The index.
        query: A name or an id.
        kinds: The kinds of record that it may name.
        coming: Records that are to come into the store, and are looked among too.

    Raises:
        UnknownNameError: nothing has that name.
        AmbiguousNameError: several things have it equally.
        UsageError: it is longer than any name.
    """
    return _Lookup(session, query, coming).find(kinds)


def find_names(session: "Session", query: str, kinds: Sequence[str]) -> list[Found]:
    """Return what a name stands for in each of some kinds, but for near names and those of several things."""
    lookup = _Lookup(session, query)
    found = []
    for kind in kinds:
        try:
            found.append(lookup.find((kind,), near=False))
        except UnknownNameError:
            continue
    return found


class _Lookup:
    """One name, and what was found to have it."""

    def __init__(self, session: "Session", query: str, coming: "ComingNames | None" = None) -> None:
        self.session = session
        self.query = query
        self.asked = query.strip()
        self.coming = coming

    def find(self, kinds: Sequence[str], *, near: bool = True) -> Found:
        """Resolve it among some kinds."""
        if not self.asked:
            raise self._unknown(kinds, message="the name is empty", hint="write a name")
        for kind in kinds:
            if (found := self._find_id(kind)) is not None:
                return found
        if "fact" in kinds and (found := self._find_fact()) is not None:
            return found
        records = [kind for kind in kinds if kind in RECORDS or kind == "outlet"]
        if records:
            exact = [row[1:] for row in self._look_up("exact", self.asked)]
            if found := self._settle(exact, kinds, records, "exact"):
                return found
            from talkscli.queries.limits import check_words

            check_words(self.asked, "a name")
            if len(self.asked) > _LONGEST:
                raise self._unknown(kinds, hint="a name is shorter than this")
            from talkscli.names import query_forms

            for way, form in query_forms(self.asked):
                if found := self._settle(self._list_whole(way, form), kinds, records, way):
                    return found
            if near:
                return self._find_near(kinds, records)
        raise self._unknown(kinds, self._suggest_ids(kinds) if near else ())

    def _unknown(
        self, kinds: Sequence[str], suggestions: Sequence[str] = (), **texts: str
    ) -> UnknownNameError:
        names = [kind for kind in kinds if kind != "term"] or list(kinds)
        listed = names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]
        return UnknownNameError(self.query, listed, suggestions, **texts)

    def _find_id(self, kind: str) -> Found | None:
        asked = self.asked
        if kind in {"claim", "fact"}:
            column = "id" if kind == "claim" else "key"
            row = self.session.first(f"SELECT {column} FROM {kind} WHERE {column} = ?", (asked,))
            return Found(asked, (asked,), "id", asked, kind) if row else None
        sql = f"SELECT name FROM entity WHERE {write_kind(kind)} AND id = ?"
        row = self.session.first(sql, (asked,))
        name = row[0] if row else None
        if name is None and self.coming and (new := self.coming.find_id(kind, asked)):
            name = new[3]
        return Found(asked, (asked,), "id", name, kind) if name is not None else None

    def _find_fact(self) -> Found | None:
        """Read `third round.date`: a name, a dot, then a property."""
        about, dot, asked = self.asked.rpartition(".")
        if not dot or len(self.asked) > 2 * _LONGEST:
            return None
        try:
            # A key is typed by a program or copied: what is only near is suggested, never taken.
            subject = _Lookup(self.session, about).find(("event", "actor", "place"), near=False)
            question = _Lookup(self.session, asked).find(("property",), near=False)
        except UnknownNameError:
            return None
        key = f"{subject.ids[0]}.{question.ids[0]}"
        if self.session.first("SELECT 1 FROM fact WHERE key = ?", (key,)) is None:
            return None
        # The way is that of the part that was found less directly.
        return Found(self.asked, (key,), max(subject.way, question.way, key=WAYS.index), key, "fact")

    def _look_up(self, way: str, form: str) -> "list[Row]":
        """List the records that have a name under a form."""
        sql = (
            "SELECT entity.num, entity.kind, entity.id, entity.name FROM name "
            "CROSS JOIN entity ON entity.num = name.num WHERE name.form = ? AND name.way = ? "
            "ORDER BY name.num"
        )
        rows = list(self.session.run(sql, (form, way)))
        return rows + list(self.coming.find_form(way, form)) if self.coming else rows

    def _list_whole(self, way: str, form: str) -> list[Named]:
        """Look a form up; keep those whose whole name was asked for, if any: many have it as a part."""
        found = self._look_up(way, form)
        if len(found) < 2:
            return [row[1:] for row in found]
        from talkscli.names import settle

        spelled = ((_key(row[1:]), name) for row, name in self._list_spelled(row[0] for row in found))
        settled = settle(self.query, way, spelled, len(found))
        kept = {match.key for match in settled.matches}
        return [row[1:] for row in found if _key(row[1:]) in kept]

    def _list_spelled(self, numbers: Iterable[int]) -> "Iterator[tuple[Row, str]]":
        """Yield records, by their numbers, with each of their names."""
        there = list(numbers)
        sql = (
            "SELECT entity.num, kind, id, entity.name, name.form FROM "
            "(SELECT value AS num FROM json_each(?)) AS hit CROSS JOIN entity ON entity.num = hit.num "
            "CROSS JOIN name ON name.num = entity.num AND name.way = 'exact'"
        )
        for *row, name in self.session.run(sql, (str(there),)):
            yield tuple(row), name
        if self.coming:
            for number in there:
                if number < 0:  # one that is to come
                    yield from ((self.coming.row(number), name) for name in self.coming.list_spelled(number))

    def _settle(
        self, named: Sequence[Named], kinds: Sequence[str], records: Sequence[str], way: str
    ) -> Found | None:
        """Take the one thing of the first kind that has any; several of it are not guessed between."""
        for kind in records:
            fitting = [one for one in named if self._is_kind(one, kind)]
            if len(fitting) == 1:
                return Found(self.query, (fitting[0][1],), way, fitting[0][2], kind)
            if fitting:
                shown = ", ".join(f"{name} ({one})" for _, one, name in fitting[:10])
                raise AmbiguousNameError(
                    self.query,
                    self._unknown(kinds).kind,
                    [one for _, one, _ in fitting],
                    message=f"{cut(self.query)!r} fits several: {shown}",
                    hint="name one of them by its id",
                )
        return None

    def _is_kind(self, named: Named, kind: str) -> bool:
        if kind != "outlet":
            return named[0] == kind
        sql = f"SELECT 1 FROM entity WHERE {write_kind(kind)} AND id = ?"
        return named[0] == "actor" and self.session.first(sql, (named[1],)) is not None

    def _find_near(self, kinds: Sequence[str], records: Sequence[str]) -> Found:
        from talkscli.names import choose_near, rank

        things: dict[str, Named] = {}
        names: list[tuple[str, str]] = []
        chosen = choose_near(self.query, lambda keys: self._list_blocks(keys, records))
        for (_, *thing), name in self._list_spelled(chosen):
            kind, one, first = thing
            things[_key((kind, one, first))] = kind, one, first
            names.append((_key((kind, one, first)), name))
        resolution = rank(self.query, names)
        if resolution.clear and _numbers(self.query) <= _numbers(resolution.matches[0].name):
            kind, one, first = things[resolution.matches[0].key]
            kind = next(asked for asked in records if self._is_kind((kind, one, first), asked))
            return Found(self.query, (one,), "near", first, kind)
        near = [_show_for_asking(things[match.key]) for match in resolution.matches]
        if not near or ("-" in self.query and " " not in self.query):
            # What is written as an id is near to ids first.
            near = self._suggest_ids(kinds) + near
        raise self._unknown(kinds, list(dict.fromkeys(near))[:5])

    def _list_blocks(self, keys: Sequence[str], records: Sequence[str]) -> Iterator[Sequence[int]]:
        """Yield the records of some kinds that have each of some keys of nearness."""
        from zlib import crc32

        from talkscli.index.near_names import number_block, read_block

        numbers = [crc32(key.encode(errors="replace")) for key in keys]
        for kind in records:
            home = "actor" if kind == "outlet" else kind
            blocks = [number_block(number, home) for number in numbers]
            sql = f"SELECT block, numbers FROM near WHERE block IN ({','.join('?' * len(blocks))})"
            there = {block: read_block(packed) for block, packed in self.session.run(sql, blocks)}
            if kind == "outlet":
                sql = f"SELECT num FROM entity WHERE num IN (SELECT value FROM json_each(?)) AND {_PUBLISHES}"
                found = str([*set().union(*there.values())])
                published = {number for (number,) in self.session.run(sql, (found,))}
                yield from (list(filter(published.__contains__, block)) for block in there.values())
            elif not self.coming:
                yield from there.values()
            else:
                for block in blocks:
                    old, new = there.get(block, ()), self.coming.list_block(block)
                    if old or new:
                        yield [*old, *new] if old and new else old or new

    def _suggest_ids(self, kinds: Sequence[str]) -> list[str]:
        """Name what has the nearest ids, among those that sort next to it; only of what may be an id."""
        from rapidfuzz import fuzz, process

        asked = self.asked.lower()
        if len(asked) > 2 * _LONGEST or not _ID.fullmatch(asked):
            return []
        tables = [("claim", "'claim', id, id", "id", "1")] if "claim" in kinds else []
        tables += [("fact", "'fact', key, key", "key", "1")] if "fact" in kinds else []
        tables += [("entity", "kind, id, name", "id", write_kind(kind)) for kind in kinds if kind in RECORDS]
        near: dict[str, Named] = {}
        for table, columns, column, where in tables:
            for sign, order in ((">=", "ASC"), ("<", "DESC")):
                sql = (
                    f"SELECT {columns} FROM {table} WHERE {where} AND {column} {sign} ? "
                    f"ORDER BY {column} {order} LIMIT 200"
                )
                near |= {row[1]: row for row in self.session.run(sql, (asked,))}
        least = _IDS_NEAR if re.search(r"[-.0-9]", asked) else _WORDS_NEAR
        found = process.extract(asked, list(near), scorer=fuzz.ratio, limit=3, score_cutoff=100 * least)
        return [_show_for_asking(near[one]) for one, *_ in found]


def write_kind(kind: str) -> str:
    """Write the condition that a record is of a kind."""
    return f"kind = 'actor' AND {_PUBLISHES}" if kind == "outlet" else f"kind = '{kind}'"


def _key(named: Named) -> str:
    """Return what sets a record apart and puts equals in an order, however the index numbers them."""
    return f"{named[0]} {named[1]}"


def _show_for_asking(named: Named) -> str:
    """Return what to write to get it: people and places have names, what a store made up has ids."""
    kind, one, name = named
    return name if kind in {"actor", "outlet", "place"} else one


def _numbers(name: str) -> set[str]:
    """Return the numbers in a name: one that has another number is not the same."""
    return set(re.findall(r"[0-9]+", name))
