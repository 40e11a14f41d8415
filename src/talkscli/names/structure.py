"""A name as its parts: those that tell whose it is, the titles before them, and numbers."""

from talkscli.names.folding import split_words
from talkscli.names.lexicon import ARTICLES, NAME_TITLES, NUMBERS, SON
from talkscli.names.parts import (
    CLAN,
    FAITH,
    JOINED,
    NUMBER,
    PARTICLE,
    SERVANT,
    SMALL,
    SUFFIX,
    TITLE,
    Part,
    part_of,
)

_MOST = 1 << 16
_TOKENS: dict[str, tuple[list[Part], int]] = {}


class Name:
    """The parts of a name that tell whose it is, and what was set aside."""

    __slots__ = ("filial", "numbers", "parts", "text", "titles", "words")

    def __init__(
        self,
        text: str,
        parts: list[Part],
        titles: list[Part],
        numbers: frozenset[int],
        *,
        filial: bool,
        words: list[Part],
    ) -> None:
        self.text = text
        self.parts = parts
        self.titles = titles
        self.numbers = numbers
        self.filial = filial
        """Whether it says whose son or daughter, so that the order of its parts tells who is who."""
        self.words = words
        """All parts in their order, with those that were set aside."""


def parse_name(text: str) -> Name:
    """Split a name into the parts that count, titles before it, and numbers."""
    parts: list[Part] = []
    roles = 0
    for token in text.split(" "):
        found, role = _TOKENS.get(token) or _read_token(token)
        parts += found
        roles |= role
    if not roles:
        return Name(text, parts, [], _NO_NUMBERS, filial=False, words=parts)
    return _set_aside(text, parts, roles)


_NO_NUMBERS: frozenset[int] = frozenset()


def _read_token(token: str) -> tuple[list[Part], int]:
    """Return the parts of what stands between spaces, and what they may be beside a name."""
    # What stays the same however a name goes on is worked out once: names share given names and families.
    parts = [part for part in map(part_of, split_words(token)) if part.fold]
    if len(_TOKENS) >= _MOST:
        _TOKENS.clear()
    known = _TOKENS[token] = parts, _gather_roles(parts)
    return known


def _gather_roles(parts: list[Part]) -> int:
    roles = 0
    for part in parts:
        roles |= part.role
    return roles


def _set_aside(text: str, parts: list[Part], roles: int) -> Name:
    """Return a name without the words that may not count in it."""
    if roles & JOINED:
        parts = [piece for part in parts for piece in _spread(part, text) if piece.fold]
        roles = _gather_roles(parts)
    if roles & (SERVANT | FAITH | CLAN):
        parts = _join_compounds(parts)
    found, words = _NO_NUMBERS, parts
    written = _Written(text) if roles & (NUMBER | SMALL) else None
    if written is not None and roles & NUMBER:
        numbers = [part.role & NUMBER and _number(part, place, written) for place, part in enumerate(parts)]
        found = frozenset(filter(None, numbers))
        if found:
            parts = [part for part, number in zip(parts, numbers, strict=True) if not number] or parts
    start = _count_titles(parts) if roles & TITLE else 0
    titles, rest = parts[:start], parts[start:]
    while len(rest) > 1 and rest[-1].role & SUFFIX:
        titles.append(rest.pop())
    last = len(rest) - 1
    kept = [
        part
        for place, part in enumerate(rest)
        if not (
            part.role & PARTICLE
            or (written is not None and part.role & SMALL and 0 < place < last and part.word in written.inner)
        )
    ]
    filial = bool(roles & PARTICLE) and "," not in text and any(part.fold in SON for part in rest[1:-1])
    return Name(text, kept or rest, titles, found, filial=filial, words=words)


