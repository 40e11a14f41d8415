"""The disputes of a store at a glance: one line a fact, the weightiest first."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from talkscli.conflicts.context import find_level
from talkscli.conflicts.verdict import RANKS
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Paragraph, Span, Text
from talkscli.reports.labels import count_words
from talkscli.reports.positions import drop_vaguer

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.labels import Labels
    from talkscli.queries.rows import FactRow

REMARKS = {
    "wording": "wording only",
    "rounding": "rounding only",
    "plan-and-outcome": "plan and outcome",
    "status": "degree only",
    "precision": "how exact",
    "coverage": "how much is named",
}
"""What is said of a dispute that is less than two answers, by its cause."""

MOST_POSITIONS = 4

REMARK = "Positions, each with its claimants. talks conflicts FACT shows one fact, --full all of them."


def draw_disputes(
    archive: "Archive", labels: "Labels", facts: "Sequence[FactRow]", width: int
) -> Iterator[Block]:
    """Draw one row a fact under its verdict: what it is about, and its positions in few words."""
    # A key that is to be typed back is not folded where there is room for it.
    longest = max((len(fact.key) for fact in facts), default=0)
    least = min(max(longest, width * 2 // 5), width // 2 - 4)
    for verdict, among in groupby(sorted(facts, key=weigh), lambda fact: fact.verdict):
        rows: list[list[Text]] = []
        for fact in among:
            what: list[Span | str] = [Span(labels.fact(fact.key), "strong"), "  ", Span(fact.key, "id")]
            rows.append([what, _show_positions(labels, fact, archive.judge(fact.key))])
        yield Heading(Span(verdict, verdict), Span(count_words(len(rows), "fact"), "dim"), level=2)
        columns = [GridColumn(grow=1, minimum=least), GridColumn(grow=2, minimum=28, tight=True)]
        yield Grid(columns, rows, indent=2)
    yield Gap()
    yield Paragraph(Span(REMARK, "dim"))


def weigh(fact: "FactRow") -> tuple[int, bool, int, int, str]:
    """Return what disputes are sorted by: the verdict, then two answers before two wordings, then origins."""
    return RANKS[fact.verdict], fact.cause in REMARKS, -fact.origins[0], -fact.reports, fact.key


def _show_positions(labels: "Labels", fact: "FactRow", judged: "Judgement") -> Text:
    spans: list[Span | str] = []
    telling = drop_vaguer(judged, list(judged.positions))
    for position in telling[:MOST_POSITIONS]:
        if spans:
            spans.append(Span(" | ", "dim"))
        shown = labels.value(fact.property, position.value)
        denies = position.stance == "denies"
        spans.append(Span(f"not {shown}" if denies else shown, "denies" if denies else "value"))
        spans.append(Span(f" ({_show_origins(labels, position)})", "dim"))
    if more := len(judged.positions) - min(len(telling), MOST_POSITIONS):
        what = "vaguer" if len(telling) <= MOST_POSITIONS else "more"
        spans.append(Span(f" | {more} {what}", "dim"))
    if (level := find_level(judged)) and level[0].origins[1] > 1:
        spans.append(Span(" — level at the top", "dim"))
    if fact.cause in REMARKS:
        spans.append(Span(f" — {REMARKS[fact.cause]}", fact.verdict))
    return spans


def _show_origins(labels: "Labels", position: "Position") -> str:
    """Name the claimants of a position, or one of them and how many there are beside."""
    accounts = {account.who for account in position.accounts}
    names = [labels.short_who(who) for who in position.whos]
    if len(accounts) > 2:
        names = [names[0], f"{len(accounts) - 1} more"]
    statuses = sorted({account.status for account in position.accounts if account.status})
    degree = f", {'/'.join(statuses)}" if statuses and len(statuses) < 3 else ""
    return " and ".join(names) + degree
