"""`talks matrix`: facts against outlets, claimants or sides: who says what, at a glance."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from talkscli.queries.labels import Labels
from talkscli.queries.parties import CLAIMANT, NO_SIDE, OUTLET, SIDE, Sides
from talkscli.reports.blocks import LINE_BREAK, Block, Gap, Grid, GridColumn, Paragraph, Span, Text, join_runs
from talkscli.reports.context import Context
from talkscli.reports.labels import count_words, note_limit
from talkscli.reports.positions import best_position, describe_origins, show_position, write_position
from talkscli.reports.table import Cell, Column, Report
from talkscli.values.finding import SAME

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Account, Judgement, Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import FactRow
    from talkscli.values.finding import Finding

DIFFERS = "!"
"""In rows: begins a value that is against the row's main position."""
NOT_SAID = "?"
"""In rows: was asked and did not say, or has not confirmed."""
BETWEEN = " | "

FIRST = 26
EACH = 17
"""The least widths of the column of facts, and of one for each source."""
MOST_WORDS = 40
"""A value of more characters is cut on a terminal."""
MOST_NAMED = 6

FIXED = (
    Column("fact", kind="id"),
    Column("name"),
    Column("verdict", kind="verdict"),
    Column("position"),
)


_FITS = 2
"""Up to this weight a finding is no dispute."""


class Saying(NamedTuple):
    """One position, as one source holds it."""

    position: "Position"
    accounts: "Sequence[Account]"
    finding: "Finding | None"
    """How it stands to the main position of the fact; None where that is itself."""

    @property
    def differs(self) -> bool:
        """Return whether it contradicts or overlaps the main position."""
        return self.finding is not None and self.finding.weight > _FITS


class MatrixRow:
    """One fact, and what each source says of it."""

    __slots__ = ("fact", "judgement", "main", "said", "withheld")

    def __init__(self, fact: "FactRow", judgement: "Judgement", group: "Callable[[Account], str]") -> None:
        self.fact = fact
        self.judgement = judgement
        self.main = best_position(judgement)
        self.said: dict[str, list[Saying]] = {}
        self.withheld: dict[str, list[Account]] = {}
        """By source the claims that withhold an answer."""
        against = {
            (pair.right if pair.left is self.main else pair.left).key: pair.finding
            for pair in judgement.findings
            if pair.left is not pair.right and self.main in (pair.left, pair.right)
        }
        for position in judgement.positions:
            by: dict[str, list[Account]] = {}
            for account in position.accounts:
                by.setdefault(group(account), []).append(account)
            for source, accounts in by.items():
                finding = None if position is self.main else against.get(position.key)
                self.said.setdefault(source, []).append(Saying(position, accounts, finding))
        for account in judgement.withheld:
            self.withheld.setdefault(group(account), []).append(account)

    @property
    def sources(self) -> set[str]:
        """Return who has a cell that is not empty."""
        return {*self.said, *self.withheld}


class Matrix:
    """The rows, and the sources in the order in which they stand side by side."""

    def __init__(self, archive: "Archive", by: str) -> None:
        self.archive = archive
        self.labels = Labels(archive)
        self.by = by
        self.rows: list[MatrixRow] = []
        self.left_out = 0
        """Facts of which only one source speaks."""
        self._sides = Sides(archive)

    def group(self, account: "Account") -> str:
        """Return the source to which a claim belongs."""
        if self.by == CLAIMANT:
            return account.who
        if self.by == SIDE:
            return self._sides.find(account.who)
        return str(self.labels.document(account.document)["outlet"])

    def fill(self, facts: "Iterable[FactRow]", *, every: bool, limit: int | None) -> bool:
        """Judge facts; keep those of which several sources speak, or every one.

        Returns:
            Whether there are more than the limit.
        """
        for fact in facts:
            if not every and fact.claims < 2:
                self.left_out += 1
                continue
            row = MatrixRow(fact, self.archive.judge(fact.key), self.group)
            if not every and len(row.sources) < 2:
                self.left_out += 1
            elif len(self.rows) == limit:
                return True
            else:
                self.rows.append(row)
        return False

    def list_sources(self) -> list[str]:
        """List the sources, the most telling first: by facts, by how often they differ, by name."""
        facts: Counter[str] = Counter()
        differing: Counter[str] = Counter()
        for row in self.rows:
            facts.update(row.sources)
            differing.update(one for one, said in row.said.items() if any(each.differs for each in said))
        return sorted(facts, key=lambda one: (-facts[one], -differing[one], self.name(one), one))

    def name(self, source: str) -> str:
        """Return a source's name."""
        return "no side" if source == NO_SIDE else self.labels.short_who(source)

    def words(self, row: MatrixRow, position: "Position") -> str:
        """Return what a position says, for people."""
        return show_position(self.labels, row.fact.property, position)


