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


@given(st.data())
def test_comparing_spellings_and_other_people_is_symmetric(data: st.DataObject) -> None:
    known = [name for pair in split_pairs(SAME_PERSON + OTHERS) for name in pair]
    words = st.sampled_from([word for name in known for word in name.split()])
    names = st.one_of(st.sampled_from(known), st.lists(words, min_size=1, max_size=4).map(" ".join))
    one, other = data.draw(names), data.draw(names)
    assert compare(one, other) == compare(other, one)


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


SAME_PERSON = """
عبد الرحمن ياسين | ABDUL RAHMAN YASIN
عبدالكريم | Abdel Karim
Abd al-Karim | Abdulkarim
Abdul Rahman | Abdurrahman
Nur al-Din Ahmad | Nureddin Ahmad
Попо́в | Popov
Влади́мир Зеле́нский | Volodymyr Zelenskyy
کریمی | Karimi
محمدی | Mohammadi
ורד כהן | Vered Cohen
Тиба | Chiba
Mohd Ali | Mohammed Ali
Md. Rahman | Muhammad Rahman
Джанлуиджи | Gianluigi
Хосе Мария | José María
Jrushchov | Хрущёв
Mykolajiw | Mykolaiv
Kyjiw | Kyiv
Michael Jackson | Mikhail Jackson
Michele Placido | Микеле Плачидо
Саджид Джавид | Sajid Javid
Michael Ó Briain | Michael O'Brien
Mary Ó Súilleabháin | Mary O'Sullivan
Cormac Mac Cárthaigh | Cormac McCarthy
Ivan Grigoryevich Petrov | Ivan Hryhoryavich Petrov
Alexander Grigoryevich Lukashenko | Аляксандр Рыгоравіч Лукашэнка
Сергей Николаевич Иванов | Сяргей Мікалаевіч Іваноў
Anna Sergeyevna Petrova | Hanna Siarhieŭna Petrova
"""

OTHERS = """
गोपाल चोपरा | Zafar Iqbal
Abu Mazen | Mazen Darwish
Ali Omar | Omar Ali Hussain
Kim Schrier | Kelly Ivan Mota
강 | Kong
Sajid | Said
Sajid Javid | Said Javid
Majid Karimi | Maid Karimi
Said | Саджид
Michael | Mitchell
George Michael | George Mitchell
Michael Smith | Митчелл Смит
Michael Obama | Michelle Obama
Mikhail Gill | Mitchell Gill
Jhan | Khan
Sadiq Jhan | Sadiq Khan
John Chan | John Juan
Conor O'Brien | Conor Bryan
Тиба | Tibor
Ivan Grigoryevich Petrov | Ivan Georgievich Petrov
Иван Николаевич Петров | Іван Міхайлавіч Пятроў
Anna B. Cohen | Alex Brown Clark
"""


def split_pairs(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


@pytest.mark.parametrize(("one", "other"), split_pairs(SAME_PERSON))
def test_spellings_of_one_name_can_be_one_person(one: str, other: str) -> None:
    assert compare(one, other).same
    assert compare(other, one) == compare(one, other)


@pytest.mark.parametrize(("one", "other"), split_pairs(OTHERS))
def test_names_that_only_share_sounds_or_words_are_other_people(one: str, other: str) -> None:
    assert not compare(one, other).same
    assert compare(other, one) == compare(one, other)


def test_likeness_does_not_depend_on_who_asks_first() -> None:
    from itertools import combinations

    from talkscli.names import likeness
    from talkscli.names.parts import part_of

    words = "abdul عبد rahman الرحمن yasin ياسين چوپان gopal गोपाल กมล kim 김 习 xi umerov умєров אברהם avraham".split()
    for one, other in combinations(map(part_of, words), 2):
        likeness._PAIRS.clear()
        found = likeness.liken(one, other)
        likeness._PAIRS.clear()
        assert likeness.liken(other, one) == found
