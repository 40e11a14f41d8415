"""How each role looks on a terminal, light or dark; no meaning hangs on a colour alone.

Only the sixteen colours that a terminal's own theme defines are used, and of these not yellow and white,
which vanish on a light background, nor blue and black, which vanish on a dark one.
"""

from rich.text import Text as RichText

from talkscli.output.cells import show_cell
from talkscli.output.safe_text import plain
from talkscli.reports.blocks import LINE_BREAK, ROLES, Span, Text
from talkscli.reports.table import Cell, Column

STYLES = {
    "plain": "",
    "strong": "bold",
    "dim": "dim",
    "id": "cyan",
    "name": "",
    "quote": "italic",
    "value": "bold",
    "match": "bold underline",
    "contradiction": "bold red",
    "overlap": "bold magenta",
    "imprecise": "magenta",
    "agreement": "green",
    "single": "dim",
    "unknown": "dim",
    "denies": "red",
    "withholds": "italic magenta",
    "under": "underline",
}
"""Role -> style of rich; `under` is for lesser headings and no role of text."""

_KIND_ROLES = {"id": "id", "name": "name", "score": "dim", "mark": "strong"}
_SPOKEN_KINDS = {"verdict", "stance"}


def make_text(text: Text, role: str = "plain") -> RichText:
    """Make what rich draws of a run of text; markup in it is text, and what is unsafe is written out."""
    made = RichText(overflow="fold", end="")
    for piece in [text] if isinstance(text, str | Span) else text:
        if piece == LINE_BREAK:
            made.append(LINE_BREAK)
        elif isinstance(piece, Span):
            made.append(plain(piece.text), STYLES[piece.role])
        else:
            made.append(plain(piece), STYLES[role])
    return made


def make_cell(column: Column, cell: Cell) -> RichText:
    """Make what rich draws of a cell; a verdict or stance looks like what it says."""
    text = show_cell(cell)
    role = _KIND_ROLES.get(column.kind, "plain")
    if column.kind in _SPOKEN_KINDS and text in ROLES:
        role = text
    made = RichText(overflow="fold", end="")
    made.append(text, STYLES[role])
    return made
