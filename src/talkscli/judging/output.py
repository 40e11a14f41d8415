"""What was judged, written: a directory of Parquet files for each table, and a word on how it was made."""

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Self

from talkscli import __version__
from talkscli.exports.parquet import TableWriter
from talkscli.exports.tables import POSITIONS, VERDICTS
from talkscli.judging.facts import Judged
from talkscli.judging.tables import FAULTS, FINDINGS, OUTPUT, TALLIES, FaultRow

if TYPE_CHECKING:
    from types import TracebackType

ABOUT = "judged.json"
"""Written last; a directory without it was not finished."""

NAMES = frozenset({ABOUT, *(table.name for table in OUTPUT)})
"""What the directory holds."""


class OutputWriter:
    """Writes what was judged, fact by fact."""

    def __init__(self, directory: str) -> None:
        self._stack = ExitStack()
        self._writers = {}
        for table in OUTPUT:
            folder = Path(directory) / table.name
            folder.mkdir()
            writer = TableWriter(table, str(folder / "part-00000.parquet"), {})
            self._writers[table.name] = self._stack.enter_context(writer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, judged: Judged) -> None:
        """Write one fact."""
        self._writers[VERDICTS.name].add(judged.verdict)
        for table, rows in (
            (POSITIONS, judged.positions),
            (FINDINGS, judged.findings),
            (TALLIES, judged.tallies),
        ):
            for row in rows:
                self._writers[table.name].add(row)
        self.add_faults(judged.faults)

    def add_faults(self, faults: list[FaultRow]) -> None:
        """Write what is wrong with rows."""
        for fault in faults:
            self._writers[FAULTS.name].add(fault)


def write_about(directory: str, **facts: object) -> None:
    """Say in a directory how it was made: by what, of what, as of when."""
    told = {"made_with": f"talks {__version__}", **facts}
    (Path(directory) / ABOUT).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
