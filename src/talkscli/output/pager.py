"""The pager: what is longer than the screen goes through `less`, or whatever TALKS_PAGER or PAGER names.

What is written is held back until it is longer than the screen; only then is the pager started. What fits is
written as if there were no pager. Remarks that come while the pager has the screen are shown when it ends.
"""

import re
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from talkscli.output.safe_text import plain

if TYPE_CHECKING:
    from subprocess import Popen

VARIABLES = ("TALKS_PAGER", "PAGER")
"""Where a pager is named; an empty one, or `cat`, is none. The first that is set counts."""

USUAL = ("less", "more")
"""What is taken where none is named."""

SURROUNDINGS = {"LESS": "FRX", "LV": "-c"}
"""What pagers are told where the environment does not tell them: keep colours, leave the last page there."""

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def choose_pager(environ: Mapping[str, str]) -> list[str] | None:
    """Return the words of the pager's command, or None where there is to be none."""
    import shlex
    from shutil import which

    for name in VARIABLES:
        named = environ.get(name)
        if named is not None:
            try:
                words = shlex.split(named)
            except ValueError:  # a quote that is not closed
                words = [named]
            return None if words in ([], ["cat"]) else words
    found = next((one for one in USUAL if which(one, path=environ.get("PATH"))), None)
    return None if found is None else [found]


def count_rows(text: str, width: int) -> int:
    """Return how many rows of a terminal whole lines take."""
    rows = 0
    for line in text.splitlines():
        shown = _STYLE.sub("", line)
        if shown.isascii():
            size = len(shown)
        else:
            from rich.cells import cell_len

            size = cell_len(shown)
        rows += max(1, -(-size // width))
    return rows


class Screen:
    """Stands between the streams and a terminal, and starts the pager when the terminal is full."""

    def __init__(
        self,
        size: tuple[int, int],
        environ: Mapping[str, str],
        *,
        show: Callable[[str], object],
        remark: Callable[[str], object],
        encoding: str = "utf-8",
        colour: bool = False,
    ) -> None:
        """Begin with an empty screen.

        Args:
            size: The columns and rows of the terminal.
            environ: Where the pager is named.
            show: Writes to the terminal.
            remark: Writes a remark to standard error.
            encoding: What the terminal takes.
            colour: Whether what is written has styles, which `less` has to be told of.
        """
        self._width, self._height = size
        self._environ = environ
        self._show = show
        self._remark = remark
        self._encoding = encoding
        self._colour = colour
        self._rows = 0
        self._held: list[tuple[Callable[[str], object], str]] | None = []
        """What waits, and how it will be written; None where nothing waits any more."""
        self._process: Popen[bytes] | None = None
        self._interrupt: object = None

    @property
    def is_taken(self) -> bool:
        """Return whether the pager has the terminal."""
        return self._process is not None

    def send(self, text: str) -> None:
        """Take a text for the terminal.

        Raises:
            BrokenPipeError: the pager has ended.
        """
        if self._process is not None:
            self._feed(text)
        elif self._held is None:
            self._show(text)
        else:
            self._hold(self._show, text)

    def note(self, text: str) -> None:
        """Take a remark; one that comes before all else is shown at once."""
        if self._held:
            self._hold(self._remark, text)
        elif self._process is not None:
            self._held = [(self._remark, text)]
        else:
            self._remark(text)

    def release(self) -> None:
        """Write what was held, and hold nothing any more; a pager that runs has its end awaited first."""
        self._end_pager()
        held, self._held = self._held or (), None
        for write, text in held:
            write(text)

    def _hold(self, write: Callable[[str], object], text: str) -> None:
        if self._held is not None:
            self._held.append((write, text))
            self._rows += count_rows(text, self._width)
            if self._process is None and self._rows >= self._height:
                self._start()

    def _start(self) -> None:
        command = choose_pager(self._environ)
        if command is None:
            self.release()
            return
        from subprocess import PIPE, Popen

        if self._colour and command[0].rpartition("/")[2] == "less" and "LESS" in self._environ:
            command = [*command, "-R"]
        try:
            self._process = Popen(command, stdin=PIPE, env={**SURROUNDINGS, **self._environ})  # noqa: S603
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            told = f"talks: the pager {command[0]} cannot be started: {reason}; --no-pager does without"
            self._remark(plain(told) + "\n")
            self.release()
            return
        # Control-C is for the pager, which goes on; who quits it ends this program too.
        self._interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
        held = self._held or []
        self._held = [one for one in held if one[0] == self._remark]
        self._feed("".join(text for write, text in held if write == self._show))

    def _feed(self, text: str) -> None:
        pipe = None if self._process is None else self._process.stdin
        if pipe is not None:
            pipe.write(text.encode(self._encoding, "replace"))
            pipe.flush()

    def _end_pager(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        process.wait()
        if callable(self._interrupt) or isinstance(self._interrupt, int):
            signal.signal(signal.SIGINT, self._interrupt)
