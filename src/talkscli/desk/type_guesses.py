"""Which type a new property is taken for, from the cells that it has in a table."""

from typing import TYPE_CHECKING, Any

from talkscli.desk.precisions import Precise
from talkscli.desk.written_values import Pair, remove_invisible
from talkscli.errors import cut
from talkscli.values.as_written import UNKNOWN_STYLE, Style
from talkscli.values.registry import all_types

if TYPE_CHECKING:
    from talkscli.values.base import ValueType

MOST_CELLS = 10_000
"""From so many cells of a property its type is told; more say nothing new."""

_MOST_REMEMBERED = 2_000
_MOST_TOLD = 3

_FITS, _WRITTEN, _POSSIBLE, _UNFIT = 3, 2, 1, 0


class TypeGuess:
    """What the cells of one property can be: the type that most of them have, if most of them have one."""

    def __init__(self, style: Style = UNKNOWN_STYLE) -> None:
        self.count = 0
        self._style = style
        self._types = [one for one in all_types() if one.refers_to is None]
        self._votes = {one.name: [0, 0] for one in self._types}
        self._unfit: dict[str, list[tuple[int, str]]] = {one.name: [] for one in self._types}
        self._others = {one.name: 0 for one in self._types}
        self._known: dict[Any, list[int]] = {}

    def learn(self, cell: Any, line: int) -> None:
        """Learn from a cell; of those after the first thousands nothing is learnt."""
        if self.count >= MOST_CELLS:
            return
        cell = cell.value if isinstance(cell, Precise) else cell
        for one in (cell.first, cell.last) if isinstance(cell, Pair) else (cell,):
            if one not in (None, ""):
                self._learn(one, line)

    def _learn(self, cell: Any, line: int) -> None:
        self.count += 1
        key = (cell.__class__, cell)
        marks = self._known.get(key)
        if marks is None:
            marks = [_judge(one, cell, self._style) for one in self._types]
            if len(self._known) < _MOST_REMEMBERED:
                self._known[key] = marks
        for one, mark in zip(self._types, marks, strict=True):
            if mark >= _WRITTEN:
                self._votes[one.name][0] += 1
                self._votes[one.name][1] += mark == _FITS
            elif mark == _UNFIT:
                self._others[one.name] += 1
                if len(self._unfit[one.name]) < _MOST_TOLD:
                    self._unfit[one.name].append((line, cut(str(cell))))

    def _best(self) -> str:
        return max(self._votes, key=lambda name: self._votes[name])

    @property
    def type(self) -> str:
        """Return the type: the one that more than half of the cells are of, or text."""
        best = self._best()
        return best if 2 * self._votes[best][0] > self.count else "text"

    def describe(self, prop: str) -> str:
        """Tell what the property is taken for, and which cells stand in the way."""
        found, best = self.type, self._best()
        votes = self._votes[best][0]
        told = f"{prop} is new, and taken for {found}"
        if not votes:
            return f"{told}: nothing in it can be compared"
        way = f"--type {prop}=text takes all as words"
        if found == "text":
            told += f": only {votes} of {self.count} values are of type {best}"
            way = f"--type {prop}={best} states it"
        unfit = self._unfit[best]
        if not unfit:
            return told if found == best else f"{told}; {way}"
        more = self._others[best] - len(unfit)
        cells = ", ".join(f"line {line} ({text!r})" for line, text in unfit)
        cells += f" and {more:,} more" if more else ""
        told += "; others are " if found == "text" else ", but for "
        return f"{told}{cells}: --na {unfit[0][1]!r} leaves such a cell out, {way}"


def _judge(one: "ValueType", cell: Any, style: Style) -> int:
    if one.fits_cell(cell):
        return _FITS
    if not isinstance(cell, str):
        return _UNFIT
    text = remove_invisible(cell).strip()
    if text != cell and one.fits_cell(text):
        return _FITS
    if one.can_parse(text):
        return _POSSIBLE
    # A number alone is rather a number than a day of a spreadsheet, and a month alone rather a word.
    has_digit = any(sign.isdigit() for sign in text)
    if one.list_meanings(text, style) and not (one.has_days and (text.isdigit() or not has_digit)):
        return _WRITTEN
    return _UNFIT
