"""The other side of `workbooks`: a process that reads one sheet from standard input and writes its rows.

The library that reads workbooks holds the whole rectangle of a sheet in memory, and ends its process where
there is no room for it: a single cell far out is enough. So it runs here, with bounded memory.
"""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from zipfile import BadZipFile, ZipFile

from talkscli.desk.table_bytes import ALWAYS, DENSEST

MOST_MEMORY = 2 << 30
"""In bytes; a sheet of ten million cells fits in."""
LONGEST_ROW = 1 << 24
"""A row of more characters is no row of claims."""


def main() -> None:
    """Write the rows of the sheet that is named on the command line, of the first one if none is.

    The first line is an object: what is wrong with the workbook as `error`, and the names of its sheets as
    `sheets`. Each of the others is a list: the row's number and its cells.
    """
    bound_memory()
    # Failures of the library are of several kinds, some of them no Exception, with no common ancestor.
    try:
        sheets, rows = read_sheet(sys.argv[1:])
    except MemoryError:
        raise
    except BaseException as error:  # noqa: BLE001
        write_line({"error": str(error) or type(error).__name__, "sheets": []})
        return
    write_line({"error": "", "sheets": sheets})
    for number, cells in number_rows(rows):
        write_line([number, cells])


def write_line(content: Any) -> None:
    """Write one line of the output."""
    sys.stdout.write(f"{json.dumps(content)}\n")


def bound_memory() -> None:
    """Let the process have no more memory than it may, where the system can be told so."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def read_sheet(wanted: list[str]) -> tuple[list[str], list[list[Any]]]:
    """Return the names of all sheets, and the rows of the one that is wanted; none if there is no such."""
    from python_calamine import CalamineWorkbook  # type: ignore[import-not-found,unused-ignore]

    check_density()
    book = CalamineWorkbook.from_filelike(sys.stdin.buffer)
    sheets = list(book.sheet_names)
    if not sheets or (wanted and wanted[0] not in sheets):
        return sheets, []
    sheet = book.get_sheet_by_name(wanted[0] if wanted else sheets[0])
    return sheets, sheet.to_python(skip_empty_area=False)


def check_density() -> None:
    """Refuse a workbook whose parts unpack to far more than tables do; its directory tells.

    Raises:
        ValueError: it does.
    """
    file = sys.stdin.buffer
    with suppress(BadZipFile), ZipFile(file) as parts:
        unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > max(ALWAYS, DENSEST * file.seek(0, os.SEEK_END)):
            raise ValueError(f"it unpacks to more than {DENSEST} times its size")
    file.seek(0)


def number_rows(rows: list[list[Any]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with its number and without the empty cells at its end."""
    for number, row in enumerate(rows, 1):
        cells = [write_cell(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


def write_cell(cell: Any) -> str:
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
