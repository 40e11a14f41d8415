"""Plain files that somebody names: read without waiting for a pipe, and never for ever."""

import errno
import os
import re
import stat

from talkscli.errors import UsageError

_CAREFUL = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def read_plain_file(name: str, largest: int) -> bytes:
    """Read a plain file: no pipe that would keep the program waiting, no device that might have no end.

    Args:
        name: Its path.
        largest: So many bytes and one more are read at most, by which one that is too large is known.

    Raises:
        UsageError: there is none, it may not be read, or it is none.
    """
    try:
        handle = os.open(name, os.O_RDONLY | _CAREFUL)
        with os.fdopen(handle, "rb") as file:
            mode = os.fstat(handle).st_mode
            if not stat.S_ISREG(mode):
                kind = "a directory" if stat.S_ISDIR(mode) else "a pipe, a device or the like"
                raise UsageError(f"this is {kind}, not a file", place=name, hint="name a file")
            return file.read(largest + 1)
    except OSError as error:
        if error.errno == errno.EISDIR:
            hint = "name the files in it: DIRECTORY/*"
            raise UsageError("this is a directory, not a file", place=name, hint=hint) from error
        missing = error.errno == errno.ENOENT
        problem = "no such file" if missing else f"cannot be read: {error.strerror or error}"
        hint = f"an address begins with https://, as https://{name}" if missing and _is_host(name) else ""
        raise UsageError(problem, place=name, hint=hint or "check the path") from error
    except ValueError as error:
        raise UsageError(
            "this cannot be the name of a file", place=repr(name), hint="check the path"
        ) from error


def _is_host(name: str) -> bool:
    return re.match(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/|$)", name, re.IGNORECASE) is not None
