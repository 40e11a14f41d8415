"""A judged fact as a nested record, as blocks with a calendar strip, and as rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import (
    Block,
    Grid,
    GridColumn,
    Heading,
    Paragraph,
    Span,
    Strip,
    StripRow,
    Text,
    join_runs,
)
from talkscli.reports.context import Context, describe_support, draw_context, tell_size
from talkscli.reports.hours import draw_hours
from talkscli.reports.labels import count_words, relation_role
from talkscli.reports.positions import describe_origins, show_position
from talkscli.values.base import MANY
from talkscli.values.registry import type_named

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Account, Judgement, Pair, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow
    from talkscli.values.base import ValueType
    from talkscli.values.finding import Finding

Days = Sequence[tuple[int, int]]
"""Stretches of days, each from its first to its last."""

DATE = "date"
REASONS = 3
MOST_SHOWN = 60
"""So many pairs are listed for people, and so many dates drawn: more would tell nobody anything."""


class FactView:
    """A fact, judged, with the rows of its claims at hand."""

    def __init__(self, archive: "Archive", labels: Labels, key: str) -> None:
        self.archive = archive
        self.labels = labels
        self.key = key
        self.about, _, self.prop = key.rpartition(".")
        self.judgement: Judgement = archive.judge(key)
        self.rows: dict[str, ClaimRow] = {row["id"]: row for row in archive.claims(ClaimFilter(fact=(key,)))}
        self.numbers = {one.key: number for number, one in enumerate(self.judgement.positions, 1)}
        """The number of each position, by its key."""
        self.context = Context(self.judgement, archive.vocabulary)
        self._order = {one: place for place, one in enumerate(self.rows)}

    @property
    def is_list(self) -> bool:
        """Return whether several open lists of ids are to be shown, which is clearest item by item."""
        return self.judgement.answers == MANY and len(self.judgement.positions) > 1

    def position_value(self, position: "Position") -> Any:
        """Return a position's value as the store holds it."""
        return self.rows[position.accounts[0].id]["value"]

    def position_words(self, position: "Position") -> str:
        """Return a position's value for people."""
        return show_position(self.labels, self.prop, position)

    def record(self) -> dict[str, Any]:
        """Return the fact with positions and claims nested, as `talks schema conflicts` describes."""
        judged = self.judgement
        return {
            "fact": self.key,
            "about": self.about,
            "property": self.prop,
            "name": self.labels.fact(self.key),
            "type": judged.kind,
            "verdict": judged.verdict,
            "cause": judged.worst.cause if judged.worst else "none",
            "why": judged.worst.why if judged.worst else "",
            "origins": describe_origins(judged),
            "reports": judged.reports,
            "level": [self.numbers[position.key] for position in self.context.level],
            "self_contradictions": _describe_clashes(judged.self_contradictions),
            "differing_reports": _describe_clashes(judged.differing_reports),
            "positions": [
                {
                    "position": self.numbers[position.key],
                    "value": self.position_value(position),
                    "value_text": self.position_words(position),
                    "stance": position.stance,
                    "origins": describe_origins(position),
                    "reports": position.reports,
                    "who": list(position.whos),
                    "support": describe_support(self.context, position, self.numbers),
                    "claims": self._list_fields(self.newest_first(position)),
                }
                for position in judged.positions
            ],
            "findings": [
                {
                    "left": self.numbers[pair.left.key],
                    "right": self.numbers[pair.right.key],
                    "relation": pair.finding.relation,
                    "inner": pair.finding.inner,
                    "cause": pair.finding.cause,
                    "similarity": pair.finding.similarity,
                    "why": pair.finding.why,
                }
                for pair in judged.findings
            ],
            "withheld": self._list_fields(judged.withheld),
            "conditional": self._list_fields(judged.conditional),
            "history": [
                {"revised": old.id, "by": new.id, "cause": "revision", "claim": self.rows[old.id].fields}
                for old, new in judged.history
            ],
            "retracted": self._list_fields(judged.retracted),
        }

    def _list_fields(self, accounts: "Iterable[Account]") -> list[dict[str, Any]]:
        return [self.rows[account.id].fields for account in accounts]

    def newest_first(self, position: "Position") -> "list[Account]":
        """List a position's accounts in the order in which claims are listed."""
        return sorted(position.accounts, key=lambda account: self._order[account.id])

    def claim_rows(self) -> Iterator[tuple[int | None, "ClaimRow"]]:
        """List the claims of each position with its number; silences and history are not positions."""
        for number, position in enumerate(self.judgement.positions, 1):
            for account in self.newest_first(position):
                yield number, self.rows[account.id]

    def blocks(self, width: int, *, explain: bool = False) -> Iterator[Block]:
        """Draw the fact: verdict, positions side by side, and why."""
        judged = self.judgement
        remark: list[Span | str] = [Span(judged.verdict, judged.verdict)]
        if judged.self_contradictions:
            remark += [" ", Span("self-contradiction", "contradiction")]
        yield Heading([Span(self.labels.fact(self.key), "strong"), "  ", Span(self.key, "id")], remark)
        if judged.positions:
            yield Paragraph(Span(tell_size(judged), "dim"))
        yield from self._strip()
        if self.is_list:
            from talkscli.reports.lists import draw_list

            yield draw_list(self, width)
        else:
            yield self._position_grid()
            yield from draw_context(self.context, self.labels, self.position_words)
        for number, why in enumerate(self.reasons()):
            yield Paragraph([Span("Why: " if number == 0 else "     ", "strong"), why], hanging=5)
        yield from self._clash("Self-contradiction: ", judged.self_contradictions)
        yield from self._clash("Reports differ: ", judged.differing_reports)
        if explain and judged.differing_reports:
            yield self._tell_correcting(*judged.differing_reports[0][:2])
        yield from self._list_aside(Span("Not said: ", "withholds"), judged.withheld)
        yield from self._list_aside(Span("Conditional: ", "dim"), judged.conditional)
        for old, new in judged.history:
            yield Paragraph(
                [
                    Span("Revised: ", "dim"),
                    self.labels.who(old.who),
                    f" said {self.labels.claimed(self.rows[old.id])}, ",
                    f"later {self.labels.claimed(self.rows[new.id])}. ",
                    Span(f"{old.id} → {new.id}", "id"),
                ],
                hanging=5,
            )
        yield from self._list_aside(Span("Retracted: ", "dim"), judged.retracted)
        if explain:
            yield from self._explanation()

    def _list_aside(self, label: Span, accounts: "Iterable[Account]") -> Iterator[Block]:
        """Draw claims that are no position, with the reason of those that were retracted."""
        for account in accounts:
            row = self.rows[account.id]
            why = f" ({row['retracted']}) " if row["retracted"] else " "
            yield Paragraph([label, row["text"], why, Span(row["id"], "id")], hanging=5)

    def _clash(self, label: str, pairs: "Sequence[tuple[Account, Account, Finding]]") -> Iterator[Block]:
        """Draw pairs of claims of one claimant that contradict each other; the first ones."""
        for a, b, finding in pairs[:REASONS]:
            whose = f"{self.labels.who(a.who)} ({a.id}, {b.id}): "
            yield Paragraph([Span(label, "strong"), whose, finding.why], hanging=5)
        if (more := len(pairs) - REASONS) > 0:
            yield Paragraph(f"And {count_words(more, 'more pair')}.", indent=5)

    def _tell_correcting(self, a: "Account", b: "Account") -> Block:
        """Tell the command by which the later of two claims corrects the earlier, if it does."""
        earlier, later = sorted((a.id, b.id), key=lambda one: str(self.rows[one]["when"] or ""))
        command = f"talks replace {later} --revises {earlier} --why 'It corrects the earlier one.'"
        return Paragraph([Span("If the later one is a correction: ", "dim"), Span(command, "id")], hanging=5)

    def reasons(self) -> list[str]:
        """Return the sentences of the pairs that make the verdict, the most reported first; at most three."""
        judged = self.judgement
        if judged.worst is None or judged.worst.weight < 2:
            return []
        reasons = [
            p.finding.why
            for p in judged.findings
            if p.finding.weight == judged.worst.weight and not self._is_seen(p.finding)
        ]
        if not reasons and self._is_seen(judged.worst):
            return []
        more = len(reasons) - REASONS
        if more > 0:
            reasons = [*reasons[:REASONS], f"And {count_words(more, 'more pair')}: --explain lists them."]
        return reasons or [judged.worst.why]

    def _is_seen(self, finding: "Finding") -> bool:
        """Return whether a grid of lists shows already what a finding says: who names what."""
        return self.is_list and finding.cause == "coverage"

    def _position_grid(self) -> Grid:
        numbered = len(self.judgement.positions) > 1
        rows = []
        for number, position in enumerate(self.judgement.positions, 1):
            role = "denies" if position.stance == "denies" else "value"
            row: list[Text] = [
                Span(str(number) if numbered else "", "dim"),
                Span(self.position_words(position), role),
                _range(position.origins),
                str(position.reports),
                join_runs("; ", self._tell_whos(position)),
            ]
            rows.append(row)
        return Grid(
            [
                GridColumn(),
                GridColumn("Position", grow=2, minimum=16, tight=True),
                GridColumn("Origins", right=True, wrap=False),
                GridColumn("Reports", right=True, wrap=False),
                GridColumn("Who, in which report", grow=3, minimum=24, tight=True),
            ],
            rows,
            indent=2,
        )

    def _tell_whos(self, position: "Position") -> "Iterator[list[Span | str]]":
        """Tell who holds a position: name, reports, hedges."""
        said: dict[str, list[Account]] = {who: [] for who in position.whos}
        for account in self.newest_first(position):
            said[account.who].append(account)
        for who, accounts in said.items():
            spans: list[Span | str] = [Span(self.labels.who(who), "name")]
            if outlets := self.list_outlets(accounts):
                spans.append(Span(f" ({', '.join(outlets)})", "dim"))
            if hedges := self.list_hedges(accounts):
                spans.append(Span(f" [{', '.join(hedges)}]", "dim"))
            yield spans

    def list_outlets(self, accounts: "Sequence[Account]") -> list[str]:
        """List in which reports claims of one claimant stand, other than his own."""
        outlets = []
        for account in accounts:
            outlet = " ← ".join(reversed(self.labels.chain(self.rows[account.id])[1:]))
            if outlet and outlet not in outlets:
                outlets.append(outlet)
        return outlets

    def list_hedges(self, accounts: "Sequence[Account]") -> list[str]:
        """List what claims say of their standing: tentative, hoped, of which time, and nothing else."""
        hedges = sorted({a.status for a in accounts if a.status})
        hedges += [f"of {self.labels.date(at)}" for at in sorted({a.at for a in accounts if a.at})]
        return [*hedges, "only"] if any(a.only for a in accounts) else hedges

    def _strip(self) -> Iterator[Block]:
        kind = type_named(self.judgement.kind)
        if not kind.has_days or not self.judgement.positions:
            return
        positions = self.judgement.positions
        shown: list[tuple[str, Any, str]] = [
            (f"{i} " if len(positions) > 1 else "", position.value, self.position_words(position))
            for i, position in enumerate(positions[:MOST_SHOWN], 1)
        ]
        if strip := draw_dates(kind, shown):
            yield strip
        if (more := len(positions) - MOST_SHOWN) > 0:
            yield Paragraph(Span(f"{count_words(more, 'more position')} not drawn.", "dim"), indent=2)

    def _explanation(self) -> Iterator[Block]:
        from talkscli.conflicts.rules import describe_rules

        judged = self.judgement
        if judged.truncated:
            beyond = count_words(judged.truncated, "position")
            remark = f"The pairs of {beyond} beyond the first are not listed, but for the worst."
            yield Paragraph(Span(remark, "dim"))
        if judged.cut:
            remark = "Too many values to compare each with each: a worse pair may be among them."
            yield Paragraph(Span(remark, "dim"))
        findings = [pair for pair in judged.findings if not self._is_seen(pair.finding)]
        if findings:
            shown = findings[:MOST_SHOWN]
            yield Grid(
                [
                    GridColumn("Pair"),
                    GridColumn("Relation"),
                    GridColumn("Cause"),
                    GridColumn("Why", grow=1, minimum=24),
                ],
                [self._pair_cells(pair) for pair in shown],
                indent=2,
            )
            if (more := len(findings) - len(shown)) > 0:
                remark = f"And {count_words(more, 'more pair')}, none of them worse; --format json has all."
                yield Paragraph(Span(remark, "dim"))
        causes = {pair.finding.cause for pair in judged.findings}
        for name, rule in describe_rules(judged.kind):
            if name == judged.kind or name in causes:
                yield Paragraph([Span(f"Rule ({name}): ", "dim"), rule], indent=2, hanging=2)

    def _pair_cells(self, pair: "Pair") -> list[Text]:
        relation = pair.finding.relation
        return [
            f"{self.numbers[pair.left.key]}–{self.numbers[pair.right.key]}",
            Span(relation, relation_role(relation)),
            pair.finding.cause,
            pair.finding.why,
        ]


