"""Where the claims of a file stand, without parsing them: the header's text and the span of each claim.

Three forms are read. *Lines*: JSON with one claim a line, as this program writes it. *Records*: JSON Lines,
whose first line is the header. *Free*: any other JSON, in which a scan for brackets outside of strings finds
the claims. None of them holds more than a block of the file and the header in memory.
"""

import io
import os
import re
from collections.abc import Iterator
from operator import methodcaller
from typing import BinaryIO

from talkscli.errors import StoreError

LINES = "lines"
RECORDS = "records"
FREE = "free"

BLOCK = 1 << 18
"""How much of a file is looked at in one go."""
LONGEST_CLAIM = 1 << 21
LONGEST_HEADER = 1 << 26
"""What is longer is no claim and no header, and is not held in memory to be looked at."""
_LONGEST_LINE = 1 << 22
_BOM = b"\xef\xbb\xbf"
_OPENING = re.compile(rb'[ \t]*"claims"[ \t]*:[ \t]*\[[ \t]*\r?\n')
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]', re.DOTALL)

_ends_with_comma = methodcaller("endswith", b",")

Element = tuple[int, bytes]
"""Where a claim's text begins in the file, and the text."""


Stretch = tuple[int, int]
"""Where in the file some claims begin and end."""


class NotLinesError(Exception):
    """The file looked like one claim a line, and is not."""


class Layout:
    """A file's form, its header, and where its claims begin and end."""

    __slots__ = ("end", "file", "form", "header", "name", "start", "tail")

    def __init__(self, file: BinaryIO, form: str, header: bytes, start: int, end: int, tail: int) -> None:
        self.file = file
        self.name = ""
        """As shown to people."""
        self.form = form
        self.header = header
        """The whole document with its claims left out: JSON in its own right."""
        self.start = start
        self.end = end
        self.tail = tail
        """Where in the header the text after the claims begins."""

    def blocks(self) -> Iterator[list[Element]]:
        """Yield the claims, some at a time, in the order of the file."""
        if self.form == FREE:
            yield from _scan_blocks(self.file, self.name)
        else:
            yield from map(self.read_stretch, self.stretches())

    def stretches(self, start: int | None = None, end: int | None = None) -> list[Stretch]:
        """Cut the claims, or those between two places, into stretches of whole lines; not for free forms."""
        found = []
        at = self.start if start is None else start
        end = self.end if end is None else end
        while at < end:
            self.file.seek(min(at + BLOCK, end))
            if at + BLOCK < end:
                line = self.file.readline(LONGEST_CLAIM)
                if len(line) == LONGEST_CLAIM and not line.endswith(b"\n"):
                    raise refuse_length(self.file, self.name, at + BLOCK, "a claim", LONGEST_CLAIM)
            stop = min(self.file.tell(), end)
            found.append((at, stop))
            at = stop
        return found

    def read_stretch(self, stretch: Stretch) -> list[Element]:
        """Return the claims of a stretch."""
        start, stop = stretch
        return self.cut(read_at(self.file, start, stop - start), start)

    def cut(self, raw: bytes, start: int) -> list[Element]:
        """Return the claims of the text of a stretch, which begins somewhere."""
        elements: list[Element] = []
        place = 0
        for text in self.cut_texts(raw, start):
            place = raw.index(text, place)
            elements.append((start + place, text))
            place += len(text)
        return elements

    def cut_texts(self, raw: bytes, start: int) -> list[bytes]:
        """Return the same without their places; blank lines are nothing.

        Raises:
            NotLinesError: a comma is missing, so a line is not one claim.
        """
        texts = [text for line in raw.split(b"\n") if (text := line.strip())]
        if self.form != LINES or not texts:
            return texts
        last = start + len(raw) >= self.end
        if all(map(_ends_with_comma, texts[:-1])) and last != _ends_with_comma(texts[-1]):
            return [text[:-1] for text in texts[:-1]] + [texts[-1] if last else texts[-1][:-1]]
        raise NotLinesError


