"""`talks matrix`."""

from typing import Annotated

from talkscli.cli.declaring import choice, flag
from talkscli.cli.filters import filtering
from talkscli.cli.run import Run
from talkscli.queries.parties import OUTLET, WAYS
from talkscli.reports.table import Report


@filtering("about", "property")
def matrix(
    run: Run,
    about: list[str] | None,
    property: list[str] | None,  # noqa: A002
    by: Annotated[
        str, choice("--by", "WHOM", "Who has a column: outlet, claimant or side.", WAYS, "kind of source")
    ] = OUTLET,
    every: Annotated[bool, flag("--all", "Facts of which only one of them speaks too.")] = False,
) -> Report:
    """Show facts against sources: who says what, at a glance.

    A row is a fact, a column an outlet, a claimant or a side. What differs from the fact's main position
    (most origins, and of two that fit the more exact one) is marked: in rows by an exclamation mark before
    the value. A question mark stands for who was asked and did not say; an empty cell for no claim at all.

    \b
    Examples:
      talks matrix --about round-3
      talks matrix --about round-3 --by side
      talks matrix --property date --by claimant
      talks matrix --format csv > matrix.csv
      talks matrix --json | jq '.[].cells[] | select(.not_said != []) | .name'
    """  # noqa: D301
    from talkscli.reports.matrix import report_matrix

    subjects = run.find_ids(about, "event", "actor", "place")
    properties = run.find_ids(property, "property")
    facts = run.archive.facts(about=subjects, property=properties)
    if (about is not None and not subjects) or (property is not None and not properties):
        facts = iter(())
    return report_matrix(run.archive, facts, by=by, every=every, limit=run.shared.limit)
