"""Making an index and putting it in place, so that nobody ever sees half of one."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH103, PTH105, PTH108, PTH110, PTH112, PTH113, PTH119, PTH123

import errno
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO

from talkscli.errors import StoreError
from talkscli.files.layout import NotLinesError
from talkscli.files.store_files import Part, explain_refusal, open_parts
from talkscli.index.reading import Progress, Reader
from talkscli.store.building import build_index
from talkscli.store.cache import ENDING, Ticket, is_settled, look_at, name_ticket, read_ticket
from talkscli.store.mending import CannotMendError, Mending
from talkscli.store.opening import describe_index, look_at_index, open_index
from talkscli.store.patching import Patch
from talkscli.store.paths import cache_directory

_INDEX = ".index"
_UNFINISHED = ".new"
_STALE = 3600
_UNUSED = 60 * 86400
_TRIES = 5
_TURN = ".turn"
_WORTH_WAITING = 1 << 22
_PATIENCE = 300.0
_PAUSE = 0.05
_BLOCK = 1 << 30


def make_index(
    store: str, environ: Mapping[str, str], stdin: BinaryIO | None, progress: Progress | None
) -> sqlite3.Connection:
    """Index a store, keep the index where that is possible, and open it.

    Raises:
        StoreError: the store cannot be read, or is not valid.
    """
    directory = cache_directory(environ) if store != "-" else None
    if directory is not None:
        try:
            os.makedirs(directory, mode=0o700, exist_ok=True)
        except OSError:
            directory = None
    if store == "-" or not _is_regular(store):
        with open_parts(store, stdin) as parts:
            return _build_private(parts, progress)
    for _ in range(_TRIES):
        made = time.time_ns()
        try:
            look = look_at(store)
        except (OSError, ValueError) as error:
            raise explain_refusal(str(getattr(error, "filename", None) or store), error) from error
        with open_parts(store, stdin) as parts:
            connection = None
            if directory is not None:
                connection = _renew(store, directory, parts, made, look)
            if connection is None and directory is not None:
                with (
                    suppress(OSError, sqlite3.OperationalError),
                    _take_turn(store, directory, parts) as waited,
                ):
                    # Whoever built it meanwhile built it for this process too.
                    if waited:
                        connection = _renew(store, directory, parts, made, look)
                    if connection is None:
                        connection = _build_kept(store, directory, parts, made, look, progress)
            if connection is None:
                connection = _build_private(parts, progress)
            # A store replaced meanwhile was read as it was when it was named. One that is being written to
            # may have been read half old and half new.
            if all(part.is_unchanged() for part in parts):
                return connection
            connection.close()
    raise StoreError("it changes while it is read", place=store, hint="try again when nobody writes to it")


@contextmanager
def _take_turn(store: str, directory: str, parts: "list[Part]") -> Iterator[bool]:
    """Let only one process at a time index a large store; tell whether another did meanwhile.

    All have to wait until it is indexed, whoever does it. One that takes very long is waited for no longer.
    """
    if os.name != "posix" or sum(part.size for part in parts) < _WORTH_WAITING:
        yield False
        return
    import fcntl

    handle = os.open(name_ticket(directory, store) + _TURN, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        waited = False
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                # A file system without locks has no turns.
                if error.errno not in {errno.EAGAIN, errno.EACCES} or time.monotonic() > deadline:
                    break
            waited = True
            time.sleep(_PAUSE)
        yield waited
    finally:
        os.close(handle)


def mend_index(store: str, directory: str) -> None:
    """Bring the index of a store up to it if that is quickly done.

    Raises:
        OSError: the store cannot be looked at.
        StoreError: it cannot be read, or is not valid.
    """
    made = time.time_ns()
    look = look_at(store)
    with open_parts(store, None) as parts:
        connection = _renew(store, directory, parts, made, look)
    if connection is not None:
        connection.close()


def _is_regular(store: str) -> bool:
    try:
        return os.path.isfile(store) or os.path.isdir(store) or not os.path.exists(store)
    except ValueError as error:
        raise explain_refusal(store, error) from error


def _renew(
    store: str, directory: str, parts: "list[Part]", made: int, look: str
) -> sqlite3.Connection | None:
    """Open the index there is, mended if the store has changed a little since; None if it is of no use.

    Raises:
        StoreError: the store is not valid.
    """
    path = name_ticket(directory, store)
    ticket = read_ticket(path)
    if ticket is None:
        return None
    file = f"{directory}/{ticket.index}"
    try:
        with open(file, "rb") as old:
            if describe_index(os.fstat(old.fileno())) != ticket.index_look:
                return None
            connection = open_index(file)
            try:
                mending = Mending(connection, Reader(parts))
                if mending.is_needless:
                    if ticket.look != look or is_settled(look, made):
                        with suppress(OSError):
                            _put(path, Ticket(made, ticket.index, ticket.index_look, look).write())
                    return connection
                mending.plan()
                mended = _keep(store, directory, lambda new: _mend_file(old, new, mending), made, look)
            except BaseException:
                connection.close()
                raise
            connection.close()
            return mended
    except (OSError, sqlite3.Error, CannotMendError):
        return None


def _mend_file(old: BinaryIO, new: str, mending: Mending) -> None:
    with open(new, "wb") as copy:
        copy_file(old, copy)
    with _connect(new) as connection:
        Patch(connection, mending).apply()


def copy_file(source: BinaryIO, target: BinaryIO) -> None:
    """Copy a file; where the system does it by itself, it may only have to share the blocks."""
    source.seek(0)
    if hasattr(os, "copy_file_range"):
        with suppress(OSError):
            while os.copy_file_range(source.fileno(), target.fileno(), _BLOCK):
                pass
            return
    import shutil

    source.seek(target.seek(0, os.SEEK_END))
    shutil.copyfileobj(source, target, 1 << 20)


def _build_kept(
    store: str, directory: str, parts: "list[Part]", made: int, look: str, progress: Progress | None
) -> sqlite3.Connection:
    return _keep(store, directory, lambda new: _build_file(new, parts, progress), made, look)


def _keep(
    store: str, directory: str, make: Callable[[str], None], made: int, look: str
) -> sqlite3.Connection:
    """Have an index made under another name, put it in place, and open it."""
    path = name_ticket(directory, store)
    new = f"{directory}/{os.getpid()}-{time.time_ns()}{_UNFINISHED}"
    index = f"{os.path.basename(path).removesuffix(ENDING)}-{os.getpid()}-{made}{_INDEX}"
    try:
        make(new)
        os.replace(new, f"{directory}/{index}")
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise
    connection = open_index(f"{directory}/{index}")
    ticket = Ticket(made, index, look_at_index(f"{directory}/{index}"), look)
    _put(path, ticket.write())
    with suppress(OSError):
        sweep(directory, path, index)
    return connection


def _build_file(file: str, parts: "list[Part]", progress: Progress | None) -> None:
    for free in (False, True):
        with suppress(OSError):
            os.unlink(file)
        with _connect(file) as connection:
            try:
                build_index(connection, Reader(parts, free=free, progress=progress))
            except NotLinesError:
                if free:
                    raise
            else:
                return


def _build_private(parts: "list[Part]", progress: Progress | None) -> sqlite3.Connection:
    """Make an index that nobody else sees, and that is gone with this process."""
    if sum(part.size for part in parts) > 1 << 25:
        import tempfile

        handle, file = tempfile.mkstemp(_INDEX, "talks-")
        os.close(handle)
        try:
            _build_file(file, parts, progress)
            return open_index(file)
        finally:
            # Where an open file cannot be removed, the system's own sweeping of temporary files does it.
            with suppress(OSError):
                os.unlink(file)
    for free in (False, True):
        connection = sqlite3.connect(":memory:", isolation_level=None)
        try:
            build_index(connection, Reader(parts, free=free, progress=progress))
        except BaseException as error:
            connection.close()
            if free or not isinstance(error, NotLinesError):
                raise
        else:
            return connection
    raise AssertionError("the free form refuses nothing")


@contextmanager
def _connect(file: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(file, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _put(path: str, text: str) -> None:
    """Replace a small file as a whole."""
    new = f"{path}.{os.getpid()}-{time.time_ns()}{_UNFINISHED}"
    try:
        with open(new, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
            file.write(text)
        os.replace(new, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise


def sweep(directory: str, ticket: str, index: str) -> None:
    """Remove what nobody needs: this store's older indexes, work never finished, indexes long unused."""
    now = time.time()
    mine = os.path.basename(ticket).removesuffix(ENDING)
    kept = {index}
    entries = list(os.scandir(directory))
    for entry in entries:
        if entry.name.endswith(ENDING) and entry.path != ticket:
            other = read_ticket(entry.path)
            if other is not None and now - entry.stat().st_mtime < _UNUSED:
                kept.add(other.index)
            else:
                _remove(entry.path)
    for entry in entries:
        old = now - entry.stat().st_mtime if os.path.exists(entry.path) else 0
        if (entry.name.endswith((_UNFINISHED, _TURN)) and old > _STALE) or (
            entry.name.endswith(_INDEX)
            and entry.name not in kept
            and (entry.name.startswith(mine) or old > _STALE)
        ):
            _remove(entry.path)


def _remove(path: str) -> None:
    # Where another process has it open and the system then keeps it, a later sweep gets it.
    with suppress(OSError):
        os.unlink(path)
