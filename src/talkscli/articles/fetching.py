"""One page over http or https: bounded in time, size and redirects, from an address that was looked at first.

The standard library's client is used, since the connection has to be made to the very address that was judged
(`hosts`), redirect by redirect; no proxy of the environment is, since it would look the name up again.
"""

import http.client
import re
import zlib
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from talkscli import __version__
from talkscli.articles.addresses import Address
from talkscli.articles.connections import Watch, open_connection, report_failures
from talkscli.articles.hosts import resolve_host
from talkscli.errors import UsageError, cut

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 30.0
"""So long may one page take, with all redirects; a server that trickles is left then."""
LARGEST = 1 << 25
"""A page of more bytes (32 MiB), as it comes or unpacked, is no article."""
REDIRECTS = 8

_BLOCK = 1 << 16
_MOVED = frozenset({301, 302, 303, 307, 308})
_WANTED = "text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown, */*;q=0.1"
_SAVE = "open it in a browser, save the page, and name the file"

_REFUSALS = {
    401: ("the page wants a login (401)", _SAVE),
    402: ("the page is to be paid for (402)", _SAVE),
    403: ("the server does not give the page to programs (403)", _SAVE),
    404: (
        "there is no such page (404)",
        "check the address; an archive may have it: https://web.archive.org/",
    ),
    407: ("a proxy wants a login (407)", _SAVE),
    410: ("the page was taken away (410)", "an archive may have it: https://web.archive.org/"),
    429: ("the server has had too many questions (429)", "wait, and try again"),
    451: (
        "the page is kept back for legal reasons (451)",
        "an archive may have it: https://web.archive.org/",
    ),
}


class Page:
    """What a server gave."""

    __slots__ = ("address", "body", "charset", "kind", "language", "original")

    def __init__(self, address: Address, response: http.client.HTTPResponse, body: bytes) -> None:
        self.address = address
        """Where it was found at last."""
        self.body = body
        headers = response.headers
        self.kind = headers.get_content_type() if "content-type" in headers else ""
        """Its media type, as the server says: `text/html`."""
        self.charset = str(headers.get_content_charset() or "")
        self.language = str(headers.get("content-language") or "").partition(",")[0].strip()
        self.original = _find_original(headers.get_all("link") or [])
        """Of an archived copy, what was copied, as archives say it (RFC 7089, Memento); empty otherwise."""


def fetch_page(
    text: str,
    *,
    allow_private: bool = False,
    seconds: float = SECONDS,
    largest: int = LARGEST,
    redirects: int = REDIRECTS,
) -> Page:
    """Fetch a page.

    Args:
        text: Its address.
        allow_private: Whether machines of the own house and network may be asked.
        seconds: How long all of it may take.
        largest: How many bytes it may have.
        redirects: How often the server may send elsewhere.

    Raises:
        UsageError: it cannot be had, with the reason and what to do.
    """
    until = monotonic() + seconds
    address = Address(text)
    seen = [str(address)]
    try:
        while True:
            with _open(address, until, seconds, allow_private=allow_private) as response:
                if response.status not in _MOVED:
                    _check_status(response.status)
                    return Page(address, response, _read_body(response, largest))
                address = _follow(address, response)
            _check_way(address, seen, redirects)
            seen.append(str(address))
    except UsageError as error:
        error.place = cut(text)
        if str(address) != seen[0]:
            error.message += f" (sent on to {cut(str(address))})"
        raise


def _check_way(address: Address, seen: list[str], redirects: int) -> None:
    if str(address) in seen:
        raise UsageError("the server sends in a circle from page to page", hint=_SAVE)
    if len(seen) > redirects:
        raise UsageError(f"the server sends from page to page more than {redirects} times", hint=_SAVE)


@contextmanager
def _open(
    address: Address, until: float, seconds: float, *, allow_private: bool
) -> "Iterator[http.client.HTTPResponse]":
    """Ask for a page, and give what the server answers, until the time is up."""
    late = UsageError(f"the page was not there after {seconds:g} seconds", hint="try again, or " + _SAVE)
    watch, again = Watch(), "try again, or " + _SAVE
    with report_failures(address.host, until, watch, late, proof_hint=_SAVE, hint=again):
        left = until - monotonic()
        hosts = resolve_host(address.host, address.port, allow_private=allow_private, seconds=left)
        with open_connection(address, hosts, until, watch) as connection:
            connection.putrequest("GET", address.target, skip_host=True, skip_accept_encoding=True)
            for name, value in (
                ("Host", address.netloc),
                ("User-Agent", f"Mozilla/5.0 (compatible; talkscli/{__version__})"),
                ("Accept", _WANTED),
                ("Accept-Encoding", "gzip"),
                ("Connection", "close"),
            ):
                connection.putheader(name, value)
            connection.endheaders()
            with connection.getresponse() as response:
                yield response


def _follow(address: Address, response: http.client.HTTPResponse) -> Address:
    """Return where a server sends to."""
    location = (response.getheader("location") or "").encode("latin-1", "replace").decode("utf-8", "replace")
    if not location.strip():
        raise UsageError("the server sends elsewhere, and does not say where", hint=_SAVE)
    return Address(urljoin(str(address), location.strip().replace(" ", "%20")))


def _check_status(status: int) -> None:
    if status in {http.client.OK, http.client.NON_AUTHORITATIVE_INFORMATION}:
        return
    if status in _REFUSALS:
        problem, hint = _REFUSALS[status]
    elif status >= http.client.INTERNAL_SERVER_ERROR:
        problem, hint = f"the server failed ({status})", "try again later"
    else:
        problem, hint = f"the server gives no page ({status})", _SAVE
    raise UsageError(problem, hint=hint)


def _read_body(response: http.client.HTTPResponse, largest: int) -> bytes:
    """Read what was asked for, unpacked."""
    too_large = UsageError(f"the page has more than {largest >> 20} MiB", hint="name a page with one article")
    if (response.length or 0) > largest:
        raise too_large
    packing = (response.getheader("content-encoding") or "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise UsageError(f"the page is packed as {cut(packing)!r}, which was not asked for", hint=_SAVE)
    packer = None if packing in {"", "identity"} else zlib.decompressobj(wbits=47)
    pieces: list[bytes] = []
    size = came = 0
    while block := response.read(_BLOCK):
        came += len(block)
        if packer is not None:
            try:
                block = packer.decompress(block, largest + 1 - size)
            except zlib.error as error:
                raise UsageError("the packed page is damaged", hint="try again, or " + _SAVE) from error
        pieces.append(block)
        size += len(block)
        if size > largest or came > largest:
            raise too_large
    if response.length or (packer is not None and came and not packer.eof):
        raise UsageError("the page ends in its middle", hint="try again")
    return b"".join(pieces)


def _find_original(links: list[str]) -> str:
    """Find the link to what an archived copy is a copy of."""
    for target, marks in re.findall(r"<([^>]*)>([^<]*)", ", ".join(links)):
        if re.search(r"""rel=["']?(?:[\w-]+ )*original\b""", marks, re.IGNORECASE):
            return str(target).strip()
    return ""
