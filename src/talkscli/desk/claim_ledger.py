"""The claims that a change brings: each with an id of its own, none that the store has already."""

from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

from talkscli.claims import SCHEMA_VERSION, Claim
from talkscli.desk.claim_checks import uses_new
from talkscli.desk.claim_content import fact_of, flatten_claim, write_content
from talkscli.desk.corrections import list_differences, propose_command
from talkscli.desk.ids import find_number, make_stem, propose_claim_ids
from talkscli.desk.revisions import TABLES, Problem, find_problems
from talkscli.desk.temporary_table import TemporaryTable
from talkscli.errors import ChangedClaimError, UsageError, cut
from talkscli.files.faults import shorten
from talkscli.files.style import write_line
from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.desk.store_view import StoreView
    from talkscli.queries.rows import ClaimRow

_TABLES = """
CREATE TABLE claim (         -- the claims that come in, in their order
  number INTEGER PRIMARY KEY,
  id TEXT,
  content BLOB,              -- a hash of what it says
  who TEXT,
  fact TEXT,
  line TEXT                  -- the claim as JSON on one line
);
CREATE UNIQUE INDEX claim_id ON claim (id);
CREATE TABLE content (       -- what these claims say, and those of the store that have been asked for
  content BLOB PRIMARY KEY,
  id TEXT
) WITHOUT ROWID;
CREATE TABLE asked (         -- the facts whose claims have been asked for, and of whom; NULL for all
  fact TEXT PRIMARY KEY,
  who TEXT
) WITHOUT ROWID;
"""
_SAME_OR_TAKEN = (
    "SELECT (SELECT id FROM content WHERE content = ?), EXISTS (SELECT 1 FROM claim WHERE id = ?)"
)
_AT_ONCE = 500
_MOST_WAITING = 1000
"""So many claims wait to be written together."""
_CACHE = 8192


