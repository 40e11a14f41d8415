"""What is longer than the screen goes through a pager; what fits does not."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from talkscli.output.pager import Screen, choose_pager, count_rows

ROWS = 20


def run_on_terminal(words: list[str], folder: Path, keys: bytes = b"", /, **environ: str) -> tuple[int, str]:
    """Run the program on a terminal of 80 by 20; return its status and what the terminal was sent."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, 80, 0, 0))
    surroundings = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8", **environ}
    surroundings.pop("COLUMNS", None)
    # The store is indexed before: how far that has come would be shown on a slow machine.
    first = [sys.executable, "-m", "talkscli", "rounds"]
    subprocess.run(first, env=surroundings, cwd=folder, capture_output=True, check=True)
    with subprocess.Popen(
        [sys.executable, "-m", "talkscli", *words],
        stdin=theirs, stdout=theirs, stderr=theirs, env=surroundings, cwd=folder, start_new_session=True,
    ) as program:  # fmt: skip
        os.close(theirs)
        if keys:
            os.write(ours, keys)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:  # what Linux answers when nobody has the other end any more
                break
            if not piece:
                break
            shown += piece
        status = program.wait()
    os.close(ours)
    return status, shown.decode().replace("\r\n", "\n")


@pytest.fixture
def pager(tmp_path: Path) -> tuple[Path, str]:
    """A pager that writes down what it got, and says on the terminal that it ran."""
    script = tmp_path / "my pager"
    script.write_text(f"#!/bin/sh\ncat > {tmp_path}/paged\necho PAGED\n")
    script.chmod(0o755)
    return tmp_path / "paged", f"'{script}' -x"


def test_what_is_longer_than_the_screen_goes_through_the_pager(
    tmp_path: Path, pager: tuple[Path, str]
) -> None:
    paged, command = pager
    status, shown = run_on_terminal(["conflicts", "--full"], tmp_path, TALKS_PAGER=command)
    assert (status, shown) == (0, "PAGED\n")
    text = paged.read_text()
    assert text.count("\n") > ROWS
    assert "\x1b[1m" in text, "colours are kept"


def test_what_fits_does_not(tmp_path: Path, pager: tuple[Path, str]) -> None:
    paged, command = pager
    status, shown = run_on_terminal(["rounds", "--columns", "round,name"], tmp_path, TALKS_PAGER=command)
    assert status == 0
    assert "First round" in shown
    assert not paged.exists()


@pytest.mark.parametrize(
    ("more", "environ"),
    [
        (["--no-pager"], {}),
        ([], {"TALKS_PAGER": ""}),
        ([], {"TALKS_PAGER": "cat"}),
        ([], {"TERM": "dumb"}),
    ],
)
def test_a_pager_can_be_done_without(
    tmp_path: Path, pager: tuple[Path, str], more: list[str], environ: dict[str, str]
) -> None:
    paged, command = pager
    status, shown = run_on_terminal(
        ["conflicts", "--full", *more], tmp_path, **{"PAGER": command, "TALKS_PAGER": command, **environ}
    )
    assert status == 0
    assert shown.count("\n") > ROWS
    assert not paged.exists()


def test_remarks_are_shown_when_the_pager_has_ended(tmp_path: Path, pager: tuple[Path, str]) -> None:
    _, command = pager
    shown = run_on_terminal(["claims", "--limit", "20"], tmp_path, PAGER=command)[1]
    assert shown.startswith("PAGED\nshowing ")


def test_quitting_the_pager_early_is_no_error(tmp_path: Path) -> None:
    quitter = tmp_path / "quitter"
    quitter.write_text("#!/bin/sh\nhead -1 > /dev/null\n")
    quitter.chmod(0o755)
    assert run_on_terminal(["claims"], tmp_path, PAGER=str(quitter)) == (0, "")


def test_less_is_left_with_q(tmp_path: Path) -> None:
    if choose_pager(os.environ) != ["less"]:
        pytest.skip("less is not installed")
    status, shown = run_on_terminal(["conflicts", "--full"], tmp_path, b"q")
    assert status == 0
    assert "Third round" in shown or "round-3" in shown or "contradiction" in shown


def test_a_pager_that_is_not_there_is_told_and_done_without(tmp_path: Path) -> None:
    status, shown = run_on_terminal(["conflicts", "--full"], tmp_path, PAGER="no-such-pager")
    assert status == 0
    assert shown.count("\n") > ROWS
    assert "talks: the pager no-such-pager cannot be started: No such file or directory" in shown


def test_a_screen_keeps_the_order_of_what_fits() -> None:
    written: list[str] = []
    screen = Screen((80, 10), {}, show=lambda text: written.append(f"out {text}"), remark=written.append)
    screen.note("first")
    screen.send("a\n")
    screen.note("second")
    screen.send("b\n")
    assert written == ["first"]
    screen.release()
    assert written == ["first", "out a\n", "second", "out b\n"]
    screen.send("c\n")
    assert written[-1] == "out c\n"


def test_rows_are_counted_as_a_terminal_breaks_them() -> None:
    assert count_rows("a\n\nb\n", 80) == 3
    assert count_rows("x" * 81 + "\n", 80) == 2
    assert count_rows("\x1b[1m" + "x" * 80 + "\x1b[0m\n", 80) == 1
    assert count_rows("字" * 41 + "\n", 80) == 2
