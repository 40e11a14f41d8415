"""What would become of each claim of many: its faults, its anchor, its id, and the claims nearest to it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.desk.anchors import EXACT, NO_ANCHOR, Placement, place_anchor
from talkscli.desk.claim_content import fact_of, flatten_claim
from talkscli.desk.corrections import list_differences
from talkscli.desk.texts import TextFolder
from talkscli.desk.verifying import explain_placement
from talkscli.errors import TalksError, UsageError
from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.claims import Claim
    from talkscli.desk.claim_ledger import ClaimLedger
    from talkscli.desk.records import Draft
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow

MOST_NEAR = 3
"""So many claims of the same fact are shown beside one."""

MOST_COMPARED = 500
"""Of a fact with more claims than this, only the newest are compared."""

WEIGHTY = ("who", "value", "stance", "document", "status", "at", "paragraph")
"""The fields by which two claims of a fact are near each other."""


class CheckedClaim:
    """What would become of one claim."""

    def __init__(self, draft: "Draft | TalksError", remarks: list[str]) -> None:
        is_faulty = isinstance(draft, TalksError)
        self.claim: Claim | None = None if is_faulty else draft.claim  # type: ignore[union-attr]
        """The claim with ids in place of names; None where it cannot be made."""
        self.faults: list[TalksError] = [draft, *draft.others] if isinstance(draft, TalksError) else []
        self.remarks = remarks
        """How names and values were understood."""
        self.id = ""
        """The id that it would get, or that of the claim that says the same; nothing where it is faulty."""
        self.is_new = False
        """Whether it would come in: False where the store has a claim that says the same."""
        self.anchor: Placement | None = None
        """How its quote stands in the text; None where no text is at hand."""
        self.text_sha256 = ""
        """The SHA-256 of that text."""
        self.nearest: list[tuple[ClaimRow, list[str]]] = []
        """Claims of the same fact, the nearest first, each with what differs."""


def refuse_revisions(ledger: "ClaimLedger", checks: Sequence[CheckedClaim]) -> None:
    """Leave out claims that revise what they cannot, and tell it with the checks of those claims."""
    for one, problem, hint in list(ledger.find_revision_problems()):
        ledger.drop(one)
        for check in checks:
            if check.is_new and check.id == one:
                check.faults.append(UsageError(problem, place="revises", hint=hint))
                check.is_new = False


def complete_checks(
    archive: "Archive", checks: Sequence[CheckedClaim], given: Sequence[Mapping[str, Any]], texts: str | None
) -> None:
    """Add to checks how each anchor stands and which claims are near, also where other things are wrong.

    Args:
        archive: The store.
        checks: The checks, in the order of the claims.
        given: The claims as they were given.
        texts: The directory with the documents' texts, if there is one.
    """
    folder = TextFolder(texts) if texts else None
    for check, fields in zip(checks, given, strict=True):
        if folder is not None:
            _place_quote(archive, check, fields, folder)
        if check.claim is not None:
            check.nearest = find_nearest(archive, check.claim)


def find_nearest(
    archive: "Archive", claim: "Claim", most: int = MOST_NEAR
) -> "list[tuple[ClaimRow, list[str]]]":
    """Return the claims of the same fact that are most like one, each with what differs."""
    row = flatten_claim(claim)
    there = archive.claims(ClaimFilter(fact=(fact_of(claim),)), MOST_COMPARED)
    rated = sorted(there, key=lambda old: (sum(old[name] != row[name] for name in WEIGHTY), old["id"]))
    return [(old, list_differences(old, row)) for old in rated[:most]]


def _place_quote(
    archive: "Archive", check: CheckedClaim, given: Mapping[str, Any], folder: TextFolder
) -> None:
    """Find how the quote stands in its document's text; of a faulty claim, whose document has an id."""
    if check.claim is not None:
        source: Mapping[str, Any] = check.claim.source.__dict__
    else:
        nested = given.get("source")
        source = nested if isinstance(nested, Mapping) else given
    quote, paragraph = source.get("quote"), source.get("paragraph")
    document = source.get("document")
    fields = archive.entity("document", document) if isinstance(document, str) else None
    if fields is None:
        return
    text = folder.read(fields)
    if text.problem:
        return
    check.text_sha256 = text.sha256
    number = paragraph if isinstance(paragraph, int) else None
    check.anchor = place_anchor(quote if isinstance(quote, str) else None, number, text.paragraphs)
    told = any(fault.place.rpartition(" ")[2] in {"quote", "paragraph"} for fault in check.faults)
    if check.anchor.state not in {EXACT, NO_ANCHOR} and not told:
        problem = explain_placement(check.anchor, number)
        check.faults.append(UsageError(problem, place="quote", hint="write the very words of the text"))
