"""`talks list`."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing_words
from talkscli.cli.declaring import argument, check_choices, option
from talkscli.cli.filters import read_tags
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.reports.records import KINDS
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("list")
@reading
def list_records(
    run: Run,
    kind: Annotated[str, argument("KIND", f"{', '.join(KINDS)}.", completing_words(*KINDS))],
    tag: Annotated[
        list[str] | None, option("--tag", "TAG", "Only those that have this tag themselves.")
    ] = None,
) -> Report:
    """List what a store knows of one kind: id, name, type, and how many claims each has to do with.

    The type is an actor's or event's kind, a property's type, a document's outlet, or the wider
    place or term.

    \b
    Examples:
      talks list actors
      talks list terms --columns id,name,aliases
      talks list terms --no-header | head -5
    """  # noqa: D301
    from talkscli.reports.records import report_records

    word = kind.strip().lower()
    if word not in KINDS.values():
        (word,) = check_choices([word], KINDS, "KIND", "kind")
    return report_records(run.archive, KINDS.get(word, word), run.shared.limit, read_tags(run, tag))
