"""`talks rounds`: each round at a glance, or one in depth, fact by fact."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Pairs, Paragraph, Span, Text
from talkscli.reports.facts import FactView
from talkscli.reports.labels import count_words, origin_words, verdict_span
from talkscli.reports.positions import DISPUTED, shown_positions
from talkscli.reports.statements import draw_statements
from talkscli.reports.table import Cell, Column, Report
from talkscli.values.base import MANY
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Judgement, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity, FactRow

ROUND = "round"
FIRST = ("date", "venue")
LAST = ("outcome",)
HEAD = "-head"
LABELS = 14
ROUND_WIDTH = 22
"""The least widths at which rounds stand side by side; on less they follow each other."""

DETAIL_COLUMNS = (
    Column("round", kind="id"),
    Column("fact", kind="id"),
    Column("property", kind="id"),
    Column("verdict", kind="verdict"),
    Column("position", kind="count"),
    Column("value"),
    Column("origins"),
    Column("reports", kind="count"),
    Column("who", kind="list"),
)
"""One row a position, for one round in depth."""


def glance_properties(archive: "Archive") -> list[str]:
    """List the properties that a glance at a round shows: when, where, who led, what came out."""
    heads = [prop["id"] for prop in archive.entities("property") if prop["id"].endswith(HEAD)]
    return [*FIRST, *heads, *LAST]


def list_rounds(archive: "Archive") -> list["Entity"]:
    """List the rounds by number; those without one last, in the store's order."""
    rounds = list(archive.entities("event", kind=ROUND))
    return sorted(rounds, key=lambda event: (event.get("number") is None, event.get("number") or 0))


def report_rounds(archive: "Archive", limit: int | None = None) -> Report:
    """Report each round in one row."""
    labels = Labels(archive)
    properties = glance_properties(archive)
    rounds = list_rounds(archive)
    more = limit is not None and len(rounds) > limit
    rounds = rounds[:limit]
    columns = [
        Column("round", kind="id"),
        Column("name", kind="name"),
        Column("number", kind="count"),
        *(Column(key, labels.label(key)) for key in properties),
        Column("disputed", kind="list"),
        Column("facts", kind="count"),
        Column("claims", kind="count"),
    ]
    return Report(
        columns,
        (_glance_row(archive, event, properties) for event in rounds),
        records=lambda: (_glance_record(archive, labels, event, properties) for event in rounds),
        view=(lambda width: _glance_blocks(archive, labels, rounds, properties, width)) if rounds else None,
        notes=[f"showing {limit} rounds; more exist, see --limit"] if more else [],
        empty=_explain_empty(archive),
    )


def _explain_empty(archive: "Archive") -> str:
    event = next(archive.entities("event"), None)
    other = f"; talks rounds {event['id']} shows {event['name']}" if event else ""
    return f"this store has no events of the kind 'round'{other}"


def _judge_all(archive: "Archive", about: str, properties: Sequence[str]) -> dict[str, "Judgement"]:
    return {key: archive.judge(f"{about}.{key}") for key in properties if archive.fact(f"{about}.{key}")}


def _merge_items(judgement: "Judgement", positions: Sequence["Position"]) -> list[str]:
    """Return what the lists of all positions name, what most reports name first."""
    kind = type_named(judgement.kind)
    counts: dict[str, int] = {}
    for position in positions:
        for one in sorted(kind.ids(position.value)):
            counts[one] = counts.get(one, 0) + position.reports
    return sorted(counts, key=lambda one: (-counts[one], one))


def _raw(position: "Position") -> str:
    return position.value.text


def _glance_row(archive: "Archive", event: "Entity", properties: Sequence[str]) -> list[Cell]:
    judged = _judge_all(archive, event["id"], properties)
    facts = list(archive.facts(about=(event["id"],)))
    cells: list[Cell] = [event["id"], event["name"], event.get("number")]
    for key in properties:
        if key not in judged:
            cells.append(None)
        elif judged[key].answers == MANY:
            cells.append(_merge_items(judged[key], shown_positions(judged[key])))
        else:
            cells.append(" | ".join(_raw(p) for p in shown_positions(judged[key])) or None)
    disputed = sorted(fact.property for fact in facts if fact.verdict in DISPUTED)
    return [*cells, disputed, len(facts), sum(fact.claims for fact in facts)]


def _glance_record(
    archive: "Archive", labels: Labels, event: "Entity", properties: Sequence[str]
) -> dict[str, Any]:
    judged = _judge_all(archive, event["id"], properties)
    facts = list(archive.facts(about=(event["id"],)))
    record: dict[str, Any] = {"round": event["id"], "name": event["name"], "number": event.get("number")}
    for key in properties:
        record[key] = _fact_record(labels, key, judged[key]) if key in judged else None
    record["disputed"] = sorted(fact.property for fact in facts if fact.verdict in DISPUTED)
    record["facts"] = len(facts)
    record["claims"] = sum(fact.claims for fact in facts)
    return record


