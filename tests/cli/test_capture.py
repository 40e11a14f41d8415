"""`talks capture`: what comes into the store and into the directory of texts, and what is refused."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.articles.samples import STORY, make_page, require_library
from tests.conftest import Ended, Talks
from tests.web import Server, give, send_on

from talkscli.cli.main import main
from talkscli.output.streams import Streams

TEXT = "Ferry sinks\n\nOf the ferry 40 people were saved on Monday.\n"

Capture = Callable[..., Ended]


@pytest.fixture
def store(tmp_path: Path, talks: Talks) -> Path:
    path = tmp_path / "story.json"
    assert talks("init", path).status == 0
    talks("add", "actor", "The Gazette", "--alias", "Gazette", "--url", "https://gazette.example", "--kind", "outlet",
          "--store", path)  # fmt: skip
    talks("add", "actor", "Harbour Post", "--kind", "outlet", "--store", path)
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return tmp_path / "texts"


@pytest.fixture
def capture(talks: Talks, store: Path, texts: Path) -> Capture:
    def run(*words: str | Path, **options: Any) -> Ended:
        return talks("capture", *words, "--store", store, "--texts", texts, **options)

    return run


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def documents(store: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(store.read_text(encoding="utf-8"))["documents"]
    return found


def rows(ended: Ended) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ended.out)
    return found


def test_a_file_becomes_a_document_and_a_text(
    capture: Capture, store: Path, texts: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    ended = capture(
        file, "--outlet", "gazette", "--published", "2 March 2026", "--language", "EN", "--format", "json"
    )
    assert ended.status == 0, ended.err
    (document,) = documents(store)
    retrieved = document.pop("retrieved")
    assert len(retrieved) == 10
    assert document == {
        "id": "the-gazette-2026-03-02",
        "outlet": "the-gazette",
        "title": "Ferry sinks",
        "published": "2026-03-02",
        "language": "en",
        "file": "the-gazette-2026-03-02.txt",
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    }
    assert (texts / document["file"]).read_text(encoding="utf-8") == TEXT
    (row,) = rows(ended)
    assert (row["state"], row["document"], row["paragraphs"], row["words"]) == (
        "captured",
        document["id"],
        2,
        11,
    )


def test_what_was_captured_is_known_again(capture: Capture, store: Path, texts: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    capture(file, "--outlet", "Gazette", "--url", "https://gazette.example/ferry?utm_source=a")
    before = store.read_bytes()
    again = capture(file, "--url", "http://www.gazette.example/ferry/#top", "--format", "json")
    assert (again.status, store.read_bytes()) == (0, before)
    assert rows(again)[0]["state"] == "already"
    assert "already there: the-gazette-ferry-sinks" in again.err or "already there: the-gazette" in again.err
    (name,) = (file.name for file in texts.iterdir())
    (texts / name).unlink()
    assert f"its text was not there, and is again: {name}" in capture(file, "--outlet", "Gazette").err
    assert (texts / name).read_text(encoding="utf-8") == TEXT


def test_another_text_under_the_same_address_follows_the_earlier_one(
    capture: Capture, store: Path, texts: Path, server: Server
) -> None:
    require_library("trafilatura")
    page = server.url("/ferry")
    for number, words in enumerate(("40 people", "41 people", "42 people", "40 people")):
        server.pages["/ferry"] = give(make_page(STORY[0].replace("40 people", words), *STORY[1:]))
        ended = capture(page, "--allow-private", "--outlet", "Gazette", "--format", "json")
        assert ended.status == 0, ended.err
        assert rows(ended)[0]["state"] == ("captured", "version", "version", "already")[number]
    first, second, third = documents(store)
    assert (second["follows"], third["follows"]) == (first["id"], second["id"])
    assert "follows" not in first
    assert [one["url"] for one in (first, second, third)] == [page] * 3
    assert len(list(texts.iterdir())) == 3


def test_the_same_text_of_another_outlet_is_another_report(
    capture: Capture, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    capture(file, "--outlet", "Gazette")
    capture(file, "--outlet", "Harbour Post")
    assert [one["outlet"] for one in documents(store)] == ["the-gazette", "harbour-post"]


def test_a_document_without_a_text_gets_it(
    capture: Capture, store: Path, talks: Talks, tmp_path: Path
) -> None:
    talks("add", "document", "Ferry sinks!", "--outlet", "Gazette", "--url", "https://www.gazette.example/ferry", "--id", "own",
          "--store", store)  # fmt: skip
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    ended = capture(file, "--url", "https://gazette.example/ferry", "--author", "Anna", "--format", "json")
    assert rows(ended)[0]["state"] == "completed"
    (document,) = documents(store)
    assert (document["id"], document["title"], document["author"], document["file"]) == (
        "own",
        "Ferry sinks!",
        "Anna",
        "own.txt",
    )


HEAD = '<meta property="og:site_name" content="{}"><link rel=canonical href="{}">'


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        ("", "https://gazette.example/x", "the-gazette"),
        ("Whatever", "https://news.gazette.example/x", "the-gazette"),
        ("Harbour Post", "https://post.example/x", "harbour-post"),
        ("HARBOUR POST", "https://post.example/x", "harbour-post"),
        # A page can call itself whatever it likes: the Gazette has a site of its own.
        ("The Gazette", "https://evil.example/x", None),
        ("The Gazette", "https://evilgazette.example/x", None),
        ("The Gazette", "https://gazette.example.evil.example/x", None),
        ("Harbour", "https://post.example/x", None),
        ("", "https://unknown.example/x", None),
    ],
)
def test_an_outlet_is_found_by_its_site_or_its_whole_name_and_never_guessed(
    capture: Capture, store: Path, texts: Path, tmp_path: Path, name: str, url: str, outlet: str | None
) -> None:
    require_library("trafilatura")
    file = tmp_path / "a.html"
    file.write_text(make_page(head=HEAD.format(name, url)), encoding="utf-8")
    before = store.read_bytes()
    ended = capture(file)
    if outlet is not None:
        assert ended.status == 0, ended.err
        assert documents(store)[0]["outlet"] == outlet
    else:
        assert (ended.status, ended.out, store.read_bytes()) == (3, "", before)
        assert "--create adds it, or --outlet NAME" in ended.err
        assert list(texts.iterdir()) == []


def test_a_new_outlet_comes_in_once_with_its_site(capture: Capture, store: Path, tmp_path: Path) -> None:
    require_library("trafilatura")
    for number in range(3):
        (tmp_path / f"{number}.html").write_text(
            make_page(
                f"{number} people were saved, the office said.",
                *STORY,
                head=HEAD.format("The Star", f"https://star.example/{number}"),
            ),
            encoding="utf-8",
        )
    ended = capture(*(tmp_path / f"{number}.html" for number in range(3)), "--create")
    assert ended.status == 0, ended.err
    actors = json.loads(store.read_text(encoding="utf-8"))["actors"]
    assert actors[2:] == [
        {"id": "the-star", "kind": "outlet", "name": "The Star", "url": "https://star.example"}
    ]
    assert len(documents(store)) == 3
    assert "added 1 actor, 3 documents" in ended.err


def test_an_unknown_outlet_of_a_text_is_refused_or_created(
    capture: Capture, store: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert capture(file).status == 3
    assert capture(file, "--outlet", "Gazet").status == 3
    assert "did you mean" in capture(file, "--outlet", "Gazet").err
    assert capture(file, "--create").status == 3
    assert capture(file, "--create", "--outlet", "unnamed outlet of March").status == 0
    assert documents(store)[0]["outlet"] == "unnamed-outlet-of-march"


class Keyboard(BytesIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answers", "status", "outlet"),
    [
        ("y\n\n", 0, "the-star"),
        ("n\nGazette\n2 March\n2 March 2026\n", 0, "the-gazette"),
        ("n\nDaily Planet\n\n", 0, "daily-planet"),
        ("n\n\n", 3, None),
    ],
)
def test_on_a_terminal_an_unknown_outlet_is_asked_for(
    store: Path, texts: Path, tmp_path: Path, answers: str, status: int, outlet: str | None
) -> None:
    require_library("trafilatura")
    file = tmp_path / "a.html"
    file.write_text(make_page(head=HEAD.format("The Star", "https://star.example/1")), encoding="utf-8")
    streams = Streams.for_tests(terminal=True)
    words = ["capture", str(file), "--store", str(store), "--texts", str(texts)]
    assert main(words, streams=streams, environ=os.environ, stdin=Keyboard(answers.encode())) == status
    assert [one["outlet"] for one in documents(store)] == ([outlet] if outlet else [])


def test_of_each_text_its_own_outlet_and_day_are_asked_for(store: Path, texts: Path, tmp_path: Path) -> None:
    heads = [
        "Ferry sinks\nEvening Star, 3 March 2026",
        "All saved\nKyiv, 4 March 2026",
        "What the crew says\nBy A. B.",
    ]
    files = [tmp_path / f"{number}.txt" for number in range(3)]
    for file, head in zip(files, heads, strict=True):
        file.write_text(f"{head}\n\n{TEXT}", encoding="utf-8")
    typed = Keyboard(b"y\nGazette\nDaily Planet\nyesterday\n5 March 2026\n")
    words = ["capture", *map(str, files), "--store", str(store), "--texts", str(texts)]
    streams = Streams.for_tests(terminal=True)
    assert main(words, streams=streams, environ=os.environ, stdin=typed) == 0
    assert typed.read() == b"", streams.captured_notes
    assert [(one["outlet"], one["published"]) for one in documents(store)] == [
        ("evening-star", "2026-03-03"),
        ("the-gazette", "2026-03-04"),
        ("daily-planet", "2026-03-05"),
    ]
    assert "published 2026-03-03, as paragraph 2 says" in streams.captured_notes
    assert "a name; - leaves the article out) [Kyiv]" in streams.captured_notes
    # What is in the store already is not asked for once more.
    assert (
        main(
            words[:2] + words[4:], streams=Streams.for_tests(terminal=True), stdin=Keyboard(b"Evening Star\n")
        )
        == 0
    )
    assert len(documents(store)) == 3


def test_of_several_articles_the_good_ones_come_in_and_the_others_are_told(
    capture: Capture, store: Path, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name} of the ferry\n\n{TEXT}", encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\0")
    ended = capture(
        *(tmp_path / name for name in ("a.txt", "nobody.txt", "b.txt", "c.txt")),
        "--outlet",
        "Gazette",
        "--format",
        "json",
    )
    assert ended.status == 2
    assert [row["state"] for row in rows(ended)] == ["captured", "refused", "captured", "refused"]
    assert ended.err.count("talks: ") == 2
    assert len(documents(store)) == 2


def test_a_dry_run_writes_nothing(capture: Capture, store: Path, texts: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    before = store.read_bytes()
    ended = capture(file, "--outlet", "Gazette", "--dry-run")
    assert (ended.status, store.read_bytes(), texts.exists()) == (0, before, False)
    assert "would add document the-gazette" in ended.err


def test_a_store_that_cannot_be_written_leaves_no_text_behind(
    capture: Capture, store: Path, texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from talkscli.files.replacement import Replacement

    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")

    def fail(self: Replacement) -> None:
        del self
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Replacement, "replace", fail)
    before = store.read_bytes()
    ended = capture(file, "--outlet", "Gazette")
    assert (ended.status, store.read_bytes(), list(texts.iterdir())) == (5, before, [])


def test_a_text_never_takes_the_place_of_another(
    capture: Capture, store: Path, texts: Path, tmp_path: Path
) -> None:
    texts.mkdir()
    (texts / "the-gazette-2026-03-02.txt").write_text("mine", encoding="utf-8")
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    capture(file, "--outlet", "Gazette", "--published", "2026-03-02")
    assert documents(store)[0]["file"] == "the-gazette-2026-03-02-2.txt"
    assert (texts / "the-gazette-2026-03-02.txt").read_text(encoding="utf-8") == "mine"


def test_standard_input_is_an_article_too(capture: Capture, store: Path) -> None:
    assert capture("-", "--outlet", "Gazette", stdin=TEXT).status == 0
    assert documents(store)[0]["title"] == "Ferry sinks"
    ended = capture("-", "--outlet", "Gazette", stdin="")
    assert (ended.status, ended.err) == (2, "talks: -: it is empty; name another file or page\n")


def test_a_short_address_is_kept_as_that_to_which_it_leads(
    capture: Capture, store: Path, server: Server
) -> None:
    require_library("trafilatura")
    server.pages["/s"] = send_on("/news/ferry?utm_source=short&id=3")
    server.pages["/news/ferry"] = give(make_page())
    assert capture(server.url("/s"), "--allow-private", "--outlet", "Gazette").status == 0
    assert documents(store)[0]["url"] == server.url("/news/ferry?id=3")


def test_an_archived_copy_has_two_addresses(
    capture: Capture, store: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_library("trafilatura")
    from talkscli.articles import fetching

    monkeypatch.setattr(fetching, "resolve_host", lambda *_, **__: ["127.0.0.1"])
    original = "https://gazette.example/ferry?x=1"
    server.pages[f"/web/20260303000000id_/{original.partition('?')[0]}"] = give(make_page())
    ended = capture(server.url(f"/web/20260303000000/{original}&utm_source=b", host="web.archive.org"))
    assert ended.status == 0, ended.err
    (document,) = documents(store)
    assert (document["url"], document["outlet"]) == (original, "the-gazette")
    assert document["archived"] == server.url(
        f"/web/20260303000000/{original}&utm_source=b", host="web.archive.org"
    )


def test_words_of_a_page_reach_neither_terminal_nor_file_raw(
    capture: Capture, store: Path, tmp_path: Path
) -> None:
    require_library("trafilatura")
    file = tmp_path / "a.html"
    title = "Ferry\x1b]0;PWN\x07 sinks \u202eevil"
    file.write_text(
        make_page(title=title, head=HEAD.format("Star\x1b[2J", "https://star.example/")), encoding="utf-8"
    )
    ended = capture(file, "--create", terminal=True)
    assert ended.status == 0, ended.err
    assert not {"\x1b", "\x07", "\u202e"} & set(ended.out + ended.err)
    assert "\x1b" not in store.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["a.txt", "b.txt", "--title", "X"], "several are named"),
        (["a.txt", "--language", "not a tag"], "not the tag of a language"),
        (["a.txt", "--published", "05/06/2026"], "--published"),
        (["a.txt", "--timeout", "0"], "not above zero"),
        (["a.txt", "--columns", "nothing"], "nothing"),
        (["a.txt", "--url", "file:///etc/passwd"], "only http and https"),
    ],
)
def test_what_does_not_fit_together_is_refused_before_anything_is_read(
    capture: Capture, tmp_path: Path, words: list[str], told: str
) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ended = capture(tmp_path / words[0], *words[1:])
    assert (ended.status, ended.out) == (2, "")
    assert told in ended.err
    assert ended.err.count("\n") == 1


def test_without_a_directory_for_texts_it_is_said(talks: Talks, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ended = talks("capture", tmp_path / "a.txt", "--store", store, environ={"TALKS_TEXTS": ""})
    assert ended.status == 2
    assert "--texts texts makes one" in ended.err


def test_texts_that_cannot_be_a_directory_are_told(talks: Talks, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ended = talks(
        "capture", tmp_path / "a.txt", "--store", store, "--texts", tmp_path / "a.txt", "--outlet", "Gazette"
    )
    assert ended.status == 2
    assert "a.txt: cannot be made" in ended.err
