import pytest

from talkscli.names.echoes import hear_latin
from talkscli.names.scripts import read_word, script_of
from talkscli.names.sounds import read_first, read_latin

MEETING = [
    ("umerov", "umierov", "umerow", "умеров", "умєров", "oumerov"),
    ("zelensky", "zelenskyy", "zelenskiy", "zelenskij", "zelenskii", "selenskyj", "зеленский", "зеленський"),
    ("peskov", "peskow", "песков", "пєсков"),
    ("putin", "poutine", "путин", "путін", "პუტინი", "πούτιν"),
    ("gorbachev", "gorbatschow", "gorbachov", "горбачёв", "горбачев"),
    ("khrushchev", "chruschtschow", "khrouchtchev", "хрущёв"),
    ("tchaikovsky", "tschaikowski", "чайковский"),
    ("yeltsin", "jelzin", "eltsine", "ельцин"),
    ("erdogan", "erdoğan", "ердоган", "эрдоган"),
    ("mitsotakis", "μητσοτάκης", "мицотакис"),
    ("pashinyan", "paschinjan", "փաշինյան", "пашинян"),
    ("saakashvili", "saakaschwili", "სააკაშვილი", "саакашвили"),
    ("milošević", "milosevic", "miloševic", "милошевић"),
    ("çavuşoğlu", "чавушоглу"),
    ("schröder", "schroeder", "шрёдер", "шредер"),
    ("lavrovs", "lavrov", "лавров"),
]

APART = [
    ("umerov", "umarov"),
    ("zelensky", "zelenko"),
    ("zelensky", "zelenska"),
    ("putin", "potanin"),
    ("maria", "mara"),
    ("ivanov", "ivanova"),
    ("petrov", "petrovsky"),
    ("умеров", "умаров"),
]

SCRIPTS = [
    ("umerov", "latin"),
    ("ərdoğan", "latin"),
    ("умєров", "cyrillic"),
    ("μητσοτάκης", "greek"),
    ("პუტინი", "georgian"),
    ("փաշինյան", "armenian"),
    ("بوتين", "arabic"),
    ("פוטין", "hebrew"),
    ("习近平", "han"),
    ("김정은", "hangul"),
    ("プーチン", "kana"),
    ("मोदी", "indic"),
    ("1945", "latin"),
]


def readings(word: str) -> set[str]:
    return set(read_word(word, script_of(word)))


@pytest.mark.parametrize("words", MEETING)
def test_conventions_of_one_name_meet_in_a_reading(words: tuple[str, ...]) -> None:
    first, *others = words
    assert [other for other in others if readings(first).isdisjoint(readings(other))] == []


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_differ_in_a_sound_have_no_reading_in_common(one: str, other: str) -> None:
    assert readings(one).isdisjoint(readings(other))


@pytest.mark.parametrize(("word", "script"), SCRIPTS)
def test_a_word_has_the_script_of_its_first_telling_letter(word: str, script: str) -> None:
    assert script_of(word) == script


def test_a_latin_word_is_heard_by_the_rules_of_its_language() -> None:
    assert "tramp" in hear_latin("trump")
    assert "baro" in hear_latin("barrot")
    assert "xtainmaer" in hear_latin("steinmeier")


def test_what_is_heard_does_not_make_two_latin_spellings_one() -> None:
    assert "tramp" not in read_latin("trump")
    assert "baro" not in read_latin("barrot")


def test_a_word_longer_than_any_name_is_its_own_reading() -> None:
    word = "cjhx" * 5000
    assert read_latin(word) == (word,)
    assert read_first(word) == word


def test_readings_are_few_and_differ() -> None:
    found = read_latin("schtschjochzowicz")
    assert 0 < len(found) <= 6
    assert len(set(found)) == len(found)
