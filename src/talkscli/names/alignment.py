"""Lay the parts of two names side by side: which meet, how well, and which clash."""

from talkscli.names.parts import Name, Part, part_of, short_forms
from talkscli.names.scripts import VOWELLED

EQUAL, FOLDED, SOUND, CROSS, SLIP, INITIAL, SHORT, ALIKE, CLASH = range(9)
"""How two parts meet, the surest first."""

_PAIRS: dict[tuple[str, str], tuple[float, int]] = {}
_MOST = 500_000
_KIN = tuple(
    map(
        frozenset,
        (
            "gh",
            "gk",
            "bp",
            "dt",
            "fv",
            "bv",
            "kh",
            "cx",
            "cj",
            "xj",
            "xs",
            "js",
            "cs",
            "iu",
            "ao",
            "ei",
            "lr",
        ),
    )
)
_VOWELS = frozenset("aeiou")


class Alignment:
    """How two names lie on each other."""

    __slots__ = ("extra", "left", "met", "right", "score", "sure")

    def __init__(
        self,
        score: float,
        sure: bool,
        met: list[tuple[Part, Part, int]],
        left: list[Part],
        right: list[Part],
        extra: str,
    ) -> None:
        self.score = score
        self.sure = sure
        """Whether every difference is one of spelling, or a slip that makes no other name."""
        self.met = met
        self.left = left
        self.right = right
        self.extra = extra
        """Why nothing else counts: numbers that differ."""


def liken(one: Part, other: Part) -> tuple[float, int]:
    """Return how alike two parts are, from 0 to 1, and in which way."""
    if one is other:
        return 1.0, EQUAL
    pair = (one.word, other.word) if one.word < other.word else (other.word, one.word)
    known = _PAIRS.get(pair)
    if known is None:
        if len(_PAIRS) >= _MOST:
            _PAIRS.clear()
        known = _PAIRS[pair] = _liken(one, other)
    return known


def _liken(one: Part, other: Part) -> tuple[float, int]:
    if one.fold == other.fold:
        return 1.0, FOLDED
    vowelled = one.script in VOWELLED and other.script in VOWELLED
    if vowelled and not set(one.sounds).isdisjoint(other.sounds):
        return 0.98, SOUND
    if one.is_initial or other.is_initial:
        return (0.85, INITIAL) if _starts_alike(one, other) else (0.0, CLASH)
    if not vowelled and one.script != other.script:
        return _liken_across(one, other)
    if vowelled and any(sound in short_forms(other.sounds[0]) for sound in one.sounds[:1]):
        return 0.88, SHORT
    best = max(
        (_liken_sounds(left, right) for left in one.sounds for right in other.sounds), default=(0.0, CLASH)
    )
    if one.script == other.script:
        best = max(best, _liken_sounds(one.fold, other.fold))
    if one.script != other.script and best[0] > 0.7 and best[1] == ALIKE:
        # A letter more or less between scripts is oftener a convention (Barrot, Барро) than another name.
        return best[0] + 0.05, CROSS
    return best


def _starts_alike(one: Part, other: Part) -> bool:
    short, long = (one, other) if one.is_initial else (other, one)
    if short.fold[0] == long.fold[0]:
        return True
    return any(left[0] == right[0] for left in short.sounds for right in long.sounds if left and right)


def _liken_sounds(one: str, other: str) -> tuple[float, int]:
    """Compare two words in one alphabet, letter by letter."""
    from rapidfuzz.distance import OSA, JaroWinkler

    longer = max(len(one), len(other))
    shorter = min(len(one), len(other))
    if not shorter:
        return 0.0, CLASH
    apart = OSA.distance(one, other, score_cutoff=3)
    if apart == 1:
        if _is_slip(one, other):
            return (0.92 if longer > 5 else 0.86), SLIP
        if shorter > 2:
            return 0.62 + min(longer, 10) * 0.022, ALIKE
    if apart == 2 and longer > 5:
        return 0.5 + min(longer, 12) * 0.022, ALIKE
    if apart == 3 and longer > 9:
        return 0.62, ALIKE
    return JaroWinkler.similarity(one, other) * 0.6, CLASH


