"""What an article is, whatever it came as."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_TITLE = 300
"""A headline of more characters is cut between two words."""
_FIRST_WORDS = 110
"""So many characters of a text's beginning stand for a headline that it does not have."""
_SENTENCE = re.compile(rf".{{15,{_FIRST_WORDS}}}?[.!?…](?=\s|$)")

_UNSEEN = re.compile("[\xad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""What nobody sees in a text, and what nobody could type who wants to quote it."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


class Article:
    """An article's text and what it says of itself."""

    __slots__ = (
        "archived", "author", "byline", "content", "language", "name", "paragraphs", "published", "remarks",
        "site", "title", "url",
    )  # fmt: skip

    def __init__(self, name: str, paragraphs: "Iterable[str]", content: bytes | None = None) -> None:
        self.name = name
        """What was given: a path or an address, for messages."""
        self.paragraphs = [one for one in map(clean_line, paragraphs) if one]
        self.content = "".join(f"{one}\n" for one in self.paragraphs).encode() if content is None else content
        """The file of its text: one paragraph a line."""
        self.title = ""
        self.author = ""
        self.published = ""
        """The day on which it was published (EDTF)."""
        self.language = ""
        """BCP 47."""
        self.site = ""
        """What the page calls its outlet."""
        self.byline = ""
        """What stands before the day in a line of its head: perhaps the outlet, perhaps a place."""
        self.url = ""
        self.archived = ""
        self.remarks: list[str] = []
        """What a person should know before the article is relied on."""

    @property
    def words(self) -> int:
        """Return how many words the text has."""
        return sum(len(one.split()) for one in self.paragraphs)

    def settle_title(self) -> None:
        """Give an article without a headline its first words as one, and say so."""
        self.title = clean_line(self.title)
        if not self.title and self.paragraphs:
            first = _SENTENCE.match(self.paragraphs[0])
            self.title = first[0] if first else shorten(self.paragraphs[0], _FIRST_WORDS)
            if self.title != self.paragraphs[0]:
                self.remarks.append("it has no headline: its first words stand for one")
        self.title = shorten(self.title, LONGEST_TITLE)


def clean_line(text: str) -> str:
    """Write a paragraph on one line, without what nobody sees; every kind of blank becomes a space."""
    return " ".join(_UNSEEN.sub("", text).split())


def shorten(text: str, longest: int) -> str:
    """Cut a text between two words."""
    if len(text) <= longest:
        return text
    return text[: longest + 1].rpartition(" ")[0].rstrip(" ,;:–-") or text[:longest]


def read_language(names: "Sequence[str]") -> str:
    """Return the first of some names of languages that is one, as BCP 47 writes it; empty where none is."""
    for name in names:
        tag = name.strip().replace("_", "-")
        if _LANGUAGE.fullmatch(tag) and tag.lower() not in {"und", "mul", "zxx"} and tag[:2].lower() != "x-":
            first, *others = tag.split("-")
            shaped = [
                part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part
                for part in others
            ]
            return "-".join([first.lower(), *shaped])
    return ""
