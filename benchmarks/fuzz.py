"""Feed the program broken and hostile input for a given time, and keep what it does not stand.

    python benchmarks/fuzz.py [--minutes 1] [--seed 1] [--keep DIRECTORY] [--again SEED] [--only KIND]

Stores: the shipped store cut down to some claims, in four forms, with bytes, tokens or values changed.
Values: `parse_value` of every type. Queries: searches, names and filters against the shipped store. Commands
that write, compare, verify and cite: see `fuzz_writing.py`. All runs in this process through `main`.

A finding is: an exception that is not handled, a status that the specification does not have, a control
character in what is written, JSON that is none, more than five seconds, more than 500 MB. Each case has a
seed of its own, under which `--again` repeats it.
"""

import argparse
import csv
import gzip
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

from fuzz_material import (
    FORMS,
    SHIPPED,
    Finding,
    change_bytes,
    change_one,
    cut_store,
    make_text,
    write_form,
)
from fuzz_tables import make_written
from fuzz_writing import Ended, Writings
from talkscli.cli.main import main as run_program
from talkscli.errors import ValueSyntaxError
from talkscli.output.streams import Streams
from talkscli.values.as_written import NO_YEAR, Style, list_meanings, settle
from talkscli.values.parsing import parse_value
from talkscli.values.registry import type_names

STATUSES = {0, 1, 2, 3, 4, 5}
INTERRUPTED = 130
SECONDS = 5
WAITING = 300
MEGABYTES = 500
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HIDDEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
"""What a person must not be shown unseen: on a terminal, and in every remark."""

READING = [
    ["rounds"], ["check"], ["claims"], ["claims", "--format", "json"], ["conflicts", "--verdict", "all"],
    ["conflicts", "--explain"], ["timeline"], ["sources"], ["search", "talks"], ["who", "Umerov"],
    ["claims", "--format", "csv"], ["claims", "--format", "markdown"], ["conflicts", "--format", "json"],
    ["cite", "round-3.date"], ["show", "round-3.date"], ["check", "--format", "json"], ["rounds",
    "--format", "ndjson"],
]  # fmt: skip
ASKING: list[Callable[[str], list[str]]] = [
    lambda text: ["search", text], lambda text: ["who", text], lambda text: ["claims", "--who", text],
    lambda text: ["claims", "--about", text], lambda text: ["claims", "--text", text],
    lambda text: ["conflicts", text],
    lambda text: ["show", text], lambda text: ["claims", "--since", text], lambda text: ["claims",
    "--as-of", text],
    lambda text: ["sources", text], lambda text: ["rounds", text], lambda text: ["claims", "--fact", text],
    lambda text: ["claims", "--columns", text], lambda text: ["claims", "--format", text],
    lambda text: ["claims", "--limit", text],
    lambda text: ["cite", text], lambda text: ["claims", "--store", text], lambda text: [text],
    lambda text: ["claims", text],
    lambda text: ["timeline", "--as-of", text], lambda text: ["claims", "--property", text],
    lambda text: ["claims", "--source", text],
]  # fmt: skip