def _describe_clashes(pairs: "Iterable[tuple[Account, Account, Finding]]") -> list[dict[str, Any]]:
    return [{"who": a.who, "claims": [a.id, b.id], "why": finding.why} for a, b, finding in pairs]


def draw_dates(kind: "ValueType", values: "Sequence[tuple[str, Any, str]]") -> Strip | None:
    """Draw values that are days: times of one day on its hours, others on a calendar.

    Args:
        kind: Their type.
        values: Of each a label before it, the value, and its words.
    """
    strip = draw_hours(values) if kind.name == DATE else None
    return strip or draw_strip([(prefix, *kind.days(value), words) for prefix, value, words in values])


def draw_strip(values: "Sequence[tuple[str, Days, Days, str]]") -> Strip | None:
    """Draw dates on days, or on weeks, months or years where they lie far apart: what is asserted solid, what
    is possible shaded; None where no day is known.

    Args:
        values: Of each a label before it, the days that it leaves possible, those that it asserts, and words.
    """  # noqa: D205
    from talkscli.reports.scales import choose_scale
    from talkscli.values.edtf import INFINITY

    bounds = [bound for _, spans, _, _ in values for span in spans for bound in span]
    ends = [bound for bound in bounds if -INFINITY < bound < INFINITY]
    if not ends:
        return None
    # What goes on beyond the strip needs a cell of its own for the arrow.
    scale, first, last = choose_scale(
        min(ends), max(ends), before=-INFINITY in bounds, after=INFINITY in bounds
    )
    stretches = [scale.stretch(cell) for cell in range(first, last + 1)]
    rows = []
    for prefix, spans, core, words in values:
        marks = "".join(
            "#" if _meets(core, *days) else "~" if _meets(spans, *days) else "." for days in stretches
        )
        if spans[0][0] <= -INFINITY:
            marks = "<" + marks[1:]
        if spans[-1][1] >= INFINITY:
            marks = marks[:-1] + ">"
        rows.append(StripRow([Span(prefix, "dim"), Span(words, "value")], marks))
    cells = [scale.label(cell) for cell in range(first, last + 1)]
    return Strip(cells, rows, indent=2, unit=scale.unit)


def _meets(spans: "Sequence[tuple[int, int]]", first: int, last: int) -> bool:
    return any(low <= last and first <= high for low, high in spans)


def _range(origins: tuple[int, int]) -> str:
    return str(origins[1]) if origins[0] == origins[1] else f"{origins[0]}–{origins[1]}"
