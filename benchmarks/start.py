"""What a start costs: whole commands on the shipped store, beside `python -c "import typer"`, in one run.

    python benchmarks/start.py [RUNS]

Each round runs every command once, in turn: a machine whose speed drifts slows all of them. The ratios
are taken round by round, and their medians quoted. Bytecode is written first: a machine that sets
PYTHONDONTWRITEBYTECODE compiles all modules at each start, which is not what is measured here.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

PYTHON = sys.executable
PEER = [PYTHON, "-c", "import typer"]
STRAIGHT = """
import json, sys
import typer, rich.table, rich.console, rapidfuzz, pydantic
from talkscli.claims import Store
from talkscli.store.paths import shipped_store
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


def time_once(words: list[str], environ: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(words, env=environ, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as cache:
        environ = {**os.environ, "TALKS_CACHE": cache, "COLUMNS": "120"}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for words in (PEER, *COMMANDS.values()):
            for _ in range(2):
                time_once(words, environ)
        ratios: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for _ in range(runs):
            peer = time_once(PEER, environ)
            for name, words in COMMANDS.items():
                ratios[name].append(time_once(words, environ) / peer)
    print(f'Ratios to `python -c "import typer"`, medians of {runs} paired runs.\n')
    print("| command | median | quarter | three quarters |\n|---|---|---|---|")
    for name, found in ratios.items():
        low, _, high = statistics.quantiles(found, n=4)
        print(f"| `{name}` | {statistics.median(found):.2f} | {low:.2f} | {high:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 21)
