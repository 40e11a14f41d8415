"""A merge driver for git: the changes of two branches to one store, record by record and not line by line."""

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from itertools import chain, islice
from typing import Any

from pydantic import ValidationError

from talkscli.claims import HEADER_KINDS, MODELS, Claim, Record, id_of, kind_of
from talkscli.desk.claim_content import nest_row
from talkscli.desk.merge_table import MergeTable
from talkscli.desk.merged_claims import flatten, move_claim
from talkscli.desk.merger import CLASH, Merger
from talkscli.desk.record_joining import show_value
from talkscli.desk.three_way import ThreeWay
from talkscli.desk.transaction import find_packing, write_splices
from talkscli.errors import StoreError
from talkscli.files.faults import ERROR, raise_faults
from talkscli.files.outline import Outline
from talkscli.files.replacement import Replacement
from talkscli.files.rewriting import Conflict, Rewriting
from talkscli.files.splices import Splice, plan_version
from talkscli.files.store_files import Part, open_parts
from talkscli.files.store_text import StoreText, read_id
from talkscli.files.style import simplify, write_line
from talkscli.index.check import check_store
from talkscli.index.header import Header
from talkscli.index.reading import Reader

Fields = dict[str, Any]
THERE = "theirs"
_MOST = 20
"""So many faults of what two branches make together are told."""


class GitMerge:
    """What came of a merge of two branches.

    Attributes:
        conflicts: What both changed, each naming its record.
        told: What else is to be looked at: words of which ours is kept, claims that are nearly one.
    """

    def __init__(self) -> None:
        self.conflicts: list[str] = []
        self.told: list[str] = []


def merge_versions(base: str, ours: str, theirs: str) -> GitMerge:
    """Merge what two branches made of one store, and write it in the place of ours.

    Where a record conflicts, both versions stand in the file between the marks that git writes, and the file
    is no store until one of them is chosen. Nothing is indexed or locked: the files are git's own copies.

    Args:
        base: The store as both branches had it; an empty file if they had none.
        ours: The store of the branch that is merged into; it is written.
        theirs: The store of the other branch.

    Returns:
        The conflicts and what else is to be told.

    Raises:
        StoreError: a version is not a valid store; ours stays as it is.
    """
    result = GitMerge()
    with ExitStack() as stack:
        old, mine, other = (
            _Side(stack.enter_context(open_parts(path, None))[0]) for path in (base, ours, theirs)
        )
        with MergeTable() as table:
            work = _Work(old, mine, other, table, result)
            work.run()
            _write(ours, mine, work)
    if not result.conflicts:
        # What no record shows: one branch left out what the other speaks of.
        faults = (fault for fault in check_store(ours) if fault.level == ERROR)
        result.conflicts += [f"{one.record}: {one.field}: {one.message}" for one in islice(faults, _MOST)]
    return result


class _Side:
    """One version of the store; an empty file has nothing."""

    def __init__(self, part: Part) -> None:
        self.header = Header()
        self.text: StoreText | None = None
        self.size = part.size
        if part.size:
            reader = Reader([part])
            if faults := list(reader.read_header()):
                raise_faults(faults[0], len(faults))
            self.header = reader.header
            self.text = StoreText(part, reader.layouts[0])

    def records(self, kind: str) -> dict[str, Record]:
        """Return the records of one kind by id."""
        return self.header.by_kind[kind]

    def claims(self) -> Iterator[tuple[str, bytes]]:
        """Yield the id and the text of each claim."""
        for block in self.text.layout.blocks() if self.text is not None else ():
            for text in block.texts:
                if (one := read_id(text)) is not None:
                    yield one, text

    def find_claims(self, ids: set[str]) -> dict[str, Fields]:
        """Return some claims, flat, by id."""
        found = self.text.find_claims(ids) if self.text is not None else {}
        return {one: flatten(read_claim(text)) for one, (_, text) in found.items()}


class _Added:
    """What one branch added to what both had."""

    def __init__(self, records: Mapping[str, Mapping[str, Record]], claims: Sequence[Claim]) -> None:
        self._records = records
        self._claims = claims

    def records(self, kind: str) -> Mapping[str, Record]:
        """Return the records of one kind by id."""
        return self._records[kind]

    def claims(self) -> Iterator[Claim]:
        """Yield the claims."""
        return iter(self._claims)


