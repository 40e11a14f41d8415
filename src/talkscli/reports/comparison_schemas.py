"""JSON Schemas of the commands that set sources, or two days, side by side."""

from typing import Any

from talkscli.conflicts.verdict import VERDICTS
from talkscli.reports.schema_parts import (
    CLAIM,
    COUNT,
    MAYBE,
    ORIGINS,
    STANCE,
    TEXT,
    TEXTS,
    VALUE,
    make_list,
    make_object,
)
from talkscli.values.finding import RELATIONS

WRITTEN: dict[str, Any] = {**TEXT, "description": "as the store writes it; lists with commas"}

MATRIX = make_object(
    {
        "fact": TEXT,
        "name": TEXT,
        "verdict": {"enum": list(VERDICTS)},
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
                                "relation": {"enum": list(RELATIONS), "description": "to the main position"},
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
        "before": {"enum": [*VERDICTS, None], "description": "the verdict before; null for a new fact"},
        "after": {"enum": list(VERDICTS)},
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

SHARE: dict[str, Any] = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
COUNTS: dict[str, Any] = {
    "claims": COUNT,
    "facts": COUNT,
    "alone": {**COUNT, "description": "facts of which no other source of the kind speaks"},
    "with": {**COUNT, "description": "facts on which its answer is the majority's, or fits it"},
    "against": {
        **COUNT,
        "description": "facts on which it gives only answers that do not fit the majority's",
    },
    "level": {**COUNT, "description": "facts on which several answers are level at the top"},
    "share": {**SHARE, "description": "with, of with and against; null without any"},
    "alone_share": {**SHARE, "description": "alone, of all its facts; null without any"},
}

SOURCES: dict[str, Any] = {
    "anyOf": [
        make_object(
            {
                "document": TEXT,
                "outlet": TEXT,
                "outlet_name": TEXT,
                "published": MAYBE,
                "language": MAYBE,
                "title": TEXT,
                "claimants": COUNT,
                **COUNTS,
            },
            "one document",
        ),
        make_object({"source": TEXT, "name": TEXT, **COUNTS}, "one outlet or claimant, with --by"),
        make_object(
            {
                "source": TEXT,
                "source_name": TEXT,
                "fact": TEXT,
                "says": {**WRITTEN, "description": "its answers, with strokes between"},
                "majority": WRITTEN,
                "origins": {**COUNT, "description": "those of the majority's answer, at most"},
                "claims": {**TEXTS, "description": "the source's claims"},
            },
            "one fact on which a source is against the majority, with --against",
        ),
        make_object(
            {
                "one": TEXT,
                "one_name": TEXT,
                "other": TEXT,
                "other_name": TEXT,
                "shared": {**COUNT, "description": "facts on which both give the same rare answer"},
                "common": {**COUNT, "description": "facts of which both speak"},
                "facts": {**TEXTS, "description": "the keys of the shared ones"},
            },
            "two sources that give the same rare answers, with --pairs",
        ),
        CLAIM,
    ]
}

COMPARISONS: dict[str, dict[str, Any]] = {
    "changes": make_list(CHANGES),
    "matrix": make_list(MATRIX),
    "sources": make_list(SOURCES),
}
