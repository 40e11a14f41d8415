"""`talks cite`: claims as attributions with their whole chain."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.desk.citations import (
    Citation,
    find_hedges,
    find_link,
    make_csl,
    make_review,
    write_markdown,
    write_sentence,
)
from talkscli.queries.filters import ClaimFilter
from talkscli.reports.blocks import Block, Gap, Paragraph, Span
from talkscli.reports.table import Cell, Column, Report
from talkscli.reports.telling import Teller

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow

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
    Column("verdict", kind="verdict"),
    Column("document", kind="id"),
    Column("url"),
)


def make_citation(teller: Teller, row: "ClaimRow", revised_by: Sequence[str] = ()) -> Citation:
    """Look up what a citation of a claim says."""
    document = teller.document(row["document"])
    who = teller.archive.entity("actor", row["who"]) or {}
    outlet = teller.archive.entity("actor", document["outlet"]) or {}
    hedges = find_hedges(
        unnamed=who.get("kind") == "unnamed",
        stance=row["stance"],
        status=row["status"],
        only=row["only"],
        has_value=row["value"] is not None,
        revised_by=revised_by,
        retracted=row["retracted"],
    )
    return Citation(
        row["id"],
        row["text"],
        chain=teller.chain(row),
        kinds=(str(who.get("kind", "")), str(outlet.get("kind", ""))),
        document=document,
        published=teller.date(document.get("published")),
        when=row["when"],
        when_words=teller.date(row["when"]) if row["when"] else "",
        quote=row["quote"],
        paragraph=row["paragraph"],
        hedges=hedges,
    )


def find_revisions(archive: "Archive", facts: Iterable[str]) -> dict[str, list[str]]:
    """Return, of claims of some facts, the claims by which their claimants corrected them, newest first."""
    revisions: dict[str, list[str]] = {}
    for fact in facts:
        for row in archive.claims(ClaimFilter(fact=(fact,))):
            if row["revises"] and not row["retracted"]:
                revisions.setdefault(row["revises"], []).append(row["id"])
    return revisions


def report_citations(
    archive: "Archive", rows: "Sequence[ClaimRow]", form: str, escape: Callable[[str], str]
) -> Report:
    """Cite claims in the order given; what is disputed is said in a note."""
    teller = Teller(archive)
    facts = {row["fact"]: archive.fact(row["fact"]) for row in rows}
    notes = [
        f"{key} is disputed ({fact.verdict}); talks show {key} shows the other positions"
        for key, fact in facts.items()
        if fact is not None and fact.verdict in {"contradiction", "overlap"}
    ]
    revisions = find_revisions(archive, facts)
    citations = [make_citation(teller, row, revisions.get(row["id"], ())) for row in rows]
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

    def cells(row: "ClaimRow", citation: Citation) -> list[Cell]:
        fact = facts[row["fact"]]
        return [
            citation.id,
            write_sentence(citation),
            row["fact"],
            fact.verdict if fact else None,
            row["document"],
            find_link(citation.document),
        ]

    return Report(
        COLUMNS,
        [cells(row, citation) for row, citation in zip(rows, citations, strict=True)],
        view=lambda width: draw_citations(citations, width),
        notes=notes,
    )


def draw_citations(citations: Sequence[Citation], width: int) -> Iterator[Block]:
    """Draw each attribution as a paragraph of its own."""
    del width
    for number, citation in enumerate(citations):
        if number:
            yield Gap()
        yield Paragraph([write_sentence(citation), " ", Span(citation.id, "id")])
