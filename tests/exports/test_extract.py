"""The tables of an export say what the engine says, whatever the store holds."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.small_stores import make_claim, make_store

from talkscli.exports.extract import Extract
from talkscli.exports.tables import CLAIMS, DATE, LIST, POSITIONS, TABLES, VERDICTS, Table
from talkscli.queries.archive import Archive
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.queries.opening import open_archive
from talkscli.queries.rows import CLAIM_FIELDS
from talkscli.reports.facts import FactView

Open = Callable[..., Archive]
Row = dict[str, Any]

VALUES: dict[str, list[Any]] = {
    "date": ["2025-05-16", "2025-05", "2025-05-16/2025-05-17", "[2025-05-16..2025-05-17]", "../2025-05", "2025-05-16T10:00:00"],
    "duration": ["2 h", "120 min", "~2 h", "<3 h"],
    "count": ["1000", "=1000", ">=900", "1.5"],
    "place": ["palace", "istanbul", ["palace", "turkey"], ["turkey", "palace"]],
    "actor": ["ann", ["ann"], "some-source"],
    "terms": [["peace"], ["trade", "peace"], ["peace", "trade"]],
    "yes-no": ["yes", "no"],
    "quote": ["A step", "a step!", "no step"],
    "text": ["Words.", "words", "other words"],
}  # fmt: skip


def read(extract: Extract, table: Table) -> list[Row]:
    return [dict(zip(table.names, row, strict=True)) for row in extract.rows(table)]


@pytest.fixture
def shipped() -> Iterator[Archive]:
    with open_archive() as archive:
        yield archive


def check_engine(archive: Archive) -> None:
    """Hold the positions and verdicts of an export against those that the engine gives."""
    extract = Extract(archive)
    labels = Labels(archive)
    positions, claims = read(extract, POSITIONS), read(extract, CLAIMS)
    placed = {row["id"]: row["position"] for row in claims}
    verdicts = {row["fact"]: row for row in read(extract, VERDICTS)}
    assert len(claims) == len(placed) == len(list(archive.claims(ClaimFilter())))
    assert set(verdicts) == {fact.key for fact in archive.facts()}
    found = {}
    for key, verdict in verdicts.items():
        view = FactView(archive, labels, key)
        judged = view.judgement
        told = [row for row in positions if row["fact"] == key]
        expected = [
            (number, position.stance, position.origins, position.reports, len(position.accounts))
            for number, position in enumerate(judged.positions, 1)
        ]
        assert [
            (
                row["position"],
                row["stance"],
                (row["origins_least"], row["origins_most"]),
                row["reports"],
                row["claims"],
            )
            for row in told
        ] == expected
        for row, position in zip(told, judged.positions, strict=True):
            assert row["value_text"] == labels.value(view.prop, position.value)
            found.update({account.id: row["position"] for account in position.accounts})
        assert (verdict["verdict"], verdict["positions"], verdict["claims"]) == (
            judged.verdict, len(judged.positions), judged.claims
        )  # fmt: skip
        assert (verdict["name"], verdict["why"]) == (
            labels.fact(key),
            judged.worst.why if judged.worst else "",
        )
    assert {one: number for one, number in placed.items() if number is not None} == found


def test_positions_of_the_shipped_store_are_those_of_the_engine(shipped: Archive) -> None:
    check_engine(shipped)


@st.composite
def stores(draw: st.DrawFn) -> dict[str, Any]:
    claims: list[dict[str, Any]] = []
    for number in range(draw(st.integers(0, 14))):
        prop = draw(st.sampled_from(sorted(VALUES)))
        stance = draw(st.sampled_from(["asserts", "asserts", "asserts", "denies", "withholds"]))
        value = draw(st.sampled_from(VALUES[prop]))
        fields: dict[str, Any] = {
            "who": draw(st.sampled_from(["ann", "bob", "cem", "some-source"])),
            "about": draw(st.sampled_from(["round-1", "round-3"])),
            "property": prop,
            "value": None if stance == "withholds" else value,
            "stance": stance,
            "document": draw(st.sampled_from(["doc-1", "doc-2", "doc-3"])),
        }
        if status := draw(st.sampled_from([None, "planned", "held", "conditional"])):
            fields["status"] = status
        claim = make_claim(f"c{number}", **fields)
        if draw(st.integers(0, 5)) == 0:
            claim["retracted"] = {"why": "wrong"}
        same = [
            one["id"] for one in claims
            if one["who"] == claim["who"]
            and (one["what"]["about"], one["what"]["property"]) == (claim["what"]["about"], prop)
        ]  # fmt: skip
        if same:
            revised = draw(st.sampled_from([None, *same]))
            claim |= {"revises": revised} if revised else {}
        claims.append(claim)
    return make_store(*claims, schema_version=2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(store=stores(), day=st.sampled_from([None, "2025-07-21", "2025-07-22"]))
def test_positions_are_those_of_the_engine(opened: Open, store: dict[str, Any], day: str | None) -> None:
    archive = opened(store, as_of=day)
    check_engine(archive)
    archive.close()


def test_a_claim_has_every_field_of_its_row(shipped: Archive) -> None:
    assert set(CLAIM_FIELDS) <= set(CLAIMS.names)
    rows = {row["id"]: row for row in read(Extract(shipped), CLAIMS)}
    lists = {column.name for column in CLAIMS.columns if column.type == LIST}
    for claim in shipped.claims(ClaimFilter()):
        row = rows[claim["id"]]
        for name in CLAIM_FIELDS:
            cell: Any = json.loads(row[name]) if name in lists else row[name]
            stored: Any = claim[name]
            if name == "value" and stored is not None:
                # The notation; a list with commas between, in the order of the alphabet.
                listed = stored if isinstance(stored, list) else stored.split(",")
                assert sorted(cell.split(",")) == sorted(listed)
            else:
                # SQLite keeps no truth values, and 1 equals True.
                assert cell == stored, name


def test_vague_values_have_their_bounds_beside_them(opened: Open) -> None:
    cases: dict[str, list[tuple[str, Any, Any]]] = {
        "date": [
            ("2025-05-16", "2025-05-16", "2025-05-16"), ("2025-05", "2025-05-01", "2025-05-31"),
            ("2025-07-24/2025-07-25", "2025-07-24", "2025-07-25"), ("2025-05-16/..", "2025-05-16", None),
            ("../2025-05-16", None, "2025-05-16"), ("-0044-03-15", None, None), ("1969-12-31", "1969-12-31", "1969-12-31"),
        ],
        "duration": [("40 min", 2400, 2400), ("<2 h", 0, 7200), ("60..75 min", 3600, 4500)],
        "count": [("1000", 1000, 1000), (">=1000", 1000, None), ("~1000", 900, 1100), ("4.5", 4.5, 4.5), ("9" * 30, 1e30, 1e30)],
        "text": [("words", None, None)],
    }  # fmt: skip
    claims, expected = [], {}
    for prop, told in cases.items():
        for number, (value, low, high) in enumerate(told):
            claims.append(make_claim(f"{prop}-{number}", property=prop, value=value))
            expected[f"{prop}-{number}"] = (value, low, high)
    store = make_store(*claims)
    found = {}
    for row in read(Extract(opened(store)), CLAIMS):
        ends = ("earliest", "latest") if row["property"] == "date" else ("low", "high")
        found[row["id"]] = (row["value"], row[ends[0]], row[ends[1]])
        assert (row["unit"] == "s") is (row["property"] == "duration")
    assert found == expected


def test_when_something_was_said_has_its_days(opened: Open) -> None:
    cases = {
        "2025-07-22": ("2025-07-22", "2025-07-22"), "2025-07": ("2025-07-01", "2025-07-31"),
        "../2025-07": (None, "2025-07-31"), "-0044": (None, None), None: (None, None),
    }  # fmt: skip
    claims = [
        make_claim(f"c{number}") | ({"when": when} if when else {}) for number, when in enumerate(cases)
    ]
    rows = read(Extract(opened(make_store(*claims))), CLAIMS)
    assert {row["when"]: (row["when_earliest"], row["when_latest"]) for row in rows} == cases


def test_every_column_is_described_and_every_row_fits_its_table(shipped: Archive) -> None:
    extract = Extract(shipped)
    for table in TABLES:
        assert all(column.description for column in table.columns)
        rows = read(extract, table)
        assert len(rows) == extract.count(table)
        keys = [tuple(row[name] for name in table.key) for row in rows]
        assert len(set(keys)) == len(keys)
        for row in rows:
            for column in table.columns:
                if column.type == DATE and row[column.name]:
                    assert len(row[column.name]) == 10
                if column.type == LIST:
                    assert isinstance(json.loads(row[column.name]), list)


def test_an_index_in_memory_is_exported_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKS_CACHE", "/dev/null/nowhere")
    with open_archive() as archive:
        check_engine(archive)
