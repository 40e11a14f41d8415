"""Cases for `fuzz.py`: the commands that write stores, compare them, hold them against texts, and cite them.

A finding, besides those of every case: a store that is not as it was although the status is not 0, or that
is not valid although it is; a file that is left over; a store that is read otherwise from an index mended
after the change than from one made from nothing; a change that is written twice, or that `talks diff` does
not see; rows that the program wrote and does not read back.
"""

import gzip
import json
import random
import shutil
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, Protocol

from fuzz_material import (
    FORMS,
    Finding,
    change_bytes,
    change_one,
    cut_whole,
    escape_some,
    make_line,
    make_text,
    spice,
    write_form,
)
from fuzz_tables import make_written, pick_options, write_odd_table, write_values, write_workbook

FORMATS = ["table", "tsv", "csv", "json", "ndjson", "markdown"]
ROW_FORMATS = ["csv", "tsv", "ndjson", "json"]
CREATED = ["actors", "properties", "documents", "places", "events", "terms", "all"]
FIELDS = [
    "id", "fact", "about", "property", "value", "who", "when", "status", "stance", "only", "text", "mentions",
    "paragraph", "quote", "via", "revises", "retracted", "note", "recorded", "document", "outlet", "title",
    "published", "url", "language", "author",
]  # fmt: skip
KINDS = ["actor", "place", "event", "property", "term", "document"]
SECTIONS = dict(zip(KINDS, ["actors", "places", "events", "properties", "terms", "documents"], strict=True))
READ_BACK = [
    ["claims", "--format", "ndjson"], ["conflicts", "--verdict", "all", "--format", "json"],
]  # fmt: skip
READ_MORE = [
    ["rounds", "--format", "json"], ["sources", "--format", "json"], ["timeline", "--format", "json"],
    ["conflicts", "--explain", "--format", "tsv"], ["search", "talks", "--format", "json"],
]  # fmt: skip


class Ended:
    """How a run of the program ended."""

    def __init__(self, status: int, out: str, notes: str) -> None:
        self.status = status
        self.out = out
        self.notes = notes


class Keyboard(BytesIO):
    """Standard input with a person at it."""

    def isatty(self) -> bool:
        return True


class Runner(Protocol):
    """Runs the program and looks at what every case has to hold to."""

    def __call__(
        self, words: list[str], chance: random.Random, stdin: BytesIO | bytes = b"", *, cache: str = "cache"
    ) -> Ended: ...


