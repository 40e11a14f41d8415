"""Choose the names that are worth comparing with a query: those that share most keys of nearness with it."""

from collections import Counter
from collections.abc import Callable, Sequence
from heapq import nlargest

from talkscli.names.forms import group_heard_keys

_MOST = 80
_WIDEST = 10_000
"""A key that so many names share tells nothing."""
_RARE = (1_200, 300, 80, 20)


def choose_near(query: str, list_block: Callable[[str], Sequence[int]]) -> list[int]:
    """Return the numbers of the entries that share keys with most parts of a query.

    Args:
        query: What was asked.
        list_block: Returns the numbers of the entries that have a key.
    """
    parts: Counter[int] = Counter()
    rare: Counter[int] = Counter()
    for group in group_heard_keys(query):
        blocks = [block for key in group if 0 < len(block := list_block(key)) < _WIDEST]
        parts.update(set().union(*blocks))
        for block in blocks:
            # A key that few names share says more than one that many share.
            for limit in _RARE:
                if len(block) < limit:
                    rare.update(block)
    if len(parts) <= _MOST:
        return sorted(parts)
    most = max(parts.values())
    widest = [number for number, count in parts.items() if count == most]
    found = nlargest(_MOST // 2, widest, key=rare.__getitem__)
    found += nlargest(_MOST // 2, rare, key=lambda number: (rare[number], parts[number]))
    return list(dict.fromkeys(found))
