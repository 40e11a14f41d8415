"""What a new store begins with, and that desks who begin alike can join their stores."""

import json
from pathlib import Path
from typing import Any

from talkscli.claims import Store
from talkscli.desk.starting import GENERAL, start_store

SHIPPED = Path(__file__).parents[2] / "data" / "facts.json"


def test_a_new_store_has_the_properties_of_the_shipped_one_and_a_few_more(tmp_path: Path) -> None:
    shipped = Store.model_validate_json(SHIPPED.read_bytes())
    start_store(str(tmp_path / "new.json"), title="The strike at the harbour")
    assert Store.model_validate_json((tmp_path / "new.json").read_bytes()) == Store(
        schema_version=shipped.schema_version,
        title="The strike at the harbour",
        properties=[*shipped.properties, *GENERAL],
    )


def test_the_shipped_store_joins_a_new_one_without_a_clash(talks: Any, tmp_path: Path) -> None:
    store = tmp_path / "z.json"
    assert talks("init", store).status == 0
    ended = talks("merge", SHIPPED, "--store", store, "--format", "json")
    assert (ended.status, json.loads(ended.out)) == (0, [])
    shipped, joined = (json.loads(path.read_text("utf-8")) for path in (SHIPPED, store))
    for section in ("actors", "places", "events", "terms", "documents", "claims"):
        assert joined[section] == shipped[section]
    assert joined["properties"][: len(shipped["properties"])] == shipped["properties"]
