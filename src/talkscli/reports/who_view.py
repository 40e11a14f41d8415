"""`talks who`, drawn: roles, what they said, what is said of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Paragraph, Span
from talkscli.reports.claim_view import claim_grid
from talkscli.reports.labels import count_words, source_spans
from talkscli.reports.who import OF, ROLE, SAID, read_parts

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow, Entity

TITLES = {ROLE: "Who they are, and by whose account", SAID: "What they said", OF: "What is said of them"}


def draw_actor(
    archive: "Archive", labels: Labels, key: str, width: int, limit: int | None
) -> Iterator[Block]:
    """Draw one actor: a heading, the other names, and the claims part by part."""
    actor = archive.entity("actor", key)
    by_part: dict[str, list[ClaimRow]] = {ROLE: [], SAID: [], OF: []}
    total = 0
    for part, row in read_parts(archive, key):
        total += 1
        if limit is None or total <= limit:
            by_part[part].append(row)
    yield _heading(labels, key, actor, total)
    if actor and actor.get("aliases"):
        yield Paragraph(Span("also " + ", ".join(actor["aliases"]), "dim"), indent=2, hanging=5)
    for part, rows in by_part.items():
        if not rows:
            continue
        yield Gap()
        yield Heading(TITLES[part], Span(count_words(len(rows), "claim"), "dim"), level=2)
        yield _draw_roles(labels, rows) if part == ROLE else claim_grid(labels, rows, width)


def _heading(labels: Labels, key: str, actor: "Entity | None", total: int) -> Heading:
    words: list[Span | str] = [Span(actor["name"] if actor else key, "strong"), "  ", Span(key, "id")]
    if actor:
        side = f", side of {labels.who(actor['side'])}" if actor.get("side") else ""
        words.append(Span(f"  {actor['kind']}{side}", "dim"))
    return Heading(words, Span(count_words(total, "claim"), "dim"))


def _draw_roles(labels: Labels, rows: "list[ClaimRow]") -> Grid:
    return Grid(
        [
            GridColumn("Role", grow=2, minimum=20),
            GridColumn("Status"),
            GridColumn("When", minimum=12, tight=True),
            GridColumn("By the account of", grow=1, minimum=16, tight=True),
        ],
        [
            [
                [Span(labels.claimed(row), "value"), "\n", Span(row["id"], "id")],
                row["status"] or "",
                Span(labels.date(row["when"]), "dim"),
                source_spans(labels, row)
                if row["who"] == labels.document(row["document"])["outlet"]
                else [Span(row["who_name"], "name"), " in ", *source_spans(labels, row)],
            ]
            for row in rows
        ],
    )
