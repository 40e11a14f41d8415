"""Files and pages as articles: what is taken of them, and what is none."""

import os
import sys
from pathlib import Path

import pytest
from tests.articles.samples import STORY, make_page, make_pdf, require_library
from tests.web import Server, give

from talkscli.articles.article import Article
from talkscli.articles.capturing import Wishes, read_article
from talkscli.articles.characters import decode_page
from talkscli.articles.papers import join_lines
from talkscli.articles.plain_texts import read_dateline
from talkscli.errors import TalksError

TODAY = "2026-11-28"


def read(name: str | Path, **wishes: object) -> Article:
    """Read an article, or raise why it is none."""
    captured = read_article(str(name), Wishes(allow_private=True, **wishes), TODAY)  # type: ignore[arg-type]
    if captured.error is not None:
        raise captured.error
    assert captured.article is not None
    return captured.article


def saved(folder: Path, content: bytes | str, name: str = "page.html") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


HEAD = (
    '<link rel="canonical" href="https://gazette.example/ferry?utm_source=x">'
    '<meta property="og:site_name" content="The Gazette"><meta name="author" content="Anna Alpha">'
    '<meta property="article:published_time" content="2026-03-02T21:30:00+02:00">'
)


def test_a_page_tells_what_it_is(tmp_path: Path) -> None:
    require_library("trafilatura")
    article = read(saved(tmp_path, make_page(head=HEAD)))
    assert article.paragraphs == ["Ferry sinks off Harbour", *STORY]
    assert article.content.decode() == "".join(f"{one}\n" for one in article.paragraphs)
    told = (article.title, article.author, article.published, article.language, article.site, article.url)
    assert told == (
        "Ferry sinks off Harbour", "Anna Alpha", "2026-03-02", "en-GB", "The Gazette", "https://gazette.example/ferry",
    )  # fmt: skip


def test_a_page_says_nothing_that_it_does_not_say(tmp_path: Path) -> None:
    require_library("trafilatura")
    footer = "<footer>© 2024. Updated 5 May 2025.</footer>"
    article = read(saved(tmp_path, make_page(lang="und", before=footer)))
    assert (article.author, article.published, article.language, article.url, article.archived) == (
        "",
        "",
        "",
        "",
        "",
    )
    assert "--published says it" in article.remarks[0]


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2026-03-02">',
        '<meta property="article:published_time" content="2026-03-02T09:00:00Z">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished" : "2026-03-02T09:00:00+02:00"}</script>',
        '<link rel="canonical" href="https://gazette.example/2026/03/02/ferry">',
    ],
)
def test_a_day_that_a_page_states_is_that_of_its_publication(tmp_path: Path, head: str) -> None:
    require_library("trafilatura")
    assert read(saved(tmp_path, make_page(head=head))).published == "2026-03-02"


def test_white_space_and_unseen_signs_of_a_page_do_not_reach_the_text(tmp_path: Path) -> None:
    require_library("trafilatura")
    page = make_page(
        STORY[0],
        "It\u00a0was\u202fa  long\n night for\u200b the cap\u00adtain\x07 of the ferry\ufeff, he said.",
        STORY[1],
    )
    lines = read(saved(tmp_path, page)).paragraphs
    assert "It was a long night for the captain of the ferry, he said." in lines


@pytest.mark.parametrize(
    ("encoding", "said", "lang"),
    [
        ("cp1251", "windows-1251", "ru"),
        ("koi8-r", "koi8-r", "ru"),
        ("cp1254", "iso-8859-9", "tr"),
        ("utf-16", "", "ru"),
    ],
)
def test_the_characters_of_a_page_are_read_as_it_says(
    tmp_path: Path, encoding: str, said: str, lang: str
) -> None:
    require_library("trafilatura")
    words = (
        "Паром затонул у входа в гавань, сообщила газета."
        if lang == "ru"
        else "Feribot limanda battı, dedi İğdır gazetesi."
    )
    page = make_page(*[words] * 1, *STORY, lang=lang).replace('charset="utf-8"', f'charset="{said}"')
    raw = page.encode("ascii" if encoding == "none" else encoding, "xmlcharrefreplace")
    assert words in read(saved(tmp_path, raw)).paragraphs


