"""What a claim says, laid out flat as in the rows of `talks claims`, and when two claims say the same."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from pydantic import BaseModel

from talkscli.queries.rows import CLAIM_FIELDS

if TYPE_CHECKING:
    from talkscli.claims import Claim
    from talkscli.queries.rows import ClaimRow

WHAT = ("about", "property", "value", "stance", "status", "only", "at", "text", "mentions")
SOURCE = ("document", "paragraph", "quote", "via")
DERIVED = ("who_name", "fact", "outlet")
"""Columns of a row that say nothing of the claim: they follow from other records."""

REMARKS = ("recorded",)
"""What those who keep a store write beside a claim; no row has it."""

_CONTENT = (*WHAT, *SOURCE, "who", "when", "revises", "retracted")
_VALUE = WHAT.index("value")
_encode = msgspec.json.Encoder().encode


def flatten_claim(claim: "Claim") -> dict[str, Any]:
    """Return a claim as a row, with its remarks and without the columns that follow from other records."""
    whole = {name: value for name, value in claim.__dict__.items() if name not in {"what", "source"}}
    whole["retracted"] = claim.retracted.why if claim.retracted else None
    return {**whole, **claim.what.__dict__, **claim.source.__dict__}


def nest_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row in the shape of the store; columns that are None or follow from others are left out."""
    given = {name: value for name, value in row.items() if value is not None and name not in DERIVED}
    claim: dict[str, Any] = {
        "what": {name: given.pop(name) for name in WHAT if name in given},
        "source": {name: given.pop(name) for name in SOURCE if name in given},
    }
    if isinstance(given.get("retracted"), str):
        claim["retracted"] = {"why": given.pop("retracted")}
    return {**given, **claim}


def write_content(claim: "Claim | Mapping[str, Any] | ClaimRow") -> bytes:
    """Write what a claim, or its row, says and from which source, whatever its id and remarks.

    Raises:
        UnicodeEncodeError: half of a surrogate pair stands in it alone.
    """
    if isinstance(claim, BaseModel):
        what, source, retracted = claim.what.__dict__, claim.source.__dict__, claim.retracted
        said = [what[name] for name in WHAT]
        said += [source[name] for name in SOURCE]
        said += [claim.who, claim.when, claim.revises, retracted.why if retracted else None]
    else:
        said = [claim[name] for name in _CONTENT]
    value = said[_VALUE]
    if isinstance(value, list) and len(value) == 1:
        # A single id is a list of one.
        said[_VALUE] = value[0]
    return _encode(said)


def fact_of(claim: "Claim") -> str:
    """Return the key of the fact that a claim is about."""
    return f"{claim.what.about}.{claim.what.property}"


ROW_FIELDS = (*CLAIM_FIELDS, *REMARKS)
"""Every column that a row given to the program may have."""
