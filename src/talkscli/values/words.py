"""Values that are ids or words: places, actors, open lists, yes and no, quotations, free text."""

import re

from talkscli.errors import ValueSyntaxError

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_A_LETTER = re.compile(r"[\W_]+")


class Reference:
    """One id: of a place, of an actor, or the word yes or no."""

    __slots__ = ("id", "key", "text", "type")

    def __init__(self, kind: str, text: str) -> None:
        self.type = kind
        self.id = text
        self.key = text
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and (self.type, self.id) == (other.type, other.id)

    def __hash__(self) -> int:
        return hash((self.type, self.id))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.type} {self.text}>"


class Listing:
    """A list of ids, in no order, which does not say that there is nothing else."""

    __slots__ = ("ids", "key", "text", "type")

    def __init__(self, kind: str, ids: tuple[str, ...]) -> None:
        self.type = kind
        self.ids = frozenset(ids)
        self.key = self.ids
        self.text = ",".join(sorted(self.ids))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listing) and (self.type, self.ids) == (other.type, other.ids)

    def __hash__(self) -> int:
        return hash((self.type, self.ids))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.type} {self.text}>"


class Words:
    """Words as quoted or as written; folded for comparison, never changed for show."""

    __slots__ = ("folded", "key", "text", "type")

    def __init__(self, kind: str, text: str) -> None:
        self.type = kind
        self.text = text
        self.folded = _fold(text) or " ".join(text.split())
        """Case, punctuation and spacing left out: two printings of the same words are the same words."""
        self.key = self.folded

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and (self.type, self.folded) == (other.type, other.folded)

    def __hash__(self) -> int:
        return hash((self.type, self.folded))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<{self.type} {self.text!r}>"


def _fold(text: str) -> str:
    if text.isascii():
        return _NOT_A_LETTER.sub(" ", text).strip().casefold()
    from unicodedata import category, normalize

    def keep_marks(match: re.Match[str]) -> str:
        # An accent or a vowel sign belongs to its letter; a soft hyphen is nothing at all.
        kinds = ((char, category(char)) for char in match[0])
        return "".join(char if kind[0] == "M" else "" if kind == "Cf" else " " for char, kind in kinds)

    kept = _NOT_A_LETTER.sub(keep_marks, normalize("NFKC", text))
    return " ".join(normalize("NFC", kept.casefold()).split())


def parse_reference(text: str, kind: str) -> Reference:
    """Read one id."""
    if not _ID.fullmatch(text):
        raise ValueSyntaxError(
            text, kind, "ids are lower-case letters, digits and hyphens", hint=f"write the id of the {kind}"
        )
    return Reference(kind, text)


def parse_listing(items: list[str] | tuple[str, ...] | str, kind: str) -> Listing:
    """Read a list of ids; one text may hold several with commas between them."""
    ids = [part.strip() for part in items.split(",")] if isinstance(items, str) else list(items)
    if not ids:
        raise ValueSyntaxError("[]", f"list of {kind}", "it is empty", hint="name at least one id")
    for one in ids:
        if not _ID.fullmatch(one):
            raise ValueSyntaxError(one, f"list of {kind}", "ids are lower-case letters, digits and hyphens")
    if len(set(ids)) < len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise ValueSyntaxError(twice, f"list of {kind}", "it stands there twice", hint="name each id once")
    return Listing(kind, tuple(ids))


def parse_answer(text: str) -> Reference:
    """Read yes or no."""
    if text not in {"yes", "no"}:
        raise ValueSyntaxError(text, "yes-no", "it is neither yes nor no", hint="write yes or no")
    return Reference("yes-no", text)


def parse_words(text: str, kind: str) -> Words:
    """Read a quotation or free text."""
    if not text.strip():
        raise ValueSyntaxError(text, kind, "it is empty", hint="write the words")
    return Words(kind, text)
