"""Changing a store: locked, checked, written anew beside the old one, and put in its place as a whole.

Whatever happens on the way, the store is the old one or the new one. What a change does not touch is copied
byte for byte.
"""
# The crash tests stand between this module and the calls of `os`, so it calls nothing else.
# ruff: noqa: PTH116, PTH123

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from talkscli.desk.changes import Changes, Snapshot
from talkscli.desk.editor import Editor, Outcome
from talkscli.errors import StoreError, StoreWriteError, UsageError
from talkscli.files.lock import hold_lock
from talkscli.files.new_store import create_store
from talkscli.files.replacement import GZIP, ZSTD, Replacement, sweep_leftovers
from talkscli.files.snapshot import StoreSnapshot
from talkscli.files.store_files import STANDARD_INPUT, explain_refusal, list_files, open_parts

__all__ = ["Change", "Outcome", "change_store", "create_store", "open_snapshot", "preview_change"]

WAIT = 10.0
"""How many seconds to wait for another writer."""

Change: TypeAlias = Callable[[Snapshot], Changes]


def change_store(path: str, change: Change, *, wait: float = WAIT) -> Outcome:
    """Change a store, and return what came of it.

    Args:
        path: The store; a symbolic link stays one, and what it leads to is changed.
        change: Told what is there, answers with what is to change. It runs under the lock.
        wait: How many seconds to wait for another writer.

    Raises:
        UsageError: what is to come in is not valid in this store.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    real = _find_file(path)
    try:
        with hold_lock(real, wait):
            sweep_leftovers(real)
            before = os.stat(real)
            with open_parts(real, None) as parts:
                editor = Editor(StoreSnapshot(parts[0]), Outcome(path))
                changes = change(editor.snapshot)
                if changes.is_empty:
                    return editor.outcome
                new = Replacement(real, packing=_find_packing(real), like=before)
                with new:
                    editor.write(changes, new)
                    if editor.outcome.is_empty:
                        return editor.outcome
                    new.finish()
                    _check_unchanged(real, before)
                    parts[0].file.close()
                    new.replace()
            return editor.outcome
    except OSError as error:
        raise _explain_failure(path, error) from error


def preview_change(path: str, change: Change) -> Outcome:
    """Check a change as `change_store` does, and write nothing."""
    real = _find_file(path)
    try:
        with open_parts(real, None) as parts:
            editor = Editor(StoreSnapshot(parts[0]), Outcome(path))
            changes = change(editor.snapshot)
            if not changes.is_empty:
                editor.check(changes)
            return editor.outcome
    except OSError as error:
        raise _explain_failure(path, error) from error


@contextmanager
def open_snapshot(path: str) -> Iterator[StoreSnapshot]:
    """Look into a store as `change_store` does, without its lock: to ask before changing."""
    try:
        with open_parts(_find_file(path), None) as parts:
            yield StoreSnapshot(parts[0])
    except OSError as error:
        raise explain_refusal(path, error) from error


def _find_file(path: str) -> str:
    """Find the one file to write; links are followed."""
    if path == STANDARD_INPUT:
        raise UsageError("standard input cannot be written", place="--store", hint="name a file")
    if not os.path.lexists(path):
        raise StoreError("no such file", place=path, hint=f"talks init {path} makes one")
    files = list_files(path)
    if len(files) > 1:
        raise StoreWriteError(
            "a store of several files cannot be changed as a whole",
            place=path,
            hint="put them into one with talks merge",
        )
    real = os.path.realpath(files[0])
    try:
        mode = os.stat(real).st_mode
    except (OSError, ValueError) as error:
        raise explain_refusal(path, error) from error
    if not stat.S_ISREG(mode):
        raise StoreWriteError("it is not a file that can be written", place=path, hint="name a file")
    return real


def _find_packing(path: str) -> str:
    with open(path, "rb") as file:
        start = file.read(4)
    return GZIP if start.startswith(b"\x1f\x8b") else ZSTD if start == b"\x28\xb5\x2f\xfd" else ""


def _check_unchanged(path: str, before: os.stat_result) -> None:
    now = os.stat(path)
    marks = [(one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns) for one in (before, now)]
    if marks[0] != marks[1]:
        raise StoreWriteError(
            "another program changed it while it was read: nothing was written",
            place=path,
            hint="run the command again",
        )


def _explain_failure(path: str, error: OSError) -> StoreWriteError:
    reasons = {
        errno.ENOSPC: ("the disk is full", "make room and run the command again"),
        errno.EDQUOT: ("there is no room left for this user", "make room and run the command again"),
        errno.EFBIG: ("files may not become so large here", "raise the limit (ulimit -f)"),
        errno.EACCES: ("not allowed to write it", "change the permissions of the file and its directory"),
        errno.EPERM: ("not allowed to write it", "change the permissions of the file and its directory"),
        errno.EROFS: ("its disk is read-only", "copy the store elsewhere and name it with --store"),
        errno.ENOENT: ("it is no longer there", "name another with --store"),
    }
    reason, hint = reasons.get(error.errno or 0, (error.strerror or str(error), ""))
    return StoreWriteError(f"could not be written, and is unchanged: {reason}", place=path, hint=hint)
