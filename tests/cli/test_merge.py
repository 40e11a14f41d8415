"""`talks merge`: the same is recognised, what clashes is told, and nothing is lost unsaid."""

import copy
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "data" / "facts.json"
Store = dict[str, Any]


def make_store() -> Store:
    return {
        "schema_version": 1,
        "title": "Desk A",
        "actors": [
            {"id": "ria", "kind": "agency", "name": "RIA"},
            {"id": "paper", "kind": "outlet", "name": "The Paper"},
        ],
        "places": [{"id": "istanbul", "name": "Istanbul"}],
        "events": [{"id": "talks", "kind": "talks", "name": "Talks"}],
        "properties": [{"id": "date", "type": "date"}, {"id": "venue", "type": "place"}],
        "documents": [
            {
                "id": "doc",
                "outlet": "paper",
                "title": "A headline",
                "published": "2025-07-22",
                "sha256": "a" * 64,
            }
        ],
        "claims": [claim("c1", "2025-07-22")],
    }


def claim(one: str, value: str, prop: str = "date", **more: Any) -> dict[str, Any]:
    what = {"about": "talks", "property": prop, "value": value, "text": f"It is {value}."}
    return {"id": one, "who": "ria", "what": what, "source": {"document": "doc", "paragraph": 1}, **more}


@pytest.fixture
def merge(talks: Any, tmp_path: Path) -> Any:
    """Merge one store into another: returns the rows that remark something, the store after, and how it ended."""

    def run(ours: Store, theirs: Store, *words: str) -> tuple[list[list[Any]], Store, Any]:
        a, b = tmp_path / "a.json", tmp_path / "b.json"
        a.write_text(json.dumps(ours))
        b.write_text(json.dumps(theirs, indent=1))
        ended = talks("merge", b, "--store", a, "--format", "json", *words)
        rows = [
            [row[key] for key in ("outcome", "kind", "id", "other", "why")] for row in json.loads(ended.out)
        ]
        assert talks("check", a).status == 0
        return rows, json.loads(a.read_text()), ended

    return run


def test_a_store_merged_with_itself_is_as_it_was(merge: Any) -> None:
    rows, after, ended = merge(make_store(), make_store())
    assert rows == []
    assert after == make_store()
    assert (ended.status, ended.err) == (0, "merged: 8 same\nno problems or notes\n")


def test_what_only_they_have_comes_in(merge: Any) -> None:
    theirs = make_store()
    theirs["actors"].append({"id": "unn", "kind": "outlet", "name": "UNN"})
    theirs["claims"].append(claim("c2", "istanbul", "venue", who="unn", note="Ours alone."))
    rows, after, ended = merge(make_store(), theirs)
    assert rows == []
    assert ended.err == "merged: 2 added, 8 same\nno problems or notes\n"
    assert after["claims"][1]["note"] == "Ours alone."
    assert after["actors"][-1]["id"] == "unn"


def test_the_same_claim_of_two_desks_is_one_and_other_words_are_told(merge: Any) -> None:
    theirs = make_store()
    theirs["claims"] = [claim("other-id", "2025-07-22", note="A remark.")]
    theirs["claims"][0]["what"]["text"] = "They said so."
    rows, after, _ = merge(make_store(), theirs)
    assert rows == [
        ["joined", "claim", "c1", "other-id", "gains note; ours is kept; theirs has text They said so."]
    ]
    assert after["claims"] == [claim("c1", "2025-07-22", note="A remark.")]


def test_two_claims_of_one_desk_that_are_alike_stay_two(merge: Any) -> None:
    theirs = make_store()
    theirs["claims"] = [claim("x1", "2025-07-22"), claim("x2", "2025-07-22")]
    rows, after, _ = merge(make_store(), theirs)
    assert rows == [["joined", "claim", "c1", "x1", None]]
    assert [one["id"] for one in after["claims"]] == ["c1", "x2"]


def test_a_revision_of_a_claim_that_was_joined_revises_ours(merge: Any) -> None:
    theirs = make_store()
    theirs["claims"] = [claim("x2", "2025-07-23", revises="x1"), claim("x1", "2025-07-22")]
    _, after, _ = merge(make_store(), theirs)
    assert after["claims"][1] == claim("x2", "2025-07-23", revises="c1")


