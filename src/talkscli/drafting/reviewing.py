"""Drafts looked through by a person: what each stands on, what is known already, what it would change.

A statement is what one claimant says in one paragraph of one document; it is looked at as a whole.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.claims import id_of, kind_of
from talkscli.desk.adding_records import settle_records
from talkscli.desk.anchors import EXACT, MOVED, NO_ANCHOR, place_anchor
from talkscli.desk.changes import Changes
from talkscli.desk.claim_checks import check_claim
from talkscli.desk.claim_content import fact_of, write_content
from talkscli.desk.claim_ledger import ClaimLedger
from talkscli.desk.resolver import Resolver
from talkscli.desk.text_checks import TextChecker
from talkscli.desk.texts import Text, TextFolder
from talkscli.desk.transaction import WAIT, change_store
from talkscli.desk.verdict_changes import VerdictChange, compare_verdicts
from talkscli.desk.verifying import explain_placement
from talkscli.drafting.draft_file import Proposal
from talkscli.drafting.review_state import ACCEPTED, OPEN, SKIPPED, WRITTEN, ReviewState, make_key
from talkscli.errors import TalksError, UsageError
from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.claims import Claim, Record
    from talkscli.desk.changes import Outcome
    from talkscli.desk.store_view import StoreView
    from talkscli.queries.rows import ClaimRow

ALREADY = "already"
REFUSED = "refused"
STATES = (OPEN, ACCEPTED, SKIPPED, WRITTEN, ALREADY, REFUSED)
"""Written by this review; already in the store; refused since it no longer fits store or text."""

MOST = 20_000
"""A file of more drafts is to be split: nobody looks through so many in one go."""


class Draft:
    """One draft under review."""

    __slots__ = ("claim", "is_edited", "key", "number", "proposal", "reason", "state")

    def __init__(self, number: int, proposal: Proposal) -> None:
        self.number = number
        """Its place in the file, from 1."""
        self.proposal = proposal
        self.key = make_key(proposal)
        self.claim: Claim = proposal.to_claim()
        """The claim as it would be written."""
        self.is_edited = False
        self.state = OPEN
        self.reason = ""
        """Why it is refused."""

    @property
    def is_open(self) -> bool:
        """Return whether somebody is still to decide."""
        return self.state == OPEN

    @property
    def can_decide(self) -> bool:
        """Return whether a decision can be made or changed."""
        return self.state in {OPEN, ACCEPTED, SKIPPED}

    @property
    def statement(self) -> tuple[object, ...]:
        """Return what the drafts of one statement share."""
        source = self.proposal.source
        if source.paragraph is None:
            return (self.key,)
        return self.proposal.who, self.proposal.when, source.document, source.paragraph


class Review:
    """The drafts of one file, against one store and its texts."""

    def __init__(
        self, view: "StoreView", proposals: Iterable[Proposal], state: ReviewState, texts: str | None = None
    ) -> None:
        """Look at drafts.

        Raises:
            UsageError: there is no such directory of texts, or there are too many drafts.
        """
        self.view = view
        self.state = state
        self.resolver = Resolver(view.archive)
        for record in state.records:
            if not self.resolver.is_taken(kind_of(record), id_of(record)):
                self.resolver.add(record)
        self._folder = TextFolder(texts) if texts else None
        self._texts: dict[str, Text] = {}
        self._accepted: dict[str, list[Draft]] | None = None
        self._said: dict[tuple[str, str], set[bytes]] = {}
        self.drafts: list[Draft] = []
        for number, proposal in enumerate(proposals, 1):
            if number > MOST:
                raise UsageError(f"there are more than {MOST:,} drafts", hint="split the file")
            self.drafts.append(self._take(number, proposal))
        joined: dict[object, list[Draft]] = {}
        for draft in self.drafts:
            joined.setdefault(draft.statement, []).append(draft)
        self.statements: list[list[Draft]] = list(joined.values())

    def _take(self, number: int, proposal: Proposal) -> Draft:
        draft = Draft(number, proposal)
        decision = self.state.decisions.get(draft.key)
        if decision is not None:
            draft.state = decision.state
            if decision.claim is not None:
                draft.claim, draft.is_edited = decision.claim, True
        if draft.can_decide:
            self.check(draft)
        return draft

    def check(self, draft: Draft) -> None:
        """Find out whether a draft fits the store and its text as they are now."""
        if self._says_so_already(draft.claim):
            draft.state = ALREADY
            return
        draft.reason = self._find_fault(draft)
        if draft.reason:
            draft.state = REFUSED

    def _says_so_already(self, claim: "Claim") -> bool:
        key = fact_of(claim), claim.who
        if key not in self._said:
            rows = self.view.archive.claims(ClaimFilter(fact=(key[0],), who=(key[1],)))
            self._said[key] = {write_content(row) for row in rows}
        return write_content(claim) in self._said[key]

    def _find_fault(self, draft: Draft) -> str:
        """Return why a draft can no longer be accepted; empty where it can."""
        claim = draft.claim
        document = self.resolver.record_of("document", claim.source.document)
        if "outlet" not in document:
            return f"the store has no document {claim.source.document}"
        text = self.read_text(claim.source.document)
        drafted_from = draft.proposal.draft.text_sha256
        now = text.sha256 or document.get("sha256")
        if now and now != drafted_from:
            return f"the text of {claim.source.document} changed since it was drafted; draft it anew"
        if not draft.is_edited:
            try:
                check_claim(claim, self.view.header, self.view.path)
            except TalksError as error:
                return f"{error.place}: {error.message}" if error.place else error.message
        if text.problem or not text.paragraphs:
            return ""
        count = len(text.paragraphs)
        if claim.source.paragraph is not None and claim.source.paragraph > count:
            return f"there is no paragraph {claim.source.paragraph} in the text of {claim.source.document}"
        placement = place_anchor(claim.source.quote, claim.source.paragraph, text.paragraphs)
        if placement.state not in {EXACT, NO_ANCHOR}:
            return f"its anchor does not hold: {explain_placement(placement, claim.source.paragraph)}"
        return ""

    def read_text(self, document: str) -> Text:
        """Return the text of a document, or one that tells why there is none."""
        if document not in self._texts:
            if self._folder is None:
                self._texts[document] = Text(None, problem="no directory of texts is named")
            else:
                fields: Any = self.resolver.record_of("document", document)
                self._texts[document] = self._folder.read(fields)
        return self._texts[document]

    def find_paragraph(self, draft: Draft) -> str | None:
        """Return the paragraph in which a draft stands, where its text is at hand."""
        source = draft.claim.source
        paragraphs = self.read_text(source.document).paragraphs
        if source.paragraph is not None:
            return paragraphs[source.paragraph - 1] if source.paragraph <= len(paragraphs) else None
        placement = place_anchor(source.quote, None, paragraphs)
        return paragraphs[placement.found[0] - 1] if placement.state in {EXACT, MOVED} else None

    def list_known(self, draft: Draft) -> "tuple[list[ClaimRow], int]":
        """Return the first claims that the store has of a draft's fact, and how many there are."""
        fact = self.view.archive.fact(fact_of(draft.claim))
        if fact is None:
            return [], 0
        return list(self.view.archive.claims(ClaimFilter(fact=(fact.key,)), SHOWN)), fact.claims

    def preview(self, drafts: Sequence[Draft]) -> dict[str, VerdictChange]:
        """Return how verdicts would change if these drafts were accepted beside those that are."""
        chosen = [draft for draft in drafts if draft.can_decide and not self._needs_new(draft.claim)]
        properties = self.view.records("property")
        facts = [fact for fact in dict.fromkeys(map(_fact, chosen)) if fact.rpartition(".")[2] in properties]
        own = {draft.key for draft in chosen}
        accepted = self._list_accepted()
        before = [one for fact in facts for one in accepted.get(fact, ()) if one.key not in own]
        changes = self._compare([*before, *chosen], facts)
        if before:
            first = {one.fact: one.after for one in self._compare(before, list(map(_fact, before)))}
            for change in changes:
                change.before = first.get(change.fact, change.before)
        return {change.fact: change for change in changes}

    def _compare(self, drafts: Sequence[Draft], facts: Iterable[str]) -> list[VerdictChange]:
        # An id that is only proposed may be that of another claim by now, whose place it must not take.
        claims = [
            draft.claim.model_copy(update={"id": f"draft-under-review-{draft.number}"}) for draft in drafts
        ]
        return compare_verdicts(self.view.archive, self.view.header, claims, facts)

    def _list_accepted(self) -> dict[str, list[Draft]]:
        """Return the accepted drafts by their facts; found once for as long as nothing is decided."""
        if self._accepted is None:
            self._accepted = {}
            for draft in self.accepted:
                # A claim that needs a record which only comes in with it can be judged when it is written.
                if not self._needs_new(draft.claim):
                    self._accepted.setdefault(_fact(draft), []).append(draft)
        return self._accepted

    def _needs_new(self, claim: "Claim") -> bool:
        new = {one for _, one in self.resolver.coming}
        what, source = claim.what, claim.source
        values = what.value if isinstance(what.value, list) else [what.value]
        named = {claim.who, what.about, what.property, source.document, *what.mentions, *source.via, *values}
        return not new.isdisjoint(named)

    def decide(self, drafts: Iterable[Draft], state: str) -> list[Draft]:
        """Decide on those drafts on which that can be done, keep it, and return them.

        Raises:
            StoreWriteError: it could not be kept.
        """
        chosen = [draft for draft in drafts if draft.can_decide]
        edited = {draft.key: draft.claim for draft in chosen if draft.is_edited}
        new = self.resolver.coming.values() if edited else ()
        self.state.decide([draft.key for draft in chosen], state, edited, new)
        for draft in chosen:
            draft.state = state
        self._accepted = None
        return chosen

    def edit(self, draft: Draft, claim: "Claim") -> None:
        """Put another claim in the place of a draft's, and accept it.

        Raises:
            StoreWriteError: it could not be kept.
        """
        draft.claim, draft.is_edited = claim, True
        self.decide([draft], ACCEPTED)

    @property
    def accepted(self) -> list[Draft]:
        """Return what was accepted and is not written yet."""
        return [draft for draft in self.drafts if draft.state == ACCEPTED]

    def count(self) -> dict[str, int]:
        """Count the drafts by their states; states without any are left out."""
        counts = {state: sum(draft.state == state for draft in self.drafts) for state in STATES}
        return {state: count for state, count in counts.items() if count}


