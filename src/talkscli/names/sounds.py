"""Reduce a word in Latin letters to the sounds that its possible spellers meant.

One name is written Umerov, Umierov, Umerow; Zelensky, Zelenskyy, Selenskyj. The sound spelling is the same
for all: v for w, i for y and j as vowels, h for kh, c for ch as in church, x for sh, j for zh and for the
English j, s for z, "ts" for the sound in Yeltsin; doubled letters are single. Where the letters do not tell
the language (German ch and English ch), a word has several readings, the likeliest first.
"""

import re

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
    "đ": ("d", "j"), "ð": ("d",), "þ": ("t",), "ř": ("r", "rj"), "ə": ("a", "e"), "ț": ("ts",), "ţ": ("ts",),
    "ß": ("s",), "ŋ": ("n",), "q": ("k", "c"), "w": ("v",), "y": ("i",), "x": ("ks",), "z": ("s",),
}  # fmt: skip

_GRAPHEME = re.compile("|".join(sorted(map(re.escape, _SPELLINGS), key=len, reverse=True)) + "|.", re.DOTALL)

_SILENT = ("ine", "yne", "ane")
"""Where French writes an e that nobody speaks."""
_BALTIC = ("ovs", "evs", "ejs", "ovas", "evas", "inas", "skis", "skas")
_BALTIC_END = re.compile("a?s$")
"""What Latvian and Lithuanian add to every foreign name."""

_VOWELS = frozenset("aeiouyäöüåøæœıə")
_DOUBLED = re.compile(r"(.)\1+")
_LOST_GLIDE = re.compile("(?<=[cxj])i(?=[aeou])|i(?=e)")


def finish_reading(reading: str) -> str:
    """Apply what holds for every script: no doubled letter, no glide that spellers disagree on."""
    reading = reading.replace("dj", "j").replace("tc", "c")
    reading = _DOUBLED.sub(r"\1", reading)
    reading = _LOST_GLIDE.sub("", reading)
    return _DOUBLED.sub(r"\1", reading)


def read_latin(word: str) -> tuple[str, ...]:
    """Return the sound spellings of one lower-case word in Latin letters, the likeliest first."""
    parts = _GRAPHEME.findall(word)
    readings = [""]
    last = len(parts) - 1
    german = "sch" in word or word.endswith(("ow", "ew"))
    for place, part in enumerate(parts):
        before = parts[place - 1] if place else ""
        after = parts[place + 1] if place < last else ""
        choices = _SPELLINGS.get(part) or _read_letter(part, before, after, place, last)
        if part == "z" and (german or before in {"l", "n", "r"}):
            choices = ("s", "ts")
        elif part == "x" and not place:
            choices = ("s", "x", "ks")
        if len(choices) == 1:
            readings = [reading + choices[0] for reading in readings]
        else:
            # Every word starts with its likeliest reading; a word rarely follows two conventions at once.
            readings = [reading + choice for choice in choices for reading in readings][: _LIMIT * 2]
    finished = [finish_reading(reading) for reading in readings]
    return tuple(dict.fromkeys([*finished, *_other_ends(finished, word)]))[:_LIMIT]


def _read_letter(part: str, before: str, after: str, place: int, last: int) -> tuple[str, ...]:
    if part == "c":
        if after in {"e", "i", "y", "é", "è", "ê", "í"}:
            return ("s", "j", "ts")
        if place == last:
            return ("c", "k") if before == "i" else ("k",)
        return ("k", "ts") if after in _VOWELS else ("k",)
    if part == "j":
        if after[:1] not in _VOWELS:
            return ("i",) if place else ("j", "h")
        return ("i", "j", "h")
    if part == "h":
        if place == last and before == "a":
            return ("",)
        if place and before[-1] in _VOWELS and after and after[0] not in _VOWELS:
            return ("h", "")
        return ("h",)
    return (_plain_letter(part),)


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
    if first.endswith(("cev", "xev", "jev")):
        return [reading[:-2] + "ov" for reading in readings]
    if first.endswith("enka"):
        return [first[:-1] + "o"]
    return []
