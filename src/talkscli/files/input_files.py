"""Files that somebody names: opened without a wait, and refused in plain words."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH116, PTH123

import errno
import os
import stat
from typing import BinaryIO, cast

from talkscli.errors import StoreError

_WAITS = 20
"""So many tenths of a second somebody has to begin to write to a named pipe."""


def open_input(path: str, wanted: str) -> tuple[BinaryIO, bytes | None]:
    """Open a file, or a named pipe to which somebody writes.

    Args:
        path: Where it is.
        wanted: What it should be, such as `a store`.

    Returns:
        The file, and None; or the pipe, and what was read of it already.

    Raises:
        StoreError: it is a device, a socket, or a pipe to which nobody writes.
        OSError: the system does not give it.
        ValueError: this cannot be the name of a file.
    """
    mode = os.stat(path).st_mode
    if stat.S_ISFIFO(mode):
        return _open_pipe(path)
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        kind = "a device" if stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else "not a file"
        raise StoreError(f"it is {kind}, not {wanted}", place=path, hint="name a file")
    return open(path, "rb"), None


def _open_pipe(path: str) -> tuple[BinaryIO, bytes]:
    """Open a named pipe; one that nobody writes to is an error, not a long wait."""
    import select

    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    pipe = cast("BinaryIO", os.fdopen(handle, "rb", buffering=0))
    first = b""
    try:
        for _ in range(_WAITS):
            select.select([handle], [], [], 0.1)
            if first := pipe.read(65536) or b"":
                os.set_blocking(handle, True)
                break
    finally:
        if not first:
            pipe.close()
    if not first:
        raise StoreError("nobody writes to this pipe", place=path, hint="name a file")
    return pipe, first


def explain_refusal(path: str, error: OSError | ValueError) -> StoreError:
    """Say in plain words why the system does not give a file."""
    another = "check the path, or name another file"
    if any(f"{scheme}:/" in path for scheme in ("http", "https", "ftp")):
        return StoreError("this is an address, not a file", place=path, hint="download it, and name the file")
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
