"""Whatever writes files nothing under a name that is only like the one given: it refuses, or makes another."""

import json
from pathlib import Path
from typing import Any

import pytest

ACTORS = [
    ("umerov", "person", "Rustem Umerov"),
    ("thomas", "person", "George Thomas"),
    ("smith", "person", "John Smith Jr."),
    ("gogh", "person", "Vincent van Gogh"),
    ("hussain", "person", "Ali Hussain"),
    ("york", "organisation", "University of York"),
    ("acme", "organisation", "Acme GmbH"),
    ("times", "outlet", "Moscow Times"),
    ("li", "person", "李明"),
    ("istanbul-city", "office", "City of Istanbul"),
]
STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Names",
    "actors": [{"id": one, "kind": kind, "name": name} for one, kind, name in ACTORS],
    "places": [{"id": "istanbul", "name": "Istanbul"}, {"id": "new-york", "name": "New York"}],
    "events": [{"id": "round-1", "kind": "round", "name": "First round", "number": 1}],
    "properties": [{"id": "venue", "type": "place"}, {"id": "host", "type": "actor"}],
    "documents": [{"id": "d1", "outlet": "times", "title": "One", "published": "2025-05-01"}],
    "claims": [],
}
TRAPS = (
    "Umerov", "R. Umerov", "Umerov Rustem", "Rustem Umarov", "Rustem Umerova", "Rustem Enverovych Umerov",
    "President Rustem Umerov", "Yuri Thomas", "Jorge Thomas", "George", "John Smith", "John Smith Sr.", "Vincent Gogh",
    "Hussain Ali", "Hussein Ali", "York University", "York", "Acme", "Acme AG", "Times", "Times of Moscow", "李鸣", "Istanbul",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE), encoding="utf-8")
    return path


def _list_filed(store: Path) -> set[str]:
    """List under whose ids anything was filed that were there before."""
    claims = json.loads(store.read_text())["claims"]
    used = {one for claim in claims for one in (claim["who"], claim["what"]["value"])}
    return used & {one for one, *_ in ACTORS} - {"times"}


@pytest.mark.parametrize("name", TRAPS)
def test_what_is_like_a_name_is_taken_for_it_by_no_command(name: str, talks: Any, store: Path) -> None:
    row = {"about": "round-1", "property": "host", "value": "times", "document": "d1", "who": name}
    options = [word for key, value in row.items() for word in (f"--{key}", value)]
    at = ("--store", store)
    ended = [
        talks("add", *at, *options),
        talks("add", *at, *options[:4], "--value", name, "--document", "d1", "--who", "times"),
        talks("add", "-", *at, stdin=json.dumps(row)),
        talks("import", "-", *at, stdin=json.dumps([row, {**row, "value": name, "who": "times"}])),
        talks("edit", "actor", name, *at, "--set", "note=His"),
        talks("edit", "actor", "gogh", *at, "--set", f"of={name}"),
    ]
    assert [one.status for one in ended] == [3, 3, 3, 5, 3, 3]
    assert all(name in one.err + one.out for one in ended)
    assert json.loads(store.read_text()) == STORE
    talks("import", "-", *at, "--create", "actors", "--skip-bad", stdin=json.dumps([row]))
    assert _list_filed(store) == set()


@pytest.mark.parametrize("name", ["RUSTEM UMEROV", "Umerov, Rustem", "Рустем Умеров"])
def test_that_another_has_the_name_of_a_new_record_is_told(name: str, talks: Any, store: Path) -> None:
    told = f"{name} is a name of umerov too: write ids where either may be meant\n"
    assert talks("add", "actor", name, "--kind", "office", "--store", store, "--dry-run").err.startswith(told)
    row = json.dumps({"name": name, "kind": "state"})
    assert told in talks("add", "actor", "-", "--store", store, stdin=row).err


def test_that_two_of_the_new_records_have_one_name_is_told(talks: Any, store: Path) -> None:
    rows = [{"name": "Nadia Petrova", "kind": "person"}, {"name": "Надя Петрова", "kind": "office"}]
    ended = talks("add", "actor", "-", "--store", store, stdin="\n".join(map(json.dumps, rows)))
    assert ended.err.startswith(
        "Надя Петрова is a name of petrova too: write ids where either may be meant\n"
    )


@pytest.mark.parametrize(("name", "outcome"), [("Рустем Умеров", "alike"), ("Umerov", None)])
def test_merging_tells_that_another_has_the_name_of_a_record(
    name: str, outcome: str | None, talks: Any, store: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    named = {"id": "their-umerov", "kind": "person", "name": name}
    other.write_text(json.dumps({**STORE, "actors": [*STORE["actors"], named]}), encoding="utf-8")
    ended = talks("merge", other, "--store", store, "--format", "json")
    assert {row["id"]: row["outcome"] for row in json.loads(ended.out)}.get("their-umerov") == outcome
