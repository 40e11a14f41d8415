"""What every test may rely on: eighty columns, no leaning of the caller's, and a cache of its own."""

import contextlib
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import settings
from tests.small_stores import cache, claim, opened, store, written  # noqa: F401 - fixtures

# A busy machine is slow, which is no fault of what is tested.
settings.register_profile("talks", deadline=None)
settings.load_profile("talks")


@pytest.fixture(scope="session")
def session_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session", autouse=True)
def interrupts_are_not_ignored() -> None:
    """Let interrupts reach the programs that tests start: what a script starts in the background ignores them."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def neutral_surroundings(monkeypatch: pytest.MonkeyPatch, session_cache: Path) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TALKS_CACHE", str(session_cache))
    for name in (
        "FORCE_COLOR",
        "NO_COLOR",
        "GITHUB_ACTIONS",
        "TF_BUILD",
        "TEAMCITY_VERSION",
        "TALKS_STORE",
        "TALKS_FORMAT",
        "TALKS_TEXTS",
        "TALKS_LLM_URL",
        "TALKS_LLM_MODEL",
        "TALKS_LLM_KEY",
        "TALKS_PAGER",
        "PAGER",
        "LESS",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def every_connection_is_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test after which an SQLite connection is open; only Python 3.13 and later warn of one."""
    made: list[tuple[sqlite3.Connection, str]] = []
    connect = sqlite3.connect

    def connect_and_remember(*given: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **options)
        opener = sys._getframe(1)
        made.append((connection, f"{opener.f_code.co_filename}:{opener.f_lineno}"))
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_and_remember)
    yield
    left_open = []
    for connection, place in made:
        with contextlib.suppress(sqlite3.ProgrammingError):  # what a closed one answers
            connection.interrupt()
            left_open.append(place)
    assert left_open == []


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

    def __call__(
        self,
        *words: str | Path,
        stdin: str | bytes = "",
        terminal: bool = False,
        width: int = 80,
        environ: Mapping[str, str] | None = None,
    ) -> Ended: ...


@pytest.fixture
def talks() -> Talks:
    """Run the program through its main function."""
    from talkscli.cli.main import main
    from talkscli.output.streams import Streams

    def run(
        *words: str | Path,
        stdin: str | bytes = "",
        terminal: bool = False,
        width: int = 80,
        environ: Mapping[str, str] | None = None,
    ) -> Ended:
        streams = Streams.for_tests(width=width, terminal=terminal)
        status = main(
            [str(word) for word in words],
            streams=streams,
            environ={**os.environ, **(environ or {})},
            stdin=BytesIO(stdin.encode() if isinstance(stdin, str) else stdin),
        )
        return Ended(status, streams.captured, streams.captured_notes)

    return run


@pytest.fixture
def small_store() -> dict[str, Any]:
    """A valid store of one claim, to be changed."""
    return {
        "schema_version": 1,
        "title": "Small",
        "actors": [
            {"id": "a", "kind": "person", "name": "Anna Alpha"},
            {"id": "o", "kind": "outlet", "name": "O"},
        ],
        "events": [{"id": "e", "kind": "round", "name": "First round", "number": 1}],
        "properties": [{"id": "date", "type": "date"}, {"id": "dead", "type": "count"}],
        "documents": [{"id": "d", "outlet": "o", "title": "T"}],
        "claims": [
            {
                "id": "c",
                "who": "a",
                "what": {
                    "about": "e",
                    "property": "date",
                    "value": "2025-07-23",
                    "text": "It was on 23 July.",
                },
                "source": {"document": "d"},
            }
        ],
    }
