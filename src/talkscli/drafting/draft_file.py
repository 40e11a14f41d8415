"""Files of proposals: a claim in the store's own shape with the key `draft`, one JSON object a line."""

import json
from collections.abc import Iterator
from typing import Annotated, Any, BinaryIO

from pydantic import Field, StringConstraints

from talkscli.claims import Claim, Line, Record
from talkscli.desk.records import ObjectLines, build
from talkscli.errors import UsageError
from talkscli.files.style import simplify

MOST_WORDS = 1000
"""A reason, or what is missing, of more characters is none."""

Short = Annotated[Line, StringConstraints(max_length=MOST_WORDS)]


class DraftNote(Record):
    """Why a claim is proposed, and how far it can be trusted."""

    score: Annotated[float, Field(ge=0, le=1)]
    """How sure its maker is, from 0 to 1; comparable only among proposals of the same maker."""
    why: Short
    """Why it is proposed, in a sentence."""
    missing: Annotated[list[Short], Field(default_factory=list, max_length=50)]
    """What could not be decided, and is left for a person."""
    text_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The SHA-256 of the text's file from which it was read: with another text it does not hold."""
    by: Short
    """What made it: `rules`, or the name of a model."""


class Proposal(Claim):
    """A claim that nobody has accepted yet. Its id is only proposed: another claim may have it by now."""

    draft: DraftNote
    """Why it is proposed."""

    def to_claim(self) -> Claim:
        """Return the claim without its note."""
        return Claim.model_construct(**{name: getattr(self, name) for name in Claim.model_fields})


def read_drafts(stream: BinaryIO, name: str = "standard input") -> Iterator[Proposal]:
    """Yield the proposals of a draft file, one line in memory at a time.

    Args:
        stream: The file.
        name: How it is called in messages.

    Raises:
        UsageError: a line is not a proposal; the place is the name and the number of the line.
    """
    lines = ObjectLines(stream, name)
    for fields in lines:
        if "draft" not in fields:
            raise UsageError(
                "this line has no draft, and is no proposal",
                place=lines.place,
                hint="talks draft writes proposals; claims of a store go to talks import",
            )
        yield build(Proposal, fields, lambda field: f"{lines.place}: {field}" if field else lines.place)


def write_draft(proposal: Proposal) -> str:
    """Write a proposal as a line of JSON, without its line end; fields that say nothing are left out."""
    return json.dumps(simplify(proposal), ensure_ascii=False)


def draft_schema() -> dict[str, Any]:
    """Return the JSON Schema of a line of a draft file."""
    return Proposal.model_json_schema()
