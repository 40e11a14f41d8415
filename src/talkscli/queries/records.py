"""The records of a store's header, and how many of anything there are."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from talkscli.queries.rows import Entity
    from talkscli.queries.session import Session

_SUBS = {"actor": "kind", "event": "kind", "property": "type", "document": "outlet", "place": "within"}
"""The field of each kind of record that is the column `sub`."""
_PUBLISHED = "ifnull(day, -9e18) <= ?"

_COUNTS = {
    "claim": "SELECT count(*) FROM claim WHERE known <= ?",
    "fact": "SELECT count(DISTINCT fact) FROM claim WHERE known <= ?",
    "document": f"SELECT count(*) FROM entity WHERE kind = 'document' AND {_PUBLISHED}",
}


def count_records(session: "Session", kind: str) -> int:
    """Count the claims, facts or records of a kind."""
    if session.as_of is not None and kind in _COUNTS:
        return int(session.first(_COUNTS[kind], (session.as_of,))[0])
    return int(session.meta(f"count {kind}") or 0)


def read_record(session: "Session", kind: str, key: str) -> "Entity | None":
    """Return a record by its id, or None."""
    row = session.first("SELECT json FROM entity WHERE kind = ? AND id = ?", (kind, key))
    if row is None:
        return None
    record: Entity = json.loads(row[0])
    return record


def list_records(session: "Session", kind: str, /, **equals: object) -> "Iterator[Entity]":
    """Yield those of one kind, in the store's order, whose fields equal what is given.

    With `as_of`, documents known to be published later are left out.
    """
    values: list[object] = [kind]
    sql = "SELECT json FROM entity WHERE kind = ?"
    if session.as_of is not None and kind == "document":
        sql += f" AND {_PUBLISHED}"
        values.append(session.as_of)
    for field, wanted in equals.items():
        if _SUBS.get(kind) == field:
            sql += " AND sub = ?"
            values.append(wanted)
        else:
            sql += " AND json_extract(json, '$.' || ?) = ?"
            values += [field, wanted]
    for row in session.run(sql + " ORDER BY num", values):
        yield json.loads(row[0])


def list_statuses(session: "Session") -> list[str]:
    """List the statuses that claims have, by the alphabet."""
    rows = session.run("SELECT DISTINCT status FROM claim WHERE status IS NOT NULL ORDER BY status")
    return [row[0] for row in rows]
