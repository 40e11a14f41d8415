"""What is kept in the cache, for how long, and how much of it."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Talks

from talkscli.index import cache as caching
from talkscli.index import sweep
from talkscli.index.update import Update

DAY = 86400

Read = Callable[[Path], None]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "cache"
    monkeypatch.setenv("TALKS_CACHE", str(directory))
    return directory


@pytest.fixture
def read(talks: Talks) -> Read:
    """Read a store."""

    def ask(store: Path) -> None:
        said = talks("claims", "--store", store, "--format", "json")
        assert (said.status, said.err, len(json.loads(said.out))) == (0, "", 1)

    return ask


@pytest.fixture
def stores(tmp_path: Path, small_store: dict[str, Any]) -> list[Path]:
    """Make four stores."""
    paths = [tmp_path / f"story{number}.json" for number in range(4)]
    for path in paths:
        path.write_text(json.dumps(small_store))
    return paths


def key_of(store: Path) -> str:
    return caching.hash_path(str(store))


def kept(cache: Path) -> list[str]:
    """Return the keys of which there are both a ticket and its index, of all versions."""
    found = []
    for ticket in sorted(cache.glob("*/*.ticket"), key=lambda path: path.stat().st_mtime):
        assert (ticket.parent / caching.parse_ticket(ticket.read_bytes()).index).exists()
        found.append(ticket.stem)
    assert len(list(cache.glob("*/*.index"))) == len(found)
    return found


def use_at(cache: Path, store: Path, seconds: float) -> None:
    """Say that a store was read so many seconds ago."""
    (ticket,) = cache.glob(f"*/{key_of(store)}.ticket")
    os.utime(ticket, (time.time() - seconds,) * 2)


def test_an_index_long_unused_is_removed_when_another_is_made(
    cache: Path, read: Read, stores: list[Path]
) -> None:
    for store in stores[:3]:
        read(store)
    use_at(cache, stores[0], 61 * DAY)
    use_at(cache, stores[1], 59 * DAY)
    read(stores[3])
    assert kept(cache) == [key_of(stores[number]) for number in (1, 2, 3)]


def test_reading_counts_as_use(cache: Path, read: Read, stores: list[Path]) -> None:
    for store in stores[:2]:
        read(store)
    time.sleep(0.1)
    for store in stores[:2]:
        read(store)
    use_at(cache, stores[0], 61 * DAY)
    use_at(cache, stores[1], 61 * DAY)
    read(stores[1])
    read(stores[2])
    assert set(kept(cache)) == {key_of(stores[1]), key_of(stores[2])}


def test_a_time_of_use_far_in_the_future_is_no_use(cache: Path, read: Read, stores: list[Path]) -> None:
    read(stores[0])
    use_at(cache, stores[0], -400 * DAY)
    read(stores[1])
    assert kept(cache) == [key_of(stores[1])]


def test_beyond_the_cap_what_was_used_longest_ago_goes_first(
    cache: Path, read: Read, stores: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for ago, store in zip((20, 40, 10), stores[:3], strict=True):
        read(store)
        use_at(cache, store, ago * DAY)
    size = max(path.stat().st_size for path in cache.glob("*/*.index"))
    monkeypatch.setattr(sweep, "MOST_BYTES", int(3.5 * size))
    read(stores[3])
    assert kept(cache) == [key_of(stores[number]) for number in (0, 2, 3)]
    monkeypatch.setattr(sweep, "MOST_BYTES", int(1.5 * size))
    stores[3].write_text(stores[3].read_text() + "\n")
    read(stores[3])
    assert kept(cache) == [key_of(stores[3])]


def test_the_index_just_made_stays_however_large_it_is(
    cache: Path, read: Read, stores: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "MOST_BYTES", 0)
    for store in stores:
        read(store)
        assert kept(cache) == [key_of(store)]


def test_the_cache_takes_no_more_than_a_tenth_of_the_free_room(
    cache: Path, read: Read, stores: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    read(stores[0])
    (index,) = cache.glob("*/*.index")
    usage = namedtuple("usage", "free")  # noqa: PYI024
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(30 * index.stat().st_size))
    for number, ago in ((0, 3), (1, 2), (2, 1)):
        read(stores[number])
        use_at(cache, stores[number], ago * DAY)
    assert len(kept(cache)) == 3
    read(stores[3])
    assert kept(cache) == [key_of(stores[number]) for number in (1, 2, 3)]


def test_work_that_somebody_may_still_do_is_left_alone(cache: Path, read: Read, stores: list[Path]) -> None:
    read(stores[0])
    (directory,) = cache.iterdir()
    names = [
        f"{key_of(stores[1])}-1-1.index.new",
        f"{key_of(stores[1])}.turn",
        f"{key_of(stores[1])}-1-1.index",
    ]
    for name in names:
        (directory / name).write_text("at work")
    read(stores[2])
    assert all((directory / name).exists() for name in names)
    for name in names:
        os.utime(directory / name, (time.time() - 2 * 3600,) * 2)
    read(stores[3])
    assert not any((directory / name).exists() for name in names)


def test_what_the_program_did_not_make_is_left_alone(cache: Path, read: Read, stores: list[Path]) -> None:
    read(stores[0])
    (directory,) = cache.iterdir()
    strange = [cache / "README", directory / "README", cache / "other" / "notes.txt"]
    strange[2].parent.mkdir()
    for path in strange:
        path.write_text("mine")
        os.utime(path, (1, 1))
    read(stores[1])
    assert all(path.exists() for path in strange)


def test_two_versions_that_share_a_cache_keep_each_others_indexes(
    cache: Path, read: Read, stores: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []
    apply = Update.apply

    def count(*values: Any) -> None:
        built.append(1)
        apply(*values)

    monkeypatch.setattr(Update, "apply", count)
    for _ in range(3):
        for version in ("1.0", "1.1"):
            monkeypatch.setattr(caching, "__version__", version)
            for store in stores[:2]:
                read(store)
    assert len(built) == 4
    assert len(kept(cache)) == 4


def test_another_versions_indexes_go_when_they_are_long_unused(
    cache: Path, read: Read, stores: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    for store in stores[:2]:
        read(store)
    (old,) = cache.iterdir()
    monkeypatch.setattr(caching, "__version__", "99")
    use_at(cache, stores[0], 61 * DAY)
    read(stores[2])
    assert [path.stem for path in old.glob("*.ticket")] == [key_of(stores[1])]
    use_at(cache, stores[1], 61 * DAY)
    read(stores[3])
    assert not old.exists()


@pytest.mark.parametrize("name", ["git-blob-aB3xY9/facts.json", "aB3xY9_facts.json"])
def test_a_file_that_git_removes_again_leaves_nothing_in_the_cache(
    name: str, cache: Path, read: Read, stores: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    blob = tmp_path / name
    blob.parent.mkdir(exist_ok=True)
    shutil.copy(stores[0], blob)
    read(blob)
    assert not cache.exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_what_git_shows_of_a_store_leaves_nothing_in_the_cache(
    cache: Path, stores: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    program = f"{sys.executable} -m talkscli"
    text = stores[0].read_text()

    def git(*words: str) -> str:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout

    git("init", "--quiet")
    git("config", "diff.talks.command", f"{program} diff --git")
    git("config", "diff.listed.textconv", f"{program} claims --format tsv --store")
    (folder / ".gitattributes").write_text("facts.json diff=talks\nother.json diff=listed\n")
    for day in ("22", "23", "24"):
        for name in ("facts.json", "other.json"):
            (folder / name).write_text(text.replace("23 July", f"{day} July"))
        git("add", ".")
        git("commit", "--quiet", "-m", day)
    shown = git("log", "-p", "--ext-diff", "--textconv")
    assert "talks diff facts.json" in shown
    assert "It was on 24 July" in shown
    assert not [path for path in cache.rglob("*") if path.is_file()]
