"""What became known between two days: new claims, verdicts, revisions, and who left the majority."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks
from tests.reports.test_disputes import write
from tests.small_stores import make_claim

ONE, OTHER = "2025-05-16", "2025-05-17"
NO_DAY = [{"id": "open", "outlet": "daily", "title": "Open"}]


def said(one: str, who: str, value: str, day: str, **more: Any) -> dict[str, Any]:
    return make_claim(one, who=who, value=value, when=day, document="open", **more)


@pytest.fixture
def store(tmp_path: Path) -> str:
    """Return a store in which two agree first, then one goes over to a third, with a fourth."""
    return write(
        tmp_path,
        said("a1", "ann", ONE, "2025-05-01"),
        said("b1", "bob", ONE, "2025-05-01"),
        said("b2", "bob", OTHER, "2025-05-05", revises="b1"),
        said("c1", "cem", OTHER, "2025-05-05"),
        said("r", "ann", "2025-06-01", "2025-05-03", about="round-3"),
        make_claim("undated", who="daily", about="ann", value=ONE, document="open"),
        documents=[*NO_DAY],
    )


def read(talks: Talks, store: str, *words: str) -> list[list[str]]:
    ended = talks("changes", "--store", store, "--no-header", *words)
    assert ended.status == 0
    return [line.split("\t")[:5] for line in ended.out.splitlines()]


def test_each_change_is_a_row_the_changed_verdict_first(talks: Talks, store: str) -> None:
    assert read(talks, store, "--since", "2025-05-02") == [
        ["round-1.date", "verdict", "agreement", "contradiction", ""],
        ["round-1.date", "majority", ONE, OTHER, ""],
        ["round-1.date", "left", ONE, OTHER, "bob"],
        ["round-1.date", "joined", ONE, OTHER, "bob"],
        ["round-1.date", "revised", ONE, OTHER, "bob"],
        ["round-1.date", "claim", "", OTHER, "bob"],
        ["round-1.date", "claim", "", OTHER, "cem"],
        ["round-3.date", "fact", "", "single", ""],
        ["round-3.date", "claim", "", "2025-06-01", "ann"],
    ]


def test_both_days_belong_to_the_period(talks: Talks, store: str) -> None:
    for first, last, facts in (
        ("2025-05-03", "2025-05-03", {"round-3.date"}),
        ("2025-05-04", "2025-05-05", {"round-1.date"}),
        ("2025-05-04", "2025-05-04", set()),
        ("2025-05-06", "2026", set()),
    ):
        rows = read(talks, store, "--since", first, "--until", last)
        assert {row[0] for row in rows} == facts


def test_what_has_no_date_is_never_new(talks: Talks, store: str) -> None:
    assert "ann.date" not in {row[0] for row in read(talks, store, "--since", "0001-01-01")}


def test_a_verdict_is_that_of_the_day_before_and_of_the_last_day(talks: Talks) -> None:
    """Compare the shipped store's changes with what it says itself of the two days."""

    def list_verdicts(day: str) -> dict[str, str]:
        out = talks(
            "conflicts", "--verdict", "all", "--columns", "fact,verdict", "--no-header", "--as-of", day
        ).out
        found = dict(line.split("\t") for line in out.splitlines())
        return found | {
            row["fact"]: row["verdict"]
            for row in json.loads(talks("conflicts", "--verdict", "all", "--json", "--as-of", day).out)
        }

    before, after = list_verdicts("2025-07-21"), list_verdicts("2025-07-22")
    found = json.loads(talks("changes", "--since", "2025-07-22", "--until", "2025-07-22", "--json").out)
    assert len(found) > 20
    for fact in found:
        assert fact["after"] == after[fact["fact"]]
        assert fact["before"] == before.get(fact["fact"])
    same = {key for key in after if after[key] == before.get(key)}
    assert set(after) - same <= {fact["fact"] for fact in found}


def test_who_only_became_more_exact_did_not_leave(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        said("a1", "ann", "2025-05", "2025-05-01"),
        said("b1", "bob", "2025-05", "2025-05-01"),
        said("b2", "bob", ONE, "2025-05-05", revises="b1"),
        documents=NO_DAY,
    )
    changes = {row[1] for row in read(talks, store, "--since", "2025-05-02")}
    assert changes == {"verdict", "revised", "claim"}


def test_nothing_new_is_told_and_can_be_a_status(talks: Talks, store: str) -> None:
    ended = talks("changes", "--store", store, "--since", "2025-05-06", "-e")
    assert (ended.status, ended.err) == (1, "nothing became known since 6 May 2025\n")
    assert talks("changes", "--store", store, "--since", "2025-05-06").status == 0
    assert talks("changes", "--store", store, "--since", "2025-05-02", "-e").status == 0


def test_as_of_is_the_last_day_too(talks: Talks, store: str) -> None:
    rows = read(talks, store, "--since", "2025-05-02", "--as-of", "2025-05-03")
    assert {row[0] for row in rows} == {"round-3.date"}
    ended = talks("changes", "--store", store, "--since", "2025-05-02", "--as-of", "2025-05-01")
    assert ended.status == 2


def test_only_facts_about_something(talks: Talks, store: str) -> None:
    rows = read(talks, store, "--since", "2025-05-02", "--about", "Third round")
    assert {row[0] for row in rows} == {"round-3.date"}


def test_people_see_what_changed_before_what_was_said(talks: Talks, store: str) -> None:
    out = talks("changes", "--store", store, "--since", "2025-05-02", terminal=True).out
    shown = " ".join(out.split())
    assert shown.startswith("What became known since 2 May 2025 3 claims on 2 facts; 1 verdict changed")
    assert "the majority said 16 May 2025 and now says 17 May 2025" in shown
    assert "Bob Stone left the majority: 16 May 2025 → 17 May 2025" in shown
    assert "Bob Stone said 16 May 2025, later 17 May 2025. b1 → b2" in shown
    assert out.index("Verdicts") < out.index("Majorities") < out.index("Revised") < out.index("Said")


def test_many_claims_are_counted_by_document_unless_all_are_asked_for(talks: Talks) -> None:
    brief = talks("changes", "--since", "2025-07-22", terminal=True).out
    assert "Carried by" in brief
    assert "r3-date-ria" not in brief
    full = talks("changes", "--since", "2025-07-22", "--full", terminal=True).out
    assert "r3-date-ria" in full


def test_a_limit_counts_facts_and_not_rows(talks: Talks, store: str) -> None:
    ended = talks("changes", "--store", store, "--since", "2025-05-02", "--limit", "1", "--no-header")
    assert len(ended.out.splitlines()) == 7
    assert ended.err == "showing 1 of 2 facts; --limit 2 shows all\n"
