"""The parts of which the JSON Schemas of commands are made: claims, positions, findings."""

from typing import Any

from talkscli.queries.rows import CLAIM_FIELDS
from talkscli.values.finding import CAUSES, RELATIONS

TEXT: dict[str, Any] = {"type": "string"}
MAYBE: dict[str, Any] = {"type": ["string", "null"]}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
VALUE: dict[str, Any] = {
    "description": "as the store holds it: EDTF, number or range, id, list of ids, words; null if withheld",
    "type": ["string", "array", "null"],
    "items": TEXT,
}
PLAIN: dict[str, Any] = {"type": ["string", "integer", "boolean", "array", "null"], "items": TEXT}
STANCE: dict[str, Any] = {"enum": ["asserts", "denies", "withholds"]}
ORIGINS: dict[str, Any] = {
    "description": "independent origins: at least, at most (an unnamed one may be the same as another)",
    "type": "object",
    "properties": {"least": COUNT, "most": COUNT},
    "required": ["least", "most"],
    "additionalProperties": False,
}

CLAIM_PROPERTIES: dict[str, dict[str, Any]] = {
    "id": {**TEXT, "description": "the claim's id"},
    "who": {**TEXT, "description": "the claimant's id"},
    "who_name": {**TEXT, "description": "the claimant's name"},
    "about": {**TEXT, "description": "the event, actor or place it is about"},
    "property": {**TEXT, "description": "which property of it"},
    "fact": {**TEXT, "description": "about.property"},
    "value": VALUE,
    "status": {**MAYBE, "description": "planned, tentative, proposed, held …"},
    "stance": STANCE,
    "when": {**MAYBE, "description": "when the claimant said it (EDTF)"},
    "text": {**TEXT, "description": "the claim in one sentence"},
    "document": {**TEXT, "description": "the id of the document that carries it"},
    "outlet": {**TEXT, "description": "the id of the document's outlet"},
    "via": {**TEXTS, "description": "actors between claimant and document, nearest the document first"},
    "paragraph": {"type": ["integer", "null"], "description": "non-empty line of the document, from 1"},
    "quote": {**MAYBE, "description": "an exact anchor from that line"},
    "mentions": {**TEXTS, "description": "ids of what else it speaks of"},
    "at": {
        **MAYBE,
        "description": "the time of which the value speaks, if not the fact's own (EDTF)",
    },
    "only": {"type": "boolean", "description": "the claimant rules out anything else"},
    "revises": {**MAYBE, "description": "the earlier claim that this one corrects"},
    "tags": {**TEXTS, "description": "free labels; never compared"},
    "note": {**MAYBE, "description": "a remark of those who keep the store; never compared"},
    "retracted": {**MAYBE, "description": "why those who keep the store took it back"},
}


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


CLAIM = make_object({name: CLAIM_PROPERTIES[name] for name in CLAIM_FIELDS}, "one claim")

FINDING = make_object(
    {
        "left": COUNT,
        "right": COUNT,
        "relation": {"enum": list(RELATIONS)},
        "inner": {"enum": ["left", "right", None]},
        "cause": {"enum": list(CAUSES)},
        "similarity": {"type": ["number", "null"]},
        "why": TEXT,
    },
    "how two positions stand, by their numbers",
)

SUPPORT = make_object(
    {"least": COUNT, "most": COUNT, "who": TEXTS, "positions": {"type": "array", "items": COUNT}},
    "who says only something vaguer that fits it, in which positions; not among its origins",
)

POSITION = make_object(
    {
        "position": COUNT,
        "value": VALUE,
        "value_text": TEXT,
        "stance": STANCE,
        "origins": ORIGINS,
        "reports": COUNT,
        "who": TEXTS,
        "support": SUPPORT,
        "claims": make_list(CLAIM),
    },
    "the claims that give one value",
)

DRAFT_FIELDS = (
    *("value", "stance", "status", "only", "at", "when", "text"),
    *("document", "paragraph", "quote", "via", "mentions"),
)
"""What a draft tells as a claim does."""
