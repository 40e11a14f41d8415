"""Claims added to a store."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import Document, Record
from talkscli.desk.adding_records import settle_records
from talkscli.desk.changes import Changes
from talkscli.desk.checking import CheckedClaim, complete_checks, refuse_revisions
from talkscli.desk.claim_content import fact_of
from talkscli.desk.claim_ledger import ClaimLedger
from talkscli.desk.claim_objects import flatten_object
from talkscli.desk.drafts import ClaimDrafter
from talkscli.desk.resolver import Resolver
from talkscli.desk.text_checks import TextChecker
from talkscli.desk.transaction import WAIT, change_store
from talkscli.desk.verdict_changes import MOST_FACTS
from talkscli.desk.written_values import Faults
from talkscli.errors import TalksError

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome
    from talkscli.desk.records import Draft
    from talkscli.desk.store_view import StoreView

TOLD = 20
"""Of so many claims that are there already, the ids are told; and of so many that are faulty, the faults."""

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
    texts: str | None = None,
    name_place: NamePlace = "claim {}".format,
    dry_run: bool = False,
    checks: list[CheckedClaim] | None = None,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
) -> "Outcome":
    """Add claims, in which names may stand for ids: all of them or none.

    Args:
        path: The store.
        claims: Each in the shape of the store or as a row of `talks claims`, with the same rules as for
            `add_claim`. They are asked for once, while the store is locked, and may be many.
        texts: The directory with the documents' texts, in which the claims are looked up.
        name_place: Names the place of a claim in messages, given its number from 1.
        dry_run: Whether to check and report only.
        checks: Gets what would become of each claim, in a dry run; then a faulty one is told there and
            nothing is raised for it.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.

    Returns:
        What came in; claims that say the same as one that is there are left out.

    Raises:
        UnknownNameError: a name is not known; what else is wrong with these claims is in `others`.
        UsageError: one is not a claim, or not valid in this store; likewise.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    remarks: dict[str, None] = {}
    checker = TextChecker(texts) if texts else None

    def change(view: "StoreView") -> Changes:
        drafter = ClaimDrafter(Resolver(view.archive), checker=checker)
        if checks is None:
            return settle_drafts(view, draft_objects(drafter, claims, name_place, remarks))
        given = list(claims)
        made = draft_objects(drafter, given, name_place, remarks, tell_all=True)
        changes = settle_drafts(view, _keep_checks(made, checks, drafter.resolver), checks=checks)
        complete_checks(view.archive, checks, given, texts)
        return changes

    outcome = change_store(path, change, dry_run=dry_run or checks is not None, wait=wait, environ=environ)
    outcome.remarks = list(remarks)[:TOLD]
    if len(remarks) > TOLD:
        outcome.remarks.append(f"and {len(remarks) - TOLD:,} more remarks of this kind")
    return outcome


def check_claims(
    path: str,
    claims: Sequence[Mapping[str, Any]],
    *,
    texts: str | None = None,
    name_place: NamePlace = "claim {}".format,
    environ: Mapping[str, str] = os.environ,
) -> "tuple[list[CheckedClaim], Outcome]":
    """Check claims as `add_claims` does in a dry run, and tell what would become of each of them.

    Args:
        path: The store.
        claims: Each as for `add_claims`.
        texts: The directory with the documents' texts, in which the claims are looked up.
        name_place: Names the place of a claim in messages, given its number from 1.
        environ: Where the cache of indexes is named.

    Returns:
        What would become of each claim, and of the faultless ones together: how verdicts would change.

    Raises:
        StoreError: the store cannot be read, or is not valid.
    """
    checks: list[CheckedClaim] = []
    outcome = add_claims(
        path, claims, texts=texts, name_place=name_place, dry_run=True, checks=checks, environ=environ
    )
    outcome.close()
    return checks, outcome


def draft_objects(
    drafter: ClaimDrafter,
    claims: Iterable[Mapping[str, Any]],
    name_place: NamePlace,
    remarks: dict[str, None],
    *,
    tell_all: bool = False,
) -> "Iterator[Draft | TalksError]":
    """Yield a draft of each object, or what is wrong with it; after what cannot be read, nothing.

    Args:
        drafter: Makes the drafts.
        claims: The objects.
        name_place: Names the place of one in messages, given its number from 1.
        remarks: Gets how names were understood, each once.
        tell_all: Whether a claim with unknown fields is looked at further.
    """
    numbers = iter(enumerate(claims, 1))
    while True:
        place = ""
        try:
            number, given = next(numbers)
            place = name_place(number)
            faults = Faults()
            fields = flatten_object(given, faults.found)
            if not tell_all:
                # Of a field that is misspelt, that it is missing too would only follow.
                faults.tell()
            draft = faults.take(drafter.draft, fields, place)
            faults.tell()
            assert draft is not None
            yield draft
        except StopIteration:
            return
        except TalksError as error:
            for one in (error, *error.others) if place else ():
                one.place = f"{place}: {one.place}" if one.place else place
            yield error
            if not place:
                return
        remarks.update(dict.fromkeys(drafter.resolver.remarks))
        drafter.resolver.remarks.clear()


def _keep_checks(
    drafts: "Iterable[Draft | TalksError]", checks: list[CheckedClaim], resolver: Resolver
) -> "Iterator[Draft | TalksError]":
    """Pass drafts on, and begin the check of each before it is settled."""
    for draft in drafts:
        checks.append(CheckedClaim(draft, list(resolver.remarks)))
        yield draft


def settle_drafts(
    view: "StoreView",
    drafts: "Iterable[Draft | TalksError]",
    records: Sequence[Record] = (),
    *,
    checks: list[CheckedClaim] | None = None,
) -> Changes:
    """Plan that claims come in: each gets its id, and those that are there already are left out.

    Args:
        view: The store.
        drafts: The claims, whose names were found in the store or among the records; in place of one, what is
            wrong with it.
        records: New records that they need.
        checks: Each claim's, begun when it is drawn; what became of it is told there, and nothing is raised.

    Raises:
        TalksError: one is faulty, or its id is taken; what is wrong with others is in `others`.
    """
    ledger = ClaimLedger(view)
    new = {record.id: record.outlet for record in records if isinstance(record, Document)}
    outlets = {**view.header.subs["document"], **new}
    facts: dict[str, None] = {}
    already: list[str] = []
    faults: list[TalksError] = []
    repeated = 0
    for draft in drafts:
        if len(faults) >= TOLD and checks is None:
            break
        if isinstance(draft, TalksError):
            faults += [draft, *draft.others]
            continue
        claim = draft.claim
        outlet = outlets.get(claim.source.document, "")
        try:
            one, is_new = ledger.settle(claim, outlet, has_id=draft.has_id, place=draft.place)
        except TalksError as error:
            faults.append(error)
            if checks is not None:
                checks[-1].faults.append(error)
            continue
        if checks is not None:
            checks[-1].id, checks[-1].is_new = one, is_new
        if not is_new:
            repeated += 1
            already += [one] if len(already) < TOLD else []
        elif len(facts) <= MOST_FACTS:
            facts[fact_of(claim)] = None
    if checks is not None:
        refuse_revisions(ledger, checks)
    elif faults:
        first, *first.others = faults
        raise first
    return Changes(records, claims=ledger, facts=facts, already=already, repeated=repeated)
