"""Reports as lines of rows: tab-separated, comma-separated, and as a table in Markdown.

TSV: one record a line, cells escaped so that every tab separates and every line feed ends a record.
CSV: as RFC 4180 says, but lines end in a line feed alone, as Unix tools expect and every reader accepts.
CSV has no escapes, so that each cell is the text as it is, in quotes where there is a line feed in it.
Markdown: a table as GitHub reads it, in which the text of a cell is text and never markup.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import chain

from talkscli.output.cells import escape_row, show_cell, write_cell
from talkscli.output.request import Request, pour
from talkscli.output.safe_text import plain, quiet_commands
from talkscli.reports.table import Cell

CHANGED = (
    "a value that this log would take for a command was changed: its colon or hash sign is written \\x3a or "
    "\\x23; write to a file to keep it"
)

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula, after the list of OWASP."""

_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]|(?<=\w):(?=/)|(?i:(?<=\bwww)\.)|!(?=\[)")


def write_tsv(request: Request) -> int:
    """Write tab-separated rows under a line of column keys."""
    columns, rows = request.select()
    if request.header:
        request.streams.write("\t".join(column.key for column in columns) + "\n")

    def write(batch: list[Sequence[Cell]]) -> str:
        text = "\n".join(map(escape_row, batch)) + "\n"
        # The escapes are those of TSV: who reads them back gets the text.
        return quiet_commands(text) if request.streams.is_log else text

    return pour(request.streams, rows, write)


def write_csv(request: Request) -> int:
    """Write comma-separated rows under a line of column keys."""
    columns, rows = request.select()
    if request.header:
        request.streams.write(_write_csv([[column.key for column in columns]], safe=False))

    def write(batch: list[Sequence[Cell]]) -> str:
        if not request.streams.is_log:
            return _write_csv(batch, safe=request.safe)
        text = _write_csv(batch, safe=request.safe, quoting=csv.QUOTE_ALL)
        quiet = quiet_commands(text)
        if quiet != text:
            request.report.notes.append(CHANGED)
        return quiet

    return pour(request.streams, rows, write)


def write_markdown(request: Request) -> int:
    """Write a table in Markdown; Markdown has none without a header, so the labels are always there."""
    columns, rows = request.select()
    head = [
        _join_markdown([escape_markdown(column.label) for column in columns]),
        _join_markdown(["---:" if column.kind in {"count", "score"} else "---" for column in columns]),
    ]
    streams = request.streams
    streams.show("\n".join(head) + "\n")
    return pour(streams, rows, _write_markdown, send=streams.show)


def escape_markdown(text: str) -> str:
    """Escape a text so that Markdown shows it and does nothing else with it."""
    lines = [_MARKUP.sub(r"\\\g<0>", plain(line)) for line in re.split(r"\r\n|\n|\r", text.strip())]
    return "<br>".join(lines)


def _write_csv(rows: Iterable[Sequence[Cell]], *, safe: bool, quoting: int = csv.QUOTE_MINIMAL) -> str:
    made = StringIO()
    usual = csv.writer(made, lineterminator="\n", quoting=quoting)  # type: ignore[arg-type,unused-ignore]
    careful = csv.writer(made, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        texts = _show_csv(row, safe=safe)
        # Python before 3.13 does not quote a carriage return for which lines do not end in one.
        (careful if "\r" in "".join(texts) else usual).writerow(texts)
    return made.getvalue()


def _show_csv(row: Sequence[Cell], *, safe: bool) -> list[str]:
    texts = [cell if type(cell) is str else write_cell(cell) for cell in row]
    if not safe:
        return texts
    return [
        f"'{text}" if isinstance(cell, str | list) and text.startswith(FORMULA_STARTS) else text
        for cell, text in zip(row, texts, strict=True)
    ]


def _write_markdown(rows: Iterable[Sequence[Cell]]) -> str:
    return "".join(_join_markdown([_show_markdown(cell) for cell in row]) + "\n" for row in rows)


def _show_markdown(cell: Cell) -> str:
    return escape_markdown(cell if isinstance(cell, str) else show_cell(cell))


def _join_markdown(cells: Iterable[str]) -> str:
    return "".join(chain("|", (f" {cell} |" for cell in cells)))
