"""Whatever lies in the cache or stands in its way: the answer is the same, at once, with one remark at most."""

import errno
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Ended, Talks

from talkscli.index import cache as caching
from talkscli.index import maintenance, private_files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners, links and pipes as POSIX has them")

STRANGER = 12345
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
DIRECTORY_HINT = "set TALKS_CACHE to a directory that only you may write"

Ask = Callable[..., Ended]


@pytest.fixture(autouse=True)
def never_waits() -> Iterator[None]:
    """End a test that hangs."""

    def end(*_: object) -> None:
        raise TimeoutError("it waits")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, 30)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "home" / "cache"


@pytest.fixture
def file(tmp_path: Path, small_store: dict[str, Any]) -> Path:
    path = tmp_path / "story.json"
    path.write_text(json.dumps(small_store))
    return path


@pytest.fixture
def ask(talks: Talks, file: Path, cache: Path) -> Ask:
    """Ask for the claims of a store."""

    def claims(store: Path = file, **environ: str) -> Ended:
        environ = {"TALKS_CACHE": str(cache), **environ}
        done = talks("claims", "--store", store, "--format", "json", environ=environ)
        assert [row["id"] for row in json.loads(done.out)] == ["c"], done
        assert [row["text"] for row in json.loads(done.out)] == ["It was on 23 July."]
        assert done.status == 0
        return done

    return claims


def find_only(cache: Path, pattern: str) -> Path:
    (path,) = cache.rglob(pattern)
    return path


def make_fifo(path: Path) -> str:
    path.unlink()
    os.mkfifo(path)
    return "is not a regular file"


def link_to_device(path: Path) -> str:
    path.unlink()
    path.symlink_to("/dev/zero")
    return "is a link"


def link_to_file(path: Path) -> str:
    moved = path.rename(path.with_name("moved"))
    path.symlink_to(moved)
    return "is a link"


def link_to_nothing(path: Path) -> str:
    path.unlink()
    path.symlink_to(path.with_name("nothing"))
    return "is a link"


def make_directory(path: Path) -> str:
    path.unlink()
    path.mkdir()
    (path / "something").touch()
    return "is not a regular file"


def let_all_write(path: Path) -> str:
    path.chmod(0o666)
    return "may be written by other users"


def let_the_group_write(path: Path) -> str:
    path.chmod(0o660)
    return "may be written by other users"


def give_away(path: Path) -> str:
    os.chown(path, STRANGER, -1)
    return "belongs to another user"


OBSTACLES = [
    make_fifo, link_to_device, link_to_file, link_to_nothing, make_directory, let_all_write,
    let_the_group_write, pytest.param(give_away, marks=as_root),
]  # fmt: skip


@pytest.mark.parametrize("plant", OBSTACLES)
@pytest.mark.parametrize("name", ["*.ticket", "*.index"])
def test_what_is_not_a_file_of_the_users_own_is_not_used_and_said_once(
    name: str, plant: Callable[[Path], str], ask: Ask, cache: Path
) -> None:
    assert ask().err == ""
    path = find_only(cache, name)
    fault = plant(path)
    assert ask().err == f"talks: {path} {fault}, so it is not used; remove it\n"
    ask()


def test_several_obstacles_give_one_remark(ask: Ask, cache: Path, file: Path) -> None:
    ask()
    directory = find_only(cache, "*.ticket").parent
    os.mkfifo(directory / "0123456789abcdef.ticket")
    (directory / "0123456789abcdef-1-1.index").symlink_to("/dev/zero")
    make_fifo(find_only(cache, f"{caching.hash_path(str(file))}.ticket"))
    assert ask().err.count("is not used") == 1
    assert (directory / "0123456789abcdef.ticket").is_fifo()


def test_an_index_whose_ticket_cannot_be_written_is_not_left_behind(ask: Ask, cache: Path) -> None:
    ask()
    make_directory(find_only(cache, "*.ticket"))
    for _ in range(3):
        assert "is not a regular file" in ask().err
    assert len(list(cache.rglob("*.index"))) == 1


def test_once_replaced_an_obstacle_is_not_spoken_of_any_more(ask: Ask, cache: Path) -> None:
    ask()
    link_to_device(find_only(cache, "*.ticket"))
    assert ask().err != ""
    assert ask().err == ""


def test_the_target_of_a_link_is_neither_read_nor_changed(ask: Ask, cache: Path, tmp_path: Path) -> None:
    ask()
    ticket = find_only(cache, "*.ticket")
    target = tmp_path / "precious"
    target.write_bytes(ticket.read_bytes())
    before = target.stat()
    ticket.unlink()
    ticket.symlink_to(target)
    ask()
    after = target.stat()
    assert (after.st_mtime_ns, after.st_ctime_ns) == (before.st_mtime_ns, before.st_ctime_ns)


