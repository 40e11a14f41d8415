"""Where an article comes from: a file, an address or standard input, as bytes of a known form."""

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from talkscli.articles.addresses import Address, clean_address, find_copy, looks_like_address, try_clean
from talkscli.articles.fetching import LARGEST, SECONDS, fetch_page
from talkscli.errors import UsageError
from talkscli.files.plain_files import read_plain_file

if TYPE_CHECKING:
    from talkscli.articles.fetching import Page

HTML, PDF, TEXT, MARKDOWN = "html", "pdf", "text", "markdown"
FORMS = (HTML, PDF, TEXT, MARKDOWN)
STDIN = "-"

_START = 1024
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|title|meta|div|p|h1)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_XML = re.compile(rb"\s*(?:<\?xml|<rss|<feed|<svg)", re.IGNORECASE)
_ENDINGS = {
    ".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML, ".pdf": PDF,
    ".md": MARKDOWN, ".markdown": MARKDOWN, ".txt": TEXT, ".text": TEXT,
}  # fmt: skip
_KINDS = {
    "text/html": HTML, "application/xhtml+xml": HTML, "application/pdf": PDF, "application/x-pdf": PDF,
    "text/plain": TEXT, "text/markdown": MARKDOWN, "text/x-markdown": MARKDOWN,
}  # fmt: skip
_MAGIC = (
    (b"PK\x03\x04", "a ZIP archive, such as a file of a word processor"),
    (b"\xd0\xcf\x11\xe0", "a file of an old word processor"),
    (b"{\\rtf", "a file of a word processor (RTF)"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "packed (gzip)"), (b"\x28\xb5\x2f\xfd", "packed (Zstandard)"), (b"BZh", "packed (bzip2)"),
    (b"\xfd7zXZ", "packed (xz)"), (b"\x7fELF", "a program"), (b"MZ", "a program"), (b"%!PS", "PostScript"),
    (b"SQLite format 3", "a database"), (b"ID3", "a sound"), (b"OggS", "a sound"),
)  # fmt: skip
_SAVE_AS = "save it as HTML, PDF or plain text"


@dataclass(slots=True)
class Material:
    """An article's bytes, and what came with them."""

    name: str
    """What was given: a path or an address, for messages."""
    body: bytes
    form: str
    """One of `FORMS`."""
    charset: str = ""
    """How its characters are written, as a server says."""
    language: str = ""
    """Its language, as a server says."""
    url: str = ""
    """Its own address; of an archived copy that of what was copied. Empty where it is not known."""
    archived: str = ""
    """The address of the archived copy that this is."""


def gather(
    name: str,
    *,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
    seconds: float = SECONDS,
    largest: int = LARGEST,
) -> Material:
    """Read a file, fetch a page, or take what comes through standard input.

    Args:
        name: A path, an address of http or https, or `-`.
        stdin: Standard input.
        allow_private: Whether machines of the own house and network may be asked.
        seconds: How long a page may take.
        largest: How many bytes it may have.

    Raises:
        UsageError: it cannot be had, is too large, or is nothing of which a text can be taken.
    """
    if looks_like_address(name):
        return _fetch(name, allow_private=allow_private, seconds=seconds, largest=largest)
    is_piped = name == STDIN and stdin is not None
    body = stdin.read(largest + 1) if is_piped and stdin is not None else read_plain_file(name, largest)
    if len(body) > largest:
        raise UsageError(f"it has more than {largest >> 20} MiB: no article is so long", place=name)
    return Material(name, body, find_form(name, body, _ENDINGS.get(os.path.splitext(name)[1].lower())))  # noqa: PTH122


def state_address(material: Material, text: str) -> None:
    """Note under which address an article stands, or that of its copy in an archive.

    Raises:
        UsageError: it is no such address.
    """
    copy = find_copy(text)
    if copy is None:
        material.url = clean_address(text)
    else:
        material.archived = copy.archived
        material.url = copy.original or material.url


def _fetch(name: str, *, allow_private: bool, seconds: float, largest: int) -> Material:
    copy = find_copy(name)
    page = fetch_page(
        copy.fetched if copy else name, allow_private=allow_private, seconds=seconds, largest=largest
    )
    material = Material(name, page.body, find_form(name, page.body, _find_kind(page)))
    material.charset = page.charset
    material.language = page.language
    found = find_copy(str(page.address))
    if copy is None and found is None:
        material.url = clean_address(str(page.address))
        return material
    # An archive may lead to the copy of another moment: that one was read.
    copy = found or copy
    assert copy is not None
    material.archived = copy.archived
    material.url = copy.original or try_clean(page.original)
    return material


def _find_kind(page: "Page") -> str | None:
    form = _KINDS.get(page.kind)
    if form is None and page.kind.partition("/")[0] in {"image", "audio", "video", "font"}:
        raise UsageError(
            f"this is no article: the server calls it {page.kind}",
            place=str(page.address),
            hint="name the article's own page",
        )
    path_end = os.path.splitext(Address(str(page.address)).path)[1].lower()  # noqa: PTH122
    # Many servers give Markdown, and whatever they do not know, as plain text.
    return _ENDINGS.get(path_end, form) if form in {None, TEXT} else form


def find_form(name: str, body: bytes, said: str | None) -> str:
    """Tell what bytes are by what they begin with, and else by what somebody says.

    Raises:
        UsageError: they are nothing of which a text can be taken.
    """
    start = body[:_START]
    if not start.strip():
        raise UsageError("it is empty", place=name, hint="name another file or page")
    if b"%PDF-" in start:
        return PDF
    if said == PDF:
        raise UsageError("it is called a PDF and does not begin like one", place=name, hint=_SAVE_AS)
    for magic, what in _MAGIC:
        if start.startswith(magic):
            raise UsageError(f"this is no article: it is {what}", place=name, hint=_SAVE_AS)
    is_wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not is_wide and b"\0" in body[: 1 << 16]:
        raise UsageError("this is no article: it has bytes that no text has", place=name, hint=_SAVE_AS)
    if _MARKUP.match(start.removeprefix(b"\xef\xbb\xbf")) or said == HTML:
        return HTML
    if _OTHER_XML.match(start):
        raise UsageError(
            "this is XML, such as a feed, and no article", place=name, hint="name the article's own page"
        )
    if (
        re.match(rb"(?i)(?:from|mime-version|received):.*\n[\w-]+:", start)
        and b"multipart/" in body[: 1 << 14]
    ):
        raise UsageError("this is a mail or a whole page in one file (MHTML)", place=name, hint=_SAVE_AS)
    return said or TEXT
