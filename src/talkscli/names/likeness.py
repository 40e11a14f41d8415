"""Say how alike two parts of names are, and in which way.

Imported only when a name is near at best: this is where rapidfuzz is loaded.
"""

from rapidfuzz.distance import OSA, Indel

from talkscli.names.parts import Part, short_forms
from talkscli.names.scripts import SYLLABIC, VOWELLED

EQUAL, FOLDED, SOUND, CROSS, SLIP, INITIAL, VARIANT, SHORT, ALIKE, CLASH = range(10)
"""How two parts meet, the surest first."""

_MOST = 500_000
_PAIRS: dict[tuple[str, str], tuple[float, int]] = {}
_VOWELS = frozenset("aeiou")
_NEIGHBOURS = frozenset(map(frozenset, ("ou", "ei", "gh", "gk")))
"""Sounds between which conventions waver: Osama, Usama; Hosein, Husein; Luhansk, Lugansk."""
_HOPELESS = 0.5
"""Below this, no reading brings two words of different scripts together."""
_ABJADS = frozenset({"arabic", "hebrew"})
"""Scripts that leave most vowels unwritten."""
_SHORT_WORD = 6
_OTHER_CONSONANT = 0.6
"""How alike short words are at most of which only one has a j: Sajid, Said; Jhan, Khan."""
_VOWELS_AGREE = 0.8
"""How alike two words must sound where both scripts write the vowels."""


def liken(one: Part, other: Part) -> tuple[float, int]:
    """Return how alike two parts are, from 0 to 1, and in which way."""
    if one.word == other.word:
        return 1.0, EQUAL
    if other.word < one.word:
        # One order for both directions: what is remembered of a pair does not depend on who asked first.
        one, other = other, one
    pair = one.word, other.word
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
        # One name in two languages is a little less than one spelling of it in two scripts.
        return (0.96 if set(one.plain).isdisjoint(other.plain) else 0.98), SOUND
    if one.is_initial or other.is_initial:
        return (0.85, INITIAL) if _starts_alike(one, other) else (0.0, CLASH)
    if one.script == other.script:
        return _liken_within(one, other)
    if Indel.normalized_similarity(one.plain[0], other.plain[0]) < _HOPELESS and _unlike_groups(one, other):
        return 0.0, CLASH
    if not vowelled:
        return _liken_without_vowels(one, other)
    return _liken_by_ear(one, other)


def _unlike_groups(one: Part, other: Part) -> bool:
    return all(
        Indel.normalized_similarity(left, right) < _HOPELESS for left in one.coarse for right in other.coarse
    )


def _starts_alike(one: Part, other: Part) -> bool:
    short, long = (one, other) if one.is_initial else (other, one)
    if short.fold[0] == long.fold[0]:
        return True
    return any(left[0] == right[0] for left in short.sounds for right in long.sounds if left and right)


def _liken_within(one: Part, other: Part) -> tuple[float, int]:
    """Compare parts in one script."""
    if one.script in SYLLABIC:
        # Only the simplified and the traditional signs of one name sound alike and look different.
        return (0.9, CROSS) if one.script == "han" and one.sounds[0] == other.sounds[0] else (0.0, CLASH)
    if one.script == "latin" and other.sounds[0] in short_forms(one.sounds[0]):
        return 0.88, SHORT
    if one.given and other.given and one.given.isdisjoint(other.given):
        # However near they are: Maria and Marina, Hassan and Hussein.
        return 0.0, CLASH
    alike, kind = _liken_spellings(one, other)
    return _doubt_consonant(one, other, alike, kind)


def _doubt_consonant(one: Part, other: Part, alike: float, kind: int) -> tuple[float, int]:
    """Return less for short words of which only one has a j: were it mute, they would share a sound."""
    if kind in {SLIP, ALIKE} and max(len(one.fold), len(other.fold)) <= _SHORT_WORD:
        if one.script == other.script == "latin":
            differ = ("j" in one.fold) != ("j" in other.fold)
        else:
            differ = ("j" in one.plain[0]) != ("j" in other.plain[0]) and len(one.bones[0]) != len(
                other.bones[0]
            )
        if differ:
            return min(alike, _OTHER_CONSONANT), ALIKE
    return alike, kind


