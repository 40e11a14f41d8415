"""Names of files that no person would choose: every command takes them, and says them in one line."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Ended, Talks

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems do not have such names")

NAMES = [
    b"line\nbreak.json", b"return\r.json", b"not utf-8 \xff\xfe.json", b"tab\t\x1b]0;title\x07.json",
    b"%41?#&.json", b"it's \"quoted\".json", "\u202e\u200b e\u0301.json".encode(), b"x" * 200 + b".json",
]  # fmt: skip

Run = Callable[..., Ended]


@pytest.fixture(params=NAMES, ids=ascii)
def odd(request: pytest.FixtureRequest) -> str:
    return os.fsdecode(request.param)


@pytest.fixture
def store(odd: str, tmp_path: Path, small_store: dict[str, Any]) -> Path:
    path = tmp_path / odd
    path.write_text(json.dumps(small_store))
    return path


@pytest.fixture
def run(talks: Talks, tmp_path: Path, odd: str) -> Run:
    """Run a command that has to end well, with a cache whose name is odd too."""

    def well(*words: str | Path, status: int = 0, stdin: str = "") -> Ended:
        ended = talks(*words, stdin=stdin, environ={"TALKS_CACHE": str(tmp_path / f"cache {odd}")})
        assert ended.status == status, ended
        assert all(line.isprintable() for line in ended.err.splitlines()), ended
        return ended

    return well


def test_a_store_of_an_odd_name_is_read_again_and_again(run: Run, store: Path) -> None:
    shown = [run("claims", "--store", store).out for _ in range(3)]
    assert len(set(shown)) == 1
    assert "It was on 23 July." in shown[0]
    assert len(list((store.parent / f"cache {store.name}").rglob("*.index"))) == 1
    for words in (["who", "Anna"], ["search", "july"], ["conflicts"], ["sources"], ["timeline"], ["rounds"]):
        run(*words, "--store", store)
        run(*words, "--store", store, "--format", "table")
    assert run("check", store).err == "no faults\n"


def test_a_directory_of_an_odd_name_is_read(run: Run, store: Path, tmp_path: Path, odd: str) -> None:
    directory = tmp_path / f"directory {odd}"
    directory.mkdir()
    store.rename(directory / odd)
    for _ in range(3):
        assert "It was on 23 July." in run("claims", "--store", directory).out


def test_a_store_of_an_odd_name_is_written(run: Run, store: Path, tmp_path: Path, odd: str) -> None:
    assert run("add", "actor", "Bea", "--kind", "person", "--store", store).out == "bea\n"
    assert "Bea" in run("who", "Bea", "--store", store, "--format", "table").out or store.exists()
    assert '"bea"' in store.read_text()
    other = tmp_path / f"a {odd}"
    other.write_bytes(store.read_bytes())
    run("merge", other, "--store", store)
    run("merge", other, store, "--output", tmp_path / f"merged {odd}")
    run("diff", other, store)
    table = tmp_path / f"table {odd}.csv"
    table.write_text(run("claims", "--format", "csv", "--store", store).out)
    run("import", table, "--store", store)
    if len(os.fsencode(odd)) < 200:
        run("init", tmp_path / f"new {odd}")


def test_what_is_wrong_is_said_in_one_line_with_the_name_written_out(
    run: Run, store: Path, tmp_path: Path, odd: str
) -> None:
    valid = store.read_text()
    store.write_text("[")
    for words in (["claims", "--store", store], ["add", "actor", "X", "--kind", "person", "--store", store]):
        ended = run(*words, status=4)
        assert ended.err.count("\n") == 1
    store.write_text(valid)
    missing = tmp_path / f"no {odd}"
    assert "no such file" in run("check", missing, status=4).out
    for words, status in (
        (["claims", "--store", missing], 4),
        (["diff", missing, missing], 4),
        (["import", missing, "--store", store], 2),
        (["verify", "--texts", missing], 2),
        (["init", missing / "x"], 5),
        (["init", tmp_path / "x.json", "--title", odd], 2 if "\udcff" in odd else 0),
    ):
        assert run(*words, status=status).err.count("\n") == 1, words


@pytest.mark.parametrize(
    "words",
    [["add", "actor", "X", "--kind", "person", "--note", "{}"], ["add", "actor", "{}", "--kind", "person"],
     ["add", "document", "--outlet", "o", "--title", "{}"], ["retract", "c", "--why", "{}"],
     ["add", "claim", "--who", "a", "--about", "e", "--property", "date", "--value", "2025-07-24", "--text", "{}",
      "--document", "d"]],
)  # fmt: skip
def test_bytes_that_are_no_utf_8_come_into_no_store(
    words: list[str], talks: Talks, tmp_path: Path, small_store: dict[str, Any]
) -> None:
    store = tmp_path / "story.json"
    store.write_text(json.dumps(small_store))
    before = store.read_bytes()
    ended = talks(*[word.format("half \udcff") for word in words], "--store", store)
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [["who", "{}"], ["search", "{}"], ["show", "{}"], ["conflicts", "{}"], ["claims", "--text", "{}"],
     ["claims", "--who", "{}"], ["cite", "{}"], ["claims", "--columns", "{}"], ["{}"], ["claims", "--{}"],
     ["claims", "--since", "{}"], ["sources", "{}"], ["claims", "--format", "{}"], ["claims", "--store", "{}"]],
)  # fmt: skip
def test_bytes_that_are_no_utf_8_are_asked_for_in_vain(words: list[str], talks: Talks) -> None:
    ended = talks(*[word.format("half \udcff") for word in words])
    assert ended.status in {0, 2, 3, 4}
    assert ended.err.count("\n") <= 1
    ended.err.encode()
