"""The bytes of a table turned into text: unpacked and decoded."""

import codecs
import io
import os
from collections.abc import Callable
from typing import BinaryIO, cast

from talkscli.errors import StoreError, UsageError
from talkscli.files.limits import MOST_COPIED
from talkscli.files.unpacking import GZIP, ZSTD, Counted, Stream, open_packed

IN_MEMORY = 1 << 24
"""So many bytes that come through a pipe or are unpacked are kept in memory, more in a temporary file."""

DENSEST = 250
"""Tables are packed to a tenth or a thirtieth; what unpacks to far more was made to fill a disk."""
ALWAYS = 1 << 26
"""So many bytes may come out of any packed file."""
_LONGEST_LINE = 1 << 26
"""In bytes; a row of claims has far fewer."""
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", GZIP, ZSTD)
"""With these begin workbooks, and what is packed by gzip and Zstandard."""
_BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_BLOCK = 1 << 20
_SAMPLE = 1 << 16
UTF8 = "utf-8-sig"


def unpack_table(raw: BinaryIO, name: str, encoding: str | None) -> BinaryIO:
    """Return the content of a packed file, or the file itself; what it is shows in its first bytes.

    Args:
        raw: The file; it is closed where it was packed.
        name: As shown in messages.
        encoding: How its characters are written, as somebody says; None if that is not known.

    Raises:
        UsageError: it is damaged, too large, or this Python cannot unpack it.
    """
    packed = raw.seek(0, os.SEEK_END)
    raw.seek(0)
    start = raw.read(len(ZSTD))
    raw.seek(0)
    if not start.startswith((GZIP, ZSTD)):
        return raw
    with raw:
        return _unpack(raw, start, lambda: packed, name, encoding)


def copy_stream(source: Stream, name: str, encoding: str | None) -> BinaryIO:
    """Copy what comes through a pipe, unpacked, to where it can be read twice.

    What cannot be a table is not read to its end, which it may not have. The arguments are those of
    `unpack_table`.

    Raises:
        UsageError: it is no table, damaged, too large, or this Python cannot unpack it.
    """
    counted = Counted(source)
    start = counted.peek(_SAMPLE)
    if start.startswith((GZIP, ZSTD)):
        return _unpack(counted, start, lambda: counted.count, name, encoding)
    return _keep(counted, Sense(name), encoding)


def _unpack(
    source: Stream, start: bytes, measure: Callable[[], int], name: str, encoding: str | None
) -> BinaryIO:
    try:
        return _keep(open_packed(name, source, start), Sense(name, measure), encoding)
    except StoreError as error:
        raise UsageError(error.message, place=name, hint=error.hint) from error
    except UsageError:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno:
            raise
        # The libraries raise errors of their own, with no common ancestor.
        hint = "get it again from where it came from"
        raise UsageError(f"the packed file is damaged: {error}", place=name, hint=hint) from error


def _keep(source: Stream, sense: "Sense", encoding: str | None) -> BinaryIO:
    kept = make_room()
    try:
        while block := source.read(_BLOCK):
            if not sense.size and encoding is None and not block.startswith(_PACKED):
                # Noise is told from text by its first lines; what ends within one may end within a character.
                find_encoding(io.BytesIO(block[: block.rfind(b"\n") + 1]), sense.name, None)
            sense.look(block)
            kept.write(block)
    except BaseException:
        kept.close()
        raise
    kept.seek(0)
    return kept


def make_room() -> BinaryIO:
    """Return a file for bytes: in memory as long as they are few."""
    import tempfile

    return cast("BinaryIO", tempfile.SpooledTemporaryFile(IN_MEMORY))