class Writings:
    """Makes and runs the cases; each is a method that a name in `cases` stands for."""

    def __init__(self, run: Runner, folder: Path, shipped: dict[str, Any]) -> None:
        self.run = run
        self.folder = folder
        self.shipped = shipped
        self.store = folder / "written/store.json"
        self.data: dict[str, Any] = {}
        """What the store of the present case held at first."""
        self.going = False
        """Whether a case goes on with the store of the one before."""
        self.broken = False
        """Whether the store is not valid: then it is enough that it stays as it was, or the status is 0."""

    @property
    def cases(self) -> list[tuple[str, Callable[[random.Random], None]]]:
        """Return the kinds of cases, each with its method."""
        return [
            ("import", self.import_rows), ("merge", self.merge), ("diff", self.diff), ("verify", self.verify),
            ("cite", self.cite), ("add -", self.add_lines), ("add", self.add),
            ("add by questions", self.answer),
            ("odd tables", self.import_odd_table), ("replace", self.replace), ("edit", self.edit_records),
            ("revise", self.revise), ("retract", self.retract), ("there and back", self.send_back),
            ("series", self.go_on), ("edits", self.edit),
            ("broken stores", self.change_broken), ("init", self.make_new),
            ("forms", self.compare_forms),
        ]  # fmt: skip

    def begin(self, chance: random.Random) -> None:
        """Make the store of a case, in a directory of its own; three quarters of them have an index."""
        if self.going:
            return
        # The cache too: a case comes out the same when it is run alone.
        for folder in (self.store.parent, self.folder / "cache"):
            shutil.rmtree(folder, ignore_errors=True)
        self.store.parent.mkdir()
        self.data = self.make_store(chance)
        # Only an index of one claim a line is mended.
        raw = write_form(self.data, chance.choice([*FORMS, "records", "lines", "lines"]))
        if chance.random() < 0.2:
            raw = escape_some(raw, chance)
        self.store.write_bytes(gzip.compress(raw, 1) if chance.random() < 0.1 else raw)
        if chance.random() < 0.75:
            self.see_claims(self.data, chance)

    def see_claims(self, data: dict[str, Any], chance: random.Random) -> None:
        """See that a good store is read, and that all of its claims are."""
        words = ["claims", "--store", str(self.store), "--columns", "id", "--no-header", "--format", "tsv"]
        ended = self.run(words, chance)
        if ended.status:
            raise Finding(f"a good store is not read: {ended.notes[:300]!r}")
        if (read := sorted(ended.out.split())) != (given := sorted(one["id"] for one in data["claims"])):
            raise Finding(f"other claims are read than are there: {read} and not {given}")

    def make_store(self, chance: random.Random) -> dict[str, Any]:
        """Make a valid store, half of them with strange texts."""
        data = cut_whole(self.shipped, chance)
        if chance.random() < 0.5:
            spice(data, chance)
        return data

    def change(
        self, words: list[str], chance: random.Random, stdin: bytes = b"", *, again: bool = True
    ) -> Ended:
        """Run a command that may change the store; see that all or nothing was done, and rightly."""
        at = words.index("--") if "--" in words else len(words)
        dry = chance.random() < 0.1
        words = [*words[:at], "--store", str(self.store), *(["--dry-run"] if dry else []), *words[at:]]
        before = self.store.read_bytes()
        ended = self.run(words, chance, stdin)
        after = self.store.read_bytes()
        left = sorted(one.name for one in self.store.parent.iterdir() if one.name.startswith("."))
        if left:
            raise Finding(f"left over: {left}")
        # With -e, status 1 says that the report is empty.
        done = ended.status == 0 or (ended.status == 1 and "-e" in words)
        if (not done or dry) and after != before:
            raise Finding(f"the store is another, though the status is {ended.status} and dry {dry}")
        if self.broken:
            return ended
        if after != before:
            self.compare_readings(chance)
            self.see_difference(before, chance)
        if again and not ended.status and not dry:
            ended = self.run(words, chance, stdin)
            if ended.status or self.store.read_bytes() != after:
                raise Finding(f"not the same when run twice: {ended.status} {ended.notes[:300]!r}")
        return ended

    def compare_readings(self, chance: random.Random) -> None:
        """Check the store, and read it from the index that was mended and from one made from nothing."""
        if (checked := self.run(["check", str(self.store)], chance)).status:
            raise Finding(f"what was written is not valid: {(checked.out + checked.notes)[:300]!r}")
        self.read_twice([*READ_BACK, chance.choice(READ_MORE)], chance)

    def read_twice(self, questions: list[list[str]], chance: random.Random) -> int:
        """Ask the index that was mended and one made from nothing; return the status of the first answer."""
        path = str(self.store)
        mended = [self.run([*words, "--store", path], chance) for words in questions]
        shutil.rmtree(self.folder / "fresh", ignore_errors=True)
        fresh = [self.run([*words, "--store", path], chance, cache="fresh") for words in questions]
        for words, old, new in zip(questions, mended, fresh, strict=True):
            told = [one.notes if one.status else "" for one in (old, new)]
            if old.status != new.status or told[0] != told[1]:
                raise Finding(f"{words}: mended {old.status} {told[0]!r}, made anew {new.status} {told[1]!r}")
            if old.out != new.out:
                pairs = enumerate(zip(old.out, new.out, strict=False))
                at = next((at for at, (a, b) in pairs if a != b), min(len(old.out), len(new.out)))
                parts = [text[max(0, at - 60) : at + 60] for text in (old.out, new.out)]
                raise Finding(f"{words} differ from {at} on: mended {parts[0]!r}, made anew {parts[1]!r}")
        return fresh[0].status

    def see_difference(self, before: bytes, chance: random.Random) -> None:
        """Compare the store with what it was; something must have changed."""
        old = self.folder / "before.json"
        old.write_bytes(before)
        ended = self.run(["diff", str(old), str(self.store), "-e", "--format", "tsv"], chance)
        if ended.status:
            raise Finding(f"no difference is seen: {ended.status} {ended.notes[:300]!r}")

    def edit(self, chance: random.Random) -> None:
        """Change a store as an editor would, and some of the times so that it is not valid."""
        self.begin(chance)
        data = self.make_large(chance) if chance.random() < 0.3 else self.data
        form = chance.choice(["records", "lines", "lines"])
        self.store.write_bytes(write_form(data, form))
        self.run(["claims", "--store", str(self.store), "--limit", "1"], chance)
        for _ in range(4):
            changed = json.loads(json.dumps(data))
            for _ in range(chance.choice([1, 1, 1, 2, 4])):
                self.edit_one(changed, chance)
            if chance.random() < 0.15:
                # Last, for afterwards it may be no store at all.
                change_one(changed, chance)
            raw = write_form(changed, form)
            self.store.write_bytes(escape_some(raw, chance) if chance.random() < 0.1 else raw)
            if not self.read_twice([*READ_BACK, chance.choice(READ_MORE), self.ask_one(chance)], chance):
                self.see_claims(changed, chance)
                data = changed

    def compare_forms(self, chance: random.Random) -> None:
        """Write one store in several ways, and ask each the same; as a directory of two files, too."""
        self.begin(chance)
        questions = [*READ_BACK, chance.choice(READ_MORE), self.ask_one(chance)]
        answers: dict[str, list[tuple[int, str]]] = {}
        for form in [*chance.sample(FORMS, 2), "escaped", "directory"]:
            path = self.folder / f"{form}.json"
            shutil.rmtree(path, ignore_errors=True)
            if form == "directory":
                path.mkdir()
                half = len(self.data["claims"]) // 2
                first = {**self.data, "claims": self.data["claims"][:half]}
                rest = {"schema_version": 1, "title": "rest", "claims": self.data["claims"][half:]}
                (path / "1.json").write_bytes(write_form(first, chance.choice(FORMS)))
                (path / "2.json").write_bytes(write_form(rest, chance.choice(FORMS)))
            elif form == "escaped":
                path.write_bytes(escape_some(write_form(self.data, chance.choice(FORMS)), chance))
            else:
                path.write_bytes(write_form(self.data, form))
            ended = [self.run([*words, "--store", str(path)], chance) for words in questions]
            answers[form] = [(one.status, one.out) for one in ended]
        (form, known), *others = answers.items()
        for other, told in others:
            for words, one, two in zip(questions, known, told, strict=True):
                if one != two:
                    raise Finding(f"{words}: as {form} {one!r:.800}, as {other} {two!r:.800}")

    def edit_one(self, data: dict[str, Any], chance: random.Random) -> None:
        """Change, move, copy, remove or revise a claim, or change something elsewhere."""
        claims = data["claims"]
        if not claims:
            return
        act = chance.randrange(8)
        at, other = chance.randrange(len(claims)), chance.randrange(len(claims))
        claim = claims[at]
        if act == 0:
            del claims[at]
        elif act == 1:
            claims.insert(other, claims.pop(at))
        elif act in (2, 3):
            # Sometimes its id is free, and sometimes it stands there twice.
            copy = json.loads(json.dumps(claim))
            copy["id"] = f"{claim['id'][:150]}-{chance.randrange(9)}"
            if act == 3:
                copy["revises"] = claim["id"]
            claims.insert(other, copy)
        elif act == 4:
            alike = [one["what"] for one in claims if one["what"]["property"] == claim["what"]["property"]]
            claim["what"]["value"] = chance.choice(
                [chance.choice(alike).get("value"), self.make_value(chance)]
            )
        elif act == 5:
            claim["who"] = claims[other]["who"]
        elif act == 6:
            claim["what"]["about"] = claims[other]["what"]["about"]
        else:
            spice(data, chance)

    def make_large(self, chance: random.Random) -> dict[str, Any]:
        """Make a store whose claims fill several stretches of an index."""
        data: dict[str, Any] = json.loads(json.dumps(self.shipped))
        chance.shuffle(data["claims"])
        return data

    def ask_one(self, chance: random.Random) -> list[str]:
        """Ask for one name, word, claim or fact."""
        return chance.choice([
            ["show", self.make_id(chance), "--format", "json"],
            ["search", self.make_value(chance), "--format", "json"],
            ["who", self.make_value(chance), "--format", "json"],
            ["claims", "--about", self.make_id(chance), "--format", "json"],
        ])  # fmt: skip

    def import_rows(self, chance: random.Random) -> None:
        self.begin(chance)
        words = ["import"]
        rows = self.make_rows(chance)
        kind = chance.choice(ROW_FORMATS)
        raw = write_rows(rows, kind)
        if chance.random() < 0.3:
            raw = change_bytes(raw, chance)
        options = pick(
            chance,
            [
                lambda: ["--create", ",".join(chance.sample(CREATED, chance.choice([1, 2])))],
                lambda: ["--create", "all"],
                lambda: ["--skip-bad"],
                lambda: ["--accept-near"],
                lambda: ["--problems"],
                lambda: ["--map", f"{chance.choice(FIELDS)}={chance.choice([*rows[0], make_text(chance)])}"],
                lambda: ["--const", f"{chance.choice(FIELDS)}={self.make_value(chance)}"],
                lambda: ["--type", f"{make_line(chance)}={chance.choice(['date', 'count', 'text', 'x'])}"],
                lambda: ["--actor-kind", chance.choice(["person", "unnamed", make_text(chance)])],
                lambda: ["--from", chance.choice([*ROW_FORMATS, kind, kind])],
                lambda: ["--as-of", chance.choice(["2025-07-22", make_text(chance)])],
                lambda: self.make_mapping(list(rows[0]), chance),
                *self.shared(chance),
            ],
        )
        file = self.folder / f"rows.{chance.choice([kind, kind, 'txt', chance.choice(ROW_FORMATS)])}"
        file.write_bytes(raw)
        by_pipe = chance.random() < 0.3
        # What is only near a name is another name once more names are known, a day hides what is there, and
        # what one row lacked a later one may have created.
        again = not {"--accept-near", "--as-of", "--skip-bad"} & set(options)
        words += ["-" if by_pipe else str(file), *options]
        self.change(words, chance, raw if by_pipe else b"", again=again)

    def import_odd_table(self, chance: random.Random) -> None:
        """Bring in a table as people make them: values as written, any separator and encoding, workbooks."""
        self.begin(chance)
        rows = self.make_rows(chance)
        if chance.random() < 0.8:
            write_values(rows, chance)
        is_book = chance.random() < 0.4
        raw = write_workbook(rows, chance) if is_book else write_odd_table(rows, chance)
        file = self.folder / f"rows.{'xlsx' if is_book else chance.choice(['csv', 'tsv', 'txt'])}"
        if chance.random() < 0.1:
            raw = gzip.compress(raw, 1)
        file.write_bytes(raw)
        by_pipe = chance.random() < 0.2
        options = pick_options(list(rows[0]), chance)
        options += ["--create", "all"] if chance.random() < 0.6 else []
        options += ["--skip-bad"] if chance.random() < 0.5 else []
        words = ["import", "-" if by_pipe else str(file), *options]
        self.change(words, chance, raw if by_pipe else b"", again="--skip-bad" not in options)

    def replace(self, chance: random.Random) -> None:
        """Mend a claim that is said to be wrong."""
        self.begin(chance)
        claim = chance.choice(self.data["claims"])
        one = str(claim["id"]) if chance.random() < 0.9 else self.make_id(chance)
        options = ["--why", make_text(chance) if chance.random() < 0.3 else "It was misread."]
        options += self.say_more(claim, chance)
        if chance.random() < 0.6:
            options += ["--value", make_written(chance)]
        self.change(["replace", *options, *(["--"] if one.startswith("-") else []), one], chance, again=False)

    def edit_records(self, chance: random.Random) -> None:
        """Change fields of records in their place."""
        self.begin(chance)
        kind = chance.choice([*KINDS, "claim"])
        records = self.data[SECTIONS.get(kind, "claims")] or self.data["claims"]
        ids = [str(one["id"]) for one in chance.sample(records, min(len(records), chance.choice([1, 1, 3])))]
        if chance.random() < 0.15:
            ids.append(self.make_id(chance))
        fields = [
            *{name for one in records for name in one},
            "alias",
            "tag",
            "of",
            "within",
            "broader",
            "tolerance",
        ]
        words = ["edit", chance.choice([kind] * 9 + [make_text(chance)])]
        for _ in range(chance.choice([1, 1, 2, 4])):
            field = chance.choice(fields) if chance.random() < 0.9 else make_text(chance)
            value = chance.choice([self.make_value(chance), self.make_id(chance), ""])
            option = chance.choice(["--set", "--set", "--add", "--remove", "--unset"])
            words += [option, field if option == "--unset" else f"{field}={value}"]
        self.change([*words, "--", *ids], chance, again=False)

    def make_rows(self, chance: random.Random) -> list[dict[str, Any]]:
        """Make rows such as `talks claims` writes, of this store or of the shipped one, with changes."""
        source = self.data if chance.random() < 0.5 else self.shipped
        outlets = {one["id"]: one for one in source["documents"]}
        rows = []
        for claim in chance.sample(source["claims"], min(len(source["claims"]), chance.choice([1, 2, 5]))):
            document = outlets[claim["source"]["document"]]
            row = {**claim, **claim["what"], **claim["source"], "outlet": document["outlet"]}
            row = {name: value for name, value in row.items() if name not in {"what", "source"}}
            if chance.random() < 0.6:
                del row["id"]
            if chance.random() < 0.3:
                row |= {name: document[name] for name in ("title", "published") if name in document}
                del row["document"]
            for _ in range(chance.choice([0, 1, 1, 2, 4])):
                change_row(row, chance, self.make_value)
            rows.append(json.loads(json.dumps(row)))
        return rows

    def make_value(self, chance: random.Random) -> str:
        """Make a text: of a field of some claim, or any."""
        if chance.random() < 0.4:
            return make_text(chance)
        if chance.random() < 0.3:
            return make_written(chance)
        claim = chance.choice(self.shipped["claims"])
        fields = {**claim, **claim["what"], **claim["source"]}
        value = fields[chance.choice(list(fields))]
        if chance.random() < 0.3:
            value = chance.choice(self.shipped[chance.choice(["actors", "events", "places", "terms"])])[
                "name"
            ]
        return value if isinstance(value, str) else json.dumps(value)[:200]

    def make_mapping(self, columns: list[str], chance: random.Random) -> list[str]:
        """Write a file of mappings, in TOML or JSON."""
        tables = {
            "columns": {chance.choice(FIELDS): chance.choice(columns) for _ in range(2)},
            "constants": {chance.choice(FIELDS): self.make_value(chance)},
            "types": {make_line(chance): chance.choice(["date", "count", "quote", "terms"])},
        }
        tables = {name: table for name, table in tables.items() if chance.random() < 0.6}
        if chance.random() < 0.3:
            change_one(tables, chance)
        if chance.random() < 0.5:
            raw = json.dumps(tables).encode()
        else:
            lines = []
            for name, table in tables.items():
                lines.append(f"[{name}]")
                if isinstance(table, dict):
                    lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in table.items()]
            raw = "\n".join(lines).encode(errors="surrogatepass")
        file = self.folder / "mapping.toml"
        file.write_bytes(change_bytes(raw, chance) if chance.random() < 0.3 else raw)
        return ["--mapping", str(file) if chance.random() < 0.95 else make_text(chance)]

    def shared(self, chance: random.Random) -> list[Callable[[], list[str]]]:
        """Return what every command that reads can be given."""
        return [
            lambda: ["--format", chance.choice(FORMATS)],
            lambda: ["--limit", chance.choice(["0", "1", "3", "-1", "9" * 30, make_text(chance)])],
            lambda: [chance.choice(["-e", "--no-header", "--safe-csv"])],
            lambda: ["--columns", chance.choice(["state", "id", "id,fact", "kind,old", make_text(chance)])],
        ]

    def merge(self, chance: random.Random) -> None:
        self.begin(chance)
        other = self.make_other(chance, broken=0.2)
        words = ["merge", *(["-"] if chance.random() < 0.1 else [str(other)])]
        if chance.random() < 0.2:
            words.append(str(self.make_other(chance, broken=0.1, name="third.json")))
        options = pick(
            chance,
            [
                lambda: ["--on-clash", chance.choice(["keep", "rename", "refuse", make_text(chance)])],
                lambda: ["--on-clash", chance.choice(["keep", "rename"])],
                lambda: ["--map", f"{self.make_id(chance)}={self.make_id(chance)}"],
                lambda: ["--map", f"{make_text(chance)}={self.make_id(chance)}"],
                lambda: ["--problems"],
                *self.shared(chance),
            ],
        )
        if chance.random() < 0.15:
            self.merge_anew([*words, *options], other.read_bytes(), chance)
            return
        self.change([*words, *options], chance, other.read_bytes(), again="--map" not in options)

    def merge_anew(self, words: list[str], other: bytes, chance: random.Random) -> None:
        """Merge into a store that is not there yet."""
        new = self.store.parent / "new.json"
        before = self.store.read_bytes()
        ended = self.run([*words, str(self.store), "--output", str(new)], chance, other)
        if ended.status and new.exists():
            raise Finding(f"a new store is there, though the status is {ended.status}")
        if self.store.read_bytes() != before:
            raise Finding("the store is another, though a new one was asked for")
        if new.exists() and (checked := self.run(["check", str(new)], chance)).status:
            raise Finding(f"what was written is not valid: {(checked.out + checked.notes)[:300]!r}")

    def make_other(self, chance: random.Random, *, broken: float, name: str = "other.json") -> Path:
        """Write a second store: much like the first, or another, and sometimes one that is not valid."""
        data = json.loads(json.dumps(self.data)) if chance.random() < 0.6 else self.make_store(chance)
        for _ in range(chance.choice([0, 1, 3])):
            spice(data, chance)
        if chance.random() < 0.4:
            rename_one(data, chance)
        for claim in data["claims"]:
            if chance.random() < 0.1:
                claim["id"] = f"{claim['id']}-b"
                for other in data["claims"]:
                    if other.get("revises") == claim["id"][:-2]:
                        other["revises"] = claim["id"]
        raw = write_form(data, chance.choice(FORMS))
        if chance.random() < 0.2:
            raw = escape_some(raw, chance)
        if chance.random() < broken:
            change_one(data, chance)
            raw = write_form(data, "pretty")
        elif chance.random() < broken / 2:
            raw = change_bytes(raw, chance)
        file = self.folder / name
        file.write_bytes(raw)
        return file

    def make_id(self, chance: random.Random) -> str:
        """Name some record, claim or fact of the store, or any text."""
        if chance.random() < 0.15:
            return make_text(chance)
        if chance.random() < 0.6:
            return str(chance.choice(self.data["claims"])["id"])
        kinds = [kind for kind, records in self.data.items() if isinstance(records, list) and records]
        return str(chance.choice(self.data[chance.choice(kinds)])["id"])

    def diff(self, chance: random.Random) -> None:
        self.begin(chance)
        other = self.make_other(chance, broken=0.2)
        stores = [str(self.store), str(other)]
        if chance.random() < 0.5:
            stores.reverse()
        options = pick(
            chance,
            [
                lambda: ["--kind", chance.choice(["claim", "fact", "verdict", *KINDS, make_text(chance)])],
                lambda: ["--as-of", chance.choice(["2025-07-22", make_text(chance)])],
                *self.shared(chance),
            ],
        )
        self.run(["diff", *stores, *options], chance)
        if chance.random() < 0.2:
            shape = ["name", stores[0], "0", "100644", stores[1], "0", "100644"]
            self.run(["diff", "--git", *shape[: chance.choice([1, 6, 7, 7])]], chance)
        copy = self.folder / "copy.json"
        copy.write_bytes(write_form(self.data, chance.choice(FORMS)))
        ended = self.run(["diff", str(self.store), str(copy), "-e"], chance)
        if ended.status != 1:
            raise Finding(f"a copy is said to differ: {ended.status} {ended.out[:300]!r}")

    def verify(self, chance: random.Random) -> None:
        self.begin(chance)
        folder = self.folder / "texts"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for document in self.data["documents"]:
            quotes = [
                claim["source"].get("quote", "") for claim in self.data["claims"]
                if claim["source"]["document"] == document["id"]
            ]  # fmt: skip
            raw = self.make_article(quotes, chance)
            name = document.get("file", "")
            if chance.random() < 0.9 and name.isprintable() and "/" not in name and name.strip(". "):
                (folder / name[:60]).write_bytes(raw)
        options = pick(
            chance,
            [
                lambda: [self.make_id(chance)],
                lambda: ["--source", chance.choice([self.data["documents"][0]["outlet"], make_text(chance)])],
                lambda: ["--state", chance.choice(["near", "moved", "missing", make_text(chance)])],
                lambda: ["--problems"],
                *self.shared(chance),
            ],
        )
        texts = str(folder) if chance.random() < 0.95 else make_text(chance)
        self.run(["verify", "--texts", texts, "--store", str(self.store), *options], chance)

    def make_article(self, quotes: list[str], chance: random.Random) -> bytes:
        """Write a document's text around the words quoted, which may be changed."""
        lines = []
        for quote in quotes:
            act = chance.randrange(5)
            if act == 0:
                quote = quote.upper()  # noqa: PLW2901
            elif act == 1:
                words = quote.split()
                words.insert(chance.randrange(len(words) + 1), make_text(chance))
                quote = " ".join(words)  # noqa: PLW2901
            elif act == 2:
                quote = make_text(chance)  # noqa: PLW2901
            lines.append(f"{chance.choice(['', make_text(chance)])} {quote} {make_text(chance)}")
        chance.shuffle(lines)
        text = chance.choice(["\n", "\n\n", "\r\n", " "]).join(lines)
        raw = text.encode("utf-8", chance.choice(["ignore", "ignore", "surrogatepass"]))
        return change_bytes(raw, chance) if chance.random() < 0.2 else raw

    def cite(self, chance: random.Random) -> None:
        self.begin(chance)
        ids = [self.make_id(chance) for _ in range(chance.choice([1, 1, 2, 5]))]
        options = pick(
            chance,
            [
                lambda: ["--as", chance.choice(["markdown", "csl", "jsonld", "sentence", make_text(chance)])],
                lambda: ["--as", chance.choice(["markdown", "csl", "jsonld"])],
                lambda: ["--as-of", chance.choice(["2025-07-22", make_text(chance)])],
                *self.shared(chance),
            ],
        )
        stdin = "\n".join(ids).encode(errors="surrogatepass")
        words = ["-"] if chance.random() < 0.2 else ids
        self.run(["cite", *options, "--store", str(self.store), "--", *words], chance, stdin)

    def add_lines(self, chance: random.Random) -> None:
        self.begin(chance)
        if chance.random() < 0.3:
            kind = chance.choice(KINDS)
            records = self.shipped[SECTIONS[kind]]
            some = chance.sample(records, min(len(records), chance.choice([1, 3])))
            lines = json.loads(json.dumps(some))
            words = ["add", kind, "-"]
        else:
            lines = self.make_rows(chance) if chance.random() < 0.5 else self.make_claims(chance)
            words = ["add", "-"]
        for line in lines:
            if chance.random() < 0.3:
                line.pop("id", None)
            if chance.random() < 0.3:
                change_one(line, chance)
        raw = write_rows(lines, "ndjson")
        if chance.random() < 0.3:
            raw = change_bytes(raw, chance)
        if chance.random() < 0.1:
            words += ["--wait", chance.choice(["0", "1e9", "-1", "nan", "inf", make_text(chance)])]
        self.change(words, chance, raw)

    def make_claims(self, chance: random.Random) -> list[dict[str, Any]]:
        """Make claims in the store's shape: of this store or the shipped one, with other ids and values."""
        source = (self.data if chance.random() < 0.7 else self.shipped)["claims"]
        claims = json.loads(json.dumps(chance.sample(source, min(len(source), chance.choice([1, 3])))))
        for claim in claims:
            if chance.random() < 0.7:
                claim["id"] = f"{claim['id'][:150]}-{chance.randrange(100)}"
                claim.pop("revises", None)
            if chance.random() < 0.3:
                claim["what"]["text"] = make_line(chance)
            if chance.random() < 0.3:
                claim["what"]["value"] = self.make_value(chance)
        return list(claims)

    def add(self, chance: random.Random) -> None:
        self.begin(chance)
        if chance.random() < 0.3:
            self.change(["add", *self.make_record(chance)], chance)
            return
        claim = chance.choice(self.data["claims"])
        words = self.say(claim, chance, ["who", "about", "property", "value", "text", "document"])
        words += self.say_more(claim, chance)
        self.change(["add", *words], chance, again=False)

    def make_record(self, chance: random.Random) -> list[str]:
        """Write the words that add an actor, a document …"""
        kind = chance.choice(KINDS)
        model = chance.choice(self.shipped[SECTIONS[kind]])
        words = [kind]
        for name, value in model.items():
            given = value if chance.random() < 0.7 else make_text(chance)
            if name in {"name", "label", "title"}:
                words += ["--", given] if str(given).startswith("-") else [given]
            elif name == "aliases":
                words[1:1] = [
                    "--alias",
                    str(given[0]) if isinstance(given, list) and given else make_text(chance),
                ]
            elif name != "id" or chance.random() < 0.4:
                words[1:1] = [f"--{name}", str(given)]
        return words

    def say(self, claim: dict[str, Any], chance: random.Random, names: list[str]) -> list[str]:
        """Write the options for some fields of a claim; one in ten has any text instead."""
        fields = {**claim, **claim["what"], **claim["source"]}
        words = []
        for name in names:
            value = fields.get(name)
            if value is None or chance.random() < 0.05:
                continue
            for one in value if isinstance(value, list) else [value]:
                words += [f"--{name}", make_text(chance) if chance.random() < 0.1 else str(one)]
        return words

    def say_more(self, claim: dict[str, Any], chance: random.Random) -> list[str]:
        return pick(
            chance,
            [
                lambda: self.say(claim, chance, ["when", "paragraph", "quote", "via", "status"]),
                lambda: ["--value", self.make_value(chance)],
                lambda: ["--when", self.make_value(chance)],
                lambda: ["--stance", chance.choice(["denies", "withholds", "asserts", make_text(chance)])],
                lambda: ["--only"],
                lambda: ["--note", make_text(chance)],
                lambda: ["--id", chance.choice(["new", str(claim["id"]), make_text(chance)])],
                lambda: ["--quote", make_text(chance)],
                lambda: ["--paragraph", chance.choice(["0", "7", "-1", str(10**30), make_text(chance)])],
                lambda: ["--via", self.make_value(chance)],
                lambda: ["--text", make_text(chance)],
                lambda: ["--document", self.make_value(chance)],
            ],
        )

    def answer(self, chance: random.Random) -> None:
        """Let a person answer the questions of `talks add`, who may go away at any of them."""
        self.begin(chance)
        claim = chance.choice(self.data["claims"])
        fields = {**claim, **claim["what"], **claim["source"]}
        lines = []
        for name in ("who", "about", "property", "stance", "value", "status", "only", "text", "document",
                     "paragraph", "quote", "when", "via", "mentions"):  # fmt: skip
            pool = [str(fields.get(name, "")), self.make_value(chance), "", "y", "n", make_text(chance)]
            lines.append(chance.choices(pool, [12, 1, 1, 1, 1, 1])[0])
        lines += [chance.choice(["y", "n", "", make_text(chance)]) for _ in range(chance.randrange(8))]
        kind = [chance.choice(KINDS)] if chance.random() < 0.2 else []
        before = self.store.read_bytes()
        stdin = Keyboard("\n".join(lines).encode(errors="surrogatepass"))
        ended = self.run(["add", *kind, "--store", str(self.store)], chance, stdin)
        if (after := self.store.read_bytes()) != before:
            if ended.status:
                raise Finding(f"the store is another, though the status is {ended.status}")
            self.compare_readings(chance)
            self.see_difference(before, chance)
        elif not ended.status and ended.out and after == before:
            raise Finding(f"ids of what was not written: {ended.out[:300]!r}")

    def revise(self, chance: random.Random) -> None:
        self.begin(chance)
        claim = chance.choice(self.data["claims"])
        one = str(claim["id"]) if chance.random() < 0.9 else self.make_id(chance)
        options = self.say_more(claim, chance)
        if chance.random() < 0.5:
            options += ["--value", str(chance.choice(self.data["claims"])["what"].get("value", "1"))]
        options += ["--not-only"] if chance.random() < 0.1 else []
        self.change(["revise", *options, *(["--"] if one.startswith("-") else []), one], chance, again=False)

    def retract(self, chance: random.Random) -> None:
        self.begin(chance)
        ids = [self.make_id(chance) for _ in range(chance.choice([1, 1, 2, 6]))]
        if chance.random() < 0.7:
            known = [str(claim["id"]) for claim in self.data["claims"]]
            ids = chance.sample(known, min(len(known), len(ids)))
        words = ["retract", "--why", make_text(chance) if chance.random() < 0.5 else "It was misread."]
        if chance.random() < 0.3:
            words += ["--on", chance.choice(["2025-07-30", "2025-07", "[2025..]", make_text(chance)])]
        stdin = "\n".join(ids).encode(errors="surrogatepass")
        if chance.random() < 0.2:
            ids = ["-"]
        self.change(
            [*words, *(one for one in ids if not one.startswith("-") or one == "-")],
            chance,
            stdin,
            again=False,
        )

    def send_back(self, chance: random.Random) -> None:
        """Write a store's rows, and bring them in again: nothing may change; nor by joining it to itself."""
        self.begin(chance)
        path, before = str(self.store), self.store.read_bytes()
        kind = chance.choice(ROW_FORMATS)
        if kind == "csv" and any(not one.isprintable() for one in gather_texts(self.data["claims"])):
            # CSV shows control characters, and does not give them back.
            kind = "tsv"
        ended = self.run(["claims", "--store", path, "--format", kind], chance)
        rows = ended.out.encode()
        if kind == "ndjson" and chance.random() < 0.5:
            words = ["add", "-", "--store", path]
        elif chance.random() < 0.2:
            copy = self.folder / "copy.json"
            copy.write_bytes(write_form(self.data, chance.choice(FORMS)))
            words = ["merge", str(copy), "--store", path]
        else:
            words = ["import", "-", "--store", path, "--from", kind, "--format", "tsv"]
        ended = self.run(words, chance, rows)
        if ended.status or self.store.read_bytes() != before:
            raise Finding(f"what was written is not read back: {ended.notes[:200]!r} {ended.out[:2000]!r}")

    def go_on(self, chance: random.Random) -> None:
        """Change one store several times, so that a mended index is mended again."""
        self.begin(chance)
        self.going = True
        try:
            for act in chance.choices(self.changes, k=4):
                act(chance)
        finally:
            self.going = False

    def change_broken(self, chance: random.Random) -> None:
        """Change a store that somebody broke after it was read."""
        self.begin(chance)
        if chance.random() < 0.5:
            raw = change_bytes(self.store.read_bytes(), chance)
        else:
            changed = json.loads(json.dumps(self.data))
            change_one(changed, chance)
            raw = write_form(changed, chance.choice(FORMS))
        self.store.write_bytes(raw)
        self.going = self.broken = True
        try:
            for act in chance.sample(self.changes, 2):
                act(chance)
        finally:
            self.going = self.broken = False

    def make_new(self, chance: random.Random) -> None:
        """Make a new store, of nothing or of another, which may be broken."""
        self.begin(chance)
        other = self.make_other(chance, broken=0.4)
        new = self.store.parent / chance.choice(["new.json", "new.jsonl", "new.json.gz", "store.json"])
        options = pick(
            chance,
            [
                lambda: ["--title", make_text(chance)],
                lambda: ["--like", str(other)],
                lambda: ["--like", str(other)],
            ],
        )
        before = new.read_bytes() if new.exists() else None
        ended = self.run(["init", str(new), *options], chance)
        after = new.read_bytes() if new.exists() else None
        if (ended.status or before is not None) and after != before:
            raise Finding(f"a file was made or changed, though the status is {ended.status}")
        if not ended.status and (checked := self.run(["check", str(new)], chance)).status:
            raise Finding(f"what was made is not valid: {(checked.out + checked.notes)[:300]!r}")

    @property
    def changes(self) -> list[Callable[[random.Random], None]]:
        """Return the cases that change a store."""
        return [
            self.import_rows, self.import_odd_table, self.merge, self.add_lines, self.add, self.revise,
            self.retract, self.replace, self.edit_records,
        ]  # fmt: skip


