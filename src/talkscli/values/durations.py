"""Durations: how long something lasts."""

from typing import TYPE_CHECKING, Any

from talkscli.values.measures import Measure
from talkscli.values.quantity import Quantity, parse_duration

if TYPE_CHECKING:
    from talkscli.values.as_written import Style


class Durations(Measure):
    """A length of time; its bounds are seconds."""

    name = "duration"
    notation = "a duration: 40 min, ~40 min, 60..75 min, <2 h"
    examples = "40 minutes, 2 to 3 hours, at least 3 months"
    noun = "length"

    def parse_text(self, text: str) -> Quantity:
        """Read a duration."""
        return parse_duration(text)

    def list_meanings(self, text: str, style: "Style") -> list[str]:
        """Read it as people write it."""
        from talkscli.values.as_written.durations import read_durations

        return read_durations(text, style.decimal)

    def unit(self, value: Quantity) -> str:
        """Return that bounds are seconds."""
        del value
        return "s"

    def fits_cell(self, cell: Any) -> bool:
        """Return whether a cell may be a duration."""
        return self.can_parse(str(cell))


TYPE = Durations()
