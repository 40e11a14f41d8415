"""JSON Schemas of what each command prints as JSON, and of the store itself."""

from typing import Any

from talkscli.conflicts.verdict import VERDICTS
from talkscli.queries.rows import CLAIM_FIELDS
from talkscli.values.finding import CAUSES, RELATIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

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


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"description": description, **schema} if description else schema


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


CLAIM = _object({name: CLAIM_PROPERTIES[name] for name in CLAIM_FIELDS}, "one claim")

FINDING = _object(
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

POSITION = _object(
    {
        "position": COUNT,
        "value": VALUE,
        "value_text": TEXT,
        "stance": STANCE,
        "origins": ORIGINS,
        "reports": COUNT,
        "who": TEXTS,
        "claims": _list(CLAIM),
    },
    "the claims that give one value",
)

FACT_PROPERTIES: dict[str, Any] = {
    "fact": TEXT,
    "about": TEXT,
    "property": TEXT,
    "name": TEXT,
    "type": TEXT,
    "verdict": {"enum": list(VERDICTS)},
    "cause": {"enum": list(CAUSES)},
    "why": TEXT,
    "origins": ORIGINS,
    "reports": COUNT,
    "self_contradictions": _list(_object({"who": TEXT, "claims": TEXTS, "why": TEXT})),
    "differing_reports": _list(_object({"who": TEXT, "claims": TEXTS, "why": TEXT})),
    "positions": _list(POSITION),
    "findings": _list(FINDING),
    "withheld": _list(CLAIM),
    "conditional": _list(CLAIM),
    "history": _list(_object({"revised": TEXT, "by": TEXT, "cause": {"const": "revision"}, "claim": CLAIM})),
    "retracted": _list(CLAIM),
}

FACT = _object(FACT_PROPERTIES, "one fact with its positions")

ROUND_FACT = _object(
    {
        "verdict": {"enum": list(VERDICTS)},
        "why": TEXT,
        "positions": _list(
            _object(
                {
                    "value": VALUE,
                    "value_text": TEXT,
                    "stance": STANCE,
                    "origins": ORIGINS,
                    "reports": COUNT,
                    "who": TEXTS,
                    "claims": TEXTS,
                }
            )
        ),
    }
)

ROUND: dict[str, Any] = {
    "description": "one round; further keys are the ids of the properties shown at a glance",
    "type": "object",
    "properties": {
        "round": TEXT,
        "name": TEXT,
        "number": {"type": ["integer", "null"]},
        "disputed": TEXTS,
        "facts": COUNT,
        "claims": COUNT,
    },
    "required": ["round", "name", "number", "disputed", "facts", "claims"],
    "additionalProperties": {"anyOf": [ROUND_FACT, {"type": "null"}]},
}

EVENT: dict[str, Any] = {
    **ROUND,
    "description": "one event of a kind; further keys are the ids of the properties most asked of that kind",
    "properties": {"event": TEXT, **{k: v for k, v in ROUND["properties"].items() if k != "round"}},
    "required": ["event", *ROUND["required"][1:]],
}

LISTED_EVENT = _object(
    {"event": TEXT, "name": TEXT, "kind": TEXT, "disputed": TEXTS, "facts": COUNT, "claims": COUNT},
    "one event in the list of all",
)

SHOWN_CLAIM = _object(
    {
        "kind": {"const": "claim"},
        **CLAIM["properties"],
        "fact_name": TEXT,
        "value_text": TEXT,
        "chain": TEXTS,
        "document_title": TEXT,
        "published": MAYBE,
        "verdict": {"enum": list(VERDICTS)},
        "revised_by": TEXTS,
        "against": _list(
            _object(
                {
                    "value": VALUE,
                    "stance": STANCE,
                    "who": TEXTS,
                    "claims": TEXTS,
                    "relation": {"enum": list(RELATIONS)},
                    "cause": {"enum": list(CAUSES)},
                    "why": TEXT,
                }
            )
        ),
    },
    "one claim with its chain, and how others stand to it",
)

COMMANDS: dict[str, dict[str, Any]] = {
    "rounds": _list({"anyOf": [ROUND, FACT]}),
    "events": _list({"anyOf": [LISTED_EVENT, EVENT, FACT]}),
    "list": _list(
        _object(
            {
                "id": TEXT,
                "name": TEXT,
                "type": {**MAYBE, "description": "its kind, type or outlet, or the wider place or term"},
                "claims": {**COUNT, "description": "by it, about it, carried by it, or naming it"},
                "aliases": TEXTS,
                "tags": TEXTS,
            }
        )
    ),
    "who": _list(
        _object({"actor": TEXT, "part": {"enum": ["role", "said", "of"]}, **CLAIM["properties"]}, "one claim")
    ),
    "conflicts": _list(FACT),
    "claims": _list(CLAIM),
    "search": _list(_object({**CLAIM["properties"], "score": {"type": "number"}}, "one claim")),
    "show": _list({"anyOf": [SHOWN_CLAIM, _object({"kind": {"const": "fact"}, **FACT_PROPERTIES})]}),
    "timeline": _list(
        _object(
            {
                "date": MAYBE,
                "kind": {"enum": ["happened", "planned", "dated", "said"]},
                "fact": TEXT,
                "text": TEXT,
                "who": TEXTS,
                "outlet": TEXTS,
                "claims": TEXTS,
            }
        )
    ),
    "sources": _list(
        {
            "anyOf": [
                _object(
                    {
                        "document": TEXT,
                        "outlet": TEXT,
                        "outlet_name": TEXT,
                        "published": MAYBE,
                        "language": MAYBE,
                        "title": TEXT,
                        "claims": COUNT,
                        "claimants": COUNT,
                        "facts": COUNT,
                        "alone": COUNT,
                        "against": COUNT,
                    }
                ),
                CLAIM,
            ]
        }
    ),
    "cite": _list(
        _object(
            {
                "id": TEXT,
                "sentence": TEXT,
                "fact": TEXT,
                "verdict": {"enum": [*VERDICTS, None]},
                "document": TEXT,
                "url": MAYBE,
            },
            "one claim's attribution; with --as csl an item of CSL-JSON, with --as jsonld a ClaimReview",
        )
    ),
    "import": _list(
        _object(
            {
                "line": {"type": "integer", "description": "of the file; in a JSON list, the row's number"},
                "state": {"enum": ["taken", "already", "refused", "held", "left-out"]},
                "id": MAYBE,
                "fact": MAYBE,
                "reason": {**MAYBE, "description": "why not, or what was understood on the way"},
            },
            "what became of one row",
        )
    ),
    "capture": _list(
        _object(
            {
                "source": {**TEXT, "description": "what was given: a path, an address, or -"},
                "state": {"enum": ["captured", "completed", "version", "already", "refused"]},
                "document": {**MAYBE, "description": "its id; null where the article was refused"},
                "outlet": MAYBE,
                "title": MAYBE,
                "published": MAYBE,
                "language": MAYBE,
                "author": MAYBE,
                "url": MAYBE,
                "archived": {**MAYBE, "description": "the address of the archived copy that was read"},
                "follows": {**MAYBE, "description": "the document of which this is a later version"},
                "file": {**MAYBE, "description": "the file of its text"},
                "paragraphs": {"type": ["integer", "null"], "minimum": 0},
                "words": {"type": ["integer", "null"], "minimum": 0},
                "reason": {**MAYBE, "description": "why it was refused"},
            },
            "what became of one article",
        )
    ),
    "merge": _list(
        _object(
            {
                "outcome": {
                    "enum": ["added", "same", "joined", "widened", "clash", "kept", "renamed", "alike"]
                },
                "kind": TEXT,
                "id": {**TEXT, "description": "in the merged store"},
                "store": {**TEXT, "description": "the store that it comes from"},
                "other": {**MAYBE, "description": "its id there, if another"},
                "why": MAYBE,
            },
            "what became of one record",
        )
    ),
    "diff": _list(
        _object(
            {
                "change": {"enum": ["added", "removed", "changed"]},
                "kind": {
                    "enum": [
                        "store",
                        "actor",
                        "place",
                        "event",
                        "property",
                        "term",
                        "document",
                        "claim",
                        "fact",
                        "verdict",
                    ]
                },
                "id": {**TEXT, "description": "of a fact or verdict, the fact's key"},
                "field": {**MAYBE, "description": "null where all of it came or went"},
                "old": PLAIN,
                "new": PLAIN,
            },
            "one thing that differs; of a record that changed, one field",
        )
    ),
    "verify": _list(
        _object(
            {
                "claim": TEXT,
                "document": TEXT,
                "state": {
                    "enum": [
                        "exact",
                        "moved",
                        "near",
                        "ambiguous",
                        "missing",
                        "no-anchor",
                        "changed",
                        "no-text",
                    ]
                },
                "paragraph": {"type": ["integer", "null"], "description": "where the store has it"},
                "found": {**TEXTS, "description": "the paragraphs in which it, or what is near it, stands"},
                "quote": MAYBE,
                "passage": {**MAYBE, "description": "other words that stand there"},
                "difference": {**MAYBE, "description": "[-words of the store-] {+words of the text+}"},
                "why": MAYBE,
            },
            "one claim's anchor",
        )
    ),
    "check": _list(
        _object(
            {
                "severity": {"enum": ["error", "warning"]},
                "place": TEXT,
                "message": TEXT,
                "hint": TEXT,
            }
        )
    ),
}
"""What `--format json` prints, command by command; `ndjson` prints the items of the list, one a line."""


def command_schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of one command's JSON."""
    return {"$schema": DIALECT, "title": f"talks {command} --format json", **COMMANDS[command]}


def store_schema() -> dict[str, Any]:
    """Return the JSON Schema of a store."""
    from talkscli.claims import Store

    return {"$schema": DIALECT, **Store.model_json_schema()}
