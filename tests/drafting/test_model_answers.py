"""Answers of models, in the form that was asked for and nearly in it."""

import json
from typing import Any

import pytest

from talkscli.drafting.model_answers import MOST_ROWS, answer_schema, read_rows

ROW = {"number": 1, "via": [], "property": "p", "text": "[x] {y}"}
ONE = json.dumps(ROW)


@pytest.mark.parametrize(
    ("text", "rows", "is_whole"),
    [
        (f'{{"claims": [{ONE}]}}', [ROW], True),
        ('{"claims": []}', [], True),
        (f"[{ONE}, {ONE}]", [ROW, ROW], True),
        ("[]", [], True),
        (f'Well [1]: {{"claims": [{ONE}]}} }}', [ROW], True),
        (f'{{not this}} {{"claims": [{ONE}]}}', [ROW], True),
        (ONE, [ROW], True),
        (f"[{ONE}, {ONE[:-9]}", [ROW], False),
        (f"As asked:\n[{ONE}, {ONE}]\nDone.", [ROW, ROW], True),
        (ONE.replace("property", "prop"), [], False),
        (f'{{"claims": [{ONE}, {ONE[:-9]}', [ROW], False),
        (f'{{"claims": [{ONE}, ', [ROW], False),
        ("", [], False),
        ("{}", [], False),
        ("null", [], False),
        ('{"claims": 3}', [], False),
        ("I am sorry.", [], False),
        ("{" * 100_000, [], False),
        ('{"a":' * 100_000, [], False),
        ("[" * 100_000, [], False),
        ('{"claims": [NaN, Infinity]}', [None, None], True),
    ],
)
def test_what_can_be_read_is_read_and_a_cut_is_told(text: str, rows: list[Any], is_whole: bool) -> None:
    assert read_rows(text) == (rows, is_whole)


def test_an_answer_without_end_is_cut() -> None:
    rows, is_whole = read_rows(json.dumps({"claims": [ROW] * (MOST_ROWS + 1)}))
    assert (len(rows), is_whole) == (MOST_ROWS, False)


def test_the_schema_is_in_the_part_of_the_language_that_strict_servers_take() -> None:
    def walk(part: Any) -> None:
        if isinstance(part, list):
            for one in part:
                walk(one)
        if isinstance(part, dict):
            if part.get("type") == "object":
                assert part["additionalProperties"] is False
                assert part["required"] == list(part["properties"])
            assert not {"default", "maxLength", "maxItems"} & set(part)
            for one in part.values():
                walk(one)

    schema = answer_schema()
    walk(schema)
    assert "title" not in schema
    assert "property" in schema["$defs"]["ModelClaim"]["properties"]
