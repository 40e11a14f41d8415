"""`talks timeline`."""

from typing import Annotated, Any

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, choice, option
from talkscli.cli.filters import filtering, read_filter, read_period
from talkscli.cli.run import Run
from talkscli.reports.table import Report

ONLY = ("events", "said")


@filtering("about", "property", "who", "source", "status", "tag")
def timeline(
    run: Run,
    name: Annotated[
        list[str] | None,
        argument("[NAME]", "The same as --about NAME.", completing("event", "actor", "place")),
    ] = None,
    since: Annotated[str | None, option("--since", "DATE", "What is dated on this day or later.")] = None,
    until: Annotated[str | None, option("--until", "DATE", "What is dated on this day or earlier.")] = None,
    only: Annotated[
        str | None, choice("--only", "KIND", "events (dates of things) or said.", ONLY, "kind")
    ] = None,
    **filters: Any,
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

    if name:
        filters["about"] = [*(filters["about"] or ()), " ".join(name)]
    first, last = read_period(run, since, until)
    return report_timeline(
        run.archive,
        read_filter(run, **filters),
        events=only != "said",
        said=only != "events",
        since=first,
        until=last,
        limit=run.shared.limit,
    )
