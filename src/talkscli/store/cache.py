"""Finding an index in the cache, and trusting it only as far as the store is as it was.

Beside the indexes lies one small file for each store, the ticket: which index belongs to it, and what the
store's files looked like when it was made. Both are only ever replaced as a whole, never changed, so that a
reader waits for nobody. The ticket also holds what the index itself looked like: one that anybody touched is
made anew.
"""

# Paths are plain strings here: pathlib would cost start-up time.
# ruff: noqa: PTH116, PTH123

import os

from talkscli import __version__
from talkscli.index.schema import VERSION

_COARSE = 2_000_000_000
_FINE = 50_000_000
"""How long after a change a file's times may still not show another change, in nanoseconds."""

ENDING = ".ticket"


class Ticket:
    """What the cache knows of one store."""

    __slots__ = ("index", "index_look", "look", "made")

    def __init__(self, made: int, index: str, index_look: str, look: str) -> None:
        self.made = made
        """When the store's files were looked at, in nanoseconds."""
        self.index = index
        """The name of the index in the cache."""
        self.index_look = index_look
        self.look = look
        """Size, times and inode of each of the store's files."""

    def write(self) -> str:
        """Return the ticket as the text of its file."""
        head = f"talks {__version__} {VERSION}"
        return "\n".join([head, str(self.made), self.index, self.index_look, self.look])


def read_ticket(path: str) -> Ticket | None:
    """Read a ticket; None if there is none that this program wrote."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
            text = file.read()
        head, made, index, index_look, look = text.split("\n", 4)
        if head != f"talks {__version__} {VERSION}" or "/" in index or "\\" in index:
            return None
        return Ticket(int(made), index, index_look, look)
    except (OSError, ValueError):
        return None


def look_at(path: str) -> str:
    """Return what a file or each file of a directory looks like from outside; nothing is opened.

    Raises:
        OSError: there is no such file.
    """
    status = os.stat(path)
    if status.st_mode & 0o170000 != 0o040000:
        return _describe(path, status)
    from talkscli.files.store_files import list_files

    return "\n".join(_describe(file, os.stat(file)) for file in list_files(path))


def is_settled(look: str, made: int) -> bool:
    """Tell whether a file changed again after `made` would look different.

    Times of files are coarse: a second change within the same tick leaves no trace, as in git's index.
    """
    return settles_at(look) <= made


def settles_at(look: str) -> int:
    """Return from when on another change of the files would show in their times, in nanoseconds."""
    ends = []
    for line in look.split("\n"):
        times = [int(number) for number in line.split(" ", 5)[1:3]]
        ends.append(max(times) + (_COARSE if times[0] % 1_000_000_000 == 0 else _FINE))
    return max(ends)


def name_ticket(directory: str, path: str) -> str:
    """Name the ticket of a store."""
    # FNV-1a: short and even is all it must be, for the ticket names its files itself; hashlib is not loaded.
    number = 0xCBF29CE484222325
    for byte in path.encode(errors="surrogatepass"):
        number = ((number ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{directory}/{number:016x}{ENDING}"


def _describe(path: str, status: os.stat_result) -> str:
    numbers = (
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
        status.st_ino,
        status.st_dev,
    )
    return " ".join(map(str, numbers)) + f" {path}"
