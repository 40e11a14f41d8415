"""A store beside another: as one side of a comparison, or as what is to be joined to it."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from talkscli.desk.differences import REMARKS

if TYPE_CHECKING:
    from talkscli.claims import Claim, Record
    from talkscli.files.store_files import Part
    from talkscli.queries.archive import Archive
    from talkscli.queries.rows import Entity, FactRow

_MARKS = (b'"note"', b'"recorded"', b'"retracted"')


class ArchiveSide:
    """An archive, and the file it was made from; implements `desk.differences.Side`."""

    def __init__(self, archive: "Archive", path: str | None) -> None:
        self.archive = archive
        self.path = path
        """The store's file or directory, where it can be read once more; None for a pipe."""

    def about(self) -> Mapping[str, str | None]:
        """Return the store's title and description."""
        return {"title": self.archive.title, "description": self.archive.description}

    def records(self, kind: str) -> "Mapping[str, Entity]":
        """Return the records of one kind by id."""
        return {record["id"]: record for record in self.archive.entities(kind)}

    def claims(self) -> Iterator[tuple[str, str]]:
        """Yield each claim's id and its row as JSON, in the order of the ids."""
        return self.archive.claims_by_id()

    def facts(self) -> "Iterator[FactRow]":
        """Yield the facts in the order of their keys."""
        return self.archive.facts_by_key()

    def remarks(self) -> Mapping[str, Mapping[str, str]] | None:
        """Read from the file itself what the index does not keep."""
        if self.path is None:
            return None
        return _read_remarks(self.path)


def _read_remarks(path: str) -> dict[str, dict[str, str]]:
    from talkscli.files.store_files import open_parts
    from talkscli.index.reading import Reader

    found: dict[str, dict[str, str]] = {}
    with open_parts(path, None) as parts:
        if not any(_has_marks(part.file) for part in parts):
            return found
        for _, block in Reader(parts).blocks():
            for text in block.texts:
                if _may_remark(text):
                    claim = json.loads(text)
                    if remarks := _pick_remarks(claim):
                        found[claim["id"]] = remarks
    return found


class OtherStore:
    """A store of one or several files, read through; implements `desk.merging.Mergeable`."""

    def __init__(self, parts: "list[Part]") -> None:
        from talkscli.files.faults import raise_faults
        from talkscli.index.reading import Reader

        self.reader = Reader(parts)
        faults = list(self.reader.read_header())
        if faults:
            raise_faults(faults[0], len(faults))
        self.title = self.reader.header.title
        self.description = self.reader.header.description

    def records(self, kind: str) -> "Mapping[str, Record]":
        """Return the actors, places, events, properties, terms or documents, by id."""
        return self.reader.header.by_kind[kind]

    def every_claim(self) -> "Iterator[Claim]":
        """Read all claims, one after the other."""
        from pydantic import ValidationError

        from talkscli.claims import Claim
        from talkscli.errors import StoreError

        for number, block in self.reader.blocks():
            for text in block.texts:
                try:
                    yield Claim.model_validate_json(text)
                except ValidationError as error:
                    raise StoreError(
                        "a claim in it is not valid",
                        place=self.reader.parts[number].name,
                        hint="`talks check` lists the faults",
                    ) from error


def can_be_read_again(path: str) -> bool:
    """Tell whether a store is a file or a directory, not a pipe."""
    return os.path.isfile(path) or os.path.isdir(path)  # noqa: PTH112, PTH113


def _has_marks(file: BinaryIO) -> bool:
    """Tell, much faster than by reading its claims, whether a file can have a remark."""
    file.seek(0)
    rest = b""
    while block := file.read(1 << 20):
        text = rest + block
        if _may_remark(text):
            return True
        rest = text[-16:]
    return False


def _may_remark(text: bytes) -> bool:
    from talkscli.files.escapes import has_escapes

    return any(mark in text for mark in _MARKS) or has_escapes(text)


def _pick_remarks(claim: dict[str, Any]) -> dict[str, str]:
    retracted = claim.get("retracted") or {}
    values = (claim.get("note"), claim.get("recorded"), retracted.get("on"))
    return {name: value for name, value in zip(REMARKS, values, strict=True) if value is not None}
