"""`talks review`: drafts as rows, and a statement as a person looks at it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from talkscli.desk.anchors import find_quote
from talkscli.desk.claim_content import fact_of, flatten_claim
from talkscli.desk.verdict_changes import VerdictChange
from talkscli.drafting.review_state import ACCEPTED, OPEN, SKIPPED, WRITTEN
from talkscli.drafting.reviewing import ALREADY, REFUSED, STATES, Draft, Review
from talkscli.queries.rows import ClaimRow
from talkscli.reports.blocks import Block, Gap, Heading, Paragraph, Span, join_runs
from talkscli.reports.labels import count_words
from talkscli.reports.table import Cell, Column, Report

if TYPE_CHECKING:
    from talkscli.queries.labels import Labels

COLUMNS = (
    Column("number", kind="count", holds="its place in the file, from 1"),
    Column("state", choices=STATES),
    Column("score", kind="score", holds="from 0 to 1"),
    Column("who", kind="id"),
    Column("fact", kind="id"),
    Column("value"),
    Column("stance", kind="stance", hidden=True),
    Column("status", hidden=True),
    Column("only", hidden=True),
    Column("at", kind="date", hidden=True),
    Column("when", kind="date", hidden=True),
    Column("text", grow=2, hidden=True),
    Column("document", kind="id", hidden=True),
    Column("paragraph", kind="count"),
    Column("quote", grow=1),
    Column("via", kind="list", hidden=True),
    Column("mentions", kind="list", hidden=True),
    Column("why", hidden=True, holds="why it is proposed"),
    Column("missing", kind="list", hidden=True, holds="what could not be decided"),
    Column("change", hidden=True, optional=True, holds="what it would do to the verdict of its fact"),
    Column("reason", hidden=True, optional=True, holds="why it is refused"),
)
DRAFT_FIELDS = (
    *("value", "stance", "status", "only", "at", "when", "text"),
    *("document", "paragraph", "quote", "via", "mentions"),
)
"""What a draft tells as a claim does."""
ROLES = {
    OPEN: "plain",
    ACCEPTED: "agreement",
    SKIPPED: "dim",
    WRITTEN: "agreement",
    ALREADY: "dim",
    REFUSED: "contradiction",
}
_AROUND = 250
"""Of a long paragraph so many characters are shown before the first anchor and after the last."""
_LONGEST = 800
"""A paragraph of fewer characters is shown as a whole."""


def report_drafts(review: Review, drafts: Sequence[Draft]) -> Report:
    """List drafts in the order of their file."""

    def rows() -> Iterator[list[Cell]]:
        for statement in group(drafts):
            changes = review.preview(statement)
            for draft in statement:
                yield list_cells(draft, changes.get(fact_of(draft.claim)))

    return Report(COLUMNS, rows(), empty="there are no drafts")


def group(drafts: Iterable[Draft]) -> Iterator[list[Draft]]:
    """Yield drafts that stand one after the other in one statement together."""
    waiting: list[Draft] = []
    for draft in drafts:
        if waiting and waiting[0].statement != draft.statement:
            yield waiting
            waiting = []
        waiting.append(draft)
    if waiting:
        yield waiting


def list_cells(draft: Draft, change: VerdictChange | None) -> list[Cell]:
    """List the cells of one draft's row."""
    claim, note = draft.claim, draft.proposal.draft
    row = flatten_claim(claim)
    told = str(change) if change is not None and draft.can_decide else None
    return [
        draft.number, draft.state, note.score, claim.who, fact_of(claim),
        *(row[name] for name in DRAFT_FIELDS), note.why, note.missing, told, draft.reason or None,
    ]  # fmt: skip


