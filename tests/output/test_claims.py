"""Many claims, written: what comes from the index is the same in every format, at once and safe."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from talkscli.desk.table_rows import unescape_cell
from talkscli.queries.rows import CLAIM_FIELDS

if TYPE_CHECKING:
    from tests.conftest import Talks

COUNT = 700
TEXTS = (
    "It was.",
    "Це “було”.",
    "tab\there \\ and\nthere",
    "\x1b[2J \x7f \x9b2J",
    "\u202eti saw \u2028",
    "½ ⅔ é 漢字 😀",
)

Story = dict[str, Any]


@pytest.fixture
def store(small_store: Story, tmp_path: Path) -> Path:
    """A store of more claims than are written at once, some with what no terminal should get."""
    [claim] = small_store["claims"]
    small_store["claims"] = [
        {**claim, "id": f"c{number:03}", "what": {**claim["what"], "text": TEXTS[number // 9 % len(TEXTS)]}}
        for number in range(COUNT)
    ]
    file = tmp_path / "many.json"
    file.write_text(json.dumps(small_store), encoding="utf-8")
    return file


def run(*words: str | Path) -> str:
    """Run the program with a pipe, whose bytes go another way than a terminal's text."""
    command = [sys.executable, "-m", "talkscli", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_many_claims_are_the_same_in_every_format(store: Path) -> None:
    lines = run("claims", "--store", store, "--format", "ndjson")
    records = [json.loads(line) for line in lines.split("\n")[:-1]]
    assert [record["id"] for record in records] == [f"c{number:03}" for number in range(COUNT)]
    assert [record["text"] for record in records] == [
        TEXTS[number // 9 % len(TEXTS)] for number in range(COUNT)
    ]
    assert json.loads(run("claims", "--store", store, "--format", "json")) == records
    texts = [record["text"] for record in records]
    rows = [line.split("\t") for line in run("claims", "--store", store, "--format", "tsv").split("\n")[:-1]]
    at = CLAIM_FIELDS.index("text")
    assert (rows[0], [unescape_cell(row[at]) for row in rows[1:]]) == (list(CLAIM_FIELDS), texts)
    found = list(csv.DictReader(io.StringIO(run("claims", "--store", store, "--format", "csv"), newline="")))
    assert [row["text"] for row in found] == texts


@pytest.mark.parametrize("name", ["json", "ndjson", "tsv", "markdown"])
def test_no_control_character_of_a_claim_reaches_a_pipe(store: Path, name: str) -> None:
    written = run("claims", "--store", store, "--format", name)
    kept = "\t\n" if name == "tsv" else "\n"
    assert {char for char in written if not char.isprintable()} <= set(kept)


@pytest.mark.parametrize("limit", [0, 1, 255, COUNT - 1, COUNT, COUNT + 1])
def test_a_limit_cuts_claims_wherever_it_lies_and_says_so(store: Path, limit: int, talks: "Talks") -> None:
    ended = talks("claims", "--store", store, "--format", "ndjson", "--limit", str(limit))
    assert ended.out.count("\n") == min(limit, COUNT)
    said = f"showing the first {limit}; more exist, --limit sets how many\n" if limit < COUNT else ""
    assert ended.err == said


def test_a_reader_of_the_first_claim_alone_ends_the_program_quietly(store: Path) -> None:
    command = f'"{sys.executable}" -m talkscli claims --store "{store}" --format ndjson | head -1; echo ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    line, status, end = done.stdout.split("\n")
    assert (json.loads(line)["id"], status, end, done.stderr) == ("c000", "0", "", "")
