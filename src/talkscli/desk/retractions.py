"""Taking a claim back: it stays, with the reason, and counts nowhere."""

from talkscli.claims import Claim, Retraction
from talkscli.errors import UsageError


def retract_claim(claim: Claim, retraction: Retraction) -> Claim:
    """Return the claim as taken back.

    Raises:
        UsageError: it was taken back before, for a reason that is not overwritten.
    """
    if claim.retracted is not None:
        raise UsageError(
            f"it was retracted already: {claim.retracted.why}",
            place=f"claim {claim.id}",
            hint="the first reason stays",
        )
    return claim.model_copy(update={"retracted": retraction})
