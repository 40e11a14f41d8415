"""Plain text and Markdown as articles: as they are, each line that is not empty a paragraph."""

import re
from typing import TYPE_CHECKING

from talkscli.articles.article import Article
from talkscli.articles.characters import decode_text
from talkscli.articles.sources import MARKDOWN
from talkscli.desk.texts import split_paragraphs
from talkscli.errors import UsageError
from talkscli.values.as_written.dates import read_dates

if TYPE_CHECKING:
    from talkscli.articles.sources import Material

_HEADLINE = re.compile(r"#{1,2}\s+(.+?)\s*#*\s*")
_LONGEST_HEADLINE = 200
_HEAD = 5
"""In so many first lines the day of an article is looked for."""
_LONGEST_DATELINE = 100
_PARTED = re.compile(r"\s*[,:|/·•–—]\s*|\s+-\s+")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T.*)?")


def read_text(material: "Material", encoding: str | None = None) -> Article:
    """Make an article of a plain text.

    Raises:
        UsageError: it holds no text, or its characters cannot be read.
    """
    text, remark = decode_text(material.body, material.name, encoding or material.charset or None)
    text = text.removeprefix("\ufeff")
    lines = split_paragraphs(text)
    if not any(any(map(str.isalnum, line)) for line in lines):
        raise UsageError("there are no words in it", place=material.name, hint="name another file or page")
    # What is UTF-8 stays byte for byte: its SHA-256 is that of the file that was given.
    content = text.encode()
    article = Article(material.name, lines, material.body if material.body == content else content)
    if remark:
        article.remarks.append(remark)
    if material.form == MARKDOWN:
        headline = next(filter(None, map(_HEADLINE.fullmatch, lines)), None)
        article.title = headline[1] if headline else ""
    else:
        first = 1 if read_dateline(lines[0]) else 0
        if len(lines) > first + 1 and _is_headline(lines[first]):
            article.title = lines[first]
    for number, line in enumerate(lines[:_HEAD], 1):
        if (found := read_dateline(line)) is not None:
            article.byline, article.published = found
            article.remarks.append(f"published {article.published}, as paragraph {number} says")
            break
    return article


def _is_headline(line: str) -> bool:
    return len(line) <= _LONGEST_HEADLINE and not line.rstrip().endswith((".", ",", ";"))


def read_dateline(line: str) -> tuple[str, str] | None:
    """Read a line that says when an article was published, and nothing else but perhaps by whom or where.

    Returns:
        What stands before the day, and the day (ISO): `Gazette, 3 June 2025` is `("Gazette", "2025-06-03")`.
        None where the line says more, or its day has no year or two meanings.
    """
    if len(line) > _LONGEST_DATELINE or not any(map(str.isdigit, line)):
        return None
    ends = [(0, 0), *(found.span() for found in _PARTED.finditer(line))]
    for start, end in ends:
        meanings = read_dates(line[end:])
        if len(meanings) == 1 and (day := _DAY.fullmatch(meanings[0])):
            return line[:start].strip(), day[1]
    return None
