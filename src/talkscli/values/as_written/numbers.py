"""Numbers as people write them in English: digits with separators, words, and both together.

A number is read with the words around it that say how exact it is: `at least 1,000` is `>=1000`. Which word
says what is written down in `HEDGES`, `MULTITUDES` and `SCALES`; docs/values.md shows the same tables.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

HEDGES = {
    "~": "about, around, approximately, approx., approx, circa, ca., ca, c., roughly, some, or so, "
    "more or less, give or take, barely, hardly, estimated, an estimated",
    "=": "exactly, precisely",
    ">": "more than, over, above, in excess of, upwards of, greater than, longer than, "
    "well over, far more than, much more than",
    ">=": "at least, no less than, no fewer than, not less than, not fewer than, a minimum of, minimum, min.",
    "<": "less than, fewer than, under, below, shorter than",
    "<=": "at most, up to, no more than, not more than, a maximum of, maximum, max., as many as, as much as",
    "-": "almost, nearly, close to, just under, just below, slightly less than, "
    "a little less than, not quite",
    "+": "just over, just above, slightly more than, a little more than, a little over, slightly over",
}
"""A sign, and the words for it. `-` and `+` stand for a tenth below and a tenth above."""

MULTITUDES = {
    "several": 2, "a few": 2, "few": 2, "a number of": 2, "many": 2, "multiple": 2, "tens": 10, "dozens": 12,
    "scores": 20, "hundreds": 100, "thousands": 1000, "tens of thousands": 10_000,
    "hundreds of thousands": 100_000,
    "millions": 1_000_000, "tens of millions": 10_000_000, "hundreds of millions": 100_000_000,
    "billions": 1_000_000_000,
}  # fmt: skip
"""Words for no certain number, and the least that they mean."""

SCALES = {
    "hundred": 100, "hundreds": 100, "thousand": 1000, "thousands": 1000, "k": 1000, "tsd": 1000,
    "million": 10**6, "millions": 10**6, "mln": 10**6, "mn": 10**6, "m": 10**6, "mio": 10**6,
    "billion": 10**9, "billions": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "trillions": 10**12,
    "tn": 10**12, "dozen": 12, "dozens": 12, "score": 20,
}  # fmt: skip
"""What a number is multiplied by. A billion is a thousand million."""

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS = {word: number for number, word in enumerate(_UNITS.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), 2)
}
NUMBER_WORDS |= {"no": 0, "none": 0, "nobody": 0, "nothing": 0, "single": 1, "couple": 2, "pair": 2}
_ARTICLES = {"a", "an"}
_PARTS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "third": Fraction(1, 3)}
_PARTS |= {"quarters": _PARTS["quarter"], "thirds": _PARTS["third"]}
_SIGNS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}

_BLANKS = "[ \u00a0\u202f\u2009']"
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:({_BLANKS}|[.,])[0-9]{{3}})(?:\1[0-9]{{3}})*(?:[.,][0-9]+)?")
_DIGITS = re.compile(
    rf"[0-9]{{1,3}}(?:{_BLANKS}[0-9]{{3}})+(?:[.,][0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)*|[½¼¾⅓⅔]"
)
_TOKEN = re.compile(rf"{_DIGITS.pattern}|[a-zà-ÿ]+|\S")

LONGEST = 200
"""A longer text is no number."""

Meaning = tuple[str, Fraction, Fraction]
"""A sign of `HEDGES` or nothing, the number, and the number at the other end of a range."""


def fold(text: str) -> str:
    """Return a text in small letters with one kind of dash, of minus and of blank."""
    text = text.replace("–", "-").replace("—", "-").replace("−", "-").replace("‒", "-").replace("’", "'")
    return " ".join(text.casefold().replace("\u200b", "").replace("\ufeff", "").split())


def read_digits(text: str, decimal: str = "") -> list[Fraction]:
    """Return the numbers that digits with separators can mean; two where a separator has two meanings.

    Args:
        text: Such as `1,000`, `1.5` or `1.234.567,8`.
        decimal: The sign before decimals, where the whole table has the same; nothing if that is not known.
    """
    if text in _SIGNS:
        return [Fraction(_SIGNS[text])]
    plain = re.sub(_BLANKS, "", text)
    points = [sign for sign in plain if sign in ".,"]
    if not points:
        return [Fraction(plain)]
    if decimal:
        other = "," if decimal == "." else "."
        whole, dot, rest = plain.partition(decimal)
        if decimal in rest or other in rest or (other in whole and not _is_grouped(whole, other)):
            return []
        return [Fraction(whole.replace(other, "") + (f".{rest}" if dot else ""))]
    if len(set(points)) == 2:
        last = points[-1]
        if points.count(last) > 1 or not _is_grouped(plain.rpartition(last)[0], points[0]):
            return []
        whole, _, rest = plain.rpartition(last)
        return [Fraction(f"{whole.replace(points[0], '')}.{rest}")]
    sign = points[0]
    if len(points) > 1:
        return [Fraction(plain.replace(sign, ""))] if _is_grouped(plain, sign) else []
    whole, _, rest = plain.partition(sign)
    grouped = len(rest) == 3 and 0 < len(whole) < 4 and whole[0] != "0"
    if not grouped:
        return [Fraction(f"{whole}.{rest}")]
    if sign == ",":
        return [Fraction(whole + rest)]
    # 1.000 is a thousand in half of Europe, and one elsewhere.
    return [Fraction(whole + rest), Fraction(f"{whole}.{rest}")]


def _is_grouped(text: str, sign: str) -> bool:
    first, *others = text.split(sign)
    return 0 < len(first) < 4 and first[0] != "0" and all(len(group) == 3 for group in others)


def read_amounts(words: str, decimal: str = "") -> list[Fraction]:
    """Return the numbers that a text without hedges can mean: `two dozen`, `1.2 million`."""
    tokens = _TOKEN.findall(words)
    # An article counts one, and where it stands beside a number it adds nothing: half a million, a dozen.
    tokens = [token for token in tokens if token not in _ARTICLES] or ["one"] * (words in _ARTICLES)
    found = list(dict.fromkeys(_add_up(tokens, decimal)))
    return found if len(found) < 3 else []


def _add_up(tokens: list[str], decimal: str) -> Iterator[Fraction]:
    """Read tokens as a sum of products: (two hundred) and five, one and a half million."""
    choices: list[list[Fraction | str]] = []
    for place, token in enumerate(tokens):
        if token in {"-", "and", "of", "the", "&"}:
            inside = 0 < place < len(tokens) - 1
            if token == "-" and not (inside and tokens[place - 1] in NUMBER_WORDS):  # noqa: S105 - a piece of text
                return
            choices.append([token])
        elif token in NUMBER_WORDS:
            choices.append([Fraction(NUMBER_WORDS[token])])
        elif token in SCALES or token in _PARTS:
            choices.append([token])
        elif _DIGITS.fullmatch(token) and (read := read_digits(token, decimal)):
            choices.append([*read])
        else:
            return
    if not choices or len(choices) > 12:
        return
    ways: list[list[Fraction | str]] = [[]]
    for choice in choices:
        ways = [[*way, one] for way in ways for one in choice]
    for way in ways:
        total = _total(way)
        if total is not None:
            yield total


def _total(way: list[Fraction | str]) -> Fraction | None:
    total = Fraction(0)
    part: Fraction | None = None
    last = ""
    scale = 1
    for piece in way:
        if isinstance(piece, Fraction):
            if part is None:
                part = piece
            elif (
                last == "word"
                and (
                    (part % 100 == 0 and part and piece < 100)
                    or (20 <= part % 100 <= 90 and part % 10 == 0 and 0 < piece < 10)
                    or 0 < piece < 1
                )
            ) or (last == "and" and part >= 100 > piece):
                part += piece
            else:
                return None
            last = "word"
        elif piece in {"and", "&", "-"}:
            if part is None and not total:
                return None
            last = "and" if piece != "-" else last
        elif piece in {"of", "the"}:
            continue
        elif piece in _PARTS:
            share = _PARTS[piece]
            if part is None and last == "and":
                part = share * scale  # a million and a half
            elif part is not None and last == "and":
                part += share
            elif part in (None, 1):
                part = share
            elif piece.endswith("s") and last == "word":
                part *= share
            else:
                return None
            last = "word"
        else:
            scale = SCALES[piece]
            if part is None:
                if piece not in {"dozen", "score", "hundred", "thousand", "million", "billion", "trillion"}:
                    return None
                part = Fraction(1)
            if scale > 100 and scale != 12:
                total += part * scale
                part = None
            else:
                part = part * scale
            last = "word"
    if part is not None:
        total += part
    return total


_SIGN_OF = {
    word.strip(): sign for sign, words in HEDGES.items() for word in words.split(",")
}  # every hedge by its words
_HEDGE = re.compile(
    rf"(?:{'|'.join(re.escape(word) for word in sorted(_SIGN_OF, key=len, reverse=True))})(?=[ 0-9€$£]|$)"
)
_AFTER_SIGNS = {
    "or so": "~", "or more": ">=", "and more": ">=", "plus": ">=", "and over": ">=", "and above": ">=",
    "or less": "<=", "or fewer": "<=", "at least": ">=", "at most": "<=", "exactly": "=",
    "approximately": "~", "approx.": "~", "approx": "~",
}  # fmt: skip
_AFTER = re.compile(rf"(.+?),? (\()?({'|'.join(map(re.escape, _AFTER_SIGNS))})(?(2)\)|)")


def split_hedge(words: str) -> tuple[str, str]:
    """Take the words that say how exact a number is from before or after it.

    Args:
        words: A folded text.

    Returns:
        A sign of `HEDGES`, or nothing; and what is left.
    """
    for sign in ("<=", ">=", "≤", "≥", "<", ">", "~", "≈", "±", "="):
        if words.startswith(sign):
            return {"≤": "<=", "≥": ">=", "≈": "~", "±": "~"}.get(sign, sign), words[len(sign) :].strip()
    if found := _HEDGE.match(words):
        return _SIGN_OF[found[0]], words[found.end() :].strip()
    if (after := _AFTER.fullmatch(words)) is not None:
        return _AFTER_SIGNS[after[3]], after[1]
    if words.endswith("+"):
        return ">=", words[:-1].strip()
    return "", words


def split_range(words: str) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a folded text into the two ends of a range."""
    found = re.match("(between|from) ", words)
    body = words[found.end() :] if found else words
    joints = {"between": " and | ?- ?", "from": " to | until | ?- ?"}.get(
        found[1] if found else "", r" ?- ?| to |\.\.|…"
    )
    body = _NEIGHBOURS.sub(_join_neighbours, body)
    for joint in re.finditer(joints, body):
        left, right = body[: joint.start()].strip(), body[joint.end() :].strip()
        if left and right:
            yield left, right


