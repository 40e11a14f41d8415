"""Slips on the command line that many make, and the one line that puts each right."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Talks

SLIPS = [
    ("who Umerov --as-of", 2, "--as-of: its value is missing; see talks who --help"),
    ("who Umerov --as-of --limit 3", 2, "--as-of: its value is missing; --limit was taken for it"),
    ("add --who", 2, "--who: its value is missing; see talks add --help"),
    ("--about round-3 claims", 2, "--about goes after the command; see talks --help"),
    ("who Umerov --columns when, text", 2, "--columns: there is a space after the comma; write when,text"),
    ("import x --create actors, places", 2, "--create: there is a space after the comma; write actors,places"),
    ("cite round-3.date", 3,
        "'round-3.date' is a fact, not a claim; talks show round-3.date lists its claims"),
    ("cite Umerov", 3, "'Umerov' is no claim: it is Rustem Umerov; talks who umerov shows what is said of it"),
    ("cite nothing-like-it", 3, "no claim named 'nothing-like-it' in this store"),
    ("rounds --store https://example.org/facts.json", 4,
        "https://example.org/facts.json: this is an address, not a file; download it, and name the file"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "status", "message"), SLIPS)
def test_a_slip_is_put_right_in_one_line(talks: "Talks", line: str, status: int, message: str) -> None:
    ended = talks(*line.split())
    assert (ended.status, ended.out, ended.err) == (status, "", f"talks: {message}\n")


@pytest.mark.parametrize("text", ["# Title\n\nWords.\n", "[tool]\nname = 1\n"])
def test_a_file_that_is_no_store_at_all_is_not_to_be_mended(
    talks: "Talks", tmp_path: Path, text: str
) -> None:
    file = tmp_path / "README.md"
    file.write_text(text)
    ended = talks("rounds", "--store", file)
    assert ended.status == 4
    assert ended.err.endswith("; this is no store; name a file of claims: `talks schema` prints its form\n")


HEADLINES = [
    ("actor", "--name", ["--kind", "person"]), ("place", "--name", []), ("event", "--name", ["--kind", "round"]),
    ("property", "--label", ["--type", "text"]), ("term", "--name", []), ("document", "--title", ["--outlet", "tass"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "option", "more"), HEADLINES)
def test_what_names_a_record_is_an_option_or_words(
    talks: "Talks", tmp_path: Path, kind: str, option: str, more: list[str]
) -> None:
    made = []
    ways: list[list[str]] = [["New", "and", "old"], ["New and old"], [option, "New and old"]]
    for number, given in enumerate(ways):
        store = tmp_path / f"{number}.json"
        talks("init", store, "--like", "shipped", "--no-claims")
        ended = talks("add", kind, *given, *more, "--store", store)
        assert ended.status == 0, ended.err
        made.append(store.read_bytes())
    assert made[0] == made[1] == made[2]
    ended = talks("add", kind, "Old", option, "New", *more, "--store", tmp_path / "0.json")
    assert ended.err == f"talks: {option}: 'Old' and 'New' are both given; give one of them\n"


def test_the_outlet_that_is_missing_can_be_made_as_the_message_says(talks: "Talks", tmp_path: Path) -> None:
    store = tmp_path / "s.json"
    talks("init", store)
    document: list[str | Path] = [
        "add",
        "document",
        "--outlet",
        "The Gazette",
        "--title",
        "T",
        "--store",
        store,
    ]
    ended = talks(*document)
    assert (ended.status, ended.err) == (
        3,
        "talks: --outlet: no actor named 'The Gazette' in this store; "
        "talks add actor 'The Gazette' --kind outlet makes one\n",
    )
    assert talks("add", "actor", "The Gazette", "--kind", "outlet", "--store", store).status == 0
    assert talks(*document).status == 0


ROWS = "who,about,property,value,outlet,title\nMinistry,Bread,price,45,Gazette,Dear bread\n"


@pytest.mark.parametrize(
    "words", [["FILE", "--create"], ["--create", "FILE"], ["FILE", "--create", "all"], ["--create=all", "FILE"],
              ["FILE", "--create", "--limit", "5"],
              ["FILE", "--create", "actors,events,properties,documents"]]
)  # fmt: skip
@pytest.mark.parametrize("name", ["rows.csv", "rows"])
def test_create_alone_means_all_kinds_wherever_it_stands(
    talks: "Talks", tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(ROWS)
    talks("init", "s.json")
    given = [name if word == "FILE" else word for word in words]
    ended = talks("import", *given, "--store", "s.json", "--columns", "state,id", "--no-header")
    assert (ended.status, ended.out) == (0, "taken\tbread-price-ministry\n"), ended.err


def test_a_kind_that_cannot_be_created_is_told(talks: "Talks", tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(ROWS)
    ended = talks("import", file, "--create", "actor", "--store", tmp_path / "s.json")
    assert (ended.status, ended.err) == (
        2,
        "talks: --create: no kind 'actor'; there are: actors, properties, documents, places, events, terms, all; "
        "did you mean actors?\n",
    )


@pytest.mark.parametrize(
    "line",
    ["matrix --by OUTLET", "sources --sort Share", "claims --stance DENIES", "cite r3-date-ria --as CSL"],
)
def test_words_to_choose_from_are_taken_in_capitals(talks: "Talks", line: str) -> None:
    *before, word = line.split()
    written, usual = talks(*before, word), talks(*before, word.lower())
    assert (written.status, written.out, written.err) == (0, usual.out, usual.err)
