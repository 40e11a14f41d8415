"""`talks review --document`: the sentences of an article on which no claim rests."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Ended, Talks

LINES = [
    "Ferry sinks off Harbour",
    "Of the ferry 40 people were saved on Monday. Mr. Stone said that 3 are missing. The search goes on.",
    "Nobody knows why.",
]


def make_claim(one: str, **source: Any) -> dict[str, Any]:
    what = {"about": "ferry", "property": "saved", "value": "40", "text": f"What {one} says."}
    return {"id": one, "who": "gazette", "what": what, "source": {"document": "gz", **source}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gz.txt").write_text("\n\n".join(LINES) + "\n", encoding="utf-8")
    return tmp_path


def look(talks: Talks, folder: Path, *claims: dict[str, Any], **more: Any) -> Ended:
    text = (folder / "gz.txt").read_bytes()
    store = {
        "schema_version": 2,
        "title": "The ferry",
        "actors": [{"id": "gazette", "kind": "outlet", "name": "Gazette"}],
        "events": [{"id": "ferry", "kind": "accident", "name": "Ferry accident"}],
        "properties": [{"id": "saved", "type": "count"}],
        "documents": [
            {
                "id": "gz",
                "outlet": "gazette",
                "title": LINES[0],
                "file": "gz.txt",
                "sha256": hashlib.sha256(text).hexdigest(),
            }
        ],
        "claims": list(claims),
    }
    path = folder / "story.json"
    path.write_text(json.dumps(store), encoding="utf-8")
    return talks("review", "--document", "gz", "--store", path, "--texts", folder, **more)


def read_places(ended: Ended) -> list[tuple[int, int]]:
    rows = [line.split("\t") for line in ended.out.splitlines()[1:]]
    return [(int(row[1]), int(row[2])) for row in rows]


EVERY = [(1, 1), (2, 1), (2, 2), (2, 3), (3, 1)]


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ({"paragraph": 2, "quote": "40 people were saved"}, [(1, 1), (2, 2), (2, 3), (3, 1)]),
        ({"paragraph": 2, "quote": "3 are missing. The search"}, [(1, 1), (2, 1), (3, 1)]),
        ({"paragraph": 2}, [(1, 1), (3, 1)]),
        ({"paragraph": 1, "quote": "Nobody knows"}, EVERY[:-1]),  # the anchor has moved
        ({"quote": "Nobody knows"}, EVERY[:-1]),
        ({"quote": "nothing of the text"}, EVERY),
        ({}, EVERY),
        ({"paragraph": 9}, EVERY),
    ],
)
def test_a_sentence_is_covered_by_the_anchor_of_a_claim(
    talks: Talks, folder: Path, source: dict[str, Any], missing: list[tuple[int, int]]
) -> None:
    ended = look(talks, folder, make_claim("a", **source))
    assert ended.status == 0, ended.err
    assert read_places(ended) == missing
    verb = "has" if len(missing) == 1 else "have"
    assert f"{len(missing)} of 5 sentences {verb} no claim\n" in ended.err


def test_names_that_no_claim_speaks_of_are_told(talks: Talks, folder: Path) -> None:
    text = (
        (folder / "gz.txt")
        .read_text()
        .replace("Nobody knows why.", "Ann Lee of the NTSB and the Gazette said so.")
    )
    (folder / "gz.txt").write_text(text)
    ended = look(talks, folder, make_claim("a", paragraph=2))
    assert "named, and in no claim: Ann Lee (¶3), NTSB (¶3)\n" in ended.err


@pytest.mark.parametrize("more", ["Aa" * 50_000, "Gazette " * 20_000, "Ann Lee, " * 20_000])
def test_a_long_text_is_gone_through_once(talks: Talks, folder: Path, more: str) -> None:
    """What takes the square of these would not end."""
    (folder / "gz.txt").write_text("\n\n".join([*LINES[:2], more]) + "\n", encoding="utf-8")
    assert look(talks, folder).status == 0


def test_a_retracted_claim_covers_nothing(talks: Talks, folder: Path) -> None:
    claim = make_claim("a", paragraph=3, quote="Nobody knows") | {"retracted": {"why": "Wrong."}}
    assert read_places(look(talks, folder, claim)) == EVERY


def test_on_a_terminal_what_has_a_claim_stands_in_brackets(talks: Talks, folder: Path) -> None:
    claims = [make_claim("a", paragraph=2, quote="40 people were saved"), make_claim("b", paragraph=3)]
    assert look(talks, folder, *claims, terminal=True).out == (
        "Ferry sinks off Harbour  gz\n"
        "¶1 Ferry sinks off Harbour\n"
        "¶2 [Of the ferry 40 people were saved on Monday.] Mr. Stone said that 3 are\n"
        "    missing. The search goes on.\n"
        "¶3 (1 claim)\n"
    )


def test_an_article_of_which_everything_is_claimed_says_so(talks: Talks, folder: Path) -> None:
    claims = [make_claim(f"c{number}", paragraph=number) for number in (1, 2, 3)]
    ended = look(talks, folder, *claims)
    assert read_places(ended) == []
    assert "every sentence has a claim" in ended.err


def test_a_text_that_is_not_there_or_another_is_told(talks: Talks, folder: Path) -> None:
    look(talks, folder)
    words = ("review", "--document", "gz", "--store", folder / "story.json")
    (folder / "gz.txt").write_text("Another text.\n", encoding="utf-8")
    changed = talks(*words, "--texts", folder)
    assert "is not the one that was read" in changed.err
    (folder / "gz.txt").unlink()
    gone = talks(*words, "--texts", folder)
    assert (gone.status, gone.out) == (2, "")
    assert "is not there" in gone.err
    assert "talks: gz: where the text lies is not known" in talks(*words).err


def test_without_drafts_and_document_it_is_said_what_is_missing(talks: Talks) -> None:
    ended = talks("review")
    assert ended.status == 2
    assert ended.err.startswith("talks: DRAFTS: no drafts are named; talks draft")
