"""A changed row of an exported table, and the command that makes the claim say what it says."""

import csv
import json
import shlex
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_replace import STORE

from talkscli.desk.corrections import propose_command

Row = dict[str, Any]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "a store.json"
    path.write_text(json.dumps(STORE))
    return path


def export(talks: Any, store: Path) -> list[Row]:
    return list(csv.DictReader(StringIO(talks("claims", "--store", store, "--format", "csv").out)))


def bring_back(talks: Any, store: Path, rows: list[Row], *words: str) -> Any:
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return talks("import", "-", "--store", store, *words, stdin=text.getvalue())


@pytest.mark.parametrize(
    "cells",
    [
        {"value": "15"},
        {"value": "15", "status": "planned", "when": "2025-07-23"},
        {"text": 'It\'s "14"; $(date) `x` \\ !'},
        {"quote": "", "paragraph": ""},
        {"document": "later"},
        {"who": "anna", "mentions": "anna", "via": "gazette", "at": "2025-05", "only": "yes"},
        {"stance": "denies", "note": "n", "tags": "a"},
        {"quote": "--help"},
    ],
)
def test_the_command_makes_the_claim_what_the_row_says(talks: Any, store: Path, cells: Row) -> None:
    rows = export(talks, store)
    changed = {**next(row for row in rows if row["id"] == "first"), **cells}
    ended = bring_back(talks, store, [changed], "--columns", "command", "--no-header", "--format", "ndjson")
    assert ended.status == 5
    name, *words = shlex.split(json.loads(ended.out)["command"])
    assert name == "talks"
    done = talks(*words)
    assert done.status == 0, done
    after = {row["id"]: row for row in export(talks, store)}
    assert after["first"]["retracted"].startswith("Corrected: ")
    made = after[done.out.split()[0]]
    names = changed.keys() - {"id", "who_name", "outlet", "fact", "retracted"}
    assert {name: made[name] for name in names} == {name: changed[name] for name in names}


def test_each_command_stands_on_a_line_of_its_own_among_the_remarks(talks: Any, store: Path) -> None:
    rows = [{**row, "value": "99"} for row in export(talks, store)]
    ended = bring_back(talks, store, rows)
    assert "already, and it says something else: value is 99, not 41; talks replace mends it" in ended.out
    commands = [line for line in ended.err.splitlines() if line.startswith("talks replace ")]
    assert [shlex.split(line)[2] for line in commands] == [row["id"] for row in rows]


def test_a_row_that_is_retracted_proposes_to_retract(talks: Any, store: Path) -> None:
    rows = export(talks, store)
    ended = bring_back(talks, store, [{**rows[0], "retracted": "Misread."}])
    assert f"talks retract {rows[0]['id']} --why Misread. --store" in ended.err


def test_what_was_retracted_or_cannot_be_copied_has_no_command(talks: Any, store: Path) -> None:
    rows = export(talks, store)
    ended = bring_back(talks, store, [{**rows[0], "text": "a\nb"}], "--columns", "reason,command")
    assert "give it another id, or leave the id out" in ended.out
    assert "talks replace" not in ended.err
    talks("retract", "first", "--why", "Misread.", "--store", store)
    first = next(row for row in rows if row["id"] == "first")
    ended = bring_back(talks, store, [{**first, "value": "15"}])
    assert "value is 15, not 14" in ended.out
    assert "the claim was retracted: Misread." in ended.out
    assert "talks replace" not in ended.err


def test_rows_of_ndjson_propose_the_same(talks: Any, store: Path) -> None:
    line = talks("claims", "--who", "anna", "--store", store, "--format", "ndjson").out
    ended = talks("add", "-", "--store", store, stdin=json.dumps({**json.loads(line), "value": "42"}))
    assert ended.status == 2
    assert f"where it was wrong: talks replace second --value 42 --why {shlex.quote('Corrected: value is 42, not 41.')}" in ended.err  # fmt: skip


def test_a_sentence_that_the_program_composed_is_composed_anew(talks: Any, store: Path) -> None:
    added = talks(
        "import", "-", "--store", store, "--columns", "id", "--no-header",
        stdin=json.dumps({"who": "anna", "about": "ferry", "property": "number", "value": 7, "document": "later"}),
    )  # fmt: skip
    done = talks("replace", added.out.strip(), "--value", "8", "--why", "Misread.", "--store", store)
    assert "the sentence stays" not in done.err
    assert json.loads(store.read_text())["claims"][-1]["what"]["text"] == "Anna gives number of Ferry as 8."


def test_nothing_is_proposed_where_nothing_differs() -> None:
    row: Row = dict.fromkeys(
        ("id", "who", "about", "property", "value", "stance", "status", "only", "at", "text", "mentions",
         "when", "document", "paragraph", "quote", "via", "revises", "retracted", "tags", "note"), "x")  # fmt: skip
    assert propose_command({**row, "retracted": None}, {**row, "retracted": None}, "s") == ""
