"""The cache: where the indexes of stores are kept, and how the one of an unchanged store is found.

    CACHE/VERSION/KEY.ticket              which index belongs to a store, and how the store's files looked
    CACHE/VERSION/KEY-PID-TIME.index      an index
    CACHE/VERSION/KEY.turn                locked by the process that indexes the store
    CACHE/VERSION/*.new                   what is being written

CACHE is `cache_directory`. VERSION names the program's version and that of the index, so that several
versions share CACHE. KEY is a hash of the store's path. A ticket's time of modification tells when the store
was last read. Indexes and tickets are made under another name and renamed, never changed, so that a reader
waits for nobody.

Only what belongs to the user is used (`private_files`). Whatever is wrong in the cache leads to a new index.
SQLite opens an index by its path, as it takes no descriptor. A secret that stands in the index and in the
ticket shows that it opened the file that was meant. As nobody changes an index, SQLite is told so
(`immutable`): it takes no locks, and ignores journals that lie beside the file.
"""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH100, PTH116, PTH117, PTH119

import os
import sqlite3
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Self

from talkscli import __version__
from talkscli.index.private_files import PrivateDirectory, Remark
from talkscli.index.schema import VERSION

TICKET, INDEX, TURN, UNFINISHED = ".ticket", ".index", ".turn", ".new"
LARGE = 1 << 22
"""A store of fewer bytes is quickly indexed again."""

_COARSE = 2_000_000_000
_FINE = 50_000_000
"""How long after a change a file's times may still not show another change, in nanoseconds."""

_LONGEST_TICK = 0.1
_USE_NOTED_EVERY = 3600
"""How often the use of an index is noted, in seconds."""

_POINTS = {ord("-"): None, ord("."): None}
"""What stands in the name of an index besides letters and digits."""

_HINT = "set TALKS_CACHE to a directory that only you may write"


class Ticket:
    """What the cache knows of one store."""

    __slots__ = ("index", "index_look", "look", "made", "secret")

    def __init__(self, made: int, index: str, index_look: str, secret: str, look: str) -> None:
        self.made = made
        """When the store's files were looked at, in nanoseconds."""
        self.index = index
        """The name of the index's file."""
        self.index_look = index_look
        """How that looked when it was put in place."""
        self.secret = secret
        """What that says in its table `cache`."""
        self.look = look
        """Size, times and inode of each of the store's files."""

    def write(self) -> bytes:
        """Return the ticket as the content of its file."""
        fields = (str(self.made), self.index, self.index_look, self.secret, self.look)
        return "\n".join(fields).encode(errors="surrogatepass")


def parse_ticket(content: bytes) -> Ticket:
    """Read a ticket.

    Raises:
        ValueError: it is none.
    """
    made, index, index_look, secret, look = content.decode(errors="surrogatepass").split("\n", 4)
    return Ticket(int(made), index, index_look, secret, look)


class Cache:
    """The cache of this version of the program, as far as it concerns one store."""

    __slots__ = ("_remark", "directory", "key", "path", "problem", "store")

    def __init__(self, store: str, environ: Mapping[str, str], remark: Remark | None) -> None:
        self.store = store
        self.key = ""
        """Begins the names of the store's files."""
        self._remark = remark
        self.path: str | None = None
        """The cache directory; None if there is none, it is refused, or the store is not to be kept."""
        self.problem = ""
        """Why there is none, though the store is to be kept."""
        self.directory: PrivateDirectory | None = None
        """That of this version; None if it is not there yet, or refused."""
        if store != "-" and not is_of_git(store, environ):
            self.key = hash_path(store)
            self.path = cache_directory(environ)
            self.problem = "" if self.path else "there is no home directory"
            self.enter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *reason: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the directory."""
        if self.directory is not None:
            self.directory.close()

    def enter(self, *, make: bool = False) -> None:
        """Open the directory of this version; where that is refused, there is no cache."""
        if self.path is None or self.directory is not None:
            return
        try:
            self.open_directory(self.path, make=make).close()
            self.directory = self.open_directory(f"{self.path}/{name_version()}", make=make)
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            self.path, self.problem = None, str(getattr(error, "strerror", None) or error)

    def open_directory(self, path: str, *, make: bool = False) -> PrivateDirectory:
        """Open a directory of the cache.

        Raises:
            OSError: it is missing or refused.
        """
        return PrivateDirectory(path, self.remark, make=make, hint=_HINT)

    def remark(self, text: str) -> None:
        """Say what is wrong in the cache; only the first time."""
        remark, self._remark = self._remark, None
        if remark is not None:
            remark(text)

    def read_ticket(self) -> Ticket | None:
        """Read the store's ticket; None if there is none that can be used."""
        if self.directory is None:
            return None
        try:
            ticket = parse_ticket(self.directory.read(self.key + TICKET))
        except (OSError, ValueError):
            return None
        plain = ticket.index.startswith(self.key) and ticket.index.translate(_POINTS).isalnum()
        return ticket if plain else None

    def open_unchanged(self) -> sqlite3.Connection | None:
        """Open the store's index, if there is one and the store looks as it did."""
        # Another process may replace ticket and index between the two looks.
        for _ in range(3):
            ticket = self.read_ticket()
            if ticket is None:
                return None
            try:
                if look_at(self.store) != ticket.look or not is_settled(ticket.look, ticket.made):
                    return None
            except (OSError, ValueError):
                return None
            try:
                connection = self.open_file(ticket)
            except (OSError, sqlite3.Error):
                continue
            self._note_use()
            return connection
        return None

    def _note_use(self) -> None:
        name = self.key + TICKET
        with suppress(OSError):
            if self.directory and abs(time.time() - self.directory.look(name).st_mtime) > _USE_NOTED_EVERY:
                self.directory.touch(name)

    def open_file(self, ticket: Ticket) -> sqlite3.Connection:
        """Open the index that a ticket names.

        Raises:
            OSError: it is missing, refused, or not as the ticket says.
            sqlite3.Error: it is damaged, or no index.
        """
        assert self.directory is not None
        if describe_index(self.directory.look(ticket.index)) != ticket.index_look:
            raise FileNotFoundError(ticket.index)
        return open_immutable(f"{self.directory.path}/{ticket.index}", ticket.secret)

    def forget(self) -> Ticket | None:
        """Remove what the cache has of the store, and return the ticket that it had."""
        ticket = self.read_ticket()
        if ticket is not None and self.directory is not None:
            self.directory.remove(self.key + TICKET)
            self.directory.remove(ticket.index)
        return ticket


