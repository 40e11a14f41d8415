"""Where the cache is, how an index in it is addressed, and when times of files are trusted."""

import os
import sys
import time
from pathlib import Path

import pytest

from talkscli.index.cache import cache_directory, look_at, wait_for_tick, write_address

PLACES: list[tuple[str, dict[str, str], str | None]] = [
    ("linux", {"HOME": "/home/a"}, "/home/a/.cache/talks"),
    ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "/x"}, "/x/talks"),
    ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "x"}, "/home/a/.cache/talks"),
    ("linux", {"HOME": "/home/a", "TALKS_CACHE": "/y"}, "/y"),
    ("linux", {"HOME": "a"}, None),
    ("linux", {}, None),
    ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches/talks"),
    ("darwin", {"HOME": "/Users/a", "XDG_CACHE_HOME": "/x"}, "/x/talks"),
    ("win32", {"LOCALAPPDATA": "C:\\Users\\a", "HOME": "/h"}, "C:\\Users\\a\\talks\\Cache"),
    ("win32", {"HOME": "/home/a", "XDG_CACHE_HOME": "/x"}, None),
]


@pytest.mark.skipif(os.name != "posix", reason="paths that begin with a stroke")
@pytest.mark.parametrize(("platform", "environ", "place"), PLACES)
def test_the_cache_is_where_the_system_keeps_caches(
    platform: str, environ: dict[str, str], place: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert cache_directory(environ) == place


@pytest.mark.parametrize(
    ("file", "address"),
    [
        ("/home/a/b", "file:///home/a/b"),
        ("/home/a#b?c%d", "file:///home/a%23b%3fc%25d"),
        ("/home/a\\b", "file:///home/a\\b"),
        ("\\\\server\\share\\a", "file:////server/share/a"),
        ("C:\\Users\\a#b\\c", "file:///C:/Users/a%23b/c"),
    ],
)
def test_an_index_is_addressed_by_its_path_alone(file: str, address: str) -> None:
    assert write_address(file) == f"{address}?mode=ro&immutable=1"


def test_a_store_of_several_files_looks_other_when_one_of_them_does(tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{}")
    before = look_at(str(tmp_path))
    assert before.count("\0") == 1
    status = tmp_path.stat()
    (tmp_path / "b.json").write_text("{} ")
    os.utime(tmp_path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert look_at(str(tmp_path)) != before


def test_after_a_store_was_written_a_tick_is_waited_and_for_an_old_one_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    store = tmp_path / "store.json"
    store.write_text("x")
    wait_for_tick(str(store))
    assert len(waited) == 1
    assert 0 <= waited[0] <= 0.1
    old = time.time_ns() - 10**11
    os.utime(store, ns=(old, old))
    monkeypatch.setattr(time, "time_ns", lambda: store.stat().st_ctime_ns + 10**11)
    wait_for_tick(str(store))
    assert len(waited) == 1
