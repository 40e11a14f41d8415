"""Values as people write them, in options, cells and questions to the store."""

import json
from pathlib import Path
from typing import Any

import pytest

STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Ferry",
    "actors": [{"id": "gazette", "kind": "outlet", "name": "Gazette"}],
    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry accident"}],
    "properties": [
        {"id": "date", "type": "date"},
        {"id": "number", "type": "count"},
        {"id": "lasted", "type": "duration"},
    ],
    "documents": [{"id": "report", "outlet": "gazette", "title": "Ferry sinks", "published": "2025-07-24"}],
    "claims": [],
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE))
    return path


def add(talks: Any, store: Path, prop: str, value: str, *more: str) -> Any:
    words = (
        "--who",
        "gazette",
        "--about",
        "ferry",
        "--property",
        prop,
        "--document",
        "report",
        "--text",
        "x",
    )
    return talks("add", "--store", store, *words, "--value", value, *more)


def claims(store: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(store.read_text())["claims"]
    return found


def test_an_option_is_understood_and_told(talks: Any, store: Path) -> None:
    ended = add(talks, store, "date", "23-24 July 2025", "--when", "yesterday")
    assert ended.status == 0
    assert "23-24 July 2025 is 2025-07-23/2025-07-24\n" in ended.err
    assert "yesterday is 2025-07-23\n" in ended.err
    (claim,) = claims(store)
    assert claim["what"]["value"] == "2025-07-23/2025-07-24"
    assert claim["when"] == "2025-07-23"


def test_an_option_with_two_meanings_is_refused_with_both(talks: Any, store: Path) -> None:
    ended = add(talks, store, "number", "1.000")
    assert ended.status == 2
    assert "write 1000 or 1, whichever is meant" in ended.err
    assert claims(store) == []


def test_all_faults_of_a_claim_are_told_at_once(talks: Any, store: Path) -> None:
    ended = add(talks, store, "number", "1.000", "--when", "05/06/2025", "--via", "Nobody")
    assert ended.status == 2
    assert [line.split(":")[1].strip() for line in ended.err.splitlines()] == ["--value", "--via", "--when"]
    assert all(line.startswith("talks: ") for line in ended.err.splitlines())


def test_a_revision_and_a_document_are_understood(talks: Any, store: Path) -> None:
    add(talks, store, "lasted", "40 min")
    ended = talks("revise", "ferry-lasted-gazette", "--value", "about 40 minutes", "--store", store)
    assert ended.err.startswith("about 40 minutes is ~40 min\n")
    ended = talks(
        "add", "document", "All saved", "--outlet", "gazette", "--published", "2 March 2026", "--store", store
    )
    assert ended.err.startswith("2 March 2026 is 2026-03-02\n")
    assert json.loads(store.read_text())["documents"][-1]["published"] == "2026-03-02"


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        (["--date-order", "dmy"], "2025-06-05"),
        (["--date-order", "mdy"], "2025-05-06"),
    ],
)
def test_an_order_settles_the_dates_of_a_table(
    talks: Any, store: Path, tmp_path: Path, options: list[str], taken: str
) -> None:
    table = tmp_path / "in.csv"
    table.write_text("who,about,property,value,document\ngazette,ferry,date,05/06/2025,report\n")
    refused = talks("import", table, "--store", store)
    assert refused.status == 5
    assert "write 2025-06-05 or 2025-05-06, whichever is meant" in refused.out
    ended = talks("import", table, "--store", store, *options)
    assert ended.status == 0
    assert f"05/06/2025 is {taken}" in ended.out
    assert claims(store)[0]["what"]["value"] == taken


@pytest.mark.parametrize(("sign", "taken"), [(",", "1000"), (".", "1")])
def test_a_decimal_sign_settles_the_numbers_of_a_table(
    talks: Any, store: Path, tmp_path: Path, sign: str, taken: str
) -> None:
    table = tmp_path / "in.csv"
    table.write_text("who,about,property,value,document\ngazette,ferry,number,1.000,report\n")
    assert talks("import", table, "--store", store).status == 5
    assert talks("import", table, "--store", store, "--decimal", sign).status == 0
    assert claims(store)[0]["what"]["value"] == taken


def test_an_order_or_a_sign_that_there_is_not_is_refused(talks: Any, store: Path, tmp_path: Path) -> None:
    for option in ("--date-order", "--decimal"):
        ended = talks("import", tmp_path / "in.csv", "--store", store, option, "x")
        assert ended.status == 2
        assert ended.err.startswith(f"talks: {option}: no ")


def test_reading_guesses_a_date_and_says_so(talks: Any, store: Path) -> None:
    add(talks, store, "number", "5", "--when", "2025-06-05")
    for option, word, told in (
        ("--since", "4 June 2025", "4 June 2025 is taken as 2025-06-04"),
        ("--until", "05/06/2025", "05/06/2025 is taken as 2025-06-05; it may be 2025-05-06 too"),
        ("--as-of", "end of July 2025", "end of July 2025 is taken as [2025-07-21..2025-07-31]"),
    ):
        ended = talks("claims", option, word, "--store", store, "--columns", "id", "--no-header")
        assert (ended.status, ended.out) == (0, "ferry-number-gazette\n")
        assert told in ended.err
    assert talks("claims", "--since", "soon", "--store", store).status == 2
