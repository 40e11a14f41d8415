"""The files that make up a store: opened, unpacked, each as bytes that can be read twice."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH112, PTH116, PTH118, PTH123, PTH208

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from talkscli.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from zstandard import (  # type: ignore[import-not-found,unused-ignore]
        ZstdDecompressionObj,
        ZstdDecompressor,
    )

STANDARD_INPUT = "-"
ENDINGS = (".json", ".jsonl", ".ndjson")
PACKINGS = ("", ".gz", ".zst")
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_BEGINNINGS = b'{["'
_DENSEST = 250
"""Stores are packed to a tenth or a thirtieth; what unpacks to far more was made to fill a disk."""
_MORSEL = 1 << 8
"""So little is unpacked at once, for it may become thirty thousand times as much."""
_FAILED = {errno.EIO, errno.EINVAL, errno.ESTALE, errno.ENXIO, errno.ETIMEDOUT}
_IN_MEMORY = 1 << 26
"""Unpacked or piped stores up to this size stay in memory; larger ones go to an unnamed temporary file."""


class Part:
    """One file of a store, or what came through a pipe."""

    __slots__ = ("_look", "directory", "file", "name", "size")

    def __init__(self, name: str, file: BinaryIO) -> None:
        self.name = name
        """As shown to people."""
        self.directory = ""
        """The directory that was named as the store, if it was one."""
        self.file = file
        """Plain bytes, from which can be read more than once."""
        try:
            self.size = file.seek(0, os.SEEK_END)
            self._look = self._look_at()
        except BaseException:
            file.close()
            raise

    def is_unchanged(self) -> bool:
        """Tell whether what was opened is as it was: a file put in its place since does not matter."""
        return self._look == self._look_at()

    def _look_at(self) -> tuple[int, int] | None:
        if isinstance(self.file, BytesIO):
            return None
        status = os.fstat(self.file.fileno())
        return status.st_size, status.st_mtime_ns


def list_files(path: str) -> list[str]:
    """List the files of a store: the file itself, or those of a directory in the order of their names."""
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISDIR(mode):
            return [path]
        names = sorted(os.listdir(path))
    except (OSError, ValueError) as error:
        raise explain_refusal(path, error) from error
    endings = tuple(ending + packing for ending in ENDINGS for packing in PACKINGS)
    files = [
        os.path.join(path, name) for name in names if name.endswith(endings) and not name.startswith(".")
    ]
    files = [file for file in files if not os.path.isdir(file)]
    if not files:
        raise StoreError(
            "this directory has no store in it",
            place=path,
            hint=f"name a file, or a directory with files that end in {', '.join(ENDINGS)}",
        )
    return files


@contextmanager
def open_parts(path: str, stdin: BinaryIO | None) -> Iterator[list[Part]]:
    """Open the files of a store; `-` is standard input."""
    parts: list[Part] = []
    try:
        if path == STANDARD_INPUT:
            if stdin is None:
                stdin = _find_stdin()
            name = "standard input"
            parts.append(Part(name, _unpack(name, _keep(name, stdin, b""))))
        else:
            for file in list_files(path):
                parts.append(Part(file, _unpack(file, _open_file(file))))
                parts[-1].directory = path if file != path else ""
        yield parts
    except OSError as error:
        # A disk, a network, a file of the system's own: it opens and then does not read.
        if error.errno in _FAILED:
            raise explain_refusal(path, error) from error
        raise
    finally:
        for part in parts:
            part.file.close()


def _find_stdin() -> BinaryIO:
    import sys

    # Python has none where the process was started with it closed.
    if sys.stdin is None:  # type: ignore[redundant-expr,unused-ignore]
        raise StoreError("standard input is closed", hint="name a file, or pipe a store into it")
    return sys.stdin.buffer


def explain_refusal(path: str, error: OSError | ValueError) -> StoreError:
    """Say in plain words why the system does not give a file."""
    another = "check the path, or name another file"
    if not isinstance(error, OSError):
        return StoreError("this cannot be the name of a file", place=repr(path), hint=another)
    reasons = {
        errno.ENOENT: ("no such file", another),
        errno.ENOTDIR: ("no such file: a part of the path is not a directory", another),
        errno.EACCES: ("not allowed to read it", "change its permissions"),
        errno.EPERM: ("not allowed to read it", "change its permissions"),
        errno.ELOOP: ("its symbolic links lead in a circle", "name the file itself"),
        errno.ENAMETOOLONG: ("the name is too long", another),
    }
    message, hint = reasons.get(error.errno or 0, (f"cannot be read: {error.strerror or error}", another))
    return StoreError(message, place=path, hint=hint)


def _open_file(path: str) -> BinaryIO:
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISFIFO(mode):
            return _open_pipe(path)
        if not stat.S_ISREG(mode):
            kind = "a device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else "not a file"
            raise StoreError(f"it is {kind}, not a store", place=path, hint="name a file")
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise explain_refusal(path, error) from error


def _open_pipe(path: str) -> BinaryIO:
    """Read a named pipe once; one that nobody writes to is an error, not a long wait."""
    import select

    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(handle, "rb", buffering=0) as pipe:
        first = b""
        for _ in range(20):
            select.select([handle], [], [], 0.1)
            first = pipe.read(65536) or b""
            if first:
                break
        else:
            raise StoreError("nobody writes to this pipe", place=path, hint="name a file")
        os.set_blocking(handle, True)
        return _keep(path, cast("BinaryIO", pipe), first)


def _keep(name: str, stream: IO[bytes], first: bytes, packed: int = 0) -> BinaryIO:
    """Copy a stream to where it can be read twice; `packed` is the size of the file that it is unpacked from.

    What cannot be a store is not read to its end, which it may not have.
    """
    kept: BinaryIO = BytesIO()
    try:
        kept.write(first)
        while block := stream.read(1 << 20):
            if isinstance(kept, BytesIO) and kept.tell() > _IN_MEMORY:
                import tempfile

                held = kept
                kept = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - it is handed on open
                kept.write(held.getbuffer())
            kept.write(block)
            if kept.tell() > max(_IN_MEMORY, _DENSEST * packed) and packed:
                raise StoreError(  # noqa: TRY301 - the copy is closed on the way out
                    f"it unpacks to more than {_DENSEST} times its size",
                    place=name,
                    hint="no store does; get it again from where it came from",
                )
            if kept.tell() <= len(first) + len(block) and not packed and _is_hopeless(first + block):
                break
        kept.flush()
    except BaseException:
        kept.close()
        raise
    return kept


def _is_hopeless(start: bytes) -> bool:
    """Tell whether what begins so can be neither JSON nor packed, in any encoding that is told by name."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(text) and text[:1] not in _BEGINNINGS and not start.startswith((_GZIP, _ZSTD))


