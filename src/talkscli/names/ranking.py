"""Judge the names that an index found for a query: who it is, by which way, or which could be meant."""

from collections.abc import Iterable

from talkscli.names.parts import Name, parse_name

EXACT, FOLDED, TRANSLITERATED, NEAR, NONE = "exact", "folded", "transliterated", "near", "none"

CLEAR = 0.84
"""The least score at which one near name is taken, if nothing but spelling or a slip sets it apart."""
_APART = 0.05
"""How far the next name has to stay behind."""
_SHOWN = 0.6
_SUGGESTED = 0.4
_MOST_SUGGESTED = 5


class Candidate:
    """One key that a query may mean, with the name that met it best."""

    __slots__ = ("key", "name", "score", "way", "why")

    def __init__(self, key: str, name: str, score: float, why: str, way: str) -> None:
        self.key = key
        self.name = name
        self.score = score
        self.why = why
        self.way = way

    def __repr__(self) -> str:
        return f"Candidate({self.key!r}, {self.name!r}, {self.score}, {self.why!r}, {self.way!r})"


class Resolution:
    """What a query was found to mean."""

    __slots__ = ("clear", "matches", "suggestions", "way")

    def __init__(
        self, way: str, matches: list[Candidate], *, clear: bool, suggestions: tuple[str, ...] = ()
    ) -> None:
        self.way = way
        """exact, folded, transliterated, near or none."""
        self.matches = matches
        """The candidates, best first; one for each key."""
        self.clear = clear
        """Whether exactly one key is the answer."""
        self.suggestions = suggestions
        """The nearest names, where there is no clear answer."""

    def __repr__(self) -> str:
        return (
            f"Resolution({self.way!r}, {self.matches!r}, clear={self.clear}, suggestions={self.suggestions})"
        )


def settle(query: str, way: str, found: Iterable[tuple[str, str]], limit: int = 10) -> Resolution:
    """Return the answer where forms are equal: a whole name before a part of one, one key or all that share it.

    Args:
        query: What was asked.
        way: The way by which the names were found: exact, folded or transliterated.
        found: The (key, name) pairs that share a form with the query.
        limit: The most matches to return.
    """
    asked = parse_name(query)
    best: dict[str, tuple[int, float, str]] = {}
    for key, name in found:
        missing, score = (0, 1.0) if way == EXACT else _coverage(asked, parse_name(name), way)
        rank = (missing, -score, name)
        if key not in best or rank < best[key]:
            best[key] = rank
    if not best:
        return Resolution(NONE, [], clear=False)
    if any(missing == 0 for missing, *_ in best.values()):
        best = {key: rank for key, rank in best.items() if rank[0] == 0}
    order = sorted(best.items(), key=lambda item: (item[1], item[0]))
    matches = [
        Candidate(key, name, -score, _reason(query, name, way, missing), way)
        for key, (missing, score, name) in order[:limit]
    ]
    clear = len(order) == 1
    return Resolution(way, matches, clear=clear, suggestions=() if clear else _names(matches))


def _coverage(asked: Name, named: Name, way: str) -> tuple[int, float]:
    missing = max(len(named.parts) - len(asked.parts), 0)
    base = 1.0 if way == FOLDED else 0.98
    return missing, round(base * (1.0 - min(0.05 * missing, 0.15)), 3)


def _reason(query: str, name: str, way: str, missing: int) -> str:
    part = ", in part" if missing else ""
    return f"{query}: {name}, {way}{part}"


def rank(query: str, candidates: Iterable[tuple[str, str]], limit: int = 10) -> Resolution:
    """Return the answer among (key, name) candidates by nearness alone; clear only if one stands out."""
    from talkscli.names.alignment import CROSS, SOUND, align
    from talkscli.names.matching import explain

    asked = parse_name(query)
    best: dict[str, tuple[float, bool, str, str, str]] = {}
    for key, name in candidates:
        named = parse_name(name)
        found = align(asked, named)
        if found.score < _SUGGESTED or (key in best and best[key][0] >= found.score):
            continue
        spelled = all(kind <= CROSS for *_, kind in found.met) and not (found.left and found.right)
        way = TRANSLITERATED if spelled and any(kind in {SOUND, CROSS} for *_, kind in found.met) else NEAR
        # A word of the query that the name lacks may be what tells another bearer.
        sure = found.sure and not found.left
        best[key] = (found.score, sure, name, explain(found, asked, named), way)
    order = sorted(best.items(), key=lambda item: (-item[1][0], item[1][2], item[0]))
    listed = [
        Candidate(key, name, round(score, 3), why, way) for key, (score, _, name, why, way) in order[:limit]
    ]
    matches = [candidate for candidate in listed if candidate.score >= _SHOWN]
    if not matches:
        return Resolution(NONE, [], clear=False, suggestions=_names(listed))
    top_score, sure, *_ = order[0][1]
    alone = len(order) == 1 or order[1][1][0] <= top_score - _APART
    clear = sure and alone and top_score >= CLEAR
    return Resolution(
        matches[0].way if clear else NEAR, matches, clear=clear, suggestions=() if clear else _names(listed)
    )


def _names(candidates: list[Candidate]) -> tuple[str, ...]:
    return tuple(candidate.name for candidate in candidates[:_MOST_SUGGESTED])
