"""New stores: empty ones, copies, and names that no store has."""

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from talkscli.files.store_paths import shipped_store

if TYPE_CHECKING:
    from tests.conftest import Talks

SHIPPED = Path(shipped_store())


def test_a_copy_of_the_shipped_store_is_the_same_file_and_can_be_written(
    talks: "Talks", tmp_path: Path
) -> None:
    copy = tmp_path / "my.json"
    ended = talks("init", copy, "--like", "shipped")
    assert (ended.status, ended.out, ended.err) == (
        0,
        "",
        f"made {copy}; next: talks capture, import or add, each with --store {copy}\n",
    )
    assert copy.read_bytes() == SHIPPED.read_bytes()
    assert talks("add", "actor", "Anna", "--kind", "person", "--store", copy).status == 0


@pytest.mark.parametrize("name", ["copy.jsonl", "copy.ndjson.gz", "copy.json.gz", "copy"])
def test_a_copy_has_the_form_that_its_name_says_and_all_claims(
    talks: "Talks", tmp_path: Path, name: str
) -> None:
    copy = tmp_path / name
    assert talks("init", copy, "--like", SHIPPED, "--title", "Mine").status == 0
    assert talks("claims", "--format", "json", "--store", copy).out == talks("claims", "--format", "json").out
    text = (gzip.decompress(copy.read_bytes()) if name.endswith(".gz") else copy.read_bytes()).decode()
    first = json.loads(text.splitlines()[0]) if "json" in name and ".json." not in name else json.loads(text)
    assert first["title"] == "Mine"


def test_the_claims_can_be_left_out_of_a_copy(talks: "Talks", tmp_path: Path) -> None:
    whole = json.loads(SHIPPED.read_bytes())
    copy = tmp_path / "next.json"
    assert talks("init", copy, "--like", "shipped", "--no-claims").status == 0
    assert json.loads(copy.read_bytes()) == {**whole, "claims": []}


def test_nothing_is_overwritten(talks: "Talks", tmp_path: Path) -> None:
    file = tmp_path / "there.json"
    file.write_text("mine")
    for more in ([], ["--like", "shipped"]):
        ended = talks("init", file, *more)
        assert (ended.status, file.read_text()) == (5, "mine")
        assert "there is a file of that name already" in ended.err


def test_a_faulty_store_is_not_copied(talks: "Talks", tmp_path: Path) -> None:
    whole = json.loads(SHIPPED.read_bytes())
    whole["claims"][5]["who"] = "nobody"
    faulty, copy = tmp_path / "faulty.json", tmp_path / "copy.json"
    faulty.write_text(json.dumps(whole))
    ended = talks("init", copy, "--like", faulty)
    assert (ended.status, copy.exists()) == (4, False)
    assert "'nobody'" in ended.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["story.yaml"], "story.yaml: a store is JSON, and .yaml names something else; "
            "let the name end in .json, .jsonl, .ndjson; .gz or .zst may follow"),
        (["story.csv.gz"], "story.csv.gz: a store is JSON, and .csv names something else; "
            "let the name end in .json, .jsonl, .ndjson; .gz or .zst may follow"),
        (["a.json", "--no-claims"], "--no-claims: says what to leave out of a copy; "
            "name the store to copy with --like"),
        (["a.json", "--like", "-"], "--like: standard input cannot be copied; name a file"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_told_and_not_made(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = talks("init", *words)
    assert (ended.status, ended.err) == (2, f"talks: {message}\n")
    assert list(tmp_path.iterdir()) == []


def test_a_merge_makes_no_file_with_the_name_of_another_kind(talks: "Talks", tmp_path: Path) -> None:
    ended = talks("merge", SHIPPED, "--output", tmp_path / "all.yaml")
    assert (ended.status, list(tmp_path.iterdir())) == (2, [])
