"""The bytes of a table turned into text: unpacked and decoded."""

import codecs
import os
import shutil
from typing import TYPE_CHECKING, BinaryIO, cast

from talkscli.errors import StoreError, UsageError

if TYPE_CHECKING:
    from talkscli.files.unpacking import Stream

IN_MEMORY = 1 << 24
"""So many bytes that come through a pipe or are unpacked are kept in memory, more in a temporary file."""

DENSEST = 250
"""Tables are packed to a tenth or a thirtieth; what unpacks to far more was made to fill a disk."""
ALWAYS = 1 << 26
"""So many bytes may come out of any packed file."""
_BLOCK = 1 << 20
_SAMPLE = 1 << 16
UTF8 = "utf-8-sig"


def unpack_table(raw: BinaryIO, name: str) -> BinaryIO:
    """Return the content of a packed file, or the file itself; what it is shows in its first bytes.

    Raises:
        UsageError: it is damaged, or this Python cannot unpack it.
    """
    from talkscli.files.unpacking import GZIP, ZSTD, open_packed

    packed = raw.seek(0, os.SEEK_END)
    raw.seek(0)
    start = raw.read(len(ZSTD))
    raw.seek(0)
    if not start.startswith((GZIP, ZSTD)):
        return raw
    kept = make_room()
    try:
        stream = open_packed(name, raw, start)
        _copy_some(stream, kept, max(ALWAYS, DENSEST * packed), name)
    except StoreError as error:
        kept.close()
        raise UsageError(error.message, place=name, hint=error.hint) from error
    except UsageError:
        kept.close()
        raise
    except Exception as error:
        kept.close()
        if isinstance(error, OSError) and error.errno:
            raise
        # The libraries raise errors of their own, with no common ancestor.
        hint = "get it again from where it came from"
        raise UsageError(f"the packed file is damaged: {error}", place=name, hint=hint) from error
    raw.close()
    kept.seek(0)
    return kept


def _copy_some(stream: "Stream", kept: BinaryIO, most: int, name: str) -> None:
    while block := stream.read(_BLOCK):
        kept.write(block)
        if kept.tell() > most:
            raise UsageError(f"it unpacks to more than {DENSEST} times its size", place=name)


def make_room() -> BinaryIO:
    """Return a file for bytes: in memory as long as they are few."""
    import tempfile

    return cast("BinaryIO", tempfile.SpooledTemporaryFile(IN_MEMORY))


def copy_stream(source: BinaryIO) -> BinaryIO:
    """Copy what comes through a pipe to where it can be read twice."""
    kept = make_room()
    shutil.copyfileobj(source, kept, _BLOCK)
    kept.seek(0)
    return kept


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
    place = _find_fault(raw)
    raw.seek(0)
    if place is None:
        return UTF8, ""
    line, byte, sample = place
    if guessed := _guess(sample):
        return guessed, f"read as {guessed}, since line {line} is not UTF-8; --encoding says otherwise"
    raise UsageError(
        f"byte 0x{byte:02x} is not UTF-8",
        place=f"{name}: line {line}",
        hint="save it as UTF-8, or say how it is written: --encoding cp1252 (Western Europe), cp1251 …",
    )


def _find_fault(raw: BinaryIO) -> tuple[int, int, bytes] | None:
    """Return the line and the byte where a file is no UTF-8, and the bytes from that line on."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, before = 1, b""
    while True:
        block = raw.read(_BLOCK)
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


def _guess(sample: bytes) -> str:
    try:
        from charset_normalizer import from_bytes  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return ""
    best = from_bytes(sample).best()
    return str(best.encoding) if best is not None else ""