def open_immutable(file: str, secret: str) -> sqlite3.Connection:
    """Open an index that nobody will change.

    Args:
        file: An absolute path.
        secret: What it says in its table `cache`.

    Raises:
        OSError: it says something else.
        sqlite3.Error: it is damaged, or no index.
    """
    connection = sqlite3.connect(write_address(file), uri=True)
    try:
        found = connection.execute("SELECT secret FROM cache").fetchone()
    except BaseException:
        connection.close()
        raise
    if found != (secret,):
        connection.close()
        raise FileNotFoundError(file)
    return connection


def write_address(file: str) -> str:
    """Write the address by which SQLite opens a file that nobody will change."""
    address = file.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    if not address.startswith("/"):  # a drive, or a server, of Windows
        address = address.replace("\\", "/")
        address = address if address.startswith("/") else f"/{address}"
    return f"file://{address}?mode=ro&immutable=1"


def describe_index(status: os.stat_result) -> str:
    """Return what would be other if anybody had touched an index."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def look_at(path: str) -> str:
    """Return what a file or each file of a directory looks like from outside; nothing is opened.

    Raises:
        OSError: there is no such file.
        StoreError: it is a directory without files of a store.
    """
    status = os.stat(path)
    if status.st_mode & 0o170000 != 0o040000:
        return _describe(path, status)
    from talkscli.files.store_files import list_files

    return "\0".join(_describe(file, os.stat(file)) for file in list_files(path))


def _describe(path: str, status: os.stat_result) -> str:
    numbers = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
    return " ".join(map(str, numbers)) + f" {path}"


def is_settled(look: str, made: int) -> bool:
    """Tell whether a file changed again after `made` would look different.

    Times of files are coarse: a second change within the same tick leaves no trace, as in git's index.
    """
    return settles_at(look) <= made


def settles_at(look: str) -> int:
    """Return from when on another change of the files would show in their times, in nanoseconds."""
    ends = []
    # A path may have a line break in it, and no NUL.
    for line in look.split("\0"):
        times = [int(number) for number in line.split(" ", 5)[1:3]]
        ends.append(max(times) + (_COARSE if times[0] % 1_000_000_000 == 0 else _FINE))
    return max(ends)


def wait_for_tick(store: str) -> None:
    """Wait until another change of a store would show in its times, so that the next command can trust them.

    Raises:
        OSError: there is no such store.
    """
    if not is_settled(look := look_at(store), now := time.time_ns()):
        time.sleep(min(_LONGEST_TICK, max(0.0, (settles_at(look) - now) / 1e9)))


def cache_directory(environ: Mapping[str, str]) -> str | None:
    """Name the directory for indexes, an absolute path; None where there is no home to put it in."""
    if chosen := environ.get("TALKS_CACHE"):
        with suppress(OSError):  # the directory that this process is in may be gone
            return os.path.abspath(chosen)
        return None
    if sys.platform == "win32":
        base = environ.get("LOCALAPPDATA")
        return f"{base}\\talks\\Cache" if base else None
    # The XDG rule: a relative path is no answer.
    if (base := environ.get("XDG_CACHE_HOME")) and os.path.isabs(base):
        return f"{os.path.abspath(base)}/talks"
    home = environ.get("HOME")
    if not home or not os.path.isabs(home):
        return None
    home = os.path.abspath(home)
    return f"{home}/Library/Caches/talks" if sys.platform == "darwin" else f"{home}/.cache/talks"


def is_of_git(store: str, environ: Mapping[str, str]) -> bool:
    """Tell whether a file is one that git makes for a program that compares, and removes again.

    It lies in `git-blob-XXXXXX/`; git before 2.38 calls it `XXXXXX_NAME` in the temporary directory.
    """
    directory, name = os.path.split(store)
    if os.path.basename(directory).startswith("git-blob-"):
        return True
    return (
        name[6:7] == "_"
        and name[:6].isalnum()
        and directory == os.path.abspath(environ.get("TMPDIR") or "/tmp")  # noqa: S108
    )


def name_version() -> str:
    """Name what must be the same of two programs that use each other's indexes."""
    return f"{__version__}-{VERSION}"


def hash_path(path: str) -> str:
    """Return sixteen hexadecimal digits that stand for a path."""
    # FNV-1a: short and even is all it must be, for the ticket names its files itself; hashlib is not loaded.
    number = 0xCBF29CE484222325
    for byte in path.encode(errors="surrogatepass"):
        number = ((number ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{number:016x}"
