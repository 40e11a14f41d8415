"""Actors, places, events, properties, terms and documents added to a store."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from talkscli import claims
from talkscli.claims import MODELS, SUBJECTS, Document, Record, id_of, kind_of
from talkscli.desk.changes import Changes
from talkscli.desk.ids import propose_ids
from talkscli.desk.records import build
from talkscli.desk.resolver import Resolver
from talkscli.desk.transaction import WAIT, change_store
from talkscli.desk.written_values import Faults, read_date
from talkscli.errors import TalksError, UsageError

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome
    from talkscli.desk.store_view import StoreView

DATES = ("published", "retrieved")
"""The fields of records that are dates."""

REFERENCES = {field: home for fields in claims.REFERENCES.values() for field, home in fields.items()}
"""The fields of records that name another record, and its kind."""

UNREAD = "unread"
"""Stands for what could not be read, so that what else is wrong is found too."""

TOLD = 20
"""Of so many faulty records the faults are told."""

NameField = Callable[[str], str]
"""Names the place of a field, for messages."""


def add_record(
    path: str,
    kind: str,
    fields: Mapping[str, Any],
    *,
    records: Sequence[Record] = (),
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    name_field: Callable[[str], str] = str,
) -> "Outcome":
    """Add an actor, place, event, property, term or document.

    Args:
        path: The store.
        kind: Its kind.
        fields: Its fields; those that refer to other records may hold their names. Without an `id`, one is
            made of its name.
        records: New records that it needs.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        name_field: Names a field in messages.

    Returns:
        What came in; nothing, where the record is there just so.

    Raises:
        UnknownNameError: it refers to what is not there.
        UsageError: it is not such a record, or its id is taken.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    remarks: list[str] = []

    def change(view: "StoreView") -> Changes:
        maker = RecordReader(view, kind, records)
        made = maker.read(fields, name_field)
        remarks[:] = maker.remarks
        return _plan_records([*records, made], view)

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = remarks
    return outcome


