"""`talks changes`: what became known between two days, and what that changed."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.conflicts.verdict import RANKS
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Paragraph, Span, Text
from talkscli.reports.labels import count_words
from talkscli.reports.positions import show_position, write_position
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.conflicts.engine import Position
    from talkscli.queries.archive import Archive
    from talkscli.queries.developments import Development, Move
    from talkscli.queries.rows import ClaimRow

MOST_STATEMENTS = 20
"""More new claims than this are counted by document, unless they are asked for."""

COLUMNS = (
    Column("fact", kind="id"),
    Column("change"),
    Column("before"),
    Column("after"),
    Column("who", kind="id"),
    Column("who_name", kind="name"),
    Column("when", kind="date"),
    Column("document", kind="id"),
    Column("claim", kind="id"),
    Column("text", grow=1),
)
"""One row a change: a new `fact`, its `verdict`, its `majority`, who `left` or `joined` it, what was
`revised`, and each new `claim`. `before` and `after` are verdicts or values."""


class ChangeView:
    """The developments of a period, with the rows of the claims at hand."""

    def __init__(self, archive: "Archive", developments: "Sequence[Development]") -> None:
        self.labels = Labels(archive)
        self.developments = sorted(developments, key=_weigh)
        ids = tuple(claim for one in developments for claim in one.claims)
        self.rows: dict[str, ClaimRow] = (
            {row["id"]: row for row in archive.claims(ClaimFilter(ids=ids))} if ids else {}
        )
        self._archive = archive

    def row(self, claim: str) -> "ClaimRow":
        """Return a claim by its id."""
        if claim not in self.rows:
            found = self._archive.claim(claim)
            if found is not None:
                self.rows[claim] = found
        return self.rows[claim]

    def words(self, fact: str, position: "Position") -> str:
        """Return a position's value for people."""
        return show_position(self.labels, fact.rpartition(".")[2], position)


def report_changes(
    archive: "Archive",
    developments: "Sequence[Development]",
    *,
    period: str,
    every: bool = False,
    limit: int | None = None,
) -> Report:
    """Report what became known, and what that changed.

    Args:
        archive: The store as it was known at the end of the period.
        developments: What became of each fact.
        period: The period in words.
        every: Whether people get each new claim, however many they are.
        limit: How many facts are shown.
    """
    view = ChangeView(archive, developments)
    shown = view.developments[:limit]
    notes = []
    if len(shown) < len(view.developments):
        every_fact = len(view.developments)
        notes.append(f"showing {len(shown)} of {every_fact} facts; --limit {every_fact} shows all")
    return Report(
        COLUMNS,
        [row for one in shown for row in _list_rows(view, one)],
        records=lambda: (_describe(view, one) for one in shown),
        view=(lambda width: _draw(view, shown, period, width, every=every)) if shown else None,
        limited=True,
        notes=notes,
        empty=f"nothing became known {period}",
    )


def _weigh(one: "Development") -> tuple[bool, int, bool, int, str]:
    """Return what facts are sorted by: another verdict first, the worst; then who moved; then most claims."""
    moved = bool(one.left or one.joined or one.majorities or one.revised)
    return not one.has_other_verdict, RANKS[one.after.verdict], not moved, -len(one.claims), one.fact


def _list_rows(view: ChangeView, one: "Development") -> Iterator[list[Cell]]:
    before, after = one.verdicts
    nobody: list[Cell] = [None, None, None, None, None]
    why = one.after.worst.why if one.after.worst else ""
    if before != after:
        yield [one.fact, "verdict" if before else "fact", before, after, *nobody, why]
    if one.majorities:
        yield [one.fact, "majority", *map(write_position, one.majorities), *nobody, ""]
    for change, moves in (("left", one.left), ("joined", one.joined)):
        for move in moves:
            row = view.row(move.claim.id)
            yield [one.fact, change, write_position(move.before), write_position(move.after), *_tell(row)]
    for old, new in one.revised:
        values = [_plain(view.row(claim.id)["value"]) for claim in (old, new)]
        yield [one.fact, "revised", *values, *_tell(view.row(new.id))]
    for claim in one.claims:
        row = view.row(claim)
        yield [one.fact, "claim", None, _plain(row["value"]), *_tell(row)]


def _tell(row: "ClaimRow") -> list[Cell]:
    return [row["who"], row["who_name"], row["when"], row["document"], row["id"], row["text"]]


def _plain(value: str | list[str] | None) -> str | None:
    return ",".join(value) if isinstance(value, list) else value


def _describe(view: ChangeView, one: "Development") -> dict[str, Any]:
    before, after = one.verdicts
    return {
        "fact": one.fact,
        "name": view.labels.fact(one.fact),
        "before": before,
        "after": after,
        "why": one.after.worst.why if one.after.worst else "",
        "majority": {"before": write_position(one.majorities[0]), "after": write_position(one.majorities[1])}
        if one.majorities
        else None,
        "left": [_describe_move(move) for move in one.left],
        "joined": [_describe_move(move) for move in one.joined],
        "revised": [
            {
                "who": new.who,
                "claim": old.id,
                "by": new.id,
                "before": view.row(old.id)["value"],
                "after": view.row(new.id)["value"],
            }
            for old, new in one.revised
        ],
        "claims": [view.row(claim).fields for claim in one.claims],
    }