def _fact(draft: Draft) -> str:
    return fact_of(draft.claim)


SHOWN = 4
"""So many claims of a fact are shown beside a draft."""


def write_accepted(
    path: str,
    claims: Sequence["Claim"],
    *,
    records: Sequence["Record"] = (),
    texts: str | None = None,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
) -> "Outcome":
    """Add accepted claims to a store, all in one write: each gets an id of its own.

    Args:
        path: The store.
        claims: The claims; their ids are only proposals.
        records: New records that they need.
        texts: The directory with the documents' texts, in which each claim is looked up.
        dry_run: Whether to check and report only.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.

    Raises:
        UsageError: one is not valid in this store, or not as its text has it.
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
        already: list[str] = []
        facts: dict[str, None] = {}
        with ClaimLedger(view) as ledger:
            for claim in claims:
                document = resolver.record_of("document", claim.source.document)
                if checker is not None and "outlet" in document:
                    checker.check(claim, document, resolver.type_of(claim.what.property), remarks)
                outlet = str(document.get("outlet", ""))
                one, is_new = ledger.settle(claim, outlet, has_id=False, place=f"draft {claim.id}")
                if is_new:
                    facts[fact_of(claim)] = None
                else:
                    already.append(one)
            # As a plain list they are checked against the header with the new records in it.
            taken = list(ledger)
        return Changes(new, claims=taken, facts=facts, already=already)

    outcome = change_store(path, change, dry_run=dry_run, wait=wait, environ=environ)
    outcome.remarks = list(dict.fromkeys(remarks))
    return outcome


def iterate_open(statements: Sequence[Sequence[Draft]]) -> Iterator[int]:
    """Yield the places of statements of which something is still to be decided."""
    for number, statement in enumerate(statements):
        if any(draft.is_open for draft in statement):
            yield number
