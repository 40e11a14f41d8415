import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.names import fold_text, fold_word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Умеров", "Umerov"),
        ("Зеленский", "Zelenskyy"),
        ("ЕРДОГАН", "Erdoğan"),
        ("ПЕСКОВ", "peskow"),
        ("Türkçe", "TÜRKÇE"),
    ],
)
def test_a_word_is_found_in_another_script(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


def test_words_that_differ_in_a_vowel_stay_apart() -> None:
    assert fold_word("Umarov") != fold_word("Umerov")


def test_a_text_is_folded_word_by_word() -> None:
    text = "Rustem Umerov, «Умеров» (23-24 July)."
    assert fold_text(text) == " ".join(
        fold_word(word) for word in ["Rustem", "Umerov", "Умеров", "23", "24", "July"]
    )


@given(st.text(max_size=40))
def test_a_folded_text_holds_only_words_and_single_spaces(text: str) -> None:
    assert fold_text(text) == " ".join(fold_text(text).split())


def test_numbers_stay_as_they_are() -> None:
    assert fold_text("1,000 for 1000") == f"1 000 {fold_word('for')} 1000"


@given(st.text(alphabet="aceghjqxzßäñøиціύשمд한习3'", min_size=1, max_size=8))
def test_a_word_is_folded_to_the_first_sound_of_its_part(word: str) -> None:
    from talkscli.names.folding import split_words
    from talkscli.names.parts import part_of, sound_of

    assert [sound_of(piece) for piece in split_words(word)] == [
        part_of(piece).sounds[0] for piece in split_words(word)
    ]
