"""Records as programs give them: one JSON object a line, in the store's shape or as `talks claims` prints."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from pydantic import ValidationError

from talkscli.claims import Claim, Record
from talkscli.desk.drafts import WITHOUT_ID, Draft
from talkscli.errors import UsageError
from talkscli.files.model_errors import explain_errors, show_location
from talkscli.queries.rows import CLAIM_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R", bound=Record)

PLACE = "standard input"

LONGEST_LINE = 1 << 24
"""A line of more bytes than this is no record."""

_DERIVED = ("who_name", "fact", "outlet")
_WHAT = ("about", "property", "value", "stance", "status", "only", "text", "mentions")
_SOURCE = ("document", "paragraph", "quote", "via")


def read_drafts(stream: BinaryIO) -> Iterator[Draft]:
    """Yield claims, one a line; those without an id get one later.

    Raises:
        UsageError: a line is not a claim.
    """
    for place, fields in read_objects(stream):
        flat = "what" not in fields and "about" in fields
        shaped = unfold_row(fields, place) if flat else fields
        has_id = shaped.get("id") is not None
        if not has_id:
            shaped = {**shaped, "id": WITHOUT_ID}
        claim = build(Claim, shaped, lambda field, place=place: f"{place}: {field}" if field else place)  # type: ignore[misc]
        yield Draft(claim, has_id=has_id, place=place)


def read_objects(stream: BinaryIO) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the object on each line, with its place.

    Raises:
        UsageError: a line is not a JSON object.
    """
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        place = f"{PLACE}:{number}"
        text = line.strip()
        if not text:
            continue
        if len(line) >= LONGEST_LINE:
            raise UsageError("the line is too long", place=place, hint="give one object a line")
        try:
            fields = json.loads(text.removeprefix(b"\xef\xbb\xbf"), object_pairs_hook=_make_object)
        except UnicodeDecodeError as error:
            raise UsageError("this is not UTF-8", place=f"{place}:{error.start + 1}") from error
        except json.JSONDecodeError as error:
            problem = error.msg[:1].lower() + error.msg[1:]
            raise UsageError(
                f"this is not JSON: {problem}", place=f"{place}:{error.colno}", hint="give one object a line"
            ) from error
        except (ValueError, RecursionError) as error:
            message = str(error) if isinstance(error, _TwiceError) else "this is nested too deep or no number"
            raise UsageError(message, place=place) from error
        if not isinstance(fields, dict):
            raise UsageError("this is not an object", place=place, hint="give one object a line")
        yield place, fields


def unfold_row(row: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Turn a flat row into the store's shape; what follows from the rest is left out.

    Raises:
        UsageError: there is no such column.
    """
    for name in row:
        if name not in CLAIM_FIELDS and name not in {"recorded", "note"}:
            from talkscli.output.request import suggest

            raise UsageError(
                f"a row of claims has no column {name!r}", place=place, hint=suggest(name, CLAIM_FIELDS)
            )
    given = {name: value for name, value in row.items() if value is not None and name not in _DERIVED}
    claim: dict[str, Any] = {
        "what": {name: given.pop(name) for name in _WHAT if name in given},
        "source": {name: given.pop(name) for name in _SOURCE if name in given},
    }
    if "retracted" in given:
        claim["retracted"] = {"why": given.pop("retracted")}
    return {**given, **claim}


def build(model: type[R], fields: Mapping[str, Any], place_of: "Callable[[str], str]") -> R:
    """Make a record, or say in one sentence what is wrong with which field.

    Raises:
        UsageError: the fields do not make one.
    """
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        faults = list(explain_errors(error, model))
        location, message, hint = faults[0]
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise UsageError(message + more, place=place_of(show_location(location)), hint=hint) from error


class _TwiceError(ValueError):
    pass


def _make_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _TwiceError(f"the field {twice!r} stands there twice")
    return made
