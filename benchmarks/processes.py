"""What a fresh process costs: seconds on the clock, seconds that processors worked, memory at its peak."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple


class Figure(NamedTuple):
    clock: float
    """Seconds on the clock: they grow with whatever else the machine does."""
    work: float
    """Seconds of all processors, those of child processes too: steadier on a busy machine."""
    peak: float
    """Megabytes of the largest process at its peak."""

    def over(self, other: "Figure") -> "Figure":
        return Figure(*(mine / theirs for mine, theirs in zip(self, other, strict=True)))


def measure(command: Sequence[str], environ: Mapping[str, str], out: Path | None = None) -> Figure:
    """Run a command to its end; its output goes to a file or nowhere."""
    with (out or Path(os.devnull)).open("wb") as file:
        begin = time.perf_counter()
        with subprocess.Popen(command, env=environ, stdout=file, stderr=subprocess.PIPE) as process:
            assert process.stderr is not None
            said = process.stderr.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        took = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {said.decode()}")
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    return Figure(took, used.ru_utime + used.ru_stime, used.ru_maxrss / unit)


def take_median(figures: Sequence[Figure]) -> Figure:
    return Figure(*(statistics.median(values) for values in zip(*figures, strict=True)))


def measure_in_turns(runs: Mapping[str, Callable[[], Figure]], rounds: int) -> dict[str, Figure]:
    """Measure several things round by round, so that a machine whose speed drifts is no one's advantage."""
    found: dict[str, list[Figure]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            found[name].append(run())
    return {name: take_median(figures) for name, figures in found.items()}
