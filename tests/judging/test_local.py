"""Judging in one process gives what the index keeps, and loses no row."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyarrow.parquet import read_table
from tests.judging.stories import join_stories, make_story
from tests.small_stores import make_claim, make_store, write_lines

from talkscli.judging.tables import OUTPUT

if TYPE_CHECKING:
    from tests.conftest import Talks

Rows = dict[str, list[dict[str, Any]]]


def read_tables(directory: Path) -> Rows:
    """Read all that was written, in a fixed order."""
    return {table.name: sorted(read_table(directory / table.name).to_pylist(), key=repr) for table in OUTPUT}


def judge(talks: "Talks", *words: str | Path, output: Path) -> Rows:
    ended = talks("judge", *words, "-o", output)
    assert (ended.status, ended.out) == (0, ""), ended.err
    return read_tables(output)


def write_store(path: Path, store: dict[str, Any], *, lines: bool = False) -> Path:
    if lines:
        header = {key: value for key, value in store.items() if key != "claims"}
        path.write_text("\n".join(map(json.dumps, [header, *store["claims"]])) + "\n", encoding="utf-8")
    else:
        path.write_bytes(write_lines(store))
    return path


@pytest.mark.parametrize("seed", range(5))
def test_verdicts_and_positions_are_those_of_the_store(talks: "Talks", tmp_path: Path, seed: int) -> None:
    store = write_store(tmp_path / "story.json", join_stories(range(10 * seed, 10 * seed + 4)))
    tables = tmp_path / "tables"
    assert talks("export", "--as", "parquet", tables, "--store", store).status == 0
    found = judge(talks, store, output=tmp_path / "verdicts")
    for name in ("verdicts", "positions"):
        assert found[name] == sorted(read_table(tables / f"{name}.parquet").to_pylist(), key=repr)
    assert judge(talks, tables, output=tmp_path / "again") == found
    lines = write_store(tmp_path / "story.jsonl", json.loads(store.read_text()), lines=True)
    assert judge(talks, lines, output=tmp_path / "of-lines") == found


def test_the_shipped_store_is_judged_as_its_index_has_it(talks: "Talks", tmp_path: Path) -> None:
    assert talks("init", tmp_path / "copy.json", "--like", "shipped").status == 0
    found = judge(talks, tmp_path / "copy.json", output=tmp_path / "verdicts")
    facts = talks("conflicts", "--verdict", "all", "--store", tmp_path / "copy.json", "--format", "json")
    told = {fact["fact"]: fact["verdict"] for fact in json.loads(facts.out)}
    assert {row["fact"]: row["verdict"] for row in found["verdicts"]} == told


def test_as_of_a_day_is_what_the_store_says_of_that_day(talks: "Talks", tmp_path: Path) -> None:
    store = write_store(tmp_path / "story.json", join_stories(range(4)))
    tables = tmp_path / "tables"
    day = "2025-07-22"
    assert talks("export", "--as", "parquet", tables, "--store", store, "--as-of", day).status == 0
    found = judge(talks, store, "--as-of", day, output=tmp_path / "verdicts")
    assert found["verdicts"] == sorted(read_table(tables / "verdicts.parquet").to_pylist(), key=repr)


def test_rows_that_are_wrong_are_listed_with_their_place_and_the_rest_is_judged(
    talks: "Talks", tmp_path: Path
) -> None:
    store = make_story(7, claims=12)
    path = write_store(tmp_path / "story.jsonl", store, lines=True)
    whole = judge(talks, path, output=tmp_path / "whole")
    bad = [
        '{"id": "x1", "who": "nobody"',
        json.dumps(make_claim("x2", who="nobody")),
        json.dumps(make_claim("x3", value="soon")),
        json.dumps(make_claim("x4") | {"colour": "red"}),
        '"a text"',
    ]
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:5], *bad, *lines[5:]]) + "\n", encoding="utf-8")
    ended = talks("judge", path, "-o", tmp_path / "rest")
    assert ended.status == 0
    found = read_tables(tmp_path / "rest")
    assert [found[name] for name in ("verdicts", "positions", "findings", "tallies")] == [
        whole[name] for name in ("verdicts", "positions", "findings", "tallies")
    ]
    assert {row["place"] for row in found["faults"]} == {f"{path}:{number}" for number in range(6, 11)}
    assert {row["row"] for row in found["faults"]} == set(bad)
    assert all(row["left_out"] and row["message"] for row in found["faults"])


def test_of_two_claims_with_one_id_the_same_one_counts_whatever_their_order(
    talks: "Talks", tmp_path: Path
) -> None:
    claims = [make_claim("c1", value="2025-05-16"), make_claim("c1", value="2025-05-17"), make_claim("c1")]
    found = []
    for number, order in enumerate((claims, claims[::-1])):
        path = write_store(tmp_path / f"{number}.json", make_store(*order))
        found.append(judge(talks, path, output=tmp_path / f"out-{number}"))
    assert found[0] == found[1]
    (verdict,) = found[0]["verdicts"]
    assert (verdict["claims"], verdict["verdict"]) == (1, "single")
    (fault,) = found[0]["faults"]
    assert "same id" in fault["message"]


def test_a_revision_of_what_is_not_there_counts_and_is_told(talks: "Talks", tmp_path: Path) -> None:
    path = write_store(tmp_path / "s.json", make_store(make_claim("c1", revises="gone")))
    found = judge(talks, path, output=tmp_path / "out")
    assert found["verdicts"][0]["verdict"] == "single"
    assert [row["left_out"] for row in found["faults"]] == [False]


def test_two_desks_are_judged_together(talks: "Talks", tmp_path: Path) -> None:
    one = write_store(tmp_path / "one.json", make_store(make_claim("c1", value="2025-05-16")))
    other = write_store(
        tmp_path / "other.json", make_store(make_claim("c2", who="bob", value="2025-05-17", document="doc-2"))
    )
    found = judge(talks, one, other, output=tmp_path / "out")
    assert [row["verdict"] for row in found["verdicts"]] == ["contradiction"]
    assert [(row["outlet"], row["alone"], row["against"]) for row in found["tallies"]] == [
        ("daily", False, True),
        ("weekly", False, True),
    ]


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["missing.json", "-o", "out"], 4, "missing.json"),
        (["s.json", "-o", "there"], 5, "--force replaces it"),
        (["s.json", "-o", "no/such/out"], 5, "no such directory"),
        (["s.json", "-o", "out", "--engine", "flink"], 2, "--engine"),
        (["s.json", "-o", "out", "--master", "local[2]"], 2, "--engine spark"),
        (["other", "-o", "out"], 4, "no column 'who'"),
        (["s.json"], 2, "-o"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_one_line_and_leaves_nothing(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, said: str
) -> None:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    monkeypatch.chdir(tmp_path)
    write_store(Path("s.json"), make_store(make_claim("c1")))
    assert talks("judge", "s.json", "-o", "there").status == 0
    assert talks("export", "--as", "parquet", "other", "--store", "s.json").status == 0
    write_table(pa.table({"id": ["c1"]}), "other/claims/part-00000.parquet")
    before = read_tables(Path("there"))
    ended = talks("judge", *words)
    assert (ended.status, ended.out, ended.err.count("\n")) == (status, "", 1)
    assert said in ended.err
    assert read_tables(Path("there")) == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "cache") == [
        "other",
        "s.json",
        "there",
    ]


def test_written_verdicts_are_shown_without_the_store(talks: "Talks", tmp_path: Path) -> None:
    path = write_store(tmp_path / "story.json", join_stories(range(3)))
    judge(talks, path, output=tmp_path / "out")
    path.unlink()
    shown = talks("conflicts", "--verdicts", tmp_path / "out", "--verdict", "all", "--format", "json")
    rows = json.loads(shown.out)
    assert rows
    assert [row["claims"] for row in rows if row["verdict"] == "contradiction"] == sorted(
        (row["claims"] for row in rows if row["verdict"] == "contradiction"), reverse=True
    )
    assert all(len(row["positions"]) >= 1 for row in rows if row["verdict"] != "unknown")
    one = talks(
        "conflicts", rows[0]["fact"], "--verdicts", tmp_path / "out", "--format", "tsv", "--no-header"
    )
    assert one.out.split("\t")[:2] == [rows[0]["fact"], rows[0]["verdict"]]
    limited = talks(
        "conflicts", "--verdicts", tmp_path / "out", "--verdict", "all", "--limit", "1", "--no-header"
    )
    assert limited.out.count("\n") == 1
    assert f"showing 1 of {len(rows)}" in limited.err
    missing = talks("conflicts", "--verdicts", tmp_path)
    assert (missing.status, missing.err.count("\n")) == (4, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts by signals")
def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "talkscli", "judge", "-", "-o", str(tmp_path / "out")],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    header = {key: value for key, value in make_store().items() if key != "claims"}
    process.stdin.write(json.dumps(header).encode() + b"\n")
    process.stdin.flush()
    while not list(tmp_path.iterdir()):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert process.wait(60) in {130, -signal.SIGINT}
    assert list(tmp_path.iterdir()) == []
    process.stdin.close()
    process.stderr.close()  # type: ignore[union-attr]
