"""What is written: EDTF text to forms, with nothing said about days yet.

The notation is that of the Library of Congress, "Extended Date/Time Format (EDTF) Specification",
4 February 2019, levels 0, 1 and 2, a profile of ISO 8601-2:2019. The scanners are written by hand: they name
what is wrong where it is wrong, and never look back.
"""

from talkscli.values.edtf_moment import Fault, Moment, are_digits, read_moment


class Instant:
    """A day, a time of day, and perhaps the distance from UTC in minutes."""

    __slots__ = ("moment", "offset", "time")

    def __init__(self, moment: Moment, time: str, offset: int | None) -> None:
        self.moment = moment
        self.time = time
        self.offset = offset

    def __str__(self) -> str:
        zone = ""
        if self.offset == 0:
            zone = "Z"
        elif self.offset is not None:
            hours, minutes = divmod(abs(self.offset), 60)
            zone = f"{'-' if self.offset < 0 else '+'}{hours:02d}:{minutes:02d}"
        return f"{self.moment}T{self.time}{zone}"


class Interval:
    """Two ends, each a date or, where there is none, `..` (open) or nothing (unknown)."""

    __slots__ = ("end", "end_text", "start", "start_text")

    def __init__(self, start_text: str, end_text: str) -> None:
        self.start_text = start_text
        self.end_text = end_text
        self.start = None if start_text in ("", "..") else read_moment(start_text)
        self.end = None if end_text in ("", "..") else read_moment(end_text)

    def __str__(self) -> str:
        return f"{self.start or self.start_text}/{self.end or self.end_text}"


class Listing:
    """Members in brackets (one of them) or braces (all of them); a range has two ends, one perhaps open."""

    __slots__ = ("choice", "members")

    def __init__(self, members: list[tuple[Moment | None, Moment | None]], *, choice: bool) -> None:
        self.members = members
        """A single date stands for itself at both ends."""
        self.choice = choice

    def __str__(self) -> str:
        texts = [
            str(first) if first is last else f"{first or ''}..{last or ''}" for first, last in self.members
        ]
        return ("[{}]" if self.choice else "{{{}}}").format(",".join(texts))


Form = Moment | Instant | Interval | Listing


def read_form(text: str) -> Form:
    """Read any EDTF text, without space around it."""
    if not text:
        raise Fault("it is empty", "write a date, such as 2025-07-23")
    if text[0] in "[{":
        return _read_listing(text)
    if "/" in text:
        start, _, end = text.partition("/")
        if "/" in end:
            raise Fault("an interval has two ends, not more", "write START/END")
        if start in ("", "..") and end in ("", ".."):
            raise Fault("an interval needs a date at one end at least")
        return Interval(start, end)
    if "T" in text:
        return _read_instant(text)
    return read_moment(text)


def _read_listing(text: str) -> Listing:
    close = "]" if text[0] == "[" else "}"
    if text[-1] != close:
        raise Fault(f"{text[0]} is not closed by {close}", f"end it with {close}")
    members: list[tuple[Moment | None, Moment | None]] = []
    items = text[1:-1].split(",")
    for number, item in enumerate(items):
        if not item:
            raise Fault("a member of the set is missing", "write dates between the commas")
        first, dots, last = item.partition("..")
        if not dots:
            moment = read_moment(item)
            members.append((moment, moment))
            continue
        if not first and not last:
            raise Fault("two dots need a date beside them", "write [..1984] or [1984..]")
        if not first and number:
            raise Fault("only the first member can have no beginning")
        if not last and number < len(items) - 1:
            raise Fault("only the last member can have no end")
        members.append((read_moment(first) if first else None, read_moment(last) if last else None))
    return Listing(members, choice=text[0] == "[")


def _read_instant(text: str) -> Instant:
    day, _, rest = text.partition("T")
    moment = read_moment(day)
    if not moment.day or moment.masked or moment.mark:
        raise Fault("a time of day needs a whole day before it, without X, ?, ~ or %")
    clock, zone = rest[:8], rest[8:]
    if len(clock) < 8 or clock[2] != ":" or clock[5] != ":" or not are_digits(clock.replace(":", "", 2)):
        raise Fault(f"{rest!r} is not a time of day", "write HH:MM:SS, and Z or +HH:MM if it is known")
    hour, minute, second = int(clock[:2]), int(clock[3:5]), int(clock[6:])
    if hour > 23:
        raise Fault(f"hour {hour} does not exist", "write midnight as 00:00:00 of the day that it begins")
    if minute > 59:
        raise Fault(f"minute {minute} does not exist")
    if second > 60 or (second == 60 and minute != 59):
        raise Fault(f"second {second} does not exist")
    return Instant(moment, clock, _read_offset(zone))


def _read_offset(zone: str) -> int | None:
    if not zone:
        return None
    if zone == "Z":
        return 0
    digits = zone[1:3] + zone[4:]
    if (
        zone[0] not in "+-"
        or len(zone) not in (3, 6)
        or not are_digits(digits)
        or (len(zone) == 6 and zone[3] != ":")
    ):
        raise Fault(f"{zone!r} is not a time zone", "write Z, +HH or +HH:MM")
    hours, minutes = int(digits[:2]), int(digits[2:] or 0)
    if hours > 23 or minutes > 59:
        raise Fault(f"a distance of {zone} from UTC does not exist")
    if zone[0] == "+":
        return hours * 60 + minutes
    if not hours and not minutes:
        raise Fault(f"{zone} is not a time zone", "write Z for UTC")
    return -hours * 60 - minutes
