import pytest

from talkscli.output.strips import draw_strip
from talkscli.reports.blocks import Paragraph, Span, Strip, StripRow

ROWS = [
    StripRow("Zelenskyy", "...#.........", "1 origin"),
    StripRow(Span("RIA", "name"), "....##......."),
    StripRow("a source", "<...~~~....#>"),
]


def draw(strip: Strip, width: int, *, ascii_only: bool = False) -> list[str]:
    lines = []
    for line in draw_strip(strip, width, ascii_only=ascii_only):
        if isinstance(line, Paragraph):
            text = line.text if isinstance(line.text, str | Span) else "".join(map(read, line.text))
            lines.append(" " * line.indent + read(text))
        else:
            lines.append("".join(map(read, line)).rstrip())
    return lines


def read(piece: Span | str) -> str:
    return piece.text if isinstance(piece, Span) else piece


def make_strip(days: int = 13, rows: list[StripRow] = ROWS) -> Strip:
    cells = [("Jul", str(day)) if day <= 31 else ("Aug", str(day - 31)) for day in range(20, 20 + days)]
    return Strip(cells, rows, indent=2)


def test_days_stand_in_columns_under_their_months() -> None:
    assert draw(make_strip(), 80) == [
        "             Jul                                 Aug",
        "             20 21 22 23 24 25 26 27 28 29 30 31  1",
        "  Zelenskyy   ·  ·  · ██  ·  ·  ·  ·  ·  ·  ·  ·  ·  1 origin",
        "  RIA         ·  ·  ·  · █████  ·  ·  ·  ·  ·  ·  ·",
        "  a source    ←  ·  ·  · ░░░░░░░░  ·  ·  ·  · ██ →",
    ]


def test_a_strip_needs_no_blocks() -> None:
    assert draw(make_strip(), 80, ascii_only=True)[2:] == [
        "  Zelenskyy   .  .  . ##  .  .  .  .  .  .  .  .  .  1 origin",
        "  RIA         .  .  .  . #####  .  .  .  .  .  .  .",
        "  a source    <  .  .  . ~~~~~~~~  .  .  .  . ## >",
    ]


def test_a_narrow_terminal_gives_each_day_one_column() -> None:
    assert draw(make_strip(), 36) == [
        "             Jul         Aug",
        "             20 23 26 29 1",
        "  Zelenskyy  ···█·········  1 origin",
        "  RIA        ····██·······",
        "  a source   ←···░░░····█→",
    ]


def test_a_strip_longer_than_the_terminal_says_how_many_days_a_column_is() -> None:
    rows = [StripRow("RIA", "....##" + "." * 33 + "~")]
    assert draw(make_strip(40, rows), 27) == [
        "       Jul   Aug",
        "       20 26 1 5 9 13 19 25",
        "  RIA  ··█················░",
        "       one column is 2 days and shows the strongest mark in them",
    ]


def test_a_label_or_remark_too_long_has_a_line_of_its_own() -> None:
    rows = [
        StripRow("a diplomatic source who asked not to be named", ".#", "at least one origin, at most two")
    ]
    assert draw(make_strip(2, rows), 40) == [
        "    Jul",
        "    20 21",
        "  a diplomatic source who asked not to be named",
        "     · ██",
        "    at least one origin, at most two",
    ]


MARCH = [("March 2025", str(day)) for day in range(1, 6)]


@pytest.mark.parametrize(
    ("cells", "labels"),
    [
        ([("February 2025", "28"), *MARCH], ["   March 2025", "28  1  2  3  4  5"]),
        ([("February 2025", "27"), ("February 2025", "28"), *MARCH], ["Feb   March 2025"]),
        ([("February 2025", str(day)) for day in (26, 27, 28)] + MARCH, ["Feb 2025 March 2025"]),
        ([("February 2025", str(day)) for day in range(24, 29)] + MARCH, ["February 2025  March 2025"]),
        ([*MARCH, ("April 2025", "1")], ["Mar 2025  April 2025"]),
        ([("Jul", "31"), ("Aug", "1")], ["   Aug", "31  1"]),
    ],
)
def test_a_month_begins_over_its_own_first_day_and_ends_before_the_next_one(
    cells: list[tuple[str, str]], labels: list[str]
) -> None:
    drawn = draw(Strip(cells, [StripRow("", "#" * len(cells))]), 80)
    assert drawn[: len(labels)] == labels


def test_where_columns_are_too_narrow_for_most_labels_every_other_one_is_kept() -> None:
    cells = [(month, "") for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun") for _ in range(2)]
    assert draw(Strip(cells, [StripRow("", "." * 10 + "#~")]), 80) == ["Jan Mar May", "··········█░"]


def test_a_strip_of_longer_stretches_says_what_a_column_is() -> None:
    cells = [("", str(year)) for year in range(1900, 2000, 10)]
    rows = [StripRow("", "#........~")]
    assert draw(Strip(cells, rows, unit=(10, "year")), 80)[-1] == (
        "one column is 10 years and shows the strongest mark in them"
    )
    assert draw(Strip(cells, rows, unit=(1, "week")), 80)[-1] == (
        "one column is one week and shows the strongest mark in it"
    )
    assert draw(Strip(cells, rows, unit=(10, "year")), 6)[-1] == (
        "one column is 20 years and shows the strongest mark in them"
    )
