"""Spell words of other scripts in the sounds of `sounds`, by the conventions of their languages."""

import re

from talkscli.names.folding import fold_letters
from talkscli.names.sounds import finish_reading, read_latin

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "e", "ё": "io", "ж": "j",
    "з": "s", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "c", "ш": "x",
    "щ": "xc", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
    "ў": "u", "ј": "i", "љ": "l", "њ": "n", "ђ": "j", "ћ": "c", "џ": "j", "ѓ": "g", "ќ": "k", "ѕ": "ds",
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ӣ": "i", "ҳ": "h",
    "ҷ": "j", "ӯ": "u", "ѣ": "e", "ѳ": "f", "ѵ": "i", "’": "", "'": "",
}  # fmt: skip
_UKRAINIAN = frozenset("іїєґ")

_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "s", "η": "i", "θ": "t", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "ks", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "i", "φ": "f", "χ": "h", "ψ": "ps", "ω": "o",
}  # fmt: skip
_GREEK_PAIRS = (
    ("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("υι", "i"), ("γγ", "ng"), ("γκ", "g"), ("γχ", "nh"),
    ("γξ", "nks"), ("τζ", "tz"), ("τσ", "ts"), ("αυ", "av"), ("ευ", "ev"),
)  # fmt: skip

_GEORGIAN_LETTERS = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
_GEORGIAN_SOUNDS = "a b g d e v s t i k l m n o p j r s t u p k g k x c ts ds ts c h j h"
_GEORGIAN = dict(zip(_GEORGIAN_LETTERS, _GEORGIAN_SOUNDS.split(), strict=True))

_ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "s", "է": "e", "ը": "i", "թ": "t", "ժ": "j",
    "ի": "i", "լ": "l", "խ": "h", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "ds", "ղ": "g", "ճ": "c", "մ": "m",
    "յ": "i", "ն": "n", "շ": "x", "ո": "o", "չ": "c", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v",
    "տ": "t", "ր": "r", "ց": "ts", "ւ": "v", "փ": "p", "ք": "k", "և": "ev", "օ": "o", "ֆ": "f",
}  # fmt: skip

_ARABIC = {
    "ا": "a", "آ": "a", "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "h", "د": "d", "ذ": "d",
    "ر": "r", "ز": "s", "س": "s", "ش": "x", "ص": "s", "ض": "d", "ط": "t", "ظ": "s", "ع": "a", "غ": "g",
    "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "u", "ي": "i", "پ": "p",
    "چ": "c", "ژ": "j", "گ": "g", "ڤ": "v", "ں": "n", "ہ": "h", "ھ": "h", "ے": "e", "ٹ": "t", "ڈ": "d",
    "ڑ": "r", "ڭ": "n", "ۆ": "o", "ۇ": "u", "ې": "e", "ە": "e", "ڕ": "r", "ڵ": "l", "ێ": "e",
}  # fmt: skip

_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "u", "ז": "s", "ח": "h", "ט": "t", "י": "i",
    "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p",
    "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r", "ש": "x", "ת": "t",
}  # fmt: skip

_HANGUL = """g kk n d tt r m b pp s ss - j jj c k t p h
a ae ia iae eo e ieo ie o va vae oe io u veo ve vi iu eu ui i
- k k k n n n t l k m l l l p l m p p t t ng t t k t p t"""
_INITIALS, _MEDIALS, _FINALS = (line.replace("-", "").split(" ") for line in _HANGUL.splitlines())


def script_of(word: str) -> str:
    """Return the script of a word by its first letter that tells: latin, cyrillic, greek, ..., other."""
    for letter in word:
        point = ord(letter)
        if point < 0x250 or 0x1E00 <= point < 0x1F00:
            if letter.isalpha():
                return "latin"
            continue
        for name, first, last in _RANGES:
            if first <= point < last:
                return name
    return "latin" if word.isascii() else "other"


