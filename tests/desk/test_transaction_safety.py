"""Writers beside each other, and what surrounds a store: locks, permissions, links, full disks."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from tests.store.stores import list_forms, make_claim, read_back

from talkscli.desk.changes import Changes
from talkscli.desk.store_view import StoreView
from talkscli.desk.transaction import change_store
from talkscli.errors import StoreError, StoreWriteError
from talkscli.files.lock import hold_lock

posix = pytest.mark.skipif(os.name != "posix", reason="needs fork and flock")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "story.json"
    path.write_text(list_forms()["canonical.json"], encoding="utf-8")
    return path


def add(path: Path, one: str, wait: float = 10.0) -> None:
    change_store(str(path), lambda _: Changes([make_claim(one)]), wait=wait)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o4755])
def test_the_permissions_stay(store: Path, mode: int) -> None:
    store.chmod(mode)
    add(store, "new")
    assert stat.S_IMODE(store.stat().st_mode) == mode


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_stays(store: Path) -> None:
    os.chown(store, 12345, 23456)
    add(store, "new")
    assert (store.stat().st_uid, store.stat().st_gid) == (12345, 23456)


@posix
def test_a_symbolic_link_stays_one_and_its_file_is_changed(store: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "far" / "link.json"
    link.symlink_to("../story.json")
    add(link, "new")
    assert link.is_symlink()
    assert read_back(store).claims[-1].id == "new"
    assert names(tmp_path / "far") == ["link.json"]


@posix
def test_a_circle_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(StoreError, match="circle"):
        add(tmp_path / "a", "new")


@posix
@pytest.mark.parametrize("kind", ["fifo", "device", "missing"])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "store.json"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/null")
    with pytest.raises((StoreError, StoreWriteError)):
        add(path, "new")


@posix
def test_a_writer_waits_for_another(store: Path) -> None:
    done = threading.Event()

    def write() -> None:
        add(store, "second")
        done.set()

    with hold_lock(str(store), 1):
        other = threading.Thread(target=write)
        other.start()
        assert not done.wait(0.2)
    other.join(10)
    assert done.is_set()
    assert read_back(store).claims[-1].id == "second"


@posix
def test_a_writer_gives_up_after_its_wait(store: Path) -> None:
    before = store.read_bytes()
    with hold_lock(str(store), 1), pytest.raises(StoreWriteError, match=r"for 0\.1 seconds"):
        add(store, "new", wait=0.1)
    assert store.read_bytes() == before


@posix
def test_a_killed_writer_leaves_no_lock(store: Path) -> None:
    child = os.fork()
    if not child:
        with hold_lock(str(store), 1):
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    add(store, "new", wait=0)
    assert names(store.parent) == ["story.json"]


@posix
def test_a_store_changed_by_a_stranger_is_not_overwritten(store: Path) -> None:
    text = store.read_text(encoding="utf-8").replace("Small", "Large")

    def change(_: StoreView) -> Changes:
        time.sleep(0.01)
        store.write_text(text, encoding="utf-8")
        return Changes([make_claim("new")])

    with pytest.raises(StoreWriteError, match="another program changed it"):
        change_store(str(store), change)
    assert store.read_text(encoding="utf-8") == text
    assert names(store.parent) == ["story.json"]


@posix
def test_a_failing_change_leaves_everything_as_it_was(store: Path) -> None:
    before = store.read_bytes()

    def change(_: StoreView) -> Changes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change_store(str(store), change)
    assert store.read_bytes() == before
    add(store, "new", wait=0)


def test_what_a_killed_writer_left_is_swept_away_and_nothing_else(store: Path) -> None:
    left = store.parent / ".story.json.talks-0123456789ab.tmp"
    other = store.parent / ".other.json.talks-0123456789ab.tmp"
    left.touch()
    other.touch()
    add(store, "new")
    assert names(store.parent) == [".other.json.talks-0123456789ab.tmp", "story.json"]


LIMITED = """
import resource, sys
from talkscli.cli.main import main
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
aliases = [word for letter in "xyz" for word in ("--alias", letter * 3000)]
sys.exit(main(["add", "actor", "New", "--kind", "person", *aliases, "--store", sys.argv[2]]))
"""


@posix
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_full_disk_leaves_the_store_as_it_was(store: Path, share: float) -> None:
    before = store.read_bytes()
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED, str(int(len(before) * share)), str(store)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stdout) == (5, "")
    assert ended.stderr == (
        f"talks: {store}: could not be written, and is unchanged: files may not become so large here; "
        "raise the limit (ulimit -f)\n"
    )
    assert store.read_bytes() == before
    assert names(store.parent) == ["story.json"]


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_directory_is_told(store: Path) -> None:
    store.parent.chmod(0o555)
    try:
        with pytest.raises(StoreWriteError, match="not allowed to write it"):
            add(store, "new")
    finally:
        store.parent.chmod(0o755)


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("guarded", ["file", "directory"])
def test_one_who_may_not_write_is_told_so(store: Path, guarded: str) -> None:
    before = store.read_bytes()
    store.chmod(0o444 if guarded == "file" else 0o666)
    for folder in [store.parent, *store.parent.parents[:-2]]:
        folder.chmod(0o755)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        status = 1
        try:
            os.setuid(65534)
            add(store, "new")
        except StoreWriteError as error:
            os.write(writer, error.message.encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader, "rb") as pipe:
        assert pipe.read().decode() == "could not be written, and is unchanged: not allowed to write it"
    assert status == 0
    assert store.read_bytes() == before


@posix
def test_many_writers_at_once_lose_nothing(store: Path) -> None:
    writers, claims = 8, 10
    children = []
    for writer in range(writers):
        child = os.fork()
        if not child:
            status = 1
            try:
                for number in range(claims):
                    add(store, f"w{writer}-{number}", wait=60)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * writers
    ids = [claim.id for claim in read_back(store).claims]
    assert len(ids) == len(set(ids)) == 4 + writers * claims
    assert names(store.parent) == ["story.json"]
