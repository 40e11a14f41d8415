"""The disputes of a store at a glance, and each in full."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks
from tests.small_stores import make_claim, make_store

VALUES = ("2025-05-16", "2025-05-17")


def write(folder: Path, *claims: dict[str, Any], **sections: Any) -> str:
    file = folder / "store.json"
    file.write_text(json.dumps({**make_store(*claims, **sections), "schema_version": 2}), encoding="utf-8")
    return str(file)


@pytest.fixture
def six(tmp_path: Path) -> str:
    """Return a store of six disputes: on one three people speak, on the others two."""
    claims = []
    for number, about in enumerate(("round-1", "round-3", "ann", "bob", "cem", "palace")):
        claims += [
            make_claim(f"c{number}-{who}", about=about, who=who, value=value)
            for who, value in zip(("ann", "bob"), VALUES, strict=True)
        ]
    claims.append(make_claim("more", about="bob", who="cem", value="2025-05-18"))
    return write(tmp_path, *claims)


def test_many_disputes_are_one_row_each_the_most_supported_first(talks: Talks, six: str) -> None:
    out = talks("conflicts", "--store", six, terminal=True, width=200).out
    assert out.splitlines()[0] == "contradiction  6 facts"
    rows = [line for line in out.splitlines() if ".date" in line]
    assert len(rows) == 6
    assert rows[0].split()[0] == "bob.date"
    assert "16 May 2025 (Ann Hall) | 17 May 2025 (Bob Stone) | 18 May 2025 (Cem Yıldız)" in rows[0]
    assert "Who, in which report" not in out


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_each_dispute_is_one_line_however_wide_the_terminal(talks: Talks, width: int) -> None:
    lines = talks("conflicts", terminal=True, width=width).out.split("\n\n")[0].splitlines()
    facts = [line for line in lines if line.startswith("  ")]
    assert len(facts) == len({line.split()[0] for line in facts}) == 12
    assert len(lines) == len(facts) + 2
    assert all(len(line) <= width for line in lines)
    assert all(line.count("(") > 1 for line in facts if width > 60)


def test_what_all_values_end_in_is_written_once_where_room_is_short(talks: Talks, six: str) -> None:
    out = talks("conflicts", "--store", six, terminal=True, width=60).out
    assert "  bob.date      16 (1) | 17 (1) | 18 May 2025 (1)" in out.splitlines()


@pytest.mark.parametrize(
    "words", [["--full"], ["round-1.date", "round-3.date"], ["--explain"], ["--limit", "5"]]
)
def test_facts_asked_for_and_few_facts_are_shown_in_full(talks: Talks, six: str, words: list[str]) -> None:
    out = talks("conflicts", *words, "--store", six, terminal=True).out
    assert "Who, in which report" in out


def test_a_pipe_gets_a_row_a_claim_as_ever(talks: Talks, six: str) -> None:
    lines = talks("conflicts", "--store", six).out.splitlines()
    assert lines[0].split("\t") == [
        *("fact", "verdict", "position", "value", "who", "who_name", "when", "outlet", "document", "claim")
    ]
    assert len(lines) == 1 + 13


def test_the_reason_can_be_asked_for_as_a_column(talks: Talks, six: str) -> None:
    out = talks("conflicts", "round-1.date", "--store", six, "--columns", "fact,cause,why").out
    assert out.splitlines()[1] == "round-1.date\tnone\t16 May 2025 and 17 May 2025 have no day in common."


def test_what_differs_only_in_degree_is_shown_without_being_asked_for(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("agreed", who="ann", status="agreed", document="doc-3"),
        make_claim("proposed", who="bob", status="proposed", document="doc-3"),
    )
    assert talks("conflicts", "--store", store, "--columns", "verdict,cause,claim").out.splitlines() == [
        "verdict\tcause\tclaim",
        "imprecise\tstatus\tagreed",
        "imprecise\tstatus\tproposed",
    ]
    assert talks("conflicts", "round-1.date", "--store", store).out.count("\n") == 3
    assert talks("conflicts", "--store", store, "--verdict", "contradiction").out.count("\n") == 1


def test_a_dispute_of_wording_is_marked_and_comes_last(talks: Talks, tmp_path: Path) -> None:
    claims = [
        make_claim(f"c{number}-{who}", about=about, who=who, property="quote", value=value)
        for number, about in enumerate(("round-1", "round-3", "ann", "bob", "cem", "palace"))
        for who, value in (("ann", "very good talks"), ("bob", "very good progress"))
    ]
    out = talks("conflicts", "--store", write(tmp_path, *claims), terminal=True).out
    assert " ".join(out.split()).count("wording only") == 6


SIDES = [
    {"id": "north", "kind": "state", "name": "North"},
    {"id": "south", "kind": "state", "name": "South"},
    {"id": "nora", "kind": "person", "name": "Nora", "side": "north"},
    {"id": "sam", "kind": "person", "name": "Sam", "side": "south"},
    {"id": "aide", "kind": "unnamed", "name": "an aide of Sam", "of": "sam"},
]


def test_only_what_two_parties_dispute_between_themselves_is_shown(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", about="round-1", who="nora", value="2025-05-16"),
        make_claim("b", about="round-1", who="aide", value="2025-05-17"),
        make_claim("c", about="round-3", who="nora", value="2025-05-16"),
        make_claim("d", about="round-3", who="ann", value="2025-05-17"),
        make_claim("e", about="round-3", who="south", value="2025-05-16"),
        actors=SIDES,
    )
    out = talks("conflicts", "--between", "South", "North", "--store", store, "--columns", "fact").out
    assert set(out.split()[1:]) == {"round-1.date"}
    ended = talks("conflicts", "--between", "North", "Nora", "--store", store)
    assert ended.status == 2
    assert "are of one side" in ended.err


def test_lists_are_a_grid_of_what_is_named_against_who_names_it(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", who="ann", property="terms", value=["peace", "trade"]),
        make_claim("b", who="bob", property="terms", value=["peace"], status="planned"),
    )
    out = talks("conflicts", "--verdict", "all", "--store", store, terminal=True).out
    table = [line.split() for line in out.splitlines() if line.startswith("  ")]
    assert table[0] == ["Named", "Ann", "Hall", "Bob", "Stone"]
    assert table[2:5] == [
        ["Peace", "●", "●"],
        ["Trade", "●", "·"],
        ["in", "The", "Daily", "The", "Daily", "[planned]"],
    ]
    assert "Why" not in out
    narrow = talks("conflicts", "--verdict", "all", "--store", store, terminal=True, width=40).out
    assert "Ann Hall; Bob Stone" in narrow


def test_times_of_one_day_are_drawn_on_its_hours(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", who="ann", value="2025-05-16T09:30:00"),
        make_claim("b", who="bob", value="2025-05-16T14:00:00"),
        make_claim("c", who="cem", value="2025-05-16"),
    )
    lines = talks("conflicts", "--store", store, terminal=True).out.splitlines()
    hours = next(line for line in lines if line.split()[:2] == ["8", "9"])
    assert hours.split() == [str(hour) for hour in range(8, 16)]
    drawn = {line.split()[0]: line for line in lines if "█" in line or "░" in line}
    # A bar is as wide as the widest label, 15, and ends where its hour's label ends.
    ends = sorted(line.index("█") + 1 for line in drawn.values() if "█" in line)
    assert ends == [hours.index(" 9 ") + 1, hours.index(" 14 ") + 2]
    assert sum("░" in line for line in drawn.values()) == 1


def test_the_most_telling_pair_is_named_before_a_rounding(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", who="ann", property="count", value="6000", document="doc-1"),
        make_claim("b", who="bob", property="count", value="6057", document="doc-2"),
        make_claim("b2", who="bob", property="count", value="6057", document="doc-1"),
        make_claim("c", who="cem", property="count", value="6000..6100", document="doc-3"),
    )
    (fact,) = json.loads(
        talks("conflicts", "--verdict", "imprecise", "--store", store, "--format", "json").out
    )
    assert fact["cause"] == "precision"
    causes = [finding["cause"] for finding in fact["findings"]]
    assert causes.index("rounding") > causes.index("precision")


def test_the_disputes_of_the_shipped_store_fit_a_screen(talks: Talks) -> None:
    assert len(talks("conflicts", terminal=True, width=100).out.splitlines()) <= 40


def test_facts_can_be_asked_for_by_the_cause_of_their_verdict(opened: Callable[..., Any]) -> None:
    archive = opened(
        make_store(
            make_claim("a", who="ann", value="2025-05-16"), make_claim("b", who="bob", value="2025-05")
        )
    )
    assert [fact.key for fact in archive.facts(causes=("precision",))] == ["round-1.date"]
    assert list(archive.facts(causes=("status",))) == []


def test_a_fact_tells_who_is_vaguer_and_what_is_level(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", who="ann", value=VALUES[0]),
        make_claim("b", who="bob", value="2025-05"),
        make_claim("c", who="cem", value=VALUES[1], document="doc-2"),
        make_claim("d", who="cem", value="2025", document="doc-2"),
    )
    shown = " ".join(talks("conflicts", "round-1.date", "--store", store, terminal=True).out.split())
    assert "4 positions, 3 origins (1 with more than one position), 2 reports" in shown
    assert "Level at the top: 16 May 2025 and 17 May 2025, with 1 origin each." in shown
    told = "1 says 16 May 2025, 1 says 17 May 2025; 1 more says only May 2025, which fits each (Bob Stone)."
    assert told in shown
    (fact,) = json.loads(talks("conflicts", "round-1.date", "--store", store, "--json").out)
    said = {position["value"]: position for position in fact["positions"]}
    assert sorted(fact["level"]) == sorted(said[value]["position"] for value in VALUES)
    assert said[VALUES[0]]["support"]["who"] == ["bob"]
    assert said["2025-05"]["origins"] == {"least": 1, "most": 1}
