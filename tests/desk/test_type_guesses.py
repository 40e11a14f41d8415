"""A new property is taken for what most of its cells are, and what stands in the way is told."""

from typing import Any

import pytest

from talkscli.desk.type_guesses import MOST_CELLS, TypeGuess


def guess(*cells: Any) -> TypeGuess:
    made = TypeGuess()
    for line, cell in enumerate(cells, 2):
        made.learn(cell, line)
    return made


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["14", "1,234", "about 40"], "count"),
        (["14", "N/A", "15"], "count"),
        ([14, 15.5, "16"], "count"),
        (["2025-05-01", "3 May 2025", "2025"], "date"),
        (["2024", "2025"], "count"),
        (["true", "No", True], "yes-no"),
        (["no", "no"], "yes-no"),
        (["40 min", "two hours"], "duration"),
        (["5 USD", "€6"], "money"),
        (["Anna", "May", "12"], "text"),
        (["14", "x"], "text"),
        ([], "text"),
    ],
)
def test_the_type_is_that_of_most_cells(cells: list[Any], kind: str) -> None:
    assert guess(*cells).type == kind


def test_the_cells_that_stand_in_the_way_are_told_with_their_lines() -> None:
    made = guess("1", "2", "3", "4", "5", "6", "7", "8", "a", "b", "c", "d")
    assert made.describe("killed") == (
        "killed is new, and taken for count, but for line 10 ('a'), line 11 ('b'), line 12 ('c') and 1 more: "
        "--na 'a' leaves such a cell out, --type killed=text takes all as words"
    )
    assert (
        guess("1", "x")
        .describe("p")
        .endswith(
            "only 1 of 2 values are of type count; others are line 3 ('x'): "
            "--na 'x' leaves such a cell out, --type p=count states it"
        )
    )
    assert guess("x").describe("p") == "p is new, and taken for text: nothing in it can be compared"


def test_more_cells_than_are_needed_are_not_learnt() -> None:
    made = guess(*["1"] * MOST_CELLS, *["x"] * (2 * MOST_CELLS))
    assert made.type == "count"
    assert made.count == MOST_CELLS
