"""`talks check`."""

from typing import Annotated

import typer

from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)

INVALID = 4


@app.command()
@reading
def check(
    run: Run,
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The store to check; without it, the one in use.")
    ] = None,
) -> Report:
    """Check a store: print every fault with its place and what to do. Status 4 if there is any error.

    \b
    Examples:
      talks check
      talks check mystory.json
      talks check mystory.json --format json | jq -r '.[].place'
    """  # noqa: D301
    from talkscli.reports.faults import report_faults
    from talkscli.store import check_store

    faults = list(check_store(run.find_path(file), stdin=run.stdin, progress=run.progress()))
    if any(fault.level == "error" for fault in faults):
        run.status = INVALID
    return report_faults(faults)