def _is_slip(one: str, other: str) -> bool:
    """Whether the one edit between two words makes a misspelling rather than another name.

    A letter left out or put in, or two neighbours in the wrong order, inside a word of some length is a slip
    of the hand. One vowel for another, or one consonant for another, is how names differ (Umerov, Umarov).
    So is a letter more at the end (Ivanov, Ivanova).
    """
    if min(len(one), len(other)) < 5:
        return False
    if len(one) == len(other):
        places = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        if len(places) == 2:
            return places[0] > 0
        left, right = one[places[0]], other[places[0]]
        return 0 < places[0] < len(one) - 1 and (
            (left in _VOWELS) != (right in _VOWELS) or {left, right} == {"g", "h"}
        )
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return short[0] == long[0] and short[-1] == long[-1]


def _liken_across(one: Part, other: Part) -> tuple[float, int]:
    """Compare parts of which one is in a script that does not write all sounds."""
    from rapidfuzz.distance import Indel

    if not set(one.coarse).isdisjoint(other.coarse):
        size = len(one.coarse[0])
        fine = max(Indel.normalized_similarity(left, right) for left in one.sounds for right in other.sounds)
        return (0.78 if size > 2 else 0.7 if size else 0.5) + 0.15 * fine, CROSS
    best = 0.0
    for left in one.coarse:
        for right in other.coarse:
            best = max(best, Indel.normalized_similarity(left, right))
    return (0.4 + 0.4 * best, ALIKE) if best > 0.8 else (0.5 * best, CLASH)


def align(one: Name, other: Name) -> Alignment:
    """Lay two names on each other: the best partner for each part, then what is left on either side."""
    left, right = _join(one.parts, other.parts)
    if one.numbers and other.numbers and one.numbers != other.numbers:
        numbers = " and ".join("/".join(map(str, sorted(name.numbers))) for name in (one, other))
        return Alignment(0.0, False, [], left, right, numbers)
    pairs = []
    for row, first in enumerate(left):
        for column, second in enumerate(right):
            alike, kind = liken(first, second)
            if kind != CLASH:
                # Parts in the same place come first where the rest is equal.
                pairs.append((-alike, abs(row - column), row, column, kind))
    pairs.sort()
    met: list[tuple[Part, Part, int]] = []
    rows: set[int] = set()
    columns: set[int] = set()
    total = 0.0
    sure = True
    for alike, _, row, column, kind in pairs:
        if row in rows or column in columns:
            continue
        rows.add(row)
        columns.add(column)
        met.append((left[row], right[column], kind))
        total -= alike
        sure = sure and kind not in {ALIKE, SHORT}
    over = [part for row, part in enumerate(left) if row not in rows]
    under = [part for column, part in enumerate(right) if column not in columns]
    score = _weigh(total, met, over, under)
    if bool(one.numbers) != bool(other.numbers):
        score *= 0.9
    return Alignment(score, sure and not (over and under), met, over, under, "")


def _weigh(total: float, met: list[tuple[Part, Part, int]], over: list[Part], under: list[Part]) -> float:
    if not met:
        return 0.0
    mean = total / len(met)
    if over and under:
        # Parts on both sides that do not meet contradict each other; what meets only makes them near.
        share = len(met) / (len(met) + max(len(over), len(under)))
        return mean * share * 0.8
    missing = len(over) + len(under)
    if not missing:
        return mean
    full = sum(kind != INITIAL for *_, kind in met)
    return mean * (1.0 - min(0.05 * missing, 0.15)) * (0.9 if full < 2 else 1.0)


def _join(left: list[Part], right: list[Part]) -> tuple[list[Part], list[Part]]:
    """Write together what the other name writes together: Jin Ping and Jinping."""
    if len(left) < len(right):
        return left, _join_toward(right, left)
    if len(right) < len(left):
        return _join_toward(left, right), right
    return left, right


def _join_toward(long: list[Part], short: list[Part]) -> list[Part]:
    for goal in short:
        for place in range(len(long) - 1):
            one, other = long[place], long[place + 1]
            if one.script != other.script or len(one.fold) + len(other.fold) < len(goal.fold) - 2:
                continue
            joined = part_of(one.word + other.word)
            if joined.fold == goal.fold or not set(joined.sounds).isdisjoint(goal.sounds):
                return _join_toward([*long[:place], joined, *long[place + 2 :]], short)
    return long
