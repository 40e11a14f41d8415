"""One date as written: its year, month and day, each perhaps vague or marked.

Of the notation that `edtf_syntax` reads, this is the part without intervals, sets and times of day.
"""

from talkscli.values.edtf_calendar import MONTHS, Span, days_in_month

UNCERTAIN = 1
APPROXIMATE = 2
MAX_YEAR = 10**15

_MARKS = {"?": UNCERTAIN, "~": APPROXIMATE, "%": UNCERTAIN | APPROXIMATE}
_SIGNS = ("", "?", "~", "%")
_DIGITS = "0123456789"
_BODY = frozenset("0123456789XYES")
_HINTS = {
    "u": "write an unspecified digit as X",
    "x": "write an unspecified digit as X",
    "y": "write the prefix of a long year as Y",
    "e": "write the exponent of a year with E",
    "s": "write significant digits with S",
    " ": "write it without a space, such as 2025-07-23",
    "–": "use the plain hyphen -",
    "−": "use the plain hyphen -",
    "T": "a time of day stands only on a single date, not in an interval or a set",
    "/": "an interval has two ends, and does not stand in a set",
    ".": "write hyphens between the parts; two dots stand for an open end, or for a range in brackets",
}


class Fault(Exception):  # noqa: N818 -- never leaves this package; `parse_edtf` makes an error of it
    """What is wrong with a text, and what to do about it."""

    def __init__(self, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


class Moment:
    """A date as written: a year, perhaps a month or season, perhaps a day, each perhaps marked."""

    __slots__ = ("day", "estimate", "marks", "masked", "month", "unit", "year", "years")

    def __init__(self) -> None:
        self.year = ""
        """The year's own text, sign and prefix with it."""
        self.years: list[Span] = []
        """The years that it can be, sorted."""
        self.unit = 1
        """How many years the year's last given digit counts: 10 for 198X, 100 for 1950S2."""
        self.estimate: int | None = None
        """The year before its significant digits: 1950 for 1950S2."""
        self.month = ""
        self.day = ""
        self.marks: list[int] = []
        """A set of bits for each part: `UNCERTAIN`, `APPROXIMATE`."""
        self.masked = False

    @property
    def precision(self) -> str:
        """Name the smallest part: year, season, month or day."""
        if self.day:
            return "day"
        if not self.month:
            return "year"
        return "season" if "20" < self.month < "42" else "month"

    @property
    def mark(self) -> int:
        """Join the marks of all parts."""
        bits = 0
        for mark in self.marks:
            bits |= mark
        return bits

    def __str__(self) -> str:
        parts = [part for part in (self.year, self.month, self.day) if part]
        if len(set(self.marks)) == 1:
            return "-".join(parts) + _SIGNS[self.marks[0]]
        return "-".join(_SIGNS[mark] + part for mark, part in zip(self.marks, parts, strict=True))


def read_moment(text: str) -> Moment:
    """Read one date with its qualifiers and unspecified digits."""
    if not text:
        raise Fault("a date is missing")
    # Most are a day or a month of digits, with a mark at the end or none; what these are not is told below.
    mark = _MARKS.get(text[-1], 0)
    plain = _read_plain(text[:-1] if mark else text, mark)
    if plain is not None:
        return plain
    moment = Moment()
    bodies: list[str] = []
    marks = moment.marks
    at, size = 0, len(text)
    while True:
        mark = _MARKS.get(text[at : at + 1], 0)
        at += mark > 0
        start = at
        if not bodies:
            at += text[at : at + 1] == "Y"
            at += text[at : at + 1] == "-"
        while at < size and text[at] in _BODY:
            at += 1
        bodies.append(text[start:at])
        marks.append(mark)
        mark = _MARKS.get(text[at : at + 1], 0)
        if mark:
            # A mark on the right is said of everything to its left.
            at += 1
            for number in range(len(marks)):
                marks[number] |= mark
        if at == size:
            break
        if text[at] in _MARKS:
            raise Fault("two qualifiers stand side by side", "write % for uncertain and approximate")
        if text[at] != "-":
            hint = _HINTS.get(text[at], "") if at else "write a date such as 2025-07-23"
            raise Fault(f"{text[at]!r} does not belong in a date", hint)
        at += 1
        if len(bodies) == 3:
            raise Fault("a date has three parts at most", "write YYYY-MM-DD")
    _read_year(moment, bodies[0])
    if len(bodies) > 1:
        if bodies[0].startswith("Y") or "S" in bodies[0]:
            raise Fault("a year with Y or S stands alone, without a month")
        moment.month = _read_month(moment, bodies[1])
    if len(bodies) > 2:
        moment.day = _read_day(moment, bodies[2])
    return moment


def _read_plain(text: str, mark: int) -> Moment | None:
    """Read YYYY-MM-DD or YYYY-MM, if it is that and there is such a day or month."""
    year, month, day = text[:4], text[5:7], text[8:]
    if text[4:5] != "-" or not are_digits(year + month + day):
        return None
    if len(text) == 10:
        if text[7] != "-" or not 1 <= int(day) <= 31:
            return None
    elif len(text) != 7:
        return None
    number, which = int(year), int(month)
    if not 1 <= which <= 12 or (day and int(day) > days_in_month(number, which)):
        return None
    moment = Moment()
    moment.year, moment.month, moment.day = year, month, day
    moment.years = [(number, number)]
    moment.marks = [mark] * (3 if day else 2)
    return moment


def _read_year(moment: Moment, body: str) -> None:
    number, has_s, significant = body.partition("S")
    if number.startswith("Y"):
        sign, digits = _read_long_year(number[1:])
        prefix = "Y"
    else:
        prefix = ""
        sign, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
        if len(digits) != 4 or not are_digits(digits.replace("X", "0")):
            raise Fault(f"{body!r} is not a year of four digits", _hint_year(sign, digits))
    moment.year = prefix + sign + (number[1 + len(sign) :] if prefix else digits)
    moment.masked = "X" in digits
    if sign and not digits.strip("0"):
        raise Fault("there is no year -0000", "write 0000 for the year before 0001")
    if has_s:
        _read_significant(moment, sign, digits, significant)
        return
    moment.years = _spread_years(sign, digits)
    moment.unit = 10 ** (len(digits) - len(digits.rstrip("X")))


def _hint_year(sign: str, digits: str) -> str:
    if digits.startswith("X") and len(digits) > 4:
        return "write an unknown year as XXXX"
    if len(digits) == 8 and not sign:
        return "write hyphens between the parts: YYYY-MM-DD"
    if len(digits) > 4:
        return f"write it as Y{sign}{digits}"
    if len(digits) in (2, 3):
        span = "century" if len(digits) == 2 else "decade"
        return f"write {sign}{digits:X<4} for a {span}, {sign}{digits:0>4} for a year"
    return "write YYYY, YYYY-MM or YYYY-MM-DD"


def _read_long_year(text: str) -> tuple[str, str]:
    """Split a year after its Y into sign and digits, the exponent worked out."""
    sign = "-" if text.startswith("-") else ""
    digits, has_e, exponent = text[len(sign) :].partition("E")
    if not are_digits(digits.replace("X", "0")) or digits.startswith("X"):
        raise Fault(f"'Y{text}' is not a year", "write Y and the digits, such as Y170000002 or Y-17E7")
    if has_e:
        if not are_digits(exponent) or not int(exponent) or "X" in digits:
            raise Fault(f"'Y{text}' is not a year", "write a whole number on either side of E")
        digits = digits.lstrip("0") or "0"
        if int(exponent) + len(digits) > 16:
            raise Fault("the year lies beyond 1,000,000,000,000,000")
        digits += "0" * int(exponent)
    elif len(digits) < 5 or digits[0] == "0":
        raise Fault(
            "the prefix Y is for years of more than four digits", "write a year of four digits plainly"
        )
    if len(digits) > 16 or int(digits.replace("X", "9")) > MAX_YEAR:
        raise Fault("the year lies beyond 1,000,000,000,000,000")
    return sign, digits


def _read_significant(moment: Moment, sign: str, digits: str, significant: str) -> None:
    # The zeros before 0120 are no significant digits.
    given = len(digits.lstrip("0")) or 1
    if not are_digits(significant) or not int(significant):
        raise Fault("S needs the number of significant digits after it", "write such as 1950S2")
    if moment.masked:
        raise Fault("a year has significant digits or unspecified ones, not both")
    if int(significant) > given:
        raise Fault(f"the year has {given} digits, not {int(significant)}")
    moment.unit = 10 ** (given - int(significant))
    year = int(digits)
    moment.estimate = -year if sign else year
    low = year // moment.unit * moment.unit
    high = low + moment.unit - 1
    moment.years = [(-high, -low)] if sign else [(low, high)]
    moment.year += f"S{int(significant)}"


def _spread_years(sign: str, digits: str) -> list[Span]:
    """List the stretches of years that fit the digits."""
    head = digits.rstrip("X")
    if head.count("X") > 4:
        raise Fault("it stands for too many separate years", "leave X to the last digits")
    unit = 10 ** (len(digits) - len(head))
    values = [0]
    for char in head:
        choices = range(10) if char == "X" else (int(char),)
        values = [value * 10 + digit for value in values for digit in choices]
    if not sign:
        return [(value * unit, value * unit + unit - 1) for value in values]
    # No year is -0000.
    return [
        (-value * unit - unit + 1, min(-value * unit, -1))
        for value in reversed(values)
        if value * unit + unit > 1
    ]


def _read_month(moment: Moment, body: str) -> str:
    if len(body) != 2 or not are_digits(body.replace("X", "0")):
        raise Fault(f"{body!r} is not a month of two digits", "write 01 to 12, or 21 to 41 for a season")
    if "X" in body:
        moment.masked = True
        if not list_fitting(body, 12):
            raise Fault(f"no month fits {body}")
    elif not ("01" <= body <= "12" or "21" <= body <= "41"):
        raise Fault(f"month {body} does not exist", "write 01 to 12, or 21 to 41 for a season")
    return body


def _read_day(moment: Moment, body: str) -> str:
    if len(body) != 2 or not are_digits(body.replace("X", "0")):
        raise Fault(f"{body!r} is not a day of two digits", "write 01 to 31")
    if moment.precision == "season":
        raise Fault("a season has no numbered days", "write the season alone, or a month and a day")
    days = list_fitting(body, 31)
    if not days:
        raise Fault(f"day {body} does not exist" if "X" not in body else f"no day fits {body}")
    moment.masked = moment.masked or "X" in body
    longest = max(days_in_month(2000, month) for month in list_fitting(moment.month, 12))
    if days[0] > longest:
        raise Fault(f"{int(body) if 'X' not in body else body} {_name_month(moment.month)} does not exist")
    if not moment.masked and days[0] > days_in_month(moment.years[0][0], int(moment.month)):
        raise Fault(f"29 February {moment.year} does not exist")
    return body


def _name_month(body: str) -> str:
    return body if "X" in body else MONTHS[int(body) - 1]


def list_fitting(mask: str, highest: int) -> list[int]:
    """List the numbers from 1 on that fit two digits, of which some may be X."""
    if "X" not in mask:
        return [int(mask)] if 1 <= int(mask) <= highest else []
    tens, ones = mask[0], mask[1]
    return [
        number
        for number in range(1, highest + 1)
        if tens in ("X", _DIGITS[number // 10]) and ones in ("X", _DIGITS[number % 10])
    ]


def are_digits(text: str) -> bool:
    """Tell whether there is text and all of it is the digits 0 to 9."""
    return text.isdigit() and text.isascii()
