"""`talks check` warns of properties whose claims look as if their type, or their answers, were wrong."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Talks


def write_store(path: Path, prop: dict[str, Any], said: list[tuple[str, str, str]]) -> Path:
    """Write a store with one property and claims of (claimant, event, value)."""
    store = {
        "schema_version": 2,
        "title": "S",
        "actors": [
            {"id": "ann", "kind": "person", "name": "Ann", "side": "north"},
            {"id": "bob", "kind": "person", "name": "Bob", "side": "south"},
            {"id": "north", "kind": "state", "name": "North"},
            {"id": "south", "kind": "state", "name": "South"},
            {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        ],
        "places": [{"id": "port", "name": "Port"}, {"id": "town", "name": "Town"}],
        "events": [{"id": one, "kind": "strike", "name": one} for one in ("e1", "e2", "e3")],
        "properties": [prop],
        "documents": [{"id": "d", "outlet": "gazette", "title": "T"}],
        "claims": [
            {
                "id": f"c{number}",
                "who": who,
                "what": {"about": about, "property": prop["id"], "value": value, "text": "They said so."},
                "source": {"document": "d"},
            }
            for number, (who, about, value) in enumerate(said)
        ],
    }
    path.write_text(json.dumps(store), encoding="utf-8")
    return path


TEXTS = [
    (["23 July 2025", "2025-07-24"], "every value could be a date"),
    (["1,000", "more than 6,000"], "every value could be a count"),
    (["40 minutes", "about an hour"], "every value could be a duration"),
    (["40 minutes", "no idea"], ""),
    (["23 July 2025"], ""),
]


@pytest.mark.parametrize(("values", "warning"), TEXTS)
def test_a_text_property_whose_values_have_a_type_is_warned_of(
    talks: "Talks", tmp_path: Path, values: list[str], warning: str
) -> None:
    said = [("ann", f"e{number}", value) for number, value in enumerate(values, 1)]
    store = write_store(tmp_path / "s.json", {"id": "remark", "type": "text"}, said)
    ended = talks("check", store, "--columns", "severity,message", "--no-header")
    assert ended.status == 0
    if warning:
        assert ended.out.startswith(f"warning\t{warning}")
    else:
        assert ended.out == ""


def test_places_that_differ_by_side_alone_are_warned_of(talks: "Talks", tmp_path: Path) -> None:
    prop = {"id": "wanted", "type": "place"}
    apart = [
        (who, event, place)
        for event in ("e1", "e2", "e3")
        for who, place in (("ann", "port"), ("bob", "town"))
    ]
    warned = talks("check", write_store(tmp_path / "s.json", prop, apart), "--no-header")
    assert "warning" in warned.out
    assert "wanted" in warned.out
    mixed = [*apart[:4], ("ann", "e3", "port"), ("bob", "e3", "port")]
    assert talks("check", write_store(tmp_path / "t.json", prop, mixed), "--no-header").out == ""
    many = write_store(tmp_path / "u.json", {**prop, "answers": "many"}, apart)
    assert talks("check", many, "--no-header").out == ""
