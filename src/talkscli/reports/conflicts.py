"""`talks conflicts`: the facts on which sources disagree, position by position."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap
from talkscli.reports.facts import FactView
from talkscli.reports.labels import note_limit
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import FactRow

MOST_IN_FULL = 5
"""More facts than this are drawn as one line each."""

COLUMNS = (
    Column("fact", kind="id"),
    Column("verdict", kind="verdict"),
    Column("position", kind="count"),
    Column("value"),
    Column("who", kind="id"),
    Column("who_name", kind="name"),
    Column("when", kind="date"),
    Column("outlet", kind="id"),
    Column("document", kind="id"),
    Column("claim", kind="id"),
    Column("cause", asked=True),
    Column("why", asked=True, grow=1),
    Column("origins", kind="count", asked=True),
    Column("support", kind="count", asked=True),
)
"""One row a claim; cause and why are those of the fact's verdict.

`origins` are at most those of the position, `support` those who say only something vaguer that fits it.
"""

PAIR_COLUMNS = (
    Column("fact", kind="id"),
    Column("verdict", kind="verdict"),
    Column("left"),
    Column("right"),
    Column("relation"),
    Column("cause"),
    Column("why", grow=1),
)
"""One row a pair of positions, with `--explain`."""


def report_conflicts(
    archive: "Archive",
    facts: "Sequence[FactRow]",
    *,
    explain: bool = False,
    brief: bool = False,
    more: bool = False,
    limit: int | None = None,
) -> Report:
    """Report facts with their positions side by side.

    Args:
        archive: The store.
        facts: The facts, in the order in which they are shown.
        explain: Whether to list each pair and its rule instead of each claim.
        brief: Whether people get one line a fact where there are many.
        more: Whether there are facts beyond those given.
        limit: How many were asked for, for the note.
    """
    labels = Labels(archive)

    @lru_cache(1)
    def view_fact(key: str) -> FactView:
        # Drawn, then counted: a single fact of very many claims is judged once for both.
        return FactView(archive, labels, key)

    def views() -> Iterator[FactView]:
        return (view_fact(fact.key) for fact in facts)

    def blocks(width: int) -> Iterator[Block]:
        if brief and len(facts) > MOST_IN_FULL:
            from talkscli.reports.disputes import draw_disputes

            yield from draw_disputes(archive, labels, facts, width)
            return
        for number, view in enumerate(views()):
            if number:
                yield Gap()
            yield from view.blocks(width, explain=explain)

    return Report(
        PAIR_COLUMNS if explain else COLUMNS,
        (row for view in views() for row in (_pair_rows(view) if explain else _claim_rows(view))),
        records=lambda: (view.record() for view in views()),
        view=blocks if facts else None,
        notes=note_limit(limit, more=more),
        empty="no disagreement of this kind",
    )


def _claim_rows(view: FactView) -> Iterator[list[Cell]]:
    verdict, worst = view.judgement.verdict, view.judgement.worst
    supports = [view.context.support(position) for position in view.judgement.positions]
    for number, row in view.claim_rows():
        support = supports[number - 1] if number else None
        yield [
            view.key,
            verdict,
            number,
            row["value"] if row["stance"] != "denies" else f"not {_plain(row['value'])}",
            row["who"],
            row["who_name"],
            row["when"],
            row["outlet"],
            row["document"],
            row["id"],
            worst.cause if worst else "none",
            worst.why if worst else "",
            view.judgement.positions[number - 1].origins[1] if number else None,
            support.origins[1] if support else 0,
        ]


def _plain(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ",".join(value)


def _pair_rows(view: FactView) -> Iterator[list[Cell]]:
    for pair in view.judgement.findings:
        yield [
            view.key,
            view.judgement.verdict,
            _position(view, pair.left),
            _position(view, pair.right),
            pair.finding.relation,
            pair.finding.cause,
            pair.finding.why,
        ]


def _position(view: FactView, position: "Position") -> Cell:
    value: str | list[str] = view.position_value(position)
    return value if position.stance == "asserts" else f"not {_plain(value)}"