def _describe_move(move: "Move") -> dict[str, Any]:
    return {
        "who": move.who,
        "before": write_position(move.before),
        "after": write_position(move.after),
        "claim": move.claim.id,
    }


def _draw(
    view: ChangeView, shown: "Sequence[Development]", period: str, width: int, *, every: bool
) -> Iterator[Block]:
    claims = [claim for one in shown for claim in one.claims]
    changed = [one for one in shown if one.has_other_verdict]
    counts = [f"{count_words(len(claims), 'claim')} on {count_words(len(shown), 'fact')}"]
    counts += (
        [f"{count_words(len(changed), 'verdict')} changed or disputed from the start"] if changed else []
    )
    yield Heading(Span(f"What became known {period}", "strong"), Span("; ".join(counts), "dim"))
    if changed:
        yield Gap()
        yield Heading("Verdicts", level=2)
        # A key that is to be typed back is not folded where there is room for it.
        least = min(max(24, *(len(one.fact) for one in changed)), width * 2 // 5)
        yield Grid(
            [GridColumn(grow=1, minimum=least, tight=True), GridColumn(grow=2, minimum=30, tight=True)],
            [_draw_verdict(view, one) for one in changed],
            indent=2,
        )
    yield from _draw_section("Majorities", [line for one in shown for line in _draw_majority(view, one)])
    yield from _draw_section("Revised", [line for one in shown for line in _draw_revised(view, one)])
    yield Gap()
    if every or len(claims) <= MOST_STATEMENTS:
        from talkscli.reports.statements import draw_statements

        yield Heading("Said", level=2)
        yield from draw_statements(view.labels, [view.row(claim) for claim in claims], width)
    else:
        yield from _draw_documents(view, claims)


def _draw_verdict(view: ChangeView, one: "Development") -> list[Text]:
    before, after = one.verdicts
    what: Text = [Span(view.labels.fact(one.fact), "strong"), "  ", Span(one.fact, "id")]
    told: list[Span | str] = [
        Span(before, before) if before else Span("new", "dim"),
        " → ",
        Span(after, after),
    ]
    if one.after.worst and one.after.worst.why:
        told += [". ", one.after.worst.why]
    return [what, told]


def _draw_section(title: str, lines: Sequence[Text]) -> Iterator[Block]:
    if lines:
        yield Gap()
        yield Heading(title, level=2)
        for line in lines:
            yield Paragraph(line, indent=2, hanging=2)


def _draw_majority(view: ChangeView, one: "Development") -> Iterator[Text]:
    key = Span(one.fact, "id")
    if one.majorities:
        before, after = (view.words(one.fact, position) for position in one.majorities)
        yield [
            key,
            ": the majority said ",
            Span(before, "value"),
            " and now says ",
            Span(after, "value"),
            ".",
        ]
    for verb, moves in (("left", one.left), ("came to", one.joined)):
        for move in moves:
            yield [
                key,
                ": ",
                Span(view.labels.who(move.who), "name"),
                f" {verb} the majority: ",
                Span(view.words(one.fact, move.before), "value"),
                " → ",
                Span(view.words(one.fact, move.after), "value"),
                "  ",
                Span(move.claim.id, "id"),
            ]


def _draw_revised(view: ChangeView, one: "Development") -> Iterator[Text]:
    for old, new in one.revised:
        yield [
            Span(one.fact, "id"),
            ": ",
            Span(view.labels.who(new.who), "name"),
            f" said {view.labels.claimed(view.row(old.id))}, later ",
            Span(view.labels.claimed(view.row(new.id)), "value"),
            ".  ",
            Span(f"{old.id} → {new.id}", "id"),
        ]


def _draw_documents(view: ChangeView, claims: Sequence[str]) -> Iterator[Block]:
    by: dict[str, list[str]] = {}
    for claim in claims:
        row = view.row(claim)
        by.setdefault(row["document"], []).append(row["fact"])
    rows: list[list[Text]] = []
    for key, facts in sorted(by.items(), key=lambda item: (-len(item[1]), item[0])):
        document = view.labels.document(key)
        where: Text = [
            Span(view.labels.who(document["outlet"]), "name"),
            Span(f", {view.labels.date(document.get('published'))}  ", "dim"),
            Span(key, "id"),
        ]
        rows.append([where, str(len(facts)), str(len(set(facts)))])
    yield Heading("Carried by", level=2)
    columns = [
        GridColumn("Document", grow=1),
        *(GridColumn(one, right=True, wrap=False) for one in ("Claims", "Facts")),
    ]
    yield Grid(columns, rows, indent=2)
    yield Paragraph(Span("--full shows each claim.", "dim"))