class ClaimLedger(TemporaryTable):
    """Claims that are to come into one store."""

    def __init__(self, view: "StoreView") -> None:
        super().__init__(_TABLES + TABLES, kib=_CACHE)
        self._view = view
        view.tables.append(self)
        self._numbers: dict[str, int] = {}
        self._count = 0
        # The last claims wait here, since a statement for many of them costs less than one for each.
        self._rows: list[tuple[object, ...]] = []
        self._ids: dict[str, bytes] = {}
        self._contents: dict[bytes, str] = {}
        self.is_new = False
        """Whether a claim uses what stores of version 1 do not have."""

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Claim]:
        return map(Claim.model_validate_json, self.lines())

    def ids(self) -> Iterator[str]:
        """Yield the ids of the claims, in their order."""
        self._write_rows()
        for (one,) in self.run("SELECT id FROM claim ORDER BY number"):
            yield one

    def lines(self) -> Iterator[str]:
        """Yield the claims as JSON, each on one line."""
        self._write_rows()
        for (line,) in self.run("SELECT line FROM claim ORDER BY number"):
            yield line

    def settle(self, claim: Claim, outlet: str = "", *, has_id: bool = True, place: str = "") -> "Settled":
        """Take a claim in, unless one says the same from the same source.

        Args:
            claim: The claim, checked against the store.
            outlet: The outlet of its document, for the id that is made.
            has_id: Whether its id was chosen, or one is to be made of what it says.
            place: Where it comes from, for messages.

        Returns:
            The claim's id, and whether it comes in.

        Raises:
            UsageError: its id is that of a claim that says something else.
        """
        content = _hash(claim)
        if has_id:
            if (there := self._content_of(claim.id)) is not None:
                if there != content:
                    raise self._explain_change(claim, place)
                return claim.id, False
        else:
            self._ask_for(claim)
            proposed = propose_claim_ids(claim, outlet)
            same, is_taken = self._look_up(content, proposed[0])
            if same is not None:
                return same, False
            one = self._make_id(proposed) if is_taken else proposed[0]
            self._enter(claim, content, one)
            return one, True
        self._enter(claim, content, claim.id)
        return claim.id, True

    def enter(self, claim: Claim) -> None:
        """Take a new claim in.

        Raises:
            UsageError: its id is taken, or it holds what is no text.
        """
        if self._holds_id(claim.id):
            raise _taken(claim.id)
        self._enter(claim, _hash(claim), claim.id)

    def note_revision(self, claim: Claim, one: str = "") -> None:
        """Take note of a claim that revises another; under its id, if another is given to it."""
        if claim.revises is not None:
            sql = "INSERT INTO revision (id, who, fact, revises) VALUES (?, ?, ?, ?)"
            self.run(sql, (one or claim.id, claim.who, fact_of(claim), claim.revises))

    def find_revision_problems(self) -> Iterator[Problem]:
        """Yield which claims revise what they cannot: those revised may come in themselves, in any order."""
        if self.find("SELECT 1 FROM revision") is None:
            return
        self._write_rows()
        own = "SELECT id, who, fact FROM claim WHERE id IN (SELECT revises FROM revision)"
        self.run(f"INSERT OR IGNORE INTO target {own}")
        unknown = "SELECT DISTINCT revises FROM revision WHERE revises NOT IN (SELECT id FROM target)"
        last = ""
        while batch := self.run(
            f"{unknown} AND revises > ? ORDER BY revises LIMIT {_AT_ONCE}", (last,)
        ).fetchall():
            ids = tuple(one for (one,) in batch)
            found = self._view.archive.claims(ClaimFilter(ids=ids))
            rows = ((row["id"], row["who"], row["fact"]) for row in found)
            self.run_all("INSERT OR IGNORE INTO target VALUES (?, ?, ?)", rows)
            last = ids[-1]
        yield from find_problems(self)

    def drop(self, one: str) -> None:
        """Leave a claim out again; what says the same as it stays known."""
        self._write_rows()
        self._count -= self.run("DELETE FROM claim WHERE id = ?", (one,)).rowcount
        self.run("DELETE FROM revision WHERE id = ?", (one,))

    def _enter(self, claim: Claim, content: bytes, one: str) -> None:
        try:
            line = write_line(claim, id=one)
        except UnicodeEncodeError as error:
            raise _no_text() from error
        self._rows.append((one, content, claim.who, fact_of(claim), line))
        self._ids[one] = content
        self._contents.setdefault(content, one)
        if len(self._rows) >= _MOST_WAITING:
            self._write_rows()
        self.note_revision(claim, one)
        self._count += 1
        if self._view.version < SCHEMA_VERSION and not self.is_new:
            self.is_new = uses_new(claim, self._view.header)

    def _write_rows(self) -> None:
        """Write the claims that wait; in the order of their keys, neighbours come to one page of the file."""
        self.run_all("INSERT INTO claim (id, content, who, fact, line) VALUES (?, ?, ?, ?, ?)", self._rows)
        self.run_all("INSERT OR IGNORE INTO content VALUES (?, ?)", sorted(self._contents.items()))
        self._rows.clear()
        self._ids.clear()
        self._contents.clear()

    def _look_up(self, content: bytes, one: str) -> tuple[str | None, bool]:
        """Return the id of a claim that says the same, or None, and whether another id is taken."""
        if (same := self._contents.get(content)) is not None:
            return same, True
        # One statement for both questions costs little more than one for each of them.
        same, here = self.run(_SAME_OR_TAKEN, (content, one)).fetchone()
        is_taken = bool(here) or one in self._ids
        if not is_taken and self._has_claims:
            is_taken = self._view.archive.claim(one) is not None
        return same, is_taken

    def _holds_id(self, one: str) -> bool:
        if one in self._ids:
            return True
        here = self.find("SELECT 1 FROM claim WHERE id = ?", one)
        return here is not None or (self._has_claims and self._view.archive.claim(one) is not None)

    def _content_of(self, one: str) -> bytes | None:
        """Return the hash of what the claim of an id says, or None."""
        if (waiting := self._ids.get(one)) is not None:
            return waiting
        if (content := self.find("SELECT content FROM claim WHERE id = ?", one)) is not None:
            return bytes(content)
        if not self._has_claims:
            return None
        row = self._view.archive.claim(one)
        return None if row is None else _hash(row)

    @cached_property
    def _has_claims(self) -> bool:
        return self._view.archive.count("claim") > 0

    def _explain_change(self, claim: Claim, place: str) -> UsageError:
        """Say how what comes in differs from the claim of its id, and which command makes it so."""
        one, row = claim.id, flatten_claim(claim)
        old = self._view.archive.claim(one)
        if old is None:
            return _taken(one, place, ", and it says something else")
        command = propose_command(old, row, self._view.path)
        told = "; ".join(list_differences(old, row))
        if old["retracted"] is not None:
            told += f"; the claim was retracted: {cut(old['retracted'])}"
        message = f"there is a claim {shorten(one)} already, and it says something else: {told}"
        return ChangedClaimError(message, place=place or f"claim {one}, id", command=command)

    def _ask_for(self, claim: Claim) -> None:
        """Learn what the store's claims of a fact and a claimant say; from the second claimant on, of all."""
        header = self._view.header
        if not self._has_claims or claim.source.document not in header.subs["document"]:
            # No claim of the store says the same from a document that comes in itself.
            return
        fact, who = fact_of(claim), claim.who
        asked = self.run("SELECT who FROM asked WHERE fact = ?", (fact,)).fetchone()
        if asked is not None and asked[0] in {None, who}:
            return
        wanted = ClaimFilter(fact=(fact,), who=(who,)) if asked is None else ClaimFilter(fact=(fact,))
        self.run("INSERT OR REPLACE INTO asked VALUES (?, ?)", (fact, who if asked is None else None))
        self.run_all(
            "INSERT OR IGNORE INTO content VALUES (?, ?)",
            ((_hash(row), row["id"]) for row in self._view.archive.claims(wanted)),
        )

    def _make_id(self, proposed: list[str]) -> str:
        """Return an id that is free: of some whose first is taken, or the last with a number."""
        is_taken: Callable[[str], bool] = self._holds_id
        for one in proposed[1:]:
            if not is_taken(one):
                return one
        return find_number(make_stem(proposed[-1]), is_taken, self._numbers)


Settled = tuple[str, bool]
"""The id of a claim, and whether it comes in."""


def _hash(claim: "Claim | ClaimRow") -> bytes:
    try:
        return blake2b(write_content(claim), digest_size=16).digest()
    except UnicodeEncodeError as error:
        raise _no_text() from error


def _no_text() -> UsageError:
    return UsageError("half of a surrogate pair stands alone: this is not text", hint="give text as UTF-8")


def _taken(one: str, place: str = "", why: str = "") -> UsageError:
    return UsageError(
        f"there is a claim {shorten(one)} already{why}",
        place=place or f"claim {one}, id",
        hint="give it another id, or leave the id out",
    )
