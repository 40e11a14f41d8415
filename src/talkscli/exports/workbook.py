"""A workbook of a spreadsheet (xlsx): a sheet a table. No cell is ever a formula or a link."""

import json
from contextlib import suppress
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from talkscli.errors import UsageError
from talkscli.exports.tables import BOOLEAN, DATE, LIST, TABLES, TEXT
from talkscli.output.rowtext import FORMULA_STARTS

if TYPE_CHECKING:
    from talkscli.exports.source import Source

MOST_ROWS = 1_048_575
"""So many rows fit on a sheet below its header."""

LONGEST = 32_767
"""So many characters fit into a cell."""

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}

CUT = "… (cut: a cell holds no more)"

FIRST_DATE = "1900-03-01"
"""Before it, spreadsheets do not agree what day a number is: an older date is a text."""

WIDTHS = {TEXT: 18, LIST: 18, DATE: 11}
WIDE = {
    "text": 60,
    "why": 60,
    "description": 60,
    "note": 40,
    "value_text": 28,
    "quote": 40,
    "title": 40,
    "name": 36,
}


def check_workbook() -> None:
    """Refuse to begin where the library is missing.

    Raises:
        UsageError: xlsxwriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "a workbook is written with xlsxwriter, which is not installed",
            hint="pip install 'talkscli[xlsx]'",
        ) from error


def write_workbook(source: "Source", path: str) -> None:
    """Write a workbook.

    Raises:
        UsageError: a table has more rows than fit on a sheet.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    for name, count in source.counts.items():
        if count > MOST_ROWS:
            raise UsageError(
                f"a sheet holds {MOST_ROWS:,} rows, and the table {name} has {count:,}",
                hint="export --as sqlite or --as parquet instead",
            )
    with TemporaryDirectory(prefix="talks-") as folder:
        options = {**OPTIONS, "tmpdir": folder}
        book = Workbook(path, options)
        try:
            _fill(book, source)
            book.close()
        except XlsxFileError as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(0, str(error)) from error
        finally:
            # Of a book that was not finished, the sheets' own files are still open.
            for sheet in book.worksheets():
                with suppress(OSError):
                    sheet.row_data_fh.close()


def _fill(book: Any, source: "Source") -> None:
    """Write all sheets."""
    # The same store makes the same bytes.
    stamp = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone
    book.set_properties({"created": stamp, "title": plain_cell(source.facts["title"])[:255]})
    head = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    # Text that begins like a formula stays text where somebody edits its cell.
    quoted = book.add_format({"quote_prefix": True})
    for table in TABLES:
        sheet = book.add_worksheet(table.name)
        for number, column in enumerate(table.columns):
            sheet.set_column(number, number, WIDE.get(column.name, WIDTHS.get(column.type, 10)))
            sheet.write_string(0, number, column.name, head)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(source.counts[table.name], 1), len(table.columns) - 1)
        kinds = [column.type for column in table.columns]
        for place, row in enumerate(source.rows(table), 1):
            for number, (kind, cell) in enumerate(zip(kinds, row, strict=True)):
                if cell is None or cell == "":
                    continue
                if kind == BOOLEAN:
                    sheet.write_boolean(place, number, bool(cell))
                elif kind == DATE and cell >= FIRST_DATE:
                    sheet.write_datetime(place, number, date.fromisoformat(cell), day)
                elif isinstance(cell, str):
                    text = plain_cell(join_list(cell) if kind == LIST else cell)
                    if text:
                        look = quoted if text.startswith(FORMULA_STARTS) else None
                        sheet.write_string(place, number, text, look)
                else:
                    sheet.write_number(place, number, cell)
    _explain(book.add_worksheet("columns"), source, head, quoted)


def _explain(sheet: Any, source: "Source", head: Any, quoted: Any) -> None:
    """Write what the columns are, and below them what the export is."""
    lines: list[tuple[str, ...]] = [("table", "column", "type", "description")]
    lines += [(table.name, one.name, one.type, one.description) for table in TABLES for one in table.columns]
    lines += [(), *((key, plain_cell(value)) for key, value in source.facts.items())]
    sheet.set_column(0, 2, 18)
    sheet.set_column(3, 3, 90)
    for place, line in enumerate(lines):
        for number, text in enumerate(line):
            if text:
                sheet.write_string(place, number, text, head if place == 0 else quoted)


def join_list(cell: str) -> str:
    """Write a list for people who read a sheet."""
    return "; ".join(json.loads(cell))


def plain_cell(text: str) -> str:
    """Return a text as long as a cell may be."""
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
