"""Actors, places, events, properties, terms and documents mended: their fields, never their ids.

Of claims only what is never compared is edited in its place; what they say is replaced, and stays.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import CHAINS, MODELS, REFERENCES, Record, id_of
from talkscli.desk.changes import Changes
from talkscli.desk.mapping import check_field
from talkscli.desk.records import build
from talkscli.desk.resolver import Resolver
from talkscli.desk.transaction import WAIT, change_store
from talkscli.desk.written_values import read_date
from talkscli.errors import UnknownNameError, UsageError, cut

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome
    from talkscli.desk.store_view import StoreView

LISTS = ("aliases", "tags")
"""The fields of records that hold several texts."""

DATES = ("published", "retrieved", "recorded")
"""The fields of records that are dates."""

NAMES = ("name", "label", "title", "aliases")
"""The fields of records by which they are found."""

JUDGED = {
    "actor": ("kind", "of"),
    "place": ("within",),
    "event": (),
    "property": ("type", "unit", "answers", "tolerance"),
    "term": ("broader",),
    "document": ("outlet", "published"),
}
"""By kind, the fields on which verdicts rest."""

REMARKS = ("tags", "note", "recorded")
"""The fields of claims that are no part of what they say."""

INSTEAD = "talks replace mends what a claim says, revise adds a claimant's correction, retract takes it back"

_ONE = {"alias": "aliases", "tag": "tags"}
"""One of several, as the options of `talks add` call them."""


class RecordEdit:
    """What is to become of the fields of a record.

    Attributes:
        given: The fields that get another value; one that is empty or None is cleared. Names stand for ids.
        added: By field, what is added to a list.
        removed: By field, what is taken out of a list.
    """

    def __init__(
        self,
        given: Mapping[str, Any] | None = None,
        *,
        added: Mapping[str, Sequence[str]] | None = None,
        removed: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.given = {_ONE.get(name, name): value for name, value in (given or {}).items()}
        self.added = {_ONE.get(name, name): values for name, values in (added or {}).items()}
        self.removed = {_ONE.get(name, name): values for name, values in (removed or {}).items()}

    def check(self, kind: str, name_field: Callable[[str], str]) -> None:
        """Refuse fields that a kind of record does not have, ids, and several values of what is one.

        Raises:
            UsageError: a field cannot be edited so.
        """
        fields = REMARKS if kind == "claim" else [one for one in MODELS[kind].model_fields if one != "id"]
        if not (self.given or self.added or self.removed):
            raise UsageError("nothing is given that changes", hint=f"its fields are {', '.join(fields)}")
        for name in (*self.given, *self.added, *self.removed):
            if name == "id":
                hint = "set its name, or add an alias, and it is found by that"
                raise UsageError("ids never change: claims name them", place=name_field(name), hint=hint)
            if kind == "claim" and name not in REMARKS:
                told = f"a claim is edited in {', '.join(REMARKS)} only"
                raise UsageError(told, place=name_field(name), hint=INSTEAD)
            check_field(name, name_field(name), fields)
        for name in (*self.added, *self.removed):
            if name not in LISTS or name not in fields:
                raise UsageError("is no list", place=name_field(name), hint="set it instead")
            if name in self.given:
                raise UsageError("is set as a whole", place=name_field(name), hint="set it, or add to it")
        for name, value in self.given.items():
            if isinstance(value, list) and name not in LISTS:
                raise UsageError("is set twice", place=name_field(name), hint="give one value")


def edit_records(
    path: str,
    kind: str,
    names: Sequence[str],
    edit: RecordEdit,
    *,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    name_field: Callable[[str], str] = str,
) -> "Outcome":
    """Change fields of records, in one write; what rests on them is checked again.

    Args:
        path: The store.
        kind: Their kind: actor, place, event, property, term, document; or claim, of which only tags, note
            and recorded are edited.
        names: The records, by ids or sure names.
        edit: What becomes of their fields.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        name_field: Names a field in messages.

    Returns:
        What changed, with the verdicts of the facts that rest on it, before and after.

    Raises:
        UnknownNameError: there is no such record, or a name in a field is not known.
        UsageError: a field cannot be so, or a claim would no longer be valid; each is told in `others`.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    edit.check(kind, name_field)
    remarks: list[str] = []

    def change(view: "StoreView") -> Changes:
        resolver = Resolver(view.archive)
        there = _find_records(view, resolver, kind, names)
        given = _read_given(kind, edit.given, resolver, name_field)
        remarks[:] = [remark.removeprefix(f"{kind}: ") for remark in resolver.remarks]
        replaced = []
        for old in there:
            new = _amend(kind, old, given, edit, name_field)
            if new != old:
                replaced.append(new)
                remarks.extend(_describe(kind, old, new))
                remarks.extend(resolver.tell_namesakes(kind, id_of(new), _list_new_names(kind, old, new)))
        return Changes(replaced=replaced, facts=_find_facts(view, kind, replaced))

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = remarks
    return outcome


