"""What a user's own words may cost: limits on words, on length and on how much is asked for at once."""

import pytest
from tests.conftest import Talks

from talkscli.queries.limits import MOST_CHARACTERS, MOST_LINES, MOST_WORDS

MANY = "peace " * (MOST_WORDS + 1)
LONG = "p" * (MOST_CHARACTERS + 1)

TOO_MANY_WORDS: tuple[tuple[str, ...], ...] = (
    ("search", MANY),
    ("search", f'"{MANY}"'),
    ("search", *MANY.split()),
    ("search", "-peace " * 80 + "talks"),
    ("search", "who:" + "a-" * 80),
    ("conflicts", MANY),
    ("conflicts", *MANY.split()),
    ("claims", "--text", MANY),
    ("claims", "--who", MANY),
    ("claims", "--about", MANY),
    ("claims", "--source", MANY),
    ("claims", "--property", MANY),
    ("claims", "--fact", MANY + ".date"),
    ("who", MANY),
    ("who", *("a" for _ in range(MOST_WORDS + 1))),
    ("rounds", MANY),
    ("sources", MANY),
    ("timeline", MANY),
    ("timeline", "--who", MANY),
)


@pytest.mark.parametrize("words", TOO_MANY_WORDS, ids=lambda words: " ".join(words)[:30])
def test_a_name_or_a_search_of_too_many_words_is_refused_with_the_limit(
    words: tuple[str, ...], talks: Talks
) -> None:
    ended = talks(*words)
    assert ended.status == 2, ended
    assert f"at most {MOST_WORDS} words" in ended.err
    assert len(ended.err) < 300


@pytest.mark.parametrize(
    "words",
    [
        ("search", LONG),
        ("conflicts", LONG),
        ("who", LONG),
        ("show", LONG),
        ("cite", LONG),
        ("claims", LONG),
        ("rounds", LONG),
        ("claims", "--status", LONG),
        ("claims", "--stance", LONG),
        ("claims", "--since", LONG),
        ("conflicts", "--verdict", LONG),
        ("claims", "--columns", LONG),
        ("claims", f"--text={LONG}"),
        ("add", "--value", LONG),
        ("add", "--text", LONG),
        ("add", "actor", "--name", LONG),
        ("retract", "x", "--why", LONG),
        ("who", "p" * MOST_CHARACTERS, "p"),
        ("search", "p" * MOST_CHARACTERS, "p"),
    ],
    ids=lambda words: " ".join(words)[:30],
)
def test_a_longer_argument_than_any_is_refused_and_its_option_named(
    words: tuple[str, ...], talks: Talks
) -> None:
    ended = talks(*words)
    assert ended.status == 2, ended
    assert f"at most {MOST_CHARACTERS:,} characters" in ended.err
    for word in words:
        if word.startswith("--"):
            assert ended.err.startswith(f"talks: {word.partition('=')[0]}: ")
    assert len(ended.err) < 300


def test_what_is_within_the_limits_is_looked_for(talks: Talks) -> None:
    assert talks("search", "peace " * MOST_WORDS).status == 0
    assert talks("search", '"' + "peace " * MOST_WORDS + '"').status == 0
    assert talks("search", "p" * MOST_CHARACTERS).status == 0
    assert talks("who", "a " * MOST_WORDS).status == 3
    assert talks("who", "p" * MOST_CHARACTERS).status == 3


@pytest.mark.parametrize("command", ["show", "claims", "cite", "who"])
def test_more_ids_than_are_taken_at_once_are_refused(command: str, talks: Talks) -> None:
    ended = talks(command, "-", stdin="x\n" * (MOST_LINES + 1))
    assert (ended.status, ended.out) == (2, "")
    assert f"at most {MOST_LINES:,} names or ids" in ended.err


def test_a_line_of_standard_input_longer_than_any_name_is_refused_with_its_number(talks: Talks) -> None:
    ended = talks("who", "-", stdin=f"Umerov\n{LONG}\n")
    assert ended.status == 2
    assert "line 2 of standard input: a name or an id has at most 4,000 characters" in ended.err


def test_standard_input_without_end_is_left(talks: Talks) -> None:
    ended = talks("show", "-", stdin=b"x" * (1 << 24) + b"\nx")
    assert ended.status == 2
    assert "standard input holds more than 16 MB" in ended.err


def test_as_many_ids_as_are_taken_are_looked_up_at_once(talks: Talks) -> None:
    ids = talks("claims", "--columns", "id", "--no-header").out.split()
    several = (MOST_LINES // len(ids)) * ids
    assert talks("claims", "-", "--columns", "id", "--no-header", stdin="\n".join(several)).out.split() == ids


@pytest.mark.parametrize("command", [(), ("search",), ("conflicts",), ("who",), ("claims",)])
def test_help_tells_the_limits(command: tuple[str, ...], talks: Talks) -> None:
    ended = talks(*command, "--help")
    assert f"t most {MOST_WORDS} words" in " ".join(ended.out.split())
