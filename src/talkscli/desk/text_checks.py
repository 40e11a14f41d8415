"""What comes in held against the text of its document, where that is at hand."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from talkscli.desk.anchors import EXACT, MOVED, NO_ANCHOR, holds, place_anchor
from talkscli.desk.texts import Text, TextFolder
from talkscli.desk.verifying import explain_placement
from talkscli.errors import TalksError, UsageError

if TYPE_CHECKING:
    from talkscli.claims import Claim

_MOST_HELD = 8
"""The texts of so many documents are held at once; rows of one document mostly stand together."""


class TextChecker:
    """Looks up paragraphs, anchors and quoted words in the texts of a directory."""

    def __init__(self, directory: str) -> None:
        self._folder = TextFolder(directory)
        self._texts: dict[str, Text] = {}

    def check(self, claim: "Claim", document: Mapping[str, Any], kind: str, remarks: list[str]) -> None:
        """Check where a claim says that it stands.

        Args:
            claim: The claim.
            document: The fields of its document.
            kind: The type of its property.
            remarks: Gets a remark where no text is at hand, or it is not the one that was read.

        Raises:
            UsageError: the text has no such paragraph or does not have the words; all that is wrong is told.
        """
        text = self._read(document)
        source = claim.source
        if text.problem:
            if source.quote or source.paragraph is not None:
                remarks.append(f"not looked up in the text: {text.problem}")
            return
        if document.get("sha256") not in {None, text.sha256}:
            remarks.append(f"the text of {source.document} is not the one that was read: its SHA-256 differs")
        check_anchor(claim, text.paragraphs, kind, remarks)

    def _read(self, document: Mapping[str, Any]) -> Text:
        one = str(document.get("id"))
        text = self._texts.pop(one, None)
        if text is None:
            text = self._folder.read(document)
            if len(self._texts) >= _MOST_HELD:
                del self._texts[next(iter(self._texts))]
        self._texts[one] = text
        return text


def check_anchor(claim: "Claim", paragraphs: Sequence[str], kind: str, remarks: list[str]) -> None:
    """Check where a claim says that it stands in a text.

    Args:
        claim: The claim.
        paragraphs: The text.
        kind: The type of its property.
        remarks: Gets a remark where quoted words are not those of the text.

    Raises:
        UsageError: the text has no such paragraph or does not have the words; all that is wrong is told.
    """
    source = claim.source
    faults: list[TalksError] = []
    count = len(paragraphs)
    is_there = source.paragraph is None or source.paragraph <= count
    if not is_there:
        problem = f"there is no paragraph {source.paragraph} in the text of {source.document}"
        faults.append(UsageError(problem, place="paragraph", hint=f"it has {count}"))
    placement = place_anchor(source.quote, source.paragraph if is_there else None, paragraphs)
    if placement.state not in {EXACT, NO_ANCHOR}:
        problem = explain_placement(placement, source.paragraph)
        hint = f"write paragraph {placement.found[0]}" if placement.state == MOVED else ""
        faults.append(UsageError(problem, place="quote", hint=hint or "write the very words of the text"))
    value = claim.what.value
    if kind == "quote" and isinstance(value, str) and is_there:
        where = [paragraphs[source.paragraph - 1]] if source.paragraph else paragraphs
        if not any(holds(one, value) for one in where):
            found = place_anchor(value, source.paragraph, paragraphs)
            told = explain_placement(found, source.paragraph)
            # The words may be quoted in another language than the text's.
            remarks.append(f"the quoted words are not those of the text: {told}")
    if faults:
        first, *first.others = faults
        raise first
