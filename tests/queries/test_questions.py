"""Questions in words, and the facts of the shipped store that they ask for."""

from typing import TYPE_CHECKING

import pytest

from talkscli.queries.questions import read_question

if TYPE_CHECKING:
    from tests.conftest import Talks

ASKED = [
    ("how many prisoners", "round-1.prisoners-each-side"),
    ("When is the third round?", "round-3.date"),
    ("where was the first round", "round-1.venue"),
    ("where will the third round take place?", "round-3.venue"),
    ("who led the Ukrainian delegation in the third round", "round-3.ukraine-head"),
    ("what does Russia demand", "russia.demand"),
    ("how long did the second round last", "round-2.duration"),
    ("will the leaders meet first", "leaders-summit.before-substance"),
    ("what role has Umerov", "umerov.role"),
]


@pytest.mark.parametrize(("question", "fact"), ASKED)
def test_a_question_finds_its_fact(talks: "Talks", question: str, fact: str) -> None:
    ended = talks("search", *question.split(), "--columns", "fact", "--no-header")
    assert ended.status == 0
    assert fact in ended.out.split()
    assert fact in talks("search", question).err


def test_the_facts_taken_are_told(talks: "Talks") -> None:
    assert talks("search", "how many prisoners").err == (
        "taken as a question, for round-1.prisoners-each-side; talks show round-1.prisoners-each-side shows what "
        "is said of it\n"
    )


def test_a_search_that_has_hits_is_no_question(talks: "Talks") -> None:
    ended = talks("search", "who:peskov", "memorand*")
    assert ended.out
    assert "question" not in ended.err
    words = "What will be discussed".split()
    assert read_question(" ".join(words)) is not None


@pytest.mark.parametrize(
    "text", ["prisoners", "how many", "when", "who:peskov is", '"how many" prisoners', "how many -x"]
)
def test_what_is_no_question_is_none(text: str) -> None:
    assert read_question(text) is None


def test_a_question_without_an_answer_finds_nothing(talks: "Talks") -> None:
    ended = talks("search", "how many xyzzyq")
    assert (ended.status, ended.err) == (0, "no claim has these words\n")
    assert len(ended.out.splitlines()) == 1


def test_a_limit_counts_claims(talks: "Talks") -> None:
    assert (
        len(talks("search", "when is the third round", "--limit", "3", "--no-header").out.splitlines()) == 3
    )
