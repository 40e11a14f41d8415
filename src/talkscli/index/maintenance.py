"""Making indexes and bringing them up to date.

An index is written under another name and renamed, so that nobody ever sees half of one. Where the cache
cannot be used, the index is made in memory or in a temporary file and is gone with the process.
"""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH110, PTH112, PTH113, PTH123

import errno
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from typing import BinaryIO

from talkscli.errors import StoreError
from talkscli.files.input_files import explain_refusal
from talkscli.files.store_files import Part, open_parts
from talkscli.index.cache import (
    INDEX,
    LARGE,
    TICKET,
    TURN,
    UNFINISHED,
    Cache,
    Ticket,
    describe_index,
    is_settled,
    look_at,
    open_immutable,
    wait_for_tick,
)
from talkscli.index.reading import Progress
from talkscli.index.records import TooDifferentError
from talkscli.index.sweep import sweep
from talkscli.index.update import Update

IN_MEMORY = 1 << 25
"""An index that is not kept is made in memory for a store up to so many bytes."""

SLOWEST = 1 << 20
"""Bytes of a store that the slowest machine indexes in a second: another process is waited for no longer."""

LONGEST_WAIT = 300.0
_HINT = "each command makes it again until TALKS_CACHE names a directory that can be written"
_PAUSE = 0.05
_TRIES = 5
_BLOCK = 1 << 30
_CACHE_TABLE = """
PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS cache (secret TEXT); DELETE FROM cache;
"""


class _NotKeptError(Exception):
    """An index could not be kept in the cache; a private one will do."""


def make_index(cache: Cache, stdin: BinaryIO | None, progress: Progress | None) -> sqlite3.Connection:
    """Return the index of a store that has changed or is new, kept in the cache where that is possible.

    Args:
        cache: The cache, as far as it concerns the store.
        stdin: What the store `-` reads; the process's own standard input if None.
        progress: Called with the bytes read and all bytes.

    Raises:
        StoreError: the store cannot be read, or is not valid.
    """
    store = cache.store
    if not _can_be_read_again(store):
        with open_parts(store, stdin) as parts:
            return _build_private(parts, progress)
    cache.enter(make=True)
    for _ in range(_TRIES):
        made = time.time_ns()
        try:
            look = look_at(store)
        except (OSError, ValueError) as error:
            raise explain_refusal(str(getattr(error, "filename", None) or store), error) from error
        with open_parts(store, stdin) as parts:
            # A store replaced meanwhile was read as it was when it was named. One that is being written to
            # may have been read half old and half new, and what seems wrong in it may not be.
            try:
                connection = _make(cache, parts, _Keeper(cache, parts, made, look), progress)
            except StoreError:
                if all(part.is_unchanged() for part in parts):
                    raise
                continue
            # A store replaced meanwhile was read as it was when it was named. One that is being written to
            # may have been read half old and half new.
            try:
                if all(part.is_unchanged() for part in parts):
                    return connection
            except OSError:
                connection.close()
                raise
            connection.close()
    raise StoreError("it changes while it is read", place=store, hint="try again when nobody writes to it")


def _make(
    cache: Cache, parts: list[Part], keeper: "_Keeper", progress: Progress | None
) -> sqlite3.Connection:
    try:
        return keeper.keep(progress)
    except _NotKeptError as error:
        if str(error) and sum(part.size for part in parts) > LARGE:
            cache.remark(f"the index of {cache.store} cannot be kept ({error}); {_HINT}")
        return _build_private(parts, progress)


def update_index(store: str, environ: Mapping[str, str]) -> None:
    """Bring the index of a store just written up to date if it has one and that is quickly done.

    What goes wrong goes wrong again, and is told, when the store is read.
    """
    with Cache(store, environ, None) as cache, suppress(StoreError, OSError, ValueError):
        if cache.read_ticket() is None:
            return
        wait_for_tick(store)
        made = time.time_ns()
        look = look_at(store)
        with open_parts(store, None) as parts:
            connection = _Keeper(cache, parts, made, look).update()
        if connection is not None:
            connection.close()


