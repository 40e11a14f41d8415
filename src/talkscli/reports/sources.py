"""`talks sources`: what each document carries, and how often it stands alone or against others."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap, Grid, GridColumn, Heading, Pairs, Paragraph, Span, Text
from talkscli.reports.labels import count_words
from talkscli.reports.statements import draw_statements
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity, Tally

COLUMNS = (
    Column("document", kind="id"),
    Column("outlet", kind="id", hidden=True),
    Column("outlet_name", "Outlet", kind="name"),
    Column("published", kind="date"),
    Column("language", hidden=True),
    Column("title", grow=2),
    Column("claims", kind="count"),
    Column("claimants", kind="count"),
    Column("facts", kind="count"),
    Column("alone", kind="count"),
    Column("against", kind="count"),
)
"""`alone`: facts that no other document speaks of. `against`: facts on which a claim of this document
contradicts one of another document."""


def report_sources(archive: "Archive", limit: int | None = None) -> Report:
    """List the documents, the newest first as the store has them."""
    labels = Labels(archive)

    # Where a limit makes a view be counted, the rows are made as well: what they share is counted once.
    counted: dict[str, Tally] = {}

    def count(document: str) -> "Tally":
        if limit is None:
            return archive.tally(document)
        if document not in counted:
            counted[document] = archive.tally(document)
        return counted[document]

    def rows() -> Iterator[list[Cell]]:
        for document in archive.entities("document"):
            tally = count(document["id"])
            yield [
                document["id"],
                document["outlet"],
                labels.who(document["outlet"]),
                document.get("published"),
                document.get("language"),
                document["title"],
                tally.claims,
                tally.whos,
                tally.facts,
                tally.alone,
                tally.against,
            ]

    def blocks(width: int) -> Iterator[Block]:
        del width
        grid: list[list[Text]] = []
        for document in islice(archive.entities("document"), limit):
            tally = count(document["id"])
            numbers = (tally.claims, tally.whos, tally.facts, tally.alone, tally.against)
            grid.append(
                [
                    [
                        Span(labels.who(document["outlet"]), "name"),
                        Span(f", {labels.date(document.get('published'))}", "dim"),
                        "\n",
                        document["title"],
                        "\n",
                        Span(document["id"], "id"),
                    ],
                    *(str(number) for number in numbers),
                ]
            )
        counted = ("Claims", "Claimants", "Facts", "Alone", "Against")
        yield Grid(
            [
                GridColumn("Document", grow=1, minimum=30),
                *(GridColumn(label, right=True, wrap=False) for label in counted),
            ],
            grid,
            lines=True,
        )
        yield Gap()
        yield Paragraph(
            Span(
                "Alone: facts that no other document speaks of. "
                "Against: facts on which a claim that it carries contradicts one in another document.",
                "dim",
            )
        )

    empty = next(archive.entities("document"), None) is None
    return Report(COLUMNS, rows(), view=None if empty else blocks, empty="this store has no documents")


def report_source(archive: "Archive", documents: "list[Entity]", limit: int | None = None) -> Report:
    """Report some documents in depth: what they are and every claim they carry."""
    from talkscli.reports.columns import CLAIM_COLUMNS

    labels = Labels(archive)
    # No id is empty: where no document is meant, nothing meets the filter.
    wanted = ClaimFilter(document=tuple(document["id"] for document in documents) or ("",))

    def blocks(width: int) -> Iterator[Block]:
        for number, document in enumerate(documents):
            if number:
                yield Gap()
            tally = archive.tally(document["id"])
            yield Heading(
                [Span(document["title"], "strong"), "  ", Span(document["id"], "id")],
                Span(count_words(tally.claims, "claim"), "dim"),
            )
            items: list[tuple[Text, Text]] = [
                ("Outlet", Span(labels.who(document["outlet"]), "name")),
                ("Published", labels.date(document.get("published"))),
            ]
            items += [
                (key.capitalize(), document[key])
                for key in ("language", "author", "url")
                if document.get(key)
            ]
            items += [
                ("Alone", f"{count_words(tally.alone, 'fact')} that no other document speaks of"),
                ("Against", f"{count_words(tally.against, 'fact')} on which it is contradicted by another"),
            ]
            if document.get("note"):
                items.append(("Note", document["note"]))
            yield Pairs(items, indent=2)
            rows = archive.claims(ClaimFilter(document=(document["id"],)), limit)
            yield from draw_statements(labels, rows, width, document=document["id"])

    return Report(
        CLAIM_COLUMNS,
        (row.cells() for row in archive.claims(wanted)),
        lines=lambda: archive.claim_lines(wanted),
        view=blocks,
    )
