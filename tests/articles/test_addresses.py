"""Which address stands for an article."""

import pytest

from talkscli.articles.addresses import Address, clean_address, find_copy, make_key
from talkscli.errors import UsageError

CLEAN = [
    ("https://a.example/x?utm_source=n&utm_medium=m", "https://a.example/x"),
    ("https://a.example/x?id=7&fbclid=abc#part", "https://a.example/x?id=7"),
    ("HTTPS://WWW.A.Example:443/x/", "https://www.a.example/x/"),
    ("http://a.example:80", "http://a.example/"),
    ("http://a.example:8080/?b=2&a=1", "http://a.example:8080/?b=2&a=1"),
    (
        "https://a.example/новости?q=мир",
        "https://a.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?q=%D0%BC%D0%B8%D1%80",
    ),
    ("https://новости.рф/a", "https://xn--b1amnebsh.xn--p1ai/a"),
    ("https://a.example/x?gclid=1&page=2&yclid=3", "https://a.example/x?page=2"),
    ("https://a.example/x?at_medium=rss&a%20b=c%2Fd", "https://a.example/x?a%20b=c%2Fd"),
    ("https://a.example/?p=12&_ga=2.1", "https://a.example/?p=12"),
]


@pytest.mark.parametrize(("given", "wanted"), CLEAN)
def test_an_address_loses_what_only_tells_how_a_reader_came(given: str, wanted: str) -> None:
    assert clean_address(given) == wanted
    assert clean_address(wanted) == wanted


@pytest.mark.parametrize(
    "other",
    [
        "http://www.a.example/x?b=2&a=1",
        "https://m.a.example/x/?a=1&b=2",
        "https://amp.a.example/x?a=1&b=2&utm_campaign=z#top",
    ],
)
def test_one_page_has_one_key_under_all_its_addresses(other: str) -> None:
    assert make_key(other) == make_key("https://a.example/x?a=1&b=2")


@pytest.mark.parametrize(
    "other",
    ["https://b.example/x", "https://a.example/y", "https://a.example/x?a=1", "https://a.example:81/x"],
)
def test_other_pages_have_other_keys(other: str) -> None:
    assert make_key(other) != make_key("https://a.example/x")


@pytest.mark.parametrize(
    "given",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "gopher://a.example",
        "https://",
        "https:///x",
        "https://user:word@a.example/",
        "https://user@a.example/",
        "https://a.example/a b",
        "https://a.example/\x1b[31m",
        "https://a.example:99999/",
        "https://[::1/",
        "https://a_\u202eb.example/",
        "https://exa mple.example/",
        f"https://a.example/{'x' * 3000}",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(given: str) -> None:
    with pytest.raises(UsageError):
        Address(given)


COPIES = [
    (
        "https://web.archive.org/web/20250722123456/https://a.example/x?utm_source=t",
        "https://a.example/x",
        "https://web.archive.org/web/20250722123456/https://a.example/x?utm_source=t",
        "https://web.archive.org/web/20250722123456id_/https://a.example/x?utm_source=t",
    ),
    (
        "http://web.archive.org/web/2025id_/http:/a.example/x",
        "http://a.example/x",
        "http://web.archive.org/web/2025/http://a.example/x",
        "http://web.archive.org/web/2025id_/http://a.example/x",
    ),
    (
        "https://archive.ph/2025.07.22-101112/https://a.example/x",
        "https://a.example/x",
        "https://archive.ph/2025.07.22-101112/https://a.example/x",
        "https://archive.ph/2025.07.22-101112/https://a.example/x",
    ),
    ("https://archive.is/AbC12", None, "https://archive.is/AbC12", "https://archive.is/AbC12"),
    ("https://perma.cc/AB12-CD34", None, "https://perma.cc/AB12-CD34", "https://perma.cc/AB12-CD34"),
    (
        "https://arquivo.pt/wayback/20250722000000/https://a.example/",
        "https://a.example/",
        "https://arquivo.pt/wayback/20250722000000/https://a.example/",
        "https://arquivo.pt/wayback/20250722000000id_/https://a.example/",
    ),
]


@pytest.mark.parametrize(("given", "original", "archived", "fetched"), COPIES)
def test_an_archived_copy_is_told_from_what_was_copied(
    given: str, original: str | None, archived: str, fetched: str
) -> None:
    copy = find_copy(given)
    assert copy is not None
    assert (copy.original, copy.archived, copy.fetched) == (original, archived, fetched)


@pytest.mark.parametrize(
    "given",
    [
        "https://a.example/web/20250722123456/https://b.example/",
        "https://archive.example/x",
        "https://archive.org/details/x",
    ],
)
def test_other_pages_are_no_copies(given: str) -> None:
    assert find_copy(given) is None