_NEIGHBOURS = re.compile(r"([0-9]+|[a-z]+) or ([0-9]+|[a-z]+)(?![.,]?[0-9])")


def _join_neighbours(found: re.Match[str]) -> str:
    """Write two or three as two to three; three or ten stay two numbers."""
    low, high = (NUMBER_WORDS.get(word, int(word) if word.isdecimal() else None) for word in found.groups())
    return f"{found[1]} to {found[2]}" if low is not None and high == low + 1 else found[0]


def read_numbers(words: str, decimal: str = "") -> list[Meaning]:
    """Return what a folded text can mean as a number, a range or a limit."""
    if len(words) > LONGEST:
        return []
    words = f"-{words.removeprefix('minus ')}" if words.startswith("minus ") else words
    if words.startswith("-") and (below := read_amounts(words[1:], decimal)):
        return [("", -number, -number) for number in below]
    sign, rest = split_hedge(words)
    if (least := _read_multitude(rest)) is not None and sign in {"", "~", ">", ">="}:
        return [(">=", Fraction(least), Fraction(least))]
    if numbers := read_amounts(rest, decimal):
        return [(sign, number, number) for number in numbers]
    if sign in {"", "~"}:
        for left, right in split_range(rest):
            meanings = [(sign, low, high) for low, high in _pair_ends(left, right, decimal) if low < high]
            if meanings:
                return meanings
    return []


