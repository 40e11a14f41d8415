from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.errors import ValueSyntaxError
from talkscli.values.words import (
    Listing,
    Reference,
    parse_answer,
    parse_listing,
    parse_reference,
    parse_words,
)

FOLDED = [
    # text, what is left of it for comparison
    ("Miraculous progress", "miraculous progress"),
    ("  “Miraculous, progress!” ", "miraculous progress"),
    ("don't", "don t"),
    ("don’t", "don t"),
    ("ground_zero", "ground zero"),
    ("Straße", "strasse"),
    ("ÇIRAĞAN", "çirağan"),
    ("caf\u00e9", "caf\u00e9"),
    ("cafe\u0301", "caf\u00e9"),
    ("mira\u00adculous", "miraculous"),
    ("мир — не війна", "мир не війна"),
    ("\uff11\uff10 days", "10 days"),
    ("हिन्दी", "हिन्दी"),
    ("नहीं, नहीं", "नहीं नहीं"),
    ("?!", "?!"),
    (" … ", "…"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_words_are_folded_for_comparison_and_kept_for_show(text: str, folded: str) -> None:
    value = parse_words(text, "quote")
    assert (value.folded, value.text, str(value)) == (folded, text, text)


@pytest.mark.parametrize(("one", "other"), [("कि", "की"), ("resume", "résumé"), ("мир", "мiр"), ("?", "!")])
def test_words_that_differ_by_a_mark_are_different_words(one: str, other: str) -> None:
    assert parse_words(one, "quote") != parse_words(other, "quote")


@given(st.text(min_size=1).filter(str.strip))
def test_folding_is_done_once(text: str) -> None:
    value = parse_words(text, "quote")
    assert value.folded
    assert parse_words(value.folded, "quote") == value


IDS = ["umerov", "round-3", "2022", "a-b-c"]
NO_IDS = ["", "Umerov", "umerov ", "a--b", "-a", "a-", "a_b", "умєров", "a\n", "٣", "a,b"]


@pytest.mark.parametrize("text", IDS)
def test_an_id_is_a_reference(text: str) -> None:
    value = parse_reference(text, "actor")
    assert (value.id, value.key, str(value), value.type) == (text, text, text, "actor")


@pytest.mark.parametrize("text", NO_IDS)
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueSyntaxError, match="lower-case letters, digits and hyphens"):
        parse_reference(text, "place")
    with pytest.raises(ValueSyntaxError, match="lower-case letters, digits and hyphens"):
        parse_listing([text], "terms")


def test_a_list_has_no_order() -> None:
    one, other = parse_listing(["b", "a"], "terms"), parse_listing("a, b", "terms")
    assert (one, hash(one), str(one), one.key) == (other, hash(other), "a,b", frozenset({"a", "b"}))


LISTS: list[tuple[Any, str]] = [
    ([], "it is empty"),
    (["a", "a"], "twice"),
    ("a,,b", "hyphens"),
    ("", "hyphens"),
]


@pytest.mark.parametrize(("items", "problem"), LISTS)
def test_what_is_no_list_is_refused(items: Any, problem: str) -> None:
    with pytest.raises(ValueSyntaxError, match=problem):
        parse_listing(items, "terms")


@pytest.mark.parametrize("text", ["Yes", "y", "true", "", "yes ", "no."])
def test_only_yes_and_no_are_answers(text: str) -> None:
    with pytest.raises(ValueSyntaxError, match="neither yes nor no"):
        parse_answer(text)
    assert [str(parse_answer(answer)) for answer in ("yes", "no")] == ["yes", "no"]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
def test_no_words_are_refused(text: str) -> None:
    with pytest.raises(ValueSyntaxError, match="it is empty"):
        parse_words(text, "text")


def test_values_of_two_types_are_never_equal() -> None:
    values = [
        Reference("place", "x"),
        Reference("actor", "x"),
        Listing("place", ("x",)),
        parse_words("x", "text"),
        parse_words("x", "quote"),
    ]
    assert len(set(values)) == len(values)
