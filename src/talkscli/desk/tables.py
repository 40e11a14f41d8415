"""Tables from elsewhere, read one row at a time: CSV, TSV, NDJSON or a JSON array."""

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO, TextIO, cast

from talkscli.desk.records import JSON_RULES, parse_json
from talkscli.errors import TalksError, UsageError

FORMATS = ("csv", "tsv", "ndjson", "json")
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".json": "json",
}

_BLOCK = 1 << 16
_LONGEST = 1 << 24
"""A cell, or an object of JSON, of more characters is no row of claims."""

_IN_MEMORY = 1 << 24
"""So many bytes that come through a pipe are kept in memory, more in a temporary file."""

Row = tuple[int, dict[str, Any] | None, str]
"""Its line (of a JSON array, its number), its cells, and what is wrong with it if it has none."""

Progress = Callable[[int, int], None]
"""Called with the bytes read and the bytes there are."""


class Table:
    """A file of rows that can be read twice."""

    def __init__(self, raw: BinaryIO, name: str, kind: str | None, progress: Progress | None) -> None:
        self.name = name
        """As shown in messages."""
        self._raw = raw
        self._progress = progress
        self._size = raw.seek(0, os.SEEK_END)
        raw.seek(0)
        self._file = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        self.kind = kind or guess_format(name, self._read_start())
        """One of `FORMATS`."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows from the first on.

        Raises:
            UsageError: the file has no rows in this format; the place begins with its name.
        """
        self._file.seek(0)
        try:
            for count, row in enumerate(read_rows(self._file, self.kind)):
                if self._progress is not None and count % 1000 == 0:
                    self._progress(self._raw.tell(), self._size)
                yield row
        except UnicodeDecodeError as error:
            raise self._refuse_bytes(error) from error
        except UsageError as error:
            place = f"{self.name}: {error.place}" if error.place else self.name
            raise UsageError(error.message, place=place, hint=error.hint) from error
        finally:
            if self._progress is not None:
                self._progress(self._size, self._size)

    def find_missing(self, columns: Iterable[str]) -> tuple[list[str], list[str]]:
        """Return those of some columns that no row has, and the columns that the rows have.

        The first row of a CSV or TSV tells; objects of JSON may each have other keys.
        """
        wanted, there = list(columns), dict[str, None]()
        for _, cells, _ in self.rows():
            if cells is not None:
                there.update(dict.fromkeys(cells))
                if self.kind in {"csv", "tsv"} or all(column in there for column in wanted):
                    break
        return [column for column in wanted if there and column not in there], list(there)

    def _read_start(self) -> str:
        try:
            return self._file.read(4096)
        except UnicodeDecodeError as error:
            raise self._refuse_bytes(error) from error

    def _refuse_bytes(self, error: UnicodeDecodeError) -> UsageError:
        byte = error.object[error.start]
        return UsageError(f"byte 0x{byte:02x} is not UTF-8", place=self.name, hint="save it as UTF-8")


