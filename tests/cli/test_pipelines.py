"""Pipelines: what the README promises, and what every format owes to a program."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.programs import require

from talkscli.queries.rows import CLAIM_FIELDS
from talkscli.reports.schemas import ITEMS, command_schema

if TYPE_CHECKING:
    from tests.conftest import Talks

ROOT = Path(__file__).parents[2]


def shell(script: str, folder: Path) -> tuple[int, str, str]:
    """Run a line of shell with `talks` on the path."""
    tools = folder / "bin"
    tools.mkdir()
    (tools / "talks").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m talkscli "$@"\n')
    (tools / "talks").chmod(0o755)
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"},
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_disputed_facts_are_listed_once(tmp_path: Path) -> None:
    status, out, err = shell("talks conflicts --columns fact --no-header | sort -u", tmp_path)
    assert (status, err) == (0, "")
    assert "round-3.date" in out.splitlines()
    assert out.splitlines() == sorted(set(out.splitlines()))


def test_values_go_to_jq(tmp_path: Path) -> None:
    require("jq")
    status, out, err = shell("talks claims --who ria --format ndjson | jq .value", tmp_path)
    assert (status, out, err) == (0, '"2025-07-24/2025-07-25"\n', "")


def test_a_found_claim_is_shown(tmp_path: Path) -> None:
    line = (
        'talks show "$(talks search sanctions --columns id --no-header | head -1)" --columns text --no-header'
    )
    status, out, _ = shell(line, tmp_path)
    assert status == 0
    assert "sanctions" in out


def test_a_store_comes_from_standard_input(tmp_path: Path) -> None:
    piped = shell("cat data/facts.json | talks rounds --store -", tmp_path)
    assert piped[0] == 0
    assert piped[1].startswith("round\tname\t")


def test_an_unknown_name_fails(tmp_path: Path) -> None:
    status, out, err = shell("talks who Nobody || echo unknown", tmp_path)
    assert (status, out) == (0, "unknown\n")
    assert err.startswith("talks: no actor named 'Nobody'")


def test_names_and_ids_come_from_standard_input(talks: "Talks") -> None:
    several = talks("who", "-", "--columns", "actor", "--no-header", stdin="RIA\nTASS\n")
    shown = talks("show", "-", "--columns", "id", "--no-header", stdin="r3-date-ria\nr3-date-tass\n")
    assert set(several.out.split()) == {"ria", "tass"}
    assert shown.out == "r3-date-ria\nr3-date-tass\n"


ASKED = {
    "rounds": [["rounds"], ["rounds", "3"]],
    "who": [["who", "Umerov"], ["who", "TASS"]],
    "conflicts": [["conflicts"], ["conflicts", "--verdict", "all"]],
    "claims": [["claims"]],
    "search": [["search", "talks"]],
    "show": [["show", "r3-date-ria", "r3-date-peskov-nym", "round-3.date"]],
    "timeline": [["timeline"]],
    "changes": [
        ["changes", "--since", "2025-07-22"],
        ["changes", "--since", "2025-07-23", "--about", "round-3"],
    ],
    "matrix": [["matrix", "--about", "round-3"], ["matrix", "--by", "side"], ["matrix", "--by", "claimant"]],
    "sources": [
        ["sources"],
        ["sources", "NYM"],
        ["sources", "--by", "claimant"],
        ["sources", "--by", "outlet", "--against"],
    ],
    "check": [["check"]],
}


def test_every_reading_command_is_asked() -> None:
    assert set(ASKED) <= set(ITEMS)


@pytest.mark.parametrize("command", ASKED)
def test_json_is_as_its_schema_says(talks: "Talks", command: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    for words in ASKED[command]:
        found = json.loads(talks(*words, "--format", "json").out)
        jsonschema.Draft202012Validator(command_schema(command)).validate(found)
        lines = talks(*words, "--format", "ndjson").out.splitlines()
        assert [json.loads(line) for line in lines] == found


def read_rows(talks: "Talks", words: list[str]) -> dict[str, list[list[str]]]:
    made = {name: talks(*words, "--format", name).out for name in ("tsv", "csv")}
    return {
        "tsv": [line.split("\t") for line in made["tsv"].splitlines()],
        "csv": list(csv.reader(io.StringIO(made["csv"]))),
    }


@pytest.mark.parametrize("command", ASKED)
def test_rows_have_one_width_and_tell_the_same_in_tsv_and_csv(talks: "Talks", command: str) -> None:
    for words in ASKED[command]:
        rows = read_rows(talks, words)
        assert {len(row) for row in rows["tsv"]} == {len(rows["tsv"][0])}
        assert rows["tsv"] == rows["csv"]


def test_rows_of_claims_have_the_fixed_keys(talks: "Talks") -> None:
    fixed = (
        "id who who_name about property fact value status stance when text document outlet via paragraph quote "
        "mentions"
    ).split()
    assert list(CLAIM_FIELDS[: len(fixed)]) == fixed
    for words in (["claims"], ["who", "RIA"], ["search", "talks"], ["show", "r3-date-ria"]):
        for row in json.loads(talks(*words, "--format", "json").out):
            assert set(fixed) <= set(row)


def test_conflicts_are_one_row_a_claim_in_tsv_and_nested_in_json(talks: "Talks") -> None:
    tsv = [line.split("\t") for line in talks("conflicts").out.splitlines()]
    nested = json.loads(talks("conflicts", "--format", "json").out)
    assert tsv[0] == "fact verdict position value who who_name when outlet document claim".split()
    assert [row[9] for row in tsv[1:]] == [
        claim["id"] for fact in nested for position in fact["positions"] for claim in position["claims"]
    ]


def test_the_third_date_shows_each_source_in_its_place(talks: "Talks") -> None:
    (fact,) = json.loads(talks("conflicts", "round-3.date", "--format", "json").out)
    by_value = {position["value"]: position for position in fact["positions"]}
    assert fact["verdict"] == "contradiction"
    assert {"tass", "zelenskyy"} <= set(by_value["2025-07-23"]["who"])
    assert by_value["2025-07-24/2025-07-25"]["who"] == ["ria"]
    assert by_value["2025-07-23/2025-07-24"]["who"] == ["independent-turkce"]
    reports = [c["document"] for c in by_value["2025-07-23"]["claims"] if c["who"] == "zelenskyy"]
    assert len(set(reports)) >= 3
    week = by_value["[2025-07-21..2025-07-27]"]["position"]
    of_week = [f["relation"] for f in fact["findings"] if week in {f["left"], f["right"]}]
    assert of_week == ["refines"] * (len(fact["positions"]) - 1)


def test_as_of_leaves_out_what_came_later(talks: "Talks") -> None:
    def dates(day: str) -> set[str]:
        rows = json.loads(talks("claims", "--fact", "round-3.date", "--as-of", day, "--format", "json").out)
        return {row["document"] for row in rows}

    assert "eunews-2025-07-22" not in dates("2025-07-21")
    assert "eunews-2025-07-22" in dates("2025-07-22")
    assert "unn-2025-07-23" not in dates("2025-07-22")


def test_a_denial_is_told_from_an_assertion_in_rows(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = small_store
    denial = json.loads(json.dumps(store["claims"][0]))
    denial.update(id="n", who="o")
    denial["what"]["stance"] = "denies"
    store["claims"].append(denial)
    file = tmp_path / "s.json"
    file.write_text(json.dumps(store))
    out = talks("conflicts", "--store", str(file), "--columns", "value,who", "--no-header").out
    assert out == "2025-07-23\ta\nnot 2025-07-23\to\n"


def test_the_same_rows_reach_a_terminal_and_a_pipe(talks: "Talks") -> None:
    shown = talks("claims", "--limit", "5", "--columns", "id", "--no-header", terminal=True).out.split()
    assert shown == talks("claims", "--limit", "5", "--columns", "id", "--no-header").out.split()


def test_markup_and_control_characters_in_a_store_do_nothing(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    store = small_store
    evil = "[bold]x[/nope] \x1b]0;owned\x07 \x9b31m | `a` <b> \u202e =1+1"
    store["claims"][0]["what"]["text"] = evil
    store["actors"][0]["name"] = evil
    store["documents"][0]["title"] = evil
    file = tmp_path / "s.json"
    file.write_text(json.dumps(store))
    for words in (["claims"], ["who", "a"], ["conflicts", "--verdict", "all"], ["show", "c"], ["timeline"],
                  ["sources"], ["sources", "d"], ["matrix", "--all"], ["rounds"], ["rounds", "1"], ["search", "owned"]):  # fmt: skip
        for look in ({"terminal": True}, {"terminal": True, "width": 200}, {}):
            result = talks(*words, "--store", str(file), **look)
            assert result.status == 0
            raw = {char for char in result.out + result.err if ord(char) < 32 or 127 <= ord(char) < 160}
            assert raw <= {"\n", "\t"}
            assert "\u202e" not in result.out + result.err
