import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.output.layout import GAP, READABLE, Need, find_margin, fit_columns, measure_column

SHARES = [
    ("all have what they want", [Need(5, 5), Need(18, 30)], 80, [5, 30]),
    ("a long text takes what is left", [Need(10, 10), Need(18, 200, 1)], 60, [10, 48]),
    ("a little spares a column all wrapping", [Need(18, 20), Need(18, 200, 3)], 60, [20, 38]),
    ("of much, a short column is served first", [Need(16, 27, 2), Need(24, 400, 3)], 149, [27, 120]),
    ("of little, it is not", [Need(16, 27, 2), Need(24, 400, 3)], 60, [16, 42]),
    ("texts of one length share alike", [Need(18, 100), Need(18, 100)], 62, [30, 30]),
    ("weight tells", [Need(18, 100, 1), Need(18, 100, 2)], 74, [24, 48]),
    ("no room is left", [Need(30, 30), Need(48, 48)], 80, [30, 48]),
    ("too narrow by one", [Need(30, 30), Need(49, 49)], 80, None),
]


@pytest.mark.parametrize(
    ("needs", "width", "widths"), [case[1:] for case in SHARES], ids=[case[0] for case in SHARES]
)
def test_width_is_shared_out(needs: list[Need], width: int, widths: list[int] | None) -> None:
    assert fit_columns(needs, width) == widths


NEEDS = st.builds(
    lambda least, more, grow: Need(least, least + more, grow),
    st.integers(0, 40),
    st.integers(0, 300),
    st.integers(0, 3),
)


@given(st.lists(NEEDS, min_size=1, max_size=8), st.integers(20, 250))
def test_shares_fit_and_waste_nothing(needs: list[Need], width: int) -> None:
    widths = fit_columns(needs, width)
    room = width - GAP * (len(needs) - 1)
    if widths is None:
        assert sum(need.least for need in needs) > room
        return
    assert all(need.least <= got <= need.full for need, got in zip(needs, widths, strict=True))
    assert sum(widths) == min(room, sum(need.full for need in needs))


MEASURES = [
    ("a short text keeps its width", "Who", ["RIA Novosti"], True, (11, 11)),
    ("a long text can wrap", "Text", ["one two three four five six"], True, (READABLE, 27)),
    ("a long word sets the least", "Text", ["one incomprehensibilities two three"], True, (21, 35)),
    ("a word beyond reason is folded", "Text", ["x" * 90], True, (28, 90)),
    ("an id never wraps", "Id", ["round-3-date-zelenskyy-evening"], False, (30, 30)),
    ("wide characters count twice", "Who", ["漢字かな"], True, (8, 8)),
    ("lines are measured one by one", "Who", ["one\ntwo and"], True, (7, 7)),
    ("a label counts", "Reports", ["1"], False, (7, 7)),
]


@pytest.mark.parametrize(
    ("label", "texts", "wrap", "need"), [case[1:] for case in MEASURES], ids=[case[0] for case in MEASURES]
)
def test_a_column_is_measured(label: str, texts: list[str], wrap: bool, need: tuple[int, int]) -> None:
    found = measure_column(label, texts, wrap=wrap)
    assert (found.least, found.full) == need


def test_a_label_longer_than_it_may_be_does_not_widen_the_margin() -> None:
    assert find_margin(["short", "a middling label", "x" * 40], 26) == 16
    assert find_margin(["x" * 27], 26) == 0
    assert find_margin([], 26) == 0
