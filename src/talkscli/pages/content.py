"""What a page holds, gathered from a store and not yet drawn: disputes, matrix, timeline, facts, sources."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from talkscli import __version__
from talkscli.conflicts.context import find_level
from talkscli.conflicts.verdict import AGREEMENT, SINGLE
from talkscli.pages.disputes import (
    DisputeView,
    PositionView,
    is_lesser,
    name_whos,
    read_address,
    view_dispute,
    word_position,
)
from talkscli.pages.timeline import Timeline, draw_timeline
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.queries.parties import OUTLET, is_dispute
from talkscli.reports import matrix
from talkscli.reports.disputes import REMARKS, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import FactRow

MOST_DISPUTES = 500
MOST_UNGROUPED = 24
"""More disputes are listed under what they are about."""
MOST_FACTS = 2000
MOST_DOCUMENTS = 500
MOST_VALUES = 6
"""Of more answers to a fact that is not disputed, the last ones are counted only."""
MOST_COLUMNS = 7
"""More outlets than this do not stand side by side on paper."""

GROUPS = {
    "agreed": ("Agreed by several", "Several claimants give one answer."),
    "fitting": (
        "Said by several, in answers that do not clash",
        "One is more exact than the other, or names more; or they are free words that only readers compare.",
    ),
    "alone": (
        "Said by one voice alone",
        "Nobody else speaks of it. That nobody contradicts is no agreement.",
    ),
}
"""How facts that are not disputed are parted: a name, and what it means."""


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
    said: list[tuple[str, str]]
    """What is said, and by whom."""
    more: int
    """How many more answers there are."""


@dataclass(slots=True)
class FactGroup:
    """Facts that are not disputed, by how many speak of them."""

    key: str
    name: str
    remark: str
    lines: list[FactLine]


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
    """Those that are shown: first what is disputed, then what differs less."""
    disputed: int
    """How many facts are disputed."""
    lesser: int
    """How many differ less: in wording, exactness or phase alone."""
    lesser_causes: str
    """In what, in words."""
    matrix: Matrix
    timeline: Timeline | None
    others: list[FactGroup]
    more_others: int
    has_others: bool
    """Whether facts that are not disputed are wanted."""
    sources: list[SourceLine]
    more_sources: int

    @property
    def more_disputes(self) -> int:
        """Return how many are not shown."""
        return self.disputed + self.lesser - len(self.disputes)

    @property
    def parts(self) -> list[tuple[bool, list[DisputeView]]]:
        """Return what is disputed, and what differs less: whether it is that, and the facts."""
        return [(less, [one for one in self.disputes if one.is_lesser == less]) for less in (False, True)]


def group_disputes(disputes: list[DisputeView]) -> list[tuple[str, list[DisputeView]]]:
    """Group disputes by what they are about, where they are many; those most in dispute first."""
    if len(disputes) <= MOST_UNGROUPED:
        return [("", disputes)]
    groups: dict[str, list[DisputeView]] = {}
    for one in disputes:
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
    disputed = sorted(
        (fact for fact in facts if is_dispute(fact.verdict, fact.cause)),
        key=lambda fact: (is_lesser(fact), weigh(fact)),
    )
    lesser = [fact for fact in disputed if is_lesser(fact)]
    keys = {fact.key for fact in disputed}
    others = [fact for fact in facts if fact.key not in keys]
    disputes = [view_dispute(archive, labels, fact) for fact in disputed[:MOST_DISPUTES]]
    whos, carried, newest = _count(archive, about)
    documents = [one for one in archive.entities("document") if one["id"] in carried]
    shown = [] if conflicts_only else others[:MOST_FACTS]
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
        disputed=len(disputed) - len(lesser),
        lesser=len(lesser),
        lesser_causes="; ".join(dict.fromkeys(REMARKS[fact.cause] for fact in lesser)),
        matrix=_make_matrix(archive, disputes),
        timeline=draw_timeline(archive, labels, disputed if conflicts_only else facts),
        others=_group_facts(archive, labels, shown),
        more_others=0 if conflicts_only else len(others) - len(shown),
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


def _group_facts(archive: "Archive", labels: Labels, facts: "Sequence[FactRow]") -> list[FactGroup]:
    """Part facts by whether several agree, several speak, or one alone does."""
    groups = {key: FactGroup(key, *words, []) for key, words in GROUPS.items()}
    for fact in sorted(
        facts, key=lambda one: (labels.subject(one.about), labels.label(one.property), one.key)
    ):
        judged = archive.judge(fact.key)
        silent = [account.who for account in judged.withheld]
        said = [
            (word_position(labels, fact.property, position), name_whos(labels, position.whos))
            for position in judged.positions[:MOST_VALUES]
        ] or [("not said", name_whos(labels, list(dict.fromkeys(silent))))] * bool(silent)
        whos = {who for position in judged.positions for who in position.whos} or {*silent}
        if judged.verdict == SINGLE or len(whos) < 2:
            key = "alone"
        else:
            # Lists that agree in a part are no one answer.
            is_one = judged.verdict == AGREEMENT and len(judged.positions) == 1
            key = "agreed" if is_one else "fitting"
        more = max(len(judged.positions) - MOST_VALUES, 0)
        groups[key].lines.append(FactLine(fact.key, labels.fact(fact.key), said, more))
    return [group for group in groups.values() if group.lines]


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
