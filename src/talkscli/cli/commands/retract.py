"""`talks retract`."""

from typing import TYPE_CHECKING, Annotated

from talkscli.cli.completion import completing
from talkscli.cli.declaring import argument, option
from talkscli.cli.writing import Change, changing

if TYPE_CHECKING:
    from talkscli.desk.changes import Outcome


@changing()
def retract(
    change: Change,
    ids: Annotated[
        list[str], argument("ID...", "The claims; - reads their ids, one a line.", completing("claim"))
    ],
    why: Annotated[str, option("--why", "SENTENCE", "The reason, in a sentence.")],
    on: Annotated[str | None, option("--on", "DATE", "When; today if not given.")] = None,
) -> "Outcome":
    """Take claims back: they stay in the store with the reason, and count nowhere.

    \b
    Examples:
      talks init my.json --like shipped
      talks retract r3-date-ria --store my.json --dry-run \\
        --why 'A copy of r3-date-tass.'
      talks retract r3-date-ria --store my.json \\
        --why 'RIA was misread: the text says June.'
    """  # noqa: D301
    from talkscli.desk.retracting import retract_claims

    return retract_claims(change.path, change.run.expand(ids), why, on=on, **change.how)