def _liken_spellings(one: Part, other: Part) -> tuple[float, int]:
    """Compare the letters and the sounds of parts in one script."""
    best = _liken_letters(one.fold, other.fold, one.plain[0], other.plain[0])
    if one.script in VOWELLED:
        for left in one.plain[:2]:
            for right in other.plain[:2]:
                alike, kind = _liken_letters(left, right, left, right)
                # Names in one alphabet that differ in letters too are less alike than they sound.
                best = max(best, (alike if kind in {SLIP, VARIANT} else alike - 0.14, kind))
    return best


def _liken_by_ear(one: Part, other: Part) -> tuple[float, int]:
    """Compare parts in two scripts that write all sounds."""
    if one.given and other.given and one.given.isdisjoint(other.given):
        return 0.0, CLASH
    if not (one.echoes.isdisjoint(other.plain) and other.echoes.isdisjoint(one.plain)):
        return 0.94, CROSS
    best = (0.0, CLASH)
    for left in one.plain[:3]:
        for right in other.plain[:3]:
            best = max(best, _liken_letters(left, right, left, right))
    if best[1] not in {SLIP, VARIANT}:
        for left in one.echoes | other.echoes:
            for right in other.plain[:2] if one.echoes else one.plain[:2]:
                alike, kind = _liken_letters(left, right, left, right)
                best = max(best, (alike - 0.02, ALIKE if kind in {SLIP, VARIANT} else kind))
    return _doubt_consonant(one, other, *best)


def _liken_letters(one: str, other: str, sound: str, echo: str) -> tuple[float, int]:
    """Compare two words letter by letter; in which sounds they differ tells a convention from a name."""
    longer = max(len(one), len(other))
    apart = OSA.distance(one, other, score_cutoff=3)
    if apart == 1:
        if _is_variant(sound, echo):
            return 0.9, VARIANT
        if _is_slip(one, other):
            return (0.92 if longer > 5 else 0.86), SLIP
        if min(len(one), len(other)) > 2:
            return 0.66 + min(longer, 10) * 0.016, ALIKE
    if apart == 2 and longer > 5:
        return 0.56 + min(longer, 12) * 0.016, ALIKE
    if apart == 3 and longer > 9:
        return 0.58, ALIKE
    return 0.0, CLASH


def _is_variant(one: str, other: str) -> bool:
    """Whether two sound spellings differ in places where conventions waver and nowhere else."""
    if len(one) != len(other) or len(one) < 3:
        return False
    return all(
        left == right or frozenset((left, right)) in _NEIGHBOURS
        for left, right in zip(one, other, strict=True)
    )


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
        return 0 < places[0] < len(one) - 1 and (left in _VOWELS) != (right in _VOWELS)
    return one[0] == other[0] and one[-1] == other[-1]


def _edges(part: Part) -> str:
    """Return the consonants of a part, and whether it begins or ends in a vowel, which even abjads write."""
    sound = part.plain[0]
    return "a" * (sound[0] in _VOWELS) + part.bones[0] + "a" * (sound[-1] in _VOWELS)


def _liken_without_vowels(one: Part, other: Part) -> tuple[float, int]:
    """Compare parts of which one is in a script that leaves sounds unwritten or writes other ones."""
    fine = max(
        Indel.normalized_similarity(left, right)
        for left in {*one.plain, *one.sounds}
        for right in {*other.plain, *other.sounds}
    )
    if {one.script, other.script}.isdisjoint(SYLLABIC):
        for named, heard in ((one, other), (other, one)):
            for echo in named.echoes:
                fine = max(fine, Indel.normalized_similarity(echo, heard.plain[0]))
    if fine == 1.0:
        return 0.96, CROSS
    groups, others = set(one.coarse), set(other.coarse)
    if not SYLLABIC.isdisjoint((one.script, other.script)):
        # Chinese and Japanese have one sound for l and r.
        groups, others = ({group.replace("l", "r") for group in side} for side in (groups, others))
    if not groups.isdisjoint(others):
        size = max(len(one.coarse[0]), len(other.coarse[0]))
        abjad = not _ABJADS.isdisjoint((one.script, other.script))
        if not abjad and fine < _VOWELS_AGREE:
            # These scripts write the vowels, so other vowels are another name.
            return 0.5 + 0.3 * fine, ALIKE
        if abjad:
            fine = (fine + Indel.normalized_similarity(_edges(one), _edges(other))) / 2
        return (0.8 if size > 2 else 0.74 if size == 2 else 0.66) + 0.15 * fine, CROSS
    best = max(Indel.normalized_similarity(left, right) for left in one.coarse for right in other.coarse)
    alike = 0.3 * fine + 0.55 * best
    return (alike, ALIKE) if alike > 0.6 else (alike * 0.8, CLASH)
