"""`talks edit`: fields of records change, ids never; what rests on them is checked again."""

import json
from pathlib import Path
from typing import Any

import pytest

from talkscli import RecordEdit, TalksError, edit_records

STORE: dict[str, Any] = {
    "schema_version": 2,
    "title": "Ferry",
    "actors": [
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        {"id": "anna", "kind": "person", "name": "Anna", "aliases": ["A. Alpha"], "side": "gazette"},
        {"id": "source", "kind": "unnamed", "name": "a source"},
    ],
    "places": [
        {"id": "coast", "name": "Coast"},
        {"id": "harbour", "name": "Harbour", "within": "coast"},
        {"id": "pier", "name": "Pier 3", "within": "harbour"},
    ],
    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry"}],
    "properties": [
        {"id": "number", "type": "text"},
        {"id": "where", "type": "place"},
        {"id": "plan", "type": "terms", "answers": "many"},
        {"id": "by", "type": "actor"},
    ],
    "terms": [
        {"id": "rescue", "name": "Rescue"},
        {"id": "towing", "name": "Towing", "broader": "rescue"},
    ],
    "documents": [
        {"id": "report", "outlet": "gazette", "title": "Ferry sinks", "published": "2026-03-02"},
        {"id": "later", "outlet": "gazette", "title": "All saved"},
    ],
    "claims": [],
}


def add(store: dict[str, Any], one: str, who: str, prop: str, value: Any, **more: Any) -> None:
    what = {"about": "ferry", "property": prop, "value": value, "text": "Said so.", **more}
    store["claims"].append({"id": one, "who": who, "what": what, "source": {"document": "report"}})


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    store = json.loads(json.dumps(STORE))
    add(store, "n1", "anna", "number", "40")
    add(store, "n2", "source", "number", "47")
    add(store, "w1", "anna", "where", "pier")
    add(store, "w2", "source", "where", "coast")
    add(store, "p1", "anna", "plan", ["towing"])
    add(store, "p2", "source", "plan", ["rescue", "towing"])
    add(store, "b1", "anna", "by", "source")
    add(store, "b2", "gazette", "by", "anna")
    made = tmp_path / "store.json"
    made.write_text(json.dumps(store, indent=1))
    monkeypatch.setenv("TALKS_STORE", str(made))
    return made


def record(path: Path, section: str, one: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in json.loads(path.read_text())[section] if each["id"] == one)
    return found


def test_fields_are_set_cleared_and_lists_grow_and_shrink_in_one_write(talks: Any, path: Path) -> None:
    ended = talks(
        "edit", "actor", "Anna", "--set", "kind=office", "--set", "name=Anna's = office", "--add", "alias=Анна",
        "--add", "tag=checked", "--remove", "alias=A. Alpha", "--unset", "side",
    )  # fmt: skip
    assert (ended.status, ended.out) == (0, "anna\n")
    assert record(path, "actors", "anna") == {
        "id": "anna", "kind": "office", "name": "Anna's = office", "aliases": ["Анна"], "tags": ["checked"],
    }  # fmt: skip
    assert "anna: kind is office, not person\n" in ended.err
    assert "anna: side is nothing, not gazette\n" in ended.err
    assert "anna: aliases has Анна now\nanna: aliases has A. Alpha no more\n" in ended.err
    assert talks("check", path).status == 0


def test_what_does_not_change_stays_byte_for_byte(talks: Any, path: Path) -> None:
    before = path.read_text()
    assert talks("edit", "document", "later", "--set", "published=3 March 2026").status == 0
    lines = zip(before.splitlines(), path.read_text().splitlines(), strict=False)
    assert sum(old != new for old, new in lines) >= 1
    assert path.read_text().replace(',\n   "published": "2026-03-03"', "") == before
    assert talks("edit", "document", "later", "--set", "published=2026-03-03").err == "nothing changed\n"


