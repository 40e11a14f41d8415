"""The parts of which the JSON Schemas of commands are made: columns, claims, positions, findings."""

from collections.abc import Iterable
from typing import Any

from talkscli.conflicts.verdict import VERDICTS
from talkscli.reports.columns import CLAIM_COLUMNS, VALUE
from talkscli.reports.table import Column
from talkscli.values.finding import CAUSES, RELATIONS

TEXT: dict[str, Any] = {"type": "string"}
MAYBE: dict[str, Any] = {"type": ["string", "null"]}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
WRITTEN: dict[str, Any] = {**TEXT, "description": "as the store writes it; lists with commas"}
STANCE: dict[str, Any] = {"enum": ["asserts", "denies", "withholds"]}
VERDICT: dict[str, Any] = {"enum": list(VERDICTS)}
RELATION: dict[str, Any] = {"enum": list(RELATIONS)}
CAUSE: dict[str, Any] = {"enum": list(CAUSES)}

KINDS: dict[str, dict[str, Any]] = {
    "count": COUNT,
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "list": TEXTS,
    "verdict": VERDICT,
    "stance": STANCE,
}
"""What the cells of a column of a kind are; those of all others are texts."""


def make_object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    """Return the schema of an object with just these keys."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"description": description, **schema} if description else schema


def make_list(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a list."""
    return {"type": "array", "items": items}


def describe_column(column: Column) -> dict[str, Any]:
    """Return the schema of a column's cells."""
    schema = dict(column.schema or KINDS.get(column.kind, TEXT))
    if column.choices:
        schema = {"enum": list(column.choices)}
    if column.optional and "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    elif column.optional:
        schema["type"] = [schema["type"], "null"]
    return {**schema, "description": column.holds} if column.holds else schema


def describe_row(columns: Iterable[Column], description: str) -> dict[str, Any]:
    """Return the schema of the object that a row with these columns becomes."""
    return make_object(
        {column.key: describe_column(column) for column in columns if not column.asked}, description
    )


CLAIM = describe_row(CLAIM_COLUMNS, "one claim")

ORIGINS = make_object(
    {"least": COUNT, "most": COUNT},
    "independent origins: at least, at most (an unnamed one may be the same as another)",
)

FINDING = make_object(
    {
        "left": COUNT,
        "right": COUNT,
        "relation": RELATION,
        "inner": {"enum": ["left", "right", None]},
        "cause": CAUSE,
        "similarity": {"type": ["number", "null"]},
        "why": TEXT,
    },
    "how two positions stand, by their numbers",
)

SUPPORT = make_object(
    {"least": COUNT, "most": COUNT, "who": TEXTS, "positions": make_list(COUNT)},
    "who says only something vaguer that fits it, in which positions; not among its origins",
)

PLAIN_POSITION: dict[str, Any] = {
    "value": VALUE,
    "value_text": TEXT,
    "stance": STANCE,
    "origins": ORIGINS,
    "reports": COUNT,
    "who": TEXTS,
}

POSITION = make_object(
    {"position": COUNT, **PLAIN_POSITION, "support": SUPPORT, "claims": make_list(CLAIM)},
    "the claims that give one value",
)
