"""How a row of a table was understood, column by column."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.desk.claim_content import flatten_claim
from talkscli.desk.mapping import DOCUMENT_FIELDS, RowMapping

if TYPE_CHECKING:
    from talkscli.claims import Claim


def explain_row(
    line: int, cells: Mapping[str, Any], mapping: RowMapping, claim: "Claim | None", reason: str
) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield how each column of a row was understood, then what is the same for all rows, then why not."""
    meant = flatten_claim(claim) if claim is not None else {}

    def show(field: str) -> str:
        value = meant.get("document" if field in DOCUMENT_FIELDS else field)
        return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)

    for column, cell in cells.items():
        shown = "" if cell is None else str(cell)
        fields = mapping.fields_of(column)
        if not fields:
            yield line, column, shown, "", "not used"
        for field in fields:
            yield line, column, shown, field, show(field)
    for field, value in mapping.constants.items():
        yield line, "", value, field, show(field)
    if claim is None:
        yield line, "", "", "", f"refused: {reason}"
