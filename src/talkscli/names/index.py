"""Look names up by their forms: an index in memory, and one call for a few names."""

from collections.abc import Iterable, Mapping

from talkscli.names.ranking import EXACT, Candidate, Resolution, rank, settle

_MOST_CANDIDATES = 200
_LONGEST_BLOCK = 20_000


class NameIndex:
    """Names and the keys they stand for; an alias is another entry with the same key."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._entries = list(entries)
        self._exact: dict[str, list[int]] = {}
        for number, (name, _) in enumerate(self._entries):
            self._exact.setdefault(name, []).append(number)
        self._forms: dict[tuple[str, str], list[int]] | None = None
        self._blocks: dict[str, list[int]] | None = None

    def __len__(self) -> int:
        return len(self._entries)

    def resolve(self, query: str, limit: int = 10) -> Resolution:
        """Return who or what a query means: exact, folded, transliterated, then near; the first that finds."""
        exact = self._exact.get(query) or self._exact.get(query.strip())
        if exact:
            return self._settle(query, EXACT, exact, limit)
        from talkscli.names.forms import query_forms

        forms = self._forms if self._forms is not None else self._build_forms()
        for way, key in query_forms(query):
            found = forms.get((way, key))
            if found:
                return self._settle(query, way, found, limit)
        return rank(query, [self._entry(number) for number in self._near(query)], limit)

    def _entry(self, number: int) -> tuple[str, str]:
        name, key = self._entries[number]
        return key, name

    def _settle(self, query: str, way: str, numbers: list[int], limit: int) -> Resolution:
        return settle(query, way, map(self._entry, numbers), limit)

    def _build_forms(self) -> dict[tuple[str, str], list[int]]:
        from talkscli.names.forms import name_forms

        forms: dict[tuple[str, str], list[int]] = {}
        for number, (name, _) in enumerate(self._entries):
            for row in name_forms(name):
                forms.setdefault(row, []).append(number)
        self._forms = forms
        return forms

    def _near(self, query: str) -> list[int]:
        from talkscli.names.forms import near_keys

        if self._blocks is None:
            self._blocks = {}
            for number, (name, _) in enumerate(self._entries):
                for key in near_keys(name):
                    self._blocks.setdefault(key, []).append(number)
        # A key that few names share says more than one that many share.
        weights: dict[int, float] = {}
        for key in near_keys(query):
            block = self._blocks.get(key)
            if block and len(block) <= _LONGEST_BLOCK:
                weight = 1.0 / (1 + len(block)) ** 0.5
                for number in block:
                    weights[number] = weights.get(number, 0.0) + weight
        if len(weights) <= _MOST_CANDIDATES:
            return sorted(weights)
        return sorted(weights, key=lambda number: (-weights[number], number))[:_MOST_CANDIDATES]


def resolve(
    query: str, names: Iterable[str] | Iterable[tuple[str, str]] | Mapping[str, str], limit: int = 10
) -> Resolution:
    """Return who or what a query means among a few names; use a `NameIndex` to ask more than once.

    Args:
        query: What was asked.
        names: Names that are their own keys, (name, key) pairs, or a mapping from name to key.
        limit: The most matches to return.
    """
    if isinstance(names, Mapping):
        entries = list(names.items())
    else:
        entries = [(entry, entry) if isinstance(entry, str) else entry for entry in names]
    return NameIndex(entries).resolve(query, limit)


__all__ = ["Candidate", "NameIndex", "Resolution", "resolve"]
