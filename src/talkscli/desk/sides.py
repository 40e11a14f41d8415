"""One of two stores that are compared, read in the order of ids."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from talkscli.desk.other_store import OtherStore
from talkscli.files.escapes import has_escapes
from talkscli.files.store_files import STANDARD_INPUT, open_parts

if TYPE_CHECKING:
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity, FactRow

_MARKS = (b'"recorded"', b'"retracted"')
_BLOCK = 1 << 20


class Side:
    """One store; one that is not there has nothing."""

    def __init__(self, path: str, archive: "Archive | None") -> None:
        self.name = "standard input" if path == STANDARD_INPUT else path
        self.archive = archive
        is_file = os.path.isfile(path) or os.path.isdir(path)  # noqa: PTH112, PTH113
        self.can_read_again = archive is None or (path != STANDARD_INPUT and is_file)
        """Whether the store is a file or a directory, not a pipe."""

    def close(self) -> None:
        """Close the index."""
        if self.archive is not None:
            self.archive.close()

    def about(self) -> Mapping[str, str | None]:
        """Return the store's title and description."""
        if self.archive is None:
            return {}
        return {"title": self.archive.title, "description": self.archive.description}

    def records(self, kind: str) -> "Mapping[str, Entity]":
        """Return the records of one kind by id."""
        return {record["id"]: record for record in self.archive.entities(kind)} if self.archive else {}

    def claims(self) -> Iterator[tuple[str, str]]:
        """Yield each claim's id and its row as JSON, in the order of the ids."""
        return self.archive.claims_by_id() if self.archive else iter(())

    def facts(self) -> "Iterator[FactRow]":
        """Yield the facts in the order of their keys."""
        return self.archive.facts_by_key() if self.archive else iter(())

    def remarks(self) -> Mapping[str, Mapping[str, str]]:
        """Read from the file what the index does not keep of claims: remarks, by id and field."""
        found: dict[str, dict[str, str]] = {}
        if self.archive is None or not self.can_read_again:
            return found
        with open_parts(self.name, None) as parts:
            if any(_has_marks(part.file) for part in parts):
                for text in OtherStore(parts).texts():
                    if _may_remark(text) and (remarks := _pick_remarks(claim := json.loads(text))):
                        found[claim["id"]] = remarks
        return found


def _has_marks(file: BinaryIO) -> bool:
    """Tell, much faster than by reading its claims, whether a file can have a remark."""
    file.seek(0)
    rest = b""
    while block := file.read(_BLOCK):
        text = rest + block
        if _may_remark(text):
            return True
        rest = text[-16:]
    return False


def _may_remark(text: bytes) -> bool:
    return any(mark in text for mark in _MARKS) or has_escapes(text)


def _pick_remarks(claim: Mapping[str, object]) -> dict[str, str]:
    retracted = claim.get("retracted")
    on = retracted.get("on") if isinstance(retracted, dict) else None
    remarks = {"recorded": claim.get("recorded"), "retracted.on": on}
    return {name: str(value) for name, value in remarks.items() if value is not None}