def replace_damaged(
    store: str, environ: Mapping[str, str], progress: Progress | None, *, is_numbered_anew: bool
) -> sqlite3.Connection | None:
    """Remove the damaged index of a store and make a new one, which gives the same rows in the same order.

    Args:
        store: An absolute path.
        environ: Where the cache directory is named.
        progress: Called with the bytes read and all bytes.
        is_numbered_anew: Whether a new index numbers things in another way, and a query may name numbers.

    Returns:
        None if the new one would not serve, or the store is not what the old one was made of.

    Raises:
        StoreError: the store cannot be read, or is not valid.
    """
    with Cache(store, environ, None) as cache:
        ticket = cache.forget()
        if ticket is None or is_numbered_anew:
            return None
        connection = make_index(cache, None, progress)
        fresh = cache.read_ticket()
        if fresh is not None and fresh.look == ticket.look:
            return connection
        connection.close()
        return None


def _can_be_read_again(store: str) -> bool:
    try:
        return store != "-" and (os.path.isfile(store) or os.path.isdir(store) or not os.path.exists(store))
    except ValueError as error:
        raise explain_refusal(store, error) from error


class _Keeper:
    """Keeps the index of a store in the cache."""

    def __init__(self, cache: Cache, parts: list[Part], made: int, look: str) -> None:
        """Take what is known of the store.

        Args:
            cache: The cache, as far as it concerns the store.
            parts: The store's files.
            made: When they were looked at, in nanoseconds.
            look: How they looked.
        """
        self.cache = cache
        self.parts = parts
        self.made = made
        self.look = look

    def keep(self, progress: Progress | None) -> sqlite3.Connection:
        """Return the store's index, brought up to date or made.

        Raises:
            _NotKeptError: the cache cannot be used.
            StoreError: the store is not valid.
        """
        if self.cache.directory is None:
            raise _NotKeptError(self.cache.problem)
        # Looked at first: what another process makes after this look is seen below as new.
        seen = self.cache.read_ticket()
        connection = self.update()
        if connection is not None:
            return connection
        try:
            with self._take_turn():
                # Whoever made it meanwhile made it for this process too.
                ticket = self.cache.read_ticket()
                is_new = ticket is not None and (seen is None or ticket.index != seen.index)
                connection = self.update() if is_new else None
                return connection or self._publish(lambda file: _build_file(file, self.parts, progress))
        except OSError as error:
            raise _NotKeptError(error.strerror or str(error)) from error
        except sqlite3.Error as error:
            raise _NotKeptError(str(error)) from error

    def update(self) -> sqlite3.Connection | None:
        """Return the index there is, brought up to date; None if it is of no use.

        Raises:
            StoreError: the store is not valid.
        """
        ticket, directory = self.cache.read_ticket(), self.cache.directory
        if ticket is None or directory is None:
            return None
        try:
            with open(directory.open(ticket.index), "rb") as old:
                if describe_index(os.fstat(old.fileno())) != ticket.index_look:
                    return None
                connection = self.cache.open_file(ticket)
                try:
                    update = Update(connection, self.parts)
                    if update.is_needless:
                        self._settle(ticket)
                        return connection
                    updated = self._publish(lambda file: _update_file(old, file, update))
                except BaseException:
                    connection.close()
                    raise
                connection.close()
                return updated
        except (OSError, sqlite3.Error, TooDifferentError):
            return None

    def _settle(self, ticket: Ticket) -> None:
        """Note that the store's files hold what they held, though they look otherwise or changed just now."""
        if ticket.look != self.look or is_settled(self.look, self.made):
            ticket.look, ticket.made = self.look, self.made
            with suppress(OSError):
                self._put(ticket)

    def _publish(self, make: Callable[[str], None]) -> sqlite3.Connection:
        """Have an index made under another name, put it in place, and open it.

        Raises:
            OSError: it cannot be written.
            sqlite3.Error: likewise.
            StoreError: the store is not valid.
        """
        directory = self.cache.directory
        assert directory is not None
        index = f"{self.cache.key}-{os.getpid()}-{time.time_ns()}{INDEX}"
        new = index + UNFINISHED
        try:
            os.close(directory.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL))
            make(f"{directory.path}/{new}")
            secret = _write_secret(f"{directory.path}/{new}")
            directory.rename(new, index)
        except BaseException:
            directory.remove(new)
            raise
        try:
            index_look = describe_index(directory.look(index))
            self._put(Ticket(self.made, index, index_look, secret, self.look))
            opened = open_immutable(f"{directory.path}/{index}", secret)
        except BaseException:
            directory.remove(index)
            raise
        with suppress(OSError):
            sweep(self.cache)
        return opened

    def _put(self, ticket: Ticket) -> None:
        assert self.cache.directory is not None
        self.cache.directory.replace(self.cache.key + TICKET, ticket.write())

    @contextmanager
    def _take_turn(self) -> Iterator[None]:
        """Let only one process at a time index a large store.

        One that is stopped, or takes longer than a slow machine would, is not waited for.
        """
        size = sum(part.size for part in self.parts)
        if os.name != "posix" or size < LARGE:
            yield
            return
        import fcntl

        assert self.cache.directory is not None
        try:
            handle = self.cache.directory.open(self.cache.key + TURN, os.O_CREAT | os.O_RDWR)
        except OSError:
            yield
            return
        try:
            deadline = time.monotonic() + min(LONGEST_WAIT, size / SLOWEST)
            while True:
                try:
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    os.ftruncate(handle, 0)
                    os.pwrite(handle, str(os.getpid()).encode(), 0)
                    break
                except OSError as error:
                    # A file system without locks has no turns.
                    if error.errno not in {errno.EAGAIN, errno.EACCES}:
                        break
                if time.monotonic() > deadline or _is_stopped(os.pread(handle, 20, 0)):
                    break
                time.sleep(_PAUSE)
            yield
        finally:
            os.close(handle)


