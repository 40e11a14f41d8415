"""A directory of Parquet files, one a table, with the columns described in their metadata."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from talkscli.errors import UsageError
from talkscli.exports.tables import BOOLEAN, DATE, INTEGER, LIST, NUMBER, TABLES, TEXT, Column, Table

if TYPE_CHECKING:
    from talkscli.exports.source import Source

FILES = frozenset(f"{table.name}.parquet" for table in TABLES)
"""What the directory holds."""

BATCH = 4096
"""So many rows are objects of Python at once, which take ten times the room of Arrow's columns."""

GROUP = 16
"""So many batches are one row group of a file."""


def check_parquet() -> None:
    """Refuse to begin where the library is missing.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise UsageError(
            "Parquet is written with pyarrow, which is not installed", hint="pip install 'talkscli[parquet]'"
        ) from error


def write_parquet(source: "Source", path: str) -> None:
    """Write the files into a directory."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    facts = {key: value for key, value in source.facts.items() if value}
    for table in TABLES:
        schema = _make_schema(table, {**facts, "description": table.description})
        with ParquetWriter(f"{path}/{table.name}.parquet", schema, compression="zstd") as writer:
            batches = _make_batches(source, table, schema)
            while group := list(islice(batches, GROUP)):
                writer.write_table(pa.Table.from_batches(group))


def _make_batches(source: "Source", table: Table, schema: Any) -> Iterator[Any]:
    """Yield the rows of a table as batches of Arrow."""
    import pyarrow as pa

    rows = source.rows(table)
    while batch := list(islice(rows, BATCH)):
        columns = zip(table.columns, schema, zip(*batch, strict=True), strict=True)
        arrays = [_make_array(column, field.type, cells) for column, field, cells in columns]
        yield pa.record_batch(arrays, schema=schema)


def _make_schema(table: Table, facts: dict[str, str]) -> Any:
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
