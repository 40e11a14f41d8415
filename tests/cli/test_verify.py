"""`talks verify`: nothing but the very words passes."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(os.environ.get("TALKS_SEEDS", Path(__file__).parents[3] / "shared" / "seeds"))

TEXT = "A headline\n\nThe talks are planned for 22 July in Istanbul.\nThe talks go on.\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of one document and one claim, and its text in `texts`."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(TEXT)
    return write_store(tmp_path, quote="planned for 22 July", paragraph=2)


def write_store(folder: Path, **source: Any) -> Path:
    document = {
        "id": "doc",
        "outlet": "paper",
        "title": "A headline",
        "file": source.pop("file", "one.txt"),
        "sha256": source.pop("sha256", DIGEST),
    }
    claim = {
        "id": "c1",
        "who": "paper",
        "what": {"about": "talks", "property": "date", "value": "2025-07-22", "text": "They are planned."},
        "source": {"document": "doc", **source},
    }
    path = folder / "store.json"
    path.write_text(
        json.dumps(
            {
                "schema_version": 1,
                "title": "Test",
                "actors": [{"id": "paper", "kind": "outlet", "name": "The Paper"}],
                "events": [{"id": "talks", "kind": "talks", "name": "Talks"}],
                "properties": [{"id": "date", "type": "date"}],
                "documents": [document],
                "claims": [claim],
            }
        )
    )
    return path


CASES: list[tuple[dict[str, Any], str, str | None]] = [
    ({"quote": "planned for 22 July", "paragraph": 2}, "exact", None),
    ({"quote": "planned for 22 July"}, "exact", None),
    (
        {"quote": "planned for 22 July", "paragraph": 3},
        "moved",
        "it stands in paragraph 2, not in paragraph 3",
    ),
    (
        {"quote": "planned for 23 July", "paragraph": 2},
        "near",
        "other words stand in paragraph 2: planned for [-23-] {+22+} July",
    ),
    ({"quote": "The talks"}, "ambiguous", "it stands in paragraphs 2 and 3; no paragraph is named"),
    ({"quote": "prisoners were exchanged"}, "missing", "nothing like it stands in the text"),
    ({}, "no-anchor", "the claim has no quote to look for"),
    (
        {"quote": "The talks go on", "paragraph": 3, "sha256": "0" * 64},
        "changed",
        f"the text's SHA-256 is {DIGEST[:12]}…, the store has 000000000000…; the anchor stands where it stood",
    ),
    ({"quote": "x", "file": "two.txt"}, "no-text", "the file two.txt is not there"),
    (
        {"quote": "x", "file": "../one.txt"},
        "no-text",
        "'../one.txt' is not the name of a file in the directory",
    ),
    ({"quote": "x", "file": "folder"}, "no-text", "the file folder is a directory"),
    ({"quote": "x", "file": "pipe"}, "no-text", "pipe is not a plain file of at most 64 MiB"),
    ({"quote": "x", "file": "latin.txt"}, "no-text", "the file latin.txt is not UTF-8 (byte 5)"),
    ({"quote": "x", "file": None}, "no-text", "the document names no file"),
]


@pytest.mark.parametrize(("source", "state", "why"), CASES)
def test_each_state_is_told_with_its_reason(
    store: Path, talks: Any, source: dict[str, Any], state: str, why: str | None
) -> None:
    texts = store.parent / "texts"
    (texts / "folder").mkdir()
    os.mkfifo(texts / "pipe")
    (texts / "latin.txt").write_bytes("trou\xe9".encode("latin-1"))
    write_store(store.parent, **source)
    ended = talks("verify", "--store", store, "--texts", texts, "--format", "json")
    (row,) = json.loads(ended.out)
    assert (row["state"], row["why"]) == (state, why)
    assert ended.status == (0 if state == "exact" else 1)


def test_a_limit_does_not_hide_the_status(store: Path, talks: Any) -> None:
    write_store(store.parent, quote="nowhere to be found")
    assert talks("verify", "--store", store, "--texts", store.parent / "texts", "--limit", "0").status == 1


def test_problems_leaves_out_what_is_exact(store: Path, talks: Any) -> None:
    ended = talks("verify", "--store", store, "--texts", store.parent / "texts", "--problems", "--no-header")
    assert (ended.status, ended.out, ended.err) == (0, "", "every anchor is exact\n")


def test_a_terminal_gets_the_sum_and_what_is_wrong(store: Path, talks: Any) -> None:
    texts = store.parent / "texts"
    assert "the anchor is exact" in talks("verify", "--store", store, "--texts", texts, terminal=True).out
    write_store(store.parent, quote="planned for 23 July", paragraph=2)
    shown = talks("verify", "--store", store, "--texts", texts, terminal=True).out
    assert "[-23-] {+22+}" in " ".join(shown.split())
    assert "1 anchor not exact" in shown


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_no_link_is_followed_out_of_the_directory(store: Path, talks: Any) -> None:
    (store.parent / "secret.txt").write_text(TEXT)
    text = store.parent / "texts" / "one.txt"
    for target in ("../secret.txt", store.parent / "secret.txt", "/dev/zero", "/etc/passwd", "one.txt"):
        text.unlink()
        text.symlink_to(target)
        result = talks("verify", "--store", store, "--texts", store.parent / "texts", "--format", "json")
        (row,) = json.loads(result.out)
        assert (row["state"], row["passage"]) == ("no-text", None), target
        assert (
            target == "one.txt" or row["why"] == "the file one.txt is a link that leads out of the directory"
        )
    # What lies in the directory may have several names, and so may the directory.
    text.unlink()
    (text.parent / "two.txt").write_text(TEXT)
    text.symlink_to("two.txt")
    (store.parent / "also").symlink_to("texts")
    result = talks("verify", "--store", store, "--texts", store.parent / "also", "--format", "json")
    assert json.loads(result.out)[0]["state"] == "exact"


def test_of_a_text_no_more_is_shown_than_what_stands_for_the_anchor(store: Path, talks: Any) -> None:
    key = "0123456789abcdef" * 4000
    (store.parent / "texts" / "one.txt").write_text(
        f"A line.\nThe talks are planned for 23 July{key} and {key}.\n"
    )
    result = talks("verify", "--store", store, "--texts", store.parent / "texts", "--format", "json")
    (row,) = json.loads(result.out)
    assert row["state"] == "changed"
    assert row["passage"].startswith("planned for 23 July")
    assert len(row["passage"]) < 60
    assert len(result.out) < 1500


def test_a_directory_that_is_not_there_is_said(talks: Any) -> None:
    ended = talks("verify", "--texts", "/nowhere")
    assert ended.status == 2
    assert ended.err == (
        "talks: /nowhere: no such directory; name the directory that holds the documents' texts\n"
    )


def test_a_state_that_is_none_is_refused(talks: Any, tmp_path: Path) -> None:
    ended = talks("verify", "--texts", tmp_path, "--state", "exct")
    assert ended.status == 2
    assert "did you mean exact?" in ended.err


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles' texts are not here")
def test_every_claim_of_the_shipped_store_is_exact(talks: Any, tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "texts")
    ended = talks("verify", "--texts", tmp_path / "texts", "--format", "ndjson")
    states = {json.loads(line)["state"] for line in ended.out.splitlines()}
    assert (ended.status, states) == (0, {"exact"})
    claims = talks("claims", "--columns", "id", "--no-header").out.splitlines()
    assert len(ended.out.splitlines()) == len(claims) > 300
