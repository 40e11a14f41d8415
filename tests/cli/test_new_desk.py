"""The usual path of a new desk: from an empty directory to twenty claims of five articles in a few commands."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.test_add_questions import type_in

FIRST_ARTICLE = [
    # The document, by its outlet; both are new.
    "Selve Mercury", "outlet", "Grain ship aground off Port Selve", "Wednesday 10 September 2025", "",
    "harbour master", "office", "Marisol", "event", "grounding", "ran aground", "date", "Tuesday night", "",
    "2: ran aground on Tuesday night", "+",
    "", "Selve Mercury", "", "cargo", "count", "about 31,000", "", "3: about 31,000 tonnes of wheat", "+",
    "", "harbour master", "", "crew", "count", "nineteen", "", "", "+",
    "", "Delmar Lines", "organisation", "", "refloated", "date", "by Friday", "", "", "status planned", "+",
    # A second article, in another language, with other names of the same.
    "Хвиля", "outlet", "Судно з зерном сіло на мілину", "11 вересня 2025", "",
    "капітан порту", "= harbour master", "", "cargo", "over 30,000", "", "", "+",
    "", "Delmar Lines", "", "refloated", "у неділю", "", "середа", "y", "", "",
]  # fmt: skip
"""What is typed for six claims of two articles."""

TABLE = """\
outlet,title,published,who,about,property,value,when,status,quote
Хвиля,Судно з зерном сіло на мілину,11 вересня 2025,капітан порту,Marisol,crew,18,середа,,
Selve Mercury,Tugs fail to free ship,12 September 2025,harbour master,Marisol,tugs,three,Thursday,,
Selve Mercury,Tugs fail to free ship,12 September 2025,Delmar Lines,Marisol,oil spilled,no,Thursday evening,,
Selve Mercury,Tugs fail to free ship,12 September 2025,coast watch,Marisol,oil spilled,yes,Friday morning,,a film of oil
Selve Mercury,Tugs fail to free ship,12 September 2025,coast watch,Marisol,crew,19,Friday,,
Selve Mercury,Tugs fail to free ship,12 September 2025,harbour master,Marisol,delay,36 to 48 hours,,,
Delta Post,Marisol floats again,15 September 2025,Delmar Lines,Marisol,refloated,Sunday,today,done,
Delta Post,Marisol floats again,15 September 2025,harbour master,Marisol,refloated,Saturday night,,done,
Delta Post,Marisol floats again,15 September 2025,Delmar Lines,Marisol,cost,about 2.5 million euros,,,
Delta Post,Marisol floats again,15 September 2025,Delmar Lines,Marisol,tugs,5,,,
Delta Post,Insurers put bill at 4 million,17 September 2025,insurers,Marisol,cost,at least 4 million euros,Tuesday,,
Delta Post,Insurers put bill at 4 million,17 September 2025,Delmar Lines,Marisol,repair,6 to 8 weeks,,planned,
Delta Post,Insurers put bill at 4 million,17 September 2025,insurers,Marisol,repair,three months,Tuesday,planned,
Delta Post,Insurers put bill at 4 million,17 September 2025,harbour master,Marisol,delay,about two days,,,
"""
"""Fourteen claims as somebody would type them into a spreadsheet."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rest.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path / "ship.json"


def test_twenty_claims_of_five_articles_take_four_commands(talks: Any, desk: Path) -> None:
    store = ("--store", "ship.json")
    assert (
        talks("init", "ship.json").err
        == "made ship.json; next: talks capture, import or add, each with --store ship.json\n"
    )
    ended = type_in("add", *store, answers=FIRST_ARTICLE)
    assert ended.status == 0, ended.err
    ended = talks("import", "rest.csv", *store)
    assert ended.status == 5
    assert "is not a date" not in ended.out
    assert "--create" in ended.out
    ended = talks("import", "rest.csv", "--create", *store)
    assert ended.status == 0, ended

    assert talks("check", "ship.json").err == "no faults\n"
    written = json.loads(desk.read_text(encoding="utf-8"))
    assert len(written["claims"]) == 20
    assert len(written["documents"]) == 5
    assert [one["name"] for one in written["actors"] if one["kind"] == "outlet"] == [
        "Selve Mercury", "Хвиля", "Delta Post",
    ]  # fmt: skip
    made = {claim["what"]["property"] for claim in written["claims"]}
    assert {one["id"]: one["type"] for one in written["properties"] if one["id"] in made} == {
        "ran-aground": "date",
        "cargo": "count",
        "crew": "count",
        "refloated": "date",
        "tugs": "count",
        "oil-spilled": "yes-no",
        "delay": "duration",
        "cost": "money",
        "repair": "duration",
    }
    values = {claim["id"]: claim["what"]["value"] for claim in written["claims"]}
    assert values["marisol-refloated-delmar-lines-delta-post"] == "2025-09-14"

    rows = talks("conflicts", *store, "--verdict", "all", "--columns", "fact,verdict", "--no-header").out
    assert dict(row.split("\t") for row in sorted(set(rows.splitlines()))) == {
        "marisol.cargo": "overlap",
        "marisol.cost": "contradiction",
        "marisol.crew": "contradiction",
        "marisol.delay": "overlap",
        "marisol.oil-spilled": "contradiction",
        "marisol.ran-aground": "single",
        "marisol.refloated": "contradiction",
        "marisol.repair": "contradiction",
        "marisol.tugs": "contradiction",
    }
