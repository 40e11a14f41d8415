"""The quote of each claim held against the text of its document."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from talkscli.desk.anchors import EXACT, OVER_LINES, PLACEMENTS, Placement, place_anchor
from talkscli.desk.texts import TextFolder
from talkscli.queries.filters import ClaimFilter

if TYPE_CHECKING:
    from talkscli.desk.texts import Text
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import ClaimRow, Entity

CHANGED = "changed"
NO_TEXT = "no-text"

STATES = (*PLACEMENTS, CHANGED, NO_TEXT)
"""Every state that a claim's anchor can be in; only `exact` is good."""


class Check:
    """One claim's anchor, and how it was found to stand."""

    __slots__ = ("document", "placement", "row", "state", "why")

    def __init__(
        self, row: "ClaimRow", document: "Entity", state: str, placement: Placement | None, why: str
    ) -> None:
        self.row = row
        self.document = document
        self.state = state
        self.placement = placement
        """How the anchor stands in the text that is there; None without one."""
        self.why = why
        """One sentence; empty where the anchor is exact."""


def verify_quotes(archive: "Archive", texts: str, wanted: ClaimFilter | None = None) -> Iterator[Check]:
    """Look for the quote of each claim in the text of its document, each text being read once.

    Args:
        archive: The store, opened.
        texts: The directory with the documents' texts.
        wanted: Which claims; all of them if None.

    Returns:
        What was found, document by document in the order of the store, then by paragraph and id.

    Raises:
        UsageError: there is no such directory.
    """
    return _verify(archive, TextFolder(texts), wanted or ClaimFilter())


def _verify(archive: "Archive", folder: TextFolder, wanted: ClaimFilter) -> Iterator[Check]:
    for document in archive.entities("document"):
        if wanted.document and document["id"] not in wanted.document:
            continue
        rows = list(archive.claims(wanted._replace(document=(document["id"],))))
        text = folder.read(document) if rows else None
        checks = [check_quote(row, document, text) for row in rows if text is not None]
        checks.sort(key=lambda check: (check.row["paragraph"] or 0, check.row["id"]))
        yield from checks


def check_quote(row: "ClaimRow", document: "Entity", text: "Text") -> Check:
    """Check one claim's anchor."""
    if text.problem:
        return Check(row, document, NO_TEXT, None, text.problem)
    placement = place_anchor(row["quote"], row["paragraph"], text.paragraphs)
    expected = document.get("sha256")
    if expected and expected != text.sha256:
        why = f"the text's SHA-256 is {text.sha256[:12]}…, the store has {expected[:12]}…"
        detail = explain_placement(placement, row["paragraph"]) or "the anchor stands where it stood"
        return Check(row, document, CHANGED, placement, f"{why}; {detail}")
    return Check(row, document, placement.state, placement, explain_placement(placement, row["paragraph"]))


def explain_placement(placement: Placement, paragraph: int | None) -> str:
    """Say in a sentence how an anchor stands; nothing where it is exact."""
    if placement.state == EXACT:
        return ""
    there = " and ".join(str(number) for number in placement.found[:5])
    if len(placement.found) > 5:
        there += f" and {len(placement.found) - 5} more"
    named = f"not in paragraph {paragraph}" if paragraph is not None else "no paragraph is named"
    if placement.difference == OVER_LINES:
        return f"it runs over paragraphs {there}: the text looks wrapped"
    return {
        "moved": f"it stands in paragraph {there}, {named}",
        "near": f"other words stand in paragraph {there}: {placement.difference}",
        "ambiguous": f"it stands in paragraphs {there}; {named}",
        "missing": "nothing like it stands in the text",
        "no-anchor": "the claim has no quote to look for",
    }[placement.state]
