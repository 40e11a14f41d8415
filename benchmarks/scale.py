"""Measure what `docs/performance.md` shows, in one run: starts, growth with the store, layouts, many values.

    python benchmarks/scale.py [--sizes 200,1000000] [--rounds 5] [--work DIR] [--stores DIR]
        [--duckdb PYTHON] [--only PARTS] [--json FILE]

Stores are compared with json.load, and with jq and DuckDB where they are found; what is not there is said
and left out. Every figure is the median of several runs of a fresh process, and every comparison is a ratio
of two figures of this run: on the clock, of what all processors worked (steadier on a busy machine), of
memory. Stores are made once and kept.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import product
from pathlib import Path

import start
from peers import PERSON, DuckDB, find_duckdb, find_jq
from processes import Figure, measure, measure_in_turns, take_median
from shapes import LAYOUTS, VALUES

HERE = Path(__file__).parent
TALKS = (sys.executable, "-m", "talkscli")
LOAD = "import json, os, sys\nwith open(sys.argv[1], encoding='utf-8') as file: json.load(file)\nos._exit(0)"
OPEN = (
    "import sys\nfrom talkscli.queries.opening import open_archive\nopen_archive(sys.argv[1]).count('claim')"
)
READS: dict[str, Sequence[str]] = {
    "who": ("who", PERSON),
    "rounds": ("rounds", "e1"),
    "timeline": ("timeline", "e1"),
    "timeline --limit 20": ("timeline", "--limit", "20"),
    "search": ("search", "p1", "--limit", "20"),
    "search, a common word": ("search", "briefing", "--limit", "20"),
    "sources --limit 20": ("sources", "--limit", "20"),
    "sources by claimant --limit 20": ("sources", "--by", "claimant", "--limit", "20"),
    "conflicts --limit 20": ("conflicts", "--limit", "20"),
    "show": ("show", "k7"),
    "claims of a value": ("claims", "--value", "2000-01-09"),
    "claims of a fact": ("claims", "--about", "e1", "--property", "date"),
}
ADDED = (
    *(
        "--who",
        PERSON,
        "--about",
        "e1",
        "--property",
        "date",
        "--value",
        "2000-01-09",
        "--when",
        "2000-01-04",
    ),
    *("--document", "d2", "--paragraph", "3", "--text", "p1 said that the meeting was on 9 January."),
)
ROW = "who,about,property,value,document,text\np1,e0,reason,rain,d2,It rained.\n"
"""A table of one claim."""
PARTS = ("start", "read", "build", "change", "values", "layouts", "peers", "stream")
MANY_VALUES = 8000
MANY_CLAIMS = 100_000
"""So many claims are indexed in each layout."""
LARGE_FILE = 30_000_000
"""With a store of so many bytes, what takes long is run once."""
SETTLED = 0.2
"""Seconds after which an index is trusted without a look at the store's content."""


