"""Judging by one process and with Spark: time, processor time of all processes, and the largest one's memory.

    python benchmarks/judging.py STORE --sizes 100000,1000000

STORE is a large store, such as benchmarks/scale.py makes; of it come the first so many claims. `--skew` adds
a run in which one fact has a tenth of all claims. Each figure stands beside that of `--engine local` and of
Spark reading the same tables alone.
"""

import argparse
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from talkscli.files.layout import find_layout

PR_SET_CHILD_SUBREAPER = 36
READ = """
import sys
from talkscli.spark.session import open_session
with open_session(sys.argv[1]) as spark:
    spark.read.parquet("file://" + sys.argv[2]).write.format("noop").mode("overwrite").save()
"""


class Figure(NamedTuple):
    """What a command took."""

    seconds: float
    processor: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.seconds:7.1f} s {self.processor:7.1f} s of processor {self.megabytes:6.0f} MB"


def measure(*words: str) -> Figure:
    """Run a command, and wait for all processes that it left."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    subprocess.run(words, check=True, stderr=subprocess.DEVNULL)
    took = time.monotonic() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure(took, used, after.ru_maxrss / 1024)


def read_claims(store: Path) -> tuple[dict[str, Any], Iterator[bytes]]:
    """Return a store's header, and its claims as lines."""
    file = store.open("rb")
    layout = find_layout(file, str(store))
    header = json.loads(layout.header + (b"]}" if layout.header.rstrip().endswith(b"[") else b""))
    header.pop("claims", None)
    claims = (json.dumps(json.loads(text)).encode() for block in layout.blocks() for text in block.texts)
    return header, claims


def write_lines(store: Path, size: int, path: Path, *, skew: bool = False) -> None:
    """Write the first claims of a store as JSON Lines; with skew every tenth is about one fact."""
    header, claims = read_claims(store)
    with path.open("wb") as file:
        file.write(json.dumps(header).encode() + b"\n")
        first: dict[str, Any] | None = None
        for number, line in enumerate(claims):
            if number >= size:
                break
            if skew and number % 10 == 0:
                claim = json.loads(line)
                first = first or claim
                claim["what"] |= {key: first["what"][key] for key in ("about", "property")}
                if claim["what"].get("value") is not None:
                    claim["what"]["value"] = first["what"]["value"]
                claim.pop("revises", None)
                line = json.dumps(claim).encode()  # noqa: PLW2901
            file.write(line + b"\n")


def main() -> None:
    """Measure, and print a line a run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--skew", action="store_true", help="also with a tenth of all claims on one fact")
    given = parser.parse_args()
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    talks = [sys.executable, "-m", "talkscli", "judge"]
    spark = ["--engine", "spark", "--master", given.master]
    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, given.sizes.split(",")):
            for skew in (False, True)[: 1 + given.skew]:
                lines = Path(folder, "claims.jsonl")
                write_lines(given.store, size, lines, skew=skew)
                print(f"{size:,} claims{', one fact with a tenth' if skew else ''}", flush=True)
                for name, words in (("local", []), ("spark", spark)):
                    out = Path(folder, name)
                    shutil.rmtree(out, ignore_errors=True)
                    print(f"  {name:10} {measure(*talks, str(lines), '-o', str(out), *words)}", flush=True)
                if skew:  # revisions lead to claims that were moved: only judging takes that
                    continue
                tables = Path(folder, "tables")
                shutil.rmtree(tables, ignore_errors=True)
                export = [sys.executable, "-m", "talkscli", "export", "--as", "parquet", str(tables)]
                subprocess.run([*export, "--store", str(lines)], check=True, stderr=subprocess.DEVNULL)
                read = measure(sys.executable, "-c", READ, given.master, f"{tables}/claims")
                print(f"  reading    {read}", flush=True)


if __name__ == "__main__":
    main()
