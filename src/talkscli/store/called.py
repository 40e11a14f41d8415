"""Records by the words they are called: any word of a name or of an id, in any spelling.

This is wider than `find`, which asks for whole names and the parts by which people know them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.index.spelling import find_forms

if TYPE_CHECKING:
    from talkscli.index.header import Header
    from talkscli.store.archive import SqlArchive
    from talkscli.store.search import Wanted

KINDS = ("actor", "place", "event", "property")
"""The kinds of records that are found so."""

# As the index of claims takes texts apart: letters and digits, with the marks that belong to them.
WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]|[\u0900-\u094f])*"
)
_LAST = "\U0010ffff"


def read_words(text: str) -> list[str]:
    """Return the words of a text as the index takes them apart."""
    return WORD.findall(text)


def list_called(header: "Header", start: int, number: int) -> list[tuple[str, int]]:
    """Return the forms of all words of the names and ids of some records, beginning with one."""
    from talkscli.index.header import names_of

    known: dict[str, Sequence[str]] = {}
    rows = []
    for one, (kind, record) in enumerate(header.records[start : start + number], start + 1):
        if kind not in KINDS:
            continue
        forms: dict[str, None] = {}
        for text in (*names_of(kind, record), record.id):
            for word in read_words(text):
                if (spelled := known.get(word)) is None:
                    spelled = known[word] = find_forms(word)
                forms.update(dict.fromkeys(spelled))
        rows += [(form, one) for form in forms]
    return rows


def find_called(archive: "SqlArchive", wanted: "Wanted", kinds: Sequence[str] = KINDS) -> list[int]:
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


def _look_up(
    archive: "SqlArchive", forms: "set[str]", kinds: Sequence[str], *, prefix: bool
) -> Iterator[int]:
    listed = ",".join(repr(kind) for kind in kinds)
    for form in forms:
        sql, values = ("form = ?", [form]) if not prefix else ("form >= ? AND form < ?", [form, form + _LAST])
        yield from (
            row[0]
            for row in archive.run(
                "SELECT called.num FROM called CROSS JOIN entity ON entity.num = called.num "
                f"WHERE {sql} AND entity.kind IN ({listed})",
                values,
            )
        )


def _texts(archive: "SqlArchive", number: int) -> Iterator[str]:
    for (text,) in archive.run("SELECT id FROM entity WHERE num = ?", (number,)):
        yield text
    for (text,) in archive.run("SELECT form FROM name WHERE num = ? AND way = 'exact'", (number,)):
        yield text


def _stands_in(wanted: "Wanted", texts: Iterator[str]) -> bool:
    return any(
        next(wanted.find_in([set(find_forms(word)) for word in read_words(text)]), None) is not None
        for text in texts
    )
