"""Tables are taken as other people make them, and what was understood of them is told."""

import gzip
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from talkscli.files.zstandard import load_zstd

STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Ferry",
    "actors": [
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        {"id": "a", "kind": "person", "name": "Anna"},
        {"id": "b", "kind": "person", "name": "Boris"},
    ],
    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry"}],
    "properties": [
        {"id": "number", "type": "count"},
        {"id": "date", "type": "date"},
        {"id": "where", "type": "place"},
        {"id": "said", "type": "text"},
    ],
    "documents": [
        {"id": "report", "outlet": "gazette", "title": "Ferry sinks", "published": "2025-07-24"},
        {"id": "later", "outlet": "gazette", "title": "All saved", "published": "2025-07-25"},
    ],
    "claims": [],
}
ALL = ("--const", "about=ferry", "--const", "property=number", "--const", "document=report")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE))
    return path


def values(store: Path) -> list[Any]:
    return [(one["who"], one["what"].get("value")) for one in json.loads(store.read_text())["claims"]]


def bring(talks: Any, store: Path, table: str | bytes, *words: str, name: str = "in.csv") -> Any:
    path = store.parent / name
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    return talks("import", path, "--store", store, *words)


FORMS: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "semicolons that the first line states": ("sep=;\nwho;value\na;14\n", ()),
    "a stated sign that the header lacks": ('"sep=|"\nwho|value\na|14\n', ()),
    "semicolons": ("who;value\na;14\n", ()),
    "tabs in a file of commas": ("who\tvalue\na\t14\n", ()),
    "strokes": ("who|value\na|14\n", ()),
    "another sign": ("who^value\na^14\n", ("--delimiter", "^")),
    "lines before the header": ("Casualties\n\nwho,value\na,14\n", ("--skip", "2")),
    "no header": ("a,14\n", ("--no-header-line", "--map", "who=1,value=2")),
    "capitals and blanks in the header": ("Who, VALUE \na,14\n", ()),
    "rows of empty cells": (",,\nwho,value\n,\na,14\n   ,\n", ()),
    "empty cells beyond the header": ("who,value\na,14,,\n", ()),
    "UTF-16": ("who,value\na,14\n".encode("utf-16"), ()),
    "another encoding": ("who,value,note\na,14,é\n".encode("cp1252"), ("--encoding", "cp1252")),
    "gzip": (gzip.compress(b"who,value\na,14\n"), ()),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_taken_as_it_is(talks: Any, store: Path, form: str) -> None:
    table, options = FORMS[form]
    ended = bring(talks, store, table, *ALL, *options)
    assert ended.status == 0, ended
    assert values(store) == [("a", "14")]


def test_a_packed_table_is_told_by_its_first_bytes(talks: Any, store: Path) -> None:
    zstd = load_zstd()
    if zstd is None:
        pytest.skip("backports.zstd is not installed")
    packed = zstd.compress(b'{"who": "a", "value": 14}\n')
    assert bring(talks, store, packed, *ALL, name="in.ndjson.zst").status == 0
    assert values(store) == [("a", "14")]
    ended = bring(talks, store, gzip.compress(b"who,value\n" * 50)[:-9], *ALL)
    assert ended.status == 2
    assert "damaged" in ended.err


def test_an_encoding_that_was_found_out_is_told(talks: Any, store: Path) -> None:
    pytest.importorskip("charset_normalizer")
    text = "who,value,note\na,14,Москва сообщила о переговорах в Стамбуле\nb,15,Переговоры завершились\n"
    ended = bring(talks, store, text.encode("cp1251"), *ALL)
    assert "since line 2 is not UTF-8; --encoding says otherwise" in ended.err
    assert "Москва сообщила" in store.read_text()


