"""Records by the words they are called: any word of a name or of an id, in any spelling.

This is wider than `find`, which asks for whole names and the parts by which people know them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.index.spelling import NAMED_KINDS, find_forms, read_words

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.search import Wanted

_LAST = "\U0010ffff"


def find_called(archive: "Archive", wanted: "Wanted", kinds: Sequence[str] = NAMED_KINDS) -> list[int]:
    """List the records of some kinds that have the words of a condition in one of their names or ids."""
    last = len(wanted.forms) - 1
    found: set[int] | None = None
    for place, forms in enumerate(wanted.forms):
        numbers = set(_look_up(archive, forms, kinds, prefix=wanted.prefix and place == last))
        found = numbers if found is None else found & numbers
        if not found:
            return []
    if last == 0:
        return sorted(found or ())
    # All words are there; whether they stand together only the names say.
    return [number for number in sorted(found or ()) if _stands_in(wanted, _texts(archive, number))]


def _look_up(archive: "Archive", forms: "set[str]", kinds: Sequence[str], *, prefix: bool) -> Iterator[int]:
    listed = ",".join(repr(kind) for kind in kinds)
    for form in forms:
        sql, values = ("form = ?", [form]) if not prefix else ("form >= ? AND form < ?", [form, form + _LAST])
        yield from (
            row[0]
            for row in archive.run(
                "SELECT name_word.num FROM name_word CROSS JOIN entity ON entity.num = name_word.num "
                f"WHERE {sql} AND entity.kind IN ({listed})",
                values,
            )
        )


def _texts(archive: "Archive", number: int) -> Iterator[str]:
    for (text,) in archive.run("SELECT id FROM entity WHERE num = ?", (number,)):
        yield text
    for (text,) in archive.run("SELECT form FROM name WHERE num = ? AND way = 'exact'", (number,)):
        yield text


def _stands_in(wanted: "Wanted", texts: Iterator[str]) -> bool:
    return any(
        next(wanted.find_in([set(find_forms(word)) for word in read_words(text)]), None) is not None
        for text in texts
    )


def find_words(archive: "Archive", word: str, *, prefix: bool = False) -> Iterator[str]:
    """Yield the words of the claims that one may stand for, or that begin so."""
    for form in find_forms(word):
        if prefix:
            sql, values = "form >= ? AND form < ?", (form, form + _LAST)
        else:
            sql, values = "form = ? AND form = ?", (form, form)
        for row in archive.run(f"SELECT word FROM spelling WHERE {sql}", values):
            yield row[0]