def test_a_document_under_another_id_is_recognised_by_its_text(merge: Any) -> None:
    theirs = make_store()
    theirs["documents"][0].update(id="their-doc", title="Another headline")
    theirs["claims"] = [claim("x", "istanbul", "venue", source={"document": "their-doc"})]
    rows, after, _ = merge(make_store(), theirs)
    assert rows == [
        [
            "joined",
            "document",
            "doc",
            "their-doc",
            "the same text, by its SHA-256; ours is kept; theirs has title Another headline",
        ]
    ]
    assert after["claims"][1]["source"] == {"document": "doc"}


A, B = "a" * 64, "b" * 64
LOOKS = {"title": "A headline", "published": "2025-07-22"}
DOCUMENTS: list[tuple[dict[str, str], dict[str, str], str | None]] = [
    (
        {"sha256": A},
        {"sha256": A, "title": "Another"},
        "the same text, by its SHA-256; ours is kept; theirs has title Another",
    ),
    (
        {"url": "https://x/1"},
        {"url": "https://x/1", "sha256": B},
        "the same address; gains sha256",
    ),
    ({}, {}, "the same outlet, title and date"),
    ({}, {"sha256": B}, "the same outlet, title and date; gains sha256"),
    ({"sha256": A}, {}, "the same outlet, title and date"),
    ({"sha256": A}, {"sha256": B}, None),
    ({}, {"title": "Another"}, None),
    ({}, {"published": "2025-07-23"}, None),
]


@pytest.mark.parametrize(("ours", "theirs", "why"), DOCUMENTS)
def test_a_document_is_recognised_by_its_text_its_address_or_its_looks(
    merge: Any, ours: dict[str, str], theirs: dict[str, str], why: str | None
) -> None:
    mine, other = make_store(), make_store()
    mine["documents"] = [{"id": "doc", "outlet": "paper", **LOOKS, **ours}]
    other["documents"] = [{"id": "their-doc", "outlet": "paper", **LOOKS, **theirs}]
    other["claims"] = [claim("x", "istanbul", "venue", source={"document": "their-doc"})]
    rows, after, _ = merge(mine, other)
    assert rows == ([["joined", "document", "doc", "their-doc", why]] if why else [])
    assert after["claims"][1]["source"] == {"document": "doc" if why else "their-doc"}


def test_many_claims_that_are_alike_are_matched_one_by_one(merge: Any) -> None:
    mine, other = make_store(), make_store()
    mine["claims"] = [claim(f"c{number}", "2025-07-22") for number in range(40)]
    other["claims"] = [claim(f"d{number}", "2025-07-22") for number in range(50)]
    rows, after, _ = merge(mine, other)
    assert [row[2:4] for row in rows] == [[f"c{number}", f"d{number}"] for number in range(40)]
    assert [one["id"] for one in after["claims"][40:]] == [f"d{number}" for number in range(40, 50)]


def test_aliases_and_what_ours_lacks_are_gained(merge: Any) -> None:
    theirs = make_store()
    theirs["actors"][0].update(aliases=["РИА"], note="State-owned.")
    rows, after, _ = merge(make_store(), theirs)
    assert rows == [["widened", "actor", "ria", None, "gains aliases, note"]]
    assert after["actors"][0] == theirs["actors"][0]


def clash(store: Store) -> Store:
    """One actor, one property, one claim and one id across kinds that mean something else."""
    other = copy.deepcopy(store)
    other["actors"][0]["name"] = "Rural Industries Agency"
    other["properties"][1] = {"id": "venue", "type": "text"}
    other["places"].append({"id": "paper", "name": "Paper Mill"})
    other["actors"][1]["id"] = "gazette"
    other["actors"][1]["name"] = "Gazette"
    other["documents"][0].update(outlet="gazette", id="doc-b", sha256="b" * 64)
    other["claims"] = [
        claim("c1", "2025-07-25", source={"document": "doc-b"}),
        claim("c2", "a hall", "venue", source={"document": "doc-b"}, revises="c3"),
        claim("c3", "a house", "venue", source={"document": "doc-b"}),
    ]
    other["claims"][2]["what"]["mentions"] = ["paper"]
    return other


