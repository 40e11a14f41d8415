"""Dates as people write them in six languages, to EDTF.

A text becomes tokens: numbers, months, and the few things that phrases say. What the tokens mean together does
not depend on the language. What has two meanings is given with both; what has none is not guessed.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from talkscli.values.as_written.date_words import MONTHS, ORDINALS, PHRASES, SEASONS, WEEKDAYS
from talkscli.values.as_written.numbers import LONGEST, fold
from talkscli.values.edtf_calendar import days_in_month

DMY, MDY, YMD = "dmy", "mdy", "ymd"
ORDERS = (DMY, MDY, YMD)
"""In which order a table writes day, month and year in numbers."""

NO_YEAR = "YYYY"
"""Stands in a notation for the year that is missing."""

MONTH, SEASON, WEEKDAY, NUMBER, YEAR, ORDINAL, JOINT, COMMA, DECADE, FULL = (
    "month", "season", "weekday", "number", "year", "ordinal", "-", ",", "decade", "full",
)  # fmt: skip

Token = tuple[str, int]
"""What a word or number says, and its number: a month's, a weekday's, a day's."""


class Day:
    """A year, or a month or a day of one; what is missing is 0."""

    __slots__ = ("day", "month", "year")

    def __init__(self, year: int, month: int = 0, day: int = 0) -> None:
        self.year = year
        self.month = month
        self.day = day

    @property
    def is_real(self) -> bool:
        """Whether the calendar has it."""
        if not self.month:
            return not self.day
        return 1 <= self.month <= 12 and self.day <= days_in_month(self.year or 2000, self.month)

    def __str__(self) -> str:
        year = f"{self.year:04d}" if self.year else NO_YEAR
        return year + (f"-{self.month:02d}" if self.month else "") + (f"-{self.day:02d}" if self.day else "")

    def shift(self, step: int) -> "Day":
        """Return the day, month or year after it, or before."""
        if self.day:
            moved = date(self.year, self.month, self.day) + timedelta(days=step)
            return Day(moved.year, moved.month, moved.day)
        if self.month:
            number = self.year * 12 + self.month - 1 + step
            return Day(number // 12, number % 12 + 1)
        return Day(self.year + step)


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
                phrases.setdefault(phrase.strip(), what)
    return phrases


_MONTHS, _SEASONS, _WEEKDAYS, _ORDINALS = map(_number_lines, (MONTHS, SEASONS, WEEKDAYS, ORDINALS))
_PHRASES = _list_phrases()
_LONGEST_PHRASE = max(phrase.count(" ") for phrase in _PHRASES) + 1
_WORD = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}([./])[0-9]{1,2}\2[0-9]{4})"
    r"|(?P<decade>[0-9]{3}0'?(?:s|ler|lar))(?![^\W\d_])"
    r"|(?P<number>[0-9]+)(?P<end>st|nd|rd|th|er|re|-?го|-?е|\.)?(?:'[^\W\d_]{1,5})?(?![^\W\d_])"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*\.?)|(?P<sign>[-/,&~])"
)
_ROMAN = {numeral: number for number, numeral in enumerate(
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi"], 1
)}  # fmt: skip


def read_dates(text: str, order: str = "", near: date | None = None) -> list[str]:
    """Return the notations of a date that a text can mean, each once.

    Args:
        text: What somebody wrote; not EDTF.
        order: One of `ORDERS`, where a table writes all its dates so; nothing if that is not known.
        near: The day of the document, by which weekdays, "yesterday" and dates without a year are settled.

    Returns:
        EDTF texts. One where the text has one meaning. A text with `YYYY` lacks its year.
    """
    words = fold(text)
    if not words or len(words) > LONGEST:
        return []
    found = list(_read_numeric(words, order, near)) or list(_read_clock(words, order, near))
    if not found:
        tokens = _tokenize(words, order)
        found = list(_read_tokens(tokens, near)) if tokens else []
    return list(dict.fromkeys(found))


