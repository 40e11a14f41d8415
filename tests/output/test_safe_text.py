"""What may be sent to a terminal, and to a log that obeys some lines."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkscli.output.safe_text import HIDDEN, plain, plain_drawn, plain_lines, quiet_commands

INJECTIONS = [
    ("clean", "clean"),
    ("Рустем Умєров, 7月", "Рустем Умєров, 7月"),
    (
        "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
        r"\x1b]8;;https://evil.example\x1b\click\x1b]8;;\x1b" + "\\",
    ),
    ("\x1b]52;c;cm0gLXJm\x07", r"\x1b]52;c;cm0gLXJm\x07"),
    ("\x1b[2J\x1b[1;1Hgone", r"\x1b[2J\x1b[1;1Hgone"),
    ("\x1bP+q544e\x1b\\", r"\x1bP+q544e\x1b" + "\\"),
    ("\x9b31mred", r"\x9b31mred"),
    ("\x90q\x9c", r"\x90q\x9c"),
    ("agreed\b\b\b\b\b\bdenied", r"agreed\x08\x08\x08\x08\x08\x08denied"),
    ("agreed\rdenied", r"agreed\rdenied"),
    ("two\nlines\tand a tab", r"two\nlines\tand a tab"),
    ("nul\0del\x7f", r"nul\x00del\x7f"),
    ("\u202edeined\u202c", r"\u202edeined\u202c"),
    ("\u2066isolate\u2069", r"\u2066isolate\u2069"),
    ("line\u2028paragraph\u2029", r"line\u2028paragraph\u2029"),
    ("half \udc80", r"half \udc80"),
    ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
    ("soft\xadhyphen", r"soft\xadhyphen"),
    ("tag \U000e0041", r"tag \U000e0041"),
    ("Hangul\u3164filler\uffa0and\u115f\u1160", r"Hangul\u3164filler\uffa0and\u115f\u1160"),
    ("joined\u034fand\u17b4\u17b5\u180b\u180f", r"joined\u034fand\u17b4\u17b5\u180b\u180f"),
    ("other\ufe0fA\U000e0100", r"other\ufe0fA\U000e0100"),
    ("math\u2061\u2064\u206a\ufff9", r"math\u2061\u2064\u206a\ufff9"),
    ("no-break\xa0space and\u3000wide one", "no-break\xa0space and\u3000wide one"),
]


@pytest.mark.parametrize(("text", "shown"), INJECTIONS)
def test_text_that_could_command_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("☎\ufe0f 1\ufe0f\u20e3 葛\U000e0100", "☎\ufe0f 1\ufe0f\u20e3 葛\U000e0100"),
        ("pay\u200dpal", r"pay\u200dpal"),
        ("Умє\u200cров", r"Умє\u200cров"),
        ("ends\u200c", r"ends\u200c"),
    ],
)
def test_joiners_stay_only_where_they_shape_what_is_read(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text(st.characters()))
def test_what_people_see_holds_no_control_character(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert not any(character < " " or "\x7f" <= character <= "\x9f" for character in plain(text))


@given(st.text(st.characters()))
def test_lines_keep_their_ends_and_tabs_and_lose_the_same(text: str) -> None:
    assert plain_lines(text) == "\n".join(
        "\t".join(plain(cell) for cell in line.split("\t")) for line in text.split("\n")
    ) or re.search("[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]", text)
    assert not re.search(f"[{HIDDEN}]", plain_lines(text).replace("\n", "").replace("\t", ""))


@given(st.text(st.sampled_from("a\n\t\x1b[0;1m2JЯ\u202e\u3164")))
def test_drawn_lines_keep_their_ends_and_styles_alone(text: str) -> None:
    drawn = plain_drawn(text)
    assert not re.search(f"[{HIDDEN}]", re.sub(r"\x1b\[[0-9;]*m", "", drawn).replace("\n", ""))
    assert plain_drawn(drawn) == drawn


COMMANDS = [
    ("a\r::error::x", "a\r\\x3a:error::x"),
    ("\r\r \t::x", "\r\r \t\\x3a:x"),
    ("a\r\n\x1b[1m::x", "a\r\n\x1b[1m\\x3a:x"),
    ("::error::x\n", "\\x3a:error::x\n"),
    ("a ::error::x", "a ::error::x"),
    ("a\n \u3000\t::add-mask::x\n::\n", "a\n \u3000\t\\x3a:add-mask::x\n\\x3a:\n"),
    ("\x1b[1m::error::x", "\x1b[1m\\x3a:error::x"),
    ("a ##vso[task.setvariable variable=x]y", "a \\x23#vso[task.setvariable variable=x]y"),
    ("##teamcity[x] ###[group] ##[error]", "\\x23#teamcity[x] #\\x23#[group] \\x23#[error]"),
    ("## Heading [1]\nstd::string\n: :", "## Heading [1]\nstd::string\n: :"),
]


@pytest.mark.parametrize(("text", "quiet"), COMMANDS)
def test_what_a_log_would_obey_is_written_out(text: str, quiet: str) -> None:
    assert quiet_commands(text) == quiet
    assert quiet_commands(quiet) == quiet


def test_looking_for_commands_takes_time_near_the_length() -> None:
    for end in "\n\r":
        assert quiet_commands(end * 300_000 + " " * 300_000 + "::").endswith("\\x3a:")
