"""Two desks' stores are joined: words and order never clash, types and answers do, the same claim is one."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

Store = dict[str, Any]
DATA = Path(__file__).parents[2] / "data" / "facts.json"


def make_store() -> Store:
    return {
        "schema_version": 2,
        "title": "Ferry",
        "actors": [
            {"id": "guard", "kind": "organisation", "name": "Coast Guard", "aliases": ["Guard", "CG"]},
            {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        ],
        "places": [{"id": "port", "name": "Port"}, {"id": "bay", "name": "Bay"}],
        "events": [{"id": "ferry", "kind": "accident", "name": "Ferry", "number": 1}],
        "properties": [
            {"id": "dead", "type": "count", "label": "Dead"},
            {"id": "said", "type": "quote"},
            {"id": "where", "type": "place"},
            {"id": "crew", "type": "actor", "answers": "many"},
        ],
        "terms": [{"id": "rescue", "name": "Rescue"}],
        "documents": [{"id": "doc", "outlet": "gazette", "title": "Ferry sinks", "published": "2025-07-22"}],
        "claims": [],
    }


def claim(one: str, value: Any, prop: str = "dead", **more: Any) -> dict[str, Any]:
    """Make a claim; fields of `what` and `source` are told by their names."""
    what = {"about": "ferry", "property": prop, "value": value, "text": f"{value}."}
    source: dict[str, Any] = {"document": "doc"}
    for name in list(more):
        if name in {"status", "text", "mentions", "only", "at", "stance"}:
            what[name] = more.pop(name)
        elif name in {"paragraph", "quote", "via", "document"}:
            source[name] = more.pop(name)
    return {"id": one, "who": "guard", "what": what, "source": source, **more}


@pytest.fixture
def merge(talks: Any, tmp_path: Path) -> Any:
    """Merge one store into another: returns the rows that remark something, the store after, and how it ended."""

    def run(ours: Store, theirs: Store, *words: str) -> tuple[list[list[Any]], Store, Any]:
        a, b = tmp_path / "a.json", tmp_path / "b.json"
        a.write_text(json.dumps(ours))
        b.write_text(json.dumps(theirs))
        ended = talks("merge", b, "--store", a, "--format", "json", *words)
        rows = [[row[key] for key in ("outcome", "kind", "id", "why")] for row in json.loads(ended.out)]
        assert talks("check", a).status == 0
        return rows, json.loads(a.read_text()), ended

    return run


WORDS = [
    ("properties", 0, {"label": "Killed"}, None, "ours is kept; theirs has label Killed"),
    ("actors", 0, {"note": "Of the navy."}, "note", "gains note"),
    ("actors", 0, {"aliases": ["CG", "Guard"]}, None, None),
    ("actors", 0, {"name": "COAST GUARD"}, "aliases", "gains aliases"),
    ("actors", 0, {"kind": "agency"}, None, "ours is kept; theirs has kind agency"),
    ("events", 0, {"name": "Sinking of the ferry"}, "aliases", "gains aliases"),
    ("events", 0, {"kind": "disaster"}, None, "ours is kept; theirs has kind disaster"),
    ("properties", 3, {"answers": None}, None, None),
    ("documents", 0, {"language": "en"}, "language", "gains language"),
    ("documents", 0, {"url": "https://a.example/1"}, "url", "gains url"),
]


@pytest.mark.parametrize(("section", "place", "change", "gains", "why"), WORDS)
def test_what_is_never_compared_is_joined_or_told(
    merge: Any, section: str, place: int, change: dict[str, Any], gains: str | None, why: str | None
) -> None:
    theirs = make_store()
    theirs[section][place] |= change
    rows, after, ended = merge(make_store(), theirs)
    assert ended.status == 0
    assert [row[3] for row in rows] == ([why] if why else [])
    changed = {
        name
        for name, value in after[section][place].items()
        if make_store()[section][place].get(name) != value
    }
    assert changed == ({gains} if gains else set())


CLASHES = [
    ("properties", 0, {"type": "text"}, "type count and text differ"),
    ("properties", 3, {"answers": "one"}, "answers many and one differ"),
    ("properties", 2, {"answers": "many"}, "answers one and many differ"),
    ("properties", 0, {"tolerance": "5"}, None),
    ("actors", 0, {"name": "Border Guard", "aliases": []}, "name Coast Guard and Border Guard differ"),
    ("actors", 0, {"kind": "person"}, "kind organisation and person differ"),
    ("documents", 0, {"title": "Another"}, "title Ferry sinks and Another differ"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "place", "change", "why"), CLASHES)
def test_what_verdicts_rest_on_clashes(
    merge: Any, section: str, place: int, change: dict[str, Any], why: str | None
) -> None:
    theirs = make_store()
    theirs[section][place] |= change
    rows, after, ended = merge(make_store(), theirs)
    if why is None:
        assert ended.status == 0
        return
    assert (ended.status, after) == (5, make_store())
    assert [row[3] for row in rows] == [why]


PLACES: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None]] = [
    ({}, {"paragraph": 3, "quote": "fourteen died"}, {"paragraph": 3, "quote": "fourteen died"}),
    ({"paragraph": 3}, {"paragraph": 3, "quote": "fourteen died"}, {"paragraph": 3, "quote": "fourteen died"}),
    ({"paragraph": 3, "quote": "fourteen died"}, {"paragraph": 3}, {"paragraph": 3, "quote": "fourteen died"}),
    ({"paragraph": 3, "quote": "fourteen died"}, {}, {"paragraph": 3, "quote": "fourteen died"}),
    ({"quote": "fourteen died"}, {"paragraph": 3, "quote": "fourteen died"}, {"paragraph": 3, "quote": "fourteen died"}),
    ({"paragraph": 3, "quote": "a"}, {"paragraph": 3, "quote": "b"}, {"paragraph": 3, "quote": "a"}),
    ({"paragraph": 3, "quote": "a"}, {"paragraph": 4, "quote": "b"}, None),
    ({"paragraph": 3}, {"paragraph": 4, "quote": "b"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "joined"), PLACES)
@pytest.mark.parametrize("one", ["c1", "x9"])
def test_a_claim_gains_the_quote_and_the_paragraph_that_only_one_desk_gives(
    merge: Any, ours: dict[str, Any], theirs: dict[str, Any], joined: dict[str, Any] | None, one: str
) -> None:
    mine = {**make_store(), "claims": [claim("c1", "14", **ours)]}
    other = {**make_store(), "claims": [claim(one, "14", **theirs)]}
    rows, after, ended = merge(mine, other)
    assert ended.status == 0
    if joined is not None or one == "c1":
        (claimed,) = after["claims"]
        assert claimed["source"] == {"document": "doc", **(joined or ours)}
    else:
        assert len(after["claims"]) == 2
        assert rows[-1][0] == "alike"
        assert rows[-1][3].startswith("c1 says the same but for paragraph")


def test_a_claim_that_says_less_of_its_place_does_not_take_the_one_that_fits_another_better(
    merge: Any,
) -> None:
    mine = {**make_store(), "claims": [claim("c1", "14", paragraph=3)]}
    for order in itertools.permutations([claim("x1", "14"), claim("x2", "14", paragraph=3, quote="a")]):
        _, after, _ = merge(mine, {**make_store(), "claims": list(order)})
        assert [(one["id"], one["source"].get("quote")) for one in after["claims"]] == [
            ("c1", "a"),
            ("x1", None),
        ]


def test_order_and_a_list_of_one_say_nothing(merge: Any) -> None:
    mine = {**make_store(), "claims": [claim("c1", ["guard", "gazette"], "crew", mentions=["port", "bay"]),
                                       claim("c2", "guard", "crew")]}  # fmt: skip
    other = {**make_store(), "claims": [claim("x1", ["gazette", "guard"], "crew", mentions=["bay", "port"]),
                                        claim("x2", ["guard"], "crew")]}  # fmt: skip
    rows, after, _ = merge(mine, other)
    assert [row[0] for row in rows] == ["joined", "joined"]
    assert after["claims"] == mine["claims"]


NEAR: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    (claim("c1", "14", status="planned"), claim("x1", "14", status="agreed"), "status planned and agreed"),
    (claim("c1", "14"), claim("x1", "14", status="held"), "status none and held"),
    (claim("c1", "14", when="2025-07-21"), claim("x1", "14", when="2025-07-22"), "when 2025-07-21 and 2025-07-22"),
    (claim("c1", "It was a miracle", "said"), claim("x1", "a miracle", "said"),
     "value It was a miracle and a miracle"),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs", "but"), NEAR)
def test_claims_that_are_nearly_one_are_listed(
    merge: Any, ours: dict[str, Any], theirs: dict[str, Any], but: str
) -> None:
    rows, after, _ = merge({**make_store(), "claims": [ours]}, {**make_store(), "claims": [theirs]})
    assert rows == [
        ["alike", "claim", "x1", f"c1 says the same but for {but}; retract one if the two are one"]
    ]
    assert [one["id"] for one in after["claims"]] == ["c1", "x1"]


def test_claims_that_say_something_else_are_not_called_alike(merge: Any) -> None:
    mine = {**make_store(), "claims": [claim("c1", "14"), claim("c2", "It was a miracle", "said")]}
    other = {**make_store(), "claims": [claim("x1", "15"), claim("x2", "We knew nothing", "said")]}
    assert merge(mine, other)[0] == []


def test_an_id_that_the_program_made_never_clashes(merge: Any) -> None:
    mine = {
        **make_store(),
        "claims": [claim("ferry-dead-guard", "14"), claim("ferry-dead-guard-gazette", "15")],
    }
    other = {**make_store(), "claims": [claim("ferry-dead-guard", "15"), claim("ferry-dead-guard-gazette", "16"),
             claim("ferry-dead-guard-doc-2", "17", revises="ferry-dead-guard-gazette")]}  # fmt: skip
    rows, after, ended = merge(mine, other)
    assert ended.status == 0
    assert rows[0][:3] == ["joined", "claim", "ferry-dead-guard-gazette"]
    assert rows[1][0] == "renamed"
    values = {one["id"]: (one["what"]["value"], one.get("revises")) for one in after["claims"]}
    assert sorted(value for value, _ in values.values()) == ["14", "15", "16", "17"]
    (revised,) = (earlier for _, earlier in values.values() if earlier)
    assert values[revised][0] == "16"


def test_an_id_that_somebody_chose_clashes(merge: Any) -> None:
    mine, other = ({**make_store(), "claims": [claim("death-toll", value)]} for value in ("14", "15"))
    rows, after, ended = merge(mine, other)
    assert (ended.status, after) == (5, mine)
    assert rows == [
        ["clash", "claim", "death-toll", "the id stands for another claim: value 14 and 15 differ"]
    ]


@pytest.mark.parametrize("words", [("--on-clash", "keep"), ("--map", "where=where", "--on-clash", "keep")])
def test_keeping_ours_leaves_out_what_cannot_be_said_by_it(merge: Any, words: tuple[str, ...]) -> None:
    other = make_store()
    other["properties"][2]["type"] = "text"
    other["claims"] = [
        claim("x1", "near the port", "where"),
        claim("x2", "port", "where", revises="x1"),
        claim("x3", "15"),
    ]
    rows, after, ended = merge(make_store(), other, *words)
    assert ended.status == 0
    assert [one["id"] for one in after["claims"]] == ["x2", "x3"]
    assert "revises" not in after["claims"][0]
    assert [
        "kept",
        "claim",
        "x1",
        "it does not come in: near the port is no place, which where is here",
    ] in rows


def test_a_statement_that_two_properties_are_one_does_not_make_their_values_one(merge: Any) -> None:
    other = make_store()
    other["properties"][2] = {"id": "place", "type": "text"}
    other["claims"] = [claim("x1", "near the port", "place")]
    rows, after, ended = merge(make_store(), other, "--map", "place=where")
    assert (ended.status, after) == (5, make_store())
    assert rows[-1] == [
        "clash",
        "claim",
        "x1",
        "it does not come in: near the port is no place, which where is here",
    ]


def test_a_new_store_takes_the_shipped_one(talks: Any, tmp_path: Path) -> None:
    store = tmp_path / "z.json"
    talks("init", store)
    ended = talks("merge", DATA, "--store", store)
    assert ended.status == 0, ended
    assert len(json.loads(store.read_text())["claims"]) == len(json.loads(DATA.read_text())["claims"])


def test_merging_twice_and_either_way_says_the_same(merge: Any) -> None:
    mine = {**make_store(), "claims": [claim("c1", "14", paragraph=3), claim("c2", "15", note="a")]}
    other = {**make_store(), "claims": [claim("x1", "14", quote="fourteen died"), claim("x3", "16")]}
    _, first, _ = merge(mine, other)
    _, again, _ = merge(first, other)
    assert again == first
    _, reverse, _ = merge(other, mine)

    def said(store: Store) -> list[Any]:
        return sorted(repr((one["what"]["value"], one["source"].get("quote"), one["source"].get("paragraph"),
                       one.get("note"))) for one in store["claims"])  # fmt: skip

    assert said(first) == said(reverse)
