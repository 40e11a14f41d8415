"""Verdicts of facts: how the positions of a fact stand to each other."""

CONTRADICTION = "contradiction"
OVERLAP = "overlap"
IMPRECISE = "imprecise"
AGREEMENT = "agreement"
SINGLE = "single"
UNKNOWN = "unknown"

VERDICTS = (CONTRADICTION, OVERLAP, IMPRECISE, AGREEMENT, SINGLE, UNKNOWN)
"""Worst first, then those that are no comparison."""

RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
"""What verdicts are sorted by: the worst first."""

VERDICT_OF_WEIGHT = {1: AGREEMENT, 2: IMPRECISE, 3: OVERLAP, 4: CONTRADICTION, 0: UNKNOWN}
"""The verdict that a finding of a weight makes."""


def settle_verdict(weight: int, speaking: int, most_origins: int) -> str:
    """Return the verdict from the weight of the worst pair, the claims that speak and their origins."""
    if speaking == 0:
        return UNKNOWN
    # One origin alone neither agrees with anybody nor is beyond comparing.
    return SINGLE if most_origins < 2 and weight < 2 else VERDICT_OF_WEIGHT[weight]
