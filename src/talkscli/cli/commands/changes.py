"""`talks changes`."""

from typing import Annotated

from talkscli.cli.declaring import flag, option
from talkscli.cli.filters import filtering, read_period
from talkscli.cli.run import Run
from talkscli.errors import UsageError
from talkscli.reports.table import Report


@filtering("about")
def changes(
    run: Run,
    since: Annotated[str, option("--since", "DATE", "The first day; what was known before it is not news.")],
    until: Annotated[
        str | None, option("--until", "DATE", "The last day. Without it, all that came later.")
    ] = None,
    *,
    about: list[str] | None,
    full: Annotated[bool, flag("--full", "Each new claim, however many they are.")] = False,
) -> Report:
    """Show what became known between two days, and what that changed.

    The store as it was known before the first day (--as-of) is compared with that of the last day: new
    claims, verdicts that changed, who revised what, and who left the majority of a fact or came to it.

    \b
    Examples:
      talks changes --since 2025-07-22
      talks changes --since 2025-07-20 --until 2025-07-22 --about round-3
      talks changes --since 2025-07-22 --columns change,fact,after | sort
      talks changes --since 2025-07-22 -e -q > news.tsv && cat news.tsv
      talks changes --since 2025-07-22 --json | jq -r '.[].revised[].who'
    """  # noqa: D301
    from talkscli.queries.developments import compare_days, list_new_claims
    from talkscli.queries.labels import Labels
    from talkscli.reports.changes import report_changes
    from talkscli.values.edtf import INFINITY, iso_day

    first, last = read_period(run, since, until)
    archive = run.archive
    if archive.as_of is not None:
        last = archive.as_of if last is None else min(last, archive.as_of)
    subjects = run.find_ids(about, "event", "actor", "place")
    if first is None or first <= -INFINITY:
        raise UsageError("it has no first day", place="--since", hint="write one, such as 2025-07-20")
    if last is not None and last < first:
        raise UsageError(
            f"nothing can be new from {iso_day(first)} to {iso_day(last)}",
            place="--as-of",
            hint="give a later day",
        )
    found = {} if about is not None and not subjects else list_new_claims(archive, first, last, subjects)
    developments = list(compare_days(archive.at(first - 1), archive.at(last), found))
    words = Labels(archive).date
    period = f"since {words(iso_day(first))}"
    if last is not None and last < INFINITY:
        same = first == last
        period = (
            f"on {words(iso_day(first))}"
            if same
            else f"from {words(iso_day(first))} to {words(iso_day(last))}"
        )
    return report_changes(archive.at(last), developments, period=period, every=full, limit=run.shared.limit)
