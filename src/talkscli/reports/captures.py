"""`talks capture`: what became of each article."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.articles.capturing import COMPLETED, STATES, VERSION
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.articles.capturing import Captured

COLUMNS = (
    Column("source", grow=1, holds="what was given: a path, an address, or -"),
    Column("state", choices=STATES),
    Column("document", kind="id", optional=True, holds="its id; null where the article was refused"),
    Column("outlet", kind="id", hidden=True, optional=True),
    Column("title", grow=2, optional=True),
    Column("published", kind="date", hidden=True, optional=True),
    Column("language", hidden=True, optional=True),
    Column("author", hidden=True, optional=True),
    Column("url", hidden=True, optional=True),
    Column("archived", hidden=True, optional=True, holds="the address of the archived copy that was read"),
    Column("follows", kind="id", hidden=True, optional=True,
           holds="the document of which this is a later version"),
    Column("file", hidden=True, optional=True, holds="the file of its text"),
    Column("paragraphs", kind="count", hidden=True, optional=True),
    Column("words", kind="count", hidden=True, optional=True),
    Column("reason", hidden=True, optional=True, holds="why it was refused"),
)  # fmt: skip


def report_captures(found: "Sequence[Captured]") -> Report:
    """List what became of each article."""
    return Report(COLUMNS, [list_cells(one) for one in found], empty="no article was named")


def list_cells(captured: "Captured") -> list[Cell]:
    """List the cells of one article's row."""
    document, article = captured.document, captured.article
    names = ("id", "outlet", "title", "published", "language", "author", "url", "archived", "follows", "file")
    cells = [getattr(document, name) if document else None for name in names]
    taken = article if document is not None else None
    counts = [len(taken.paragraphs), taken.words] if taken is not None else [None, None]
    return [
        captured.name,
        captured.state,
        *cells,
        *counts,
        captured.error.message if captured.error else None,
    ]


def list_remarks(captured: "Captured") -> Iterator[str]:
    """Yield what a person should know of an article that was taken."""
    document = captured.document
    if captured.state == VERSION and document is not None:
        yield f"{document.id} is a later version of {document.follows}, whose text was another"
    elif captured.state == COMPLETED and document is not None:
        yield f"{document.id} was there without a text, and has one now"
    if document is not None:
        for remark in captured.remarks:
            yield f"{document.id}: {remark}"
