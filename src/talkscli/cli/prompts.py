"""Questions on a terminal, with completion where the system has it."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import typer

from talkscli.errors import TalksError

if TYPE_CHECKING:
    from talkscli.cli.run import Run

T = TypeVar("T")

SHOWN = 6
"""How many of the words that can be typed a question shows."""


class Prompter:
    """Asks one person, on standard error, and reads standard input."""

    def __init__(self, run: "Run") -> None:
        self.run = run

    @property
    def can_ask(self) -> bool:
        """Return whether somebody is there to answer."""
        if not self.run.asks:
            return False
        source = self.run.stdin if self.run.stdin is not None else sys.stdin
        try:
            return self.run.streams.err_is_terminal and source is not None and source.isatty()
        except ValueError:  # closed
            return False

    def ask(
        self,
        question: str,
        check: Callable[[str], T],
        *,
        default: str = "",
        words: Sequence[str] = (),
    ) -> T:
        """Ask until the answer passes the check; an empty answer is the default."""
        prompt = f"{question} [{default}]: " if default else f"{question}: "
        while True:
            answer = self._read(prompt, words).strip() or default
            try:
                return check(answer)
            except TalksError as error:
                self.run.streams.note(f"  {error.message}{f'; {error.hint}' if error.hint else ''}")

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Ask for yes or no."""
        while True:
            answer = self._read(f"{question} [{'Y/n' if default else 'y/N'}]: ", ()).strip().lower()
            if not answer:
                return default
            if answer in {"y", "yes"}:
                return True
            if answer in {"n", "no"}:
                return False

    def _read(self, prompt: str, words: Sequence[str]) -> str:
        streams = self.run.streams
        if self.run.stdin is None and sys.stdin.isatty() and streams.out_is_terminal:
            with _completing(words):
                try:
                    return streams.ask(prompt)
                except EOFError:
                    raise typer.Abort from None
        streams.prompt(prompt)
        source = self.run.stdin if self.run.stdin is not None else sys.stdin.buffer
        line = source.readline()
        if not line:
            raise typer.Abort
        return line.decode("utf-8", "replace")


@contextlib.contextmanager
def _completing(words: Sequence[str]) -> Iterator[None]:
    """Complete words with the tabulator while a question waits, where readline is there."""
    try:
        import readline
    except ImportError:
        yield
        return
    from talkscli.output.safe_text import plain

    # What is completed is shown as it is, by readline and not by the streams.
    known = sorted(word for word in words if plain(word) == word)

    def complete(text: str, state: int) -> str | None:
        folded = text.casefold()
        # An id and a name that differ in case alone would complete each other to nothing.
        exact = [one for one in known if one.startswith(text)]
        fitting = exact or [one for one in known if one.casefold().startswith(folded)]
        return fitting[state] if state < len(fitting) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims("\t\n,")
    editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if editline else "tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
