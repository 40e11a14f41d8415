"""What is asked of a writer: which report, which of its columns, and how many of its records."""

from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from itertools import islice
from operator import itemgetter
from typing import TypeVar

from talkscli.errors import UsageError
from talkscli.output.streams import Streams
from talkscli.reports.table import Cell, Column, Report

T = TypeVar("T")

LARGEST_BATCH = 256


class Request:
    """One report to write, and how; it keeps count of what a limit leaves out."""

    __slots__ = ("_more", "_total", "header", "keys", "limit", "report", "safe", "streams")

    def __init__(
        self,
        report: Report,
        streams: Streams,
        *,
        keys: Sequence[str] | None = None,
        header: bool = True,
        limit: int | None = None,
        safe: bool = False,
    ) -> None:
        self.report = report
        self.streams = streams
        self.keys = clean_keys(keys)
        """The columns asked for, in their order; none means all."""
        self.header = header
        self.limit = limit
        self.safe = safe
        """Whether CSV cells that a spreadsheet would run as formulas are made harmless."""
        self._more: Iterator[object] | None = None
        self._total: int | None = None

    def select(self) -> tuple[Sequence[Column], Iterable[Sequence[Cell]]]:
        """Give the columns asked for, and the rows with the cells of just these."""
        columns, rows = self.report.columns, self.take(self.report.rows)
        keys = self.keys
        if keys is None:
            if not any(column.asked for column in columns):
                return columns, rows
            keys = [column.key for column in columns if not column.asked]
        places = {column.key: place for place, column in enumerate(columns)}
        check_keys(keys, list(places))
        chosen = [places[key] for key in keys]
        if len(chosen) == 1:
            only = chosen[0]
            return [columns[only]], ((row[only],) for row in rows)
        return [columns[place] for place in chosen], map(itemgetter(*chosen), rows)

    def take(self, items: Iterable[T]) -> Iterator[T]:
        """Give the items up to the limit."""
        everything = iter(items)
        if self.limit is None:
            return everything
        self._more = everything
        self._total = len(items) if isinstance(items, Sized) else None
        return islice(everything, self.limit)

    def remark_limit(self) -> str:
        """Say what the limit left out, or nothing."""
        if self._more is None or next(self._more, None) is None:
            return ""
        if self._total is None:
            return f"showing the first {self.limit}; more exist, --limit sets how many"
        return f"showing {self.limit} of {self._total}; --limit {self._total} shows all"


def pour(
    streams: Streams,
    items: Iterable[T],
    write: Callable[[list[T]], str | bytes],
    *,
    send: Callable[[str | bytes], object] | None = None,
    start: str = "",
    between: str = "",
    end: str = "",
) -> int:
    """Write items, many at a time, and return their number; nothing is written where there are none.

    The first goes out at once, later batches grow. They are sent as data, or as `send` does it.
    """
    send = send or streams.write
    source = iter(items)
    count, size = 0, 1
    while batch := list(islice(source, size)):
        if lead := between if count else start:
            send(lead)
        send(write(batch))
        if size < LARGEST_BATCH:
            # A reader of something slow sees the beginning early; `head` is answered before the rest is made.
            streams.flush()
            size *= 4
        count += len(batch)
    if count and end:
        send(end)
    streams.flush()
    return count


def check_keys(keys: Iterable[str], valid: Sequence[str]) -> None:
    """Refuse keys that are not among the valid ones, naming those."""
    unknown = [key for key in keys if key not in valid]
    if not unknown:
        return
    names = ", ".join(map(repr, unknown))
    raise UsageError(
        f"no column {names} here; there are: {', '.join(valid)}",
        place="--columns",
        hint=suggest(unknown[0], valid),
    )


def suggest(word: str, valid: Iterable[str]) -> str:
    """Ask whether a valid word near the given one was meant, or say nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), list(valid), n=3)
    return f"did you mean {', '.join(near)}?" if near else ""


def clean_keys(keys: Sequence[str] | None) -> list[str] | None:
    """Strip keys, and refuse a list that names none."""
    if keys is None:
        return None
    cleaned = [key.strip() for key in keys if key.strip()]
    if not cleaned:
        raise UsageError("no column is named", place="--columns")
    return cleaned
