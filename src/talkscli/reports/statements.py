"""What somebody said, drawn as he said it: the claims of one paragraph as one row, with its facts beneath."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from talkscli.queries.revised import find_revised
from talkscli.reports.blocks import Block, Grid, GridColumn, Paragraph, Span, Text, join_runs
from talkscli.reports.claim_view import WIDE
from talkscli.reports.labels import source_spans

if TYPE_CHECKING:
    from collections.abc import Hashable

    from talkscli.queries.labels import Labels
    from talkscli.queries.rows import ClaimRow


def identify_statement(row: "ClaimRow") -> tuple[object, ...]:
    """Return what claims of one statement share: who said it, when, and the paragraph that reports it."""
    if row["paragraph"] is None:
        return (row["id"],)
    return row["who"], row["when"], row["document"], row["paragraph"]


def join_statements(rows: "Iterable[ClaimRow]") -> "list[list[ClaimRow]]":
    """Join claims to statements, in the order of the first claim of each."""
    joined: dict[Hashable, list[ClaimRow]] = {}
    for row in rows:
        joined.setdefault(identify_statement(row), []).append(row)
    return list(joined.values())


def draw_statements(
    labels: "Labels",
    rows: "Iterable[ClaimRow]",
    width: int,
    *,
    speaker: str = "",
    document: str = "",
    hedges: bool = False,
) -> Iterator[Block]:
    """Draw statements.

    Args:
        labels: The names of things.
        rows: The claims.
        width: Of the terminal; on a narrow one statements run on as text.
        speaker: Who said all of it, if one did: his name is not repeated.
        document: Which document carries all of it, likewise.
        hedges: Whether the status of each claim is shown, as where its value is what was asked for.
    """
    statements = _order(join_statements(rows))
    revised = find_revised(labels.archive, [row["id"] for rows in statements for row in rows])
    if width >= WIDE:
        yield _draw_grid(labels, statements, Manner(revised, hedges=hedges), bool(speaker), bool(document))
        return

    for _, group in groupby(statements, _share):
        together = list(group)
        spans, indent = _lead(labels, together[0][0], bool(speaker), bool(document)), 0
        for place, statement in enumerate(together):
            if document and place:
                # Of a whole document, each paragraph begins a line.
                yield Paragraph(spans, indent, hanging=2)
                spans, indent = [], 2
            if statement[0]["paragraph"] is not None:
                spans.append(Span(f"{' ' if spans else ''}¶{statement[0]['paragraph']}", "dim"))
            spans += [" ", *tell_facts(statement, Manner(revised, hedges=hedges), " ")]
        yield Paragraph(spans, indent, hanging=2)


def _share(statement: "list[ClaimRow]") -> "Hashable":
    row = statement[0]
    return row["who"], row["when"], row["document"], tuple(row["via"])


def _order(statements: "list[list[ClaimRow]]") -> "list[list[ClaimRow]]":
    """Put what somebody said on one occasion in the order of the document's paragraphs."""
    ordered = []
    for _, group in groupby(statements, _share):
        ordered += sorted(group, key=lambda statement: statement[0]["paragraph"] or sys.maxsize)
    return ordered


class Manner(NamedTuple):
    """What is told of each claim of a statement beside its text."""

    revised: frozenset[str]
    """The claims that are marked as revised."""
    hedges: bool = False


def tell_facts(statement: "Sequence[ClaimRow]", manner: Manner, between: str) -> list[Span | str]:
    """Tell the claims of a statement: each with its stance, its id, and whether it was revised."""
    return join_runs(between, (tell_claim(row, manner) for row in statement))


def tell_claim(row: "ClaimRow", manner: Manner) -> list[Span | str]:
    """Tell a claim: its sentence, its stance, its id, and whether it was revised or retracted."""
    spans: list[Span | str] = [row["text"], " "]
    if row["stance"] != "asserts":
        spans += [Span(row["stance"], row["stance"]), " "]
    if manner.hedges and (row["status"] or row["only"]):
        hedges = [row["status"], "only" if row["only"] else None]
        spans.append(Span(f"[{', '.join(filter(None, hedges))}] ", "dim"))
    if row["retracted"]:
        spans += [Span("retracted", "withholds"), " "]
    if row["id"] in manner.revised:
        spans += [Span("revised", "withholds"), " "]
    spans.append(Span(row["id"], "id"))
    if row["tags"]:
        spans.append(Span(f" [{', '.join(row['tags'])}]", "dim"))
    return spans


def _lead(labels: "Labels", row: "ClaimRow", one_speaker: bool, one_document: bool) -> list[Span | str]:
    """Write when, who and where of statements, before what was said."""
    spans: list[Span | str] = [Span(labels.said(row, short=True), "strong")]
    if not one_speaker:
        spans += [" ", Span(labels.short_who(row["who"]), "name")]
    if one_document:
        return spans
    document = labels.document(row["document"])
    if one_speaker or document["outlet"] != row["who"]:
        spans += [Span(" in ", "dim"), Span(labels.short_who(document["outlet"]), "name")]
    published = document.get("published")
    if published and row["when"] and published != row["when"]:
        spans.append(Span(f" of {labels.short_date(published)}", "dim"))
    if row["via"]:
        spans.append(Span(f" via {', '.join(labels.short_who(one) for one in row['via'])}", "dim"))
    return spans


def _draw_grid(
    labels: "Labels",
    statements: "Sequence[list[ClaimRow]]",
    manner: "Manner",
    one_speaker: bool,
    one_document: bool,
) -> Grid:
    rows: list[list[Text]] = []
    for statement in statements:
        first = statement[0]
        where = source_spans(labels, first) if not one_document else []
        if first["paragraph"] is not None:
            where.append(Span(f"{', ' if where else ''}¶{first['paragraph']}", "dim"))
        rows.append(
            [
                Span(labels.said(first), "dim"),
                *([] if one_speaker else [Span(first["who_name"], "name")]),
                tell_facts(statement, manner, "\n"),
                where,
            ]
        )
    return Grid(
        [
            GridColumn("When", minimum=10, tight=True),
            *([] if one_speaker else [GridColumn("Who", minimum=10, tight=True)]),
            GridColumn("What was said", grow=4, minimum=40),
            GridColumn("Source", grow=1, minimum=6, tight=True),
        ],
        rows,
    )
