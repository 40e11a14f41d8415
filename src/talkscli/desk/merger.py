"""Stores joined into one: what is the same is recognised, what clashes is told, nothing is dropped unsaid."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Protocol

from talkscli.claims import HEADER_KINDS, REFERENCES, SUBJECTS, Document, id_of, kind_of
from talkscli.desk.document_marks import BARE, LOOKS, MARKS, list_marks
from talkscli.desk.ids import find_number, make_stem
from talkscli.desk.merge_table import MergeTable
from talkscli.desk.merged_claims import (
    find_place,
    flatten,
    is_made_id,
    join_claims,
    move_claim,
    tell_conflicts,
    tell_near,
    write_key,
    write_near_key,
)
from talkscli.desk.record_joining import Joined, join_records, show_value
from talkscli.names import match_whole, whole_forms
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Claim, Record
    from talkscli.desk.merged_claims import Fields
    from talkscli.desk.other_store import OtherStore

REFUSE = "refuse"
KEEP = "keep"
RENAME = "rename"
POLICIES = (REFUSE, KEEP, RENAME)
"""What to do where one id means two things: write nothing, keep ours, or give theirs another id."""

ADDED = "added"
SAME = "same"
JOINED = "joined"
WIDENED = "widened"
CLASH = "clash"
KEPT = "kept"
RENAMED = "renamed"
ALIKE = "alike"
OUTCOMES = (ADDED, SAME, JOINED, WIDENED, CLASH, KEPT, RENAMED, ALIKE)
"""What becomes of a record: `joined` is there under another id, `widened` gains what only theirs said.

