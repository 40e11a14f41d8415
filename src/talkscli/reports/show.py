"""`talks show`: a claim with its whole chain, or a fact with its positions and history."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels
from talkscli.reports.blocks import Block, Gap, Heading, Pairs, Paragraph, Span, Text
from talkscli.reports.columns import CLAIM_COLUMNS
from talkscli.reports.facts import FactView
from talkscli.reports.labels import relation_role, verdict_span
from talkscli.reports.table import Cell, Report

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow

CLAIM = "claim"
FACT = "fact"


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
                yield _claim_record(archive, labels, read_claim(archive, key))
            else:
                yield {"kind": FACT, **FactView(archive, labels, key).record()}

    def blocks(width: int) -> Iterator[Block]:
        for number, (kind, key) in enumerate(wanted):
            if number:
                yield Gap()
            if kind == CLAIM:
                yield from _claim_blocks(archive, labels, read_claim(archive, key))
            else:
                yield from FactView(archive, labels, key).blocks(width, explain=True)

    return Report(CLAIM_COLUMNS, rows(), records=records, view=blocks if wanted else None)


def read_claim(archive: "Archive", key: str) -> "ClaimRow":
    """Return one claim that is known to be there."""
    return next(archive.claims(ClaimFilter(ids=(key,))))


def _stands(archive: "Archive", row: "ClaimRow") -> tuple[FactView, list[tuple[Any, Any]]]:
    """Return the claim's fact and how other positions stand to the claim's own."""
    view = FactView(archive, Labels(archive), row["fact"])
    own = next(
        (p for p in view.judgement.positions if any(account.id == row["id"] for account in p.accounts)), None
    )
    others = []
    for pair in view.judgement.findings:
        if pair.left is own:
            others.append((pair.right, pair.finding))
        elif pair.right is own:
            others.append((pair.left, pair.finding))
    return view, others


def _claim_record(archive: "Archive", labels: Labels, row: "ClaimRow") -> dict[str, Any]:
    view, others = _stands(archive, row)
    document = labels.document(row["document"])
    return {
        "kind": CLAIM,
        **row.fields,
        "fact_name": labels.fact(row["fact"]),
        "value_text": labels.claimed(row),
        "chain": labels.chain(row),
        "document_title": document["title"],
        "published": document.get("published"),
        "verdict": view.judgement.verdict,
        "revised_by": [new.id for old, new in view.judgement.history if old.id == row["id"]],
        "against": [
            {
                "value": view.position_value(position),
                "stance": position.stance,
                "who": list(position.whos),
                "claims": [account.id for account in position.accounts],
                "relation": finding.relation,
                "cause": finding.cause,
                "why": finding.why,
            }
            for position, finding in others
        ],
    }


def _claim_blocks(archive: "Archive", labels: Labels, row: "ClaimRow") -> Iterator[Block]:
    view, others = _stands(archive, row)
    document = labels.document(row["document"])
    yield Heading(Span(row["id"], "id"))
    yield Paragraph(Span(row["text"], "strong"), indent=2)
    value: list[Span | str] = [Span(labels.claimed(row), "value")]
    if row["value"] is not None:
        raw = row["value"] if isinstance(row["value"], str) else ", ".join(row["value"])
        value.append(Span(f"  {raw}", "dim"))
    if row["status"]:
        value.append(f"  {row['status']}")
    items: list[tuple[Text, Text]] = [
        (
            "Fact",
            [
                labels.fact(row["fact"]),
                "  ",
                Span(row["fact"], "id"),
                "  ",
                verdict_span(view.judgement.verdict),
            ],
        ),
        ("Value", value),
    ]
    if row["stance"] != "asserts":
        items.append(("Stance", Span(row["stance"], row["stance"])))
    items += [
        ("Who", [Span(row["who_name"], "name"), "  ", Span(row["who"], "id")]),
        ("Said", labels.said(row)),
        ("Chain", _chain_text(labels, row)),
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
    revised = [new.id for old, new in view.judgement.history if old.id == row["id"]]
    if revised:
        items.append(
            ("Revised by", [Span(", ".join(revised), "id"), Span("  (this claim no longer counts)", "dim")])
        )
    if row["retracted"]:
        items.append(("Retracted", row["retracted"]))
    yield Pairs(items, indent=2)
    same = [
        account.id
        for position in view.judgement.positions
        if any(account.id == row["id"] for account in position.accounts)
        for account in position.accounts
        if account.id != row["id"]
    ]
    if same:
        yield Paragraph(
            [Span("The same is given by: ", "strong"), Span(", ".join(same), "id")], indent=2, hanging=4
        )
    for position, finding in others:
        names = ", ".join(labels.who(who) for who in position.whos)
        yield Paragraph(
            [
                Span(
                    {"contradicts": "Against", "overlaps": "Overlaps", "refines": "Fits"}.get(
                        finding.relation, "Beside"
                    ),
                    relation_role(finding.relation),
                ),
                f" {view.position_words(position)} ({names}): {finding.why} ",
                Span(", ".join(account.id for account in position.accounts), "id"),
            ],
            indent=2,
            hanging=2,
        )


def _chain_text(labels: Labels, row: "ClaimRow") -> Text:
    spans: list[Span | str] = []
    for name in labels.chain(row):
        if spans:
            spans.append(" → ")
        spans.append(Span(name, "name"))
    return spans
