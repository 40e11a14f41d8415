"""Stores joined into one: what is the same is recognised, what clashes is told, nothing is dropped unsaid."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from talkscli.claims import HEADER_KINDS, SUBJECTS, Claim, Document, id_of
from talkscli.files.style import simplify
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.claims import Record

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
"""What becomes of a record: `joined` is there under another id, `widened` gains what only theirs said."""

REFERENCES = {"actor": ("side",), "place": ("within",), "document": ("outlet",)}
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

KEYS = {
    "": ("who", "when"),
    "what": ("about", "property", "value", "stance", "status", "only"),
    "source": ("document", "via", "paragraph", "quote"),
}
"""What makes two desks' claims one: who says what when, and where; not the words for it."""

_MANY = 8
_REMEMBERED = 10_000
"""From how many claims that are alike on, and of how many such, it is remembered how far all are used up."""

_write_json = json.JSONEncoder(ensure_ascii=False).encode

Row = tuple[str, str, str, str, str | None, str | None]
"""outcome, kind, id in the merged store, the store it comes from, its id there if another, and why."""


class Mergeable(Protocol):
    """A store as merging reads it."""

    def records(self, kind: str) -> "Mapping[str, Record]":
        """Return the records of one kind by id."""

    def every_claim(self) -> Iterable[Claim]:
        """Read all claims, one after the other."""


class Memory(Protocol):
    """Remembers claims, however many there are."""

    def holds_id(self, one: str) -> bool:
        """Tell whether a claim has this id."""

    def says(self, one: str, content: str) -> bool:
        """Tell whether the claim with this id says just this."""

    def same_as(self, content: str) -> str | None:
        """Return the id of a claim that says just this, or None."""

    def enter(self, one: str, content: str) -> None:
        """Remember a claim."""

    def use(self, one: str) -> bool:
        """Mark a claim as met in the present store; False if it was already."""

    def store_text(self, one: str, text: str) -> None:
        """Keep a claim's text."""

    def text_of(self, one: str) -> str | None:
        """Return the text kept of a claim."""

    def tell(self, row: Row) -> None:
        """Keep a row of the report."""

    def hold(self, claim: str, source: int) -> None:
        """Keep a claim that is to come in, and the number of its store."""

    def rename(self, source: int, theirs: str, ours: str) -> None:
        """Remember that a claim of a store has another id now."""

    def renamed(self, source: int, theirs: str) -> str | None:
        """Return the id that a claim of a store has now, if it is another."""


