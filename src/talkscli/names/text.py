"""Fold running text for full-text search: each word becomes its likeliest sound spelling."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_MOST = 1 << 16


class _Words(dict[str, str]):
    """Map a word as written to its key; each is worked out once."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST:
            self.clear()
        key = self[word] = _read(word)
        return key


_KEYS = _Words()


def fold_word(word: str) -> str:
    """Return the key of one word: «Умеров», Umerov and Umierov share one."""
    return _KEYS[word]


def fold_text(text: str) -> str:
    """Return a text as the keys of its words, in their order, to be indexed or asked for."""
    return " ".join(map(_KEYS.__getitem__, _WORD.findall(text)))


def _read(word: str) -> str:
    from talkscli.names.folding import split_words
    from talkscli.names.parts import sound_of

    if word.isdigit():
        return word
    return " ".join([sound_of(part) for part in split_words(word)])
