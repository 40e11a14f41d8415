"""Standard streams that are closed or full: no command fails of it in a way of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks

pytestmark = pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")

READING = [
    ["rounds"], ["who", "Anna"], ["conflicts"], ["claims"], ["claims", "--format", "table"], ["search", "july"],
    ["show", "c"], ["timeline"], ["sources"], ["check"], ["schema"], ["completion", "bash"], ["cite", "c"],
    ["--help"], ["who", "--help"], ["help"], ["--version"],
]  # fmt: skip
WRITING = [
    ["add", "actor", "Bea", "--kind", "person"], ["retract", "c", "--why", "x"], ["merge", "{copy}"],
    ["revise", "c", "--value", "2025-07-24"], ["import", "{table}"], ["init", "{new}"],
]  # fmt: skip
FROM_STDIN = [
    ["add", "-"], ["add", "actor", "-"], ["import", "-"], ["show", "-"], ["claims", "--who", "-"], ["merge", "-"],
    ["check", "-"], ["diff", "-", "{copy}"], ["claims", "--store", "-"], ["retract", "-", "--why", "x"],
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path, small_store: dict[str, Any], talks: Talks) -> dict[str, str]:
    """Make a store, a copy of it, and a table of its claims."""
    found = {name: str(tmp_path / name) for name in ("store", "copy", "table", "new")}
    for name in ("store", "copy"):
        Path(found[name]).write_text(json.dumps(small_store))
    Path(found["table"]).write_text(talks("claims", "--store", found["store"], "--format", "csv").out)
    return found


def run(words: list[str], redirection: str, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell that closes or redirects streams."""
    command = [sys.executable, "-m", "talkscli", *(word.format(**files) for word in words)]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *command],
        env={**os.environ, "TALKS_STORE": files["store"]},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("words", FROM_STDIN, ids=" ".join)
def test_what_reads_standard_input_says_that_it_is_closed(words: list[str], files: dict[str, str]) -> None:
    ended = run(words, "<&-", files)
    assert ended.returncode in {2, 4}
    assert "standard input is closed" in ended.stderr + ended.stdout
    assert ended.stderr.count("\n") <= 1
    assert run(words, "<&- >&- 2>&-", files).returncode == ended.returncode


@pytest.mark.parametrize("words", [*READING[::3], *WRITING], ids=" ".join)
def test_closed_streams_change_no_status_and_no_store(words: list[str], files: dict[str, str]) -> None:
    before = Path(files["store"]).read_bytes()
    ended = run(words, "<&- >&- 2>&-", files)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    after = json.loads(Path(files["store"]).read_bytes())
    assert after == json.loads(before) or words[0] in {"add", "retract", "revise"}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
@pytest.mark.parametrize("words", [*READING, *WRITING[:1]], ids=" ".join)
def test_a_full_standard_output_is_told_in_one_line(words: list[str], files: dict[str, str]) -> None:
    ended = run(words, ">/dev/full", files)
    assert ended.returncode == 2
    assert "talks: standard output cannot be written: No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_with_both_outputs_full_the_status_tells(files: dict[str, str]) -> None:
    assert run(["claims"], ">/dev/full 2>/dev/full", files).returncode == 2


def test_no_file_of_the_program_gets_the_number_of_a_closed_stream() -> None:
    code = (
        "import os, sys\nfrom talkscli.__main__ import occupy_closed_streams\noccupy_closed_streams()\n"
        "opened = os.open(sys.executable, os.O_RDONLY)\nsys.exit(opened)"
    )
    for redirection in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        command = ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-c", code]
        assert subprocess.run(command, check=False).returncode > 2
