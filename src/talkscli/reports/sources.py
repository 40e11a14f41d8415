"""`talks sources`: what sources carry, and how they stand to the majorities of their facts."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import (
    LINE_BREAK,
    Block,
    Gap,
    Grid,
    GridColumn,
    Heading,
    Pairs,
    Paragraph,
    Span,
    Text,
)
from talkscli.reports.labels import count_words, note_limit
from talkscli.reports.positions import write_position
from talkscli.reports.statements import draw_statements
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity
    from talkscli.queries.standings import Sources, Standing

COUNTS = (
    Column("claims", kind="count"),
    Column("facts", kind="count"),
    Column("alone", kind="count", holds="facts of which no other source of the kind speaks"),
    Column("with", kind="count", holds="facts on which its answer is the majority's, or fits it"),
    Column("against", kind="count",
           holds="facts on which it gives only answers that do not fit the majority's"),
    Column("level", kind="count", holds="facts on which several answers are level at the top"),
    Column("share", kind="score", optional=True, holds="with, of with and against; null without any"),
    Column("alone_share", kind="score", hidden=True, optional=True,
           holds="alone, of all its facts; null without any"),
)  # fmt: skip
"""Claims, facts, and facts by how a source stands to their majorities."""

DOCUMENT_COLUMNS = (
    Column("document", kind="id"),
    Column("outlet", kind="id", hidden=True),
    Column("outlet_name", "Outlet", kind="name"),
    Column("published", kind="date", optional=True),
    Column("language", hidden=True, optional=True),
    Column("title", grow=2),
    Column("claimants", kind="count"),
    *COUNTS,
)
ACTOR_COLUMNS = (Column("source", kind="id"), Column("name", kind="name"), *COUNTS)

AGAINST_COLUMNS = (
    Column("source", kind="id"),
    Column("source_name", "Source", kind="name"),
    Column("fact", kind="id"),
    Column("says", holds="its answers as the store writes them, with strokes between"),
    Column("majority", holds="as the store writes it; lists with commas"),
    Column("origins", kind="count", holds="those of the majority's answer, at most"),
    Column("claims", kind="list", holds="the source's claims"),
)
"""One row a fact on which a source gives only answers against the majority."""

PAIR_COLUMNS = (
    Column("one", kind="id"),
    Column("one_name", kind="name", hidden=True),
    Column("other", kind="id"),
    Column("other_name", kind="name", hidden=True),
    Column("shared", kind="count", holds="facts on which both give the same rare answer"),
    Column("common", kind="count", holds="facts of which both speak"),
    Column("facts", kind="list", grow=1, holds="the keys of the shared ones"),
)
"""One row two sources."""

MOST_ECHOES = 3
LEAST_ECHOES = 2
"""Fewer shared answers than this are chance."""

REMARK = (
    "Alone: facts of which no other {kind} speaks. With, against: its answer fits that of the majority, "
    "or none that it gives does. Level: several answers are level at the top. Share: with, of with and "
    "against. The majority is what most origins say; it may be wrong."
)


def report_sources(
    archive: "Archive",
    kind: str = "document",
    *,
    sort: str = "",
    reverse: bool = False,
    only: "Sequence[str] | None" = None,
    limit: int | None = None,
) -> Report:
    """List sources.

    Args:
        archive: The store.
        kind: `document`, `outlet` or `claimant`.
        sort: What they are sorted by; without it documents stand as in the store, others by their facts.
        reverse: Whether the last come first.
        only: The ids of those wanted, if not all.
        limit: How many are wanted.
    """
    labels = Labels(archive)
    sources = archive.sources(kind)
    wanted = None if limit is None else limit + 1
    found = list(sources.list_all(sort=sort, reverse=reverse, only=only, limit=wanted))
    shown = found[:limit]

    def rows() -> Iterator[list[Cell]]:
        for one in shown:
            yield [*_name(archive, labels, kind, one.id), *_count(one)]

    def blocks(width: int) -> Iterator[Block]:
        numbers = ("Claims", "Facts", "Alone", "With", "Against", "Level", "Share")
        grid = [[_draw_name(archive, labels, kind, one.id), *_draw_counts(one)] for one in shown]
        columns = [GridColumn(kind.capitalize(), grow=1, minimum=min(30, width // 3))]
        columns += [GridColumn(label, right=True, wrap=False) for label in numbers]
        yield Grid(columns, grid, lines=kind == "document")
        yield Gap()
        yield Paragraph(Span(REMARK.format(kind=kind), "dim"))
        if kind != "document" and only is None:
            yield from _draw_echoes(labels, sources, kind)

    return Report(
        DOCUMENT_COLUMNS if kind == "document" else ACTOR_COLUMNS,
        rows(),
        view=blocks if shown else None,
        limited=True,
        notes=note_limit(limit, more=len(found) > len(shown)),
        empty=f"this store has no {kind}s" if kind != "claimant" else "this store has no claims",
    )


def _name(archive: "Archive", labels: Labels, kind: str, one: str) -> list[Cell]:
    if kind != "document":
        return [one, labels.who(one)]
    document = labels.document(one)
    return [
        one,
        document["outlet"],
        labels.who(document["outlet"]),
        document.get("published"),
        document.get("language"),
        document["title"],
        archive.count_claimants(one),
    ]


def _count(one: "Standing") -> list[Cell]:
    shares = [None if share is None else round(share, 4) for share in (one.share, one.alone_share)]
    return [one.claims, one.facts, one.alone, one.agreeing, one.opposed, one.level, *shares]


def _draw_name(archive: "Archive", labels: Labels, kind: str, one: str) -> Text:
    if kind != "document":
        return [Span(labels.who(one), "name"), "  ", Span(one, "id")]
    document = labels.document(one)
    claimants = count_words(archive.count_claimants(one), "claimant")
    return [
        Span(labels.who(document["outlet"]), "name"),
        Span(f", {labels.date(document.get('published'))}, {claimants}", "dim"),
        LINE_BREAK,
        document["title"],
        LINE_BREAK,
        Span(one, "id"),
    ]


def _draw_counts(one: "Standing") -> list[Text]:
    counts = [one.claims, one.facts, one.alone, one.agreeing, one.opposed, one.level]
    drawn: list[Text] = [f"{count:,}" for count in counts]
    return [*drawn, "–" if one.share is None else f"{one.share:.0%}"]


def _draw_echoes(labels: Labels, sources: "Sources", kind: str) -> Iterator[Block]:
    """Draw the pairs that give the same rare answers most often."""
    pairs = sources.list_echoes(LEAST_ECHOES, MOST_ECHOES)
    for one, other, count in pairs:
        yield Paragraph(
            [
                Span(labels.who(one), "name"),
                " and ",
                Span(labels.who(other), "name"),
                " give the same rare answer on ",
                f"{count_words(count, 'fact')}: one may have it from the other.",
            ],
            hanging=2,
        )
    if pairs:
        yield Paragraph(
            Span(f"talks sources --by {kind} --pairs shows all such pairs and their facts.", "dim")
        )


def report_pairs(archive: "Archive", kind: str, limit: int | None = None) -> Report:
    """List pairs of sources that give the same rare answers again and again, which the majority does not.

    Args:
        archive: The store.
        kind: `outlet` or `claimant`.
        limit: How many pairs are wanted.
    """
    labels = Labels(archive)
    sources = archive.sources(kind)
    found = sources.list_echoes(LEAST_ECHOES, None if limit is None else limit + 1)
    shown = found[:limit]

    def rows() -> Iterator[list[Cell]]:
        for one, other, _ in shown:
            common, facts = sources.compare_pair(one, other)
            yield [one, labels.who(one), other, labels.who(other), len(facts), common, facts]

    return Report(
        PAIR_COLUMNS,
        rows(),
        limited=True,
        notes=note_limit(limit, more=len(found) > len(shown)),
        empty=f"no two {kind}s give the same rare answer on {LEAST_ECHOES} facts",
    )


def report_against(archive: "Archive", kind: str, only: "Sequence[str] | None" = None) -> Report:
    """List the facts on which sources give only answers against the majority.

    Args:
        archive: The store.
        kind: `document`, `outlet` or `claimant`.
        only: The ids of the sources wanted; if not given, all, those most often against first.
    """
    labels = Labels(archive)
    sources = archive.sources(kind)

    def rows() -> Iterator[list[Cell]]:
        for standing in sources.list_all(sort="against", only=only):
            if not standing.opposed:
                continue
            one = standing.id
            name = labels.document(one)["title"] if kind == "document" else labels.who(one)
            for fact, _, own, majority in sources.list_opposed(one):
                claims = [
                    account.id
                    for position in own
                    for account in position.accounts
                    if sources.owns(one, account)
                ]
                said = " | ".join(map(write_position, own))
                yield [one, name, fact, said, write_position(majority), majority.origins[1], sorted(claims)]

    return Report(AGAINST_COLUMNS, rows(), empty="none of them is against the majority of a fact")


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
            (standing,) = archive.sources("document").list_all(only=[document["id"]])
            yield Heading(
                [Span(document["title"], "strong"), "  ", Span(document["id"], "id")],
                Span(count_words(standing.claims, "claim"), "dim"),
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
            items += [(label, words) for label, words in _tell_standing(standing)]
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


def _tell_standing(one: "Standing") -> Iterator[tuple[str, str]]:
    of = f" of {one.facts:,}"
    yield "Alone", f"{count_words(one.alone, 'fact')}{of} that no other document speaks of"
    if one.share is not None:
        yield (
            "Majority",
            f"with it on {one.agreeing:,}, against it on {one.opposed:,} ({one.share:.0%})",
        )
    if one.level:
        yield "Level", f"{count_words(one.level, 'fact')} on which several answers are level at the top"
