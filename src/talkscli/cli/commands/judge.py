"""`talks judge`."""

from typing import Annotated

from talkscli.cli.declaring import argument, choice, flag, option
from talkscli.cli.options import taking
from talkscli.cli.run import Run

ENGINES = ("local", "spark")


@taking("as_of")
def judge(
    run: Run,
    output: Annotated[str, option("-o --output", "DIR", "The directory to write.")],
    inputs: Annotated[
        list[str] | None,
        argument(
            "[INPUT]",
            "Stores, or directories that talks export --as parquet wrote; they are judged together. "
            "Without any, the store that other commands read.",
        ),
    ] = None,
    engine: Annotated[
        str,
        choice(
            "--engine",
            "ENGINE",
            "local: one process. spark: a cluster, or many processes; reads JSON Lines and tables.",
            ENGINES,
            "engine",
        ),
    ] = "local",
    master: Annotated[
        str | None, option("--master", "URL", "Spark's cluster: local[4], spark://HOST:7077, yarn.")
    ] = None,
    force: Annotated[bool, flag("--force", "Replace what is there.")] = False,
) -> int:
    """Judge all facts, and write verdicts, positions and findings as Parquet, for DuckDB and notebooks.

    Rows that are wrong are left out and listed in the table of faults, each with its place. What was judged
    is shown by talks conflicts --verdicts DIR. docs/scale.md says which size runs where.

    \b
    Examples:
      talks judge -o verdicts
      talks judge -o early --as-of 2025-07-22
      talks conflicts --verdicts verdicts
    """  # noqa: D301
    from talkscli.errors import UsageError
    from talkscli.exports.parquet import check_parquet
    from talkscli.files.store_paths import find_store
    from talkscli.files.targets import check_target, write_directory
    from talkscli.judging.output import NAMES
    from talkscli.queries.opening import read_day

    if master is not None and engine != "spark":
        raise UsageError("only Spark has a master", place="--master", hint="add --engine spark")
    check_parquet()
    check_target(output, force=force, holds=NAMES)
    paths = list(inputs) if inputs else [find_store(None, run.environ)]
    day = None if run.shared.as_of is None else read_day(run.shared.as_of)
    with write_directory(output, force=force) as directory:
        if engine == "spark":
            from talkscli.spark.running import judge_spark
            from talkscli.spark.session import LOCAL

            counts = judge_spark(paths, directory, master=master or LOCAL, as_of=day)
        else:
            from talkscli.judging.local import judge_local

            counts = judge_local(
                paths, directory, as_of=day, stdin=run.stdin, progress=run.progress("reading claims")
            )
    run.streams.note(f"judged {counts.claims:,} claims of {counts.facts:,} facts: {output}")
    if counts.faults:
        run.streams.note(f"{counts.faults:,} things are wrong with rows: {output}/faults lists them")
    return 0
