"""The geometry of pictures, which needs no browser."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from talkscli.pages.charts import OPEN_LEFT, OPEN_RIGHT, POINT, VAGUE, BrokenScale, draw_numbers

NUMBERS = st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15, allow_nan=False)


@given(st.lists(st.tuples(NUMBERS, NUMBERS).map(sorted), min_size=1, max_size=8))
@example([[5e-324, 1]])
@example([[0, 5e-324]])
@example([[-5e-324, 5e-324]])
def test_every_number_has_a_place_and_the_order_is_kept(bounds: list[list[float]]) -> None:
    chart = draw_numbers([(low, high, "") for low, high in bounds])
    assert chart is not None
    starts = [track[0].start for track in chart.tracks]
    for track in chart.tracks:
        for mark in track:
            assert 0 <= mark.start <= mark.start + mark.width <= 101
    ordered = sorted(zip((low for low, _ in bounds), starts, strict=True))
    assert all(before[1] <= after[1] + 1e-6 for before, after in itertools.pairwise(ordered))
    assert 2 <= len(chart.axis.ticks) <= 40


@pytest.mark.parametrize(
    ("bounds", "shapes"),
    [
        ((5, 5, ""), [POINT]),
        ((5, 9, ""), [VAGUE]),
        ((5, None, ""), [VAGUE, OPEN_RIGHT]),
        ((None, 5, ""), [VAGUE, OPEN_LEFT]),
    ],
)
def test_a_number_is_a_point_a_range_is_a_bar_and_an_open_end_an_arrow(
    bounds: tuple[int | None, int | None, str], shapes: list[str]
) -> None:
    chart = draw_numbers([bounds, (1, 1, "")])
    assert chart is not None
    assert [mark.shape for mark in chart.tracks[0]] == shapes


def test_amounts_of_two_currencies_stand_on_no_line() -> None:
    assert draw_numbers([(5, 5, "USD"), (5, 5, "EUR")]) is None
    assert draw_numbers([(None, None, "")]) is None
    assert draw_numbers([None]) is None


def test_numbers_far_apart_stand_on_a_line_of_powers_of_ten() -> None:
    chart = draw_numbers([(10, 10, ""), (10_000, 10_000, "")])
    assert chart is not None
    assert [tick.text for tick in chart.axis.ticks] == ["10", "100", "1,000", "10,000"]
    assert chart.axis.remark


def test_seconds_are_told_in_the_unit_that_people_use() -> None:
    chart = draw_numbers([(2400, 2400, "s"), (7200, 7200, "s")])
    assert chart is not None
    assert chart.axis.heads[0].text == "hours"


@given(st.sets(st.integers(-(10**6), 10**6), min_size=1, max_size=40), st.floats(5, 40))
def test_days_keep_their_order_on_a_broken_scale_and_labels_stay_apart(days: set[int], apart: float) -> None:
    scale = BrokenScale(sorted(days))
    places = [scale.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert len(set(places)) == len(days)
    ticks = [scale.place(day) for day in scale.choose_ticks(apart)]
    inner = ticks[1:-1]
    assert all(after - before >= apart - 1e-9 for before, after in itertools.pairwise(inner))