class Bench:
    """The stores, the caches and what was found."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.work: Path = given.work
        self.stores: Path = given.stores or given.work
        self.rounds: int = given.rounds
        self.parts: Sequence[str] = given.only.split(",") if given.only else PARTS
        self.environ: Mapping[str, str] = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "TALKS_CACHE": str(self.work / "cache"),
            "TALKS_FORMAT": "tsv",
        }
        self.found: dict[str, dict[str, Figure]] = {}

    def find_store(self, size: int) -> Path:
        store = self.stores / f"{size}.json"
        if not store.exists():
            subprocess.run([sys.executable, str(HERE / "generate.py"), str(size), str(store)], check=True)
        return store

    def talks(self, store: Path, *words: str, out: Path | None = None) -> Figure:
        return measure((*TALKS, *words, "--store", str(store)), self.environ, out)

    def show(
        self, part: str, name: str, figure: Figure, base: Figure | None = None, against: str = ""
    ) -> None:
        """Print a figure, and how it stands to another."""
        self.found.setdefault(part, {})[name] = figure
        line = f"  {name:36} {figure.clock:8.3f} s {figure.work:8.3f} s {figure.peak:6.0f} MB"
        if base:
            ratio = figure.over(base)
            line += f"  {ratio.clock:7.2f} {ratio.work:7.2f} {ratio.peak:6.2f} x {against}"
        print(line, flush=True)

    def measure_store(self, size: int, *, beside: str) -> None:
        """Build, read and change one store; beside the peers, if an interpreter for DuckDB is named."""
        original = self.find_store(size)
        few = 1 if original.stat().st_size > LARGE_FILE else self.rounds
        part = f"{size:,} claims"
        print(f"{part}, {original.stat().st_size / 1e6:.1f} MB")
        # What is changed later is a copy, and the copy is all that is ever indexed.
        store = self.work / "store.json"
        shutil.copyfile(original, store)
        building = (sys.executable, "-c", OPEN, str(store))
        builds = []
        for _ in range(few if "build" in self.parts else 1):
            shutil.rmtree(self.work / "cache", ignore_errors=True)
            builds.append(measure(building, self.environ))
        build = take_median(builds)
        if "build" in self.parts:
            loading = partial(measure, (sys.executable, "-c", LOAD, str(store)), self.environ)
            load = measure_in_turns({"": loading}, few)[""]
            self.show(part, "json.load", load)
            self.show(part, "first build", build, load, "json.load")
        time.sleep(SETTLED)
        self.talks(store, "show", "k7")
        if "read" in self.parts:
            runs = {name: partial(self.talks, store, *words) for name, words in READS.items()}
            for name, figure in measure_in_turns(runs, self.rounds).items():
                self.show(part, name, figure)
        if beside and {"peers", "stream"} & set(self.parts):
            self.measure_peers(part, store, find_duckdb(beside, self.work / "claims.duckdb"))
        if "change" in self.parts:
            self.measure_changes(part, store, build)
        store.unlink()

    def measure_changes(self, part: str, store: Path, build: Figure) -> None:
        """Measure what a change costs, and the command after it."""
        asking = partial(self.talks, store, "show", "k7")
        warm = measure_in_turns({"": asking}, self.rounds)[""]
        self.show(part, "show, nothing changed", warm)
        self.show(part, "add of one claim", self.talks(store, "add", *ADDED), build, "the first build")
        self.show(part, "show after it", asking(), warm, "show")
        row = self.work / "row.csv"
        row.write_text(ROW)
        importing = self.talks(store, "import", str(row))
        self.show(part, "import of one row", importing, build, "the first build")
        self.show(part, "show after that", asking(), warm, "show")
        edit(store)
        after = asking()
        self.show(part, "show after one line was edited", after, build, "the first build")
        print(f"  {'':70} {after.over(warm).work:7.2f} {'':6} x show")

    def measure_values(self) -> None:
        """Show a fact of which each claim says something else, by types."""
        part = f"{MANY_VALUES:,} values"
        print(part)
        for kind in VALUES:
            store = self.shape(kind, MANY_VALUES, self.work / f"{kind}.json")
            self.talks(store, "show", "e.x")
            for name, form in product(("show", "conflicts"), ("json", "table")):
                run = partial(self.talks, store, name, "e.x", "--format", form)
                figure = measure_in_turns({"": run}, self.rounds)[""]
                self.show(part, f"{name}, {kind}, {form}", figure)
            store.unlink()

    def measure_layouts(self) -> None:
        """Build the index of the same claims in several layouts, from nothing."""
        original = self.find_store(MANY_CLAIMS)
        part = f"{MANY_CLAIMS:,} claims, by layout"
        print(part)
        base = None
        for layout in ("", *LAYOUTS):
            store = self.shape(layout, original, self.work / "layout.json") if layout else original
            shutil.rmtree(self.work / "cache", ignore_errors=True)
            figure = measure((sys.executable, "-c", OPEN, str(store)), self.environ)
            self.show(part, layout or "a claim a line", figure, base, "a claim a line")
            base = base or figure
        store.unlink()

    def shape(self, shape: str, given: object, out: Path) -> Path:
        subprocess.run([sys.executable, str(HERE / "shapes.py"), shape, str(given), str(out)], check=True)
        return out

    def measure_peers(self, part: str, store: Path, duckdb: DuckDB | None) -> None:
        """Ask the peers for a person's claims, and for all claims."""
        jq = find_jq(store)
        for name, there in (("jq", jq), ("DuckDB", duckdb)):
            if not there:
                print(f"  {name} is not there")
        rows = self.work / "rows.ndjson"
        self.talks(store, "claims", "--format", "ndjson", out=rows)
        if duckdb:
            duckdb.load(rows)
        if "peers" in self.parts:
            quick = {"who": partial(self.talks, store, "who", PERSON)}
            slow = {}
            if jq:
                slow["jq"] = partial(measure, jq, self.environ)
            if duckdb:
                slow["DuckDB on the JSON"] = partial(measure, duckdb.ask_json(store), self.environ)
                quick["DuckDB on its own file"] = partial(measure, duckdb.ask_own(), self.environ)
            found = measure_in_turns(quick, self.rounds)
            found |= measure_in_turns(slow, 1 if store.stat().st_size > LARGE_FILE else self.rounds)
            base = found.pop("who")
            for name, figure in found.items():
                self.show(part, name, figure, base, "who")
        if "stream" in self.parts:
            self.measure_streams(part, store, rows, duckdb)
        rows.unlink()

    def measure_streams(self, part: str, store: Path, rows: Path, duckdb: DuckDB | None) -> None:
        """Write all claims to a file."""
        few = min(self.rounds, 3)
        for ours, theirs in (("ndjson", "json"), ("csv", "csv")):
            runs = {f"claims as {ours}": partial(self.talks, store, "claims", "--format", ours, out=rows)}
            if duckdb:
                copy = duckdb.copy(theirs, rows)
                runs[f"DuckDB, COPY as {theirs}"] = partial(measure, copy, self.environ)
            found = measure_in_turns(runs, few)
            base = found.get(f"DuckDB, COPY as {theirs}")
            for name, figure in found.items():
                self.show(part, name, figure, None if figure is base else base, "COPY")
        first = measure(
            ("bash", "-c", f'{" ".join(TALKS)} claims --format ndjson --store "$0" | head -1', str(store)),
            self.environ,
        )
        self.show(part, "claims as ndjson | head -1", first)

    def compare_sizes(self, sizes: Sequence[int]) -> None:
        """Print how the largest store stands to the smallest."""
        small, large = (self.found[f"{size:,} claims"] for size in (min(sizes), max(sizes)))
        print(f"{max(sizes):,} claims beside {min(sizes):,}: clock, work, memory")
        for name in READS:
            ratio = large[name].over(small[name])
            print(f"  {name:36} {ratio.clock:7.2f} {ratio.work:7.2f} {ratio.peak:6.2f}")


