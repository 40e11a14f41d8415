"""What people write in options, answers and cells, turned into the notation that the store holds."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from talkscli.desk.precisions import Precise, cut_date
from talkscli.errors import TalksError, UsageError, ValueSyntaxError, cut
from talkscli.values.as_written import UNKNOWN_STYLE, LastDay, Style, settle
from talkscli.values.registry import type_named

T = TypeVar("T")

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ID_LIST = re.compile(r"[a-z0-9-]+(?:,[a-z0-9-]+)+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
"""Signs that nobody sees, as they come with text from web pages."""

SEPARATOR = ";"
"""What parts several names in one cell, unless somebody states another sign."""


class Pair:
    """The two ends of a value, which stand in two columns of a table; one of them may be empty."""

    __slots__ = ("first", "last")

    def __init__(self, first: Any, last: Any) -> None:
        self.first = first
        self.last = last

    def __repr__(self) -> str:
        return f"Pair({self.first!r}, {self.last!r})"

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Faults:
    """The faults of one claim: all that can be found at once is told at once."""

    def __init__(self) -> None:
        self.found: list[TalksError] = []

    def take(self, read: Callable[..., T], *given: Any) -> T | None:
        """Return what is read, or keep the fault and return None."""
        try:
            return read(*given)
        except TalksError as error:
            self.found += [error.with_traceback(None), *error.others]
            return None

    def tell(self) -> None:
        """Raise the first fault, with the others beside it, if there is any."""
        if self.found:
            first, *first.others = self.found
            raise first


def remove_invisible(text: str) -> str:
    """Return a text without the signs that nobody sees."""
    return _INVISIBLE.sub("", text)


def read_written(
    kind: str, raw: Any, place: str, remarks: list[str], style: Style = UNKNOWN_STYLE
) -> str | list[str]:
    """Return the notation of a value that is no name.

    Args:
        kind: The type.
        raw: A text as somebody wrote it, or a number, a truth value or a `Pair` of a table.
        place: Where it stands, for messages.
        remarks: Gets a remark where what was written is not the notation itself.
        style: What is known of how it was written.

    Raises:
        UsageError: it has no meaning, or several; each is told.
    """
    asked = type_named(kind)
    if isinstance(raw, Pair):
        return _join_ends(kind, raw, place, remarks, style)
    if isinstance(raw, Precise):
        return _cut_date(kind, raw, place, remarks, style)
    if isinstance(raw, float):
        # A number of JSON has its decimals after a full stop, however the cells of other tables are written.
        style = Style(order=style.order, decimal=".", near=style.near)
    text = asked.read_cell(raw)
    if not isinstance(text, str):
        return text
    shown = text if asked.can_parse(text) else text.strip()
    if not asked.can_parse(shown) and (bare := remove_invisible(shown)) != shown:
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(_INVISIBLE.findall(shown)))
        remarks.append(f"{cut(bare)}: an invisible sign was left out ({signs})")
        shown = bare
    try:
        read = settle(kind, shown, style)
    except ValueSyntaxError as error:
        raise UsageError(error.message, place=place, hint=error.hint) from error
    if read != shown:
        remarks.append(f"{cut(shown)} is {read}")
    return read


def read_date(raw: Any, place: str, remarks: list[str], style: Style = UNKNOWN_STYLE) -> str:
    """Return the notation of a date.

    Raises:
        UsageError: it is none, or may be several.
    """
    return str(read_written("date", raw, place, remarks, style))


def _join_ends(kind: str, pair: Pair, place: str, remarks: list[str], style: Style) -> str:
    ends = [
        str(read_written(kind, end, place, remarks, style))
        for end in (pair.first, pair.last)
        if end not in (None, "")
    ]
    if len(set(ends)) == 1:
        return ends[0]
    joined = f"{ends[0]}/{ends[1]}" if type_named(kind).has_days else f"{ends[0]}..{ends[1]}"
    unit = ends[0].partition(" ")[2]
    if unit and ends[1].endswith(f" {unit}"):
        joined = f"{ends[0].removesuffix(f' {unit}')}..{ends[1]}"
    try:
        type_named(kind).parse(joined)
    except ValueSyntaxError as error:
        hint = "two columns give the ends of a date, a number or a duration"
        raise UsageError(f"{ends[0]!r} and {ends[1]!r} are not two ends", place=place, hint=hint) from error
    return joined


def _cut_date(kind: str, raw: Precise, place: str, remarks: list[str], style: Style) -> str:
    if not type_named(kind).has_days:
        raise UsageError(f"a {kind} has no precision", place=place, hint="leave the precision empty")
    whole = str(read_written(kind, raw.value, place, remarks, style))
    read = cut_date(whole, raw.precision, place)
    if read != whole:
        remarks.append(f"{cut(str(raw))} is {read}")
    return read


def know_day(style: Style, published: str | None, *, is_last: bool = False) -> Style:
    """Return a style that knows the day of a document, if that is one day, and no other.

    Args:
        style: What else is known.
        published: The day.
        is_last: Whether what is to be read cannot lie after it.
    """
    near = None
    if published and _DAY.fullmatch(published[:10]) and published[10:11] in {"", "T"}:
        with suppress(ValueError):
            near = (LastDay if is_last else date).fromisoformat(published[:10])
    if near == style.near and near.__class__ is style.near.__class__:
        return style
    return Style(order=style.order, decimal=style.decimal, near=near)


def split_list(raw: Any, is_name: Callable[[str], bool], separator: str = SEPARATOR) -> list[str]:
    """Return the several things that a cell or an answer holds: a list, or a text with a separator.

    A comma parts ids alone, as the program itself writes lists of them: "Springfield, Illinois" is one place.

    Args:
        raw: A list, a text or nothing.
        is_name: Tells of a text with separators whether it is one name all the same.
        separator: What parts several names.
    """
    if raw is None:
        return []
    if isinstance(raw, list):
        return [str(one) for one in raw]
    text = str(raw)
    if _ID_LIST.fullmatch(text.strip()):
        parts: Sequence[str] = text.split(",")
    elif separator and separator in text and not is_name(text):
        parts = text.split(separator)
    else:
        return [text]
    return [part.strip() for part in parts if part.strip()]


def split_labels(raw: Any, separator: str = SEPARATOR) -> list[str]:
    """Return the labels that a cell holds: a list, a list of JSON, or a text with separators or commas."""
    if isinstance(raw, list):
        return [str(one) for one in raw]
    text = str(raw)
    if text.startswith("["):
        import json

        with suppress(ValueError, RecursionError):
            found = json.loads(text)
            if isinstance(found, list) and all(isinstance(one, str) for one in found):
                return found
    parts = text.replace(separator, ",").split(",") if separator else [text]
    return [part.strip() for part in parts if part.strip()]
