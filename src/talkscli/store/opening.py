"""The one way to open a store for reading: the index if it is the store's, a new one if it is not."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH100, PTH108, PTH116

import os
import sqlite3
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from talkscli.errors import StoreError, UsageError, ValueSyntaxError
from talkscli.queries.archive import Archive
from talkscli.store.cache import is_settled, look_at, name_ticket, read_ticket, settles_at
from talkscli.store.paths import cache_directory, find_store

if TYPE_CHECKING:
    from talkscli.index.reading import Progress

_LARGE = 1 << 22
"""A smaller store is quickly read again."""
_PATIENCE = 0.1


def open_archive(
    path: str | None = None,
    *,
    as_of: str | None = None,
    environ: Mapping[str, str] = os.environ,
    stdin: BinaryIO | None = None,
    progress: "Progress | None" = None,
) -> Archive:
    """Open a store for reading.

    Args:
        path: A file or a directory, `-` for standard input, None for that of TALKS_STORE or the shipped one.
        as_of: A date (EDTF): only what was published and said by then counts.
        environ: Where TALKS_STORE and the cache are named.
        stdin: What `-` reads; the process's own standard input if None.
        progress: Called with the bytes read and all bytes while a new store is indexed.

    Raises:
        StoreError: the store cannot be read, or is not valid.
        UsageError: `as_of` is not a date.
    """
    day = read_day(as_of) if as_of is not None else None
    given = find_store(path, environ)
    if given == "-":
        return Archive(_make(given, given, environ, stdin, progress), as_of=day)
    try:
        store = os.path.abspath(given)
    except OSError as error:
        # The directory that this process is in may be gone.
        from talkscli.files.store_files import explain_refusal

        raise explain_refusal(given, error) from error
    directory = cache_directory(environ)
    connection = open_cached(store, directory) if directory else None
    if connection is None:
        connection = _make(store, given, environ, stdin, progress)

    # A mended index numbers things in another way than a new one: answers cannot go on where they were.
    mended = connection.execute("PRAGMA user_version").fetchone()[0] > 0

    def renew() -> sqlite3.Connection | None:
        if directory is None or (look := forget(store, directory)) is None or mended:
            return None
        made = _make(store, given, environ, stdin, progress)
        ticket = read_ticket(name_ticket(directory, store))
        if ticket is not None and ticket.look == look:
            return made
        made.close()
        return None

    return Archive(connection, as_of=day, renew=renew)


def _make(
    store: str,
    given: str,
    environ: Mapping[str, str],
    stdin: BinaryIO | None,
    progress: "Progress | None",
) -> sqlite3.Connection:
    """Index a store; what is wrong with it is told of the path that was given."""
    from talkscli.store.indexing import make_index

    try:
        return make_index(store, environ, stdin, progress)
    except StoreError as error:
        error.place = error.place.replace(store, given, 1)
        raise


def refresh_index(path: str, *, environ: Mapping[str, str] = os.environ) -> None:
    """Mend the index of a store just written, if it has one and that is quickly done."""
    store = os.path.abspath(path)
    directory = cache_directory(environ)
    if not directory or read_ticket(name_ticket(directory, store)) is None:
        return
    from talkscli.store.indexing import mend_index

    # What goes wrong here goes wrong again, and is told, when the store is read.
    with suppress(StoreError, OSError, ValueError):
        wait_for_tick(store)
        mend_index(store, directory)


def wait_for_tick(store: str) -> None:
    """Wait until another change of a large store would show in its times, so that they can be trusted."""
    status = os.stat(store)
    if status.st_size > _LARGE and not is_settled(look := look_at(store), now := time.time_ns()):
        time.sleep(min(_PATIENCE, max(0.0, (settles_at(look) - now) / 1e9)))


def forget(store: str, directory: str) -> str | None:
    """Remove what the cache holds of a store; return what the store looked like, if it was known."""
    path = name_ticket(directory, store)
    ticket = read_ticket(path)
    if ticket is None:
        return None
    for file in (path, f"{directory}/{ticket.index}"):
        with suppress(OSError):
            os.unlink(file)
    return ticket.look


def read_day(as_of: str) -> int:
    """Return the last day that a date leaves possible."""
    from talkscli.values.edtf import parse_edtf

    try:
        return min(2**62, parse_edtf(as_of).latest)
    except ValueSyntaxError as error:
        raise UsageError(f"--as-of: {error.message}", hint=error.hint) from error


def open_cached(store: str, directory: str) -> sqlite3.Connection | None:
    """Open the index of a store, if there is one and the store looks as it did."""
    # Whoever replaces an index replaces the ticket first: an index gone between two looks is looked up again.
    for _ in range(3):
        ticket = read_ticket(name_ticket(directory, store))
        if ticket is None:
            return None
        try:
            if look_at(store) != ticket.look or not is_settled(ticket.look, ticket.made):
                return None
        except OSError:
            return None
        file = f"{directory}/{ticket.index}"
        try:
            if look_at_index(file) == ticket.index_look:
                return open_index(file)
        except (OSError, sqlite3.Error):
            continue
        return None
    return None


def look_at_index(file: str) -> str:
    """Return what an index looks like from outside."""
    return describe_index(os.stat(file))


def describe_index(status: os.stat_result) -> str:
    """Return what of an index would be other if anybody had touched it."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ino}"


def open_index(file: str) -> sqlite3.Connection:
    """Open an index that nobody will change: without locks.

    Raises:
        sqlite3.Error: it is damaged, or no index.
    """
    address = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23").replace("\\", "/")
    if not address.startswith("/"):
        address = "/" + address
    connection = sqlite3.connect(f"file://{address}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