@pytest.mark.parametrize(
    ("table", "options", "part"),
    [
        ('who,value,note\na,14,"He said\nb,12,b\nc,11,c\n', (), "line 2: this is not CSV: a quotation mark is opened"),
        ('who,value,note\na,14,"x\ny"\nb,12,"b\nc,11,c\n', (), "line 4: this is not CSV: a quotation mark is opened"),
        ("who,value\na,14\n", ("--encoding", "nothing"), "--encoding: there is no encoding 'nothing'"),
        ("who,value\na,14\n", ("--encoding", "base64"), "--encoding: there is no encoding 'base64'"),
        ("who,value\na,14\n", ("--delimiter", ",,"), "--delimiter: ',,' is not one sign"),
        ("who,value\na,14\n", ("--skip", "-1"), "--skip: -1 is below zero"),
        ("who,value\na,14\n", ("--map", "value=Value"), "--map value: in.csv"),
        ("who,value\na,14\n", ("--measures", "price"), "--measures: "),
        ("who,value\na,14\n", ("--kind", "who=place"), "--kind: who names actors"),
        ("who,value\na,14\n", ("--split", "text"), "--split: no field 'text'"),
        ("who,value\na,14\n", ("--list-separator", ""), "--list-separator: '' is not one sign"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_line(
    talks: Any, store: Path, table: str, options: tuple[str, ...], part: str
) -> None:
    ended = bring(talks, store, table, *ALL, *options)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert part.partition("in.csv")[0] in ended.err


def test_a_byte_that_is_no_character_is_told_with_its_line(talks: Any, store: Path) -> None:
    rows = "".join(f"a{number},14\n" for number in range(3_000)).encode()
    table = b"who,value\n" + rows + "M\xfcller,14\n".encode("cp1252") + rows
    ended = bring(talks, store, table, *ALL, "--encoding", "utf-8")
    assert ended.status == 2
    assert "in.csv: line 3002: byte 0xfc is not utf-8; name another --encoding" in ended.err


def test_a_title_above_the_header_is_explained(talks: Any, store: Path) -> None:
    ended = bring(talks, store, "A list of prices\nwho,value\na,14\n", *ALL)
    assert "2 cells under 1 column; --skip leaves out lines before the header" in ended.out


def write_workbook(path: Path) -> None:
    """Write the least that is a workbook: two sheets, text in place, a number and a day."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"

    def sheet(*rows: tuple[str | float, ...]) -> str:
        def write(cell: str | float) -> str:
            if isinstance(cell, str):
                return f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
            return f"<c><v>{cell}</v></c>"

        lines = "".join(f"<row>{''.join(map(write, row))}</row>" for row in rows)
        return f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'

    types = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'spreadsheetml.{kind}+xml"/>'
        for name, kind in (("workbook", "sheet.main"), ("s1", "worksheet"), ("s2", "worksheet"))
    )
    with zipfile.ZipFile(path, "w") as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
            f'vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="May" sheetId="1" r:id="r1"/>'
            '<sheet name="June" sheetId="2" r:id="r2"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{office}/worksheet" Target="s1.xml"/>'
            f'<Relationship Id="r2" Type="{office}/worksheet" Target="s2.xml"/></Relationships>',
        )
        book.writestr("xl/s1.xml", sheet(("who", "value"), ("a", 14.0)))
        book.writestr("xl/s2.xml", sheet(("who", "value"), ("b", 1.125)))


def test_the_sheet_of_a_workbook_is_a_table(talks: Any, store: Path) -> None:
    pytest.importorskip("python_calamine")
    book = store.parent / "in.xlsx"
    write_workbook(book)
    assert talks("import", book, "--store", store, *ALL).status == 0
    assert talks("import", book, "--store", store, *ALL, "--sheet", "June").status == 0
    assert values(store) == [("a", "14"), ("b", "1.1250")]
    ended = talks("import", book, "--store", store, *ALL, "--sheet", "July")
    assert ended.status == 2
    assert "no sheet 'July'; there are: May, June" in ended.err


def test_without_a_reader_of_workbooks_it_is_said_what_to_do(
    talks: Any, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    for start in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        ended = bring(talks, store, start + b"...", *ALL, name="in.xlsx")
        assert ended.status == 2
        assert "this is the workbook of a spreadsheet" in ended.err
        assert "save the sheet as CSV in UTF-8" in ended.err


def test_words_for_nothing_make_no_claim(talks: Any, store: Path) -> None:
    rows = "who,value,when\na,14,N/A\nb,-,2025-07-22\n"
    ended = bring(talks, store, rows, *ALL, "--na", "N/A,NA,-", "--format", "ndjson")
    assert ended.status == 0
    assert [json.loads(line)["state"] for line in ended.out.splitlines()] == ["taken", "left-out"]
    assert "1 row without a value" in ended.err
    (claim,) = json.loads(store.read_text())["claims"]
    assert "when" not in claim


def test_a_comma_is_part_of_a_name(talks: Any, store: Path) -> None:
    rows = 'who,value,via\na,"Springfield, Illinois","Thomas, Dave"\nb,"Springfield, Missouri","Knuth, D.; Graham, R."\n'
    words = ("--const", "about=ferry", "--const", "property=where", "--const", "document=report")
    assert bring(talks, store, rows, *words, "--create", "all").status == 0
    after = json.loads(store.read_text())
    assert [one["name"] for one in after["places"]] == ["Springfield, Illinois", "Springfield, Missouri"]
    assert [one["name"] for one in after["actors"][3:]] == ["Thomas, Dave", "Knuth, D.", "Graham, R."]
    assert talks("conflicts", "ferry.where", "--store", store, "--columns", "verdict", "--no-header").out == (
        "contradiction\ncontradiction\n"
    )


def test_a_stated_sign_parts_lists(talks: Any, store: Path) -> None:
    assert bring(talks, store, "who|value|via\na|14|b/gazette\n", *ALL, "--list-separator", "/").status == 0
    assert json.loads(store.read_text())["claims"][0]["source"]["via"] == ["b", "gazette"]


def test_one_row_gives_several_measures(talks: Any, store: Path) -> None:
    rows = "id,who,killed,hurt\n1,a,14,30\n2,b,,N/A\n3,b,15,\n"
    words = (
        "--const",
        "about=ferry",
        "--const",
        "document=report",
        "--measures",
        "killed,hurt",
        "--na",
        "N/A",
    )
    ended = bring(talks, store, rows, *words, "--create", "properties")
    assert ended.status == 0, ended
    claims = json.loads(store.read_text())["claims"]
    assert [(one["who"], one["what"]["property"], one["what"]["value"]) for one in claims] == [
        ("a", "killed", "14"),
        ("a", "hurt", "30"),
        ("b", "killed", "15"),
    ]
    assert "not used: id" in ended.err
    assert "killed is new, and taken for count" in ended.err


def test_two_columns_give_the_ends_of_a_value(talks: Any, store: Path) -> None:
    rows = "who,from,to\na,23 July 2025,24 July 2025\nb,2025-07-23,\n"
    words = ("--const", "about=ferry", "--const", "property=date", "--const", "document=report")
    assert bring(talks, store, rows, *words, "--map", "value=from/to").status == 0
    assert values(store) == [("a", "2025-07-23/2025-07-24"), ("b", "2025-07-23")]


def test_each_source_of_a_cell_makes_a_claim(talks: Any, store: Path) -> None:
    rows = "who,value,document\na,14,report; later\n"
    words = ("--const", "about=ferry", "--const", "property=number")
    assert bring(talks, store, rows, *words).status == 5
    assert bring(talks, store, rows, *words, "--split", "document").status == 0
    claims = json.loads(store.read_text())["claims"]
    assert [one["source"]["document"] for one in claims] == ["report", "later"]


def test_a_stated_kind_is_made_and_looked_for(talks: Any, store: Path) -> None:
    rows = "who,about,property,value\nCoast Guard,Anna Alpha,number,1\na,Harbour,number,2\n"
    words = ("--const", "document=report", "--create", "all")
    assert (
        bring(
            talks,
            store,
            rows.replace("a,Harbour,number,2\n", ""),
            *words,
            "--kind",
            "about=person,who=office",
        ).status
        == 0
    )
    assert (
        bring(
            talks,
            store,
            rows.replace("Coast Guard,Anna Alpha,number,1\n", ""),
            *words,
            "--kind",
            "about=place",
        ).status
        == 0
    )
    after = json.loads(store.read_text())
    assert [(one["name"], one["kind"]) for one in after["actors"][3:]] == [
        ("Anna Alpha", "person"),
        ("Coast Guard", "office"),
    ]
    assert [one["name"] for one in after["places"]] == ["Harbour"]


def test_a_row_without_claimant_is_told_or_refused(talks: Any, store: Path) -> None:
    ended = bring(talks, store, "who,value\n,14\n", *ALL)
    assert "no claimant is given: taken for a claim of gazette itself" in ended.out
    ended = bring(talks, store, "source,value\n,15\n", *ALL, "--map", "who=source")
    assert ended.status == 5
    assert "who: is missing; the column source is empty" in ended.out
    ended = bring(talks, store, "value\n16\n", *ALL)
    assert "no column names the claimants: each claim is its outlet's own" in ended.err


def test_what_columns_are_taken_for_is_told(talks: Any, store: Path) -> None:
    rows = "Who,price,note,extra\na,14,x,y\n"
    ended = bring(talks, store, rows, *ALL, "--map", "value=price")
    assert "'Who' is taken for who\n" in ended.err
    assert "taken by their names: note; --ignore leaves them out\n" in ended.err
    assert "not used: extra\n" in ended.err
    ended = bring(
        talks, store, rows.replace("14", "15"), *ALL, "--map", "value=price", "--ignore", "note,extra"
    )
    assert "note" not in ended.err
    assert "not used" not in ended.err


def test_one_cell_does_not_spoil_a_column(talks: Any, store: Path) -> None:
    rows = "who,property,value\na,killed,14\na,killed,12\nb,killed,15\ngazette,killed,N/A\n"
    words = ("--const", "about=ferry", "--const", "document=report", "--create", "properties")
    ended = bring(talks, store, rows, *words)
    assert ended.status == 5
    assert (
        "killed is new, and taken for count, but for line 5 ('N/A'): --na 'N/A' leaves such a cell out"
        in ended.err
    )
    assert bring(talks, store, rows, *words, "--na", "N/A").status == 0
    assert json.loads(store.read_text())["properties"][-1]["type"] == "count"


def test_an_explanation_shows_the_first_rows_column_by_column(talks: Any, store: Path) -> None:
    rows = "who,price,when,extra\nAnna,1.2 million,Tuesday,x\nNobody,5,,\n"
    before = store.read_bytes()
    ended = bring(talks, store, rows, *ALL, "--map", "value=price", "--explain", "--format", "ndjson")
    shown = [json.loads(line) for line in ended.out.splitlines()]
    assert [
        (one["column"], one["cell"], one["field"], one["meaning"]) for one in shown if one["line"] == 2
    ] == [
        ("who", "Anna", "who", "a"),
        ("price", "1.2 million", "value", "1200000"),
        ("when", "Tuesday", "when", "2025-07-22"),
        ("extra", "x", None, "not used"),
        ("", "ferry", "about", "ferry"),
        ("", "number", "property", "number"),
        ("", "report", "document", "report"),
    ]
    assert shown[-1]["meaning"].startswith("refused: who: no actor named 'Nobody'")
    assert store.read_bytes() == before


def test_all_faults_of_a_row_are_told_at_once(talks: Any, store: Path) -> None:
    ended = bring(talks, store, "who,value,paragraph,when\nNobody,x,y,05/06/2025\n", *ALL)
    (line,) = [line for line in ended.out.splitlines() if "refused" in line]
    assert [part.split(":")[0] for part in line.split("\t")[4].split(" | ")] == [
        "who",
        "value",
        "paragraph",
        "when",
    ]


def test_a_weekday_is_never_settled_by_the_document_of_another_row(talks: Any, store: Path) -> None:
    rows = "who,value,outlet,title,published\na,Tuesday,Gazette,Old,2025-07-24\na,Tuesday,Gazette,Undated,\n"
    words = ("--const", "about=ferry", "--const", "property=date", "--create", "documents")
    ended = bring(talks, store, rows, *words, "--skip-bad", "--columns", "state", "--no-header")
    assert ended.out.split() == ["taken", "refused"]
    assert values(store) == [("a", "2025-07-22")]


def test_columns_tell_of_which_kind_things_are(talks: Any, store: Path) -> None:
    rows = (
        "who,Type of source,about,About kind,property,value\n"
        "Coast Guard,office,Anna Alpha,Person,number,1\n"
        "Coast Guard,office,Harbour,place,number,2\n"
        "Boris,,Great Storm,storm,number,3\n"
        "Navy,storm,Ferry,,number,4\n"
    )
    words = (
        "--const",
        "document=report",
        "--map",
        "who_kind=Type of source",
        "--create",
        "all",
        "--skip-bad",
    )
    ended = bring(talks, store, rows, *words)
    assert "who_kind: 'storm' is no kind of them; the kinds of actors are person, office" in ended.out
    after = json.loads(store.read_text())
    assert [(one["name"], one["kind"]) for one in after["actors"][3:]] == [
        ("Anna Alpha", "person"),
        ("Coast Guard", "office"),
    ]
    assert [one["name"] for one in after["places"]] == ["Harbour"]
    assert [(one["name"], one["kind"]) for one in after["events"][1:]] == [("Great Storm", "storm")]
    assert len(values(store)) == 3


PRECISIONS = [
    ("2025-03-21", "11", "2025-03-21"),
    ("2025-03-21", "10", "2025-03"),
    ("2025-03-21", "9", "2025"),
    ("2025-03-21", "8", "202X"),
    ("+2025-00-00T00:00:00Z", "9", "2025"),
    ("+2025-03-00T00:00:00Z", "10", "2025-03"),
    ("2025-03-01T00:00:00Z", "month", "2025-03"),
    ("21 March 2025", "Year", "2025"),
    ("2025-03", "month", "2025-03"),
    ("21 March 2025", "", "2025-03-21"),
    ("2025", "day", None),
    ("2025-03-21", "7", None),
    ("2025-03-21/2025-03-22", "month", None),
    ("2025-03-21", "often", None),
]


@pytest.mark.parametrize(("cell", "precision", "value"), PRECISIONS)
def test_a_date_has_its_precision_from_a_column(
    talks: Any, store: Path, cell: str, precision: str, value: str | None
) -> None:
    rows = f"who,value,value_precision,when,prec\na,{cell},{precision},{cell},{precision}\n"
    words = ("--const", "about=ferry", "--const", "property=date", "--const", "document=report")
    ended = bring(talks, store, rows, *words, "--map", "when_precision=prec")
    assert ended.status == (5 if value is None else 0), ended
    claims = json.loads(store.read_text())["claims"]
    assert [(one["what"]["value"], one["when"]) for one in claims] == ([(value, value)] if value else [])
    if value is None:
        assert " | when" in ended.out


def test_only_dates_have_a_precision(talks: Any, store: Path) -> None:
    ended = bring(talks, store, "who,value,value_precision\na,14,9\n", *ALL)
    assert "value: a count has no precision; leave the precision empty" in ended.out


def test_a_new_property_of_dates_with_a_precision_is_one_of_dates(talks: Any, store: Path) -> None:
    rows = "who,property,value,value_precision\na,sunk,2025-03-21,9\nb,sunk,2024-03-21,10\n"
    words = ("--const", "about=ferry", "--const", "document=report", "--create", "properties")
    assert bring(talks, store, rows, *words).status == 0
    assert json.loads(store.read_text())["properties"][-1]["type"] == "date"
    assert values(store) == [("a", "2025"), ("b", "2024-03")]


NEW = ("--const", "about=ferry", "--const", "document=report", "--create", "properties")


def test_a_unit_in_a_column_of_its_own_stands_behind_the_number(talks: Any, store: Path) -> None:
    rows = "who;value;cur\na;1.200,50;EUR\nb;about 1.500;USD\nc;;EUR\n"
    words = ("--const", "property=damage", "--map", "value_unit=cur", "--decimal", ",", "--skip-bad")
    assert bring(talks, store, rows, *NEW, *words).status == 0
    assert json.loads(store.read_text())["properties"][-1]["type"] == "money"
    assert values(store) == [("a", "1200.5 EUR"), ("b", "~1500 USD")]


def test_a_unit_for_all_rows_stands_behind_numbers_of_json_ranges_and_measures(
    talks: Any, store: Path
) -> None:
    rows = '{"who": "a", "value": 1.234}\n{"who": "b", "value": 45}\n'
    wait = ("--const", "property=wait", "--const", "value_unit=h")
    assert bring(talks, store, rows, *NEW, *wait, "--from", "ndjson").status == 0
    ends = ("--map", "value=from/to", "--const", "property=wait", "--const", "value_unit=min")
    assert bring(talks, store, "who,from,to\nb,3,5\n", *NEW, *ends).status == 0
    measures = ("--measures", "price,fee", "--const", "value_unit=EUR")
    assert bring(talks, store, "who,price,fee\na,3,\n", *NEW, *measures).status == 0
    assert values(store) == [("a", "1.2340 h"), ("b", "45 h"), ("b", "3..5 min"), ("a", "3 EUR")]


@pytest.mark.parametrize(
    ("header", "value", "taken"), [("value,Value", "14", "value"), ("VALUE,Value", "14", "VALUE")]
)
def test_two_columns_that_are_named_alike_are_told(
    talks: Any, store: Path, header: str, value: str, taken: str
) -> None:
    ended = bring(talks, store, f"who,{header}\na,14,15\n", *ALL)
    assert f"are named alike: only {taken!r} is taken" in ended.err
    assert values(store) == [("a", value)]


def test_what_a_cell_above_says_fills_the_empty_ones_where_that_is_asked(talks: Any, store: Path) -> None:
    rows = "who,value,when\na,14,2025-07-22\n,15,\nb,16,\n"
    ended = bring(talks, store, rows, *ALL, "--fill-down", "who")
    assert ended.status == 0
    assert values(store) == [("a", "14"), ("a", "15"), ("b", "16")]
    assert [one.get("when") for one in json.loads(store.read_text())["claims"]] == ["2025-07-22", None, None]
    assert bring(talks, store, rows, *ALL, "--fill-down", "whom").status == 2


def test_start_and_end_of_when_it_was_said_stand_in_two_columns(talks: Any, store: Path) -> None:
    rows = "who,value,from,to\na,14,22 July 2025,2025-07-23\nb,15,,2025-07-23\n"
    assert bring(talks, store, rows, *ALL, "--map", "when=from/to").status == 0
    assert [one["when"] for one in json.loads(store.read_text())["claims"]] == [
        "2025-07-22/2025-07-23",
        "2025-07-23",
    ]
