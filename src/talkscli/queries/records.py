"""The records of a store's header, and how many of anything there are."""

import json
from typing import TYPE_CHECKING

from talkscli.index.schema import SUBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from talkscli.queries.rows import Entity
    from talkscli.queries.session import Session

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
        if SUBS.get(kind) == field:
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


def count_claims(session: "Session", kind: str, key: str) -> int:
    """Count the claims that a record has to do with: by it, about it, carried by it, or naming it."""
    from talkscli.index.schema import ABOUT

    number = session.number(kind, key)
    if number is None:
        return 0
    where = "".join(f" AND {condition}" for condition in session.known)
    parts = [f"SELECT claim.seq FROM link CROSS JOIN claim USING (seq) WHERE link.entity = ?{where}"]
    columns = {"actor": "who", "document": "document", "property": "property"}
    if column := columns.get(kind):
        parts.append(f"SELECT claim.seq FROM claim WHERE claim.{column} = ?{where}")
    if kind in {"actor", "place", "event"}:
        about = f"claim.fact BETWEEN ? * {ABOUT} AND ? * {ABOUT} + {ABOUT - 1}"
        parts.append(f"SELECT claim.seq FROM claim WHERE {about}{where}")
    numbers = [number] * sum(part.count("?") for part in parts)
    return int(session.first(f"SELECT count(*) FROM ({' UNION '.join(parts)})", numbers)[0])


def list_usual_properties(session: "Session", most: int) -> list[str]:
    """List the properties that have the most claims, those first."""
    sql = "SELECT property FROM fact GROUP BY property ORDER BY sum(claims) DESC, property LIMIT ?"
    return [one for (one,) in session.run(sql, (most,))]


def list_resting_facts(session: "Session", kind: str, ids: "Sequence[str]") -> "Iterator[str]":
    """Yield the keys of the facts with a claim of a property, of a document, by an actor, or naming one."""
    for one in ids:
        number = session.number(kind, one)
        if number is None:
            continue
        if kind == "property":
            parts = ["SELECT num FROM fact WHERE property = ?"]
        else:
            parts = ["SELECT claim.fact FROM link CROSS JOIN claim USING (seq) WHERE link.entity = ?"]
        if column := {"actor": "who", "document": "document"}.get(kind):
            parts.append(f"SELECT claim.fact FROM claim WHERE claim.{column} = ?")
        sql = f"SELECT key FROM fact WHERE num IN ({' UNION '.join(parts)}) ORDER BY key"
        values = [one if kind == "property" else number] * len(parts)
        yield from (key for (key,) in session.run(sql, values))


def has_subject(session: "Session", prop: str, kind: str = "") -> bool:
    """Return whether a property has claims, or any about something of a kind."""
    sql = "SELECT 1 FROM fact WHERE property = ?"
    if kind:
        sql += " AND EXISTS (SELECT 1 FROM entity WHERE entity.kind = ? AND entity.id = fact.about)"
    return session.first(f"{sql} LIMIT 1", (prop, kind) if kind else (prop,)) is not None
