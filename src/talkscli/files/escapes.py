"""Ids and fields whose letters are written as numbers, as JSON allows; nobody does so, or hardly."""

import re

_ESCAPED = re.compile(rb"\\u00(2[dD]|3[0-9]|[67][0-9a-fA-F])")
"""A letter, a digit or a hyphen."""


def has_escapes(raw: bytes) -> bool:
    """Tell whether an id or a field may be written in another way than as itself."""
    return b"\\u00" in raw and _ESCAPED.search(raw) is not None


def unescape(raw: bytes) -> bytes:
    """Return JSON in which ids and fields are written as themselves, to be searched and not to be read."""
    if b"\\u00" not in raw:
        return raw
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), raw)
