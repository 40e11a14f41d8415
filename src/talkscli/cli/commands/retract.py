"""`talks retract`."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.changing import WAIT, DryRun, Plan, Store, Wait, Writer
from talkscli.cli.completion import completing
from talkscli.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from talkscli.cli.run import Run
    from talkscli.desk.changes import Snapshot

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def retract(
    ctx: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID...",
            help="The claims; - reads their ids, one a line.",
            autocompletion=completing("claim"),
        ),
    ],
    why: Annotated[str, typer.Option("--why", metavar="SENTENCE", help="The reason, in a sentence.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="When; today if not given.")] = None,
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
    from talkscli.claims import Retraction
    from talkscli.cli.drafting import check_date
    from talkscli.cli.records import build
    from talkscli.desk.changes import Changes
    from talkscli.desk.retractions import retract_claim
    from talkscli.desk.verdict_changes import key_of

    run: Run = ctx.obj
    writer = Writer(run, store, dry_run=dry_run, wait=wait)
    if not why.strip():
        raise UsageError("is empty", place="--why", hint="say in a sentence why they are taken back")
    day = on or time.strftime("%Y-%m-%d")
    check_date(day, "--on")
    reason = build(Retraction, {"why": why.strip(), "on": day}, lambda field: f"--{field}")
    wanted = list(dict.fromkeys(run.expand(ids)))

    def plan(snapshot: "Snapshot") -> Plan:
        there = snapshot.find_claims(wanted)
        for one in wanted:
            if one not in there:
                raise UnknownNameError(one, "claim", hint="talks search finds claims by their words")
        taken = [retract_claim(there[one], reason) for one in wanted]
        return Plan(Changes(replaced=taken), [key_of(claim) for claim in taken])

    writer.apply(plan)
    return 0
