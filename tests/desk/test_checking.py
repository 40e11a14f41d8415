"""What would become of each claim: told row by row, by the function that adds them."""

import gc
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.small_stores import make_claim, make_store, write_lines

from talkscli.desk.adding import add_claims, check_claims
from talkscli.errors import TalksError

ROW = {
    "who": "Bob Stone",
    "about": "round-1",
    "property": "date",
    "value": "18 May 2025",
    "document": "doc-1",
}


@pytest.fixture
def path(tmp_path: Path, cache: Path) -> str:
    del cache
    made = make_store(
        make_claim("c-ann", value="2025-05-16"),
        make_claim("c-cem", who="cem", value="2025-05-17", document="doc-2"),
    )
    made["documents"][0]["file"] = "one.txt"
    (tmp_path / "one.txt").write_text("A headline\n\nIt was held on 18 May.\n", encoding="utf-8")
    file = tmp_path / "story.json"
    file.write_bytes(write_lines(made))
    return str(file)


def test_a_check_tells_the_id_and_the_verdict_that_adding_makes(path: str) -> None:
    before = Path(path).read_bytes()
    [check], outcome = check_claims(path, [ROW])
    assert Path(path).read_bytes() == before
    assert (check.is_new, check.faults) == (True, [])
    added = add_claims(path, [ROW])
    assert added.ids == [check.id]
    assert [str(one) for one in added.verdicts or ()] == [str(one) for one in outcome.verdicts or ()]
    added.close()
    [again], _ = check_claims(path, [ROW])
    assert (again.is_new, again.id) == (False, check.id)


def test_a_faulty_row_neither_hides_the_others_nor_stops_them(path: str) -> None:
    rows = [{**ROW, "value": str(number)} if number % 2 else {**ROW, "value": f"2025-06-{number:02}"}
            for number in range(2, 30)]  # fmt: skip
    checks, outcome = check_claims(
        path, [{**row, "who": "Nobody"} if n % 2 else row for n, row in enumerate(rows)]
    )
    assert [bool(check.faults) for check in checks] == [n % 2 == 1 for n in range(28)]
    assert len({check.id for check in checks if not check.faults}) == 14
    assert outcome.added == {"claim": 14}


def test_a_row_with_an_unknown_field_is_looked_at_further(path: str) -> None:
    [check], _ = check_claims(path, [{**ROW, "colour": "red", "who": "Nobody", "value": "soonish"}])
    assert [error.place.rpartition(": ")[2] for error in check.faults] == ["claim 1", "who", "value"]


def test_what_a_check_finds_faulty_a_write_refuses_with_the_same_words(path: str) -> None:
    for row in (
        {**ROW, "who": "Nobody"},
        {**ROW, "value": "soonish"},
        {**ROW, "id": "c-ann"},
        {"who": "ann"},
    ):
        [check], _ = check_claims(path, [row])
        with pytest.raises(TalksError) as raised:
            add_claims(path, [row])
        told = [raised.value, *raised.value.others]
        assert [(one.place, one.message, one.hint) for one in told] == [
            (one.place, one.message, one.hint) for one in check.faults
        ]


def test_a_claim_that_revises_what_it_cannot_is_faulty_and_left_out(path: str) -> None:
    rows = [
        {**ROW, "revises": "c-cem"},
        {**ROW, "value": "2025-05-19"},
        {**ROW, "value": "2025-05-20", "revises": "no"},
    ]
    checks, outcome = check_claims(path, rows)
    assert [[one.place for one in check.faults] for check in checks] == [["revises"], [], ["revises"]]
    assert outcome.added == {"claim": 1}


def test_the_anchor_of_a_faulty_row_is_looked_up_too(path: str) -> None:
    anchored = {**ROW, "paragraph": 2, "quote": "held on 18 May", "value": "soonish"}
    lost = {**anchored, "quote": "held on 19 May"}
    checks, _ = check_claims(path, [anchored, lost], texts=str(Path(path).parent))
    assert [check.anchor.state for check in checks if check.anchor] == ["exact", "near"]
    assert ["quote" in {one.place for one in check.faults} for check in checks] == [False, True]


def test_the_nearest_claims_come_first_with_what_differs(path: str) -> None:
    [check], _ = check_claims(path, [{**ROW, "who": "ann"}])
    (first, differs), (second, _) = check.nearest
    assert (first["id"], second["id"]) == ("c-ann", "c-cem")
    assert "value is 2025-05-18, not 2025-05-16" in differs


def test_a_check_in_another_thread_leaves_nothing_that_complains(path: str) -> None:
    with ThreadPoolExecutor(1) as threads:
        found = threads.submit(check_claims, path, [ROW]).result()
        assert found[0][0].is_new
    del found, threads
    gc.collect()


def test_claims_that_are_all_faulty_change_nothing(path: str) -> None:
    checks, outcome = check_claims(path, [{}, {"id": 3}])
    assert all(check.faults for check in checks)
    assert outcome.is_empty
    assert json.loads(Path(path).read_text(encoding="utf-8"))["claims"]
