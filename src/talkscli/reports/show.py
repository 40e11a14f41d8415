"""`talks show`: a claim with its whole chain, or a fact with its positions and history."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap, Heading, Pairs, Paragraph, Span, Text, join_runs
from talkscli.reports.columns import CLAIM_COLUMNS
from talkscli.reports.facts import FactView
from talkscli.reports.labels import relation_role
from talkscli.reports.positions import list_claims
from talkscli.reports.table import Cell, Report
from talkscli.values.finding import CONTRADICTS, OVERLAPS, REFINES

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow

CLAIM = "claim"
FACT = "fact"
RELATION_WORDS = {CONTRADICTS: "Against", OVERLAPS: "Overlaps", REFINES: "Fits"}


def report_show(archive: "Archive", wanted: Sequence[tuple[str, str]]) -> Report:
    """Show claims and facts.

    Args:
        archive: The store.
        wanted: What to show, in order: `("claim", id)` or `("fact", key)`.
    """
    labels = Labels(archive)

    def rows() -> Iterator[list[Cell]]:
        for kind, key in wanted:
            if kind == CLAIM:
                yield read_claim(archive, key).cells()
            else:
                for row in archive.claims(ClaimFilter(fact=(key,))):
                    yield row.cells()

    def records() -> Iterator[dict[str, Any]]:
        for kind, key in wanted:
            if kind == CLAIM:
                yield _claim_record(ClaimView(archive, labels, key))
            else:
                yield {"kind": FACT, **FactView(archive, labels, key).record()}

    def blocks(width: int) -> Iterator[Block]:
        for number, (kind, key) in enumerate(wanted):
            if number:
                yield Gap()
            if kind == CLAIM:
                yield from _claim_blocks(ClaimView(archive, labels, key))
            else:
                yield from FactView(archive, labels, key).blocks(width, explain=True)

    return Report(CLAIM_COLUMNS, rows(), records=records, view=blocks if wanted else None)


def read_claim(archive: "Archive", key: str) -> "ClaimRow":
    """Return one claim that is known to be there."""
    return next(archive.claims(ClaimFilter(ids=(key,))))


class ClaimView:
    """A claim, its fact, its own position, and how other positions stand to that."""

    def __init__(self, archive: "Archive", labels: Labels, key: str) -> None:
        self.labels = labels
        self.row = row = read_claim(archive, key)
        self.document = labels.document(row["document"])
        self.fact = FactView(archive, labels, row["fact"])
        judged = self.fact.judgement
        self.own = next((one for one in judged.positions if key in list_claims(one)), None)
        """None where the claim does not count."""
        self.others = [
            (pair.right if pair.left is self.own else pair.left, pair.finding)
            for pair in judged.findings
            if self.own in (pair.left, pair.right)
        ]
        self.revised_by = [new.id for old, new in judged.history if old.id == key]


def _claim_record(view: ClaimView) -> dict[str, Any]:
    labels, row, document = view.labels, view.row, view.document
    return {
        "kind": CLAIM,
        **row.fields,
        "fact_name": labels.fact(row["fact"]),
        "value_text": labels.claimed(row),
        "chain": labels.chain(row),
        "document_title": document["title"],
        "published": document.get("published"),
        "verdict": view.fact.judgement.verdict,
        "revised_by": view.revised_by,
        "against": [
            {
                "value": view.fact.position_value(position),
                "stance": position.stance,
                "who": list(position.whos),
                "claims": list_claims(position),
                "relation": finding.relation,
                "cause": finding.cause,
                "why": finding.why,
            }
            for position, finding in view.others
        ],
    }


def _claim_blocks(view: ClaimView) -> Iterator[Block]:
    labels, row, document = view.labels, view.row, view.document
    yield Heading(Span(row["id"], "id"))
    yield Paragraph(Span(row["text"], "strong"), indent=2)
    value: list[Span | str] = [Span(labels.claimed(row), "value")]
    if row["value"] is not None:
        raw = row["value"] if isinstance(row["value"], str) else ", ".join(row["value"])
        value.append(Span(f"  {raw}", "dim"))
    if row["status"]:
        value.append(f"  {row['status']}")
    verdict = Span(view.fact.judgement.verdict, view.fact.judgement.verdict)
    items: list[tuple[Text, Text]] = [
        ("Fact", [labels.fact(row["fact"]), "  ", Span(row["fact"], "id"), "  ", verdict]),
        ("Value", value),
    ]
    if row["stance"] != "asserts":
        items.append(("Stance", Span(row["stance"], row["stance"])))
    items += [
        ("Who", [Span(row["who_name"], "name"), "  ", Span(row["who"], "id")]),
        ("Said", labels.said(row)),
        ("Chain", join_runs(" → ", ([Span(name, "name")] for name in labels.chain(row)))),
        ("Document", [document["title"], "  ", Span(row["document"], "id")]),
        ("Published", labels.date(document.get("published"))),
    ]
    if row["paragraph"] or row["quote"]:
        where: list[Span | str] = [f"paragraph {row['paragraph']}" if row["paragraph"] else "anywhere"]
        if row["quote"]:
            where += [": ", Span(f"“{row['quote']}”", "quote")]
        items.append(("Where", where))
    if row["mentions"]:
        items.append(("Mentions", ", ".join(labels.subject(key) for key in row["mentions"])))
    if row["tags"]:
        items.append(("Tags", ", ".join(row["tags"])))
    if row["note"]:
        items.append(("Note", row["note"]))
    if row["revises"]:
        items.append(("Revises", Span(row["revises"], "id")))
    if view.revised_by:
        ids = Span(", ".join(view.revised_by), "id")
        items.append(("Revised by", [ids, Span("  (this claim no longer counts)", "dim")]))
    if row["retracted"]:
        items.append(("Retracted", row["retracted"]))
    yield Pairs(items, indent=2)
    if same := [one for one in list_claims(view.own) if one != row["id"]] if view.own else []:
        lead = Span("The same is given by: ", "strong")
        yield Paragraph([lead, Span(", ".join(same), "id")], indent=2, hanging=4)
    for position, finding in view.others:
        names = ", ".join(labels.who(who) for who in position.whos)
        yield Paragraph(
            [
                Span(RELATION_WORDS.get(finding.relation, "Beside"), relation_role(finding.relation)),
                f" {view.fact.position_words(position)} ({names}): {finding.why} ",
                Span(", ".join(list_claims(position)), "id"),
            ],
            indent=2,
            hanging=2,
        )
