"""Files that the command line names besides stores: tables, mappings, lists."""

from typing import BinaryIO

from talkscli.errors import StoreError, UsageError
from talkscli.files.input_files import explain_refusal, open_input


def open_named(path: str, wanted: str) -> tuple[BinaryIO, bytes | None]:
    """Open a file, or a named pipe to which somebody writes; the arguments are those of `open_input`.

    Returns:
        The file, and None; or the pipe, and what was read of it already.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        try:
            return open_input(path, wanted)
        except (OSError, ValueError) as error:
            raise explain_refusal(path, error) from error
    except StoreError as error:
        raise UsageError(error.message, place=error.place, hint=error.hint) from error


def read_small(path: str, wanted: str, most: int) -> str:
    """Return the text of a small file; the first arguments are those of `open_input`.

    Args:
        path: Where it is.
        wanted: What it should be.
        most: So many bytes it has at most.

    Raises:
        UsageError: it cannot be read, is larger, or is not UTF-8.
    """
    file, first = open_named(path, wanted)
    raw = first or b""
    with file:
        try:
            while len(raw) <= most and (block := file.read(most + 1 - len(raw))):
                raw += block
        except OSError as error:
            raise UsageError(f"cannot be read: {error.strerror}", place=path) from error
    if len(raw) > most:
        raise UsageError(f"it is larger than {most >> 20} MB", place=path, hint=f"name {wanted}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("it is not UTF-8", place=path, hint="save it as UTF-8") from error
