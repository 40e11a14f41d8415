"""While a store is locked others wait: what a write needs is loaded before."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FACTS = (Path(__file__).resolve().parents[2] / "data/facts.json").read_bytes()
PROBE = """
import contextlib, json, sys
from talkscli.cli.main import main
from talkscli.desk import transaction
from talkscli.output.streams import Streams

hold_lock, loaded = transaction.hold_lock, []

@contextlib.contextmanager
def watch(path, wait):
    with hold_lock(path, wait):
        before = set(sys.modules)
        try:
            yield
        finally:
            loaded.append(sorted(set(sys.modules) - before))

transaction.hold_lock = watch
status = main(sys.argv[1:], streams=Streams.for_tests())
print(json.dumps([status, loaded]))
"""

CLAIM = {
    "--who": "tass",
    "--about": "round-3",
    "--property": "date",
    "--value": "2025-07",
    "--document": "eunews-2025-07-22",
}
TABLE = "who,about,property,value,document\nТАСС,3rd round,date,24 July 2025,eunews-2025-07-22\n"


def add_claim(**changed: str) -> list[str]:
    given = {**CLAIM, **{f"--{name}": word for name, word in changed.items()}}
    return ["add", *(word for pair in given.items() for word in pair)]


WRITES = {
    "a claim": (add_claim(), "", 0),
    "a claim in names": (add_claim(who="ТАСС", about="Third round", value="24 July 2025"), "", 0),
    "a claim by somebody who is only alike": (add_claim(who="Umeorv"), "", 3),
    "a claim with a value that is none": (add_claim(value="not a date"), "", 2),
    "an actor": (["add", "actor", "Ганна Альфа", "--kind", "person"], "", 0),
    "an actor much like another": (["add", "actor", "Rustem Umeorv", "--kind", "person"], "", 0),
    "claims from standard input": (
        ["add", "-"],
        json.dumps({name.strip("-"): word for name, word in CLAIM.items()}),
        0,
    ),
    "a table": (["import", "-"], TABLE, 0),
    "a retraction": (["retract", "r3-date-ria", "--why", "Misread."], "", 0),
    "a replacement": (["replace", "r3-date-ria", "--value", "25 July 2025", "--why", "Misread."], "", 0),
    "a revision": (
        ["revise", "r3-date-ria", "--value", "2025-07-25", "--document", "unn-2025-07-23"],
        "",
        0,
    ),
    "an edited actor": (["edit", "actor", "umerov", "--add", "alias=R. Umerov"], "", 0),
    "an edited property": (["edit", "property", "venue", "--set", "answers=many"], "", 0),
    "an edited document": (["edit", "document", "nym-2025-07-23", "--set", "published=24 July 2025"], "", 0),
    "an edited claim": (["edit", "claim", "r3-date-ria", "--add", "tag=checked"], "", 0),
    "a merge": (["merge", "{other}"], "", 0),
}


def check_imports(
    words: list[str], stdin: str, expected: int, folder: Path, *, name: str = "story.json"
) -> None:
    """Run a command that writes, and fail if anything is imported while the store is locked."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words, "--store", str(folder / name)],
        input=stdin,
        env={**os.environ, "TALKS_CACHE": str(folder / "cache")},
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert json.loads(done.stdout) == [expected, [[]]], done.stderr


@pytest.mark.parametrize("name", WRITES)
def test_nothing_is_imported_while_a_store_is_locked(name: str, tmp_path: Path) -> None:
    words, stdin, expected = WRITES[name]
    (tmp_path / "story.json").write_bytes(FACTS)
    other = tmp_path / "other.json"
    other.write_bytes(FACTS.replace(b'"r3-date-ria"', b'"r3-date-rib"'))
    check_imports([word.format(other=other) for word in words], stdin, expected, tmp_path)


def test_nothing_is_imported_while_a_packed_store_is_locked(tmp_path: Path) -> None:
    (tmp_path / "story.json.gz").write_bytes(gzip.compress(FACTS))
    check_imports(add_claim(), "", 0, tmp_path, name="story.json.gz")


def test_nothing_is_imported_while_a_store_is_locked_whose_index_is_old(tmp_path: Path) -> None:
    (tmp_path / "story.json").write_bytes(FACTS)
    check_imports(add_claim(), "", 0, tmp_path)
    stored = (tmp_path / "story.json").read_bytes()
    (tmp_path / "story.json").write_bytes(stored.replace(b"TASS", b"Tass", 1))
    check_imports(add_claim(value="2025-08"), "", 0, tmp_path)


def test_nothing_is_imported_while_a_store_is_locked_that_has_no_place_for_an_index(tmp_path: Path) -> None:
    (tmp_path / "story.json").write_bytes(FACTS)
    (tmp_path / "cache").write_text("")
    check_imports(add_claim(), "", 0, tmp_path)
