"""A progress line on standard error, for work that lasts longer than a second."""

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from talkscli.output.streams import Streams

PATIENCE = 1.0
EVERY = 0.1
WIDTH = 30


class Progress:
    """Draws how much is done; nothing for quick work, and it wipes itself away at the end."""

    def __init__(self, streams: "Streams", what: str = "reading the store") -> None:
        self.streams = streams
        self.what = what
        self._began = monotonic()
        self._last = 0.0
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        """Take note of the bytes done out of all."""
        now = monotonic()
        if done >= total:
            self.clear()
        elif now - self._began >= PATIENCE and now - self._last >= EVERY:
            self._last = now
            self._draw(done, total)

    def _draw(self, done: int, total: int) -> None:
        full = WIDTH * done // total if total else 0
        mark, rest = ("#", ".") if self.streams.ascii_only else ("█", "░")
        self._write(f"\r{self.what} {mark * full}{rest * (WIDTH - full)} {100 * done // max(total, 1):3d}%")
        self._drawn = True

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._write("\r\x1b[2K")
            self._drawn = False

    def _write(self, text: str) -> None:
        if self.streams.err is not None:
            self.streams.err.write(text)
            self.streams.err.flush()
