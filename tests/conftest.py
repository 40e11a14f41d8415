"""What every test may rely on: eighty columns, no leaning of the caller's, and a cache of its own."""

from pathlib import Path

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
