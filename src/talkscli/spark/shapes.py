"""The columns of the frames, as Arrow has them: workers know no other."""

from functools import cache
from typing import Any

from talkscli.exports.tables import BOOLEAN, DATE, INTEGER, NUMBER, POSITIONS, TEXT, VERDICTS, Table
from talkscli.judging.tables import FAULTS, FINDINGS, TALLIES

NESTED = {
    "position_rows": POSITIONS,
    "finding_rows": FINDINGS,
    "tally_rows": TALLIES,
    "fault_rows": FAULTS,
}
"""The tables whose rows stand, fact by fact, in columns beside the verdict."""


def _list_fields(table: Table) -> list[Any]:
    import pyarrow as pa

    # Days travel as text, and become dates where they are shown.
    types = {
        TEXT: pa.string(),
        INTEGER: pa.int64(),
        NUMBER: pa.float64(),
        BOOLEAN: pa.bool_(),
        DATE: pa.string(),
    }
    return [pa.field(column.name, types[column.type]) for column in table.columns]


@cache
def account_schema() -> Any:
    """Return the columns of `AccountRow`."""
    import pyarrow as pa

    texts = ("fact", "id", "who", "value", "stance", "status", "at", "revises", "document", "outlet")
    types = dict.fromkeys(texts, pa.string())
    types |= dict.fromkeys(("only", "retracted"), pa.bool_())
    types |= dict.fromkeys(("first", "last", "known", "claims", "documents"), pa.int64())
    from talkscli.judging.tables import AccountRow

    return pa.schema([(name, types[name]) for name in AccountRow._fields])


@cache
def checked_schema() -> Any:
    """Return the columns of a row to be judged, or of what is wrong with one."""
    import pyarrow as pa

    return account_schema().append(pa.field("fault", pa.struct(_list_fields(FAULTS))))


@cache
def judged_schema() -> Any:
    """Return the columns of a fact: its verdict, and the rows of the other tables as lists."""
    import pyarrow as pa

    lists = [pa.field(name, pa.list_(pa.struct(_list_fields(table)))) for name, table in NESTED.items()]
    return pa.schema([*_list_fields(VERDICTS), *lists])


def declare(schema: Any) -> Any:
    """Return a schema as Spark declares it."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)
