"""`talks who`: who someone is by whose account, what they said, what is said of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talkscli.query.filters import ClaimFilter
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Paragraph, Span
from talkscli.reports.claims import CLAIM_COLUMNS, claim_grid
from talkscli.reports.table import Cell, Column, Report
from talkscli.reports.telling import Teller, count_words

if TYPE_CHECKING:
    from talkscli.query.archive import Archive
    from talkscli.query.rows import ClaimRow, Entity

ROLE = "role"
SAID = "said"
OF = "of"

TITLES = {ROLE: "Who they are, and by whose account", SAID: "What they said", OF: "What is said of them"}


def read_parts(archive: "Archive", key: str) -> Iterator[tuple[str, "ClaimRow"]]:
    """Return the claims that concern an actor, each once: roles, what they said, what is said of them."""
    seen = set()
    for row in archive.claims(ClaimFilter(about=(key,), property=(ROLE,))):
        seen.add(row["id"])
        yield ROLE, row
    for row in archive.claims(ClaimFilter(who=(key,))):
        if row["id"] not in seen:
            yield SAID, row
    for row in archive.claims(ClaimFilter(mentions=(key,))):
        if row["id"] not in seen and row["who"] != key:
            yield OF, row


def report_who(archive: "Archive", keys: tuple[str, ...], limit: int | None = None) -> Report:
    """Report what concerns one actor or several."""
    teller = Teller(archive)

    def parts() -> "Iterator[tuple[str, str, ClaimRow]]":
        return ((key, part, row) for key in keys for part, row in read_parts(archive, key))

    def rows() -> Iterator[list[Cell]]:
        return ([key, part, *row.cells()] for key, part, row in parts())

    def lines() -> Iterator[str]:
        # The index keeps each claim as a JSON object: what is added goes before its first key.
        return (f'{{"actor":"{key}","part":"{part}",{row.line[1:]}' for key, part, row in parts())

    def blocks(width: int) -> Iterator[Block]:
        for number, key in enumerate(keys):
            if number:
                yield Gap()
            yield from _draw(archive, teller, key, width, limit)

    return Report(
        (Column("actor", kind="id", hidden=True), Column("part"), *CLAIM_COLUMNS),
        rows(),
        lines=lines,
        view=blocks,
        empty="no claim concerns them",
    )


def _draw(archive: "Archive", teller: Teller, key: str, width: int, limit: int | None) -> Iterator[Block]:
    actor = archive.entity("actor", key)
    by_part: dict[str, list[ClaimRow]] = {ROLE: [], SAID: [], OF: []}
    total = 0
    for part, row in read_parts(archive, key):
        total += 1
        if limit is None or total <= limit:
            by_part[part].append(row)
    yield _heading(teller, key, actor, total)
    if actor and actor.get("aliases"):
        yield Paragraph(Span("also " + ", ".join(actor["aliases"]), "dim"), indent=2, hanging=5)
    for part, rows in by_part.items():
        if not rows:
            continue
        yield Gap()
        yield Heading(TITLES[part], Span(count_words(len(rows), "claim"), "dim"), level=2)
        yield _draw_roles(teller, rows) if part == ROLE else claim_grid(teller, rows, width)


def _heading(teller: Teller, key: str, actor: "Entity | None", total: int) -> Heading:
    words: list[Span | str] = [Span(actor["name"] if actor else key, "strong"), "  ", Span(key, "id")]
    if actor:
        side = f", side of {teller.who(actor['side'])}" if actor.get("side") else ""
        words.append(Span(f"  {actor['kind']}{side}", "dim"))
    return Heading(words, Span(count_words(total, "claim"), "dim"))


def _draw_roles(teller: Teller, rows: "list[ClaimRow]") -> Grid:
    return Grid(
        [
            GridColumn("Role", grow=2, minimum=20),
            GridColumn("Status"),
            GridColumn("When"),
            GridColumn("By the account of", grow=1, minimum=16),
        ],
        [
            [
                [Span(teller.claimed(row), "value"), "\n", Span(row["id"], "id")],
                row["status"] or "",
                Span(teller.date(row["when"]), "dim"),
                teller.source(row)
                if row["who"] == teller.document(row["document"])["outlet"]
                else [Span(row["who_name"], "name"), " in ", *teller.source(row)],
            ]
            for row in rows
        ],
    )
