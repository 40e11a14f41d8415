"""A store file taken apart: its header, and the bytes of each claim, which are not read yet.

Two forms. *JSON*: one document with a list `claims`, laid out in any way. *JSON Lines*: the header on the
first line, then one claim a line. Neither is held in memory as a whole: claims come in blocks, and a parser
in C tells where one ends (`msgspec.Raw`), so that the layout makes no difference.
"""

import os
import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from msgspec import DecodeError, Raw
from msgspec.json import Decoder

from talkscli.errors import StoreError
from talkscli.files import limits
from talkscli.files.positions import find_position

JSON = "JSON"
JSON_LINES = "JSON Lines"

_BOM = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
_CLAIMS = re.compile(rb'("claims"|"[^"\\]*\\u00[^"]*")[ \t\r\n]*:[ \t\r\n]*\[')
"""What may be the beginning of the claims: a key may be written with escapes."""
_REACH = 4096
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\],"]', re.DOTALL)
"""A whole string, a bracket, a comma; or the beginning of a string that does not end."""
_parse_list = Decoder(list[Raw]).decode
_parse_object = Decoder(dict[str, Raw]).decode


class MalformedError(Exception):
    """A file is not JSON from some place on."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset
        """Where the last claim that may be whole ends."""


class KnownHeader(NamedTuple):
    """What is remembered of a file's header, to see quickly whether it is unchanged."""

    form: str
    before: int
    """The bytes before the first claim."""
    after: int
    """The bytes after the last one."""
    hash: bytes


class Block(NamedTuple):
    """Some claims that follow each other in a file."""

    start: int
    """Where in the file it begins."""
    raw: bytes
    """All bytes up to the next block."""
    texts: list[bytes]
    """The claims, without what stands between them."""

    @property
    def stop(self) -> int:
        """Return where in the file it ends."""
        return self.start + len(self.raw)

    def offsets(self) -> Iterator[int]:
        """Yield where in the file each claim begins."""
        place = 0
        for text in self.texts:
            place = self.raw.index(text, place)
            yield self.start + place
            place += len(text)


