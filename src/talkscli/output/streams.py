"""The one door to standard output and standard error, and what each can show.

write    data for whoever reads: a file or a program gets it as it is, a terminal gets it made safe
show     text for people, made safe wherever it goes
draw     the same with styles, as a canvas made it
note     one remark on standard error; `overwrite` draws progress there, `prompt` and `ask` put questions

What is for people is also kept from commanding the log of a CI, where it may stand in one (`is_log`).
"""

import os
import stat
import sys
from collections.abc import Callable, Mapping
from io import BufferedIOBase, StringIO
from typing import TYPE_CHECKING, Any, TextIO

from talkscli.errors import TalksError
from talkscli.output.safe_text import plain, plain_drawn, plain_lines, quiet_commands

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Protocol

    from talkscli.output.pager import Screen

    class ByteSink(Protocol):
        """Something that takes bytes."""

        def write(self, data: bytes, /) -> object:
            """Take them all."""


DEFAULT_WIDTH = 80

DUMB = ("", "dumb", "unknown")
"""What a terminal calls itself that can do nothing but write."""

CI_VARIABLES = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""What services set whose logs obey some lines: GitHub and those like it, Azure Pipelines, TeamCity."""


class Streams:
    """The two streams of a run; tests put their own in their place."""

    __slots__ = (
        "_raw", "_screen", "ascii_only", "colour", "err", "err_is_log", "err_is_terminal", "is_log", "out",
        "out_is_terminal", "quiet", "width",
    )  # fmt: skip

    def __init__(
        self,
        out: TextIO | None,
        err: TextIO | None,
        *,
        width: int = DEFAULT_WIDTH,
        out_is_terminal: bool = False,
        err_is_terminal: bool = False,
        colour: bool = False,
        ascii_only: bool = False,
        is_log: bool = False,
        err_is_log: bool = False,
    ) -> None:
        self.out = out
        """Nothing where the caller closed standard output: then nothing is written."""
        self.err = err
        self.width = width
        self.out_is_terminal = out_is_terminal
        self.err_is_terminal = err_is_terminal
        self.colour = colour
        """Whether what is drawn for people may carry styles; formats for programs never do."""
        self.ascii_only = ascii_only
        """Whether the terminal's encoding has no box and block characters."""
        self.is_log = is_log
        """Whether standard output may be the log of a CI, which obeys some lines (`quiet_commands`)."""
        self.err_is_log = err_is_log
        self.quiet = False
        """Whether remarks and progress are left out."""
        self._raw: ByteSink | None = None
        """What takes UTF-8 as it is, where standard output is no terminal."""
        self._screen: Screen | None = None
        """What stands before a terminal that has a pager."""

    @classmethod
    def from_process(cls, environ: Mapping[str, str] | None = None) -> "Streams":
        """Take the process's own streams.

        Files and pipes always get UTF-8; a terminal of another encoding keeps it, with question marks for
        what it lacks. NO_COLOR outranks FORCE_COLOR, which outranks what the terminal says of itself.
        """
        environ = os.environ if environ is None else environ
        out_is_terminal = _is_terminal(sys.stdout)
        has_boxes = _settle_encoding(sys.stdout, keep=out_is_terminal)
        _settle_encoding(sys.stderr, keep=True)
        in_ci = any(environ.get(name) for name in CI_VARIABLES)
        streams = cls(
            sys.stdout,
            sys.stderr,
            width=_find_width(environ, sys.stdout),
            out_is_terminal=out_is_terminal,
            err_is_terminal=_is_terminal(sys.stderr),
            colour=_wants_colour(environ, is_terminal=out_is_terminal),
            ascii_only=not has_boxes,
            is_log=in_ci and not _is_file(sys.stdout),
            err_is_log=in_ci,
        )
        raw = getattr(sys.stdout, "buffer", None)
        # Without a buffer (python -u) a write may take only a part of what it is given.
        if isinstance(raw, BufferedIOBase) and not out_is_terminal:
            streams._raw = raw
        if out_is_terminal and environ.get("TERM", "") not in DUMB:
            streams.page(_find_height(environ, sys.stdout), environ)
        return streams

    @classmethod
    def for_tests(cls, *, terminal: bool = False, is_log: bool = False, **more: Any) -> "Streams":
        """Take streams that keep what is written, for `captured` and `captured_notes`."""
        return cls(
            StringIO(),
            StringIO(),
            out_is_terminal=terminal,
            err_is_terminal=terminal,
            is_log=is_log,
            err_is_log=is_log,
            **more,
        )

    def page(self, height: int, environ: Mapping[str, str]) -> None:
        """Let what is longer than a terminal of so many rows go through a pager; 0 where that is unknown."""
        if height:
            from talkscli.output.pager import Screen

            self._screen = Screen(
                (self.width, height),
                environ,
                show=lambda text: self._try_output(lambda out: out.write(text)),
                remark=self._remark_now,
                encoding=getattr(self.out, "encoding", None) or "utf-8",
                colour=self.colour,
            )

    def stop_paging(self) -> None:
        """Write what a pager might have got, wait for the pager's end, and use none from here on."""
        screen, self._screen = self._screen, None
        if screen is not None:
            screen.release()
            self.flush()

    def divert(self, sink: "ByteSink") -> None:
        """Let what is meant for standard output go to a file instead."""
        self.stop_paging()
        self._raw = sink
        self.out_is_terminal = self.colour = self.ascii_only = self.is_log = False

    @property
    def captured(self) -> str:
        """What was written to the standard output of `for_tests`."""
        return self.out.getvalue() if isinstance(self.out, StringIO) else ""

    @property
    def captured_notes(self) -> str:
        """What was written to the standard error of `for_tests`."""
        return self.err.getvalue() if isinstance(self.err, StringIO) else ""

    def write(self, text: str | bytes) -> None:
        """Write data to standard output; bytes are UTF-8."""
        if self.out_is_terminal:
            self._send(plain_lines(text.decode() if isinstance(text, bytes) else text))
        else:
            self._send(text)

    def show(self, text: str | bytes) -> None:
        """Write lines for people to standard output."""
        safe = plain_lines(text.decode() if isinstance(text, bytes) else text)
        self._send(quiet_commands(safe) if self.is_log else safe)

    def draw(self, text: str) -> None:
        """Write what a canvas drew to standard output."""
        safe = plain_drawn(text)
        self._send(quiet_commands(safe) if self.is_log else safe)

    def command_log(self, text: str) -> None:
        """Write lines that the log of a CI is to obey; whoever made them has escaped what stands in them."""
        self._send(plain_lines(text))

    def flush(self) -> None:
        """Send what was written so far."""
        if self.out is not None:
            self._try_output(lambda out: out.flush())

    def note(self, text: str) -> None:
        """Write one line of remark to standard error, made safe; a closed standard error is no failure."""
        if self.quiet:
            return
        safe = plain(text) + "\n"
        self._remark(quiet_commands(safe) if self.err_is_log else safe)

    def overwrite(self, text: str) -> None:
        """Draw one line of progress over the last one on standard error; an empty one wipes it away."""
        if not self.quiet and (self._screen is None or not self._screen.is_taken):
            line = plain_drawn(text).replace("\n", r"\n")
            self._remark_now(f"\r{line}\x1b[K" if text else "\r\x1b[2K")

    def prompt(self, text: str) -> None:
        """Write a question to standard error; the answer stands behind it."""
        self.stop_paging()
        self._remark(plain(text))

    def ask(self, question: str) -> str:
        """Put a question to the process's own terminal, where the line can be edited, and return the answer.

        Raises:
            EOFError: there is no answer.
        """
        self.stop_paging()
        self.flush()
        return input(plain(question))

    def _remark(self, safe: str) -> None:
        if self._screen is not None and self.err_is_terminal:
            self._screen.note(safe)
        else:
            self._remark_now(safe)

    def _remark_now(self, safe: str) -> None:
        if self.err is None:
            return
        if self.out_is_terminal and self.err_is_terminal:
            self.flush()  # one screen: what was written first is seen first
        try:
            self.err.write(safe)
            self.err.flush()
        except OSError:
            _silence(self.err)
            self.err = None

    def _send(self, text: str | bytes) -> None:
        if self.out is None:
            return
        if self._screen is not None:
            self._screen.send(text.decode() if isinstance(text, bytes) else text)
        elif (raw := self._raw) is not None:
            # Past the layer for text: it would copy everything again.
            encoded = text if isinstance(text, bytes) else text.encode(errors="backslashreplace")
            self._try_output(lambda _: raw.write(encoded))
        else:
            decoded = text.decode() if isinstance(text, bytes) else text
            self._try_output(lambda out: out.write(decoded))

    def _try_output(self, act: Callable[[TextIO], object]) -> None:
        if self.out is None:
            return
        try:
            act(self.out)
        except BrokenPipeError:
            raise
        except OSError as error:
            _silence(self.out)
            self.out = None
            reason = error.strerror or type(error).__name__
            raise TalksError(f"standard output cannot be written: {reason}") from error


