"""Pages from a server on this machine."""

import gzip
import itertools
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.programs import require
from tests.web import Server, give, send_on, trickle

from talkscli.articles import hosts
from talkscli.articles.fetching import Page, fetch_page
from talkscli.errors import UsageError

SAVE = "save the page"


def fetch(url: str, **limits: float) -> Page:
    return fetch_page(url, allow_private=True, **limits)  # type: ignore[arg-type]


def test_a_page_comes_with_its_form_and_its_last_address(server: Server) -> None:
    server.pages["/a"] = send_on("/b?x=1", 301)
    server.pages["/b"] = give("Hello", "Text/HTML; Charset=UTF-8", Content_Language="de, en")
    page = fetch(server.url("/a"))
    assert (page.body, page.kind, page.charset, page.language) == (b"Hello", "text/html", "utf-8", "de")
    assert str(page.address) == server.url("/b?x=1")
    assert server.headers[-1]["Host"] == f"127.0.0.1:{server.port}"


def test_a_packed_page_is_unpacked(server: Server) -> None:
    server.pages["/"] = give(gzip.compress(b"Hello"), Content_Encoding="gzip")
    assert fetch(server.url()).body == b"Hello"


def test_a_redirect_is_followed_in_any_letters(server: Server) -> None:
    server.pages["/a"] = send_on("/новости".encode().decode("latin-1"))
    server.pages["/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"] = give("Hello")
    assert fetch(server.url("/a")).body == b"Hello"


