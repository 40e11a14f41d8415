"""`talks rounds` and `talks events`: events at a glance, those of a kind side by side."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.verdict import SINGLE
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import (
    LINE_BREAK,
    Block,
    Gap,
    Grid,
    GridColumn,
    Heading,
    Pairs,
    Paragraph,
    Span,
    Text,
    join_runs,
)
from talkscli.reports.positions import DISPUTED, describe_origins, list_claims, shown_positions
from talkscli.reports.table import Cell, Column, Report
from talkscli.values.base import MANY
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity

ROUND = "round"
FIRST = ("date", "venue")
LAST = ("outcome",)
HEAD = "-head"
MOST_PROPERTIES = 6
"""So many properties are shown of a kind of event."""
LABELS = 14
ROUND_WIDTH = 22
"""The least widths at which rounds stand side by side; on less they follow each other."""

COUNTS = (
    Column("disputed", kind="list", grow=1),
    Column("facts", kind="count"),
    Column("claims", kind="count"),
)
KIND_COLUMNS = (Column("event", kind="id"), Column("name", kind="name", grow=2), Column("kind"), *COUNTS)


def list_columns(key: str, properties: Sequence[Column] = ()) -> list[Column]:
    """List the columns of a glance at events, with those of the properties shown.

    Args:
        key: What the column of ids is called.
        properties: The columns of the properties.
    """
    number = Column("number", kind="count", schema={"type": ["integer", "null"]})
    return [Column(key, kind="id"), Column("name", kind="name"), number, *properties, *COUNTS]


def glance_properties(archive: "Archive") -> list[str]:
    """List the properties that a glance at a round shows: when, where, who led, what came out."""
    heads = [prop["id"] for prop in archive.entities("property") if prop["id"].endswith(HEAD)]
    return [*FIRST, *heads, *LAST]


def asked_properties(archive: "Archive", kind: str) -> list[str]:
    """List the properties most asked of events of a kind: of most events, then by most claims."""
    asked: Counter[str] = Counter()
    claims: Counter[str] = Counter()
    for event in archive.entities("event", kind=kind):
        for fact in archive.facts(about=(event["id"],)):
            asked[fact.property] += 1
            claims[fact.property] += fact.claims
    most = sorted(asked, key=lambda one: (-asked[one], -claims[one], one))[:MOST_PROPERTIES]
    order = {prop["id"]: place for place, prop in enumerate(archive.entities("property"))}
    return sorted(most, key=lambda one: (order.get(one, len(order)), one))


def list_events(archive: "Archive", kind: str) -> list["Entity"]:
    """List the events of a kind by number; those without one last, in the store's order."""
    events = list(archive.entities("event", kind=kind))
    return sorted(events, key=lambda event: (event.get("number") is None, event.get("number") or 0))


def list_rounds(archive: "Archive") -> list["Entity"]:
    """List the rounds by number; those without one last, in the store's order."""
    return list_events(archive, ROUND)


def report_rounds(archive: "Archive", limit: int | None = None) -> Report:
    """Report each round in one row."""
    return report_glance(
        archive,
        list_rounds(archive),
        glance_properties(archive),
        limit,
        key=ROUND,
        empty=_explain_empty(archive),
    )


def report_events(archive: "Archive", kind: str, limit: int | None = None) -> Report:
    """Report each event of a kind in one row, with the properties most asked of that kind."""
    return report_glance(
        archive, list_events(archive, kind), asked_properties(archive, kind), limit, key="event", empty=""
    )


def report_glance(
    archive: "Archive",
    events: "list[Entity]",
    properties: list[str],
    limit: int | None,
    *,
    key: str,
    empty: str,
) -> Report:
    """Report each of some events in one row.

    Args:
        archive: The store.
        events: The events, in order.
        properties: Which properties are shown of each.
        limit: How many events to show.
        key: What the column of ids is called.
        empty: What is said where there is none.
    """
    labels = Labels(archive)
    more = limit is not None and len(events) > limit
    events = events[:limit]
    columns = list_columns(key, [Column(asked, labels.label(asked)) for asked in properties])

    def glances() -> Iterator[Glance]:
        return (Glance(archive, event, properties) for event in events)

    return Report(
        columns,
        (one.row for one in glances()),
        records=lambda: (one.describe(labels, columns) for one in glances()),
        view=(lambda width: _glance_blocks(labels, events, properties, width, key)) if events else None,
        notes=[f"showing {limit} {key}s; more exist, see --limit"] if more else [],
        empty=empty,
    )


def report_kinds(archive: "Archive", limit: int | None = None) -> Report:
    """List all events: what kind each is of, what is disputed of it, and how much is known."""

    def blocks(width: int) -> Iterator[Block]:
        del width
        labels = Labels(archive)
        grid: list[list[Text]] = []
        for event in islice(archive.entities("event"), limit):
            glance = Glance(archive, event)
            name: Text = [event["name"], "  ", Span(event["id"], "id")]
            grid.append([name, event["kind"], glance.tell_disputes(labels), str(glance.counts[-1])])
        yield Grid(
            [
                GridColumn("Event", grow=2, minimum=24, tight=True),
                GridColumn("Kind", tight=True),
                GridColumn("In dispute", grow=1, minimum=16, tight=True),
                GridColumn("Claims", right=True, wrap=False),
            ],
            grid,
        )
        yield Gap()
        remark = "talks events KIND shows those of a kind side by side, talks events EVENT one fact by fact."
        yield Paragraph(Span(remark, "dim"))

    def rows() -> Iterator[list[Cell]]:
        for event in islice(archive.entities("event"), None if limit is None else limit + 1):
            yield [event["id"], event["name"], event["kind"], *Glance(archive, event).counts]

    there = next(archive.entities("event"), None) is not None
    return Report(KIND_COLUMNS, rows(), view=blocks if there else None, empty="this store has no events")


