"""The words of a text as the index keeps them.

Each word is kept by its sound, as names are. A word with Latin letters beyond ASCII is kept by its plain
letters too, at the end and behind a zero: Çırağan is found by Ciragan, which nobody would say alike. In a
phrase only the sounds count.
"""

import re

from talkscli.names import fold_name, fold_text

PLAIN = "0"
"""Stands before a plain spelling; no sound begins so."""

_BEYOND = re.compile(r"[A-Za-z]*[\u00c0-\u024f\u1e00-\u1eff][A-Za-z\u00c0-\u024f\u1e00-\u1eff]*")


def fold_words(text: str) -> str:
    """Return the words of a text as they are indexed."""
    if text.isascii():
        return fold_text(text)
    plain = [spell_plainly(word) for word in _BEYOND.findall(text)]
    return " ".join([fold_text(text), *plain])


def spell_plainly(word: str) -> str:
    """Return the plain spelling of one word, marked as such."""
    return PLAIN + fold_name(word).replace(" ", "")
