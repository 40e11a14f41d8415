import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.names import Match, compare

SAME = [
    ("Rustem Umerov", "Умєров Рустем"),
    ("Volodymyr Zelenskyy", "Wolodymyr Selenskyj"),
    ("Vladimir Putin", "Владимир Владимирович Путин"),
    ("Vladimir Putin", "فلاديمير بوتين"),
    ("Benjamin Netanyahu", "בנימין נתניהו"),
    ("Xi Jinping", "习近平"),
    ("Kim Jong Un", "김정은"),
    ("Narendra Modi", "नरेन्द्र मोदी"),
    ("Donald Trump", "Дональд Трамп"),
    ("Jean-Noël Barrot", "Жан-Ноэль Барро"),
    ("Bill Clinton", "William Jefferson Clinton"),
    ("Osama bin Laden", "Usama bin Ladin"),
    ("R. Umerov", "Rustem Umerov"),
    ("Umerov", "Rustem Umerov"),
    ("Muhammad Ali", "Mohammed Ali"),
    ("Friedrich Merz", "Fridrich Merz"),
    ("Friedrich Merz", "FriedrichMerz"),
    ("Dr. Angela Merkel", "Angela Merkel"),
]

DIFFERENT = [
    ("Vladimir Putin", "Igor Putin"),
    ("Vladimir Medinsky", "Roman Medinski"),
    ("Volodymyr Zelenskyy", "Olena Zelenska"),
    ("Сергей Петрович Иванов", "Сергей Борисович Иванов"),
    ("Louis XIV", "Louis XVI"),
    ("Elizabeth I", "Elizabeth II"),
    ("G. W. Bush", "George Washington"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("李克强", "李强"),
    ("이재명", "이재형"),
    ("محمد بن سلمان", "محمد بن نايف"),
    ("Donald Trump", "Donald Tusk"),
    ("Rustem Umerov", ""),
    ("", ""),
]

NAMES = st.one_of(
    st.sampled_from([name for pair in SAME + DIFFERENT for name in pair]),
    st.text(alphabet="аеумров iaeumrovkšğ.-' ملك习김", max_size=18),
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_can_be_the_same_persons(one: str, other: str) -> None:
    assert compare(one, other).same


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_a_contradiction_rules_a_match_out(one: str, other: str) -> None:
    assert not compare(one, other).same


@given(NAMES, NAMES)
def test_comparing_names_is_symmetric(one: str, other: str) -> None:
    assert compare(one, other) == compare(other, one)


@given(NAMES, NAMES)
def test_a_score_lies_between_nothing_and_one(one: str, other: str) -> None:
    assert 0.0 <= compare(one, other).score <= 1.0


@given(NAMES.filter(lambda name: any(letter.isalpha() for letter in name)))
def test_a_name_is_its_own_best_match(name: str) -> None:
    assert compare(name, name) == Match(True, 1.0, "the names are equal")


def test_the_reason_names_the_parts_that_met() -> None:
    assert compare("Rustem Umerov", "Рустем Umerov").why == (
        "rustem is рустем in another spelling or script; umerov is the same"
    )


def test_the_reason_names_the_parts_that_clash() -> None:
    assert compare("Vladimir Putin", "Igor Putin").why == "igor is not vladimir; putin is the same"


def test_the_reason_names_the_numbers_that_differ() -> None:
    assert compare("Louis XIV", "Louis XVI").why == "the numbers 14 and 16 differ"
