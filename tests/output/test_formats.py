import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from talkscli.desk.table_rows import unescape_cell
from talkscli.errors import UsageError
from talkscli.output.formats import FORMATS, WRITERS, write_report
from talkscli.output.jsontext import escape_json, escape_json_bytes
from talkscli.output.safe_text import HIDDEN, UNSAFE
from talkscli.output.streams import Streams
from talkscli.reports.table import Cell, Column, Report

COLUMNS = (
    Column("id", kind="id"),
    Column("who_name", kind="name"),
    Column("reports", kind="count"),
    Column("via", kind="list"),
    Column("quote", grow=1),
)

RAW = re.compile(f"[{HIDDEN}]".replace("\x00-\x1f", "\x00-\x08\x0b-\x1f"))
"""What no terminal gets, but for line ends and tabs."""

ROWS: list[list[Cell]] = [
    ["r3-date-ria", "RIA", 2, ["unn", "tass"], 'he said "24 and 25 July"'],
    ["r3-date-tass", "Умєров", None, [], "tab\there, line\nthere"],
]

HOSTILE = (
    "\x1b]0;x\x07 \x9b2J \u202e =1+1 | `rm` <b> [link](x) *bold* [/note] \r \udc80 \u2028 \\t &amp; www.x.y"
)


def write(
    format_name: str | None,
    *,
    rows: Iterable[list[Cell]] = ROWS,
    columns: list[str] | None = None,
    header: bool = True,
    limit: int | None = None,
    safe: bool = False,
    terminal: bool = False,
    is_log: bool = False,
) -> str:
    streams = Streams.for_tests(terminal=terminal, is_log=is_log)
    write_report(Report(COLUMNS, rows), streams, format_name, columns, header, limit, safe)
    return streams.captured


def test_a_report_is_written_in_every_format() -> None:
    assert {name: write(name) for name in FORMATS if name != "table"} == {
        "tsv": (
            "id\twho_name\treports\tvia\tquote\n"
            'r3-date-ria\tRIA\t2\tunn,tass\the said "24 and 25 July"\n'
            "r3-date-tass\tУмєров\t\t\ttab\\there, line\\nthere\n"
        ),
        "csv": (
            "id,who_name,reports,via,quote\n"
            'r3-date-ria,RIA,2,"unn,tass","he said ""24 and 25 July"""\n'
            'r3-date-tass,Умєров,,,"tab\there, line\nthere"\n'
        ),
        "json": (
            "[\n"
            '{"id":"r3-date-ria","who_name":"RIA","reports":2,"via":["unn","tass"],"quote":"he said \\"24 and 25 July\\""},\n'
            '{"id":"r3-date-tass","who_name":"Умєров","reports":null,"via":[],"quote":"tab\\there, line\\nthere"}\n'
            "]\n"
        ),
        "ndjson": (
            '{"id":"r3-date-ria","who_name":"RIA","reports":2,"via":["unn","tass"],"quote":"he said \\"24 and 25 July\\""}\n'
            '{"id":"r3-date-tass","who_name":"Умєров","reports":null,"via":[],"quote":"tab\\there, line\\nthere"}\n'
        ),
        "markdown": (
            "| Id | Who name | Reports | Via | Quote |\n"
            "| --- | --- | ---: | --- | --- |\n"
            '| r3-date-ria | RIA | 2 | unn, tass | he said "24 and 25 July" |\n'
            "| r3-date-tass | Умєров |  |  | tab\\\\there, line<br>there |\n"
        ),
    }


def test_an_empty_report_is_written_in_every_format() -> None:
    assert {name: write(name, rows=[]) for name in FORMATS} == {
        "table": "",
        "tsv": "id\twho_name\treports\tvia\tquote\n",
        "csv": "id,who_name,reports,via,quote\n",
        "json": "[]\n",
        "ndjson": "",
        "markdown": "| Id | Who name | Reports | Via | Quote |\n| --- | --- | ---: | --- | --- |\n",
    }


def test_columns_are_selected_and_ordered_in_every_format() -> None:
    assert {
        name: write(name, columns=["who_name", "id"], limit=1) for name in FORMATS if name != "table"
    } == {
        "tsv": "who_name\tid\nRIA\tr3-date-ria\n",
        "csv": "who_name,id\nRIA,r3-date-ria\n",
        "json": '[\n{"who_name":"RIA","id":"r3-date-ria"}\n]\n',
        "ndjson": '{"who_name":"RIA","id":"r3-date-ria"}\n',
        "markdown": "| Who name | Id |\n| --- | --- |\n| RIA | r3-date-ria |\n",
    }


