"""Facts against sources: what stands in a cell, what is marked, and in which order columns stand."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks
from tests.reports.test_disputes import write
from tests.small_stores import make_claim


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Return a store in which The Daily says one thing, The Weekly two, and Cem did not say."""
    return write(
        tmp_path,
        make_claim("a", who="ann", value="2025-05-16"),
        make_claim("b", who="bob", value="2025-05-16", document="doc-2"),
        make_claim("c", who="cem", value="2025-05-17", document="doc-2"),
        make_claim("d", who="daily", value="2025-05", document="doc-1"),
        make_claim("e", who="cem", value=None, stance="withholds", document="doc-1"),
        make_claim("f", who="ann", about="round-3", value="2025-06-01"),
        make_claim("g", who="ann", property="place", value="istanbul"),
        make_claim("h", who="bob", property="place", value="istanbul", stance="denies", document="doc-2"),
        actors=[
            {"id": "north", "kind": "state", "name": "North"},
            {"id": "eve", "kind": "person", "name": "Eve"},
        ],
    )


def read(talks: Talks, *words: str) -> list[dict[str, str]]:
    head, *rows = (line.split("\t") for line in talks("matrix", *words).out.splitlines())
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_a_cell_tells_what_a_source_says_and_marks_what_differs(talks: Talks, store: str) -> None:
    rows = {row["fact"]: row for row in read(talks, "--store", store)}
    assert list(rows) == ["round-1.date", "round-1.place"]
    assert rows["round-1.date"]["position"] == "2025-05-16"
    assert rows["round-1.date"]["daily"] == "2025-05-16 | 2025-05 | ?"
    assert rows["round-1.date"]["weekly"] == "2025-05-16 | !2025-05-17"
    assert rows["round-1.place"]["daily"] == "istanbul"
    assert rows["round-1.place"]["weekly"] == "!not istanbul"


def test_facts_of_one_source_are_left_out_and_told(talks: Talks, store: str) -> None:
    assert talks("matrix", "--store", store).err == (
        "1 fact of which only one outlet speaks left out; --all shows them\n"
    )
    assert [row["fact"] for row in read(talks, "--store", store, "--all")] == [
        "round-1.date", "round-1.place", "round-3.date",
    ]  # fmt: skip


def test_claimants_have_columns_the_most_telling_first(talks: Talks, store: str) -> None:
    (row, *_) = read(talks, "--store", store, "--by", "claimant", "--property", "date")
    assert list(row)[4:] == ["cem", "ann", "bob", "daily"]
    assert (row["cem"], row["bob"]) == ("!2025-05-17 | ?", "2025-05-16")


def test_a_side_is_everybody_on_it_and_who_speaks_for_it(talks: Talks, tmp_path: Path) -> None:
    people: list[dict[str, Any]] = [
        {"id": "north", "kind": "state", "name": "North"},
        {"id": "eve", "kind": "person", "name": "Eve", "side": "north"},
        {"id": "office", "kind": "office", "name": "Office of Eve", "of": "eve"},
    ]
    store = write(
        tmp_path,
        *(make_claim(who, who=who, value="2025-05-16") for who in ("north", "eve", "office")),
        make_claim("x", who="ann", value="2025-05-17"),
        actors=people,
    )
    (record,) = json.loads(talks("matrix", "--store", store, "--by", "side", "--json").out)
    assert [(cell["source"], cell["name"]) for cell in record["cells"]] == [
        (None, "no side"),
        ("north", "North"),
    ]
    assert record["cells"][1]["says"][0]["claims"] == ["eve", "north", "office"]
    assert record["cells"][0]["says"][0]["differs"] is True


def test_a_narrow_terminal_shows_the_first_sources_and_names_the_others(talks: Talks) -> None:
    narrow = talks("matrix", "--about", "round-3", terminal=True, width=80).out
    assert "3 of 5 outlets fit here, those with most facts first. Left out: unnamed outlet, Caliber.Az" in (
        " ".join(narrow.split())
    )
    wide = talks("matrix", "--about", "round-3", terminal=True, width=200).out
    assert "Left out" not in wide
    assert "Caliber.Az" in wide.splitlines()[0]


def test_a_limit_counts_facts(talks: Talks, store: str) -> None:
    ended = talks("matrix", "--store", store, "--limit", "1")
    assert len(ended.out.splitlines()) == 2
    assert ended.err == "showing the first 1; more exist, --limit sets how many\n"


def test_a_word_that_is_no_way_is_refused(talks: Talks) -> None:
    ended = talks("matrix", "--by", "outlets")
    assert (ended.status, ended.err) == (
        2, "talks: --by: no kind of source 'outlets'; there are: outlet, claimant, side; did you mean outlet?\n"
    )  # fmt: skip


def test_a_source_whose_id_is_a_columns_key_has_a_column_of_its_own(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", who="verdict", value="2025-05-16"),
        make_claim("b", who="ann", value="2025-05-16"),
        actors=[{"id": "verdict", "kind": "person", "name": "Vera Dict"}],
    )
    (row,) = read(talks, "--store", store, "--by", "claimant")
    assert (row["verdict"], row["verdict-source"]) == ("agreement", "2025-05-16")
