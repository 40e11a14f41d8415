"""How numbers, sources and verdicts read in a report, each in its own role."""

from typing import TYPE_CHECKING

from talkscli.reports.blocks import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from talkscli.queries.labels import Labels
    from talkscli.queries.rows import ClaimRow


def count_words(number: int, one: str, many: str = "") -> str:
    """Write a number with the noun it counts."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def origin_words(origins: "Sequence[int]", one: str = "origin") -> str:
    """Write a least and most number of origins, or of what they are called."""
    least, most = origins
    return count_words(most, one) if least == most else f"{least} to {most} {one}s"


def note_limit(limit: int | None, *, more: bool) -> list[str]:
    """Note that there is more than the limit, if there is."""
    return [f"showing the first {limit}; more exist, --limit sets how many"] if more else []


def relation_role(relation: str) -> str:
    """Return the role in which a relation is drawn: that of the verdict it would make."""
    return {"contradicts": "contradiction", "overlaps": "overlap", "refines": "imprecise"}.get(
        relation, "plain"
    )


def source_spans(labels: "Labels", row: "ClaimRow") -> list[Span | str]:
    """Return where a claim comes from: outlet, its date, and those between it and the claimant."""
    names = labels.chain(row)
    published = labels.document(row["document"]).get("published")
    spans: list[Span | str] = [Span(names[-1], "name")]
    if published:
        spans.append(Span(f", {labels.date(published)}", "dim"))
    if len(names) > 2:
        spans.append(Span(f", via {', '.join(reversed(names[1:-1]))}", "dim"))
    return spans
