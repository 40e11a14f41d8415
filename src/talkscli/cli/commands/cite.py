"""`talks cite`."""

from typing import Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, choice
from talkscli.cli.filters import explain_unknown
from talkscli.cli.options import reading
from talkscli.cli.run import Run
from talkscli.errors import UnknownNameError, UsageError
from talkscli.reports.table import Report


@reading
def cite(
    run: Run,
    ids: Annotated[
        list[str], argument("ID...", "Ids of claims; - reads them, one a line.", completing("claim"))
    ],
    form: Annotated[
        str,
        choice(
            "--as",
            "FORM",
            "sentence; markdown: with the quotation and a link; csl: CSL-JSON for Zotero or pandoc; "
            "jsonld: ClaimReview of schema.org, without a rating.",
            ("sentence", "markdown", "csl", "jsonld"),
            "form",
        ),
    ] = "sentence",
) -> Report | int:
    """Cite claims: an attribution that keeps the whole chain and every hedge.

    \b
    Examples:
      talks cite r3-date-ria
      talks cite r3-date-ria --columns sentence --no-header
      talks cite r3-date-ria r3-date-tass --as markdown >> article.md
      talks claims --about round-3 --columns id --no-header |
        talks cite - --as csl > round-3.json
    """  # noqa: D301
    from talkscli.desk.citing import cite_claims
    from talkscli.output.rowtext import escape_markdown
    from talkscli.reports.citations import MARKDOWN, SENTENCE, report_citations

    if form not in {SENTENCE, MARKDOWN}:
        if run.shared.format not in {None, "json", "ndjson"}:
            raise UsageError(
                f"{form} is JSON, not {run.shared.format}",
                place="--format",
                hint="leave it out, or give ndjson",
            )
        run.shared.format = run.shared.format or "json"
    try:
        citations = cite_claims(run.archive, run.expand(ids))[: run.shared.limit]
    except UnknownNameError as error:
        raise explain_unknown(run, error.query, "claim") from error
    report = report_citations(run.archive, citations, form, escape_markdown)
    if form == MARKDOWN and run.shared.format is None and run.shared.columns is None:
        for note in report.notes:
            run.streams.note(note)
        texts = [str(row[1]) for row in report.rows]
        run.streams.show("\n\n".join(texts) + "\n" if texts else "")
        return 1 if run.shared.exit_status and not texts else 0
    return report