class Merger:
    """Joins other stores to one."""

    def __init__(
        self,
        base: Mergeable,
        memory: Memory,
        *,
        policy: str = REFUSE,
        equal: Mapping[str, str] | None = None,
    ) -> None:
        self.memory = memory
        self.policy = policy
        self.equal = dict(equal or {})
        """Ids of theirs and the ids of ours that mean the same, as somebody stated."""
        self.clashes = 0
        self.added: dict[tuple[str, str], Record] = {}
        self.replaced: dict[tuple[str, str], Record] = {}
        self._source = 0
        """The number of the store that is being brought in."""
        self._ours = {kind: dict(base.records(kind)) for kind in HEADER_KINDS}
        self._names = self._index_names()
        self._documents: dict[tuple[str | None, ...], str] = {}
        """Documents by what they are recognised by."""
        for record in self._ours["document"].values():
            self._index_document(record)
        self._begun: dict[str, int] = {}
        """How many claims of a key are used up."""
        for claim in base.every_claim():
            self._enter(claim.id, simplify(claim))

    def bring(self, other: Mergeable, name: str) -> None:
        """Decide on every record and claim of another store."""
        ids: dict[str, dict[str, str]] = {kind: {} for kind in HEADER_KINDS}
        # Documents come last: they name their outlet.
        for kind in HEADER_KINDS:
            for record in other.records(kind).values():
                self._bring_record(kind, record, ids, name)
        self._source += 1
        self._begun = {}
        types = {key: getattr(record, "type", "text") for key, record in self._ours["property"].items()}
        for claim in other.every_claim():
            self._bring_claim(claim, ids, types, name)

    def _bring_record(self, kind: str, record: "Record", ids: dict[str, dict[str, str]], store: str) -> None:
        theirs = id_of(record)
        record = self._move_references(kind, record, ids)
        ours = self._ours[kind]
        stated = self.equal.get(theirs)
        target = stated if stated in ours else None
        why = "as --map says" if target else ""
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
        if target is not None and target != theirs:
            ids[kind][theirs] = target
            self.memory.tell((JOINED, kind, target, store, theirs, self._differences(ours[one], record, why)))
            return
        wider, conflicts, gains = widen(ours[one], record)
        if conflicts:
            self._clash(kind, record, f"{', '.join(conflicts)} differ", ids, store)
        elif gains:
            self._put(kind, wider)
            self.memory.tell((WIDENED, kind, one, store, None, f"gains {', '.join(gains)}"))
        else:
            self.memory.tell((SAME, kind, one, store, None, None))

    def _add(self, kind: str, record: "Record", store: str, was: str | None = None, why: str = "") -> None:
        one = id_of(record)
        self._ours[kind][one] = record
        self.added[kind, one] = record
        if kind == "document":
            self._index_document(record)
        outcome = RENAMED if was else ADDED
        if not was and (alike := self._find_alike(kind, record)):
            outcome, why = ALIKE, f"{alike} has the same name; --map {one}={alike} joins them"
        self.memory.tell((outcome, kind, one, store, was, why or None))
        for name in _names(record):
            self._names.setdefault((kind, name), one)

    def _put(self, kind: str, record: "Record") -> None:
        one = id_of(record)
        self._ours[kind][one] = record
        if kind == "document":
            # It may have gained what it is recognised by.
            self._index_document(record)
        (self.added if (kind, one) in self.added else self.replaced)[kind, one] = record

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
            new = next(key for key in _number(one) if self._can_be(kind, key, record))
            ids[kind][one] = new
            if new in self._ours[kind]:
                self.memory.tell((JOINED, kind, new, store, one, why))
            else:
                self._add(kind, record.model_copy(update={"id": new}), store, was=one, why=why)
        elif self.policy == KEEP and can_keep:
            self.memory.tell((KEPT, kind, one, store, None, f"ours is kept: {why}"))
        else:
            self.clashes += 1
            self.memory.tell((CLASH, kind, one, store, None, why))

    def _bring_claim(
        self, claim: Claim, ids: dict[str, dict[str, str]], types: Mapping[str, str], store: str
    ) -> None:
        theirs = claim.id
        plain = move_claim(simplify(claim), ids, types)
        key = key_of(plain)
        content, match = self._match(key)
        if self.memory.holds_id(theirs):
            own = self._recall(theirs)
            if own is not None and key_of(own) == key:
                self.memory.use(theirs)
                self.memory.tell((SAME, "claim", theirs, store, None, tell_difference(own, plain)))
            else:
                self._clash_claim(plain, content, match, store, own)
        elif match is not None:
            self.memory.rename(self._source, theirs, match)
            own = self._recall(match)
            why = tell_difference(own, plain) if own else None
            self.memory.tell((JOINED, "claim", match, store, theirs, why))
        else:
            self.memory.enter(theirs, content)
            self.memory.use(theirs)
            self._hold(plain)
            self.memory.tell((ADDED, "claim", theirs, store, None, None))

    def _clash_claim(
        self, plain: dict[str, Any], content: str, match: str | None, store: str, own: dict[str, Any] | None
    ) -> None:
        # What it says is looked up once: a claim that was matched is not matched again.
        one, why = plain["id"], "the id stands for another claim"
        if own is not None:
            why += f": {', '.join(tell_conflicts(own, plain))} differ"
        if self.policy == RENAME:
            new = match or next(key for key in _number(one) if not self.memory.holds_id(key))
            self.memory.rename(self._source, one, new)
            if match is None:
                plain["id"] = new
                self.memory.enter(new, content)
                self.memory.use(new)
                self._hold(plain)
            self.memory.tell((JOINED if match else RENAMED, "claim", new, store, one, why))
        elif self.policy == KEEP:
            self.memory.tell(
                (KEPT, "claim", one, store, None, f"ours is kept: {why}; theirs: {plain['what']['text']}")
            )
        else:
            self.clashes += 1
            self.memory.tell((CLASH, "claim", one, store, None, why))

    def _hold(self, plain: dict[str, Any]) -> None:
        text = _write_json(plain)
        self.memory.store_text(plain["id"], text)
        self.memory.hold(text, self._source)

    def _recall(self, one: str) -> dict[str, Any] | None:
        text = self.memory.text_of(one)
        own: dict[str, Any] | None = json.loads(text) if text is not None else None
        return own

    def _enter(self, one: str, plain: dict[str, Any]) -> None:
        key = key_of(plain)
        number = self._begun.get(key, 0)
        while self.memory.same_as(f"{key}#{number}") is not None:
            number += 1
        self._note_begun(key, number)
        self.memory.enter(one, f"{key}#{number}")
        self.memory.store_text(one, _write_json(plain))

    def _match(self, key: str) -> tuple[str, str | None]:
        """Find a claim that says the same and that no other claim of this store was matched with."""
        number = self._begun.get(key, 0)
        while (one := self.memory.same_as(f"{key}#{number}")) is not None and not self.memory.use(one):
            number += 1
        self._note_begun(key, number)
        return f"{key}#{number}", one

    def _note_begun(self, key: str, number: int) -> None:
        """Remember from where to go on with claims that are very much alike, so as not to go through all."""
        if number >= _MANY:
            if len(self._begun) >= _REMEMBERED:
                self._begun.clear()
            self._begun[key] = number

    def _move_references(self, kind: str, record: "Record", ids: dict[str, dict[str, str]]) -> "Record":
        moved = {}
        for field in REFERENCES.get(kind, ()):
            value = getattr(record, field)
            home = "place" if field == "within" else "actor"
            if value is not None:
                new = ids[home].get(value) or self.equal.get(value, value)
                if new != value:
                    moved[field] = new
        return record.model_copy(update=moved) if moved else record

    def _index_document(self, record: "Record") -> None:
        assert isinstance(record, Document)
        for mark in list_marks(record):
            self._documents.setdefault(mark, record.id)
            if mark[0] == LOOKS and not record.sha256:
                self._documents.setdefault((BARE, *mark[1:]), record.id)

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

    def _index_names(self) -> dict[tuple[str, str], str]:
        return {
            (kind, name): key
            for kind in (*SUBJECTS, "term")
            for key, record in self._ours[kind].items()
            for name in _names(record)
        }

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
        if name == "aliases":
            if more := [one for one in other if one not in value]:
                update[name] = [*value, *more]
                gains.append(name)
        elif value is None:
            update[name] = other
            gains.append(name)
        else:
            conflicts.append(f"{name} {_short(value)} and {_short(other)}")
    return ours.model_copy(update=update) if update else ours, conflicts, gains


