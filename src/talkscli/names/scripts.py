"""Spell words of other scripts in the sounds of `sounds`, by the conventions of their languages."""

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

_GEORGIAN = dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", ["a", "b", "g", "d", "e", "v", "s", "t", "i", "k", "l", "m", "n", "o", "p", "j", "r", "s", "t", "u", "p", "k", "g", "k", "x", "c", "ts", "ds", "ts", "c", "h", "j", "h"], strict=True))  # fmt: skip

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

_INITIALS = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "c", "k", "t", "p", "h"]
_MEDIALS = ["a", "ae", "ia", "iae", "o", "e", "io", "ie", "o", "ua", "uae", "ue", "io", "u", "uo", "ue", "ui", "iu", "u", "ui", "i"]
_FINALS = ["", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"]


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


def read_word(word: str, script: str) -> tuple[str, ...]:
    """Return the sound spellings of one lower-case word of any script, the likeliest first."""
    if script == "latin":
        return read_latin(word)
    if script == "cyrillic":
        return _read_cyrillic(word)
    if script == "greek":
        return _read_greek(word)
    if script == "georgian":
        return (finish_reading("".join(_GEORGIAN.get(letter, "") for letter in word)),)
    if script == "armenian":
        return _read_armenian(word)
    if script == "arabic":
        return (finish_reading("".join(_ARABIC.get(letter, "") for letter in word)),)
    if script == "hebrew":
        return (finish_reading("".join(_HEBREW.get(letter, "") for letter in word)),)
    if script == "hangul":
        return (finish_reading("".join(map(_read_syllable, word))),)
    from anyascii import anyascii

    spelled = "".join(letter for letter in anyascii(word).lower() if letter.isalnum())
    return read_latin(spelled)


def _read_cyrillic(word: str) -> tuple[str, ...]:
    plain = "".join([_CYRILLIC.get(letter, letter) for letter in word])
    readings = [plain]
    if "г" in word:
        throaty = "".join(["h" if letter == "г" else _CYRILLIC.get(letter, letter) for letter in word])
        readings = [throaty, plain] if _UKRAINIAN.intersection(word) else [plain, throaty]
    if "ё" in word:
        readings += [reading.replace("io", "e") for reading in readings]
    return tuple(dict.fromkeys(map(finish_reading, readings)))


def _read_greek(word: str) -> tuple[str, ...]:
    from talkscli.names.folding import fold_letters

    # A diaeresis keeps two vowels apart; the fold would take it away, so a stop stands in for it.
    split = word.replace("ϊ", "-ι").replace("ΐ", "-ι").replace("ϋ", "-υ")
    spelled = "-".join(map(fold_letters, split.split("-")))
    for pair, sound in _GREEK_PAIRS:
        spelled = spelled.replace(pair, sound)
    hard = spelled.replace("μπ", "b").replace("ντ", "d")
    soft = spelled.replace("μπ", "mp").replace("ντ", "nt")
    return tuple(
        dict.fromkeys(
            finish_reading("".join([_GREEK.get(letter, letter) for letter in way]).replace("-", ""))
            for way in (soft, hard)
        )
    )


def _read_armenian(word: str) -> tuple[str, ...]:
    spelled = word.replace("ու", "u")
    if spelled.startswith("ո"):
        spelled = "vo" + spelled[1:]
    return (finish_reading("".join([_ARMENIAN.get(letter, letter) for letter in spelled])),)


def _read_syllable(syllable: str) -> str:
    index = ord(syllable) - 0xAC00
    if not 0 <= index < 11172:
        return ""
    lead, rest = divmod(index, 588)
    return _INITIALS[lead] + _MEDIALS[rest // 28] + _FINALS[rest % 28]
