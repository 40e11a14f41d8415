"""Claims read and checked, each by itself, against the vocabulary of their store."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.files.positions import MEND
from talkscli.index.claim_rows import ClaimReader
from talkscli.judging.tables import AccountRow, FaultRow

if TYPE_CHECKING:
    from talkscli.index.known_records import KnownRecords

MOST_SHOWN = 10_000
"""So many characters of a row that is wrong are kept beside what is wrong with it."""


class AccountReader:
    """Turns the texts of claims into rows to be judged, or into what is wrong with them."""

    def __init__(self, records: "KnownRecords") -> None:
        """Take the vocabulary and the documents of the store."""
        self._records = records
        self._reader = ClaimReader(records)

    def read(self, text: bytes) -> tuple[AccountRow | None, list[FaultRow]]:
        """Return the row of one claim, or None and what is wrong with it; where it stands the caller knows.

        Args:
            text: The claim as the store's JSON has it.
        """
        rows = self._reader.read([text])
        if not rows.lines:
            faults, self._reader.checker.faults = self._reader.checker.faults, []
            return None, [
                make_fault(text, "", "", fault.hint, MEND)
                if fault.field == "json"
                else make_fault(text, fault.record, fault.field, fault.message, fault.hint)
                for fault in faults
            ]
        line, (_, _, _, _, _, first, last, _, known, *_) = json.loads(rows.lines[0][1]), rows.claims[0]
        days = (first, last) if line["when"] else self._records.document_days(line["document"])
        since, until = days or (None, None)
        value = line["value"]
        return AccountRow(
            line["fact"], line["id"], line["who"], None if value is None else json.dumps(value),
            line["stance"], line["status"], line["only"], line["at"], line["revises"],
            line["retracted"] is not None, line["document"], line["outlet"], since, until, known,
        ), []  # fmt: skip


def make_fault(row: bytes, record: str, field: str, message: str, hint: str) -> FaultRow:
    """Say what is wrong with a row that is left out."""
    text = row[: 4 * MOST_SHOWN].decode(errors="backslashreplace")[:MOST_SHOWN]
    return FaultRow("", record, field, message, hint, left_out=True, row=text)


def write_claim(cells: Mapping[str, Any], types: Collection[str], lists: Iterable[str]) -> bytes:
    """Write a row of the exported table `claims` as the claim it was.

    Args:
        cells: The row by the names of its columns; those that are missing are as empty.
        types: The properties whose values name records.
        lists: The columns that are lists.
    """
    given = {name: cell for name, cell in cells.items() if cell is not None and cell != ""}
    given |= {name: list(given[name]) for name in lists if name in given}
    fact = str(given.get("fact", ""))
    about, _, asked = fact.partition(".")
    about, asked = given.get("about", about), given.get("property", asked)
    value = given.get("value")
    if isinstance(value, str) and "," in value and asked in types:
        value = value.split(",")
    claim = {
        "id": given.get("id"),
        "who": given.get("who"),
        "what": _keep(
            about=about,
            property=asked,
            value=value,
            status=given.get("status"),
            stance=given.get("stance"),
            only=given.get("only"),
            at=given.get("at"),
            text=given.get("text", fact),
            mentions=given.get("mentions"),
        ),
        "source": _keep(
            document=given.get("document"),
            paragraph=given.get("paragraph"),
            quote=given.get("quote"),
            via=given.get("via"),
        ),
        **_keep(
            when=given.get("when"),
            revises=given.get("revises"),
            retracted={"why": given["retracted"]} if given.get("retracted") else None,
            tags=given.get("tags"),
            note=given.get("note"),
        ),
    }
    return json.dumps(claim, ensure_ascii=False).encode()


def _keep(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}