def _fact_record(labels: Labels, key: str, judged: "Judgement") -> dict[str, Any]:
    return {
        "verdict": judged.verdict,
        "why": judged.worst.why if judged.worst else "",
        "positions": [
            {
                "value": type_named(judged.kind).write(p.value),
                "value_text": labels.value(key, p.value),
                "stance": p.stance,
                "origins": {"least": p.origins[0], "most": p.origins[1]},
                "reports": p.reports,
                "who": list(p.whos),
                "claims": [account.id for account in p.accounts],
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
    spans: list[Span | str] = []
    disputed = judged.verdict in DISPUTED
    for position in shown:
        if spans:
            spans.append("\n")
        spans.append(Span(labels.value(key, position.value), "value"))
        if disputed:
            spans.append(Span(f" ({_first_names(labels, position)})", "dim"))
        elif judged.verdict == "single":
            spans.append(Span(f" ({_first_names(labels, position)} alone)", "dim"))
    if disputed:
        spans += ["\n", Span(judged.verdict, judged.verdict)]
    if not shown:
        spans.append(Span("not said", "withholds"))
    return spans


def _first_names(labels: Labels, position: "Position") -> str:
    reports = Counter(account.who for account in position.accounts)
    names = [labels.who(who) for who in sorted(reports, key=lambda who: (-reports[who], who))]
    return ", ".join(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more"


def _glance_blocks(
    archive: "Archive", labels: Labels, rounds: "Sequence[Entity]", properties: Sequence[str], width: int
) -> Iterator[Block]:
    judged = [_judge_all(archive, event["id"], properties) for event in rounds]
    texts = [[_glance_text(labels, key, one.get(key)) for key in properties] for one in judged]
    disputes = [_dispute_text(archive, labels, event) for event in rounds]
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
            items: list[tuple[Text, Text]] = [
                (label, text) for label, text in zip(heads, texts[number], strict=True)
            ]
            yield Pairs([*items, ("In dispute", disputes[number])], indent=2)
    yield Gap()
    yield Paragraph(
        Span(
            "talks rounds ROUND shows one round fact by fact; talks conflicts says why sources differ.", "dim"
        )
    )


def _dispute_text(archive: "Archive", labels: Labels, event: "Entity") -> Text:
    spans: list[Span | str] = []
    for fact in archive.facts(about=(event["id"],), verdicts=DISPUTED):
        if spans:
            spans.append(", ")
        spans.append(Span(labels.label(fact.property), fact.verdict))
    if not spans and next(archive.facts(about=(event["id"],), limit=1), None) is None:
        return Span("no claims", "dim")
    return spans or Span("nothing", "dim")


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


def report_round(archive: "Archive", key: str, limit: int | None = None, *, open_all: bool = False) -> Report:
    """Report one round (or any event) in depth: every fact with its positions.

    Args:
        archive: The store.
        key: The event.
        limit: How many facts to show.
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
                value: Cell = type_named(judged.kind).write(position.value)
                if position.stance == "denies":
                    value = f"not {position.value.text}"
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
                mark = [Span(labels.label(fact.property), "strong"), "\n", _verdict_mark(fact.verdict)]
                grid.append([mark, _positions_text(FactView(archive, labels, fact.key))])
        yield Grid([GridColumn("", minimum=14), GridColumn("", grow=1, minimum=30)], grid, lines=True)
        if alone:
            yield from _draw_alone(archive, labels, alone, width)

    return Report(
        DETAIL_COLUMNS,
        rows(),
        records=lambda: (FactView(archive, labels, fact.key).record() for fact in facts),
        view=blocks if facts else None,
        notes=[f"showing the first {limit}; more exist, --limit sets how many"] if more else [],
        empty=f"no claim is about {key}",
    )


def _origin_cell(origins: tuple[int, int]) -> str:
    return str(origins[1]) if origins[0] == origins[1] else f"{origins[0]}..{origins[1]}"


def _verdict_mark(verdict: str) -> Span:
    return verdict_span(verdict) if verdict in DISPUTED else Span(verdict, "dim")


def _name_with_hedges(view: FactView, position: "Position", who: str) -> str:
    hedges = view.list_hedges([account for account in position.accounts if account.who == who])
    name = view.labels.short_who(who)
    return f"{name} [{', '.join(hedges)}]" if hedges else name


def _positions_text(view: FactView) -> Text:
    spans: list[Span | str] = []
    judged = view.judgement
    for position in judged.positions:
        if spans:
            spans.append("\n")
        spans.append(Span(view.position_words(position), "value"))
        names = ", ".join(_name_with_hedges(view, position, who) for who in position.whos)
        spans.append(Span(f" — {names}; {count_words(position.reports, 'report')}", "dim"))
        if position.origins[0] != position.origins[1]:
            spans.append(Span(f", {origin_words(position.origins)}", "dim"))
    silent = dict.fromkeys(view.labels.who(account.who) for account in judged.withheld)
    if silent:
        if spans:
            spans.append("\n")
        spans += [Span("not said", "withholds"), Span(f" — {', '.join(silent)}", "dim")]
    if judged.verdict in DISPUTED and judged.worst:
        spans += ["\n", Span(judged.worst.why, "plain")]
    return spans
