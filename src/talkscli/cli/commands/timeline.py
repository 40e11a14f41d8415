"""`talks timeline`."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing, completing_words
from talkscli.cli.declaring import argument, option
from talkscli.cli.filters import About, By, From, Property, Status, Tag, read_filter, read_period
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.errors import UsageError
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)

ONLY = ("events", "said")


@app.command()
@reading
def timeline(
    run: Run,
    name: Annotated[
        list[str] | None,
        argument("[NAME]", "The same as --about NAME.", completing("event", "actor", "place")),
    ] = None,
    about: About = None,
    property: Property = None,  # noqa: A002
    who: By = None,
    source: From = None,
    since: Annotated[str | None, option("--since", "DATE", "What is dated on this day or later.")] = None,
    until: Annotated[str | None, option("--until", "DATE", "What is dated on this day or earlier.")] = None,
    status: Status = None,
    tag: Tag = None,
    only: Annotated[
        str | None, option("--only", "KIND", "events (dates of things) or said.", completing_words(*ONLY))
    ] = None,
) -> Report:
    """Show what happened, what was planned and what was said, by date.

    \b
    Examples:
      talks timeline
      talks timeline --only events
      talks timeline round-3 --since 2025-07-19
      talks timeline --who Zelenskyy --format tsv | cut -f1,4
    """  # noqa: D301
    from talkscli.reports.timeline import report_timeline

    if only is not None and only not in ONLY:
        raise UsageError(f"no kind {only!r}; there are: {', '.join(ONLY)}", place="--only")
    about = [*(about or ()), *([" ".join(name)] if name else ())]
    first, last = read_period(run, since, until)
    wanted = read_filter(run, about=about, property=property, who=who, source=source, status=status, tag=tag)
    return report_timeline(
        run.archive,
        wanted,
        events=only != "said",
        said=only != "events",
        since=first,
        until=last,
        limit=run.shared.limit,
    )