def add_records(
    path: str,
    kind: str,
    records: Iterable[Mapping[str, Any]],
    *,
    name_place: Callable[[int], str] = "record {}".format,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
) -> "Outcome":
    """Add records of one kind, in which names may stand for ids: all of them or none.

    Args:
        path: The store.
        kind: Their kind.
        records: Their fields, as for `add_record`; one may name another that comes with it.
        name_place: Names the place of a record in messages, given its number from 1.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.

    Returns:
        What came in; records that are there just so are left out.

    Raises:
        UnknownNameError: one refers to what is not there; what else is wrong is in `others`.
        UsageError: one is not such a record, or its id is taken; likewise.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    given: list[tuple[Mapping[str, Any], NameField]] = []
    for number, fields in enumerate(records, 1):
        given.append((fields, partial(_name_place, name_place(number))))
    remarks: dict[str, None] = {}

    def change(view: "StoreView") -> Changes:
        reader = RecordReader(view, kind)
        faults = Faults()
        if any(REFERENCES.get(name) == kind for fields, _ in given for name in fields):
            # One may name another that stands after it.
            for fields, _ in given:
                reader.announce(fields)
            reader = RecordReader(view, kind, resolver=reader.resolver)
        made = [faults.take(reader.read, *one) for one in given]
        del faults.found[TOLD:]
        faults.tell()
        remarks.update(dict.fromkeys(reader.remarks))
        return _plan_records([record for record in made if record is not None], view)

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = list(remarks)[:TOLD]
    return outcome


class RecordReader:
    """Reads records of one kind as people and programs give them: names become ids, dates are read."""

    def __init__(
        self,
        view: "StoreView",
        kind: str,
        records: Sequence[Record] = (),
        *,
        resolver: Resolver | None = None,
    ) -> None:
        self.view = view
        self.kind = kind
        self.remarks: list[str] = []
        self._records = records
        """New records of any kind that may be named."""
        self._resolver = resolver
        self._taken: dict[str, Record] = {}
        self._titles: dict[tuple[str, str], list[str]] | None = None
        """The documents of the store by outlet and title, once they have been asked for."""

    @property
    def resolver(self) -> Resolver:
        """Return what finds names; only records that name others need it, and the store's index with it."""
        if self._resolver is None:
            self._resolver = Resolver(self.view.archive)
            for record in self._records:
                self._resolver.add(record)
        return self._resolver

    def announce(self, given: Mapping[str, Any]) -> None:
        """Take note of a record that is still to be read, so that others can name it; not of a faulty one."""
        own = [name for name, home in REFERENCES.items() if home == self.kind]
        fields = {name: value for name, value in given.items() if name not in own}
        names = [fields.get(name) for name in ("name", "label", "title")]
        if "id" not in fields and any(name and self.resolver.is_sure(name, (self.kind,)) for name in names):
            return
        with suppress(TalksError):
            self.read(fields, str)

    def read(self, given: Mapping[str, Any], name_field: NameField) -> Record:
        """Make a record of its fields; an id that is not given is made of its name.

        Raises:
            UnknownNameError: it names what is not there; what else is wrong is in `others`.
            UsageError: it is not such a record; likewise.
        """
        faults = Faults()
        fields = {name: value for name, value in given.items() if value not in (None, [], "")}
        for name in MODELS[self.kind].model_fields:
            if isinstance(fields.get(name), str):
                place = name_field(name)
                if name in REFERENCES:
                    fields[name] = faults.take(self._find, name, fields[name], place) or UNREAD
                elif name in DATES:
                    fields[name] = faults.take(read_date, fields[name], place, self.remarks) or UNREAD
        record = faults.take(self._make, fields, name_field)
        faults.tell()
        assert record is not None
        self._taken[id_of(record)] = record
        if isinstance(record, Document):
            self._remark_twin(record)
        elif id_of(record) not in self.view.header.by_kind[self.kind]:
            named = getattr(record, "name", None) or getattr(record, "label", None)
            names = [*([named] if named else []), *getattr(record, "aliases", ())]
            self.remarks += self.resolver.tell_namesakes(self.kind, id_of(record), names)
        if (self.kind, id_of(record)) not in self.resolver.coming:
            self.resolver.add(record)
        return record

    def _remark_twin(self, document: Document) -> None:
        """Tell where an outlet has a document of the same title: it may be the same one."""
        if self._titles is None:
            self._titles = {}
            for one, other in self.view.header.by_kind["document"].items():
                self._titles.setdefault((other.outlet, other.title), []).append(one)
        for one in self._titles.get((document.outlet, document.title), ()):
            if one != document.id:
                told = (
                    f"{one} has the same title; if it is the same text, talks edit document {one} adds to it"
                )
                self.remarks.append(told)

    def _find(self, name: str, word: str, place: str) -> str:
        more = {"kind": "outlet"} if name == "outlet" else {}
        found = self.resolver.find(word, (REFERENCES[name],), place, **more)
        self.remarks += self.resolver.remarks
        self.resolver.remarks.clear()
        return found

    def _make(self, fields: dict[str, Any], name_field: NameField) -> Record:
        def make(one: str) -> Record:
            place = lambda path: name_field(path.partition("[")[0])  # noqa: E731
            return build(MODELS[self.kind], {**fields, "id": one}, place)

        if "id" in fields:
            return make(fields["id"])
        # A record that is there just so is left alone, whichever number its id has.
        made = map(make, propose_ids(self.kind, fields))
        return next(record for record in made if self._is_free(record))

    def _is_free(self, record: Record) -> bool:
        """Tell whether nothing else has a record's id, also of the kinds that share theirs."""
        one = id_of(record)
        homes = SUBJECTS if self.kind in SUBJECTS else (self.kind,)
        coming = [other for other in self._records if kind_of(other) in homes and id_of(other) == one]
        there = [self.view.records(home)[one] for home in homes if one in self.view.records(home)]
        return all(other == record for other in (*there, *coming, *filter(None, [self._taken.get(one)])))


def _name_place(place: str, field: str) -> str:
    return f"{place}: {field}" if field else place


def settle_records(records: Iterable[Record], view: "StoreView") -> tuple[list[Record], list[str]]:
    """Part records into those to add and the ids of those that are there just so.

    Raises:
        UsageError: an id is taken by another record of the kind.
    """
    new: dict[tuple[str, str], Record] = {}
    already: list[str] = []
    for record in records:
        kind, one = kind_of(record), id_of(record)
        other = new.get((kind, one)) or view.records(kind).get(one)
        if other is None:
            new[kind, one] = record
        elif other == record:
            already.append(one)
        else:
            raise UsageError(
                f"there is {'an' if kind[0] in 'aeiou' else 'a'} {kind} {one!r} already, and it is another",
                place=f"{kind} {one}",
                hint="give it another id, or leave the id out",
            )
    return list(new.values()), already


def _plan_records(records: Iterable[Record], view: "StoreView") -> Changes:
    new, already = settle_records(records, view)
    return Changes(new, already=already)
