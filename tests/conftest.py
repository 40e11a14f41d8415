"""What every test may rely on: eighty columns, no leaning of the caller's, and a cache of its own."""

import os
from io import BytesIO
from pathlib import Path
from typing import Protocol

import pytest


@pytest.fixture(scope="session")
def session_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def neutral_surroundings(monkeypatch: pytest.MonkeyPatch, session_cache: Path) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TALKS_CACHE", str(session_cache))
    for name in ("FORCE_COLOR", "NO_COLOR", "GITHUB_ACTIONS", "TALKS_STORE", "TALKS_FORMAT"):
        monkeypatch.delenv(name, raising=False)


class Ended:
    """How a run of the program ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    def __repr__(self) -> str:
        return f"status {self.status}\n{self.out}\n--\n{self.err}"


class Talks(Protocol):
    """Runs the program as a shell would, and returns how it ended."""

    def __call__(self, *words: str | Path, stdin: str = "", terminal: bool = False) -> Ended: ...


@pytest.fixture
def talks() -> Talks:
    """Run the program through its main function."""
    from talkscli.cli.main import main
    from talkscli.output.streams import Streams

    def run(*words: str | Path, stdin: str = "", terminal: bool = False) -> Ended:
        streams = Streams.for_tests(terminal=terminal)
        status = main(
            [str(word) for word in words],
            streams=streams,
            environ=dict(os.environ),
            stdin=BytesIO(stdin.encode()),
        )
        return Ended(status, streams.captured, streams.captured_notes)

    return run
