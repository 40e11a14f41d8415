"""JSON Schemas of what each command prints as JSON, and of the store itself.

Where a command's records are its rows, their schema is made of its columns; nested ones are described here.
"""

from typing import Any

from talkscli.reports import (
    captures,
    citations,
    claims,
    coverage,
    differences,
    faults,
    imports,
    merges,
    records,
    reviews,
    rounds,
    sources,
    timeline,
    verification,
    who,
)
from talkscli.reports.columns import VALUE
from talkscli.reports.schema_parts import (
    CAUSE,
    CLAIM,
    COUNT,
    FINDING,
    MAYBE,
    ORIGINS,
    PLAIN_POSITION,
    POSITION,
    RELATION,
    STANCE,
    TEXT,
    TEXTS,
    VERDICT,
    WRITTEN,
    describe_row,
    make_list,
    make_object,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

CLASH = make_object({"who": TEXT, "claims": TEXTS, "why": TEXT})

FACT_PROPERTIES: dict[str, Any] = {
    "fact": TEXT,
    "about": TEXT,
    "property": TEXT,
    "name": TEXT,
    "type": TEXT,
    "verdict": VERDICT,
    "cause": CAUSE,
    "why": TEXT,
    "origins": ORIGINS,
    "reports": COUNT,
    "level": {
        **make_list(COUNT),
        "description": "the positions with most origins where several have as many; vaguer ones do not count",
    },
    "self_contradictions": make_list(CLASH),
    "differing_reports": make_list(CLASH),
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

GLANCE_FACT = make_object(
    {
        "verdict": VERDICT,
        "why": TEXT,
        "positions": make_list(make_object({**PLAIN_POSITION, "claims": TEXTS})),
    }
)


def describe_glance(key: str, description: str) -> dict[str, Any]:
    """Return the schema of an event at a glance, whose further keys are ids of properties."""
    return {
        **describe_row(
            rounds.list_columns(key), f"{description}; further keys are the ids of the properties shown"
        ),
        "additionalProperties": {"anyOf": [GLANCE_FACT, {"type": "null"}]},
    }


SHOWN_CLAIM = make_object(
    {
        "kind": {"const": "claim"},
        **CLAIM["properties"],
        "fact_name": TEXT,
        "value_text": TEXT,
        "chain": TEXTS,
        "document_title": TEXT,
        "published": MAYBE,
        "verdict": VERDICT,
        "revised_by": TEXTS,
        "against": make_list(
            make_object(
                {
                    "value": VALUE,
                    "stance": STANCE,
                    "who": TEXTS,
                    "claims": TEXTS,
                    "relation": RELATION,
                    "cause": CAUSE,
                    "why": TEXT,
                }
            )
        ),
    },
    "one claim with its chain, and how others stand to it",
)

MATRIX = make_object(
    {
        "fact": TEXT,
        "name": TEXT,
        "verdict": VERDICT,
        "main": {
            "anyOf": [
                make_object(
                    {"value": WRITTEN, "value_text": TEXT, "stance": STANCE, "origins": ORIGINS},
                    "the position that stands for the fact: most origins, the more exact of two that fit",
                ),
                {"type": "null"},
            ]
        },
        "level": {**TEXTS, "description": "the values with most origins, where several have as many"},
        "cells": make_list(
            make_object(
                {
                    "source": {**MAYBE, "description": "its id; null for who is on no side"},
                    "name": TEXT,
                    "says": make_list(
                        make_object(
                            {
                                "value": WRITTEN,
                                "value_text": TEXT,
                                "stance": STANCE,
                                "relation": {**RELATION, "description": "to the main position"},
                                "differs": {"type": "boolean", "description": "contradicts or overlaps it"},
                                "claims": TEXTS,
                            }
                        )
                    ),
                    "not_said": {**TEXTS, "description": "claims that withhold an answer"},
                },
                "what one source says; sources with no claim are left out",
            )
        ),
    },
    "one fact against the sources",
)

MOVES = make_list(
    make_object({"who": TEXT, "before": WRITTEN, "after": WRITTEN, "claim": TEXT}, "one claimant who moved")
)

CHANGES = make_object(
    {
        "fact": TEXT,
        "name": TEXT,
        "before": {
            "enum": [*VERDICT["enum"], None],
            "description": "the verdict before; null for a new fact",
        },
        "after": VERDICT,
        "why": TEXT,
        "majority": {
            "anyOf": [make_object({"before": WRITTEN, "after": WRITTEN}), {"type": "null"}],
            "description": "the answers of the majority, where another one has it now",
        },
        "left": {**MOVES, "description": "who held the majority's answer, and now gives only others"},
        "joined": {**MOVES, "description": "who gave only other answers, and now holds the majority's"},
        "revised": make_list(
            make_object({"who": TEXT, "claim": TEXT, "by": TEXT, "before": VALUE, "after": VALUE})
        ),
        "claims": {**make_list(CLAIM), "description": "the claims that became known"},
    },
    "one fact of which claims became known",
)

DRAFT = describe_row(reviews.COLUMNS, "one draft")
DRAFT["properties"] |= {name: CLAIM["properties"][name] for name in reviews.DRAFT_FIELDS}

ITEMS: dict[str, list[dict[str, Any]]] = {
    "changes": [CHANGES],
    "matrix": [MATRIX],
    "sources": [
        describe_row(sources.DOCUMENT_COLUMNS, "one document"),
        describe_row(sources.ACTOR_COLUMNS, "one outlet or claimant, with --by"),
        describe_row(
            sources.AGAINST_COLUMNS, "one fact on which a source is against the majority, with --against"
        ),
        describe_row(sources.PAIR_COLUMNS, "two sources that give the same rare answers, with --pairs"),
        CLAIM,
    ],
    "rounds": [describe_glance("round", "one round"), FACT],
    "events": [
        describe_row(rounds.KIND_COLUMNS, "one event in the list of all"),
        describe_glance("event", "one event of a kind"),
        FACT,
    ],
    "list": [describe_row(records.COLUMNS, "one record")],
    "who": [describe_row(who.COLUMNS, "one claim")],
    "conflicts": [FACT],
    "claims": [CLAIM],
    "search": [describe_row(claims.HIT_COLUMNS, "one claim")],
    "show": [SHOWN_CLAIM, make_object({"kind": {"const": "fact"}, **FACT_PROPERTIES})],
    "timeline": [describe_row(timeline.COLUMNS, "one entry")],
    "cite": [
        describe_row(
            citations.COLUMNS,
            "one claim's attribution; with --as csl an item of CSL-JSON, with --as jsonld a ClaimReview",
        )
    ],
    "import": [describe_row(imports.COLUMNS, "what became of one row")],
    "capture": [describe_row(captures.COLUMNS, "what became of one article")],
    "review": [
        DRAFT,
        describe_row(coverage.COLUMNS, "with --document alone: a sentence on which no claim rests"),
    ],
    "merge": [describe_row(merges.COLUMNS, "what became of one record")],
    "diff": [
        describe_row(differences.COLUMNS, "one thing that differs; of a record that changed, one field")
    ],
    "verify": [describe_row(verification.COLUMNS, "one claim's anchor")],
    "check": [describe_row(faults.COLUMNS, "one fault")],
}
"""What `--format json` lists, command by command; `ndjson` prints these items, one a line."""


def command_schema(command: str) -> dict[str, Any]:
    """Return the JSON Schema of one command's JSON."""
    items = ITEMS[command]
    listed = make_list(items[0] if len(items) == 1 else {"anyOf": items})
    return {"$schema": DIALECT, "title": f"talks {command} --format json", **listed}


def store_schema() -> dict[str, Any]:
    """Return the JSON Schema of a store."""
    from talkscli.claims import Store

    return {"$schema": DIALECT, **Store.model_json_schema()}
