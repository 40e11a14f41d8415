"""Addresses of articles: which one stands for an article, and which is that of a copy in an archive."""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from talkscli.errors import UsageError, cut

LONGEST = 2000
"""An address of more characters is refused; browsers and servers take no longer ones either."""

SCHEMES = ("http", "https")
PORTS = {"http": 80, "https": 443}

# What only tells how a reader came to a page. The lists of ClearURLs and of courlan were looked at.
_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|vero|oly|ns|guce|itm|wt|at)_.*|_hs.*|_g[al]"
    r"|(?:fb|g|dc|y|ms|tw|tt|scc|rdt_)clid|msclkid|gclsrc|[wg]braid|li_fat_id|mc_[ce]id|igsh(?:id)?|ref_(?:src|url)"
    r"|cmp(?:id)?|ocid|smid|smtyp|xtor|sr_share|ftag|fb_(?:action_ids|action_types|source|ref)|mkt_tok|trk|spm"
    r"|guccounter|sfnsn|sharetype",
    re.IGNORECASE,
)

_ESCAPED = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is where an address is written in ASCII."""

_SNAPSHOT = re.compile(
    r"/(?P<time>\d{4,14})(?P<form>[a-z]{2}_)?/(?P<original>https?:/{1,2}.+)", re.IGNORECASE
)
"""A copy's path in archives that work like the Wayback Machine (Memento): a time, then the whole address."""
_TODAY = re.compile(
    r"/(?:o/\w+/|(?P<time>[\d.]+-\d+)/|newest/|oldest/)?(?P<original>https?:/{1,2}.+)", re.IGNORECASE
)

_SNAPSHOT_HOSTS = re.compile(
    r"web\.archive\.org|wayback\.archive-it\.org|arquivo\.pt|webarchive\.nationalarchives\.gov\.uk"
    r"|(?:www\.)?webarchive\.org\.uk|webarchive\.loc\.gov|wayback\.vefsafn\.is|web\.archive\.bibalex\.org"
)
_TODAY_HOSTS = re.compile(r"(?:www\.)?archive\.(?:today|is|ph|li|vn|fo|md)")
_OTHER_HOSTS = re.compile(r"(?:www\.)?(?:perma\.cc|ghostarchive\.org|megalodon\.jp|webcitation\.org)")
_RAW_HOSTS = ("web.archive.org", "arquivo.pt", "wayback.archive-it.org")
"""Archives that give a copy as it was, without a frame of their own, where its time ends in `id_`."""


class Address:
    """An address that can be asked for, taken apart once."""

    __slots__ = ("host", "path", "port", "query", "scheme")

    def __init__(self, text: str) -> None:
        """Take an address apart.

        Raises:
            UsageError: it is none, or not one of http or https.
        """
        words = text.strip()
        if len(words) > LONGEST:
            raise UsageError(f"the address has more than {LONGEST} characters", place=cut(words))
        if re.search(r"[\s\x00-\x1f\x7f-\xa0\u2028\u2029]", words):
            raise UsageError(
                "the address has a blank or a control character in it",
                place=cut(words),
                hint="write it as %20",
            )
        try:
            parts = urlsplit(words)
            port = parts.port
            host = _write_host(parts.hostname or "")
        except ValueError as error:
            raise UsageError(f"this is not an address: {error}", place=cut(words)) from error
        if parts.scheme.lower() not in SCHEMES:
            hint = "write https://…, or name a file"
            raise UsageError("only http and https addresses are fetched", place=cut(words), hint=hint)
        if not host:
            raise UsageError("the address names no host", place=cut(words), hint="write https://HOST/…")
        if parts.username is not None or parts.password is not None:
            raise UsageError(
                "the address has a user name in it, which would be kept in the store",
                place=parts.scheme + "://…@" + host,
                hint="save the page in a browser, and name the file",
            )
        self.scheme = parts.scheme.lower()
        self.host = host
        """In ASCII (IDNA), lower case; an IPv6 address without its brackets."""
        self.port = PORTS[self.scheme] if port is None else port
        self.path = quote(parts.path, safe=_ESCAPED) or "/"
        self.query = quote(parts.query, safe=_ESCAPED)

    def __str__(self) -> str:
        return urlunsplit((self.scheme, self.netloc, self.path, self.query, ""))

    @property
    def netloc(self) -> str:
        """Return host and port as an address writes them; the usual port is left out."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """Return what a request names: path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def site(self) -> str:
        """Return the host without what says nothing of whose it is: `www.`, `m.`, `amp.`."""
        return re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", self.host)

    @property
    def root(self) -> str:
        """Return the address of the whole site."""
        return urlunsplit((self.scheme, self.netloc, "", "", ""))


