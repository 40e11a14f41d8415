"""Changing a store: locked, checked, written anew beside the old one, and put in its place as a whole.

Whatever happens on the way, the store is the old one or the new one. What a change does not touch is copied
byte for byte.
"""
# The crash tests stand between this module and the calls of `os`, so it calls nothing else.
# ruff: noqa: PTH100, PTH116, PTH123

import errno
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from talkscli.desk.changes import Outcome
from talkscli.desk.editor import Edit
from talkscli.desk.loading import load_all
from talkscli.desk.store_view import StoreView, find_file, open_view
from talkscli.errors import StoreWriteError
from talkscli.files.lock import hold_lock
from talkscli.files.replacement import GZIP, ZSTD, Replacement, sweep_leftovers
from talkscli.files.store_files import open_parts
from talkscli.index.maintenance import update_index

if TYPE_CHECKING:
    from talkscli.desk.changes import Changes
    from talkscli.files.splices import Splice
    from talkscli.files.store_files import Part

WAIT = 10.0
"""How many seconds to wait for another writer."""

Change: TypeAlias = "Callable[[StoreView], Changes]"


def change_store(
    path: str,
    change: Change,
    *,
    dry_run: bool = False,
    wait: float = WAIT,
    environ: Mapping[str, str] = os.environ,
) -> "Outcome":
    """Change a store, bring its index up to it, and return what came of it.

    Args:
        path: The store; a symbolic link stays one, and what it leads to is changed.
        change: Told what is there, answers with what is to change. It runs under the lock.
        dry_run: Whether to check the change only: nothing is locked or written.
        wait: How many seconds to wait for another writer.
        environ: Where the cache of indexes is named.

    Raises:
        UsageError: what is to come in is not valid in this store.
        StoreError: the store cannot be read, or is not valid.
        StoreWriteError: it could not be written, and is unchanged.
    """
    if dry_run:
        with open_view(path, environ=environ) as view:
            changes = change(view)
            if changes.is_empty:
                return Outcome(path, changes, is_dry_run=True)
            return Edit(view, changes, is_dry_run=True).outcome
    real = find_file(path)
    load_all()
    try:
        with hold_lock(real, wait):
            outcome = _change_locked(path, real, change, environ)
    except OSError as error:
        raise _explain_failure(path, error) from error
    if not outcome.is_empty:
        update_index(os.path.abspath(path), environ)
    return outcome


def _change_locked(path: str, real: str, change: Change, environ: Mapping[str, str]) -> "Outcome":
    sweep_leftovers(real)
    before = os.stat(real)
    with open_parts(real, None) as (part,), StoreView(path, part, environ) as view:
        changes = change(view)
        if changes.is_empty:
            return Outcome(path, changes)
        edit = Edit(view, changes)
        if edit.outcome.is_empty:
            return edit.outcome
        with Replacement(real, packing=find_packing(real), like=before) as new:
            write_splices(new, part, edit.splices)
            _check_unchanged(real, before)
            part.file.close()
            new.replace()
    return edit.outcome


def write_splices(new: Replacement, part: "Part", splices: Iterable["Splice"]) -> None:
    """Write a file anew with some spans of it changed, in the order of their places."""
    at = 0
    for splice in splices:
        new.copy(part.file, at, splice.start)
        new.write_all(splice.pieces)
        at = splice.stop
    new.copy(part.file, at, part.size)
    new.finish()


def find_packing(path: str) -> str:
    """Return how a file is packed, by its first bytes; nothing if it is not."""
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
