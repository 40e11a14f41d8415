"""JSON Schemas of the commands that set sources, or two days, side by side."""

from typing import Any

from talkscli.conflicts.verdict import VERDICTS
from talkscli.reports.schema_parts import MAYBE, ORIGINS, STANCE, TEXT, TEXTS, make_list, make_object
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

COMPARISONS: dict[str, dict[str, Any]] = {
    "matrix": make_list(MATRIX),
}