class _Work:
    """Decides on every record of three versions of a store."""

    def __init__(self, base: _Side, ours: _Side, theirs: _Side, table: MergeTable, result: GitMerge) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.table = table
        self.result = result
        self.rewriting = Rewriting()
        self.taken: set[str] = set()
        """The ids of all claims there are."""
        self.merger = Merger(table, is_taken=self.taken.__contains__)

    def run(self) -> None:
        """Decide on all."""
        moved = [self._merge_records(kind) for kind in HEADER_KINDS]
        known = {one: _hash(text) for one, text in self.base.claims()}
        ours: dict[str, bytes] = {}
        theirs: dict[str, bytes] = {}
        both: list[set[str]] = []
        for side, changed in ((self.ours, ours), (self.theirs, theirs)):
            there = set()
            for one, text in side.claims():
                there.add(one)
                if known.get(one) != _hash(text):
                    changed[one] = text
            both.append(there)
        self.taken |= known.keys() | both[0] | both[1]
        for one, text in ours.items():
            if one not in known:
                self.merger.hold_claim(read_claim(text))
        added = {
            kind: {
                one: record
                for one, record in self.theirs.records(kind).items()
                if one not in self.base.records(kind)
            }
            for kind in HEADER_KINDS
        }
        claims = [read_claim(text) for one, text in theirs.items() if one not in known]
        ids = self.merger.bring(_Added(added, claims), THERE)
        for record in chain.from_iterable(moved):
            self._change(kind_of(record), id_of(record), write_line(self.merger.move_record(record, ids)))
        self._merge_claims(known.keys(), both, ours, theirs, ids)
        self._take_added(ours, theirs)

    def _change(self, kind: str, one: str, version: str | Conflict | None) -> None:
        self.rewriting.changed[kind][one] = version

    def _merge_records(self, kind: str) -> list[Record]:
        """Merge what both had of one kind; return what is theirs now, in which ids may have to change."""
        base, ours, theirs = (side.records(kind) for side in (self.base, self.ours, self.theirs))
        now = dict(ours)
        moved = []
        for one, old in base.items():
            mine, other = ours.get(one), theirs.get(one)
            if other in (mine, old):
                continue
            if mine == old:
                if other is None:
                    del now[one]
                    self._change(kind, one, None)
                else:
                    now[one] = other
                    moved.append(other)
            elif mine is None or other is None:
                self._tell_deletion(kind, one, mine, other)
            else:
                merged = ThreeWay(simplify(old), simplify(mine), simplify(other))
                self._tell(kind, one, merged, mine, other)
                if not merged.conflicts:
                    now[one] = MODELS[kind].model_validate(merged.fields)
                    moved.append(now[one])
        for one, record in now.items():
            self.merger.hold(kind, record, is_old=one in base)
        return moved

    def _merge_claims(
        self,
        known: Collection[str],
        there: Sequence[set[str]],
        ours: Mapping[str, bytes],
        theirs: Mapping[str, bytes],
        ids: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Merge what both had of claims."""
        changed = [one for one in known if one in theirs or one not in there[1]]
        # What only one side changed needs no third version.
        asked = {one for one in changed if one in ours or one not in there[0]}
        old = self.base.find_claims(asked)
        types = self.merger.types()
        for one in changed:
            mine = flatten(read_claim(ours[one])) if one in ours else old.get(one)
            if one not in there[0]:
                mine = None
            other = None if one not in there[1] else flatten(read_claim(theirs[one]))
            if one not in asked:
                line = None if other is None else self._write(other, ids, types)
                self._change("claim", one, line)
            elif mine == other or other == old[one]:
                continue
            elif mine == old[one]:
                self._change("claim", one, None if other is None else self._write(other, ids, types))
            elif mine is None or other is None:
                gone = [None if fields is None else make_claim(fields) for fields in (mine, other)]
                self._tell_deletion("claim", one, gone[0], gone[1])
            else:
                merged = ThreeWay(old[one], mine, other)
                self._tell("claim", one, merged, make_claim(mine), make_claim(other))
                if not merged.conflicts:
                    self._change("claim", one, self._write(merged.fields, ids, types))

    def _write(self, fields: Fields, ids: Mapping[str, Mapping[str, str]], types: Mapping[str, str]) -> str:
        moved = move_claim(fields, ids, types)
        if "revises" in moved:
            moved["revises"] = self.table.find_renamed(moved["revises"])
        return write_line(make_claim(moved))

    def _take_added(self, ours: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> None:
        """Take in what theirs added, and tell what of it is to be looked at."""
        for (kind, one), record in self.merger.replaced.items():
            self._change(kind, one, write_line(record))
        for claim in self.table.wider():
            self._change("claim", claim.id, write_line(claim))
        for (kind, _), record in self.merger.added.items():
            self.rewriting.added[kind].append(write_line(record))
        self.rewriting.added["claim"] += map(write_line, self.table.claims())
        for outcome, kind, one, _, _, why in self.table.rows():
            if outcome == CLASH:
                own = self.ours.records(kind).get(one) if kind != "claim" else ours.get(one)
                other = self.theirs.records(kind)[one] if kind != "claim" else theirs[one]
                self._tell_clash(kind, one, own, other, str(why))
            elif why:
                self.result.told.append(f"{kind} {one}: {why}")

    def _tell_clash(
        self, kind: str, one: str, own: Record | bytes | None, other: Record | bytes, why: str
    ) -> None:
        mine, theirs = (
            write_line(read_claim(version) if isinstance(version, bytes) else version)
            if version is not None
            else None
            for version in (own, other)
        )
        self._conflict(kind, one, Conflict(mine, theirs), f"both added it: {why}")

    def _tell(self, kind: str, one: str, merged: ThreeWay, mine: Record, other: Record) -> None:
        if merged.conflicts:
            conflict = Conflict(write_line(mine), write_line(other))
            self._conflict(kind, one, conflict, f"both changed it: {'; '.join(merged.conflicts)}")
        elif merged.told:
            self.result.told.append(f"{kind} {one}: ours is kept; theirs has {'; '.join(merged.told)}")

    def _tell_deletion(self, kind: str, one: str, mine: Record | None, other: Record | None) -> None:
        conflict = Conflict(write_line(mine) if mine else None, write_line(other) if other else None)
        why = (
            "ours left it out, and theirs changed it"
            if mine is None
            else "ours changed it, and theirs left it out"
        )
        self._conflict(kind, one, conflict, why)

    def _conflict(self, kind: str, one: str, conflict: Conflict, why: str) -> None:
        self.result.conflicts.append(f"{kind} {one}: {why}")
        if conflict.ours is None:
            self.rewriting.added[kind].append(conflict)
        else:
            self._change(kind, one, conflict)

    def splice_titles(self, outline: Outline) -> Iterator[Splice]:
        """Yield the changes of what is said of the store as a whole."""
        for name in ("title", "description"):
            base, ours, theirs = (getattr(side.header, name) for side in (self.base, self.ours, self.theirs))
            if theirs in {ours, base} or theirs is None:
                continue
            if ours == base and name in outline.members:
                start, stop = outline.members[name]
                yield Splice(start, stop, [f'"{name}": {json.dumps(theirs, ensure_ascii=False)}'.encode()])
            else:
                self.result.told.append(f"{name}: ours is kept; theirs is {show_value(theirs)}")


def read_claim(text: bytes) -> Claim:
    """Read a claim of a version.

    Raises:
        StoreError: it is not valid.
    """
    try:
        return Claim.model_validate_json(text)
    except ValidationError as error:
        problem = f"the claim {read_id(text)} is not valid"
        raise StoreError(problem, hint="`talks check` lists the faults of each branch") from error


def make_claim(fields: Mapping[str, Any]) -> Claim:
    """Return a claim of flat fields."""
    return Claim.model_validate(nest_row(fields))


def _hash(text: bytes) -> bytes:
    return blake2b(text, digest_size=16).digest()


def _write(path: str, side: _Side, work: _Work) -> None:
    """Write what was decided in the place of ours."""
    text = side.text
    if text is None:
        raise StoreError("the file is empty", place=path, hint="a store is a JSON object")
    splices = work.rewriting.plan(text)
    header = [*work.splice_titles(Outline(text.header))]
    if side.header.version < work.theirs.header.version:
        header.append(plan_version(text.header))
    splices += [Splice(text.to_file(one.start), text.to_file(one.stop), one.pieces) for one in header]
    if not splices:
        return
    splices.sort(key=lambda one: (one.start, one.stop))
    with Replacement(path, packing=find_packing(path), like=os.stat(path)) as new:  # noqa: PTH116
        write_splices(new, text.part, splices)
        text.part.file.close()
        new.replace()
