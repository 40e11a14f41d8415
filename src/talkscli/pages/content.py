"""What a page holds, gathered from a store and not yet drawn: disputes, matrix, timeline, facts, sources."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from talkscli import __version__
from talkscli.conflicts.context import find_level
from talkscli.pages.disputes import DisputeView, PositionView, join_words, read_address, view_dispute, weigh
from talkscli.pages.timeline import Timeline, draw_timeline
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.queries.parties import OUTLET, is_dispute
from talkscli.reports import matrix
from talkscli.reports.positions import shown_positions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import FactRow

MOST_DISPUTES = 500
MOST_UNGROUPED = 24
"""More disputes are listed under what they are about."""
MOST_FACTS = 2000
MOST_DOCUMENTS = 500
MOST_COLUMNS = 7
"""More outlets than this do not stand side by side on paper."""
NAMED = 4


@dataclass(slots=True)
class Cell:
    """What one outlet says on one fact."""

    said: list[tuple[PositionView, bool]]
    """Its positions, and whether each differs from the main one; where two are level none does."""
    has_unsaid: bool
    """Whether it reports that somebody was asked and did not say, or has not confirmed."""


@dataclass(slots=True)
class Matrix:
    """Disputed facts against outlets."""

    outlets: list[str]
    rows: list[tuple[DisputeView, list[Cell]]]
    left_out: int
    """How many outlets have no column."""


@dataclass(slots=True)
class FactLine:
    """A fact that is not disputed, on one line."""

    key: str
    name: str
    values: list[str]
    names: str
    verdict: str


@dataclass(slots=True)
class SourceLine:
    """A document."""

    outlet: str
    title: str
    url: str
    published: str
    claims: int
    claimants: int
    alone: int
    against: int


@dataclass(slots=True)
class Page:
    """A page."""

    title: str
    description: list[str]
    about: str
    """What it is restricted to, in words; nothing for all."""
    as_of: str
    newest: str
    """The day of the newest document, in words."""
    identity: str
    """The SHA-256 hash of the store's files."""
    version: str
    claims: int
    claimants: int
    documents: int
    facts: int
    disputes: list[DisputeView]
    more_disputes: int
    matrix: Matrix
    timeline: Timeline | None
    others: list[FactLine]
    more_others: int
    has_others: bool
    """Whether facts that are not disputed are wanted."""
    sources: list[SourceLine]
    more_sources: int

    @property
    def index(self) -> list[tuple[str, list[DisputeView]]]:
        """Return the disputes, by what they are about where they are many; those most in dispute first."""
        if len(self.disputes) <= MOST_UNGROUPED:
            return [("", self.disputes)]
        groups: dict[str, list[DisputeView]] = {}
        for one in self.disputes:
            groups.setdefault(one.about, []).append(one)
        return list(groups.items())


def collect_page(
    archive: "Archive",
    *,
    about: Sequence[str] = (),
    about_name: str = "",
    conflicts_only: bool = False,
    as_of: str = "",
    identity: str = "",
) -> Page:
    """Gather what a page shows.

    Args:
        archive: The store.
        about: Only what is about one of these events, actors or places.
        about_name: What that is, in words.
        conflicts_only: Whether only disputed facts are shown.
        as_of: The day on which the store is looked at, as written.
        identity: The hash of the store.
    """
    labels = Labels(archive)
    facts = list(archive.facts(about=about))
    disputed = sorted((fact for fact in facts if is_dispute(fact.verdict, fact.cause)), key=weigh)
    keys = {fact.key for fact in disputed}
    others = [fact for fact in facts if fact.key not in keys]
    disputes = [view_dispute(archive, labels, fact) for fact in disputed[:MOST_DISPUTES]]
    whos, carried, newest = _count(archive, about)
    documents = [one for one in archive.entities("document") if one["id"] in carried]
    lines = [] if conflicts_only else [*_list_facts(archive, labels, others[:MOST_FACTS])]
    return Page(
        title=archive.title,
        description=[one.strip() for one in (archive.description or "").splitlines() if one.strip()],
        about=about_name,
        as_of=labels.date(as_of) if as_of else "",
        newest=labels.date(newest) if newest else "",
        identity=identity,
        version=__version__,
        claims=sum(carried.values()),
        claimants=len(whos),
        documents=len(documents),
        facts=len(facts),
        disputes=disputes,
        more_disputes=len(disputed) - len(disputes),
        matrix=_make_matrix(archive, disputes),
        timeline=draw_timeline(archive, labels, disputed if conflicts_only else facts),
        others=lines,
        more_others=0 if conflicts_only else len(others) - len(lines),
        has_others=not conflicts_only,
        sources=list(_list_sources(archive, labels, documents[:MOST_DOCUMENTS])),
        more_sources=max(len(documents) - MOST_DOCUMENTS, 0),
    )


