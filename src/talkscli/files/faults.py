"""What is wrong with a store: where, what, and what to do."""

from collections.abc import Sequence
from typing import Any

from talkscli.errors import StoreError, cut

ERROR = "error"
WARNING = "warning"
REMEDY = "write it as `talks schema` says"
"""What to do where nothing better can be said."""

MOST_FAULTS = 10_000
"""More faults than this in one record are counted and not told one by one."""


class Fault:
    """One thing wrong with a store, as data."""

    __slots__ = ("column", "field", "file", "hint", "level", "line", "message", "record")

    def __init__(
        self,
        file: str,
        message: str,
        *,
        record: str = "",
        field: str = "",
        hint: str = "",
        line: int = 0,
        column: int = 0,
        level: str = ERROR,
    ) -> None:
        self.file = file
        self.message = message
        """What is wrong, in a sentence."""
        self.record = record
        """The record it is in: `claim r3-date-ria`, `actor umerov`, `claims[7]`."""
        self.field = field
        """The field, with dots: `what.value`."""
        self.hint = hint or REMEDY
        """What to do."""
        self.line = line
        """The line and column of the file, from 1, where they are known."""
        self.column = column
        self.level = level
        """`error`, or `warning` where the store can be read all the same."""

    @property
    def place(self) -> str:
        """Return where it is: FILE:LINE:COL, or FILE: RECORD, FIELD."""
        if self.record or self.field:
            return f"{self.file}: " + ", ".join(part for part in (self.record, self.field) if part)
        if self.line:
            return f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")
        return self.file

    def __repr__(self) -> str:
        return f"<{self.level} at {self.place}: {self.message}>"


_LONGEST = 200
"""No id is longer."""


def name_record(kind: str, one: str) -> str:
    """Name a record by its id, or by the beginning of what stands in its place."""
    return f"{kind} {one if len(one) <= _LONGEST else cut(one)}"


def shorten(value: Any) -> str:
    """Show a value as a message has room for."""
    return repr(cut(value)) if isinstance(value, str) else cut(repr(value))


def raise_faults(first: Fault, count: int) -> None:
    """Raise the first fault as an error that tells how many more there are."""
    more = f" (and {count - 1} more: talks check lists them)" if count > 1 else ""
    raise StoreError(first.message + more, place=first.place, hint=first.hint)


def suggest(word: str, known: Sequence[str]) -> str:
    """Ask whether one of the nearest known words was meant; nothing if none is near."""
    from difflib import get_close_matches

    if len(word) > _LONGEST:
        return ""
    # The look-up compares with each word: among very many, only those that start alike are tried.
    if len(known) > 5000:
        known = [one for one in known if one[:2] == word[:2]]
    near = get_close_matches(word, known, 3, 0.7)
    return "did you mean " + " or ".join(repr(one) for one in near) + "?" if near else ""
