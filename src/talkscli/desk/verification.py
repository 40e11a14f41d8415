"""Each claim's anchor held against the text of its document."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from talkscli.desk.anchors import EXACT, PLACEMENTS, Placement, place_anchor

if TYPE_CHECKING:
    from talkscli.desk.texts import Text
    from talkscli.queries.archive import Archive
    from talkscli.queries.filters import ClaimFilter
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


def verify_claims(
    archive: "Archive", wanted: "ClaimFilter", read_text: "Callable[[Entity], Text]"
) -> Iterator[Check]:
    """Check the claims of one document after the other, each text being read once."""
    from talkscli.queries.filters import ClaimFilter

    for document in archive.entities("document"):
        if wanted.document and document["id"] not in wanted.document:
            continue
        own = ClaimFilter(
            **{name: getattr(wanted, name) for name in ClaimFilter.__slots__ if name != "document"},
            document=(document["id"],),
        )
        text: Text | None = None
        checks = []
        for row in archive.claims(own):
            text = read_text(document) if text is None else text
            checks.append(check_claim(row, document, text))
        checks.sort(key=lambda check: (check.row["paragraph"] or 0, check.row["id"]))
        yield from checks


def check_claim(row: "ClaimRow", document: "Entity", text: "Text") -> Check:
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
    return {
        "moved": f"it stands in paragraph {there}, {named}",
        "near": f"other words stand in paragraph {there}: {placement.difference}",
        "ambiguous": f"it stands in paragraphs {there}; {named}",
        "missing": "nothing like it stands in the text",
        "no-anchor": "the claim has no quote to look for",
    }[placement.state]