def _count(archive: "Archive", about: Sequence[str]) -> tuple[set[str], "Counter[str]", str]:
    """Count the claimants, the claims of each document, and find when the newest one is from."""
    whos: set[str] = set()
    carried: Counter[str] = Counter()
    for row in archive.claims(ClaimFilter(about=tuple(about))):
        whos.add(row["who"])
        carried[row["document"]] += 1
    dated = [
        one["published"]
        for one in archive.entities("document")
        if one["id"] in carried and one.get("published")
    ]
    from talkscli.values.edtf import INFINITY, parse_edtf

    # Of two with the same last day, the exact one is the newer.
    ends = {one: (value.latest, value.earliest) for one in dated for value in [parse_edtf(one)]}
    closed = [one for one in dated if ends[one][0] < INFINITY]
    return whos, carried, max(closed, key=ends.__getitem__, default="")


def _make_matrix(archive: "Archive", disputes: Sequence[DisputeView]) -> Matrix:
    """Set disputed facts against the outlets that carry most of them, as `talks matrix` does."""
    table = matrix.Matrix(archive, OUTLET)
    table.rows = [matrix.MatrixRow(one.fact, one.judgement, table.group) for one in disputes]
    outlets = table.list_sources()
    shown = outlets[:MOST_COLUMNS]
    rows = [
        (one, [_make_cell(one, row, outlet) for outlet in shown])
        for one, row in zip(disputes, table.rows, strict=True)
    ]
    return Matrix([table.name(one) for one in shown], rows, len(outlets) - len(shown))


def _make_cell(dispute: DisputeView, row: matrix.MatrixRow, outlet: str) -> Cell:
    views = {one.key: one for one in dispute.positions}
    is_level = bool(find_level(dispute.judgement))
    said = [
        (views[each.position.key], each.differs and not is_level)
        for each in row.said.get(outlet, ())
        if each.position.key in views
    ]
    return Cell(sorted(said, key=lambda one: one[0].letter), outlet in row.withheld)


def _list_facts(archive: "Archive", labels: Labels, facts: "Sequence[FactRow]") -> "Iterator[FactLine]":
    for fact in sorted(
        facts, key=lambda one: (labels.subject(one.about), labels.label(one.property), one.key)
    ):
        judged = archive.judge(fact.key)
        told = shown_positions(judged)
        whos = list(dict.fromkeys(who for position in judged.positions for who in position.whos))
        names = [labels.short_who(who) for who in islice(whos, NAMED)]
        if len(whos) > NAMED:
            names.append(f"{len(whos) - NAMED} more")
        values = [labels.value(fact.property, position.value) for position in told]
        values += [
            f"not {labels.value(fact.property, position.value)}"
            for position in judged.positions
            if position.stance == "denies" and not told
        ]
        yield FactLine(fact.key, labels.fact(fact.key), values, join_words(names), judged.verdict)


def _list_sources(
    archive: "Archive", labels: Labels, documents: "Sequence[Mapping[str, str]]"
) -> "Iterator[SourceLine]":
    standings = {one.id: one for one in archive.sources("document").list_all()}
    for document in documents:
        standing = standings[document["id"]]
        yield SourceLine(
            labels.who(document["outlet"]),
            document["title"],
            read_address(document.get("url")),
            labels.date(document.get("published")),
            standing.claims,
            archive.count_claimants(document["id"]),
            standing.alone,
            standing.opposed,
        )