def test_rows_can_go_without_a_header() -> None:
    found = {name: write(name, columns=["id"], header=False, limit=1) for name in ("tsv", "csv", "table")}
    assert found == {"tsv": "r3-date-ria\n", "csv": "r3-date-ria\n", "table": "r3-date-ria\n"}


def test_hostile_text_is_harmless_in_every_format() -> None:
    rows: list[list[Cell]] = [["x", HOSTILE, None, [HOSTILE], HOSTILE]]
    for name in FORMATS:
        written = write(name, rows=rows, terminal=True)
        assert not RAW.search(written), name
        assert "\\x1b" in written or "\\u001b" in written, name


def test_markdown_shows_hostile_text_and_does_nothing_with_it() -> None:
    rows: list[list[Cell]] = [["x", HOSTILE, None, [], "<script>alert(1)</script>"]]
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(write("markdown", rows=rows))
    cells = [line for line in html.splitlines() if line.startswith("<td>")]
    assert cells[1] == (
        "<td>\\x1b]0;x\\x07 \\x9b2J \\u202e =1+1 | `rm` &lt;b&gt; [link](x) *bold* [/note] <br> \\udc80 \\u2028"
        " \\t &amp;amp; www.x.y</td>"
    )
    assert cells[-1] == "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>"


def test_csv_can_be_made_safe_for_spreadsheets() -> None:
    starts: list[str] = ["=1", "+1", "-1", "@a", "\tx", "\rx", "\nx", "＝1", "plain"]
    rows: list[list[Cell]] = [[start, -5, None, [], ""] for start in starts]
    written = write("csv", rows=rows, header=False, safe=True)
    found = [row[0] for row in csv.reader(io.StringIO(written, newline=""))]
    assert found == ["'=1", "'+1", "'-1", "'@a", "'\tx", "'\rx", "'\nx", "'＝1", "plain"]
    assert write("csv", rows=rows, header=False, columns=["who_name"], limit=1, safe=True) == "-5\n"
    assert write("csv", rows=rows, header=False, columns=["id"], limit=1) == "=1\n"


def test_a_terminal_gets_a_table_and_anything_else_tab_separated_rows() -> None:
    found = []
    for terminal in (True, False):
        streams = Streams.for_tests(terminal=terminal)
        write_report(Report(COLUMNS, ROWS), streams, columns=["id"])
        found.append(streams.captured)
    assert found == ["Id\n────────────\nr3-date-ria\nr3-date-tass\n", "id\nr3-date-ria\nr3-date-tass\n"]


@pytest.mark.parametrize("name", ["tsv", "json", "table"])
def test_an_unknown_column_is_answered_with_the_valid_ones(name: str) -> None:
    streams = Streams.for_tests()
    with pytest.raises(UsageError) as caught:
        write_report(Report(COLUMNS, ROWS), streams, name, ["id", "qoute"])
    error = caught.value
    assert (error.message, error.place, error.hint, streams.captured) == (
        "no column 'qoute' here; there are: id, who_name, reports, via, quote",
        "--columns",
        "did you mean quote?",
        "",
    )


def test_no_column_and_an_unknown_format_are_refused() -> None:
    with pytest.raises(UsageError, match="no column is named"):
        write("tsv", columns=[" "])
    with pytest.raises(UsageError, match="no format 'jsn'; there are: table, tsv") as caught:
        write("jsn")
    assert caught.value.hint == "did you mean json, ndjson?"


NESTED: list[Mapping[str, object]] = [
    {"fact": "a", "positions": [{"value": 1}]},
    {"fact": "b", "positions": []},
]


def test_json_takes_nested_records_where_there_are_some_and_columns_pick_their_keys() -> None:
    def write_nested(name: str, columns: list[str] | None = None) -> str:
        streams = Streams.for_tests()
        write_report(Report(COLUMNS, [], records=lambda: NESTED), streams, name, columns)
        return streams.captured

    assert (
        write_nested("json") == '[\n{"fact":"a","positions":[{"value":1}]},\n{"fact":"b","positions":[]}\n]\n'
    )
    assert write_nested("ndjson", ["positions"]) == '{"positions":[{"value":1}]}\n{"positions":[]}\n'
    with pytest.raises(UsageError, match="no column 'id' here; there are: fact, positions"):
        write_nested("json", ["id"])


