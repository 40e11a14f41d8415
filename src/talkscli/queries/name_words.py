"""Words as they are written in other ways: in the claims, and in names and ids of records.

Finding records by words is wider than `names_lookup`, which asks for whole names and the parts by which
people know them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.index.spelling import find_forms, read_words

if TYPE_CHECKING:
    from talkscli.queries.search import Condition
    from talkscli.queries.session import Session

_LAST = "\U0010ffff"


def find_words(session: "Session", word: str, *, prefix: bool = False) -> Iterator[str]:
    """Yield the words of the claims that one may stand for, or that begin so."""
    for form in find_forms(word):
        condition, values = _match_form(form, prefix=prefix)
        for row in session.run(f"SELECT word FROM spelling WHERE {condition}", values):
            yield row[0]


def find_named(session: "Session", wanted: "Condition", kinds: Sequence[str]) -> list[int]:
    """List the records of some kinds that have the words of a condition in one of their names or ids."""
    listed = ",".join(map(repr, kinds))
    found: set[int] = set()
    for place, forms in enumerate(wanted.forms):
        numbers: set[int] = set()
        for form in forms:
            prefix = wanted.prefix and place == len(wanted.forms) - 1
            condition, values = _match_form(form, prefix=prefix)
            sql = (
                "SELECT name_word.num FROM name_word CROSS JOIN entity ON entity.num = name_word.num "
                f"WHERE {condition} AND entity.kind IN ({listed})"
            )
            numbers.update(row[0] for row in session.run(sql, values))
        found = found & numbers if place else numbers
    if len(wanted.forms) > 1:
        # All words are there; whether they stand together only the names say.
        found = {number for number in found if _stand_together(session, wanted, number)}
    return sorted(found)


def _match_form(form: str, *, prefix: bool) -> tuple[str, tuple[str, ...]]:
    return ("form >= ? AND form < ?", (form, form + _LAST)) if prefix else ("form = ?", (form,))


def _stand_together(session: "Session", wanted: "Condition", number: int) -> bool:
    sql = (
        "SELECT id FROM entity WHERE num = ? UNION ALL SELECT form FROM name WHERE num = ? AND way = 'exact'"
    )
    return any(
        next(wanted.find_in([set(find_forms(word)) for word in read_words(text)]), None) is not None
        for (text,) in session.run(sql, (number, number))
    )