_ZEROS = re.compile(r"\+?([0-9]{4})-([0-9]{2})-00(?:t00:00:00z?)?")
_YEAR_FIRST = re.compile(r"\+?([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\.?(?:t00:00:00z)?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})\.?")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[/.]([0-9]{4})")
_SHORT_YEARS = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})")
_DOTTED_ENDS = re.compile(r"([0-9]{1,2})\.(?:([0-9]{1,2})\.)? ?- ?([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_YEARS = re.compile(r"([0-9]{4}) ?[-/] ?([0-9]{4})")
_RUN_TOGETHER = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SPREADSHEET = range(20_000, 60_000)
_SPREADSHEET_START = date(1899, 12, 30)


def _read_numeric(words: str, order: str, near: date | None) -> Iterator[str]:
    """Read dates of digits alone."""
    if form := _ZEROS.fullmatch(words):
        day = Day(int(form[1]), int(form[2]))
        if day.is_real:
            yield str(day)
    elif form := _YEAR_FIRST.fullmatch(words):
        yield from _real(Day(int(form[1]), int(form[3]), int(form[4])))
    elif form := _RUN_TOGETHER.fullmatch(words):
        yield from _real(Day(*map(int, form.groups())))
    elif form := _YEAR_LAST.fullmatch(words):
        yield from _read_year_last(form, order, near)
    elif form := _DOTTED_ENDS.fullmatch(words):
        first = Day(int(form[5]), int(form[2] or form[4]), int(form[1]))
        last = Day(int(form[5]), int(form[4]), int(form[3]))
        if first.is_real and last.is_real and str(first) < str(last):
            yield f"{first}/{last}"
    elif form := _MONTH_FIRST.fullmatch(words):
        yield from _real(Day(int(form[2]), int(form[1])))
    elif form := _YEARS.fullmatch(words):
        if form[1] < form[2]:
            yield f"{form[1]}/{form[2]}"
    elif form := _SHORT_YEARS.fullmatch(words):
        # 1846-7 is a month to some, two years to others, and one of two years to a third.
        yield from _real(Day(int(form[1]), int(form[3])))
        last = f"{form[1][: -len(form[3])]}{form[3]}"
        if form[1] < last:
            yield f"{form[1]}/{last}"
            yield f"[{form[1]},{last}]"
    elif words.isdecimal() and len(words) == 5 and int(words) in _SPREADSHEET:
        yield str(_SPREADSHEET_START + timedelta(days=int(words)))
        yield f"Y{words}"


def _read_year_last(form: re.Match[str], order: str, near: date | None) -> Iterator[str]:
    first, sign, second, last = int(form[1]), form[2], int(form[3]), form[4]
    years = [int(last)] if len(last) == 4 else _guess_centuries(int(last), near)
    # Where full stops part the numbers, the day comes first in every country that writes so.
    orders = [order] if order else [DMY] if sign == "." else [DMY, MDY]
    for year in years:
        for way in orders:
            if way == YMD and len(last) == 2:
                for century in _guess_centuries(first, near):
                    yield from _real(Day(century, second, int(last)))
            elif way != YMD:
                yield from _real(Day(year, *((second, first) if way == DMY else (first, second))))


def _guess_centuries(year: int, near: date | None) -> list[int]:
    """Return the years that two digits can mean: near a document's day the nearest one, else two."""
    if near is None:
        return [2000 + year, 1900 + year]
    base = near.year - near.year % 100
    return [min((base - 100 + year, base + year, base + 100 + year), key=lambda one: abs(one - near.year))]


def _real(day: Day) -> Iterator[str]:
    if day.is_real:
        yield str(day)


_TIME = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-4])(?:(?::|(?<=[0-9])h ?)(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9])(?:[.,][0-9]+)?)?"
    r"|\.(?P<dotted>[0-5][0-9])(?= ?(?:[ap]\.?m|uhr))|(?= ?(?:[ap]\.?m\b|uhr)))"
    r"(?: ?(?P<half>[ap])\.?m\.?)?(?: uhr)?(?P<zone> ?(?:utc|gmt)?[+-][0-9]{1,2}(?::?[0-9]{2})?(?![0-9])| ?(?:utc|gmt|z)(?![a-z]))?"
)
_NAMED_TIME = re.compile(
    r"(?<![^\W\d_])(noon|midday|midi|mittags?|midnight|minuit|mitternacht)(?P<zone> (?:utc|gmt))?(?![^\W\d_])"
)