def _join_compounds(parts: list[Part]) -> list[Part]:
    """Write compounds as one word: Abd al-Karim is Abdulkarim, Nur al-Din Nureddin, Ó Briain O'Brien."""
    joined: list[Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        if before is not None and not part.is_initial and before.script == part.script:
            if before.role & CLAN and _begins_clan(before.word, is_first=len(joined) == 1):
                joined[-1] = part_of(before.word + part.word)
                continue
            if before.role & SERVANT and part.role & PARTICLE:
                continue
            if before.role & SERVANT:
                joined[-1] = part_of(before.word + part.word)
                continue
            if part.role & FAITH and len(joined) > 1 and before.role & PARTICLE:
                joined[-2:] = [part_of(joined[-2].word + part.word)]
                continue
            if part.role & FAITH and part.fold not in _BARE_FAITHS and not before.role & (PARTICLE | TITLE):
                joined[-1] = part_of(before.word + part.word)
                continue
        joined.append(part)
    return joined


def _begins_clan(word: str, *, is_first: bool) -> bool:
    """Whether a word is written together with the next: O. may be an initial, and Mac a given name."""
    return word in {"ó", "mc"} or (word == "mac" and not is_first)


_BARE_FAITHS = frozenset(("din", "deen", "dine", "دين", "дин"))
"""Without the article these are names of their own."""


def _count_titles(parts: list[Part]) -> int:
    start = 0
    if len(parts) > 2 and parts[0].fold in ARTICLES and parts[1].fold not in NAME_TITLES:
        # "Le président Macron"; an article before anything else is a part of the name.
        start = int(parts[1].role & TITLE > 0)
    while start < len(parts) - 1 and parts[start].role & TITLE:
        start += 1
    # "President of Ukraine" is an office, not a president named Ukraine.
    if start and parts[start].role & PARTICLE:
        return 0
    # A man can be named Emir or Sultan, so such a word is a title only before a name of two parts.
    if start == len(parts) - 1 and any(part.fold in NAME_TITLES for part in parts[:start]):
        return 0
    return start


class _Written:
    """How the words of a name are written; worked out once, for a name may have many."""

    __slots__ = ("in_capitals", "inner", "words")

    def __init__(self, text: str) -> None:
        self.in_capitals = text.isupper()
        """Whether the writing does not tell a name from another word."""
        self.words = frozenset(text.split())
        self.inner = frozenset((text.lower() if self.in_capitals else text).split(" ")[1:-1])
        """The words between others; in small letters where the writing does not tell."""


_LONGEST_NUMBER = 18
"""Digits of more than this count nothing: they are a word."""


def _number(part: Part, place: int, written: _Written) -> int:
    """Return the number that a part says, or 0; letters are a number only after a name and in capitals."""
    if part.fold.isdecimal() and len(part.fold) <= _LONGEST_NUMBER:
        return int(part.fold)
    number = NUMBERS.get(part.fold, 0)
    if number and part.fold[0] in "ivx" and len(part.fold) < 6:
        return number if place and part.fold.upper() in written.words and not written.in_capitals else 0
    return number


_DOTS = frozenset("·・•‧")
_DOUBLES = "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 남궁 황보 선우 독고 제갈"
_DOUBLE_SURNAMES = frozenset(_DOUBLES.split())


def _spread(part: Part, text: str) -> list[Part]:
    """Split a Chinese or Korean name, which is written without a space, into surname and given name."""
    if not part.role & JOINED or not _DOTS.isdisjoint(text):
        # A dot stands between the parts of a foreign name.
        return [part]
    cut = 2 if part.word[:2] in _DOUBLE_SURNAMES else 1
    if len(part.word) - cut > 2:
        return [part]
    return [part_of(part.word[:cut]), part_of(part.word[cut:])]


def drop_patronymic(parts: list[Part]) -> list[Part]:
    """Return the parts without a father's name, if the name has three parts or more."""
    if len(parts) < 3:
        return parts
    for place in (1, len(parts) - 1, *range(2, len(parts) - 1)):
        if parts[place].is_patronymic:
            return parts[:place] + parts[place + 1 :]
    return parts
