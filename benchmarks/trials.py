"""A store that changes, a cache that is kept, and what the program answers from it and from a new one."""

import csv
import io
import itertools
import json
import os
import shutil
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.drafts import Draft, Json, make_claim, make_draft, make_name, make_text, read_draft
from benchmarks.dumps import dump_index
from benchmarks.edits import EDITS
from benchmarks.probes import ARCHIVE, INDEX, Probe, list_probes

from talkscli.cli.main import main as run_program
from talkscli.errors import TalksError
from talkscli.output.streams import Streams

INVALID = 4
CRASHED = -1
_READ = ("claims", "--limit", "1")


class Answer(NamedTuple):
    """How a run of the program ended."""

    status: int
    out: str
    notes: str


class Difference(NamedTuple):
    """A question that a kept index answers otherwise than a new one."""

    probe: Probe
    kept: Answer
    fresh: Answer

    def __str__(self) -> str:
        lines = [f"{' '.join(self.probe)!r}: status {self.kept.status}, should be {self.fresh.status}"]
        for one, other in ((self.kept.out, self.fresh.out), (self.kept.notes, self.fresh.notes)):
            both = list(itertools.zip_longest(one.splitlines(), other.splitlines()))
            lines += [f"  kept  {a}\n  fresh {b}"[:700] for a, b in both if a != b][:3]
        lines += [self.fresh.notes[-600:]] * (self.kept == self.fresh)
        return "\n".join(lines)


def ask(probe: Probe, store: Path, cache: Path, stdin: bytes = b"") -> Answer:
    """Run the program in this process, or ask the archive what no command shows."""
    environ = {"TALKS_CACHE": str(cache), "TALKS_STORE": str(store), "COLUMNS": "80"}
    streams = Streams.for_tests(width=80, terminal=False)
    try:
        if probe[0] in {ARCHIVE, INDEX}:
            return Answer(0, ask_archive(probe, environ), "")
        words = [str(store) if word == "STORE" else word for word in probe]
        status = run_program(words, streams=streams, environ=environ, stdin=BytesIO(stdin))
    except TalksError as error:
        return Answer(INVALID, "", f"{error.place}: {error.message}; {error.hint}")
    except Exception:  # noqa: BLE001 - anything that comes is a finding, if the other does not have it too
        return Answer(CRASHED, "", traceback.format_exc())
    return Answer(status, streams.captured, streams.captured_notes)


def ask_archive(probe: Probe, environ: dict[str, str]) -> str:
    """Ask for all that the index holds; or for lists, counts, mentions and completions."""
    from talkscli.queries.completions import complete
    from talkscli.queries.filters import ClaimFilter
    from talkscli.queries.opening import open_archive

    archive = open_archive(environ=environ)
    words = probe[1:]
    try:
        if probe[0] == INDEX:
            return dump_index(archive.connection)
        kinds = ("actor", "place", "event", "property", "term", "document")
        found: list[object] = [archive.title, archive.description, archive.statuses()]
        found += [[kind, archive.count(kind), list(archive.entities(kind))] for kind in kinds]
        found += [archive.count("claim"), archive.count("fact")]
        found += [list(archive.claim_lines(ClaimFilter(mentions=(word,)))) for word in words]
        found += [
            [kind, word[:size], complete(archive, (kind,), word[:size])]
            for kind in (*kinds, "outlet", "claim", "fact")
            for word in words
            for size in (0, 2)
        ]
    finally:
        archive.close()
    return json.dumps(found, ensure_ascii=False, indent=0)


