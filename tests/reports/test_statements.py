"""What somebody said, as he said it."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks
from tests.small_stores import make_claim, make_store


def write(folder: Path, *claims: dict[str, Any], **sections: Any) -> str:
    file = folder / "store.json"
    file.write_text(json.dumps({**make_store(*claims, **sections), "schema_version": 2}), encoding="utf-8")
    return str(file)


@pytest.fixture
def said(tmp_path: Path) -> str:
    """Return a store in which Ann says two things in one paragraph and one in another, the last revised."""
    return write(
        tmp_path,
        make_claim("one", when="2025-07-20", paragraph=3, text="It was in May."),
        make_claim("two", when="2025-07-20", paragraph=3, property="count", value="7", text="Seven came."),
        make_claim("early", paragraph=5, property="duration", value="2 h", text="It took two hours."),
        make_claim("late", property="duration", value="3 h", text="It took three hours.", revises="early"),
        make_claim("other", who="bob", document="doc-3", mentions=["ann"], text="Ann was there."),
    )


@pytest.mark.parametrize("width", [80, 120, 200])
def test_claims_of_one_paragraph_are_one_statement(talks: Talks, said: str, width: int) -> None:
    out = talks("who", "ann", "--store", said, terminal=True, width=width).out
    flat = " ".join(out.split())
    assert flat.count("¶3") == 1
    assert out.count("Ann Hall") == 1, "his name is not repeated"
    for one in ("one", "two", "early", "late", "other"):
        assert f" {one}" in flat
    assert "It took two hours. revised early" in flat


def test_a_claim_without_a_date_was_said_by_the_day_of_its_document(talks: Talks, said: str) -> None:
    assert "by 2025-07-21 in The Daily ¶5" in talks("who", "ann", "--store", said, terminal=True).out
    assert "by 21 July 2025" in talks("who", "ann", "--store", said, terminal=True, width=120).out
    timeline = " ".join(talks("timeline", "--store", said, terminal=True).out.split())
    assert "by 21 July" in timeline
    assert "undated" in timeline, "the third document has no date"


def test_a_timeline_tells_a_statement_once(talks: Talks, said: str) -> None:
    shown = talks("timeline", "--only", "said", "--who", "ann", "--store", said, terminal=True).out
    assert shown.count("Ann Hall") == 3
    rows = talks("timeline", "--only", "said", "--who", "ann", "--store", said).out.splitlines()
    assert len(rows) == 1 + 4, "a pipe gets one row a claim"


def test_a_document_shows_statements_without_naming_itself(talks: Talks, said: str) -> None:
    out = talks("sources", "doc-1", "--store", said, terminal=True).out
    assert "2025-07-20 Ann Hall ¶3 It was in May. one Seven came. two" in " ".join(out.split())
    assert out.count("The Daily") == 1


def test_two_times_of_one_day_are_told_in_order(talks: Talks, tmp_path: Path) -> None:
    store = write(
        tmp_path,
        make_claim("a", about="round-3", value="2025-05-16T14:00:00", when="2025-07-20T18:00:00"),
        make_claim("b", about="round-1", value="2025-05-16T15:00:00", when="2025-07-20T09:00:00"),
        make_claim("c", about="ann", value="2025-05-16T09:30:00", when="2025-07-20"),
    )
    rows = [line.split("\t") for line in talks("timeline", "--store", store).out.splitlines()[1:]]
    assert [row[2] for row in rows if row[1] == "dated"] == ["ann.date", "round-3.date", "round-1.date"]
    assert [row[6] for row in rows if row[1] == "said"] == ["c", "b", "a"]


def test_a_long_name_is_cut_at_its_comma_where_no_other_begins_so(talks: Talks, tmp_path: Path) -> None:
    long = {"id": "x", "kind": "outlet", "name": "unnamed outlet, report of 21 July 2025"}
    claims = [make_claim("c", who="x", mentions=["ann"])]
    out = talks("who", "ann", "--store", write(tmp_path, *claims, actors=[long]), terminal=True).out
    assert "unnamed outlet in The Daily" in out
    twin = {"id": "y", "kind": "outlet", "name": "unnamed outlet, report of 22 July 2025"}
    out = talks("who", "ann", "--store", write(tmp_path, *claims, actors=[long, twin]), terminal=True).out
    assert "report of 21 July 2025 in The Daily" in " ".join(out.split())


def test_roles_are_told_once_and_other_names_are_folded(talks: Talks, tmp_path: Path) -> None:
    names = [f"Annabella Hall-{number}" for number in range(20)]
    roles = {"id": "role", "type": "terms"}
    file = tmp_path / "store.json"
    store = make_store(
        make_claim("r1", who="bob", about="dora", property="role", value="peace"),
        make_claim("r2", who="cem", about="dora", property="role", value="peace"),
        actors=[{"id": "dora", "kind": "person", "name": "Dora", "aliases": names}],
    )
    store["properties"].append(roles)
    file.write_text(json.dumps(store), encoding="utf-8")
    out = talks("who", "dora", "--store", str(file), terminal=True).out
    assert out.count("Peace") == 1
    assert "r1" in out
    assert "r2" in out
    assert "18 more (talks list actors)" in out
    assert talks("list", "actors", "--store", str(file), "--columns", "aliases").out.count(names[-1]) == 1


def test_who_zelenskyy_fits_160_lines_and_has_every_claim(talks: Talks) -> None:
    out = talks("who", "Zelenskyy", terminal=True).out
    assert len(out.splitlines()) <= 160
    flat = "".join(out.split())
    for row in json.loads(talks("who", "Zelenskyy", "--format", "json").out):
        assert row["id"] in flat
        assert row["part"] == "role" or "".join(row["text"].split()) in flat


def test_what_only_one_document_says_of_a_round_is_folded_and_keeps_its_hedges(
    talks: Talks, tmp_path: Path
) -> None:
    store = write(
        tmp_path,
        make_claim("a", who="ann", status="hoped"),
        make_claim("b", who="bob", document="doc-2", status="tentative", only=True),
        make_claim(
            "c", property="count", value="7", status="planned", paragraph=2, text="Seven are to come."
        ),
    )
    folded = talks("rounds", "1", "--store", store, terminal=True).out
    assert "Ann Hall [hoped], Bob Stone [tentative, only]" in folded
    assert "Told by one document only  1 fact; --all shows each by itself" in folded
    assert "¶2 Seven are to come. [planned] c" in folded
    opened = talks("rounds", "1", "--all", "--store", store, terminal=True).out
    assert "Told by" not in opened
    assert "7 — Ann Hall [planned]; 1 report" in opened
    assert talks("rounds", "1", "--all", "--store", store).out == talks("rounds", "1", "--store", store).out


def test_what_a_document_carries_is_told_paragraph_by_paragraph(talks: Talks) -> None:
    out = talks("sources", "nym-2025-07-23", terminal=True, width=80).out
    begun = [line.split("¶")[1].split()[0] for line in out.splitlines() if line.startswith(("  ¶", "2025-"))]
    assert [int(number) for number in begun][:6] == [1, 5, 6, 7, 8, 10]
