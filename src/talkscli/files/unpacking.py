"""What comes packed or through a pipe, copied to where it can be read twice, as long as it can be a store."""

import os
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

from talkscli.errors import StoreError
from talkscli.files.limits import LONGEST_CLAIM, LONGEST_HEADER, MOST_COPIED

if TYPE_CHECKING:
    from collections.abc import Callable

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_BEGINNINGS = b'{["'
_BLOCK = 1 << 20
_DENSEST = 250
"""Stores are packed to a tenth or a thirtieth; what unpacks to far more was made to fill a disk."""
KEY = b'"what"'
"""Every claim of a store has it."""
_LONGEST_SILENCE = LONGEST_HEADER + LONGEST_CLAIM
"""No store goes on for longer without it."""
IN_MEMORY = 1 << 26
"""Unpacked or piped stores up to this size stay in memory; larger ones go to an unnamed temporary file."""
_AGAIN = "get it again from where it came from"


class Stream(Protocol):
    """Where bytes come from, once."""

    def read(self, size: int = -1, /) -> bytes:
        """Return some bytes; none at the end."""


def unpack_file(name: str, file: BinaryIO) -> BinaryIO:
    """Replace a compressed file with its content; what it is shows in its first bytes, not in its name."""
    try:
        packed = file.seek(0, os.SEEK_END)
        file.seek(0)
        start = file.read(len(ZSTD))
        file.seek(0)
        if not start.startswith((GZIP, ZSTD)):
            return file
    except BaseException:
        file.close()
        raise
    with file:
        return _unpack(name, file, start, lambda: packed)


def keep_stream(name: str, stream: Stream, first: bytes = b"", *, key: bytes = KEY) -> BinaryIO:
    """Copy what comes through a pipe to where it can be read twice.

    Args:
        name: As shown in messages.
        stream: What comes.
        first: What was read of it already.
        key: What stands in every claim of it.

    Raises:
        StoreError: it cannot be a store, or is too large.
    """
    source = Counted(stream, first)
    start = source.peek(len(ZSTD))
    if start.startswith((GZIP, ZSTD)):
        return _unpack(name, source, start, lambda: source.count, key)
    return _keep(name, source, key=key)


def _unpack(
    name: str, source: Stream, start: bytes, measure: "Callable[[], int]", key: bytes = KEY
) -> BinaryIO:
    kind = "gzip" if start.startswith(GZIP) else "Zstandard"
    opened = open_packed(name, source, start)
    try:
        return _keep(name, opened, measure, key=key)
    except StoreError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno:
            # A disk that is full, or fails, says nothing of the file.
            raise
        # The libraries raise errors of their own, with no common ancestor.
        problem = str(error)
        raise StoreError(
            f"the {kind} file is damaged: {problem[:1].lower()}{problem[1:]}", place=name, hint=_AGAIN
        ) from error


def open_packed(name: str, source: Stream, start: bytes) -> Stream:
    """Return the content of what begins with the first bytes of gzip or of Zstandard.

    Raises:
        StoreError: this Python cannot read it.
    """
    return _open_gzip(source) if start.startswith(GZIP) else _open_zstandard(name, source)


def _open_gzip(source: Stream) -> Stream:
    import gzip

    return gzip.GzipFile(fileobj=cast("BinaryIO", source), mode="rb")


def _open_zstandard(name: str, source: Stream) -> Stream:
    from talkscli.files.zstandard import load_zstd

    zstd = load_zstd()
    if zstd is None:
        raise StoreError(
            "it is compressed with Zstandard, which this Python cannot read",
            place=name,
            hint="unpack it first (zstd -d), or install the package backports.zstd",
        )
    return cast("Stream", zstd.ZstdFile(source))


def _keep(name: str, stream: Stream, measure: "Callable[[], int] | None" = None, *, key: bytes) -> BinaryIO:
    """Copy a stream to where it can be read twice; `measure` tells how much of a packed file was read.

    What cannot be a store is not read to its end, which it may not have.
    """
    kept: BinaryIO = BytesIO()
    size, heard, rest = 0, 0, b""
    try:
        while block := stream.read(_BLOCK):
            if isinstance(kept, BytesIO) and size > IN_MEMORY:
                import tempfile

                held = kept
                kept = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - it is handed on open
                kept.write(held.getbuffer())
            kept.write(block)
            if not size and measure is None and _is_hopeless(block):
                break
            size += len(block)
            if key in block or key in rest + block[: len(key)]:
                heard = size
            rest = block[-len(key) :]
            _check_sense(name, size, size - heard, measure)
        kept.flush()
    except BaseException:
        kept.close()
        raise
    return kept


def _check_sense(name: str, size: int, silence: int, measure: "Callable[[], int] | None") -> None:
    """Refuse what cannot be a store, and may have no end."""
    if measure is not None and size > max(IN_MEMORY, _DENSEST * measure()):
        raise StoreError(
            f"it unpacks to more than {_DENSEST} times its size", place=name, hint=f"no store does; {_AGAIN}"
        )
    if size > MOST_COPIED:
        raise StoreError(
            f"more than {MOST_COPIED >> 30} GB come through a pipe or out of a packed file",
            place=name,
            hint="write it unpacked to a file, and name that",
        )
    if silence > _LONGEST_SILENCE:
        raise StoreError(
            f"there is no claim in {silence >> 20} MB of it, so the rest was not read",
            place=name,
            hint="this is no store, or a quotation mark or bracket is missing",
        )


def _is_hopeless(start: bytes) -> bool:
    """Tell whether what begins so cannot be JSON, in any encoding that is told by name."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bool(text) and text[:1] not in _BEGINNINGS


class Counted:
    """A stream whose beginning was looked at, and that knows how much of it was read."""

    def __init__(self, stream: Stream, first: bytes = b"") -> None:
        self.count = 0
        self._stream = stream
        self._first = first

    def peek(self, size: int) -> bytes:
        """Return the first bytes without taking them."""
        while len(self._first) < size and (more := self._stream.read(size - len(self._first))):
            self._first += more
        return self._first[:size]

    def read(self, size: int = -1) -> bytes:
        """Return some bytes; none at the end."""
        if self._first:
            size = len(self._first) if size < 0 else size
            block, self._first = self._first[:size], self._first[size:]
        else:
            block = self._stream.read(size)
        self.count += len(block)
        return block
