"""Feed the program broken and hostile input for a given time, and keep what it does not stand.

    python benchmarks/fuzz.py [--minutes 1] [--seed 1] [--keep DIRECTORY] [--again SEED]

Stores: the shipped store cut down to some claims, in four forms, with bytes, tokens or values changed.
Values: `parse_value` of every type. Queries: searches,
names and filters against the shipped store. All runs in this
process through `main`. A finding is: an exception that is not handled, a status that the specification does
not have, a control character in what is written, more than five seconds, more than 500 MB. Each case has a
seed of its own, under which `--again` repeats it.
"""

import argparse
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
from io import BytesIO
from pathlib import Path

from talkscli.claims import VALUE_TYPES
from talkscli.cli.main import main as run_program
from talkscli.errors import ValueSyntaxError
from talkscli.output.streams import Streams
from talkscli.values.parsing import parse_value

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "data/facts.json"
STATUSES = {0, 1, 2, 3, 4, 5}
SECONDS = 5
MEGABYTES = 500
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HIDDEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
"""What a person must not be shown unseen: on a terminal, and in every remark."""

NASTY = [
    "\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "\x90q\x9c", "\u202egnp.exe", "\u2066x", "\U000e0041",
    "\u200b", "\ufeff",
    "\r", "\n", "\t", "\0", "\x08\x08", "[/red]", "[bold]", "\\", '"', "'", "`", "<b>", "|", "=1+1", "@x",
    "-", "--", "+",
    "\ud800", "\udfff", "e\u0301" * 50, "ﷺ", "𝕳", "ß", "İ", "ı", "Ⅷ", "٣", "²", "½", "１", "—", "…", "’",
    "«", "»",
    "NaN", "Infinity", "-0", "1e999", "1" * 400, "9" * 5000, "true", "null", "{}", "[]", "a" * 3000,
    "(" * 200,
    "*", "%", "?", ":", "AND", "OR", "NOT", "NEAR(", "^", '"""', "who:", "about:", "text:", "-who:",
    "a*b*", "..", "/",
]  # fmt: skip
TOKENS = [
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\n", b"\r\n", b"\0", b"\xef\xbb\xbf", b"\xff",
    b"\xc0\x80",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\\ud800", b"\\u0000", b"\\udc00\\ud800", b"NaN", b"-Infinity",
    b"1e400", b"-",
    b"0x1", b"1" * 5000, b"[" * 3000, b'{"a":' * 3000, b'"claims": [', b"]\n", b"\x1b[2J",
    b"\\u001b]0;x\\u0007",
    b"\\u202e", b"//", b"/*", b"null", b"true", b'"id":"x",', b'"id":"x","id":"x",', b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
]  # fmt: skip
VALUES = [
    None, True, False, 0, -1, 1, 2**63, 2**64, -(2**63), 10**300, 1e308, 0.5, "", " ", [], {}, [[]],
    [None], [""], {"id": 1},
    "a", "x" * 5000, "2025-02-30", "2025-07-24/2025-07-25", "[2025..]", "..", "Y-17E7",
    "2025-06-15T10:00:00Z", "1..2", "yes",
    "round-3", "umerov", ["umerov"], ["umerov", "umerov"], "date", "round-3.date",
]  # fmt: skip
ATOMS = [
    "2025", "-07", "-23", "XX", "X", "?", "~", "%", "/", "..", "[", "]", "{", "}", ",", "Y", "E", "S2",
    "T", "Z", ":00",
    "+05:30", "-21", "0", "9999999", "-", " ", "<", ">", "=", ">=", "<=", "~", "±", "min", "h", "days",
    "1,000", "1.5", "1e9",
    "∞", "yes", "no", "umerov", "istanbul", "or", "and", "about", "\u2013", "\u2212", "\u00a0",
]  # fmt: skip
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