def test_a_clash_writes_nothing_and_is_told(merge: Any) -> None:
    rows, after, ended = merge(make_store(), clash(make_store()))
    assert [row[:3] for row in rows] == [
        ["clash", "actor", "ria"],
        ["clash", "place", "paper"],
        ["clash", "property", "venue"],
        ["clash", "claim", "c1"],
    ]
    assert rows[0][4] == "name RIA and Rural Industries Agency differ"
    assert after == make_store()
    assert ended.status == 5
    assert ended.err == (
        "nothing was written: 4 clashes; --on-clash keep or rename settles them, --map says which ids are one\n"
    )


def test_renaming_keeps_both_and_moves_every_reference(merge: Any) -> None:
    rows, after, ended = merge(make_store(), clash(make_store()), "--on-clash", "rename")
    assert ended.status == 0
    assert [row[:4] for row in rows] == [
        ["renamed", "actor", "ria-2", "ria"],
        ["renamed", "place", "paper-2", "paper"],
        ["renamed", "property", "venue-2", "venue"],
        ["renamed", "claim", "c1-2", "c1"],
    ]
    assert [(one["id"], one["who"], one["what"]["property"]) for one in after["claims"]] == [
        ("c1", "ria", "date"),
        ("c1-2", "ria-2", "date"),
        ("c2", "ria-2", "venue-2"),
        ("c3", "ria-2", "venue-2"),
    ]
    assert after["claims"][3]["what"]["mentions"] == ["paper-2"]
    assert after["claims"][2]["revises"] == "c3"


def test_keeping_ours_tells_what_theirs_said(merge: Any) -> None:
    theirs = make_store()
    theirs["actors"][0]["name"] = "RIA Novosti"
    theirs["claims"] = [claim("c1", "2025-07-25")]
    rows, after, ended = merge(make_store(), theirs, "--on-clash", "keep")
    assert rows == [
        ["kept", "actor", "ria", None, "ours is kept: name RIA and RIA Novosti differ"],
        [
            "kept",
            "claim",
            "c1",
            None,
            "ours is kept: the id stands for another claim: value 2025-07-22 and 2025-07-25 differ; "
            "theirs: It is 2025-07-25.",
        ],
    ]
    assert after == make_store()
    assert ended.status == 0


def test_another_id_for_one_name_is_told_and_can_be_joined(merge: Any) -> None:
    theirs = make_store()
    theirs["actors"][0]["id"] = "ria-novosti"
    theirs["claims"] = [claim("x", "2025-07-22", who="ria-novosti")]
    rows, _, _ = merge(make_store(), theirs, "--dry-run")
    assert rows == [
        ["alike", "actor", "ria-novosti", None, "ria has the same name; --map ria-novosti=ria joins them"]
    ]
    rows, after, _ = merge(make_store(), theirs, "--map", "ria-novosti=ria")
    assert rows == [
        ["joined", "actor", "ria", "ria-novosti", "as --map says"],
        ["joined", "claim", "c1", "x", None],
    ]
    assert after == make_store()


def test_several_stores_make_a_new_one(talks: Any, tmp_path: Path) -> None:
    a, b, c = make_store(), make_store(), make_store()
    b["claims"] = [claim("c2", "2025-07-23")]
    c["claims"] = [claim("c3", "2025-07-24"), claim("c4", "2025-07-22")]
    (tmp_path / "a.json").write_text(json.dumps(a))
    (tmp_path / "b.json.gz").write_bytes(gzip.compress(json.dumps(b).encode()))
    output = tmp_path / "all.json"
    ended = talks("merge", tmp_path / "a.json", tmp_path / "b.json.gz", "-", "--output", output,
                  stdin=json.dumps(c))  # fmt: skip
    assert ended.status == 0
    after = json.loads(output.read_text())
    assert after["title"] == "Desk A"
    assert [one["id"] for one in after["claims"]] == ["c1", "c2", "c3"]
    again = talks("merge", tmp_path / "a.json", "--output", output)
    assert again.status == 5
    assert "there is a file of that name already" in again.err


