"""`talks show`."""

from typing import Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument
from talkscli.cli.filters import explain_unknown
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.errors import UnknownNameError
from talkscli.queries.filters import ClaimFilter
from talkscli.reports.show import CLAIM, FACT
from talkscli.reports.table import Report


@reading
def show(
    run: Run,
    ids: Annotated[
        list[str],
        argument(
            "ID...", "Ids of claims or keys of facts; - reads them, one a line.", completing("fact", "claim")
        ),
    ],
) -> Report:
    """Show claims with their whole chain, and facts with their positions and history.

    \b
    Examples:
      talks show r3-date-ria
      talks show round-3.date
      talks search sanctions --columns id --no-header | talks show -
    """  # noqa: D301
    from talkscli.reports.show import report_show

    words = run.expand(ids)
    return report_show(run.archive, [find_shown(run, word) for word in words])


def find_shown(run: Run, word: str) -> tuple[str, str]:
    """Return what a word stands for: a claim or a fact, known by the day that is asked about."""
    try:
        found = run.find(word, "claim", "fact")
    except UnknownNameError as error:
        raise explain_unknown(run, word, "claim", "fact") from error
    key = found.ids[0]
    if found.kind == "claim":
        if next(run.archive.claim_lines(ClaimFilter(ids=(key,))), None) is None:
            raise explain_unknown(run, key, "claim")
        return CLAIM, key
    if run.archive.fact(key) is None:
        raise explain_unknown(run, key, "fact")
    return FACT, key
