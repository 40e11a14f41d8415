r"""How one cell looks: to a program, which must get it back whole, and to a person, whom it must not fool.

Text comes from documents that anyone may have written. A control character in it could move the cursor, set
the clipboard or hide a line, and a bidirectional override could turn a sentence round; so none is ever sent
as it is, to a terminal or to a file that may be shown on one. Nothing is dropped either: what is not sent
is written as a program would write it, such as `\x1b` or `\u202e`.
"""

import re
from collections.abc import Sequence

from talkscli.reports.table import Cell

UNSAFE_IN_JSON = "\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""What JSON allows in a string, and no output carries: see `UNSAFE`."""

UNSAFE = "\x00-\x1f" + UNSAFE_IN_JSON
"""What no output carries: controls of the cursor, of lines and of direction, and halves of characters."""

_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0"
"""Letters and marks of which nothing is seen; Python calls them printable."""

_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Marks that choose how the character before them is drawn, and Python calls printable."""

_HIDDEN = (
    UNSAFE + _FILLERS + "\xad\u061c\u180e\u200b\u200e\u200f\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""What a person would not see, though it may change what they see."""

_JOINED = "\u0600-\u1cff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufb50-\ufdff\ufe0f\U0001f000-\U0001ffff"
"""Scripts and pictures in which the two invisible joiners shape what is read, as in Persian and in emoji."""

_VARIED = "#*0-9©®‼⁉™ℹ\u2190-\u27bf\u2900-\u2bff\u3000-\u9fff\uf900-\ufaff\U0001f000-\U0003ffff"
"""Pictures and ideographs, which may be drawn in more than one way."""

_LYING = (
    f"[{_HIDDEN}]|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])|(?<![{_VARIED}])[{_VARIANTS}]"
)

_find_filler = re.compile(f"[{_FILLERS}{_VARIANTS}]").search

_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"}
_LONG = {short: long for long, short in _SHORT.items()}


def plain(text: str) -> str:
    r"""Make a text safe for a terminal: what is invisible and could mislead is written out, as `\x1b`.

    A backslash stays as it is, so that this is for reading and not for reading back.
    """
    if text.isprintable() and (text.isascii() or not _find_filler(text)):
        return text
    return re.sub(_LYING, _written_out, text)


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
        return ",".join(cell)
    return repr(cell)


def escape_cell(cell: Cell) -> str:
    r"""Write a cell for a line of tab-separated cells; `unescape_cell` gives the text back.

    Tab, line feed, carriage return and backslash are `\t`, `\n`, `\r` and `\\`; other unsafe characters are
    `\xNN` or `\uXXXX`. Lists are joined with commas, and a comma inside an item is `\x2c`.
    """
    if isinstance(cell, list):
        return ",".join([escape_text(item).replace(",", r"\x2c") for item in cell])
    return escape_text(write_cell(cell))


def escape_text(text: str) -> str:
    """Escape a text for a line of tab-separated cells."""
    if text.isprintable() and "\\" not in text:
        return text
    return re.sub(rf"[{UNSAFE}\\]", _written_out, text)


def escape_row(row: Sequence[Cell]) -> str:
    """Write one line of tab-separated cells, without its end."""
    cells = [cell if type(cell) is str else "" if cell is None else escape_cell(cell) for cell in row]
    whole = "".join(cells)
    # Nearly every row is clean, and looking once a row is several times faster than once a cell.
    if whole.isprintable() and "\\" not in whole:
        return "\t".join(cells)
    return "\t".join(map(escape_cell, row))


def unescape_cell(text: str) -> str:
    """Give back the text that `escape_cell` was given."""
    if "\\" not in text:
        return text
    return re.sub(r"\\(?:[tnr\\]|x([0-9a-f]{2})|u([0-9a-f]{4}))", _read_back, text)


def show_unsafe(text: str, *, keep: str = "") -> str:
    r"""Write out the unsafe characters of a text, as `\x1b`, but those to be kept; everything else stays."""
    if text.isprintable():
        return text
    return re.sub(f"[{UNSAFE}]", lambda m: m[0] if m[0] in keep else _written_out(m), text)


def _written_out(match: re.Match[str]) -> str:
    character = match[0]
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _read_back(match: re.Match[str]) -> str:
    return _LONG.get(match[0]) or chr(int(match[1] or match[2], 16))
