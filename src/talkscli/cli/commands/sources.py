"""`talks sources`."""

from typing import Annotated

import typer

from talkscli.cli.completion import completing
from talkscli.cli.filters import find_documents
from talkscli.cli.options import reading
from talkscli.cli.run import STDIN, Run
from talkscli.reports.table import Report

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
@reading
def sources(
    run: Run,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]",
            autocompletion=completing("document", "outlet"),
            help="A document or an outlet: shown with every claim it carries.",
        ),
    ] = None,
) -> Report:
    """Show the documents: what they carry, how often they stand alone or against others.

    alone: facts of which no other document speaks. against: facts on which a claim that it carries
    contradicts one in another document.

    \b
    Examples:
      talks sources
      talks sources Eunews
      talks sources --columns document,claims,against --format csv
    """  # noqa: D301
    from talkscli.reports.sources import report_source, report_sources

    if not name:
        return report_sources(run.archive, run.shared.limit)
    wanted = find_documents(run, name if STDIN in name else [" ".join(name)])
    documents = [run.archive.entity("document", key) for key in wanted]
    return report_source(run.archive, [document for document in documents if document], run.shared.limit)
