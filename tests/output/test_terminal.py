import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from talkscli.output.formats import write_report
from talkscli.output.streams import Streams
from talkscli.output.styles import STYLES
from talkscli.output.terminal import CHUNK
from talkscli.reports.blocks import (
    ROLES,
    Block,
    Gap,
    Grid,
    GridColumn,
    Heading,
    Pairs,
    Paragraph,
    Span,
    Strip,
    StripRow,
)
from talkscli.reports.table import Cell, Column, Report

COLUMNS = (
    Column("id", kind="id"),
    Column("who_name", "Who", kind="name"),
    Column("document", kind="id", hidden=True),
    Column("value"),
    Column("stance", kind="stance"),
    Column("reports", kind="count"),
    Column("text", grow=1),
)

ROWS: list[list[Cell]] = [
    ["r3-ria", "RIA Novosti", "eunews-1", "2025-07-24/2025-07-25", "asserts", 1, "RIA reported talks on [b]Thursday[/b] and Friday."],
    ["r3-peskov", "漢字かな", "eunews-1", None, "withholds", 12, "Peskov named no date; \x1b[31mno\x1b[0m miracles are expected."],
]  # fmt: skip


def draw(
    width: int,
    report: Report | None = None,
    *,
    colour: bool = False,
    ascii_only: bool = False,
    columns: list[str] | None = None,
) -> str:
    streams = Streams.for_tests(width=width, terminal=True, colour=colour, ascii_only=ascii_only)
    write_report(report or Report(COLUMNS, ROWS), streams, columns=columns)
    return streams.captured


def test_a_table_fits_eighty_columns_by_becoming_blocks_of_labels_and_values() -> None:
    assert draw(80) == (
        "Id       r3-ria\n"
        "Who      RIA Novosti\n"
        "Value    2025-07-24/2025-07-25\n"
        "Stance   asserts\n"
        "Reports  1\n"
        "Text     RIA reported talks on [b]Thursday[/b] and Friday.\n"
        "\n"
        "Id       r3-peskov\n"
        "Who      漢字かな\n"
        "Stance   withholds\n"
        "Reports  12\n"
        "Text     Peskov named no date; \\x1b[31mno\\x1b[0m miracles are expected.\n"
    )


def test_a_table_wraps_its_text_at_a_hundred_and_twenty_columns() -> None:
    assert draw(110) == (
        "Id         Who          Value                  Stance     Reports  Text\n"
        "──────────────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "r3-ria     RIA Novosti  2025-07-24/2025-07-25  asserts          1  RIA reported talks on [b]Thursday[/b] and\n"
        "                                                                   Friday.\n"
        "r3-peskov  漢字かな                            withholds       12  Peskov named no date; \\x1b[31mno\\x1b[0m\n"
        "                                                                   miracles are expected.\n"
    )


def test_a_table_is_no_wider_than_its_content_at_two_hundred_columns() -> None:
    assert draw(200) == (
        "Id         Who          Value                  Stance     Reports  Text\n"
        + "─" * 129
        + "\n"
        + "r3-ria     RIA Novosti  2025-07-24/2025-07-25  asserts          1  RIA reported talks on [b]Thursday[/b] and Friday.\n"
        "r3-peskov  漢字かな                            withholds       12  Peskov named no date; \\x1b[31mno\\x1b[0m miracles are expected.\n"
    )


def test_a_hidden_column_is_shown_where_it_is_asked_for() -> None:
    assert draw(80, columns=["document", "id"]) == (
        "Document  Id\n───────────────────\neunews-1  r3-ria\neunews-1  r3-peskov\n"
    )


def test_a_single_record_is_a_block() -> None:
    report = Report(COLUMNS[:2], [["r3-ria", "RIA"]], single=True)
    assert draw(80, report) == "Id   r3-ria\nWho  RIA\n"


def test_styles_are_put_on_texts_alone() -> None:
    assert draw(80, columns=["id", "stance"], colour=True) == (
        "\x1b[1mId\x1b[0m         \x1b[1mStance\x1b[0m\n"
        "\x1b[2m────────────────────\x1b[0m\n"
        "\x1b[36mr3-ria\x1b[0m     asserts\n"
        "\x1b[36mr3-peskov\x1b[0m  \x1b[3;35mwithholds\x1b[0m\n"
    )


def test_every_role_has_a_style_without_background_or_pale_colour() -> None:
    assert set(ROLES) <= STYLES.keys()
    words = {word for style in STYLES.values() for word in style.split()}
    assert words <= {"bold", "dim", "italic", "underline", "red", "green", "magenta", "cyan"}


def show_all_blocks(width: int) -> Iterator[Block]:
    yield Heading(["Third round ", Span("[sic]", "id")], "2 positions")
    yield Paragraph(
        "Sources disagree on the day: some say the 23rd, others the 24th and the 25th.", indent=2, hanging=2
    )
    yield Gap()
    yield Strip(
        [("Jul", "23"), ("Jul", "24"), ("Jul", "25")],
        [StripRow("UNN", "#..", "1 report"), StripRow("RIA", ".~~")],
        indent=2,
    )
    yield Heading(f"Width {width}", level=2)
    yield Pairs(
        [
            ("cause", Span("exclusive", "overlap")),
            ("why", "nothing fits both, as 23 July only excludes the 24th"),
        ],
        indent=2,
    )
    yield Grid(
        [GridColumn("Value", wrap=False), GridColumn("Reports", right=True), GridColumn("Words", grow=1)],
        [
            [Span("2025-07-23", "value"), "3", ["“on Wednesday”", "\n", Span("r3-unn", "id")]],
            [Span("2025-07-24/25", "value"), "12", Span("“Thursday\nand Friday”", "quote")],
        ],
        indent=2,
        lines=True,
    )
    yield Grid([GridColumn(), GridColumn()], [["a", "b"], ["c", "d"]])
    yield Grid([GridColumn("Nobody")], [])


