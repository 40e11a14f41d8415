"""Judging in one process."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from talkscli.desk.temporary_table import TemporaryTable
from talkscli.judging.facts import FactJudge
from talkscli.judging.inputs import list_stated, open_inputs
from talkscli.judging.output import OutputWriter, write_about
from talkscli.judging.tables import AccountRow

if TYPE_CHECKING:
    from typing import BinaryIO

    from talkscli.judging.inputs import Inputs, Progress

_TABLE = "CREATE TABLE row (fact TEXT, cells TEXT)"


class Counts(NamedTuple):
    """What came of judging."""

    claims: int
    """How many claims were judged, those that do not count included."""
    facts: int
    faults: int
    """How many things were wrong with rows."""


def judge_local(
    paths: Sequence[str],
    directory: str,
    *,
    as_of: int | None = None,
    stdin: "BinaryIO | None" = None,
    progress: "Progress | None" = None,
) -> Counts:
    """Judge all facts of some stores or tables, and write the tables of `judging.tables.OUTPUT`.

    Args:
        paths: Stores, or directories of exported tables.
        directory: An empty directory to write into.
        as_of: The number of a day: only what was published and said by then counts.
        stdin: What `-` reads.
        progress: Called with how much was read, and how much there is.

    Raises:
        StoreError: an input cannot be read, or its vocabulary is not valid.
        StoreWriteError: there is no room for temporary files.
        OSError: the output cannot be written.
    """
    claims = facts = faults = 0
    with (
        open_inputs(paths, stdin, progress) as inputs,
        OutputWriter(directory) as output,
        TemporaryTable(_TABLE) as table,
    ):

        def read() -> Iterator[tuple[str, str]]:
            nonlocal claims, faults
            for row, wrong in inputs.read():
                if wrong:
                    faults += len(wrong)
                    output.add_faults(wrong)
                if row is not None and (as_of is None or row.known <= as_of):
                    claims += 1
                    yield row.fact, json.dumps(row)

        table.run_all("INSERT INTO row VALUES (?, ?)", read())
        rows = (
            AccountRow(*json.loads(cells))
            for (cells,) in table.run("SELECT cells FROM row ORDER BY fact, rowid")
        )
        for judged in make_judge(inputs).judge_all(rows):
            output.add(judged)
            facts += 1
            faults += len(judged.faults)
    write_about(directory, engine="local", inputs=list(paths), claims=claims, facts=facts, faults=faults)
    return Counts(claims, facts, faults)


def make_judge(inputs: "Inputs") -> FactJudge:
    """Return what judges the facts of some inputs."""
    return FactJudge(inputs.header, list_stated(inputs.header))