class Finding(Exception):  # noqa: N818 - that is what it is
    """A case that the program did not stand."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("findings"))
    parser.add_argument("--again")
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, stop)
    # A file system in memory, where there is one: stores are written thousands of times.
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=shm) as folder:
        fuzzer = Fuzzer(Path(folder), given.keep)
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

    def __init__(self, folder: Path, keep: Path) -> None:
        self.folder = folder
        self.keep = keep
        self.cases: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.longest = 0.0
        self.last: tuple[list[str], bool] = ([], False)
        self.store = json.loads(SHIPPED.read_bytes())
        self.words = re.findall(r"[\w'’-]+", SHIPPED.read_text(encoding="utf-8"))[::7]
        self.environ = {
            "TALKS_CACHE": str(folder / "cache"), "COLUMNS": "80", "TALKS_STORE": str(SHIPPED),
            "HOME": str(folder)
        }  # fmt: skip

    def try_case(self, seed: str, *, loud: bool = False) -> None:
        chance = random.Random(seed)
        kind, act = chance.choices(
            [("store bytes", self.change_bytes), ("store values", self.change_values), ("values",
            self.read_values),
             ("queries", self.ask)],
            [4, 4, 1, 4],
        )[0]  # fmt: skip
        self.cases[kind] += 1
        reset_peak()
        # The processor's time, for a busy machine is slow; six times as much by the clock, for what waits.
        began = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, 6 * SECONDS)
        try:
            act(chance)
        except KeyboardInterrupt:
            raise
        except (Exception, TooLongError) as error:  # noqa: BLE001 - anything that comes is a finding
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.note(seed, kind, error, loud=loud)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
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

    def run(self, words: list[str], chance: random.Random, stdin: bytes = b"") -> int:
        terminal = chance.random() < 0.3
        self.last = (words, terminal)
        streams = Streams.for_tests(width=chance.choice([20, 80, 160]), terminal=terminal)
        status = run_program(words, streams=streams, environ=self.environ, stdin=BytesIO(stdin))
        self.statuses[str(status)] += 1
        if status not in STATUSES:
            raise Finding(f"status {status}")
        plain = terminal and "--format" not in words
        # The bar that shows how far reading has come is the program's own.
        notes = re.sub(r"\r(?:\x1b\[2K|reading [^\r\n]*?%)", "", streams.captured_notes)
        for text, shown in ((streams.captured, plain), (notes, True)):
            if raw := RAW.search(text) or (HIDDEN.search(text) if shown else None):
                raise Finding(
                    f"raw character {raw[0]!r} in {text[max(0, raw.start() - 60) : raw.end() + 20]!r}"
                )
        if status >= 2 and not streams.captured_notes.startswith("talks: ") and words[:1] != ["check"]:
            lines = [line for line in streams.captured_notes.splitlines() if line.startswith("talks: ")]
            if len(lines) != 1:
                raise Finding(f"status {status} without a line: {streams.captured_notes[:200]!r}")
        return status

    def change_bytes(self, chance: random.Random) -> None:
        raw = bytearray(write_form(self.cut(chance), chance.choice(FORMS)))
        for _ in range(chance.choice([1, 1, 1, 2, 4, 16])):
            at = chance.randrange(len(raw) + 1)
            length = chance.choice([1, 1, 2, 8, 64, 1024])
            act = chance.randrange(6)
            if act == 0:
                raw[at : at + length] = b""
            elif act == 1:
                raw[at:at] = chance.choice(TOKENS)
            elif act == 2:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            elif act == 3:
                raw[at:at] = raw[at : at + length] * chance.choice([1, 2, 50])
            elif act == 4:
                other = chance.randrange(len(raw) + 1)
                raw[at:at] = raw[other : other + length]
            else:
                del raw[at:]
                if not raw:
                    raw += chance.choice(TOKENS)
        self.read(bytes(raw), chance)

    def change_values(self, chance: random.Random) -> None:
        store = self.cut(chance)
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            change_one(store, chance, self.make_text)
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
            for one in (self.folder / "cache").glob("*"):
                if chance.random() < 0.9 and one.is_file() and "facts" not in one.name:
                    one.unlink()

    def read_values(self, chance: random.Random) -> None:
        for _ in range(200):
            kind = chance.choice(VALUE_TYPES)
            text = self.make_text(chance)
            raw = [text, self.make_text(chance)] if chance.random() < 0.1 else text
            self.last = ([kind, repr(raw)], False)
            try:
                str(parse_value(kind, raw))
            except ValueSyntaxError:
                continue

    def ask(self, chance: random.Random) -> None:
        words = chance.choice(ASKING)(self.make_text(chance))
        if chance.random() < 0.2:
            words += ["--format", chance.choice(["json", "tsv", "csv", "table", "markdown", "ndjson"])]
        if words[0] != "-" or len(words) > 1:
            self.run(words, chance)

    def make_text(self, chance: random.Random) -> str:
        parts = []
        for _ in range(chance.choice([1, 1, 2, 3, 5, 12])):
            pool = chance.randrange(4)
            if pool == 0:
                parts.append(chance.choice(NASTY))
            elif pool == 1:
                parts.append(chance.choice(ATOMS))
            elif pool == 2:
                parts.append(chance.choice(self.words))
            else:
                parts.append(
                    chr(
                        chance.choice(
                            [chance.randrange(128), chance.randrange(0x3000), chance.randrange(0x110000)]
                        )
                    )
                )
        return chance.choice(["", "", " "]).join(parts)

    def cut(self, chance: random.Random) -> dict[str, object]:
        store = dict(self.store)
        start = chance.randrange(len(store["claims"]))
        store["claims"] = store["claims"][start : start + 20]
        return json.loads(json.dumps(store))


def write_form(store: dict[str, object], form: str) -> bytes:
    if form == "pretty":
        return json.dumps(store, ensure_ascii=False, indent=2).encode("utf-8", "surrogatepass")
    if form == "tight":
        return json.dumps(store, ensure_ascii=True, separators=(",", ":")).encode()
    claims = store.get("claims")
    head = {key: value for key, value in store.items() if key != "claims"}
    lines = [
        json.dumps(claim, ensure_ascii=False) for claim in (claims if isinstance(claims, list) else [claims])
    ]
    if form == "records":
        text = json.dumps(head, ensure_ascii=False) + "\n" + "\n".join(lines) + "\n"
    else:
        text = (
            json.dumps(head, ensure_ascii=False, indent=1)[:-2]
            + ',\n"claims": [\n'
            + ",\n".join(lines)
            + "\n]\n}\n"
        )
    return text.encode("utf-8", "surrogatepass")


FORMS = ["pretty", "tight", "records", "lines"]


def change_one(store: object, chance: random.Random, make_text: Callable[[random.Random], str]) -> None:
    """Go down to some place of a JSON value and change what stands there."""
    place: object = store
    while True:
        if isinstance(place, dict) and place:
            key: object = chance.choice(list(place))
        elif isinstance(place, list) and place:
            key = chance.randrange(len(place))
        else:
            return
        below = place[key]  # type: ignore[index]
        if isinstance(below, dict | list) and below and chance.random() < 0.85:
            place = below
            continue
        act = chance.randrange(8)
        if act == 0:
            del place[key]  # type: ignore[union-attr]
        elif act == 1 and isinstance(place, dict):
            place[chance.choice(["extra", "id", "", "\x1b[2J", make_text(chance)])] = below
        elif act == 2 and isinstance(place, list):
            place.append(below)
        elif act == 3:
            deep: object = below
            for _ in range(chance.choice([1, 10, 150, 900])):
                deep = [deep]
            place[key] = deep  # type: ignore[index]
        elif act < 6:
            place[key] = make_text(chance)  # type: ignore[index]
        else:
            place[key] = chance.choice(VALUES)  # type: ignore[index]
        return


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
