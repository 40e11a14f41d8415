"""Records by any word of a name or of an id, in any spelling.

This is wider than `names_lookup`, which asks for whole names and the parts by which people know them.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.index.spelling import find_forms, read_words
from talkscli.queries.spellings import match_form

if TYPE_CHECKING:
    from talkscli.queries.session import Session
    from talkscli.queries.text_query import Condition


def find_named(session: "Session", wanted: "Condition", kinds: Sequence[str]) -> list[int]:
    """List the records of some kinds that have the words of a condition in one of their names or ids."""
    listed = ",".join(map(repr, kinds))
    found: set[int] = set()
    for place, forms in enumerate(wanted.forms):
        numbers: set[int] = set()
        for form in forms:
            prefix = wanted.prefix and place == len(wanted.forms) - 1
            condition, values = match_form(form, prefix=prefix)
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


def _stand_together(session: "Session", wanted: "Condition", number: int) -> bool:
    sql = (
        "SELECT id FROM entity WHERE num = ? UNION ALL SELECT form FROM name WHERE num = ? AND way = 'exact'"
    )
    return any(
        next(wanted.find_in([set(find_forms(word)) for word in read_words(text)]), None) is not None
        for (text,) in session.run(sql, (number, number))
    )
