"""Equal claims of a large fact combined, so that it fits a worker, and nothing of its verdict changes.

The engine looks at a claim's claimant, value, stance, exclusion, status and time, at the days on which it was
said, and at which claims one document carries. So documents that carry the same of a fact count as one with a
number; of claims that differ in nothing but their days, those with the first and the last are kept.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from talkscli.judging.tables import AccountRow
from talkscli.spark.shapes import account_schema, declare

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

KEY = ("who", "value", "stance", "status", "only", "at", "retracted")
"""What equal claims share, beside their fact and what their documents carry."""


def combine_equal(rows: "DataFrame") -> "DataFrame":
    """Combine equal claims.

    Args:
        rows: All rows of some facts, as `frames.accounts` returns them.
    """
    from pyspark.sql import functions as F  # noqa: N812

    # Which claims were revised is seen while all are there; they count as little as retracted ones.
    revised = (
        rows.where("revises IS NOT NULL AND NOT retracted")
        .select("fact", F.col("revises").alias("id"), F.lit(True).alias("is_revised"))
        .distinct()
    )
    standing = rows.join(F.broadcast(revised), ["fact", "id"], "left").select(
        *(
            F.expr("retracted OR is_revised IS NOT NULL").alias(name)
            if name == "retracted"
            else F.lit(None).cast("string").alias(name)
            if name == "revises"
            else F.col(name)
            for name in AccountRow._fields
        )
    )
    signed = (
        standing.repartition("fact", "document")
        .sortWithinPartitions("fact", "document", "id")
        .mapInArrow(_sign_documents, declare(account_schema()))
    )
    first, last = F.struct("first", "last", "id"), F.struct("last", "first", "id")
    grouped = (
        signed.withColumn("dated", F.col("first").isNotNull())
        .groupBy("fact", "document", "outlet", "dated", *KEY)
        .agg(
            F.sum("claims").alias("n"),
            F.sum("documents").alias("documents"),
            F.min("id").alias("one"),
            F.min(F.struct("id", "first", "last")).alias("a"),
            F.min(first).alias("b"),
            F.min(last).alias("c"),
            F.max(first).alias("d"),
            F.max(last).alias("e"),
        )
    )
    kept = F.array_distinct(F.array(*(F.struct(f"{x}.id", f"{x}.first", f"{x}.last") for x in "abcde")))
    told = grouped.withColumn("kept", F.explode(kept))
    made = {
        "id": F.col("kept.id"),
        "first": F.col("kept.first"),
        "last": F.col("kept.last"),
        "known": F.lit(0).cast("bigint"),
        "revises": F.lit(None).cast("string"),
        "claims": F.when(F.col("kept.id") == F.col("one"), F.col("n")).otherwise(F.lit(0).cast("bigint")),
    }
    return told.select(*(made.get(name, F.col(name)).alias(name) for name in AccountRow._fields))


def walk(batch: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a batch of Arrow as tuples."""
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _sign_documents(batches: Iterator[Any]) -> Iterator[Any]:
    """Put a hash of what a document carries of a fact in the place of the document."""
    import pyarrow as pa

    schema = account_schema()
    rows = (AccountRow(*cells) for batch in batches for cells in walk(batch))
    found: list[dict[str, Any]] = []
    for _, group in groupby(rows, lambda row: (row.fact, row.document)):
        found += _sign(list(group))
        if len(found) >= 10_000:
            yield pa.RecordBatch.from_pylist(found, schema=schema)
            found = []
    if found:
        yield pa.RecordBatch.from_pylist(found, schema=schema)


_cells = itemgetter(*(AccountRow._fields.index(name) for name in KEY))


def _key(row: AccountRow) -> str:
    return repr((_cells(row), row.first is None))


def _sign(rows: list[AccountRow]) -> Iterator[dict[str, Any]]:
    """Yield the rows of one document with its signature; the document is counted once for each key."""
    keys = sorted({_key(row) for row in rows})
    signature = sha256(json.dumps([rows[0].outlet, *keys]).encode()).hexdigest()
    counted: set[str] = set()
    ids: set[str] = set()
    for row in rows:
        if row.id in ids:
            continue
        ids.add(row.id)
        key = _key(row)
        yield row._replace(document=signature, documents=int(key not in counted))._asdict()
        counted.add(key)
