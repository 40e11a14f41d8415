"""Counts: whole numbers unless a decimal point stands there."""

from typing import TYPE_CHECKING, Any

from talkscli.values.measures import Measure
from talkscli.values.quantity import Quantity, parse_count

if TYPE_CHECKING:
    from talkscli.values.as_written import Style
    from talkscli.values.vocabulary import Vocabulary


class Counts(Measure):
    """How many there are of something; the property says of what."""

    name = "count"
    notation = "a number: 1000, =1000, >=1000, ~1000, 1000..9999"
    examples = "40, about 1,200, at least 3, 60 to 70"

    def parse_text(self, text: str) -> Quantity:
        """Read a count."""
        return parse_count(text)

    def list_meanings(self, text: str, style: "Style") -> list[str]:
        """Read it as people write it."""
        from talkscli.values.as_written.numbers import read_counts

        return read_counts(text, style.decimal)

    def show(self, value: Quantity, vocabulary: "Vocabulary", unit: str = "") -> str:
        """Write a count with what it counts."""
        del vocabulary
        return f"{value.words} {unit}" if unit else value.words

    def fits_cell(self, cell: Any) -> bool:
        """Return whether a cell may be a count."""
        return not isinstance(cell, bool) and self.can_parse(str(cell))


TYPE = Counts()
