"""The rows of a table, one at a time, out of CSV, TSV, lines of JSON or a JSON list."""

import csv
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from typing import Any, TextIO

from talkscli.desk.records import JSON_RULES, parse_json
from talkscli.errors import TalksError, UsageError

_BLOCK = 1 << 16
_LONGEST = 1 << 24
"""A cell, or an object of JSON, of more characters is no row of claims."""

_SEPARATORS = (",", ";", "\t", "|")
_STATED = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
"""The first line by which a spreadsheet says what parts its cells."""

Row = tuple[int, dict[str, Any] | None, str]
"""Its line (of a JSON array, its number), its cells, and what is wrong with it if it has none."""


class TableForm:
    """How a table is written, as far as somebody says so.

    Attributes:
        kind: `csv`, `tsv`, `ndjson` or `json`; None to tell it by the name and the first lines.
        encoding: How its characters are written; None to find out.
        delimiter: What parts the cells of CSV; None to find out.
        skip: How many lines stand before the header.
        has_header: Whether a line names the columns; else they are called 1, 2, 3 ...
        sheet: Which sheet of a workbook; None for the first.
        fill_down: Columns of which an empty cell says what the one above says, as in merged cells.
    """

    __slots__ = ("delimiter", "encoding", "fill_down", "has_header", "kind", "sheet", "skip")

    def __init__(
        self,
        kind: str | None = None,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        skip: int = 0,
        has_header: bool = True,
        sheet: str | None = None,
        fill_down: Collection[str] = (),
    ) -> None:
        self.kind = kind
        self.encoding = encoding
        self.delimiter = delimiter
        self.skip = skip
        self.has_header = has_header
        self.sheet = sheet
        self.fill_down = tuple(fill_down)


def read_rows(file: TextIO, kind: str, form: TableForm | None = None) -> Iterator[Row]:
    """Yield the rows of a file.

    Args:
        file: Text, opened without translation of line ends.
        kind: `csv`, `tsv`, `ndjson` or `json`.
        form: What is said of CSV and TSV.

    Raises:
        UsageError: the file has no rows in this format.
    """
    form = form or TableForm()
    if kind == "json":
        return _read_array(file)
    if kind == "ndjson":
        return _read_objects(file)
    if kind == "tsv" and form.delimiter is None:
        return _read_tsv(_Lines(file), form)
    return _read_csv(_Lines(file), form)


class _Lines:
    """The lines of a file; knows how many were read, and where a quotation mark is still open."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.number = 0
        self.opened_at = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        # One that does not end is not held in memory.
        line = self._file.readline(_LONGEST)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == _LONGEST and not line.endswith(("\n", "\r")):
            raise UsageError(
                f"the line is longer than {_LONGEST >> 20} MB",
                place=f"line {self.number}",
                hint="give one row a line; --from names another format",
            )
        if '"' in line and line.count('"') % 2:
            self.opened_at = 0 if self.opened_at else self.number
        return line

    def skip(self, count: int) -> None:
        """Leave out so many lines."""
        for _ in islice(self, min(count, sys.maxsize)):
            continue


def _read_tsv(lines: _Lines, form: TableForm) -> Iterator[Row]:
    lines.skip(form.skip)
    rows = (
        (lines.number, [unescape_cell(cell) for cell in text.split("\t")])
        for text in (line.rstrip("\r\n") for line in lines)
        if text
    )
    return name_cells(rows, form)


def _read_csv(lines: _Lines, form: TableForm) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST)
    lines.skip(form.skip)
    first = next(lines, "").removeprefix("\ufeff")
    stated = _STATED.fullmatch(first.strip("\r\n "))
    if stated:
        first = next(lines, "")
    separator = form.delimiter or (stated[1] if stated else _find_separator(first))
    reader = csv.reader(chain([first], lines), delimiter=separator, strict=True)

    def cells() -> Iterator[tuple[int, list[str]]]:
        while True:
            begins_at = lines.number + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise _refuse_csv(error, lines, begins_at) from error
            if row:
                yield lines.number, row

    return name_cells(cells(), form)


def _refuse_csv(error: csv.Error, lines: _Lines, begins_at: int) -> UsageError:
    problem = str(error)
    if "end of data" in problem or "field limit" in problem:
        return UsageError(
            "this is not CSV: a quotation mark is opened and not closed",
            place=f"line {lines.opened_at or begins_at}",
            hint='close it; within a cell in quotation marks, "" stands for one',
        )
    return UsageError(
        f"this is not CSV: {problem}", place=f"line {lines.number}", hint="--from names another format"
    )


def _find_separator(header: str) -> str:
    """Return what parts the cells: the sign that stands in the header most often, outside quotation marks."""
    bare = re.sub(r'"[^"]*"', "", header)
    # Where a comma is the decimal sign, spreadsheets part cells with semicolons.
    return max(_SEPARATORS, key=bare.count)


def name_cells(rows: Iterable[tuple[int, list[str]]], form: TableForm) -> Iterator[Row]:
    """Yield rows with their cells by the names of the columns; rows of empty cells are left out.

    Raises:
        UsageError: two columns have one name.
    """
    source: Iterator[tuple[int, list[str]]]
    source = (row for row in rows if any(cell and not cell.isspace() for cell in row[1]))
    head = next(source, None)
    if head is None:
        return
    if form.has_header:
        names = [name.strip().strip("\ufeff") for name in head[1]]
    else:
        names = [str(number) for number in range(1, len(head[1]) + 1)]
        source = chain([head], source)
    if twice := next((name for name in names if name and names.count(name) > 1), None):
        raise UsageError(
            f"two columns are named {twice!r}", place=f"line {head[0]}", hint="give one another name"
        )
    if missing := next((name for name in form.fill_down if name not in names), None):
        raise UsageError(
            f"the rows have no column {missing!r}", place="--fill-down", hint=f"they have {', '.join(names)}"
        )
    width = len(names)
    above = dict.fromkeys(form.fill_down, "")
    for number, cells in source:
        if len(cells) > width and any(cells[width:]):
            under = f"{width} columns" if width > 1 else "1 column; --skip leaves out lines before the header"
            yield number, None, f"{len(cells)} cells under {under}"
            continue
        row = dict(zip(names, cells, strict=False))
        for name, last in above.items():
            if row.get(name, "").strip():
                above[name] = row[name]
            else:
                row[name] = last
        yield number, row, ""


def _read_objects(file: TextIO) -> Iterator[Row]:
    for number, line in enumerate(_Lines(file), 1):
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