def _unpack(name: str, file: BinaryIO) -> BinaryIO:
    """Replace a compressed file with its content; what it is shows in its first bytes, not in its name."""
    try:
        packed = file.seek(0, os.SEEK_END)
        file.seek(0)
        start = file.read(4)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    if start.startswith(_GZIP):
        import gzip
        import zlib

        try:
            with file, gzip.GzipFile(fileobj=file, mode="rb") as unpacked:
                return _keep(name, cast("IO[bytes]", unpacked), b"", packed)
        except (OSError, EOFError, zlib.error) as error:
            raise StoreError(
                f"the gzip file is damaged: {error}", place=name, hint="get it again from where it came from"
            ) from error
    if start == _ZSTD:
        with file:
            return _unpack_zstandard(name, file, packed)
    return file


def _unpack_zstandard(name: str, file: BinaryIO, packed: int) -> BinaryIO:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]

        opened = zstd.ZstdFile(file)
    except ImportError:
        try:
            from zstandard import ZstdDecompressor  # type: ignore[import-not-found,unused-ignore]
        except ImportError as error:
            raise StoreError(
                "it is compressed with Zstandard, which this Python cannot read",
                place=name,
                hint="unpack it first (zstd -d), or install the package zstandard",
            ) from error
        opened = _Frames(file, ZstdDecompressor)
    try:
        return _keep(name, opened, b"", packed)
    except StoreError:
        raise
    except Exception as error:
        # The two libraries raise errors of their own, with no common ancestor.
        problem = str(error).removeprefix("zstd decompressor error: ")
        raise StoreError(
            f"the Zstandard file is damaged: {problem[:1].lower()}{problem[1:]}",
            place=name,
            hint="get it again from where it came from",
        ) from error


class _Frames:
    """Unpacks frames; the package's own reader takes a file that is cut off for one that ends."""

    def __init__(self, file: BinaryIO, make: "Callable[[], ZstdDecompressor]") -> None:
        self._file = file
        self._make = make
        self._frame: ZstdDecompressionObj | None = None
        self._waiting = b""

    def read(self, size: int = -1) -> bytes:
        """Return some more of the text, or nothing at its end."""
        pieces, held = [], 0
        while (size < 0 or held < size) and (packed := self._waiting or self._file.read(_MORSEL)):
            if self._frame is None:
                self._frame = self._make().decompressobj()
            piece = self._frame.decompress(packed)
            self._waiting = b""
            if self._frame.eof:
                self._waiting, self._frame = self._frame.unused_data, None
            pieces.append(piece)
            held += len(piece)
        if not held and self._frame is not None:
            raise EOFError("it is cut off before its end")
        return b"".join(pieces)
