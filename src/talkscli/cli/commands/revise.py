"""`talks revise`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from talkscli.cli.changing import WAIT, DryRun, Store, Wait, Writer
from talkscli.cli.claim_options import (
    Document,
    NewId,
    Note,
    Paragraph,
    Quote,
    Stance,
    Status,
    Text,
    Value,
    Via,
    When,
)
from talkscli.cli.completion import completing
from talkscli.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from talkscli.cli.drafting import Names
    from talkscli.cli.run import Run
    from talkscli.desk.changes import Snapshot
    from talkscli.desk.drafts import Draft

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def revise(
    ctx: typer.Context,
    claim: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The claim that the same claimant corrects.",
            autocompletion=completing("claim"),
        ),
    ],
    value: Value = None,
    text: Text = None,
    when: When = None,
    document: Document = None,
    paragraph: Paragraph = None,
    quote: Quote = None,
    via: Via = None,
    status: Status = None,
    stance: Stance = None,
    only: Annotated[
        bool | None, typer.Option("--only/--not-only", help="Whether the claimant rules out anything else.")
    ] = None,
    note: Note = None,
    id: NewId = None,  # noqa: A002
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
    from talkscli.cli.adding import plan_claims
    from talkscli.cli.drafting import Names
    from talkscli.desk.transaction import open_snapshot

    run: Run = ctx.obj
    writer = Writer(run, store, dry_run=dry_run, wait=wait)
    given = {
        "value": value,
        "text": text,
        "when": when,
        "document": document,
        "paragraph": paragraph,
        "quote": quote,
        "via": via,
        "status": status,
        "stance": stance,
        "only": only,
        "note": note,
    }
    if all(one is None for one in given.values()):
        raise UsageError(
            "nothing is given that the claimant corrects", hint="see talks revise --help for the options"
        )
    with open_snapshot(writer.path) as snapshot:
        draft = draft_revision(Names(run, snapshot), claim, given, id)
    writer.apply(lambda there: plan_claims(run, there, [draft], []))
    return 0


def draft_revision(names: "Names", claim: str, given: dict[str, Any], one: str | None) -> "Draft":
    """Make the revising claim: the earlier one with what is given in its place."""
    from talkscli.claims import Claim
    from talkscli.cli.drafting import OPTIONS, resolve_fields
    from talkscli.cli.records import build
    from talkscli.desk.drafts import WITHOUT_ID, Draft

    snapshot: Snapshot = names.snapshot
    old = snapshot.find_claims([claim]).get(claim)
    if old is None:
        raise UnknownNameError(claim, "claim", hint="talks search finds claims by their words")
    if old.retracted is not None:
        raise UsageError(
            f"it was retracted: {old.retracted.why}", place=f"claim {claim}", hint="add a new claim instead"
        )
    fields = resolve_fields(names, given, kind=names.type_of(old.what.property))
    what = {**old.what.model_dump(), **fields.pop("what")}
    if given["only"] is not None:
        what["only"] = given["only"]
    if what["stance"] == "withholds":
        what["value"] = None
    source = fields.pop("source")
    if "document" not in source:
        source = {**old.source.model_dump(), **source}
    fields = {"who": old.who, "when": old.when, **fields, "what": what, "source": source}
    fields.update(id=one or WITHOUT_ID, revises=claim)
    made = build(Claim, fields, lambda field: OPTIONS.get(field.partition("[")[0], field))
    return Draft(made, has_id=one is not None, place=f"claim {one}" if one else "")