class Sense:
    """Looks at the bytes of a table as they come, and refuses what cannot be one and may have no end."""

    __slots__ = ("_is_bound", "_is_list", "_line", "_measure", "name", "size")

    def __init__(self, name: str, measure: Callable[[], int] | None = None, *, is_bound: bool = True) -> None:
        self.name = name
        """As shown in messages."""
        self.size = 0
        """How many bytes have come."""
        self._measure = measure
        """Tells how many bytes of a packed file were read."""
        self._is_bound = is_bound
        """Whether all that comes is copied."""
        self._line = 0
        self._is_list = False
        """Whether it may all stand in one line, as a list of JSON and a workbook may."""

    def look(self, block: bytes) -> None:
        """Look at the next bytes.

        Raises:
            UsageError: there are too many, or a line has no end.
        """
        if not self.size:
            self._is_list = block.startswith(_PACKED) or block.lstrip(_BLANKS).startswith(b"[")
        self.size += len(block)
        end = max(block.rfind(b"\n"), block.rfind(b"\r"))
        self._line = len(block) - 1 - end if end >= 0 else self._line + len(block)
        if self._measure is not None and self.size > max(ALWAYS, DENSEST * self._measure()):
            raise UsageError(f"it unpacks to more than {DENSEST} times its size", place=self.name)
        if self._is_bound and self.size > MOST_COPIED:
            raise UsageError(
                f"more than {MOST_COPIED >> 30} GB come through a pipe or out of a packed file",
                place=self.name,
                hint="write it unpacked to a file, and name that",
            )
        if self._line > _LONGEST_LINE and not self._is_list:
            raise UsageError(
                f"a line of it is longer than {_LONGEST_LINE >> 20} MB",
                place=self.name,
                hint="give one row a line",
            )


def find_encoding(raw: BinaryIO, name: str, stated: str | None) -> tuple[str, str]:
    """Return how the characters of a file are written, and a remark where that was guessed.

    Args:
        raw: The file.
        name: As shown in messages.
        stated: What somebody says; None to find out.

    Raises:
        UsageError: there is no such encoding, or the file is no UTF-8 and nothing else is known of it.
    """
    raw.seek(0)
    if stated is not None:
        try:
            # Codecs that turn bytes into bytes, such as base64, are no encodings of text.
            found = codecs.lookup(stated).name
            "a".encode(found)
        except (LookupError, ValueError) as error:
            raise UsageError(
                f"there is no encoding {stated!r}",
                place="--encoding",
                hint="such as utf-8, utf-16, cp1252 (Western Europe), cp1251 (Cyrillic), cp1254 (Turkish)",
            ) from error
        return (UTF8 if found == "utf-8" else found), ""
    start = raw.read(2)
    raw.seek(0)
    if start in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return "utf-16", "read as UTF-16, as its first bytes say"
    place = _find_fault(raw, Sense(name, is_bound=False))
    raw.seek(0)
    if place is None:
        return UTF8, ""
    line, byte, sample = place
    # No text that is written in bytes has a zero byte; noise has many.
    if b"\0" not in sample and (guessed := guess_encoding(sample)):
        return guessed, f"read as {guessed}, since line {line} is not UTF-8; --encoding says otherwise"
    raise UsageError(
        f"byte 0x{byte:02x} is not UTF-8",
        place=f"{name}: line {line}",
        hint="save it as UTF-8, or say how it is written: --encoding cp1252 (Western Europe), cp1251 …",
    )


def _find_fault(raw: BinaryIO, sense: Sense) -> tuple[int, int, bytes] | None:
    """Return the line and the byte where a file is no UTF-8, and the bytes from that line on."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, before = 1, b""
    while True:
        block = raw.read(_BLOCK)
        sense.look(block)
        try:
            decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            text = error.object
            line += text.count(b"\n", 0, error.start) if block else 0
            begin = text.rfind(b"\n", 0, error.start) + 1
            return line, text[error.start], before[-_SAMPLE:] + text[begin : begin + _SAMPLE]
        if not block:
            return None
        line += block.count(b"\n")
        before = block


def guess_encoding(sample: bytes) -> str:
    """Return what bytes look like, where the library for that is installed; empty where nothing fits."""
    try:
        from charset_normalizer import from_bytes  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return ""
    best = from_bytes(sample).best()
    return str(best.encoding) if best is not None else ""
