"""What people write, turned into the notation of a value type, or into each notation that it may mean.

`list_meanings("date", "23-24 July 2025")` is `["2025-07-23/2025-07-24"]`; of `05/06/2025` it gives both days,
and of what it does not understand nothing. Nothing here chooses: `settle` takes a single meaning, and refuses
two with both of them. The words and what they mean stand in docs/values.md.

Nothing here is loaded while values are written in the notation. Libraries that were looked at before this was
written, and why they were not used, stand in docs/decisions.md.
"""

from datetime import date

from talkscli.errors import ValueSyntaxError
from talkscli.values.registry import type_named

NO_YEAR = "YYYY"
"""Stands in a notation for the year that is missing."""


class LastDay(date):
    """The day of a document, after which nothing lies that is meant: its Sunday is the last one."""


class Style:
    """How a table or a desk writes what has two meanings elsewhere."""

    __slots__ = ("decimal", "near", "order")

    def __init__(self, *, order: str = "", decimal: str = "", near: "date | None" = None) -> None:
        self.order = order
        """The order of day, month and year in numbers: `dmy`, `mdy` or `ymd`; nothing if it is not known."""
        self.decimal = decimal
        """The sign before decimals: `,` or `.`; nothing if it is not known."""
        self.near = near
        """The day of the document, by which weekdays and dates without a year are settled."""


UNKNOWN_STYLE = Style()


def list_meanings(kind: str, text: str, style: Style = UNKNOWN_STYLE) -> list[str]:
    """Return the notations that a text can mean, each once.

    Args:
        kind: The type of the value. Of types that have no usual way of writing nothing is understood.
        text: What somebody wrote.
        style: What is known of how it was written.

    Returns:
        One notation if the text has one meaning, several if it has several, none if it has none. A date that
        lacks its year has `YYYY` in its place, and is no notation yet.
    """
    return type_named(kind).list_meanings(text, style)


def settle(kind: str, text: str, style: Style = UNKNOWN_STYLE) -> str:
    """Return the notation of a value that somebody wrote, in the notation itself or in any usual way.

    Raises:
        ValueSyntaxError: it has no meaning, or several; the hint has each of them, to be copied.
    """
    value_type = type_named(kind)
    if value_type.can_parse(text) and not value_type.is_ambiguous(text, style):
        return text
    meanings = value_type.list_meanings(text, style)
    if len(meanings) == 1 and NO_YEAR not in meanings[0]:
        return meanings[0]
    if not meanings:
        value_type.parse(text)
        sign = style.decimal or "."
        problem = f"its separators do not fit numbers with {sign!r} before the decimals"
        raise ValueSyntaxError(text, kind, problem, hint="mend it, or give another --decimal")
    problem = "it has more than one meaning" if len(meanings) > 1 else "its year is missing"
    raise ValueSyntaxError(text, kind, problem, hint=explain_meanings(meanings))


def explain_meanings(meanings: list[str]) -> str:
    """Return what to write instead of a text with these meanings, or nothing if it has none."""
    if not meanings:
        return ""
    if NO_YEAR in meanings[0]:
        return f"add the year: {meanings[0]}"
    *some, last = meanings
    return f"write {', '.join(some)} or {last}, whichever is meant" if some else f"write {last}"