@pytest.mark.parametrize(
    ("body", "said", "text"),
    [
        ("é".encode(), "iso-8859-1", "é"),
        (b"\xe9", "iso-8859-1", "é"),
        (b"\x93a\x94", "ascii", "“a”"),
        ("日本".encode("iso2022_jp"), "iso-2022-jp", "日本"),
        (b'<meta charset="windows-1251">\xcf\xf0', "", '<meta charset="windows-1251">Пр'),
        (b'<meta charset="nonsense">a', "also-nonsense", '<meta charset="nonsense">a'),
        (b'<meta charset="utf-16">a', "", '<meta charset="utf-16">a'),
        (b"\xef\xbb\xbfa", "cp1251", "a"),
    ],
)
def test_a_page_is_decoded(body: bytes, said: str, text: str) -> None:
    assert decode_page(body, said)[0] == text


def test_a_few_bytes_that_are_wrong_do_not_make_a_page_unreadable() -> None:
    text, remark = decode_page(b"a" * 1000 + b"\xff" + b'<meta charset="utf-8">', "utf-8")
    assert text.count("\ufffd") == 1
    assert "not utf-8 in 1 place" in remark


WALLS = [
    ("<h1>Sign in</h1><form><input type=password></form>", "login"),
    ("<h1>Welcome</h1><p>Please log in to continue reading this story of the day.</p>", "login"),
    (
        "<p>We use cookies and similar technologies. Accept all</p><p>With your consent we show personalised ads.</p>",
        "cookies",
    ),
    ("<div id=app></div><script src=x.js></script>", "JavaScript"),
    ("<noscript>Please enable JavaScript to view this page.</noscript>", "JavaScript"),
    (
        "<h1>Just a moment...</h1><p>Verifying you are human. This may take a few seconds.</p>",
        "whether a person asks",
    ),
    ("<h1>404</h1><p>Page not found</p>", "there is none under this address"),
    ("<p>Hello.</p>", "no article"),
    ("", "no article|empty"),
    ("<div>" * 50_000, "no article"),
    ("<html" * 1000, "no article"),
    ("<p" + " a=b" * 10_000 + ">x", "no article"),
]


@pytest.mark.parametrize(("body", "told"), WALLS)
def test_a_page_without_an_article_is_told_as_what_it_is(tmp_path: Path, body: str, told: str) -> None:
    require_library("trafilatura")
    with pytest.raises(TalksError, match=told) as caught:
        read(saved(tmp_path, f"<!doctype html><html><body>{body}</body></html>"))
    assert caught.value.place.endswith("page.html")
    assert caught.value.hint


def test_an_article_with_a_question_for_cookies_beside_it_is_one(tmp_path: Path) -> None:
    require_library("trafilatura")
    banner = (
        "<div class='cookie-banner'><p>We use cookies. Accept all</p></div><form><input type=password></form>"
    )
    assert read(saved(tmp_path, make_page(before=banner))).paragraphs[-3:] == list(STORY)


def test_broken_html_still_gives_its_article(tmp_path: Path) -> None:
    require_library("trafilatura")
    page = (
        make_page()
        .replace("</p>", "")
        .replace("</article>", "<div><b><i>")
        .replace("<body>", "<body></div></p>")
    )
    assert STORY[2] in read(saved(tmp_path, page)).paragraphs[-1]


def test_a_page_that_is_not_free_is_taken_with_a_remark(tmp_path: Path) -> None:
    require_library("trafilatura")
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    )
    assert "may be only its beginning" in " ".join(read(saved(tmp_path, make_page(head=head))).remarks)


def test_a_page_names_no_address_of_another_site(server: Server) -> None:
    require_library("trafilatura")
    server.pages["/x"] = give(make_page(head=HEAD))
    assert read(server.url("/x?fbclid=1")).url == server.url("/x")


@pytest.mark.parametrize(
    ("named", "path"),
    [
        ("/own", "/own"),
        ("own?a=1&amp;utm_source=x#top", "/news/own?a=1"),
        ("/", "/news/x"),
        ("", "/news/x"),
        ("http://[", "/news/x"),
        ("javascript:alert(1)", "/news/x"),
    ],
)
def test_an_address_that_a_page_calls_its_own_is_read_as_browsers_do(
    server: Server, named: str, path: str
) -> None:
    require_library("trafilatura")
    server.pages["/news/x"] = give(make_page(head=f'<link rel="canonical" href="{named}">'))
    assert read(server.url("/news/x")).url == server.url(path)


