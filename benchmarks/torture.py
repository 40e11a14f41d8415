"""Take hostile files and strings, fetched from elsewhere, through the commands; count what comes of them.

    python benchmarks/torture.py --json DIRECTORY      files named y_*, n_* and i_*,
    as JSONTestSuite has them
    python benchmarks/torture.py --strings FILE.json   a JSON list of hostile strings

Each JSON file is a store by itself, a line of JSON Lines,
and the value of an unknown field of a good store.
Each string is a claim's text, a quoted value, an actor's name and alias,
and the title of a document: all of
them in one store, and each in a store of its own. Anything but the expected end is told and counted.
"""

import argparse
import csv
import json
import os
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from io import BytesIO, StringIO
from pathlib import Path

from talkscli.cli.main import main as run_program
from talkscli.desk.table_rows import unescape_cell
from talkscli.output.streams import Streams

RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
HIDDEN = re.compile("[\xad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
SECONDS = 10
FORMATS = ["table", "tsv", "csv", "json", "ndjson", "markdown"]
HEAD = '{"schema_version": 1, "title": "x"'


class TooLongError(BaseException):
    pass


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("--strings", type=Path)
    given = parser.parse_args()
    signal.signal(signal.SIGALRM, stop)
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=shm) as folder:
        torture = Torture(Path(folder))
        if given.json:
            torture.take_files(given.json)
        if given.strings:
            torture.take_strings(json.loads(given.strings.read_text(encoding="utf-8")))
        torture.tell()


def stop(*_: object) -> None:
    raise TooLongError


