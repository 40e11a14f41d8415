"""Files of the user's own, in directories of the user's own.

Whatever another user may have put or changed there is refused: a directory or file of another owner, one that
others may write, a link, and anything that is not a regular file. No file is waited for (a pipe that nobody
writes to) and none is read without bound (a device). On POSIX systems all files are reached through the open
directory, so that the directory cannot be exchanged in between.

Whatever is refused raises OSError, as a file that is missing does; what a user should hear of it goes to the
directory's `remark` first.
"""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH102, PTH120

import errno
import os
import stat
from collections.abc import Callable, Iterator

POSIX = os.name == "posix"
"""Whether files have owners and directories can be opened; on Windows a profile is the user's own anyway."""

_CAREFUL = 0
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
    _CAREFUL |= getattr(os, _flag, 0)

LARGEST = 1 << 24
"""So many bytes are read of a file at most."""

Remark = Callable[[str], object]
"""Told in one sentence what is refused, why, and what to do."""


def find_fault(status: os.stat_result, *, directory: bool = False) -> str:
    """Say why something is not the user's own; nothing where it is.

    Args:
        status: What `lstat` or `fstat` says of it.
        directory: Whether it should be a directory; a regular file otherwise.
    """
    if stat.S_ISLNK(status.st_mode):
        return "is a link"
    if directory and not stat.S_ISDIR(status.st_mode):
        return "is not a directory"
    if not directory and not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    if POSIX and status.st_uid != os.geteuid():
        return "belongs to another user"
    if POSIX and status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        return "may be written by other users"
    return ""


class PrivateDirectory:
    """An open directory of the user's own, and its files."""

    __slots__ = ("_handle", "_remark", "path")

    def __init__(self, path: str, remark: Remark, *, make: bool = False, hint: str) -> None:
        """Open a directory.

        Args:
            path: An absolute path.
            remark: Called with what is refused.
            make: Whether it and the directories above it are made where they are missing.
            hint: What a user can do if it is refused.

        Raises:
            OSError: it is missing, cannot be opened, or is not the user's own.
        """
        self.path = path
        self._remark = remark
        self._handle: int | None = None
        if make:
            make_directory(path)
        self._refuse(path, os.lstat(path), hint, directory=True)
        if POSIX:
            self._handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | _CAREFUL)
            try:
                self._refuse(path, os.fstat(self._handle), hint, directory=True)
            except OSError:
                self.close()
                raise

    def close(self) -> None:
        """Let go of the directory."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def look(self, name: str) -> os.stat_result:
        """Return the status of a file.

        Raises:
            OSError: it is missing or refused.
        """
        status = os.stat(self._at(name), dir_fd=self._handle, follow_symlinks=False)
        self._refuse(f"{self.path}/{name}", status, "remove it")
        return status

    def open(self, name: str, flags: int = os.O_RDONLY) -> int:
        """Open a file and return its descriptor; a file that is made has the mode 0600.

        Raises:
            OSError: it is missing or refused.
        """
        try:
            self.look(name)
        except FileNotFoundError:
            if not flags & os.O_CREAT:
                raise
        handle = os.open(self._at(name), flags | _CAREFUL, 0o600, dir_fd=self._handle)
        try:
            self._refuse(f"{self.path}/{name}", os.fstat(handle), "remove it")
        except OSError:
            os.close(handle)
            raise
        return handle

    def read(self, name: str) -> bytes:
        """Return a small file's content.

        Raises:
            OSError: it is missing, refused, or too large.
        """
        handle = self.open(name)
        try:
            if os.fstat(handle).st_size > LARGEST:
                raise self._tell(f"{self.path}/{name}", "is too large", "remove it")
            return os.read(handle, LARGEST)
        finally:
            os.close(handle)

    def replace(self, name: str, content: bytes) -> None:
        """Put a small file in the place of whatever bears its name.

        Raises:
            OSError: it cannot be written, or is too large to be read again; what was there is there still.
        """
        if len(content) > LARGEST:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        new = f"{name}.{os.getpid()}-{os.urandom(4).hex()}.new"
        try:
            with open(self.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:  # noqa: PTH123
                file.write(content)
            self.rename(new, name)
        except OSError:
            self.remove(new)
            raise

    def rename(self, old: str, new: str) -> None:
        """Rename a file, over another if there is one.

        Raises:
            OSError: it cannot be done.
        """
        os.replace(self._at(old), self._at(new), src_dir_fd=self._handle, dst_dir_fd=self._handle)

    def touch(self, name: str) -> None:
        """Give a file the present time, if that can be done."""
        try:
            os.utime(self._at(name), dir_fd=self._handle, follow_symlinks=not POSIX)
        except OSError:
            return

    def remove(self, name: str) -> None:
        """Remove a file, if that can be done.

        Where another process has it open and the system then keeps it, a later sweep removes it.
        """
        try:
            os.unlink(self._at(name), dir_fd=self._handle)
        except OSError:
            return

    def remove_directory(self, name: str) -> None:
        """Remove a directory, if it is empty."""
        try:
            os.rmdir(self._at(name), dir_fd=self._handle)
        except OSError:
            return

    def list_directories(self) -> list[str]:
        """Return the names of the directories that are the user's own.

        Raises:
            OSError: the directory cannot be read.
        """
        return [
            entry.name
            for entry in self._scan()
            if not find_fault(entry.stat(follow_symlinks=False), directory=True)
        ]

    def list_files(self, endings: tuple[str, ...]) -> Iterator[tuple[str, os.stat_result]]:
        """Yield the names that end so, and the files' status; what is missing or refused is left out.

        Raises:
            OSError: the directory cannot be read.
        """
        for entry in self._scan():
            if entry.name.endswith(endings):
                try:
                    yield entry.name, self.look(entry.name)
                except OSError:
                    continue

    def _scan(self) -> list[os.DirEntry[str]]:
        with os.scandir(self.path if self._handle is None else self._handle) as entries:
            return list(entries)

    def _at(self, name: str) -> str:
        return f"{self.path}/{name}" if self._handle is None else name

    def _refuse(self, path: str, status: os.stat_result, hint: str, *, directory: bool = False) -> None:
        if fault := find_fault(status, directory=directory):
            raise self._tell(path, fault, hint)

    def _tell(self, path: str, fault: str, hint: str) -> PermissionError:
        self._remark(f"{path} {fault}, so it is not used; {hint}")
        return PermissionError(f"{path} {fault}")


def make_directory(path: str) -> None:
    """Make a directory, and those above it that are missing, each for the user alone.

    Raises:
        OSError: it cannot be made.
    """
    if os.path.lexists(path):
        return
    parent = os.path.dirname(path)
    if parent != path:
        make_directory(parent)
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:  # another process was quicker
        return
