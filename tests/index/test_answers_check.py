"""What `talks check` says of properties, and of fields that came with the second version of the form."""

import json
from pathlib import Path
from typing import Any

import pytest

from talkscli.index.check import check_store

ACTORS: list[dict[str, Any]] = [
    {"id": "east", "kind": "state", "name": "East"},
    {"id": "west", "kind": "state", "name": "West"},
    {"id": "anna", "kind": "person", "name": "Anna", "side": "east"},
    {"id": "ben", "kind": "person", "name": "Ben", "side": "west"},
    {"id": "speaker", "kind": "person", "name": "A speaker", "of": "ben"},
    {"id": "daily", "kind": "outlet", "name": "Daily"},
]

Said = tuple[str, str, Any]
"""Claimant, fact, value."""


def find_faults(
    path: Path, asked: list[dict[str, Any]], said: list[Said], *, version: int = 2, header: Any = None
) -> list[tuple[str, str, str]]:
    store = {
        "schema_version": version,
        "title": "T",
        "actors": ACTORS,
        "events": [{"id": one, "kind": "round", "name": one} for one in ("r1", "r2", "r3")],
        "properties": asked,
        "terms": [{"id": one, "name": one} for one in ("peace", "trade", "borders")],
        "documents": [{"id": "d", "outlet": "daily", "title": "D"}],
        "claims": [
            {
                "id": f"c{number}",
                "who": who,
                "what": {
                    "about": fact.partition(".")[0],
                    "property": fact.partition(".")[2],
                    "value": value,
                    "text": "So it is.",
                },
                "source": {"document": "d"},
            }
            for number, (who, fact, value) in enumerate(said)
        ],
        **(header or {}),
    }
    if version == 1:
        store["actors"] = [
            {key: value for key, value in one.items() if key != "of"} for one in store["actors"]
        ]
    file = path / "store.json"
    file.write_text(json.dumps(store))
    return [(fault.level, fault.record, fault.field) for fault in check_store(str(file))]


HEAD = {"id": "head", "type": "actor"}
OWN: list[Said] = [("anna", "r1.head", "east"), ("ben", "r1.head", "west")]
TWICE: list[Said] = [
    ("anna", "r1.aim", ["peace"]),
    ("speaker", "r1.aim", ["trade"]),
    ("east", "r2.aim", ["borders"]),
    ("ben", "r2.aim", ["trade"]),
]

LOOKS_WRONG = [
    # what it is, properties, claims, the field that is warned of
    ("each side names itself", [HEAD], OWN, "answers"),
    ("each side names its own, though it is stated", [{**HEAD, "answers": "one"}], OWN, "answers"),
    ("the sides differ in each of two facts", [{"id": "aim", "type": "terms", "answers": "one"}], TWICE, "answers"),
    ("text that could be numbers", [{"id": "dead", "type": "text"}], [("anna", "r1.dead", "12"), ("ben", "r1.dead", "~14")], "type"),
    ("text that could be days", [{"id": "day", "type": "text"}], [("anna", "r1.day", "2025-05-16"), ("ben", "r2.day", "2025-06")], "type"),
]  # fmt: skip

LOOKS_RIGHT = [
    ("open lists may differ", [{**HEAD, "answers": "many"}], OWN),
    ("one fact may be disputed", [HEAD], [("anna", "r1.head", "ben"), ("ben", "r1.head", "anna")]),
    ("one value that both name", [HEAD], [*OWN, ("ben", "r2.head", "anna"), ("anna", "r2.head", "anna")]),
    ("outlets have no side", [HEAD], [("daily", "r1.head", "anna"), ("ben", "r1.head", "ben")]),
    ("yes and no are no lists", [{"id": "so", "type": "yes-no"}], [("anna", "r1.so", "yes"), ("ben", "r1.so", "no")]),
    ("one number among words", [{"id": "dead", "type": "text"}], [("anna", "r1.dead", "12"), ("ben", "r1.dead", "many")]),
    ("one claim tells nothing", [{"id": "dead", "type": "text"}], [("anna", "r1.dead", "12")]),
]  # fmt: skip


@pytest.mark.parametrize(("properties", "said", "field"), [one[1:] for one in LOOKS_WRONG], ids=[one[0] for one in LOOKS_WRONG])  # fmt: skip
def test_a_property_that_looks_wrong_is_warned_of(
    tmp_path: Path, properties: list[dict[str, Any]], said: list[Said], field: str
) -> None:
    assert find_faults(tmp_path, properties, said) == [("warning", f"property {properties[0]['id']}", field)]


@pytest.mark.parametrize(("properties", "said"), [one[1:] for one in LOOKS_RIGHT], ids=[one[0] for one in LOOKS_RIGHT])  # fmt: skip
def test_a_property_that_may_be_right_is_left_alone(
    tmp_path: Path, properties: list[dict[str, Any]], said: list[Said]
) -> None:
    assert find_faults(tmp_path, properties, said) == []


