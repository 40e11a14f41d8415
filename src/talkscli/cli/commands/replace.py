"""`talks replace`."""

from typing import TYPE_CHECKING, Annotated

from talkscli.cli.claim_options import choose_fields, name_option, read_fields
from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, option, single
from talkscli.cli.writing import Change, changing

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome


@changing(choose_fields(paragraph=single("--paragraph", "N", "The paragraph of its text, from 1.")))
def replace(
    change: Change,
    claim: Annotated[str, argument("ID", "The claim that was entered wrongly.", completing("claim"))],
    why: Annotated[str, option("--why", "SENTENCE", "What was wrong, in a sentence.")],
) -> "Outcome":
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

    fields = read_fields(change.fields)
    texts = fields.pop("texts")
    return replace_claim(change.path, claim, fields, why, texts=texts, name_field=name_option, **change.how)