def edit(store: Path) -> None:
    """Change one claim in the middle of a store by hand."""
    # Read in small: a child's peak of memory begins with what its parent holds.
    with store.open("r+b") as file:
        file.seek(store.stat().st_size // 2)
        at = file.tell() + file.read(4096).index(b" of ")
        file.seek(at)
        file.write(b" oF ")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="200,1000000", help="how many claims the stores have")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work", type=Path, default=HERE / "work", help="where caches and copies go")
    parser.add_argument(
        "--stores", type=Path, help="where stores are, or are made; the working directory if not given"
    )
    parser.add_argument(
        "--duckdb", default=sys.executable, metavar="PYTHON", help="an interpreter with DuckDB"
    )
    parser.add_argument("--only", help=f"parts, with commas: {', '.join(PARTS)}")
    parser.add_argument(
        "--json", type=Path, help="write the figures: seconds, seconds of processors, megabytes"
    )
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(given)
    sizes = [int(size) for size in given.sizes.split(",")]
    if "start" in bench.parts:
        start.main(max(bench.rounds, start.FEWEST))
    print(f"{'':38} {'clock':>10} {'work':>10} {'memory':>9}  ratios of clock, work, memory")
    for name, run in (("values", bench.measure_values), ("layouts", bench.measure_layouts)):
        if name in bench.parts:
            run()
    for size in sizes if {"read", "build", "change", "peers", "stream"} & set(bench.parts) else ():
        bench.measure_store(size, beside=given.duckdb if size == max(sizes) else "")
    if "read" in bench.parts and len(sizes) > 1:
        bench.compare_sizes(sizes)
    if given.json:
        found = {
            part: {name: one._asdict() for name, one in figures.items()}
            for part, figures in bench.found.items()
        }
        given.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
