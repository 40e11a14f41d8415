"""Each form of export, opened by the program that it is for."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from tests.exports.consumers import load
from tests.pages.hostile import make_hostile
from tests.small_stores import make_claim, make_store

from talkscli.exports.tables import BOOLEAN, CLAIMS, TABLES

if TYPE_CHECKING:
    from tests.conftest import Talks

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("https://evil.example")', "＝1")


def export(talks: "Talks", form: str, target: Path, *options: str | Path) -> Path:
    ended = talks("export", "--as", form, target, *options)
    assert (ended.status, ended.out, ended.err) == (0, "", f"wrote {target}\n")
    return target


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A store whose texts are markup, and formulas."""
    store = make_hostile()
    for number, formula in enumerate(FORMULAS):
        claim = make_claim(f"formula-{number}", who="p0", about="e", property="words", document="d0")
        claim["what"] |= {"value": formula.strip(), "text": formula.strip()}
        claim["note"] = formula
        store["claims"].append(claim)
    path = tmp_path / "hostile.json"
    path.write_text(json.dumps(store), encoding="utf-8")
    return path


def test_datasette_serves_the_database(talks: "Talks", tmp_path: Path) -> None:
    load("datasette")
    file = export(talks, "sqlite", tmp_path / "story.db")

    def get(path: str) -> Any:
        done = subprocess.run(
            [sys.executable, "-m", "datasette", str(file), "--get", path],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if ".json" in path else done.stdout

    found = get("/story/claims.json?id=r3-date-ria&_shape=objects")["rows"][0]
    assert (found["who"], found["value"], found["earliest"], found["latest"], found["position"]) == (
        "ria", "2025-07-24/2025-07-25", "2025-07-24", "2025-07-25", 4
    )  # fmt: skip
    disputed = get("/story/verdicts.json?verdict=contradiction&_shape=array&_size=max")
    assert "round-3.date" in {row["fact"] for row in disputed}
    # A key of another table is a link to it: Datasette knows foreign keys.
    assert "/story/actors/ria" in get("/story/claims?id=r3-date-ria")


def test_the_database_is_whole_and_its_columns_are_explained(talks: "Talks", tmp_path: Path) -> None:
    with closing(sqlite3.connect(export(talks, "sqlite", tmp_path / "story.db"))) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        explained = database.execute('SELECT "table", "column" FROM columns').fetchall()
        assert explained == [(table.name, name) for table in TABLES for name in table.names]
        for table in TABLES:
            there = [row[1] for row in database.execute(f"PRAGMA table_info({table.name})")]
            assert there == table.names
        told = dict(database.execute("SELECT * FROM export"))
        assert told["title"].startswith("The Istanbul talks")
        assert len(told["store_sha256"]) == 64
        # Who stands alone, by SQL alone.
        alone = database.execute(
            "SELECT claims.who FROM positions JOIN claims USING (fact, position) "
            "WHERE fact = 'round-3.date' AND origins_most = 1 ORDER BY 1"
        ).fetchall()
        assert ("ria",) in alone


def test_openpyxl_reads_the_workbook_and_no_cell_is_a_formula(
    talks: "Talks", tmp_path: Path, hostile: Path
) -> None:
    openpyxl = load("openpyxl")
    book = openpyxl.load_workbook(export(talks, "xlsx", tmp_path / "story.xlsx"))
    assert book.sheetnames == [*(table.name for table in TABLES), "columns"]
    head, *rows = book["claims"].iter_rows(values_only=True)
    assert list(head) == CLAIMS.names
    ria = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == "r3-date-ria")
    assert ria["earliest"] == datetime(2025, 7, 24)  # noqa: DTZ001 - a day of a sheet has no zone
    assert ria["only"] is False
    assert ria["value"] == "2025-07-24/2025-07-25"
    numbers = {row[0]: row for row in book["positions"].iter_rows(min_row=2, values_only=True)}
    assert numbers

    made = export(talks, "xlsx", tmp_path / "hostile.xlsx", "--store", hostile)
    book = openpyxl.load_workbook(made)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d", "inlineStr"}
    assert {"=1+1", "+1", "-1", "@SUM(A1)"} <= {cell.value for cell in cells}
    assert all(
        cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "@")) and cell.row > 1
    )
    assert not any(cell.hyperlink for cell in cells)
    with ZipFile(made) as packed:
        for name in packed.namelist():
            assert b"<f>" not in packed.read(name)
            assert not (name.endswith(".rels") and b"evil.example" in packed.read(name))


