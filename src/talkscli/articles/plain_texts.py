"""Plain text and Markdown as articles: as they are, each line that is not empty a paragraph."""

import re
from typing import TYPE_CHECKING

from talkscli.articles.article import Article
from talkscli.articles.characters import decode_text
from talkscli.articles.sources import MARKDOWN
from talkscli.desk.texts import split_paragraphs
from talkscli.errors import UsageError

if TYPE_CHECKING:
    from talkscli.articles.sources import Material

_HEADLINE = re.compile(r"#{1,2}\s+(.+?)\s*#*\s*")
_LONGEST_HEADLINE = 200


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
    elif (
        len(lines) > 1
        and len(lines[0]) <= _LONGEST_HEADLINE
        and not lines[0].rstrip().endswith((".", ",", ";"))
    ):
        article.title = lines[0]
    return article
