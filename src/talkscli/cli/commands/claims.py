"""`talks claims`."""

from typing import Annotated, Any

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument
from talkscli.cli.filters import FILTERS, filtering, read_filter
from talkscli.cli.run import Run
from talkscli.reports.table import Report

Ids = Annotated[
    list[str] | None, argument("[ID]...", "Only these claims; - reads ids, one a line.", completing("claim"))
]


@filtering(*FILTERS)
def claims(
    run: Run,
    ids: Ids = None,
    **filters: Any,
) -> Report:
    """List the claims, newest first by the first day on which each may have been said.

    An option given twice takes either; different options must all hold.

    \b
    Examples:
      talks claims --who ria --format ndjson | jq .value
      talks claims --about round-3 --property date
      talks claims --source Eunews --since 2025-07-21 --columns when,who,text
      talks claims --stance withholds
      talks claims --value istanbul --columns id,fact,who
      talks claims --text 'prisoners -bodies' --format csv > prisoners.csv
    """  # noqa: D301
    from talkscli.reports.claims import report_claims

    return report_claims(run.archive, read_filter(run, ids=ids, **filters), run.shared.limit)
