import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from talkscli.errors import TalksError
from talkscli.output.streams import Streams, run_to_reader

PROGRAM = """
import sys
from talkscli.output.streams import Streams, run_to_reader
streams = Streams.from_process()
def run():
    for number in range({lines}):
        streams.write(f"line {{number}}\\n")
    return 3
sys.exit(run_to_reader(run, streams))
"""


def run_shell(command: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("lines", [10, 200_000])
def test_a_reader_that_closes_the_pipe_ends_the_program_quietly(lines: int) -> None:
    program = PROGRAM.format(lines=lines)
    # The reader of a short output must be gone before the program writes its first byte.
    reader = "head -1" if lines > 10 else "true"
    delayed = "import time; time.sleep(0.3)" + program
    done = run_shell(f"{sys.executable} -c '{delayed}' | {reader}; echo ${{PIPESTATUS[0]}}")
    expected = b"line 0\n0\n" if lines > 10 else b"0\n"
    assert (done.stdout, done.stderr) == (expected, b"")


def test_a_reader_that_stays_gets_everything_and_the_status() -> None:
    done = run_shell(f"{sys.executable} -c '{PROGRAM.format(lines=3)}'")
    assert (done.stdout, done.stderr, done.returncode) == (b"line 0\nline 1\nline 2\n", b"", 3)


def test_a_closed_standard_output_is_written_to_in_vain() -> None:
    done = run_shell(f"{sys.executable} -c '{PROGRAM.format(lines=3)}' >&-")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 3)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_a_full_disk_is_an_error_in_words() -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123
        streams = Streams(full, None)
        streams.write("data")
        with pytest.raises(TalksError, match="standard output cannot be written: No space left on device"):
            streams.flush()


def test_files_get_utf8_whatever_the_locale_and_half_characters_do_not_fail() -> None:
    program = (
        "from talkscli.output.streams import Streams; s = Streams.from_process();"
        "s.write(chr(0x442) + chr(0xdc80) + chr(10)); s.flush(); s.note(chr(0x442) + chr(27) + chr(0xdc80))"
    )
    done = run_shell(f"PYTHONIOENCODING=ascii:strict {sys.executable} -c '{program}'")
    assert (done.stdout, done.stderr) == ("т\\udc80\n".encode(), b"?\\x1b\\udc80\n")


@pytest.mark.parametrize("option", ["", "-u"])
def test_text_and_bytes_come_out_whole_and_in_the_order_in_which_they_were_written(option: str) -> None:
    program = (
        "print(1); from talkscli.output.streams import Streams; s = Streams.from_process();"
        "[s.write(part) for part in (chr(0x442), chr(0x442).encode() * 100_000, chr(10))]; s.flush(); print(2)"
    )
    done = run_shell(f"{sys.executable} {option} -c '{program}'")
    assert done.stdout.decode() == "1\n" + "т" * 100_001 + "\n2\n"


def test_bytes_are_text_to_a_stream_that_takes_only_text() -> None:
    streams = Streams.for_tests()
    streams.write("т".encode())
    assert streams.captured == "т"


WISHES: list[tuple[Mapping[str, str], bool, bool]] = [
    ({}, True, True),
    ({}, False, False),
    ({"TERM": "dumb"}, True, False),
    ({"NO_COLOR": "1"}, True, False),
    ({"NO_COLOR": ""}, True, True),
    ({"FORCE_COLOR": "1"}, False, True),
    ({"FORCE_COLOR": "0"}, False, False),
    ({"FORCE_COLOR": ""}, False, False),
    ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
    ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
]


@pytest.mark.parametrize(("environ", "is_terminal", "colour"), WISHES)
def test_colour_follows_the_wish_and_then_the_terminal(
    environ: Mapping[str, str], is_terminal: bool, colour: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal)
    assert Streams.from_process(environ).colour is colour


@pytest.mark.parametrize(
    ("columns", "width"), [("120", 120), ("", 80), ("0", 80), ("wide", 80), ("-5", 80), ("²", 80)]
)
def test_width_is_that_of_columns_or_eighty_where_there_is_no_terminal(columns: str, width: int) -> None:
    assert Streams.from_process({"COLUMNS": columns}).width == width


def test_a_note_is_one_safe_line_on_standard_error() -> None:
    streams = Streams.for_tests()
    streams.note("a\nb\x1b[2J")
    assert (streams.captured, streams.captured_notes) == ("", "a\\nb\\x1b[2J\n")


def test_running_returns_the_status_and_sends_what_was_written() -> None:
    streams = Streams.for_tests()

    def run() -> int:
        streams.write("data")
        return 3

    assert (run_to_reader(run, streams), streams.captured) == (3, "data")
