"""How a word in Latin letters is heard by those who write other scripts: Trump is Трамп, Barrot is Барро.

Each language has its own letters for sounds, and the letters do not tell the language. These readings are too
wide to make two Latin spellings the same; they only meet a word that was written by ear in another script.
"""

import re

from talkscli.names.sounds import read_latin

_ENGLISH = (
    ("eigh|ei", "i"), ("(?<=[^aeiou])[uie]r(?=[^aeiouy])", "er"), ("air", "er"), ("e([^aeiouywr])e$", r"i\1"),
    ("igh", "ai"), ("(?<=[^aeiou])u(?=[^aeiouy]{2})", "a"), ("(?<=[^aeiou])u(?=[^aeiouy]$)", "a"),
    ("a([^aeiouywrx])e(?=s?$)", r"ei\1"), ("i([^aeiouywx])e(?=s?$)", r"ai\1"), ("o([^aeiouywx])e(?=s?$)", r"o\1"),
    ("u([^aeiouywx])e(?=s?$)", r"iu\1"), ("ea", "i"), ("oa", "o"), ("a[iy]", "ei"), ("(?<=[^aeiou])y(?=[^aeiou])", "ai"),
    ("wr", "r"), ("kn", "n"), ("w(?=[aeiou])", "u"), ("ow", "ou"), ("(?<=[^aeiou])e$", ""), ("g(?=[ey])", "dj"),
)  # fmt: skip
_AMERICAN = (
    ("a(?=[^aeiouyrw]{2})", "e"), ("(?<=[^aeiou])u(?=[^aeiouy]{2})", "a"), ("th", "t"), ("ea", "ei"), ("ay", "ei"),
    ("w(?=[aeiou])", "u"), ("(?<=[^aeiou])e$", ""), ("g(?=[eiy])", "dj"),
)  # fmt: skip
"""The same letters with the other sounds that they have in English."""
_FRENCH = (
    ("eaux?|aux?$|au", "o"), ("ill", "ii"), ("oi", "ua"), ("ai|ei|ay", "e"), ("eu|œu", "e"), ("(?<![cpstz])h", ""),
    ("(?<!t)ch", "sh"), ("ean", "an"), ("gn", "ni"), ("g(?=[eéèi])|j", "zh"), ("zhe(?=[ao])", "zh"),
    ("er$|ez$|et$", "e"), ("(?<=[^aeiou])es?$", ""), ("(?<=.)[tdsxzp]+$", ""), ("qu", "k"), ("oû", "u"),
)  # fmt: skip
_GERMAN = (
    ("^s(?=[tp])", "sh"), ("e[iy]|ay", "ai"), ("eu|äu", "oi"), ("(?<!a)ie", "i"), ("(?<=[aeiouäöü])h(?=[^aeiouäöü]|$)", ""),
    ("v", "f"), ("(?<!t)z", "ts"), ("(?<!s)ch", "kh"), ("j", "i"),
)  # fmt: skip
_SPANISH = (
    ("h", ""), ("j|g(?=[eiéí])|x", "h"), ("ll", "l"), ("z|c(?=[eiéí])", "s"), ("qu", "k"), ("gu(?=[eiéí])", "g"),
    ("c$", "k"),
)  # fmt: skip
_POLISH = (
    ("szcz", "shch"), ("rz", "zh"), ("ą", "on"), ("ę", "en"), ("ó", "u"), ("cz|ć|ci(?=[aou])", "tch"), ("sz|ś|si(?=[aou])", "sh"),
    ("ch", "kh"), ("(?<!t)c(?!h)", "ts"), ("ź|ż|zi(?=[aou])", "zh"),
)  # fmt: skip
_HUNGARIAN = (
    ("cs", "tch"), ("zs", "zh"), ("sz", "ß"), ("s", "sh"), ("gy", "d"), ("ny", "n"), ("ly", "i"), ("(?<!t)c(?!h)", "ts"),
)  # fmt: skip
_ITALIAN = (
    ("sc(?=[ei])", "sh"), ("ch", "k"), ("gli", "li"), ("gh", "g"), ("gn", "ni"), ("cci(?=[aou])|ci(?=[aou])|c(?=[ei])", "tch"),
    ("gi(?=[aou])|g(?=[ei])", "dj"), ("zz?", "ts"),
)  # fmt: skip
_TURKISH = (("c", "dj"), ("ç", "tch"), ("ğ", ""))
_PORTUGUESE = (
    ("ão", "an"),
    ("ões", "ons"),
    ("nh", "ni"),
    ("lh", "li"),
    ("ç", "s"),
    ("g(?=[ei])|j", "zh"),
    ("ch", "sh"),
)

_LANGUAGES = tuple(
    tuple((re.compile(pattern), sound) for pattern, sound in rules)
    for rules in (
        _ENGLISH,
        _AMERICAN,
        _FRENCH,
        _GERMAN,
        _SPANISH,
        _POLISH,
        _HUNGARIAN,
        _ITALIAN,
        _TURKISH,
        _PORTUGUESE,
    )
)


def hear_latin(word: str) -> frozenset[str]:
    """Return the sound spellings that a lower-case Latin word has in the languages that may own it."""
    heard: set[str] = set()
    for rules in _LANGUAGES:
        spelled = word
        for pattern, sound in rules:
            spelled = pattern.sub(sound, spelled)
        if spelled != word and spelled:
            heard.update(read_latin(spelled)[:2])
    return frozenset(heard)
