import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.names import fold_name

FOLDS = [
    ("ERDOĞAN", "erdogan"),
    ("İstanbul", "istanbul"),
    ("ISTANBUL", "istanbul"),
    ("Çırağan Sarayı", "ciragan sarayi"),
    ("Jean-Noël Barrot", "jean noel barrot"),
    ("O’Brien", "obrien"),
    ("Mar'yana", "maryana"),
    ("Umerov, Rustem", "umerov rustem"),
    ("R. Umerov", "r umerov"),
    ("Weiß", "weiss"),
    ("Łukasz Ørsted", "lukasz orsted"),
    ("Горбачёв", "горбачев"),
    ("Андрій", "андрій"),
    ("Андрі\u0438\u0306", "андрій"),
    ("Κυριάκος", "κυριακοσ"),
    ("مُحَمَّد", "محمد"),
    ("김정은", "김정은"),
    ("  two   spaces ", "two spaces"),
    ("", ""),
    ("–", ""),
]


@pytest.mark.parametrize(("name", "folded"), FOLDS)
def test_folding_keeps_script_and_order(name: str, folded: str) -> None:
    assert fold_name(name) == folded


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold_name(name)
    assert fold_name(once) == once


@given(st.text(max_size=30))
def test_a_folded_name_has_no_outer_or_double_space(name: str) -> None:
    assert fold_name(name) == " ".join(fold_name(name).split())


def test_folding_any_letter_twice_is_folding_it_once() -> None:
    letters = (chr(point) for point in range(0x110000) if not 0xD800 <= point < 0xE000)
    assert [letter for letter in letters if fold_name(fold_name(letter)) != fold_name(letter)] == []