def test_ready_lines_pass_as_they_are_unless_columns_or_safety_ask_otherwise() -> None:
    lines = ['{"b": 1, "a":"т"}', '{"b": 2, "a":"\x7f\u2028\u202e"}']

    def write_lines(name: str, columns: list[str] | None = None, limit: int | None = None) -> str:
        streams = Streams.for_tests()
        write_report(Report(COLUMNS, [], lines=lambda: iter(lines)), streams, name, columns, limit=limit)
        return streams.captured

    assert write_lines("ndjson") == '{"b": 1, "a":"т"}\n{"b": 2, "a":"\\u007f\\u2028\\u202e"}\n'
    assert write_lines("json", limit=1) == '[\n{"b": 1, "a":"т"}\n]\n'
    assert write_lines("ndjson", ["a", "b"], limit=1) == '{"a":"т","b":1}\n'


@pytest.mark.parametrize("name", ["json", "ndjson"])
def test_ready_lines_come_out_alike_as_text_and_as_bytes(name: str) -> None:
    lines = [f'{{"a":"{chr(0x2020 + number)}\x7f","b":{number}}}' for number in range(400)]

    def write_lines(lines: Iterable[str | bytes], columns: list[str] | None = None) -> str:
        streams = Streams.for_tests()
        report = Report(COLUMNS, [], lines=lambda: lines)
        assert write_report(report, streams, name, columns, limit=399) == 399
        return streams.captured

    for columns in (None, ["b", "a"]):
        assert write_lines(lines, columns) == write_lines(map(str.encode, lines), columns)


@given(
    st.text(
        st.sampled_from('a"\n\x7f\x80\x9f\xa0\xc2\u1000\u2027\u2028\u202e\u202f\u2066\u206a\ud7ff\ue000т😀')
        | st.sampled_from(
            "".join(
                chr(code)
                for code in range(0x7F, 0x110000)
                if re.match(f"[{HIDDEN}]", chr(code)) and not 0xD800 <= code < 0xE000
            )
        )
    )
)
def test_escaping_is_the_same_for_text_and_for_bytes(text: str) -> None:
    assert escape_json_bytes(text.encode()) == escape_json(text).encode()


def test_a_single_report_is_one_json_object() -> None:
    def write_single(name: str, rows: list[list[Cell]], columns: list[str]) -> str:
        streams = Streams.for_tests()
        write_report(Report(COLUMNS, rows, single=True), streams, name, columns)
        return streams.captured

    assert write_single("json", ROWS[:1], ["id", "via"]) == (
        '{\n  "id": "r3-date-ria",\n  "via": [\n    "unn",\n    "tass"\n  ]\n}\n'
    )
    assert write_single("ndjson", ROWS[:1], ["id"]) == '{"id":"r3-date-ria"}\n'
    assert write_single("json", [], ["id"]) == "null\n"


def test_numbers_that_json_lacks_become_null() -> None:
    rows: list[list[Cell]] = [[float("nan"), float("inf"), 1, [], 0.5]]
    assert json.loads(write("ndjson", rows=rows)) == {
        "id": None,
        "who_name": None,
        "reports": 1,
        "via": [],
        "quote": 0.5,
    }


LIMITS = [
    (None, "sized", 3, ""),
    (3, "sized", 3, ""),
    (2, "sized", 2, "showing 2 of 3; --limit 3 shows all\n"),
    (0, "sized", 0, "showing 0 of 3; --limit 3 shows all\n"),
    (3, "stream", 3, ""),
    (2, "stream", 2, "showing the first 2; more exist, --limit sets how many\n"),
]


