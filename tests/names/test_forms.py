from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.names import all_forms, name_forms, near_keys, query_forms

# A stored name, a query, and the first way by which a stored row answers it.
MEETING = [
    ("Rustem Umerov", "rustem umerov", "folded"),
    ("Rustem Umerov", "UMEROV, Rustem", "folded"),
    ("Rustem Umerov", "Umerov", "folded"),
    ("Rustem Umerov", "R. Umerov", "folded"),
    ("Rustem Umerov", "Mr Rustem Umerov", "folded"),
    ("Rustem Umerov", "Умєров Рустем", "transliterated"),
    ("Recep Tayyip Erdoğan", "Erdogan", "folded"),
    ("Recep Tayyip Erdoğan", "Recep Erdogan", "folded"),
    ("Recep Tayyip Erdoğan", "Реджеп Тайип Эрдоган", "transliterated"),
    ("Jean-Noël Barrot", "Jean Noel Barrot", "folded"),
    ("Volodymyr Zelenskyy", "Владимир Зеленский", "transliterated"),
    ("Volodymyr Zelenskyy", "President Zelensky", "transliterated"),
    ("Vladimir Putin", "Vladimir Vladimirovich Putin", "folded"),
    ("Vladimir Vladimirovich Putin", "Vladimir Putin", "folded"),
    ("Vladimir Putin", "V. V. Putin", "folded"),
    ("Ursula von der Leyen", "von der Leyen", "folded"),
    ("Çırağan Palace", "ciragan", "folded"),
    ("Xi Jinping", "习近平", None),
]

APART = [
    ("Rustem Umerov", "Umarov"),
    ("Rustem Umerov", "Ali Umerov"),
    ("Rustem Umerov", "A. Umerov"),
    ("Vladimir Medinsky", "Roman Medinski"),
    ("Vladimir Vladimirovich Putin", "Vladimir Ivanovich Putin"),
    ("Alexander II", "Alexander III"),
    ("Third round", "Second round"),
    ("Ukraine", "President of Ukraine"),
]

WORDS = st.text(alphabet="абвгіїєґ abcdeğışöz'-. çéَمحд习近김1I", max_size=24)


def first_way(name: str, query: str) -> str | None:
    stored = set(name_forms(name))
    return next((way for way, key in query_forms(query) if (way, key) in stored), None)


@pytest.mark.parametrize(("name", "query", "way"), MEETING)
def test_a_query_meets_a_stored_row_by_the_expected_way(name: str, query: str, way: str | None) -> None:
    assert first_way(name, query) == way


@pytest.mark.parametrize(("name", "query"), APART)
def test_a_contradicting_query_meets_no_stored_row(name: str, query: str) -> None:
    assert first_way(name, query) is None


@given(WORDS)
def test_a_name_asked_as_it_is_stored_is_found_if_it_has_a_word(name: str) -> None:
    if name_forms(name):
        assert first_way(name, name) == "folded"


@given(WORDS)
def test_folded_rows_are_asked_before_transliterated_ones(query: str) -> None:
    ways = [way for way, _ in query_forms(query)]
    assert ways == sorted(ways, key=["folded", "transliterated"].index)


@pytest.mark.parametrize("name", ["Rustem Umerov", "Андрій Сибіга", "TASS", "Istanbul"])
def test_a_name_of_one_or_two_words_needs_few_rows(name: str) -> None:
    assert len(name_forms(name)) <= 16
    assert len(near_keys(name)) <= 24


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Rustem Umerov", "Umerpv"),
        ("Vladimir Medinsky", "Medinsy"),
        ("Volodymyr Zelenskyy", "Zelnsky"),
        ("Vladimir Putin", "بوتين"),
        ("Benjamin Netanyahu", "נתניהו"),
        ("Xi Jinping", "习近平"),
        ("Moon Jae-in", "문재인"),
        ("Donald Trump", "Трамп"),
    ],
)
def test_a_near_name_shares_a_blocking_key(name: str, query: str) -> None:
    assert set(near_keys(name)) & set(near_keys(query))


def test_an_empty_name_has_no_rows() -> None:
    assert (name_forms(" – "), query_forms(""), near_keys("")) == ((), (), ())


@given(st.lists(WORDS, max_size=3))
def test_all_forms_are_those_that_are_given_one_by_one(names: list[str]) -> None:
    folded, sounded, near = all_forms(names)
    rows = {row for name in names for row in name_forms(name)}
    assert {("folded", key) for key in folded} | {("transliterated", key) for key in sounded} == rows
    assert near == {crc32(key.encode()) for name in names for key in near_keys(name)}


@pytest.mark.parametrize(
    "name",
    [
        "Rustem Umerov",
        "Mr Xavier Schultz-Zhang",
        "Vladimir Vladimirovich Putin",
        "Abd al-Rahman Yusuf Chalabi Haddad",
        "Alexander II of Russia",
        "Boutros Boutros",
        "문재인",
        "Çırağan Palace 3",
    ],
)
def test_the_forms_of_a_name_of_any_shape_are_the_same_at_once_and_one_by_one(name: str) -> None:
    folded, sounded, near = all_forms([name])
    rows = name_forms(name)
    assert folded == {key for way, key in rows if way == "folded"}
    assert sounded == {key for way, key in rows if way == "transliterated"}
    assert near == {crc32(key.encode()) for key in near_keys(name)}
