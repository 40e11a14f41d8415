"""What `talks judge` wrote, read again."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from talkscli.conflicts.verdict import RANKS
from talkscli.errors import StoreError
from talkscli.exports.parquet import check_parquet
from talkscli.exports.tables import POSITIONS, VERDICTS
from talkscli.judging.output import ABOUT
from talkscli.judging.tables import FINDINGS


class JudgedFact(NamedTuple):
    """A fact with its positions and findings, as rows by the names of their columns."""

    verdict: dict[str, Any]
    positions: list[dict[str, Any]]
    findings: list[dict[str, Any]]


class Judgements:
    """A directory that `talks judge` wrote."""

    def __init__(self, directory: str) -> None:
        """Open a directory.

        Raises:
            StoreError: it is none that was finished.
            UsageError: a library is missing.
        """
        check_parquet()
        self._directory = Path(directory)
        try:
            about: Any = json.loads((self._directory / ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(
                "talks judge wrote no verdicts here, or did not finish",
                place=directory,
                hint=f"talks judge STORE -o {directory} writes them",
            ) from error
        self.about: dict[str, Any] = about if isinstance(about, dict) else {}
        """What it says of itself."""

    def list_verdicts(
        self, verdicts: Sequence[str], *, facts: Sequence[str] = (), words: str = ""
    ) -> list[dict[str, Any]]:
        """List the facts with some verdicts, the worst first, then those with most claims.

        Args:
            verdicts: The verdicts wanted.
            facts: The keys wanted; all if none is given.
            words: What the fact's key or name has in it, in any case.
        """
        filters = [("verdict", "in", list(verdicts))]
        filters += [("fact", "in", list(facts))] if facts else []
        rows = self._read(VERDICTS.name, filters)
        wanted = words.casefold()
        rows = [row for row in rows if wanted in f"{row['fact']} {row['name']}".casefold()]
        return sorted(rows, key=lambda row: (RANKS[row["verdict"]], -row["claims"], row["fact"]))

    def add_details(self, verdicts: Sequence[dict[str, Any]]) -> list[JudgedFact]:
        """Return facts with their positions and findings."""
        keys = [("fact", "in", [row["fact"] for row in verdicts])]
        found = []
        for table, order in ((POSITIONS, "position"), (FINDINGS, "finding")):
            grouped: dict[str, list[dict[str, Any]]] = {}
            for row in sorted(self._read(table.name, keys), key=lambda row: row[order]):
                grouped.setdefault(row["fact"], []).append(row)
            found.append(grouped)
        return [JudgedFact(row, *(grouped.get(row["fact"], []) for grouped in found)) for row in verdicts]

    def _read(self, table: str, filters: Any) -> list[dict[str, Any]]:
        import pyarrow as pa
        from pyarrow.parquet import read_table

        try:
            read = read_table(self._directory / table, filters=filters)
        except (OSError, pa.ArrowException) as error:
            raise StoreError(
                f"the table {table} cannot be read: {str(error).splitlines()[0]}",
                place=str(self._directory),
                hint="judge again",
            ) from error
        rows: list[dict[str, Any]] = read.to_pylist()
        return rows