class Trial:
    """One store that changes, with a cache that is kept."""

    def __init__(self, folder: Path, seed: str, size: int) -> None:
        self.seed = seed
        self.size = size
        self.store = folder / "story"
        self.kept = folder / "kept"
        self.fresh = folder / "fresh"
        self.draft = make_draft(size, seed)
        self.sound = self.draft.copy()
        """The draft that was last known to be valid."""
        self.past: list[Draft] = []
        self.told: list[str] = []
        self.asked = self.invalid = 0
        self.write(self.draft.render())
        self.read()

    def ask(self, probe: Probe, stdin: bytes = b"") -> Answer:
        """Ask with the cache that is kept."""
        return ask(probe, self.store, self.kept, stdin)

    def read(self) -> Answer:
        """Read the store once, so that the kept index is that of what it holds now."""
        return self.ask(_READ)

    def change(self, name: str, chance: Random, how: str = "replace") -> bool:
        """Make one change; return whether there was something to change."""
        before = self.draft.copy()
        self.past = [*self.past[-5:], before]
        if name in COMMANDS:
            done = self._command(name, chance)
        else:
            with suppress(ValueError, IndexError):
                # Nothing of that kind may be left to choose from.
                done = EDITS[name][0](self.draft, chance) is not False
                self.write(self.draft.render(), how)
                return done
            self.draft = before
            return False
        return done

    def take_step(self, number: int) -> None:
        """Make the change of that number, whatever came before."""
        chance = Random(f"{self.seed} step {number}")
        how = chance.choices(["replace", "in place", "in place, the time kept"], [6, 2, 2])[0]
        done: list[str] = []
        if self.invalid and (self.invalid > 3 or chance.random() < 0.8):
            self.draft = self.sound.copy()
            done.append("as it was when valid")
        roll = chance.random()
        if len(self.draft.claims) < self.size // 3 and roll < 0.5:
            # A store that has run empty shows little.
            self.draft = make_draft(self.size, self.seed)
            done.append("as it was at first")
        elif roll < 0.06 and self.past:
            self.draft = chance.choice(self.past).copy()
            done.append("as it was before")
        elif roll < 0.1:
            os.utime(self.store, ns=(10**18, 10**18)) if self.store.exists() else None
            done.append("touched")
        elif roll < 0.2:
            self.write(self.draft.render(), how)
            name = chance.choice(list(COMMANDS))
            if self.change(name, chance):
                done.append(name)
            self.write(self.store_files(), how)
            self.told.append(f"{number} {' + '.join(done)}")
            return
        else:
            weights = [weight for _, weight in EDITS.values()]
            names = chance.choices(list(EDITS), weights, k=chance.choice([1, 1, 1, 2, 4]))
            done += [name for name in names if self.change(name, chance, how)]
        self.write(self.draft.render(), how)
        self.told.append(f"{number} {' + '.join(done)} ({how})")

    def write(self, files: dict[str, bytes], how: str = "replace") -> None:
        """Make the store hold these files."""
        write_files(self.store, files, how)

    def store_files(self) -> dict[str, bytes]:
        """Return the store's files as they lie there."""
        if self.store.is_dir():
            return {file.name: file.read_bytes() for file in self.store.iterdir()}
        return {"": self.store.read_bytes()} if self.store.exists() else {}

    def _command(self, name: str, chance: Random) -> bool:
        if self.draft.files or self.draft.missing or not self.draft.claims or self.invalid:
            return False
        words, stdin = COMMANDS[name](self.draft, chance)
        answer = self.ask(words, stdin)
        self.draft.words_touched.append(answer.out.strip()[:20] or "nothing")
        if answer.status != 0:
            return False
        self.draft = read_draft(self.store, self.draft)
        return True

    def compare(self, probes: Sequence[Probe]) -> Iterator[Difference]:
        """Yield the questions to which a new index has another answer."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        for number, probe in enumerate(probes):
            kept, fresh = (ask(probe, self.store, cache) for cache in (self.kept, self.fresh))
            self.asked += 1
            if kept != fresh or fresh.status == CRASHED:
                yield Difference(probe, kept, fresh)
            if number == 0:
                self.invalid = self.invalid + 1 if fresh.status == INVALID else 0
                if not self.invalid:
                    self.sound = self.draft.copy()
                else:
                    # Every question has the same answer.
                    probes = probes[:1]
            if self.invalid and number >= 2:
                return

    def compare_all(self, number: int, share: float = 1.0) -> Iterator[Difference]:
        """Compare with all questions that suit the last changes, or with a share of them."""
        probes = list_probes(self.draft, Random(f"{self.seed} probes {number}"))
        rest = probes[2:]
        chosen = Random(f"{self.seed} chosen {number}").sample(rest, int(len(rest) * share))
        yield from self.compare([*probes[:2], *chosen])

    def differ(self, number: int, share: float = 1.0) -> str:
        """Say where the kept index differs from a new one; nothing where it does not."""
        return "\n".join([*map(str, self.compare_all(number, share))][:3])


def write_files(store: Path, files: dict[str, bytes], how: str) -> None:
    """Make a store what it is to be: by new files in the places of the old ones, or in place."""
    if ("" in files or not files) and store.is_dir():
        shutil.rmtree(store)
    elif files and "" not in files and not store.is_dir():
        store.unlink(missing_ok=True)
        store.mkdir()
    if not files:
        store.unlink(missing_ok=True)
    elif store.is_dir():
        for file in store.iterdir():
            if file.name not in files:
                file.unlink()
    for name, raw in files.items():
        file = store / name if name else store
        if file.exists() and file.read_bytes() == raw and how == "replace":
            continue
        if how == "replace" or not file.exists():
            new = store.with_name(f"{store.name}.tmp")
            new.write_bytes(raw)
            new.replace(file)
            continue
        status = file.stat()
        file.write_bytes(raw)
        if "time" in how:
            os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


# Changes by the program's own commands


def add_by_options(draft: Draft, chance: Random) -> tuple[Probe, bytes]:
    claim = make_claim(draft, chance)
    what = claim["what"]
    words = ["add", "--who", claim["who"], "--document", claim["source"]["document"]]
    for field in ("about", "property", "text"):
        words += [f"--{field}", what[field]]
    for value in what["value"] if isinstance(what["value"], list) else [what["value"]]:
        words += ["--value", value]
    return tuple(words), b""


def add_lines(draft: Draft, chance: Random) -> tuple[Probe, bytes]:
    claims = [make_claim(draft, chance) for _ in range(chance.randint(1, 10))]
    return ("add", "-"), "\n".join(map(json.dumps, claims)).encode()


def add_actor(_: Draft, chance: Random) -> tuple[Probe, bytes]:
    return ("add", "actor", make_name(chance), "--kind", "person"), b""


def revise(draft: Draft, chance: Random) -> tuple[Probe, bytes]:
    one = chance.choice(draft.claims)["id"]
    return ("revise", one, "--text", make_text(chance), "--status", chance.choice(["planned", "held"])), b""


def retract(draft: Draft, chance: Random) -> tuple[Probe, bytes]:
    ids = [claim["id"] for claim in chance.sample(draft.claims, min(len(draft.claims), chance.randint(1, 3)))]
    return ("retract", *ids, "--why", make_text(chance), "--on", "2000-05-05"), b""


def import_rows(draft: Draft, chance: Random) -> tuple[Probe, bytes]:
    rows = io.StringIO()
    fields = ("id", "who", "about", "property", "value", "text", "document", "when")
    table = csv.writer(rows)
    table.writerow(fields)
    for _ in range(chance.randint(1, 8)):
        claim: Json = make_claim(draft, chance)
        flat = {**claim, **claim["what"], **claim["source"]}
        flat["value"] = ";".join(flat["value"]) if isinstance(flat["value"], list) else flat["value"]
        table.writerow([flat.get(field, "") for field in fields])
    return ("import", "-", "--from", "csv", "--skip-bad", "--create", "all"), rows.getvalue().encode()


COMMANDS: dict[str, Callable[[Draft, Random], tuple[Probe, bytes]]] = {
    "talks add": add_by_options,
    "talks add -": add_lines,
    "talks add actor": add_actor,
    "talks revise": revise,
    "talks retract": retract,
    "talks import": import_rows,
}
"""The commands that change a store: their words, and what they read."""
