"""What `talks claims` writes comes back by `talks import` as the same store, whatever texts are in it."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

STORE: dict[str, Any] = {
    "schema_version": 2,
    "title": "Ferry",
    "actors": [
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        {"id": "guard", "kind": "organisation", "name": "Coast Guard"},
        {"id": "navy", "kind": "organisation", "name": "Navy"},
    ],
    "places": [{"id": "port", "name": "Port"}, {"id": "bay", "name": "Bay", "within": "port"}],
    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry"}],
    "properties": [
        {"id": "words", "type": "text"},
        {"id": "quoted", "type": "quote"},
        {"id": "dead", "type": "count"},
        {"id": "crew", "type": "actor", "answers": "many"},
        {"id": "where", "type": "place", "answers": "many"},
        {"id": "price", "type": "money"},
        {"id": "sunk", "type": "date"},
        {"id": "lasted", "type": "duration"},
        {"id": "safe", "type": "yes-no"},
        {"id": "agenda", "type": "terms"},
    ],
    "terms": [{"id": "rescue", "name": "Rescue"}, {"id": "fuel", "name": "Fuel"}],
    "documents": [{"id": "doc", "outlet": "gazette", "title": "Ferry sinks", "published": "2025-07-22"}],
    "claims": [],
}
FORMATS = ("csv", "tsv", "json", "ndjson")

HARD = ("\t", "\n", "\r", "\r\n", "\0", "\x01", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\u200b", "\xa0",
        '"', '""', "'", "\\", "\\t", "\\x41", ",", ";", "|", "=1+1", "N/A", "[", '["a"]', "{}", "null", " ", "  ", "é", "😀", "#")  # fmt: skip
"""What programs that read tables stumble over."""

texts = st.lists(
    st.one_of(st.sampled_from(HARD), st.text(st.characters(codec="utf-8"), max_size=5), st.just("word")),
    min_size=1,
    max_size=6,
).map("".join).filter(bool)  # fmt: skip
quotes = texts.filter(lambda text: len(text.split()) <= 12)
words = st.one_of(
    st.tuples(st.just("words"), texts.filter(lambda text: bool(text.strip()))),
    st.tuples(st.just("quoted"), texts.filter(lambda text: any(sign.isalnum() for sign in text))),
)
values = st.one_of(
    words,
    st.sampled_from(
        [
            ("dead", "14"),
            ("dead", ">=1.5"),
            ("crew", "guard"),
            ("crew", ["guard"]),
            ("crew", ["navy", "guard"]),
            ("where", ["port", "bay"]),
            ("price", "~250 USD"),
            ("sunk", "2025-07-22/2025-07-23"),
            ("sunk", "2025-05~"),
            ("lasted", "60..75 min"),
            ("safe", "no"),
            ("agenda", ["rescue", "fuel"]),
            ("agenda", ["fuel"]),
        ]
    ),
)


@st.composite
def claims(draw: Any) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 5))):
        prop, value = draw(values)
        what: dict[str, Any] = {"about": "ferry", "property": prop, "value": value}
        if draw(st.booleans()):
            what |= {"stance": draw(st.sampled_from(["asserts", "denies"]))}
            what |= {"status": draw(st.sampled_from(["planned", "held"])), "at": "2025-07"}
        what["text"] = draw(texts)
        what |= {"mentions": ["navy", "port"]} if draw(st.booleans()) else {}
        source: dict[str, Any] = {"document": "doc"}
        source |= {"paragraph": 3, "quote": draw(quotes), "via": ["navy"]} if draw(st.booleans()) else {}
        claim: dict[str, Any] = {"id": f"c{number}", "who": draw(st.sampled_from(["guard", "navy"]))}
        claim |= {"what": what, "source": source}
        if draw(st.booleans()):
            claim |= {
                "when": "2025-07-22",
                "note": draw(texts),
                "tags": draw(st.lists(texts, min_size=1, max_size=3)),
            }
        if draw(st.booleans()):
            claim["retracted"] = {"why": draw(texts)}
        made.append(claim)
    return made


def normalise(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Write claims in one way: what says nothing is left out, and a list of one is its item."""
    made = []
    for claim in sorted(claims, key=lambda one: str(one["id"])):
        what = {
            name: value for name, value in claim["what"].items() if value != "asserts" or name != "stance"
        }
        if isinstance(what["value"], list) and len(what["value"]) == 1:
            what["value"] = what["value"][0]
        made.append({**claim, "what": what})
    return made


