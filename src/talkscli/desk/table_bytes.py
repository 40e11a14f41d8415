"""The bytes of a table turned into text: unpacked, decoded, or read out of a workbook."""

import codecs
import io
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from talkscli.errors import StoreError, UsageError

if TYPE_CHECKING:
    from talkscli.files.unpacking import Stream

IN_MEMORY = 1 << 24
"""So many bytes that come through a pipe or are unpacked are kept in memory, more in a temporary file."""

_DENSEST = 250
"""Tables are packed to a tenth or a thirtieth; what unpacks to far more was made to fill a disk."""
_ALWAYS = 1 << 26
"""So many bytes may come out of any packed file."""
_BLOCK = 1 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAMPLE = 1 << 16
UTF8 = "utf-8-sig"


def is_workbook(raw: BinaryIO) -> bool:
    """Tell by its first bytes whether a file is a workbook of a spreadsheet: xlsx, ods or xls."""
    raw.seek(0)
    return raw.read(4) in {_ZIP, _OLE}


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
        _copy_some(stream, kept, max(_ALWAYS, _DENSEST * packed), name)
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
            raise UsageError(f"it unpacks to more than {_DENSEST} times its size", place=name)


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
    if guessed := guess_encoding(sample):
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


def guess_encoding(sample: bytes) -> str:
    """Return what bytes look like, where the library for that is installed; empty where nothing fits."""
    try:
        from charset_normalizer import from_bytes  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return ""
    best = from_bytes(sample).best()
    return str(best.encoding) if best is not None else ""


def read_sheet(raw: BinaryIO, sheet: str | None) -> Iterator[tuple[int, list[str]]]:
    """Return the rows of a workbook's sheet, each with its number.

    Args:
        raw: The file.
        sheet: The sheet's name; None for the first one.

    Raises:
        UsageError: there is no reader of workbooks, the file is damaged, or it has no such sheet.
    """
    try:
        from python_calamine import CalamineWorkbook  # type: ignore[import-not-found,unused-ignore]
    except ImportError as error:
        raise UsageError(
            "this is the workbook of a spreadsheet, not a table of text",
            hint="save the sheet as CSV in UTF-8, or install python-calamine (the extra talkscli[workbooks])",
        ) from error
    raw.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw.read()))
    except Exception as error:
        raise UsageError(f"the workbook cannot be read: {error}", hint="save the sheet as CSV") from error
    names = list(book.sheet_names)
    if not names or (sheet is not None and sheet not in names):
        hint = f"there are: {', '.join(names)}" if names else ""
        raise UsageError(f"the workbook has no sheet {sheet!r}", place="--sheet", hint=hint)
    rows = book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=False)
    return ((number, [_write_cell(cell) for cell in row]) for number, row in enumerate(rows, 1))


def _write_cell(cell: Any) -> str:
    """Write a cell of a sheet as a person sees it: whole numbers whole, days in the order of ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        text = f"{cell:.15g}" if not cell.is_integer() else str(int(cell))
        # Of 1.234 nobody could tell whether it is a thousand and more; here it is none.
        return f"{text}0" if "e" not in text and len(text.partition(".")[2]) == 3 else text
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
