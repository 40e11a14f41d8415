"""The text of a document as claims point into it: its non-empty lines, counted from 1."""

import re

_BREAK = re.compile(r"\r\n|\n|\r")


class Text:
    """One document's text, or the reason why there is none."""

    __slots__ = ("paragraphs", "problem", "sha256")

    def __init__(self, words: str | None, sha256: str = "", *, problem: str = "") -> None:
        self.sha256 = sha256
        """The SHA-256 of the file's bytes."""
        self.paragraphs = split_paragraphs(words) if words is not None else []
        self.problem = problem
        """Why there is no text; empty where there is one."""


def split_paragraphs(words: str) -> list[str]:
    """List the lines of a text that are not empty; white space alone is nothing."""
    return [line for line in _BREAK.split(words) if line.strip()]