def bring(talks: Any, folder: Path, claims: list[dict[str, Any]], form: str) -> list[dict[str, Any]]:
    """Write claims out as a table, and return those that come in by it."""
    first, second, table = folder / "first.json", folder / "second.json", folder / f"table.{form}"
    first.write_text(json.dumps({**STORE, "claims": claims}))
    second.write_text(json.dumps(STORE))
    table.write_bytes(talks("claims", "--store", first, "--format", form).out.encode())
    ended = talks("import", table, "--store", second, "--format", "ndjson")
    assert ended.status == 0, ended
    assert {json.loads(line)["state"] for line in ended.out.splitlines()} == {"taken"}
    again = talks("import", table, "--store", second, "--format", "ndjson")
    assert {json.loads(line)["state"] for line in again.out.splitlines()} == {"already"}, again
    # What is there is recognised in its own store too.
    own = talks("import", table, "--store", first, "--format", "ndjson")
    assert {json.loads(line)["state"] for line in own.out.splitlines()} == {"already"}, own
    assert talks("check", second).status == 0
    found: list[dict[str, Any]] = json.loads(second.read_text())["claims"]
    return found


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(claims())
def test_what_is_written_out_comes_back(
    talks: Any, tmp_path: Path, form: str, claims: list[dict[str, Any]]
) -> None:
    assert normalise(bring(talks, tmp_path, claims, form)) == normalise(claims)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", HARD)
def test_every_hard_text_comes_back(talks: Any, tmp_path: Path, form: str, text: str) -> None:
    made = []
    for number, one in enumerate([text, f"{text}a", f"a{text}", f"a{text}b", f"{text}{text}"]):
        claim = {
            "id": f"c{number}",
            "who": "guard",
            "source": {"document": "doc"},
            "note": one,
            "tags": [one, "b"],
        }
        value = one if one.strip() else "x"
        made.append({**claim, "what": {"about": "ferry", "property": "words", "value": value, "text": one}})
    assert normalise(bring(talks, tmp_path, made, form)) == normalise(made)


@pytest.mark.parametrize("form", ["json", "ndjson"])
@pytest.mark.parametrize("field", ["text", "value", "note", "quote"])
def test_half_a_character_is_refused(talks: Any, tmp_path: Path, form: str, field: str) -> None:
    store = tmp_path / "store.json"
    store.write_text(json.dumps(STORE))
    row = {
        "who": "guard",
        "about": "ferry",
        "property": "words",
        "value": "a",
        "document": "doc",
        field: "a\ud800",
    }
    ended = talks(
        "import", "-", "--store", store, "--from", form, stdin=json.dumps([row] if form == "json" else row)
    )
    assert ended.status == 5
    assert f"{field}: half of a surrogate pair stands alone; this is not text" in ended.out
    assert json.loads(store.read_text()) == STORE


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_and_its_parts_in_any_order_make_one_store(talks: Any, tmp_path: Path, form: str) -> None:
    drawn = random.Random(7)
    rows = [
        {"id": f"c{number}", "who": "guard", "what": {"about": "ferry", "property": "dead", "value": str(number % 4),
         "text": f"t{number}"}, "source": {"document": "doc"}, **({"revises": f"c{number - 4}"} if number > 7 else {})}
        for number in range(12)
    ]  # fmt: skip
    shapes = []
    for parts in (
        [rows],
        [rows[:5], rows[5:]],
        [rows[8:], rows[4:8], rows[:4]],
        [drawn.sample(rows, len(rows))],
    ):
        # What revises another comes in with it or after it.
        parts = sorted(parts, key=lambda part: any("revises" in one for one in part))  # noqa: PLW2901
        store = tmp_path / "store.json"
        store.write_text(json.dumps(STORE))
        for part in parts:
            source = tmp_path / "part.json"
            source.write_text(json.dumps({**STORE, "claims": rows}))
            ids = {str(one["id"]) for one in part}
            table = talks("claims", "--store", source, "--format", form).out
            kept = keep_rows(table, form, ids)
            ended = talks("import", "-", "--store", store, "--from", form, stdin=kept)
            assert ended.status == 0, ended
        shapes.append(normalise(json.loads(store.read_text())["claims"]))
    assert all(shape == normalise(rows) for shape in shapes)


def keep_rows(table: str, form: str, ids: set[str]) -> str:
    """Keep some of the rows of a table; none of its cells has a line break in it."""
    if form == "json":
        return json.dumps([row for row in json.loads(table) if row["id"] in ids])
    lines = table.splitlines(keepends=True)
    if form == "ndjson":
        return "".join(line for line in lines if json.loads(line)["id"] in ids)
    sign = "," if form == "csv" else "\t"
    return "".join(line for line in lines if line.partition(sign)[0] in {*ids, "id"})
