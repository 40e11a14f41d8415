"""Whether two names are one and the same as wholes: sure enough to write by."""

import re
from unicodedata import category

from talkscli.names.folding import fold_name
from talkscli.names.forms import FOLDED, TRANSLITERATED
from talkscli.names.lexicon import NUMBERS
from talkscli.names.parts import NUMBER, Part
from talkscli.names.scripts import SYLLABIC, VOWELLED
from talkscli.names.structure import parse_name

_TELLING = frozenset("#*&@%")
"""Signs that may be all that sets a name apart: C and C#, A and A*."""
_MOST_READINGS = 4
_OWN_SPELLINGS = re.compile(r"ph|th|oo|ee|oh|h$|ck?(?![hkz])|q|x|([^adeijy])\1")
"""What makes Thomas and Tomas, Lee and Li two names.

How y, i and j, or w and v are written is chance: a name that comes from another script is spelled so by one
language and otherwise by another (Umerov, Umierov; Lavrov, Lawrow).
"""


def match_whole(one: str, other: str) -> str | None:
    """Return how two names are one and the same as wholes, or None: no word of either may be missing.

    The words stand in one order, but for "Last, First", and no given name is translated: George is not Yuri.

    Returns:
        `folded`, `transliterated`, or None.
    """
    if _list_signs(one) != _list_signs(other):
        return None
    orders, others = _list_orders(one), _list_orders(other)
    if any(_fold(left) == _fold(right) != [] for left in orders for right in others):
        return FOLDED
    if any(_sound_alike(left, right) for left in orders for right in others):
        return TRANSLITERATED
    return None


def _list_signs(name: str) -> list[str]:
    """List the signs in a name that are no letters, and tell it from another."""
    if name.isascii() and name.isalnum():
        return []
    return [sign for sign in name if sign in _TELLING or category(sign) in {"Sm", "Sc", "So"}]


def _list_orders(name: str) -> list[str]:
    """Return a name, and as it is without a comma: "Umerov, Rustem" is Rustem Umerov."""
    last, comma, first = name.partition(",")
    return [name, f"{first} {last}"] if comma and "," not in first else [name]


def _fold(name: str) -> list[str]:
    words = fold_name(name).split()
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _sound_alike(one: str, other: str) -> bool:
    """Tell whether two names sound alike, word by word."""
    words, others = (_drop_article(parse_name(name).words) for name in (one, other))
    if len(words) != len(others) or not words:
        return False
    if len(words) == 1 and words[0].script != others[0].script and _is_syllable(words[0], others[0]):
        # One syllable of Chinese or Korean may be anybody's.
        return False
    return all(_is_one_word(*pair) for pair in zip(words, others, strict=True))


def _drop_article(words: list[Part]) -> list[Part]:
    return words[1:] if len(words) > 1 and words[0].fold == "the" else words


def _is_syllable(*words: Part) -> bool:
    return any(word.script in SYLLABIC and len(word.word) == 1 for word in words)


def _is_one_word(one: Part, other: Part) -> bool:
    """Tell whether two words are one but for diacritics, script, or how a language spells its sounds."""
    if one.fold == other.fold:
        return True
    if one.role & other.role & NUMBER:
        return _read_number(one) == _read_number(other)
    if one.script == other.script and one.script not in VOWELLED:
        # Signs that sound alike are other names, and vowels that are not written may be.
        return False
    if one.script == other.script == "latin" and _list_spellings(one) != _list_spellings(other):
        return False
    return not set(one.plain[:_MOST_READINGS]).isdisjoint(other.plain[:_MOST_READINGS])


def _list_spellings(word: Part) -> list[str]:
    """List the places of a word that languages of Latin letters spell in their own ways."""
    return [found[0] for found in _OWN_SPELLINGS.finditer(word.fold)]


def _read_number(word: Part) -> str:
    return str(NUMBERS.get(word.fold) or word.fold.lstrip("0"))
