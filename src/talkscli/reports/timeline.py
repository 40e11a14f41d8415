"""`talks timeline`: what happened, what was planned and what was said, by date."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.variant import OUTCOME, PHASES, PLAN
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.queries.revised import find_revised
from talkscli.reports.blocks import Block, Grid, GridColumn, Heading, Span, Text
from talkscli.reports.statements import Manner, identify_statement, tell_facts
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.chronology import Dating, Moment
    from talkscli.queries.rows import ClaimRow

HAPPENED = "happened"
PLANNED = "planned"
DATED = "dated"
SAID = "said"
KINDS = (HAPPENED, PLANNED, DATED, SAID)
KIND_OF_PHASE = {PLAN: PLANNED, OUTCOME: HAPPENED, "": DATED}

COLUMNS = (
    Column("date", kind="date", optional=True),
    Column("kind", choices=KINDS),
    Column("fact", kind="id"),
    Column("text", grow=1),
    Column("who", kind="list"),
    Column("outlet", kind="list"),
    Column("claims", kind="list"),
)

MARKS = {HAPPENED: "●", PLANNED: "○", DATED: "◆", SAID: "│"}
LARGEST_BATCH = 256

SortKey = tuple[int, int, int, int, str]
"""The days, the time of day (-1 for none), what it is, and its id."""


class Entry:
    """One line of the timeline."""

    __slots__ = ("claims", "date", "fact", "key", "kind", "outlets", "row", "text", "whos")

    def __init__(self, key: SortKey, date: str | None, kind: str, fact: str, text: str) -> None:
        self.key = key
        self.date = date
        self.kind = kind
        self.fact = fact
        self.text = text
        self.whos: list[str] = []
        self.outlets: list[str] = []
        self.claims: list[str] = []
        self.row: ClaimRow | None = None
        """Of what was said, the claim."""

    def add(self, row: "ClaimRow") -> None:
        """Count a claim among those that the entry stands for."""
        for value, target in (
            (row["who"], self.whos),
            (row["outlet"], self.outlets),
            (row["id"], self.claims),
        ):
            if value not in target:
                target.append(value)

    def cells(self) -> list[Cell]:
        """List the entry's cells."""
        return [self.date, self.kind, self.fact, self.text, self.whos, self.outlets, self.claims]


def collect_entries(
    archive: "Archive",
    wanted: ClaimFilter,
    datings: "Sequence[Dating]",
    *,
    said: bool = True,
    since: int | None = None,
    until: int | None = None,
    most: int | None = None,
) -> Iterator[Entry]:
    """Yield what happened and what was said, oldest first; of what was said no more than so many."""
    happened = _tell_happened(archive, wanted, datings)
    if not said:
        return happened
    spoken = _tell_said(archive.claims_by_day(wanted, since, until, most))
    return merge(happened, spoken, key=lambda entry: entry.key)


def _tell_said(claims: "Iterable[tuple[Moment, ClaimRow]]") -> Iterator[Entry]:
    for moment, row in claims:
        entry = Entry((*moment, 1, row["id"]), row["when"], SAID, row["fact"], row["text"])
        entry.add(row)
        entry.row = row
        yield entry


def _tell_happened(archive: "Archive", wanted: ClaimFilter, datings: "Sequence[Dating]") -> Iterator[Entry]:
    labels = Labels(archive)
    source, size = iter(datings), 1
    while batch := list(islice(source, size)):
        entries = {}
        for one in batch:
            entries[one.fact, one.value, one.phase] = Entry(
                (*one.moment, 0, one.fact),
                one.value,
                KIND_OF_PHASE[one.phase],
                one.fact,
                labels.fact(one.fact),
            )
        facts = tuple(dict.fromkeys(one.fact for one in batch))
        for row in archive.claims(wanted._replace(fact=facts)):
            if row["stance"] == "asserts" and not row["retracted"]:
                which = row["fact"], row["value"], PHASES.get(row["status"] or "", "")
                if which in entries:
                    entries[which].add(row)
        yield from entries.values()
        size = min(4 * size, LARGEST_BATCH)


def report_timeline(
    archive: "Archive",
    wanted: ClaimFilter,
    *,
    events: bool = True,
    said: bool = True,
    since: int | None = None,
    until: int | None = None,
    limit: int | None = None,
) -> Report:
    """Report the story by date.

    Args:
        archive: The store.
        wanted: Which claims.
        events: Whether to tell when things happened or were planned.
        said: Whether to tell when things were said.
        since: The number of the first day; what has no date is out.
        until: The number of the last day, likewise.
        limit: How many entries to draw.
    """
    # One more than is shown tells that there are more.
    most = None if limit is None else limit + 1
    datings = list(archive.datings(wanted, since, until, most)) if events else []

    def tell() -> Iterator[Entry]:
        return collect_entries(archive, wanted, datings, said=said, since=since, until=until, most=most)

    return Report(
        COLUMNS,
        (entry.cells() for entry in tell()),
        view=(lambda width: _draw(archive, islice(tell(), limit), width)) if next(tell(), None) else None,
        empty="nothing of this kind is dated in this period",
    )


def _draw(archive: "Archive", entries: Iterable[Entry], width: int) -> Iterator[Block]:
    """Draw the line of time: one block a date, a mark for what each entry is."""
    labels = Labels(archive)
    yield Heading(
        Span(archive.title, "strong"),
        Span(
            f"{MARKS[HAPPENED]} happened  {MARKS[PLANNED]} planned  {MARKS[DATED]} dated  {MARKS[SAID]} said",
            "dim",
        ),
    )
    rows: list[list[Text]] = []
    last: Any = object()
    for entry in _join_said(entries):
        date = labels.date(entry[0].date) if entry[0].row is None else labels.said(entry[0].row)
        rows.append(
            [
                Span(date if date != last else "", "strong"),
                Span(MARKS[entry[0].kind], "dim" if entry[0].kind == SAID else "value"),
                _entry_text(labels, entry[0]) if entry[0].row is None else _statement_text(labels, entry),
            ]
        )
        last = date
    yield Grid(
        [
            GridColumn("", minimum=12 if width < 100 else 18),
            GridColumn("", wrap=False),
            GridColumn("", grow=1),
        ],
        rows,
    )


def _join_said(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Yield entries, those of one statement together at the place of its first one."""
    for _, group in groupby(entries, lambda entry: entry.date):
        joined: dict[object, list[Entry]] = {}
        for number, entry in enumerate(group):
            which = number if entry.row is None else identify_statement(entry.row)
            joined.setdefault(which, []).append(entry)
        yield from joined.values()


def _statement_text(labels: Labels, entries: Sequence[Entry]) -> Text:
    rows = [entry.row for entry in entries if entry.row is not None]
    revised = find_revised(labels.archive, [row["id"] for row in rows])
    return [Span(labels.short_who(rows[0]["who"]), "name"), ": ", *tell_facts(rows, Manner(revised), "\n")]


def _entry_text(labels: Labels, entry: Entry) -> Text:
    names = ", ".join(labels.short_who(who) for who in entry.whos[:4])
    if len(entry.whos) > 4:
        names += f" and {len(entry.whos) - 4} more"
    text: list[Span | str] = [Span(entry.text, "strong"), Span(f" — {names}", "dim")]
    fact = labels.archive.fact(entry.fact)
    if fact is not None and fact.verdict in {"contradiction", "overlap"}:
        text += [" ", Span(fact.verdict, fact.verdict)]
    return text
