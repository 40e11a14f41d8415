"""`talks review`."""

from io import BytesIO
from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.claim_options import Texts
from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, flag, option
from talkscli.cli.options import check_request, writing
from talkscli.cli.run import STDIN, Run
from talkscli.cli.writing import WAIT, DryRun, Wait
from talkscli.errors import UsageError
from talkscli.reports.table import Report

if TYPE_CHECKING:
    from talkscli.cli.prompts import Prompter
    from talkscli.drafting.draft_file import Proposal
    from talkscli.drafting.reviewing import Review

LARGEST = 1 << 27
"""A file of drafts has at most so many bytes (128 MiB)."""


@writing
def review(
    run: Run,
    drafts: Annotated[
        str | None,
        argument("[DRAFTS]", "The drafts, as talks draft writes them; - lists those of standard input."),
    ] = None,
    texts: Texts = None,
    document: Annotated[
        str | None,
        option(
            "--document",
            "NAME",
            "Only drafts of this document; without DRAFTS, which of its sentences no claim rests on.",
            completing("document"),
        ),
    ] = None,
    least: Annotated[
        float, option("--least", "SCORE", "Only drafts with at least this score, from 0 to 1.")
    ] = 0.0,
    accept_all: Annotated[
        bool, flag("--accept-all", "Ask nothing: accept and write whatever is open.")
    ] = False,
    listing: Annotated[bool, flag("--list", "List the drafts with their states on a terminal too.")] = False,
    dry_run: DryRun = False,
    wait: Wait = WAIT,
) -> Report | int:
    """Look through drafts statement by statement, beside their paragraph, and write those that you accept.

    On a terminal each statement is shown with its anchors, what is known of the fact and which verdict would
    change. A letter accepts, edits or skips; DRAFTS.review keeps what was decided until you go on. What was
    accepted is written in one write, checked as talks add does. In a pipe the drafts are listed. A draft is
    refused if its text changed since, or if it does not fit the store.

    \b
    Examples:
      talks init my.json --like shipped
      export TALKS_STORE=my.json TALKS_TEXTS=articles
      echo 'The third round was held on 25 July, Peskov said.' > article.txt
      talks capture article.txt --outlet NYM --published 2025-07-26 --language en
      talks draft nym-2025-07-26 -o drafts.ndjson
      talks review drafts.ndjson                      # asks, on a terminal
      talks review drafts.ndjson --accept-all --least 0.5 --dry-run
      talks review --document nym-2025-07-26          # what has no claim yet
    """  # noqa: D301
    from talkscli.cli.prompts import Prompter
    from talkscli.cli.writing import find_target, write_outcome
    from talkscli.desk.store_view import open_view
    from talkscli.drafting.review_state import ACCEPTED, ENDING, WRITTEN, ReviewState
    from talkscli.drafting.reviewing import Review, write_accepted
    from talkscli.reports.reviews import COLUMNS, report_drafts

    if not 0 <= least <= 1:
        raise UsageError(f"{least:g} is not from 0 to 1", place="--least")
    if drafts is None:
        return list_uncovered(run, document, texts)
    check_request(run, COLUMNS)
    prompter = Prompter(run)
    wants_rows = listing or run.shared.format or run.shared.columns or run.shared.output
    asks = prompter.can_ask and run.streams.out_is_terminal and not (wants_rows or accept_all)
    is_reading = not (asks or accept_all)
    path = run.find_path(None) if is_reading else find_target(run, run.shared.store, wait)
    if drafts == STDIN and asks:
        raise UsageError(
            "standard input holds the drafts, and no answers", hint="write the drafts to a file, and name it"
        )
    state = ReviewState(None if drafts == STDIN else f"{drafts}{ENDING}")
    if is_reading or dry_run:
        state.path = None
    with open_view(path, environ=run.environ) as view:
        chosen = [one for one in read_file(run, drafts) if one.draft.score >= least]
        if document is not None:
            one = view.archive.find(document, ["document"]).ids[0]
            chosen = [proposal for proposal in chosen if proposal.source.document == one]
        found = Review(view, chosen, state, texts)
        if is_reading:
            rows = report_drafts(found, found.drafts)
            rows.rows = list(rows.rows)
            return rows
        if accept_all:
            found.decide([draft for draft in found.drafts if draft.is_open], ACCEPTED)
        elif not ask(prompter, found, texts):
            return 0
        for draft in found.drafts if accept_all else ():
            if draft.reason:
                run.streams.note(f"{drafts}:{draft.number}: refused: {draft.reason}")
        accepted = found.accepted
        records = list(found.resolver.coming.values())
    outcome = write_accepted(
        path,
        [draft.claim for draft in accepted],
        records=records if accepted else (),
        texts=texts,
        dry_run=dry_run,
        wait=wait,
        environ=run.environ,
    )
    if not dry_run:
        found.decide(accepted, WRITTEN)
    return write_outcome(run, outcome)


def ask(prompter: "Prompter", found: "Review", texts: str | None) -> bool:
    """Go through the drafts with somebody; return whether what was accepted is to be written now."""
    from talkscli.cli.review_session import ReviewSession
    from talkscli.queries.labels import Labels

    session = ReviewSession(prompter, found, Labels(found.view.archive), texts)
    try:
        is_done = session.run()
    except (typer.Abort, KeyboardInterrupt):
        session.tell_kept()
        raise
    if not is_done:
        session.tell_kept()
    return is_done


def read_file(run: Run, name: str) -> "list[Proposal]":
    """Read the drafts of a file, or of standard input.

    Raises:
        UsageError: it cannot be read, is too large, or a line of it is no draft.
    """
    from talkscli.drafting.draft_file import read_drafts
    from talkscli.files.plain_files import read_plain_file

    is_piped = name == STDIN
    raw = run.open_stdin("the drafts").read(LARGEST + 1) if is_piped else read_plain_file(name, LARGEST)
    if len(raw) > LARGEST:
        raise UsageError(f"it has more than {LARGEST >> 20} MiB", place=name, hint="split the file")
    return list(read_drafts(BytesIO(raw), "standard input" if is_piped else name))


def list_uncovered(run: Run, document: str | None, texts: str | None) -> Report:
    """List the sentences of a document on which no claim rests."""
    from talkscli.drafting.coverage import find_uncovered
    from talkscli.reports.coverage import report_coverage

    if document is None:
        raise UsageError(
            "no drafts are named", place="DRAFTS", hint="talks draft DOCUMENT > drafts.ndjson makes some"
        )
    if texts is None:
        hint = "--texts DIR or TALKS_TEXTS names the directory that holds the documents' texts"
        raise UsageError("where the text lies is not known", place=document, hint=hint)
    coverage = find_uncovered(run.archive, run.find(document, "document").ids[0], texts)
    for remark in coverage.remarks:
        run.say_once(remark)
    return report_coverage(coverage)
