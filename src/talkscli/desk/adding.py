"""Claims and records added to a store."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli import claims
from talkscli.claims import MODELS, Document, Record, id_of, kind_of
from talkscli.desk.changes import Changes
from talkscli.desk.claim_checks import check_claim
from talkscli.desk.claim_content import fact_of
from talkscli.desk.claim_ledger import ClaimLedger
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.ids import propose_ids
from talkscli.desk.records import Draft, build, make_draft
from talkscli.desk.resolver import Resolver
from talkscli.desk.text_checks import TextChecker
from talkscli.desk.transaction import WAIT, change_store
from talkscli.desk.verdict_changes import MOST_FACTS
from talkscli.desk.written_values import read_date
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome
    from talkscli.desk.store_view import StoreView

TOLD = 20
"""Of so many claims that are there already, the ids are told."""

DATES = ("published", "retrieved")
"""The fields of records that are dates."""

REFERENCES = {field: home for fields in claims.REFERENCES.values() for field, home in fields.items()}
"""The fields of records that name another record, and its kind."""

NamePlace = Callable[[int], str]
"""Names the place of one of many, counted from 1, for messages."""


def add_claim(
    path: str,
    fields: Mapping[str, Any],
    *,
    records: Sequence[Record] = (),
    texts: str | None = None,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
    name_field: Callable[[str], str] = str,
) -> "Outcome":
    """Add a claim, in whose fields names stand for ids.

    Args:
        path: The store.
        fields: The columns of `talks claims`: `who`, `about`, `property`, `value`, `text`, `document` ...
            Names are found surely or not at all. Without an `id`, one is made; without `who`, the document's
            outlet is the claimant; without `text`, a plain sentence is written.
        records: New records that the claim needs.
        texts: The directory with the documents' texts, in which the claim is looked up.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.
        name_field: Names a field in messages.

    Returns:
        What came in; nothing, where a claim says the same from the same source.

    Raises:
        UnknownNameError: a name is not known.
        UsageError: something is missing, or not as it has to be.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    remarks: list[str] = []
    checker = TextChecker(texts) if texts else None

    def change(view: "StoreView") -> Changes:
        new, _ = settle_records(records, view)
        resolver = Resolver(view.archive)
        for record in new:
            resolver.add(record)
        draft = ClaimDrafter(resolver, name_field, checker=checker).draft(fields)
        remarks[:] = resolver.remarks
        return settle_drafts(view, [draft], new)

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = remarks
    return outcome


def add_claims(
    path: str,
    claims: Iterable[Mapping[str, Any]],
    *,
    name_place: NamePlace = "claim {}".format,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
) -> "Outcome":
    """Add claims that name everything by its id: all of them or none.

    Args:
        path: The store.
        claims: Each in the shape of the store or as a row of `talks claims`. They are asked for once, while
            the store is locked, and may be many.
        name_place: Names the place of a claim in messages, given its number from 1.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.

    Returns:
        What came in; claims that say the same as one that is there are left out.

    Raises:
        UsageError: one is not a claim, or not valid in this store.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """

    def change(view: "StoreView") -> Changes:
        drafts = (make_draft(fields, name_place(number)) for number, fields in enumerate(claims, 1))
        return settle_drafts(view, drafts, are_checked=False)

    return change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)


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
    fields = dict(fields)
    for name in DATES:
        if fields.get(name):
            fields[name] = read_date(fields[name], name_field(name), remarks)

    def change(view: "StoreView") -> Changes:
        resolver = Resolver(view.archive) if any(fields.get(name) for name in REFERENCES) else None
        for record in records:
            if resolver is not None:
                resolver.add(record)
        return _plan_records([*records, _make_record(view, resolver, kind, fields, name_field)], view)

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = remarks
    return outcome


def add_records(
    path: str,
    kind: str,
    records: Iterable[Mapping[str, Any]],
    *,
    name_place: NamePlace = "record {}".format,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
) -> "Outcome":
    """Add records of one kind that name everything by its id: all of them or none.

    Args:
        path: The store.
        kind: Their kind.
        records: Their fields; those without an `id` get one of their name.
        name_place: Names the place of a record in messages, given its number from 1.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.

    Returns:
        What came in; records that are there just so are left out.

    Raises:
        UsageError: one is not such a record, or its id is taken.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    made: list[Record] = []
    taken: set[str] = set()
    for number, fields in enumerate(records, 1):
        place = name_place(number)
        one = fields.get("id") or next(one for one in propose_ids(kind, dict(fields)) if one not in taken)
        taken.add(str(one))

        def name_field(field: str, place: str = place) -> str:
            return f"{place}: {field}" if field else place

        made.append(build(MODELS[kind], {**fields, "id": one}, name_field))
    return change_store(
        path, lambda view: _plan_records(made, view), dry_run=dry_run, wait=wait, environ=environ
    )


def settle_drafts(
    view: "StoreView",
    drafts: Iterable[Draft],
    records: Sequence[Record] = (),
    *,
    are_checked: bool = True,
) -> Changes:
    """Plan that claims come in: each gets its id, and those that are there already are left out.

    Args:
        view: The store.
        drafts: The claims.
        records: New records that they need.
        are_checked: Whether all that the claims name was found in the store.

    Raises:
        UsageError: one is not valid in this store, or its id is taken.
    """
    ledger = ClaimLedger(view)
    new = {record.id: record.outlet for record in records if isinstance(record, Document)}
    outlets = {**view.header.subs["document"], **new}
    facts: dict[str, None] = {}
    already: list[str] = []
    repeated = 0
    for draft in drafts:
        claim = draft.claim
        outlet = outlets.get(claim.source.document, "")
        one, is_new = ledger.settle(claim, outlet, has_id=draft.has_id, place=draft.place)
        if not is_new:
            repeated += 1
            already += [one] if len(already) < TOLD else []
            continue
        if not are_checked:
            check_claim(claim.model_copy(update={"id": one}), view.header, view.path)
        if len(facts) <= MOST_FACTS:
            facts[fact_of(claim)] = None
    return Changes(records, claims=ledger, facts=facts, already=already, repeated=repeated)


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


def _make_record(
    view: "StoreView",
    resolver: Resolver | None,
    kind: str,
    given: Mapping[str, Any],
    name_field: Callable[[str], str],
) -> Record:
    fields = {name: value for name, value in given.items() if value not in (None, [], "")}
    for name, other in REFERENCES.items():
        if name in fields and resolver is not None:
            more = {"kind": "outlet"} if name == "outlet" else {}
            fields[name] = resolver.find(fields[name], (other,), name_field(name), **more)

    def make(one: str) -> Record:
        return build(MODELS[kind], {**fields, "id": one}, lambda path: name_field(path.partition("[")[0]))

    if "id" in fields:
        return make(fields["id"])
    there = view.records(kind)
    # A record that is there just so is left alone, whichever number its id has.
    made = map(make, propose_ids(kind, fields))
    return next(record for record in made if there.get(id_of(record), record) == record)
