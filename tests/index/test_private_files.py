"""Files of the user's own: each check alone, also where a file is exchanged after it was looked at."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from talkscli.index import private_files
from talkscli.index.private_files import PrivateDirectory, make_directory

pytestmark = pytest.mark.skipif(os.name != "posix", reason="owners, links and named pipes")


@pytest.fixture
def remarks() -> list[str]:
    return []


@pytest.fixture
def private(tmp_path: Path, remarks: list[str]) -> Iterator[PrivateDirectory]:
    path = tmp_path / "private"
    path.mkdir(0o700)
    (path / "file").write_bytes(b"mine")
    (path / "file").chmod(0o600)
    directory = PrivateDirectory(str(path), remarks.append, hint="mend it")
    yield directory
    directory.close()


def exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is looked at be exchanged before it is opened: the look sees nothing wrong."""
    monkeypatch.setattr(PrivateDirectory, "look", lambda *_: Path("/").stat())


def test_a_link_put_there_after_the_look_is_not_followed(
    private: PrivateDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").write_bytes(b"another of the user's files")
    (tmp_path / "private" / "link").symlink_to(tmp_path / "other")
    exchange(monkeypatch)
    with pytest.raises(OSError, match="symbolic links"):
        private.read("link")
    with pytest.raises(OSError, match="symbolic links"):
        private.open("link", os.O_WRONLY | os.O_CREAT)


def test_a_pipe_put_there_after_the_look_is_not_waited_for(
    private: PrivateDirectory, tmp_path: Path, remarks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "private" / "pipe", 0o600)
    exchange(monkeypatch)
    with pytest.raises(PermissionError):
        private.read("pipe")
    assert remarks == [f"{tmp_path}/private/pipe is not a regular file, so it is not used; remove it"]


def test_a_directory_put_in_the_place_of_the_open_one_is_not_used(
    private: PrivateDirectory, tmp_path: Path
) -> None:
    path = tmp_path / "private"
    path.rename(tmp_path / "moved")
    path.mkdir(0o700)
    (path / "file").write_bytes(b"planted")
    assert private.read("file") == b"mine"
    private.replace("new", b"written")
    assert (tmp_path / "moved" / "new").read_bytes() == b"written"
    private.remove("file")
    assert [one.name for one in path.iterdir()] == ["file"]
    assert [name for name, _ in private.list_files(("new",))] == ["new"]


def test_looking_makes_no_directory(tmp_path: Path, remarks: list[str]) -> None:
    path = tmp_path / "above" / "private"
    with pytest.raises(FileNotFoundError):
        PrivateDirectory(str(path), remarks.append, hint="")
    assert (list(tmp_path.iterdir()), remarks) == ([], [])
    PrivateDirectory(str(path), remarks.append, make=True, hint="").close()
    assert [one.stat().st_mode & 0o777 for one in (path.parent, path)] == [0o700, 0o700]


def test_closing_lets_go_of_the_directory(private: PrivateDirectory) -> None:
    opened: list[int] = []
    handle = private._handle
    assert handle is not None
    opened.append(handle)
    private.close()
    private.close()
    for one in opened:
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.fstat(one)


def test_what_is_too_large_to_be_read_again_is_not_written(
    private: PrivateDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_files, "LARGEST", 10)
    private.replace("file", b"x" * 10)
    with pytest.raises(OSError, match="too large"):
        private.replace("file", b"y" * 11)
    assert private.read("file") == b"x" * 10
    assert [one.name for one in Path(private.path).iterdir()] == ["file"]


def test_a_drive_that_is_missing_is_no_endless_way_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, mode: int) -> None:
        del mode
        raise FileNotFoundError(path)

    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    monkeypatch.setattr(os, "mkdir", refuse)
    with pytest.raises(FileNotFoundError):
        make_directory("/a/b")


def count_open() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def test_no_file_stays_open(
    private: PrivateDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, remarks: list[str]
) -> None:
    path = tmp_path / "private"
    (path / "shared").touch(0o600)
    (path / "shared").chmod(0o666)
    before = count_open()
    private.read("file")
    with pytest.raises(PermissionError):
        private.read("shared")
    exchange(monkeypatch)
    with pytest.raises(PermissionError):
        private.read("shared")
    path.chmod(0o777)
    see_nothing_wrong(monkeypatch, path)
    with pytest.raises(PermissionError):
        PrivateDirectory(str(path), remarks.append, hint="")
    assert count_open() == before


def see_nothing_wrong(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let a directory be exchanged between the look and the opening."""
    status = path.parent.stat()
    monkeypatch.setattr(os, "lstat", lambda _: os.stat_result((0o40700, *status[1:])))


def test_a_directory_exchanged_after_the_look_is_looked_at_again(
    tmp_path: Path, remarks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, link = tmp_path / "shared", tmp_path / "link"
    shared.mkdir()
    shared.chmod(0o777)
    (tmp_path / "mine").mkdir(0o700)
    link.symlink_to(tmp_path / "mine")
    see_nothing_wrong(monkeypatch, shared)
    with pytest.raises(PermissionError):
        PrivateDirectory(str(shared), remarks.append, hint="mend it")
    assert remarks == [f"{shared} may be written by other users, so it is not used; mend it"]
    with pytest.raises(NotADirectoryError):
        PrivateDirectory(str(link), remarks.append, hint="")


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o622])
def test_what_a_group_or_all_may_write_is_not_the_users_own(
    mode: int, private: PrivateDirectory, tmp_path: Path
) -> None:
    (tmp_path / "private" / "file").chmod(mode)
    with pytest.raises(PermissionError):
        private.look("file")
    (tmp_path / "private").chmod(mode | 0o100)
    with pytest.raises(PermissionError):
        PrivateDirectory(str(tmp_path / "private"), print, hint="")


def test_what_could_not_take_its_place_is_not_left_behind(private: PrivateDirectory, tmp_path: Path) -> None:
    (tmp_path / "private" / "taken").mkdir()
    with pytest.raises(OSError, match="directory"):
        private.replace("taken", b"x")
    assert sorted(one.name for one in (tmp_path / "private").iterdir()) == ["file", "taken"]


def test_only_directories_of_the_users_own_are_listed(private: PrivateDirectory, tmp_path: Path) -> None:
    path = tmp_path / "private"
    (path / "own").mkdir(0o700)
    (path / "shared").mkdir()
    (path / "shared").chmod(0o777)
    (path / "link").symlink_to(path / "own")
    assert private.list_directories() == ["own"]
    (path / "link.index").symlink_to(path / "file")
    (path / "own.index").mkdir()
    (path / "good.index").touch(0o600)
    assert [name for name, _ in private.list_files((".index",))] == ["good.index"]