class Layout:
    """A file's form, its header, and where its claims begin and end."""

    __slots__ = ("broken", "end", "file", "form", "header", "known", "last", "name", "start", "tail")

    def __init__(
        self, file: BinaryIO, name: str, form: str, header: bytes, *, start: int, end: int, tail: int
    ) -> None:
        self.file = file
        self.name = name
        """As shown to people."""
        self.form = form
        self.header = header
        """The whole document with its claims left out: JSON in its own right."""
        self.start = start
        """Where in the file the claims begin: after their bracket, or on the second line."""
        self.end = end
        """Where they end: at their closing bracket, or with the file."""
        self.tail = tail
        """Where in the header the text after the claims begins."""
        self.last = start
        """Where the last block of a list of claims begins, once its end was found."""
        self.known: KnownHeader | None = None
        """What was known of the header, if it is as it was; then it was not read."""
        self.broken = -1
        """Where the claims are not JSON any more, or -1."""

    def blocks(self, start: int | None = None, stop: int | None = None) -> Iterator[Block]:
        """Yield the claims, or those of a span that begins and ends between two claims.

        Raises:
            MalformedError: the span is not JSON.
            StoreError: a claim is longer than any may be.
        """
        start = self.start if start is None else start
        stop = self.end if stop is None else stop
        return (self._cut_lines if self.form == JSON_LINES else self._cut_list)(start, stop)

    def known_header(self) -> KnownHeader:
        """Return what to remember of the header: what was read, whatever the file holds by now."""
        return self.known or KnownHeader(
            self.form, self.start, len(self.header) - self.tail, _hash(self.header)
        )

    def find_end(self) -> None:
        """Find where a list of claims ends, and take what follows to the header."""
        at, size = self.start, self.end
        for block in self._cut_list(at, size, is_open=True):
            at = block.stop
            self.last = block.start if block.texts else self.last
        self.end = at
        after = read_at(self.file, at, min(size - at, limits.LONGEST_HEADER + 1))
        if len(self.header) + len(after) > limits.LONGEST_HEADER:
            raise refuse_length(self, at, "what stands beside the claims", limits.LONGEST_HEADER)
        self.header += after

    def _cut_lines(self, start: int, stop: int) -> Iterator[Block]:
        while start < stop:
            raw = read_at(self.file, start, min(limits.BLOCK, stop - start))
            if start + len(raw) < stop and not raw.endswith(b"\n"):
                raw += self.file.readline(limits.LONGEST_CLAIM)
                if not raw.endswith(b"\n") and start + len(raw) < stop:
                    raise refuse_length(self, start + len(raw), "a claim", limits.LONGEST_CLAIM)
            if not raw:  # the file became shorter
                return
            yield Block(start, raw, [text for line in raw.split(b"\n") if (text := line.strip(_SPACE))])
            start += len(raw)

    def _cut_list(self, start: int, stop: int, *, is_open: bool = False) -> Iterator[Block]:
        """Yield the claims of a list; of an open one the end is not known, and is its closing bracket."""
        size = limits.BLOCK
        while start < stop:
            raw = read_at(self.file, start, min(size, stop - start))
            is_last = start + len(raw) >= stop
            if not raw:  # the file became shorter
                raise MalformedError(start)
            if is_last and not is_open:
                cut, closes = len(raw.rstrip(_SPACE)), stop == self.end
                if not closes:
                    cut -= 1
                    if raw[cut : cut + 1] != b",":
                        raise MalformedError(start)
                texts, used = self._parse(raw[:cut], start), len(raw)
            else:
                cut, closes = _guess_cut(raw), False
                found = _try_list(raw[:cut]) if cut > 0 else None
                if found is None:
                    cut, closes = _find_cut(raw)
                    if (cut < 0 and is_last) or (closes and not is_open):
                        # The list ends before the place where it ended: what follows is no claim.
                        raise MalformedError(start)
                    if cut < 0:
                        if len(raw) > limits.LONGEST_CLAIM:
                            raise refuse_length(self, start, "a claim", limits.LONGEST_CLAIM)
                        # The claim under way is looked at again with more of the file.
                        size *= 2
                        continue
                    found = self._parse(raw[:cut], start)
                texts, used = found, cut if closes else cut + 1
            if not texts and (start > self.start or not closes):
                raise MalformedError(start)
            # Where only the end is sought, the texts are only counted.
            yield Block(start, raw[:used], [b""] * len(texts) if is_open else list(map(bytes, texts)))
            if closes:
                return
            start, size = start + used, limits.BLOCK
        if is_open:
            raise MalformedError(start)

    def _parse(self, raw: bytes, start: int) -> list[Raw]:
        if (texts := _try_list(raw)) is None:
            raise MalformedError(start)
        return texts


def find_layout(file: BinaryIO, name: str = "", known: KnownHeader | None = None) -> Layout:
    """Take a file apart.

    Args:
        file: Plain bytes that can be read more than once.
        name: As shown to people.
        known: Its header as it was; if it still is, the claims are not gone through to find their end.

    Raises:
        StoreError: it is far too long for what a store may hold.
    """
    size = file.seek(0, os.SEEK_END)
    # Without a list of claims nothing can have come into it.
    if known and (known.after or known.form == JSON_LINES) and known.before + known.after <= size:
        layout = Layout(file, name, known.form, b"", start=known.before, end=size - known.after, tail=0)
        raw = read_at(file, 0, known.before) + read_at(file, layout.end, known.after)
        if _hash(raw.removeprefix(_BOM)) == known.hash:
            layout.known = known
            return layout
    offset = len(_BOM) if read_at(file, 0, len(_BOM)) == _BOM else 0
    file.seek(offset)
    first = file.readline(limits.LONGEST_HEADER)
    if first.endswith(b"\n") and first.lstrip().startswith(b"{") and first.rstrip().endswith(b"}"):
        start = file.tell()
        if file.read(64).lstrip().startswith(b"{"):
            return Layout(file, name, JSON_LINES, first, start=start, end=size, tail=len(first))
    before, is_found = _find_opening(file, name, offset)
    start = offset + len(before) if is_found else size
    layout = Layout(file, name, JSON, before, start=start, end=size, tail=len(before))
    if is_found:
        try:
            layout.find_end()
        except MalformedError as error:
            # A header that does not end is no JSON either, and is told to be none.
            layout.broken = error.offset
    return layout


