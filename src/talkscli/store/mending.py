"""What is to be done to an index so that it is that of a store of which a little has changed.

Only what changed is read, checked, indexed and judged; what must hold for the whole store (ids are there
once, revisions lead to claims of the same claimant and fact) is asked of the index. Every answer is then the
one that an index made anew would give, which the tests hold against each other. What is rare and reaches far,
such as another name for an actor whom claims name, is not mended: the index is made anew.
"""

# Paths are plain strings here: pathlib would cost start-up time.

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from talkscli.files.faults import Fault, raise_faults
from talkscli.files.layout import FREE, NotLinesError
from talkscli.index.chunks import Chunk, mark_file, mark_text, survey
from talkscli.index.claim_rows import Digester
from talkscli.index.stored_header import KnownHeader
from talkscli.store.amending import Amendment, TooFarError, compare_header
from talkscli.store.building import twin_fault
from talkscli.store.places import NoRoomError, spread_places
from talkscli.store.stretches import New, Old, Stretch, read_chunks, read_portion

if TYPE_CHECKING:
    from talkscli.index.header import Header
    from talkscli.index.reading import Reader

_SMALL = 1 << 20
_SHARE = 4
"""If more of the files than one part in so many has to be read again, the index is made anew."""
_FEW = 200
_CLAIMS = 20
"""Likewise if more than so few claims came or went, and more than one in so many."""


class CannotMendError(Exception):
    """The index must be made anew."""


