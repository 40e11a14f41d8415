"""When things happened, by those who say it, on a line of time whose empty stretches are shortened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from talkscli.conflicts.variant import OUTCOME, PHASES, PLAN
from talkscli.pages.charts import OPEN_LEFT, OPEN_RIGHT, POINT, VAGUE, Axis, BrokenScale, Mark, Tick
from talkscli.pages.disputes import name_whos
from talkscli.queries.parties import is_dispute
from talkscli.reports.positions import drop_vaguer
from talkscli.values.edtf import INFINITY, iso_day
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.conflicts.engine import Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.labels import Labels
    from talkscli.queries.rows import FactRow
    from talkscli.values.base import Span

MOST_ROWS = 30
"""Of more dated facts, those with the most claims are drawn."""
MOST_MARKS = 6

MANNERS = {OUTCOME: "happened", PLAN: "planned"}


@dataclass(slots=True)
class Moment:
    """A dated fact on the line of time."""

    key: str
    name: str
    said: list[tuple[str, str]]
    """Dates, and who says so."""
    more: int
    """How many more dates there are."""
    manner: str
    """happened, planned, or nothing where neither is said."""
    is_disputed: bool
    marks: list[Mark]


@dataclass(slots=True)
class Timeline:
    """A line of time."""

    axis: Axis
    moments: list[Moment]
    left_out: int


def draw_timeline(archive: "Archive", labels: "Labels", facts: "Sequence[FactRow]") -> Timeline | None:
    """Place the dated facts, the earliest first; None where there is none."""
    dated = [fact for fact in facts if type_named(labels.property(fact.property)["type"]).has_days]
    chosen = sorted(dated, key=lambda fact: (-fact.claims, fact.key))[:MOST_ROWS]
    found: list[tuple[FactRow, Sequence[Position], list[Span]]] = []
    for fact in chosen:
        judged = archive.judge(fact.key)
        asserting = [position for position in judged.positions if position.stance == "asserts"]
        if asserting:
            telling = drop_vaguer(judged, asserting)
            told = telling if is_dispute(fact.verdict, fact.cause) else telling[:1]
            days = [type_named(judged.kind).days(position.value)[0] for position in told]
            found.append((fact, told, [(spans[0][0], spans[-1][1]) for spans in days]))
    ends = {day for _, _, days in found for span in days[:MOST_MARKS] for day in span if abs(day) < INFINITY}
    if not ends:
        return None
    scale = BrokenScale(sorted(ends))
    moments = sorted(
        ((_find_order(days[0]), _make_moment(labels, scale, *one)) for one in found for days in [one[2]]),
        key=lambda one: (one[0], one[1].key),
    )
    return Timeline(_make_axis(labels, scale), [one for _, one in moments], len(dated) - len(chosen))


def _find_order(span: "Span") -> tuple[int, int]:
    first, last = span
    return (first if first > -INFINITY else last), last


def _make_moment(
    labels: "Labels", scale: BrokenScale, fact: "FactRow", positions: "Sequence[Position]", days: "list[Span]"
) -> Moment:
    subject, label = labels.subject(fact.about), labels.label(fact.property)
    phases = {PHASES.get(account.status or "") for position in positions for account in position.accounts}
    phase = phases.pop() if len(phases) == 1 else None
    shown = positions[:MOST_MARKS]
    said = [(labels.value(fact.property, one.value), name_whos(labels, one.whos)) for one in shown]
    return Moment(
        fact.key,
        # The label of the property most stories have says nothing here.
        subject if label == "Date" else f"{subject}: {label}",
        said,
        len(positions) - len(shown),
        MANNERS.get(phase or "", ""),
        is_dispute(fact.verdict, fact.cause),
        [mark for span in days[:MOST_MARKS] for mark in _place(scale, span)],
    )


def _place(scale: BrokenScale, span: "Span") -> list[Mark]:
    first, last = span
    start = 0.0 if first <= -INFINITY else scale.place(first)
    end = 100.0 if last >= INFINITY else scale.place(last)
    if first == last:
        return [Mark(POINT, start)]
    marks = [Mark(VAGUE, start, max(end - start, 1.0))]
    if first <= -INFINITY:
        marks.append(Mark(OPEN_LEFT, 0, 4))
    if last >= INFINITY:
        marks.append(Mark(OPEN_RIGHT, 96, 4))
    return marks


def _make_axis(labels: "Labels", scale: BrokenScale) -> Axis:
    narrow, wide = scale.choose_ticks(34), scale.choose_ticks(16)
    ticks = [Tick(scale.place(day), _name_day(day), wide=day not in narrow) for day in wide]
    first, last = (labels.date(iso_day(day)) for day in (scale.days[0], scale.days[-1]))
    remark = "Not to scale: the longer nothing is dated, the more the line is shortened."
    return Axis(
        ticks,
        lines=[tick.place for tick in ticks],
        words=f"{first} to {last}",
        remark=remark if scale.is_broken else "",
    )


def _name_day(day: int) -> str:
    from talkscli.values.edtf_calendar import MONTHS, civil

    year, month, number = civil(day)
    return f"{number} {MONTHS[month - 1][:3]} {year}" if 0 < year < 10_000 else iso_day(day)
