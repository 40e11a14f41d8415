"""Answers to shells that ask for completions, and the scripts by which they ask.

A script hands over the line up to the cursor and reads back one line that says what follows (`words`, or
`files` where the shell is to offer its own), then one word a line. No shell evaluates anything of it: bash
and zsh read it line by line into an array, fish takes the lines of a command substitution as they are.
"""

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from talkscli.cli.command_line import find_offers, split_words, unquote
from talkscli.output.safe_text import plain
from talkscli.output.streams import Streams

SHELLS = {"bash": "talks.bash", "zsh": "_talks", "fish": "talks.fish"}
"""Each shell and its script; zsh and fish find theirs by these names."""

PATIENCE = 3.0
"""After so many seconds a shell gets no answer."""

DESCRIBED = 60
"""A description is cut to so many characters."""


def read_script(shell: str) -> str:
    """Return the script that switches completion on in a shell."""
    return (Path(__file__).parent / "scripts" / SHELLS[shell]).read_text("utf-8")


def answer_shell(group: Any, shell: str, environ: Mapping[str, str], streams: Streams) -> int:
    """Write what the word at the cursor may become.

    Whatever goes wrong, nothing is offered and nothing is said: it would stand in the line being typed.
    """
    with suppress(Exception), _limit_time():
        line, tail = environ.get("_TALKS_LINE", ""), environ.get("_TALKS_WORD", "")
        if answer := make_answer(group, shell, line, tail):
            streams.write(answer)
            streams.flush()
    return 0


def make_answer(group: Any, shell: str, line: str, tail: str) -> str:
    """Return the answer to a shell, or nothing where it asks in a way that this version does not know.

    Args:
        group: The program's commands.
        shell: bash, zsh or fish.
        line: The command line up to the cursor, as typed.
        tail: What bash replaces: the last word from the last character at which bash breaks words.
    """
    if shell not in SHELLS:
        return ""
    raw = split_words(line)
    while len(raw) > 1 and "=" in raw[0]:  # variables set for one command
        raw.pop(0)
    text, _ = unquote(raw[-1])
    offers = find_offers(group, [unquote(word)[0] for word in raw[1:-1]], text)
    if offers.words is None:
        return "files\n"
    if shell == "bash":
        lines = list(_write_for_bash(offers.words, raw[-1], tail))
    else:
        lines = [_describe(word, meaning) for word, meaning in offers.words.items()]
    return "\n".join(["words", *lines]) + "\n"


def _write_for_bash(words: Mapping[str, str], raw: str, tail: str) -> Iterator[str]:
    """Yield what stands in the place of the tail of the last word, with bash's quoting of spaces."""
    if not raw.endswith(tail):
        return
    head, quote = unquote(raw[: len(raw) - len(tail)])
    if not quote and unquote(raw)[1]:
        return  # bash would close a quote of which the words know nothing
    for word in words:
        if word.startswith(head):
            rest = word[len(head) :]
            yield rest if quote else rest.replace(" ", "\\ ")


def _describe(word: str, meaning: str) -> str:
    meaning = " ".join(plain(meaning).split())
    if len(meaning) > DESCRIBED:
        meaning = meaning[: DESCRIBED - 1] + "…"
    return f"{word}\t{meaning}" if meaning and meaning != word else word


@contextmanager
def _limit_time() -> Iterator[None]:
    """End what is within after a while, where the system has a timer."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    before: Callable[..., Any] | int | None = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
