"""`talks events`."""

from typing import Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, flag
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.errors import UnknownNameError
from talkscli.reports.table import Report


@reading
def events(
    run: Run,
    event: Annotated[
        list[str] | None,
        argument(
            "[KIND or EVENT]",
            "A kind of event, such as round: each side by side; or one event, fact by fact.",
            completing("event"),
        ),
    ] = None,
    all: Annotated[  # noqa: A002
        bool, flag("--all", "Of one event, show by itself what only one document speaks of, too.")
    ] = False,
) -> Report:
    """List the events, or show those of a kind side by side, or one in depth, fact by fact.

    Of a kind, the properties are shown that are asked of most of its events.

    \b
    Examples:
      talks events
      talks events proposal
      talks events istanbul-2025
      talks events round --format json | jq '.[] | {name, disputed}'
    """  # noqa: D301
    from talkscli.reports.event import report_event
    from talkscli.reports.rounds import report_events, report_kinds

    words = run.expand(event or ())
    if event and not words:
        return report_kinds(run.archive, 0)
    limit = run.shared.limit
    if not words:
        return report_kinds(run.archive, limit)
    asked = " ".join(words)
    kinds = list(dict.fromkeys(one["kind"] for one in run.archive.entities("event")))
    folded = asked.strip().lower()
    for kind in kinds:
        if folded in {kind.lower(), f"{kind.lower()}s"}:
            return report_events(run.archive, kind, limit)
    try:
        found = run.find(asked, "event")
    except UnknownNameError as error:
        if not error.suggestions:
            error.hint = f"the kinds are {', '.join(kinds)}; talks events lists the events"
        raise
    run.shared.limit = None  # it counts facts; the rows of one are not cut
    return report_event(run.archive, found.ids[0], limit, name="event", open_all=all)