def test_several_answers_to_a_question_of_one_are_an_error_where_that_is_stated(tmp_path: Path) -> None:
    several: list[Said] = [("daily", "r1.head", ["anna", "ben"])]
    assert find_faults(tmp_path, [{**HEAD, "answers": "one"}], several) == [
        ("error", "claim c0", "what.value")
    ]
    assert find_faults(tmp_path, [HEAD], several) == [("warning", "claim c0", "what.value")]
    assert find_faults(tmp_path, [{**HEAD, "answers": "many"}], several) == []


HEADERS: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    ("a tolerance that is no number", {"properties": [{"id": "dead", "type": "count", "tolerance": "some"}]}, ("property dead", "tolerance")),
    ("a tolerance of another type", {"properties": [{"id": "dead", "type": "count", "tolerance": "5 min"}]}, ("property dead", "tolerance")),
    ("a tolerance where there is none", {"properties": [{"id": "venue", "type": "place", "tolerance": "5"}]}, ("property venue", "tolerance")),
    ("many dates", {"properties": [{"id": "date", "type": "date", "answers": "many"}]}, ("property date", "answers")),
    ("a wider term that is not there", {"terms": [{"id": "a", "name": "A", "broader": "b"}]}, ("term a", "broader")),
    ("somebody who is not there", {"actors": [*ACTORS, {"id": "x", "kind": "person", "name": "X", "of": "y"}]}, ("actor x", "of")),
    ("a document that is not there", {"documents": [{"id": "d", "outlet": "daily", "title": "D", "follows": "e"}]}, ("document d", "follows")),
    ("a day that is none", {"documents": [{"id": "d", "outlet": "daily", "title": "D", "retrieved": "soon"}]}, ("document d", "retrieved")),
]  # fmt: skip


@pytest.mark.parametrize(("header", "fault"), [one[1:] for one in HEADERS], ids=[one[0] for one in HEADERS])
def test_a_record_is_checked_in_its_new_fields(
    tmp_path: Path, header: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert find_faults(tmp_path, [], [], header=header) == [("error", *fault)]


@pytest.mark.parametrize("kind", ["term", "document"])
def test_what_lies_in_itself_is_found(tmp_path: Path, kind: str) -> None:
    field = {"term": "broader", "document": "follows"}[kind]
    base = {"term": {"name": "T"}, "document": {"outlet": "daily", "title": "T"}}[kind]
    ring = [
        {"id": one, **base, field: other} for one, other in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
    ]
    found = find_faults(tmp_path, [], [], header={f"{kind}s": ring})
    assert found == [("error", f"{kind} {one}", field) for one in "abc"]


NEW: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"properties": [{"id": "p", "type": "terms", "answers": "one"}]}, ("property p", "answers")),
    ({"properties": [{"id": "p", "type": "money"}]}, ("property p", "type")),
    ({"properties": [{"id": "p", "type": "count", "tolerance": "5"}]}, ("property p", "tolerance")),
    ({"terms": [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "broader": "a"}]}, ("term b", "broader")),
    ({"actors": [*ACTORS[:4], {**ACTORS[5], "url": "https://daily.example"}]}, ("actor daily", "url")),
    ({"documents": [{"id": "d", "outlet": "daily", "title": "D", "tags": ["long"]}]}, ("document d", "tags")),
]


@pytest.mark.parametrize(("header", "fault"), NEW)
def test_a_store_of_version_1_that_uses_what_is_new_is_told_so(
    tmp_path: Path, header: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert find_faults(tmp_path, [], [], version=1, header=header) == [("error", *fault)]
    assert find_faults(tmp_path, [], [], version=2, header=header) == []


def test_a_claim_in_a_store_of_version_1_that_uses_what_is_new_is_told_so(tmp_path: Path) -> None:
    dead = [{"id": "dead", "type": "count"}]
    claim = {
        "id": "c",
        "who": "anna",
        "what": {"about": "r1", "property": "dead", "value": "12", "text": "So."},
        "source": {"document": "d"},
    }
    claims = [
        {**claim, "what": {**claim["what"], "at": "2025-06"}},  # type: ignore[dict-item]
        {**claim, "tags": ["doubtful"]},
        {**claim, "what": {**claim["what"], "value": "=12"}},  # type: ignore[dict-item]
    ]
    for one, field in zip(claims, ("what.at", "tags", "what.value"), strict=True):
        assert find_faults(tmp_path, dead, [], version=1, header={"claims": [one]}) == [
            ("error", "claim c", field)
        ]
        assert find_faults(tmp_path, dead, [], version=2, header={"claims": [one]}) == []
    wrong = {**claim, "what": {**claim["what"], "at": "soon"}}  # type: ignore[dict-item]
    assert find_faults(tmp_path, dead, [], header={"claims": [wrong]}) == [("error", "claim c", "what.at")]
