"""Look names up by their forms: an index in memory, and one call for a few names."""

from collections.abc import Iterable, Mapping

from talkscli.names.answers import EXACT, NONE, Candidate, Resolution

_LONGEST = 200
"""What is longer is found only as it stands."""


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
        """Return what a query means: exact, folded, transliterated, then near; the first way that finds."""
        exact = self._exact.get(query) or self._exact.get(query.strip())
        if exact:
            return self._settle_exact(query, exact, limit)
        if len(query) > _LONGEST:
            return Resolution(NONE, [], clear=False)
        # Loaded only here, so that an exact name costs neither tables nor a matcher.
        from talkscli.names.candidates import choose_near
        from talkscli.names.forms import query_forms
        from talkscli.names.ranking import rank, settle

        forms = self._forms if self._forms is not None else self._build_forms()
        for way, key in query_forms(query):
            found = forms.get((way, key))
            if found:
                return settle(query, way, map(self._entry, found), limit)
        return rank(query, map(self._entry, choose_near(query, self._list_blocks)), limit)

    def _entry(self, number: int) -> tuple[str, str]:
        name, key = self._entries[number]
        return key, name

    def _settle_exact(self, query: str, numbers: list[int], limit: int) -> Resolution:
        keys = sorted({self._entries[number][1] for number in numbers})
        name = query.strip()
        matches = [Candidate(key, name, 1.0, f"{name}, exact", EXACT) for key in keys[:limit]]
        clear = len(keys) == 1
        return Resolution(EXACT, matches, clear=clear, suggestions=() if clear else tuple(keys[:limit]))

    def _build_forms(self) -> dict[tuple[str, str], list[int]]:
        from talkscli.names.forms import name_forms

        forms: dict[tuple[str, str], list[int]] = {}
        for number, (name, _) in enumerate(self._entries):
            for row in name_forms(name):
                forms.setdefault(row, []).append(number)
        self._forms = forms
        return forms

    def _list_blocks(self, keys: Iterable[str]) -> list[list[int]]:
        if self._blocks is None:
            from talkscli.names.forms import near_keys

            self._blocks = {}
            for number, (name, _) in enumerate(self._entries):
                for other in near_keys(name):
                    self._blocks.setdefault(other, []).append(number)
        return [self._blocks[key] for key in keys if key in self._blocks]


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
