"""The sheets of workbooks (xlsx, ods, xls), read by a process of their own: see `workbook_reader`."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, BinaryIO

from talkscli.desk.table_bytes import make_room
from talkscli.desk.workbook_reader import LONGEST_ROW, MOST_MEMORY
from talkscli.errors import UsageError, cut

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LONGEST_WAIT = 300
"""In seconds; a sheet of ten million cells takes a tenth of it."""
_PROGRAM = """
import json, sys
sys.path = json.loads(sys.argv.pop(1))
from talkscli.desk.workbook_reader import main
main()
"""
_MOST_SHOWN = 20
_CSV = "save the sheet as CSV"


def is_workbook(raw: BinaryIO) -> bool:
    """Tell by its first bytes whether a file is a workbook of a spreadsheet: xlsx, ods or xls."""
    raw.seek(0)
    return raw.read(4) in {_ZIP, _OLE}


def read_sheet(raw: BinaryIO, sheet: str | None) -> BinaryIO:
    """Return a file of the rows of a workbook's sheet, for `list_rows`.

    Args:
        raw: The workbook.
        sheet: The sheet's name; None for the first one.

    Raises:
        UsageError: nothing reads workbooks, the file is damaged or too large, or it has no such sheet.
    """
    if find_spec("python_calamine") is None:
        raise UsageError(
            "this is the workbook of a spreadsheet, not a table of text",
            hint="save the sheet as CSV in UTF-8, or install python-calamine (the extra talkscli[workbooks])",
        )
    rows = make_room()
    try:
        _run_reader(raw, rows, sheet)
        rows.seek(0)
        _check(json.loads(rows.readline() or '{"error": "it has no sheets"}'), sheet)
    except BaseException:
        rows.close()
        raise
    return rows


def _check(found: dict[str, Any], sheet: str | None) -> None:
    """Refuse a workbook that was not read, or has no such sheet."""
    if found["error"]:
        raise UsageError(f"the workbook cannot be read: {cut(found['error'])}", hint=_CSV)
    names = found["sheets"]
    if not names or (sheet is not None and sheet not in names):
        hint = f"there are: {', '.join(names[:_MOST_SHOWN])}" if names else ""
        raise UsageError(f"the workbook has no sheet {sheet!r}", place="--sheet", hint=hint)


def list_rows(rows: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet, each with its number.

    Raises:
        UsageError: one is too long to be a row of claims.
    """
    rows.seek(0)
    rows.readline()
    while line := rows.readline(LONGEST_ROW):
        if not line.endswith(b"\n"):
            raise UsageError(f"a row of the sheet is longer than {LONGEST_ROW >> 20} MB", hint=_CSV)
        number, cells = json.loads(line)
        yield number, cells


def _run_reader(raw: BinaryIO, rows: BinaryIO, sheet: str | None) -> None:
    """Let the other process read a workbook and write the rows of a sheet."""
    import subprocess

    # -P: a module in the present directory is nobody's that we know.
    command = [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path)]
    command += [] if sheet is None else [sheet]
    with _give_handle(raw) as given:
        try:
            ended = subprocess.run(  # noqa: S603
                command,
                stdin=given,
                stdout=rows,
                stderr=subprocess.DEVNULL,
                timeout=_LONGEST_WAIT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UsageError(
                f"the workbook cannot be read in {_LONGEST_WAIT // 60} minutes", hint=_CSV
            ) from None
    if ended.returncode:
        raise UsageError(
            f"the sheet cannot be read with {MOST_MEMORY >> 30} GB of memory",
            hint=f"a cell far away from the others may make it so large; {_CSV}",
        )


@contextmanager
def _give_handle(raw: BinaryIO) -> Iterator[int]:
    """Yield the descriptor of a file of the system that holds a file's bytes, at its beginning."""
    raw.seek(0)
    try:
        handle = raw.fileno()
    except OSError:  # it is in memory
        with make_room() as copy:
            copy.write(raw.read())
            copy.seek(0)
            yield copy.fileno()
    else:
        os.lseek(handle, 0, os.SEEK_SET)
        yield handle
