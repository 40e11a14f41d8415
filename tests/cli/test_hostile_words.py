"""What reaches a terminal or the log of a CI by ways beside the records of a store."""

import json
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks

from talkscli.cli.main import main
from talkscli.cli.progress import Progress
from talkscli.cli.prompts import Prompter, _editing
from talkscli.cli.run import Run
from talkscli.output.streams import Streams

TITLE = "x\x1b]0;PWN\a\u202e\n\u3164"
SHOWN = "x\\x1b]0;PWN\\x07\\u202e\\n\\u3164"


class Keyboard(BytesIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def store(tmp_path: Path, small_store: dict[str, Any]) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(small_store))
    return path


@pytest.mark.parametrize("terminal", [True, False])
def test_a_file_name_that_git_gives_is_shown_and_not_sent(terminal: bool, store: Path, talks: Talks) -> None:
    words: list[str | Path] = [
        "diff",
        "--git",
        TITLE,
        store,
        "0" * 40,
        "100644",
        "/dev/null",
        "0" * 40,
        "100644",
    ]
    ended = talks(*words, terminal=terminal)
    assert ended.out.startswith(f"talks diff {SHOWN}\n")
    assert talks("diff", "--git", TITLE, terminal=terminal).out == f"talks diff {SHOWN}: not merged yet\n"


def test_the_name_of_a_store_is_shown_and_not_sent(tmp_path: Path, talks: Talks) -> None:
    broken = tmp_path / TITLE.replace("/", "")
    broken.write_text("{")
    listed: list[list[str | Path]] = [
        ["check", broken],
        ["rounds", "--store", broken],
        ["check", "--annotations", "github", broken],
    ]
    for words in listed:
        ended = talks(*words, terminal=True)
        assert ended.status == 4
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e\u3164]", ended.out + ended.err), words


def test_progress_and_questions_are_made_safe() -> None:
    streams = Streams.for_tests(terminal=True)
    progress = Progress(streams, TITLE)
    progress._draw(1, 2, 1.0)
    prompter = Prompter(Run(streams, os.environ, Keyboard(b"y\n")))
    assert prompter.ask(TITLE, str, default=TITLE) == "y"
    assert streams.captured_notes.count(SHOWN) == 3
    assert not re.search("\x07|\u202e|\u3164", streams.captured_notes)


def test_only_plain_names_are_completed_where_a_question_waits() -> None:
    readline = pytest.importorskip("readline")
    names = ["Anna", "Ann\x9b2J", "Ann\u202ea", "Ann\u3164"]
    with _editing(lambda text: [name for name in names if name.startswith(text)], ""):
        complete = readline.get_completer()
        assert [complete("Ann", number) for number in (0, 1)] == ["Anna", None]


@pytest.mark.parametrize(
    "words", [["rounds", "--store", "-"], ["claims", "-"], ["import", "-"], ["add", "-"]]
)
def test_waiting_for_a_terminal_is_said(words: list[str], store: Path) -> None:
    streams = Streams.for_tests(terminal=True)
    environ = {**os.environ, "TALKS_STORE": str(store)}
    main(words, streams=streams, environ=environ, stdin=Keyboard(b""))
    assert re.search(
        r"^waiting for .* on this terminal; Ctrl-D ends it", streams.captured_notes, re.MULTILINE
    )
    streams = Streams.for_tests(terminal=True)
    main(words, streams=streams, environ=environ, stdin=BytesIO(b""))
    assert "waiting" not in streams.captured_notes


def test_a_fault_of_the_program_is_shown_safely() -> None:
    code = (
        "import sys; import talkscli.cli.main as m; from talkscli import __main__\n"
        "def fail(*_): raise RuntimeError('a' + chr(27) + '[2J' + chr(0x202e))\n"
        "m.attempt = fail; __main__.run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.decode().endswith("RuntimeError: a\\x1b[2J\\u202e\n")
    assert done.stderr.startswith(b"Traceback (most recent call last):\n")


SERVICES = [{"GITHUB_ACTIONS": "true"}, {"TF_BUILD": "True"}, {"TEAMCITY_VERSION": "2025.1"}]


@pytest.fixture
def obeyed(tmp_path: Path, small_store: dict[str, Any]) -> Path:
    """Write a store whose texts are commands of logs."""
    small_store["claims"][0]["what"]["text"] = "::error file=a::owned ##vso[task.complete]"
    small_store["claims"][0]["note"] = "a\r::error::b"
    small_store["actors"][0]["name"] = "::add-mask::a"
    path = tmp_path / "store.json"
    path.write_text(json.dumps(small_store))
    return path


WORDS = ["claims", "--columns", "text"]


@pytest.mark.parametrize(
    ("service", "words"),
    [(service, WORDS) for service in SERVICES]
    + [
        (SERVICES[0], words)
        for words in [
            ["claims", "--columns", "text", "--no-header", "--format", "csv"],
            ["claims", "--columns", "note", "--format", "csv"],
            ["claims", "--format", "csv"],
            ["claims", "--format", "table"],
            ["claims", "--format", "json"],
            ["claims", "--format", "ndjson"],
            ["who", "a", "--format", "table"],
            ["who", "::add-mask::b"],
            ["cite", "c"],
            ["cite", "c", "--as", "markdown"],
            ["cite", "c", "--as", "csl"],
            ["show", "c", "--format", "table"],
        ]
    ],
)
def test_no_text_commands_the_log_of_a_service(
    service: dict[str, str], words: list[str], obeyed: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "talkscli", *words],
        env={**os.environ, **service, "TALKS_STORE": str(obeyed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout or done.returncode == 3
    for written in (done.stdout, done.stderr):
        assert not re.search(r"^\s*::|##\w*\[", written, re.MULTILINE)


def test_a_file_gets_the_text_as_it_is_even_there(obeyed: Path, tmp_path: Path) -> None:
    words = ["claims", "--columns", "text", "--no-header", "--format"]
    for name in ("csv", "tsv"):
        with (tmp_path / name).open("wb") as file:
            subprocess.run(
                [sys.executable, "-m", "talkscli", *words, name, "--store", str(obeyed)],
                env={**os.environ, "GITHUB_ACTIONS": "true"},
                stdout=file,
                check=True,
            )
        assert (tmp_path / name).read_text() == "::error file=a::owned ##vso[task.complete]\n"


def test_annotations_still_command_the_log_that_asks_for_them(tmp_path: Path) -> None:
    broken = tmp_path / "store.json"
    broken.write_text("{")
    done = subprocess.run(
        [sys.executable, "-m", "talkscli", "check", str(broken), "--annotations", "github"],
        env={**os.environ, "GITHUB_ACTIONS": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith(f"::error file={broken}")
