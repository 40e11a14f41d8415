"""What corrects what: whether each revision is of another claim of the same claimant and fact."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talkscli.errors import cut

if TYPE_CHECKING:
    from talkscli.desk.temporary_table import TemporaryTable

TABLES = """
CREATE TABLE revision (number INTEGER PRIMARY KEY, id TEXT, who TEXT, fact TEXT, revises TEXT);
CREATE INDEX revision_id ON revision (id);
CREATE INDEX revision_revises ON revision (revises);
CREATE TABLE target (id TEXT PRIMARY KEY, who TEXT, fact TEXT) WITHOUT ROWID; -- the claims that are revised
CREATE TABLE bad (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""

_WRONG = """
SELECT revision.id, revises, revision.who, target.who, target.fact
FROM revision LEFT JOIN target ON target.id = revises
WHERE target.id IS NULL OR target.who <> revision.who OR target.fact <> revision.fact
ORDER BY number
"""

_LOST = """
WITH RECURSIVE lost (id) AS (
  SELECT id FROM bad UNION SELECT revision.id FROM lost JOIN revision ON revises = lost.id
)
SELECT id, revises FROM revision
WHERE id IN (SELECT id FROM lost) AND id NOT IN (SELECT id FROM bad) ORDER BY number
"""

# A revision that is on no chain that ends lies on a circle, or leads into one.
_CIRCLING = """
WITH RECURSIVE sound (id) AS (
  SELECT id FROM revision WHERE revises NOT IN (SELECT id FROM revision)
  UNION SELECT revision.id FROM sound JOIN revision ON revises = sound.id
)
SELECT id FROM revision WHERE id NOT IN (SELECT id FROM sound)
AND id NOT IN (WITH RECURSIVE lost (id) AS (
  SELECT id FROM bad UNION SELECT revision.id FROM lost JOIN revision ON revises = lost.id
) SELECT id FROM lost) ORDER BY number
"""

Problem = tuple[str, str, str]
"""The id of a claim that revises another, what is wrong with that, and what to do."""


def find_problems(table: "TemporaryTable") -> Iterator[Problem]:
    """Yield the revisions that cannot be, first where the fault lies, then what rests on those.

    Args:
        table: Has `TABLES`, with every revision and every claim revised that there is.
    """
    for one, target, own, who, fact in table.run(_WRONG).fetchall():
        table.run("INSERT OR IGNORE INTO bad VALUES (?)", (one,))
        if who is None:
            yield one, f"there is no claim {cut(target)!r}", "talks search finds claims by their words"
        elif who != own:
            yield (
                one,
                f"{cut(target)!r} is a claim of {who!r}, not of {own!r}",
                "only the same claimant can revise; leave it out, and the two stand against each other",
            )
        else:
            yield one, f"{cut(target)!r} is about another fact, {fact}", "revise a claim of the same fact"
    for one, target in table.run(_LOST):
        yield one, f"{cut(target)!r} does not come in itself", "mend that one first"
    for (one,) in table.run(_CIRCLING):
        yield one, "the revisions lead in a circle", "leave out one of them"
