"""When things happened, by those who say it, on a line of time whose empty stretches are shortened."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from talkscli.conflicts.variant import OUTCOME, PHASES, PLAN
from talkscli.pages.charts import Axis, BrokenScale, Mark, Tick, choose_steps, mark_reach
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

    Dated = tuple[FactRow, Sequence[Position], list[Span]]
    """A fact, the positions of which dates are drawn, and from when to when each reaches."""

MOST_ROWS = 30
"""Of more dated facts, those with the most claims are drawn."""
MOST_MARKS = 6

NEAR = 7
"""Days no further apart belong to one stretch."""
MOST_DAYS = 31
LEAST_ROWS = 4
"""A stretch of no more days that holds no fewer facts is drawn by itself, day by day."""
ROOM = 30
"""The room that the name of a month needs, in per cent."""

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
class Stretch:
    """A part of the line of time, drawn by itself."""

    name: str
    """From which day to which; nothing where there is only one part."""
    axis: Axis
    moments: list[Moment]


@dataclass(slots=True)
class Timeline:
    """A line of time."""

    stretches: list[Stretch]
    moments: list[Moment]
    """All of them, the earliest first."""
    left_out: int


def draw_timeline(archive: "Archive", labels: "Labels", facts: "Sequence[FactRow]") -> Timeline | None:
    """Place the dated facts, the earliest first; None where there is none."""
    dated = [fact for fact in facts if type_named(labels.property(fact.property)["type"]).has_days]
    chosen = sorted(dated, key=lambda fact: (-fact.claims, fact.key))[:MOST_ROWS]
    found: list[Dated] = []
    for fact in chosen:
        judged = archive.judge(fact.key)
        asserting = [position for position in judged.positions if position.stance == "asserts"]
        if asserting:
            telling = drop_vaguer(judged, asserting)
            told = telling if is_dispute(fact.verdict, fact.cause) else telling[:1]
            days = [type_named(judged.kind).days(position.value)[0] for position in told]
            found.append((fact, told, [(spans[0][0], spans[-1][1]) for spans in days]))
    if not any(map(_list_ends, found)):
        return None
    found.sort(key=lambda one: (_find_order(one[2][0]), one[0].key))
    stretches = _divide(labels, found)
    made = {moment.key: moment for stretch in stretches for moment in stretch.moments}
    return Timeline(stretches, [made[one[0].key] for one in found], len(dated) - len(chosen))


def _divide(labels: "Labels", found: "Sequence[Dated]") -> list[Stretch]:
    """Draw the crowded stretches of days by themselves, behind all that lies further apart."""
    crowded: list[tuple[int, int, list[Dated]]] = []
    ends = sorted({day for one in found for day in _list_ends(one)})
    breaks = [number for number in range(1, len(ends)) if ends[number] - ends[number - 1] > NEAR]
    for start, stop in pairwise([0, *breaks, len(ends)]):
        first, last = ends[start], ends[stop - 1]
        here = [one for one in found if all(first <= day <= last for span in one[2] for day in span)]
        if first < last < first + MOST_DAYS and LEAST_ROWS <= len(here) < len(found):
            crowded.append((first, last, here))
    apart = {one[0].key for _, _, here in crowded for one in here}
    rest = [one for one in found if one[0].key not in apart]
    stretches = []
    if days := sorted({day for one in rest for day in _list_ends(one)}):
        scale = BrokenScale(days)
        name = "Over the whole time" if crowded else ""
        moments = [_make_moment(labels, scale, *one) for one in rest]
        stretches.append(Stretch(name, _make_axis(labels, scale), moments))
    for first, last, here in crowded:
        scale = BrokenScale(range(first, last + 1))
        name = f"{labels.date(iso_day(first))} to {labels.date(iso_day(last))}"
        moments = [_make_moment(labels, scale, *one) for one in here]
        stretches.append(Stretch(name, _make_days(scale, name), moments))
    return stretches


def _list_ends(one: "Dated") -> list[int]:
    """List the first and last days of what is drawn of a fact."""
    return [day for span in one[2][:MOST_MARKS] for day in span if abs(day) < INFINITY]


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
    return mark_reach(*(scale.place(day) if abs(day) < INFINITY else None for day in span))


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


def _make_days(scale: BrokenScale, words: str) -> Axis:
    """Label each day where there is room, and each month."""
    from talkscli.values.edtf_calendar import MONTHS, civil

    wide, narrow = choose_steps(len(scale.days))
    axis = Axis(words=words)
    for number, day in enumerate(scale.days):
        year, month, of_month = civil(day)
        place = scale.place(day)
        if number % wide == 0:
            axis.ticks.append(Tick(place, str(of_month), wide=number % narrow != 0))
            axis.lines.append(place)
        if number == 0 or (of_month == 1 and place - axis.heads[-1].place >= ROOM <= 100 - place):
            axis.heads.append(Tick(place, f"{MONTHS[month - 1]} {year}"))
    return axis


def _name_day(day: int) -> str:
    from talkscli.values.edtf_calendar import MONTHS, civil

    year, month, number = civil(day)
    return f"{number} {MONTHS[month - 1][:3]} {year}" if 0 < year < 10_000 else iso_day(day)
