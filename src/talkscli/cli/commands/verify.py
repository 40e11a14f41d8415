"""`talks verify`."""

from typing import TYPE_CHECKING, Annotated, Any

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, check_choices, flag, option
from talkscli.cli.filters import filtering, read_filter
from talkscli.cli.run import Run
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from talkscli.desk.verifying import Check

NOT_EXACT = 1


@filtering("source")
def verify(
    run: Run,
    texts: Annotated[
        str, option("--texts", "DIR", "The directory with the documents' texts.", envvar="TALKS_TEXTS")
    ],
    ids: Annotated[
        list[str] | None, argument("[ID...]", "Only these claims; - reads ids.", completing("claim"))
    ] = None,
    state: Annotated[
        list[str] | None, option("--state", "STATE", "Only anchors in this state, such as moved or near.")
    ] = None,
    problems: Annotated[bool, flag("--problems", "Only what is not exact.")] = False,
    **filters: Any,
) -> Report:
    """Check each claim's quote against its document's text. Status 1 if any checked is not exact.

    exact: the words stand in the paragraph named. moved: in another one. near: other words, shown with the
    difference. ambiguous: in several. missing: nowhere. no-anchor: the claim has no quote. changed: the text
    has another SHA-256 than the store says. no-text: the directory has no such file.

    \b
    Examples:
      mkdir articles       # for files named as the documents' file fields say
      talks verify --texts articles               # status 1: none is there yet
      talks verify --texts articles --source Eunews --limit 3         # status 1
      talks claims --who ria --columns id --no-header |
        talks verify --texts articles - --format json                 # status 1
    """  # noqa: D301
    from talkscli.desk.anchors import EXACT
    from talkscli.desk.verifying import STATES, verify_quotes
    from talkscli.reports.verification import report_verification

    states = tuple(check_choices(state or (), STATES, "--state", "state"))
    wanted = read_filter(run, ids=ids, **filters)
    # A directory that is not there is told before anything is written.
    verify_quotes(run.archive, texts, wanted)

    def checks() -> "Iterator[Check]":
        for check in verify_quotes(run.archive, texts, wanted):
            if check.state != EXACT:
                run.status = NOT_EXACT
            yield check

    limit = run.shared.limit
    if limit is None:
        return report_verification(checks, problems=problems, states=states)
    # A limit cuts rows, never the check: the status speaks of every claim.
    found = list(checks())
    return report_verification(lambda: found, problems=problems, states=states, limit=limit)
