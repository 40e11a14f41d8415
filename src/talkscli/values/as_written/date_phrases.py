"""What the tokens of a date mean together: days, ranges, bounds, lists, and parts of months and years."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from talkscli.values.as_written import LastDay
from talkscli.values.as_written.date_digits import Day, guess_centuries
from talkscli.values.as_written.date_tokens import (
    COMMA,
    DECADE,
    FULL,
    JOINT,
    MONTH,
    NUMBER,
    ORDINAL,
    SEASON,
    WEEKDAY,
    YEAR,
    Token,
)
from talkscli.values.edtf_calendar import days_in_month

_AROUND = {"day before", "day after", "before", "after", "not before", "since", "until", "by"}
_PARTS = {"early", "mid", "late", "first half", "second half"}
_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1, "two days before": -2, "two days after": 2}
_WEEKS = {"this week": 0, "last week": -7, "next week": 7}
_MONTHS = {"this month": 0, "last month": -1, "next month": 1}
_YEARS = {"this year": 0, "last year": -1, "next year": 1}
_WINTER = 4
_JOINTS = {JOINT, "to", "and", "or"}
NIGHT, ONTO = "night", "onto"


def read_tokens(tokens: list[Token], near: date | None) -> Iterator[str]:
    """Read what the tokens mean together."""
    if any(what == NIGHT for what, _ in tokens):
        yield from _read_night([token for token in tokens if token[0] != NIGHT], near)
        return
    tokens = _put_month_last([token for token in tokens if token[0] != ONTO])
    kinds = [what for what, _ in tokens]
    if not kinds or JOINT in {kinds[0], kinds[-1]}:
        return
    if near is not None and len(tokens) == 1:
        yield from _read_relative(tokens[0], near)
        if kinds[0] in {*_RELATIVE, *_WEEKS, *_MONTHS, *_YEARS, WEEKDAY}:
            return
    if near is not None and sorted(kinds) in _NEARBY:
        yield from _read_nearby(dict(tokens), near)
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


def _read_night(tokens: list[Token], near: date | None) -> Iterator[str]:
    """Read a night between two days, as one of both; a night of one day is that day."""
    before = tokens[:1] == [(ONTO, 0)]
    tokens = [("to" if what == ONTO else what, number) for what, number in tokens[before:]]
    for one in read_tokens(tokens, near) if tokens else ():
        days = [one, one] if before else one.split("/")
        if len(days) == 2 and all(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", day) for day in days):
            first, last = map(date.fromisoformat, days)
            first -= timedelta(days=before)
            if last - first == timedelta(days=1):
                yield f"[{first},{last}]"
        elif not before:
            yield one


def _put_month_last(tokens: list[Token]) -> list[Token]:
    """Return May 3-5, 2025 as 3-5 May 2025, May 3, 4 and 6 likewise, and 3-May-2025 without its dashes."""
    kinds = [what for what, _ in tokens]
    if kinds in ([NUMBER, JOINT, MONTH, JOINT, YEAR], [NUMBER, JOINT, MONTH, JOINT, NUMBER]):
        return tokens[::2]
    if kinds.count(MONTH) != 1:
        return tokens
    at = kinds.index(MONTH)
    end = at + 1
    while end < len(tokens) and kinds[end] in {NUMBER, ORDINAL, COMMA, *_JOINTS}:
        end += 1
    days = end - 1 if kinds[end - 1] == COMMA else end
    if days - at < 4 or kinds[at + 1] not in {NUMBER, ORDINAL} or not _JOINTS & set(kinds[at:days]):
        return tokens
    return [*tokens[:at], *tokens[at + 1 : days], tokens[at], *tokens[end:]]


def _read_relative(token: Token, near: date) -> Iterator[str]:
    what, number = token
    if what in _RELATIVE:
        yield str(near + timedelta(days=_RELATIVE[what]))
    monday = near - timedelta(days=near.weekday())
    if what == WEEKDAY:
        day = monday + timedelta(days=number - 1)
        yield str(day - timedelta(days=7) if day > near and isinstance(near, LastDay) else day)
    if what in _MONTHS:
        yield str(Day(near.year, near.month).shift(_MONTHS[what]))
    if what in _YEARS:
        yield str(Day(near.year).shift(_YEARS[what]))
    if what in _WEEKS:
        first = monday + timedelta(days=_WEEKS[what])
        yield f"[{first}..{first + timedelta(days=6)}]"


_NEARBY = [sorted([word, WEEKDAY]) for word in ("last", "next", "this")]


def _read_nearby(tokens: dict[str, int], near: date) -> Iterator[str]:
    """Read last, next or this Friday; the first two may mean the nearest one, or that of another week."""
    day = near - timedelta(days=near.weekday()) + timedelta(days=tokens[WEEKDAY] - 1)
    week = timedelta(days=7)
    if "this" in tokens:
        yield str(day)
    elif "last" in tokens:
        yield from dict.fromkeys([str(day if day < near else day - week), str(day - week)])
    else:
        yield from dict.fromkeys([str(day if day > near else day + week), str(day + week)])


def _bound(what: str, tokens: Sequence[Token], near: date | None) -> Iterator[str]:
    """Write what lies before, after or from a day on."""
    for one in _read_simple(tokens, near):
        if not isinstance(one, Day):
            # By the end of June is by its last day.
            last = one.partition("..")[2].removesuffix("]")
            if "YYYY" in one or (last and what in {"by", "until"}):
                yield one if "YYYY" in one else f"[..{last}]" if what == "by" else f"../{last}"
            continue
        if not one.year:
            yield str(one)
            continue
        if what in {"day before", "day after"}:
            if one.day:
                yield str(one.shift(1 if what == "day after" else -1))
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
        starts = [one for one in _read_simple(left, None) if isinstance(one, Day) and one.year]
        for last in _read_simple(right, None if starts else near):
            if not isinstance(last, Day):
                continue
            if not last.year and starts:
                # May 2025 to June: the next June.
                last.year = starts[0].year
                last.year += str(last) < str(starts[0])
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
        found = list(_read_simple(tokens, None)) or list(_read_simple(tokens, near))
    for one in found:
        if isinstance(one, Day):
            day = one if one.year else Day(other.year, one.month, one.day)
            if not one.year and other.year and str(day) > str(other):
                day = Day(other.year - 1, one.month, one.day)  # 28 December to 3 January 2025
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
    if not known[0].year:
        yield texts[0]
    elif choice:
        yield f"[{','.join(texts)}]"
    elif all(str(one.shift(1)) == str(other) for one, other in pairwise(known)):
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
    if near is not None and (not kinds or (len(tokens) == 1 and kinds[0] in {*_RELATIVE, *_MONTHS, *_YEARS})):
        for one in _read_relative(tokens[0], near) if len(tokens) == 1 else ():
            yield Day(*map(int, one.split("-")))
        return
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
        for year in guess_centuries(kept[2][1], near):
            yield from _keep_real(Day(year, kept[1][1], kept[0][1]))
        return
    shape = _SHAPES.get(tuple(kinds))
    if shape is None:
        return
    year, month, day = (0 if place is None else kept[place][1] for place in shape)
    if not year and near is not None:
        # Without a year, the one that brings the day nearest to the document's.
        around = [Day(near.year + step, month, day) for step in (-1, 0, 1)]
        real = [one for one in around if one.year and one.is_real]
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
    if [what for what, _ in tokens[:3]] == [SEASON, YEAR, JOINT] and len(tokens) == 4:
        # A winter that begins in one year and ends in the next.
        (_, season), (_, year), _, (_, next_year) = tokens
        if season == _WINTER and next_year in {year + 1, (year + 1) % 100}:
            yield f"{year:04d}-{20 + season}"
    elif kinds == sorted([SEASON, YEAR]):
        yield f"{by_kind[YEAR]:04d}-{20 + by_kind[SEASON]}"
    elif "quarter" in kinds and YEAR in kinds and len(tokens) == 3 and 1 <= number <= 4:
        yield f"{by_kind[YEAR]:04d}-{32 + number}"
    elif kinds == [DECADE]:
        yield f"{by_kind[DECADE]:04d}"[:3] + "X"
    elif "century" in kinds and len(tokens) == 2 and 1 <= number <= 30:
        yield f"{number - 1:02d}XX"
