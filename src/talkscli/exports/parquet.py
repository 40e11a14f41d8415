"""A directory of Parquet files, one a table, with the columns described in their metadata."""

import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self
from zlib import crc32

from talkscli.errors import UsageError
from talkscli.exports.tables import BOOLEAN, CLAIMS, DATE, INTEGER, LIST, NUMBER, TABLES, TEXT, Column, Table

if TYPE_CHECKING:
    from talkscli.exports.source import Source

FILES = frozenset(table.name if table is CLAIMS else f"{table.name}.parquet" for table in TABLES)
"""What the directory holds: a directory of claims, and a file of each other table."""

PARTITION = 1_000_000
"""About so many claims come into one file, which one by the hash of their fact."""

BATCH = 4096
"""So many rows are objects of Python at once, which take ten times the room of Arrow's columns."""

GROUP = 16
"""So many batches are one row group of a file."""

FEWEST = 2
"""And so many where many files are written at once."""


def check_parquet() -> None:
    """Refuse to begin where the library is missing.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "Parquet is read and written with pyarrow, which is not installed",
            hint="pip install 'talkscli[parquet]'",
        ) from error


def write_parquet(source: "Source", path: str) -> None:
    """Write the files into a directory."""
    facts = {key: value for key, value in source.facts.items() if value}
    for table in TABLES:
        if table is CLAIMS:
            _write_claims(source, f"{path}/{CLAIMS.name}", facts)
            continue
        with TableWriter(table, f"{path}/{table.name}.parquet", facts) as writer:
            for row in source.rows(table):
                writer.add(row)


def _write_claims(source: "Source", directory: str, facts: dict[str, str]) -> None:
    """Write the claims by their facts: all claims of a fact follow each other in one of the files."""
    os.mkdir(directory)  # noqa: PTH102
    fact = CLAIMS.names.index("fact")
    count = max(1, -(-source.counts[CLAIMS.name] // PARTITION))
    with ExitStack() as stack:
        writers = [
            stack.enter_context(
                TableWriter(
                    CLAIMS,
                    f"{directory}/part-{number:05}.parquet",
                    facts,
                    group=max(FEWEST, GROUP // count),
                )
            )
            for number in range(count)
        ]
        for row in source.rows(CLAIMS, by_fact=True):
            writers[crc32(row[fact].encode()) % count].add(row)


class TableWriter:
    """Writes the rows of a table into a Parquet file, many at a time."""

    def __init__(self, table: Table, path: str, facts: dict[str, str], *, group: int = GROUP) -> None:
        """Begin a file.

        Args:
            table: What the columns are.
            path: The file.
            facts: What the file says of itself.
            group: How many batches make a row group.
        """
        from pyarrow.parquet import ParquetWriter

        self._table = table
        self._schema = make_schema(table, {**facts, "description": table.description})
        self._writer = ParquetWriter(path, self._schema, compression="zstd")
        self._group = group
        self._rows: list[tuple[Any, ...]] = []
        self._batches: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            if kind is None:
                self._pack()
                self._write()
        finally:
            self._writer.close()

    def add(self, row: tuple[Any, ...]) -> None:
        """Take a row, with the cells in the order of the table's columns."""
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._pack()
            if len(self._batches) >= self._group:
                self._write()

    def _pack(self) -> None:
        if self._rows:
            self._batches.append(make_batch(self._table, self._schema, self._rows))
            self._rows = []

    def _write(self) -> None:
        import pyarrow as pa

        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches))
            self._batches = []


def make_batch(table: Table, schema: Any, rows: Sequence[tuple[Any, ...]]) -> Any:
    """Make a record batch of Arrow from rows of a table."""
    import pyarrow as pa

    columns = zip(table.columns, schema, zip(*rows, strict=True), strict=True)
    arrays = [_make_array(column, field.type, cells) for column, field, cells in columns]
    return pa.record_batch(arrays, schema=schema)


def make_schema(table: Table, facts: dict[str, str]) -> Any:
    """Return a table's schema of Arrow, with the columns described in it."""
    import pyarrow as pa

    types = {
        TEXT: pa.string(),
        INTEGER: pa.int64(),
        NUMBER: pa.float64(),
        DATE: pa.date32(),
        BOOLEAN: pa.bool_(),
        LIST: pa.list_(pa.string()),
    }
    fields = [
        pa.field(column.name, types[column.type], metadata={"description": column.description})
        for column in table.columns
    ]
    return pa.schema(fields, metadata=facts)


def _make_array(column: Column, kind: Any, cells: tuple[Any, ...]) -> Any:
    import pyarrow as pa

    if column.type == DATE:
        return pa.array(cells, pa.string()).cast(kind)
    if column.type == LIST:
        return pa.array([json.loads(cell) if cell != "[]" else [] for cell in cells], kind)
    if column.type == BOOLEAN:
        return pa.array([bool(cell) for cell in cells], kind)
    return pa.array(cells, kind)
