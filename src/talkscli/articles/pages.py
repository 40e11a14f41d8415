"""Pages of HTML as articles, through trafilatura."""

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from talkscli.articles.addresses import Address, find_copy, try_clean
from talkscli.articles.article import Article, clean_line, read_language
from talkscli.articles.characters import decode_page
from talkscli.articles.extras import import_extra
from talkscli.articles.walls import refuse_wall
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.articles.sources import Material

LARGEST = 1 << 23
"""A page of more characters is no article: taking it apart would take minutes."""
_HEAD = 1 << 16
_SHORTEST_HEADLINE = 15
_STATED = (
    r"<(?:meta|time|abbr)\b[^>]*\b{}",
    r"""["']date(?:published|created)["']\s*:\s*["']{}""",
    r"""itemprop=["']?datepublished\b[^>]*>\s*{}""",
)
"""How a page states when it was published, so that programs understand it."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)", re.IGNORECASE
)
"""What browsers write into a page that they save."""
_LINK = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_CANONICAL = re.compile(r"""\brel\s*=\s*["']?(?:[\w-]+ )*canonical\b""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html\b[^>]*?\b(?:xml:)?lang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_LOCALE = re.compile(
    r"""<meta\b[^>]*\b(?:og:locale|content-language)\b[^>]*\bcontent\s*=\s*["']?([\w-]+)""", re.IGNORECASE
)


def read_page(material: "Material", today: str, encoding: str | None = None) -> Article:
    """Make an article of a page.

    Args:
        material: The page.
        today: Nothing was published later than on this day.
        encoding: How its characters are written, as somebody states; else as server and page say.

    Raises:
        UsageError: it holds no article, or the library that reads it is missing.
    """
    trafilatura = import_extra("trafilatura", "reading a page of HTML", material.name)
    page, remark = decode_page(material.body, encoding or material.charset)
    if len(page) > LARGEST:
        raise UsageError(
            f"the page has more than {LARGEST:,} characters",
            place=material.name,
            hint="name a page of one article",
        )
    # Bytes that no page has make the library take nothing of it.
    page = page.replace("\0", "")
    found = _extract(trafilatura, page, material.name, today)
    title = clean_line(found.title or "") if found else ""
    paragraphs = (found.text or "").split("\n") if found else []
    lines = [one for one in map(clean_line, paragraphs) if one]
    if title and lines and not any(_is_same_line(line, title) for line in lines[:3]):
        # Headlines make claims too, and a claim needs its words in the text.
        lines.insert(0, title)
    article = Article(material.name, lines)
    article.title = title
    day = ""
    if found:
        article.author = clean_line(found.author or "")
        article.site = clean_line(found.sitename or "")
        day = found.date or ""
    head = page[:_HEAD]
    names = [match[1] for match in (_LANGUAGE.search(head), _LOCALE.search(head)) if match]
    article.language = read_language([*names, material.language])
    if remark:
        article.remarks.append(remark)
    _settle_address(article, material, head)
    _settle_day(article, day, page, article.url)
    refuse_wall(article, page, article.url or material.name)
    return article


def _extract(trafilatura: Any, page: str, name: str, today: str) -> Any:
    try:
        return trafilatura.bare_extraction(
            page,
            include_comments=False,
            include_formatting=False,
            with_metadata=True,
            # A date that merely stands somewhere on the page would be a guess.
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": today},
        )
    except (KeyboardInterrupt, MemoryError):
        raise
    except Exception as error:
        # What strangers' pages make a library fail with is not limited to its own errors.
        raise UsageError(
            f"the page cannot be taken apart: {clean_line(str(error))[:200] or type(error).__name__}",
            place=name,
            hint="save its text, and name that file",
        ) from error


def _settle_day(article: Article, day: str, page: str, address: str) -> None:
    """Take the day of publication where page or address state it; tell one that merely stands there."""
    if not _DAY.fullmatch(day):
        return
    year, month, date = day.split("-")
    in_address = re.search(rf"(?<!\d){year}[/-]?{month}[/-]?{date}(?!\d)", address)
    if in_address or any(re.search(pattern.format(day), page, re.IGNORECASE) for pattern in _STATED):
        article.published = day
    else:
        article.remarks.append(
            f"the day {day} stands on the page; if it was published then, --published says it"
        )


def _settle_address(article: Article, material: "Material", head: str) -> None:
    """Take the address that the page itself names, where that is of the same site as the one it came from."""
    article.archived, article.url = material.archived, material.url
    if not material.url and not material.archived and (saved := _SAVED_FROM.search(head)):
        copy = _try_copy(saved[1])
        article.url = (copy.original or "") if copy else try_clean(saved[1])
        article.archived = copy.archived if copy else ""
    named = next((_read_href(link) for link in _LINK.findall(head) if _CANONICAL.search(link)), "")
    named = _join(article.url, named)
    if (copy := _try_copy(named)) is not None:
        named = copy.original or ""
    named = try_clean(named)
    if named and (not article.url or (_is_same_site(named, article.url) and not _is_front(named))):
        article.url = named


def _join(base: str, named: str) -> str:
    """Write out an address that is given as one beside that of the page."""
    if named.startswith("//"):
        return f"https:{named}"
    try:
        return urljoin(base, named) if base and named else named
    except ValueError:
        return ""


def _is_front(url: str) -> bool:
    """Tell whether an address is that of a whole site, which many pages carelessly call their own."""
    address = Address(url)
    return address.path == "/" and not address.query


def _read_href(link: str) -> str:
    found = _HREF.search(link)
    return html.unescape(next(filter(None, found.groups()), "")).strip() if found else ""


def _try_copy(text: str) -> Any:
    try:
        return find_copy(text) if text else None
    except UsageError:
        return None


def _is_same_site(one: str, other: str) -> bool:
    first, second = Address(one), Address(other)
    if first.port != second.port and {first.port, second.port} != {80, 443}:
        return False
    hosts = sorted((first.site, second.site), key=len)
    return hosts[0] == hosts[1] or ("." in hosts[0] and hosts[1].endswith(f".{hosts[0]}"))


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _is_same_line(line: str, title: str) -> bool:
    """Tell whether a line is the headline, which the head of a page often names with the outlet behind it."""
    one, other = _fold(line), _fold(title)
    return one.startswith(other) or (len(one) > _SHORTEST_HEADLINE and other.startswith(one))
