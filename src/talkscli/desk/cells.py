"""The cells of a row: what can be in one, and how it is read."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from talkscli.desk.mapping import LISTS
from talkscli.errors import TalksError

if TYPE_CHECKING:
    from talkscli.queries.rows import ClaimRow

_TRUE = frozenset({"yes", "true", "1"})
_FALSE = frozenset({"no", "false", "0"})


class RefusalError(Exception):
    """A row cannot be taken, and why."""


def refuse(field: str, error: TalksError) -> RefusalError:
    """Say of which field something is wrong."""
    return RefusalError(f"{field}: {error.message}" + (f"; {error.hint}" if error.hint else ""))


def check_shapes(fields: Mapping[str, Any]) -> None:
    """Refuse what cannot be a cell: objects, lists where one thing is meant, and halves of characters."""
    for name, value in fields.items():
        if value.__class__ is str and value.isascii():
            continue
        if isinstance(value, dict) or (isinstance(value, list) and name not in {"value", *LISTS}):
            raise RefusalError(
                f"{name}: is {'a list' if isinstance(value, list) else 'an object'}, not a text"
            )
        try:
            for one in value if isinstance(value, list) else [value]:
                str(one).encode()
        except UnicodeEncodeError as error:
            raise RefusalError(f"{name}: half of a surrogate pair stands alone; this is not text") from error


def read_list(value: Any) -> list[str]:
    """Read several things: a list, or a text with commas."""
    if value is None:
        return []
    if isinstance(value, list):
        return [str(one) for one in value]
    return [part.strip() for part in str(value).split(",") if part.strip()]


def read_flag(field: str, value: Any) -> bool:
    """Read yes or no."""
    text = str(value).lower()
    if text not in _TRUE | _FALSE:
        raise RefusalError(f"{field}: {value!r} is neither yes nor no")
    return text in _TRUE


def read_number(field: str, value: Any) -> int:
    """Read a whole number."""
    try:
        return int(str(value))
    except ValueError as error:
        raise RefusalError(f"{field}: {value!r} is not a number") from error


def read_date(field: str, value: Any) -> str:
    """Check that a text is a date."""
    from talkscli.values.edtf import parse_edtf

    text = str(value)
    try:
        parse_edtf(text)
    except TalksError as error:
        raise refuse(field, error) from error
    return text


def write_content(claim: Mapping[str, Any]) -> str:
    """Write what a claim says, whatever its id and remarks, so that equal claims have equal texts."""
    what, source = claim["what"], claim["source"]
    return json.dumps(
        [
            claim["who"],
            what["about"],
            what["property"],
            what.get("value"),
            what.get("stance", "asserts"),
            what.get("status"),
            bool(what.get("only")),
            what["text"],
            what.get("mentions") or [],
            claim.get("when"),
            source["document"],
            source.get("paragraph"),
            source.get("quote"),
            source.get("via") or [],
            claim.get("revises"),
            (claim.get("retracted") or {}).get("why"),
        ],
        ensure_ascii=False,
    )


def content_of_row(row: "ClaimRow") -> str:
    """Write what a claim's row says, as `write_content` does."""
    names = ("about", "property", "value", "stance", "status", "only", "text", "mentions")
    what = {name: row[name] for name in names}
    source = {name: row[name] for name in ("document", "paragraph", "quote", "via")}
    retracted = {"why": row["retracted"]} if row["retracted"] else None
    return write_content(
        {
            "who": row["who"],
            "what": what,
            "when": row["when"],
            "source": source,
            "revises": row["revises"],
            "retracted": retracted,
        }
    )
