"""`talks replace`."""

from typing import TYPE_CHECKING, Annotated

import typer

from talkscli.cli.claim_options import (
    About,
    At,
    Document,
    Mention,
    NewId,
    Note,
    Only,
    Property,
    Quote,
    Revises,
    Stance,
    Status,
    Tag,
    Text,
    Texts,
    Value,
    Via,
    When,
    Who,
    name_option,
)
from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, option
from talkscli.cli.writing import WAIT, DryRun, Store, Wait, find_target, write_outcome

if TYPE_CHECKING:
    from talkscli.cli.run import Run

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def replace(
    ctx: typer.Context,
    claim: Annotated[str, argument("ID", "The claim that was entered wrongly.", completing("claim"))],
    why: Annotated[str, option("--why", "SENTENCE", "What was wrong, in a sentence.")],
    who: Who = None,
    about: About = None,
    property: Property = None,  # noqa: A002
    value: Value = None,
    text: Text = None,
    when: When = None,
    document: Document = None,
    paragraph: Annotated[str | None, option("--paragraph", "N", "The paragraph of its text, from 1.")] = None,
    quote: Quote = None,
    via: Via = None,
    status: Status = None,
    stance: Stance = None,
    only: Only = None,
    mention: Mention = None,
    at: At = None,
    revises: Revises = None,
    tag: Tag = None,
    note: Note = None,
    id: NewId = None,  # noqa: A002
    texts: Texts = None,
    store: Store = None,
    dry_run: DryRun = False,
    wait: Wait = WAIT,
) -> int:
    """Mend a claim that was entered wrongly: it is retracted with the reason, and the right one is added.

    What is not given is taken over from the wrong claim; an empty word, as in --status '', leaves it out.
    Where the claimant corrected himself, talks revise keeps both.

    \b
    Examples:
      talks init my.json --like shipped
      talks replace r3-date-ria --store my.json --value '24 July 2025' --dry-run \\
        --why 'Only the first day was read.'
      talks replace r3-date-ria --store my.json --value '24-25 July 2025' \\
        --status tentative --why 'The status was misread.'
    """  # noqa: D301
    from talkscli.desk.replacing import replace_claim

    run: Run = ctx.obj
    path = find_target(run, store, wait)
    given = {
        "id": id,
        "who": who,
        "about": about,
        "property": property,
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
        "mentions": mention,
        "at": at,
        "revises": revises,
        "tags": tag,
        "note": note,
    }
    outcome = replace_claim(
        path,
        claim,
        given,
        why,
        texts=texts,
        dry_run=dry_run,
        wait=wait,
        environ=run.environ,
        name_field=name_option,
    )
    return write_outcome(run, outcome)