class TooLongError(BaseException):
    """A case took longer than it may."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("findings"))
    parser.add_argument("--again", metavar="SEED")
    parser.add_argument("--only", metavar="KIND")
    given = parser.parse_args()
    keep = given.keep.resolve()
    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGPROF, stop)
    # A file system in memory, where there is one: stores are written thousands of times.
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    # Whoever ends it by a signal finds nothing left over.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(f"ended at {time.strftime('%H:%M:%S')}"))
    with tempfile.TemporaryDirectory(dir=shm, prefix="talks-fuzz-") as folder:
        # A text may be taken for the name of a file.
        os.chdir(folder)
        fuzzer = Fuzzer(Path(folder), keep, given.only)
        if given.again:
            fuzzer.try_case(given.again, loud=True)
            return
        until = time.monotonic() + 60 * given.minutes
        number = 0
        told = time.monotonic()
        while time.monotonic() < until:
            fuzzer.try_case(f"{given.seed}-{number}")
            number += 1
            if time.monotonic() - told > 60:
                told = time.monotonic()
                fuzzer.tell()
        fuzzer.tell()
        print("done")


def stop(*_: object) -> None:
    raise TooLongError


class Fuzzer:
    """Makes cases, runs them, and counts."""

    def __init__(self, folder: Path, keep: Path, only: str | None = None) -> None:
        self.folder = folder
        self.keep = keep
        self.only = only
        self.cases: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.longest = 0.0
        self.last: tuple[list[str], bool] = ([], False)
        self.store = json.loads(SHIPPED.read_bytes())
        self.environ = {"COLUMNS": "80", "TALKS_STORE": str(SHIPPED), "HOME": str(folder)}
        self.kinds: list[tuple[tuple[str, Callable[[random.Random], None]], int]] = [
            (("store bytes", self.change_bytes), 4), (("store values", self.change_values), 4),
            (("values", self.read_values), 1),
            (("values as written", self.read_written), 1), (("queries", self.ask), 4),
        ]  # fmt: skip
        self.kinds += [(case, 1) for case in Writings(self.run, folder, self.store).cases]

    def try_case(self, seed: str, *, loud: bool = False) -> None:
        chance = random.Random(seed)
        kind, act = chance.choices([case for case, _ in self.kinds], [weight for _, weight in self.kinds])[0]
        if self.only is not None and kind != self.only:
            return
        self.cases[kind] += 1
        reset_peak()
        # The processor's time, for a busy machine is slow; much more by the clock, for what waits.
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, 2 * SECONDS)
        signal.setitimer(signal.ITIMER_REAL, WAITING)
        try:
            try:
                act(chance)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
                signal.setitimer(signal.ITIMER_REAL, 0)
        except KeyboardInterrupt:
            raise
        except (Exception, TooLongError) as error:  # noqa: BLE001 - anything that comes is a finding
            self.note(seed, kind, error, loud=loud)
        took = time.process_time() - began
        self.longest = max(self.longest, took)
        if took > SECONDS:
            self.note(seed, kind, Finding(f"{took:.1f} s"), loud=loud)
        if (peak := find_peak()) > MEGABYTES:
            self.note(seed, kind, Finding(f"{peak} MB"), loud=loud)

    def note(self, seed: str, kind: str, error: BaseException, *, loud: bool) -> None:
        trace = "".join(traceback.format_exception(error))
        places = re.findall(r'talkscli/(\S+)", line (\d+)', trace)
        where = ":".join(places[-1]) if places else ""
        name = f"{kind}: {type(error).__name__} {where} {str(error)[:80]!r}"
        self.found[name] += 1
        if self.found[name] <= 3:
            print(f"FOUND seed {seed}: {name}", flush=True)
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / f"{seed}.txt").write_text(
                f"{name}\n{self.last!r}\n{trace}", errors="backslashreplace"
            )
        if loud:
            print(self.last, trace)

    def tell(self) -> None:
        print(
            f"{time.strftime('%H:%M:%S')} cases {dict(self.cases)} statuses {dict(self.statuses)} "
            f"longest {self.longest:.2f} s findings {sum(self.found.values())} ({len(self.found)} kinds)",
            flush=True,
        )

    def run(
        self,
        words: list[str],
        chance: random.Random,
        stdin: BytesIO | bytes = b"",
        *,
        cache: str = "cache",
    ) -> Ended:
        asked = isinstance(stdin, BytesIO)
        terminal = asked or chance.random() < 0.3
        self.last = (words, terminal)
        streams = Streams.for_tests(width=chance.choice([20, 80, 160]), terminal=terminal)
        environ = {**self.environ, "TALKS_CACHE": str(self.folder / cache)}
        source = stdin if isinstance(stdin, BytesIO) else BytesIO(stdin)
        status = run_program(words, streams=streams, environ=environ, stdin=source)
        self.statuses[str(status)] += 1
        if status not in STATUSES and not (asked and status == INTERRUPTED):
            raise Finding(f"status {status}")
        # The bar that shows how far reading has come is the program's own.
        notes = re.sub(r"\r(?:\x1b\[2K|[^\r\n\x1b]*\x1b\[K)", "", streams.captured_notes)
        # CSV has no escapes: a program gets the text as it is.
        seen = "" if "csv" in words and not terminal else streams.captured
        for text, shown in ((seen, terminal), (notes, True)):
            if raw := RAW.search(text) or (HIDDEN.search(text) if shown else None):
                raise Finding(
                    f"raw character {raw[0]!r} in {text[max(0, raw.start() - 60) : raw.end() + 20]!r}"
                )
        # It may stand after the last question, which no answer ended.
        last = r"(?:^|[?:] )talks: [^\n]*\n\Z" if asked else r"^talks: "
        told = re.findall(last, notes, re.MULTILINE)
        held = words[:1] in (["import"], ["merge"]) and "nothing was written" in notes
        # All that is wrong with a claim is told at once.
        allowed = range(1, 20) if words[:1] in (["add"], ["edit"], ["replace"], ["revise"]) else (1,)
        if status >= 2 and len(told) not in allowed and words[:1] != ["check"] and not held:
            raise Finding(f"status {status} without a line: {notes[:200]!r}")
        see_form(words, streams.captured)
        return Ended(status, streams.captured, notes)

    def change_bytes(self, chance: random.Random) -> None:
        raw = write_form(cut_store(self.store, chance), chance.choice(FORMS))
        self.read(change_bytes(raw, chance), chance)

    def change_values(self, chance: random.Random) -> None:
        store = cut_store(self.store, chance)
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            change_one(store, chance)
        self.read(write_form(store, chance.choice(FORMS)), chance)

    def read(self, raw: bytes, chance: random.Random) -> None:
        packed = chance.random() < 0.2
        if packed:
            raw = gzip.compress(raw, 1)
            if chance.random() < 0.5:
                at = chance.randrange(len(raw))
                raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
        store = self.folder / "store.json"
        store.write_bytes(raw)
        try:
            for command in chance.sample(READING, 2):
                if chance.random() < 0.15:
                    self.run(
                        [*command, "--store", "-"] if command[0] != "check" else ["check", "-"], chance, raw
                    )
                elif command[0] == "check":
                    self.run([*command, str(store)], chance)
                else:
                    self.run([*command, "--store", str(store)], chance)
        except (Exception, TooLongError):
            self.keep.mkdir(parents=True, exist_ok=True)
            (self.keep / f"store-{time.time_ns()}.json").write_bytes(raw)
            raise
        finally:
            for one in (self.folder / "cache").rglob("*"):
                if chance.random() < 0.9 and one.is_file() and "facts" not in one.name:
                    one.unlink()

    def read_values(self, chance: random.Random) -> None:
        for _ in range(200):
            kind = chance.choice(type_names())
            text = make_text(chance)
            raw = [text, make_text(chance)] if chance.random() < 0.1 else text
            self.last = ([kind, repr(raw)], False)
            try:
                str(parse_value(kind, raw))
            except ValueSyntaxError:
                continue

    def read_written(self, chance: random.Random) -> None:
        """Read values as people write them: each meaning is a notation, and means itself."""
        for _ in range(200):
            kind = chance.choice(type_names())
            text = make_written(chance)
            style = Style(
                order=chance.choice(["", "", "dmy", "mdy", "ymd"]),
                decimal=chance.choice(["", "", ",", "."]),
                near=chance.choice([None, date(2025, 7, 23)]),
            )
            self.last = ([kind, repr(text), style.order, style.decimal, str(style.near)], False)
            meanings = list_meanings(kind, text, style)
            if len(set(meanings)) != len(meanings):
                raise Finding(f"a meaning stands there twice: {meanings}")
            for meaning in meanings:
                if NO_YEAR not in meaning:
                    value = parse_value(kind, meaning)
                    if parse_value(kind, str(value)) != value:
                        raise Finding(f"{meaning} is not read back")
                    if (read := settle(kind, meaning)) != meaning:
                        raise Finding(f"{meaning} means {read}")
            with suppress(ValueSyntaxError):
                parse_value(kind, settle(kind, text, style))

    def ask(self, chance: random.Random) -> None:
        words = chance.choice(ASKING)(make_text(chance))
        if chance.random() < 0.2:
            words += ["--format", chance.choice(["json", "tsv", "csv", "table", "markdown", "ndjson"])]
        if words[0] != "-" or len(words) > 1:
            self.run(words, chance)


def see_form(words: list[str], out: str) -> None:
    """See that what is said to be JSON, or CSV, is."""
    kind = words[words.index("--format") + 1] if "--format" in words[:-1] else ""
    try:
        if kind == "json" and out and words[0] != "diff":
            json.loads(out)
        elif kind == "ndjson":
            for line in out.split("\n"):
                json.loads(line or "0")
        elif kind == "csv":
            for _ in csv.reader(StringIO(out, newline=""), strict=True):
                continue
    except (ValueError, csv.Error) as error:
        raise Finding(f"no {kind}: {error} in {out[:200]!r}") from error


def reset_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def find_peak() -> int:
    """Return the most memory held since the reset, in megabytes; 0 where the system does not tell."""
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", text)
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    sys.exit(main())
