"""Judging stores and tables with Spark, from a command to a directory of tables."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from talkscli.errors import UsageError
from talkscli.exports.tables import CLAIMS, POSITIONS, VERDICTS
from talkscli.files.layout import JSON_LINES, find_layout
from talkscli.files.store_files import open_parts
from talkscli.judging.inputs import is_table_directory, list_tables, open_claims
from talkscli.judging.local import Counts
from talkscli.judging.output import write_about
from talkscli.judging.tables import FAULTS, FINDINGS, TALLIES
from talkscli.spark import frames
from talkscli.spark.session import check_cluster, open_session
from talkscli.spark.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

PACKED = (".gz",)
"""The packings that Spark unpacks by itself."""


def judge_spark(
    paths: Sequence[str],
    directory: str,
    *,
    master: str,
    as_of: int | None = None,
    large: int = frames.LARGE,
    most: int = frames.MOST,
) -> Counts:
    """Judge all facts of some stores or tables with Spark; as `judging.local.judge_local`.

    Args:
        paths: Stores as JSON Lines, or directories of exported tables.
        directory: An empty directory to write into, which the workers reach too.
        master: Spark's address of a cluster.
        as_of: The number of a day.
        large: See `frames.judge_facts`.
        most: Likewise.

    Raises:
        StoreError: an input cannot be read, or its vocabulary is not valid.
        UsageError: an input has a form that Spark does not read, or Spark cannot be used.
        StoreWriteError: Spark gave up.
    """
    check_cluster(master)
    stores = [path for path in paths if not is_table_directory(path)]
    files = [file for path in stores for file in _list_lines(path)]
    tables = [path for path in paths if path not in stores]
    for path in tables:
        for file in list_tables(path, CLAIMS.name):
            open_claims(file).close()
    vocabulary = Vocabulary.from_paths(paths)
    with open_session(master) as session:
        checked = _read_all(session, files, tables, vocabulary, as_of)
        checked = checked.persist()
        rows = frames.accounts(checked)
        judged = frames.judge_facts(rows, vocabulary, large=large, most=most).persist()
        for table, frame in (
            (VERDICTS, frames.verdicts(judged)),
            (POSITIONS, frames.positions(judged)),
            (FINDINGS, frames.findings(judged)),
            (TALLIES, frames.tallies(judged)),
            (FAULTS, frames.faults(checked).unionByName(frames.faults(judged))),
        ):
            frame.write.parquet(Path(directory, table.name).absolute().as_uri())
        faults = session.read.parquet(Path(directory, FAULTS.name).absolute().as_uri()).count()
        counts = Counts(rows.count(), judged.count(), faults)
    write_about(directory, engine="spark", inputs=list(paths), **counts._asdict())
    return counts


def _list_lines(path: str) -> list[str]:
    """List the files of a store for Spark to read.

    Raises:
        UsageError: one is not JSON Lines, or packed so that Spark cannot unpack it.
    """
    with open_parts(path, None) as parts:
        for part in parts:
            if find_layout(part.file, part.name).form != JSON_LINES:
                raise UsageError(
                    "Spark reads JSON Lines and Parquet, and this is one JSON document",
                    place=part.name,
                    hint="write tables with talks export --as parquet, or judge it with --engine local",
                )
            if part.name == "standard input" or Path(part.name).suffix not in {
                "",
                ".jsonl",
                ".ndjson",
                ".json",
                *PACKED,
            }:
                raise UsageError(
                    "Spark reads plain files, and those that gzip packed",
                    place=part.name,
                    hint="unpack it, or judge it with --engine local",
                )
        return [part.name for part in parts]


def _read_all(
    session: "SparkSession",
    files: Sequence[str],
    tables: Sequence[str],
    vocabulary: Vocabulary,
    as_of: int | None,
) -> "DataFrame":
    found: DataFrame | None = None
    given = [read_lines(session, files)] if files else []
    given += [session.read.parquet(Path(directory, CLAIMS.name).absolute().as_uri()) for directory in tables]
    for frame in given:
        checked = frames.validate_claims(frame, vocabulary, as_of=as_of)
        found = checked if found is None else found.unionByName(checked)
    assert found is not None
    return found


def read_lines(session: "SparkSession", files: Sequence[str]) -> "DataFrame":
    """Return the lines of stores written as JSON Lines, each with where it stands."""
    from pyspark.sql import functions as F  # noqa: N812

    lines = session.read.text([Path(file).absolute().as_uri() for file in files])
    place, start = F.col("_metadata.file_path"), F.col("_metadata.file_block_start")
    return lines.select("value", place.alias("place"), start.alias("start"))
