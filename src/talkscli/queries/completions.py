"""What a half-typed name, id or key may become, for a shell that asks while the user waits."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.names_lookup import write_kind

if TYPE_CHECKING:
    from talkscli.queries.session import Session

MOST = 60
_LAST = "\U0010ffff"

_TABLES = {"claim": ("id, ''", "claim"), "fact": ("key, verdict", "fact")}

Candidate = tuple[str, str]
"""The whole word, and what it stands for."""


def complete(session: "Session", kinds: Sequence[str], text: str, limit: int = MOST) -> list[Candidate]:
    """List the ids, names and keys of some kinds that begin with a text, ids first."""
    found: dict[str, str] = {}
    for kind in kinds:
        for word, meaning in _find(session, kind, text, limit):
            found.setdefault(word, meaning)
            if len(found) >= limit:
                break
    return list(found.items())


def _find(session: "Session", kind: str, text: str, limit: int) -> Iterator[Candidate]:
    reach = (text, text + _LAST, limit)
    columns, table = _TABLES.get(kind, ("id, name", "entity"))
    column = "key" if kind == "fact" else "id"
    where = write_kind(kind) if table == "entity" else "1"
    yield from session.run(
        f"SELECT {columns} FROM {table} WHERE {where} AND {column} >= ? AND {column} < ? "
        f"ORDER BY {column} LIMIT ?",
        reach,
    )
    if text and table == "entity":
        yield from session.run(
            "SELECT name.form, entity.id FROM name CROSS JOIN entity ON entity.num = name.num "
            f"WHERE {where} AND name.form >= ? AND name.form < ? AND name.way = 'exact' "
            "AND instr(name.form, ' ') = 0 "  # a shell would take a name of several words for several
            "ORDER BY name.form LIMIT ?",
            reach,
        )
