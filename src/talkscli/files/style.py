"""How records are written: on one line as this program does it, or as those around them are."""

import json
from typing import Any

import msgspec
from pydantic import BaseModel

_encode = msgspec.json.Encoder().encode


def write_line(record: BaseModel, **instead: Any) -> str:
    """Write a record canonically: one line, the fields in the model's order, what says nothing left out.

    Args:
        record: The record.
        instead: Values that take the place of the record's own.

    Raises:
        UnicodeEncodeError: half of a surrogate pair stands in it alone.
    """
    return msgspec.json.format(_encode({**simplify(record), **instead}), indent=0).decode()


def simplify(record: BaseModel) -> dict[str, Any]:
    """Return a record as plain data, in the model's order, without the fields that say nothing."""
    plain: dict[str, Any] = {}
    # Faster by far than pydantic's own iteration; the order is that of the fields.
    for name, value in record.__dict__.items():
        if value is None or value == [] or value is False or (name == "stance" and value == "asserts"):
            continue
        plain[name] = simplify(value) if isinstance(value, BaseModel) else value
    return plain


class Style:
    """How the elements of one list are written."""

    __slots__ = ("before", "inner", "tight")

    def __init__(self, before: bytes = b"", *, inner: str | None = None, tight: bool = False) -> None:
        self.before = before
        """The white space before each element."""
        self.inner = inner
        """The further indentation of its fields where it stands on several lines; None for one line."""
        self.tight = tight
        """Whether there is no space after colons and commas."""

    @classmethod
    def of(cls, before: bytes, element: bytes) -> "Style":
        """Read the style off an element and the white space before it."""
        own = _last_line(before)
        inner = None
        if b"\n" in element:
            second = element.split(b"\n", 2)[1]
            indent = second[: len(second) - len(second.lstrip())].decode("ascii", "replace")
            inner = indent.removeprefix(own) if indent.startswith(own) else indent
        return cls(before, inner=inner, tight=b'": ' not in element and b'":' in element)

    def write(self, line: str) -> bytes:
        """Write a record in this style, given as JSON on one line."""
        if self.inner is None and not self.tight:
            return line.encode()
        separators = (",", ":") if self.tight else (",", ": ")
        if self.inner is None:
            return json.dumps(json.loads(line), ensure_ascii=False, separators=separators).encode()
        text = json.dumps(json.loads(line), ensure_ascii=False, indent=self.inner or 0, separators=separators)
        newline = "\r\n" if b"\r\n" in self.before else "\n"
        return text.replace("\n", newline + _last_line(self.before)).encode()


def _last_line(before: bytes) -> str:
    """Return the indentation that white space ends with."""
    return before[before.rfind(b"\n") + 1 :].decode("ascii", "replace") if b"\n" in before else ""
