"""The bytes of a page or a text as characters: by their mark, by what the server or the page says."""

import codecs
import re
from contextlib import suppress
from io import BytesIO

from talkscli.desk.table_bytes import find_encoding, guess_encoding
from talkscli.errors import UsageError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_META = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([a-z0-9._:-]+)|<\?xml[^>]+encoding\s*=\s*["']([a-z0-9._:-]+)""",
    re.IGNORECASE,
)
_SAMPLE = 1 << 16
_LOOKED_AT = 1 << 13
"""A page says in its first kilobytes how it is written (HTML wants it in the first one)."""

# What pages say is read as browsers do (WHATWG, Encoding): older names stand for the larger sets of today.
_READ_AS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874", "iso8859-11": "cp874", "utf-16": "utf-8",
    "utf-16-le": "utf-8", "utf-16-be": "utf-8", "utf-7": "utf-8",
}  # fmt: skip

_REPLACED = "\ufffd"


def decode_page(body: bytes, said: str = "") -> tuple[str, str]:
    """Decode a page of HTML; what it says wrongly of itself in a few places does not matter.

    Args:
        body: Its bytes.
        said: The set of characters that the server names.

    Returns:
        The text, and a remark where characters were lost or their set was guessed.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), ""
    meta = _META.search(body[:_LOOKED_AT])
    stated = [said, (meta[1] or meta[2]).decode("ascii") if meta else ""]
    names = [name for name in map(_look_up, stated) if name]
    # In the sets of seven bits, of which mails and old Japanese pages are, everything looks like UTF-8.
    if not any(name.startswith(("iso2022", "hz")) for name in names):
        with suppress(UnicodeDecodeError):
            # Pages that are UTF-8 and say otherwise are many; the reverse is next to impossible.
            return body.decode("utf-8"), ""
    for name in names:
        text = body.decode(name, "replace")
        if (lost := text.count(_REPLACED)) <= len(text) // 200:
            places = "place" if lost == 1 else "places"
            return text, f"it is not {name} in {lost} {places}, which stand as {_REPLACED}" if lost else ""
    guessed = guess_encoding(body[:_SAMPLE]) or "cp1252"
    return body.decode(
        guessed, "replace"
    ), f"read as {guessed}, since nothing right is said of its characters"


def decode_text(body: bytes, name: str, stated: str | None = None) -> tuple[str, str]:
    """Decode a plain text.

    Args:
        body: Its bytes.
        name: What it is, for messages.
        stated: The set of characters that somebody states.

    Returns:
        The text, and a remark where its set was guessed.

    Raises:
        UsageError: there is no such set, the text is not written in it, or none is known of it.
    """
    encoding, remark = find_encoding(BytesIO(body), name, stated)
    try:
        return body.decode(encoding), remark
    except UnicodeDecodeError as error:
        hint = "--encoding says how it is written"
        raise UsageError(f"byte {error.start + 1} is not {encoding}", place=name, hint=hint) from error


def _look_up(said: str) -> str | None:
    """Return Python's name of a set of characters, as browsers understand what is said; None for none."""
    try:
        name = codecs.lookup(said.strip()).name
        "a".encode(name)
    except (LookupError, ValueError):
        return None
    return _READ_AS.get(name, name)
