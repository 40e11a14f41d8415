"""What names mean where something is written: surely, or not at all. No name is guessed.

Sure is an id, a name or alias as it stands, the same whole name after folding or transliteration, and a place
named with what it lies within. A part of a name and a near name are only suggested.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from shlex import quote
from typing import TYPE_CHECKING, Any

from talkscli.claims import MODELS, SUBJECTS, Record, id_of, kind_of
from talkscli.desk.ids import propose_ids
from talkscli.desk.records import build
from talkscli.errors import AmbiguousNameError, UnknownNameError, UnsureNameError, cut
from talkscli.index.header import names_of
from talkscli.names import whole_forms
from talkscli.queries.coming_names import ComingNames

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Found

Key = tuple[str, str]
"""Kind and id of a record."""

NEEDED = {
    "actor": " --kind person",
    "event": " --kind round",
    "property": " --type text",
    "document": " --outlet NAME",
}
"""What `talks add` needs besides a name, with a value as an example."""

_MOST_SHOWN = 10_000
"""How many names are remembered as shown before the memory is emptied."""

_MOST_KNOWN = 100_000
"""How many names are remembered as found before the memory is emptied."""


class Resolver:
    """Finds what names mean in one store, and among the records that are to come into it."""

    def __init__(self, archive: "Archive", *, accept_near: bool = False) -> None:
        self.archive = archive
        self.accept_near = accept_near
        """Whether a name that is only near one of the store is taken for it."""
        self.coming: dict[Key, Record] = {}
        """The records that are to come in, in their order."""
        self.changes = 0
        """How often a record came or went by which a name that was found may mean something else now."""
        self.remarks: list[str] = []
        """How names were understood that are written otherwise in the store."""
        self._names = ComingNames()
        self._marks: dict[tuple[str, Hashable], str] = {}
        """The ids of the records to come, by kind and by the marks that they were added with."""
        self._marks_of: dict[Key, list[tuple[str, Hashable]]] = {}
        self._sure: dict[tuple[Sequence[str], str], Sequence[Found]] = {}
        self._asked: set[Hashable] = set()
        """The forms of the names that were found surely."""
        self._absent: set[tuple[Sequence[str], str]] = set()
        """What nothing surely has as a name, until a record is to come."""
        self._unsure: dict[tuple[Sequence[str], str], Found | UnknownNameError] = {}
        self._shown: dict[tuple[str, ...], str] = {}
        self._odd: dict[tuple[str, str], bool] = {}
        self._records: dict[Key, Mapping[str, Any]] = {}

    def find(
        self, word: object, kinds: Sequence[str], place: str = "", *, create: str = "", **more: Any
    ) -> str:
        """Return the id that a name stands for.

        Args:
            word: A name or an id.
            kinds: The kinds of record that it may name.
            place: Where it was given, for messages: `--who`, a column.
            create: The kind of record to make where nothing has the name, if that is allowed.
            more: Fields of that record.

        Raises:
            UnknownNameError: nothing has that name, or only something like it, or several have it equally.
        """
        asked = str(word).strip()
        found = self._look_up(asked, kinds)
        if not isinstance(found, UnknownNameError):
            if found.way not in {"id", "exact"}:
                self.remarks.append(f"{place}: {cut(asked)} is {found.name} ({found.ids[0]}), {found.way}")
            return found.ids[0]
        error = type(found)(
            found.query, found.kind, found.suggestions, message=found.message, place=place, hint=found.hint
        )
        return self.make_record(create, asked, error, **more)

    def find_sure(self, word: str, kinds: Sequence[str]) -> "Sequence[Found]":
        """Return all of some kinds that surely has a name, or is to come with it."""
        key = kinds, word
        if (known := self._sure.get(key)) is not None:
            return known
        if key in self._absent:
            return ()
        found = self.archive.find_sure(word, kinds, self._names)
        if not found:
            if len(self._absent) >= _MOST_KNOWN:
                self._absent.clear()
            self._absent.add(key)
        else:
            if len(self._sure) >= _MOST_KNOWN:
                self._forget_found()
            self._sure[key] = found
            self._asked.update(_list_forms([word]))
        return found

    def is_sure(self, word: object, kinds: Sequence[str]) -> bool:
        """Tell whether something of some kinds surely has a name, or is to come with it."""
        return bool(self.find_sure(str(word).strip(), kinds))

    def tell_namesakes(self, kind: str, one: str, names: Iterable[str]) -> Iterator[str]:
        """Yield which names of a record others have as well, so that they alone will not do."""
        kinds = SUBJECTS if kind in SUBJECTS else (kind,)
        for name in names:
            for found in self.find_sure(name, kinds):
                if found.ids[0] != one:
                    yield f"{cut(name)} is a name of {found.ids[0]} too: write ids where either may be meant"

    def may_create(self, kind: str) -> bool:
        """Tell whether records of a kind may be made of names that the store does not have."""
        del kind
        return False

    def make_record(self, kind: str, name: str, error: UnknownNameError, /, **more: Any) -> str:
        """Make a record of a name that the store does not have, and return its id; or refuse to.

        Raises:
            UnknownNameError: the error given.
        """
        kind = kind or error.kind.partition(",")[0].partition(" ")[0]
        error.hint = error.hint or self.tell_making(kind, name, **more)
        raise error

    def tell_making(self, kind: str, name: str, /, **fields: str) -> str:
        """Tell how a record that the store lacks is made."""
        options = "".join(f" --{field} {quote(value)}" for field, value in fields.items())
        return f"talks add {kind} {quote(name)}{options or NEEDED.get(kind, '')} makes one"

    def make(self, kind: str, fields: Mapping[str, Any], *marks: Hashable) -> str:
        """Make a record of fields, with an id of its own, and return the id.

        Raises:
            UsageError: the fields make none.
        """
        one = next(key for key in propose_ids(kind, dict(fields)) if not self.is_taken(kind, key))
        place = f"{kind}: cannot be created"
        self.add(build(MODELS[kind], {"id": one, **fields}, lambda field: f"{place}: {field}"), *marks)
        self.remarks.append(f"{kind} {one} is new")
        return one

    def add(self, record: Record, *marks: Hashable) -> None:
        """Take in a record that is to come, found from now on by its id, its names and other marks."""
        key = kind, one = kind_of(record), id_of(record)
        self.coming[key] = record
        self._names.add(kind, one, record)
        self._marks_of[key] = [(kind, mark) for mark in marks if (kind, mark) not in self._marks]
        self._marks.update(dict.fromkeys(self._marks_of[key], one))
        self._unsure.clear()
        self._absent.clear()
        if not self._asked.isdisjoint(_list_forms((one, *names_of(kind, record)))):
            self._forget_found()

    def forget(self, count: int) -> None:
        """Let go of all records to come but the first so many."""
        while len(self.coming) > count:
            key, _ = self.coming.popitem()
            self._names.drop()
            for mark in self._marks_of.pop(key):
                del self._marks[mark]
            self._unsure.clear()
            self._absent.clear()
            self._forget_found()

    def _forget_found(self) -> None:
        self.changes += 1
        self._shown.clear()
        self._sure.clear()
        self._asked.clear()

    def find_mark(self, kind: str, mark: Hashable) -> str | None:
        """Return the id of the record to come that was added with a mark."""
        return self._marks.get((kind, mark))

    def type_of(self, prop: str) -> str:
        """Return the type of a property's values."""
        return str(self._read("property", prop).get("type", "text"))

    def outlet_of(self, document: str) -> str:
        """Return the outlet of a document."""
        return str(self._read("document", document).get("outlet", ""))

    def published_of(self, document: str) -> str | None:
        """Return the day on which a document was published, or None if it is not told."""
        return self._read("document", document).get("published")

    def record_of(self, kind: str, one: str) -> Mapping[str, Any]:
        """Return the fields of a record, with its id; nothing else if there is none."""
        return {**self._read(kind, one), "id": one}

    def find_odd_subject(self, about: str, prop: str) -> str | None:
        """Return the kind of a subject if a property has claims, and none about anything of that kind."""
        if ("property", prop) in self.coming:
            return None
        kind = next((kind for kind in SUBJECTS if self._read(kind, about)), "")
        key = prop, kind
        if key not in self._odd:
            self._odd[key] = self.archive.has_subject(prop) and not self.archive.has_subject(prop, kind)
        return kind if self._odd[key] else None

    def name_of(self, kinds: Sequence[str], one: str) -> str:
        """Return the name or label of a record of some kinds, for a sentence."""
        key = *kinds, one
        if (shown := self._shown.get(key)) is None:
            if len(self._shown) >= _MOST_SHOWN:
                self._shown.clear()
            self._shown[key] = shown = self._find_shown(kinds, one)
        return shown

    def _find_shown(self, kinds: Sequence[str], one: str) -> str:
        for kind in kinds:
            record = self._read(kind, one)
            if name := record.get("name") or record.get("label") or record.get("title"):
                return str(name)
        return one.replace("-", " ") if kinds == ("property",) else one

    def is_taken(self, kind: str, one: str) -> bool:
        """Tell whether a record of a kind cannot have an id, since another has it."""
        return any(self._read(kind, one) for kind in (SUBJECTS if kind in SUBJECTS else (kind,)))

    def _read(self, kind: str, one: str) -> Mapping[str, Any]:
        """Return the fields of a record of the store or to come; nothing if there is none."""
        if (record := self.coming.get((kind, one))) is not None:
            return record.__dict__
        if (kind, one) not in self._records:
            if len(self._records) >= _MOST_KNOWN:
                self._records.clear()
            self._records[kind, one] = self.archive.entity(kind, one) or {}
        return self._records[kind, one]

    def _look_up(self, asked: str, kinds: Sequence[str]) -> "Found | UnknownNameError":
        """Return what surely has a name, or the error that says why nothing is taken."""
        sure = self.find_sure(asked, kinds)
        if len(sure) == 1:
            return sure[0]
        key = kinds, asked
        if key not in self._unsure:
            if len(self._unsure) >= _MOST_KNOWN:
                self._unsure.clear()
            try:
                self._unsure[key] = self._ask(asked, kinds, sure)
            except UnknownNameError as error:
                # What it was raised in must not be kept with it.
                self._unsure[key] = error.with_traceback(None)
        return self._unsure[key]

    def _ask(self, asked: str, kinds: Sequence[str], sure: "Sequence[Found]") -> "Found":
        if sure:
            shown = ", ".join(f"{found.name} ({found.ids[0]})" for found in sure[:10])
            raise AmbiguousNameError(
                asked,
                " or ".join(kinds),
                [found.ids[0] for found in sure],
                message=f"{cut(asked)!r} fits several: {shown}",
                hint="name one of them by its id",
            )
        # What only resembles it is worth a suggestion.
        like = self.archive.find(asked, kinds, self._names)
        if self.accept_near:
            return like
        raise UnsureNameError(
            asked,
            like.kind,
            like.ids,
            message=f"no {' or '.join(kinds)} is named {cut(asked)!r}",
            hint=f"did you mean {like.ids[0]} ({like.name})?",
        )


def _list_forms(names: Iterable[str]) -> Iterator[Hashable]:
    """Yield what one of two names that may be the same shares with the other."""
    for name in names:
        yield name
        yield from whole_forms(name)
