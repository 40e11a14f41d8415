"""A file or directory that the program makes for others: whole in its place, or not there at all."""
# ruff: noqa: PTH100, PTH101, PTH102, PTH104, PTH105, PTH108, PTH112, PTH116, PTH120, PTH121, PTH208

import os
import shutil
import stat
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress

from talkscli.errors import StoreWriteError, UsageError, cut
from talkscli.files.replacement import name_temporary, place_file, sync_directory

NO_DIRECTORY = "make the directory first, or name a file in another one"


def check_target(
    path: str, *, force: bool = False, apart_from: Sequence[str] = (), holds: Collection[str] = ()
) -> None:
    """Refuse a place where nothing may be written, before any work is done.

    Args:
        path: The file or directory to be written.
        force: Whether what is there may be replaced.
        apart_from: The files of the store, which are never replaced.
        holds: Of a directory the names of its files: one that has others is never replaced. None for a file.

    Raises:
        UsageError: no name is given.
        StoreWriteError: there is something of that name, or no directory to put it in.
    """
    if not path:
        raise UsageError("the name of the file is empty", hint="name the file to write")
    try:
        found = os.stat(path)
    except ValueError as error:
        raise StoreWriteError(
            "this cannot be the name of a file", place=repr(path), hint="name another"
        ) from error
    except FileNotFoundError:
        if os.path.lexists(path) or (path.endswith(os.sep) and not holds):
            raise StoreWriteError("it leads nowhere", place=path, hint="name a file") from None
        folder = os.path.dirname(os.path.abspath(path))
        if not os.path.isdir(folder):
            raise StoreWriteError("there is no such directory", place=folder, hint=NO_DIRECTORY) from None
        return
    except OSError as error:
        raise explain_failure(path, error) from error
    if holds:
        _check_directory(path, found, force=force, holds=holds)
        return
    if not stat.S_ISREG(found.st_mode):
        what = "a directory" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        raise StoreWriteError(f"it is {what}", place=path, hint="name a file")
    for other in apart_from:
        with suppress(OSError):
            if os.path.samefile(path, other):
                raise StoreWriteError("it is the store itself", place=path, hint="name another file")
    if not force:
        raise StoreWriteError("there is a file of that name already", place=path, hint="--force replaces it")


def _check_directory(path: str, found: os.stat_result, *, force: bool, holds: Collection[str]) -> None:
    if not stat.S_ISDIR(found.st_mode):
        raise StoreWriteError(
            "it is a file, and a directory is to be written", place=path, hint="name another"
        )
    try:
        others = sorted(set(os.listdir(path)).difference(holds))
        is_empty = not os.listdir(path)
    except OSError as error:
        raise explain_failure(path, error) from error
    if others:
        raise StoreWriteError(
            f"this directory has something else in it: {cut(others[0])}",
            place=path,
            hint="name a new directory",
        )
    if not (force or is_empty):
        raise StoreWriteError("there is such a directory already", place=path, hint="--force replaces it")


@contextmanager
def write_target(path: str, *, force: bool = False) -> Iterator[str]:
    """Give the name of a temporary file beside a file, which takes its place when all went well.

    Raises:
        StoreWriteError: it cannot be written; what was there is unchanged.
    """
    # A link stays, and what it leads to is replaced.
    target = os.path.realpath(path)
    temporary = name_temporary(target)
    try:
        yield temporary
        _settle(temporary, target, force=force)
    except FileExistsError as error:
        raise StoreWriteError(
            "there is a file of that name by now", place=path, hint="--force replaces it"
        ) from error
    except OSError as error:
        raise explain_failure(path, error) from error
    finally:
        with suppress(OSError):
            os.unlink(temporary)


@contextmanager
def write_directory(path: str, *, force: bool = False) -> Iterator[str]:
    """Give the name of a temporary directory, which takes the place of another when all went well.

    Raises:
        StoreWriteError: it cannot be written; what was there is unchanged.
    """
    target = os.path.realpath(path)
    temporary, old = name_temporary(target), name_temporary(target)
    try:
        os.mkdir(temporary)
        yield temporary
        if force and os.path.isdir(target):
            os.rename(target, old)
        try:
            # What came in meanwhile and is not empty stays: the system refuses to rename onto it.
            os.rename(temporary, target)
        except OSError:
            with suppress(OSError):
                os.rename(old, target)
            raise
        sync_directory(target)
    except OSError as error:
        raise explain_failure(path, error) from error
    finally:
        for left in (temporary, old):
            shutil.rmtree(left, ignore_errors=True)


def explain_failure(path: str, error: OSError) -> StoreWriteError:
    """Say why a file could not be written."""
    return StoreWriteError(
        f"could not be written: {error.strerror or error}",
        place=path,
        hint="what was there is unchanged; name another place, or make room",
    )


def _settle(temporary: str, target: str, *, force: bool) -> None:
    """Bring a file to the disk, and put it in its place."""
    handle = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    if force:
        with suppress(OSError):
            os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))
        os.replace(temporary, target)
        sync_directory(target)
    else:
        place_file(temporary, target)
