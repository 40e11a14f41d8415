"""Reports as JSON: an array with one record a line, one object, or one compact object a line.

Keys stand in the order of the columns. Text is written as it is, not as ASCII, but every character that
could mislead a terminal, or a program that splits lines, is escaped as JSON allows.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from math import isfinite
from typing import Any

from talkscli.output.request import Request, check_keys, pour
from talkscli.output.safe_text import FILLERS, HIDDEN, quiet_commands

_ESCAPED = HIDDEN.removeprefix("\x00-\x1f")
"""What is escaped beside what JSON itself demands."""

_ESCAPED_BYTES = (
    (b"\x7f", b""),
    (b"\xc2", b"[\x80-\x9f\xad]"),
    (b"\xcd", b"\x8f"),
    (b"\xd8", b"\x9c"),
    (b"\xe1", b"(?:\x85[\x9f\xa0]|\x9e[\xb4\xb5]|\xa0[\x8b-\x8f])"),
    (b"\xe2", b"(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa0-\xaf])"),
    (b"\xe3", b"\x85\xa4"),
    (b"\xed", b"[\xa0-\xbf]"),
    (b"\xef", b"(?:\xbb\xbf|\xbe\xa0|\xbf[\xb0-\xbb\xbe\xbf])"),
    (b"\xf0", b"(?:\x9b\xb2[\xa0-\xa3]|\x9d\x85[\xb3-\xba])"),
    (b"\xf3", b"\xa0"),
)
"""The same in UTF-8, or nearly: each first byte, and what may follow it."""

_compact = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_roomy = json.JSONEncoder(ensure_ascii=False, allow_nan=False, indent=2).encode


def write_json(request: Request) -> int:
    """Write an array with one record a line, or the one object of a report that is single."""
    if request.report.single:
        return _write_single(request)
    count = pour(
        request.streams, _make_texts(request), _join(request, ",\n"), start="[\n", between=",\n", end="\n]\n"
    )
    if not count:
        request.streams.write("[]\n")
    return count


def write_ndjson(request: Request) -> int:
    """Write one compact object a line."""
    return pour(request.streams, _make_texts(request), _join(request, "\n", end="\n"))


def escape_json(text: str, *, is_log: bool = False) -> str:
    """Escape in JSON texts what JSON allows and a terminal, or the log of a CI, should not get."""
    # The ways to be clean are tried by their cost.
    clean = text.isascii() and "\x7f" not in text
    if not clean and (not text.replace("\n", "").isprintable() or any(filler in text for filler in FILLERS)):
        text = re.sub(f"[{_ESCAPED}]", _escape, text)
    return quiet_commands(text, r"\u003a", r"\u0023") if is_log else text


def escape_json_bytes(text: bytes) -> bytes:
    """Do the same with UTF-8, which is not decoded unless there is something to escape."""
    for first, rest in _ESCAPED_BYTES:
        # Looking for one byte is so quick that nothing else need be, and most first bytes are rare.
        if first in text and re.search(first + rest, text):
            return escape_json(text.decode("utf-8", "surrogatepass")).encode()
    return text


def _escape(match: re.Match[str]) -> str:
    # Beyond the first plane JSON has pairs of escapes.
    return "".join(f"\\u{half:04x}" for half in _halves(ord(match[0])))


def _halves(code: int) -> tuple[int, ...]:
    if code < 0x10000:
        return (code,)
    return 0xD800 + (code - 0x10000 >> 10), 0xDC00 + (code & 0x3FF)


def encode(value: object, *, roomy: bool = False) -> str:
    """Write one value as JSON; numbers that JSON lacks become null."""
    encoder = _roomy if roomy else _compact
    try:
        return encoder(value)
    except ValueError:
        return encoder(_without_odd_numbers(value))


def _write_single(request: Request) -> int:
    if request.keys is None and request.report.lines is not None:
        texts: Iterator[str | bytes] = iter(request.report.lines())
    else:
        texts = (encode(record, roomy=True) for record in _make_records(request))
    count = pour(request.streams, islice(texts, 1), _join(request, "", end="\n"))
    if not count:
        request.streams.write("null\n")
    return count


def _make_texts(request: Request) -> Iterator[str | bytes]:
    if request.keys is None and request.report.lines is not None:
        return request.take(request.report.lines())
    return map(encode, _make_records(request))


def _join(request: Request, between: str, end: str = "") -> Callable[[list[str | bytes]], str | bytes]:
    """Make the function that joins texts, all of one kind, and makes them safe as a whole."""
    is_log = request.streams.is_log

    def join(batch: list[Any]) -> str | bytes:
        if not isinstance(batch[0], bytes):
            return escape_json(between.join(batch) + end, is_log=is_log)
        raw = between.encode().join(batch) + end.encode()
        return (
            escape_json(raw.decode("utf-8", "surrogatepass"), is_log=True)
            if is_log
            else escape_json_bytes(raw)
        )

    return join


def _make_records(request: Request) -> Iterator[Mapping[str, object]]:
    report, keys = request.report, request.keys
    if report.records is not None:
        return _pick(request.take(report.records()), keys)
    if report.lines is not None:
        return _pick(map(json.loads, request.take(report.lines())), keys)
    columns, rows = request.select()
    names = [column.key for column in columns]
    return (dict(zip(names, row, strict=True)) for row in rows)


def _pick(records: Iterable[Mapping[str, object]], keys: list[str] | None) -> Iterator[Mapping[str, object]]:
    source = iter(records)
    first = next(source, None)
    if first is None:
        return
    if keys is not None:
        check_keys(keys, list(first))
    for record in chain([first], source):
        yield record if keys is None else {key: record.get(key) for key in keys}


def _without_odd_numbers(value: object) -> object:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _without_odd_numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_odd_numbers(item) for item in value]
    return value