def test_a_dry_run_tells_the_verdicts_and_writes_nothing(talks: Any, path: Path) -> None:
    before = path.read_bytes()
    ended = talks("edit", "place", "harbour", "--set", "within=", "--dry-run")
    assert ended.status == 0
    assert json.loads(ended.out) == {"id": "harbour", "name": "Harbour"}
    assert "would change place harbour\n" in ended.err
    assert "ferry.where: imprecise → contradiction: " in ended.err
    assert path.read_bytes() == before


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["property", "number", "--set", "type=count"], "ferry.number: unknown → contradiction"),
        (["term", "towing", "--set", "broader="], "ferry.plan: agreement → imprecise"),
        (["actor", "source", "--set", "kind=person"], "ferry.by: unknown → contradiction"),
        (["property", "where", "--set", "answers=many"], ""),
        (["document", "report", "--set", "published=2026-03-01"], ""),
    ],
)
def test_verdicts_that_the_index_has_after_the_write_are_those_told(
    talks: Any, words: list[str], told: str
) -> None:
    before = verdicts(talks)
    ended = talks("edit", *words)
    after = verdicts(talks)
    changed = {f"{fact}: {before[fact]} → {after[fact]}" for fact in after if before[fact] != after[fact]}
    assert {line.rpartition(": ")[0] if line.count(": ") > 1 else line
            for line in ended.err.splitlines() if " → " in line} == changed  # fmt: skip
    assert told in ended.err


def verdicts(talks: Any) -> dict[str, str]:
    rows = talks("conflicts", "--verdict", "all", "--columns", "fact,verdict", "--no-header").out
    return dict(row.split("\t") for row in rows.splitlines())


def test_a_change_that_would_make_claims_invalid_is_refused_with_each_place(talks: Any, path: Path) -> None:
    before = path.read_bytes()
    ended = talks("edit", "property", "plan", "--set", "answers=one")
    assert (ended.status, path.read_bytes()) == (2, before)
    assert ended.err == (
        "talks: property plan: a claim of it would not be valid; mend them with talks replace, or choose "
        "otherwise\n"
        "talks: claim p2, what.value: names several, and 'plan' has one answer; name one, or make a claim of "
        "each\n"
    )
    ended = talks("edit", "property", "where", "--set", "type=count", "--dry-run")
    assert ended.status == 2
    assert "2 of its claims would not be valid" in ended.err
    assert "claim w1, what.value: 'pier' is not a count" in ended.err


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["actor", "anna"], 2, "nothing is given that changes; its fields are kind, name, aliases, side, of"),
        (["actor", "anna", "--set", "id=x"], 2, "id: ids never change: claims name them"),
        (["actor", "anna", "--set", "nme=x"], 2, "nme: there is no field 'nme'; did you mean name?"),
        (["actor", "anna", "--set", "kind=offic"], 2, "kind: 'offic' is not one of"),
        (["actor", "anna", "--set", "name="], 2, "name: is missing"),
        (["actor", "anna", "--set", "side=Nobody"], 3, "side: no actor named 'Nobody'"),
        (["actor", "Ann", "--set", "name=x"], 3, "no actor named 'Ann' in this store; did you mean Anna?"),
        (
            ["actor", "anna", "--remove", "alias=B"],
            2,
            "aliases, actor anna: 'B' is not there; there are: A. Alpha",
        ),
        (["actor", "anna", "--add", "name=B"], 2, "name: is no list; set it instead"),
        (["actor", "anna", "--set", "name=a", "--set", "name=b"], 2, "name: is set twice"),
        (["actor", "anna", "--set", "name"], 2, "--set: 'name' is not FIELD=VALUE"),
        (["actor", "anna", "--add", "alias="], 2, "--add: alias has no value"),
        (["actor", "anna", "--set", "alias=a", "--add", "alias=b"], 2, "aliases: is set as a whole"),
        (["place", "coast", "--set", "within=pier"], 2, "the places lead in a circle"),
        (["document", "later", "--set", "published=05/06/2025"], 2, "published: "),
        (["property", "number", "--set", "tolerance=5"], 2, "property number, tolerance: "),
        (["event", "ferry", "--set", "number=x"], 2, "number: 'x' is not a number"),
        (
            ["claim", "n1", "--set", "value=3"],
            2,
            "value: a claim is edited in tags, note, recorded only; talks replace",
        ),
        (["claim", "nothing", "--set", "note=3"], 3, "no claim named 'nothing'"),
        (["claim", "n1", "--set", "recorded=soon"], 2, "recorded: 'soon' is not a date"),
        (["actr", "anna", "--set", "name=x"], 2, "did you mean actor?"),
    ],
)
def test_a_slip_is_told_and_writes_nothing(
    talks: Any, path: Path, words: list[str], status: int, message: str
) -> None:
    before = path.read_bytes()
    ended = talks("edit", *words)
    assert (ended.status, path.read_bytes()) == (status, before), ended
    assert message in ended.err


