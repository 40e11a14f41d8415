"""Judge the names that an index found for a query: who it is, by which way, or which could be meant."""

from collections.abc import Iterable

from talkscli.names.answers import EXACT, NEAR, NONE, TRANSLITERATED, Candidate, Resolution
from talkscli.names.parts import Part
from talkscli.names.scripts import SYLLABIC
from talkscli.names.structure import Name, parse_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from talkscli.names.alignment import Alignment

CLEAR = 0.76
"""The least score at which one near name is taken, if nothing but spelling or a slip sets it apart."""
_APART = 0.05
"""How far the next name has to stay behind."""
_SHOWN = 0.6
"""The least score of a name that is worth naming."""
_MOST_SUGGESTED = 5


def settle(query: str, way: str, found: Iterable[tuple[str, str]], limit: int = 10) -> Resolution:
    """Return the answer where forms are equal: a whole name before a part of one, all keys that share it.

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
        # A whole name before a part of one, and a name before the same in another language.
        top = min(score for missing, score, _ in best.values() if missing == 0)
        best = {key: rank for key, rank in best.items() if rank[:2] == (0, top)}
    order = sorted(best.items(), key=lambda item: (item[1], item[0]))
    matches = [
        Candidate(key, name, -score, _reason(query, name, way, missing), way)
        for key, (missing, score, name) in order[:limit]
    ]
    missing, _, name = order[0][1]
    clear = len(order) == 1 and not (missing and _is_doubtful(asked, parse_name(name)))
    return Resolution(way, matches, clear=clear, suggestions=() if clear else _names(matches))


def _is_doubtful(asked: Name, named: Name) -> bool:
    """Whether a query that is only a part of a name is too little to take it for that name.

    One syllable of Chinese or Korean is shared by very many, and two words in another order may be those of
    another person: Ali Omar is not Omar Ali Hussain.
    """
    if _is_syllable(asked):
        return True
    places = [
        next((at for at, other in enumerate(named.parts) if _is_equal(part, other)), -1)
        for part in asked.parts
    ]
    missing = sum(not part.is_patronymic for part in named.parts) - len(asked.parts)
    return "," not in asked.text and missing > 0 and -1 not in places and places != sorted(places)


def _is_syllable(name: Name) -> bool:
    return len(name.parts) == 1 and name.parts[0].script in SYLLABIC and len(name.parts[0].word) == 1


def _is_equal(one: Part, other: Part) -> bool:
    """Whether two parts are equal but for case, diacritics or their spelling in another script."""
    return one.fold == other.fold or not set(one.sounds).isdisjoint(other.sounds)


def _coverage(asked: Name, named: Name, way: str) -> tuple[int, float]:
    missing = max(len(named.parts) - len(asked.parts), 0)
    base = 1.0
    if way == TRANSLITERATED:
        base = 0.98 if all(_is_spelled(part, named.parts) for part in asked.parts) else 0.96
    return missing, round(base * (1.0 - min(0.05 * missing, 0.15)), 3)


def _is_spelled(part: Part, parts: list[Part]) -> bool:
    """Whether one of the parts is this one in another spelling or script, and not in another language."""
    return part.is_initial or any(not set(part.plain).isdisjoint(other.plain) for other in parts)


def _reason(query: str, name: str, way: str, missing: int) -> str:
    part = ", in part" if missing else ""
    return f"{query}: {name}, {way}{part}"


def rank(query: str, candidates: Iterable[tuple[str, str]], limit: int = 10) -> Resolution:
    """Return the answer among (key, name) candidates by nearness alone; clear only if one stands out."""
    from talkscli.names.alignment import align
    from talkscli.names.matching import explain

    asked = parse_name(query)
    best: dict[str, tuple[Alignment, Name]] = {}
    for key, name in candidates:
        named = parse_name(name)
        found = align(asked, named)
        if found.score >= _SHOWN and (key not in best or best[key][0].score < found.score):
            best[key] = found, named
    order = sorted(best.items(), key=_place)
    if not order:
        return Resolution(NONE, [], clear=False)
    matches = [
        Candidate(key, named.text, round(found.score, 3), explain(found, asked, named), _way(found))
        for key, (found, named) in order[:limit]
    ]
    top = order[0][1][0]
    alone = len(order) == 1 or order[1][1][0].score <= top.score - _APART
    # A word of the query that the name lacks may be what tells another bearer.
    extra = any(not (part.is_initial or part.is_patronymic) for part in top.left)
    short = bool(top.right) and _is_syllable(asked)
    clear = alone and top.sure and not extra and not short and top.score >= CLEAR
    return Resolution(
        matches[0].way if clear else NEAR, matches, clear=clear, suggestions=() if clear else _names(matches)
    )


def _place(item: "tuple[str, tuple[Alignment, Name]]") -> tuple[float, bool, int, float, str, str]:
    """Return where a candidate stands: by score, by the order of its parts, by what is left over."""
    key, (found, named) = item
    left = len(found.left) + len(found.right)
    return -round(found.score, 2), not found.straight, left, -found.score, named.text, key


def _way(found: "Alignment") -> str:
    """Return whether two scripts, rather than a slip, set the names apart."""
    from talkscli.names.likeness import CROSS, SOUND

    spelled = all(kind <= CROSS for *_, kind in found.met) and not (found.left and found.right)
    return TRANSLITERATED if spelled and any(kind in {SOUND, CROSS} for *_, kind in found.met) else NEAR


def _names(candidates: list[Candidate]) -> tuple[str, ...]:
    return tuple(candidate.name for candidate in candidates[:_MOST_SUGGESTED])
