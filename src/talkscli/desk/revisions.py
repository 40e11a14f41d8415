"""What corrects what: whether each revision is of another claim of the same claimant and fact."""

from collections.abc import Iterable, Iterator

from talkscli.desk.temporary_table import Spool
from talkscli.errors import cut

_TABLES = """
CREATE TABLE revision (number INTEGER PRIMARY KEY, id TEXT, who TEXT, fact TEXT, revises TEXT);
CREATE INDEX by_id ON revision (id);
CREATE INDEX by_revised ON revision (revises);
CREATE TABLE target (id TEXT PRIMARY KEY, who TEXT, fact TEXT) WITHOUT ROWID;
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

# What a chain with an end is not found from goes round for ever.
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


class Revisions(Spool):
    """The claims that revise others, held against those that they revise."""

    def __init__(self) -> None:
        super().__init__(_TABLES)
        self.count = 0

    def add(self, one: str, who: str, fact: str, revises: str) -> None:
        """Take note of a claim that revises another."""
        self.count += 1
        sql = "INSERT INTO revision (id, who, fact, revises) VALUES (?, ?, ?, ?)"
        self.run(sql, (one, who, fact, revises))

    def know(self, claims: Iterable[tuple[str, str, str]]) -> None:
        """Learn of claims that may be revised: id, claimant and fact."""
        self.run_all("INSERT OR IGNORE INTO target VALUES (?, ?, ?)", claims)

    def unknown(self) -> Iterator[str]:
        """Yield the ids of the claims revised of which nothing was learnt yet."""
        sql = "SELECT DISTINCT revises FROM revision WHERE revises NOT IN (SELECT id FROM target)"
        for (one,) in self.run(sql):
            yield one

    def seeks(self, one: str) -> bool:
        """Tell whether a claim is revised by one of these."""
        return self.find("SELECT 1 FROM revision WHERE revises = ?", one) is not None

    def find_problems(self) -> Iterator[Problem]:
        """Yield what is wrong, first where it begins, then with what rests on that."""
        for one, target, own, who, fact in self.run(_WRONG):
            self.run("INSERT OR IGNORE INTO bad VALUES (?)", (one,))
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
        for one, target in self.run(_LOST):
            yield one, f"{cut(target)!r} does not come in itself", "mend that one first"
        for (one,) in self.run(_CIRCLING):
            yield one, "the revisions lead in a circle", "leave out one of them"
