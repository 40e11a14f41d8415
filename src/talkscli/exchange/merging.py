"""Stores joined into one: what is the same is recognised, what clashes is told, nothing is dropped unsaid."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from talkscli.claims import Claim, Document
from talkscli.editing.changes import KINDS, SECTION_OF
from talkscli.editing.style import simplify

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

RECORD_KINDS = tuple(kind for kind in KINDS if kind != "claim")
SUBJECTS = ("actor", "place", "event")

REFERENCES = {"actor": ("side",), "place": ("within",), "document": ("outlet",)}
"""Fields of records that hold the id of an actor or a place."""

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
        self.renamed: list[dict[str, str]] = []
        """For each store, the claims whose ids changed."""
        self._ours = {kind: dict(base.records(kind)) for kind in RECORD_KINDS}
        self._names = self._index_names()
        for claim in base.every_claim():
            self._enter(claim.id, simplify(claim))

    def bring(self, other: Mergeable, name: str) -> None:
        """Decide on every record and claim of another store."""
        ids: dict[str, dict[str, str]] = {kind: {} for kind in RECORD_KINDS}
        # Documents come last: they name their outlet.
        for kind in RECORD_KINDS:
            for record in other.records(kind).values():
                self._bring_record(kind, record, ids, name)
        renamed: dict[str, str] = {}
        self.renamed.append(renamed)
        source = len(self.renamed)
        types = {key: getattr(record, "type", "text") for key, record in self._ours["property"].items()}
        for claim in other.every_claim():
            self._bring_claim(claim, ids, types, renamed, name, source)

    def _bring_record(self, kind: str, record: "Record", ids: dict[str, dict[str, str]], store: str) -> None:
        theirs = _id(record)
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
        one = _id(record)
        self._ours[kind][one] = record
        self.added[kind, one] = record
        outcome = RENAMED if was else ADDED
        if not was and (alike := self._find_alike(kind, record)):
            outcome, why = ALIKE, f"{alike} has the same name; --map {one}={alike} joins them"
        self.memory.tell((outcome, kind, one, store, was, why or None))
        for name in _names(record):
            self._names.setdefault((kind, name), one)

    def _put(self, kind: str, record: "Record") -> None:
        one = _id(record)
        self._ours[kind][one] = record
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
        one = _id(record)
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
        self,
        claim: Claim,
        ids: dict[str, dict[str, str]],
        types: Mapping[str, str],
        renamed: dict[str, str],
        store: str,
        source: int,
    ) -> None:
        theirs = claim.id
        plain = move_claim(simplify(claim), ids, types)
        content, match = self._match(plain)
        if self.memory.holds_id(theirs):
            own = self.memory.text_of(theirs)
            if own is not None and key_of(json.loads(own)) == key_of(plain):
                self.memory.use(theirs)
                self.memory.tell(
                    (SAME, "claim", theirs, store, None, tell_difference(json.loads(own), plain))
                )
                return
            self._clash_claim(plain, content, match, renamed, store, source)
            return
        if match is not None:
            renamed[theirs] = match
            own = self.memory.text_of(match)
            why = tell_difference(json.loads(own), plain) if own else None
            self.memory.tell((JOINED, "claim", match, store, theirs, why))
            return
        self.memory.enter(theirs, content)
        self.memory.use(theirs)
        self._hold(plain, source)
        self.memory.tell((ADDED, "claim", theirs, store, None, None))

    def _clash_claim(
        self,
        plain: dict[str, Any],
        content: str,
        match: str | None,
        renamed: dict[str, str],
        store: str,
        source: int,
    ) -> None:
        one, why = plain["id"], "the id stands for another claim"
        if self.policy == RENAME:
            new = match or next(key for key in _number(one) if not self.memory.holds_id(key))
            renamed[one] = new
            if match is None:
                plain["id"] = new
                self.memory.enter(new, content)
                self.memory.use(new)
                self._hold(plain, source)
            self.memory.tell((JOINED if match else RENAMED, "claim", new, store, one, why))
        elif self.policy == KEEP:
            self.memory.tell(
                (KEPT, "claim", one, store, None, f"ours is kept: {why}; theirs: {plain['what']['text']}")
            )
        else:
            self.clashes += 1
            self.memory.tell((CLASH, "claim", one, store, None, why))

    def _hold(self, plain: dict[str, Any], source: int) -> None:
        text = json.dumps(plain, ensure_ascii=False)
        self.memory.store_text(plain["id"], text)
        self.memory.hold(text, source)

    def _enter(self, one: str, plain: dict[str, Any]) -> None:
        key = key_of(plain)
        number = 0
        while self.memory.same_as(f"{key}#{number}") is not None:
            number += 1
        self.memory.enter(one, f"{key}#{number}")
        self.memory.store_text(one, json.dumps(plain, ensure_ascii=False))

    def _match(self, plain: dict[str, Any]) -> tuple[str, str | None]:
        """Find a claim that says the same and that no other claim of this store was matched with."""
        key = key_of(plain)
        number = 0
        while (one := self.memory.same_as(f"{key}#{number}")) is not None:
            if self.memory.use(one):
                return f"{key}#{number}", one
            number += 1
        return f"{key}#{number}", None

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

    def _find_document(self, record: "Record") -> tuple[str | None, str]:
        """Find the same document under another id: by its text, its address, or outlet, title and date."""
        assert isinstance(record, Document)
        for own in self._ours["document"].values():
            assert isinstance(own, Document)
            if record.sha256 and record.sha256 == own.sha256:
                return own.id, "the same text, by its SHA-256"
            if record.url and record.url == own.url:
                return own.id, "the same address"
            if (record.outlet, record.title, record.published) == (
                own.outlet,
                own.title,
                own.published,
            ) and not (record.sha256 and own.sha256):
                return own.id, "the same outlet, title and date"
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
    home = {"place": "place", "actor": "actor", "terms": "term"}.get(kind)
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
    return json.dumps(
        [
            plain["who"],
            *(what.get(name) for name in ("about", "property", "value", "stance", "status", "only")),
            plain.get("when"),
            source["document"],
            source.get("via"),
            source.get("paragraph") or source.get("quote"),
        ],
        ensure_ascii=False,
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


def read_claims(held: Iterable[tuple[str, int]], renamed: list[dict[str, str]]) -> Iterator[Claim]:
    """Yield the claims that come in, what they revise being named as it is now."""
    for text, source in held:
        plain = json.loads(text)
        if "revises" in plain:
            plain["revises"] = renamed[source - 1].get(plain["revises"], plain["revises"])
        yield Claim.model_validate(plain)


def _id(record: "Record") -> str:
    assert type(record) in SECTION_OF
    return str(record.id)  # type: ignore[attr-defined]


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