What is `alike` came in though another is nearly the same."""

Key = tuple[str, str]
"""Kind and id of a record."""

Ids = dict[str, dict[str, str]]
"""By kind: ids of theirs, and what they are in the merged store."""


class Records(Protocol):
    """A store that is joined to another, or a part of one."""

    def records(self, kind: str) -> "Mapping[str, Record]":
        """Return the records of one kind by id."""

    def claims(self) -> "Iterator[Claim]":
        """Yield the claims."""


class Merger:
    """Joins other stores to one, record by record."""

    def __init__(
        self,
        table: MergeTable,
        *,
        policy: str = REFUSE,
        equal: Mapping[str, str] | None = None,
        is_taken: Callable[[str], bool] | None = None,
    ) -> None:
        self.table = table
        self.policy = policy
        self.equal = dict(equal or {})
        """Ids of theirs and the ids of ours that mean the same, as somebody stated."""
        self.unmet = set(self.equal)
        """Those of theirs that no store has had so far, or of which ours lacks the other."""
        self.clashes = 0
        self.added: dict[Key, Record] = {}
        self.replaced: dict[Key, Record] = {}
        self._ours: dict[str, dict[str, Record]] = {kind: {} for kind in HEADER_KINDS}
        self._names: dict[tuple[str, str, str], str] = {}
        """Records by kind and by a form of a name."""
        self._documents: dict[tuple[str | None, ...], str] = {}
        """Documents by what they are recognised by."""
        self._is_taken = is_taken or (lambda one: table.recall(one) is not None)
        """Whether a claim has an id."""
        self._numbers: dict[str, int] = {}
        self._odd: set[str] = set()
        """Properties of which a store had another type: its values are looked at."""

    def begin(self, base: "OtherStore") -> None:
        """Take in the store that others are joined to."""
        for kind in HEADER_KINDS:
            for record in base.records(kind).values():
                self._hold(kind, record)
        for claim in base.claims():
            self.hold_claim(claim)

    def hold(self, kind: str, record: "Record", *, is_old: bool) -> None:
        """Know a record of ours; with an old one, which theirs has too, nothing of theirs is confused."""
        if is_old:
            self._ours[kind][id_of(record)] = record
        else:
            self._hold(kind, record)

    def hold_claim(self, claim: "Claim") -> None:
        """Know a claim of ours."""
        fields = flatten(claim)
        self.table.enter(fields, write_key(fields), self._write_near(fields))

    def types(self) -> dict[str, str]:
        """Return the types of the properties that there are now."""
        return {key: getattr(record, "type", "text") for key, record in self._ours["property"].items()}

    def bring(self, other: "Records", name: str) -> "Ids":
        """Decide on every record and claim of another store.

        Args:
            other: The store, or what is to come of it.
            name: What it is called in the report.

        Returns:
            By kind: the ids that are others in the merged store.
        """
        self.table.begin_store()
        self._odd = set()
        ids: Ids = {kind: {} for kind in HEADER_KINDS}
        # Documents come last: they name their outlet.
        for kind in HEADER_KINDS:
            for record in other.records(kind).values():
                self._bring_record(kind, record, ids, name)
        types = self.types()
        for claim in other.claims():
            fields = move_claim(flatten(claim), ids, types)
            # What has its id here is one with nothing else.
            if not self._is_left_out(fields, name) and not self._join_same(fields, name):
                self.table.put_off(fields)
        for fields in self.table.list_put_off():
            self._bring_claim(fields, name)
        for fields in self.table.list_put_off():
            self._bring_claim(fields, name, is_loose=True)
        return ids

    def _bring_record(self, kind: str, record: "Record", ids: "Ids", store: str) -> None:
        theirs = id_of(record)
        record = self._move_references(kind, record, ids)
        ours = self._ours[kind]
        stated = self.equal.get(theirs)
        target = stated if stated in ours else None
        why = "as --map says" if target else ""
        self.unmet.discard(theirs if target else "")
        if target is None and kind == "document" and theirs not in ours:
            target, why = self._find_document(record)
        one = target or theirs
        if one not in ours:
            home = self._find_home(kind, one)
            if home is not None:
                self._clash(kind, record, f"{one!r} is the id of a {home} too", ids, store, can_keep=False)
                return
            self._add(kind, record, store)
            return
        joined = join_records(ours[one], record, is_one=target is not None)
        if target is not None:
            ids[kind][theirs] = target
        elif joined.conflicts:
            self._clash(kind, record, f"{', '.join(joined.conflicts)} differ", ids, store)
            return
        if kind == "property" and getattr(record, "type", "") != getattr(ours[one], "type", ""):
            self._odd.add(one)
        if joined.gains and joined.record is not None:
            self._put(kind, joined.record)
        if target is not None:
            joined.told += [f"other {conflict}" for conflict in joined.conflicts]
            self.table.tell((JOINED, kind, target, store, theirs, joined.explain(why)))
        else:
            outcome = WIDENED if joined.gains else SAME
            self.table.tell((outcome, kind, one, store, None, joined.explain()))

    def _add(self, kind: str, record: "Record", store: str, was: str | None = None, why: str = "") -> None:
        one = id_of(record)
        outcome = RENAMED if was else ADDED
        if not was and (alike := self._find_alike(kind, record)):
            outcome, why = ALIKE, f"{alike} has the same name; --map {one}={alike} joins them"
        self.added[kind, one] = record
        self._hold(kind, record)
        self.table.tell((outcome, kind, one, store, was, why or None))

    def _hold(self, kind: str, record: "Record") -> None:
        """Know a record of ours by its id, its names, and what documents are recognised by."""
        self._ours[kind][id_of(record)] = record
        if isinstance(record, Document):
            for mark in list_marks(record):
                self._documents.setdefault(mark, record.id)
                if mark[0] == LOOKS and not record.sha256:
                    self._documents.setdefault((BARE, *mark[1:]), record.id)
        elif kind != "property":
            for name in _names(record):
                for form in whole_forms(name):
                    self._names.setdefault((kind, *form), id_of(record))

    def _put(self, kind: str, record: "Record") -> None:
        key = kind, id_of(record)
        # A document may have gained what it is recognised by.
        self._hold(kind, record)
        (self.added if key in self.added else self.replaced)[key] = record

    def _clash(
        self,
        kind: str,
        record: "Record",
        why: str,
        ids: "Ids",
        store: str,
        *,
        can_keep: bool = True,
    ) -> None:
        one = id_of(record)
        if self.policy == RENAME:
            numbered = (f"{make_stem(one)}-{number}" for number in count(2))
            new = next(key for key in numbered if self._can_be(kind, key, record))
            ids[kind][one] = new
            if new in self._ours[kind]:
                self.table.tell((JOINED, kind, new, store, one, why))
            else:
                self._add(kind, record.model_copy(update={"id": new}), store, was=one, why=why)
        elif self.policy == KEEP and can_keep:
            if kind == "property":
                self._odd.add(one)
            self.table.tell((KEPT, kind, one, store, None, f"ours is kept: {why}"))
        else:
            self.clashes += 1
            self.table.tell((CLASH, kind, one, store, None, why))

    def _is_left_out(self, fields: "Fields", store: str) -> bool:
        """Leave a claim out, or tell a clash, if our property cannot hold its value."""
        if (misfit := self._find_misfit(fields)) is None:
            return False
        outcome = KEPT if self.policy == KEEP else CLASH
        self.clashes += outcome == CLASH
        self.table.leave_out(fields["id"])
        self.table.tell((outcome, "claim", fields["id"], store, None, f"it does not come in: {misfit}"))
        return True

    def _join_same(self, fields: "Fields", store: str) -> bool:
        """Join a claim to the one of ours with its id, if the two say the same."""
        own = self.table.recall(fields["id"])
        if own is None or write_key(own) != write_key(fields):
            return False
        self._join_claim(own, fields, store)
        return True

    def _bring_claim(self, fields: "Fields", store: str, *, is_loose: bool = False) -> None:
        """Decide on a claim whose id no claim of ours has that says the same.

        Args:
            fields: The claim.
            store: What its store is called in the report.
            is_loose: Whether all claims that are surely one of ours have been met with it, so that now those
                can be that say less of where they stand, or more.
        """
        key, place = write_key(fields), find_place(fields)
        if (match := self.table.match(key, place, is_loose=is_loose)) is not None:
            self._join_claim(self.table.recall(match) or {}, fields, store)
        elif not is_loose and self.table.match(key, place, is_loose=True) is not None:
            self.table.put_off(fields)
        else:
            self._enter_claim(fields, store)

    def _join_claim(self, own: "Fields", fields: "Fields", store: str) -> None:
        """Join a claim of theirs to the one of ours that says the same."""
        table, one, theirs = self.table, own["id"], fields["id"]
        table.use(one)
        if "revises" in fields:
            fields = {**fields, "revises": table.find_renamed(fields["revises"])}
        wider, gains, told = join_claims(own, fields)
        if gains:
            table.widen(wider)
        why = Joined(None, [], gains, told).explain()
        if one != theirs:
            table.rename(theirs, one)
            table.tell((JOINED, "claim", one, store, theirs, why))
        else:
            table.tell((WIDENED if gains else SAME, "claim", one, store, None, why))

    def _enter_claim(self, fields: "Fields", store: str) -> None:
        """Take a claim of theirs in that none of ours is, under another id where its own is taken."""
        table, one = self.table, fields["id"]
        own = table.recall(one)
        outcome, why, theirs = ADDED, None, None
        if own is not None:
            why = f"the id stands for another claim: {tell_conflicts(own, fields)} differ"
            is_made = self._is_made(own) or self._is_made(fields)
            if self.policy == KEEP and not is_made:
                kept = f"ours is kept: {why}; theirs: {fields['text']}"
                table.leave_out(one)
                table.tell((KEPT, "claim", one, store, None, kept))
                return
            if self.policy == REFUSE and not is_made:
                self.clashes += 1
                table.tell((CLASH, "claim", one, store, None, why))
                return
            new = find_number(make_stem(one), self._is_taken, self._numbers)
            table.rename(one, new)
            fields, theirs, outcome = {**fields, "id": new}, one, RENAMED
        alike = self._find_alike_claim(fields)
        table.enter(fields, write_key(fields), self._write_near(fields))
        if alike:
            outcome = ALIKE if outcome == ADDED else outcome
            why = f"{why}; {alike}" if why else alike
        table.tell((outcome, "claim", fields["id"], store, theirs, why))

    def _is_made(self, fields: "Fields") -> bool:
        """Tell whether a claim has an id as the program makes them: nobody chose it."""
        document = self._ours["document"].get(fields["document"])
        return is_made_id(fields, getattr(document, "outlet", ""))

    def _write_near(self, fields: "Fields") -> str:
        record = self._ours["property"].get(fields["property"])
        return write_near_key(fields, getattr(record, "type", "text"))

    def _find_alike_claim(self, fields: "Fields") -> str:
        """Say which claim of another desk says the same but for status, day, place or wording."""
        for own in self.table.list_near(self._write_near(fields)):
            # Of what is the same in all, the other store has two as well.
            if but := tell_near(own, fields):
                return f"{own['id']} says the same but for {but}; retract one if the two are one"
        return ""

    def _find_misfit(self, fields: "Fields") -> str | None:
        """Say why a claim's value is none for our property, if its type is another than theirs."""
        prop = fields["property"]
        if prop not in self._odd or (value := fields.get("value")) is None:
            return None
        kind = type_named(getattr(self._ours["property"][prop], "type", "text"))
        home = kind.refers_to
        ids = value if isinstance(value, list) else [value]
        if not kind.can_parse(value) or (home and any(one not in self._ours[home] for one in ids)):
            return f"{show_value(value)} is no {kind.name}, which {prop} is here"
        return None

    def move_record(self, record: "Record", ids: "Ids") -> "Record":
        """Return a record that names others by their ids in the merged store."""
        return self._move_references(kind_of(record), record, ids)

    def _move_references(self, kind: str, record: "Record", ids: "Ids") -> "Record":
        moved = {}
        for field, home in REFERENCES[kind].items():
            value = getattr(record, field)
            if value is not None:
                new = ids[home].get(value) or self.equal.get(value, value)
                if new != value:
                    moved[field] = new
        return record.model_copy(update=moved) if moved else record

    def _find_document(self, record: "Record") -> tuple[str | None, str]:
        """Find the same document under another id: by its text, its address, or outlet, title and date."""
        assert isinstance(record, Document)
        for mark in list_marks(record):
            only_bare = mark[0] == LOOKS and record.sha256
            one = self._documents.get((BARE, *mark[1:]) if only_bare else mark)
            # Of two texts that are known and differ, the same looks say nothing.
            if one is not None and not (only_bare and getattr(self._ours["document"][one], "sha256", None)):
                return one, MARKS[str(mark[0])]
        return None, ""

    def _find_home(self, kind: str, one: str, *, own: bool = False) -> str | None:
        """Return the kind of what already has an id that this kind may not share."""
        kinds = SUBJECTS if kind in SUBJECTS else (kind,)
        return next((other for other in kinds if (own or other != kind) and one in self._ours[other]), None)

    def _find_alike(self, kind: str, record: "Record") -> str | None:
        if kind not in (*SUBJECTS, "term"):
            return None
        for name in _names(record):
            for form in whole_forms(name):
                one = self._names.get((kind, *form))
                if one and any(match_whole(name, other) for other in _names(self._ours[kind][one])):
                    return one
        return None

    def _can_be(self, kind: str, one: str, record: "Record") -> bool:
        """Tell whether an id is free, or was given to this record when it came before."""
        ours = self._ours[kind].get(one)
        if ours is None:
            return self._find_home(kind, one, own=True) is None
        joined = join_records(ours, record)
        return not (joined.conflicts or joined.gains or joined.told)


def _names(record: "Record") -> list[str]:
    return [name for name in (getattr(record, "name", None), *getattr(record, "aliases", ())) if name]
