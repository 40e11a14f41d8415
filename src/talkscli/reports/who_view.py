"""`talks who`, drawn: roles, what they said, what is said of them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Paragraph, Span, Text, join_runs
from talkscli.reports.labels import count_words
from talkscli.reports.statements import draw_statements
from talkscli.reports.who_parts import OF, ROLE, SAID, read_parts

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow, Entity

TITLES = {ROLE: "Who they are, and by whose account", SAID: "What they said", OF: "What is said of them"}


def draw_actor(
    archive: "Archive",
    labels: Labels,
    key: str,
    width: int,
    limit: int | None,
    tags: tuple[str, ...] = (),
) -> Iterator[Block]:
    """Draw one actor: a heading, the other names, and the claims part by part."""
    actor = archive.entity("actor", key)
    by_part: dict[str, list[ClaimRow]] = {ROLE: [], SAID: [], OF: []}
    total = 0
    for part, row in read_parts(archive, key, tags):
        total += 1
        if limit is None or total <= limit:
            by_part[part].append(row)
    yield _heading(labels, key, actor, total)
    if actor and actor.get("aliases"):
        yield Paragraph(Span(_fold_aliases(actor["aliases"], width - 2), "dim"), indent=2)
    for part, rows in by_part.items():
        if not rows:
            continue
        yield Gap()
        yield Heading(TITLES[part], Span(count_words(len(rows), "claim"), "dim"), level=2)
        if part == ROLE:
            yield _draw_roles(labels, rows)
        else:
            yield from draw_statements(labels, rows, width, speaker=key if part == SAID else "")


def _fold_aliases(aliases: "Sequence[str]", width: int) -> str:
    """Write as many other names as one line holds, and how many more there are."""
    shown = list(aliases)
    text = "also " + ", ".join(shown)
    while len(text) > width and len(shown) > 1:
        shown.pop()
        text = f"also {', '.join(shown)} and {len(aliases) - len(shown)} more (talks list actors)"
    return text


def _heading(labels: Labels, key: str, actor: "Entity | None", total: int) -> Heading:
    words: list[Span | str] = [Span(actor["name"] if actor else key, "strong"), "  ", Span(key, "id")]
    if actor:
        side = f", side of {labels.who(actor['side'])}" if actor.get("side") else ""
        words.append(Span(f"  {actor['kind']}{side}", "dim"))
    return Heading(words, Span(count_words(total, "claim"), "dim"))


def _tell_account(labels: Labels, row: "ClaimRow") -> list[Span | str]:
    """Tell by whose account somebody has a role, in which report, when."""
    outlet = labels.document(row["document"])["outlet"]
    spans: list[Span | str] = [Span(labels.short_who(row["who"]), "name")]
    if row["who"] != outlet:
        spans += [" in ", Span(labels.short_who(outlet), "name")]
    return [*spans, Span(f", {labels.said(row)} ", "dim"), Span(row["id"], "id")]


def _draw_roles(labels: Labels, rows: "list[ClaimRow]") -> Grid:
    """Draw each role once, with all who call it so."""
    roles: dict[tuple[str, str], list[ClaimRow]] = {}
    for row in rows:
        roles.setdefault((labels.claimed(row), row["status"] or ""), []).append(row)
    cells: list[list[Text]] = []
    for (role, status), claims in roles.items():
        value: list[Span | str] = [Span(role, "value")]
        if status:
            value.append(Span(f" [{status}]", "dim"))
        cells.append([value, join_runs("; ", (_tell_account(labels, row) for row in claims))])
    return Grid(
        [
            GridColumn("Role", grow=1, minimum=20, tight=True),
            GridColumn("By the account of", grow=3, minimum=40, tight=True),
        ],
        cells,
    )
