"""One change of one store: what is to come in is checked, its place found, and the new store poured out."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NoReturn

from pydantic import ValidationError

from talkscli.claims import Claim, Record, Store, id_of, kind_of
from talkscli.desk.changes import Changes
from talkscli.desk.incoming_ids import Arrivals
from talkscli.desk.revisions import Revisions
from talkscli.desk.verdict_changes import key_of
from talkscli.errors import UsageError
from talkscli.files.faults import shorten
from talkscli.files.insertion_points import Placer
from talkscli.files.snapshot import FEW
from talkscli.files.splices import Splice, apply_splices, plan_header
from talkscli.files.style import Style, write_line
from talkscli.index.claim_rows import ClaimReader
from talkscli.index.header import Header, check_header, take_header

if TYPE_CHECKING:
    from talkscli.files.faults import Fault
    from talkscli.files.replacement import Replacement
    from talkscli.files.snapshot import StoreSnapshot

AT_ONCE = 500
"""How many new claims are checked and written together."""


class Outcome:
    """What a change did to a store."""

    __slots__ = ("added", "path", "replaced")

    def __init__(self, path: str) -> None:
        self.path = path
        self.added: dict[str, int] = {}
        """How many records of each kind came in: `claim`, `actor` …"""
        self.replaced: dict[str, int] = {}
        """How many took the place of one."""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changed, and so nothing was written."""
        return not (self.added or self.replaced)


class Editor:
    """One change of one store: checked as it is written."""

    def __init__(self, snapshot: "StoreSnapshot", outcome: Outcome) -> None:
        self.snapshot = snapshot
        self.outcome = outcome
        self._arrivals: Arrivals
        self._revisions: Revisions
        self._place = snapshot.part.name

    def write(self, changes: Changes, new: "Replacement") -> None:
        """Check the changes and write the changed store."""
        at = 0
        file = self.snapshot.part.file
        with Arrivals() as self._arrivals, Revisions() as self._revisions:
            for splice in self._plan(changes):
                new.copy(file, at, splice.start)
                new.write_all(splice.pieces)
                at = splice.stop
            new.copy(file, at, self.snapshot.part.size)
            self._check_claims()

    def check(self, changes: Changes) -> None:
        """Check the changes and write nothing."""
        with Arrivals() as self._arrivals, Revisions() as self._revisions:
            for splice in self._plan(changes):
                for _ in splice.pieces:
                    continue
            self._check_claims()

    def _plan(self, changes: Changes) -> list[Splice]:
        snapshot = self.snapshot
        replaced = [one for one in changes.replaced if not isinstance(one, Claim)]
        self._check_replaced(changes.replaced)
        text = snapshot.layout.header
        placer = Placer(snapshot)
        own = plan_header(text, changes.added, replaced)
        header = self._check_header(apply_splices(text, own), changes) if own else snapshot.header
        for one in changes.added:
            _count(self.outcome.added, one)
        reader = ClaimReader(header, self._place)
        splices = [Splice(placer.to_file(one.start), placer.to_file(one.stop), one.pieces) for one in own]
        for one in changes.replaced:
            _count(self.outcome.replaced, one)
            if isinstance(one, Claim):
                self._check_texts(reader, [write_line(one).encode()])
                splices.append(placer.plan_claim(one))
        splices.append(placer.plan_claims(lambda style: self._write_claims(changes.claims, reader, style)))
        return sorted(splices, key=lambda splice: splice.start)

    def _check_replaced(self, records: list[Record]) -> None:
        claims = [one.id for one in records if isinstance(one, Claim)]
        there = self.snapshot.find_claims(claims) if claims else {}
        for one in records:
            known = there if isinstance(one, Claim) else self.snapshot.records(kind_of(one))
            if id_of(one) not in known:
                raise UsageError(
                    f"there is no {kind_of(one)} {shorten(id_of(one))} to change", place=self._place
                )
            if isinstance(one, Claim):
                self._note_revision(one)

    def _check_header(self, text: bytes, changes: Changes) -> Header:
        """Read the changed header back, as if it were somebody else's."""
        name = self._place
        try:
            store = Store.model_validate_json(text)
        except ValidationError as error:
            raise UsageError(
                f"the change makes a header that is not valid: {error.errors()[0]['msg']}", place=name
            ) from error
        header = Header()
        faults = list(take_header(header, store, name))
        faults += check_header(header, name)
        if faults:
            _refuse(faults)
        for one in (*changes.added, *changes.replaced):
            if not isinstance(one, Claim) and header.by_kind[kind_of(one)].get(id_of(one)) != one:
                raise UsageError(f"{shorten(id_of(one))} would not be read as it is written", place=name)
        return header

    def _write_claims(self, claims: Iterable[Claim], reader: ClaimReader, style: Style) -> Iterator[bytes]:
        source = iter(claims)
        one_line = style.inner is None
        while batch := list(islice(source, AT_ONCE)):
            try:
                texts = [style.write(claim) for claim in batch]
            except UnicodeEncodeError as error:
                raise UsageError(
                    "half of a surrogate pair stands alone: this is not text", hint="give text as UTF-8"
                ) from error
            self._check_texts(reader, texts if one_line else [write_line(one).encode() for one in batch])
            if (twice := self._arrivals.enter(batch)) is not None:
                raise _clash(twice)
            for claim in batch:
                self._note_revision(claim)
            yield from texts

    def _check_texts(self, reader: ClaimReader, texts: list[bytes]) -> None:
        """Read claims back, as if they were somebody else's."""
        reader.read(texts)
        if reader.checker.faults:
            _refuse(reader.checker.faults)

    def _note_revision(self, claim: Claim) -> None:
        if claim.revises is not None:
            self._revisions.add(claim.id, claim.who, key_of(claim), claim.revises)

    def _check_claims(self) -> None:
        """Check what one claim alone cannot show: that its id is free, and what it revises."""
        arrivals = self._arrivals
        if arrivals.count:
            self.outcome.added["claim"] = arrivals.count
            few = list(arrivals.ids()) if arrivals.count <= FEW else None
            if (taken := self.snapshot.find_taken(arrivals.holds, few)) is not None:
                raise _clash(taken)
        if self._revisions.count:
            self._check_revisions()

    def _check_revisions(self) -> None:
        revisions = self._revisions
        revisions.know(self._arrivals.know(revisions.unknown()))
        rest = list(islice(revisions.unknown(), FEW + 1))
        if len(rest) <= FEW:
            there: Iterable[Claim] = self.snapshot.find_claims(rest).values()
        else:
            there = self.snapshot.pick_claims(revisions.seeks)
        revisions.know((claim.id, claim.who, key_of(claim)) for claim in there)
        for one, problem, hint in revisions.find_problems():
            raise UsageError(problem, place=f"claim {one}, revises", hint=hint)


def _count(counts: dict[str, int], record: Record) -> None:
    kind = kind_of(record)
    counts[kind] = counts.get(kind, 0) + 1


def _clash(one: str) -> UsageError:
    return UsageError(
        f"there is a claim {shorten(one)} already",
        place=f"claim {one}, id",
        hint="give it another id, or leave the id out",
    )


def _refuse(faults: "list[Fault]") -> NoReturn:
    first, more = faults[0], len(faults) - 1
    place = ", ".join(part for part in (first.record, first.field) if part)
    raise UsageError(
        first.message + (f" (and {more} more)" if more else ""), place=place or first.file, hint=first.hint
    )
