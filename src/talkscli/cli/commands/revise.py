"""`talks revise`."""

from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.claim_options import (
    At,
    Document,
    NewId,
    Note,
    Only,
    Paragraph,
    Quote,
    Stance,
    Status,
    Tag,
    Text,
    Texts,
    Value,
    Via,
    When,
    name_option,
)
from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument
from talkscli.cli.writing import WAIT, DryRun, Store, Wait, find_target, write_outcome

if TYPE_CHECKING:
    from talkscli.cli.run import Run

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def revise(
    ctx: typer.Context,
    claim: Annotated[str, argument("ID", "The claim that the same claimant corrects.", completing("claim"))],
    value: Value = None,
    text: Text = None,
    when: When = None,
    document: Document = None,
    paragraph: Paragraph = None,
    quote: Quote = None,
    via: Via = None,
    status: Status = None,
    stance: Stance = None,
    only: Only = None,
    at: At = None,
    tag: Tag = None,
    note: Note = None,
    id: NewId = None,  # noqa: A002
    texts: Texts = None,
    store: Store = None,
    dry_run: DryRun = False,
    wait: Wait = WAIT,
) -> int:
    """Add a claim by which the same claimant corrects or sharpens an earlier one, which stays as history.

    What is not given is taken over from the earlier claim.

    \b
    Examples:
      talks init my.json --like shipped
      talks revise r3-date-ria --store my.json --only --dry-run \\
        --text 'RIA added that they last one day.'
      talks revise r3-date-ria --store my.json --value 2025-07-24 \\
        --when 2025-07-23 --document unn-2025-07-23 \\
        --text 'RIA corrected itself: the talks are planned for 24 July.'
    """  # noqa: D301
    from talkscli.desk.revising import revise_claim

    run: Run = ctx.obj
    path = find_target(run, store, wait)
    given = {
        "id": id,
        "value": value[0] if value and len(value) == 1 else value,
        "text": text,
        "when": when,
        "document": document,
        "paragraph": paragraph,
        "quote": quote,
        "via": via,
        "status": status,
        "stance": stance,
        "only": only,
        "at": at,
        "tags": tag,
        "note": note,
    }
    outcome = revise_claim(
        path,
        claim,
        given,
        texts=texts,
        dry_run=dry_run,
        wait=wait,
        environ=run.environ,
        name_field=name_option,
    )
    return write_outcome(run, outcome)
