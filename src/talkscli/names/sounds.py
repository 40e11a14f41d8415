"""Reduce a word in Latin letters to the sounds that its possible spellers meant.

One name is written Umerov, Umierov, Umerow; Zelensky, Zelenskyy, Selenskyj. The sound spelling is the same
for all: v for w, i for y and j as vowels, h for kh, c for ch as in church, x for sh, j for zh and for the
English j, s for z, "ts" for the sound in Yeltsin; doubled letters are single. Where the letters do not tell
the language (German ch and English ch), a word has several readings, the likeliest first.
"""

import re
from itertools import repeat

_LIMIT = 6
"""The most readings that are kept of one word."""

# The longest spelling wins; the readings are in order of likelihood.
_SPELLINGS: dict[str, tuple[str, ...]] = {
    "schtsch": ("xc",), "chtch": ("xc",), "shch": ("xc",), "szcz": ("xc",), "stch": ("xc",), "šč": ("xc",),
    "tsch": ("c",), "tch": ("c",), "tsh": ("c",), "dsch": ("j",), "dzh": ("j",), "dž": ("j",), "dj": ("j",),
    "sch": ("x", "j", "sk"), "ch": ("c", "h", "x"), "sh": ("x",), "sz": ("x", "s"), "zh": ("j",),
    "cz": ("c",),
    "kh": ("h",), "gh": ("g",), "ph": ("f",), "th": ("t",), "dh": ("d",), "bh": ("b",), "rh": ("r",),
    "wh": ("v",), "ck": ("k",), "qu": ("k", "kv"), "tz": ("ts",), "ts": ("ts",), "zz": ("ts", "s"),
    "ou": ("u",), "oo": ("u",), "ee": ("i",), "aa": ("a",), "oe": ("o", "oe"), "ue": ("u", "ue"),
    "ae": ("ae", "e", "a"), "gue": ("ge",), "gui": ("gi",),
    "ä": ("e", "a"), "ö": ("o", "e"), "ü": ("u", "iu"), "å": ("o", "a"), "ø": ("o", "e"), "æ": ("e", "ae"),
    "œ": ("e", "oe"), "ş": ("x", "s"), "š": ("x", "s"), "ș": ("x", "s"), "ś": ("x", "s"), "ŝ": ("x", "s"),
    "ç": ("c", "s"), "č": ("c", "k"), "ć": ("c",), "ĉ": ("c",), "ċ": ("c",), "ž": ("j", "s"),
    "ź": ("s", "j"), "ż": ("j", "s"), "ğ": ("g",), "ı": ("i",), "ñ": ("n", "ni"), "ł": ("l", "v"),
    "ŭ": ("u", "v"),
    "đ": ("d", "j"), "ð": ("d",), "þ": ("t",), "ř": ("r", "rj"), "ə": ("a", "e"), "ț": ("ts",), "ţ": ("ts",),
    "ß": ("s",), "ŋ": ("n",), "q": ("k", "c"), "w": ("v",), "y": ("i",), "x": ("ks",), "z": ("s",),
}  # fmt: skip

_CONTEXT = frozenset("chjxz")
"""Letters whose neighbours tell how they sound."""
_FIXED = {letter: letter for letter in map(chr, range(128)) if letter not in _SPELLINGS}
_FIXED.update((spelling, sounds[0]) for spelling, sounds in _SPELLINGS.items() if len(sounds) == 1)
_FIXED = {spelling: sound for spelling, sound in _FIXED.items() if spelling not in _CONTEXT}
"""The spellings that sound one way wherever they stand."""


def _match_spellings() -> re.Pattern[str]:
    """Make a pattern of the spellings, gathered by first letter: one test for most, not one for each."""
    tails: dict[str, list[str]] = {}
    for spelling in sorted(_SPELLINGS, key=len, reverse=True):
        if len(spelling) > 1:
            tails.setdefault(spelling[0], []).append(re.escape(spelling[1:]))
    longer = [f"{first}(?:{'|'.join(rest)})?" for first, rest in tails.items()]
    return re.compile("|".join([f"[^{''.join(tails)}]", *longer]))


_GRAPHEME = _match_spellings()

_SILENT = ("ine", "yne", "ane")
"""Where French writes an e that nobody speaks."""
_BALTIC = ("ovs", "evs", "ejs", "ovas", "evas", "inas", "skis", "skas")
_BALTIC_END = re.compile("a?s$")
"""What Latvian and Lithuanian add to every foreign name."""

_EAST_SLAVIC = ("cev", "xev", "jev", "enka")
_LONGEST = 64
"""In letters; the time for a reading grows with the square of a word's length."""

_ENDS = frozenset("fes")
"""The letters with which the ends of words end that conventions add or change."""

_VOWELS = frozenset("aeiouyäöüåøæœıə")
_SLAVIC_NEXT = frozenset("cčćnvw")
"""The letters before which a Slavic name has an i after a vowel and a j."""
_SPANISH_LENGTH = 6
"""From so many letters after it, a j that begins a word may be how Spanish writes kh."""
_DOUBLED = re.compile(r"(.)\1+")
_LOST_GLIDE = re.compile("(?<=[cxj])i(?=[aeou])|i(?=e)")


