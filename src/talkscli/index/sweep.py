"""Keeping the cache small: what nobody needs any more is removed, and what was used longest ago."""

import os
import shutil
import time
from contextlib import ExitStack, closing

from talkscli.index.cache import INDEX, TICKET, TURN, UNFINISHED, Cache, name_version, parse_ticket
from talkscli.index.private_files import PrivateDirectory

MOST_BYTES = 2_000_000_000
"""How much the cache may hold, and no more than a tenth of what would be free without it."""

UNUSED = 60 * 86400
"""After so many seconds without use an index is removed."""

STALE = 3600
"""After so many seconds nobody works on what is unfinished any more."""


def sweep(cache: Cache) -> None:
    """Remove what nobody needs, and if the cache holds too much, what was used longest ago.

    Of other versions of the program, only what is long unused is touched, or used longest ago. The index of
    the cache's own store stays, however large it is.

    Raises:
        OSError: a directory cannot be read.
    """
    assert cache.path is not None
    now = time.time()
    with ExitStack() as opened:
        base = opened.enter_context(closing(cache.open_directory(cache.path)))
        entries: list[_Entry] = []
        others: list[str] = []
        for version in base.list_directories():
            directory = opened.enter_context(closing(cache.open_directory(f"{cache.path}/{version}")))
            if version == name_version():
                _remove_leftovers(directory, cache.key, now)
            else:
                others.append(version)
            entries += list_entries(directory)
        held = sum(entry.size for entry in entries)
        room = min(MOST_BYTES, (shutil.disk_usage(cache.path).free + held) // 10)
        for entry in sorted(entries, key=lambda entry: entry.used):
            is_own = entry.key == cache.key and entry.directory.path.endswith(f"/{name_version()}")
            if not is_own and (held > room or abs(now - entry.used) > UNUSED):
                entry.remove()
                held -= entry.size
        for version in others:
            base.remove_directory(version)


class _Entry:
    """What a directory of the cache has of one store."""

    __slots__ = ("_names", "directory", "key", "size", "used")

    def __init__(self, directory: PrivateDirectory, key: str) -> None:
        self.directory = directory
        self.key = key
        self.size = 0
        self.used = 0.0
        """When it was last used, in seconds."""
        self._names: list[str] = []

    def add(self, name: str, status: os.stat_result) -> None:
        """Take a file to it; of a ticket and its index, the ticket knows the last use."""
        self.size += status.st_size
        if name.endswith(TICKET) or not self._names:
            self.used = status.st_mtime
        self._names.insert(0 if name.endswith(TICKET) else len(self._names), name)

    def remove(self) -> None:
        """Remove its files, the ticket first."""
        for name in self._names:
            self.directory.remove(name)


def list_entries(directory: PrivateDirectory) -> list[_Entry]:
    """List what a directory of the cache has of each store.

    Raises:
        OSError: it cannot be read.
    """
    entries: dict[str, _Entry] = {}
    for name, status in directory.list_files((INDEX, TICKET)):
        key = name[:16]
        entries.setdefault(key, _Entry(directory, key)).add(name, status)
    return list(entries.values())


def _remove_leftovers(directory: PrivateDirectory, key: str, now: float) -> None:
    """Remove the older indexes of a store, and of other stores those that no ticket names any more."""
    named = set()
    for name, _ in directory.list_files((TICKET,)):
        try:
            named.add(parse_ticket(directory.read(name)).index)
        except (OSError, ValueError):
            directory.remove(name)
    for name, status in directory.list_files((INDEX, TURN, UNFINISHED)):
        is_old = abs(now - status.st_mtime) > STALE
        if name.endswith(INDEX):
            is_old = name not in named and (is_old or name.startswith(key))
        if is_old:
            directory.remove(name)