def test_a_saved_page_knows_where_it_was_saved(tmp_path: Path) -> None:
    require_library("trafilatura")
    mark = "<!-- saved from url=(0031)https://gazette.example/ferry?gclid=1 -->"
    page = make_page(head='<link rel=canonical href="https://other.example/x">').replace(
        "<head>", f"<head>{mark}"
    )
    assert read(saved(tmp_path, page)).url == "https://gazette.example/ferry"


def test_a_copy_of_an_archive_names_its_original(tmp_path: Path) -> None:
    require_library("trafilatura")
    copy = "https://web.archive.org/web/20260303000000/https://gazette.example/ferry?utm_source=x"
    article = read(saved(tmp_path, make_page()), stated={"url": copy})
    assert (article.url, article.archived) == ("https://gazette.example/ferry", copy)
    head = (
        '<link rel="canonical" href="http://archive.today/2026.03.03-101010/https://gazette.example/ferry">'
    )
    article = read(saved(tmp_path, make_page(head=head)), stated={"url": "https://archive.ph/AbCdE"})
    assert (article.url, article.archived) == ("https://gazette.example/ferry", "https://archive.ph/AbCdE")


def test_a_text_stays_as_it_is(tmp_path: Path) -> None:
    raw = "Ferry sinks\r\n\r\nOf the ferry 40  people were saved. \n"
    article = read(saved(tmp_path, raw, "a.txt"))
    assert article.content == raw.encode()
    assert (article.title, article.published, article.language) == ("Ferry sinks", "", "")


def test_a_text_in_another_encoding_becomes_utf_8(tmp_path: Path) -> None:
    article = read(saved(tmp_path, "Паром затонул.".encode("cp1251"), "a.txt"), encoding="cp1251")
    assert article.content.decode() == "Паром затонул."
    with pytest.raises(TalksError, match="no encoding"):
        read(saved(tmp_path, "a", "a.txt"), encoding="cp99999")


def test_markdown_has_its_headline_for_a_title(tmp_path: Path) -> None:
    article = read(saved(tmp_path, "*draft*\n\n# Ferry sinks #\n\nOf the ferry 40 were saved.\n", "a.md"))
    assert article.title == "Ferry sinks"
    assert article.content.decode().startswith("*draft*\n\n# Ferry sinks")


def test_a_text_without_a_headline_gets_its_first_words(tmp_path: Path) -> None:
    article = read(saved(tmp_path, f"{STORY[0]} {STORY[1]}\n", "a.txt"))
    assert article.title == STORY[0]
    assert article.remarks == ["it has no headline: its first words stand for one"]


def test_a_pdf_is_read_with_its_lines_joined(tmp_path: Path) -> None:
    require_library("pypdf")
    lines = ["Of the ferry 40 people were saved on Monday, the Har-", "bour office said in a statement late in the evening.",
             "The Ministry did not comment."]  # fmt: skip
    article = read(saved(tmp_path, make_pdf(lines, ["The search", "goes on."], title="Ferry sinks"), "a.pdf"))
    assert article.title == "Ferry sinks"
    assert article.language == "en"
    assert article.paragraphs[0].startswith(
        "Of the ferry 40 people were saved on Monday, the Harbour office said"
    )
    assert article.paragraphs[-1] == "The search goes on."


def test_paragraphs_of_lines_end_where_their_looks_say_it() -> None:
    page = ["This is a long line of the first paragraph of", "the article. It goes on here and it ends at a", "stop.", "Russia-",
            "Ukraine talks are on, said the one of the two", "", "- an item of a list", "- another item"]  # fmt: skip
    assert list(join_lines([page])) == [
        "This is a long line of the first paragraph of the article. It goes on here and it ends at a stop.",
        "Russia- Ukraine talks are on, said the one of the two",
        "- an item of a list",
        "- another item",
    ]


