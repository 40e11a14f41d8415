"""What people write, turned into the notation of a value type, or into each notation that they may mean.

`read_as_written("date", "23-24 July 2025")` is `["2025-07-23/2025-07-24"]`; of `05/06/2025` it gives both
days, and of what it does not understand nothing. Reading never chooses: whoever calls takes a single meaning
and says so, and refuses two with both of them. The words and what they mean stand in docs/values.md.

Nothing here is loaded while values are written in the notation. Libraries that were looked at before this was
written, and why they were not used, stand in docs/decisions.md.
"""

TYPE_CHECKING = False  # a type checker reads it as true

if TYPE_CHECKING:
    from datetime import date

_ANSWERS = {"yes": "yes", "y": "yes", "true": "yes", "no": "no", "n": "no", "false": "no"}


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


def read_as_written(kind: str, text: str, style: Style = UNKNOWN_STYLE) -> list[str]:
    """Return the notations that a text can mean, each once and the likelier first.

    Args:
        kind: The type of the value: date, duration, count, money or yes-no; of others nothing is read.
        text: What somebody wrote.
        style: What is known of how it was written.

    Returns:
        One notation if the text has one meaning, several if it has several, none if it has none. A date that
        lacks its year has `YYYY` in its place, and is no notation yet.
    """
    if kind == "date":
        from talkscli.values.as_written.dates import read_dates

        return read_dates(text, style.order, style.near)
    if kind == "duration":
        from talkscli.values.as_written.durations import read_durations

        return read_durations(text, style.decimal)
    if kind == "count":
        from talkscli.values.as_written.numbers import read_counts

        return read_counts(text, style.decimal)
    if kind == "money":
        from talkscli.values.as_written.money import read_money

        return read_money(text, style.decimal)
    if kind == "yes-no":
        answer = _ANSWERS.get(text.strip().casefold())
        return [answer] if answer else []
    return []


def explain_meanings(meanings: list[str]) -> str:
    """Return what to write instead of a text that has not exactly one meaning, or nothing if it has none."""
    if not meanings:
        return ""
    if "YYYY" in meanings[0]:
        return f"add the year: {meanings[0]}"
    *some, last = meanings
    return f"write {', '.join(some)} or {last}, whichever is meant" if some else f"write {last}"
