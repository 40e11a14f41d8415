"""`talks rounds`."""

from typing import Annotated

import typer

from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@reading
def rounds(
    run: Run,
    round: Annotated[  # noqa: A002
        list[str] | None,
        typer.Argument(
            metavar="[ROUND]", help="A round by number, name or id: shown in depth, fact by fact."
        ),
    ] = None,
) -> Report:
    """Show each round: when, where, who led, what came out, and what is disputed.

    \b
    Examples:
      talks rounds                      every round at a glance
      talks rounds 3                    the third round, fact by fact
      talks rounds --format json | jq '.[] | {name, disputed}'
      talks rounds 3 --as-of 2025-07-22 what was known on that day
    """  # noqa: D301
    from talkscli.reports.rounds import report_round, report_rounds

    words = run.expand(round or ())
    if not words:
        return report_rounds(run.archive, run.shared.limit)
    return report_round(run.archive, run.find(" ".join(words), "event").ids[0])
