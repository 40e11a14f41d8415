"""Names that are sure enough to write by: whole names, however spelled, and nothing that resembles them.

In this order: an id; a name or alias as it stands in the store; the same whole name after folding; after
transliteration; of places also a name with a wider place after a comma (`Springfield, Illinois`).
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.rows import Found

if TYPE_CHECKING:
    from talkscli.queries.coming_names import ComingNames, Row
    from talkscli.queries.session import Session

QUALIFIED = "qualified"
_LONGEST = 200
"""What is longer is found only as it stands in the store."""


def find_sure(
    session: "Session", word: str, kinds: Sequence[str], coming: "ComingNames | None" = None
) -> list[Found]:
    """Return all that surely has a name, by the first way by which anything has it.

    Args:
        session: The index.
        word: A name or an id.
        kinds: The kinds of record that it may name.
        coming: Records that are to come into the store.

    Returns:
        One record where the name is sure; several that have it equally, of which none may be chosen; or none.
    """
    asked = word.strip()
    if not asked:
        return []
    search = _Search(session, asked, kinds, coming)
    found = search.find_id() or search.find_forms([("exact", asked)])
    if found or len(asked) > _LONGEST:
        return found
    from talkscli.names import whole_forms

    forms = whole_forms(asked)
    found = search.find_forms(forms[:1]) or search.find_forms(forms[1:])
    if not found and "place" in kinds:
        found = list(_find_qualified(session, asked, coming))
    return found


class _Search:
    """A name, and where it is looked for."""

    def __init__(
        self, session: "Session", asked: str, kinds: Sequence[str], coming: "ComingNames | None"
    ) -> None:
        self.session = session
        self.asked = asked
        self.kinds = kinds
        self.coming = coming
        self.marks = ",".join("?" * len(kinds))

    def find_id(self) -> list[Found]:
        sql = f"SELECT num, kind, id, name FROM entity WHERE id = ? AND kind IN ({self.marks})"
        rows = list(self.session.run(sql, [self.asked, *self.kinds]))
        if self.coming:
            rows += filter(None, (self.coming.find_id(kind, self.asked) for kind in self.kinds))
        return [Found(self.asked, (one,), "id", name, kind) for _, kind, one, name in rows]

    def find_forms(self, forms: Sequence[tuple[str, str]]) -> list[Found]:
        """List the records that are stored under one of some forms and have the name as a whole."""
        found: dict[int, Found] = {}
        for way, form in forms:
            for number, kind, one, name in self._list_rows(way, form):
                if number not in found and (way == "exact" or self._has_whole(number, way)):
                    found[number] = Found(self.asked, (one,), way, name, kind)
        # The same order, whether a record is there or is to come.
        return sorted(found.values(), key=lambda one: (self.kinds.index(one.kind), one.ids))

    def _list_rows(self, way: str, form: str) -> "Iterator[Row]":
        sql = (
            "SELECT entity.num, entity.kind, entity.id, entity.name FROM name "
            "CROSS JOIN entity ON entity.num = name.num "
            f"WHERE name.form = ? AND name.way = ? AND entity.kind IN ({self.marks})"
        )
        yield from self.session.run(sql, [form, way, *self.kinds])
        if self.coming:
            yield from (row for row in self.coming.find_form(way, form) if row[1] in self.kinds)

    def _has_whole(self, number: int, way: str) -> bool:
        from talkscli.names import match_whole

        if number < 0 and self.coming:
            spelled: Iterator[str] = iter(self.coming.list_spelled(number))
        else:
            sql = "SELECT form FROM name WHERE num = ? AND way = 'exact'"
            spelled = (form for (form,) in self.session.run(sql, (number,)))
        return any(match_whole(self.asked, one) in {way, "folded"} for one in spelled)


def _find_qualified(session: "Session", asked: str, coming: "ComingNames | None") -> Iterator[Found]:
    """Yield the places of a name that lie within a place of the name after the last comma."""
    name, comma, wider = asked.rpartition(",")
    if not comma or not name.strip() or not wider.strip():
        return
    around = {found.ids[0] for found in find_sure(session, wider, ("place",), coming)}
    for found in find_sure(session, name, ("place",), coming) if around else ():
        seen: set[str] = set()
        place = _find_parent(session, found.ids[0], coming)
        while place is not None and place not in seen:
            if place in around:
                yield Found(asked, found.ids, QUALIFIED, found.name, found.kind)
                break
            seen.add(place)
            place = _find_parent(session, place, coming)


def _find_parent(session: "Session", place: str, coming: "ComingNames | None") -> str | None:
    """Return the place in which another lies."""
    record = coming.find_record("place", place) if coming else None
    parent: str | None = getattr(record, "within", None)
    return parent if record is not None else session.vocabulary.place_parent(place)
