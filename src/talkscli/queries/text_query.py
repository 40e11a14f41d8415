"""The language of searches, and what a query asks for.

Words that must all stand in a claim, in any order; "several words" that must stand together; pref* for words
that begin so; -word for words that must not stand there; who:, outlet:, about: and property: before a word
for the names of those. Words are folded as names are, so that case, diacritics and scripts do not matter.
"""

import re
from collections.abc import Iterator, Sequence

from talkscli.errors import UsageError, cut
from talkscli.index.spelling import find_forms, read_words
from talkscli.queries.limits import check_words

FIELDS = ("who", "outlet", "about", "property")
"""What can stand before a colon."""

GROUPED = re.compile(r"[1-9]\d{0,2}(?:[,.' \u00a0\u2009\u202f]\d{3})+")
"""A number written in groups of three digits."""
_LONG_NUMBER = re.compile(r"[1-9]\d{3,14}")

_PIECE = re.compile(r'(-?)(?:([^\W\d_]+):)?(?:"([^"]*)"?|(\S+))')


class Condition:
    """One condition of a query: words that stand together."""

    __slots__ = ("absent", "common", "expression", "field", "forms", "prefix", "text", "wide", "words")

    def __init__(self, text: str, words: list[str], *, field: str, prefix: bool, absent: bool) -> None:
        self.text = text
        """As asked."""
        self.words = words
        self.forms = [set(find_forms(word)) for word in words]
        """Of each word the forms under which it is known."""
        self.field = field
        """The field whose names must have the words; empty for those of the claim itself."""
        self.prefix = prefix
        """Whether the last word is only the beginning of one."""
        self.absent = absent
        self.expression = ""
        """The condition as FTS5 reads it."""
        self.common: bool | None = None
        """Whether very many claims have the words, once it is known."""
        self.wide = False
        """Whether very many words begin so: then only those that are written so are meant."""

    def find_in(self, words: Sequence[set[str]]) -> Iterator[range]:
        """Yield where in a row of words, each given by its forms, the condition's words stand."""
        size = len(self.forms)
        for start in range(len(words) - size + 1):
            if all(self._meets(place, words[start + place]) for place in range(size)):
                yield range(start, start + size)

    def _meets(self, place: int, said: set[str]) -> bool:
        asked = self.forms[place]
        if self.prefix and place == len(self.forms) - 1:
            return any(form.startswith(one) for form in said for one in asked)
        return not asked.isdisjoint(said)


def read_query(query: str) -> list[Condition]:
    """Take a query apart.

    Raises:
        UsageError: nothing is asked for, too much is, or a field does not exist.
    """
    check_words(query, "a search")
    wanted = []
    for piece in _PIECE.finditer(query):
        minus, field, phrase, word = piece.groups()
        text = phrase if phrase is not None else word
        if field and field.lower() not in FIELDS:
            # A time or an address has a colon too: such a word is searched for as it stands.
            if phrase is None and not field.islower():
                text, field = f"{field}:{text}", ""
            else:
                raise UsageError(
                    f"there is no field {cut(field)!r} to search in",
                    hint=f"use {', '.join(one + ':' for one in FIELDS)} or put quotation marks around it",
                )
        if words := read_words(text):
            prefix = phrase is None and text.endswith("*")
            wanted.append(
                Condition(text, words, field=(field or "").lower(), prefix=prefix, absent=bool(minus))
            )
    if not wanted:
        raise UsageError("there is no word to search for", hint='write words, or "words in a row"')
    if all(one.absent for one in wanted):
        raise UsageError("a search cannot only leave out", hint="add a word that the claims have")
    return wanted


def vary_numbers(text: str, words: Sequence[str]) -> list[list[str]]:
    """Return the words with their numbers in the other way of writing: 1,200 for 1200, or the reverse."""
    joined = GROUPED.sub(lambda found: "".join(filter(str.isdigit, found[0])), text)
    varied = [read_words(joined)] if joined != text else []
    parted: list[str] = []
    for word in words:
        parted += f"{int(word):,}".split(",") if _LONG_NUMBER.fullmatch(word) else [word]
    return [*varied, parted] if parted != list(words) else varied
