"""How one cell looks: to a program, which must get it back whole, and to a person, whom it must not fool."""

import re
from collections.abc import Sequence

from talkscli.output.safe_text import UNSAFE, plain, write_out
from talkscli.reports.table import Cell

_PLAIN_ITEM = re.compile(r"[^\[\s,;]|[^\[\s,;][^,;]*[^\s,;]")
"""An item of a list that is parted from others by a comma alone."""


def show_cell(cell: Cell) -> str:
    """Write a cell for people: safe, lists with a comma and a space, scores with two decimals."""
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, list):
        return ", ".join(map(plain, cell))
    if isinstance(cell, float):
        return f"{cell:.2f}"
    return write_cell(cell)


def write_cell(cell: Cell) -> str:
    """Write a cell that is not text as the text that files carry; text comes back as it is."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, list):
        return write_list(cell)
    return repr(cell)


def write_list(items: Sequence[str]) -> str:
    """Write a list with commas, or as JSON where an item could be taken for several or for none."""
    if all(map(_PLAIN_ITEM.fullmatch, items)):
        return ",".join(items)
    import json

    return json.dumps(items, ensure_ascii=False)


def escape_cell(cell: Cell) -> str:
    r"""Write a cell for a line of tab-separated cells; `desk.tables.unescape_cell` gives the text back.

    Tab, line feed, carriage return and backslash are `\t`, `\n`, `\r` and `\\`; other unsafe characters are
    `\xNN` or `\uXXXX`.
    """
    return escape_text(write_cell(cell))


def escape_text(text: str) -> str:
    """Escape a text for a line of tab-separated cells."""
    if text.isprintable() and "\\" not in text:
        return text
    return re.sub(rf"[{UNSAFE}\\]", write_out, text)


def escape_row(row: Sequence[Cell]) -> str:
    """Write one line of tab-separated cells, without its end."""
    cells = [cell if type(cell) is str else "" if cell is None else escape_cell(cell) for cell in row]
    whole = "".join(cells)
    # Nearly every row is clean, and looking once a row is several times faster than once a cell.
    if whole.isprintable() and "\\" not in whole:
        return "\t".join(cells)
    return "\t".join(map(escape_cell, row))