def _read_multitude(words: str) -> int | None:
    """Return the least that words for no certain number mean: `several hundred` is two hundred at least."""
    words = words.removeprefix("many ")
    if words in MULTITUDES:
        return MULTITUDES[words]
    few, _, scale = words.rpartition(" ")
    return MULTITUDES[few] * SCALES[scale] if few in _FEW and scale in SCALES and len(scale) > 3 else None


_FEW = {"several", "a few", "few", "many"}


def _pair_ends(left: str, right: str, decimal: str) -> Iterator[tuple[Fraction, Fraction]]:
    """Yield the ends of a range: `1-2 million` are both millions."""
    highs = read_amounts(right, decimal)
    lows = read_amounts(left, decimal)
    tokens = _TOKEN.findall(right)
    if tokens and tokens[-1] in SCALES and not set(_TOKEN.findall(left)) & set(SCALES):
        scale = SCALES[tokens[-1]]
        lows = [low * scale for low in lows]
    for low in lows:
        for high in highs:
            yield low, high


def write_number(number: Fraction) -> str:
    """Write a number without separators, exactly; fractions without an end to at most nine decimals.

    Three decimals get a fourth: of 1.234 nobody could tell whether it is a thousand and more.
    """
    if number.denominator == 1:
        return str(number.numerator)
    text = f"{float(number):.9f}".rstrip("0").rstrip(".")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text


def write_meaning(meaning: Meaning) -> str:
    """Write a number with its sign in the notation of counts."""
    sign, low, high = meaning
    whole = low.denominator == high.denominator == 1
    if sign == "-":
        # A tenth below, and not the number itself: of whole things the next smaller one.
        return f"{write_number(_tenth_off(low, whole, -1))}..{write_number(low - 1 if whole else low)}"
    if sign == "+":
        return f"{write_number(low + 1 if whole else low)}..{write_number(_tenth_off(low, whole, 1))}"
    if low != high:
        return f"{sign}{write_number(low)}..{write_number(high)}"
    return f"{sign}{write_number(low)}"


def _tenth_off(number: Fraction, whole: bool, direction: int) -> Fraction:
    tenth = abs(number) / 10
    step = Fraction(max(1, int(tenth))) if whole else tenth
    return number + direction * step


def read_counts(text: str, decimal: str = "") -> list[str]:
    """Return the notations of a count that a text can mean, each once."""
    words = fold(text)
    if words in _ARTICLES:
        # "An hour" is one; "a" alone is a letter.
        return []
    meanings = read_numbers(words, decimal)
    return list(dict.fromkeys(write_meaning(meaning) for meaning in meanings))
