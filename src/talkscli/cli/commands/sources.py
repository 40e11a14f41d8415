"""`talks sources`."""

from typing import Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, choice, flag
from talkscli.cli.filters import find_documents
from talkscli.cli.options import reading
from talkscli.cli.run import STDIN, Run
from talkscli.errors import UsageError
from talkscli.queries.parties import CLAIMANT, OUTLET
from talkscli.reports.table import Report

DOCUMENT = "document"
KINDS = (DOCUMENT, OUTLET, CLAIMANT)
SORTS = ("claims", "facts", "alone", "with", "against", "level", "share", "alone-share", "name")


@reading
def sources(
    run: Run,
    name: Annotated[
        list[str] | None,
        argument(
            "[NAME]",
            "A document or an outlet, with every claim it carries; with --by, any source.",
            completing("document", "outlet"),
        ),
    ] = None,
    by: Annotated[
        str | None,
        choice("--by", "KIND", "Which sources: document, outlet or claimant.", KINDS, "kind of source"),
    ] = None,
    sort: Annotated[
        str | None,
        choice(
            "--sort",
            "KEY",
            f"{', '.join(SORTS[:-1])} or {SORTS[-1]}; numbers from the greatest.",
            SORTS,
            "key",
        ),
    ] = None,
    reverse: Annotated[bool, flag("--reverse", "The last first.")] = False,
    against: Annotated[
        bool, flag("--against", "The facts on which a source is against the majority.")
    ] = False,
    pairs: Annotated[
        bool, flag("--pairs", "Pairs that give the same rare answers again and again: outlets or claimants.")
    ] = False,
) -> Report:
    """Show the sources: what they carry, how often they stand alone, with the majority or against it.

    The majority of a fact is the answer of most origins, two at least; what is vaguer and fits is with it.
    Where several answers are level at the top there is none. A majority may be wrong, and none of this is
    applied to a verdict. Two sources that share rare answers may have them from each other.

    \b
    Examples:
      talks sources
      talks sources Eunews
      talks sources --by claimant --sort share --limit 10
      talks sources --against --by outlet
      talks sources --pairs --by claimant > pairs.tsv
      talks sources --columns document,claims,against --format csv
    """  # noqa: D301
    from talkscli.reports.sources import report_against, report_pairs, report_source, report_sources

    limit = run.shared.limit
    if pairs:
        if by == DOCUMENT or name:
            raise UsageError(
                "it compares all outlets or all claimants", place="--pairs", hint="add --by outlet"
            )
        return report_pairs(run.archive, by or OUTLET, limit)
    only = _find_sources(run, name, by or DOCUMENT) if name else None
    if against:
        return report_against(run.archive, by or DOCUMENT, only)
    if only is None or by is not None or sort is not None:
        return report_sources(
            run.archive, by or DOCUMENT, sort=sort or "", reverse=reverse, only=only, limit=limit
        )
    documents = [run.archive.entity(DOCUMENT, key) for key in only]
    return report_source(run.archive, [document for document in documents if document], limit)


def _find_sources(run: Run, name: list[str], kind: str) -> list[str]:
    names = name if STDIN in name else [" ".join(name)]
    return list(find_documents(run, names) if kind == DOCUMENT else run.find_ids(names, "actor"))