VIEWS = {
    60: """\
Third round [sic]  2 positions
  Sources disagree on the day: some say the 23rd, others the
    24th and the 25th.

       Jul
       23 24 25
  UNN  ██  ·  ·  1 report
  RIA   · ░░░░░
Width 60
  cause  exclusive
  why    nothing fits both, as 23 July only excludes the
         24th
  Value          Reports  Words
  ──────────────────────────────────────────────
  2025-07-23           3  “on Wednesday”
                          r3-unn
  ──────────────────────────────────────────────
  2025-07-24/25       12  “Thursday\\nand Friday”
a  b
c  d
""",
    40: """\
Third round [sic]  2 positions
  Sources disagree on the day: some say
    the 23rd, others the 24th and the
    25th.

       Jul
       23 24 25
  UNN  ██  ·  ·  1 report
  RIA   · ░░░░░
Width 40
  cause  exclusive
  why    nothing fits both, as 23 July
         only excludes the 24th
  Value    2025-07-23
  Reports  3
  Words    “on Wednesday”
           r3-unn

  Value    2025-07-24/25
  Reports  12
  Words    “Thursday\\nand Friday”
a  b
c  d
""",
}


@pytest.mark.parametrize("width", VIEWS)
def test_a_view_is_drawn_at_any_width(width: int) -> None:
    assert draw(width, Report(COLUMNS, ROWS, view=show_all_blocks)) == VIEWS[width]


def test_a_terminal_without_blocks_gets_other_characters() -> None:
    drawn = draw(60, Report(COLUMNS[:1], [], view=show_all_blocks), ascii_only=True)
    assert not set(drawn) & set("█░·─←→")
    assert "  UNN  ##  .  .  1 report\n  RIA   . ~~~~~\n" in drawn
    assert "  2025-07-23           3  “on Wednesday”\n" in drawn
    assert "  ----------" in drawn


COUNTS = [
    ("sized", None, False, 2, ""),
    ("stream", None, False, 1, ""),
    ("stream", 1, False, 1, "showing the first 1; more exist, --limit sets how many\n"),
    ("stream", 2, False, 2, ""),
    ("stream", 1, True, 1, ""),
]


@pytest.mark.parametrize(("form", "limit", "limited", "count", "said"), COUNTS)
def test_a_view_counts_what_it_must(
    form: str, limit: int | None, limited: bool, count: int, said: str
) -> None:
    streams = Streams.for_tests(terminal=True)
    report = Report(COLUMNS, ROWS if form == "sized" else iter(ROWS), view=show_all_blocks, limited=limited)
    assert (write_report(report, streams, limit=limit), streams.captured_notes) == (count, said)


def test_a_limit_applied_by_the_report_itself_cuts_no_rows() -> None:
    streams = Streams.for_tests()
    assert write_report(Report(COLUMNS, ROWS, limited=True), streams, "tsv", limit=1) == 2


def test_a_long_table_is_drawn_piece_by_piece_under_one_header() -> None:
    rows: list[list[Cell]] = [[f"id-{number}", "RIA"] for number in range(100, 1000)]
    lines = draw(80, Report(COLUMNS[:2], rows)).splitlines()
    assert lines == ["Id      Who", "───────────", *(f"id-{number}  RIA" for number in range(100, 1000))]


def test_a_long_table_moves_its_columns_rather_than_break_an_id() -> None:
    rows: list[list[Cell]] = [["short", "RIA"] for _ in range(CHUNK)]
    rows.append(["a-longer-id", "RIA"])
    lines = draw(80, Report(COLUMNS[:2], rows)).splitlines()
    assert lines[-2:] == ["short  RIA", "a-longer-id  RIA"]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS).map(list), min_size=1, max_size=4), st.integers(20, 130))
def test_no_text_is_cut_and_no_line_is_too_long(rows: list[list[Cell]], width: int) -> None:
    columns = [Column("id", kind="id"), Column("who", kind="name"), Column("text", grow=1)]
    drawn = draw(width, Report(columns, rows))
    assert max(map(cell_len, drawn.splitlines())) <= width
    # Words may be folded and stand side by side with others, but every letter is there.
    for row in rows:
        for cell in row:
            assert not {letter for letter in str(cell) if letter.isalnum()} - set(drawn)


def test_rich_is_not_imported_until_something_is_drawn() -> None:
    program = (
        "import sys; from talkscli.output.formats import write_report; from talkscli.output.streams import Streams;"
        "from talkscli.reports.table import Column, Report; s = Streams.from_process();"
        "[write_report(Report([Column('a')], [['x']]), s, name) for name in ('tsv', 'csv', 'json', 'ndjson', 'markdown')];"
        "sys.exit('rich' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
