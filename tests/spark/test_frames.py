"""Spark gives the verdicts of one process, fact by fact, however the claims are parted."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.exports.consumers import load
from tests.judging.stories import join_stories, make_story
from tests.judging.test_local import Rows, judge, read_tables, write_store
from tests.small_stores import make_claim, make_store

from talkscli.queries.opening import read_day

if TYPE_CHECKING:
    from tests.conftest import Talks

TABLES = ("verdicts", "positions", "findings", "tallies", "faults")


def need_spark() -> None:
    load("pyspark")
    load("pandas")
    if shutil.which("java") is None:
        if os.environ.get("TALKS_CONSUMERS") == "1":
            pytest.fail("Java is not installed")
        pytest.skip("Java is not installed")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    need_spark()
    from talkscli.spark.session import open_session

    with open_session("local[2,4]") as opened:
        yield opened


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two hundred random stores in one file."""
    path = tmp_path_factory.mktemp("stories") / "story.jsonl"
    return write_store(path, join_stories(range(200), claims=30, documents=5), lines=True)


@pytest.fixture(scope="module")
def alone(story: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What one process makes of them."""
    from talkscli.judging.local import judge_local

    directory = tmp_path_factory.mktemp("alone")
    judge_local([str(story)], str(directory))
    return read_tables(directory)


def collect(
    session: Any, story: Path, *, as_of: int | None = None, kill: Path | None = None, **limits: int
) -> Rows:
    """Judge with Spark, and return the rows of all tables."""
    from talkscli.spark import (
        Vocabulary,
        accounts,
        faults,
        findings,
        judge_facts,
        positions,
        tallies,
        validate_claims,
        verdicts,
    )
    from talkscli.spark.running import read_lines

    vocabulary = Vocabulary.from_paths([str(story)])
    checked = validate_claims(read_lines(session, [str(story)]), vocabulary, as_of=as_of).persist()
    rows = accounts(checked)
    if kill is not None:
        rows = rows.mapInArrow(make_killer(str(kill)), rows.schema)
    judged = judge_facts(rows, vocabulary, **limits).persist()
    frames = (verdicts(judged), positions(judged), findings(judged), tallies(judged))
    found = [*frames, faults(checked).unionByName(faults(judged))]
    return {
        name: sorted((row.asDict() for row in frame.collect()), key=repr)
        for name, frame in zip(TABLES, found, strict=True)
    }


def make_killer(mark: str) -> Any:
    """Return what ends the process of one worker, once."""

    def end_once(batches: Any) -> Any:
        import os

        for batch in batches:
            try:
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
            except FileExistsError:
                yield batch
            else:
                os._exit(1)

    # Workers do not have this module: the function is sent as it is.
    import __main__

    end_once.__module__ = __main__.__name__
    return end_once


@pytest.mark.parametrize(("parts", "large"), [(1, 100_000), (7, 100_000), (3, 4)])
def test_verdicts_are_those_of_one_process(
    session: Any, story: Path, alone: Rows, parts: int, large: int
) -> None:
    session.conf.set("spark.sql.shuffle.partitions", parts)
    session.conf.set("spark.sql.files.maxPartitionBytes", 300_000 * parts)
    found = collect(session, story, large=large)
    for name in TABLES[:4]:
        assert found[name] == alone[name], name


def test_a_worker_that_ends_changes_nothing(session: Any, story: Path, alone: Rows, tmp_path: Path) -> None:
    mark = tmp_path / "ended"
    found = collect(session, story, kill=mark)
    assert mark.exists()
    assert found["verdicts"] == alone["verdicts"]


def test_as_of_a_day_is_as_in_one_process(session: Any, story: Path, talks: "Talks", tmp_path: Path) -> None:
    found = collect(session, story, as_of=read_day("2025-07-22"), large=10)
    wanted = judge(talks, story, "--as-of", "2025-07-22", output=tmp_path / "out")
    assert [found[name] for name in TABLES[:4]] == [wanted[name] for name in TABLES[:4]]


def test_a_fact_too_large_even_when_combined_is_told_by_name(session: Any, tmp_path: Path) -> None:
    claims = [make_claim(f"c{number}", property="count", value=str(number)) for number in range(30)]
    few = make_claim("one", property="date")
    path = write_store(tmp_path / "s.jsonl", make_store(*claims, few), lines=True)
    found = collect(session, path, large=5, most=20)
    assert {row["fact"]: row["verdict"] for row in found["verdicts"]} == {
        "round-1.count": None,
        "round-1.date": "single",
    }
    assert [row["record"] for row in found["faults"]] == ["round-1.count"]


def test_rows_that_are_wrong_are_told_with_their_line(session: Any, tmp_path: Path) -> None:
    store = make_story(3, claims=6)
    path = write_store(tmp_path / "s.jsonl", store, lines=True)
    whole = collect(session, path)
    lines = path.read_text(encoding="utf-8").splitlines()
    # Spark remembers what it read by the file's name.
    more = tmp_path / "more.jsonl"
    more.write_text(
        "\n".join([*lines[:3], "{", json.dumps(make_claim("x", who="nobody")), *lines[3:]]) + "\n"
    )
    found = collect(session, more)
    assert found["verdicts"] == whole["verdicts"]
    assert {row["place"].rpartition(":")[2] for row in found["faults"]} == {"4", "5"}


def test_tallies_add_up(session: Any, story: Path, alone: Rows) -> None:
    from talkscli.spark import Vocabulary, accounts, judge_facts, tally_sources, validate_claims
    from talkscli.spark.running import read_lines

    vocabulary = Vocabulary.from_paths([str(story)])
    rows = accounts(validate_claims(read_lines(session, [str(story)]), vocabulary))
    told = {row.outlet: row for row in tally_sources(judge_facts(rows, vocabulary, large=10)).collect()}
    for outlet, row in told.items():
        own = [one for one in alone["tallies"] if one["outlet"] == outlet]
        assert (row.claims, row.facts) == (sum(one["claims"] for one in own), len(own))
        assert (row.alone, row.against) == (
            sum(one["alone"] for one in own),
            sum(one["against"] for one in own),
        )
    assert set(told) == {one["outlet"] for one in alone["tallies"]}


def test_the_command_writes_what_one_process_writes(talks: "Talks", tmp_path: Path) -> None:
    """In a process of its own: a session that ended cannot be had again in the same one."""
    need_spark()
    import subprocess

    path = write_store(tmp_path / "s.jsonl", make_story(11), lines=True)
    assert talks("export", "--as", "parquet", tmp_path / "tables", "--store", path).status == 0
    wanted = judge(talks, path, output=tmp_path / "alone")
    done = subprocess.run(
        [sys.executable, "-m", "talkscli", "judge", str(tmp_path / "tables"), "-o", str(tmp_path / "out"),
         "--engine", "spark", "--master", "local[2]"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = read_tables(tmp_path / "out")
    assert [found[name] for name in TABLES[:4]] == [wanted[name] for name in TABLES[:4]]


ENDED = """
import os
from talkscli.errors import TalksError
from talkscli.spark.session import open_session
try:
    with open_session("local[1]") as spark:
        os.kill(spark.sparkContext._gateway.proc.pid, 9)
        spark.range(3).count()
except TalksError as error:
    print(error)
"""


def test_a_java_process_that_ends_is_told_in_one_line() -> None:
    need_spark()
    import subprocess

    done = subprocess.run([sys.executable, "-c", ENDED], capture_output=True, text=True, check=True)
    assert done.stdout == "Spark's Java process ended\n"
    assert "Traceback" not in done.stderr


def test_what_spark_cannot_do_is_refused_in_one_line(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talkscli.spark import session

    whole = write_store(tmp_path / "s.json", make_store(make_claim("c1")))
    lines = write_store(tmp_path / "s.jsonl", make_store(make_claim("c1")), lines=True)
    out = tmp_path / "out"

    def refuse(path: Path, master: str, said: str) -> None:
        ended = talks("judge", path, "-o", out, "--engine", "spark", "--master", master)
        assert (ended.status, ended.err.count("\n")) == (2, 1)
        assert said in ended.err
        assert not out.exists()

    monkeypatch.setattr(session, "find_spec", {"pyspark": None}.get)
    refuse(lines, "local[1]", "pip install 'talkscli[spark]'")
    pretend_spark(monkeypatch, tmp_path)
    monkeypatch.setenv("JAVA_HOME", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    refuse(lines, "local[1]", "openjdk")
    pretend_spark(monkeypatch, tmp_path)
    refuse(whole, "local[1]", "export --as parquet")
    refuse(lines, "nonsense", "no address of a cluster")
    refuse(lines, "spark://127.0.0.1:1", "no master of Spark answers")


def pretend_spark(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have Spark and Java be found, for what is refused before either begins."""
    from talkscli.spark import session

    java = folder / "bin" / "java"
    java.parent.mkdir(exist_ok=True)
    java.touch()
    monkeypatch.setattr(session, "find_spec", lambda name: name)
    monkeypatch.setenv("JAVA_HOME", str(folder))


def test_a_table_of_something_else_is_refused_by_its_name(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow as pa
    from pyarrow.parquet import write_table

    path = write_store(tmp_path / "s.jsonl", make_story(3, claims=6), lines=True)
    tables = tmp_path / "tables"
    assert talks("export", "--as", "parquet", tables, "--store", path).status == 0
    write_table(pa.table({"a": [1]}), tables / "claims" / "part-00000.parquet")
    pretend_spark(monkeypatch, tmp_path)
    for engine in ("local", "spark"):
        ended = talks("judge", tables, "-o", tmp_path / "out", "--engine", engine)
        assert (ended.status, ended.err.count("\n")) == (4, 1)
        assert f"{tables}/claims/part-00000.parquet" in ended.err