def _read_clock(words: str, order: str, near: date | None) -> Iterator[str]:
    """Read a day with a time of day."""
    for found in _TIME.finditer(words):
        before, after = words[: found.start()], words[found.end() :]
        if before[-1:].isdigit() or after[:1].isdigit():
            continue
        hour = int(found["hour"])
        if found["half"]:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + 12 * (found["half"] == "p")
        minute = found["minute"] or found["dotted"] or "00"
        if hour == 24:
            continue
        clock = f"{hour:02d}:{minute}:{found['second'] or '00'}"
        yield from _join_clock(before, after, clock, found["zone"] or "", order, near)
        return
    if named := _NAMED_TIME.search(words):
        clock = "12:00:00" if named[1] in {"noon", "midday", "midi", "mittag", "mittags"} else "00:00:00"
        before, after = words[: named.start()], words[named.end() :]
        yield from _join_clock(before, after, clock, named["zone"] or "", order, near)


def _join_clock(
    before: str, after: str, clock: str, zone: str, order: str, near: date | None
) -> Iterator[str]:
    rest = re.sub(r"(?<=[0-9])t$", "", before.strip().rstrip(",")).strip()
    rest = re.sub(r" (?:at|um|о|об|в|à|saat)$", "", f" {rest} {after.strip(' ,')}".rstrip()).strip()
    rest = re.sub(r"^(?:at|um|о|в|à|saat),? ", "", rest)
    for day in [rest] if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", rest) else read_dates(rest, order, near):
        if len(day) == 10 and day[0] not in "[{":
            yield f"{day}T{clock}{_write_zone(zone.strip())}"


def _write_zone(zone: str) -> str:
    if not zone:
        return ""
    offset = zone.removeprefix("utc").removeprefix("gmt").removeprefix("z")
    if not offset:
        return "Z"
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{offset[0]}{int(hours):02d}:{minutes}"


def _tokenize(words: str, order: str) -> list[Token]:
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
    return [token for token in tokens if token[0] != "nothing"]


def _read_piece(found: re.Match[str], order: str) -> Token | None:
    piece = found[0]
    if found["day"]:
        days = [one for one in _read_numeric(piece, order, None) if len(one) == 10]
        return (FULL, int(days[0].replace("-", ""))) if len(days) == 1 else None
    if found["decade"]:
        return DECADE, int(piece[:4])
    if found["number"]:
        if piece in _ORDINALS and found["end"] not in {".", None}:
            return ORDINAL, _ORDINALS[piece]
        number = int(found["number"]) if len(found["number"]) < 6 else 0
        if len(found["number"]) == 4:
            return YEAR, number
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
    if piece in _ROMAN:
        return NUMBER, _ROMAN[piece]
    quarter = re.fullmatch(r"q|т|к", piece)
    return ("quarter", 0) if quarter else None


_AROUND = {"before", "after", "not before", "since", "until", "by"}
_PARTS = {"early", "mid", "late", "first half", "second half"}
_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
_WEEKS = {"this week": 0, "last week": -7, "next week": 7}


def _read_tokens(tokens: list[Token], near: date | None) -> Iterator[str]:
    """Read what the tokens mean together."""
    kinds = [what for what, _ in tokens]
    if near is not None and len(tokens) == 1:
        yield from _read_relative(tokens[0], near)
        if kinds[0] in {*_RELATIVE, *_WEEKS, WEEKDAY}:
            return
    if "about" in kinds:
        rest = [token for token in tokens if token[0] != "about"]
        for one in _read_simple(rest, near) if len(rest) == len(tokens) - 1 else ():
            yield f"{one}~"
        return
    for place, what in enumerate(kinds):
        if what in _AROUND and place in {0, len(kinds) - 1}:
            rest = tokens[1:] if place == 0 else tokens[:-1]
            if what == "since" and rest and rest[0][0] == "from":
                rest = rest[1:]
            yield from _bound(what, rest, near)
            return
    # Turkish says between after the two ends.
    if "between" in kinds and kinds.index("between") in {0, len(kinds) - 1}:
        rest = [token for token in tokens if token[0] != "between"]
        for joint in ("and", "to", JOINT):
            for first, last in _split_ends(rest, joint, near):
                yield f"[{first}..{last}]"
                return
        return
    body = tokens[1:] if kinds[0] == "from" else tokens
    for joint in ("to", JOINT):
        ends = list(_split_ends(body, joint, near))
        if ends:
            for first, last in ends:
                yield f"{first}/{last}"
            return
    if kinds[0] == "from":
        yield from _bound("since", body, near)
        return
    if kinds[0] == "to":
        yield from _bound("until", tokens[1:], near)
        return
    if "or" in kinds or "and" in kinds:
        yield from _read_list(tokens, near)
        return
    yield from map(str, _read_simple(tokens, near))


