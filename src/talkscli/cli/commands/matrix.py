"""`talks matrix`."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing
from talkscli.cli.declaring import choice, flag, option
from talkscli.cli.filters import FactsAbout
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.queries.parties import OUTLET, WAYS
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@reading
def matrix(
    run: Run,
    about: FactsAbout = None,
    property: Annotated[  # noqa: A002
        list[str] | None, option("--property", "NAME", "Facts of this property.", completing("property"))
    ] = None,
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
