"""Bring a name to one case without diacritics, apostrophes and hyphens; its script and order stay."""

import re
import unicodedata

_APOSTROPHES = "'’‘ʼʻ`´ʹʾʿ′ʽˈ״׳\u200b\u200c\u200d\u200e\u200f\u00ad\u0640"

# Marks that only shade a letter; the vowel signs of the Indic scripts and of Thai are letters and stay.
_SHADING = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)

# Letters that decompose into base and mark, yet are letters of their own in their alphabets.
_WHOLE = frozenset("йїўѓќ")

_PLAIN = {
    "ё": "е",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ə": "a",
    "ŋ": "n",
    "ħ": "h",
    "ς": "σ",
    "ى": "ي",
    "ی": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ک": "ك",
    "ة": "ه",
    "ۀ": "ه",
    "ٱ": "ا",
    "ء": "",
}


class _Folds(dict[int, str]):
    """Map a code point to its folded letters; each is worked out once."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        if letter in _APOSTROPHES:
            folded = ""
        elif letter in _WHOLE:
            folded = letter
        elif letter in _PLAIN:
            folded = _PLAIN[letter]
        else:
            folded = unicodedata.normalize("NFKD", letter).casefold()
            folded = unicodedata.normalize("NFC", _SHADING.sub("", folded))
            if not all(part.isalnum() or unicodedata.category(part)[0] == "M" for part in folded):
                folded = "".join(part if part.isalnum() else " " for part in folded)
            # What a letter is composed of may fold further, as the stretched forms of Arabic marks do.
            folded = "".join(part if part == letter else self[ord(part)] for part in folded)
        self[point] = folded
        return folded


_FOLDS = _Folds()


class _Signs(dict[int, str]):
    """Map a code point to itself where it belongs to a word, to nothing where it only shades a letter, as a
    mark of stress does, and to a space where it parts two words.
    """  # noqa: D205

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        if _SHADING.match(sign):
            kept = ""
        else:
            kept = sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " "
        self[point] = kept
        return kept


_SIGNS = _Signs({ord(sign): "" for sign in _APOSTROPHES})


def lower_name(name: str) -> str:
    """Return the name in one case and one composition, diacritics kept."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", name.casefold().replace("i\u0307", "i"))


def fold_letters(lowered: str) -> str:
    """Return the folded letters of a name that is in lower case already."""
    return lowered.translate(_FOLDS)


def fold_name(name: str) -> str:
    """Return the name without case, diacritics, apostrophes and hyphens."""
    if name.isascii() and name.isalnum():
        return name.lower()
    return " ".join(fold_letters(lower_name(name)).split())


def split_words(name: str) -> list[str]:
    """Return the words of a name in lower case, diacritics kept, apostrophes gone."""
    if name.isascii() and name.isalnum():
        return [name.lower()]
    return lower_name(name).translate(_SIGNS).split()
