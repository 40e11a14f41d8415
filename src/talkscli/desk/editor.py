"""One change of one store: what is to come in is checked, and its place in the file found."""

from typing import TYPE_CHECKING

from pydantic import ValidationError

from talkscli.claims import SCHEMA_VERSION, Claim, Property, Record, Store, id_of, kind_of, list_new
from talkscli.desk.changes import Outcome
from talkscli.desk.claim_checks import check_claim, check_resting, refuse_faults, uses_new
from talkscli.desk.claim_ledger import ClaimLedger
from talkscli.desk.verdict_changes import MOST_CLAIMS, MOST_FACTS, compare_verdicts
from talkscli.errors import UsageError
from talkscli.files.faults import shorten
from talkscli.files.splices import Splice, apply_splices, plan_header, plan_version
from talkscli.files.style import write_line
from talkscli.index.header import Header, check_header, take_header

if TYPE_CHECKING:
    from talkscli.desk.changes import Changes
    from talkscli.desk.store_view import StoreView


class Edit:
    """A change as splices of a store's file; that it could be made is an answer to whether it is valid.

    Raises:
        UsageError: what is to come in is not valid in this store.
    """

    def __init__(self, view: "StoreView", changes: "Changes", *, is_dry_run: bool = False) -> None:
        self.view = view
        self.outcome = Outcome(view.path, changes, is_dry_run=is_dry_run)
        self.splices: list[Splice] = []
        """What changes in the file, in the order of the places."""
        self._place = view.text.part.name
        self._header = self._change_header(changes)
        self._ledger = self._take_claims(changes)
        self._replace_claims(changes)
        for one, problem, hint in self._ledger.find_revision_problems():
            raise UsageError(problem, place=f"claim {one}, revises", hint=hint)
        if self._ledger:
            self.outcome.added["claim"] = len(self._ledger)
            self.splices.append(view.text.plan_claims(self._ledger.lines()))
        self._raise_version(changes)
        self.splices.sort(key=lambda splice: splice.start)
        self._compare_verdicts(changes)

    def _change_header(self, changes: "Changes") -> Header:
        """Plan the changes of the header, and return it as it will be read."""
        view = self.view
        replaced = [record for record in changes.replaced if not isinstance(record, Claim)]
        for record in replaced:
            if id_of(record) not in view.records(kind_of(record)):
                raise self._miss(record)
        own = plan_header(view.text.header, changes.added, replaced)
        if not own:
            return view.header
        if any(map(list_new, [*changes.added, *replaced])):
            own = self._plan_version(own)
        self._place_splices(own)
        header = self._read_back(apply_splices(view.text.header, own), [*changes.added, *replaced])
        for record in replaced:
            if isinstance(record, Property):
                check_resting(record, view, header)
        return header

    def _place_splices(self, splices: list[Splice]) -> None:
        """Take splices of the header's text as splices of the file."""
        to_file = self.view.text.to_file
        self.splices += [Splice(to_file(one.start), to_file(one.stop), one.pieces) for one in splices]

    def _plan_version(self, splices: list[Splice]) -> list[Splice]:
        """Raise the version of the form among other changes of the header, if it is an earlier one."""
        if self.view.version == SCHEMA_VERSION or self.outcome.version is not None:
            return splices
        self.outcome.version = SCHEMA_VERSION
        return sorted([*splices, plan_version(self.view.text.header)], key=lambda one: (one.start, one.stop))

    def _raise_version(self, changes: "Changes") -> None:
        """Raise the version if a claim uses what stores of the earlier one do not have."""
        replaced = (one for one in changes.replaced if isinstance(one, Claim))
        if self._ledger.is_new or any(uses_new(claim, self._header) for claim in replaced):
            self._place_splices(self._plan_version([]))

    def _read_back(self, text: bytes, changed: list[Record]) -> Header:
        """Read the changed header, as if it were somebody else's."""
        place = self._place
        try:
            store = Store.model_validate_json(text)
        except ValidationError as error:
            raise UsageError(
                f"the change makes a header that is not valid: {error.errors()[0]['msg']}", place=place
            ) from error
        header = Header()
        refuse_faults([*take_header(header, store, place), *check_header(header, place)])
        header.version = SCHEMA_VERSION
        for record in changed:
            if header.by_kind[kind_of(record)].get(id_of(record)) != record:
                raise UsageError(f"{shorten(id_of(record))} would not be read as it is written", place=place)
        return header

    def _take_claims(self, changes: "Changes") -> ClaimLedger:
        """Take new claims in; those of a ledger were checked when they were entered."""
        if isinstance(changes.claims, ClaimLedger):
            return changes.claims
        ledger = ClaimLedger(self.view)
        for claim in changes.claims:
            check_claim(claim, self._header, self._place)
            ledger.enter(claim)
        changes.claims = ledger
        return ledger

    def _replace_claims(self, changes: "Changes") -> None:
        claims = [claim for claim in changes.replaced if isinstance(claim, Claim)]
        found = self.view.text.find_claims({claim.id for claim in claims})
        for claim in claims:
            if claim.id not in found:
                raise self._miss(claim)
            check_claim(claim, self._header, self._place)
            self._ledger.note_revision(claim)
            self.splices.append(self.view.text.plan_claim(found[claim.id], write_line(claim)))

    def _compare_verdicts(self, changes: "Changes") -> None:
        if len(changes.facts) > MOST_FACTS or len(self._ledger) > MOST_CLAIMS:
            self.outcome.verdicts = None
        elif changes.facts:
            replaced = [record for record in changes.replaced if isinstance(record, Claim)]
            self.outcome.verdicts = compare_verdicts(
                self.view.archive, self._header, [*replaced, *self._ledger], changes.facts
            )

    def _miss(self, record: Record) -> UsageError:
        return UsageError(
            f"there is no {kind_of(record)} {shorten(id_of(record))} to change", place=self._place
        )
