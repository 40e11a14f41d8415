"""One document under more or less of what is known of it is one document."""

import json
from pathlib import Path
from typing import Any

import pytest

HEAD = "outlet,title,published,url,who,about,property,value\n"
URL = "https://g.example/1"


@pytest.fixture
def store(tmp_path: Path, talks: Any) -> Path:
    path = tmp_path / "s.json"
    talks("init", path)
    for words in (("actor", "Gazette", "--kind", "outlet"), ("event", "Ferry", "--kind", "accident")):
        talks("add", *words, "--store", path)
    return path


def bring(talks: Any, store: Path, *rows: str) -> Any:
    table = HEAD + "".join(f"{row},Gazette,Ferry,number,{number}\n" for number, row in enumerate(rows))
    return talks("import", "-", "--create", "--store", store, stdin=table)


@pytest.mark.parametrize(
    ("rows", "documents"),
    [
        ([f"Gazette,Sunk,2026-03-02,{URL}", "Gazette,Sunk,2026-03-02,"], 1),
        (["Gazette,Sunk,2026-03-02,", f"Gazette,Sunk,2026-03-02,{URL}"], 1),
        (["Gazette,Sunk,,", "Gazette,Sunk,2 March 2026,"], 1),
        (["Gazette,Sunk,2026-03-02,", "Gazette,Sunk,2026-03-03,"], 2),
        (["Gazette,Sunk,2026-03-02,", "Gazette,Saved,2026-03-02,"], 2),
        ([f"Gazette,Sunk,2026-03-02,{URL}", f"Gazette,Sunk,2026-03-02,{URL}2"], 2),
        ([f"Gazette,Sunk,,{URL}", f"Gazette,,,{URL}"], 1),
    ],
)
@pytest.mark.parametrize("is_split", [True, False])
def test_documents_of_which_nothing_else_is_said_are_one(
    talks: Any, store: Path, rows: list[str], documents: int, is_split: bool
) -> None:
    for part in [[row] for row in rows] if is_split else [rows]:
        assert bring(talks, store, *part).status == 0
    assert len(json.loads(store.read_text())["documents"]) == documents


def test_what_the_store_does_not_know_of_a_document_is_told(talks: Any, store: Path) -> None:
    bring(talks, store, "Gazette,Sunk,2026-03-02,")
    ended = bring(talks, store, "Gazette,Sunk,2026-03-02,", f"Gazette,Sunk,2026-03-02,{URL}")
    assert (
        "taken for gazette-2026-03-02: the store has no url of it; talks edit document adds it" in ended.out
    )


def test_where_two_fit_none_is_taken(talks: Any, store: Path) -> None:
    bring(talks, store, f"Gazette,Sunk,,{URL}", f"Gazette,Sunk,,{URL}2")
    ended = bring(talks, store, "Gazette,Sunk,,")
    assert ended.status == 5
    assert "document: several fit: gazette-sunk, gazette-sunk-2; give the id" in ended.out
