"""The claims that a change brings: whose each is and what about, by its id, however many they are."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from talkscli.claims import Claim
from talkscli.desk.temporary_table import Spool
from talkscli.desk.verdict_changes import key_of

_TABLES = "CREATE TABLE claim (id TEXT PRIMARY KEY, who TEXT, fact TEXT) WITHOUT ROWID;"


class Arrivals(Spool):
    """What has to be known of the claims that come in until all are there."""

    def __init__(self) -> None:
        super().__init__(_TABLES)
        self.count = 0

    def enter(self, claims: Sequence[Claim]) -> str | None:
        """Take note of claims; return the id of one that another has already, or None."""
        last = ""

        def rows() -> Iterator[tuple[str, str, str]]:
            nonlocal last
            for claim in claims:
                last = claim.id
                yield claim.id, claim.who, key_of(claim)

        try:
            self.run_all("INSERT INTO claim VALUES (?, ?, ?)", rows())
        except sqlite3.IntegrityError:
            return last
        self.count += len(claims)
        return None

    def ids(self) -> Iterator[str]:
        """Yield the ids."""
        for (one,) in self.run("SELECT id FROM claim"):
            yield one

    def holds(self, one: str) -> bool:
        """Tell whether a claim with this id comes in."""
        return self.find("SELECT 1 FROM claim WHERE id = ?", one) is not None

    def know(self, ids: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Yield id, claimant and fact of those of some claims that come in."""
        for one in ids:
            yield from self.run("SELECT id, who, fact FROM claim WHERE id = ?", (one,))