def test_frictionless_finds_no_fault_in_the_package(talks: "Talks", tmp_path: Path, hostile: Path) -> None:
    frictionless = load("frictionless")
    folder = export(talks, "datapackage", tmp_path / "story")
    packed = export(talks, "datapackage", tmp_path / "story.zip")
    dangerous = export(talks, "datapackage", tmp_path / "hostile", "--store", hostile)
    for path in (folder / "datapackage.json", packed, dangerous / "datapackage.json"):
        report = frictionless.validate(str(path))
        assert report.valid, report.flatten(["resourceName", "rowNumber", "fieldName", "note"])[:5]
    claims = frictionless.Package(str(folder / "datapackage.json")).get_resource("claims").read_rows()
    ria = next(row for row in claims if row["id"] == "r3-date-ria")
    assert (ria["earliest"], ria["only"], ria["mentions"].__class__) == (date(2025, 7, 24), False, list)
    with ZipFile(packed) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            file.name: file.read_bytes() for file in folder.iterdir()
        }
    for file in dangerous.glob("*.csv"):
        load_csv = file.read_text(encoding="utf-8")
        assert not [
            cell for row in csv_rows(load_csv) for cell in row if cell.startswith(("=", "+", "@", "\t", "＝"))
        ]
    assert "'=1+1" in (dangerous / "claims.csv").read_text(encoding="utf-8")


def csv_rows(text: str) -> list[list[str]]:
    import csv
    import io

    return list(csv.reader(io.StringIO(text, newline="")))


def test_followthemoney_takes_every_entity_as_it_is(talks: "Talks", tmp_path: Path, hostile: Path) -> None:
    load("followthemoney")
    from followthemoney import model

    asked: list[list[str]] = [[], ["--store", str(hostile)]]
    for number, options in enumerate(asked):
        file = export(talks, "ftm", tmp_path / f"{number}.ftm.json", *options)
        entities = {}
        for line in file.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            schema = model.get(given["schema"])
            assert schema is not None
            assert not schema.abstract
            assert schema.validate(given) is None
            assert set(given["properties"]) <= set(schema.properties)
            proxy = model.get_proxy(given, cleaned=False)
            for name, values in given["properties"].items():
                # What the library would not take it drops without a word.
                assert len(proxy.get(name)) == len(set(values)), (given["id"], name, values)
            assert given["id"] not in entities
            entities[given["id"]] = proxy
        for proxy in entities.values():
            for prop, value in proxy.itervalues():
                if prop.type.name == "entity":
                    assert value in entities
                    assert entities[value].schema.is_a(prop.range)
    ria = json.loads(
        next(one for one in (tmp_path / "0.ftm.json").read_text().splitlines() if "claim-r3-date-ria" in one)
    )
    assert ria["properties"]["subject"] == ["talks-actor-ria"]
    assert ria["properties"]["object"] == ["talks-event-round-3"]
    assert ria["properties"]["proof"] == ["talks-document-eunews-2025-07-22"]


def test_pyld_reads_provenance_and_claims_without_a_request(
    talks: "Talks", tmp_path: Path, hostile: Path
) -> None:
    jsonld = load("pyld").jsonld
    file = export(talks, "jsonld", tmp_path / "story.jsonld")

    def refuse(url: str, options: Any) -> None:
        del options
        raise AssertionError(f"it asks for {url}")

    document = json.loads(file.read_text(encoding="utf-8"))
    options = {"documentLoader": refuse}
    nodes = {node["@id"]: node for node in jsonld.flatten(document, options=options) if "@id" in node}
    prov, schema = "http://www.w3.org/ns/prov#", "https://schema.org/"
    ria = nodes["urn:talks:claim:r3-date-ria"]
    assert {f"{prov}Entity", f"{schema}Claim"} <= set(ria["@type"])
    assert ria[f"{prov}wasAttributedTo"] == [{"@id": "urn:talks:actor:ria"}]
    assert ria[f"{prov}wasDerivedFrom"] == [{"@id": "urn:talks:document:eunews-2025-07-22"}]
    assert ria[f"{schema}about"] == [{"@id": "urn:talks:event:round-3"}]
    assert f"{prov}Agent" in nodes["urn:talks:actor:ria"]["@type"]
    revised = nodes["urn:talks:claim:r3-date-peskov-nym-later"]
    assert revised[f"{prov}wasRevisionOf"] == [{"@id": "urn:talks:claim:r3-date-peskov-nym"}]
    # Everything that is referred to is there, and no term was lost for want of a meaning.
    text = jsonld.to_rdf(document, {**options, "format": "application/n-quads"})
    assert text.count("<urn:talks:claim:r3-date-ria>") > 15
    named = set(nodes)
    for node in nodes.values():
        for values in node.values():
            for value in values if isinstance(values, list) else []:
                if isinstance(value, dict) and str(value.get("@id", "")).startswith("urn:talks:"):
                    assert value["@id"] in named
    for line in json.dumps(jsonld.expand(document, options)).split('"'):
        assert not line.startswith("talks:")

    other = export(talks, "jsonld", tmp_path / "hostile.jsonld", "--store", hostile).read_text(
        encoding="utf-8"
    )
    assert "<" not in other
    assert jsonld.expand(json.loads(other), options)


