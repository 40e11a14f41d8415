"""Names that are sure enough to write by: whole names, however spelled, and nothing that resembles them.

In this order: an id; a name or alias as it stands in the store; the same whole name after folding; after
transliteration; of places also a name with a wider place after a comma (`Springfield, Illinois`).
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.rows import Found

if TYPE_CHECKING:
    from talkscli.queries.session import Session

QUALIFIED = "qualified"
_LONGEST = 200
"""What is longer is found only as it stands in the store."""


def find_sure(session: "Session", word: str, kinds: Sequence[str]) -> list[Found]:
    """Return all that surely has a name, by the first way by which anything has it.

    Args:
        session: The index.
        word: A name or an id.
        kinds: The kinds of record that it may name.

    Returns:
        One record where the name is sure; several that have it equally, of which none may be chosen; or none.
    """
    asked = word.strip()
    marks = ",".join("?" * len(kinds))
    sql = f"SELECT kind, id, name FROM entity WHERE id = ? AND kind IN ({marks})"
    found = [Found(word, (one,), "id", name, kind) for kind, one, name in session.run(sql, [asked, *kinds])]
    if not found and asked:
        found = list(_look_up(session, asked, kinds, [("exact", asked)]))
    if found or not asked or len(asked) > _LONGEST:
        return found
    from talkscli.names import whole_forms

    forms = whole_forms(asked)
    found = list(_look_up(session, asked, kinds, forms[:1])) or list(
        _look_up(session, asked, kinds, forms[1:])
    )
    if not found and "place" in kinds:
        found = list(_find_qualified(session, asked))
    return found


def _look_up(
    session: "Session", asked: str, kinds: Sequence[str], forms: Sequence[tuple[str, str]]
) -> Iterator[Found]:
    """Yield the records that are stored under one of some forms and have the name as a whole."""
    seen: set[int] = set()
    for way, form in forms:
        sql = (
            "SELECT entity.num, entity.kind, entity.id, entity.name FROM name "
            "CROSS JOIN entity ON entity.num = name.num "
            f"WHERE name.form = ? AND name.way = ? AND entity.kind IN ({','.join('?' * len(kinds))})"
        )
        for number, kind, one, name in session.run(sql, [form, way, *kinds]):
            if number not in seen and (way == "exact" or _has_whole(session, number, asked, way)):
                seen.add(number)
                yield Found(asked, (one,), way, name, kind)


def _has_whole(session: "Session", number: int, asked: str, way: str) -> bool:
    from talkscli.names import match_whole

    sql = "SELECT form FROM name WHERE num = ? AND way = 'exact'"
    return any(match_whole(asked, spelled) in {way, "folded"} for (spelled,) in session.run(sql, (number,)))


def _find_qualified(session: "Session", asked: str) -> Iterator[Found]:
    """Yield the places of a name that lie within a place of the name after the last comma."""
    name, comma, wider = asked.rpartition(",")
    if not comma or not name.strip() or not wider.strip():
        return
    around = {found.ids[0] for found in find_sure(session, wider, ("place",))}
    for found in find_sure(session, name, ("place",)) if around else ():
        seen: set[str] = set()
        place = session.vocabulary.place_parent(found.ids[0])
        while place is not None and place not in seen:
            if place in around:
                yield Found(asked, found.ids, QUALIFIED, found.name, found.kind)
                break
            seen.add(place)
            place = session.vocabulary.place_parent(place)
