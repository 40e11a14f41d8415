"""One writer at a time: a lock that the system lets go of when its holder ends, however it ends.

On POSIX systems the store's own file is locked (`flock`), so nothing is left behind. A write puts a new file
in the store's place; whoever waited for the old one then sees that it is gone and asks for the new one. On
Windows, where a locked file cannot be replaced, the lock is a file beside the store that the system deletes
when it is closed.
"""

import errno
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from talkscli.errors import StoreWriteError

PAUSE = 0.02
"""The longest time between two tries, in seconds."""

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


@contextmanager
def hold_lock(path: str, wait: float) -> Iterator[None]:
    """Keep other writers of a store away, waiting so many seconds for one that is at work.

    Raises:
        StoreWriteError: it is still at work, or the file cannot be locked.
        OSError: the file cannot be opened.
    """
    deadline = time.monotonic() + wait
    while (handle := _try_lock(path)) is None:
        if time.monotonic() >= deadline:
            waited = f" for {wait:g} seconds" if wait else ""
            raise StoreWriteError(
                f"another program has been writing to it{waited}", place=path, hint="try again later"
            )
        time.sleep(random.uniform(PAUSE / 4, PAUSE))  # noqa: S311 - so that writers do not march in step
    try:
        yield
    finally:
        # A store that was written was written, even if letting go of it should fail.
        with suppress(OSError):
            os.close(handle)


if sys.platform == "win32":

    def _try_lock(path: str) -> int | None:
        try:
            return os.open(f"{path}.lock", os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)
        except (FileExistsError, PermissionError):
            return None

else:
    import fcntl

    def _try_lock(path: str) -> int | None:
        # Some network file systems give an exclusive lock only on a file opened for writing.
        handle = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ours, there = os.fstat(handle), os.stat(path)  # noqa: PTH116
            if (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino):
                return handle
        except BlockingIOError:
            pass
        except OSError as error:
            os.close(handle)
            if error.errno in _NO_LOCKS:
                raise StoreWriteError(
                    "its file system has no locks", place=path, hint="copy the store to a local disk"
                ) from error
            if error.errno == errno.ENOENT:
                return None
            raise
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        return None
