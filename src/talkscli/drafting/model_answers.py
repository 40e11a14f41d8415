"""What a model is to answer: a form for each claim, and how answers that are nearly in it are read."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from talkscli.claims import Record

MOST_ROWS = 500
"""Of one answer, more claims are not read."""

Few = Annotated[str, StringConstraints(max_length=300)]
Words = Annotated[str, StringConstraints(max_length=2000)]
Several = Annotated[list[Few], Field(max_length=100)]


class ModelClaim(Record):
    """One thing that one claimant says in one paragraph, about one property of one subject."""

    model_config = ConfigDict(strict=False, coerce_numbers_to_str=True)

    number: int = 0
    """The place of the claim in your answer, from 1; of one that came back with a fault, its number there."""
    paragraph: int
    """The number in brackets of the paragraph in which it stands."""
    quote: Words = ""
    """3 to 12 words of that paragraph, copied exactly, that show the claim and stand there once."""
    who: Few | None = None
    """The id of who vouches for it; null where the outlet says it in its own voice."""
    via: Several = Field(default_factory=list)
    """The ids of those through whom the outlet has it, nearest the outlet first; not the outlet itself."""
    about: Few
    """The id of the event, actor or place it is about."""
    property: Few
    """The id of the property that it answers."""
    value: Words | Several | None = None
    """The answer in the notation of the property's type; ids for actors, places, terms; null if withheld."""
    stance: Literal["asserts", "denies", "withholds"] = "asserts"
    """`denies`: says that the value is wrong. `withholds`: declines to say."""
    status: Few | None = None
    """How far it has come: one of the statuses listed, or null."""
    mentions: Several = Field(default_factory=list)
    """The ids of actors, places and events that it speaks of besides."""
    only: bool = False
    """Whether the claimant rules out anything else."""
    at: Few | None = None
    """The time of which the value speaks, where that is not the event's own; else null."""
    when: Few | None = None
    """The day on which the claimant said it, if the text tells; else null."""
    text: Words = ""
    """The claim in one plain sentence of your own."""
    why: Words = ""
    """By which words you know who says it and what, in a few words."""
    sure: float = 0.5
    """How sure you are, from 0 to 1."""


class ModelAnswer(BaseModel):
    """All claims of the paragraphs that were given."""

    model_config = ConfigDict(extra="forbid")

    claims: list[ModelClaim]


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, in the part of the language that servers take."""
    schema: dict[str, Any] = _thin(ModelAnswer.model_json_schema(mode="serialization"))
    for part in (schema, *schema["$defs"].values()):
        part["required"] = list(part["properties"])
    return schema


_DROPPED = frozenset({"default", "title", "maxLength", "maxItems"})


def _thin(part: Any, *, names: bool = False) -> Any:
    if isinstance(part, list):
        return [_thin(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _thin(value, names=name in {"properties", "$defs"})
        for name, value in part.items()
        if names or name not in _DROPPED
    }


_DECODER = json.JSONDecoder(parse_constant=lambda _: None)
"""What is no JSON, as NaN, is nothing."""


def read_rows(text: str) -> tuple[list[Any], bool]:
    """Return the claims of an answer as they were given, and whether the answer is whole.

    An answer may stand between marks or words, or be cut off: then the claims before the cut are read.
    """
    starts = sorted(start for start in (text.find("{"), text.find("[")) if start >= 0)
    for start in starts:
        try:
            found, _ = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError):
            continue
        rows = _find_rows(found, is_first=start == starts[0])
        if rows is not None:
            return rows[:MOST_ROWS], len(rows) <= MOST_ROWS
    return _read_pieces(text), False


def _find_rows(found: object, *, is_first: bool) -> list[Any] | None:
    """Return the claims in what was read: without the schema, some models give a bare list, or one claim."""
    if isinstance(found, dict):
        rows = found.get("claims", [found] if is_first and "property" in found else None)
        return rows if isinstance(rows, list) else None
    if isinstance(found, list) and (found or is_first) and all(isinstance(row, dict) for row in found):
        return found
    return None


def _read_pieces(text: str) -> list[Any]:
    """Read one object after the other behind the first bracket, until something is none."""
    rows: list[Any] = []
    at = text.find("[", max(0, text.find('"claims"')))
    while at >= 0 and (at := text.find("{", at)) >= 0 and len(rows) < MOST_ROWS:
        try:
            row, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        rows.append(row)
    return rows
