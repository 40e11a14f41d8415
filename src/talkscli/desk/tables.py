"""Tables from elsewhere, read one row at a time: CSV, TSV, NDJSON, a JSON array, or a sheet of a workbook."""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import BinaryIO

from talkscli.desk.named_files import open_named
from talkscli.desk.table_bytes import copy_stream, find_encoding, unpack_table
from talkscli.desk.table_rows import Row, TableForm, name_cells, read_rows
from talkscli.desk.workbooks import is_workbook, list_rows, read_sheet
from talkscli.errors import UsageError
from talkscli.files.positions import find_position
from talkscli.files.unpacking import Counted

FORMATS = ("csv", "tsv", "ndjson", "json")
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".json": "json",
}

_OWN = ("who_name", "stance")
"""Columns that only this program writes."""

SHEET = "sheet"
"""The kind of a table that is the sheet of a workbook."""

Progress = Callable[[int, int], None]
"""Called with the bytes read and the bytes there are."""


class Table:
    """A file of rows that can be read twice."""

    def __init__(self, raw: BinaryIO, name: str, form: TableForm, progress: Progress | None) -> None:
        self.name = name
        """As shown in messages."""
        self.remarks: list[str] = []
        """What was found out of how it is written."""
        self._raw = raw
        self._form = form
        self._progress = progress
        self._size = raw.seek(0, os.SEEK_END)
        self._sheet: BinaryIO | None = None
        """The rows of a sheet, once they were read."""
        self.kind = SHEET
        """One of `FORMATS`, or `sheet`."""
        if form.kind is None and is_workbook(raw):
            return
        encoding, remark = find_encoding(raw, name, form.encoding)
        self.remarks += [remark] if remark else []
        raw.seek(0)
        self._file = io.TextIOWrapper(raw, encoding=encoding, newline="")
        self.kind = form.kind or guess_format(name, self._read_start())

    @property
    def has_columns(self) -> bool:
        """Return whether one line names the columns of all rows; objects of JSON may each have other keys."""
        return self.kind not in {"json", "ndjson"}

    @cached_property
    def is_own(self) -> bool:
        """Return whether the table is as `talks claims` writes it, so that each cell is the text as it is."""
        return self.has_columns and not self.find_missing(_OWN)[0]

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the first on.

        Raises:
            UsageError: the file has no rows in this format; the place begins with its name.
        """
        try:
            for count, row in enumerate(self._read()):
                if self._progress is not None and count % 1000 == 0:
                    self._progress(self._raw.tell(), self._size)
                yield row
        except UnicodeError as error:
            raise self._refuse_bytes(error) from error
        except UsageError as error:
            place = f"{self.name}: {error.place}" if error.place else self.name
            raise UsageError(error.message, place=place, hint=error.hint) from error
        finally:
            if self._progress is not None:
                self._progress(self._size, self._size)

    def _read(self) -> Iterator[Row]:
        if self.kind == SHEET:
            if self._sheet is None:
                self._sheet = read_sheet(self._raw, self._form.sheet)
            rows = list_rows(self._sheet)
            return name_cells((row for row in rows if row[0] > self._form.skip), self._form)
        self._file.seek(0)
        return read_rows(self._file, self.kind, self._form)

    def close(self) -> None:
        """Let go of what was read."""
        for file in (self._sheet, self._raw):
            if file is not None:
                file.close()

    def find_missing(self, columns: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return those of some columns that no row has, and the columns that the rows have.

        The first row of a CSV or TSV tells; objects of JSON may each have other keys.
        """
        wanted, there = list(columns), dict[str, None]()
        for _, cells, _ in self.rows():
            if cells is not None:
                there.update(dict.fromkeys(cells))
                if self.has_columns or all(column in there for column in wanted):
                    break
        return [column for column in wanted if there and column not in there], list(there)

    def _read_start(self) -> str:
        try:
            return self._file.read(4096)
        except UnicodeError as error:
            raise self._refuse_bytes(error) from error

    def _refuse_bytes(self, error: UnicodeError) -> UsageError:
        place = self.name
        if isinstance(error, UnicodeDecodeError):
            problem = f"byte 0x{error.object[error.start]:02x} is not {error.encoding}"
            # What the decoder was given ends where reading has come to.
            offset = self._raw.tell() - len(error.object) + error.start
            place += f": line {find_position(self._raw, offset)[0]}"
        else:
            # A codec says so in words of its own, as that of UTF-16 where no mark tells the order of bytes.
            problem = f"it cannot be decoded: {error}"
        return UsageError(problem, place=place, hint="name another --encoding")


@contextmanager
def open_table(
    source: str | BinaryIO, *, form: TableForm | None = None, progress: Progress | None = None
) -> Iterator[Table]:
    """Open a table; what comes through a pipe is kept, so that it can be read twice.

    Args:
        source: The path of a file, or a stream of bytes.
        form: How it is written, as far as that is known.
        progress: Called with the bytes read and the bytes there are.

    Raises:
        UsageError: the file cannot be read.
    """
    form = form or TableForm()
    name = source if isinstance(source, str) else "standard input"
    raw = _open_raw(source, form.encoding)
    try:
        raw = unpack_table(raw, name, form.encoding)
        table = Table(raw, name, form, progress)
    except BaseException:
        raw.close()
        raise
    try:
        yield table
    finally:
        table.close()


def _open_raw(source: str | BinaryIO, encoding: str | None) -> BinaryIO:
    if not isinstance(source, str):
        return copy_stream(source, "standard input", encoding)  # whoever gives it closes it
    file, first = open_named(source, "a table")
    if first is None:
        return file
    with file:
        return copy_stream(Counted(file, first), source, encoding)


def guess_format(name: str, start: str) -> str:
    """Tell the format of rows by the file's name, or by how they begin."""
    bare = name.lower().removesuffix(".gz").removesuffix(".zst")
    for ending, kind in ENDINGS.items():
        if bare.endswith(ending):
            return kind
    text = start.lstrip("\ufeff \t\r\n")
    if text.startswith("["):
        return "json"
    if text.startswith("{"):
        return "ndjson"
    return "tsv" if "\t" in start.partition("\n")[0] else "csv"