def show_traceback(kind: type[BaseException], error: BaseException, trace: "TracebackType | None") -> None:
    """Show a fault of the program as Python does, but safe: what it speaks of may come from a store."""
    from traceback import format_exception

    if sys.stderr is not None:
        sys.stderr.write(plain_lines("".join(format_exception(kind, error, trace))))


def run_to_reader(run: Callable[[], int], streams: Streams) -> int:
    """Run, send the rest, and return the status; a reader that went away is a normal end, status 0."""
    try:
        try:
            status = run()
        finally:
            streams.stop_paging()
        streams.flush()
    except BrokenPipeError:
        if streams.out is not None:
            _silence(streams.out)
        streams.out = None
        return 0
    return status


def _silence(stream: TextIO) -> None:
    # The interpreter flushes its streams once more as it ends, and would complain of the same failure there.
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def _is_file(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def _settle_encoding(stream: TextIO | None, *, keep: bool) -> bool:
    """Make a stream unable to fail on any character, and return whether it is UTF-8."""
    is_utf8 = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "").startswith("utf8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        if is_utf8 or not keep:
            reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            reconfigure(errors="replace")
    return is_utf8 or not keep


def _wants_colour(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return is_terminal and environ.get("TERM", "") not in {"dumb", "unknown"}


def _find_width(environ: Mapping[str, str], stream: TextIO | None) -> int:
    return _read_number(environ.get("COLUMNS", "")) or _find_size(stream)[0] or DEFAULT_WIDTH


def _find_height(environ: Mapping[str, str], stream: TextIO | None) -> int:
    """Return how many rows a terminal has; 0 where it does not tell."""
    return _read_number(environ.get("LINES", "")) or _find_size(stream)[1]


def _read_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _find_size(stream: TextIO | None) -> tuple[int, int]:
    try:
        return os.get_terminal_size(stream.fileno()) if stream is not None else (0, 0)
    except (OSError, ValueError):
        return 0, 0