def _read_relative(token: Token, near: date) -> Iterator[str]:
    what, number = token
    if what in _RELATIVE:
        yield str(near + timedelta(days=_RELATIVE[what]))
    monday = near - timedelta(days=near.weekday())
    if what == WEEKDAY:
        yield str(monday + timedelta(days=number - 1))
    if what in _WEEKS:
        first = monday + timedelta(days=_WEEKS[what])
        yield f"[{first}..{first + timedelta(days=6)}]"


def _bound(what: str, tokens: Sequence[Token], near: date | None) -> Iterator[str]:
    """Write what lies before, after or from a day on."""
    for one in _read_simple(tokens, near):
        if not isinstance(one, Day) or not one.year:
            if isinstance(one, Day):
                yield str(one)
            continue
        yield {
            "before": f"[..{one.shift(-1)}]" if what == "before" else "",
            "after": f"[{one.shift(1)}..]" if what == "after" else "",
            "not before": f"[{one}..]",
            "since": f"{one}/..",
            "until": f"../{one}",
            "by": f"[..{one}]",
        }[what]


def _split_ends(tokens: Sequence[Token], joint: str, near: date | None) -> Iterator[tuple[Day, Day]]:
    """Yield the two ends of a range; the first may leave month and year to the second, as in 3-5 May 2025."""
    places = [place for place, (what, _) in enumerate(tokens) if what == joint]
    for place in places:
        left, right = tokens[:place], tokens[place + 1 :]
        for last in _read_simple(right, near):
            if not isinstance(last, Day):
                continue
            for first in _read_end(left, last, near):
                if _precision(first) == _precision(last) and str(first) < str(last):
                    yield first, last
            return


def _read_end(tokens: Sequence[Token], other: Day, near: date | None) -> Iterator[Day]:
    """Read a day that may leave its month and year to another one."""
    kept = [token for token in tokens if token[0] not in {WEEKDAY, COMMA}]
    kinds = [what for what, _ in kept]
    if kinds in ([NUMBER], [ORDINAL]) and other.day:
        found: list[Day | str] = [Day(other.year, other.month, kept[0][1])]
    else:
        found = list(_read_simple(tokens, near))
    for one in found:
        if isinstance(one, Day):
            day = one if one.year else Day(other.year, one.month, one.day)
            if day.is_real:
                yield day


def _precision(day: Day) -> int:
    return bool(day.month) + bool(day.day)


def _read_list(tokens: Sequence[Token], near: date | None) -> Iterator[str]:
    """Read days with "and" or "or" between them: all of them, or one of them."""
    choice = any(what == "or" for what, _ in tokens)
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token[0] in {"and", "or"} or (
            token[0] == COMMA and groups[-1] and groups[-1][-1][0] in {NUMBER, ORDINAL}
        ):
            groups.append([])
        else:
            groups[-1].append(token)
    groups = [group for group in groups if group]
    last = (
        next((day for day in _read_simple(groups[-1], near) if isinstance(day, Day)), None)
        if groups
        else None
    )
    if last is None or len(groups) < 2:
        return
    days = [next(_read_end(group, last, near), None) for group in groups[:-1]] + [last]
    known = [day for day in days if day is not None]
    if len(known) < len(days) or len({_precision(day) for day in known}) > 1:
        return
    texts = sorted(map(str, known))
    if NO_YEAR in texts[0]:
        yield texts[0]
    elif choice:
        yield f"[{','.join(texts)}]"
    elif all(str(one.shift(1)) == str(other) for one, other in zip(known, known[1:], strict=False)):
        yield f"{texts[0]}/{texts[-1]}"
    else:
        yield f"{{{','.join(texts)}}}"


_SHAPES = {
    (NUMBER, MONTH, YEAR): (2, 1, 0),
    (MONTH, NUMBER, YEAR): (2, 0, 1),
    (YEAR, MONTH, NUMBER): (0, 1, 2),
    (MONTH, YEAR): (1, 0, None),
    (YEAR, MONTH): (0, 1, None),
    (NUMBER, MONTH): (None, 1, 0),
    (MONTH, NUMBER): (None, 0, 1),
    (MONTH,): (None, 0, None),
    (YEAR,): (0, None, None),
}
"""Where year, month and day stand among the tokens of a date."""


