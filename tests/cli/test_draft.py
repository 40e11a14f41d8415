"""`talks draft` on files, and on documents of a store: what it writes, and what it says of what it cannot read."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from talkscli.drafting.draft_file import draft_schema, read_drafts

LINE = "Peskov said on Tuesday that the third round is planned for 24 July.\n"
KNOWN = ("--outlet", "NYM", "--published", "2025-07-23")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(LINE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, small_store: dict[str, Any]) -> Path:
    """Make a store of three documents and a directory with the texts of two; the third is in no known language."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "one.txt").write_text("Anna Alpha said that 30 people died.\n", encoding="utf-8")
    (texts / "three.txt").write_text("Tekst.\n", encoding="utf-8")
    small_store["schema_version"] = 2
    small_store["properties"][1]["unit"] = "people"
    small_store["documents"] = [
        {"id": "d", "outlet": "o", "title": "T", "file": "one.txt"},
        {"id": "d2", "outlet": "o", "title": "T2", "file": "two.txt"},
        {"id": "d3", "outlet": "o", "title": "T3", "file": "three.txt", "language": "xx"},
    ]
    (tmp_path / "store.json").write_text(json.dumps(small_store), encoding="utf-8")
    return tmp_path


def test_a_file_is_drafted_and_each_line_is_valid_by_the_schema(talks: Any, article: Path) -> None:
    ended = talks("draft", article, *KNOWN)
    assert ended.status == 0
    (line,) = map(json.loads, ended.out.splitlines())
    jsonschema.Draft202012Validator(draft_schema()).validate(line)
    assert line["who"] == "peskov"
    assert line["when"] == "2025-07-22"
    assert line["what"]["about"] == "round-3"
    assert line["what"]["value"] == "2025-07-24"
    assert line["source"]["quote"] in LINE
    assert line["draft"]["missing"] == ["document: the store does not have it; talks capture takes it in"]
    assert ended.err == "1 draft of 1 document\n"


def test_what_is_not_known_of_a_file_is_missing_in_each_draft(talks: Any, article: Path) -> None:
    (line,) = map(json.loads, talks("draft", article).out.splitlines())
    missing = [one.partition(":")[0] for one in line["draft"]["missing"]]
    assert missing[:3] == ["document", "who", "when"]


def test_the_schema_can_be_printed(talks: Any) -> None:
    assert json.loads(talks("schema", "draft").out) == draft_schema()


def test_drafts_are_written_to_a_file_and_never_over_another(
    talks: Any, article: Path, tmp_path: Path
) -> None:
    target = tmp_path / "drafts.ndjson"
    ended = talks("draft", article, *KNOWN, "-o", target)
    assert (ended.status, ended.out) == (0, "")
    with target.open("rb") as file:
        (first,) = read_drafts(file)
    assert first.who == "peskov"
    before = target.read_bytes()
    ended = talks("draft", article, "-o", target)
    assert ended.status == 2
    assert "this file is there already" in ended.err
    assert target.read_bytes() == before
    assert talks("draft", article, "-o", target, "--force").status == 0
    assert target.read_bytes() != before


