"""`talks check` as a hook, and its faults as code hosts show them."""

import json
from pathlib import Path
from typing import Any

import pytest

STORE = """{"schema_version": 1, "title": "Test",
  "actors": [{"id": "a", "kind": "person", "name": "A", "side": "nobody"}],
  "claims": []
}
"""
MESSAGE = "there is no actor 'nobody'; add the actor, or name another"


@pytest.fixture
def bad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("bad, 100%:1.json").write_text(STORE)
    Path("good.json").write_text('{"schema_version": 1, "title": "Test"}')
    return "bad, 100%:1.json"


def test_several_files_are_checked_in_one_run(talks: Any, bad: str) -> None:
    assert talks("check", "good.json", "good.json").status == 0
    ended = talks("check", "good.json", bad, "--columns", "place,message", "--no-header")
    assert (ended.status, ended.out) == (4, f"{bad}: actor a, side\tthere is no actor 'nobody'\n")


def test_github_gets_a_command_that_no_text_can_break(talks: Any, bad: str) -> None:
    ended = talks("check", "good.json", bad, "--annotations", "github")
    assert ended.out == f"::error file=bad%2C 100%25%3A1.json,line=2,title=actor a%2C side::{MESSAGE}\n"
    assert ended.status == 4


def test_gitlab_gets_a_report_of_code_quality(talks: Any, bad: str) -> None:
    (issue,) = json.loads(talks("check", bad, "--annotations", "gitlab").out)
    assert len(issue.pop("fingerprint")) == 64
    assert issue == {
        "description": f"actor a, side: {MESSAGE}",
        "check_name": "talks-check",
        "severity": "major",
        "location": {"path": bad, "lines": {"begin": 2}},
    }


def test_sarif_names_file_and_line(talks: Any, bad: str) -> None:
    (run,) = json.loads(talks("check", bad, "--annotations", "sarif").out)["runs"]
    (result,) = run["results"]
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "bad%2C%20100%25%3A1.json"},
                "region": {"startLine": 2},
            }
        }
    ]
    assert (result["level"], result["ruleId"]) == ("error", "talks-check")


@pytest.mark.parametrize(("form", "empty"), [("github", ""), ("gitlab", "[]\n")])
def test_a_good_store_has_no_annotations(talks: Any, bad: str, form: str, empty: str) -> None:
    assert bad
    ended = talks("check", "good.json", "--annotations", form)
    assert (ended.status, ended.out) == (0, empty)


def test_a_broken_line_is_annotated_where_it_breaks(talks: Any, bad: str) -> None:
    Path(bad).write_text('{"schema_version": 1,\n "title": }\n')
    out = talks("check", bad, "--annotations", "github").out
    assert out.startswith("::error file=bad%2C 100%25%3A1.json,line=2,col=")
    assert out.count("\n") == 1


def test_a_form_that_is_none_is_refused(talks: Any, bad: str) -> None:
    ended = talks("check", bad, "--annotations", "githb")
    assert ended.status == 2
    assert "did you mean github" in ended.err


def test_csv_for_spreadsheets_holds_no_formula(talks: Any, bad: str) -> None:
    store = json.loads(Path("good.json").read_text())
    store["actors"] = [{"id": "a", "kind": "person", "name": "=HYPERLINK(1)"}]
    store["events"] = [{"id": "e", "kind": "k", "name": "E"}]
    store["properties"] = [{"id": "p", "type": "text"}]
    store["documents"] = [{"id": "d", "outlet": "a", "title": "T"}]
    what = {"about": "e", "property": "p", "value": "-1+1", "text": "@x"}
    store["claims"] = [{"id": "c", "who": "a", "what": what, "source": {"document": "d"}}]
    Path(bad).write_text(json.dumps(store))
    words = ["claims", "--store", bad, "--format", "csv", "--columns", "who_name,value,text", "--no-header"]
    assert talks(*words).out == "=HYPERLINK(1),-1+1,@x\n"
    assert talks(*words, "--safe-csv").out == "'=HYPERLINK(1),'-1+1,'@x\n"