def _find_records(view: "StoreView", resolver: Resolver, kind: str, names: Sequence[str]) -> Sequence[Record]:
    """Find the records that are to change, each once."""
    if kind != "claim":
        ids = dict.fromkeys(resolver.find(name, (kind,), kind) for name in names)
        return [view.records(kind)[one] for one in ids]
    claims = []
    for one in dict.fromkeys(names):
        claim = view.read_claim(one)
        if claim is None:
            raise UnknownNameError(one, "claim", hint="talks search finds claims by their words")
        claims.append(claim)
    return claims


def _read_given(
    kind: str, given: Mapping[str, Any], resolver: Resolver, name_field: Callable[[str], str]
) -> dict[str, Any]:
    """Return the fields as a record holds them: names become ids, dates and numbers are read."""
    read: dict[str, Any] = {}
    for name, value in given.items():
        place = name_field(name)
        if value in (None, "", []):
            read[name] = None
        elif name in REFERENCES.get(kind, {}):
            read[name] = resolver.find(value, (REFERENCES[kind][name],), place)
        elif name in DATES:
            read[name] = read_date(value, place, resolver.remarks)
        elif name == "number":
            try:
                read[name] = int(str(value))
            except ValueError as error:
                raise UsageError(f"{value!r} is not a number", place=place) from error
        else:
            read[name] = [value] if name in LISTS and isinstance(value, str) else value
    return read


def _amend(
    kind: str,
    old: Record,
    given: Mapping[str, Any],
    edit: RecordEdit,
    name_field: Callable[[str], str],
) -> Record:
    fields: dict[str, Any] = {**old.__dict__, **given}
    for name, values in edit.removed.items():
        for value in values:
            if value not in fields[name]:
                there = ", ".join(fields[name])
                hint = f"there are: {there}" if there else "it has none"
                place = f"{name_field(name)}, {kind} {id_of(old)}"
                raise UsageError(f"{cut(value)!r} is not there", place=place, hint=hint)
        fields[name] = [value for value in fields[name] if value not in values]
    for name, values in edit.added.items():
        fields[name] = list(dict.fromkeys([*fields[name], *values]))
    kept = {name: value for name, value in fields.items() if value not in (None, [])}
    return build(MODELS[kind], kept, lambda path: name_field(path.partition("[")[0]))


def _describe(kind: str, old: Record, record: Record) -> Iterator[str]:
    """Yield how each field changes."""
    for name in MODELS[kind].model_fields:
        before, after = getattr(old, name), getattr(record, name)
        if isinstance(before, list):
            new, gone = ([one for one in a if one not in b] for a, b in ((after, before), (before, after)))
            yield from (f"{id_of(old)}: {name} has {cut(word)} now" for word in new)
            yield from (f"{id_of(old)}: {name} has {cut(word)} no more" for word in gone)
        elif before != after:
            was, now = ("nothing" if one is None else cut(str(one)) for one in (before, after))
            yield f"{id_of(old)}: {name} is {now}, not {was}"


def _list_new_names(kind: str, old: Record, new: Record) -> list[str]:
    """List the names that a record is to get."""
    if kind not in JUDGED or kind == "document":
        return []

    def list_names(record: Record) -> list[str]:
        return [word for name in NAMES for word in _list(getattr(record, name, None))]

    return [word for word in list_names(new) if word not in list_names(old)]


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [str(value)]


def _find_facts(view: "StoreView", kind: str, replaced: Sequence[Record]) -> Iterator[str]:
    """Yield the facts whose verdicts rest on what changes."""
    there = view.records(kind) if kind in JUDGED else {}
    for record in replaced if kind in JUDGED else ():
        old = there[id_of(record)]
        if any(getattr(old, name) != getattr(record, name) for name in JUDGED[kind]):
            inner = _list_inner(there, CHAINS[kind], id_of(record)) if kind in {"place", "term"} else ()
            yield from view.archive.resting_facts(kind, (id_of(record), *inner))


def _list_inner(records: Mapping[str, Any], field: str, one: str) -> list[str]:
    """List the records that lie in one, at any depth."""
    inner: dict[str, list[str]] = {}
    for key, record in records.items():
        inner.setdefault(getattr(record, field) or "", []).append(key)
    found: dict[str, None] = {}
    waiting = [one]
    while waiting:
        for key in inner.get(waiting.pop(), ()):
            if key not in found:
                found[key] = None
                waiting.append(key)
    return list(found)