def find_layout(file: BinaryIO, name: str = "", *, free: bool = False) -> Layout:
    """Find the form of a file and its header; `free` takes no form for granted.

    Raises:
        StoreError: it is far too long for what a store may hold.
    """
    layout = _find_layout(file, name, free=free)
    layout.name = name
    return layout


def refuse_length(file: BinaryIO, name: str, offset: int, what: str, most: int) -> StoreError:
    """Say that something in a file is longer than anything of its kind may be."""
    line, _ = find_position(file, offset)
    return StoreError(
        f"{what} is longer than {most >> 20} MB",
        place=f"{name}:{line}" if name else "",
        hint="this is no store, or a quotation mark or bracket is missing",
    )


def find_position(file: BinaryIO, offset: int) -> tuple[int, int]:
    """Return the line and column of a place in a file, from 1, holding one block of it."""
    file.seek(0)
    line, begin, at = 1, 0, 0
    while at < offset and (block := file.read(min(BLOCK, offset - at))):
        line += block.count(b"\n")
        if (last := block.rfind(b"\n")) >= 0:
            begin = at + last + 1
        at += len(block)
    return line, offset - begin + 1


def _find_layout(file: BinaryIO, name: str, *, free: bool) -> Layout:
    size = file.seek(0, 2)
    file.seek(0)
    offset = len(_BOM) if file.read(3) == _BOM else 0
    file.seek(offset)
    if not free:
        first = file.readline(LONGEST_HEADER)
        if first.endswith(b"\n") and first.lstrip().startswith(b"{"):
            start = file.tell()
            if first.rstrip().endswith(b"}") and file.read(64).lstrip().startswith(b"{"):
                return Layout(file, RECORDS, first, start, size, len(first))
            file.seek(offset)
            if (found := _find_lines(file)) is not None:
                return found
    return _find_free(file, name, offset)


def _find_lines(file: BinaryIO) -> Layout | None:
    before: list[bytes] = []
    size = 0
    while line := file.readline(_LONGEST_LINE):
        size += len(line)
        if not line.endswith(b"\n") or size > LONGEST_HEADER:
            return None
        before.append(line)
        if b'"claims"' in line and _OPENING.fullmatch(line):
            break
    else:
        return None
    start = file.tell()
    first = file.readline(_LONGEST_LINE).strip()
    if not first.startswith((b"{", b"]")) or first == b"{":
        return None
    end, after = _find_closing(file, start)
    if end < 0:
        return None
    head = b"".join(before).rstrip()
    return Layout(file, LINES, head + after, start, end, len(head))


def _find_closing(file: BinaryIO, start: int) -> tuple[int, bytes]:
    """Find the line that closes the claims: the last one that is a closing bracket at the same depth."""
    size = file.seek(0, 2)
    reach = 1 << 16
    while True:
        at = max(start, size - reach)
        file.seek(max(start - 1, at - 1))
        text = file.read(size)
        # Any bracket alone on a line may be it: the header tells, for it must be valid with the claims gone.
        found = [match.start() + 1 for match in re.finditer(rb"\n[ \t]*\][ \t]*,?[ \t]*\r?(?=\n|$)", text)]
        origin = max(start - 1, at - 1)
        for place in found:
            if _closes(text[place:]):
                return origin + place, text[place:]
        if at == start or reach > LONGEST_HEADER:
            return -1, b""
        reach *= 8


def _closes(after: bytes) -> bool:
    """Tell whether a text that begins with a closing bracket ends the document at depth one."""
    depth = 2
    for match in _TOKEN.finditer(after):
        token = match[0]
        if token in b"{[":
            depth += 1
        elif token in b"}]":
            depth -= 1
            if depth == 0:
                return not after[match.end() :].strip()
    return False