def endless(start: bytes, piece: bytes) -> Iterator[bytes]:
    return itertools.chain([start], itertools.repeat(piece))


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
REFUSED: list[tuple[Callable[[Server], None], str]] = [
    (lambda server: server.pages.update({"/": send_on("/")}), "in a circle"),
    (lambda server: server.pages.update({"/": send_on("/b"), "/b": send_on("/")}), "in a circle"),
    (
        lambda server: server.pages.update(
            {"/": send_on("/1"), **{f"/{n}": send_on(f"/{n + 1}") for n in range(1, 40)}}
        ),
        "more than 8 times",
    ),
    (lambda server: server.pages.update({"/": give(b"", status=302)}), "does not say where"),
    (lambda server: server.pages.update({"/": send_on("file:///etc/passwd")}), "only http and https"),
    (lambda server: server.pages.update({"/": send_on("https://a:b@x.example/")}), "user name"),
    (lambda server: server.pages.update({"/": give(b"", status=401)}), "wants a login"),
    (lambda server: server.pages.update({"/": give(b"", status=403)}), "not give the page to programs"),
    (lambda server: server.pages.update({"/": give(b"", status=404)}), "no such page"),
    (lambda server: server.pages.update({"/": give(b"", status=429)}), "too many questions"),
    (lambda server: server.pages.update({"/": give(b"", status=503)}), r"server failed \(503\)"),
    (lambda server: server.pages.update({"/": give(b"", status=204)}), r"gives no page \(204\)"),
    (lambda server: server.pages.update({"/": give(b"x", Content_Encoding="br")}), "packed as 'br'"),
    (lambda server: server.pages.update({"/": give(b"no gzip", Content_Encoding="gzip")}), "damaged"),
    (
        lambda server: server.pages.update(
            {"/": give(gzip.compress(b"x" * 999)[:-9], Content_Encoding="gzip")}
        ),
        "ends in its middle",
    ),
    (
        lambda server: server.pages.update({"/": trickle(iter([OK, b"Content-Length: 99\r\n\r\nshort"]))}),
        "ends in its middle",
    ),
    (lambda server: server.pages.update({"/": trickle(iter([b"nonsense\r\n\r\n"]))}), "is broken"),
    (lambda server: server.pages.update({"/": trickle(iter([OK, b"x: " + b"y" * 70_000]))}), "is broken"),
    (
        lambda server: server.pages.update(
            {"/": trickle(iter([OK, b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"]))}
        ),
        "is broken",
    ),
    # The next ones would go on without end.
    (
        lambda server: server.pages.update({"/": trickle(endless(OK + b"\r\n", b"x" * 65_536))}),
        "more than 1 MiB",
    ),
    (
        lambda server: server.pages.update(
            {"/": give(gzip.compress(b"\0" * (3 << 20)), Content_Encoding="gzip")}
        ),
        "more than 1 MiB",
    ),
    (
        lambda server: server.pages.update(
            {"/": trickle(iter([OK, b"Content-Length: 99999999999\r\n\r\n"]))}
        ),
        "more than 1 MiB",
    ),
]


@pytest.mark.parametrize(("prepare", "told"), REFUSED)
def test_what_cannot_be_had_is_told_with_its_address(
    server: Server, prepare: Callable[[Server], None], told: str
) -> None:
    prepare(server)
    with pytest.raises(UsageError, match=told) as caught:
        fetch(server.url(), largest=1 << 20)
    assert caught.value.place == server.url()


@pytest.mark.parametrize(
    "pieces",
    [
        lambda: endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        lambda: endless(OK, b"x: y\r\n"),
        lambda: endless(OK + b"Content-Length: 1000000\r\n\r\n", b"x"),
        lambda: endless(OK + b"\r\n", b"x"),
    ],
    ids=["continue", "headers", "body", "endless body"],
)
def test_a_server_that_trickles_is_left(server: Server, pieces: Callable[[], Iterator[bytes]]) -> None:
    gone = threading.Event()

    def slowly() -> Iterator[bytes]:
        try:
            for piece in pieces():
                yield piece
                gone.wait(0.05)
        finally:
            gone.set()

    server.pages["/"] = trickle(slowly())
    with pytest.raises(UsageError, match=r"not there after 0\.3 seconds"):
        fetch(server.url(), seconds=0.3)


def test_a_server_that_says_nothing_is_left(server: Server) -> None:
    still = threading.Event()
    server.pages["/"] = lambda _: (still.wait(60), None)[1]
    try:
        with pytest.raises(UsageError, match=r"not there after 0\.2 seconds"):
            fetch(server.url(), seconds=0.2)
    finally:
        still.set()


def test_a_name_that_nobody_knows_in_time_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    still = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: still.wait(60))
    try:
        with pytest.raises(UsageError, match=r"not there after 0\.2 seconds"):
            fetch("http://slow.example/", seconds=0.2)
    finally:
        still.set()


def test_nobody_listening_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(UsageError, match="connection failed"):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/")


def test_a_server_that_does_not_prove_who_it_is_is_told(server: Server) -> None:
    with pytest.raises(UsageError, match="connection failed"):
        fetch(server.url().replace("http:", "https:"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Make a certificate of localhost that nobody but a test trusts."""
    require("openssl")
    file = tmp_path / "server.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(file)]
    subprocess.run([*words.split(), *files], check=True, capture_output=True)
    return file


@pytest.mark.parametrize(
    ("host", "is_trusted"), [("localhost", True), ("localhost", False), ("127.0.0.1", True)]
)
def test_a_page_comes_over_tls_from_a_server_that_proves_its_name(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, host: str, is_trusted: bool
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Server(context) as server:
        server.pages["/"] = give("Hello")
        page = server.url(host=host)
        if host == "localhost" and is_trusted:
            assert fetch(page).body == b"Hello"
            assert server.headers[-1]["Host"] == f"localhost:{server.port}"
        else:
            with pytest.raises(UsageError, match=f"cannot prove that it is {host}"):
                fetch(page)


def test_a_redirect_to_a_private_address_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address is taken for a public one; the second is judged anew."""
    server.pages["/"] = send_on(server.url("/secret", host="localhost"))
    server.pages["/secret"] = give("secret")
    real = hosts.is_public
    monkeypatch.setattr(hosts, "is_public", lambda one: one == "127.0.0.1" or real(one))
    names = {"public.example": "127.0.0.1", "localhost": "127.0.0.2"}
    look_up = socket.getaddrinfo

    def answer(host: str, port: int, *_: object, **options: object) -> object:
        del options
        return look_up(names.get(host, host), port, type=socket.SOCK_STREAM)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    with pytest.raises(UsageError, match="private address"):
        fetch_page(server.url(host="public.example"))
    assert server.asked == ["/"]


def test_the_connection_is_made_to_the_address_that_was_judged(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that means something else when it is asked for again (rebinding) gains nothing by it."""
    asked: list[str] = []

    def answer(host: str, port: int, **options: object) -> object:
        del options
        asked.append(host)
        found = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, port))]

    connected: list[tuple[str, int]] = []

    def connect(address: tuple[str, int], *_: object) -> socket.socket:
        connected.append(address)
        made = socket.socket()
        made.connect(("127.0.0.1", server.port))
        return made

    server.pages["/"] = give("Hello")
    monkeypatch.setattr(socket, "getaddrinfo", answer)
    monkeypatch.setattr(socket, "create_connection", connect)
    fetch_page("http://rebinding.example/")
    assert (asked, connected) == (["rebinding.example"], [("8.8.8.8", 80)])
    assert server.headers[-1]["Host"] == "rebinding.example"


def test_no_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/"] = give("Hello")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    assert fetch(server.url()).body == b"Hello"


def test_an_archive_names_what_was_copied(server: Server) -> None:
    link = '<https://x.example/timegate>; rel="timegate", <https://a.example/a,b>; rel="original"'
    server.pages["/"] = give("Hello", Link=link)
    assert fetch(server.url()).original == "https://a.example/a,b"
