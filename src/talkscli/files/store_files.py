"""The files that make up a store: opened, unpacked, each as bytes that can be read twice."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH112, PTH116, PTH118, PTH119, PTH208

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO

from talkscli.errors import StoreError
from talkscli.files.input_files import explain_refusal, open_input
from talkscli.files.unpacking import keep_stream, unpack_file

STANDARD_INPUT = "-"
ENDINGS = (".json", ".jsonl", ".ndjson")
PACKINGS = ("", ".gz", ".zst")
_FAILED = {errno.EIO, errno.EINVAL, errno.ESTALE, errno.ENXIO, errno.ETIMEDOUT}


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

    @property
    def label(self) -> str:
        """Return the file's name without its directory, as text: what is not UTF-8 in it is written out."""
        return os.path.basename(self.name).encode(errors="backslashreplace").decode()

    def is_unchanged(self) -> bool:
        """Tell whether what was opened is unchanged: a file put in its place since does not matter."""
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


def list_names(path: str) -> list[str]:
    """List the files of a store as `list_files` does; standard input has none."""
    return [] if path == STANDARD_INPUT else list_files(path)


@contextmanager
def open_parts(path: str, stdin: BinaryIO | None) -> Iterator[list[Part]]:
    """Open the files of a store; `-` is standard input."""
    parts: list[Part] = []
    try:
        if path == STANDARD_INPUT:
            if stdin is None:
                stdin = _find_stdin()
            name = "standard input"
            parts.append(Part(name, keep_stream(name, stdin)))
        else:
            for file in list_files(path):
                parts.append(Part(file, _open_file(file)))
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


def _open_file(path: str) -> BinaryIO:
    try:
        file, first = open_input(path, "a store")
        if first is None:
            return unpack_file(path, file)
        with file:
            return keep_stream(path, file, first)
    except (OSError, ValueError) as error:
        raise explain_refusal(path, error) from error
