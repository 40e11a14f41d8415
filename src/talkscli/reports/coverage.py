"""`talks review --document`: the sentences of an article on which no claim rests."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from talkscli.reports.blocks import Block, Heading, Paragraph, Span
from talkscli.reports.labels import count_words
from talkscli.reports.table import Column, Report

if TYPE_CHECKING:
    from talkscli.drafting.coverage import Coverage

COLUMNS = (
    Column("document", kind="id"),
    Column("paragraph", kind="count"),
    Column("sentence", kind="count", holds="in its paragraph"),
    Column("text", grow=1),
)


MOST_NAMES = 40
"""So many names are listed at most."""


def report_coverage(coverage: "Coverage") -> Report:
    """List the sentences without a claim, with their paragraph and their number in it."""
    rows = [
        (coverage.document, one.paragraph, one.number, one.text)
        for one in coverage.sentences
        if not one.claims
    ]
    count = len(coverage.sentences)
    note = f"{len(rows):,} of {count_words(count, 'sentence')} {'has' if len(rows) == 1 else 'have'} no claim"
    return Report(
        COLUMNS,
        rows,
        view=lambda _: draw_coverage(coverage) if rows else (),
        notes=[note, *list_names(coverage)],
        empty="every sentence has a claim",
    )


def list_names(coverage: "Coverage") -> list[str]:
    """Tell the names and roles of the text that no claim of it speaks of."""
    told = [f"{name} (¶{number})" for name, number in coverage.unmentioned.items()]
    if not told:
        return []
    more = f", and {len(told) - MOST_NAMES} more" if len(told) > MOST_NAMES else ""
    return [f"named, and in no claim: {', '.join(told[:MOST_NAMES])}{more}"]


def draw_coverage(coverage: "Coverage") -> Iterator[Block]:
    """Draw the article paragraph by paragraph: what has a claim dim, and what has none plain."""
    yield Heading([Span(coverage.title, "strong")], [Span(coverage.document, "id")])
    for number, group in groupby(coverage.sentences, lambda one: one.paragraph):
        sentences = list(group)
        lead = Span(f"¶{number} ", "dim")
        claims = {claim for one in sentences for claim in one.claims}
        if all(one.claims for one in sentences):
            yield Paragraph([lead, Span(f"({count_words(len(claims), 'claim')})", "dim")], hanging=4)
            continue
        spans: list[Span | str] = [lead]
        for one in sentences:
            spans += [Span(f"[{one.text}]", "dim") if one.claims else one.text, " "]
        yield Paragraph(spans[:-1], hanging=4)
