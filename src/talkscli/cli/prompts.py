"""Questions on a terminal, with completion and editing where the system has them."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, TypeVar

import typer

from talkscli.errors import TalksError

if TYPE_CHECKING:
    from talkscli.cli.run import Run

T = TypeVar("T")

Completing = Callable[[str], Sequence[str]]
"""Lists what a half-typed answer may become."""

HELP = "?"
"""What lists what there is to choose from; words may follow it."""

BACK = "<"
"""What goes back to the question before."""


class BackError(Exception):
    """Somebody wants to answer the question before once more."""


class Prompter:
    """Asks one person, on standard error, and reads standard input."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.can_go_back = False
        """Whether there is a question before."""
        if self.can_ask:
            # What is shown before a question must be on the screen when it is put.
            run.streams.stop_paging()

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
        complete: Completing | None = None,
        describe: Callable[[str], Sequence[str]] | None = None,
        draft: str = "",
    ) -> T:
        """Ask until the answer passes the check.

        Args:
            question: The question, without the colon.
            check: Reads the answer, or says what is wrong with it.
            default: What an empty answer means.
            complete: Completes an answer with the tabulator.
            describe: Lists what there is, for an answer that begins with a question mark.
            draft: An answer that can be edited; where lines cannot be, it is the default.
        """
        mark = " " if question.endswith("?") else ": "
        prompt = f"{question} [{default or draft}]{mark}" if default or draft else f"{question}{mark}"
        while True:
            answer, is_edited = self._read(prompt, f"{question}{mark}", complete, draft)
            answer = answer.strip() or default or ("" if is_edited else draft)
            if answer == BACK and self.can_go_back:
                raise BackError
            if answer.startswith(HELP) and describe is not None:
                for line in describe(answer.removeprefix(HELP).strip()):
                    self.note(f"  {line}")
                continue
            try:
                return check(answer)
            except TalksError as error:
                self.tell(error)
            except BackError:
                # A question within this one was left: this one is the question before.
                continue

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Ask for yes or no."""
        while True:
            prompt = f"{question} [{'Y/n' if default else 'y/N'}]: "
            answer = self._read(prompt, prompt, None, "")[0].strip().lower()
            if not answer:
                return default
            if answer in {"y", "yes"}:
                return True
            if answer in {"n", "no"}:
                return False

    def tell(self, error: TalksError) -> None:
        """Say what is wrong with an answer, and with what else."""
        for one in (error, *error.others):
            place = f"{one.place}: " if one.place else ""
            self.note(f"  {place}{one.message}{f'; {one.hint}' if one.hint else ''}")

    def note(self, text: str) -> None:
        """Write a remark beside the questions: lines that fit the terminal, all as far in as the first."""
        lead = text[: len(text) - len(text.lstrip())]
        width = max(self.run.streams.width, 40)
        lines = wrap(text, width, subsequent_indent=lead, break_on_hyphens=False, break_long_words=False)
        for line in lines or [text]:
            self.run.streams.note(line)

    def _read(self, prompt: str, bare: str, complete: Completing | None, draft: str) -> tuple[str, bool]:
        """Return a line, and whether it could be edited from its draft."""
        streams = self.run.streams
        if self.run.stdin is None and sys.stdin.isatty() and streams.out_is_terminal:
            with _editing(complete, draft) as has_draft:
                try:
                    return streams.ask(bare if has_draft else prompt), has_draft
                except EOFError:
                    raise typer.Abort from None
        streams.prompt(prompt)
        source = self.run.stdin if self.run.stdin is not None else sys.stdin.buffer
        line = source.readline()
        if not line:
            raise typer.Abort
        return line.decode("utf-8", "replace"), False


@contextlib.contextmanager
def _editing(complete: Completing | None, draft: str) -> Iterator[bool]:
    """Complete with the tabulator while a question waits, and put a draft into the line.

    Yields:
        Whether the draft stands in the line: only where readline is there.
    """
    try:
        import readline
    except ImportError:
        yield False
        return
    from talkscli.output.safe_text import plain

    words: list[str] = []

    def find(text: str, state: int) -> str | None:
        if state == 0:
            # What is completed is shown as it is, by readline and not by the streams.
            words[:] = [word for word in complete(text) if plain(word) == word] if complete else []
            if len(words) > 1 and not all(word.startswith(text) for word in words):
                # The line is replaced by what all words begin with; with the text itself among them it stays.
                words.insert(0, text)
        return words[state] if state < len(words) else None

    can_edit = bool(draft) and plain(draft) == draft and "\n" not in draft
    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(find)
    readline.set_completer_delims("\t\n;")
    editline = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if editline else "tab: complete")
    if can_edit:
        readline.set_startup_hook(lambda: readline.insert_text(draft))
    try:
        yield can_edit
    finally:
        readline.set_startup_hook(None)
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
