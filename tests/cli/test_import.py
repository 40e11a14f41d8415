"""`talks import`: rows become claims, or it is said why not."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "data" / "facts.json"

STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Food",
    "actors": [
        {"id": "ministry", "kind": "organisation", "name": "Ministry of Agriculture"},
        {"id": "umerov", "kind": "person", "name": "Rustem Umerov"},
    ],
    "places": [{"id": "kyiv", "name": "Kyiv", "aliases": ["Київ"]}],
    "events": [{"id": "bread", "kind": "good", "name": "Bread"}],
    "properties": [
        {"id": "price", "type": "count", "unit": "UAH"},
        {"id": "where", "type": "place"},
        {"id": "sold", "type": "yes-no"},
        {"id": "kinds", "type": "terms"},
    ],
    "terms": [{"id": "rye", "name": "Rye"}, {"id": "wheat", "name": "Wheat"}],
    "documents": [{"id": "prices", "outlet": "ministry", "title": "Prices", "published": "2025-01-31"}],
    "claims": [],
}

HEAD = "who,about,property,value,when,document\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE))
    return path


def claims(store: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(store.read_text())["claims"]
    return found


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "ndjson"])
def test_what_is_exported_comes_in_as_the_same_claims(talks: Any, tmp_path: Path, form: str) -> None:
    shipped = json.loads(DATA.read_text())
    store = tmp_path / "copy.json"
    store.write_text(json.dumps({**shipped, "claims": []}))
    rows = talks("claims", "--store", DATA, "--format", form).out
    (tmp_path / "rows").write_text(rows)
    ended = talks("import", tmp_path / "rows", "--store", store, "--format", "ndjson")
    assert {json.loads(line)["state"] for line in ended.out.splitlines()} == {"taken"}
    assert talks("claims", "--store", store, "--format", form).out == rows
    differences = talks("diff", DATA, store, "--format", "ndjson").out.splitlines()
    assert {json.loads(line)["field"] for line in differences} <= {"note"}


def test_the_same_rows_come_in_once(talks: Any, store: Path) -> None:
    rows = HEAD + "ministry,bread,price,45,2025-01-01,prices\n" * 2
    first = talks("import", "-", "--store", store, "--columns", "state", "--no-header", stdin=rows)
    assert (first.out, first.err) == ("taken\nalready\n", "1 claim came in, 1 already there\n")
    written = store.read_bytes()
    again = talks("import", "-", "--store", store, "--columns", "state", "--no-header", stdin=rows)
    assert again.out == "already\nalready\n"
    assert store.read_bytes() == written


def test_columns_constants_and_names_are_understood(talks: Any, store: Path) -> None:
    rows = "source,price,day\nMinistry of agriculture,45,2025-01-01\nRustem Umierov,46,2025-01-02\n"
    ended = talks(
        "import", "-", "--store", store, "--map", "who=source,value=price,when=day",
        "--const", "about=Bread", "--const", "property=price", "--const", "document=prices",
        stdin=rows,
    )  # fmt: skip
    assert ended.status == 0
    assert claims(store) == [
        {
            "id": "bread-price-ministry",
            "who": "ministry",
            "what": {
                "about": "bread",
                "property": "price",
                "value": "45",
                "text": "Ministry of Agriculture gives price of Bread as 45.",
            },
            "when": "2025-01-01",
            "source": {"document": "prices"},
        },
        {
            "id": "bread-price-umerov",
            "who": "umerov",
            "what": {
                "about": "bread",
                "property": "price",
                "value": "46",
                "text": "Rustem Umerov gives price of Bread as 46.",
            },
            "when": "2025-01-02",
            "source": {"document": "prices"},
        },
    ]
    assert "umerov" in ended.out.splitlines()[2].rpartition("\t")[2]


VALUES = [
    ("where", "Київ", "kyiv"),
    ("where", "kyiv", "kyiv"),
    ("sold", "yes", "yes"),
    ("kinds", "rye,wheat", ["rye", "wheat"]),
    ("kinds", "Rye", ["rye"]),
    ("price", "~45", "~45"),
]


@pytest.mark.parametrize(("prop", "cell", "value"), VALUES)
def test_values_are_read_as_their_property_says(
    talks: Any, store: Path, prop: str, cell: str, value: Any
) -> None:
    row = json.dumps(
        {"who": "ministry", "about": "bread", "property": prop, "value": cell, "document": "prices"}
    )
    assert talks("import", "-", "--store", store, stdin=row).status == 0
    assert claims(store)[0]["what"]["value"] == value


REFUSALS = [
    ({"who": "Nobody"}, "who: no actor named 'Nobody' in this store"),
    ({"about": None}, "about: is missing"),
    ({"property": None}, "property: is missing"),
    ({"property": "weight"}, "property: no property named 'weight' in this store"),
    ({"value": None}, "value: is missing"),
    ({"value": "4x"}, "value: '4x' is not a count"),
    ({"value": ["a"]}, "value: a count is one value"),
    ({"stance": "withholds"}, "value: a claimant who withholds a value gives none"),
    ({"property": "kinds", "value": ["rye", "rye"]}, "value: "),
    ({"property": "kinds", "value": "oats"}, "value: no term named 'oats' in this store"),
    ({"when": "1/2/2025"}, "when: '1/2/2025' is not a date: it has more than one meaning"),
    ({"stance": "doubts"}, "stance: 'doubts' is not one of 'asserts', 'denies' or 'withholds'"),
    ({"only": "perhaps"}, "only: 'perhaps' is neither yes nor no"),
    ({"paragraph": "x"}, "paragraph: 'x' is not a number"),
    ({"paragraph": 0}, "paragraph: 0 is less than 1; write 1 or more"),
    ({"quote": "a b c d e f g h i j k l m"}, "quote: has 13 words"),
    ({"text": {"a": 1}}, "text: is an object, not a text"),
    ({"who": ["a"]}, "who: is a list, not a text"),
    ({"text": "\ud800"}, "text: half of a surrogate pair stands alone"),
    ({"id": "\ud800"}, "id: half of a surrogate pair stands alone"),
    ({"id": "Not An Id"}, "id: "),
    ({"status": "Not A Word"}, "status: 'Not A Word' is not an id"),
    ({"document": "letters"}, "document: no document named 'letters' in this store"),
    ({"document": None}, "document: is missing"),
    ({"document": None, "outlet": "ministry", "title": "Other"}, "document: ministry has none like this"),
    ({"fact": "bread", "about": None, "property": None}, "fact: 'bread' is not ABOUT.PROPERTY"),
]


@pytest.mark.parametrize(("change", "reason"), REFUSALS)
def test_a_row_is_refused_with_its_reason(
    talks: Any, store: Path, change: dict[str, Any], reason: str
) -> None:
    good = {"who": "ministry", "about": "bread", "property": "price", "value": "45", "document": "prices"}
    written = store.read_bytes()
    rows = [good, {**good, **change}]
    ended = talks("import", "-", "--store", store, "--format", "json", stdin=json.dumps(rows))
    first, second = json.loads(ended.out)
    assert (first["state"], second["state"]) == ("held", "refused")
    assert second["reason"].startswith(reason)
    assert ended.status == 5
    assert ended.err == "nothing was written: 1 row refused; mend the rows, or give --skip-bad\n"
    assert store.read_bytes() == written


def test_good_rows_come_in_without_the_bad_ones_on_request(talks: Any, store: Path) -> None:
    rows = HEAD + "ministry,bread,price,45,,prices\nNobody,bread,price,46,,prices\n"
    ended = talks("import", "-", "--store", store, "--skip-bad", stdin=rows)
    assert (ended.status, ended.err) == (0, "1 claim came in, 1 row refused\n")
    assert [claim["who"] for claim in claims(store)] == ["ministry"]


def revision(one: str, target: str | None, **changes: str) -> dict[str, Any]:
    row = {"id": one, "who": "ministry", "about": "bread", "property": "price", "value": one[1:],
           "document": "prices", "text": "T.", "revises": target}  # fmt: skip
    return {**row, **changes}


REVISIONS = [
    ([("c1", None), ("c2", "c1")], []),
    ([("c2", "c1"), ("c1", None)], []),
    ([("c3", "c0")], []),
    ([("c1", "nowhere")], [("c1", "there is no claim 'nowhere'; talks search finds claims by their words")]),
    ([("c1", "c1")], [("c1", "the revisions lead in a circle; leave out one of them")]),
    (
        [("c1", "c2"), ("c2", "c1")],
        [(one, "the revisions lead in a circle; leave out one of them") for one in ("c1", "c2")],
    ),
    (
        [("c1", None), ("c2", "nowhere"), ("c3", "c2"), ("c4", "c3")],
        [
            ("c2", "there is no claim 'nowhere'; talks search finds claims by their words"),
            ("c3", "'c2' does not come in itself; mend that one first"),
            ("c4", "'c3' does not come in itself; mend that one first"),
        ],
    ),
]


@pytest.mark.parametrize(("rows", "refused"), REVISIONS)
def test_a_revision_that_cannot_be_is_the_fault_of_its_row(
    talks: Any, store: Path, rows: list[tuple[str, str | None]], refused: list[tuple[str, str]]
) -> None:
    talks("import", "-", "--store", store, stdin=json.dumps(revision("c0", None)))
    lines = "".join(json.dumps(revision(*row)) + "\n" for row in rows)
    ended = talks("import", "-", "--store", store, "--skip-bad", "--format", "json", stdin=lines)
    told = [(row["id"], row["reason"]) for row in json.loads(ended.out) if row["state"] == "refused"]
    assert told == [(one, f"revises: {why}") for one, why in refused]
    bad = {one for one, _ in refused}
    assert [claim["id"] for claim in claims(store)] == ["c0", *(one for one, _ in rows if one not in bad)]
    assert talks("check", store).status == 0


def test_only_ones_own_words_on_the_same_fact_are_revised(talks: Any, store: Path) -> None:
    rows = [
        revision("c1", None),
        revision("c2", "c1", who="umerov"),
        revision("c3", "c1", property="sold", value="yes"),
    ]
    ended = talks("import", "-", "--store", store, "--format", "json", stdin=json.dumps(rows))
    assert [row["reason"] for row in json.loads(ended.out)] == [
        None,
        "revises: 'c1' is a claim of 'ministry', not of 'umerov'; only the same claimant can revise; leave it out, "
        "and the two stand against each other",
        "revises: 'c1' is about another fact, bread.price; revise a claim of the same fact",
    ]
    assert (ended.status, claims(store)) == (5, [])


def test_a_row_that_says_the_same_as_a_refused_one_is_refused_too(talks: Any, store: Path) -> None:
    row = {key: value for key, value in revision("c1", "nowhere").items() if key != "id"}
    ended = talks("import", "-", "--store", store, "--skip-bad", "--columns", "state", "--no-header",
                  stdin=json.dumps([row, row]))  # fmt: skip
    assert (ended.out, ended.err) == ("refused\nrefused\n", "0 claims came in, 2 rows refused\n")


def test_a_revision_that_is_refused_creates_nothing(talks: Any, store: Path) -> None:
    rows = [
        revision("c1", "nowhere", who="New Body"),
        revision("c2", None, who="Other Body"),
        revision("c3", "nowhere", who="Other Body"),
    ]
    ended = talks("import", "-", "--store", store, "--skip-bad", "--create", "actors", stdin=json.dumps(rows))
    assert ended.err == "1 claim came in, 1 new actor, 2 rows refused\n"
    assert [actor["id"] for actor in json.loads(store.read_text())["actors"]][2:] == ["other-body"]


def test_a_near_name_is_never_taken_silently(talks: Any, store: Path) -> None:
    rows = HEAD + "Rustem Umerovsky,bread,price,45,,prices\n"
    for more in ([], ["--create", "actors"]):
        ended = talks("import", "-", "--store", store, "--format", "json", *more, "--dry-run", stdin=rows)
        (row,) = json.loads(ended.out)
        assert row["reason"], row
        if row["state"] == "taken":
            assert "is new" in row["reason"]


def test_what_is_unknown_is_created_as_asked_with_types_inferred(talks: Any, store: Path) -> None:
    rows = [
        {"who": "UNN", "about": "bread", "property": "Sold out", "value": value, "outlet": "Gazette",
         "title": "Shops", "published": "2025-02"}
        for value in ("yes", "no")
    ]  # fmt: skip
    ended = talks("import", "-", "--store", store, "--create", "all", stdin=json.dumps(rows))
    assert ended.err == (
        "sold-out is new, and taken for yes-no\n"
        "2 claims came in, 1 new property, 2 new actors, 1 new document\n"
    )
    after = json.loads(store.read_text())
    assert after["properties"][-1] == {"id": "sold-out", "type": "yes-no", "label": "Sold out"}
    assert [(one["id"], one["kind"]) for one in after["actors"][2:]] == [
        ("gazette", "outlet"),
        ("unn", "organisation"),
    ]
    assert after["documents"][-1]["id"] == "gazette-2025-02"
    assert talks("check", store).status == 0


def test_a_refused_row_creates_nothing(talks: Any, store: Path) -> None:
    rows = HEAD + "New Body,bread,price,4x,,prices\nNew Body,bread,price,4,,prices\n"
    ended = talks("import", "-", "--store", store, "--create", "actors", "--skip-bad", stdin=rows)
    assert ended.err == "1 claim came in, 1 new actor, 1 row refused\n"
    rows = HEAD + "Other Body,bread,price,4x,,prices\n"
    talks("import", "-", "--store", store, "--create", "actors", "--skip-bad", stdin=rows)
    assert "other-body" not in store.read_text()


def test_a_dry_run_writes_nothing(talks: Any, store: Path) -> None:
    written = store.read_bytes()
    ended = talks(
        "import", "-", "--store", store, "--dry-run", stdin=HEAD + "ministry,bread,price,4,,prices\n"
    )
    assert ended.err == "1 claim would come in\n"
    assert store.read_bytes() == written


def test_an_id_that_says_something_else_is_refused(talks: Any, store: Path) -> None:
    row = {"id": "c1", "who": "ministry", "about": "bread", "property": "price", "value": "4",
           "document": "prices", "text": "T."}  # fmt: skip
    talks("import", "-", "--store", store, stdin=json.dumps(row))
    ended = talks("import", "-", "--store", store, "--columns", "state,reason", "--no-header",
                  stdin=json.dumps([row, {**row, "value": "5"}]))  # fmt: skip
    assert ended.out == (
        "already\tthe same claim is there already\n"
        "refused\tid: there is a claim 'c1' already, and it says something else: value is 5, not 4; "
        "talks replace mends it, if it was wrong\n"
    )


def test_many_rows_on_one_fact_get_ids_quickly(talks: Any, store: Path) -> None:
    rows = HEAD + "".join(f"ministry,bread,price,{number},,prices\n" for number in range(2000))
    ended = talks("import", "-", "--store", store, stdin=rows)
    assert ended.err == "2,000 claims came in\n"
    assert claims(store)[-1]["id"] == "bread-price-ministry-prices-1999"


def test_a_terminal_gets_sums_and_what_was_refused(talks: Any, store: Path) -> None:
    rows = HEAD + "ministry,bread,price,45,,prices\nNobody,bread,price,46,,prices\n"
    shown = talks("import", "-", "--store", store, stdin=rows, terminal=True).out
    assert "held" in shown
    assert "who: no actor named 'Nobody' in this store" in " ".join(shown.split())


def test_a_terminal_is_told_once_how_a_name_was_understood(talks: Any, store: Path) -> None:
    rows = HEAD + "".join(f"Rustem Umierov,bread,price,{number},,prices\n" for number in range(3))
    shown = talks("import", "-", "--store", store, stdin=rows, terminal=True).out
    told = [line.split() for line in shown.split("Understood")[1].splitlines() if "─" not in line]
    assert told == [
        [],
        ["Line", "How"],
        ["2", *"who: Rustem Umierov is Rustem Umerov (umerov), transliterated".split()],
    ]


MISTAKES = [
    (["import", "-"], 2, "no store to write is named"),
    (["import", "nowhere.csv", "--store", "{store}"], 2, "nowhere.csv: no such file"),
    (["import", "-", "--store", "{store}", "--map", "whoo=x"], 2, "did you mean who?"),
    (["import", "-", "--store", "{store}", "--map", "who=source"], 2, "the rows have no column 'source'"),
    (["import", "-", "--store", "{store}", "--create", "actor"], 2, "did you mean actors?"),
    (["import", "-", "--store", "{store}", "--mapping", "nowhere.toml"], 2, "nowhere.toml: no such file"),
    (["import", "-", "--store", "{store}", "--from", "xml"], 2, "no format 'xml'"),
    (["import", "-", "--store", "{store}", "--type", "price=number"], 2, "there is no type 'number'"),
    (["import", "-", "--store", "-"], 2, "standard input"),
]


@pytest.mark.parametrize(("words", "status", "part"), MISTAKES)
def test_a_mistake_is_one_line(talks: Any, store: Path, words: list[str], status: int, part: str) -> None:
    ended = talks(*(word.format(store=store) for word in words), stdin=HEAD + "a,b,c,d,e,f\n")
    assert ended.status == status
    assert ended.err.count("\n") == 1
    assert part in ended.err


def test_bytes_that_are_no_text_are_refused(
    talks: Any, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    (tmp_path / "rows.csv").write_bytes(HEAD.encode() + b"\xff\xfe,b\n")
    ended = talks("import", tmp_path / "rows.csv", "--store", store)
    assert ended.status == 2
    assert (
        "line 2: byte 0xff is not UTF-8; save it as UTF-8, or say how it is written: --encoding" in ended.err
    )


ROW = {"who": "ministry", "about": "bread", "property": "price", "value": "45", "document": "prices"}


@pytest.mark.parametrize("form", ["ndjson", "json"])
def test_a_field_of_json_that_nobody_knows_is_refused(talks: Any, store: Path, form: str) -> None:
    row = json.dumps({**ROW, "para": 3})
    ended = talks("import", "-", "--store", store, "--from", form, "--columns", "state,reason", "--no-header",
                  stdin=f"[{row}]" if form == "json" else row)  # fmt: skip
    assert (ended.status, ended.out) == (
        5,
        "refused\tthere is no field 'para'; did you mean paragraph?\n",
    )
    assert claims(store) == []


def test_rows_of_somebody_else_may_have_more_than_is_mapped(talks: Any, store: Path) -> None:
    row = {"source": "ministry", "para": 3, **{name: ROW[name] for name in ROW if name != "who"}}
    ended = talks("import", "-", "--store", store, "--map", "who=source", stdin=json.dumps(row))
    assert ended.status == 0
    assert ended.err.endswith("\nnot used: para\n1 claim came in\n")
    assert "paragraph" not in claims(store)[0]["source"]


def test_columns_of_a_table_that_fill_no_field_are_told(talks: Any, store: Path) -> None:
    rows = HEAD.rstrip("\n") + ",para,remark\nministry,bread,price,45,,prices,3,x\n"
    ended = talks("import", "-", "--store", store, stdin=rows)
    assert (ended.status, ended.err) == (0, "not used: para, remark\n1 claim came in\n")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"value": NaN}', "NaN is not JSON"),
        ('{"value": -Infinity}', "-Infinity is not JSON"),
        ('{"value": 12, "value": 14}', "the field 'value' stands there twice"),
        ('{"who": {"a": 1, "a": 2}}', "the field 'a' stands there twice"),
    ],
)
def test_json_that_says_two_things_or_no_number_is_refused(
    talks: Any, store: Path, line: str, reason: str
) -> None:
    ended = talks("import", "-", "--store", store, "--columns", "state,reason", "--no-header", stdin=line)
    assert (ended.status, ended.out) == (5, f"refused\t{reason}\n")
    listed = talks("import", "-", "--store", store, stdin=f"[{line}]")
    assert (listed.status, listed.out) == (2, "")
    assert listed.err.startswith(f"talks: standard input: row 1: {reason}")


def test_a_field_is_mapped_once(talks: Any, store: Path) -> None:
    rows = "event,source,killed,injured\nbread,ministry,12,30\n"
    for words in (
        ["about=event,who=source,value=killed,value=injured"],
        ["value=killed", "--map", "value=injured"],
    ):
        ended = talks("import", "-", "--store", store, "--map", *words, stdin=rows)
        assert (ended.status, ended.err) == (2, "talks: --map: value is given twice; give it once\n")


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_a_mapped_column_that_no_row_has_is_told(talks: Any, store: Path, form: str) -> None:
    rows = [{"claimant": "A", "value": "1"}, {"claimant": "B", "value": "2", "more": "3"}]
    text = "claimant,value,more\nA,1,\n" if form == "csv" else "".join(json.dumps(row) + "\n" for row in rows)
    ended = talks("import", "-", "--store", store, "--from", form, "--map", "who=Claimant", stdin=text)
    what = "columns" if form == "csv" else "keys"
    assert (ended.status, ended.err) == (
        2,
        f"talks: --map who: the rows have no column 'Claimant'; their {what} are claimant, value, more\n",
    )


def test_a_mapped_key_may_come_with_a_later_row(talks: Any, store: Path) -> None:
    rows = [{**ROW, "day": "2025-01-01"}, {**ROW, "value": "46"}]
    lines = "".join(json.dumps(row) + "\n" for row in reversed(rows))
    ended = talks("import", "-", "--store", store, "--map", "when=day", stdin=lines)
    assert ended.err.endswith("2 claims came in\n")
    assert [claim.get("when") for claim in claims(store)] == [None, "2025-01-01"]


def test_problems_are_not_the_rows_that_are_there_already(talks: Any, store: Path) -> None:
    talks("import", "-", "--store", store, stdin=json.dumps(ROW))
    rows = [ROW, {**ROW, "who": "Ministry of AGRICULTURE", "value": "46"}, {**ROW, "value": "x"}]
    ended = talks("import", "-", "--store", store, "--problems", "--columns", "line,state", "--no-header",
                  stdin=json.dumps(rows))  # fmt: skip
    assert ended.out == "2\theld\n3\trefused\n"


def test_a_part_of_a_name_is_not_taken_for_the_whole(talks: Any, store: Path) -> None:
    talks("add", "actor", "Moscow Times", "--kind", "outlet", "--store", store)
    row = {**ROW, "document": None, "outlet": "Times", "title": "X"}
    for more in ([], ["--create"]):
        ended = talks("import", "-", "--store", store, "--format", "json", *more, stdin=json.dumps([row]))
        (told,) = json.loads(ended.out)
        assert told["state"] == "refused"
        assert told["reason"].startswith(
            "outlet: no actor is named 'Times'; did you mean moscow-times (Moscow Times)?; write the id"
        )
    ended = talks("import", "-", "--store", store, "--create", "--accept-near", stdin=json.dumps([row]))
    assert ended.err == "1 claim came in, 1 new document\n"
    assert json.loads(store.read_text())["documents"][-1]["outlet"] == "moscow-times"


def test_a_claim_gets_the_same_id_however_it_comes_in(talks: Any, tmp_path: Path) -> None:
    ids = []
    rows = [{**ROW, "text": f"T {number}."} for number in range(5)]
    for way in ("import", "add -", "add"):
        store = tmp_path / f"{way[-1]}.json"
        store.write_text(json.dumps(STORE))
        if way == "add":
            for row in rows:
                talks(
                    "add",
                    "--store",
                    store,
                    *(word for name, text in row.items() for word in (f"--{name}", text)),
                )
        else:
            talks(*way.split(), *(["-"] if way == "import" else []), "--store", store,
                  stdin="".join(json.dumps(row) + "\n" for row in rows))  # fmt: skip
        ids.append([claim["id"] for claim in claims(store)])
    assert (
        ids[0]
        == ids[1]
        == ids[2]
        == [
            "bread-price-ministry",
            "bread-price-ministry-prices",
            *(f"bread-price-ministry-prices-{number}" for number in (2, 3, 4)),
        ]
    )


def test_many_claimants_of_one_fact_are_looked_up_once(talks: Any, store: Path) -> None:
    kinds = [
        {"id": f"shop-{number}", "kind": "organisation", "name": f"Shop no {number}"} for number in range(40)
    ]
    store.write_text(json.dumps({**STORE, "actors": [*STORE["actors"], *kinds]}))
    rows = HEAD + "".join(f"shop-{number},bread,price,{number},,prices\n" for number in range(40))
    assert talks("import", "-", "--store", store, stdin=rows).err == "40 claims came in\n"
    assert talks("import", "-", "--store", store, stdin=rows).err == "0 claims came in, 40 already there\n"
