r"""What may be sent to a terminal: text that does not command it, and hides nothing.

Text comes from documents that anyone may have written. A control character in it could move the cursor, set
the clipboard or hide a line, a change of direction could turn a sentence round, and characters that cannot be
seen can make two names look alike. Nothing is dropped: what is not sent is written as programs write it:
`\x1b`, `\u202e`.
"""

import re

UNSAFE = "\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""Controls of the cursor, of lines and of direction, and halves of characters."""

FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
"""Letters and marks of which nothing is seen; Python calls them printable."""

_VARIANTS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Marks that choose how the character before them is drawn, and Python calls printable."""

HIDDEN = (
    UNSAFE + FILLERS + "\xad\u061c\u180e\u200b\u200e\u200f\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
"""What a person would not see, though it may change what they see."""

_JOINED = "\u0600-\u1cff\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufb50-\ufdff\ufe0f\U0001f000-\U0001ffff"
"""Scripts and pictures in which the two invisible joiners shape what is read, as in Persian and in emoji."""

_VARIED = "#*0-9©®‼⁉™ℹ\u2190-\u27bf\u2900-\u2bff\u3000-\u9fff\uf900-\ufaff\U0001f000-\U0003ffff"
"""Pictures and ideographs, which may be drawn in more than one way."""

_LYING = (
    f"[{HIDDEN}]|(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])|(?<![{_VARIED}])[{_VARIANTS}]"
)

_PRINTABLE = f"[{FILLERS}{_VARIANTS}]"
"""What is hidden and Python calls printable all the same."""

_SHORT = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"}

_STYLE = r"\x1b\[[0-9;]*m"
"""A change of colour or weight, as `Canvas` makes it."""

_COMMAND = rf"(?m)((?:^|(?<=\r))(?:[^\S\n\r]|{_STYLE})*):(?=:)|#(?=#\w*\[)"
"""What a CI's log obeys: `::error` where a line starts (GitHub), `##vso[` and its like anywhere (others).

A carriage return ends a line there too.
"""


def plain(text: str) -> str:
    r"""Make a text safe for a terminal: what is invisible and could mislead is written out, as `\x1b`.

    A backslash stays as it is, so that this is for reading and not for reading back.
    """
    return text if _is_clean(text) else re.sub(_LYING, write_out, text)


def plain_lines(text: str) -> str:
    """Make whole lines safe for a terminal; their ends stay, and the tabs between their cells."""
    if _is_clean(text.replace("\n", "").replace("\t", "")):
        return text
    return re.sub(_LYING, lambda match: match[0] if match[0] in "\n\t" else write_out(match), text)


def plain_drawn(text: str) -> str:
    """Make drawn lines safe for a terminal; their ends and styles stay.

    Each text in them was made safe before it was measured. This is the second look, at all that is sent.
    """
    if _is_clean(re.sub(_STYLE, "", text).replace("\n", "")):
        return text
    return re.sub(f"{_STYLE}|[{HIDDEN}]", _keep_drawn, text)


def quiet_commands(text: str, colon: str = r"\x3a", hash_sign: str = r"\x23") -> str:
    """Write out the first character of whatever the log of a CI would obey.

    Args:
        text: Whole lines.
        colon: What stands for a colon.
        hash_sign: What stands for a hash sign.
    """
    if "::" not in text and "##" not in text:
        return text
    return re.sub(_COMMAND, lambda match: hash_sign if match[1] is None else match[1] + colon, text)


def write_out(match: re.Match[str]) -> str:
    r"""Write a matched character as `\n`, `\x1b`, `\u202e` or `\U000e0041`."""
    character = match[0]
    if character in _SHORT:
        return _SHORT[character]
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _keep_drawn(match: re.Match[str]) -> str:
    return match[0] if match[0] == "\n" or len(match[0]) > 1 else write_out(match)


def _is_clean(text: str) -> bool:
    return text.isprintable() and (text.isascii() or not re.search(_PRINTABLE, text))