def finish_reading(reading: str) -> str:
    """Apply what holds for every script: no doubled letter, no glide that spellers disagree on."""
    reading = drop_doubles(reading.replace("dj", "j").replace("tc", "c"))
    if "ie" in reading or "ci" in reading or "xi" in reading or "ji" in reading:
        return drop_doubles(_LOST_GLIDE.sub("", reading))
    return reading


def drop_doubles(word: str) -> str:
    """Return the word with no letter twice in a row."""
    # Most words have none, which is seen sooner than a pattern is matched.
    return _DOUBLED.sub(r"\1", word) if _DOUBLED.search(word) else word


def read_latin(word: str) -> tuple[str, ...]:
    """Return the sound spellings of one lower-case word in Latin letters, the likeliest first.

    A word longer than any name is its own spelling.
    """
    if len(word) > _LONGEST:
        return (word,)
    parts = _GRAPHEME.findall(word)
    pieces = list(map(_FIXED.get, parts, repeat("")))
    if "" not in pieces:
        finished = [finish_reading("".join(pieces))]
    else:
        readings = [""]
        fixed = ""
        for place, piece in enumerate(pieces):
            choices = piece or _read_spelling(word, parts, place)
            if type(choices) is str:
                fixed += choices
            else:
                # Every word starts with its likeliest reading; a word rarely follows two conventions at once.
                readings = [reading + fixed + choice for choice in choices for reading in readings]
                del readings[_LIMIT * 2 :]
                fixed = ""
        finished = [finish_reading(reading + fixed) for reading in readings]
    if word[-1:] in _ENDS or finished[0].endswith(_EAST_SLAVIC):
        finished += _other_ends(finished, word)
    return tuple(dict.fromkeys(finished))[:_LIMIT] if len(finished) > 1 else tuple(finished)


def read_first(word: str) -> str:
    """Return the likeliest sound spelling of one lower-case word in Latin letters."""
    if len(word) > _LONGEST:
        return word
    parts = _GRAPHEME.findall(word)
    pieces = list(map(_FIXED.get, parts, repeat("")))
    for place, piece in enumerate(pieces):
        if not piece:
            choices = _read_spelling(word, parts, place)
            pieces[place] = choices if type(choices) is str else choices[0]
    return finish_reading("".join(pieces))


def _read_spelling(word: str, parts: list[str], place: int) -> str | tuple[str, ...]:
    part = parts[place]
    if part not in _CONTEXT:
        return _SPELLINGS.get(part) or _plain_letter(part)
    before = parts[place - 1] if place else ""
    if part == "z":
        german = before in {"l", "n", "r"} or "sch" in word or word.endswith(("ow", "ew"))
        return ("s", "ts") if german else "s"
    if part == "x":
        return "ks" if place else ("s", "x", "ks")
    if part == "j":
        return _read_j(before, "".join(parts[place + 1 :]))
    last = len(parts) - 1
    choices = _read_letter(part, before, parts[place + 1] if place < last else "", place, last)
    return choices if len(choices) > 1 else choices[0]


def _read_letter(part: str, before: str, after: str, place: int, last: int) -> tuple[str, ...]:
    if part == "c":
        if after in {"e", "i", "y", "é", "è", "ê", "í"}:
            return ("s", "j", "ts")
        if place == last:
            return ("c", "k") if before == "i" else ("k",)
        return ("k", "ts") if after in _VOWELS else ("k",)
    if place == last and before == "a":
        return ("",)
    if place and before[-1] in _VOWELS and after and after[0] not in _VOWELS:
        return ("h", "")
    return ("h",)


def _read_j(before: str, rest: str) -> str | tuple[str, ...]:
    """Return i, as most languages of Europe read it, and the English j.

    The Spanish h is mostly left to the ear: only a long word that begins so is taken for Jamenei or Jruschov.
    """
    spanish = ("h",) if not before and len(rest) >= _SPANISH_LENGTH else ()
    if rest[:1] not in _VOWELS:
        return "i" if before else ("j", *spanish) if rest[:1] != "h" else "j"
    if before in _VOWELS and before not in "iy" and rest[0] == "i" and rest[1:2] not in _SLAVIC_NEXT:
        # Sajid is not Said, while Mykolajiw is Mykolaiv.
        return "j"
    return ("i", "j", *spanish)


def _plain_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    from talkscli.names.folding import fold_letters

    return fold_letters(letter)


def _other_ends(readings: list[str], word: str) -> list[str]:
    """Return the readings with the ends that conventions add or change."""
    first = readings[0]
    if word.endswith(("off", "eff", "of", "ef")):
        return [first[:-1] + "v"]
    if word.endswith(_SILENT) and len(word) > 5:
        return [reading[:-1] for reading in readings]
    if word.endswith(_BALTIC):
        return [_BALTIC_END.sub("", first)]
    if first.endswith("enka"):
        return [first[:-1] + "o"]
    if first.endswith(_EAST_SLAVIC):
        return [reading[:-2] + "ov" for reading in readings]
    return []
