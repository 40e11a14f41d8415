"""What a half-typed name, id or key may become, for a shell that asks while the user waits."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

MOST = 60
_LAST = "\U0010ffff"

Candidate = tuple[str, str]
"""The whole word, and what it stands for."""


def complete(archive: "Archive", kinds: Sequence[str], text: str, limit: int = MOST) -> list[Candidate]:
    """List the ids, names and keys of some kinds that begin with a text, ids first."""
    found: dict[str, str] = {}
    for kind in kinds:
        for word, meaning in _find(archive, kind, text, limit):
            found.setdefault(word, meaning)
            if len(found) >= limit:
                break
    return list(found.items())


def _find(archive: "Archive", kind: str, text: str, limit: int) -> Iterator[Candidate]:
    reach = (text, text + _LAST, limit)
    if kind == "claim":
        yield from archive.run("SELECT id, '' FROM claim WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", reach)
    elif kind == "fact":
        sql = "SELECT key, verdict FROM fact WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"
        yield from archive.run(sql, reach)
    else:
        record = "actor" if kind == "outlet" else kind
        only = (
            " AND EXISTS (SELECT 1 FROM entity AS d WHERE d.kind = 'document' AND d.sub = entity.id)"
            if kind == "outlet"
            else ""
        )
        sql = "SELECT id, name FROM entity WHERE kind = ? AND id >= ? AND id < ?"
        yield from archive.run(f"{sql}{only} ORDER BY id LIMIT ?", (record, *reach))
        if text:
            sql = (
                "SELECT name.form, entity.id FROM name CROSS JOIN entity ON entity.num = name.num "
                "WHERE name.form >= ? AND name.form < ? AND name.way = 'exact' AND entity.kind = ?"
            )
            for form, one in archive.run(
                f"{sql}{only} ORDER BY name.form LIMIT ?", (*reach[:2], record, limit)
            ):
                if " " not in form:  # a shell would take a name of several words for several
                    yield form, one
