"""A progress bar on standard error, for work that lasts longer than a second."""

from time import monotonic
from typing import TYPE_CHECKING

from talkscli.output.bars import draw_bar

if TYPE_CHECKING:
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
            self.streams.overwrite("")
            self._drawn = False

    def _draw(self, done: int, total: int, seconds: float) -> None:
        width = max(4, min(WIDTH, self.streams.width - len(self.what) - _BESIDE))
        bar = draw_bar(self.streams, width, done / total)
        left = f"{_write_time(seconds * (total - done) / done)} left" if done else ""
        self.streams.overwrite(f"{self.what} {bar} {100 * done // total:3d}%  {left}")
        self._drawn = True


def _write_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
