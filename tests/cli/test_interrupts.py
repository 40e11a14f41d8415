"""An interrupt at any moment: no traceback, the status of an interrupt, and the store whole."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="interrupts by signals")

STARTED = """
import sys, time
import talkscli.__main__ as program
def start():
    print("started", file=sys.stderr, flush=True)
    time.sleep({pause})
program.occupy_closed_streams = start
program.run()
"""


def start(store: Path, cache: Path, *words: str, pause: int = 0) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED.format(pause=pause), *words],
        env={**os.environ, "TALKS_STORE": str(store), "TALKS_CACHE": str(cache)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    assert process.stderr.readline() == "started\n"
    return process


@pytest.fixture
def store(tmp_path: Path, small_store: dict[str, Any]) -> Path:
    path = tmp_path / "story.json"
    path.write_text(json.dumps(small_store))
    return path


def measure(store: Path, tmp_path: Path, *words: str) -> float:
    began = time.monotonic()
    start(store, tmp_path / "cache", *words).communicate(timeout=60)
    return time.monotonic() - began


@pytest.mark.parametrize(
    "words", [["claims"], ["add", "actor", "{}", "--kind", "person"]], ids=["read", "write"]
)
def test_an_interrupt_at_any_moment_ends_the_program_without_a_traceback(
    words: list[str], store: Path, tmp_path: Path
) -> None:
    took = measure(store, tmp_path, *[word.format("First") for word in words])
    statuses = set()
    for moment in range(16):
        before = len(json.loads(store.read_bytes())["actors"])
        # Without an index it is a long way.
        process = start(store, tmp_path / f"cache{moment}", *[word.format(f"X{moment}") for word in words])
        time.sleep(took * moment / 15)
        process.send_signal(signal.SIGINT)
        _, notes = process.communicate(timeout=60)
        statuses.add(process.returncode)
        assert "Traceback" not in notes
        assert process.returncode in {0, 130, -signal.SIGINT}
        after = len(json.loads(store.read_bytes())["actors"])
        assert after - before in {0, words[0] == "add"}
        assert sorted(path.name for path in tmp_path.iterdir() if not path.is_dir()) == ["story.json"]
    assert statuses & {130, -signal.SIGINT}


def test_an_interrupt_before_anything_is_loaded_ends_the_program_by_its_signal(
    store: Path, tmp_path: Path
) -> None:
    process = start(store, tmp_path / "cache", "claims", pause=60)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60) == ("", "")
    assert process.returncode == -signal.SIGINT


IMPORTING = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *rest):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
        return None
sys.modules.pop({name!r}, None)
sys.meta_path.insert(0, Finder())
from talkscli.__main__ import run
run()
"""


@pytest.mark.parametrize(
    "name", ["gc", "talkscli.cli", "talkscli.cli.main", "typer", "talkscli.output.streams"]
)
def test_an_interrupt_while_the_program_is_loaded_ends_it_by_its_signal(name: str, tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-c", IMPORTING.format(name=name), "claims"],
        env={**os.environ, "TALKS_CACHE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (process.returncode, process.stdout, process.stderr) == (-signal.SIGINT, "", "")


def test_an_interrupt_that_the_caller_ignores_is_ignored(store: Path, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = start(store, tmp_path / "cache", "claims")
        for _ in range(10):
            process.send_signal(signal.SIGINT)
            time.sleep(0.01)
        assert process.wait(60) == 0
        process.communicate()
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_where_python_cannot_raise_it_shows_no_traceback() -> None:
    finalizer = """
import os, signal
import talkscli.cli.main as main
class Watched:
    def __del__(self):
        os.kill(os.getpid(), {signal})
main.main = lambda: Watched() and None
"""
    for number, shown in (("signal.SIGINT", False), ("'no signal'", True)):
        done = subprocess.run(
            [sys.executable, "-c", finalizer.format(signal=number) + STARTED.format(pause=0), "claims"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ("Traceback" in done.stderr) is shown
        assert done.returncode == 0 if shown else done.returncode in {0, 130}
