"""One event in depth, fact by fact."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import LINE_BREAK, Block, Gap, Grid, GridColumn, Heading, Span, Text, join_runs
from talkscli.reports.facts import FactView
from talkscli.reports.labels import count_words, note_limit, origin_words
from talkscli.reports.positions import DISPUTED, write_position
from talkscli.reports.statements import draw_statements
from talkscli.reports.table import Cell, Column, Report
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import FactRow

DETAIL_COLUMNS = (
    Column("fact", kind="id"),
    Column("property", kind="id"),
    Column("verdict", kind="verdict"),
    Column("position", kind="count"),
    Column("value"),
    Column("origins"),
    Column("reports", kind="count"),
    Column("who", kind="list"),
)
"""One row a position, for one event in depth; before them stands its id."""


def is_told_once(fact: "FactRow") -> bool:
    """Return whether only one document speaks of a fact, and nothing of it is in dispute."""
    return fact.reports < 2 and fact.verdict not in DISPUTED


def _draw_alone(
    archive: "Archive", labels: Labels, facts: "Sequence[FactRow]", width: int
) -> Iterator[Block]:
    """Draw what only one document says: statement by statement, the documents in the store's order."""
    yield Gap()
    remark = f"{count_words(len(facts), 'fact')}; --all shows each by itself"
    yield Heading("Told by one document only", Span(remark, "dim"), level=2)
    rows = archive.claims(ClaimFilter(fact=tuple(fact.key for fact in facts)))
    yield from draw_statements(labels, rows, width, hedges=True)


def report_event(
    archive: "Archive", key: str, limit: int | None = None, *, name: str, open_all: bool = False
) -> Report:
    """Report one event in depth: every fact with its positions.

    Args:
        archive: The store.
        key: The event.
        limit: How many facts to show.
        name: What the column of its id is called.
        open_all: Whether people see by itself what only one document speaks of, too.
    """
    labels = Labels(archive)
    order = {prop["id"]: number for number, prop in enumerate(archive.entities("property"))}
    facts = sorted(archive.facts(about=(key,)), key=lambda fact: (order.get(fact.property, 0), fact.property))
    # The heading tells of the whole round, whatever is shown of it.
    total = f"{count_words(len(facts), 'fact')}, {count_words(sum(fact.claims for fact in facts), 'claim')}"
    more = limit is not None and len(facts) > limit
    facts = facts[:limit]

    def rows() -> Iterator[list[Cell]]:
        for fact in facts:
            judged = archive.judge(fact.key)
            for number, position in enumerate(judged.positions, 1):
                denied = position.stance == "denies"
                value = write_position(position) if denied else type_named(judged.kind).write(position.value)
                yield [
                    key, fact.key, fact.property, judged.verdict, number, value,
                    _origin_cell(position.origins), position.reports, list(position.whos),
                ]  # fmt: skip
            if not judged.positions:
                yield [key, fact.key, fact.property, judged.verdict, None, None, "0", 0, []]

    def blocks(width: int) -> Iterator[Block]:
        event = archive.entity("event", key)
        yield Heading(
            [Span(event["name"] if event else key, "strong"), "  ", Span(key, "id")], Span(total, "dim")
        )
        alone = [] if open_all else [fact for fact in facts if is_told_once(fact)]
        grid: list[list[Text]] = []
        for fact in facts:
            if fact not in alone:
                mark: Text = [Span(labels.label(fact.property), "strong"), "\n", _verdict_mark(fact.verdict)]
                grid.append([mark, _positions_text(FactView(archive, labels, fact.key))])
        yield Grid([GridColumn("", minimum=14), GridColumn("", grow=1, minimum=30)], grid, lines=True)
        if alone:
            yield from _draw_alone(archive, labels, alone, width)

    return Report(
        (Column(name, kind="id"), *DETAIL_COLUMNS),
        rows(),
        records=lambda: (FactView(archive, labels, fact.key).record() for fact in facts),
        view=blocks if facts else None,
        notes=note_limit(limit, more=more),
        empty=f"no claim is about {key}",
    )


def _origin_cell(origins: tuple[int, int]) -> str:
    return str(origins[1]) if origins[0] == origins[1] else f"{origins[0]}..{origins[1]}"


def _verdict_mark(verdict: str) -> Span:
    return Span(verdict, verdict) if verdict in DISPUTED else Span(verdict, "dim")


def _name_with_hedges(view: FactView, position: "Position", who: str) -> str:
    hedges = view.list_hedges([account for account in position.accounts if account.who == who])
    name = view.labels.short_who(who)
    return f"{name} [{', '.join(hedges)}]" if hedges else name


def _positions_text(view: FactView) -> Text:
    lines: list[list[Span | str]] = []
    judged = view.judgement
    for position in judged.positions:
        names = ", ".join(_name_with_hedges(view, position, who) for who in position.whos)
        told = f" — {names}; {count_words(position.reports, 'report')}"
        if position.origins[0] != position.origins[1]:
            told += f", {origin_words(position.origins)}"
        lines.append([Span(view.position_words(position), "value"), Span(told, "dim")])
    silent = dict.fromkeys(view.labels.who(account.who) for account in judged.withheld)
    if silent:
        lines.append([Span("not said", "withholds"), Span(f" — {', '.join(silent)}", "dim")])
    if judged.verdict in DISPUTED and judged.worst:
        lines.append([judged.worst.why])
    return join_runs(LINE_BREAK, lines)
