"""A progress bar on standard error, for work that lasts longer than a second."""

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import StringIO

    from rich.console import Console

    from talkscli.output.streams import Streams

PATIENCE = 1.0
EVERY = 0.1
WIDTH = 30
_BESIDE = 20
"""The room that the share done and the time left take, with the spaces between."""


class Progress:
    """Draws how much is done; nothing for quick work, and it wipes itself away at the end."""

    def __init__(self, streams: "Streams", what: str = "reading the store") -> None:
        self.streams = streams
        self.what = what
        self._began = monotonic()
        self._last = 0.0
        self._drawn = False
        self._canvas: tuple[Console, StringIO] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Take note of how much is done out of all."""
        now = monotonic()
        if done >= total:
            self.clear()
        elif now - self._began >= PATIENCE and now - self._last >= EVERY:
            self._last = now
            self._draw(done, total, now - self._began)

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._write("\r\x1b[2K")
            self._drawn = False

    def _draw(self, done: int, total: int, seconds: float) -> None:
        from rich.progress_bar import ProgressBar

        width = max(4, min(WIDTH, self.streams.width - len(self.what) - _BESIDE))
        bar = ProgressBar(total, done, width=width, style="dim", complete_style="green")
        console, kept = self._canvas = self._canvas or _make_canvas(self.streams)
        console.print(bar, end="")
        # Without colour, what is still to do is not drawn.
        drawn = kept.getvalue().ljust(width)
        kept.seek(0)
        kept.truncate()
        left = f"{_write_time(seconds * (total - done) / done)} left" if done else ""
        # What was there before may have been longer.
        self._write(f"\r{self.what} {drawn} {100 * done // total:3d}%  {left}\x1b[K")
        self._drawn = True

    def _write(self, text: str) -> None:
        if self.streams.err is not None:
            self.streams.err.write(text)
            self.streams.err.flush()


def _make_canvas(streams: "Streams") -> "tuple[Console, StringIO]":
    """Make a console of rich that draws into memory: its own display hides the cursor and runs a thread."""
    from io import StringIO

    from rich.console import Console

    kept = StringIO()
    console = Console(
        file=kept,
        width=streams.width,
        color_system="standard" if streams.colour else None,
        force_terminal=streams.colour,
        legacy_windows=streams.ascii_only,
        _environ={},
    )
    return console, kept


def _write_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
