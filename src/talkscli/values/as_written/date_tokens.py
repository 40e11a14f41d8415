"""What the words and numbers of a date say, one token each; the language is forgotten here."""

import re
from collections.abc import Iterator

from talkscli.values.as_written.date_digits import read_numeric
from talkscli.values.as_written.date_words import MONTHS, ORDINALS, PARTS_OF_DAY, PHRASES, SEASONS, WEEKDAYS

MONTH, SEASON, WEEKDAY, NUMBER, YEAR, ORDINAL, JOINT, COMMA, DECADE, FULL = (
    "month", "season", "weekday", "number", "year", "ordinal", "-", ",", "decade", "full",
)  # fmt: skip

PART_OF_DAY = "part of the day"

Token = tuple[str, int]
"""What a word or number says, and its number: a month's, a weekday's, a day's."""


def _number_lines(table: str) -> dict[str, int]:
    return {
        word: number
        for number, line in enumerate(table.strip().splitlines(), 1)
        for word in line.replace("|", " ").split()
    }


def _list_phrases() -> dict[str, str]:
    phrases: dict[str, str] = {}
    for entry in re.split(r"\n(?=\w)", PHRASES.strip()):
        what, _, words = entry.partition(":")
        for phrase in re.split(r"[,|]", " ".join(words.split())):
            if phrase.strip() not in {"", "-"}:
                # A word of two languages keeps its first meaning, but for one that says nothing elsewhere.
                phrases.setdefault(phrase.strip().replace("-", " - "), what)
    return phrases


_MONTHS, _SEASONS, _WEEKDAYS, _ORDINALS = map(_number_lines, (MONTHS, SEASONS, WEEKDAYS, ORDINALS))
_PHRASES = _list_phrases()
_LONGEST_PHRASE = max(phrase.count(" ") for phrase in _PHRASES) + 1
_WORD = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])|[0-9]{1,2}([./])[0-9]{1,2}\2[0-9]{4})"
    r"|(?P<decade>[0-9]{3}0(?:'?(?:s|er|l[ae]r|l[iıuü])|-?(?:х|е|ті|их|ые|ых)))(?![^\W\d_])"
    r"|(?P<number>[0-9]+)(?P<end>st|nd|rd|th|er|re|-?го|-?е|\.)?(?:'[^\W\d_]{1,5})?(?![^\W\d_])"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*\.?)|(?P<sign>[-/,&~])"
)
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi"
_ROMAN = {numeral: number for number, numeral in enumerate(_NUMERALS.split(), 1)}


def tokenize(words: str, order: str) -> list[Token]:
    """Return what the words say, phrases before single words; nothing if one of them is unknown."""
    pieces = list(_WORD.finditer(words))
    if re.sub(r"[\s.']", "", _WORD.sub("", words)):
        return []
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        for size in range(min(_LONGEST_PHRASE, len(pieces) - at), 0, -1):
            phrase = " ".join(found[0] for found in pieces[at : at + size])
            what = _PHRASES.get(phrase)
            if what is None or (phrase in _MONTHS and size == 1):
                continue
            # A season or month that begins a phrase of its own is left to the word.
            tokens.append((what, 0))
            at += size
            break
        else:
            token = _read_piece(pieces[at], order)
            if token is None:
                return []
            tokens.append(token)
            at += 1
    # Which part of its day is less than a notation holds; alone it is no date.
    return list(_join_pairs([token for token in tokens if token[0] not in {"nothing", PART_OF_DAY}]))


def _join_pairs(tokens: list[Token]) -> Iterator[Token]:
    """Join a word with its number where both are one thing: the years of `années 1980`, the half of `H1`."""
    left = iter(tokens)
    for what, number in left:
        if what == "half":
            yield {1: "first half", 2: "second half"}.get(next(left, ("", 0))[1], ""), 0
        elif (what, number) == (DECADE, 0):
            year = next(left, ("", 1))[1]
            yield (DECADE, year) if year >= 1000 and year % 10 == 0 else ("", 0)
        else:
            yield what, number


def _read_piece(found: re.Match[str], order: str) -> Token | None:
    piece = found[0]
    if found["day"]:
        days = [one for one in read_numeric(piece, order, None) if len(one) == 10 and one[:4].isdecimal()]
        return (FULL, int(days[0].replace("-", ""))) if len(days) == 1 else None
    if found["decade"]:
        return DECADE, int(piece[:4])
    if found["number"]:
        if piece in _ORDINALS and found["end"] not in {".", None}:
            return ORDINAL, _ORDINALS[piece]
        number = int(found["number"]) if len(found["number"]) < 6 else 0
        if len(found["number"]) == 4:
            # Where a year stands in digits, 0000 says that it is not known.
            return (YEAR, number) if number else None
        return (
            (NUMBER, number) if len(found["number"]) < 3 and (number or len(found["number"]) == 2) else None
        )
    if found["sign"]:
        return {"&": "and", ",": COMMA, "~": "about"}.get(piece, JOINT), 0
    # Turkish sets a case after an apostrophe, German and Russian shorten with a full stop.
    for word in (piece, piece.removesuffix("."), piece.partition("'")[0]):
        for what, table in ((MONTH, _MONTHS), (SEASON, _SEASONS), (WEEKDAY, _WEEKDAYS), (ORDINAL, _ORDINALS)):
            if word in table:
                return what, table[word]
        if word in _PHRASES:
            return _PHRASES[word], 0
    for part in PARTS_OF_DAY:
        if (day := piece.removesuffix(part)) != piece and day in _WEEKDAYS:
            return WEEKDAY, _WEEKDAYS[day]
    for numeral in (piece, piece.removesuffix("ème").removesuffix("e")):
        if numeral in _ROMAN:
            return NUMBER, _ROMAN[numeral]
    return {"q": ("quarter", 0), "т": ("quarter", 0), "к": ("quarter", 0), "h": ("half", 0)}.get(piece)
