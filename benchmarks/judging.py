"""Judging by one process and with Spark: time, processor time of all processes, and the largest one's memory.

    python benchmarks/judging.py STORE --sizes 100000,1000000

STORE is a large store, such as benchmarks/scale.py makes; of it come the first so many claims, and all of
them again, about other events and in other documents, where it has fewer. `--skew` adds a run in which one
fact has a tenth of all claims. Each figure stands beside that of `--engine local`, with tables also beside
Spark reading them alone; the largest size beside the smallest.
"""

import argparse
import contextlib
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec

from processes import Figure
from talkscli.files.layout import find_layout

PR_SET_CHILD_SUBREAPER = 36
READ = """
import sys
from talkscli.spark.session import open_session
with open_session(sys.argv[1]) as spark:
    spark.read.parquet("file://" + sys.argv[2]).write.format("noop").mode("overwrite").save()
"""
TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.5
TALKS = (sys.executable, "-m", "talkscli")


def measure(*words: str) -> Figure:
    """Run a command, and wait for all processes that it left, such as Spark's workers.

    Spark's daemon ends without asking what its workers used, so that the times of all are looked at in
    between; what a process worked after the last look, half a second at most, is not in the figure.
    """
    began = time.monotonic()
    seen: dict[str, float] = {}
    peak = 0.0
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(words, stderr=said)
        while True:
            seen |= list_times(os.getpid())
            ended = reap()
            if ended is None:
                break
            for pid, status, used in ended:
                peak = max(peak, used.ru_maxrss / 1000)
                if pid == started.pid:
                    took = time.monotonic() - began
                    started.returncode = os.waitstatus_to_exitcode(status)
            time.sleep(EVERY)
        if started.returncode not in {0, 1}:
            said.seek(0)
            raise SystemExit(f"{' '.join(words)} failed: {said.read().decode()}")
    return Figure(took, sum(seen.values()), peak)


def reap() -> list[tuple[int, int, resource.struct_rusage]] | None:
    """Return the processes that have ended since, or None if none is left."""
    ended = []
    while True:
        try:
            one = os.wait3(os.WNOHANG)
        except ChildProcessError:
            return ended or None
        if not one[0]:
            return ended
        ended.append(one)


def list_times(parent: int) -> dict[str, float]:
    """Return the seconds that each process below another one has worked, from Linux's /proc."""
    below: dict[str, list[tuple[str, float]]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                below.setdefault(fields[1], []).append(
                    (folder.name, (int(fields[11]) + int(fields[12])) / TICKS)
                )
    found: dict[str, float] = {}
    waiting = [str(parent)]
    while waiting:
        children = below.get(waiting.pop(), ())
        found |= dict(children)
        waiting += [child for child, _ in children]
    return found


def read_store(store: Path) -> tuple[dict[str, Any], list[bytes]]:
    """Return a store's header, and its claims, each a JSON text."""
    with store.open("rb") as file:
        layout = find_layout(file, str(store))
        header = json.loads(layout.header + (b"]}" if layout.header.rstrip().endswith(b"[") else b""))
        header.pop("claims", None)
        return header, [bytes(text) for block in layout.blocks() for text in block.texts]


def copy_claim(claim: dict[str, Any], number: int) -> None:
    """Make a claim one about a copy of its event, in a copy of its document."""
    claim["id"] += f"-{number}"
    claim["what"]["about"] += f"-{number}"
    claim["source"]["document"] += f"-{number}"
    if "revises" in claim:
        claim["revises"] += f"-{number}"


def write_lines(store: Path, size: int, path: Path, *, skew: bool = False) -> None:
    """Write so many claims of a store as JSON Lines; with skew every tenth is about one fact.

    If there are fewer, its events, its documents and its claims are repeated under other ids; its actors,
    places and properties are the same in all copies.
    """
    header, texts = read_store(store)
    copies = range(1, -(-size // len(texts)))
    for section in ("events", "documents"):
        header[section] += [
            record | {"id": f"{record['id']}-{number}"} for number in copies for record in header[section]
        ]
    decode, encode = msgspec.json.Decoder().decode, msgspec.json.Encoder().encode
    first: dict[str, Any] | None = None
    with path.open("wb") as file:
        file.write(encode(header) + b"\n")
        for place in range(size):
            number, at = divmod(place, len(texts))
            claim = decode(texts[at])
            if number:
                copy_claim(claim, number)
            if skew and place % 10 == 0:
                first = first or claim
                claim["what"] |= {key: first["what"][key] for key in ("about", "property")}
                if claim["what"].get("value") is not None:
                    claim["what"]["value"] = first["what"]["value"]
                claim.pop("revises", None)
            file.write(encode(claim) + b"\n")


def run(
    store: Path, size: int, master: str, folder: Path, *, tables: bool, skew: bool = False
) -> dict[str, Figure]:
    """Measure one size, and print what each engine took."""
    print(f"{size:,} claims{', one fact with a tenth' if skew else ''}", flush=True)
    lines, exported = folder / "claims.jsonl", folder / "tables"
    # In a process of its own: what this one holds would be in the memory of all that it starts.
    subprocess.run(
        [sys.executable, __file__, str(store), "--sizes", str(size), "--write", str(lines)]
        + ["--skew"] * skew,
        check=True,
    )
    found: dict[str, Figure] = {}

    def show(name: str, *words: str) -> None:
        shutil.rmtree(folder / "out", ignore_errors=True)
        found[name] = figure = measure(*words)
        ratio = figure.over(found["local"])
        print(
            f"  {name:22} {figure.clock:7.1f} s {figure.work:7.1f} s {figure.peak:6.0f} MB"
            f"   {ratio.clock:5.2f} {ratio.work:5.2f} {ratio.peak:5.2f} x local",
            flush=True,
        )

    judge = (*TALKS, "judge", "-o", str(folder / "out"))
    spark = ("--engine", "spark", "--master", master)
    show("local", *judge, str(lines))
    show("spark", *judge, *spark, str(lines))
    if tables:
        shutil.rmtree(exported, ignore_errors=True)
        words = (*TALKS, "export", "--as", "parquet", str(exported), "--store", str(lines))
        show("export", *words)
        show("local, of tables", *judge, str(exported))
        show("spark, of tables", *judge, *spark, str(exported))
        show("reading alone", sys.executable, "-c", READ, master, f"{exported}/claims")
    return found


def main() -> None:
    """Measure, and print a line a run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("store", type=Path)
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--skew", action="store_true", help="also with a tenth of all claims on one fact")
    parser.add_argument("--no-tables", action="store_true", help="judge JSON Lines only, and export nothing")
    parser.add_argument("--work", type=Path, help="where stores and tables go; else a temporary directory")
    parser.add_argument("--write", type=Path, metavar="FILE", help="only write the claims of one size")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.write:
        write_lines(given.store, sizes[0], given.write, skew=given.skew)
        return
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(dir=given.work) as folder:
        where = Path(folder)
        tables = not given.no_tables
        found = {size: run(given.store, size, given.master, where, tables=tables) for size in sizes}
        for name, figure in found[max(sizes)].items():
            ratio = figure.over(found[min(sizes)][name])
            print(f"  {name:22} {ratio.clock:5.2f} {ratio.work:5.2f} {ratio.peak:5.2f} x as few")
        for size in sizes if given.skew else ():
            # Revisions lead to claims that were moved, so that only judging takes these.
            run(given.store, size, given.master, where, tables=False, skew=True)


if __name__ == "__main__":
    main()
