"""JSON Schemas of the commands that set sources, or two days, side by side."""

from typing import Any

from talkscli.conflicts.verdict import VERDICTS
from talkscli.reports.schema_parts import (
    CLAIM,
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

COMPARISONS: dict[str, dict[str, Any]] = {
    "changes": make_list(CHANGES),
    "matrix": make_list(MATRIX),
}
