"""`talks cite`: claims as attributions with their whole chain."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.desk.citations import (
    Citation,
    find_link,
    make_csl,
    make_review,
    write_markdown,
    write_sentence,
)
from talkscli.reports.blocks import Block, Gap, Paragraph, Span
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive

SENTENCE = "sentence"
MARKDOWN = "markdown"
CSL = "csl"
JSONLD = "jsonld"

FORMS = (SENTENCE, MARKDOWN, CSL, JSONLD)
"""What a citation can be written as."""

COLUMNS = (
    Column("id", kind="id"),
    Column("sentence", grow=1),
    Column("fact", kind="id"),
    Column("verdict", kind="verdict", optional=True),
    Column("document", kind="id"),
    Column("url", optional=True),
)


def report_citations(
    archive: "Archive", citations: Sequence[Citation], form: str, escape: Callable[[str], str]
) -> Report:
    """Write citations in their order; what is disputed is said in a note."""
    facts = {citation.fact: archive.fact(citation.fact) for citation in citations}
    notes = [
        f"{key} is disputed ({fact.verdict}); talks show {key} shows the other positions"
        for key, fact in facts.items()
        if fact is not None and fact.verdict in {"contradiction", "overlap"}
    ]
    if form == MARKDOWN:
        return Report(
            (Column("id", kind="id"), Column("markdown")),
            [[citation.id, write_markdown(citation, escape)] for citation in citations],
            notes=notes,
        )
    if form in {CSL, JSONLD}:
        make = make_csl if form == CSL else make_review
        return Report(
            (),
            (),
            records=lambda: map(make, citations),
            # Such a text often stands in a page's <script>, which `</script>` in a title would end.
            lines=lambda: (
                json.dumps(make(one), ensure_ascii=False).replace("<", "\\u003c") for one in citations
            ),
            notes=notes,
        )

    def cells(citation: Citation) -> list[Cell]:
        fact = facts[citation.fact]
        return [
            citation.id,
            write_sentence(citation),
            citation.fact,
            fact.verdict if fact else None,
            citation.document["id"],
            find_link(citation.document),
        ]

    return Report(
        COLUMNS,
        [cells(citation) for citation in citations],
        view=lambda _: draw_citations(citations),
        notes=notes,
    )


def draw_citations(citations: Sequence[Citation]) -> Iterator[Block]:
    """Draw each attribution as a paragraph of its own."""
    for number, citation in enumerate(citations):
        if number:
            yield Gap()
        yield Paragraph([write_sentence(citation), " ", Span(citation.id, "id")])
