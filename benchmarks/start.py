"""What a start costs: whole commands on the shipped store, beside `python -c "import typer"`, in one run.

    python benchmarks/start.py [RUNS]

Each round runs every command once, in turn: a machine whose speed drifts slows all of them. The ratios
are taken round by round, on the clock and of what the processor worked, which is steadier where other
programs run; the medians are quoted, and the quarters of the second. Bytecode is written first: a machine
that sets PYTHONDONTWRITEBYTECODE compiles all modules at each start, which is not what is measured here.
"""

import os
import statistics
import sys
import tempfile

from processes import Figure, measure, take_median

PYTHON = sys.executable
PEER = [PYTHON, "-c", "import typer"]
STRAIGHT = """
import json, sys
import typer, rich.table, rich.console, rapidfuzz, pydantic
from talkscli.claims import Store
from talkscli.files.store_paths import shipped_store
store = Store.model_validate_json(open(shipped_store(), "rb").read())
print(json.dumps([claim.model_dump() for claim in store.claims if claim.who == "umerov"]))
"""
COMMANDS = {
    "talks who Umerov --format json": [PYTHON, "-m", "talkscli", "who", "Umerov", "--format", "json"],
    "talks who Umerov --format table": [PYTHON, "-m", "talkscli", "who", "Umerov", "--format", "table"],
    "talks rounds --format json": [PYTHON, "-m", "talkscli", "rounds", "--format", "json"],
    "talks conflicts --format table": [PYTHON, "-m", "talkscli", "conflicts", "--format", "table"],
    "talks --version": [PYTHON, "-m", "talkscli", "--version"],
    "a straightforward program: import all, validate all, filter": [PYTHON, "-c", STRAIGHT],
}


FEWEST = 21
"""So many rounds give medians that can be compared."""


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as cache:
        environ = {**os.environ, "TALKS_CACHE": cache, "COLUMNS": "120"}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for words in (PEER, *COMMANDS.values()):
            for _ in range(2):
                measure(words, environ)
        ratios: dict[str, list[Figure]] = {name: [] for name in COMMANDS}
        for _ in range(runs):
            peer = measure(PEER, environ)
            for name, words in COMMANDS.items():
                ratios[name].append(measure(words, environ).over(peer))
    print(f'Ratios to `python -c "import typer"`, medians of {runs} paired runs.\n')
    print("| command | clock | work | quarter | three quarters |\n|---|---|---|---|---|")
    for name, found in ratios.items():
        clock, work, _ = take_median(found)
        low, _, high = statistics.quantiles([ratio.work for ratio in found], n=4)
        print(f"| `{name}` | {clock:.2f} | {work:.2f} | {low:.2f} | {high:.2f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FEWEST)
