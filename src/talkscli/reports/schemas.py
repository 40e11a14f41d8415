"""JSON Schemas of what each command prints as JSON, and of the store itself."""

from typing import Any

from talkscli.conflicts.verdict import VERDICTS
from talkscli.reports.comparison_schemas import COMPARISONS
from talkscli.reports.schema_parts import (
    CLAIM,
    CLAIM_PROPERTIES,
    COUNT,
    DRAFT_FIELDS,
    FINDING,
    MAYBE,
    ORIGINS,
    PLAIN,
    POSITION,
    STANCE,
    TEXT,
    TEXTS,
    VALUE,
    make_list,
    make_object,
)
from talkscli.values.finding import CAUSES, RELATIONS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

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
    "level": {
        "type": "array",
        "items": COUNT,
        "description": "the positions with most origins where several have as many; vaguer ones do not count",
    },
    "self_contradictions": make_list(make_object({"who": TEXT, "claims": TEXTS, "why": TEXT})),
    "differing_reports": make_list(make_object({"who": TEXT, "claims": TEXTS, "why": TEXT})),
    "positions": make_list(POSITION),
    "findings": make_list(FINDING),
    "withheld": make_list(CLAIM),
    "conditional": make_list(CLAIM),
    "history": make_list(
        make_object({"revised": TEXT, "by": TEXT, "cause": {"const": "revision"}, "claim": CLAIM})
    ),
    "retracted": make_list(CLAIM),
}

FACT = make_object(FACT_PROPERTIES, "one fact with its positions")

ROUND_FACT = make_object(
    {
        "verdict": {"enum": list(VERDICTS)},
        "why": TEXT,
        "positions": make_list(
            make_object(
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

LISTED_EVENT = make_object(
    {"event": TEXT, "name": TEXT, "kind": TEXT, "disputed": TEXTS, "facts": COUNT, "claims": COUNT},
    "one event in the list of all",
)

SHOWN_CLAIM = make_object(
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
        "against": make_list(
            make_object(
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
    **COMPARISONS,
    "rounds": make_list({"anyOf": [ROUND, FACT]}),
    "events": make_list({"anyOf": [LISTED_EVENT, EVENT, FACT]}),
    "list": make_list(
        make_object(
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
    "who": make_list(
        make_object(
            {"actor": TEXT, "part": {"enum": ["role", "said", "of"]}, **CLAIM["properties"]}, "one claim"
        )
    ),
    "conflicts": make_list(FACT),
    "claims": make_list(CLAIM),
    "search": make_list(make_object({**CLAIM["properties"], "score": {"type": "number"}}, "one claim")),
    "show": make_list({"anyOf": [SHOWN_CLAIM, make_object({"kind": {"const": "fact"}, **FACT_PROPERTIES})]}),
    "timeline": make_list(
        make_object(
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
    "cite": make_list(
        make_object(
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
    "import": make_list(
        make_object(
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
    "capture": make_list(
        make_object(
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
    "review": {
        "anyOf": [
            make_list(
                make_object(
                    {
                        "number": {"type": "integer", "description": "its place in the file, from 1"},
                        "state": {"enum": ["open", "accepted", "skipped", "written", "already", "refused"]},
                        "score": {"type": "number", "minimum": 0, "maximum": 1},
                        "who": TEXT,
                        "fact": TEXT,
                        **{name: CLAIM_PROPERTIES[name] for name in DRAFT_FIELDS},
                        "why": {**TEXT, "description": "why it is proposed"},
                        "missing": {**TEXTS, "description": "what could not be decided"},
                        "change": {**MAYBE, "description": "what it would do to the verdict of its fact"},
                        "reason": {**MAYBE, "description": "why it is refused"},
                    },
                    "one draft",
                )
            ),
            make_list(
                make_object(
                    {
                        "document": TEXT,
                        "paragraph": {"type": "integer", "minimum": 1},
                        "sentence": {"type": "integer", "minimum": 1, "description": "in its paragraph"},
                        "text": TEXT,
                    },
                    "with --document alone: a sentence on which no claim rests",
                )
            ),
        ]
    },
    "merge": make_list(
        make_object(
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
    "diff": make_list(
        make_object(
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
    "verify": make_list(
        make_object(
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
    "check": make_list(
        make_object(
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