def refuse_length(layout: Layout, offset: int, what: str, most: int) -> StoreError:
    """Say that something in a file is longer than anything of its kind may be."""
    line, _ = find_position(layout.file, offset)
    return StoreError(
        f"{what} is longer than {most >> 20} MB",
        place=f"{layout.name}:{line}" if layout.name else "",
        hint="this is no store, or a quotation mark or bracket is missing",
    )


def read_at(file: BinaryIO, offset: int, size: int) -> bytes:
    """Read some bytes from a place of a file on."""
    file.seek(offset)
    return file.read(size)


def _hash(raw: bytes) -> bytes:
    import hashlib

    return hashlib.sha256(raw).digest()


def _find_opening(file: BinaryIO, name: str, offset: int) -> tuple[bytes, bool]:
    """Return a document up to the bracket that opens its claims and True; or all of it and False."""
    text = bytearray()
    depth = walked = searched = 0
    file.seek(offset)
    while True:
        block = file.read(limits.BLOCK)
        text += block
        if len(text) > limits.LONGEST_HEADER:
            whole = Layout(file, name, JSON, b"", start=0, end=0, tail=0)
            raise refuse_length(
                whole, offset + searched, "what stands beside the claims", limits.LONGEST_HEADER
            )
        # A key may be cut in two by the end of what was read; if by far, it is found at the end of the file.
        searched = max(searched, len(text) - len(block) - _REACH) if block else walked
        for match in _CLAIMS.finditer(text, searched):
            searched = match.end()
            if not _is_claims(match[1]):
                continue
            if not walked and _is_object(bytes(text[: match.end()]) + b"]}"):
                return bytes(text[: match.end()]), True
            depth, walked = depth + _measure_depth(text, walked, match.end()), match.end()
            if depth == 2:
                return bytes(text[: match.end()]), True
        if not block:
            return bytes(text), False


def _is_claims(key: bytes) -> bool:
    if b"\\" not in key:
        return True
    import json

    try:
        return bool(json.loads(key) == "claims")
    except ValueError:
        return False


def _is_object(raw: bytes) -> bool:
    try:
        _parse_object(raw)
    except (DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _try_list(raw: bytes) -> list[Raw] | None:
    try:
        return _parse_list(b"[" + raw + b"]")
    except (DecodeError, RecursionError):
        return None


def _measure_depth(text: bytearray, start: int, stop: int) -> int:
    """Return how many brackets a text opens more than it closes."""
    depth = 0
    for match in _TOKEN.finditer(text, start, stop):
        depth += (match[0] in b"{[") - (match[0] in b"}]")
    return depth


def _guess_cut(raw: bytes) -> int:
    """Return the place of the last comma that seems to stand between two claims, or -1."""
    brace = len(raw)
    # A claim has fewer objects than this; in a text there may be any number of brackets.
    for _ in range(8):
        brace = raw.rfind(b"{", 0, brace)
        if brace <= 0:
            break
        before = raw[max(0, brace - 256) : brace].rstrip(_SPACE)
        if before.endswith(b",") and before[:-1].rstrip(_SPACE).endswith(b"}"):
            return raw.rindex(b",", 0, brace)
    return -1


def _find_cut(raw: bytes) -> tuple[int, bool]:
    """Return the place of the last comma between two claims and False, or of the bracket that closes them."""
    depth, cut = 1, -1
    for match in _TOKEN.finditer(raw):
        token = match[0]
        if token in b"{[":
            depth += 1
        elif token in b"}]":
            depth -= 1
            if depth == 0:
                return match.start(), True
        elif token == b",":
            cut = match.start() if depth == 1 else cut
        elif token == b'"':
            break
    return cut, False