def read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    """Read a stretch of a file; where several processes share it, none moves the others' place in it."""
    if isinstance(file, io.BytesIO) or not hasattr(os, "pread"):
        file.seek(offset)
        return file.read(size)
    parts = []
    while size and (part := os.pread(file.fileno(), size, offset)):
        parts.append(part)
        size -= len(part)
        offset += len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _find_free(file: BinaryIO, name: str, offset: int) -> Layout:
    file.seek(offset)
    header: list[bytes] = []
    tail = 0
    for kind, place, text in _scan(file, name, offset):
        if kind == "header":
            header.append(text)
        elif kind == "closing" and not tail:
            tail = sum(map(len, header))
        del place
    joined = b"".join(header)
    return Layout(file, FREE, joined, offset, file.tell(), tail or len(joined))


def _scan_blocks(file: BinaryIO, name: str) -> Iterator[list[Element]]:
    file.seek(0)
    offset = len(_BOM) if file.read(3) == _BOM else 0
    block: list[Element] = []
    size = 0
    for kind, place, text in _scan(file, name, offset):
        if kind == "claim":
            block.append((place, text))
            size += len(text)
            if size >= BLOCK:
                yield block
                block, size = [], 0
    if block:
        yield block


def _scan(file: BinaryIO, name: str, offset: int) -> Iterator[tuple[str, int, bytes]]:  # noqa: PLR0915 - one walk
    """Walk over a document: yield pieces of header, each claim, and where the claims close."""
    file.seek(offset)
    rest, base = b"", offset
    depth, in_claims, size = 0, False, 0
    key = b""
    keep_from = 0
    while True:
        # A long element is read in ever larger pieces, so that walking over it again stays cheap.
        block = file.read(max(BLOCK, len(rest)))
        text = rest + block
        position = 0
        keep_from = 0
        for match in _TOKEN.finditer(text):
            token = match[0]
            position = match.end()
            if token[0] == 0x22:
                if depth == 1:
                    key = token
                continue
            if token in b"{[":
                depth += 1
                if depth == 2 and token == b"[" and not in_claims and _is_claims(key):
                    in_claims = True
                    yield "header", base + keep_from, text[keep_from:position]
                    keep_from = position
            elif token in b"}]":
                depth -= 1
                if in_claims and depth == 1:
                    in_claims = False
                    if element := text[keep_from : match.start()].strip():
                        yield "claim", base + keep_from + _indent(text, keep_from), element
                    yield "closing", base + match.start(), b""
                    keep_from = match.start()
            elif token == b"," and depth == 1:
                key = b""
            elif token == b"," and in_claims and depth == 2:
                yield (
                    "claim",
                    base + keep_from + _indent(text, keep_from),
                    text[keep_from : match.start()].strip(),
                )
                keep_from = position
        if not block:
            yield ("claim" if in_claims else "header"), base + keep_from, text[keep_from:]
            return
        if not in_claims:
            # A string may go on in the next block; everything before it is done with.
            quote = text.find(b'"', position)
            cut = len(text) if quote < 0 else quote
            yield "header", base + keep_from, text[keep_from:cut]
            keep_from = cut
            rest, base = text[cut:], base + cut
            size += cut
            if size + len(rest) > LONGEST_HEADER:
                raise refuse_length(file, name, base, "what stands beside the claims", LONGEST_HEADER)
        else:
            # The element under way is walked over again with the next block, from its own depth.
            rest, base, depth = text[keep_from:], base + keep_from, 2
            if len(rest) > LONGEST_CLAIM:
                raise refuse_length(file, name, base, "a claim", LONGEST_CLAIM)


def _is_claims(key: bytes) -> bool:
    """Tell whether a key is that of the claims, however it is written."""
    if b"\\" not in key:
        return key == b'"claims"'
    import json

    try:
        return bool(json.loads(key) == "claims")
    except ValueError:
        return False


def _indent(text: bytes, start: int) -> int:
    piece = text[start : start + 4096]
    return len(piece) - len(piece.lstrip())
