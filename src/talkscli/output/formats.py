"""The formats by name, and the one function that writes a report in any of them."""

from collections.abc import Callable, Sequence
from importlib import import_module

from talkscli.errors import UsageError
from talkscli.output.request import Request, suggest
from talkscli.output.streams import Streams
from talkscli.reports.table import Report

WRITERS = {
    "table": "terminal.write_table",
    "tsv": "rowtext.write_tsv",
    "csv": "rowtext.write_csv",
    "json": "jsontext.write_json",
    "ndjson": "jsontext.write_ndjson",
    "markdown": "rowtext.write_markdown",
}
"""The function that writes each format, and its module, which is imported when the format is used.

What a command does not write should not slow its start.
"""

FORMATS = tuple(WRITERS)


def check_format(name: str) -> None:
    """Refuse a format that there is not."""
    if name not in WRITERS:
        raise UsageError(
            f"no format {name!r}; there are: {', '.join(WRITERS)}",
            place="--format",
            hint=suggest(name, WRITERS),
        )


def load_writer(name: str) -> Callable[[Request], int]:
    """Import what writes a format; it returns how many records it wrote."""
    module, _, function = WRITERS[name].partition(".")
    writer: Callable[[Request], int] = getattr(import_module(f"talkscli.output.{module}"), function)
    return writer


def write_report(
    report: Report,
    streams: Streams,
    format_name: str | None = None,
    columns: Sequence[str] | None = None,
    header: bool = True,
    limit: int | None = None,
    safe: bool = False,
) -> int:
    """Write a report in the format named, or in the one that suits where it goes; return how many records.

    Args:
        report: its remarks go to standard error, those it already has before the data, later ones after.
        streams: a terminal gets a table, anything else tab-separated rows, unless a format is named.
        format_name: one of `FORMATS`.
        columns: the columns or, in JSON, the top-level keys to write, in this order.
        header: whether rows have a line of names above them.
        limit: how many records to write at most; that there are more is said on standard error.
        safe: whether CSV is made harmless to spreadsheets that run cells as formulas.
    """
    name = format_name or ("table" if streams.out_is_terminal else "tsv")
    check_format(name)
    request = Request(
        report, streams, keys=columns, header=header, limit=None if report.limited else limit, safe=safe
    )
    said = len(report.notes)
    for note in report.notes:
        streams.note(note)
    count = load_writer(name)(request)
    for note in report.notes[said:]:
        streams.note(note)
    left_out = request.remark_limit()
    if left_out:
        streams.note(left_out)
    elif not count and report.empty:
        streams.note(report.empty)
    return count
