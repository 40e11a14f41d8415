"""The tools by which an assistant's claims are checked, proposed and, where that is allowed, written."""

import os
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, ValidationError

from talkscli.assistants.answers import describe_fault, pack
from talkscli.desk.adding import add_claims, check_claims
from talkscli.desk.adding_records import add_records
from talkscli.desk.checking import CheckedClaim
from talkscli.desk.claim_content import write_content
from talkscli.desk.ids import find_number, make_stem
from talkscli.drafting.draft_file import DraftNote, Proposal, read_drafts, write_draft
from talkscli.errors import StoreWriteError, TalksError, UsageError
from talkscli.files.plain_files import read_plain_file
from talkscli.reports.outcomes import list_ids, list_notes

if TYPE_CHECKING:
    from talkscli.assistants.service import Service
    from talkscli.desk.changes import Outcome

MOST_ROWS = 300
"""So many claims are taken at once."""

LARGEST = 1 << 27
"""A file of drafts has at most so many bytes."""

OWN = ("score", "why", "missing")
"""The keys of a proposed row that are not the claim's."""

ROW = "row {}"

Rows = Annotated[
    list[dict[str, Any]],
    Field(
        min_length=1,
        max_length=MOST_ROWS,
        description="Claims, flat: who, about, property, value, stance, status, only, at, when, text, "
        "document, paragraph, quote, via, mentions, revises, note; and of a proposal score (0 to 1), why (a "
        "sentence) and missing (a list of what you could not decide). Names or ids; values as people write "
        "them, several as a list; see talks://guide.",
    ),
]


class ClaimTools:
    """The tools, for one store."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    def check_claims(self, rows: Rows) -> dict[str, Any]:
        """Check claims and write nothing: what talks add would do with each of them.

        For each row: every fault with its field, how the quote stands in the text, the id it would get, the
        verdict it would change, and the claims of the same fact that are most like it.
        """
        checks, outcome = self._check(_leave_own_out(rows))
        for number, (row, check) in enumerate(zip(rows, checks, strict=True), 1):
            try:
                _make_note(row, "", "")
            except UsageError as error:
                check.faults.append(_place(error, number))
        return _pack_checks(checks, outcome, "nothing was written")

    def propose_claims(
        self,
        rows: Rows,
        document_sha: Annotated[
            str, Field(description="text_sha256 of read_document, from which you read the claims.")
        ],
        by: Annotated[str, Field(max_length=200, description="The name of your model.")] = "assistant",
    ) -> dict[str, Any]:
        """Propose claims of one document for a person to judge: faultless rows go into the file of drafts.

        The report is that of check_claims; rows with faults are not proposed.
        """
        path = self._service.drafts
        if path is None:
            raise UsageError("no file for drafts is named", hint="start talks mcp with --drafts FILE")
        self._service.require_texts()
        checks, outcome = self._check(_leave_own_out(rows))
        there = _read_proposals(path)
        said = {write_content(one.to_claim()) for one in there}
        taken = {one.id for one in there}
        made: list[Proposal] = []
        for number, (row, check) in enumerate(zip(rows, checks, strict=True), 1):
            if check.claim is None or check.faults:
                continue
            if check.text_sha256 != document_sha.lower():
                problem = "the text of its document is not the one of document_sha"
                hint = "read the document again, and propose the claims of one document at a time"
                check.faults.append(UsageError(problem, place="document_sha", hint=hint))
                continue
            if not check.is_new or (content := write_content(check.claim)) in said:
                check.is_new = False
                continue
            try:
                proposal = _make_proposal(row, check, document_sha.lower(), by, taken)
            except UsageError as error:
                check.faults.append(_place(error, number))
                continue
            said.add(content)
            taken.add(proposal.id)
            made.append(proposal)
        if made:
            _append(path, made)
        told = f"{len(made)} proposed in {path}; a person accepts them with talks review"
        return _pack_checks(checks, outcome, told, {id(check) for check in checks if not check.faults})

    def add_claims(self, rows: Rows) -> dict[str, Any]:
        """Write claims into the store: all of them or, where one is faulty, none. Check them first."""
        service = self._service
        outcome = add_claims(
            service.path, rows, texts=service.texts, name_place=ROW.format, environ=service.environ
        )
        return _pack_outcome(outcome)

    def add_vocabulary(
        self,
        kind: Annotated[
            Literal["actor", "place", "event", "property", "term", "document"],
            Field(description="What the records are."),
        ],
        records: Annotated[
            list[dict[str, Any]],
            Field(
                min_length=1,
                max_length=MOST_ROWS,
                description="Their fields, as in the schema talks://schema.",
            ),
        ],
    ) -> dict[str, Any]:
        """Write actors, places, events, properties, terms or documents: all of them or none."""
        service = self._service
        return _pack_outcome(
            add_records(service.path, kind, records, name_place=ROW.format, environ=service.environ)
        )

    def _check(self, rows: Sequence[Mapping[str, Any]]) -> "tuple[list[CheckedClaim], Outcome]":
        service = self._service
        return check_claims(
            service.path, rows, texts=service.texts, name_place=ROW.format, environ=service.environ
        )


def _pack_checks(
    checks: Sequence[CheckedClaim], outcome: "Outcome", told: str, proposed: set[int] | None = None
) -> dict[str, Any]:
    verdicts = {one.fact: one for one in outcome.verdicts or ()}
    rows = []
    for number, check in enumerate(checks, 1):
        place = ROW.format(number)
        row: dict[str, Any] = {
            "row": number,
            "state": "faulty" if check.faults else "new" if check.is_new else "already there",
            "faults": [describe_fault(fault, place) for fault in check.faults],
            "id": "" if check.faults else check.id,
            "remarks": [one.removeprefix(f"{place}: ") for one in check.remarks],
        }
        if proposed is not None and row["state"] == "new":
            row["state"] = "proposed"
        if check.anchor is not None:
            anchor = check.anchor
            row["anchor"] = {
                "state": anchor.state,
                "paragraphs": list(anchor.found[:5]),
                "words_there": anchor.passage,
                "difference": anchor.difference,
            }
        if (claim := check.claim) is not None:
            fact = f"{claim.what.about}.{claim.what.property}"
            row |= {"fact": fact, "value": claim.what.value, "text": claim.what.text}
            if (change := verdicts.get(fact)) is not None:
                row["verdict"] = {
                    "before": change.before or "no claim",
                    "after": change.after,
                    "why": change.why,
                }
            row["nearest"] = [
                {"id": old["id"], "text": old["text"], "differs": differs or ["in nothing"]}
                for old, differs in check.nearest
            ]
        rows.append(row)
    count = sum(bool(check.faults) for check in checks)
    return pack(rows, outcome=told, faulty_rows=count)


def _pack_outcome(outcome: "Outcome") -> dict[str, Any]:
    try:
        return pack({"ids": list(list_ids(outcome))}, list(list_notes(outcome)), outcome="written")
    finally:
        outcome.close()


def _make_proposal(
    row: Mapping[str, Any], check: CheckedClaim, sha256: str, by: str, taken: set[str]
) -> Proposal:
    """Make a proposal of a checked row.

    Raises:
        UsageError: what it tells of itself is not as it has to be.
    """
    assert check.claim is not None
    note = _make_note(row, sha256, by)
    one = check.id if check.id not in taken else find_number(make_stem(check.id), taken.__contains__, {})
    fields = {name: getattr(check.claim, name) for name in type(check.claim).model_fields}
    check.id = one
    return Proposal.model_construct(**{**fields, "id": one, "draft": note})


def _leave_own_out(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without what a proposal tells of itself."""
    return [{name: one for name, one in row.items() if name not in OWN} for row in rows]