class StatementView:
    """One statement as blocks: its paragraph, its claims, what is known, what would change."""

    def __init__(self, review: Review, labels: "Labels", place: int, *, whole: bool = False) -> None:
        self.review = review
        self.labels = labels
        self.place = place
        self.drafts = review.statements[place]
        self.whole = whole
        """Whether a long paragraph is shown as a whole."""

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks."""
        first = self.drafts[0]
        source = first.claim.source
        row = make_row(first)
        place = f"¶{source.paragraph}" if source.paragraph is not None else "no paragraph named"
        remark: list[Span | str] = [
            Span(self.labels.outlet(row), "name"),
            " ",
            Span(source.document, "id"),
            f" {place}",
        ]
        yield Gap()
        count = len(self.review.statements)
        yield Heading([Span(f"Statement {self.place + 1} of {count}", "strong")], remark)
        paragraph = self.review.find_paragraph(first)
        if paragraph is not None:
            yield Paragraph(self.mark(paragraph), indent=2)
        else:
            problem = self.review.read_text(source.document).problem or "it names no paragraph"
            yield Paragraph([Span(f"the text is not at hand: {problem}", "dim")], indent=2)
        changes = self.review.preview([draft for draft in self.drafts if draft.state in {OPEN, ACCEPTED}])
        shown: set[str] = set()
        for number, draft in enumerate(self.drafts, 1):
            yield Gap()
            yield from self._draw_claim(number, draft)
            fact = fact_of(draft.claim)
            if fact not in shown and draft.can_decide:
                shown.add(fact)
                yield from self._draw_fact(draft, changes.get(fact))

    def mark(self, paragraph: str) -> list[Span | str]:
        """Mark the anchors in a paragraph; each is followed by the number of its claim."""
        places: dict[tuple[int, int], list[int]] = {}
        for number, draft in enumerate(self.drafts, 1):
            quote = draft.claim.source.quote
            if quote and (found := find_quote(paragraph, quote)) is not None:
                places.setdefault(found, []).append(number)
        marks = merge_places(places)
        start, stop = 0, len(paragraph)
        if not self.whole and stop > _LONGEST and marks:
            start = _find_blank(paragraph, marks[0][0] - _AROUND, before=True)
            stop = _find_blank(paragraph, marks[-1][1] + _AROUND, before=False)
        spans: list[Span | str] = ["… "] if start else []
        at = start
        for low, high, numbers in marks:
            spans += [paragraph[at:low], Span(f"[{paragraph[low:high]}]", "match")]
            spans.append(Span(f"({','.join(map(str, numbers))})", "strong"))
            at = high
        spans.append(paragraph[at:stop])
        return [*spans, *([" … (p shows all of it)"] if stop < len(paragraph) or start else [])]

    def _draw_claim(self, number: int, draft: Draft) -> Iterator[Block]:
        labels, claim, note = self.labels, draft.claim, draft.proposal.draft
        row = make_row(draft)
        lead: list[Span | str] = [Span(f"{number} ", "strong")]
        if draft.state != OPEN:
            lead += [Span(f"{draft.state}{', edited' if draft.is_edited else ''}", ROLES[draft.state]), " "]
        lead += [Span(self._name(claim.who), "name"), ": ", f"{labels.fact(fact_of(claim))} = "]
        lead.append(Span(labels.claimed(row), "value"))
        if claim.what.status:
            lead.append(Span(f" [{claim.what.status}]", "dim"))
        yield Paragraph(lead, hanging=2)
        yield Paragraph(claim.what.text, indent=2)
        about: list[Span | str] = [Span(fact_of(claim), "id"), Span(f" · said {labels.said(row)}", "dim")]
        if claim.source.via:
            about.append(Span(f" · via {', '.join(map(self._name, claim.source.via))}", "dim"))
        about.append(Span(f" · score {note.score:.2f}: {note.why}", "dim"))
        yield Paragraph(about, indent=2)
        if note.missing and draft.can_decide:
            yield Paragraph([Span("not decided: ", "withholds"), "; ".join(note.missing)], indent=2)
        if draft.reason:
            yield Paragraph([Span("refused: ", "contradiction"), draft.reason], indent=2)

    def _draw_fact(self, draft: Draft, change: VerdictChange | None) -> Iterator[Block]:
        known, count = self.review.list_known(draft)
        if not count:
            yield Paragraph([Span("known: nothing yet", "dim")], indent=2)
        else:
            told: list[list[Span | str]] = [
                [Span(self._name(row["who"]), "name"), f" {self.labels.claimed(row)}"] for row in known
            ]
            more = f"; and {count_words(count - len(known), 'claim')} more" if count > len(known) else ""
            lead = Span("known: ", "dim")
            yield Paragraph([lead, *join_runs("; ", told), Span(more, "dim")], indent=2)
        if change is None:
            return
        if change.before == change.after:
            yield Paragraph(
                [Span("verdict: ", "dim"), Span(change.after, change.after), Span(", as before", "dim")],
                indent=2,
            )
            return
        before: list[Span | str] = [Span(change.before, change.before), " → "] if change.before else ["new, "]
        why = f": {change.why}" if change.why else ""
        yield Paragraph([Span("verdict: ", "dim"), *before, Span(change.after, change.after), why], indent=2)

    def _name(self, actor: str) -> str:
        return self.review.resolver.name_of(("actor",), actor)


def make_row(draft: Draft) -> ClaimRow:
    """Make the row that a draft would have."""
    return ClaimRow(json.dumps(flatten_claim(draft.claim), ensure_ascii=False, default=str))


def merge_places(places: "dict[tuple[int, int], list[int]]") -> list[tuple[int, int, list[int]]]:
    """Join places that overlap, in their order."""
    merged: list[tuple[int, int, list[int]]] = []
    for (low, high), numbers in sorted(places.items()):
        if merged and low < merged[-1][1]:
            before = merged[-1]
            merged[-1] = before[0], max(before[1], high), sorted({*before[2], *numbers})
        else:
            merged.append((low, high, sorted(numbers)))
    return merged


def _find_blank(text: str, at: int, *, before: bool) -> int:
    """Return the place of a word's beginning near a place, or the end of the text."""
    if at <= 0:
        return 0
    if at >= len(text):
        return len(text)
    if before:
        return text.rfind(" ", 0, at) + 1
    found = re.compile(r"\s").search(text, at)
    return found.start() if found else len(text)