def test_halves_of_the_shipped_store_make_it_whole(talks: Any, tmp_path: Path) -> None:
    shipped = json.loads(DATA.read_text())
    whole = shipped["claims"]
    for name, claims in (("a", whole[: len(whole) // 2]), ("b", whole[len(whole) // 3 :])):
        (tmp_path / f"{name}.json").write_text(json.dumps({**shipped, "claims": claims}))
    output = tmp_path / "whole.json"
    assert talks("merge", tmp_path / "a.json", tmp_path / "b.json", "--output", output).status == 0
    assert json.loads(output.read_text())["claims"] == whole
    ended = talks("diff", DATA, output, "--no-header")
    assert (ended.out, ended.err) == ("", "no difference\n")


def test_a_clash_leaves_no_new_file(talks: Any, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(make_store()))
    (tmp_path / "b.json").write_text(json.dumps(clash(make_store())))
    before = sorted(path.name for path in tmp_path.iterdir())
    ended = talks("merge", tmp_path / "a.json", tmp_path / "b.json", "--output", tmp_path / "all.json")
    assert ended.status == 5
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_terminal_gets_sums_and_remarks(talks: Any, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(make_store()))
    (tmp_path / "b.json").write_text(json.dumps(clash(make_store())))
    shown = talks("merge", tmp_path / "b.json", "--store", tmp_path / "a.json", terminal=True).out
    assert "4 records" in shown
    assert "the id stands for another claim" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("words", "status", "part"),
    [
        (["merge", "{a}"], 2, "talks init"),
        (
            ["merge", "{a}", "--store", "{a}", "--map", "x=ria"],
            2,
            "--map: no record is 'x' there and 'ria' here",
        ),
        (
            ["merge", "{a}", "--store", "{a}", "--map", "ria=x"],
            2,
            "--map: no record is 'ria' there and 'x' here",
        ),
        (["merge", "nowhere.json", "--store", "{a}"], 4, "nowhere.json: no such file"),
        (["merge", "{a}", "--store", "{a}", "--on-clash", "kep"], 2, "did you mean keep?"),
        (["merge", "{a}", "--store", "{a}", "--map", "x"], 2, "'x' is not NAME=VALUE"),
        (["merge", "-", "-", "--store", "{a}"], 2, "standard input can be read once"),
    ],
)
def test_a_mistake_is_one_line(talks: Any, tmp_path: Path, words: list[str], status: int, part: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(make_store()))
    ended = talks(*(word.format(a=path) for word in words), stdin=json.dumps(make_store()))
    assert ended.status == status
    assert ended.err.count("\n") == 1
    assert part in ended.err.replace(str(tmp_path), "").replace("//", "/") or part in ended.err
    assert json.loads(path.read_text()) == make_store()


def test_what_is_simply_added_or_the_same_is_listed_on_request(talks: Any, tmp_path: Path) -> None:
    theirs = make_store()
    theirs["claims"].append(claim("c2", "2025-07-23"))
    (tmp_path / "a.json").write_text(json.dumps(make_store()))
    (tmp_path / "b.json").write_text(json.dumps(theirs))
    words = [
        "merge",
        tmp_path / "b.json",
        "--store",
        tmp_path / "a.json",
        "--columns",
        "outcome,id",
        "--no-header",
    ]
    assert talks(*words, "--dry-run").out == ""
    shown = talks(*words, "--all").out.splitlines()
    assert (len(shown), shown[-2:]) == (9, ["same\tc1", "added\tc2"])


def test_an_id_can_be_said_to_be_ours_of_the_same_name(merge: Any) -> None:
    theirs = make_store()
    theirs["actors"][0]["name"] = "RIA Novosti"
    assert merge(make_store(), theirs)[2].status == 5
    rows, after, ended = merge(make_store(), theirs, "--map", "ria=ria")
    assert rows == [["joined", "actor", "ria", "ria", "as --map says; gains aliases"]]
    assert (ended.status, after["actors"][0]["aliases"]) == (0, ["RIA Novosti"])
    assert after["claims"] == make_store()["claims"]


def test_a_new_store_of_ours_and_others_leaves_ours_as_it_is(talks: Any, tmp_path: Path) -> None:
    theirs = make_store()
    theirs["claims"] = [claim("c2", "2025-07-23")]
    ours, other, output = (tmp_path / f"{name}.json" for name in ("a", "b", "all"))
    ours.write_text(json.dumps(make_store()))
    other.write_text(json.dumps(theirs))
    ended = talks("merge", other, "--store", ours, "--output", output)
    assert (ended.status, ours.read_text()) == (0, json.dumps(make_store()))
    assert [one["id"] for one in json.loads(output.read_text())["claims"]] == ["c1", "c2"]
