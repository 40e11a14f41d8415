"""`talks diff`: what came, went and changed between two stores."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING

from talkscli.desk.differences import ADDED, CHANGED, FACT, KINDS, REMOVED, VERDICT
from talkscli.reports.blocks import (
    LINE_BREAK,
    Block,
    Gap,
    Grid,
    GridColumn,
    Heading,
    Paragraph,
    Span,
    Text,
    join_runs,
)
from talkscli.reports.labels import count_words
from talkscli.reports.table import Column, Report

if TYPE_CHECKING:
    from talkscli.desk.differences import Difference, Plain

PLAIN = {"type": ["string", "integer", "boolean", "array", "null"], "items": {"type": "string"}}
COLUMNS = (
    Column("change", choices=(ADDED, REMOVED, CHANGED)),
    Column("kind", choices=KINDS),
    Column("id", kind="id", holds="of a fact or verdict, the fact's key"),
    Column("field", optional=True, holds="null where all of it came or went"),
    Column("old", grow=1, schema=PLAIN),
    Column("new", grow=1, schema=PLAIN),
)

PLURALS = {"property": "properties", "store": "store"}
SIGNS = {ADDED: Span("+", "agreement"), REMOVED: Span("-", "contradiction")}
CHANGED_SIGN = Span("~", "overlap")
AT_ONCE = 500
"""How many changes of one kind are drawn as one grid."""


def report_differences(
    find_changes: "Callable[[], Iterable[Difference]]", *, kinds: Sequence[str] = (), limit: int | None = None
) -> Report:
    """List all that differs; the sums are told at the end."""

    def chosen() -> "Iterator[Difference]":
        for change in find_changes():
            if not kinds or change.kind in kinds:
                yield change

    return Report(
        COLUMNS,
        ([one.change, one.kind, one.id, one.field, one.old, one.new] for one in chosen()),
        view=lambda _: draw_changes(chosen(), limit),
        empty="no difference",
    )


def draw_changes(changes: "Iterable[Difference]", limit: int | None = None) -> Iterator[Block]:
    """Draw what differs, kind by kind, as many as are wanted, and the sums of all."""
    sums: dict[str, int] = {}
    left = limit
    for kind, same in groupby(changes, key=lambda change: change.kind):
        things: set[str] = set()
        if left != 0:
            if sums:
                yield Gap()
            yield Heading(Span(PLURALS.get(kind, kind + "s").capitalize(), "strong"), level=2)
        while batch := list(islice(same, AT_ONCE if left is None else min(left, AT_ONCE))):
            left = None if left is None else left - len(batch)
            things.update(change.id for change in batch)
            yield Grid(
                [GridColumn(wrap=False), GridColumn(tight=True), GridColumn(grow=1, minimum=20)],
                [
                    draw_record(list(own))
                    for _, own in groupby(batch, key=lambda change: (change.change, change.id))
                ],
            )
        things.update(change.id for change in same)
        sums[kind] = len(things)
    if sums:
        parts = [count_words(sums[kind], kind, PLURALS.get(kind, "")) for kind in KINDS if kind in sums]
        yield Gap()
        yield Paragraph(Span("differs: " + ", ".join(parts), "dim"))


def draw_record(changes: "Sequence[Difference]") -> list[Text]:
    """Draw what differs of one record."""
    first = changes[0]
    if first.change in SIGNS:
        words = show_plain(first.new if first.change == ADDED else first.old)
        role = words if first.kind == FACT else "plain"
        return [SIGNS[first.change], Span(first.id, "id"), Span(words, role)]
    lines: list[list[Span | str]] = []
    for change in changes:
        was, now = show_plain(change.old), show_plain(change.new)
        if change.kind == VERDICT and change.field == "verdict":
            lines.append([Span(was, was), " → ", Span(now, now)])
        else:
            lines.append([Span(f"{change.field}: ", "dim"), was, Span(" → ", "dim"), now])
    return [CHANGED_SIGN, Span(first.id, "id"), join_runs(LINE_BREAK, lines)]


def show_plain(value: "Plain") -> str:
    """Write one side of a change."""
    if value is None or value == []:
        return "(none)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
