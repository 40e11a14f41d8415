"""The one way to open a store for reading: the index if it is the store's, a new one if it is not."""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH100

import os
import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO

from talkscli.errors import StoreError, UsageError, ValueSyntaxError
from talkscli.files.store_paths import find_store
from talkscli.index.cache import Cache
from talkscli.queries.archive import Archive

if TYPE_CHECKING:
    from talkscli.index.reading import Progress


def open_archive(
    path: str | None = None,
    *,
    as_of: str | None = None,
    environ: Mapping[str, str] = os.environ,
    stdin: BinaryIO | None = None,
    progress: "Progress | None" = None,
    remark: Callable[[str], object] | None = None,
) -> Archive:
    """Open a store for reading.

    Args:
        path: A file or a directory, `-` for standard input, None for that of TALKS_STORE or the shipped one.
        as_of: A date (EDTF): only what was published and said by then counts.
        environ: Where TALKS_STORE and the cache are named.
        stdin: What `-` reads; the process's own standard input if None.
        progress: Called with the bytes read and all bytes while a new store is indexed.
        remark: Called, at most once, with what is wrong with the cache and what to do.

    Raises:
        StoreError: the store cannot be read, or is not valid.
        UsageError: `as_of` is not a date.
    """
    day = read_day(as_of) if as_of is not None else None
    given = find_store(path, environ)
    store = _find_absolute(given)
    try:
        with Cache(store, environ, remark) as cache:
            connection = cache.open_unchanged()
            if connection is None:
                # What makes an index is loaded only where there is none that is up to date.
                from talkscli.index.maintenance import make_index

                connection = make_index(cache, stdin, progress)
    except StoreError as error:
        # What is wrong with it is told of the path that was given.
        error.place = error.place.replace(store, given, 1)
        raise
    # One that was brought up to date numbers things in another way than a new one.
    mended = connection.execute("PRAGMA user_version").fetchone()[0] > 0

    def renew() -> sqlite3.Connection | None:
        from talkscli.index.maintenance import replace_damaged

        return replace_damaged(store, environ, progress, is_numbered_anew=mended)

    return Archive(connection, as_of=day, renew=renew)


def _find_absolute(given: str) -> str:
    if given == "-":
        return given
    try:
        return os.path.abspath(given)
    except OSError as error:
        # The directory that this process is in may be gone.
        from talkscli.files.input_files import explain_refusal

        raise explain_refusal(given, error) from error


def read_day(as_of: str) -> int:
    """Return the last day that a date leaves possible."""
    from talkscli.values.edtf import parse_edtf

    try:
        return min(2**62, parse_edtf(as_of).latest)
    except ValueSyntaxError as error:
        raise UsageError(f"--as-of: {error.message}", hint=error.hint) from error
