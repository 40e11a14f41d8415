"""Completion in the real shells: what a store holds never runs, and what TAB makes is what the store says."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.programs import require
from tests.terminals import SHELLS, Shell

SWITCHED_ON = {
    "bash": 'eval "$(talks completion bash)"',
    "zsh": 'eval "$(talks completion zsh)"',
    "fish": "talks completion fish | source",
}

PAYLOADS = (
    "$(touch${IFS}PWN)",
    "$(touch PWN)",
    "`touch PWN`",
    "`touch${IFS}PWN`",
    "(touch PWN)",
    ";touch PWN;",
    ";touch${IFS}PWN;#",
    "|touch PWN",
    "&touch PWN&",
    "&&touch PWN",
    ">PWN",
    " >PWN ",
    "<(touch PWN)",
    "=(touch PWN)",
    "\ntouch PWN\n",
    "\rtouch PWN\r",
    "\x03\rtouch PWN\r",
    "\x15touch PWN\r",
    "'$(touch PWN)'",
    '"$(touch PWN)"',
    "';touch PWN;'",
    '";touch PWN;"',
    "\\';touch PWN;\\'",
    "\\$(touch PWN)",
    "\\`touch PWN\\`",
    "\\\\$(touch PWN)",
    "$'\\n'touch PWN",
    "${x:=$(touch PWN)}",
    "${(e):-$(touch PWN)}",
    "!touch",
    "!!",
    "~",
    "~root",
    "*",
    "?",
    "[a-z]",
    "{a,b}",
    "#",
    "##",
    "%F{red}",
    "%1v",
    "^",
    "=ls",
    "a=b",
    ":a:b:",
    "\tmeaning",
    "\\",
    "\\\\",
    "'",
    '"',
    "`",
    "$",
    "$IFS",
    "$HOME",
    "(",
    ")",
    "\x1b]0;PWN\x07",
    "\x1b[2J",
    "\x9b2J",
    "\u202eNWP",
    "\u200bx",
    "\u00adx",
    "\u3164x",
    "\U000e0041",
    "\u00a0touch",
    "\u2028touch PWN",
    "\x7f\x7f\x7f\x7f",
    "\x16\n",
)
"""Ends of names, each of which some shell or terminal would read as more than letters."""

PLAIN = (" Smith", " touch PWN", "  two", "-Smith", "’s", "ёв", "şek", "武", ". Smith", " a b c d")
"""Ends of names that every shell takes as they stand, but for the spaces."""


def make_name(number: int) -> str:
    """Make a beginning that no other name has."""
    return "N" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}")


HOSTILE = {f"hostile-{number}": make_name(number) + end for number, end in enumerate(PAYLOADS)}
PLACES = {f"place-{number}": make_name(200 + number) + end for number, end in enumerate(PAYLOADS)}
ROUNDS = {f"round-{number}": make_name(400 + number) + end for number, end in enumerate(PAYLOADS)}
FRIENDLY = {f"friendly-{number}": make_name(600 + number) + end for number, end in enumerate(PLAIN)}


def write_store(folder: Path) -> Path:
    """Write a store whose names are payloads: of actors, places, events, terms and documents."""
    actors = {**HOSTILE, **FRIENDLY}
    store: dict[str, Any] = {
        "schema_version": 1,
        "title": "A store from a stranger",
        "actors": [{"id": one, "kind": "outlet", "name": name} for one, name in actors.items()],
        "places": [{"id": one, "name": name} for one, name in PLACES.items()],
        "events": [{"id": one, "kind": "round", "name": name} for one, name in ROUNDS.items()],
        "properties": [{"id": "date", "type": "date", "label": "$(touch PWN)"}],
        "documents": [{"id": f"doc-{one}", "outlet": one, "title": name} for one, name in HOSTILE.items()],
        "claims": [],
    }
    path = folder / "store.json"
    path.write_text(json.dumps(store))
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_store(tmp_path_factory.mktemp("store"))


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, tmp_path: Path, store: Path) -> Iterator[Shell]:
    """Start each shell with completion switched on and a hostile store in use."""
    require(request.param)
    started = Shell(request.param, tmp_path, TALKS_STORE=str(store))
    try:
        started.enter(SWITCHED_ON[request.param])
        yield started
    finally:
        started.close()


def test_no_name_of_a_store_runs_and_each_completes_to_itself_or_its_id(shell: Shell) -> None:
    expected = {name: one for one, name in HOSTILE.items()} | {name: name for name in FRIENDLY.values()}
    found = {name: shell.run(f"talks who {name[:4]}\t") for name in expected}
    assert found == {name: ["who", word] for name, word in expected.items()}
    assert list(shell.here.iterdir()) == []


@pytest.mark.parametrize("quote", ["'", '"'])
def test_no_name_runs_where_a_quote_is_open(shell: Shell, quote: str) -> None:
    few = [name for name in HOSTILE.values() if re.search(r"[`$;'\"\\!\n]", name)][::4]
    expected = {name: one for one, name in HOSTILE.items() if name in few}
    expected |= {name: name for name in FRIENDLY.values()}
    found = {name: shell.run(f"talks who {quote}{name[:4]}\t") for name in expected}
    assert found == {name: ["who", word] for name, word in expected.items()}
    assert list(shell.here.iterdir()) == []


def test_no_name_runs_in_other_places_of_a_line(shell: Shell) -> None:
    number = PAYLOADS.index("`touch${IFS}PWN`")
    actor, place, event = (named[number] for named in map(list, map(dict.values, (HOSTILE, PLACES, ROUNDS))))
    for line, words in [
        (f"talks claims --who {actor[:4]}\t --stance x", ["--who", f"hostile-{number}", "--stance"]),
        (f"talks claims --who={actor[:4]}\t --stance x", [f"--who=hostile-{number}", "--stance"]),
        (f"talks claims --about {place[:4]}\t", ["--about", f"place-{number}"]),
        (f"talks rounds {event[:4]}\t", ["rounds", f"round-{number}"]),
        (f"talks claims --source doc-hostile-{number}\t", ["--source", f"doc-hostile-{number}"]),
    ]:
        assert set(words) <= set(shell.run(line)), line
    assert list(shell.here.iterdir()) == []


def test_no_name_runs_within_a_command_substitution(shell: Shell) -> None:
    """There one layer of quotes is taken off before the words are read."""
    opened = {"bash": ("$(", "`", '"$('), "zsh": ("$(", "`", '"$('), "fish": ("(",)}[shell.name]
    closed = {"$(": ")", "`": "`", '"$(': ')"', "(": ")"}
    for number, name in enumerate(HOSTILE.values()):
        if "PWN" in name and number % 5 == 0:
            for begin in opened:
                shell.run(f"echo {begin}talks who {name[:4]}\t{closed[begin]}")
    assert list(shell.here.iterdir()) == []


def test_a_list_of_candidates_shows_no_control_characters_of_a_store(shell: Shell) -> None:
    for line, shown in [
        ("who hostile-", b"hostile-10"),
        ("rounds round-", b"round-10"),
        ("sources doc-hostile-", b"hostile-10"),
    ]:
        start = len(shell.screen)
        shell.type(f"talks {line}\t\t")
        shell.wait_for(shown, start)
        shell.enter("\x15")
    for hostile in (b"\x1b]0;PWN", b"\x1b[2J2J", "\x9b2J".encode(), "\u202eNWP".encode()):
        assert hostile not in shell.screen
    assert list(shell.here.iterdir()) == []


def test_words_with_spaces_are_completed_on_from_what_was_completed(shell: Shell) -> None:
    begun = make_name(609)
    assert shell.run(f"talks who {begun}\\ a\\ b\t") == ["who", f"{begun} a b c d"]
    assert shell.run(f'talks who "{begun} a b\t') == ["who", f"{begun} a b c d"]
    assert shell.run(f"talks who {begun}' a b\t") == ["who", f"{begun} a b c d"]


def test_commands_options_and_fixed_words_are_completed(shell: Shell) -> None:
    assert shell.run("talks conf\t --verd\t ov\t") == ["conflicts", "--verdict", "overlap"]
    assert shell.run("talks ad\t act\t") == ["add", "actor"]


def test_files_are_offered_where_the_program_has_no_words_of_its_own(shell: Shell) -> None:
    (shell.here / "some $(touch PWN) store.json").touch()
    assert shell.run("talks check som\t") == ["check", "some $(touch PWN) store.json"]
    assert shell.run("talks rounds --store som\t") == ["rounds", "--store", "some $(touch PWN) store.json"]
    assert shell.run("talks rounds --store=som\t") == ["rounds", "--store=some $(touch PWN) store.json"]
    assert shell.run("talks who som\t") == ["who", "som"]
    assert len(list(shell.here.iterdir())) == 1


def find_install_lines(shell: str) -> list[str]:
    """Return the lines of `talks completion --help` for a shell, without their comments."""
    done = subprocess.run(
        [sys.executable, "-m", "talkscli", "completion", "--help"], capture_output=True, text=True, check=True
    )
    lines = [line.partition(" #")[0].strip() for line in done.stdout.splitlines()]
    return [line for line in lines if f"completion {shell}" in line or line.endswith(f"{shell}/completions")]


@pytest.mark.parametrize("name", SHELLS)
def test_the_line_that_help_shows_switches_completion_on(name: str, tmp_path: Path, store: Path) -> None:
    require(name)
    shell = Shell(name, tmp_path, TALKS_STORE=str(store))
    try:
        shell.enter(find_install_lines(name)[0])
        assert shell.run(f"talks who {make_name(600)}\t") == ["who", FRIENDLY["friendly-0"]]
    finally:
        shell.close()


LOADED = {
    "zsh": "fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit -u",
    "fish": "set -p fish_complete_path ~/.config/fish/completions",
}
"""What a shell does as it starts, in a start file as help shows it or by itself."""


@pytest.mark.parametrize("name", LOADED)
def test_the_file_that_help_shows_is_read_at_the_first_tab(name: str, tmp_path: Path, store: Path) -> None:
    require(name)
    shell = Shell(name, tmp_path, TALKS_STORE=str(store))
    try:
        for line in find_install_lines(name)[1:]:
            shell.enter(line)
        shell.enter(LOADED[name])
        assert shell.run(f"talks who {make_name(600)}\t") == ["who", FRIENDLY["friendly-0"]]
        assert shell.run(f"talks who {make_name(601)}\t") == ["who", FRIENDLY["friendly-1"]]
    finally:
        shell.close()