def pick(chance: random.Random, pool: list[Callable[[], list[str]]]) -> list[str]:
    """Take some options at random."""
    count = min(len(pool), chance.choice([0, 1, 1, 2, 4]))
    return [word for one in chance.sample(pool, count) for word in one()]


def change_row(row: dict[str, Any], chance: random.Random, make: Callable[[random.Random], str]) -> None:
    """Change one cell of a row, leave it out, or add one."""
    act = chance.randrange(4)
    name = chance.choice(list(row)) if row and act else chance.choice([*FIELDS, make_text(chance)])
    if act == 1:
        del row[name]
    elif act == 2 and isinstance(row[name], str) and row[name]:
        at = chance.randrange(len(row[name]))
        row[name] = row[name][:at] + make_text(chance) + row[name][at:]
    else:
        row[name] = make(chance)


def gather_texts(value: Any) -> list[str]:
    """List the texts within a JSON value."""
    if isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        return [text for part in parts for text in gather_texts(part)]
    return [value] if isinstance(value, str) else []


def rename_one(data: dict[str, Any], chance: random.Random) -> None:
    """Give some record another id, wherever it stands in quotation marks."""
    kinds = [kind for kind in SECTIONS.values() if data[kind]]
    one = chance.choice(data[chance.choice(kinds)])["id"]
    text = json.dumps({kind: records for kind, records in data.items() if isinstance(records, list)})
    data.update(json.loads(text.replace(f'"{one}"', f'"{one}-b"')))


def write_rows(rows: list[dict[str, Any]], kind: str) -> bytes:
    """Write rows as a table or as JSON."""
    import csv

    if kind == "json":
        return json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
    if kind == "ndjson":
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        return text.encode("utf-8", "surrogatepass")
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names]
    for row in rows:
        given = [row.get(name, "") for name in names]
        cells.append([",".join(map(str, one)) if isinstance(one, list) else str(one) for one in given])
    out = StringIO()
    if kind == "csv":
        csv.writer(out).writerows(cells)
    else:
        out.write("\n".join("\t".join(map(str, line)) for line in cells))
    return out.getvalue().encode("utf-8", "surrogatepass")
