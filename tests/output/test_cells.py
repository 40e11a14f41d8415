import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.desk.table_rows import unescape_cell
from talkscli.desk.written_values import split_labels
from talkscli.output.cells import escape_cell, escape_row, show_cell, write_cell
from talkscli.output.safe_text import UNSAFE
from talkscli.reports.table import Cell

CELLS: list[tuple[Cell, str, str]] = [
    (None, "", ""),
    ("", "", ""),
    (True, "yes", "yes"),
    (False, "no", "no"),
    (1200, "1200", "1200"),
    (0.875, "0.88", "0.875"),
    ([], "", ""),
    (["unn", "tass"], "unn, tass", "unn,tass"),
    (["one, two", "three"], "one, two, three", '["one, two", "three"]'),
    ([" one"], " one", '[" one"]'),
    (["one two", "three"], "one two, three", "one two,three"),
    ("a\tb\nc\rd\\e", r"a\tb\nc\rd" + "\\e", r"a\tb\nc\rd\\e"),
    ("zero\u200bwidth", r"zero\u200bwidth", "zero\u200bwidth"),
    (
        "\x1b[2J \x9b \u202e \u2028 \udc80",
        r"\x1b[2J \x9b \u202e \u2028 \udc80",
        r"\x1b[2J \x9b \u202e \u2028 \udc80",
    ),
]


@pytest.mark.parametrize(("cell", "for_people", "for_programs"), CELLS)
def test_a_cell_is_written_for_people_and_for_programs(
    cell: Cell, for_people: str, for_programs: str
) -> None:
    assert (show_cell(cell), escape_cell(cell)) == (for_people, for_programs)


@given(st.text(st.characters()))
def test_escaping_is_reversible_and_leaves_nothing_unsafe(text: str) -> None:
    escaped = escape_cell(text)
    assert unescape_cell(escaped) == text
    assert not re.search(f"[{UNSAFE}]", escaped)


@given(st.lists(st.text(st.characters()), min_size=1))
def test_a_list_is_read_back_as_it_was(items: list[str]) -> None:
    assert split_labels(unescape_cell(escape_cell(list(items)))) == items
    assert split_labels(write_cell(list(items))) == items


@given(st.lists(st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.lists(st.text())))
def test_a_row_is_its_cells_escaped_one_by_one(row: list[Cell]) -> None:
    assert escape_row(row) == "\t".join(map(escape_cell, row))