def test_a_document_of_the_store_is_read_from_the_directory_of_texts(
    talks: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = talks("draft", "d", "--texts", folder / "texts", "--store", folder / "store.json")
    assert ended.status == 0
    (line,) = map(json.loads, ended.out.splitlines())
    assert (line["who"], line["what"]["property"], line["what"]["value"]) == ("a", "dead", "30")
    assert "missing" not in line["draft"] or all("about" in one for one in line["draft"]["missing"])
    monkeypatch.setenv("TALKS_TEXTS", str(folder / "texts"))
    again = talks("draft", "d", "--store", folder / "store.json")
    assert again.out == ended.out


def test_documents_are_named_on_standard_input_too(talks: Any, folder: Path) -> None:
    ended = talks("draft", "-", "--texts", folder / "texts", "--store", folder / "store.json", stdin="d\n")
    assert len(ended.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("nosuch",), 3, "no document and no file 'nosuch'"),
        (("d",), 2, "d: where the text lies is not known"),
        (("d", "--texts", "nowhere"), 2, "nowhere: no such directory"),
        (("d2", "--texts", "texts"), 2, "d2: there is no text: the file two.txt is not there"),
        (("d3", "--texts", "texts"), 2, "the rules have no words of the language 'xx'; there are: en"),
        (("texts/one.txt", "--with", "magic"), 2, "--with: no maker 'magic'"),
        (("texts/one.txt", "--outlet", "Nobody"), 3, "no actor named 'Nobody'"),
        (("texts/one.txt", "--published", "someday"), 2, "--published: 'someday' is not a date"),
        (("texts/one.txt", "--force"), 2, "--force: it is for the file of -o"),
        (("texts/empty.txt",), 0, "0 drafts of 1 document"),
        (("texts/bytes.txt",), 2, "this is no text: the file bytes.txt is not UTF-8"),
        (("texts/russian.txt",), 2, "this does not read like English"),
    ],
)
def test_bad_input_is_one_clear_line(
    talks: Any,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    status: int,
    message: str,
) -> None:
    monkeypatch.chdir(folder)
    Path("texts/empty.txt").write_text("", encoding="utf-8")
    Path("texts/bytes.txt").write_bytes(b"\xff\xfe\x00")
    Path("texts/russian.txt").write_text(
        "Москва сообщила, что переговоры пройдут в среду. " * 9, encoding="utf-8"
    )
    ended = talks("draft", *words, "--store", "store.json")
    assert ended.status == status, ended
    assert message in ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err


def test_one_document_that_cannot_be_read_stops_no_other(talks: Any, folder: Path) -> None:
    words = ("d2", "d", "d3", "--texts", folder / "texts", "--store", folder / "store.json")
    ended = talks("draft", *words)
    assert ended.status == 2
    assert len(ended.out.splitlines()) == 1
    assert "two.txt is not there" in ended.err
    assert "language 'xx'" in ended.err


def test_a_text_that_changed_is_refused(talks: Any, folder: Path) -> None:
    store = json.loads((folder / "store.json").read_text())
    store["documents"][0]["sha256"] = "0" * 64
    (folder / "store.json").write_text(json.dumps(store))
    ended = talks("draft", "d", "--texts", folder / "texts", "--store", folder / "store.json")
    assert ended.status == 2
    assert "the SHA-256 differs" in ended.err


def test_a_file_that_is_a_document_of_the_store_is_known_by_its_bytes(talks: Any, folder: Path) -> None:
    from hashlib import sha256

    store = json.loads((folder / "store.json").read_text())
    store["documents"][0]["sha256"] = sha256((folder / "texts" / "one.txt").read_bytes()).hexdigest()
    (folder / "store.json").write_text(json.dumps(store))
    ended = talks("draft", folder / "texts" / "one.txt", "--store", folder / "store.json")
    (line,) = map(json.loads, ended.out.splitlines())
    assert line["source"]["document"] == "d"


def test_who_is_not_in_the_store_is_told_and_nothing_is_drafted(talks: Any, tmp_path: Path) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Rosa \x1b[31mDiaz said that the third round is planned for 24 July.\n", encoding="utf-8")
    ended = talks("draft", path, *KNOWN)
    assert (ended.status, ended.out) == (0, "")
    assert "not drafted, since who speaks is not known" in ended.err
    assert "talks add actor NAME adds one" in ended.err
    assert "\x1b" not in ended.err


def test_text_in_drafts_is_safe_on_a_terminal(talks: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(
        "Peskov said that \x1b]0;x\x07 the summit [red]has no date yet for all that.\n", encoding="utf-8"
    )
    ended = talks("draft", path, *KNOWN, terminal=True)
    assert "\x1b]0;" not in ended.out
    assert "\x07" not in ended.out
