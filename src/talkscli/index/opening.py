"""The index of a store as it is now: from the cache, brought up to date, or made.

What makes an index is loaded only where the cache has none that is up to date.
"""

import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from talkscli.index.cache import Cache
from talkscli.index.private_files import Remark

if TYPE_CHECKING:
    from talkscli.index.reading import Progress


def open_index(
    store: str,
    environ: Mapping[str, str],
    *,
    stdin: BinaryIO | None = None,
    progress: "Progress | None" = None,
    remark: Remark | None = None,
) -> sqlite3.Connection:
    """Return the index of a store as it is now: from the cache, brought up to date, or made.

    Args:
        store: An absolute path, or `-` for what comes through `stdin`.
        environ: Where the cache directory is named.
        stdin: What `-` reads; the process's own standard input if None.
        progress: Called with the bytes read and all bytes while a store is indexed.
        remark: Called, at most once, with what is wrong in the cache and what to do.

    Raises:
        StoreError: the store cannot be read, or is not valid.
    """
    with Cache(store, environ, remark) as cache:
        connection = cache.open_unchanged()
        if connection is None:
            from talkscli.index.maintenance import make_index

            connection = make_index(cache, stdin, progress)
        return connection


def update_index(store: str, environ: Mapping[str, str]) -> None:
    """Bring the index of a store just written up to date if it has one and that is quickly done.

    What goes wrong goes wrong again, and is told, when the store is read.
    """
    with Cache(store, environ, None) as cache:
        if cache.read_ticket() is not None:
            from talkscli.index.maintenance import update_now

            update_now(cache)


def forget_index(store: str, environ: Mapping[str, str]) -> None:
    """Remove the index of a store from the cache."""
    with Cache(store, environ, None) as cache:
        cache.forget()


def replace_damaged(
    store: str, environ: Mapping[str, str], progress: "Progress | None" = None
) -> sqlite3.Connection | None:
    """Remove the index of a store and make a new one; None if the store is not what it was made of.

    Raises:
        StoreError: the store cannot be read, or is not valid.
    """
    with Cache(store, environ, None) as cache:
        ticket = cache.forget()
        if ticket is None:
            return None
        connection = open_index(store, environ, progress=progress)
        fresh = cache.read_ticket()
        if fresh is not None and fresh.look == ticket.look:
            return connection
        connection.close()
        return None