@pytest.mark.parametrize(("limit", "form", "count", "said"), LIMITS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_limit_stops_the_records_and_says_so(
    name: str, limit: int | None, form: str, count: int, said: str
) -> None:
    rows: list[list[Cell]] = [[str(number), "", None, [], ""] for number in range(3)]
    streams = Streams.for_tests()
    report = Report(COLUMNS, rows if form == "sized" else iter(rows))
    assert write_report(report, streams, name, limit=limit) == count
    assert streams.captured_notes == said


def test_remarks_go_to_standard_error_in_every_format() -> None:
    for name in FORMATS:
        streams = Streams.for_tests()
        report = Report(COLUMNS, [], notes=["Umerow was read as Umerov"], empty="no claim matches")

        def add_note(report: Report = report) -> Iterator[list[Cell]]:
            report.notes.append("3 claims were left out")
            yield from ()

        report.rows = add_note()
        assert write_report(report, streams, name) == 0
        assert (
            streams.captured_notes == "Umerow was read as Umerov\n3 claims were left out\nno claim matches\n"
        ), name


def test_the_first_row_goes_out_before_the_second_is_made() -> None:
    streams = Streams.for_tests()

    def make_rows() -> Iterator[list[Cell]]:
        yield ROWS[0]
        assert "r3-date-ria" in streams.captured
        yield ROWS[1]

    for name in WRITERS.keys() - {"table"}:
        assert write_report(Report(COLUMNS, make_rows()), streams, name) == 2


ANY_TEXT = st.text(st.characters())
ANY_ROWS = st.lists(
    st.tuples(ANY_TEXT, ANY_TEXT, st.none() | st.integers(), st.lists(ANY_TEXT), ANY_TEXT).map(list)
)


@given(ANY_ROWS)
def test_json_gives_back_every_row(rows: list[list[Cell]]) -> None:
    keys = [column.key for column in COLUMNS]
    records = [dict(zip(keys, row, strict=True)) for row in rows]
    # Two halves of a character that happen to meet are read back as one character, here as anywhere.
    expected = json.loads(json.dumps(records))
    assert json.loads(write("json", rows=rows)) == expected
    assert [json.loads(line) for line in write("ndjson", rows=rows).splitlines()] == expected


@given(ANY_ROWS)
def test_tsv_gives_back_every_text(rows: list[list[Cell]]) -> None:
    lines = write("tsv", rows=rows, columns=["id", "quote"], header=False).split("\n")
    assert [list(map(unescape_cell, line.split("\t"))) for line in lines[:-1]] == [
        [row[0], row[4]] for row in rows
    ]


@given(ANY_ROWS)
def test_csv_gives_back_every_text(rows: list[list[Cell]]) -> None:
    written = write("csv", rows=rows, columns=["id", "quote"])
    found = list(csv.reader(io.StringIO(written, newline="")))
    assert found == [["id", "quote"], *([row[0], row[4]] for row in rows)]


@given(ANY_ROWS)
def test_no_format_sends_a_terminal_what_cannot_be_seen(rows: list[list[Cell]]) -> None:
    for name in FORMATS:
        assert not RAW.search(write(name, rows=rows, terminal=True)), name
    for name in ("json", "ndjson", "markdown", "table"):
        assert not RAW.search(write(name, rows=rows)), name
    assert not re.search(f"[{UNSAFE}]", write("tsv", rows=rows).replace("\t", "").replace("\n", ""))


OBEYED: list[list[Cell]] = [
    ["::error::x", "##vso[task.x]y", None, ["##teamcity[x]"], "a\n::error::y"],
    ["  ::add-mask::x", "\u3000::debug::x", 1, ["::error::z"], "##[group]x"],
    ["", "::error::x", None, [], "std::string"],
]


@pytest.mark.parametrize("name", FORMATS)
def test_no_value_commands_the_log_of_a_ci(name: str) -> None:
    written = write(name, rows=OBEYED, is_log=True)
    assert not re.search(r"^\s*::|##\w*\[", written, re.MULTILINE)
    assert "::debug::x" in written or "\\x3a:debug::x" in written


def test_a_log_gets_the_same_values_back_but_in_csv_where_that_is_said() -> None:
    assert json.loads(write("json", rows=OBEYED, is_log=True)) == json.loads(write("json", rows=OBEYED))
    lines = write("tsv", rows=OBEYED, columns=["id", "quote"], header=False, is_log=True).split("\n")
    found = [list(map(unescape_cell, line.split("\t"))) for line in lines[:-1]]
    assert found == [[row[0], row[4]] for row in OBEYED]
    for rows, said in ((OBEYED, True), (ROWS, False)):
        streams = Streams.for_tests(is_log=True)
        write_report(Report(COLUMNS, rows), streams, "csv")
        assert ("a value that this log would take for a command" in streams.captured_notes) == said
    assert list(csv.reader(io.StringIO(write("csv", is_log=True), newline=""))) == list(
        csv.reader(io.StringIO(write("csv"), newline=""))
    )