def report_matrix(
    archive: "Archive",
    facts: "Iterable[FactRow]",
    *,
    by: str = OUTLET,
    every: bool = False,
    limit: int | None = None,
) -> Report:
    """Report what each source says of each fact.

    Args:
        archive: The store.
        facts: The facts, in the order in which they are shown.
        by: Who has a column: `outlet`, `claimant` or `side`.
        every: Whether facts of which only one source speaks are shown too.
        limit: How many facts are shown.
    """
    matrix = Matrix(archive, by)
    cut = matrix.fill(facts, every=every, limit=limit)
    rows, sources = matrix.rows, matrix.list_sources()
    taken = {column.key for column in FIXED}
    keys = [one or "no-side" for one in sources]
    columns = [
        *FIXED,
        *(
            Column(f"{key}-source" if key in taken else key, matrix.name(source))
            for key, source in zip(keys, sources, strict=True)
        ),
    ]
    notes = note_limit(limit, more=cut)
    if matrix.left_out and not cut:
        facts_left = count_words(matrix.left_out, "fact")
        notes.append(f"{facts_left} of which only one {by} speaks left out; --all shows them")
    return Report(
        columns,
        [_write_row(matrix, row, sources) for row in rows],
        records=lambda: (_write_record(matrix, row, sources) for row in rows),
        view=(lambda width: _draw(matrix, rows, sources, width)) if rows else None,
        limited=True,
        notes=notes,
        empty=f"no fact of this kind of which several {by}s speak",
    )


def _write_row(matrix: Matrix, row: MatrixRow, sources: Sequence[str]) -> list[Cell]:
    fact = row.fact
    cells: list[Cell] = [fact.key, matrix.labels.fact(fact.key), fact.verdict]
    cells.append(write_position(row.main) if row.main else None)
    for source in sources:
        said = [
            (DIFFERS if each.differs else "") + write_position(each.position)
            for each in row.said.get(source, ())
        ]
        if source in row.withheld:
            said.append(NOT_SAID)
        cells.append(BETWEEN.join(said) or None)
    return cells


def _write_record(matrix: Matrix, row: MatrixRow, sources: Sequence[str]) -> dict[str, Any]:
    fact, main = row.fact, row.main
    level = Context(row.judgement, matrix.archive.vocabulary).level
    return {
        "fact": fact.key,
        "name": matrix.labels.fact(fact.key),
        "verdict": fact.verdict,
        "main": main
        and {
            "value": main.value.text,
            "value_text": matrix.words(row, main),
            "stance": main.stance,
            "origins": describe_origins(main),
        },
        "level": [one.value.text for one in level],
        "cells": [
            {
                "source": source or None,
                "name": matrix.name(source),
                "says": [
                    {
                        "value": each.position.value.text,
                        "value_text": matrix.words(row, each.position),
                        "stance": each.position.stance,
                        "relation": each.finding.relation if each.finding else SAME,
                        "differs": each.differs,
                        "claims": [account.id for account in each.accounts],
                    }
                    for each in row.said.get(source, ())
                ],
                "not_said": [account.id for account in row.withheld.get(source, ())],
            }
            for source in sources
            if source in row.sources
        ],
    }


def _draw(matrix: Matrix, rows: Sequence[MatrixRow], sources: Sequence[str], width: int) -> Iterator[Block]:
    shown = sources[: max(1, (width - FIRST) // EACH)]
    grid: list[list[Text]] = []
    among = [row for row in rows if not row.sources.isdisjoint(shown)]
    for row in among:
        fact = row.fact
        what: list[Span | str] = [
            Span(matrix.labels.fact(fact.key), "strong"),
            LINE_BREAK,
            Span(fact.key, "id"),
            LINE_BREAK,
            Span(fact.verdict, fact.verdict),
        ]
        if Context(row.judgement, matrix.archive.vocabulary).level:
            what.append(Span(", level at the top", "dim"))
        grid.append([what, *(_draw_cell(matrix, row, source) for source in shown)])
    columns = [GridColumn("Fact", grow=2, minimum=FIRST - 2, tight=True)]
    columns += [GridColumn(matrix.name(one), grow=1, minimum=EACH - 2, tight=True) for one in shown]
    yield Grid(columns, grid, lines=True)
    yield Gap()
    yield Paragraph(
        Span(
            "≠ differs from the fact's main position, which is underlined. (not said): was asked and did "
            f"not say. Empty: no claim by this {matrix.by}.",
            "dim",
        )
    )
    if hidden := sources[len(shown) :]:
        named = ", ".join(matrix.name(one) for one in hidden[:MOST_NAMED])
        more = f" and {len(hidden) - MOST_NAMED} more" if len(hidden) > MOST_NAMED else ""
        yield Paragraph(
            Span(
                f"{len(shown)} of {len(sources)} {matrix.by}s fit here, those with most facts first. "
                f"Left out: {named}{more}{_tell_others(len(rows) - len(among))}; a wider terminal shows "
                "more, --format csv all.",
                "dim",
            )
        )


def _tell_others(count: int) -> str:
    return f", and {count_words(count, 'fact')} of which only they speak" if count else ""


def _draw_cell(matrix: Matrix, row: MatrixRow, source: str) -> Text:
    lines: list[list[Span | str]] = []
    for each in row.said.get(source, ()):
        words = matrix.words(row, each.position)
        words = words if len(words) <= MOST_WORDS else f"{words[: MOST_WORDS - 1].rstrip()}…"
        if each.differs and each.finding is not None:
            role = "contradiction" if each.finding.relation == "contradicts" else "overlap"
            lines.append([Span("≠ ", role), Span(words, role)])
        else:
            lines.append([Span(words, "match" if each.position is row.main else "plain")])
    if source in row.withheld:
        lines.append([Span("(not said)", "withholds")])
    return join_runs(LINE_BREAK, lines)
