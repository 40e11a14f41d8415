import pytest

from talkscli.reports.blocks import Strip
from talkscli.reports.facts import draw_strip
from talkscli.reports.scales import LONGEST_STRIP, choose_scale
from talkscli.values.dates import TYPE
from talkscli.values.edtf import parse_edtf


def make_strip(*dates: str) -> Strip:
    strip = draw_strip([("", *TYPE.days(parse_edtf(date)), date) for date in dates])
    assert strip
    return strip


@pytest.mark.parametrize(
    ("dates", "unit", "first", "last", "marks"),
    [
        (("2025-03-02", "2025-03-03"), (1, "day"), ("February 2025", "28"), ("March 2025", "5"), "..#..."),
        (
            ("2025-03-01", "2025-05-20"),
            (1, "week"),
            ("February 2025", "24"),
            ("May 2025", "19"),
            "#" + "." * 12,
        ),
        (("2024-03", "2025-08"), (1, "month"), ("2024", "Mar"), ("2025", "Aug"), "~" + "." * 17),
        (("2020", "2025-05-01"), (1, "year"), ("", "2020"), ("", "2025"), "~....."),
        (("1855", "2025"), (10, "year"), ("", "1850"), ("", "2020"), "~" + "." * 17),
        (("2025-07-22", "2025-07-24/.."), (1, "day"), ("July 2025", "21"), ("July 2025", "26"), ".#...."),
        (("2025-07-24/..", "2025-07-22"), (1, "day"), ("July 2025", "21"), ("July 2025", "26"), "...##>"),
        (("../2025-07-24", "2025-07-22"), (1, "day"), ("July 2025", "20"), ("July 2025", "25"), "<####."),
    ],
)
def test_dates_are_drawn_on_days_weeks_months_or_years_as_far_apart_as_they_lie(
    dates: tuple[str, ...],
    unit: tuple[int, str],
    first: tuple[str, str],
    last: tuple[str, str],
    marks: str,
) -> None:
    strip = make_strip(*dates)
    assert (strip.unit, strip.cells[0], strip.cells[-1], strip.rows[0].marks) == (unit, first, last, marks)


@pytest.mark.parametrize(
    "end", ["2025-05-02", "2025-05-03", "2026-03-01", "2030-03-01", "2090", "Y170000002"]
)
def test_a_strip_is_never_too_long_for_the_eye(end: str) -> None:
    strip = make_strip("2025-03-01", end, "../2025-04", "2025-04/..")
    assert 5 <= len(strip.cells) <= LONGEST_STRIP
    assert {len(row.marks) for row in strip.rows} == {len(strip.cells)}
    assert "#" in strip.rows[0].marks


@pytest.mark.parametrize("days", [10, 100, 1000, 10_000, 100_000])
def test_the_cells_of_a_scale_follow_each_other_without_a_gap(days: int) -> None:
    scale, first, last = choose_scale(739_000, 739_000 + days)
    stretches = [scale.stretch(cell) for cell in range(first, last + 1)]
    assert [low for low, _ in stretches[1:]] == [high + 1 for _, high in stretches[:-1]]
    assert [scale.cell(low) for low, _ in stretches] == [scale.cell(high) for _, high in stretches]


def test_dates_with_no_known_day_have_no_strip() -> None:
    assert draw_strip([]) is None
