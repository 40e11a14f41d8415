"""Names that come in together mean what they would mean if they came in one after the other."""

import json
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Names",
    "actors": [{"id": "weekly", "kind": "outlet", "name": "The Weekly"}],
    "places": [{"id": "istanbul", "name": "Istanbul"}],
    "events": [{"id": "round-1", "kind": "round", "name": "First round", "number": 1}],
    "properties": [{"id": "venue", "type": "place"}, {"id": "hosts", "type": "actor"}],
    "documents": [{"id": "d1", "outlet": "weekly", "title": "One", "published": "2025-05-01"}],
    "claims": [],
}

PEOPLE = [
    ("New York", "York"),
    ("Rustem Umerov", "Umerov"),
    ("Rustem Umerov", "R. Umerov"),
    ("Rustem Umerov", "Рустем Умєров"),
    ("Rustem Umerov", "Rustem Umerow"),
    ("Oleksandr Kennedy", "Oleksandr Kenedy"),
    ("Vladimir Medinsky", "Vladimir Rostislavovich Medinsky"),
    ("Ann Hall", "Dan Hall", "Hall"),
    ("Moscow Times", "Times", "The Times"),
    ("Acme", "Acme Ltd", "Acme GmbH"),
    ("Nadia Petrova", "Nadia Petrov"),
    ("Salman bin Muhammad", "Muhammad bin Salman"),
]


@pytest.mark.parametrize("names", [order for names in PEOPLE for order in permutations(names)])
def test_one_import_takes_and_refuses_what_one_import_a_name_does(
    names: tuple[str, ...], talks: Any, tmp_path: Path
) -> None:
    rows = [f"{name},round-1,venue,istanbul,d1,{number}" for number, name in enumerate(names, 1)]
    _compare_ways(talks, tmp_path, rows)


OTHERS = [
    # A place and a property are made, and then a part of their names is asked for.
    ("weekly,round-1,venue,South Sudan,d1,1", "weekly,round-1,venue,Sudan,d1,2"),
    ("weekly,round-1,bodies from russia,4,d1,1", "weekly,round-1,bodies,4,d1,2"),
    # What is a place and an actor at once is neither, once it is both.
    (
        "weekly,Istanbul,hosts,weekly,d1,1",
        "Istanbul,round-1,venue,istanbul,d1,2",
        "weekly,Istanbul,hosts,weekly,d1,3",
    ),
    (
        "weekly,Ankara,hosts,weekly,d1,1",
        "Ankara,round-1,venue,istanbul,d1,2",
        "weekly,round-1,venue,Ankara,d1,3",
    ),
]


@pytest.mark.parametrize("rows", [order for rows in OTHERS for order in permutations(rows)])
def test_names_of_all_kinds_mean_in_one_import_what_they_mean_in_several(
    rows: tuple[str, ...], talks: Any, tmp_path: Path
) -> None:
    _compare_ways(talks, tmp_path, rows)


def test_a_part_of_a_name_that_comes_in_with_it_is_a_suggestion(talks: Any, tmp_path: Path) -> None:
    rows = ["New York,round-1,venue,istanbul,d1,1", "York,round-1,venue,istanbul,d1,2"]
    (_, taken), (state, reason) = _import(talks, tmp_path / "store.json", rows)
    assert (taken, state) == ("actor new-york is new", "refused")
    assert reason.startswith("who: no actor is named 'York'; did you mean new-york (New York)?; write the id")


def _compare_ways(talks: Any, folder: Path, rows: Sequence[str]) -> None:
    together, apart = folder / "together.json", folder / "apart.json"
    states = _import(talks, together, rows)
    assert states == [state for row in rows for state in _import(talks, apart, [row])]
    assert _read_records(together) == _read_records(apart)


def _import(talks: Any, store: Path, rows: Sequence[str]) -> list[tuple[str, str]]:
    if not store.exists():
        store.write_text(json.dumps(STORE), encoding="utf-8")
    table = "\n".join(["who,about,property,value,document,paragraph", *rows])
    shared = ("--store", store, "--create", "all", "--skip-bad", "--format", "json")
    ended = talks("import", "-", *shared, stdin=table)
    return [(row["state"], row["reason"]) for row in json.loads(ended.out)]


def _read_records(store: Path) -> list[tuple[str, str, str]]:
    whole = json.loads(store.read_text())
    return [
        (kind, one["id"], one.get("name") or one.get("label", ""))
        for kind in ("actors", "places", "events", "properties")
        for one in whole[kind]
    ]