def move_claim(
    plain: dict[str, Any], ids: Mapping[str, Mapping[str, str]], types: Mapping[str, str]
) -> dict[str, Any]:
    """Return a claim with the ids of the merged store."""
    subjects = {**ids["actor"], **ids["place"], **ids["event"]}
    what, source = dict(plain["what"]), dict(plain["source"])
    what["about"] = subjects.get(what["about"], what["about"])
    what["property"] = ids["property"].get(what["property"], what["property"])
    kind = types.get(what["property"], "text")
    home = type_named(kind).refers_to
    if home and "value" in what:
        value, moved = what["value"], ids[home]
        what["value"] = (
            moved.get(value, value) if isinstance(value, str) else [moved.get(v, v) for v in value]
        )
    if "mentions" in what:
        what["mentions"] = [subjects.get(one, one) for one in what["mentions"]]
    source["document"] = ids["document"].get(source["document"], source["document"])
    if "via" in source:
        source["via"] = [ids["actor"].get(one, one) for one in source["via"]]
    return {**plain, "who": ids["actor"].get(plain["who"], plain["who"]), "what": what, "source": source}


def key_of(plain: Mapping[str, Any]) -> str:
    """Write what makes two desks' claims one: who says what when, and where; not the words for it."""
    what, source = plain["what"], plain["source"]
    return _write_json(
        [
            plain["who"],
            *(what.get(name) for name in ("about", "property", "value", "stance", "status", "only")),
            plain.get("when"),
            source["document"],
            source.get("via"),
            source.get("paragraph") or source.get("quote"),
        ]
    )


def tell_difference(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> str | None:
    """Say in what two records of one claim differ; nothing where they do not."""
    fields = []
    for part in (None, "what", "source"):
        own, other = (one if part is None else one[part] for one in (ours, theirs))
        fields += [
            f"{name} {_short(other[name])}"
            for name in other
            if name not in {"id", "what", "source"} and own.get(name) != other[name]
        ]
    return f"ours is kept; theirs has {'; '.join(fields)}" if fields else None


def tell_conflicts(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    """Yield in what two claims of one id are not one."""
    for part, names in KEYS.items():
        own, other = (one[part] if part else one for one in (ours, theirs))
        for name in names:
            if own.get(name) != other.get(name):
                yield f"{name} {_short(own.get(name, 'none'))} and {_short(other.get(name, 'none'))}"


def read_claims(held: Iterable[tuple[str, int]], memory: Memory) -> Iterator[Claim]:
    """Yield the claims that come in, what they revise being named as it is now."""
    for text, source in held:
        claim = Claim.model_validate_json(text)
        if claim.revises is not None and (new := memory.renamed(source, claim.revises)) is not None:
            claim = claim.model_copy(update={"revises": new})
        yield claim


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


def _number(one: str) -> Iterator[str]:
    number = 2
    while True:
        yield f"{one[:190].rstrip('-')}-{number}"
        number += 1


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"{text[:77]}…" if len(text) > 78 else text
