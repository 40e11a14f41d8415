"""Rows are read one at a time from four formats, and what is no row is told with its place."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.desk.table_rows import read_rows
from talkscli.desk.tables import guess_format
from talkscli.errors import UsageError

A = {"a": "1", "b": "x"}


def read(text: str, kind: str) -> list[Any]:
    return list(read_rows(io.StringIO(text, newline=""), kind))


CASES: list[tuple[str, str, list[Any]]] = [
    ("csv", "a,b\n1,x\n", [(2, A, "")]),
    ("csv", "\ufeffa;b\r\n1;x\r\n", [(2, A, "")]),
    ("csv", 'a,b\n"1","x\ny"\n\n2,\n', [(3, {"a": "1", "b": "x\ny"}, ""), (5, {"a": "2", "b": ""}, "")]),
    ("csv", "a,b\n1,x,2\n", [(2, None, "3 cells under 2 columns")]),
    ("csv", "a,b\n1\n", [(2, {"a": "1"}, "")]),
    ("csv", "", []),
    ("csv", "a,b\n", []),
    ("tsv", "a\tb\n1\tx\\ty\\\\\n", [(2, {"a": "1", "b": "x\ty\\"}, "")]),
    ("ndjson", '{"a":"1","b":"x"}\n\n[1]\n{', [
        (1, A, ""),
        (3, None, "a row of JSON is an object"),
        (4, None, "this is not JSON: expecting property name enclosed in double quotes (at column 2)"),
    ]),
    ("json", '[{"a":"1","b":"x"},\n {"a":"1","b":"x"}]', [(1, A, ""), (2, A, "")]),
    ("json", "[]", []),
    ("json", "[3]", [(1, None, "a row of JSON is an object")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "rows"), CASES)
def test_rows_are_read_with_their_lines(kind: str, text: str, rows: list[Any]) -> None:
    assert read(text, kind) == rows


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("csv", 'a,b\n"1,x\n', "this is not CSV"),
        ("csv", "a,a\n", "two columns are named 'a'"),
        ("json", '{"a": 1}', "the rows of JSON are a list"),
        ("json", '[{"a": 1}', "this is not JSON"),
        ("json", '[{"a": }]', "this is not JSON"),
        ("json", "[" * 100_000, "this is not JSON"),
    ],
)
def test_what_is_no_table_is_refused(kind: str, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read(text, kind)


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("x.csv", "", "csv"),
        ("x.TSV", "", "tsv"),
        ("x.jsonl", "", "ndjson"),
        ("-", "[{", "json"),
        ("-", "\ufeff {", "ndjson"),
        ("-", "a\tb\n", "tsv"),
        ("-", "a,b\n", "csv"),
        ("-", "", "csv"),
    ],
)
def test_the_format_is_told_by_name_or_beginning(name: str, start: str, kind: str) -> None:
    assert guess_format(name, start) == kind


@given(st.lists(st.dictionaries(st.text(), st.text() | st.integers()), max_size=50))
def test_a_list_of_json_is_read_whole_however_it_is_cut(rows: list[dict[str, Any]]) -> None:
    assert [row for _, row, _ in read(json.dumps(rows, indent=len(rows) % 3), "json")] == rows


def test_a_long_list_of_json_is_read_in_pieces() -> None:
    rows = [{"text": "x" * 997, "number": number} for number in range(500)]
    assert [row for _, row, _ in read(json.dumps(rows), "json")] == rows


@pytest.mark.parametrize(("kind", "head"), [("csv", "a,b\n"), ("tsv", "a\tb\n"), ("ndjson", "{}\n")])
def test_a_line_without_end_is_not_held(kind: str, head: str) -> None:
    with pytest.raises(UsageError, match="the line is longer than 16 MB") as caught:
        read(head + "x" * (1 << 24), kind)
    assert caught.value.place == "line 2"
