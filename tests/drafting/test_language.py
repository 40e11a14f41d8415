"""The tables of a language: whole, and the only place in which its words stand."""

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from talkscli.conflicts.variant import PHASES
from talkscli.drafting.language import WITHHOLD, list_languages, load_language
from talkscli.errors import UsageError
from talkscli.index.claim_faults import TIMELESS
from talkscli.values.registry import type_names


def read_tables(code: str) -> dict[str, Any]:
    text = (files("talkscli.drafting") / "languages" / f"{code}.toml").read_text(encoding="utf-8")
    tables: dict[str, Any] = tomllib.loads(text)
    return tables


@pytest.mark.parametrize("code", list_languages())
def test_a_language_has_every_table_of_english(code: str) -> None:
    ours, theirs = read_tables("en"), read_tables(code)
    assert theirs.keys() == ours.keys()
    for name, table in ours.items():
        if name not in {"speech", "statuses"} and isinstance(table, dict):
            assert theirs[name].keys() == table.keys(), name
    assert load_language(code).code == code


@pytest.mark.parametrize("code", list_languages())
def test_statuses_types_and_stances_are_those_that_the_program_knows(code: str) -> None:
    language = load_language(code)
    known = {*PHASES, *TIMELESS}
    assert set(language.statuses) <= known
    assert {one.status for one in language.verbs.values()} - {None} <= known
    assert {one.stance for one in language.verbs.values()} <= {"asserts", "denies"}
    assert {one.type for one in language.concepts} <= set(type_names())


def test_a_dialect_has_the_table_of_its_language() -> None:
    assert load_language("en-GB").code == "en"


@pytest.mark.parametrize("code", ["uk", "", "../en", "EN_us"])
def test_a_language_without_a_table_is_told_with_those_that_there_are(code: str) -> None:
    with pytest.raises(UsageError, match="there are: en"):
        load_language(code)


def test_forms_of_a_word_have_one_stem_and_other_words_another() -> None:
    language = load_language("en")
    assert len({language.stem(word) for word in ("demand", "demands", "demanded", "demanding")}) == 1
    assert len({language.stem(word) for word in ("announced", "announces", "announcement")}) == 1
    assert language.make_singular("evening") == "evening"
    assert language.make_singular("parties") == "party"
    assert language.stem("even") == "even"


def test_verbs_and_silences_are_found_and_nouns_in_phrases_are_not() -> None:
    language = load_language("en")
    text = "He said it, declined to say more, and a think tank is said to know."
    found = [(verb[0], language.class_of(verb[0]).name) for verb in language.find_verbs(text, 0, len(text))]
    assert found == [("said", "say"), ("declined to", WITHHOLD), ("say", "say")]


def test_the_status_next_to_a_value_counts() -> None:
    language = load_language("en")
    text = "The round that took place on 16 May agreed on a round that is planned for June."
    assert language.find_status(text, 0, len(text), text.index("16")) == "held"
    assert language.find_status(text, 0, len(text), text.index("June")) == "planned"
    assert language.find_status("It was on 16 May.", 0, 17) is None
