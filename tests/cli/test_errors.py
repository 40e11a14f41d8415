"""The error gallery: what a user can do wrong, the exact words on standard error, and the exit status."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Talks


def write(store: dict[str, Any], folder: Path, **changes: Any) -> Path:
    """Write the small store with one claim changed."""
    for path, value in changes.items():
        place = store["claims"][0]
        *way, last = path.split("__")
        for key in way:
            place = place[key]
        place[last] = value
    file = folder / "store.json"
    file.write_text(json.dumps(store), encoding="utf-8")
    return file


USAGE = [
    (["nonsense"], 2, "talks: no command 'nonsense'; talks --help lists them\n"),
    (["conflict"], 2, "talks: no command 'conflict'; did you mean conflicts?\n"),
    (["who"], 2, "talks: missing argument 'NAME'; see talks who --help\n"),
    (["claims", "--limit", "x"], 2,
     "talks: invalid value for '--limit': write a whole number; see talks claims --help\n"),
    (["retract", "c", "--why", "x", "--wait", "soon"], 2,
     "talks: invalid value for '--wait': write a number; see talks retract --help\n"),
    (["claims", "--limit", "-1"], 2, "talks: --limit: -1 is below zero; give 0 or more\n"),
    (["claims", "--format", "xml"], 2,
     "talks: --format: no format 'xml'; there are: table, tsv, csv, json, ndjson, markdown\n"),
    (["claims", "--columns", "whom", "--limit", "1"], 2,
     "talks: --columns: no column 'whom' here; there are: id, who, who_name, about, property, fact, value, "
     "status, stance, when, text, document, outlet, via, paragraph, quote, mentions, at, only, revises, tags, note, retracted; "
     "did you mean who, who_name?\n"),
    (["claims", "--since", "2025-13"], 2,
     "talks: --since: '2025-13' is not a date: month 13 does not exist; write 01 to 12, or 21 to 41 for a season\n"),
    (["rounds", "--as-of", "soon"], 2,
     "talks: --as-of: 'soon' is not a date: 's' does not belong in a date; write a date such as 2025-07-23\n"),
    (["claims", "--stance", "says"], 2,
     "talks: --stance: no stance 'says'; there are: asserts, denies, withholds\n"),
    (["conflicts", "--verdict", "conflict"], 2,
     "talks: --verdict: no verdict 'conflict'; there are: contradiction, overlap, imprecise, agreement, single, "
     "unknown, all\n"),
    (["timeline", "--only", "plans"], 2, "talks: --only: no kind 'plans'; there are: events, said\n"),
    (["who", "Nobody Atall"], 3, "talks: no actor named 'Nobody Atall' in this store; "
     "talks list actors shows them\n"),
    (["who", "Umarov"], 3, "talks: no actor named 'Umarov' in this store; did you mean Rustem Umerov?\n"),
    (["rounds", "9"], 3,
     "talks: no round named '9' in this store; the rounds are round-1, round-2, round-3\n"),
    (["conflicts", "round-9.date"], 3,
     "talks: no fact named 'round-9.date' in this store; did you mean round-3.date, round-2.date, "
     "round-1.date?\n"),
    (["show", "r3-date-rio"], 3,
     "talks: no claim or fact named 'r3-date-rio' in this store; did you mean r3-date-ria, r3-date-fidan, "
     "r3-date-tass?\n"),
    (["claims", "--property", "colour"], 3, "talks: no property named 'colour' in this store; "
     "talks list properties shows them\n"),
    (["sources", "BBC"], 3, "talks: no document or outlet named 'BBC' in this store; "
     "talks sources lists the documents and their outlets\n"),
    (["schema", "claim"], 2, None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "status", "said"), USAGE, ids=lambda value: str(value)[:40])
def test_a_mistake_on_the_command_line_is_one_line(
    talks: "Talks", words: list[str], status: int, said: str | None
) -> None:
    result = talks(*words)
    assert (result.status, result.out) == (status, "")
    assert result.err.count("\n") == 1
    assert said is None or result.err == said


STORES = [
    ({"who": "b"}, "claim c, who: there is no actor 'b'; add the actor, or name another"),
    ({"what__value": "2025-02-30"}, "claim c, what.value: '2025-02-30' is not a date: 30 February does not exist"),
    ({"what__value": "soon"}, "claim c, what.value: 'soon' is not a date: 's' does not belong in a date"),
    ({"what__property": "dead", "what__value": "many"},
     "claim c, what.value: 'many' is not a count: it is not a number or a range"),
    ({"when": "later"}, "claim c, when: 'later' is not a date: 'l' does not belong in a date"),
    ({"what__stance": "says"}, "claim c, what.stance: "),
    ({"what__colour": "red"}, "claim c, what.colour: "),
    ({"source__document": "nowhere"}, "claim c, source.document: there is no document 'nowhere'"),
    ({"revises": "c"}, "claim c, revises: "),
    ({"id": "Not An Id"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "said"), STORES, ids=str)
def test_a_fault_of_a_store_is_one_line_with_its_place(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    file = write(small_store, tmp_path, **changes)
    result = talks("rounds", "--store", str(file))
    assert (result.status, result.out) == (4, "")
    assert result.err.count("\n") == 1
    assert result.err.startswith(f"talks: {file}: {said}")


FILES = {
    "no-such-file": (None, "no such file"),
    "not-json": (b"{\n", "not JSON"),
    "empty": (b"", ""),
    "a-list": (b"[]", ""),
    "binary": (b"\xff\xfe\x00\x01", ""),
    "later": (b'{"schema_version": 3, "title": "x"}', "later version of talks"),
    "no-version": (b'{"title": "x"}', "schema_version"),
    "nan": (b'{"schema_version": 1, "title": NaN}', ""),
    "twice": (b'{"schema_version": 1, "title": "x", "title": "y"}', "title"),
    "deep": (b'{"schema_version": 1, "title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", ""),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_store_is_one_line(talks: "Talks", tmp_path: Path, name: str) -> None:
    data, said = FILES[name]
    file = tmp_path / f"{name}.json"
    if data is not None:
        file.write_bytes(data)
    result = talks("rounds", "--store", str(file))
    assert (result.status, result.out) == (4, "")
    assert result.err.count("\n") == 1
    assert str(file) in result.err
    assert said in result.err


def test_an_empty_directory_is_no_store(talks: "Talks", tmp_path: Path) -> None:
    result = talks("rounds", "--store", str(tmp_path))
    assert (result.status, result.out) == (4, "")
    assert str(tmp_path) in result.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_one_line(
    talks: "Talks", small_store: dict[str, Any], tmp_path: Path
) -> None:
    file = write(small_store, tmp_path)
    file.chmod(stat.S_IWUSR)
    result = talks("rounds", "--store", str(file))
    assert (result.status, result.out) == (4, "")
    assert "permission" in result.err.lower()


def run_process(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "talkscli", *words], input=stdin, capture_output=True, timeout=60, check=False
    )


def test_a_reader_that_goes_away_ends_the_program_quietly() -> None:
    script = f"{sys.executable} -m talkscli claims --format ndjson | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
    first, status = done.stdout.splitlines()
    assert json.loads(first)["id"]
    assert (status, done.stderr) == (b"0", b"")


def test_an_empty_result_is_no_failure_unless_asked(talks: "Talks") -> None:
    found = [talks("claims", "--who", "ria", "--status", "held", *more) for more in ((), ("-e",))]
    assert [(r.status, r.out.count("\n"), r.err) for r in found] == [
        (0, 1, "no claim meets these conditions\n"),
        (1, 1, "no claim meets these conditions\n"),
    ]


def test_standard_input_is_read_once(talks: "Talks") -> None:
    result = talks("who", "-", "--store", "-", stdin="x")
    assert (result.status, result.out) == (2, "")
    assert "standard input can be read once" in result.err


def test_a_bug_of_ours_shows_its_traceback(talks: "Talks", monkeypatch: pytest.MonkeyPatch) -> None:
    import talkscli.reports.rounds as module

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "report_rounds", fail)
    with pytest.raises(ZeroDivisionError):
        talks("rounds")


def test_help_goes_to_standard_output_with_examples() -> None:
    done = run_process("conflicts", "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Examples:" in done.stdout
