"""Choose the names that are worth comparing with a query: those that share its rarest keys of nearness."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from heapq import nlargest

from talkscli.names.forms import heard_keys

_MOST = 24
"""So many names are compared."""
_RARE = (600, 300, 80, 20)
"""A key that fewer names share says more, by one for each of these."""
_WIDEST = 10_000
"""A key that so many names share tells nothing."""


def choose_near(query: str, list_blocks: Callable[[Sequence[str]], Iterable[Sequence[int]]]) -> list[int]:
    """Return the numbers of the entries that share the most telling keys with a query.

    Args:
        query: What was asked.
        list_blocks: Returns for some keys which entries have each, by their numbers.
    """
    weights: Counter[int] = Counter()
    wide: list[Sequence[int]] = []
    for block in list_blocks(heard_keys(query)):
        size = len(block)
        if size >= _RARE[0]:
            wide += [block] if size < _WIDEST else []
        for limit in _RARE:
            if size < limit:
                weights.update(block)
    # What very many share does not find a name, but tells between those that share more.
    known = set(weights)
    for block in wide:
        weights.update(known.intersection(block) if known else block)
    return nlargest(_MOST, weights, key=weights.__getitem__)