class Torture:
    """Runs commands, and counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.bad: Counter[str] = Counter()
        self.longest = 0.0

    def tell(self) -> None:
        for name, number in sorted(self.counts.items()):
            print(f"{number:6} {name}")
        print(f"longest run {self.longest:.2f} s; not as expected: {sum(self.bad.values())}")
        for name, number in self.bad.most_common(40):
            print(f"{number:6} {name}")

    def run(
        self, *words: str | Path, stdin: bytes = b"", terminal: bool = False, expected: int = 0
    ) -> tuple[str, str]:
        streams = Streams.for_tests(width=80, terminal=terminal)
        environ = {"TALKS_CACHE": str(self.folder / "cache"), "COLUMNS": "80"}
        shown = " ".join(str(word) for word in words if str(self.folder) not in str(word))[:60]
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            status = run_program(
                [str(word) for word in words], streams=streams, environ=environ, stdin=BytesIO(stdin)
            )
        except (Exception, TooLongError) as error:  # noqa: BLE001 - whatever comes is told
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.bad[f"{type(error).__name__}: {str(error)[:80]} in {shown}"] += 1
            if self.bad.total() <= 5:
                traceback.print_exc()
            return "", ""
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        self.longest = max(self.longest, time.monotonic() - began)
        self.counts["runs"] += 1
        if status != expected:
            self.bad[f"status {status} of {shown!r}: {streams.captured_notes[:150]!r}"] += 1
        # CSV has no escapes: a program gets the text as it is.
        seen = "" if "csv" in words and not terminal else streams.captured
        for text, plain in ((seen, terminal), (streams.captured_notes, True)):
            if raw := RAW.search(text) or (HIDDEN.search(text) if plain else None):
                self.bad[
                    f"raw {raw[0]!r} of {shown!r} in {text[max(0, raw.start() - 40) : raw.end() + 9]!r}"
                ] += 1
        return streams.captured, streams.captured_notes

    def take_files(self, directory: Path) -> None:
        for file in sorted(directory.iterdir()):
            raw = file.read_bytes()
            kind = file.name[0]
            self.counts[f"JSON files {kind}_"] += 1
            alone = self.folder / "alone.json"
            alone.write_bytes(raw)
            lines = self.folder / "lines.jsonl"
            lines.write_bytes(HEAD.encode() + b"}\n" + raw + b"\n")
            inside = self.folder / "inside.json"
            inside.write_bytes(HEAD.encode() + b', "extra": ' + raw + b', "claims": []}')
            claim = self.folder / "claim.json"
            claim.write_bytes(HEAD.encode() + b', "claims": [\n' + raw + b"\n]}")
            for store in (alone, lines, inside, claim):
                # A file of nothing but white space is no claim: without it the store is good.
                blank = (store in (lines, claim) and not raw.strip()) or (
                    store == lines and raw in (b"", b"\n")
                )
                for command in (["rounds"], ["claims", "--format", "json"]):
                    _, told = self.run(*command, "--store", store, expected=0 if blank else 4)
                    self.see_line(told, file.name, store, blank=blank)
                self.run("check", store, expected=0 if blank else 4)
                self.run("claims", "--store", "-", stdin=store.read_bytes(), expected=0 if blank else 4)
            _, told = self.run("claims", "--store", inside, expected=4)
            read = "no such field" in told
            self.counts[
                f"inside a good store, {kind}_: {'read as JSON' if read else 'refused as no JSON'}"
            ] += 1
            if (kind == "y" and not read) or (kind == "n" and read):
                print(file.name, told.strip()[:200])

    def see_line(self, told: str, name: str, store: Path, *, blank: bool) -> None:
        lines = told.splitlines()
        if not blank and (len(lines) != 1 or not lines[0].startswith(f"talks: {store}")):
            self.bad[f"not one line with the file for {name} as {store.name}: {told[:200]!r}"] += 1

    def take_strings(self, strings: list[str]) -> None:
        strings = list(dict.fromkeys(text for text in strings if text))
        self.counts["strings"] = len(strings)
        self.take_store(strings, "together")
        for text in strings:
            self.take_store([text], "alone")
        for text in strings:
            self.ask(text)

    def ask(self, text: str) -> None:
        """Take a string as an argument of the command line; any status of wrong words will do."""
        store = self.folder / "together.json"
        for words in (
            ["who", "--", text], ["search", "--", text], ["show", "--", text], ["conflicts", "--", text],
            ["claims", "--who", text], ["claims", "--since", text], ["claims", "--columns", text],
            ["claims", "--format", text], ["claims", "--text", text], ["sources", "--", text], ["rounds",
            "--", text],
        ):  # fmt: skip
            before = self.bad.copy()
            self.run(words[0], "--store", store, *words[1:])
            new = self.bad - before
            for name in new:
                if re.match(r"status [0123] ", name):
                    self.bad = before
        self.counts["strings asked for, 11 ways each"] += 1

    def take_store(self, strings: list[str], name: str) -> None:
        store = self.folder / f"{name}.json"
        store.write_text(
            json.dumps(make_store(strings), ensure_ascii=False), encoding="utf-8", errors="surrogatepass"
        )
        size = 2 * len(strings)
        outputs: dict[str, str] = {}
        commands = [
            ["claims"], ["rounds"], ["conflicts", "--verdict", "all", "--explain"], ["timeline"],
            ["sources"],
            ["show", "c0", "v0", "e.said"], ["who", "a0"], ["search", "who:o"], ["cite", "c0"],
        ]  # fmt: skip
        for command in commands:
            for form in FORMATS:
                if len(strings) == 1 and command[0] != "claims" and form not in {"table", "json", "ndjson"}:
                    continue
                ending = ["--format", form, "--store", store]
                out, _ = self.run(*command, *ending, terminal=form == "table")
                outputs[f"{command[0]} {form}"] = out
        self.run("check", store, terminal=True)
        self.run("claims", "--format", "csv", "--safe-csv", "--store", store)
        self.see_claims(strings, outputs, size)

    def see_claims(self, strings: list[str], outputs: dict[str, str], size: int) -> None:
        wanted = sorted(
            [(f"c{place}", text, text if text.strip() else "x", text) for place, text in enumerate(strings)]
            + [
                (f"v{place}", "O", text if text.strip() else "x", "Said so.")
                for place, text in enumerate(strings)
            ]
        )
        rows = json.loads(outputs["claims json"] or "[]")
        lines = [json.loads(line) for line in outputs["claims ndjson"].split("\n") if line]
        table = [line.split("\t") for line in outputs["claims tsv"].split("\n") if line]
        places = {key: place for place, key in enumerate(table[0])} if table else {}
        records = list(csv.DictReader(StringIO(outputs["claims csv"], newline="")))
        for form, got in (
            ("json", [(row["id"], row["who_name"], row["value"], row["text"]) for row in rows]),
            ("ndjson", [(row["id"], row["who_name"], row["value"], row["text"]) for row in lines]),
            ("tsv", [tuple(unescape_cell(line[places[key]]) for key in ("id", "who_name", "value",
            "text")) for line in table[1:]]),
            ("csv", [(row["id"], row["who_name"], row["value"], row["text"]) for row in records]),
        ):  # fmt: skip
            self.counts[f"claims that came back by {form}"] += len(got)
            if sorted(got) != wanted:
                lost = [pair for pair in zip(wanted, sorted(got), strict=False) if pair[0] != pair[1]][:1]
                name = f"{form} does not give back the strings: {len(got)} of {size}, {lost!r}"
                self.bad[name[:300]] += 1
        shown = [line for line in outputs["claims markdown"].split("\n") if line.startswith("|")]
        self.counts["claims that came back by markdown"] += max(0, len(shown) - 2)
        if len(shown) != size + 2:
            self.bad[f"markdown gives {len(shown)} lines, not {size + 2}"] += 1
        for command in ("conflicts", "timeline", "sources", "show", "who", "search"):
            try:
                json.loads(outputs[f"{command} json"])
                for line in outputs[f"{command} ndjson"].split("\n"):
                    if line:
                        json.loads(line)
            except ValueError as error:
                self.bad[f"{command} writes no JSON: {error}"] += 1


def make_store(strings: list[str]) -> dict[str, object]:
    """Make a store in which each string is a text, a name, an alias, a value and a title."""
    numbered = list(enumerate(strings))
    said = [
        {
            "id": f"c{place}", "who": f"a{place}", "source": {"document": f"d{place}"},
            "what": {"about": "e", "property": "said", "value": text if text.strip() else "x",
            "text": text},
        }
        for place, text in numbered
    ]  # fmt: skip
    valued = [
        {
            "id": f"v{place}", "who": "o", "source": {"document": f"d{place}"}, "when": "2025",
            "what": {"about": "e", "property": "note", "value": text if text.strip() else "x",
            "text": "Said so."},
        }
        for place, text in numbered
    ]  # fmt: skip
    return {
        "schema_version": 1,
        "title": strings[0],
        "actors": [{"id": "o", "kind": "outlet", "name": "O"}]
        + [{"id": f"a{place}", "kind": "person", "name": text, "aliases": [text, f"x{text}"]} for place,
        text in numbered],
        "events": [{"id": "e", "kind": "round", "name": strings[0], "number": 1}],
        "properties": [{"id": "said", "type": "quote"}, {"id": "note", "type": "text"}],
        "documents": [{"id": f"d{place}", "outlet": "o", "title": text} for place, text in numbered],
        "claims": said + valued,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