@pytest.mark.parametrize("name", ["*.ticket", "*.index"])
def test_a_huge_file_is_not_read(name: str, ask: Ask, cache: Path) -> None:
    ask()
    path = find_only(cache, name)
    with path.open("r+b") as huge:
        huge.truncate(1 << 40)
    expected = f"talks: {path} is too large, so it is not used; remove it\n" if name == "*.ticket" else ""
    assert ask().err == expected
    assert ask().err == ""


@pytest.mark.parametrize("name", ["*.ticket", "*.index"])
def test_damage_is_mended_without_a_word(name: str, ask: Ask, cache: Path) -> None:
    ask()
    path = find_only(cache, name)
    raw = path.read_bytes()
    for damage in (
        b"",
        b"\n",
        b"\xff" * 100,
        raw[:50],
        b"\n" * 10,
        raw[:-1],
        raw + b"\0",
        bytes(len(raw)),
        raw,
    ):
        find_only(cache, name).write_bytes(damage)
        assert ask().err == ""


@pytest.mark.parametrize("index", ["/etc/passwd", "..", "", "{key}/../x.index", "{key}\0.index", "{key}"])
def test_a_ticket_that_names_another_file_is_no_ticket(index: str, ask: Ask, cache: Path) -> None:
    ask()
    path = find_only(cache, "*.ticket")
    ticket = caching.parse_ticket(path.read_bytes())
    ticket.index = index.format(key=path.stem)
    path.write_bytes(ticket.write())
    assert ask().err == ""


def falsify(cache: Path) -> list[Path]:
    """Change the text of the claim in the index, and the ticket so that it fits."""
    index, ticket = find_only(cache, "*.index"), find_only(cache, "*.ticket")
    with sqlite3.connect(index) as connection:
        changed = connection.execute("UPDATE line SET line = replace(line, '23 July', '24 July')").rowcount
    connection.close()
    assert changed == 1
    known = caching.parse_ticket(ticket.read_bytes())
    known.index_look = caching.describe_index(index.stat())
    ticket.write_bytes(known.write())
    return [index, ticket]


def test_the_forgery_that_the_next_tests_refuse_would_be_believed(
    ask: Ask, cache: Path, talks: Talks, file: Path
) -> None:
    ask()
    falsify(cache)
    said = talks("claims", "--store", file, "--format", "json", environ={"TALKS_CACHE": str(cache)})
    assert "24 July" in said.out


@as_root
@pytest.mark.parametrize("given", [0, 1])
def test_falsified_claims_in_a_file_of_another_user_are_not_believed(
    given: int, ask: Ask, cache: Path
) -> None:
    ask()
    forged = falsify(cache)
    os.chown(forged[given], STRANGER, STRANGER)
    if given == 0:
        # Giving it away changed a time: the ticket is made to fit once more.
        known = caching.parse_ticket(forged[1].read_bytes())
        known.index_look = caching.describe_index(forged[0].stat())
        forged[1].write_bytes(known.write())
    assert "belongs to another user" in ask().err


@as_root
def test_falsified_claims_in_a_directory_of_another_user_are_not_believed(ask: Ask, cache: Path) -> None:
    ask()
    for path in (*falsify(cache), *cache.iterdir(), cache):
        os.chown(path, STRANGER, STRANGER)
    assert ask().err == f"talks: {cache} belongs to another user, so it is not used; {DIRECTORY_HINT}\n"


