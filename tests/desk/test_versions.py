"""A write that brings what stores of version 1 do not have raises the version, and says so."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks

SAYS = "the store's schema_version is 2 now: something that came in needs it"
CLAIM = ("--who", "a", "--about", "e", "--document", "d", "--text", "So it is.")

NEW: list[tuple[str, tuple[str, ...]]] = [
    (
        "a property with many answers",
        ("actor-list", "property", "Hosts", "--type", "actor", "--answers", "many"),
    ),
    ("a property of money", ("money", "property", "Fine", "--type", "money")),
    ("an actor of another", ("of", "actor", "A source", "--kind", "unnamed", "--of", "O")),
    ("a document with tags", ("tags", "document", "More", "--outlet", "O", "--tag", "long", "--tag", "dull")),
    ("a claim of a time", ("at", *CLAIM, "--property", "dead", "--value", "12", "--at", "2025-07")),
    ("a claim with a tag", ("tag", *CLAIM, "--property", "dead", "--value", "12", "--tag", "doubtful")),
    ("an exact number", ("exact", *CLAIM, "--property", "dead", "--value", "=12")),
]
OLD: list[tuple[str, ...]] = [
    ("property", "Hosts", "--type", "actor"),
    ("actor", "A source", "--kind", "unnamed"),
    (*CLAIM, "--property", "dead", "--value", "12"),
]


@pytest.fixture(name="store")
def make_store(tmp_path: Path, small_store: dict[str, Any]) -> Path:
    path = tmp_path / "story.json"
    path.write_text(json.dumps(small_store, indent=1))
    return path


@pytest.mark.parametrize(("words", "at"), [(one[1][1:], one[0]) for one in NEW], ids=[one[0] for one in NEW])
def test_what_is_new_raises_the_version_in_the_same_write(
    talks: Talks, store: Path, words: tuple[str, ...], at: str
) -> None:
    del at
    before = store.read_text()
    dry = talks("add", *words, "--store", store, "--dry-run")
    assert (dry.status, store.read_text()) == (0, before), dry
    ended = talks("add", *words, "--store", store)
    assert ended.status == 0, ended
    assert SAYS in ended.err
    after = store.read_text()
    assert after.startswith(before[: before.index("1,")] + "2,")
    assert json.loads(after)["schema_version"] == 2
    assert talks("check", store).out.splitlines()[1:] == []
    assert talks("check", store).status == 0
    again = talks("add", "actor", "Another", "--kind", "person", "--of", "O", "--store", store)
    assert (again.status, SAYS in again.err) == (0, False)


@pytest.mark.parametrize("words", OLD)
def test_what_is_not_new_leaves_the_version(talks: Talks, store: Path, words: tuple[str, ...]) -> None:
    ended = talks("add", *words, "--store", store)
    assert (ended.status, SAYS in ended.err) == (0, False), ended
    assert json.loads(store.read_text())["schema_version"] == 1


@pytest.mark.parametrize("name", ["story.ndjson", "story.json.gz"])
def test_a_store_of_any_form_is_raised(
    talks: Talks, tmp_path: Path, small_store: dict[str, Any], name: str
) -> None:
    path = tmp_path / name
    if name.endswith("gz"):
        path.write_bytes(gzip.compress(json.dumps(small_store).encode()))
    else:
        claims = small_store.pop("claims")
        path.write_text("\n".join(map(json.dumps, [small_store, *claims])) + "\n")
    ended = talks("add", *CLAIM, "--property", "dead", "--value", "=12", "--store", path)
    assert (ended.status, SAYS in ended.err) == (0, True), ended
    assert talks("check", path).status == 0


def test_an_import_and_a_merge_raise_the_version(
    talks: Talks, tmp_path: Path, store: Path, small_store: dict[str, Any]
) -> None:
    table = tmp_path / "rows.csv"
    table.write_text('who,about,property,value,document,at,tags\na,e,dead,12,d,2025-07,"x,y"\n')
    ended = talks("import", table, "--store", store)
    assert ended.status == 0, ended
    written = json.loads(store.read_text())
    assert (
        written["schema_version"],
        written["claims"][-1]["what"]["at"],
        written["claims"][-1]["tags"],
    ) == (
        2,
        "2025-07",
        ["x", "y"],
    )
    other = tmp_path / "other.json"
    other.write_text(json.dumps({**small_store, "claims": []}))
    merged = talks("merge", store, "--store", other)
    assert merged.status == 0, merged
    assert json.loads(other.read_text())["schema_version"] == 2
    assert talks("check", other).status == 0
    made = tmp_path / "made.json"
    assert talks("merge", store, other, "--output", made).status == 0
    assert talks("check", made).status == 0


def test_rows_come_back_as_the_claims_they_were(talks: Talks, tmp_path: Path, store: Path) -> None:
    words = (
        "--property",
        "dead",
        "--value",
        "=12",
        "--at",
        "../2025-07",
        "--tag",
        "a",
        "--note",
        "Hm.",
        "--only",
    )
    assert talks("add", *CLAIM, *words, "--store", store).status == 0
    rows = talks("claims", "--store", store, "--format", "ndjson").out
    copy = tmp_path / "copy.json"
    assert talks("init", copy, "--like", store).status == 0
    assert talks("add", "-", "--store", copy, stdin=rows).status == 0

    def claims_of(path: Path) -> dict[str, Any]:
        return {one["id"]: one for one in json.loads(path.read_text())["claims"]}

    assert claims_of(copy) == claims_of(store)
