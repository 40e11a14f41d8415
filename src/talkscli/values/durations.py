"""Durations: how long something lasts."""

from typing import Any

from talkscli.values.measures import Measure
from talkscli.values.quantity import Quantity, parse_duration


class Durations(Measure):
    """A length of time; its bounds are seconds."""

    name = "duration"
    notation = "a duration: 40 min, ~40 min, 60..75 min, <2 h"
    noun = "length"

    def parse_text(self, text: str) -> Quantity:
        """Read a duration."""
        return parse_duration(text)

    def fits_cell(self, cell: Any) -> bool:
        """Return whether a cell may be a duration."""
        return self.can_parse(str(cell))


TYPE = Durations()