def _write_secret(file: str) -> str:
    """Write a new secret into an index, and return it."""
    secret = os.urandom(16).hex()
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.executescript(_CACHE_TABLE)
        connection.execute("INSERT INTO cache VALUES (?)", (secret,))
    return secret


def _is_stopped(process: bytes) -> bool:
    """Tell whether a process was stopped (Ctrl-Z), where the system says so."""
    try:
        with open(f"/proc/{int(process)}/stat", "rb") as file:
            return file.read().rpartition(b") ")[2][:1] in {b"T", b"t"}
    except (OSError, ValueError):
        return False


def _update_file(old: BinaryIO, new: str, update: Update) -> None:
    with open(new, "wb") as copy:
        copy_file(old, copy)
    with closing(sqlite3.connect(new, isolation_level=None)) as connection:
        update.apply(connection)


def copy_file(source: BinaryIO, target: BinaryIO) -> None:
    """Copy a file; where the system does it by itself, it may only have to share the blocks."""
    source.seek(0)
    if hasattr(os, "copy_file_range"):
        with suppress(OSError):
            while os.copy_file_range(source.fileno(), target.fileno(), _BLOCK):
                pass
            return
    source.seek(target.seek(0, os.SEEK_END))
    shutil.copyfileobj(source, target, 1 << 20)


def _build_file(file: str, parts: list[Part], progress: Progress | None) -> None:
    """Make an index in an empty file."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        Update(connection, parts, progress).apply(connection)


def _build_private(parts: list[Part], progress: Progress | None) -> sqlite3.Connection:
    """Make an index that nobody else sees, and that is gone with this process."""
    if sum(part.size for part in parts) > IN_MEMORY:
        import tempfile

        # Where there is no room for temporary files either, there may be room in memory.
        with suppress(OSError, sqlite3.OperationalError):
            directory = tempfile.mkdtemp(prefix="talks-")
            try:
                file = f"{directory}/private{INDEX}"
                _build_file(file, parts, progress)
                return open_immutable(file, _write_secret(file))
            finally:
                # Where an open file cannot be removed, the system's own sweeping of temporary files does it.
                shutil.rmtree(directory, ignore_errors=True)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        Update(connection, parts, progress).apply(connection)
    except BaseException:
        connection.close()
        raise
    return connection
