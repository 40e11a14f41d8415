"""What completes the value of an argument or option: fixed words, or the store's ids and names.

A completer tells what it offers through the context's object, an `Offers`, and returns nothing to typer,
which would drop what does not begin with the typed text.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

import typer

Completer = Callable[[typer.Context, str], list[Any]]

LONGEST = 80
"""A word of more characters is not offered."""

_BESIDE_LETTERS = " -_.,+’"
"""What a word may have beside letters and digits; of these, a shell reads only the space as its own."""


class Offers:
    """What a parameter's completer offers; `words` is None where it has none, and files may be offered."""

    __slots__ = ("words",)

    def __init__(self) -> None:
        self.words: dict[str, str] | None = None
        """Each word, with a description that may be empty."""


def is_plain(word: str) -> bool:
    """Return whether each shell takes a word as it stands, but for its spaces.

    A name from a store may hold anything. Which quotes would make it harmless depends on where on the line it
    stands: within backquotes or double quotes one layer of them is taken off. So no name that needs any is
    offered; its id is.
    """
    from unicodedata import category

    from talkscli.output.safe_text import plain

    return (
        0 < len(word) <= LONGEST
        and word[0] not in _BESIDE_LETTERS
        and word[-1] != " "
        and plain(word) == word
        and all(letter in _BESIDE_LETTERS or category(letter)[0] in "LMN" for letter in word)
    )


def completing(*kinds: str) -> Completer:
    """Make what completes ids, names or keys of some kinds from the store in use."""

    def complete_words(ctx: typer.Context, incomplete: str) -> list[Any]:
        from contextlib import closing

        from talkscli.queries.completions import complete, open_quickly

        ctx.obj.words = {}
        store = ctx.params.get("store")
        if store is not None:
            store = os.path.expanduser(os.path.expandvars(store))  # noqa: PTH111
        archive = open_quickly(store, os.environ)
        if archive is not None:
            with closing(archive):
                ctx.obj.words = choose_words(complete(archive, kinds, incomplete))
        return []

    return complete_words


def choose_words(candidates: Iterable[tuple[list[str], str, str]]) -> dict[str, str]:
    """Choose one plain word of each candidate: of its words the first, or its id where no word is plain.

    The id does not begin as what was typed does. A shell that had several such to choose from would take away
    what they do not share, so that it is offered only where nothing else is.
    """
    chosen: dict[str, str] = {}
    instead: dict[str, str] = {}
    for words, one, meaning in candidates:
        word = next(filter(is_plain, words), None)
        if word is not None:
            chosen.setdefault(word, meaning)
        elif is_plain(one):
            instead.setdefault(one, meaning)
    return chosen if chosen or len(instead) > 1 else instead


def completing_words(*words: str) -> Completer:
    """Make what completes one of some fixed words."""

    def complete_fixed(ctx: typer.Context, incomplete: str) -> list[Any]:
        ctx.obj.words = {word: "" for word in words if word.startswith(incomplete)}
        return []

    return complete_fixed