def _explain_empty(archive: "Archive") -> str:
    event = next(archive.entities("event"), None)
    other = f"; talks rounds {event['id']} shows {event['name']}" if event else ""
    return f"this store has no events of the kind 'round'{other}"


class Glance:
    """One event: its facts, and how those are judged of which something is shown."""

    def __init__(self, archive: "Archive", event: "Entity", properties: Sequence[str] = ()) -> None:
        self.event = event
        self.facts = list(archive.facts(about=(event["id"],)))
        self.properties = properties
        keys = {fact.property: fact.key for fact in self.facts}
        self.judged = {one: archive.judge(keys[one]) for one in properties if one in keys}

    @property
    def counts(self) -> list[Cell]:
        """List the properties in dispute, how many facts there are, and how many claims."""
        disputed = sorted(fact.property for fact in self.facts if fact.verdict in DISPUTED)
        return [disputed, len(self.facts), sum(fact.claims for fact in self.facts)]

    @property
    def row(self) -> list[Cell]:
        """List the cells of its row."""
        event = self.event
        cells = [_write_fact(self.judged.get(key)) for key in self.properties]
        return [event["id"], event["name"], event.get("number"), *cells, *self.counts]

    def describe(self, labels: Labels, columns: Sequence[Column]) -> dict[str, Any]:
        """Return its record: the row, with the positions of each fact."""
        record: dict[str, Any] = dict(zip((column.key for column in columns), self.row, strict=True))
        for key, judged in self.judged.items():
            record[key] = _fact_record(labels, key, judged)
        return record

    def tell_disputes(self, labels: Labels) -> Text:
        """Name what is in dispute."""
        disputed = [fact for fact in self.facts if fact.verdict in DISPUTED]
        if not disputed:
            return Span("nothing" if self.facts else "no claims", "dim")
        return join_runs(", ", ([Span(labels.label(fact.property), fact.verdict)] for fact in disputed))


def _write_fact(judged: "Judgement | None") -> Cell:
    if judged is None:
        return None
    shown = shown_positions(judged)
    if judged.answers == MANY:
        return _merge_items(judged, shown)
    return " | ".join(position.value.text for position in shown) or None


def _merge_items(judgement: "Judgement", positions: Sequence["Position"]) -> list[str]:
    """Return what the lists of all positions name, what most reports name first."""
    kind = type_named(judgement.kind)
    counts: dict[str, int] = {}
    for position in positions:
        for one in sorted(kind.ids(position.value)):
            counts[one] = counts.get(one, 0) + position.reports
    return sorted(counts, key=lambda one: (-counts[one], one))


def _fact_record(labels: Labels, key: str, judged: "Judgement") -> dict[str, Any]:
    return {
        "verdict": judged.verdict,
        "why": judged.worst.why if judged.worst else "",
        "positions": [
            {
                "value": type_named(judged.kind).write(p.value),
                "value_text": labels.value(key, p.value),
                "stance": p.stance,
                "origins": describe_origins(p),
                "reports": p.reports,
                "who": list(p.whos),
                "claims": list_claims(p),
            }
            for p in judged.positions
        ],
    }


def _glance_text(labels: Labels, key: str, judged: "Judgement | None") -> Text:
    if judged is None:
        return Span("—", "dim")
    shown = shown_positions(judged)
    if judged.answers == MANY:
        names = [labels.raw_value(key, [one]) for one in _merge_items(judged, shown)]
        return ", ".join(names) or Span("—", "dim")
    if not shown:
        return Span("not said", "withholds")
    lines: list[list[Span | str]] = []
    disputed = judged.verdict in DISPUTED
    for position in shown:
        line: list[Span | str] = [Span(labels.value(key, position.value), "value")]
        if disputed or judged.verdict == SINGLE:
            told = _first_names(labels, position) + ("" if disputed else " alone")
            line.append(Span(f" ({told})", "dim"))
        lines.append(line)
    if disputed:
        lines.append([Span(judged.verdict, judged.verdict)])
    return join_runs(LINE_BREAK, lines)


def _first_names(labels: Labels, position: "Position") -> str:
    reports = Counter(account.who for account in position.accounts)
    names = [labels.who(who) for who in sorted(reports, key=lambda who: (-reports[who], who))]
    return ", ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"


def _glance_blocks(
    labels: Labels, rounds: "Sequence[Entity]", properties: Sequence[str], width: int, what: str
) -> Iterator[Block]:
    glances = [Glance(labels.archive, event, properties) for event in rounds]
    texts = [[_glance_text(labels, key, one.judged.get(key)) for key in properties] for one in glances]
    disputes = [one.tell_disputes(labels) for one in glances]
    heads = [labels.label(key) for key in properties]
    if width >= LABELS + ROUND_WIDTH * len(rounds):
        rows = [[Span(label, "strong"), *(column[i] for column in texts)] for i, label in enumerate(heads)]
        rows.append([Span("In dispute", "strong"), *disputes])
        yield Grid(
            [
                GridColumn(minimum=LABELS - 2),
                *(GridColumn(event["name"], grow=1, minimum=16) for event in rounds),
            ],
            rows,
            lines=True,
        )
    else:
        for number, event in enumerate(rounds):
            if number:
                yield Gap()
            yield Heading([Span(event["name"], "strong"), "  ", Span(event["id"], "id")])
            told = [*zip(heads, texts[number], strict=True), ("In dispute", disputes[number])]
            yield Pairs(told, indent=2)
    yield Gap()
    remark = f"talks {what}s {what.upper()} shows one {what} fact by fact"
    yield Paragraph(Span(f"{remark}; talks conflicts says why sources differ.", "dim"))
