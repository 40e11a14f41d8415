"""Claims with their whole chain and every hedge, ready to be quoted."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from talkscli.desk.citations import Citation, find_hedges
from talkscli.errors import UnknownNameError
from talkscli.queries.filters import ClaimFilter
from talkscli.queries.labels import Labels

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow

_AT_ONCE = 1000
"""How many ids are asked for at once; the database takes no more than some thousands."""


def cite_claims(archive: "Archive", ids: Sequence[str]) -> list[Citation]:
    """Cite claims.

    Args:
        archive: The store, opened.
        ids: The claims; one that is named twice is cited once.

    Returns:
        What a citation says of each claim, in the order of the ids. `citations` writes it in several forms.

    Raises:
        UnknownNameError: there is no such claim.
    """
    wanted = list(dict.fromkeys(ids))
    rows = {
        row["id"]: row
        for start in range(0, len(wanted), _AT_ONCE)
        for row in archive.claims(ClaimFilter(ids=tuple(wanted[start : start + _AT_ONCE])))
    }
    for one in wanted:
        if one not in rows:
            # What has a similar id is suggested.
            archive.find(one, ("claim",))
            raise UnknownNameError(one, "claim", hint="talks search finds claims by their words")
    labels = Labels(archive)
    revisions = _find_revisions(archive, {rows[one]["fact"] for one in wanted})
    return [_make_citation(labels, rows[one], revisions.get(one, ())) for one in wanted]


def _make_citation(labels: Labels, row: "ClaimRow", revised_by: Sequence[str] = ()) -> Citation:
    """Look up what a citation of a claim says."""
    document = labels.document(row["document"])
    who = labels.archive.entity("actor", row["who"]) or {}
    outlet = labels.archive.entity("actor", document["outlet"]) or {}
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
        fact=row["fact"],
        chain=labels.chain(row),
        kinds=(str(who.get("kind", "")), str(outlet.get("kind", ""))),
        document=document,
        published=labels.date(document.get("published")),
        when=row["when"],
        when_words=labels.date(row["when"]) if row["when"] else "",
        quote=row["quote"],
        paragraph=row["paragraph"],
        hedges=hedges,
    )


def _find_revisions(archive: "Archive", facts: Iterable[str]) -> dict[str, list[str]]:
    """Return, of claims of some facts, the claims by which their claimants corrected them, newest first."""
    revisions: dict[str, list[str]] = {}
    for fact in facts:
        for row in archive.claims(ClaimFilter(fact=(fact,))):
            if row["revises"] and not row["retracted"]:
                revisions.setdefault(row["revises"], []).append(row["id"])
    return revisions
