"""The formats by name, and the one function that writes a report in any of them."""

from collections.abc import Callable, Sequence

from talkscli.errors import UsageError
from talkscli.output.request import Request, suggest
from talkscli.output.streams import Streams
from talkscli.reports.table import Report

# Each writer is imported when its format is used: what a command does not write should not slow its start.


def _write_table(request: Request) -> int:
    from talkscli.output.terminal import write_table

    return write_table(request)


def _write_tsv(request: Request) -> int:
    from talkscli.output.rowtext import write_tsv

    return write_tsv(request)


def _write_csv(request: Request) -> int:
    from talkscli.output.rowtext import write_csv

    return write_csv(request)


def _write_json(request: Request) -> int:
    from talkscli.output.jsontext import write_json

    return write_json(request)


def _write_ndjson(request: Request) -> int:
    from talkscli.output.jsontext import write_ndjson

    return write_ndjson(request)


def _write_markdown(request: Request) -> int:
    from talkscli.output.rowtext import write_markdown

    return write_markdown(request)


WRITERS: dict[str, Callable[[Request], int]] = {
    "table": _write_table,
    "tsv": _write_tsv,
    "csv": _write_csv,
    "json": _write_json,
    "ndjson": _write_ndjson,
    "markdown": _write_markdown,
}

FORMATS = tuple(WRITERS)


def check_format(name: str) -> None:
    """Refuse a format that there is not."""
    if name not in WRITERS:
        raise UsageError(
            f"no format {name!r}; there are: {', '.join(WRITERS)}",
            place="--format",
            hint=suggest(name, WRITERS),
        )


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
    count = WRITERS[name](request)
    for note in report.notes[said:]:
        streams.note(note)
    left_out = request.remark_limit()
    if left_out:
        streams.note(left_out)
    elif not count and report.empty:
        streams.note(report.empty)
    return count
