"""What may come between: a reader that is killed while it mends an index, and many readers at once."""

import itertools
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

from benchmarks.drafts import make_draft
from benchmarks.edits import CLAIM_EDITS, EDITS
from benchmarks.probes import Probe
from benchmarks.trials import Answer, Difference, Trial, ask, write_files

RIGHT = "right"
CALLS = {
    "open",
    "replace",
    "unlink",
    "connect",
    "execute",
    "executemany",
    "executescript",
    "close",
    "commit",
    "write",
    "read",
    "copyfile",
    "copy_file_range",
    "backup",
    "utime",
    "makedirs",
    "mkdir",
    "fsync",
}
"""The calls after and before which a process is killed, by the name of the function."""


def die_at(count: int) -> Callable[[object, str, object], None]:
    """Make the watcher that kills its own process at a call of that number."""
    left = count

    def watch(_: object, event: str, called: object) -> None:
        nonlocal left
        if event in {"c_call", "c_return"} and getattr(called, "__name__", "") in CALLS:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return watch


def read_and_die(trial: Trial, *, calls: int | None = None, seconds: float = 60) -> bool:
    """Let a process read the store and be killed; return whether it was done before."""
    process = os.fork()
    if not process:
        try:
            if calls is not None:
                sys.setprofile(die_at(calls))
            trial.read()
        finally:
            os._exit(0)
    if calls is None:
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return os.waitpid(process, 0)[1] == 0


def kill_readers(folder: Path, seed: str, size: int, kills: Sequence[int | float]) -> Iterator[Difference]:
    """Kill the reader of a changed store again and again: after a number of calls, or of seconds."""
    trial = Trial(folder, seed, size)
    for number, moment in enumerate(kills):
        chance = Random(f"{seed} kill {number}")
        while not trial.change(
            chance.choice(list(CLAIM_EDITS)[:9]), chance, chance.choice(["replace", "in place"])
        ):
            pass
        if isinstance(moment, int):
            read_and_die(trial, calls=moment)
        else:
            read_and_die(trial, seconds=moment)
        yield from trial.compare_all(number, 0.03)


def race(
    folder: Path, seed: str, size: int, versions: int, readers: int = 8, pause: float = 0.05
) -> tuple[list[str], int]:
    """Let processes read while the store changes.

    Returns:
        What they saw and should not have, and how many answers they got.
    """
    chance = Random(f"{seed} race")
    store, cache = folder / "story", folder / "kept"
    draft = make_draft(size, seed)
    texts = [draft.render()[""]]
    while len(texts) < versions:
        name = chance.choice(
            [*list(CLAIM_EDITS)[:5], "a claim gone", "a claim more", "an actor more", "the title"]
        )
        EDITS[name][0](draft, chance)
        if (text := draft.render()[""]) not in texts:
            texts.append(text)
    probes: list[Probe] = [
        ("claims", "--format", "ndjson"),
        ("conflicts", "--verdict", "all", "--format", "ndjson"),
        ("search", draft.words_touched[-1]),
        ("search", "talks OR round", "--format", "json"),
        ("claims", "--who", draft.names_touched[-1]),
        ("claims", "--text", "delegation"),
    ]
    answers: list[dict[Answer, list[int]]] = [{} for _ in probes]
    for version, text in enumerate(texts):
        shutil.rmtree(folder / "fresh", ignore_errors=True)
        write_files(store, {"": text}, "replace")
        for known, probe in zip(answers, probes, strict=True):
            known.setdefault(ask(probe, store, folder / "fresh"), []).append(version)
    write_files(store, {"": texts[0]}, "replace")
    ask(probes[0], store, cache)
    done = folder / "done"
    processes = []
    for number in range(readers):
        process = os.fork()
        if not process:
            told = ["the reader failed"]
            try:
                told = list(_read_on(store, cache, probes, answers, done, Random(f"{seed} {number}")))
            finally:
                (folder / f"told-{number}").write_text("\n".join(told), encoding="utf-8")
                os._exit(0)
        processes.append(process)
    for old, new in itertools.pairwise(texts):
        time.sleep(chance.random() * 2 * pause)
        if len(old) == len(new):
            _write_over(store, old, new)
        else:
            write_files(store, {"": new}, "replace")
    time.sleep(4 * pause)
    done.touch()
    for process in processes:
        os.waitpid(process, 0)
    told = [
        line for number in range(readers) for line in (folder / f"told-{number}").read_text().splitlines()
    ]
    wrong = [line for line in told if line != RIGHT]
    last = [ask(probe, store, cache) for probe in probes]
    if any(versions - 1 not in known.get(answer, ()) for known, answer in zip(answers, last, strict=True)):
        wrong.append("the last answer is not that of the last version")
    return wrong, len(told)


def _write_over(store: Path, old: bytes, new: bytes) -> None:
    """Change in place what differs, in one call."""
    places = [place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
    with store.open("r+b", buffering=0) as file:
        os.pwrite(file.fileno(), new[places[0] : places[-1] + 1], places[0])


def _read_on(
    store: Path, cache: Path, probes: Sequence[Probe], answers: Sequence[dict[Answer, list[int]]], done: Path,
    chance: Random,
) -> Iterator[str]:  # fmt: skip
    least = 0
    ending = False
    while not ending:
        ending = done.exists()
        number = chance.randrange(len(probes))
        answer = ask(probes[number], store, cache)
        versions = answers[number].get(answer)
        if versions is None:
            yield f"{probes[number]} gave what no version gives: {answer.status} {answer.notes[-300:]!r}"
        elif versions[-1] < least:
            yield f"{probes[number]} gave version {versions[-1]} after {least}"
        else:
            least = max(least, versions[0])
            yield RIGHT