BAD_FILES: list[tuple[str, bytes, str]] = [
    ("a.pdf", make_pdf([]), "pictures"),
    ("a.pdf", b"%PDF-1.7\nnonsense", "cannot be read as a PDF"),
    ("a.pdf", make_pdf(["Hello"])[:200], "cannot be read as a PDF"),
    ("a.pdf", b"<html>", "called a PDF"),
    ("a.docx", b"PK\x03\x04rest", "ZIP"),
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
    ("a.bin", b"abc\0def", "bytes that no text has"),
    ("a.xml", b"<?xml version='1.0'?><rss><channel/></rss>", "XML"),
    ("a.txt", b"", "empty"),
    ("a.txt", b" \n\t\n", "empty"),
    ("a.txt", b"...\n---\n", "no words"),
    ("a.mht", b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; x=y\n\nx", "MHTML"),
    ("a.gz", b"\x1f\x8b\x08\0", "packed"),
]


@pytest.mark.parametrize(("name", "content", "told"), BAD_FILES)
def test_a_file_that_is_no_article_is_told_as_what_it_is(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    if name == "a.pdf":
        require_library("pypdf")
    with pytest.raises(TalksError, match=told):
        read(saved(tmp_path, content, name))


def test_a_huge_file_is_refused_before_it_is_taken_apart(tmp_path: Path) -> None:
    with pytest.raises(TalksError, match="more than 1 MiB"):
        read(saved(tmp_path, b"word " * 300_000, "a.txt"), largest=1 << 20)


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and devices with names")
def test_pipes_devices_and_directories_are_no_articles(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, told in (("pipe", "a pipe"), (".", "directory")):
        with pytest.raises(TalksError, match=told):
            read(tmp_path / name)
    for name in ("/dev/zero", "/dev/null"):
        with pytest.raises(TalksError, match="a device"):
            read(name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nobody.txt", "no such file"),
        ("a\0b", "name of a file"),
        ("ftp://a.example/x", "only http"),
        ("x" * 5000, "cannot be read"),
    ],
)
def test_what_is_not_there_is_told(name: str, told: str) -> None:
    with pytest.raises(TalksError, match=told):
        read(name)


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        ("image/jpeg", b"\xff\xd8\xff", "image/jpeg"),
        ("application/json", b'{"a": 1}', ""),
        ("video/mp4", b"x", "video/mp4"),
    ],
)
def test_a_page_that_is_something_else_is_told(server: Server, kind: str, body: bytes, told: str) -> None:
    server.pages["/x"] = give(body, kind)
    if told:
        with pytest.raises(TalksError, match=told):
            read(server.url("/x"))


@pytest.mark.parametrize("library", ["trafilatura", "pypdf"])
def test_a_library_that_is_missing_is_told_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    content = make_page() if library == "trafilatura" else make_pdf(["Hello"])
    with pytest.raises(TalksError, match=f"needs the library {library}") as caught:
        read(saved(tmp_path, content, "a.html" if library == "trafilatura" else "a.pdf"))
    assert caught.value.hint == "pip install 'talkscli[articles]'"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Gazette, 3 June 2025", ("Gazette", "2025-06-03")),
        ("The Times, Tuesday, 3 June 2025", ("The Times", "2025-06-03")),
        ("Die Zeit | 3. Juni 2025, 14:05 Uhr", ("Die Zeit", "2025-06-03")),
        ("Akçay Postası, 10 Mart 2026", ("Akçay Postası", "2026-03-10")),
        ("Київ – 12 липня 2025", ("Київ", "2025-07-12")),
        ("2025-06-03", ("", "2025-06-03")),
        ("Published: 3 June", None),  # of which year?
        ("05/06/2025", None),  # May or June?
        ("June 2025", None),
        ("3 June 2025: ferry sinks", None),
        ("Talks, 23-24 July 2025", None),
        ("On 3 June 2025 the ferry struck a rock.", None),
    ],
)
def test_a_line_of_nothing_but_a_day_and_a_name_dates_a_text(
    line: str, found: tuple[str, str] | None, tmp_path: Path
) -> None:
    assert read_dateline(line) == found
    article = read(saved(tmp_path, f"Ferry sinks\n\n{line}\n\nOf the ferry 40 people were saved.\n", "a.txt"))
    assert (article.byline, article.published) == (found or ("", ""))


def test_the_headline_stands_below_the_line_with_name_and_day(tmp_path: Path) -> None:
    lines = ["Gazette, 3 June 2025", "Ferry hits pier", "Of the ferry 40 people were saved."]
    article = read(saved(tmp_path, "\n\n".join(lines), "a.txt"))
    assert (article.title, article.byline, article.published) == ("Ferry hits pier", "Gazette", "2025-06-03")


def test_a_day_further_down_in_a_text_is_not_that_of_the_text(tmp_path: Path) -> None:
    lines = ["Ferry sinks", *["Some words of it."] * 5, "Gazette, 3 June 2025"]
    assert read(saved(tmp_path, "\n\n".join(lines), "a.txt")).published == ""
