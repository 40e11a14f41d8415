"""PDF as articles, through pypdf."""

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from talkscli.articles.article import Article, clean_line, read_language
from talkscli.articles.extras import import_extra
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from talkscli.articles.sources import Material

MOST_PAGES = 500
MOST_CHARACTERS = 4_000_000
"""No article has more pages or characters; what has is refused, not cut."""
_LEAST = 3
"""A PDF with fewer words a page than this is one of pictures."""

_MADE_TITLE = re.compile(
    r"(?i)microsoft \w+ - .*|untitled.*|.*\.(?:docx?|indd|qxp|pdf|odt|tmp|html?)|slide \d+|\W*"
)
_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_ITEM = re.compile(r"(?:[•‣◦▪●*–—-]|\(?\d{1,2}[.)])\s")


def read_paper(material: "Material") -> Article:
    """Make an article of a PDF.

    Raises:
        UsageError: it cannot be read, is locked, has no text, or is far longer than an article.
    """
    pypdf = import_extra("pypdf", "reading a PDF", material.name)
    try:
        reader = pypdf.PdfReader(BytesIO(material.body))
        count = _check_paper(reader, material.name)
        pages = list(_read_pages(reader, material.name))
        about = reader.metadata or {}
        title, author = (_read_field(about, name) for name in ("/Title", "/Author"))
        language = str(reader.root_object.get("/Lang") or "")
    except (UsageError, KeyboardInterrupt):
        raise
    except Exception as error:
        # What strangers' files make a library fail with is not limited to its own errors.
        raise UsageError(
            f"it cannot be read as a PDF: {clean_line(str(error))[:200] or type(error).__name__}",
            place=material.name,
            hint="open it in another program and save it again, as PDF or text",
        ) from error
    article = Article(material.name, join_lines(pages))
    if article.words < _LEAST * max(1, count):
        raise UsageError(
            "the PDF holds pictures of its pages and no text",
            place=material.name,
            hint="make its text readable first, as ocrmypdf does",
        )
    if not _MADE_TITLE.fullmatch(title):
        article.title = title
    article.author = author
    article.language = read_language([language])
    article.remarks.append("its lines were joined to paragraphs by their looks")
    return article


def _check_paper(reader: Any, name: str) -> int:
    """Return how many pages a PDF has that can be read."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise UsageError("the PDF is locked with a password", place=name, hint="save it without one")
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise UsageError(f"the PDF has {count:,} pages: no article is so long", place=name)
    return count


def _read_pages(reader: Any, name: str) -> "Iterator[list[str]]":
    """Yield the lines of each page."""
    size = 0
    for page in reader.pages:
        text = page.extract_text()
        size += len(text)
        if size > MOST_CHARACTERS:
            raise UsageError("the PDF has more text than any article", place=name)
        yield text.splitlines()


def _read_field(about: Any, name: str) -> str:
    value = about.get(name)
    return clean_line(value) if isinstance(value, str) else ""


def join_lines(pages: "list[list[str]]") -> "Iterator[str]":
    """Join lines to paragraphs: one ends at an empty line, or after a short line with a full stop."""
    lengths = sorted(len(line.strip()) for lines in pages for line in lines if line.strip())
    # The usual length of a full line: three quarters of all are shorter, or as long.
    full = lengths[len(lengths) * 3 // 4] if lengths else 0
    paragraph = ""
    for lines in pages:
        for line in map(clean_line, lines):
            is_item = _ITEM.match(line) is not None
            if paragraph and (not line or is_item):
                yield paragraph
                paragraph = ""
            if paragraph.endswith("-") and paragraph[-2:-1].isalpha() and line[:1].islower():
                paragraph = paragraph[:-1] + line
            else:
                paragraph = f"{paragraph} {line}".strip()
            if paragraph and len(line) < full * 0.85 and _END.search(line):
                yield paragraph
                paragraph = ""
    if paragraph:
        yield paragraph
