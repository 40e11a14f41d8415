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


def test_months_that_would_touch_are_kept_apart() -> None:
    cells = [("Jul", "31"), ("Aug", "1")]
    assert draw(Strip(cells, [StripRow("", "#.")]), 80) == ["Jul Aug", "31  1", "██  ·"]


def test_months_never_stand_over_another_month() -> None:
    cells = [(month, "") for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun") for _ in range(2)]
    assert draw(Strip(cells, [StripRow("", "." * 10 + "#~")]), 80) == ["Jan Mar May", "··········█░"]
