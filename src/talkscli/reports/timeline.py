"""`talks timeline`: what happened, what was planned and what was said, by date."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.variant import OUTCOME, PHASES, PLAN
from talkscli.errors import TalksError
from talkscli.query.filters import ClaimFilter
from talkscli.reports.blocks import Block, Grid, GridColumn, Heading, Span, Text
from talkscli.reports.table import Cell, Column, Report
from talkscli.reports.telling import Teller

if TYPE_CHECKING:
    from talkscli.query.archive import Archive
    from talkscli.query.rows import ClaimRow

COLUMNS = (
    Column("date", kind="date"),
    Column("kind"),
    Column("fact", kind="id"),
    Column("text", grow=1),
    Column("who", kind="list"),
    Column("outlet", kind="list"),
    Column("claims", kind="list"),
)

HAPPENED = "happened"
PLANNED = "planned"
DATED = "dated"
SAID = "said"

MARKS = {HAPPENED: "●", PLANNED: "○", DATED: "◆", SAID: "│"}
UNDATED = 1 << 62
"""Later than any day: what has no date comes last."""


SortKey = tuple[int, int, int, str]


class Entry:
    """One line of the timeline."""

    __slots__ = ("claims", "date", "fact", "key", "kind", "outlets", "text", "verdict", "whos")

    def __init__(self, key: SortKey, date: str | None, kind: str, fact: str, text: str) -> None:
        self.key = key
        self.date = date
        self.kind = kind
        self.fact = fact
        self.text = text
        self.whos: list[str] = []
        self.outlets: list[str] = []
        self.claims: list[str] = []
        self.verdict = ""

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
    archive: "Archive", wanted: ClaimFilter, *, events: bool = True, said: bool = True
) -> list[Entry]:
    """Collect what happened (dates claimed of things) and what was said, oldest first."""
    teller = Teller(archive)
    happened: dict[tuple[str, str, str], Entry] = {}
    entries: list[Entry] = []
    for row in archive.claims(wanted):
        dated = teller.property(row["property"])["type"] == "date" and isinstance(row["value"], str)
        if events and dated and row["stance"] == "asserts" and not row["retracted"]:
            kind = {PLAN: PLANNED, OUTCOME: HAPPENED}.get(PHASES.get(row["status"] or "", ""), DATED)
            entry = happened.get((row["fact"], row["value"], kind))
            if entry is None:
                entry = Entry(_sort_key(row["value"], 0, row["fact"]), row["value"], kind, row["fact"],
                              teller.fact(row["fact"]))  # fmt: skip
                happened[row["fact"], row["value"], kind] = entry
            entry.add(row)
        if said:
            entry = Entry(_sort_key(row["when"], 1, row["id"]), row["when"], SAID, row["fact"], row["text"])
            entry.add(row)
            entries.append(entry)
    for entry in happened.values():
        fact = archive.fact(entry.fact)
        entry.verdict = fact.verdict if fact else ""
    return sorted([*happened.values(), *entries], key=lambda entry: entry.key)


def _sort_key(date: str | None, order: int, tie: str) -> SortKey:
    if not date:
        return (UNDATED, UNDATED, order, tie)
    from talkscli.values.edtf import parse_edtf

    try:
        value = parse_edtf(date)
    except TalksError:
        return (UNDATED, UNDATED, order, tie)
    # What is only known to lie before some day stands at that day; of what begins together, the exact first.
    if value.earliest <= -UNDATED:
        return (value.latest, -1, order, tie)
    return (value.earliest, value.latest, order, tie)


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
    entries = [
        entry
        for entry in collect_entries(archive, wanted, events=events, said=said)
        if (since is None or since <= max(entry.key[:2]) < UNDATED)
        and (until is None or entry.key[0] <= until)
    ]
    return Report(
        COLUMNS,
        (entry.cells() for entry in entries),
        view=(lambda width: _draw(archive, entries[:limit], width)) if entries else None,
        empty="nothing of this kind is dated in this period",
    )


def _draw(archive: "Archive", entries: list[Entry], width: int) -> Iterator[Block]:
    """Draw the line of time: one block a date, a mark for what each entry is."""
    teller = Teller(archive)
    yield Heading(
        Span(archive.title, "strong"),
        Span(
            f"{MARKS[HAPPENED]} happened  {MARKS[PLANNED]} planned  {MARKS[DATED]} dated  {MARKS[SAID]} said",
            "dim",
        ),
    )
    rows: list[list[Text]] = []
    last: Any = object()
    for entry in entries:
        date = teller.date(entry.date)
        rows.append(
            [
                Span(date if date != last else "", "strong"),
                Span(MARKS[entry.kind], "dim" if entry.kind == SAID else "value"),
                _entry_text(teller, entry),
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


def _entry_text(teller: Teller, entry: Entry) -> Text:
    names = ", ".join(teller.who(who) for who in entry.whos[:4])
    if len(entry.whos) > 4:
        names += f" and {len(entry.whos) - 4} more"
    if entry.kind == SAID:
        return [Span(names, "name"), ": ", entry.text, " ", Span(entry.claims[0], "id")]
    text: list[Span | str] = [Span(entry.text, "strong"), Span(f" — {names}", "dim")]
    if entry.verdict in {"contradiction", "overlap"}:
        text += [" ", Span(entry.verdict, entry.verdict)]
    return text