_RANGES = (
    ("latin", 0x250, 0x2B0),
    ("greek", 0x370, 0x400),
    ("cyrillic", 0x400, 0x530),
    ("armenian", 0x530, 0x590),
    ("hebrew", 0x590, 0x600),
    ("arabic", 0x600, 0x780),
    ("indic", 0x900, 0xE00),
    ("georgian", 0x10A0, 0x1100),
    ("greek", 0x1F00, 0x2000),
    ("georgian", 0x1C90, 0x1CC0),
    ("kana", 0x3040, 0x3100),
    ("han", 0x3400, 0xA000),
    ("hangul", 0xAC00, 0xD7B0),
    ("han", 0xF900, 0xFB00),
    ("arabic", 0xFB50, 0xFE00),
    ("han", 0x20000, 0x32000),
)

VOWELLED = frozenset({"latin", "cyrillic", "greek", "georgian", "armenian"})
"""Scripts that write every vowel, so that equal sound spellings mean an equal name."""

SYLLABIC = frozenset({"han", "hangul", "kana"})
"""Scripts in which one sign more or less is another name."""


def read_word(word: str, script: str) -> tuple[str, ...]:
    """Return the sound spellings of one lower-case word of any script, the likeliest first."""
    if script == "latin":
        return read_latin(word)
    if script == "cyrillic":
        return _read_cyrillic(word)
    if script == "greek":
        return _read_greek(word)
    if script == "georgian":
        spelled = finish_reading("".join(_GEORGIAN.get(letter, "") for letter in word))
        # A name that ends in a consonant takes an i in the nominative.
        return (spelled, spelled[:-1]) if len(spelled) > 4 and spelled.endswith("i") else (spelled,)
    if script == "armenian":
        return _read_armenian(word)
    if script == "arabic":
        return _read_arabic(word)
    if script == "hebrew":
        return _read_hebrew(word)
    if script == "hangul":
        return _read_hangul(word)
    from anyascii import anyascii

    if script == "indic":
        word = word.translate(_NASALS)
    spelled = "".join(letter for letter in anyascii(word) if letter.isalnum())
    if script == "han":
        return _read_pinyin(spelled)
    return read_latin(spelled.lower())[:2]


def _read_cyrillic(word: str) -> tuple[str, ...]:
    plain = _spell_cyrillic(word)
    readings = [plain]
    if "г" in word:
        throaty = "".join(["h" if letter == "г" else _CYRILLIC.get(letter, letter) for letter in word])
        readings = [throaty, plain] if _UKRAINIAN.intersection(word) else [plain, throaty]
    if "ў" in word:
        # Belarusian says u where Russian and Ukrainian write v.
        readings += [_spell_cyrillic(word.replace("ў", "в"))]
    if "ё" in word:
        readings += [reading.replace("io", "e") for reading in readings]
    if "я" in word or "ю" in word:
        # Softness that other alphabets do not write: Гюль, Gül.
        hard = _SOFTENED.sub(lambda found: "а" if found[0] == "я" else "у", word)
        readings.append(_spell_cyrillic(hard))
    if _CHINESE.search(word):
        readings.append(_read_palladius(word))
    if _JAPANESE_SIGN.search(word) and _JAPANESE.fullmatch(word):
        readings.append(_spell_cyrillic(_read_polivanov(word)))
    if plain.endswith("enka"):
        readings.append(plain[:-1] + "o")
    if plain.endswith(("cev", "xcev", "jev", "xev")):
        readings.append(plain[:-2] + "ov")
    if "ъ" in word:
        # A vowel in Bulgarian, a mute sign in Russian.
        readings.append("".join(["a" if letter == "ъ" else _CYRILLIC.get(letter, letter) for letter in word]))
    return tuple(dict.fromkeys(map(finish_reading, readings)))


