"""`talks retract`."""

from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, option
from talkscli.cli.writing import WAIT, DryRun, Store, Wait, find_target, write_outcome

if TYPE_CHECKING:
    from talkscli.cli.run import Run

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def retract(
    ctx: typer.Context,
    ids: Annotated[
        list[str], argument("ID...", "The claims; - reads their ids, one a line.", completing("claim"))
    ],
    why: Annotated[str, option("--why", "SENTENCE", "The reason, in a sentence.")],
    on: Annotated[str | None, option("--on", "DATE", "When; today if not given.")] = None,
    store: Store = None,
    dry_run: DryRun = False,
    wait: Wait = WAIT,
) -> int:
    """Take claims back: they stay in the store with the reason, and count nowhere.

    \b
    Examples:
      talks init my.json --like shipped
      talks retract r3-date-ria --store my.json --dry-run \\
        --why 'A copy of r3-date-tass.'
      talks retract r3-date-ria --store my.json \\
        --why 'RIA was misread: the text says June.'
    """  # noqa: D301
    from talkscli.desk.retracting import retract_claims

    run: Run = ctx.obj
    path = find_target(run, store, wait)
    outcome = retract_claims(
        path, run.expand(ids), why, on=on, dry_run=dry_run, wait=wait, environ=run.environ
    )
    return write_outcome(run, outcome)
