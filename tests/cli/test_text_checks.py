"""What comes in is held against the documents' texts, where they are at hand."""

import json
from pathlib import Path
from typing import Any

import pytest

TEXT = "Ferry sinks\n\nHe said they don't negotiate under bombs.\nFourteen died, the ministry said.\n"
STORE: dict[str, Any] = {
    "schema_version": 1,
    "title": "Ferry",
    "actors": [
        {"id": "gazette", "kind": "outlet", "name": "Gazette"},
        {"id": "anna", "kind": "person", "name": "Anna"},
    ],
    "events": [{"id": "ferry", "kind": "accident", "name": "Ferry"}],
    "properties": [{"id": "number", "type": "count"}, {"id": "said", "type": "quote"}],
    "documents": [
        {"id": "report", "outlet": "gazette", "title": "Ferry sinks", "file": "report.txt"},
        {"id": "other", "outlet": "gazette", "title": "Other", "file": "other.txt"},
    ],
    "claims": [],
}
HEAD = "who,about,property,value,document,paragraph,quote\n"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.json"
    path.write_text(json.dumps(STORE))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report.txt").write_text(TEXT)
    return path


def bring(talks: Any, store: Path, row: str, *words: str) -> Any:
    (store.parent / "in.csv").write_text(HEAD + row + "\n")
    texts = ("--texts", store.parent / "texts")
    return talks("import", store.parent / "in.csv", "--store", store, *texts, *words)


@pytest.mark.parametrize(
    ("row", "reasons"),
    [
        ("anna,ferry,number,14,report,9,Fourteen died", ["paragraph: there is no paragraph 9 in the text of report"]),
        ("anna,ferry,number,14,report,2,Fourteen died", ["quote: it stands in paragraph 3, not in paragraph 2"]),
        ("anna,ferry,number,14,report,3,Fifteen died", ["quote: other words stand in paragraph 3"]),
        ("anna,ferry,number,14,report,2,t negotiate under bombs", ["quote: "]),
        ("anna,ferry,number,14,report,9,nothing like it", ["paragraph: ", "quote: nothing like it stands in the text"]),
    ],
)  # fmt: skip
def test_what_the_text_does_not_have_is_refused(
    talks: Any, store: Path, row: str, reasons: list[str]
) -> None:
    ended = bring(talks, store, row, "--format", "ndjson")
    assert ended.status == 5
    parts = json.loads(ended.out)["reason"].split(" | ")
    assert [part.startswith(reason) for part, reason in zip(parts, reasons, strict=True)] == [True] * len(
        parts
    )


def test_what_the_text_has_comes_in_without_a_word(talks: Any, store: Path) -> None:
    ended = bring(talks, store, "anna,ferry,number,14,report,3,Fourteen died", "--format", "ndjson")
    assert ended.status == 0
    assert json.loads(ended.out)["reason"] is None


def test_a_text_that_is_not_there_is_told(talks: Any, store: Path) -> None:
    ended = bring(talks, store, "anna,ferry,number,14,other,3,Fourteen died")
    assert ended.status == 0
    assert "not looked up in the text: the file other.txt is not there" in ended.out


def test_quoted_words_that_are_not_the_texts_are_told(talks: Any, store: Path) -> None:
    ended = bring(talks, store, "anna,ferry,said,they don't negotiate under bombs,report,2,")
    assert "quoted words" not in ended.out
    ended = bring(talks, store, "gazette,ferry,said,they do negotiate under bombs,report,2,")
    assert "the quoted words are not those of the text: other words stand in paragraph 2" in ended.out


def test_options_are_looked_up_too(talks: Any, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALKS_TEXTS", str(store.parent / "texts"))
    words = (
        "--who",
        "anna",
        "--about",
        "ferry",
        "--property",
        "number",
        "--value",
        "14",
        "--document",
        "report",
    )
    added = (
        "add",
        "--store",
        store,
        *words,
        "--text",
        "Fourteen died.",
        "--quote",
        "Fourteen died",
        "--paragraph",
    )
    ended = talks(*added, "2")
    assert ended.status == 2
    assert ended.err == ("talks: --quote: it stands in paragraph 3, not in paragraph 2; write paragraph 3\n")
    assert talks(*added, "3").status == 0
    ended = talks("revise", "ferry-number-anna", "--quote", "Fifteen died", "--store", store)
    assert ended.status == 2
    assert "--quote: other words stand in paragraph 3" in ended.err


def test_a_property_that_never_had_such_a_subject_is_remarked(talks: Any, store: Path) -> None:
    assert "never" not in bring(talks, store, "anna,ferry,number,14,report,3,").out
    ended = bring(talks, store, "anna,anna,number,1,report,,")
    assert ended.status == 0
    assert "number was never said of an actor before" in ended.out
    assert "never" not in bring(talks, store, "gazette,ferry,number,15,report,3,").out
