"""Change stores at random, and hold every answer from a kept index against one from an index made anew.

    python -m benchmarks.updating [--minutes 1] [--seed 1] [--size 300] [--keep DIRECTORY] [--again SEED]

A trial is one store and some dozens of changes in turn: by hand, by commands, in the form of the file, back
again. The cache stays between them. What the program answers must be, byte for byte, what it answers with an
empty cache; where the store has become invalid, that is the same message. A trial that fails is made shorter
as far as it still fails, and told with its seed. `--kind kill` kills the process that reads a changed store
after each of its calls to the system, and at random; `--kind race` has many processes read while the store
changes.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from benchmarks.disturbances import kill_readers, race
from benchmarks.trials import INVALID, Difference, Trial

from talkscli.files import limits

STEPS = 40
SIZES = (3, 40, 100, 190, 300)
BLOCKS = (600, 600, 3000, 1 << 18)
"""The sizes of the blocks of a file, so that small stores have many."""


def walk(
    seed: str, size: int, steps: Sequence[int], *, patient: bool = False
) -> tuple[Trial, list[Difference]]:
    """Take steps until there is a difference; with patience, look for one only at the end."""
    with tempfile.TemporaryDirectory(dir=find_folder()) as folder:
        limits.BLOCK = Random(f"{seed} block").choice(BLOCKS)
        trial = Trial(Path(folder), seed, size)
        found: list[Difference] = []
        for number in steps:
            trial.take_step(number)
            if (patient and number != steps[-1]) or Random(f"{seed} look {number}").random() < 0.3:
                if trial.read().status == INVALID:
                    trial.invalid += 1
                else:
                    trial.invalid, trial.sound = 0, trial.draft.copy()
            if not patient or number == steps[-1]:
                share = 1.0 if patient else Random(f"{seed} share {number}").choice([0, 0, 0, 0.05, 0.4])
                found = list(trial.compare_all(number, share))
            if found:
                break
        return trial, found


def find_folder() -> str | None:
    """Name a file system in memory, where there is one."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def shorten(seed: str, size: int, steps: list[int]) -> list[int]:
    """Leave out the steps without which the last one still fails."""
    length = max(1, len(steps) // 2)
    while length:
        at = 0
        while at < len(steps) - 1:
            fewer = steps[:at] + steps[min(at + length, len(steps) - 1) :]
            if walk(seed, size, fewer, patient=True)[1]:
                steps = fewer
            else:
                at += length
        length //= 2
    return steps


def tell_difference(seed: str, size: int, steps: list[int], keep: Path | None) -> None:
    """Shorten a failing walk, and say what it is."""
    if walk(seed, size, steps, patient=True)[1]:
        steps = shorten(seed, size, steps)
    trial, found = walk(seed, size, steps, patient=True)
    if not found:
        print(f"seed {seed} size {size}: does not fail again", steps)
        return
    lines = [f"seed {seed} size {size} steps {steps}", *trial.told]
    lines += map(str, found[:5])
    print("\n".join(lines), flush=True)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{seed}.txt").write_text("\n".join(lines), encoding="utf-8", errors="backslashreplace")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", choices=("walk", "kill", "race"), default="walk")
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--size", type=int)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--again", help="the seed of one trial")
    parser.add_argument("--readers", type=int, default=8, help="of a race")
    parser.add_argument("--versions", type=int, default=30, help="of the store in a race")
    given = parser.parse_args()
    until = time.monotonic() + 60 * given.minutes
    trials = steps = asked = failed = 0
    while time.monotonic() < until and not (given.again and trials):
        seed = given.again or f"{given.seed}-{trials}"
        chance = Random(f"{seed} size")
        size = given.size or chance.choice(SIZES)
        trials += 1
        if given.kind == "walk":
            trial, found = walk(seed, size, range(STEPS))
            steps += len(trial.told)
            asked += trial.asked
            if found:
                failed += 1
                taken = [int(told.split()[0]) for told in trial.told]
                tell_difference(seed, size, taken, given.keep)
        else:
            with tempfile.TemporaryDirectory(dir=find_folder()) as name:
                if given.kind == "kill":
                    moments = [*range(0, 200, 3), *(chance.random() * 0.1 for _ in range(60))]
                    steps += len(moments)
                    wrong = [repr(one)[:2000] for one in kill_readers(Path(name), seed, size, moments)]
                else:
                    wrong, answers = race(Path(name), seed, size, given.versions, given.readers)
                    steps += given.versions
                    asked += answers
            if wrong:
                failed += 1
                print(f"seed {seed} size {size}", *wrong[:5], sep="\n  ", flush=True)
    print(f"{given.kind}: {trials} trials, {steps} changes, {asked} questions, {failed} trials failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
