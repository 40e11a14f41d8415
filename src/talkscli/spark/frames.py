"""Functions over frames of Spark: check claims, judge facts, tally sources.

What a verdict is, only the engine knows (`judging.facts`): Spark brings the claims of a fact together.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from talkscli.exports.tables import DATE, VERDICTS
from talkscli.judging.inputs import check_columns, place_faults, read_cells
from talkscli.judging.tables import AccountRow
from talkscli.spark.combining import combine_equal, walk
from talkscli.spark.shapes import NESTED, checked_schema, declare, judged_schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from talkscli.judging.facts import Judged
    from talkscli.spark.vocabulary import Vocabulary

LARGE = 100_000
"""Facts with more claims than this have equal ones combined first, so that none is too large for a worker."""

MOST = 2_000_000
"""A fact of which more than this is left after combining is not judged, and is told by name."""

TEXT, PLACE, START = "value", "place", "start"
"""The columns of lines of a store: the line, the file, and from which of its bytes on lines are counted."""

BATCH = 2000

_NO_ROW = (None,) * len(AccountRow._fields)


def validate_claims(
    claims: "DataFrame", vocabulary: "Vocabulary", *, as_of: int | None = None
) -> "DataFrame":
    """Check claims against their vocabulary.

    Args:
        claims: The table `claims` as `talks export --as parquet` writes it (what it lacks is as empty), or
            lines of a store in the columns `value`, `place` and `start`.
        vocabulary: What the claims speak of.
        as_of: The number of a day: what was published or said later is left out.

    Returns:
        A row for each claim, and for each fault; `accounts` and `faults` part them.

    Raises:
        StoreError: a column is missing.
    """
    if TEXT not in claims.columns or PLACE not in claims.columns:
        check_columns(claims.columns, "the frame")
        claims = _number_rows(claims)
    return claims.mapInArrow(_Check(vocabulary, as_of), declare(checked_schema()))


def _number_rows(claims: "DataFrame") -> "DataFrame":
    """Have each row tell its file, where it is from one."""
    from pyspark.errors import PySparkException
    from pyspark.sql import functions as F  # noqa: N812

    try:
        placed = claims.select("*", F.col("_metadata.file_path").alias("_file"))
        placed.schema  # noqa: B018 - it is there or it is not
    except PySparkException:
        return claims.withColumn("_file", F.lit("the frame"))
    return placed


class _Check:
    """What a worker does to claims: a call for each partition, which yields batches for batches."""

    def __init__(self, vocabulary: "Vocabulary", as_of: int | None) -> None:
        self._vocabulary = vocabulary
        self._as_of = as_of

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        schema = checked_schema()
        tools = self._vocabulary.unpack()
        place: tuple[str, int] = ("", 0)
        number = 0
        for batch in batches:
            found: list[tuple[Any, ...]] = []
            for cells in batch.to_pylist():
                is_line = TEXT in cells and START in cells
                here = (cells[PLACE], cells[START]) if is_line else (cells.pop("_file"), 0)
                place, number = here, number + 1 if here == place else 1
                if is_line:
                    text = cells[TEXT].strip()
                    if not text or (number == 1 and here[1] == 0):
                        continue  # the first line of a file is its header
                    row, faults = tools.reader.read(text.encode(errors="surrogatepass"))
                else:
                    row, faults = read_cells(tools.reader, cells, tools.naming)
                if faults:
                    where = f"{here[0]}{':' if is_line else ', row '}{number}"
                    where += f" from byte {here[1]} on" if here[1] else ""
                    found += [(*_NO_ROW, one._asdict()) for one in place_faults(faults, where)]
                if row is not None and (self._as_of is None or row.known <= self._as_of):
                    found.append((*row, None))
            yield from _write(found, schema)


def _write(rows: list[tuple[Any, ...]], schema: Any) -> Iterator[Any]:
    """Yield rows as one batch, if there are any."""
    import pyarrow as pa

    if rows:
        columns = zip(zip(*rows, strict=True), schema, strict=True)
        yield pa.record_batch([pa.array(cells, field.type) for cells, field in columns], schema=schema)


def accounts(checked: "DataFrame") -> "DataFrame":
    """Return the rows that can be judged, of those that `validate_claims` returned."""
    return checked.where("fact IS NOT NULL").drop("fault")


def faults(checked: "DataFrame") -> "DataFrame":
    """Return what is wrong with rows, of what `validate_claims` or `judge_facts` returned."""
    if "fault" in checked.columns:
        return checked.where("fault IS NOT NULL").select("fault.*")
    return _unfold(checked, "fault_rows")


def judge_facts(
    rows: "DataFrame", vocabulary: "Vocabulary", *, large: int = LARGE, most: int = MOST
) -> "DataFrame":
    """Judge each fact from all its claims.

    Args:
        rows: What `accounts` returned.
        vocabulary: What the claims speak of.
        large: Facts with more claims have equal ones combined first.
        most: A fact of which more is left is not judged: its verdict is empty, and a fault names it.

    Returns:
        A row for each fact: its verdict, and in lists the rows of the other tables, which `positions`,
        `findings`, `tallies` and `faults` return.
    """
    from pyspark.sql import functions as F  # noqa: N812

    counts = rows.groupBy("fact").agg(F.sum("claims").alias("n"))
    names = [row.fact for row in counts.where(F.col("n") > large).select("fact").collect()]
    refused: list[str] = []
    if names:
        is_large = F.col("fact").isin(names)
        combined = combine_equal(rows.where(is_large)).persist()
        left = combined.groupBy("fact").count().where(F.col("count") > most)
        refused = [row.fact for row in left.select("fact").collect()]
        rows = rows.where(~is_large).unionByName(combined.where(~F.col("fact").isin(refused)))
    judged = (
        rows.repartition("fact")
        .sortWithinPartitions("fact", "id")
        .mapInArrow(_JudgeAll(vocabulary), declare(judged_schema()))
    )
    if refused:
        session = rows.sparkSession
        told = [_refuse(fact, most) for fact in sorted(refused)]
        judged = judged.unionByName(session.createDataFrame(told, declare(judged_schema())))
    return judged


def _refuse(fact: str, most: int) -> tuple[Any, ...]:
    """Return the row of a fact that is too large."""
    about, _, asked = fact.partition(".")
    message = f"more than {most:,} different claims are left of it after equal ones were combined"
    fault = ("", fact, "", message, "raise the limit, where the workers have the memory", True, "")
    verdict = (fact, about, asked, *[None] * (len(VERDICTS.columns) - 3))
    return *verdict, [], [], [], [fault]


class _JudgeAll:
    """What a worker does to rows in which those of a fact follow each other."""

    def __init__(self, vocabulary: "Vocabulary") -> None:
        self._vocabulary = vocabulary

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        schema = judged_schema()
        judge = self._vocabulary.unpack().judge
        rows = (AccountRow(*cells) for batch in batches for cells in walk(batch))
        found: list[tuple[Any, ...]] = []
        for fact, group in groupby(rows, itemgetter(0)):
            found.append(_nest(judge.judge(fact, list(group))))
            if len(found) >= BATCH:
                yield from _write(found, schema)
                found = []
        yield from _write(found, schema)


def _nest(judged: "Judged") -> tuple[Any, ...]:
    lists: tuple[Sequence[Iterable[Any]], ...] = (
        judged.positions,
        judged.findings,
        judged.tallies,
        judged.faults,
    )
    nested = (
        [dict(zip(table.names, one, strict=True)) for one in cells]
        for table, cells in zip(NESTED.values(), lists, strict=True)
    )
    return *judged.verdict, *nested


def verdicts(judged: "DataFrame") -> "DataFrame":
    """Return the verdicts of what `judge_facts` returned."""
    return judged.select(*VERDICTS.names)


def positions(judged: "DataFrame") -> "DataFrame":
    """Return the positions of what `judge_facts` returned."""
    return _unfold(judged, "position_rows")


def findings(judged: "DataFrame") -> "DataFrame":
    """Return the findings of what `judge_facts` returned."""
    return _unfold(judged, "finding_rows")


def tallies(judged: "DataFrame") -> "DataFrame":
    """Return what each outlet carries of each fact, of what `judge_facts` returned."""
    return _unfold(judged, "tally_rows")


def tally_sources(judged: "DataFrame") -> "DataFrame":
    """Sum up what each outlet carries: its claims, its facts, on how many it is alone, and against others."""
    from pyspark.sql import functions as F  # noqa: N812

    return (
        tallies(judged)
        .groupBy("outlet")
        .agg(
            F.sum("claims").alias("claims"),
            F.count("fact").alias("facts"),
            F.sum(F.col("alone").cast("bigint")).alias("alone"),
            F.sum(F.col("against").cast("bigint")).alias("against"),
        )
    )


def _unfold(judged: "DataFrame", name: str) -> "DataFrame":
    from pyspark.sql import functions as F  # noqa: N812

    table = NESTED[name]
    rows = judged.select(F.explode(name).alias("one"))
    columns = [
        F.col(f"one.{column.name}").cast("date").alias(column.name)
        if column.type == DATE
        else F.col(f"one.{column.name}").alias(column.name)
        for column in table.columns
    ]
    return rows.select(*columns)