def test_what_is_noted_beside_claims_is_edited_in_its_place(talks: Any, path: Path) -> None:
    claims = json.loads(path.read_text())["claims"]
    ended = talks(
        "edit",
        "claim",
        "n1",
        "n2",
        "--add",
        "tag=checked",
        "--set",
        "note=Odd.",
        "--set",
        "recorded=2 May 2026",
    )
    assert (ended.status, ended.out) == (0, "n1\nn2\n"), ended
    for claim in claims[:2]:
        claim |= {"recorded": "2026-05-02", "tags": ["checked"], "note": "Odd."}
    assert json.loads(path.read_text())["claims"] == claims
    assert talks("edit", "claims", "n1", "--unset", "note", "--remove", "tag=checked").status == 0
    assert "note" not in json.loads(path.read_text())["claims"][0]


@pytest.mark.usefixtures("path")
def test_another_note_in_a_row_is_told_and_changes_nothing(talks: Any) -> None:
    row = json.loads(talks("claims", "--fact", "ferry.number", "--who", "anna", "--format", "ndjson").out)
    ended = talks("import", "-", stdin=json.dumps({**row, "note": "Odd."}))
    assert "the same claim is there already, with another note: talks edit claim n1" in ended.out
    assert ended.status == 0
    assert talks("import", "-", stdin=json.dumps(row)).out.endswith("\tthe same claim is there already\n")


def test_several_records_change_at_once_or_none(talks: Any, path: Path) -> None:
    ended = talks("edit", "actors", "-", "--set", "side=gazette", stdin="anna\nsource\n")
    assert (ended.status, ended.out) == (0, "source\n")
    assert record(path, "actors", "source")["side"] == "gazette"
    before = path.read_bytes()
    assert talks("edit", "actor", "anna", "nobody", "--set", "side=source").status == 3
    assert path.read_bytes() == before


@pytest.mark.usefixtures("path")
def test_a_name_that_another_has_is_told(talks: Any) -> None:
    ended = talks("edit", "place", "coast", "--add", "alias=Gazette")
    assert ended.status == 0
    assert "Gazette is a name of gazette too: write ids where either may be meant\n" in ended.err


def test_a_field_that_is_new_raises_the_version(talks: Any, path: Path) -> None:
    store = json.loads(path.read_text())
    del store["properties"][2]["answers"], store["terms"][1]["broader"]
    path.write_text(json.dumps({**store, "schema_version": 1}))
    ended = talks("edit", "actor", "source", "--set", "of=Gazette")
    assert "the store's schema_version is 2 now" in ended.err
    assert json.loads(path.read_text())["schema_version"] == 2


def test_the_library_edits_too(path: Path) -> None:
    outcome = edit_records(
        str(path), "property", ["number"], RecordEdit({"type": "count", "label": "How many"})
    )
    assert outcome.replaced == {"property": 1}
    assert [str(one) for one in outcome.verdicts or ()] == ["ferry.number: unknown → contradiction"]
    outcome.close()
    with pytest.raises(TalksError):
        edit_records(str(path), "property", ["number"], RecordEdit({"id": "x"}))
