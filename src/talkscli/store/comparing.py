"""A store as one side of a comparison: everything in the order of its ids."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from talkscli.exchange.differences import REMARKS

if TYPE_CHECKING:
    from talkscli.query.rows import Entity, FactRow
    from talkscli.store.archive import SqlArchive

_MARKS = (b'"note"', b'"recorded"', b'"retracted"')


class ArchiveSide:
    """An archive, and the file it was made from; implements `exchange.differences.Side`."""

    def __init__(self, archive: "SqlArchive", path: str | None) -> None:
        self.archive = archive
        self.path = path
        """The store's file or directory, where it can be read once more; None for a pipe."""

    def about(self) -> Mapping[str, str | None]:
        """Return the store's title and description."""
        return {"title": self.archive.title, "description": self.archive.meta("description")}

    def records(self, kind: str) -> "Mapping[str, Entity]":
        """Return the records of one kind by id."""
        return {record["id"]: record for record in self.archive.entities(kind)}

    def claims(self) -> Iterator[tuple[str, str]]:
        """Yield each claim's id and its row as JSON, in the order of the ids."""
        known = "" if self.archive.as_of is None else f"WHERE known <= {self.archive.as_of} "
        yield from self.archive.run(
            "SELECT one.id, line.line FROM "
            f"(SELECT id, seq FROM claim {known}ORDER BY id LIMIT -1) AS one "
            "CROSS JOIN line ON line.seq = one.seq"
        )

    def facts(self) -> "Iterator[FactRow]":
        """Yield the facts in the order of their keys."""
        from talkscli.store.archive import FACT_COLUMNS, make_fact

        if self.archive.as_of is not None:
            return iter(sorted(self.archive.facts(), key=lambda fact: fact.key))
        return map(make_fact, self.archive.run(f"SELECT {FACT_COLUMNS} FROM fact ORDER BY key"))

    def remarks(self) -> Mapping[str, Mapping[str, str]] | None:
        """Read from the file itself what the index does not keep."""
        if self.path is None:
            return None
        from talkscli.store.layout import NotLinesError

        try:
            return _read_remarks(self.path, free=False)
        except (NotLinesError, ValueError):
            return _read_remarks(self.path, free=True)


def _read_remarks(path: str, *, free: bool) -> dict[str, dict[str, str]]:
    from talkscli.store.reading import Reader
    from talkscli.store.sources import open_parts

    found: dict[str, dict[str, str]] = {}
    with open_parts(path, None) as parts:
        for _, block in Reader(parts, free=free).blocks():
            for _, text in block:
                if any(mark in text for mark in _MARKS):
                    claim = json.loads(text)
                    if remarks := _pick_remarks(claim):
                        found[claim["id"]] = remarks
    return found


def can_be_read_again(path: str) -> bool:
    """Tell whether a store is a file or a directory, not a pipe."""
    return os.path.isfile(path) or os.path.isdir(path)  # noqa: PTH112, PTH113


def _pick_remarks(claim: dict[str, Any]) -> dict[str, str]:
    retracted = claim.get("retracted") or {}
    values = (claim.get("note"), claim.get("recorded"), retracted.get("on"))
    return {name: value for name, value in zip(REMARKS, values, strict=True) if value is not None}
