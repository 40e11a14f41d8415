"""The files that hold the texts of documents: written whole or not at all, never over another."""
# ruff: noqa: PTH103, PTH108, PTH118

import os
from contextlib import suppress
from itertools import count

from talkscli.desk.texts import is_file_name
from talkscli.errors import StoreWriteError, UsageError
from talkscli.files.replacement import Replacement

LONGEST_NAME = 180


class TextFiles:
    """The directory of texts, and what was written into it on the way."""

    def __init__(self, path: str, *, dry_run: bool = False) -> None:
        """Take a directory, which is made where there is none.

        Raises:
            UsageError: it is none, or cannot be made.
        """
        self.path = path
        self.taken: set[str] = set()
        """Names that documents have given to their files, whether they are there or not."""
        self._is_dry_run = dry_run
        self._written: list[str] = []
        try:
            if not dry_run:
                os.makedirs(path, exist_ok=True)
        except OSError as error:
            raise UsageError(
                f"cannot be made: {error.strerror or error}",
                place=path,
                hint="name another directory with --texts",
            ) from error

    def write(self, one: str, content: bytes) -> str:
        """Write the text of a document under its id, and return the name of the file.

        Raises:
            StoreWriteError: it could not be written.
        """
        for number in count(1):
            name = f"{one[:LONGEST_NAME]}{'' if number == 1 else f'-{number}'}.txt"
            if name not in self.taken and self._place(name, content):
                self.taken.add(name)
                return name
        raise AssertionError

    def restore(self, name: str, content: bytes) -> bool:
        """Write a text that a document names and that is not there; tell whether it was written."""
        if not is_file_name(name) or os.path.lexists(os.path.join(self.path, name)):
            return False
        return self._place(name, content)

    def undo(self) -> None:
        """Take away what was written: the store does not name it."""
        while self._written:
            with suppress(OSError):
                os.unlink(self._written.pop())

    def _place(self, name: str, content: bytes) -> bool:
        """Write a file; where one has the name already, tell whether it holds the same."""
        path = os.path.join(self.path, name)
        if os.path.lexists(path):
            return self._holds(path, content)
        if self._is_dry_run:
            return True
        try:
            with Replacement(path) as new:
                new.write(content)
                new.finish()
                new.place()
        except FileExistsError:
            return self._holds(path, content)
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreWriteError(
                f"the text could not be written: {reason}",
                place=path,
                hint="name another directory with --texts",
            ) from error
        self._written.append(path)
        return True

    def _holds(self, path: str, content: bytes) -> bool:
        try:
            if not os.path.isfile(path) or os.path.getsize(path) != len(content):  # noqa: PTH113, PTH202
                return False
            with open(path, "rb") as file:  # noqa: PTH123
                return file.read() == content
        except OSError:
            return False
