"""A new file in the place of an old one: whole and on the disk before the old one goes, or not at all."""
# The crash tests stand between this module and the calls of `os`, so it calls nothing else.
# ruff: noqa: PTH105, PTH108, PTH118, PTH120

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from types import TracebackType
from typing import BinaryIO, Self, cast

from talkscli.errors import StoreWriteError

BLOCK = 1 << 20
GZIP = "gzip"
ZSTD = "zstd"
_MARK = ".talks-"
_ENDING = ".tmp"


class Replacement:
    """A temporary file beside a file, that may take its place; gone when it did not."""

    def __init__(self, path: str, *, packing: str = "", like: os.stat_result | None = None) -> None:
        self.path = path
        self.name = name_temporary(path)
        self.size = 0
        """The bytes written so far, before compression."""
        self._like = like
        self._packing = packing
        self._handle = -1
        self._waiting: list[bytes] = []
        self._held = 0
        self._packer: BinaryIO | None = None

    def __enter__(self) -> Self:
        binary = getattr(os, "O_BINARY", 0)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0) | binary
        # Nobody may read what a private store holds while it is being written.
        self._handle = os.open(self.name, flags, 0o600 if self._like else 0o666)
        try:
            self._packer = _open_packer(self._packing, self)
        except BaseException:
            self._drop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()

    def write(self, data: bytes) -> int:
        """Write plain text."""
        self.size += len(data)
        if self._packer is not None:
            self._packer.write(data)
        else:
            self.write_raw(data)
        return len(data)

    def write_all(self, pieces: Iterable[bytes]) -> None:
        """Write several pieces of plain text."""
        for piece in pieces:
            self.write(piece)

    def copy(self, source: BinaryIO, start: int, stop: int) -> None:
        """Write a span of another file, by the kernel where it can."""
        if self._packer is None and start < stop:
            self.flush_raw()
            copied = _copy_in_kernel(source, self._handle, start, stop)
            self.size += copied
            start += copied
        source.seek(start)
        while start < stop:
            block = source.read(min(BLOCK, stop - start))
            if not block:
                raise OSError(0, "the store became shorter while it was read")
            self.write(block)
            start += len(block)

    def write_raw(self, data: bytes) -> None:
        """Write bytes as they are to come to the disk."""
        self._waiting.append(data)
        self._held += len(data)
        if self._held >= BLOCK:
            self.flush_raw()

    def flush_raw(self) -> None:
        """Hand over to the system what is waiting."""
        view = memoryview(b"".join(self._waiting))
        self._waiting, self._held = [], 0
        while view:
            view = view[os.write(self._handle, view) :]

    def finish(self) -> None:
        """Bring everything to the disk, with the owner and the permissions of the old file."""
        if self._packer is not None:
            self._packer.close()
            self._packer = None
        self.flush_raw()
        if self._like is not None:
            _take_over(self._handle, self.path, self._like)
        _sync(self._handle)
        os.close(self._handle)
        self._handle = -1

    def replace(self) -> None:
        """Put the new file in the place of the old one."""
        os.replace(self.name, self.path)
        self.name = ""
        sync_directory(self.path)

    def place(self) -> None:
        """Put the new file where there is none.

        Raises:
            FileExistsError: there is one.
        """
        place_file(self.name, self.path)

    def _drop(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
        if self.name:
            try:
                os.unlink(self.name)
            except OSError:
                return
            self.name = ""


def place_file(temporary: str, path: str) -> None:
    """Put a file where there is none; its temporary name may be left.

    Raises:
        FileExistsError: there is one.
    """
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # No hard links here: between the question and the answer another file might come in.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        os.replace(temporary, path)
    sync_directory(path)


def sweep_leftovers(path: str) -> None:
    """Remove what writers that were killed left beside a store; only for one who holds its lock."""
    folder, name = os.path.split(path)
    start = f".{name}{_MARK}"
    try:
        with os.scandir(folder or ".") as entries:
            left = [one.path for one in entries if one.name.startswith(start) and one.name.endswith(_ENDING)]
    except OSError:
        return
    for one in left:
        try:
            os.unlink(one)
        except OSError:
            continue


def name_temporary(path: str) -> str:
    """Make up the name of a temporary file beside a file."""
    import secrets

    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}{_MARK}{secrets.token_hex(6)}{_ENDING}")


def _open_packer(packing: str, target: Replacement) -> BinaryIO | None:
    if not packing:
        return None
    raw = cast("BinaryIO", _Raw(target))
    if packing == GZIP:
        import gzip

        return cast("BinaryIO", gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0))
    from talkscli.files.zstandard import load_zstd

    zstd = load_zstd()
    if zstd is None:
        raise StoreWriteError(
            "it is compressed with Zstandard, which this Python cannot write",
            place=target.path,
            hint="unpack it first (zstd -d), or install the package backports.zstd",
        )
    # As the program zstd does it: without a sum, a byte that changed on the disk may go unnoticed.
    return cast("BinaryIO", zstd.ZstdFile(raw, "wb", options={zstd.CompressionParameter.checksum_flag: 1}))


class _Raw:
    """The bare file under a packer, as the packers want to see one."""

    __slots__ = ("_target",)

    def __init__(self, target: Replacement) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        self._target.write_raw(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: the end of the writing flushes."""


def _copy_in_kernel(source: BinaryIO, target: int, start: int, stop: int) -> int:
    """Copy as much as the kernel can by itself; return how much that was."""
    if not hasattr(os, "copy_file_range"):
        return 0
    done = 0
    try:
        handle = source.fileno()
        while done < stop - start:
            count = os.copy_file_range(handle, target, stop - start - done, offset_src=start + done)
            if not count:
                break
            done += count
    except (OSError, ValueError):
        # Some file systems cannot; if it is the disk that is full, plain writing will say so.
        return done
    return done


def _take_over(handle: int, path: str, like: os.stat_result) -> None:
    """Give a file the owner, the permissions and the attributes of another, as far as that is allowed."""
    if hasattr(os, "fchown"):
        own = os.fstat(handle)
        if (own.st_uid, own.st_gid) != (like.st_uid, like.st_gid):
            try:
                os.fchown(handle, like.st_uid, like.st_gid)
            except OSError:
                _try_group(handle, like.st_gid)
    if hasattr(os, "listxattr"):
        _copy_attributes(handle, path)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, like.st_mode & 0o7777)


def _try_group(handle: int, group: int) -> None:
    try:
        os.fchown(handle, -1, group)
    except OSError:
        return


def _copy_attributes(handle: int, path: str) -> None:
    if sys.platform != "linux":
        return
    try:
        names = os.listxattr(path)
    except OSError:
        return
    for name in names:
        try:
            os.setxattr(handle, name, os.getxattr(path, name))
        except OSError:
            continue


def _sync(handle: int) -> None:
    os.fsync(handle)
    if sys.platform == "darwin":
        import fcntl

        # There, fsync leaves the data in the disk's own memory.
        try:
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        except OSError:
            return


def sync_directory(path: str) -> None:
    """Bring a file's new name to the disk, where directories can be synced."""
    if os.name != "posix":
        return
    try:
        handle = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    except OSError:
        return
    # Whatever fails here, the new store is in place: nobody must be told that it is unchanged.
    with suppress(OSError):
        os.fsync(handle)
    with suppress(OSError):
        os.close(handle)