def _read_simple(tokens: Sequence[Token], near: date | None) -> Iterator[Day | str]:
    """Yield the one date that tokens without ranges and bounds can mean: a day, or EDTF where it is vaguer.

    A day that is not the weekday named beside it is none.
    """
    named = next((number for what, number in tokens if what == WEEKDAY), 0)
    for one in _read_day(tokens, near):
        if named and isinstance(one, Day) and one.year and one.day:
            if date(one.year, one.month, one.day).isoweekday() == named:
                yield one
        else:
            yield one


def _read_day(tokens: Sequence[Token], near: date | None) -> Iterator[Day | str]:
    kept = [token for token in tokens if token[0] not in {WEEKDAY, COMMA}]
    kinds = [what for what, _ in kept]
    if set(kinds) & _PARTS:
        yield from _read_part(kept, near)
        return
    if SEASON in kinds or "quarter" in kinds or DECADE in kinds or "century" in kinds:
        yield from _read_period(kept)
        return
    kinds = [NUMBER if what == ORDINAL else what for what in kinds]
    if kinds == [FULL]:
        year, rest = divmod(kept[0][1], 10_000)
        yield Day(year, *divmod(rest, 100))
        return
    if kinds == [NUMBER, MONTH, NUMBER]:
        for year in _guess_centuries(kept[2][1], near):
            yield from _keep_real(Day(year, kept[1][1], kept[0][1]))
        return
    shape = _SHAPES.get(tuple(kinds))
    if shape is None:
        return
    year, month, day = (0 if place is None else kept[place][1] for place in shape)
    if not year and near is not None:
        # Without a year, the one that brings the day nearest to the document's.
        around = [Day(near.year + step, month, day) for step in (-1, 0, 1)]
        real = [one for one in around if one.is_real]
        if real:
            yield min(real, key=lambda one: abs((date(one.year, one.month, one.day or 15) - near).days))
        return
    yield from _keep_real(Day(year, month, day))


def _keep_real(day: Day) -> Iterator[Day]:
    if day.is_real:
        yield day


def _read_part(tokens: list[Token], near: date | None) -> Iterator[str]:
    """Read the beginning, the middle, the end or a half of a month, a year or a decade."""
    part = next(what for what, _ in tokens if what in _PARTS)
    rest = [token for token in tokens if token[0] not in {*_PARTS, JOINT}]
    if len(rest) != len(tokens) - 1 and not any(what == JOINT for what, _ in tokens):
        return
    if [what for what, _ in rest] == [DECADE]:
        start = rest[0][1]
        ends = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "first half": (0, 4), "second half": (5, 9)}[
            part
        ]
        yield f"[{start + ends[0]}..{start + ends[1]}]"
        return
    for one in _read_simple(rest, near):
        if not isinstance(one, Day) or one.day:
            return
        if not one.year:
            yield str(one)
        elif one.month:
            last = days_in_month(one.year, one.month)
            first, end = {
                "early": (1, 10), "mid": (11, 20), "late": (21, last), "first half": (1, 15),
                "second half": (16, last),
            }[part]  # fmt: skip
            yield f"[{one}-{first:02d}..{one}-{end:02d}]"
        else:
            first, end = {
                "early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12),
            }[part]  # fmt: skip
            yield f"[{one}-{first:02d}..{one}-{end:02d}]"


def _read_period(tokens: list[Token]) -> Iterator[str]:
    """Read a season, a quarter, a decade or a century."""
    by_kind = dict(tokens)
    kinds = sorted(by_kind)
    number = by_kind.get(ORDINAL) or by_kind.get(NUMBER, 0)
    if kinds == sorted([SEASON, YEAR]):
        yield f"{by_kind[YEAR]:04d}-{20 + by_kind[SEASON]}"
    elif "quarter" in kinds and YEAR in kinds and len(tokens) == 3 and 1 <= number <= 4:
        yield f"{by_kind[YEAR]:04d}-{32 + number}"
    elif kinds == [DECADE]:
        yield f"{by_kind[DECADE]:04d}"[:3] + "X"
    elif "century" in kinds and len(tokens) == 2 and 1 <= number <= 30:
        yield f"{number - 1:02d}XX"