class Mending:
    """What has to be done to an index so that it is that of a store as it is now."""

    def __init__(self, connection: sqlite3.Connection, reader: "Reader") -> None:
        """Compare a store's files with what the index knows of them; nothing is changed yet.

        Raises:
            CannotMendError: the index must be made anew.
        """
        self.connection = connection
        self.reader = reader
        self.amendment: Amendment | None = None
        self.removed: list[Old] = []
        self.added: list[New] = []
        self.header_changed = False
        self.parts: list[list[Stretch]] = []
        rows = connection.execute("SELECT name, form, mark FROM part ORDER BY num").fetchall()
        if len(rows) != len(reader.parts):
            raise CannotMendError
        for number, (part, layout) in enumerate(zip(reader.parts, reader.layouts, strict=True)):
            name, form, mark = rows[number]
            # A file may seem to have one claim a line, and be of a free form after all: the index knows.
            if part.label != name or form not in {FREE, layout.form}:
                raise CannotMendError
            if form == FREE:
                if mark_file(part.file) != mark:
                    raise CannotMendError
                self.parts.append([])
            else:
                self.header_changed |= mark_text(layout.header) != mark
                self.parts.append([Stretch(step) for step in survey(layout, read_chunks(connection, number))])
        self.is_free = any(row[1] == FREE for row in rows)
        self.changed = [one for part in self.parts for one in part if not one.step.kept]

    @property
    def is_needless(self) -> bool:
        """Tell whether the files hold what they held."""
        return not self.changed and not self.header_changed

    def plan(self) -> None:
        """Read what changed.

        Raises:
            CannotMendError: too much has changed.
            StoreError: the store is not valid.
        """
        # Where the claims of a free form stand, the index does not know.
        if self.is_free:
            raise CannotMendError
        size = sum(one.step.stop - one.step.start for one in self.changed)
        if size > max(_SMALL, self.reader.size // _SHARE):
            raise CannotMendError
        try:
            header = self._read_header()
            self._read_claims(header)
        except (NotLinesError, TooFarError) as error:
            raise CannotMendError from error
        for one in self.changed:
            self._match(one)
        count = self.connection.execute("SELECT value FROM meta WHERE key = 'count claim'").fetchone()[0]
        if len(self.added) + len(self.removed) > max(_FEW, count // _CLAIMS):
            raise CannotMendError
        try:
            self._place()
        except NoRoomError as error:
            raise CannotMendError from error
        self._find_twins()

    def _read_header(self) -> "Header | KnownHeader":
        if not self.header_changed:
            return KnownHeader(self.connection)
        faults = list(self.reader.read_header())
        if faults:
            raise_faults(faults[0], len(faults))
        self.amendment = compare_header(self.connection, self.reader.header)
        return self.amendment.header

    def _read_claims(self, header: "Header | KnownHeader") -> None:
        digester = Digester(header)
        faults: list[Fault] = []
        for number, part in enumerate(self.parts):
            for one in part:
                if one.step.kept:
                    continue
                for stretch in self.reader.layouts[number].stretches(one.step.start, one.step.stop):
                    portion = self.reader.read_stretch(digester, number, stretch)
                    faults += portion.faults
                    claims = read_portion(portion)
                    one.claims += claims
                    assert portion.chunk is not None
                    one.chunks.append((portion.chunk, len(claims)))
        if faults:
            raise_faults(faults[0], len(faults))

    def _match(self, one: Stretch) -> None:
        """Find which of the claims that a stretch has now it had before, as they are and in this order."""
        old = {claim.one: claim for chunk in one.step.old for claim in self._read_old(chunk)}
        last: int | None = None
        for place, claim in enumerate(one.claims):
            assert isinstance(claim, New)
            before = old.get(claim.get("id"))
            if (
                before is not None
                and before.line == claim.get("line")
                and (last is None or before.position > last)
            ):
                one.claims[place] = before
                last = before.position
                del old[before.one]
            else:
                self.added.append(claim)
        self.removed += old.values()

    def _read_old(self, chunk: Chunk) -> Iterator[Old]:
        for first, number in chunk.runs:
            for row in self.connection.execute(
                "SELECT claim.seq, id, listing, position, fact, line FROM claim "
                "CROSS JOIN line ON line.seq = claim.seq WHERE claim.seq BETWEEN ? AND ? ORDER BY claim.seq",
                (first, first + number - 1),
            ):
                yield Old(row)

    def _place(self) -> None:
        """Give numbers to the claims that came in, and places in the file."""
        seq = self.connection.execute("SELECT max(seq) FROM claim").fetchone()[0] or 0
        for number, claim in enumerate(self.added, seq + 1):
            claim.seq = number
        left: int | None = None
        waiting: list[New] = []

        def settle(right: int | None) -> None:
            for claim, place in zip(waiting, spread_places(left, right, len(waiting)), strict=True):
                claim.position = place
            waiting.clear()

        for one in (one for part in self.parts for one in part):
            known: Iterable[int | Old | New] = (
                self._find_ends(one.step.old[0]) if one.step.kept else one.claims
            )
            for there in known:
                if isinstance(there, New):
                    waiting.append(there)
                else:
                    right = there.position if isinstance(there, Old) else there
                    settle(right)
                    left = right
        settle(None)

    def _find_ends(self, chunk: Chunk) -> Iterator[int]:
        """Yield the places of the first and the last claim of a chunk."""
        if chunk.runs:
            for seq in (chunk.runs[0][0], sum(chunk.runs[-1]) - 1):
                sql = "SELECT position FROM claim WHERE seq = ?"
                yield self.connection.execute(sql, (seq,)).fetchone()[0]

    def _find_twins(self) -> None:
        """Find ids that stand there twice, and say it as making the index anew does."""
        gone = {claim.one for claim in self.removed}
        places: dict[str, list[int]] = {}
        for claim in self.added:
            places.setdefault(claim.get("id"), []).append(claim.position)
        for one, found in places.items():
            if one not in gone:
                sql = "SELECT position FROM claim WHERE id = ?"
                found += [row[0] for row in self.connection.execute(sql, (one,))]
        twins = sorted((place, one) for one, found in places.items() for place in sorted(found)[1:])
        if twins:
            raise_faults(twin_fault(self.reader.parts[0].name, twins[0][1]), len(twins))
