"""Rows of a table from elsewhere, one at a time: CSV, TSV, NDJSON or a JSON array."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, TextIO

from talkscli.errors import UsageError

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

Row = tuple[int, dict[str, Any] | None, str]
"""Its line (of a JSON array, its number), its cells, and what is wrong with it if it has none."""


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


def read_rows(file: TextIO, kind: str, unescape: Callable[[str], str] = str) -> Iterator[Row]:
    """Yield the rows of a file.

    Args:
        file: Text, opened without translation of line ends.
        kind: One of `FORMATS`.
        unescape: Gives back the text of a cell of TSV.

    Raises:
        UsageError: the file has no rows in this format.
    """
    if kind == "json":
        return _read_array(file)
    if kind == "ndjson":
        return _read_objects(file)
    if kind == "tsv":
        return _read_tsv((line.rstrip("\r\n") for line in _read_lines(file)), unescape)
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


def _read_tsv(lines: Iterable[str], unescape: Callable[[str], str]) -> Iterator[Row]:
    return _name_cells(
        (number, [unescape(cell) for cell in line.split("\t")])
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
            yield _take_object(number, json.loads(text))
        except (ValueError, RecursionError) as error:
            yield number, None, f"this is not JSON: {_first(error)}"


def _read_array(file: TextIO) -> Iterator[Row]:
    """Walk along an array without holding it."""
    decoder = json.JSONDecoder()
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


def _first(error: Exception) -> str:
    return str(error).splitlines()[0][:200]