def _make_note(row: Mapping[str, Any], sha256: str, by: str) -> DraftNote:
    """Make a proposal's note of what a row tells of itself.

    Raises:
        UsageError: that is not as it has to be.
    """
    given = {name: row[name] for name in OWN if row.get(name) is not None}
    missing = given.get("missing", [])
    try:
        return DraftNote(
            score=given.get("score", 0.5),
            why=given.get("why", "An assistant read it in the text."),
            missing=[missing] if isinstance(missing, str) else missing,
            text_sha256=sha256 or "0" * 64,
            by=by or "nobody",
        )
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(one) for one in first["loc"])
        hint = "score is a number from 0 to 1, why a sentence, missing a list of texts"
        raise UsageError(first["msg"], place=field, hint=hint) from error


def _place(error: UsageError, number: int) -> UsageError:
    error.place = error.place or ROW.format(number)
    return error


def _read_proposals(path: str) -> list[Proposal]:
    """Read what a file of drafts has already; one that is not there has nothing."""
    if not os.path.lexists(path):
        return []
    raw = read_plain_file(path, LARGEST)
    if raw and not raw.endswith(b"\n"):
        raise UsageError(
            "its last line is not ended", place=path, hint="mend it, or name another with --drafts"
        )
    return list(read_drafts(BytesIO(raw), path))


def _append(path: str, proposals: Sequence[Proposal]) -> None:
    """Add proposals to a file in one write, so that a reader never finds half a line.

    Raises:
        StoreWriteError: it cannot be written.
    """
    lines = "".join(write_draft(one) + "\n" for one in proposals).encode()
    try:
        with open(path, "ab", buffering=0) as file:  # noqa: PTH123
            start = file.tell()
            if file.write(lines) != len(lines):
                file.truncate(start)
                raise StoreWriteError("the disk is full: nothing was proposed", place=path)
            os.fsync(file.fileno())
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreWriteError(f"cannot be written: {reason[:1].lower()}{reason[1:]}", place=path) from error


def tell(error: TalksError) -> str:
    """Write a failure, and what else is wrong, for an assistant: a line each."""
    lines = []
    for one in (error, *error.others):
        place = f"{one.place}: " if one.place else ""
        lines.append(f"{place}{one.message}" + (f"; {one.hint}" if one.hint else ""))
    return "\n".join(lines)
