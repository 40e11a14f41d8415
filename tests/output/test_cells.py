import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.desk.tables import unescape_cell
from talkscli.output.cells import escape_cell, escape_row, plain, show_cell, show_unsafe
from talkscli.reports.table import Cell

INJECTIONS = [
    ("clean", "clean"),
    ("Рустем Умєров, 7月", "Рустем Умєров, 7月"),
    (
        "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
        r"\x1b]8;;https://evil.example\x1b\click\x1b]8;;\x1b" + "\\",
    ),
    ("\x1b]52;c;cm0gLXJm\x07", r"\x1b]52;c;cm0gLXJm\x07"),
    ("\x1b[2J\x1b[1;1Hgone", r"\x1b[2J\x1b[1;1Hgone"),
    ("\x1bP+q544e\x1b\\", r"\x1bP+q544e\x1b" + "\\"),
    ("\x9b31mred", r"\x9b31mred"),
    ("\x90q\x9c", r"\x90q\x9c"),
    ("agreed\b\b\b\b\b\bdenied", r"agreed\x08\x08\x08\x08\x08\x08denied"),
    ("agreed\rdenied", r"agreed\rdenied"),
    ("two\nlines\tand a tab", r"two\nlines\tand a tab"),
    ("nul\0del\x7f", r"nul\x00del\x7f"),
    ("\u202edeined\u202c", r"\u202edeined\u202c"),
    ("\u2066isolate\u2069", r"\u2066isolate\u2069"),
    ("line\u2028paragraph\u2029", r"line\u2028paragraph\u2029"),
    ("half \udc80", r"half \udc80"),
    ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
    ("soft\xadhyphen", r"soft\xadhyphen"),
    ("tag \U000e0041", r"tag \U000e0041"),
    ("no-break\xa0space and\u3000wide one", "no-break\xa0space and\u3000wide one"),
]


@pytest.mark.parametrize(("text", "shown"), INJECTIONS)
def test_text_that_could_command_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("pay\u200dpal", r"pay\u200dpal"),
        ("Умє\u200cров", r"Умє\u200cров"),
        ("ends\u200c", r"ends\u200c"),
    ],
)
def test_joiners_stay_only_where_they_shape_what_is_read(text: str, shown: str) -> None:
    assert plain(text) == shown


CELLS: list[tuple[Cell, str, str]] = [
    (None, "", ""),
    ("", "", ""),
    (True, "yes", "yes"),
    (False, "no", "no"),
    (1200, "1200", "1200"),
    (0.875, "0.88", "0.875"),
    ([], "", ""),
    (["unn", "tass"], "unn, tass", "unn,tass"),
    (["one, two", "three"], "one, two, three", r"one\x2c two,three"),
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
    assert show_unsafe(escaped) == escaped


@given(st.lists(st.text(st.characters()), min_size=1))
def test_a_list_is_read_back_by_splitting_and_then_unescaping(items: list[str]) -> None:
    assert [unescape_cell(item) for item in escape_cell(list(items)).split(",")] == items


@given(st.text(st.characters()))
def test_what_people_see_holds_no_control_character(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in plain(text))


@given(st.lists(st.none() | st.booleans() | st.integers() | st.text(st.characters()) | st.lists(st.text())))
def test_a_row_is_its_cells_escaped_one_by_one(row: list[Cell]) -> None:
    assert escape_row(row) == "\t".join(map(escape_cell, row))
