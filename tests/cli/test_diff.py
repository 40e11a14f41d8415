"""`talks diff`: whatever differs is told, and nothing else."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.programs import require

Store = dict[str, Any]


def claim(number: int, value: str, *, who: str = "ria") -> dict[str, Any]:
    return {
        "id": f"c{number}",
        "who": who,
        "what": {"about": "talks", "property": "date", "value": value, "text": f"Text {number}."},
        "source": {"document": "doc"},
    }


def make_store() -> Store:
    return {
        "schema_version": 1,
        "title": "Test",
        "actors": [
            {"id": "ria", "kind": "agency", "name": "RIA"},
            {"id": "tass", "kind": "agency", "name": "TASS"},
        ],
        "events": [{"id": "talks", "kind": "talks", "name": "Talks"}],
        "properties": [{"id": "date", "type": "date"}, {"id": "size", "type": "count"}],
        "documents": [{"id": "doc", "outlet": "ria", "title": "A headline"}],
        "claims": [claim(1, "2025-07-22"), claim(2, "2025-07-22", who="tass")],
    }


@pytest.fixture
def compare(talks: Any, tmp_path: Path) -> Callable[[Callable[[Store], object]], list[list[Any]]]:
    def run(change: Callable[[Store], object]) -> list[list[Any]]:
        store = make_store()
        (tmp_path / "old.json").write_text(json.dumps(store))
        change(store)
        (tmp_path / "new.json").write_text(json.dumps(store, indent=2))
        ended = talks("diff", tmp_path / "old.json", tmp_path / "new.json", "--format", "json")
        assert (ended.status, ended.err) == (0, "" if json.loads(ended.out) else "no difference\n")
        return [list(row.values()) for row in json.loads(ended.out)]

    return run


CHANGES: list[tuple[str, Callable[[Store], object], list[list[Any]]]] = [
    ("nothing but the layout", lambda _: None, []),
    (
        "a title",
        lambda s: s.update(title="Other"),
        [["changed", "store", "store", "title", "Test", "Other"]],
    ),
    (
        "a name, which changes no claim",
        lambda s: s["actors"][0].update(name="RIA Novosti"),
        [["changed", "actor", "ria", "name", "RIA", "RIA Novosti"]],
    ),
    (
        "a record that came",
        lambda s: s["actors"].append({"id": "unn", "kind": "outlet", "name": "UNN"}),
        [["added", "actor", "unn", None, None, "UNN"]],
    ),
    (
        "a record that went",
        lambda s: s["properties"].pop(),
        [["removed", "property", "size", None, "size", None]],
    ),
    (
        "a claim that came, with the verdict that it changed",
        lambda s: s["claims"].append(claim(0, "2025-07-23")),
        [
            ["added", "claim", "c0", None, None, "Text 0."],
            ["changed", "fact", "talks.date", "positions", 1, 2],
            [
                "changed",
                "fact",
                "talks.date",
                "why",
                None,
                "22 July 2025 and 23 July 2025 have no day in common.",
            ],
            ["changed", "verdict", "talks.date", "verdict", "agreement", "contradiction"],
            ["changed", "verdict", "talks.date", "self-contradiction", False, True],
        ],
    ),
    (
        "a claim that went",
        lambda s: s["claims"].pop(),
        [
            ["removed", "claim", "c2", None, "Text 2.", None],
            ["changed", "fact", "talks.date", "origins", "2", "1"],
            ["changed", "verdict", "talks.date", "verdict", "agreement", "single"],
        ],
    ),
    (
        "fields of a claim",
        lambda s: s["claims"][0]["what"].update(only=True, mentions=["tass"]),
        [
            ["changed", "claim", "c1", "mentions", [], ["tass"]],
            ["changed", "claim", "c1", "only", False, True],
        ],
    ),
    (
        "a remark, and one that no row has",
        lambda s: s["claims"][1].update(note="As I read it.", recorded="2025-08-01"),
        [
            ["changed", "claim", "c2", "note", None, "As I read it."],
            ["changed", "claim", "c2", "recorded", None, "2025-08-01"],
        ],
    ),
    (
        "a fact that came",
        lambda s: s["claims"].append(
            {**claim(3, ""), "what": {"about": "talks", "property": "size", "value": "4", "text": "Four."}}
        ),
        [
            ["added", "claim", "c3", None, None, "Four."],
            ["added", "fact", "talks.size", None, None, "single"],
        ],
    ),
]


@pytest.mark.parametrize(
    ("change", "rows"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_every_difference_is_told(
    compare: Callable[[Callable[[Store], object]], list[list[Any]]],
    change: Callable[[Store], object],
    rows: list[list[Any]],
) -> None:
    assert compare(change) == rows


def test_a_comparison_turned_round_tells_the_reverse(talks: Any, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    store = make_store()
    old.write_text(json.dumps(store))
    store["claims"][1] = claim(3, "2025-07")
    new.write_text(json.dumps(store))
    there = json.loads(talks("diff", old, new, "--format", "json").out)
    back = json.loads(talks("diff", new, old, "--format", "json").out)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    reverse = [{**row, "change": turned[row["change"]], "old": row["new"], "new": row["old"]} for row in back]
    assert there == reverse
    assert len(there) == 6


def test_one_kind_can_be_asked_for(talks: Any, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    store = make_store()
    old.write_text(json.dumps(store))
    store["claims"].append(claim(3, "2025-07-23"))
    new.write_text(json.dumps(store))
    ended = talks("diff", old, new, "--kind", "claim")
    assert ended.out == "change\tkind\tid\tfield\told\tnew\nadded\tclaim\tc3\t\t\tText 3.\n"
    assert "did you mean claim?" in talks("diff", old, new, "--kind", "claims").err


def test_the_status_says_on_request_that_nothing_differs(talks: Any, tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(make_store()))
    assert talks("diff", path, path).status == 0
    assert talks("diff", path, path, "-e").status == 1


def test_notes_are_not_compared_with_a_pipe(talks: Any, tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    store = make_store()
    store["claims"][0]["note"] = "A remark."
    path.write_text(json.dumps(store))
    ended = talks("diff", "-", path, "--no-header", stdin=json.dumps(store))
    assert ended.out == ""
    assert ended.err == (
        "standard input: read as it comes, so that notes on claims are not compared\nno difference\n"
    )


def test_a_terminal_gets_signs_and_sums(talks: Any, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    store = make_store()
    old.write_text(json.dumps(store))
    store["claims"][1] = claim(3, "2025-07-23")
    new.write_text(json.dumps(store))
    shown = talks("diff", old, new, terminal=True).out
    assert "-  c2" in shown
    assert "+  c3" in shown
    assert "agreement → contradiction" in shown
    assert "differs: 2 claims, 1 fact, 1 verdict" in shown


def test_git_shows_a_store_through_it(tmp_path: Path) -> None:
    environ = {
        **os.environ,
        "HOME": str(tmp_path),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_PAGER": "cat",
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.org",
    }

    def git(*words: str) -> str:
        return subprocess.run(
            ["git", "-C", str(tmp_path), *words], env=environ, check=True, capture_output=True, text=True
        ).stdout

    require("git")
    git("init", "-q")
    program = f'"{sys.executable}" -m talkscli'
    git("config", "diff.talks.command", f"{program} diff --git")
    (tmp_path / ".gitattributes").write_text("store.json diff=talks\n")
    store = make_store()
    (tmp_path / "store.json").write_text(json.dumps(store))
    git("add", ".")
    git("commit", "-qm", "first")
    store["claims"].append(claim(3, "2025-07-23"))
    (tmp_path / "store.json").write_text(json.dumps(store))
    shown = git("diff")
    assert shown.startswith("talks diff store.json\n")
    assert "agreement → contradiction" in shown
    assert "+  c1" in git("show", "--ext-diff", "HEAD")
    git("config", "--unset", "diff.talks.command")
    git("config", "diff.talks.textconv", f"{program} claims --columns fact,who,value,id --store")
    shown = git("diff")
    assert "+talks.date\tria\t2025-07-23\tc3" in shown


def test_a_limit_does_not_change_the_sums(talks: Any, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    talks("init", one, "--like", "shipped")
    other.write_text(one.read_text().replace('"person", "name": "', '"person", "name": "X'))
    whole = talks("diff", one, other, terminal=True).out.splitlines()
    cut = talks("diff", one, other, "--limit", "2", terminal=True)
    assert cut.out.splitlines()[-1] == whole[-1]
    assert int(whole[-1].split()[1]) > 2
    assert len([line for line in cut.out.splitlines() if line.startswith("~")]) == 2
    assert talks("diff", one, other, "--limit", "0", terminal=True).out.splitlines()[-1] == whole[-1]