@contextmanager
def open_table(
    source: str | BinaryIO, *, kind: str | None = None, progress: Progress | None = None
) -> Iterator[Table]:
    """Open a table; what comes through a pipe is kept, so that it can be read twice.

    Args:
        source: The path of a file, or a stream of bytes.
        kind: One of `FORMATS`; None to tell it by the file's name and its first lines.
        progress: Called with the bytes read and the bytes there are.

    Raises:
        UsageError: the file cannot be read.
    """
    import shutil
    import tempfile

    name = source if isinstance(source, str) else "standard input"
    if isinstance(source, str):
        try:
            source = open(source, "rb")  # noqa: PTH123, SIM115 - closed below
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "this cannot be the name of a file"
            raise UsageError(f"cannot be read: {reason}", place=name, hint="name another file") from error
    raw = source
    if name == "standard input" or not source.seekable():
        raw = cast("BinaryIO", tempfile.SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - closed below
        shutil.copyfileobj(source, raw, 1 << 20)
        raw.seek(0)
    try:
        yield Table(raw, name, kind, progress)
    finally:
        raw.close()


def guess_format(name: str, start: str) -> str:
    """Tell the format of rows by the file's name, or by how they begin."""
    for ending, kind in ENDINGS.items():
        if name.lower().endswith(ending):
            return kind
    text = start.lstrip("\ufeff \t\r\n")
    if text.startswith("["):
        return "json"
    if text.startswith("{"):
        return "ndjson"
    return "tsv" if "\t" in start.partition("\n")[0] else "csv"


def read_rows(file: TextIO, kind: str) -> Iterator[Row]:
    """Yield the rows of a file.

    Args:
        file: Text, opened without translation of line ends.
        kind: One of `FORMATS`.

    Raises:
        UsageError: the file has no rows in this format.
    """
    if kind == "json":
        return _read_array(file)
    if kind == "ndjson":
        return _read_objects(file)
    if kind == "tsv":
        return _read_tsv(line.rstrip("\r\n") for line in _read_lines(file))
    return _read_csv(file)


def _read_lines(file: TextIO) -> Iterator[str]:
    """Yield the lines; one that does not end is not held in memory."""
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        if len(line) == _LONGEST and not line.endswith(("\n", "\r")):
            raise UsageError(
                f"the line is longer than {_LONGEST >> 20} MB",
                place=f"line {number}",
                hint="give one row a line; --from names another format",
            )
        yield line


def _read_tsv(lines: Iterable[str]) -> Iterator[Row]:
    return _name_cells(
        (number, [unescape_cell(cell) for cell in line.split("\t")])
        for number, line in enumerate(lines, 1)
        if line
    )


def _read_csv(file: TextIO) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST)
    source = _read_lines(file)
    first = next(source, "").removeprefix("\ufeff")
    # Where a comma is the decimal sign, spreadsheets part cells with semicolons.
    separator = ";" if ";" in first and "," not in first else ","

    reader = csv.reader(chain([first], source), delimiter=separator, strict=True)

    def cells() -> Iterator[tuple[int, list[str]]]:
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise UsageError(
                    f"this is not CSV: {error}",
                    place=f"line {reader.line_num}",
                    hint="--from names another format",
                ) from error
            if row:
                yield reader.line_num, row

    return _name_cells(cells())


def _name_cells(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    source = iter(rows)
    head = next(source, None)
    if head is None:
        return
    names = [name.strip() for name in head[1]]
    names[0] = names[0].removeprefix("\ufeff")
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise UsageError(f"two columns are named {twice!r}", place="line 1", hint="give one another name")
    for number, cells in source:
        if len(cells) > len(names):
            yield number, None, f"{len(cells)} cells under {len(names)} columns"
        else:
            yield number, dict(zip(names, cells, strict=False)), ""


def _read_objects(file: TextIO) -> Iterator[Row]:
    for number, line in enumerate(_read_lines(file), 1):
        text = line.strip().removeprefix("\ufeff")
        if not text:
            continue
        try:
            yield _take_object(number, parse_json(text))
        except TalksError as error:
            yield number, None, error.message + (f" (at column {error.place})" if error.place else "")


def _read_array(file: TextIO) -> Iterator[Row]:
    """Walk along an array without holding it."""
    decoder = json.JSONDecoder(**JSON_RULES)
    text = file.read(_BLOCK).lstrip("\ufeff \t\r\n")
    if not text.startswith("["):
        raise UsageError(
            "the rows of JSON are a list, and this is none",
            place="line 1",
            hint="talks merge joins whole stores; --from ndjson reads an object a line",
        )
    text, number, ended = text[1:], 0, False
    while True:
        text = text.lstrip(", \t\r\n")
        if text.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(text)
        except TalksError as error:
            raise UsageError(error.message, place=f"row {number + 1}", hint=error.hint) from error
        except (ValueError, RecursionError) as error:
            more = "" if ended or len(text) > _LONGEST else file.read(max(_BLOCK, len(text)))
            if not more:
                raise UsageError(
                    f"this is not JSON: {_first(error)}",
                    place=f"row {number + 1}",
                    hint="talks import reads a list of objects",
                ) from error
            text += more
            continue
        number += 1
        yield _take_object(number, value)
        text = text[end:]
        if len(text) < _BLOCK:
            more = file.read(_BLOCK)
            ended = not more
            text += more


def _take_object(number: int, value: Any) -> Row:
    if not isinstance(value, dict):
        return number, None, "a row of JSON is an object"
    return number, value, ""


def unescape_cell(text: str) -> str:
    r"""Give back the text of a cell of TSV in which `\t`, `\n`, `\x1b` and the like stand for a character."""
    if "\\" not in text:
        return text
    return re.sub(r"\\(?:([tnr\\])|x([0-9a-f]{2})|u([0-9a-f]{4}))", _unescape, text)


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPED[match[1]] if match[1] else chr(int(match[2] or match[3], 16))


_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


def _first(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
