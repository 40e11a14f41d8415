"""Tags: which there are, and the claims that have them, or whose claimant, document or outlet has."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from talkscli.index.marks import mark_tag, mark_tags
from talkscli.index.schema import TAGGED

if TYPE_CHECKING:
    from talkscli.queries.session import Session

_OWN = "SELECT 1 FROM line CROSS JOIN json_each(line.line, '$.tags') AS given ON line.seq = claim.seq"


def meet_tags(session: "Session", tags: Sequence[str], few: int) -> tuple[str, list[str], bool]:
    """Write the condition that a claim is tagged, or whoever or whatever it comes from is.

    Args:
        session: The index.
        tags: Any of these.
        few: How many claims may be looked up one by one.

    Returns:
        The condition, its values, and whether it is met by so few claims at most.
    """
    marks = ",".join("?" * len(tags))
    sql = (
        "SELECT DISTINCT entity.num, entity.kind, entity.id FROM entity INDEXED BY entity_tagged "
        "CROSS JOIN json_each(entity.json, '$.tags') AS given "
        f"WHERE {TAGGED} AND entity.kind IN ('actor', 'document') AND given.value IN ({marks})"
    )
    found = list(session.run(sql, tags))
    actors = [(number, key) for number, kind, key in found if kind == "actor"]
    documents = {number for number, kind, _ in found if kind == "document"}
    for _, key in actors:
        outlet = "SELECT num FROM entity WHERE kind = 'document' AND sub = ?"
        documents.update(number for (number,) in session.run(outlet, [key]))
    whos = ",".join(str(number) for number, _ in actors)
    carried = ",".join(map(str, sorted(documents)))
    own = f"link WHERE entity IN ({','.join(map(str, mark_tags(tags)))})"
    from_them = [f"claim WHERE who IN ({whos})", f"claim WHERE document IN ({carried})"]
    counted = " UNION ALL ".join(
        f"SELECT * FROM (SELECT seq FROM {table} LIMIT {few + 1})" for table in (*from_them, own)
    )
    (many,) = session.first(f"SELECT count(*) FROM ({counted})")
    exact = f"EXISTS ({_OWN} WHERE given.value IN ({marks}))"
    if many > few:
        condition = f"(claim.who IN ({whos}) OR claim.document IN ({carried}) OR {exact})"
        return condition, list(tags), False
    theirs = " UNION ".join(f"SELECT seq FROM {table}" for table in from_them)
    ours = f"SELECT claim.seq FROM claim WHERE seq IN (SELECT seq FROM {own}) AND {exact}"
    return f"claim.seq IN ({theirs} UNION {ours})", list(tags), True


def has_tag(session: "Session", tag: str) -> bool:
    """Return whether a claim, an actor or a document has a tag."""
    sql = (
        "SELECT 1 FROM entity INDEXED BY entity_tagged CROSS JOIN json_each(entity.json, '$.tags') AS given "
        f"WHERE {TAGGED} AND given.value = ? UNION ALL SELECT 1 FROM link WHERE entity = ? LIMIT 1"
    )
    return session.first(sql, (tag, mark_tag(tag))) is not None


def list_tags(session: "Session") -> list[str]:
    """List the tags that claims, actors and documents have, by the alphabet."""
    sql = (
        "SELECT given.value FROM entity CROSS JOIN json_each(entity.json, '$.tags') AS given "
        "UNION SELECT given.value FROM line CROSS JOIN json_each(line.line, '$.tags') AS given ORDER BY 1"
    )
    return [row[0] for row in session.run(sql)]