_SOFTENED = re.compile("(?<=[бвгґдзклмнпрстфхц])[яю]")
_CHINESE = re.compile("цз|чж|^[сц][яюи]|ся|ця|цю|^[^аеиоуыэюяіїє]?[аэоу]н$|[юэ]н")
_PALLADIUS = (
    ("цз(?=[яюие])", "j"), ("цз", "s"), ("чж", "j"), ("ц(?=[яюие])", "c"), ("нь", "N"),
    ("ун", "онг"), ("н(?=$|[^аеиоуыэюя])", "нг"),
)  # fmt: skip


def _read_palladius(word: str) -> str:
    """Return the sounds of a Chinese name as Russian has it: н for ng, нь for n, ц for q, цз for j and z."""
    for pattern, sound in _PALLADIUS:
        word = re.sub(pattern, sound, word)
    return _spell_cyrillic(word.replace("N", "н"))


_JAPANESE_SIGN = re.compile("[тс][иёюя]|дз")
_JAPANESE = re.compile("(?:(?:[кгсзтнхбпмрцй]|дз?)?[аиуэоеёюя]н?)+")
_POLIVANOV = (("дз(?=[иёюя])", "дж"), ("дз", "з"), ("т(?=[иёюя])", "ч"), ("с(?=[иёюя])", "ш"))


def _read_polivanov(word: str) -> str:
    """Respell a Japanese name as it sounds: Russian writes ти for chi, си for shi, дз for j and z."""
    for pattern, sound in _POLIVANOV:
        word = re.sub(pattern, sound, word)
    return word


def _spell_cyrillic(word: str) -> str:
    return "".join([_CYRILLIC.get(letter, letter) for letter in word])


def _read_greek(word: str) -> tuple[str, ...]:
    # A diaeresis keeps two vowels apart; the fold would take it away, so a stop stands in for it.
    split = word.replace("ϊ", "-ι").replace("ΐ", "-ι").replace("ϋ", "-υ")
    spelled = "-".join(map(fold_letters, split.split("-")))
    for pair, sound in _GREEK_PAIRS:
        spelled = spelled.replace(pair, sound)
    spelled = spelled.removesuffix("φ") + "v" if spelled.endswith(("οφ", "εφ")) else spelled
    foreign = spelled.replace("tz", "j").replace("ts", "c").replace("μπ", "b").replace("ντ", "d")
    ways = (
        spelled.replace("μπ", "mp").replace("ντ", "nt"),
        spelled.replace("μπ", "b").replace("ντ", "d"),
        foreign,
        _GREEK_GLIDE.sub("i", foreign),
        spelled.replace("μπ", "mb").replace("ντ", "nd"),
    )
    return tuple(
        dict.fromkeys(
            finish_reading("".join([_GREEK.get(letter, letter) for letter in way]).replace("-", ""))
            for way in ways
        )
    )


_GREEK_GLIDE = re.compile("γι?(?=[αεο])")


_ARABIC_OTHER = {**_ARABIC, "ض": "s", "ذ": "s", "ث": "s", "ج": "g", "و": "v", "غ": "g"}
"""The sounds of the same letters in Persian, Turkish and Egyptian mouths."""


def _read_arabic(word: str) -> tuple[str, ...]:
    # Persian and Urdu have code points of their own for letters that are the same.
    spelled = fold_letters(word).replace("تش", "چ")
    for start in ("", "عبد"):
        if spelled.startswith(f"{start}ال") and len(spelled) > len(start) + 4:
            # The article is written together with its word, and within compounds such as عبدالكريم.
            spelled = start + spelled[len(start) + 2 :]
    if not spelled:
        return ("",)
    if spelled[0] == "و":
        spelled = "v" + spelled[1:]
    return tuple(
        dict.fromkeys(
            finish_reading("".join(table.get(letter, letter if letter == "v" else "") for letter in spelled))
            for table in (_ARABIC, _ARABIC_OTHER)
        )
    )


