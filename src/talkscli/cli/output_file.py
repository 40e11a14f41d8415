"""The file that -o names: whole, or not there."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

from talkscli.errors import StoreWriteError, TalksError, UsageError
from talkscli.files.replacement import Replacement


class OutputFile:
    """Takes what a command writes; the file is in its place only when `keep` was called."""

    def __init__(self, path: str, *, replace: bool) -> None:
        """Choose the file.

        Args:
            path: Where it is to be.
            replace: Whether a file that is there may be replaced.

        Raises:
            UsageError: the file is there and is to stay, or the path is not that of a file.
        """
        if not path:
            raise UsageError("the path is empty", place="--output", hint="name a file")
        self.path = path
        self._replaces = replace
        try:
            found = os.stat(path)  # noqa: PTH116
        except OSError:
            found = None  # whether it can be made shows when it is made
        except ValueError as error:
            raise UsageError(
                "this cannot be the name of a file", place=repr(path), hint="name another"
            ) from error
        if found is not None and not stat.S_ISREG(found.st_mode):
            hint = "name a file" if stat.S_ISDIR(found.st_mode) else "use > to write there"
            raise UsageError("this is no regular file", place=path, hint=hint)
        if found is not None and not replace:
            raise UsageError("this file is there already", place=path, hint="--force replaces it")
        # Through a link the file is replaced to which it leads.
        self._file = Replacement(os.path.realpath(path), like=found)

    def __enter__(self) -> Self:
        with _explain_refusal(self.path):
            self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def write(self, data: bytes, /) -> None:
        """Write bytes."""
        with _explain_refusal(self.path):
            self._file.write(data)

    def keep(self, apart_from: Iterable[str] = ()) -> None:
        """Put the file in its place.

        Args:
            apart_from: The stores that the command read or wrote, none of which it takes the place of.
        """
        for store in apart_from:
            if _is_in(self.path, store):
                raise UsageError("it is the store itself", place=self.path, hint="name another file")
        with _explain_refusal(self.path):
            self._file.finish()
            if self._replaces:
                self._file.replace()
            else:
                self._file.place()


def _is_in(path: str, store: str) -> bool:
    """Tell whether a file is a store, or one of the files of a store that is a directory."""
    from talkscli.files.store_files import list_files

    with suppress(OSError, TalksError):
        found = os.stat(path)  # noqa: PTH116
        return any(os.path.samestat(found, os.stat(file)) for file in list_files(store))  # noqa: PTH116
    return False


@contextmanager
def _explain_refusal(path: str) -> Iterator[None]:
    """Make of what the system refuses a failure that a user understands."""
    try:
        yield
    except FileExistsError as error:
        raise UsageError("this file is there already", place=path, hint="--force replaces it") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreWriteError(f"the file could not be written: {reason}", place=path) from error
