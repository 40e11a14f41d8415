"""The texts of documents in a directory, as claims point into them: their non-empty lines, counted from 1.

They are read with care: names and contents may be anybody's.
"""

import errno
import hashlib
import os
import re
import stat
from typing import TYPE_CHECKING

from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.queries.rows import Entity

_BREAK = re.compile(r"\r\n|\n|\r")
_CAREFUL = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)

LARGEST = 1 << 26
"""Texts beyond this size (64 MiB) are not read: no article is so long."""


class Text:
    """One document's text, or the reason why there is none."""

    __slots__ = ("paragraphs", "problem", "sha256")

    def __init__(self, words: str | None, sha256: str = "", *, problem: str = "") -> None:
        self.sha256 = sha256
        """The SHA-256 of the file's bytes."""
        self.paragraphs = split_paragraphs(words) if words is not None else []
        self.problem = problem
        """Why there is no text; empty where there is one."""


def split_paragraphs(words: str) -> list[str]:
    """List the lines of a text that are not empty; white space alone is nothing."""
    return [line for line in _BREAK.split(words) if line.strip()]


def is_file_name(name: str) -> bool:
    """Tell whether a name is that of a file within a directory, and leads nowhere else."""
    return name not in {"", ".", ".."} and not any(mark in name for mark in ("/", "\\", "\0"))


class TextFolder:
    """A directory with one file a document."""

    def __init__(self, path: str) -> None:
        if not os.path.isdir(path):  # noqa: PTH112 - kept as typed, for the message
            raise UsageError(
                "no such directory", place=path, hint="name the directory that holds the documents' texts"
            )
        self.path = path

    def read(self, document: "Entity") -> "Text":
        """Return a document's text, or one that tells why there is none."""
        name = document.get("file")
        if not name:
            return Text(None, problem="the document names no file")
        if not is_file_name(name):
            return Text(None, problem=f"{name!r} is not the name of a file in the directory")
        try:
            raw = self._read_bytes(name)
        except OSError as error:
            reason = (
                "is not there" if isinstance(error, FileNotFoundError) else error.strerror or "cannot be read"
            )
            return Text(None, problem=f"the file {name} {reason[:1].lower()}{reason[1:]}")
        if raw is None:
            return Text(None, problem=f"{name} is not a plain file of at most 64 MiB")
        digest = hashlib.sha256(raw).hexdigest()
        try:
            return Text(raw.decode("utf-8-sig"), digest)
        except UnicodeDecodeError as error:
            return Text(None, digest, problem=f"the file {name} is not UTF-8 (byte {error.start + 1})")

    def _read_bytes(self, name: str) -> bytes | None:
        directory = os.path.realpath(self.path)
        path = os.path.realpath(os.path.join(directory, name))  # noqa: PTH118
        # A link in a directory of a stranger's could lead to what is nobody's business.
        if os.path.commonpath((directory, path)) != directory:
            raise OSError(errno.ELOOP, "is a link that leads out of the directory")
        # A named pipe would keep the program waiting for ever, a device might have no end.
        handle = os.open(path, os.O_RDONLY | _CAREFUL)
        with os.fdopen(handle, "rb") as file:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
                return None
            raw = file.read(LARGEST + 1)
            return raw if len(raw) <= LARGEST else None
