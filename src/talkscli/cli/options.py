"""Options that several commands share, each declared once, and the wrapping of a reading command."""

import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import typer

from talkscli.cli.completion import completing_words
from talkscli.cli.declaring import Options, make_command, number, single, switch
from talkscli.cli.run import Run, Shared
from talkscli.errors import UsageError
from talkscli.output.formats import FORMATS

if TYPE_CHECKING:
    from talkscli.reports.table import Column

SHARED: Options = {
    "store": single(
        "--store",
        "PATH",
        "The store to read, - for standard input. Without it, that of TALKS_STORE, or the shipped one.",
        show_default=False,
    ),
    "format": single(
        "--format",
        "FORMAT",
        f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}. Without it, that of TALKS_FORMAT, or a table on a "
        "terminal and tsv elsewhere.",
        completing_words(*FORMATS),
        show_default=False,
    ),
    "json": switch("--json", "The same as --format json."),
    "output": single(
        "-o --output",
        "FILE",
        "Write to this file; without --format, in the format of its name (.csv, .json, .md), else tsv.",
    ),
    "force": switch("--force", "With -o: replace a file that is there."),
    "columns": single(
        "--columns",
        "A,B,C",
        "Which columns (in JSON: keys), in this order, with values as the store has them.",
    ),
    "no_header": switch("--no-header", "Leave out the line of column names."),
    "safe_csv": switch(
        "--safe-csv", "In CSV, put an apostrophe before what a spreadsheet would run as a formula."
    ),
    "as_of": single("--as-of", "DATE", "Only what had been said and published by then (its last day)."),
    "limit": number("--limit", "N", "Show at most N records."),
    "exit_status": switch("-e --exit-status", "End with status 1 when nothing is found."),
}

STORE_TO_WRITE = single(
    "--store",
    "PATH",
    "The store to write. Without it, that of TALKS_STORE; the shipped one is never written.",
    show_default=False,
)

# What had been said by some day says nothing of what is to be written now.
_WRITING = {
    **{name: option for name, option in SHARED.items() if name != "as_of"},
    "store": STORE_TO_WRITE,
}


MOST_RECORDS = 1 << 60
"""No store holds more: a larger limit is none."""


def reading(command: Callable[..., Any]) -> Callable[..., int]:
    """Give a command the shared options; its report is written and the status returned.

    The command takes the `Run` first and returns a `Report`, or a status where it has written by itself.
    """
    return make_reporting(command, SHARED)


def writing(command: Callable[..., Any]) -> Callable[..., int]:
    """Give a command that writes a store and reports on it the shared options, as `reading` does."""
    return make_reporting(command, _WRITING)


def taking(*names: str) -> Callable[[Callable[..., Any]], Callable[..., int]]:
    """Give a command some of the shared options; it writes by itself, and returns the status."""
    return lambda command: make_reporting(command, {name: SHARED[name] for name in names})


def make_reporting(
    command: Callable[..., Any], options: Options, more: Options | None = None
) -> Callable[..., int]:
    """Give a command that returns a report the shared options, and more that it takes itself."""
    if "output" in inspect.signature(command).parameters:
        # A command that writes to another place has its own word for it.
        options = {name: one for name, one in options.items() if name not in {"output", "force"}}
    more = more or {}

    def act(ctx: typer.Context, own: dict[str, Any], shared: dict[str, Any]) -> int:
        run: Run = ctx.obj
        own |= {name: shared.pop(name) for name in more}
        run.shared = read_shared(**shared)
        return execute(run, command, own)

    return make_command(command, {**more, **options}, act)


def read_shared(
    *,
    no_header: bool = False,
    format: str | None = None,  # noqa: A002
    json: bool = False,
    limit: int | None = None,
    force: bool = False,
    output: str | None = None,
    **rest: Any,
) -> Shared:
    """Check the shared options that can be wrong before anything is read."""
    words = {"format": format, "output": output, **rest}
    for name, value in words.items():
        if isinstance(value, str) and value.startswith("--"):
            raise UsageError(
                "its value is missing", place=f"--{name.replace('_', '-')}", hint=f"{value} was taken for it"
            )
    if limit is not None and limit < 0:
        raise UsageError(f"{limit} is below zero", place="--limit", hint="give 0 or more")
    if limit is not None and limit > MOST_RECORDS:
        limit = None
    format = format.lower() if format else format  # noqa: A001
    if json and format not in {None, "json"}:
        raise UsageError(f"--json and --format {format} exclude each other", hint="leave one of them out")
    if force and output is None:
        raise UsageError("it is for the file of -o", place="--force", hint="name one with -o FILE")
    format = "json" if json else format  # noqa: A001
    return Shared(header=not no_header, format=format, limit=limit, force=force, output=output, **rest)


def execute(run: Run, command: Callable[..., Any], given: dict[str, Any]) -> int:
    """Run a reading command and write its report; return the exit status."""
    if run.shared.output is None:
        return _execute(run, command, given)
    from talkscli.cli.output_file import OutputFile

    with OutputFile(run.shared.output, replace=run.shared.force) as file:
        run.streams.divert(file)
        status = _execute(run, command, given)
        file.keep(apart_from=run.stores)
    return status


def _execute(run: Run, command: Callable[..., Any], given: dict[str, Any]) -> int:
    from talkscli.output.formats import write_report

    report = command(run, **given)
    if isinstance(report, int):
        # What was asked for is no report, and has been written.
        return report
    shared = run.shared
    count = write_report(
        report,
        run.streams,
        find_format(run),
        split_columns(shared),
        header=shared.header,
        limit=shared.limit,
        safe=shared.safe_csv,
    )
    return run.status or (1 if shared.exit_status and not count else 0)


def check_request(run: Run, columns: "Sequence[Column]") -> None:
    """Refuse a format or columns that a report does not have: before a store is written, not after."""
    from talkscli.output.formats import check_format
    from talkscli.output.request import check_keys, clean_keys

    if name := find_format(run):
        check_format(name)
    if keys := clean_keys(split_columns(run.shared)):
        check_keys(keys, [column.key for column in columns])


def find_format(run: Run) -> str | None:
    """Return the format that is named by the option or else by the environment."""
    named = run.environ.get("TALKS_FORMAT")
    if run.shared.format is None and named and named not in FORMATS:
        raise UsageError(
            f"no format {named!r}; there are: {', '.join(FORMATS)}", place="the environment's TALKS_FORMAT"
        )
    return run.shared.format or _find_format_of(run.shared.output) or named or None


def _find_format_of(file: str | None) -> str | None:
    """Return the format that the ending of a file's name tells."""
    ending = (file or "").lower().rpartition(".")[2]
    return {"md": "markdown"}.get(ending, ending if ending in FORMATS else None)


def split_columns(shared: Shared) -> list[str] | None:
    """Return the columns asked for; none means all."""
    return shared.columns.split(",") if shared.columns is not None else None