def _read_hebrew(word: str) -> tuple[str, ...]:
    """Read ו as v at the start and where it is doubled; inside, as u first and then as v."""
    spelled = "v" + word[2 if word[:2] == "וו" else 1 :] if word[0] == "ו" else word
    spelled = spelled.replace("וו", "v")
    ways = (spelled, spelled.replace("ו", "v"))
    return tuple(
        dict.fromkeys(
            finish_reading("".join([_HEBREW.get(letter, letter) for letter in way])) for way in ways
        )
    )


def _read_armenian(word: str) -> tuple[str, ...]:
    spelled = word.replace("ու", "u")
    if spelled.startswith("ո"):
        spelled = "vo" + spelled[1:]
    return (finish_reading("".join([_ARMENIAN.get(letter, letter) for letter in spelled])),)


_NASALS = str.maketrans(
    dict.fromkeys("\u0901\u0902\u0981\u0982\u0a02\u0a70\u0a82\u0b02\u0c02\u0c82\u0d02", "n")
)
"""The signs that make a vowel nasal, which romanizations write as n."""

_SYLLABLE = re.compile("[A-Z][a-z]*")
_PINYIN = {"Zh": "dj", "Ch": "tch", "J": "dj", "Q": "tch", "X": "s", "Z": "ts", "C": "ts", "R": "r"}
_WADE = {
    "Zh": "tch",
    "J": "tch",
    "Q": "tch",
    "X": "s",
    "Z": "ts",
    "C": "ts",
    "B": "p",
    "D": "t",
    "G": "k",
    "R": "dj",
}
"""What Wade and Giles write for a pinyin initial; their aspirates are lost in common use."""


def _read_pinyin(spelled: str) -> tuple[str, ...]:
    """Return the sounds of pinyin as spoken, as its letters are read, and as Wade and Giles wrote them."""
    syllables = _SYLLABLE.findall(spelled)
    ways = [_respell(syllables, table) for table in (_PINYIN, {"J": "dj"}, _WADE)]
    ways[2] = ways[2].replace("ian", "ien").replace("yan", "yen").replace("ong", "ung")
    return tuple(dict.fromkeys(read_latin(way)[0] for way in ways))


def _respell(syllables: list[str], table: dict[str, str]) -> str:
    spelled = ""
    for syllable in syllables:
        size = 2 if syllable[:2] in {"Zh", "Ch", "Sh"} else 1
        spelled += table.get(syllable[:size], syllable[:size]) + syllable[size:]
    return spelled.lower()


_SURNAMES = {
    "이": ("li", "i", "ri"), "박": ("park", "pak"), "최": ("coi", "co"), "노": ("ro", "no"),
    "임": ("lim", "im"), "유": ("iu",), "류": ("riu", "iu"), "정": ("cung", "jung"), "안": ("an", "ahn"),
    "오": ("o", "oh"), "리": ("ri", "li"), "려": ("rio",), "황": ("huang",), "전": ("con", "cun"),
    "심": ("xim", "sim"), "신": ("xin", "sin"), "석": ("suk", "sok"),
}  # fmt: skip
"""Surnames that their bearers write by habit, not by rule."""


def _read_hangul(word: str) -> tuple[str, ...]:
    ruled = "".join(map(_read_syllable, word))
    hard = ruled.translate(str.maketrans("gdbj", "ktpc"))
    ways = [ruled, *_SURNAMES.get(word, ())]
    for plain in (ruled, hard, "l" + ruled[1:]) if ruled.startswith("r") else (ruled, hard):
        ways += [plain.replace("eo", "u").replace("eu", "u"), plain.replace("eo", "o").replace("eu", "u")]
    return tuple(dict.fromkeys(map(finish_reading, ways)))


def _read_syllable(syllable: str) -> str:
    index = ord(syllable) - 0xAC00
    if not 0 <= index < 11172:
        return ""
    lead, rest = divmod(index, 588)
    return _INITIALS[lead] + _MEDIALS[rest // 28] + _FINALS[rest % 28]