def test_an_index_exchanged_while_it_is_opened_is_not_believed(
    ask: Ask, cache: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ask()
    index = find_only(cache, "*.index")
    forged = tmp_path / "forged"
    shutil.copy(index, forged)
    with sqlite3.connect(forged) as connection:
        connection.execute("UPDATE line SET line = replace(line, '23 July', '24 July')")
        connection.execute("UPDATE cache SET secret = 'guessed'")
    connection.close()
    connect = sqlite3.connect

    def exchange(name: str, **options: Any) -> Any:
        return connect(name.replace(str(index), str(forged)), **options)

    monkeypatch.setattr(sqlite3, "connect", exchange)
    assert ask().err == ""


INTERRUPTED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("UPDATE line SET line = replace(line, '23 July', '24 July')")
connection.executescript("PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN")
connection.execute("UPDATE line SET line = line || ' '")
connection.execute("CREATE TABLE much AS WITH n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 9999) SELECT x FROM n")
os._exit(0)
"""


def test_journals_planted_beside_an_index_are_ignored(ask: Ask, cache: Path, tmp_path: Path) -> None:
    ask()
    index = find_only(cache, "*.index")
    copy = tmp_path / "copy"
    shutil.copy(index, copy)
    subprocess.run([sys.executable, "-c", INTERRUPTED, str(copy)], check=True)
    journal = Path(f"{copy}-journal").read_bytes()
    assert journal[:4] == b"\xd9\xd5\x05\xf9"
    raw = index.read_bytes()
    Path(f"{index}-journal").write_bytes(journal)
    Path(f"{index}-wal").write_bytes(journal)
    os.mkfifo(f"{index}-shm")
    assert ask().err == ""
    assert index.read_bytes() == raw


def make_file(path: Path) -> str:
    path.write_text("a file")
    return "is not a directory"


def make_link(path: Path) -> str:
    path.with_name("elsewhere").mkdir()
    path.symlink_to("elsewhere")
    return "is a link"


def make_pipe(path: Path) -> str:
    os.mkfifo(path)
    return "is not a directory"


def let_all_write_in(path: Path) -> str:
    path.mkdir()
    path.chmod(0o1777)
    return "may be written by other users"


def let_the_group_write_in(path: Path) -> str:
    path.mkdir()
    path.chmod(0o770)
    return "may be written by other users"


def make_foreign(path: Path) -> str:
    path.mkdir()
    os.chown(path, STRANGER, -1)
    return "belongs to another user"


@pytest.mark.parametrize(
    "plant",
    [make_file, make_link, make_pipe, let_all_write_in, let_the_group_write_in,
     pytest.param(make_foreign, marks=as_root)],
)  # fmt: skip
@pytest.mark.parametrize("inner", [False, True], ids=["the cache", "that of the version"])
def test_a_directory_that_is_not_the_users_alone_is_not_used_and_said_once(
    plant: Callable[[Path], str], *, inner: bool, ask: Ask, cache: Path
) -> None:
    path = cache / caching.name_version() if inner else cache
    path.parent.mkdir(parents=True, mode=0o700)
    fault = plant(path)
    expected = f"talks: {path} {fault}, so it is not used; {DIRECTORY_HINT}\n"
    assert [ask().err, ask().err] == [expected] * 2
    assert not list(cache.rglob("*.index"))


def test_a_link_with_a_stroke_behind_it_is_a_link(ask: Ask, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    make_link(cache)
    assert "is a link" in ask(TALKS_CACHE=f"{cache}/").err


def test_two_stores_of_one_command_give_one_remark(talks: Talks, file: Path, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    make_file(cache)
    other = file.with_name("other.json")
    shutil.copy(file, other)
    said = talks("diff", file, other, environ={"TALKS_CACHE": str(cache)})
    assert said.err.count("is not used") == 1


def test_all_that_is_made_is_for_the_user_alone(ask: Ask, cache: Path) -> None:
    before = os.umask(0)
    try:
        ask()
    finally:
        os.umask(before)
    made = [cache.parent, cache, *cache.iterdir()]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in cache.glob("*/*")} == {0o600}


@contextmanager
def no_power_over(*paths: Path) -> Iterator[None]:
    """Be somebody whom permissions bind, and to whom the paths belong."""
    if os.geteuid() != 0:
        yield
        return
    for path in paths:
        os.chown(path, STRANGER, STRANGER)
    os.seteuid(STRANGER)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_to_all(tmp_path: Path) -> None:
    """Let another user reach the temporary directory, without a part in it."""
    for path in tmp_path.parents:
        if path.owner() == "root" and path.stat().st_uid == os.geteuid() and "pytest" in str(path):
            path.chmod(path.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)


@pytest.mark.usefixtures("open_to_all")
@pytest.mark.parametrize("mode", [0o500, 0o400, 0o000], ids=oct)
def test_a_cache_that_cannot_be_read_or_written_changes_no_answer(
    mode: int, ask: Ask, cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    file.write_text(file.read_text() + "\n")
    (directory,) = cache.iterdir()
    with no_power_over(cache.parent, cache, directory, *directory.iterdir()):
        directory.chmod(mode)
        try:
            assert ask().err == ""
            monkeypatch.setattr(maintenance, "LARGE", 0)
            assert ask().err == (
                f"talks: the index of {file} cannot be kept (Permission denied); each command makes it again "
                "until TALKS_CACHE names a directory that can be written\n"
            )
        finally:
            directory.chmod(0o700)


def test_without_a_home_nothing_is_kept(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    assert ask(TALKS_CACHE="").err == ""
    assert ask(TALKS_CACHE="", HOME="relative").err == ""
    assert ask(TALKS_CACHE="", XDG_CACHE_HOME="relative").err == ""
    assert list(tmp_path.iterdir()) == [file]
    monkeypatch.setattr(maintenance, "LARGE", 0)
    assert "cannot be kept (there is no home directory)" in ask(TALKS_CACHE="").err


def test_a_relative_place_is_taken_where_it_was_chosen(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ask(TALKS_CACHE="here").err == ""
    assert len(list((tmp_path / "here").glob("*/*.index"))) == 1


def test_a_full_disk_changes_no_answer(ask: Ask, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 60, 8192, 30_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
        try:
            assert ask().err == ""
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert not [path for path in cache.rglob("*") if path.is_file()]
    # A store whose index would be made in a temporary file is no other case.
    monkeypatch.setattr(maintenance, "IN_MEMORY", 0)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, before[1]))
    try:
        assert ask().err == ""
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_index_in_a_temporary_file_is_read_and_gone(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr(maintenance, "IN_MEMORY", 0)
    assert ask(TALKS_CACHE="", HOME="", XDG_CACHE_HOME="").err == ""
    assert list((tmp_path / "temporary").iterdir()) == []


HOLDER = """
import fcntl, os, sys, time
handle = os.open(sys.argv[1], os.O_CREAT | os.O_RDWR, 0o600)
fcntl.flock(handle, fcntl.LOCK_EX)
if len(sys.argv) > 2:
    os.write(handle, str(os.getpid()).encode())
print("locked", flush=True)
time.sleep(60)
"""


@contextmanager
def hold_turn(cache: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Have another process hold the lock on a store's turn, as if it made the index that is not there."""
    ticket = find_only(cache, "*.ticket")
    ticket.unlink()
    command = [sys.executable, "-c", HOLDER, str(ticket.with_suffix(".turn")), *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "locked\n"
            yield holder
        finally:
            holder.kill()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc for the state of a process")
def test_a_stopped_process_that_holds_the_turn_is_not_waited_for(
    ask: Ask, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    monkeypatch.setattr(maintenance, "LARGE", 0)
    monkeypatch.setattr(maintenance, "SLOWEST", 1)
    with hold_turn(cache, "tell") as holder:
        holder.send_signal(signal.SIGSTOP)
        os.waitid(os.P_PID, holder.pid, os.WSTOPPED | os.WNOWAIT)
        began = time.monotonic()
        ask()
        assert time.monotonic() - began < 10


def test_a_process_that_holds_the_turn_is_waited_for_no_longer_than_indexing_takes(
    ask: Ask, cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    monkeypatch.setattr(maintenance, "LARGE", 0)
    monkeypatch.setattr(maintenance, "SLOWEST", file.stat().st_size)
    with hold_turn(cache):
        began = time.monotonic()
        ask()
        assert 0.5 < time.monotonic() - began < 20


def test_a_turn_that_is_no_file_is_not_taken(
    ask: Ask, cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    monkeypatch.setattr(maintenance, "LARGE", 0)
    turn = find_only(cache, "*.ticket").with_suffix(".turn")
    for plant in (os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")):
        file.write_text(file.read_text() + "\n")
        plant(turn)
        assert str(turn) in ask().err
        assert len(list(cache.rglob("*.index"))) == 1
        turn.rmdir() if turn.is_dir() else turn.unlink()


@pytest.mark.parametrize("jump", [-10 * 365 * 86400, -1, 1, 10 * 365 * 86400])
def test_a_clock_that_jumps_changes_no_answer(
    jump: int, ask: Ask, talks: Talks, file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    seconds, nanoseconds = time.time, time.time_ns
    monkeypatch.setattr(time, "time", lambda: seconds() + jump)
    monkeypatch.setattr(time, "time_ns", lambda: nanoseconds() + jump * 1_000_000_000)
    for day in range(10, 20):
        file.write_text(file.read_text().replace("It was on", "It was on"))
        assert ask().err == ""
        changed = file.read_text().replace("23 July", f"{day} July")
        file.write_text(changed)
        said = talks("claims", "--store", file, "--format", "json", environ={"TALKS_CACHE": str(cache)})
        assert f"{day} July" in said.out
        file.write_text(changed.replace(f"{day} July", "23 July"))
    assert len(list(cache.rglob("*.index"))) == 1


def test_where_files_have_no_owners_the_cache_works_by_paths(
    ask: Ask, cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_files, "POSIX", False)
    monkeypatch.delattr(os, "geteuid")
    opening = os.open

    def open_as_on_windows(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if dir_fd is not None:
            raise NotImplementedError("dir_fd unavailable on this platform")
        if os.path.isdir(path):  # noqa: PTH112
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return opening(path, flags, mode)

    monkeypatch.setattr(os, "open", open_as_on_windows)
    assert ask().err == ""
    index = find_only(cache, "*.index")
    assert ask().err == ""
    assert find_only(cache, "*.index") == index
    cache.chmod(0o777)
    assert ask().err == ""
    make_fifo(find_only(cache, "*.ticket"))
    assert "is not a regular file" in ask().err
    file.write_text(file.read_text() + "\n")
    assert ask().err == ""
    assert find_only(cache, "*.index") != index
