"""An anchor is exact only where the very words stand, whole, in the line named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.desk.anchors import CUT_WORD, OVER_LINES, fold, holds, place_anchor, show_difference
from talkscli.desk.texts import split_paragraphs
from talkscli.desk.verifying import explain_placement

LINES = [
    "The talks are planned for 22 July in Istanbul.",
    "“No miraculous breakthroughs,” he said, “no miraculous breakthroughs.”",
    "The talks are planned for 24 July in Istanbul, said Peskov.",
    "The exchange of prisoners18.07.25 goes on.",
]

CASES = [
    ("planned for 22 July", 1, "exact", (1,)),
    ("planned for 22 July", None, "exact", (1,)),
    ("planned for 22 July", 3, "moved", (1,)),
    ("planned for 22 July", 99, "moved", (1,)),
    ("The talks are planned", 1, "exact", (1,)),
    ("The talks are planned", 2, "ambiguous", (1, 3)),
    ("The talks are planned", None, "ambiguous", (1, 3)),
    ("miraculous breakthroughs", 2, "exact", (2,)),
    ("exchange of prisoners", 4, "exact", (4,)),
    ("Planned for 22 July", 1, "near", (1,)),
    ("planned  for 22 July", 1, "near", (1,)),
    ("are planned for 2 July", 1, "near", (1,)),
    ("planned for 2", 1, "near", (1,)),
    ('"No miraculous breakthroughs,"', 2, "near", (2,)),
    ("planned for 24 June in Istanbul", 3, "near", (3,)),
    ("something else altogether", 1, "missing", ()),
    ("", 1, "no-anchor", ()),
    (None, 1, "no-anchor", ()),
]


@pytest.mark.parametrize(("quote", "paragraph", "state", "found"), CASES)
def test_an_anchor_stands_as_the_text_has_it(
    quote: str | None, paragraph: int | None, state: str, found: tuple[int, ...]
) -> None:
    placement = place_anchor(quote, paragraph, LINES)
    assert (placement.state, placement.found) == (state, found)


def test_a_near_passage_is_shown_with_its_difference() -> None:
    placement = place_anchor("planned for 25 July in Istanbul", 3, LINES)
    assert placement.passage == "planned for 24 July in Istanbul"
    assert placement.difference == "planned for [-25-] {+24+} July in Istanbul"


def test_a_difference_of_white_space_is_said_in_words() -> None:
    assert show_difference("two  words", "two words") == "only the white space differs"


WRAPPED = [
    "Both sides agreed to exchange one thousand pris-",
    "oners each, and to talk of a “cease-",
    "fire” in",
    "Istanbul again.",
    "One thousand",
    "prisoners were not exchanged.",
]


@pytest.mark.parametrize(
    ("quote", "paragraph", "found", "passage"),
    [
        ("one thousand prisoners each", 1, (1, 2), "one thousand pris- oners each"),
        ('a "Cease-fire" in Istanbul', None, (2, 3, 4), "a “cease- fire” in Istanbul"),
        ("thousand  prisoners were", 5, (5, 6), "thousand prisoners were"),
        ("one thousand prisoners", 5, (5, 6), "One thousand prisoners"),
        ("one thousand prisoners", 1, (1, 2), "one thousand pris- oners"),
    ],
)
def test_an_anchor_is_found_over_the_ends_of_lines(
    quote: str, paragraph: int | None, found: tuple[int, ...], passage: str
) -> None:
    placement = place_anchor(quote, paragraph, WRAPPED)
    assert (placement.state, placement.found, placement.passage) == ("near", found, passage)
    assert "runs over paragraphs" in explain_placement(placement, paragraph)


def test_words_of_two_lines_make_no_anchor_in_which_they_are_cut() -> None:
    assert place_anchor("thousand prison", 1, ["one thousand", "prisoners"]).difference != OVER_LINES


@pytest.mark.parametrize("quote", ["t negotiate under", "negotiate under bom"])
def test_an_anchor_that_cuts_a_word_is_told_to_do_so(quote: str) -> None:
    placement = place_anchor(quote, 1, ["The mayor said: they don’t negotiate under bombs."])
    assert (placement.state, placement.difference) == ("near", CUT_WORD)


def test_an_empty_text_has_nothing() -> None:
    assert place_anchor("words", 1, []).state == "missing"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("a\n\n b \n \t \nc", ["a", " b ", "c"]),
        ("a\r\n\r\nb\rc", ["a", "b", "c"]),
        ("", []),
        ("\u00a0\na", ["a"]),
    ],
)
def test_paragraphs_are_the_lines_that_are_not_empty(words: str, lines: list[str]) -> None:
    assert split_paragraphs(words) == lines


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.lists(st.text("ab .", min_size=1), max_size=6), st.text("ab ", min_size=1, max_size=8))
def test_exact_means_that_the_words_are_there(lines: list[str], quote: str) -> None:
    placement = place_anchor(quote, 1, lines)
    if placement.state == "exact":
        assert quote in lines[0]
    if placement.state in {"missing", "near"}:
        assert not any(f" {quote} " in f" {line} " for line in lines) or not quote.strip()


def test_a_huge_text_is_searched_in_little_time() -> None:
    lines = ["word " * 200_000 for _ in range(3)]
    assert place_anchor("nowhere to be found", 1, lines).state == "missing"
    assert place_anchor("word", 1, lines).state == "exact"


@pytest.mark.parametrize(
    ("text", "quote", "stands"),
    [
        ("They don't negotiate", "t negotiate", False),
        ("They don’t negotiate", "t negotiate", False),
        ("They don't negotiate", "don't negotiate", True),
        ("We've met", "ve met", False),
        ("la position de l'Ukraine", "Ukraine", True),
        ("Trump's envoy", "Trump", True),
        ("the 'tall' one", "tall", True),
        ("t negotiate", "t negotiate", True),
    ],
)
def test_an_anchor_begins_with_a_word(text: str, quote: str, stands: bool) -> None:
    assert holds(text, quote) is stands
