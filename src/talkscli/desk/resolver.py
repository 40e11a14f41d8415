"""What the names in rows mean: found in the store, made where that is allowed, or refused."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from talkscli.claims import Actor, Document, Event, Place, Property, Term
from talkscli.desk.cells import RefusalError, read_date, refuse
from talkscli.desk.ids import propose_ids, slug
from talkscli.errors import AmbiguousNameError, TalksError, UnknownNameError
from talkscli.values.registry import all_types

if TYPE_CHECKING:
    from collections.abc import Iterable

    from talkscli.claims import Record
    from talkscli.desk.mapping import RowMapping
    from talkscli.queries.archive import Archive
    from talkscli.values.base import ValueType

CREATED = ("actors", "properties", "documents", "places", "events", "terms")
"""What may be created where the store lacks it."""

SURE = frozenset({"id", "exact", "folded", "transliterated"})
"""Ways of finding a name that are sure enough to take without asking."""

MODELS: "dict[str, type[Record]]" = {
    "actor": Actor,
    "event": Event,
    "place": Place,
    "property": Property,
    "term": Term,
}
_SUBJECTS = ("event", "actor", "place")
_IDENTIFYING = ("title", "published", "url")
"""What a document is recognised by, with its outlet."""
_KNOWN = 100_000
"""How many names are remembered as found before the memory is emptied."""

Key = tuple[str, str]
"""Kind and id of a record."""


class Finder:
    """Finds what rows name in one store, and makes records as far as it may."""

    def __init__(
        self,
        archive: "Archive",
        mapping: "RowMapping",
        *,
        create: frozenset[str],
        accept_near: bool,
        actor_kind: str,
    ) -> None:
        self.archive = archive
        self.create = create
        self.accept_near = accept_near
        self.actor_kind = actor_kind
        self.added: dict[Key, Record] = {}
        """The records to create, by kind and id."""
        self.remarks: list[str] = []
        """What was understood on the way through the present row."""
        self._stated = mapping.types
        self._types: dict[str, str] = {}
        self._found: dict[tuple[str, ...], dict[str, str | Key]] = {}
        """By kinds: the id that each name stands for, or the id and the way it was found."""
        self._count = 0
        self._made: dict[Key, str] = {}
        self._waiting: dict[Key, Record] = {}
        self._fresh: list[Key] = []
        self._guesses: dict[str, list[ValueType]] = {}
        self._labels: dict[Key, str] = {}
        self._documents: dict[tuple[str, ...], str] = {}
        """The documents to create, by outlet and what they are recognised by."""
        self._fresh_documents: list[tuple[str, ...]] = []
        self._shelves: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}

    def begin(self) -> None:
        """Begin with a row."""
        self.remarks, self._waiting, self._fresh, self._fresh_documents = [], {}, [], []

    def keep(self) -> None:
        """Create what the present row needs."""
        self.added.update(self._waiting)

    def forget(self) -> None:
        """Take back what a refused row would have created."""
        for name in self._fresh:
            del self._made[name]
        for key in self._fresh_documents:
            del self._documents[key]
        for kind, one in self._waiting:
            if kind == "property":
                self._types.pop(one, None)

    def keep_only(self, used: "Iterable[Key]") -> None:
        """Create nothing but what claims use, and the outlets of documents."""
        wanted = set(used)
        for key in [key for key in self.added if key in wanted]:
            record = self.added[key]
            if isinstance(record, Document):
                wanted.add(("actor", record.outlet))
        self.added = {key: record for key, record in self.added.items() if key in wanted}

    def guess(self, prop: str, value: Any) -> None:
        """Learn from a value which types an unknown property can have."""
        key = slug(prop)
        known = self._guesses.get(key)
        left = all_types() if known is None else known
        self._guesses[key] = [kind for kind in left if kind.fits_cell(value)]

    def find_fact(self, fields: Mapping[str, Any]) -> tuple[str, str]:
        """Find what a row is about, and which property of it."""
        about, prop = fields.get("about"), fields.get("property")
        if "fact" in fields and (about is None or prop is None):
            first, dot, last = str(fields["fact"]).rpartition(".")
            if not dot:
                raise RefusalError(f"fact: {fields['fact']!r} is not ABOUT.PROPERTY")
            about, prop = about or first, prop or last
        if about is None:
            raise RefusalError("about: is missing; map a column, or give a constant")
        if prop is None:
            raise RefusalError("property: is missing; map a column, or give a constant")
        key = self._find_property(str(prop))
        creatable = [kind for kind in ("event", "place") if f"{kind}s" in self.create]
        create = creatable[0] if creatable else ""
        return self.find("about", about, *_SUBJECTS, create=create), key

    def type_of(self, prop: str) -> str:
        """Return the type of a property that was found."""
        return self._types[prop]

    def find_actor(self, field: str, name: Any, kind: str = "") -> str:
        """Find a person or body."""
        create = "actor" if "actors" in self.create else ""
        return self.find(field, name, "actor", create=create, actor_kind=kind)

    def find(self, field: str, name: Any, *kinds: str, create: str = "", actor_kind: str = "") -> str:
        """Return the id that a name stands for, making a record where `create` names its kind."""
        text = str(name).strip()
        known = self._found.get(kinds, {}).get(text)
        if known is None:
            for kind in kinds:
                if made := self._made.get((kind, text)):
                    return made
            found = self._look_up(field, text, kinds, create, actor_kind)
            if found is None:
                return self._made[create, text]
            known = text if found == (text, "id") else found
            if self._count >= _KNOWN:
                self._found, self._count = {}, 0
            self._found.setdefault(kinds, {})[text] = known
            self._count += 1
        if isinstance(known, str):
            return known
        one, way = known
        if way not in SURE and not self.accept_near:
            raise RefusalError(
                f"{field}: {text!r} is near {one!r}, and near is not taken; write the id, or --accept-near"
            )
        if way not in {"id", "exact"}:
            self.remarks.append(f"{field}: {text} is {one}, {way}")
        return one

    def find_document(self, fields: dict[str, Any]) -> str:
        """Find the document that carries a row's claim, by its id or title, or by what is said of it."""
        if "document" in fields:
            try:
                return self.find("document", fields["document"], "document")
            except RefusalError:
                if "documents" not in self.create or "outlet" not in fields:
                    raise
                fields.setdefault("title", fields["document"])
        if "outlet" not in fields:
            raise RefusalError("document: is missing; map or give document, or outlet, title and published")
        outlet = self.find_actor("outlet", fields["outlet"], "outlet")
        names = (*_IDENTIFYING, "language", "author")
        given = {name: str(fields[name]) for name in names if name in fields}
        if "published" in given:
            read_date("published", given["published"])
        key = (outlet, *(given.get(name, "") for name in _IDENTIFYING))
        one = self._documents.get(key) or self._seek_document(outlet, given)
        if one is None:
            one = self._documents[key] = self._make_document(outlet, given)
            self._fresh_documents.append(key)
        return one

    def outlet_of(self, document: str) -> str:
        """Return the outlet of a document."""
        record = self._new("document", document)
        if isinstance(record, Document):
            return record.outlet
        return str((self.archive.entity("document", document) or {}).get("outlet", ""))

    def name_of(self, kinds: tuple[str, ...], key: str) -> str:
        """Return the name of a record, for a sentence."""
        known = self._labels.get((kinds[0], key))
        if known is None:
            known = key
            for kind in kinds:
                record: Any = self.archive.entity(kind, key)
                if record is None and (made := self._new(kind, key)) is not None:
                    record = made.model_dump()
                if record is not None:
                    known = str(record.get("name") or record.get("label") or key.replace("-", " "))
                    break
            self._labels[kinds[0], key] = known
        return known

    def _new(self, kind: str, key: str) -> "Record | None":
        return self.added.get((kind, key)) or self._waiting.get((kind, key))

    def _find_property(self, name: str) -> str:
        create = "property" if "properties" in self.create else ""
        key = self.find("property", name, "property", create=create)
        if key not in self._types:
            record = self._new("property", key)
            if isinstance(record, Property):
                self._types[key] = record.type
            else:
                known = self.archive.entity("property", key) or {}
                self._types[key] = str(known.get("type", "text"))
        return key

    def _look_up(
        self, field: str, text: str, kinds: tuple[str, ...], create: str, actor_kind: str
    ) -> Key | None:
        try:
            found = self.archive.find(text, kinds)
        except UnknownNameError as error:
            if create and not isinstance(error, AmbiguousNameError):
                if error.suggestions:
                    near = ", ".join(error.suggestions[:3])
                    self.remarks.append(f"{text} is like {near}, and is taken as new")
                self._create(create, text, actor_kind)
                return None
            raise refuse(field, error) from error
        except TalksError as error:
            raise RefusalError(f"{field}: {error.message}") from error
        if len(found.ids) != 1:
            raise RefusalError(f"{field}: {text!r} fits several: {', '.join(found.ids)}")
        return found.ids[0], found.way

    def _create(self, kind: str, text: str, actor_kind: str) -> None:
        fields: dict[str, Any] = {"name": text}
        if kind == "actor":
            fields["kind"] = actor_kind or self.actor_kind
        elif kind == "event":
            fields["kind"] = "event"
        elif kind == "property":
            fields = {"label": text, "type": self._guess_type(text)}
        one = next(key for key in propose_ids(kind, fields) if not self._is_taken(kind, key))
        # It comes in with the row that needs it, if that is taken.
        self._waiting[kind, one] = _build(MODELS[kind], kind, {"id": one, **fields})
        self._made[kind, text] = one
        self._fresh.append((kind, text))
        self.remarks.append(f"{kind} {one} is new")

    def _is_taken(self, kind: str, key: str) -> bool:
        kinds = _SUBJECTS if kind in _SUBJECTS else (kind,)
        return any(
            self._new(one, key) is not None or self.archive.entity(one, key) is not None for one in kinds
        )

    def _guess_type(self, name: str) -> str:
        for key in (name, slug(name)):
            if key in self._stated:
                return self._stated[key]
        guesses = self._guesses.get(slug(name), [])
        return guesses[0].name if guesses else "text"

    def _seek_document(self, outlet: str, given: Mapping[str, str]) -> str | None:
        """Find a document by what is said of it; an outlet's documents are gone through once, not per row."""
        names = [name for name in _IDENTIFYING if name in given]
        shelf = self._shelves.get((outlet, *names))
        if shelf is None:
            shelf = self._shelves[outlet, *names] = {}
            for one in self.archive.entities("document", outlet=outlet):
                shelf.setdefault(tuple(one.get(name) or "" for name in names), []).append(one["id"])
        fitting = shelf.get(tuple(given[name] for name in names), [])
        if len(fitting) > 1:
            raise RefusalError(f"document: several fit: {', '.join(fitting[:5])}; map the id")
        return fitting[0] if fitting else None

    def _make_document(self, outlet: str, given: Mapping[str, str]) -> str:
        if "documents" not in self.create:
            raise RefusalError(f"document: {outlet} has none like this; --create documents makes it")
        if "title" not in given:
            raise RefusalError("title: a new document needs one; map a column, or give a constant")
        fields: dict[str, Any] = {"outlet": outlet, **given}
        one = next(key for key in propose_ids("document", fields) if not self._is_taken("document", key))
        self._waiting["document", one] = _build(Document, "document", {"id": one, **fields})
        self.remarks.append(f"document {one} is new")
        return one


def _build(model: "type[Record]", kind: str, fields: Mapping[str, Any]) -> "Record":
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise RefusalError(f"{kind}: cannot be created: {where}: {first['msg']}") from error