class Copy(NamedTuple):
    """What an address says of a copy in an archive."""

    archived: str
    """The address of the copy."""
    original: str | None
    """The address of what was copied; None where it is not in the address."""
    fetched: str
    """Where the copy is to be fetched: without the archive's own frame, where it offers that."""


def looks_like_address(word: str) -> bool:
    """Tell whether a word is meant as an address of the web and not as a file."""
    return "://" in word or word.lower().startswith(("http:", "https:"))


def clean_address(text: str) -> str:
    """Return an address without its fragment and without what only tells how a reader came to it.

    Raises:
        UsageError: it is not an address of http or https.
    """
    address = Address(text)
    kept = [
        part for part in address.query.split("&") if part and not _TRACKING.fullmatch(part.partition("=")[0])
    ]
    address.query = "&".join(kept)
    return str(address)


def make_key(text: str) -> str:
    """Return what is the same for all addresses under which one page is found.

    Scheme, `www.`, a mobile host, a slash at the end and the order of the query make no other page.
    """
    try:
        address = Address(clean_address(text))
    except UsageError:
        return text
    query = urlencode(sorted(parse_qsl(address.query, keep_blank_values=True)))
    path = address.path.rstrip("/") or "/"
    port = "" if address.port in PORTS.values() else f":{address.port}"
    return f"{address.site}{port}{path}{f'?{query}' if query else ''}"


def find_copy(text: str) -> Copy | None:
    """Return what is known of a copy whose address this is; None where it is no archive's.

    Raises:
        UsageError: it is not an address of http or https.
    """
    address = Address(text)
    whole = address.target
    if _SNAPSHOT_HOSTS.fullmatch(address.host):
        found = _SNAPSHOT.search(whole)
        if found is None:
            return Copy(str(address), None, str(address))
        original = _mend_slashes(found["original"])
        before, time = whole[: found.start()], found["time"]
        fetched = archived = f"{address.root}{before}/{time}/{original}"
        if address.host in _RAW_HOSTS:
            fetched = f"{address.root}{before}/{time}id_/{original}"
        return Copy(archived, try_clean(original) or None, fetched)
    if _TODAY_HOSTS.fullmatch(address.host):
        found = _TODAY.fullmatch(whole)
        named = _mend_slashes(found["original"]) if found else None
        return Copy(str(address), try_clean(named) or None, str(address))
    if _OTHER_HOSTS.fullmatch(address.host):
        return Copy(str(address), None, str(address))
    return None


def try_clean(text: str | None) -> str:
    """Return an address as `clean_address` does; empty where it is none."""
    try:
        return clean_address(text) if text else ""
    except UsageError:
        return ""


def _mend_slashes(text: str) -> str:
    """Write two slashes after the scheme: some servers fold them into one."""
    return re.sub(r"^(https?):/{1,2}", r"\1://", text, flags=re.IGNORECASE)


def _write_host(host: str) -> str:
    """Write a host's name as the network knows it.

    Raises:
        ValueError: it cannot be one.
    """
    if ":" in host:
        return host.lower()
    try:
        written = host.encode("idna").decode("ascii").lower().rstrip(".") if host else ""
    except UnicodeError as error:
        raise ValueError("the host's name cannot be written for the network") from error
    if written and not re.fullmatch(r"[a-z0-9._-]+", written):
        raise ValueError("the host's name has a sign that no name has")
    return written
