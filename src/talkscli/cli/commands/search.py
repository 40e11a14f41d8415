"""`talks search`."""

from itertools import chain, islice
from typing import Annotated

import typer

from talkscli.cli.filters import LIMITS
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(context_settings={"ignore_unknown_options": True})
@reading
def search(
    run: Run,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help='Words, "a phrase", prefix*, -without, field:word (who, outlet, about, property). ' + LIMITS,
        ),
    ],
) -> Report:
    """Find claims by their words, the best first. All words must be there, in any spelling or alphabet.

    \b
    Examples:
      talks search sanctions
      talks search '"prisoner exchange" -bodies'
      talks search 'who:peskov memorand*'
      talks show "$(talks search sanctions --columns id --no-header | head -1)"
    """  # noqa: D301
    from talkscli.reports.claims import report_hits

    limit = run.shared.limit
    hits = run.archive.search(" ".join(run.expand(words)), None if limit is None else limit + 1)
    # What there is to say of a search is known with its first hit.
    first = list(islice(hits, 1))
    report = report_hits(run.archive, chain(first, hits), limit)
    note = getattr(run.archive, "last_search_note", "")
    if note:
        report.notes.append(note)
    return report
