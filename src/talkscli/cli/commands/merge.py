"""`talks merge`."""

from typing import Annotated

import typer

from talkscli.cli.options import check_request, writing
from talkscli.cli.run import Run
from talkscli.errors import UsageError
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@writing
def merge(
    run: Run,
    others: Annotated[
        list[str], typer.Argument(metavar="OTHER...", help="Stores to join; - is standard input.")
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write a new store of all; --store stays as it is."
        ),
    ] = None,
    equal: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="THEIRS=OURS,...", help="Ids of theirs that mean one of ours."),
    ] = None,
    on_clash: Annotated[
        str,
        typer.Option(
            "--on-clash",
            metavar="WHAT",
            help="Where one id means two things: refuse (write nothing), keep (ours, theirs is told), or "
            "rename (theirs).",
        ),
    ] = "refuse",
    problems: Annotated[
        bool, typer.Option("--problems", help="List only what is not simply added or the same.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and report; write nothing.")] = False,
) -> Report:
    """Join other stores to one. The same claim from two desks is recognised; whatever clashes is told.

    A claim is the same where claimant, fact, value, stance, status, date and place in the document are; the
    words for it may differ, which is reported. A document is the same by its SHA-256, its address, or its
    outlet, title and date. Status 5 if nothing was written because ids clash.

    \b
    Examples:
      talks init ours.json --like shipped
      talks init theirs.json --like shipped
      talks add actor 'Anna Alpha' --kind person --store theirs.json
      talks merge theirs.json --store ours.json --dry-run --problems
      talks merge theirs.json --store ours.json
      talks merge ours.json theirs.json --output all.json.gz
      talks merge theirs.json --store ours.json --on-clash rename
    """  # noqa: D301
    from talkscli.cli.exchanging import check_choices
    from talkscli.cli.merging import merge_stores
    from talkscli.desk.mapping import parse_pairs
    from talkscli.desk.merging import POLICIES
    from talkscli.reports.imports import MERGE_COLUMNS

    check_request(run, MERGE_COLUMNS)
    check_choices([on_clash], POLICIES, "--on-clash", "way")
    if output is not None and run.shared.store is not None:
        raise UsageError(
            "a new store and one to change are both named",
            hint="name all stores as OTHER, and leave out --store",
        )
    return merge_stores(
        run,
        others,
        output=output,
        equal=parse_pairs(equal or (), "--map", None),
        policy=on_clash,
        problems=problems,
        dry_run=dry_run,
    )
