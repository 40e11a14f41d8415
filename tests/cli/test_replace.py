"""`talks replace`: a claim entered wrongly is retracted, and the right one added, in one write."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Ferry",
    "actors": [
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        {"id": "anna", "kind": "person", "name": "Anna"},
    ],
    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry"}],
    "properties": [{"id": "number", "type": "count"}],
    "documents": [
        {"id": "report", "outlet": "gazette", "title": "Ferry sinks"},
        {"id": "later", "outlet": "gazette", "title": "All saved"},
    ],
    "claims": [
        {
            "id": "first",
            "who": "gazette",
            "what": {"about": "ferry", "property": "number", "value": "14", "text": "Fourteen."},
            "source": {"document": "report", "paragraph": 3, "quote": "Fourteen died"},
        },
        {
            "id": "second",
            "who": "anna",
            "what": {"about": "ferry", "property": "number", "value": "41", "text": "Forty-one."},
            "source": {"document": "report", "paragraph": 4},
        },
    ],
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE))
    return path


def test_the_wrong_claim_is_retracted_and_the_right_one_added(talks: Any, store: Path) -> None:
    ended = talks(
        "replace", "second", "--value", "about 14", "--why", "Two digits were exchanged.", "--store", store
    )
    assert ended.status == 0, ended
    assert "about 14 is ~14\n" in ended.err
    assert "the sentence stays: Forty-one.; --text gives another\n" in ended.err
    assert "ferry.number: contradiction → imprecise" in ended.err
    first, wrong, right = json.loads(store.read_text())["claims"]
    assert first == STORE["claims"][0]
    assert wrong["what"] == STORE["claims"][1]["what"]
    assert wrong["retracted"]["why"] == "Two digits were exchanged."
    assert right["what"] == {**STORE["claims"][1]["what"], "value": "~14"}
    assert right["source"] == STORE["claims"][1]["source"]
    assert "revises" not in right
    assert talks("check", store).status == 0


def test_what_rests_on_another_document_is_not_taken_over(talks: Any, store: Path) -> None:
    talks("replace", "first", "--document", "later", "--why", "The other article.", "--store", store)
    right = json.loads(store.read_text())["claims"][-1]
    assert right["source"] == {"document": "later"}


def test_claimant_and_fact_can_be_mended(talks: Any, store: Path) -> None:
    ended = talks(
        "replace", "first", "--who", "Anna", "--about", "gazette", "--why", "Misread.", "--store", store
    )
    assert ended.status == 0
    right = json.loads(store.read_text())["claims"][-1]
    assert (right["who"], right["what"]["about"]) == ("anna", "gazette")


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["first", "--why", "x"], 2, "nothing is given that is right instead"),
        (["first", "--value", "5", "--why", " "], 2, "--why: is empty"),
        (["third", "--value", "5", "--why", "x"], 3, "no claim named 'third'"),
        (["first", "--value", "1.000", "--why", "x"], 2, "write 1000 or 1, whichever is meant"),
        (["first", "--value", "14", "--why", "x"], 2, "claim first: the right claim is there already: first"),
    ],
)
def test_a_slip_is_one_line_and_writes_nothing(
    talks: Any, store: Path, words: list[str], status: int, message: str
) -> None:
    before = store.read_bytes()
    ended = talks("replace", *words, "--store", store)
    assert ended.status == status
    assert ended.err.count("\n") == 1
    assert message in ended.err
    assert store.read_bytes() == before


def test_a_claim_that_was_taken_back_stays_as_it_is(talks: Any, store: Path) -> None:
    talks("retract", "first", "--why", "Misread.", "--store", store)
    before = store.read_bytes()
    assert talks("replace", "first", "--value", "5", "--why", "x", "--store", store).status == 2
    assert talks("replace", "second", "--value", "5", "--why", "x", "--store", store, "--dry-run").status == 0
    assert store.read_bytes() == before


def test_where_reports_differ_the_command_makes_the_later_one_a_correction(store: Path, talks: Any) -> None:
    def say(value: int, when: str, document: str) -> None:
        what = ("--who", "anna", "--about", "ferry", "--property", "number", "--value", value)
        assert talks("add", *what, "--when", when, "--document", document, "--store", store).status == 0

    talks("retract", "second", "--why", "For the sake of this test.", "--store", store)
    say(30, "2026-03-05", "later")
    say(20, "2026-03-03", "report")
    asked = ("conflicts", "ferry.number", "--explain", "--format", "table", "--store", store)
    told = " ".join(talks(*asked).out.split())
    command = told.partition("If the later one is a correction: talks ")[2].partition(" Retracted: ")[0]
    assert talks(*shlex.split(command), "--store", store).status == 0
    told = talks(*asked).out
    assert "Reports differ" not in told
    assert "Revised: Anna said 20, later 30." in " ".join(told.split())
