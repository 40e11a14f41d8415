"""Stores joined into one: what is the same is recognised, what clashes is told, nothing is dropped unsaid."""

from collections.abc import Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from talkscli.claims import HEADER_KINDS, REFERENCES, SUBJECTS, Document, id_of
from talkscli.desk.ids import find_number, make_stem
from talkscli.desk.merge_table import MergeTable
from talkscli.desk.merged_claims import (
    flatten,
    move_claim,
    show_value,
    tell_conflicts,
    tell_difference,
    write_key,
)
from talkscli.files.style import simplify

if TYPE_CHECKING:
    from talkscli.claims import Record
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
"""What becomes of a record: `joined` is there under another id, `widened` gains what only theirs said."""

"""Fields of records that hold the id of an actor or a place."""

TEXT = "text"
ADDRESS = "address"
LOOKS = "looks"
BARE = "looks without a text"
MARKS = {
    TEXT: "the same text, by its SHA-256",
    ADDRESS: "the same address",
    LOOKS: "the same outlet, title and date",
}
"""What documents are recognised by, and how to say so."""

Key = tuple[str, str]
"""Kind and id of a record."""


class Merger:
    """Joins other stores to one, record by record."""

    def __init__(
        self, table: MergeTable, *, policy: str = REFUSE, equal: Mapping[str, str] | None = None
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
        self._names: dict[Key, str] = {}
        """Records by kind and name."""
        self._documents: dict[tuple[str | None, ...], str] = {}
        """Documents by what they are recognised by."""
        self._numbers: dict[str, int] = {}

    def begin(self, base: "OtherStore") -> None:
        """Take in the store that others are joined to."""
        for kind in HEADER_KINDS:
            for record in base.records(kind).values():
                self._hold(kind, record)
        for claim in base.claims():
            fields = flatten(claim)
            self.table.enter(fields, write_key(fields))

    def bring(self, other: "OtherStore", name: str) -> None:
        """Decide on every record and claim of another store.

        Args:
            other: The store.
            name: What it is called in the report.
        """
        self.table.begin_store()
        ids: dict[str, dict[str, str]] = {kind: {} for kind in HEADER_KINDS}
        # Documents come last: they name their outlet.
        for kind in HEADER_KINDS:
            for record in other.records(kind).values():
                self._bring_record(kind, record, ids, name)
        types = {key: getattr(record, "type", "text") for key, record in self._ours["property"].items()}
        for claim in other.claims():
            self._bring_claim(move_claim(flatten(claim), ids, types), name)

    def _bring_record(self, kind: str, record: "Record", ids: dict[str, dict[str, str]], store: str) -> None:
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
        if target is not None:
            ids[kind][theirs] = target
            self.table.tell((JOINED, kind, target, store, theirs, self._differences(ours[one], record, why)))
            return
        wider, conflicts, gains = widen(ours[one], record)
        if conflicts:
            self._clash(kind, record, f"{', '.join(conflicts)} differ", ids, store)
        elif gains:
            self._put(kind, wider)
            self.table.tell((WIDENED, kind, one, store, None, f"gains {', '.join(gains)}"))
        else:
            self.table.tell((SAME, kind, one, store, None, None))

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
                self._names.setdefault((kind, name), id_of(record))

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
        ids: dict[str, dict[str, str]],
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
            self.table.tell((KEPT, kind, one, store, None, f"ours is kept: {why}"))
        else:
            self.clashes += 1
            self.table.tell((CLASH, kind, one, store, None, why))

    def _bring_claim(self, fields: "Fields", store: str) -> None:
        table, theirs, key = self.table, fields["id"], write_key(fields)
        own = table.recall(theirs)
        if own is not None and write_key(own) == key:
            table.use(theirs)
            table.tell((SAME, "claim", theirs, store, None, tell_difference(own, fields)))
        elif own is not None:
            self._clash_claim(fields, key, store, own)
        elif (match := table.match(key)) is not None:
            table.use(match)
            table.rename(theirs, match)
            why = tell_difference(table.recall(match) or {}, fields)
            table.tell((JOINED, "claim", match, store, theirs, why))
        else:
            table.enter(fields, key)
            table.tell((ADDED, "claim", theirs, store, None, None))

    def _clash_claim(self, fields: "Fields", key: str, store: str, own: "Fields") -> None:
        table, one = self.table, fields["id"]
        why = f"the id stands for another claim: {tell_conflicts(own, fields)} differ"
        if self.policy == KEEP:
            kept = f"ours is kept: {why}; theirs: {fields['text']}"
            table.tell((KEPT, "claim", one, store, None, kept))
        elif self.policy == REFUSE:
            self.clashes += 1
            table.tell((CLASH, "claim", one, store, None, why))
        elif (match := table.match(key)) is not None:
            table.use(match)
            table.rename(one, match)
            table.tell((JOINED, "claim", match, store, one, why))
        else:
            new = find_number(make_stem(one), lambda key: table.recall(key) is not None, self._numbers)
            table.rename(one, new)
            table.enter({**fields, "id": new}, key)
            table.tell((RENAMED, "claim", new, store, one, why))

    def _move_references(self, kind: str, record: "Record", ids: dict[str, dict[str, str]]) -> "Record":
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
        return next((self._names[kind, name] for name in _names(record) if (kind, name) in self._names), None)

    def _can_be(self, kind: str, one: str, record: "Record") -> bool:
        """Tell whether an id is free, or was given to this record when it came before."""
        ours = self._ours[kind].get(one)
        if ours is None:
            return self._find_home(kind, one, own=True) is None
        return not any(widen(ours, record.model_copy(update={"id": one}))[1:])

    def _differences(self, ours: "Record", theirs: "Record", why: str) -> str:
        own, other = simplify(ours), simplify(theirs)
        fields = [name for name in other if name != "id" and own.get(name) != other[name]]
        return f"{why}; theirs has another {', '.join(fields)}" if fields else why


def widen(ours: "Record", theirs: "Record") -> tuple["Record", list[str], list[str]]:
    """Return our record with what only theirs says, the fields that conflict, and those that gained."""
    update: dict[str, Any] = {}
    conflicts, gains = [], []
    for name, value in ours:
        other = getattr(theirs, name)
        if other == value or other is None or other == []:
            continue
        if name in {"aliases", "tags"}:
            if more := [one for one in other if one not in value]:
                update[name] = [*value, *more]
                gains.append(name)
        elif value is None:
            update[name] = other
            gains.append(name)
        else:
            conflicts.append(f"{name} {show_value(value)} and {show_value(other)}")
    return ours.model_copy(update=update) if update else ours, conflicts, gains


def list_marks(record: Document) -> list[tuple[str | None, ...]]:
    """List what a document is recognised by, the surest first."""
    marks: list[tuple[str | None, ...]] = [(LOOKS, record.outlet, record.title, record.published)]
    if record.url:
        marks.insert(0, (ADDRESS, record.url))
    if record.sha256:
        marks.insert(0, (TEXT, record.sha256))
    return marks


def _names(record: "Record") -> list[str]:
    names = [getattr(record, "name", None), *getattr(record, "aliases", ())]
    return [name.casefold() for name in names if name]
