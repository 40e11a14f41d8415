"""`talks revise`."""

from typing import TYPE_CHECKING, Annotated

from talkscli.cli.claim_options import choose_fields, name_option, read_fields
from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument
from talkscli.cli.writing import Change, changing

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome


@changing(choose_fields(without=("who", "about", "property", "mentions", "revises")))
def revise(
    change: Change,
    claim: Annotated[str, argument("ID", "The claim that the same claimant corrects.", completing("claim"))],
) -> "Outcome":
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

    fields = read_fields(change.fields)
    texts = fields.pop("texts")
    return revise_claim(change.path, claim, fields, texts=texts, name_field=name_option, **change.how)
