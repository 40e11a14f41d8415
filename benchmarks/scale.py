"""Measure how the program grows with its store, beside json.load, jq and DuckDB, in one run.

    python benchmarks/scale.py [--sizes 200,1000000] [--rounds 5] [--work DIR]

Every figure is the median of several runs of a fresh process, and every comparison is a ratio of two figures
of this run: seconds on the clock, seconds that all processors worked (steadier on a busy machine), memory.
Stores are made once and kept in the working directory. What is not installed is left out.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
TALKS = (sys.executable, "-m", "talkscli")
LOAD = "import json, os, sys\nwith open(sys.argv[1], encoding='utf-8') as file: json.load(file)\nos._exit(0)"
OPEN = "import sys\nfrom talkscli.store import open_archive\nopen_archive(sys.argv[1]).count('claim')"
DUCK = """
import duckdb, sys
source = f"read_json('{sys.argv[1]}', maximum_object_size=2000000000)"
claims = f"SELECT unnest(claims) AS c FROM {source}"
print(len(duckdb.sql(f"SELECT c FROM ({claims}) WHERE c.who = 'p1'").fetchall()))
"""
READS: dict[str, Sequence[str]] = {
    "who": ("who", "p1"),
    "show": ("show", "k7"),
    "claims of a fact": ("claims", "--about", "e1", "--property", "date"),
    "conflicts": ("conflicts", "--limit", "20"),
    "search": ("search", "kofi", "--limit", "20"),
}
PEERS: dict[str, Sequence[str]] = {
    "jq": ("jq", "-c", '.claims[] | select(.who == "p1")'),
    "duckdb": (sys.executable, "-c", DUCK),
}

Figure = tuple[float, float, float]
"""Seconds on the clock, seconds of all processors, megabytes at the peak."""


def measure(command: Sequence[str], environ: Mapping[str, str]) -> Figure:
    """Run a command to its end."""
    begin = time.perf_counter()
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {said.decode()}")
    return (
        took,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1000),
    )


def median(command: Sequence[str], environ: Mapping[str, str], rounds: int) -> Figure:
    clock, work, peak = zip(*(measure(command, environ) for _ in range(rounds)), strict=True)
    return statistics.median(clock), statistics.median(work), statistics.median(peak)


def show(name: str, figure: Figure, base: Figure | None, against: str) -> None:
    ratio = ""
    if base:
        clock, work, peak = (mine / other for mine, other in zip(figure, base, strict=True))
        ratio = f"{clock:6.2f} x clock, {work:6.2f} x work, {peak:5.2f} x memory of {against}"
    print(f"  {name:26} {figure[0]:8.3f} s {figure[1]:8.3f} s {figure[2]:6.0f} MB  {ratio}", flush=True)


def edit(store: Path) -> None:
    """Change one claim in the middle of a store by hand."""
    # Read in small: a child's peak of memory begins with what its parent holds.
    with store.open("r+b") as file:
        file.seek(store.stat().st_size // 2)
        at = file.tell() + file.read(4096).index(b" of ")
        file.seek(at)
        file.write(b" oF ")


def measure_size(size: int, work: Path, rounds: int, smallest: dict[str, Figure]) -> None:
    store, cache = work / f"{size}.json", work / "cache"
    if not store.exists():
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(size), str(store)], check=True)
    shutil.rmtree(cache, ignore_errors=True)
    environ = os.environ | {"TALKS_CACHE": str(cache), "TALKS_FORMAT": "tsv"}
    print(f"{size:,} claims, {store.stat().st_size / 1e6:.1f} MB")
    few = rounds if size < 100_000 else 1
    load = median((sys.executable, "-c", LOAD, str(store)), environ, few)
    show("json.load", load, None, "")
    figures = []
    for _ in range(few):
        shutil.rmtree(cache, ignore_errors=True)
        figures.append(measure((sys.executable, "-c", OPEN, str(store)), environ))
    build = sorted(figures)[len(figures) // 2]
    show("first build", build, load, "json.load")
    shutil.copy(store, work / "edited.json")
    measure((sys.executable, "-c", OPEN, str(work / "edited.json")), environ)
    edit(work / "edited.json")
    again = measure((sys.executable, "-c", OPEN, str(work / "edited.json")), environ)
    show("after an edit of one line", again, build, "the first build")
    (work / "edited.json").unlink()
    time.sleep(0.2)
    measure((*TALKS, "show", "k7", "--store", str(store)), environ)
    found: dict[str, Figure] = {}
    for name, arguments in READS.items():
        found[name] = median((*TALKS, *arguments, "--store", str(store)), environ, rounds)
        show(name, found[name], smallest.get(name), "the smallest store")
    if not smallest:
        smallest |= found
    for name, command in PEERS.items():
        if name == "jq" and shutil.which("jq") is None:
            continue
        if name == "duckdb" and find_spec("duckdb") is None:
            continue
        show(f"{name}: a person's claims", measure((*command, str(store)), environ), found["who"], "who")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="200,10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    smallest: dict[str, Figure] = {}
    for size in map(int, given.sizes.split(",")):
        measure_size(size, given.work, given.rounds, smallest)


if __name__ == "__main__":
    main()