def test_duckdb_reads_the_parquet_files_and_the_database(talks: "Talks", tmp_path: Path) -> None:
    duckdb = load("duckdb")
    load("pyarrow")
    folder = export(talks, "parquet", tmp_path / "story")
    assert {file.stem for file in folder.iterdir()} == {table.name for table in TABLES}
    with duckdb.connect() as database:
        (found,) = database.execute(
            f"SELECT earliest, latest, \"only\", mentions, position FROM '{folder}/claims/*.parquet' WHERE id = 'r3-date-ria'"
        ).fetchall()
        assert found[:3] == (date(2025, 7, 24), date(2025, 7, 25), False)
        assert isinstance(found[3], list)
        for table in TABLES:
            columns = database.execute(
                f"DESCRIBE SELECT * FROM '{folder}/{table.name}{'/*' if table is CLAIMS else ''}.parquet'"
            ).fetchall()
            assert [column[0] for column in columns] == table.names
        flags = [column.name for column in CLAIMS.columns if column.type == BOOLEAN]
        assert flags == ["only"]
        counted = database.execute(
            f"SELECT count(*) FROM '{folder}/claims/*.parquet' JOIN '{folder}/positions.parquet' USING (fact, position)"
        ).fetchone()
        assert counted[0] > 300


@pytest.mark.parametrize("form", ["sqlite", "xlsx", "ftm", "jsonld", "datapackage", "parquet"])
@pytest.mark.parametrize("kind", ["empty", "many"])
def test_every_form_takes_every_store(talks: "Talks", tmp_path: Path, form: str, kind: str) -> None:
    load({"xlsx": "xlsxwriter", "parquet": "pyarrow"}.get(form, "json"))
    claims = [make_claim(f"c{number}", value=f"2025-05-{number % 28 + 1:02d}") for number in range(3000)]
    store = tmp_path / "store.json"
    store.write_text(json.dumps(make_store(*(claims if kind == "many" else []))), encoding="utf-8")
    export(talks, form, tmp_path / "out", "--store", store)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out", "store.json"]


def test_the_same_store_makes_the_same_bytes(talks: "Talks", tmp_path: Path) -> None:
    for form in ("sqlite", "xlsx", "ftm", "jsonld"):
        one, other = (export(talks, form, tmp_path / f"{number}.{form}") for number in range(2))
        assert one.read_bytes() == other.read_bytes(), form
    one, other = (export(talks, "datapackage", tmp_path / f"{number}.zip") for number in range(2))
    assert one.read_bytes() == other.read_bytes()


def test_a_database_is_the_same_whether_the_index_lies_in_a_file_or_not(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one is copied by SQLite itself, a slice after the other, the other row by row."""
    monkeypatch.setattr("talkscli.exports.source.SLICE", 7)
    store = tmp_path / "store.json"
    whens = ["2025-05-16", "2025-05", "../2025", None]
    claims = [
        make_claim(f"c{number}", value=f"2025-05-{number % 9 + 1:02d}")
        | ({"when": when} if (when := whens[number % 4]) else {})
        for number in range(100)
    ]
    store.write_text(json.dumps(make_store(*claims)), encoding="utf-8")
    one = export(talks, "sqlite", tmp_path / "one.db", "--store", store)
    words = ("export", "--as", "sqlite", tmp_path / "other.db", "--store", store)
    ended = talks(*words, environ={"TALKS_CACHE": "/dev/null/nowhere"})
    assert ended.status == 0, ended
    assert one.read_bytes() == (tmp_path / "other.db").read_bytes()
    with closing(sqlite3.connect(one)) as database:
        ids = [row[0] for row in database.execute("SELECT id FROM claims ORDER BY rowid")]
    listed = talks("claims", "--store", store, "--columns", "id", "--no-header").out.split()
    assert ids == listed
