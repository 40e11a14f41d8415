"""A lock is on the file that is the store, not on one that was."""

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("the lock is another there", allow_module_level=True)

import fcntl

from talkscli.errors import StoreWriteError
from talkscli.files.lock import hold_lock


def is_locked(path: Path) -> bool:
    handle = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def test_a_file_is_locked_while_it_is_held_and_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_text("{}")
    with hold_lock(str(path), 0):
        assert is_locked(path)
    assert not is_locked(path)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_whoever_waited_while_the_file_was_replaced_locks_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.json"
    path.write_text("old")
    real, calls = fcntl.flock, []

    def flock(handle: int, how: int) -> None:
        # The writer before puts its file in place after this one has opened the old file and asked for its lock.
        calls.append(how)
        if len(calls) == 1:
            (tmp_path / "new").write_text("new")
            (tmp_path / "new").replace(path)
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    with hold_lock(str(path), 5):
        monkeypatch.undo()
        assert len(calls) == 2
        assert is_locked(path)
        assert path.read_text() == "new"


def test_a_file_that_goes_while_its_lock_is_awaited_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.json"
    path.write_text("old")
    real, calls = fcntl.flock, []

    def flock(handle: int, how: int) -> None:
        calls.append(how)
        if len(calls) == 1:
            path.rename(tmp_path / "kept")
        real(handle, how)

    def sleep(seconds: float) -> None:
        del seconds
        (tmp_path / "kept").rename(path)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(time, "sleep", sleep)
    with hold_lock(str(path), 5):
        monkeypatch.undo()
        assert is_locked(path)


def test_a_file_system_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.json"
    path.write_text("{}")

    def flock(*_: Any) -> None:
        raise OSError(38, "not implemented")

    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(StoreWriteError, match="its file system has no locks"), hold_lock(str(path), 5):
        pass
