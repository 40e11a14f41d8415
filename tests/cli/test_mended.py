"""What first users met, and should not meet again."""

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Talks


@pytest.mark.parametrize(
    "words", [["claims", "-"], ["conflicts", "-"], ["who", "-"], ["show", "-"], ["rounds", "-"], ["sources", "-"],
              ["claims", "--who", "-"]],
)  # fmt: skip
def test_an_empty_standard_input_asks_for_nothing(talks: "Talks", words: list[str]) -> None:
    result = talks(*words)
    assert (result.status, result.out.count("\n")) == (0, 1)
    assert talks(*words, "-e").status == 1


@pytest.mark.parametrize("words", ["round-3", "3rd round", "third round", "Peskov", "round-3.date"])
def test_conflicts_are_found_by_what_they_are_about(talks: "Talks", words: str) -> None:
    assert "round-3.date" in talks("conflicts", *words.split(), "--columns", "fact").out.split()


def test_what_is_not_yet_known_is_said_to_be_so(talks: "Talks") -> None:
    for word in ("r3-date-ria", "round-3.date"):
        result = talks("show", word, "--as-of", "2024")
        assert (result.status, result.out) == (3, "")
        assert result.err == (
            f"talks: {word}: nothing of it was said and published by 2024; choose a later --as-of\n"
        )


def test_a_word_of_another_kind_is_pointed_elsewhere(talks: "Talks") -> None:
    assert "talks rounds round-3 shows" in talks("show", "round-3").err
    assert "talks who umerov shows" in talks("claims", "umerov").err


def test_a_table_has_no_escaped_line_breaks(talks: "Talks") -> None:
    assert "\\n" not in talks("sources", terminal=True).out


@pytest.mark.parametrize("words", [["sources", "Eunews"], ["who", "Umerov"], ["claims"], ["timeline"]])
def test_a_limit_holds_on_a_terminal_too(talks: "Talks", words: list[str]) -> None:
    short = talks(*words, "--limit", "1", terminal=True).out
    assert len(short) < len(talks(*words, "--limit", "5", terminal=True).out)


def test_a_limit_beyond_all_stores_is_no_limit(talks: "Talks") -> None:
    whole = talks("claims", "--columns", "id").out
    assert talks("claims", "--columns", "id", "--limit", "9" * 30).out == whole


def test_another_verdict_is_named_as_what_it_is(talks: "Talks") -> None:
    said = talks("conflicts", "round-3.date", "--verdict", "imprecise").err
    assert said.startswith("round-3.date is contradiction, not imprecise;")


def test_a_choice_does_not_look_like_an_extent_in_a_narrow_table(
    talks: "Talks", small_store: dict[str, Any], tmp_path: "Path"
) -> None:
    small_store["claims"][0]["when"] = "[2025-07-21..2025-07-23]"
    file = tmp_path / "s.json"
    file.write_text(json.dumps(small_store))
    shown = " ".join(talks("claims", "--store", file, terminal=True).out.split())
    assert "between" in shown
    assert "2025-07-21 to" not in shown


def test_a_period_cannot_end_before_it_begins(talks: "Talks") -> None:
    for command in ("claims", "timeline"):
        result = talks(command, "--since", "2025-07-30", "--until", "2025-07-01")
        assert (result.status, result.err) == (
            2, "talks: --until: 2025-07-01 is before 2025-07-30; exchange --since and --until\n"
        )  # fmt: skip


def test_words_of_a_list_are_taken_in_any_case_and_unknown_ones_refused(talks: "Talks") -> None:
    assert talks("claims", "--status", "Planned").out == talks("claims", "--status", "planned").out
    assert talks("claims", "--stance", "Withholds").status == 0
    assert talks("rounds", "--format", "JSON").status == 0
    unknown = talks("claims", "--status", "planed")
    assert unknown.status == 3
    assert "there are: agreed," in unknown.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--who", "x", "rounds"], "talks: --who goes after the command"),
        (["rounds", "--csv"], "talks: no such option: --csv; write --format csv"),
        (["version"], "talks: no command 'version'; talks --version shows the version"),
        (["rounds", "four"], "talks: no round named 'four' in this store; the rounds are"),
        (["who", " "], "talks: the name of the actor is empty"),
        (["claims", "--store", ""], "talks: --store: the path is empty"),
    ],
)
def test_a_slip_is_answered_with_the_way_on(talks: "Talks", words: list[str], said: str) -> None:
    result = talks(*words)
    assert result.status in {2, 3}
    assert result.err.startswith(said)


def test_help_is_a_command_too(talks: "Talks") -> None:
    ended = talks("help", "rounds")
    assert ended.status == 0
    assert "Usage: talks rounds" in ended.out


def test_a_bad_format_of_the_environment_is_told_as_such(talks: "Talks") -> None:
    result = talks("rounds", environ={"TALKS_FORMAT": "xx"})
    assert (result.status, result.err[:37]) == (2, "talks: the environment's TALKS_FORMAT")


def test_rows_piped_whole_are_explained(talks: "Talks") -> None:
    result = talks("show", "-", stdin=talks("claims", "--limit", "1").out)
    assert (result.status, result.err) == (
        2,
        "talks: standard input holds whole rows, and - reads one word or name a line; "
        "make them with --columns id --no-header\n",
    )


def test_two_rounds_of_one_number_are_not_guessed_between(
    talks: "Talks", small_store: dict[str, Any], tmp_path: "Path"
) -> None:
    small_store["events"].append({"id": "e2", "kind": "round", "name": "Another", "number": 1})
    file = tmp_path / "s.json"
    file.write_text(json.dumps(small_store))
    result = talks("rounds", "1", "--store", file)
    assert (result.status, result.out) == (3, "")
    assert "fits several" in result.err
